// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.34;

import {Day} from "../../contracts/kernel/types/Day.sol";
import {ParticipantId} from "../../contracts/kernel/types/Ids.sol";
import {Acts} from "./Acts.sol";
import {KernelFixture} from "./KernelFixture.sol";

/// @notice What handlers of any module need: members that act, orders, money that is measured, days.
abstract contract MemberActs is KernelFixture, Acts {
    uint256 internal constant NONE = type(uint256).max;
    bytes32 internal constant PROOF = "proof";
    uint256 internal constant LAST_DAY = 23_376; // 2034-01-01

    /// What may hold money besides members' wallets: purses of modules, and persons.
    address[] internal keepers;
    /// Of whatever must be new: keys, numbers of documents.
    uint256 internal serial;

    /// By an order of a court, a regulator and the council; from here only.
    function decree(address target, bytes calldata data) external {
        require(msg.sender == address(this), "only from here");
        carryOut(target, data);
    }

    function approveMoney(uint256 member, address part, uint256 amount) internal {
        require(callAs(member, address(money), abi.encodeCall(money.approve, (part, amount))), "approving");
    }

    /// Carries an order out, if it can be.
    function ordered(address target, bytes memory data) internal returns (bool) {
        try this.decree(target, data) {
            return true;
        } catch {
            return false;
        }
    }

    function callAs(uint256 by, address target, bytes memory data) internal returns (bool done) {
        (done, ) = answerTo(by, target, data);
    }

    function answerTo(uint256 by, address target, bytes memory data) internal returns (bool done, bytes memory answer) {
        vm.prank(members[by].wallet);
        return target.call(data);
    }

    function warpTo(uint256 day) internal {
        if (day > dayNow()) vm.warp(day * 1 days - 8 hours);
    }

    function demandBalances(uint256[] memory expected, string memory rule) internal {
        for (uint256 i; i < expected.length; ++i) {
            demand(money.balanceOf(members[i].wallet) == expected[i], rule);
        }
    }

    /// None of a module's parts but its purse ever holds money; there is as much of it as members were enriched by, and members, persons and
    /// purses have it all: nobody else has any, nor the market.
    function checkPurses(address[] memory parts, string memory rule) internal view returns (string memory) {
        for (uint256 i; i < parts.length; ++i) {
            if (money.balanceOf(parts[i]) != 0 && !participants.isCustodial(parts[i])) return rule;
        }
        uint256 issued = MEMBERS * RICH;
        if (money.totalSupply() != issued) return "K-5: supply is not what was issued";
        uint256 sum;
        for (uint256 i; i < members.length; ++i) {
            sum += money.balanceOf(members[i].wallet);
        }
        for (uint256 i; i < keepers.length; ++i) {
            sum += money.balanceOf(keepers[i]);
        }
        return sum == issued ? "" : "K-5: money is lost";
    }

    function balances() internal view returns (uint256[] memory list) {
        list = new uint256[](members.length);
        for (uint256 i; i < list.length; ++i) {
            list[i] = money.balanceOf(members[i].wallet);
        }
    }

    function isActive(uint256 member) internal view returns (bool) {
        return !participants.isFrozen(members[member].id);
    }

    function dayNow() internal view returns (uint256) {
        return (vm.getBlockTimestamp() + 8 hours) / 1 days;
    }

    function dayOf(uint256 day) internal pure returns (Day) {
        return Day.wrap(uint32(day));
    }

    /// The fixture admits its members one after the other.
    function indexOf(ParticipantId id) internal pure returns (uint256) {
        return ParticipantId.unwrap(id) - 1;
    }

    function otherThan(uint256 than, uint256 seed) internal pure returns (uint256) {
        return (than + 1 + (seed % (MEMBERS - 1))) % MEMBERS;
    }
}
