// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.34;

import {Endorsement, EndorsementId, endorsementOn, Holding, HoldingId, holdingOn} from "../types/BillTypes.sol";

/// A holding's chain of endorsements, walked from the newest to the first. {MAX} of them at most were agreed;
/// payments of recourse and orders add few. So a walk is bounded.
library Chain {
    uint256 internal constant MAX = 500;

    /// The newest endorsement; 0: none.
    function last(HoldingId holding, Holding memory h) internal pure returns (EndorsementId) {
        return endorsementOn(holdingOn(holding.billOf(), h.endorsedAs), h.chainLength);
    }

    /// The one before `id`, which is `e`; 0: none.
    function previous(EndorsementId id, Endorsement memory e) internal pure returns (EndorsementId) {
        return endorsementOn(holdingOn(id.holdingOf().billOf(), e.previousHolding), id.placeOf() - 1);
    }

    /// An endorsement belongs to a holding's chain exactly when its interval contains the holding's: units never merge.
    function contains(Endorsement memory e, Holding memory h) internal pure returns (bool) {
        return e.lo != 0 && e.lo <= h.lo && h.hi <= e.hi;
    }
}
