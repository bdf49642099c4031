// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.34;

import {IDocket} from "../../../../contracts/kernel/interfaces/IDocket.sol";
import {IParticipantRegistry} from "../../../../contracts/kernel/interfaces/IParticipantRegistry.sol";
import {OrderId} from "../../../../contracts/kernel/types/Ids.sol";
import {VotingClass} from "../../../../contracts/kernel/types/Parties.sol";
import {KernelFixture} from "../../../utils/KernelFixture.sol";
import {Test} from "../../../utils/Test.sol";

/// @notice The council at its largest: every order can still be approved, recounted and carried out within one transaction's gas.
contract CouncilFuzz is Test, KernelFixture {
    uint256 private constant TRANSACTION_GAS = 16_777_216;

    function setUp() external {
        deployKernel();
    }

    /// K-2: more than two thirds of n seats is the least v with 3v > 2n, for a council of any size as it grows.
    /// X-106: and one of a hundred seats, of which each one has approved, fits into a transaction with room to spare.
    function test_CouncilOfAnySizeDecides() external {
        for (uint256 seats = COUNCIL; seats < 100; seats += 16) {
            uint256 more = seats + 16 > 100 ? 100 - seats : 16;
            _checkMajority(seats);
            _seat(more);
        }
        assertEq(participants.seats(VotingClass.Council), 100, "a hundred seats");
        _checkMajority(100);

        // The hundred and first is refused.
        Member memory m = _newMember();
        bytes memory grant = abi.encodeCall(participants.grantSeat, (m.id, VotingClass.Council));
        IDocket.Call[] memory calls = callOf(address(participants), grant, 0);
        OrderId order = _approvedByAll(calls);
        vm.warp(docket.executableFrom(order, calls));
        vm.expectRevert(
            abi.encodeWithSelector(IParticipantRegistry.SeatsFull.selector, VotingClass.Council, uint256(100))
        );
        docket.execute(order, calls);
    }

    uint256[] private _council;

    /// One short of the majority does not suffice, the majority does.
    function _checkMajority(uint256 seats) private {
        uint256 needed = 1;
        while (3 * needed <= 2 * seats) ++needed;
        bytes memory data = abi.encodeCall(directory.resume, ("MONEY", "case"));
        IDocket.Call[] memory calls = callOf(address(directory), data, 0);
        OrderId order = propose(0, calls);
        for (uint256 i; i < needed; ++i) {
            assertEq(docket.executableFrom(order, calls), 0, "K-2: fewer than two thirds suffice");
            _approveAs(i, order, calls);
        }
        assertGt(docket.executableFrom(order, calls), 0, "K-2: more than two thirds do not suffice");
    }

    function _approvedByAll(IDocket.Call[] memory calls) private returns (OrderId order) {
        order = propose(0, calls);
        uint256 seats = COUNCIL + _council.length;
        approve(order, REGULATOR, VotingClass.Regulator, calls);
        for (uint256 i; i < seats; ++i) {
            uint256 gas = gasleft();
            _approveAs(i, order, calls);
            assertLt(gas - gasleft(), TRANSACTION_GAS / 2, "X-106: approving costs more than half a transaction");
        }
    }

    function _approveAs(uint256 seat, OrderId order, IDocket.Call[] memory calls) private {
        approve(order, seat < COUNCIL ? seat : _council[seat - COUNCIL], VotingClass.Council, calls);
    }

    /// Admits and seats so many new members.
    function _seat(uint256 count) private {
        IDocket.Call[] memory calls = new IDocket.Call[](count);
        uint256 first = members.length;
        for (uint256 i; i < count; ++i) {
            Member memory m = _newMember();
            calls[i] = callOf(
                address(participants),
                abi.encodeCall(participants.grantSeat, (m.id, VotingClass.Council)),
                0
            )[0];
        }
        OrderId order = _approvedByAll(calls);
        vm.warp(docket.executableFrom(order, calls));
        uint256 gas = gasleft();
        docket.execute(order, calls);
        assertLt(gas - gasleft(), TRANSACTION_GAS / 2, "X-106: executing costs more than half a transaction");
        for (uint256 i; i < count; ++i) {
            _council.push(first + i);
        }
    }

    function _newMember() private returns (Member memory m) {
        m = makeMember(string.concat("member ", vm.toString(members.length)), members.length + 1);
        m.id = apply_(m);
        bytes memory admit = abi.encodeCall(participants.admit, (m.id));
        IDocket.Call[] memory calls = callOf(address(participants), admit, 0);
        OrderId order = propose(0, calls);
        for (uint256 i; docket.executableFrom(order, calls) == 0; ++i) {
            _approveAs(i, order, calls);
        }
        docket.execute(order, calls);
        members.push(m);
    }
}
