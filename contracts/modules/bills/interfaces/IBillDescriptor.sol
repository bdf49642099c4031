// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.34;

import {Endorsement, EndorsementId, HoldingId} from "../types/BillTypes.sol";
import {IBillRegistry} from "./IBillRegistry.sol";

/// What the registry holds, as people read it: a holding's metadata, and its chain in pages.
interface IBillDescriptor {
    /// A `data:` URI with the JSON metadata of a holding (ERC-721 metadata schema), readable in an explorer.
    function tokenURI(IBillRegistry registry, HoldingId holding) external view returns (string memory);

    /// A page of a holding's chain, from the newest endorsement back.
    /// @param cursor endorsement from which to go on; 0: from the newest
    /// @return ids of the endorsements, newest first
    /// @return endorsements in the same order
    /// @return next cursor of the next page; 0: the chain is at its end
    function chainOf(
        IBillRegistry registry,
        HoldingId holding,
        EndorsementId cursor,
        uint256 limit
    ) external view returns (EndorsementId[] memory ids, Endorsement[] memory endorsements, EndorsementId next);
}
