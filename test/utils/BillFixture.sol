// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.34;

import {BusinessCalendar} from "../../contracts/kernel/calendar/BusinessCalendar.sol";
import {IDocket} from "../../contracts/kernel/interfaces/IDocket.sol";
import {CivilDate} from "../../contracts/kernel/libraries/CivilDate.sol";
import {Day} from "../../contracts/kernel/types/Day.sol";
import {Qualifications, VotingClass} from "../../contracts/kernel/types/Parties.sol";
import {QuoteMarket} from "../../contracts/kernel/market/QuoteMarket.sol";
import {BillDescriptor} from "../../contracts/modules/bills/BillDescriptor.sol";
import {BillDiscount} from "../../contracts/modules/bills/BillDiscount.sol";
import {BillIssuance} from "../../contracts/modules/bills/BillIssuance.sol";
import {BillOrders} from "../../contracts/modules/bills/BillOrders.sol";
import {BillPayment} from "../../contracts/modules/bills/BillPayment.sol";
import {BillRecourse} from "../../contracts/modules/bills/BillRecourse.sol";
import {BillRegistry} from "../../contracts/modules/bills/BillRegistry.sol";
import {BillRepo} from "../../contracts/modules/bills/BillRepo.sol";
import {BillSecurity} from "../../contracts/modules/bills/BillSecurity.sol";
import {KernelFixture} from "./KernelFixture.sol";

