// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.34;

import {AccessManager} from "@openzeppelin/contracts/access/manager/AccessManager.sol";

import {Requests} from "../../contracts/kernel/libraries/Requests.sol";
import {today} from "../../contracts/kernel/types/Day.sol";
import {Rate} from "../../contracts/kernel/types/Rate.sol";
import {IReceivableOrders} from "../../contracts/modules/receivables/interfaces/IReceivableOrders.sol";
import {ReceivableRegistry} from "../../contracts/modules/receivables/ReceivableRegistry.sol";
import {
    FacilityId,
    firstNote,
    NoteId,
    ReceivableAct,
    RootId
} from "../../contracts/modules/receivables/types/ReceivableTypes.sol";
import {KernelFixture} from "./KernelFixture.sol";

/// @notice The kernel with a registry of receivables on it, of whose parts the test is one.
abstract contract NoteFixture is KernelFixture {
    bytes32 internal constant RECEIVABLES = "receivables";
    /// Stands for the part of the orders, whose answers the tests give.
    address internal constant ORDERS = address(0xC0);
    uint32 internal constant TENOR = 100;
    bytes32 internal constant TRADE = "contract and invoice";

    ReceivableRegistry internal registry;

    function deployRegistry() internal {
        deployKernel();
        AccessManager own = AccessManager(deploy("AccessManager", abi.encode(this)));
        registry = ReceivableRegistry(
            deploy("ReceivableRegistry", abi.encode(own, participants, deploy("ReceivableDescriptor", "")))
        );
        address[] memory parts = new address[](1);
        parts[0] = address(this);
        registry.wire(parts);
        registry.setOrders(IReceivableOrders(ORDERS));
        setFrozen(false);
        parts[0] = address(registry);
        carryOut(address(directory), abi.encodeCall(directory.register, (RECEIVABLES, 1, parts, 1)));
    }

    /// What the first firm owes the second.
    function propose(uint40 face) internal returns (RootId) {
        return
            registry.propose(
                members[FIRM].id,
                members[FIRM + 1].id,
                face,
                today().plus(TENOR),
                FacilityId.wrap(0),
                Rate.wrap(0)
            );
    }

    function open(uint40 face) internal returns (NoteId) {
        RootId root = propose(face);
        registry.open(root);
        return firstNote(root);
    }

    /// Has the part of the orders say so of every note.
    function setFrozen(bool frozen) internal {
        vm.mockCall(ORDERS, abi.encodeWithSelector(IReceivableOrders.isFrozen.selector), abi.encode(frozen));
    }

    /// Signs in advance for what another passes on, up to `ceiling` fen.
    function instruct(uint256 by, uint256 counterparty, uint64 ceiling) internal {
        vm.prank(members[by].wallet);
        registry.instruct(
            members[counterparty].id,
            Requests.Instruction({
                acts: uint32(1 << uint256(ReceivableAct.Transfer)),
                ceiling: ceiling,
                tenor: uint16(TENOR),
                until: today().plus(TENOR)
            })
        );
    }
}
