// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.34;

import {BusinessCalendar} from "../../contracts/kernel/calendar/BusinessCalendar.sol";
import {IDocket} from "../../contracts/kernel/interfaces/IDocket.sol";
import {CivilDate} from "../../contracts/kernel/libraries/CivilDate.sol";
import {QuoteMarket} from "../../contracts/kernel/market/QuoteMarket.sol";
import {Day} from "../../contracts/kernel/types/Day.sol";
import {Qualifications} from "../../contracts/kernel/types/Parties.sol";
import {KernelFixture} from "./KernelFixture.sol";

/// @notice The kernel with what modules of finance share: a calendar, a market, two banks. Modules come by orders, as a later version would.
abstract contract MarketFixture is KernelFixture {
    /// Members that are banks: so many from the first firm on.
    uint256 internal constant BANKS = 2;
    uint16 internal constant FIRST_YEAR = 2026;
    uint16 internal constant LAST_YEAR = 2034;

    BusinessCalendar internal calendar;
    QuoteMarket internal market;

    /// Deploys what is not there yet.
    function deployMarket() internal {
        if (address(market) != address(0)) return;
        deployKernel();
        calendar = _newCalendar();
        market = QuoteMarket(deploy("QuoteMarket", abi.encode(participants, money)));
    }

    /// Registers a module and lets its parts trust each other; with the first one come the market and the banks.
    function joinParts(bytes32 module, address[] memory parts, IDocket.Call memory further) internal {
        bool first = !participants.isQualified(members[FIRM].id, Qualifications.BANK);
        uint256 count = parts.length;
        IDocket.Call[] memory calls = new IDocket.Call[](2 + count + (first ? 1 + BANKS : 0));
        calls[0] = callTo(address(directory), abi.encodeCall(directory.register, (module, 1, parts, 1)));
        calls[1] = further;
        for (uint256 i; i < count; ++i) {
            calls[2 + i] = callTo(parts[i], abi.encodeWithSignature("wire(address[])", parts));
        }
        if (first) _addMarket(calls, 2 + count);
        carryOut(calls);
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

    function policyCall(
        address target,
        bytes4 selector,
        IDocket.Route memory only
    ) internal view returns (IDocket.Call memory) {
        return callTo(address(docket), abi.encodeCall(docket.setPolicy, (scopeOf(target), selector, policy(only))));
    }

    function callTo(address target, bytes memory data) internal pure returns (IDocket.Call memory) {
        return IDocket.Call({target: target, data: data, route: 0});
    }

    function _addMarket(IDocket.Call[] memory calls, uint256 at) private view {
        address[] memory parts = new address[](1);
        parts[0] = address(market);
        calls[at] = callTo(address(directory), abi.encodeCall(directory.register, ("market", 1, parts, 1)));
        for (uint256 i; i < BANKS; ++i) {
            calls[at + 1 + i] = callTo(
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
        return BusinessCalendar(deploy("BusinessCalendar", abi.encode(participants, founding)));
    }
}
