// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.34;

import {Note, NoteId} from "../types/ReceivableTypes.sol";
import {IReceivableRegistry} from "./IReceivableRegistry.sol";

/// What the registry holds, as people read it.
interface IReceivableDescriptor {
    /// ERC-721 metadata of a live note as a JSON data URI: face, due day, obligor, confirming bank, holder, interval, tier, what stands on it.
    function tokenURI(IReceivableRegistry registry, NoteId note) external view returns (string memory);

    /// The notes that a note was split from, nearest first, up to its root's first note: at most `limit` of them.
    /// @param cursor where to go on; 0: at the note itself
    /// @return ids of the notes
    /// @return notes as they now are; what was split off one is no longer in its interval
    /// @return next where the following page begins; 0: the root's first note was reached
    function pathOf(
        IReceivableRegistry registry,
        NoteId note,
        NoteId cursor,
        uint256 limit
    ) external view returns (NoteId[] memory ids, Note[] memory notes, NoteId next);
}
