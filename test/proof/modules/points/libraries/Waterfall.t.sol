// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.34;

import {Waterfall} from "../../../../../contracts/modules/points/libraries/Waterfall.sol";

/// Proof of {Waterfall}: what one debtor pays, for all amounts. As tests they try some; the SMTChecker proves each assertion for all.
contract WaterfallProof {
    /// S-5: what a debtor pays and what it leaves unpaid is what it owes, and it pays no more than it has.
    function testFuzz_PaidAndShortIsTheDebt(uint256 debt, uint256 reserve, uint256 deposit) external pure {
        (uint256 fromReserve, uint256 fromDeposit, uint256 short) = Waterfall.pay(debt, reserve, deposit);
        assert(fromReserve <= reserve && fromDeposit <= deposit);
        assert(fromReserve <= debt && fromDeposit <= debt - fromReserve);
        assert(debt - fromReserve - fromDeposit == short);
    }

    /// S-5: the deposit pays only once the reserve is used up, and nothing is left unpaid before the deposit is used up too.
    function testFuzz_ReserveThenDeposit(uint256 debt, uint256 reserve, uint256 deposit) external pure {
        (uint256 fromReserve, uint256 fromDeposit, uint256 short) = Waterfall.pay(debt, reserve, deposit);
        assert(fromDeposit == 0 || fromReserve == reserve);
        assert(short == 0 || (fromReserve == reserve && fromDeposit == deposit));
    }

    /// S-5: a member is a debtor or a creditor, never both, by exactly what its two sides differ.
    function testFuzz_NetIsTheDifference(uint64 owes, uint64 owed) external pure {
        uint256 debt = Waterfall.net(owes, owed);
        uint256 credit = Waterfall.net(owed, owes);
        assert(debt == 0 || credit == 0);
        assert(credit + owes == debt + owed);
    }
}
