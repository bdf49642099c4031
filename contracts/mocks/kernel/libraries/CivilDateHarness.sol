// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.34;

import {CivilDate} from "../../../kernel/libraries/CivilDate.sol";
import {Day} from "../../../kernel/types/Day.sol";

/// The library's functions as external ones, over many days in one call.
contract CivilDateHarness {
    struct Date {
        uint256 year;
        uint256 month;
        uint256 dayOfMonth;
        uint256 dayOfYear;
        uint256 daysInMonth;
        uint256 daysInYear;
        Day back;
    }

    function dates(Day first, uint256 count) external pure returns (Date[] memory list) {
        list = new Date[](count);
        for (uint256 i; i < count; ++i) {
            Date memory date = list[i];
            (date.year, date.month, date.dayOfMonth) = CivilDate.dateOf(first.plus(i));
            (, date.dayOfYear) = CivilDate.yearOf(first.plus(i));
            date.daysInMonth = CivilDate.daysInMonth(date.year, date.month);
            date.daysInYear = CivilDate.daysInYear(date.year);
            date.back = CivilDate.toDay(date.year, date.month, date.dayOfMonth);
        }
    }

    function addMonths(Day first, uint256 count, uint256 months) external pure returns (Day[] memory list) {
        list = new Day[](count);
        for (uint256 i; i < count; ++i) {
            list[i] = CivilDate.addMonths(first.plus(i), months);
        }
    }

    function toDay(uint256 year, uint256 month, uint256 dayOfMonth) external pure returns (Day) {
        return CivilDate.toDay(year, month, dayOfMonth);
    }
}
