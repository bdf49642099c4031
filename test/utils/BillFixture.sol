// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.34;

import {IDocket} from "../../contracts/kernel/interfaces/IDocket.sol";
import {VotingClass} from "../../contracts/kernel/types/Parties.sol";
import {BillDiscount} from "../../contracts/modules/bills/BillDiscount.sol";
import {BillIssuance} from "../../contracts/modules/bills/BillIssuance.sol";
import {BillOrders} from "../../contracts/modules/bills/BillOrders.sol";
import {BillPayment} from "../../contracts/modules/bills/BillPayment.sol";
import {BillRecourse} from "../../contracts/modules/bills/BillRecourse.sol";
import {BillRegistry} from "../../contracts/modules/bills/BillRegistry.sol";
import {BillRepo} from "../../contracts/modules/bills/BillRepo.sol";
import {BillSecurity} from "../../contracts/modules/bills/BillSecurity.sol";
import {MarketFixture} from "./MarketFixture.sol";

/// @notice The kernel with bills on it, for Solidity tests. The fixture's banks may accept bank bills.
abstract contract BillFixture is MarketFixture {
    bytes32 internal constant BILLS = "bills";

    BillRegistry internal registry;
    BillIssuance internal issuance;
    BillSecurity internal security;
    BillPayment internal payment;
    BillDiscount internal discount;
    BillRepo internal repo;
    BillRecourse internal recourse;
    BillOrders internal orders;

    function deployBills() internal {
        deployMarket();
        address authority = address(manager);
        registry = BillRegistry(
            deploy("BillRegistry", abi.encode(authority, participants, deploy("BillDescriptor", "")))
        );
        issuance = BillIssuance(deploy("BillIssuance", abi.encode(authority, participants, registry, trade, calendar)));
        security = BillSecurity(deploy("BillSecurity", abi.encode(authority, participants, registry)));
        payment = BillPayment(
            deploy("BillPayment", abi.encode(authority, participants, registry, issuance, security, calendar, money))
        );
        discount = BillDiscount(
            deploy("BillDiscount", abi.encode(authority, participants, registry, calendar, market))
        );
        repo = BillRepo(
            deploy("BillRepo", abi.encode(authority, participants, registry, security, discount, calendar, money))
        );
        recourse = BillRecourse(
            deploy(
                "BillRecourse",
                abi.encode(authority, participants, registry, issuance, payment, security, evidence, calendar, money)
            )
        );
        orders = BillOrders(deploy("BillOrders", abi.encode(authority, participants, registry, security)));
        _allowWiring();
        _allowOrders();
        joinParts(BILLS, billParts(), callTo(address(registry), abi.encodeCall(registry.setOrders, (orders))));
    }

    /// The parts that trust each other.
    function billParts() internal view returns (address[] memory parts) {
        parts = new address[](8);
        (parts[0], parts[1], parts[2], parts[3]) = (
            address(registry),
            address(issuance),
            address(security),
            address(payment)
        );
        (parts[4], parts[5], parts[6], parts[7]) = (
            address(discount),
            address(repo),
            address(recourse),
            address(orders)
        );
    }

    function _allowWiring() private {
        address[] memory parts = billParts();
        IDocket.Call[] memory calls = new IDocket.Call[](parts.length + 1);
        for (uint256 i; i < parts.length; ++i) {
            calls[i] = policyCall(parts[i], registry.wire.selector, hardRoute());
        }
        calls[parts.length] = policyCall(address(registry), registry.setOrders.selector, hardRoute());
        carryOut(calls);
    }

    function _allowOrders() private {
        IDocket.Route memory court = oneOf(VotingClass.Judiciary);
        IDocket.Route memory both = route(VotingClass.Judiciary, 1, VotingClass.Regulator, 1, 0);
        IDocket.Call[] memory calls = new IDocket.Call[](8);
        calls[0] = policyCall(address(issuance), issuance.setPeriods.selector, hardRoute());
        calls[1] = policyCall(address(discount), discount.setTrader.selector, hardRoute());
        calls[2] = policyCall(address(recourse), recourse.setRate.selector, hardRoute());
        calls[3] = policyCall(address(orders), orders.freeze.selector, court);
        calls[4] = policyCall(address(orders), orders.renewFreeze.selector, court);
        calls[5] = policyCall(address(orders), orders.unfreeze.selector, court);
        calls[6] = policyCall(address(orders), orders.transferByOrder.selector, both);
        calls[7] = policyCall(address(orders), orders.invalidate.selector, both);
        carryOut(calls);
    }
}
