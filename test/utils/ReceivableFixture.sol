// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.34;

import {IDocket} from "../../contracts/kernel/interfaces/IDocket.sol";
import {VotingClass} from "../../contracts/kernel/types/Parties.sol";
import {ReceivableDisputes} from "../../contracts/modules/receivables/ReceivableDisputes.sol";
import {ReceivableFinancing} from "../../contracts/modules/receivables/ReceivableFinancing.sol";
import {ReceivableIssuance} from "../../contracts/modules/receivables/ReceivableIssuance.sol";
import {ReceivableOrders} from "../../contracts/modules/receivables/ReceivableOrders.sol";
import {ReceivableRegistry} from "../../contracts/modules/receivables/ReceivableRegistry.sol";
import {ReceivableSecurity} from "../../contracts/modules/receivables/ReceivableSecurity.sol";
import {ReceivableSettlement} from "../../contracts/modules/receivables/ReceivableSettlement.sol";
import {MarketFixture} from "./MarketFixture.sol";

/// @notice The kernel with receivables on it, for Solidity tests. What a part of bills is called too is called after notes here, so that
/// both modules can stand in one test.
abstract contract ReceivableFixture is MarketFixture {
    bytes32 internal constant RECEIVABLES = "receivables";

    ReceivableRegistry internal noteRegistry;
    ReceivableIssuance internal noteIssuance;
    ReceivableSecurity internal noteSecurity;
    ReceivableFinancing internal financing;
    ReceivableDisputes internal disputes;
    ReceivableSettlement internal settlement;
    ReceivableOrders internal noteOrders;

    function deployReceivables() internal {
        deployMarket();
        address authority = address(manager);
        noteRegistry = ReceivableRegistry(
            deploy("ReceivableRegistry", abi.encode(authority, participants, deploy("ReceivableDescriptor", "")))
        );
        noteIssuance = ReceivableIssuance(
            deploy("ReceivableIssuance", abi.encode(authority, participants, noteRegistry, trade, calendar, money))
        );
        noteSecurity = ReceivableSecurity(
            deploy("ReceivableSecurity", abi.encode(authority, participants, noteRegistry))
        );
        financing = ReceivableFinancing(
            deploy("ReceivableFinancing", abi.encode(authority, participants, noteRegistry, calendar, market, money))
        );
        disputes = ReceivableDisputes(
            deploy("ReceivableDisputes", abi.encode(authority, participants, noteRegistry, financing))
        );
        settlement = ReceivableSettlement(
            deploy(
                "ReceivableSettlement",
                abi.encode(
                    authority,
                    participants,
                    noteRegistry,
                    noteIssuance,
                    financing,
                    noteSecurity,
                    disputes,
                    calendar,
                    money
                )
            )
        );
        noteOrders = ReceivableOrders(
            deploy("ReceivableOrders", abi.encode(authority, participants, noteRegistry, financing, noteSecurity))
        );
        _allowNoteWiring();
        _allowNoteOrders();
        bytes memory setOrders = abi.encodeCall(noteRegistry.setOrders, (noteOrders));
        joinParts(RECEIVABLES, receivableParts(), callTo(address(noteRegistry), setOrders));
    }

    /// The parts that trust each other.
    function receivableParts() internal view returns (address[] memory parts) {
        parts = new address[](7);
        (parts[0], parts[1], parts[2], parts[3]) = (
            address(noteRegistry),
            address(noteIssuance),
            address(noteSecurity),
            address(financing)
        );
        (parts[4], parts[5], parts[6]) = (address(disputes), address(settlement), address(noteOrders));
    }

    function _allowNoteWiring() private {
        address[] memory parts = receivableParts();
        IDocket.Call[] memory calls = new IDocket.Call[](parts.length + 1);
        for (uint256 i; i < parts.length; ++i) {
            calls[i] = policyCall(parts[i], noteRegistry.wire.selector, hardRoute());
        }
        calls[parts.length] = policyCall(address(noteRegistry), noteRegistry.setOrders.selector, hardRoute());
        carryOut(calls);
    }

    function _allowNoteOrders() private {
        IDocket.Route memory court = oneOf(VotingClass.Judiciary);
        IDocket.Route memory both = route(VotingClass.Judiciary, 1, VotingClass.Regulator, 1, 0);
        IDocket.Call[] memory calls = new IDocket.Call[](8);
        calls[0] = policyCall(address(noteIssuance), noteIssuance.setLoanPrimeRate.selector, hardRoute());
        calls[1] = policyCall(address(disputes), disputes.resolveByOrder.selector, court);
        calls[2] = policyCall(address(disputes), disputes.admitByOrder.selector, court);
        calls[3] = policyCall(address(disputes), disputes.dismissByOrder.selector, court);
        calls[4] = policyCall(address(noteOrders), noteOrders.freeze.selector, court);
        calls[5] = policyCall(address(noteOrders), noteOrders.renewFreeze.selector, court);
        calls[6] = policyCall(address(noteOrders), noteOrders.unfreeze.selector, court);
        calls[7] = policyCall(address(noteOrders), noteOrders.transferByOrder.selector, both);
        carryOut(calls);
    }
}
