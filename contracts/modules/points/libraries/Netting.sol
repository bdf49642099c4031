// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.34;

import {Waterfall} from "./Waterfall.sol";

/// Multilateral netting of a clearing cycle (多边净额清分), to the fen. Amounts are in fen, below 2^64; members are below 2^32, and listed in the
/// order of their numbers, so that the result knows nothing of the order of acts.
///
/// What holds:
/// - net positions sum to zero; what debtors pay is what creditors receive, and what they leave unpaid is what creditors lose (S-5);
/// - a debtor pays from its reserve first, then from its deposit, and never more than it has or owes net; a creditor pays nothing;
/// - each creditor receives of its net what all debtors together pay of all that is due, less than a fen off, and never more than its net;
/// - losses become claims: those of a creditor sum to its loss, those on a debtor to what it has left unpaid, and none is negative. Debtor by
///   debtor they are in proportion to what the creditors have then not yet claimed, so each is less than as many fen off the exact proportion
///   as debtors have been gone through;
/// - of a later payment on claims nobody receives more than its part; what is less than anybody's fen waits; in the end each has its claim.
///
/// Proof: that portions add up follows from their form, in which all inner terms cancel; what one debtor pays is proved at {Waterfall}. The rest
/// is tested exhaustively over all cycles of a few members and fen, and by fuzzing over the whole domain.
library Netting {
    /// Where a member stands when a cycle closes.
    struct Position {
        /// Fen of the cycle that it owes to others, and that others owe to it.
        uint256 owes;
        uint256 owed;
        /// Fen of its reserve that are free to pay with.
        uint256 reserve;
        /// Fen of its guarantee deposit.
        uint256 deposit;
    }

    /// What becomes of it.
    struct Outcome {
        uint256 fromReserve;
        uint256 fromDeposit;
        uint256 received;
        /// Of a debtor, what it leaves unpaid; of a creditor, what it loses.
        uint256 short;
    }

    /// What members owe is not what they are owed.
    error NettingUnbalanced(uint256 owes, uint256 owed);

    /// Closes a cycle.
    /// @return outcomes in the order of the positions
    /// @return due sum of all net debts, and so of all net claims
    /// @return paid what debtors pay of it, and creditors receive
    function settle(
        Position[] memory positions
    ) internal pure returns (Outcome[] memory outcomes, uint256 due, uint256 paid) {
        outcomes = new Outcome[](positions.length);
        (due, paid) = _collect(positions, outcomes);
        if (due != 0) _distribute(positions, outcomes, due, paid);
    }

    /// What creditors can claim of one debtor.
    /// @param losses of the creditors
    /// @param shorts what the debtors left unpaid; they sum to the losses
    /// @param debtor its place among them
    function claimsOn(
        uint64[] memory losses,
        uint64[] memory shorts,
        uint256 debtor
    ) internal pure returns (uint64[] memory claims) {
        uint256 count = losses.length;
        claims = new uint64[](count);
        uint256[] memory left = new uint256[](count);
        uint256 total;
        for (uint256 i; i < count; ++i) {
            left[i] = losses[i];
            total += losses[i];
        }
        for (uint256 j; j <= debtor; ++j) {
            uint256 before;
            uint256 short = shorts[j];
            for (uint256 i; i < count; ++i) {
                uint256 size = left[i];
                uint256 claim = portion(before, size, short, total);
                before += size;
                left[i] = size - claim;
                // No more than the creditor's loss.
                if (j == debtor) claims[i] = uint64(claim);
            }
            total -= short;
        }
    }

    /// What the part of `face` that is `size` long, and has `before` before it, has of `amount`, which is at most the face.
    function portion(uint256 before, uint256 size, uint256 amount, uint256 face) internal pure returns (uint256) {
        if (size == 0) return 0;
        return ((before + size) * amount) / face - (before * amount) / face;
    }

    /// What a claim has received once `paid` is paid of all that a debtor left unpaid.
    function receivedOf(uint256 claim, uint256 paid, uint256 short) internal pure returns (uint256) {
        return (claim * paid) / short;
    }

    function _collect(
        Position[] memory positions,
        Outcome[] memory outcomes
    ) private pure returns (uint256 due, uint256 paid) {
        uint256 owes;
        uint256 owed;
        for (uint256 i; i < positions.length; ++i) {
            Position memory p = positions[i];
            Outcome memory o = outcomes[i];
            (owes, owed) = (owes + p.owes, owed + p.owed);
            uint256 debt = Waterfall.net(p.owes, p.owed);
            if (debt == 0) continue;
            (o.fromReserve, o.fromDeposit, o.short) = Waterfall.pay(debt, p.reserve, p.deposit);
            due += debt;
            paid += debt - o.short;
        }
        if (owes != owed) revert NettingUnbalanced(owes, owed);
    }

    function _distribute(
        Position[] memory positions,
        Outcome[] memory outcomes,
        uint256 due,
        uint256 paid
    ) private pure {
        uint256 before;
        for (uint256 i; i < positions.length; ++i) {
            uint256 credit = Waterfall.net(positions[i].owed, positions[i].owes);
            if (credit == 0) continue;
            Outcome memory o = outcomes[i];
            o.received = portion(before, credit, paid, due);
            o.short = credit - o.received;
            before += credit;
        }
    }
}
