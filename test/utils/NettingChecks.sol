// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.34;

import {Netting} from "../../contracts/modules/points/libraries/Netting.sol";
import {Test} from "./Test.sol";

/// What closing a cycle promises, read off without the library's formulas.
abstract contract NettingChecks is Test {
    /// Of all members: what is paid, received, and left.
    struct Sums {
        uint256 due;
        uint256 paid;
        uint256 unpaid;
        uint256 received;
        uint256 lost;
    }

    function _requireSettled(Netting.Position[] memory positions) internal pure {
        (Netting.Outcome[] memory outcomes, uint256 due, uint256 paid) = Netting.settle(positions);
        Sums memory sums;
        for (uint256 i; i < positions.length; ++i) {
            _requireOutcome(positions[i], outcomes[i], due, paid);
            if (positions[i].owes > positions[i].owed) {
                sums.due += positions[i].owes - positions[i].owed;
                sums.paid += outcomes[i].fromReserve + outcomes[i].fromDeposit;
                sums.unpaid += outcomes[i].short;
            } else {
                sums.received += outcomes[i].received;
                sums.lost += outcomes[i].short;
            }
        }
        require(sums.due == due && sums.paid == paid, "S-5: the totals are the sums");
        require(sums.received == paid, "S-5: what is paid is received");
        require(sums.lost == sums.unpaid && paid + sums.unpaid == due, "S-5: what is unpaid is lost");
    }

    function _requireClaims(uint64[] memory losses, uint64[] memory shorts) internal pure {
        uint256[] memory claimed = new uint256[](losses.length);
        uint256 total;
        for (uint256 j; j < shorts.length; ++j) total += shorts[j];
        for (uint256 j; j < shorts.length; ++j) {
            uint64[] memory claims = Netting.claimsOn(losses, shorts, j);
            uint256 sum;
            for (uint256 i; i < claims.length; ++i) {
                claimed[i] += claims[i];
                sum += claims[i];
                if (total == 0) continue;
                uint256 exact = uint256(losses[i]) * shorts[j];
                require(claims[i] * total < exact + (j + 1) * total, "S-5: too much of a claim");
                require((claims[i] + j + 1) * total > exact, "S-5: too little of a claim");
            }
            require(sum == shorts[j], "S-5: claims on a debtor are what it left unpaid");
        }
        for (uint256 i; i < losses.length; ++i) {
            require(claimed[i] == losses[i], "S-5: claims of a creditor are its loss");
        }
    }

    function _requireOutcome(
        Netting.Position memory p,
        Netting.Outcome memory o,
        uint256 due,
        uint256 paid
    ) private pure {
        if (p.owes > p.owed) {
            uint256 debt = p.owes - p.owed;
            require(o.received == 0, "S-5: a debtor receives nothing");
            require(o.fromReserve + o.fromDeposit + o.short == debt, "S-5: paid and unpaid is the debt");
            require(o.fromReserve <= p.reserve && o.fromDeposit <= p.deposit, "S-5: no more than it has");
            require(o.fromDeposit == 0 || o.fromReserve == p.reserve, "S-5: the reserve first");
            require(o.short == 0 || o.fromDeposit == p.deposit, "S-5: nothing unpaid while there is a deposit");
            return;
        }
        uint256 credit = p.owed - p.owes;
        require(o.fromReserve == 0 && o.fromDeposit == 0, "S-5: a creditor pays nothing");
        require(o.received + o.short == credit, "S-5: received and lost is the claim");
        if (credit == 0) return;
        require(o.received * due < credit * paid + due, "S-5: less than a fen too much");
        require((o.received + 1) * due > credit * paid, "S-5: less than a fen too little");
    }
}
