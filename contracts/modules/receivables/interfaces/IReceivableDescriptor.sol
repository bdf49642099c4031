// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.34;

import {Note, NoteId} from "../types/ReceivableTypes.sol";
import {IReceivableRegistry} from "./IReceivableRegistry.sol";

/// What the registry holds, as people read it.
interface IReceivableDescriptor {
    /// ERC-721 metadata of a live note as a JSON data URI: obligor, confirming bank, due day, holder, interval, tier, what stands on it today,
    /// and how the root stands.
    function tokenURI(IReceivableRegistry registry, NoteId note) external view returns (string memory);

    /// A note and those that it was split from, nearest first, up to its root's first: at most `limit` of them (R-9). A note that was
    /// merged has the path of the one whose id it kept; where the other came from is in the events.
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
