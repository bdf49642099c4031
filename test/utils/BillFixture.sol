// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.34;

import {BusinessCalendar} from "../../contracts/kernel/calendar/BusinessCalendar.sol";
import {IDocket} from "../../contracts/kernel/interfaces/IDocket.sol";
import {CivilDate} from "../../contracts/kernel/libraries/CivilDate.sol";
import {Day} from "../../contracts/kernel/types/Day.sol";
import {Qualifications} from "../../contracts/kernel/types/Parties.sol";
import {QuoteMarket} from "../../contracts/kernel/market/QuoteMarket.sol";
import {BillDescriptor} from "../../contracts/modules/bills/BillDescriptor.sol";
import {BillDiscount} from "../../contracts/modules/bills/BillDiscount.sol";
import {BillIssuance} from "../../contracts/modules/bills/BillIssuance.sol";
import {BillPayment} from "../../contracts/modules/bills/BillPayment.sol";
import {BillRegistry} from "../../contracts/modules/bills/BillRegistry.sol";
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
    BillPayment internal payment;
    BillDiscount internal discount;
    QuoteMarket internal market;

    function deployBills() internal {
        deployKernel();
        calendar = _newCalendar();
        registry = new BillRegistry(address(manager), participants, new BillDescriptor());
        issuance = new BillIssuance(address(manager), participants, registry, trade, calendar);
        payment = new BillPayment(address(manager), participants, registry, issuance, calendar, money);
        market = new QuoteMarket(participants, money);
        discount = new BillDiscount(address(manager), participants, registry, calendar, market);
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

    function _allowOrders() private {
        IDocket.Call[] memory calls = new IDocket.Call[](5);
        calls[0] = _policyCall(address(registry), registry.wire.selector);
        calls[1] = _policyCall(address(issuance), issuance.wire.selector);
        calls[2] = _policyCall(address(payment), payment.wire.selector);
        calls[3] = _policyCall(address(issuance), issuance.setPeriods.selector);
        calls[4] = _policyCall(address(discount), discount.wire.selector);
        carryOut(calls);
    }

    function _joinParts() private {
        address[] memory parts = new address[](4);
        (parts[0], parts[1], parts[2], parts[3]) = (
            address(registry),
            address(issuance),
            address(payment),
            address(discount)
        );
        IDocket.Call[] memory calls = new IDocket.Call[](2 + parts.length + BANKS);
        calls[0] = _call(address(directory), abi.encodeCall(directory.register, (BILLS, 1, parts, 1)));
        calls[1] = _call(
            address(directory),
            abi.encodeCall(directory.register, ("market", 1, _one(address(market)), 1))
        );
        for (uint256 i; i < parts.length; ++i) {
            calls[2 + i] = _call(parts[i], abi.encodeCall(registry.wire, (parts)));
        }
        for (uint256 i; i < BANKS; ++i) {
            calls[2 + parts.length + i] = _call(
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

    function _policyCall(address target, bytes4 selector) private view returns (IDocket.Call memory) {
        return
            _call(address(docket), abi.encodeCall(docket.setPolicy, (scopeOf(target), selector, policy(hardRoute()))));
    }

    function _call(address target, bytes memory data) private pure returns (IDocket.Call memory) {
        return IDocket.Call({target: target, data: data, route: 0});
    }

    function _one(address part) private pure returns (address[] memory list) {
        list = new address[](1);
        list[0] = part;
    }
}
