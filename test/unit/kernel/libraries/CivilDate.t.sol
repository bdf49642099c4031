// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.34;

import {CivilDate} from "../../../../contracts/kernel/libraries/CivilDate.sol";
import {Day} from "../../../../contracts/kernel/types/Day.sol";
import {Test} from "../../../utils/Test.sol";

/// The proof of the library's formulas: a walk over every day of one cycle of the calendar, with a model that knows
/// nothing but how tomorrow follows from today; and the cycle itself, which carries the proof to every other year.
contract CivilDateTest is Test {
    uint256 private constant CYCLE = 146_097;

    /// X-103: dates, days of the year, lengths of months and years, and the way back, for each day from 1970 to 2369.
    function test_EveryDayOfACycleFollowsFromTheDayBefore() external pure {
        uint8[13] memory lengths = [0, 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];
        (uint256 year, uint256 month, uint256 dayOfMonth, uint256 dayOfYear) = (1970, 1, 1, 0);
        for (uint256 i; i < CYCLE; ++i) {
            Day day = Day.wrap(uint32(i));
            _requireDate(day, year, month, dayOfMonth, dayOfYear);

            bool leap = year % 400 == 0 || (year % 4 == 0 && year % 100 != 0);
            uint256 length = leap && month == 2 ? 29 : lengths[month];
            if (dayOfMonth == 1) require(CivilDate.daysInMonth(year, month) == length, "X-103: length of a month");
            ++dayOfYear;
            if (++dayOfMonth <= length) continue;
            (month, dayOfMonth) = (month + 1, 1);
            if (month <= 12) continue;
            require(CivilDate.daysInYear(year) == dayOfYear, "X-103: length of a year");
            (year, month, dayOfYear) = (year + 1, 1, 0);
        }
        assertEq(year, 2370, "X-103: a cycle is 400 years");
        assertEq(month * 100 + dayOfMonth, 101, "X-103: a cycle ends with a year");
    }

    /// X-103: the calendar repeats every 400 years.
    function testFuzz_EveryCycleIsAlike(uint32 number, uint256 cycles) external pure {
        cycles = bound(cycles, 0, (type(uint32).max - number) / CYCLE);
        Day day = Day.wrap(number);
        Day later = Day.wrap(uint32(number + cycles * CYCLE));
        (uint256 year, uint256 month, uint256 dayOfMonth) = CivilDate.dateOf(day);
        (, uint256 dayOfYear) = CivilDate.yearOf(day);
        _requireDate(later, year + cycles * 400, month, dayOfMonth, dayOfYear);
    }

    function _requireDate(Day day, uint256 year, uint256 month, uint256 dayOfMonth, uint256 dayOfYear) private pure {
        (uint256 y, uint256 m, uint256 d) = CivilDate.dateOf(day);
        require(y == year && m == month && d == dayOfMonth, "X-103: date of a day");
        (y, d) = CivilDate.yearOf(day);
        require(y == year && d == dayOfYear, "X-103: day of the year");
        require(CivilDate.toDay(year, month, dayOfMonth) == day, "X-103: day of a date");
    }
}