/// @notice The kernel with bills on it, for Solidity tests. The module comes by orders, as a later version would.
abstract contract BillFixture is KernelFixture {
    bytes32 internal constant BILLS = "bills";
    /// Members that may accept bank bills: so many from the first firm on.
    uint256 internal constant BANKS = 2;
    uint16 internal constant FIRST_YEAR = 2026;
    uint16 internal constant LAST_YEAR = 2028;

    BusinessCalendar internal calendar;
    BillRegistry internal registry;
    BillIssuance internal issuance;
    BillSecurity internal security;
    BillPayment internal payment;
    BillDiscount internal discount;
    BillRepo internal repo;
    BillRecourse internal recourse;
    BillOrders internal orders;
    QuoteMarket internal market;

    function deployBills() internal {
        deployKernel();
        calendar = _newCalendar();
        market = new QuoteMarket(participants, money);
        address authority = address(manager);
        registry = new BillRegistry(authority, participants, new BillDescriptor());
        issuance = new BillIssuance(authority, participants, registry, trade, calendar);
        security = new BillSecurity(authority, participants, registry);
        payment = new BillPayment(authority, participants, registry, issuance, security, calendar, money);
        discount = new BillDiscount(authority, participants, registry, calendar, market);
        repo = new BillRepo(authority, participants, registry, security, discount, calendar, money);
        recourse = new BillRecourse(
            authority,
            participants,
            registry,
            issuance,
            payment,
            security,
            evidence,
            calendar,
            money
        );
        orders = new BillOrders(authority, participants, registry, security);
        _allowWiring();
        _allowOrders();
        _joinParts();
    }

    function isBank(uint256 member) internal pure returns (bool) {
        return member >= FIRM && member < FIRM + BANKS;
    }

    /// The fixture's calendar: weekends, and a week each of spring and autumn holidays.
    function isBusinessDay(uint256 day) internal pure returns (bool) {
        (, uint256 month, uint256 dayOfMonth) = CivilDate.dateOf(Day.wrap(uint32(day)));
        bool isHoliday = (month == 2 && dayOfMonth >= 15 && dayOfMonth <= 23) || (month == 10 && dayOfMonth <= 7);
        // 1970-01-01 was a Thursday.
        uint256 weekday = (day + 4) % 7;
        return !isHoliday && weekday != 0 && weekday != 6;
    }

    function nextBusinessDay(uint256 day) internal pure returns (uint256) {
        while (!isBusinessDay(day)) ++day;
        return day;
    }

    function _newCalendar() private returns (BusinessCalendar) {
        BusinessCalendar.FoundingYear[] memory founding = new BusinessCalendar.FoundingYear[](
            LAST_YEAR - FIRST_YEAR + 1
        );
        for (uint16 i; i < founding.length; ++i) {
            founding[i].year = FIRST_YEAR + i;
            founding[i].evidence = keccak256("notice");
            uint256 first = Day.unwrap(CivilDate.toDay(founding[i].year, 1, 1));
            for (uint256 n; n < CivilDate.daysInYear(founding[i].year); ++n) {
                if (isBusinessDay(first + n)) founding[i].bitmap[n / 256] |= 1 << (n % 256);
            }
        }
        return new BusinessCalendar(participants, founding);
    }

    function _allowWiring() private {
        address[] memory parts = _wired();
        IDocket.Call[] memory calls = new IDocket.Call[](parts.length + 1);
        for (uint256 i; i < parts.length; ++i) {
            calls[i] = _policyCall(parts[i], registry.wire.selector, hardRoute());
        }
        calls[parts.length] = _policyCall(address(registry), registry.setOrders.selector, hardRoute());
        carryOut(calls);
    }

    function _allowOrders() private {
        IDocket.Route memory court = oneOf(VotingClass.Judiciary);
        IDocket.Route memory both = route(VotingClass.Judiciary, 1, VotingClass.Regulator, 1, 0);
        IDocket.Call[] memory calls = new IDocket.Call[](8);
        calls[0] = _policyCall(address(issuance), issuance.setPeriods.selector, hardRoute());
        calls[1] = _policyCall(address(discount), discount.setTrader.selector, hardRoute());
        calls[2] = _policyCall(address(recourse), recourse.setRate.selector, hardRoute());
        calls[3] = _policyCall(address(orders), orders.freeze.selector, court);
        calls[4] = _policyCall(address(orders), orders.renewFreeze.selector, court);
        calls[5] = _policyCall(address(orders), orders.unfreeze.selector, court);
        calls[6] = _policyCall(address(orders), orders.transferByOrder.selector, both);
        calls[7] = _policyCall(address(orders), orders.invalidate.selector, both);
        carryOut(calls);
    }

    function _joinParts() private {
        address[] memory parts = _wired();
        IDocket.Call[] memory calls = new IDocket.Call[](3 + parts.length + BANKS);
        calls[0] = _call(address(directory), abi.encodeCall(directory.register, (BILLS, 1, parts, 1)));
        calls[1] = _call(
            address(directory),
            abi.encodeCall(directory.register, ("market", 1, _one(address(market)), 1))
        );
        calls[2] = _call(address(registry), abi.encodeCall(registry.setOrders, (orders)));
        for (uint256 i; i < parts.length; ++i) {
            calls[3 + i] = _call(parts[i], abi.encodeCall(registry.wire, (parts)));
        }
        for (uint256 i; i < BANKS; ++i) {
            calls[3 + parts.length + i] = _call(
                address(participants),
                abi.encodeCall(
                    participants.grantQualification,
                    (
                        members[FIRM + i].id,
                        Qualifications.BANK,
                        members[REGULATOR].id,
                        type(uint40).max,
                        uint64(999_701_000_011 + i),
                        keccak256("licence")
                    )
                )
            );
        }
        carryOut(calls);
    }

    /// The parts that trust each other.
    function _wired() private view returns (address[] memory parts) {
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

    function _policyCall(
        address target,
        bytes4 selector,
        IDocket.Route memory only
    ) private view returns (IDocket.Call memory) {
        return _call(address(docket), abi.encodeCall(docket.setPolicy, (scopeOf(target), selector, policy(only))));
    }

    function _call(address target, bytes memory data) private pure returns (IDocket.Call memory) {
        return IDocket.Call({target: target, data: data, route: 0});
    }

    function _one(address part) private pure returns (address[] memory list) {
        list = new address[](1);
        list[0] = part;
    }
}
