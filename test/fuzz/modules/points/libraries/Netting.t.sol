// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.34;

import {Netting} from "../../../../../contracts/modules/points/libraries/Netting.sol";
import {NettingChecks} from "../../../../utils/NettingChecks.sol";

/// Any debts between up to a hundred members, of any size.
contract NettingFuzz is NettingChecks {
    uint256 private constant MEMBERS = 100;

    struct Debt {
        uint8 debtor;
        uint8 creditor;
        uint56 fen;
    }

    /// S-5: whatever is owed and whatever debtors have.
    function testFuzz_CyclesAddUp(Debt[] memory debts, uint8 members, uint256 seed) external pure {
        _requireSettled(_positions(debts, bound(members, 1, MEMBERS), seed));
    }

    /// S-5: the order in which debts came does not matter.
    function testFuzz_OrderOfDebtsDoesNotMatter(Debt[] memory debts, uint8 members, uint256 seed) external pure {
        uint256 count = bound(members, 1, MEMBERS);
        (Netting.Outcome[] memory before, , ) = Netting.settle(_positions(debts, count, seed));
        for (uint256 i = debts.length; i > 1; --i) {
            uint256 j = uint256(keccak256(abi.encode(seed, i))) % i;
            (debts[i - 1], debts[j]) = (debts[j], debts[i - 1]);
        }
        (Netting.Outcome[] memory afterwards, , ) = Netting.settle(_positions(debts, count, seed));
        assertEq(keccak256(abi.encode(before)), keccak256(abi.encode(afterwards)), "S-5: order of debts");
    }

    /// S-5: losses become claims, whatever their sizes.
    function testFuzz_LossesBecomeClaims(
        uint56[8] memory drawn,
        uint8 creditors,
        uint8 debtors,
        uint256 seed
    ) external pure {
        uint64[] memory losses = new uint64[](bound(creditors, 1, drawn.length));
        uint256 left;
        for (uint256 i; i < losses.length; ++i) {
            // Of two digits as well as of all.
            losses[i] = drawn[i] >> (uint256(keccak256(abi.encode(seed, "size", i))) % 56);
            left += losses[i];
        }
        uint64[] memory shorts = new uint64[](bound(debtors, 1, drawn.length));
        for (uint256 j; j + 1 < shorts.length; ++j) {
            shorts[j] = uint64(uint256(keccak256(abi.encode(seed, "short", j))) % (left + 1));
            left -= shorts[j];
        }
        shorts[shorts.length - 1] = uint64(left);
        _requireClaims(losses, shorts);
    }

    /// S-5: members that don't owe balanced amounts are refused.
    function testFuzz_RevertWhen_Unbalanced(uint56 owes, uint56 owed) external {
        vm.assume(owes != owed);
        Netting.Position[] memory positions = new Netting.Position[](1);
        positions[0] = Netting.Position(owes, owed, 0, 0);
        vm.expectRevert(abi.encodeWithSelector(Netting.NettingUnbalanced.selector, owes, owed));
        this.settle(positions);
    }

    function settle(Netting.Position[] memory positions) external pure {
        Netting.settle(positions);
    }

    function _positions(
        Debt[] memory debts,
        uint256 count,
        uint256 seed
    ) private pure returns (Netting.Position[] memory positions) {
        positions = new Netting.Position[](count);
        for (uint256 i; i < debts.length; ++i) {
            positions[debts[i].debtor % count].owes += debts[i].fen;
            positions[debts[i].creditor % count].owed += debts[i].fen;
        }
        for (uint256 i; i < count; ++i) {
            uint256 draw = uint256(keccak256(abi.encode(seed, "has", i)));
            // Nothing, something of what is owed, or more than it.
            positions[i].reserve = (positions[i].owes * (draw % 4)) / 3;
            positions[i].deposit = draw % 8 < 3 ? 0 : (draw >> 8) % (positions[i].owes + 2);
        }
    }
}
