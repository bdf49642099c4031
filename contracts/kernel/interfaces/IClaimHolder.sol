// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.34;

import {SubjectId} from "../types/Ids.sol";

/// A module's part whose claims another part may take over, when it agrees: a receivable that a bill pays, say. A part that does not
/// implement it keeps its claims to itself.
interface IClaimHolder {
    /// Asks the part to give up so much of its claim to another part's claim, which takes it over in this same call of
    /// `ITradeRegistry.replace`. It agrees by returning its selector, having ended on its side what the claim stood for; it reverts
    /// otherwise. The registry's book has changed already, and changes back with the revert. The caller is the TradeRegistry; the part
    /// trusts nobody else, and by itself decides whether what `toClaimId` stands for is what its parties agreed to.
    /// @param claimId the part's own claim
    /// @param toPart who takes over, a part of a live module version
    /// @param amount fen
    /// @custom:access part
    function handOver(
        SubjectId subject,
        uint256 claimId,
        address toPart,
        uint256 toClaimId,
        uint64 amount
    ) external returns (bytes4);
}
