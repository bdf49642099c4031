// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.34;

import {Math} from "@openzeppelin/contracts/utils/math/Math.sol";
import {SafeCast} from "@openzeppelin/contracts/utils/math/SafeCast.sol";

import {Day} from "../types/Day.sol";

/// Days and dates of the Gregorian calendar (公历), from 1970-01-01 on. Months and days of a month count from 1, days of
/// a year from 0. A result that no `Day` can hold reverts; nothing wraps.
///
/// The calendar repeats every 400 years (146,097 days): the tests walk through every day of such a cycle, which proves
/// the formulas for all of them.
library CivilDate {
    using SafeCast for uint256;

    uint256 private constant DAYS_IN_4_YEARS = 4 * 365 + 1;
    uint256 private constant DAYS_IN_100_YEARS = 25 * DAYS_IN_4_YEARS - 1;
    uint256 private constant DAYS_IN_400_YEARS = 4 * DAYS_IN_100_YEARS + 1;
    /// Days from 0001-01-01 to 1970-01-01. From there, each group of 4, 100 and 400 years ends with its odd year.
    uint256 private constant DAYS_BEFORE_1970 = 719_162;

    error CivilDateInvalid(uint256 year, uint256 month, uint256 dayOfMonth);

    /// The same date `count` months later, or that month's last day when it is shorter.
    ///
    /// Warning: the clamp forgets. One month after January 31, and one more, is March 28; two months after it is March
    /// 31. Always count from the first day of the period.
    function addMonths(Day day, uint256 count) internal pure returns (Day) {
        (uint256 year, uint256 month, uint256 dayOfMonth) = dateOf(day);
        uint256 months = year * 12 + month - 1 + count;
        year = months / 12;
        month = (months % 12) + 1;
        return toDay(year, month, Math.min(dayOfMonth, daysInMonth(year, month)));
    }

    /// The year that `day` is in, and its number in that year, from 0.
    function yearOf(Day day) internal pure returns (uint256 year, uint256 dayOfYear) {
        // A Day has 32 bits, so nothing here reaches 2^40; no difference is negative, as the walk over a cycle shows.
        unchecked {
            uint256 elapsed = DAYS_BEFORE_1970 + Day.unwrap(day);
            uint256 rest = elapsed % DAYS_IN_400_YEARS;
            // Day 366 of a leap year must not open another year. So each leap day is taken out, on its year's last day,
            // and all years have 365 days. A century's last year has none: what was taken out for it comes back when
            // the century ends.
            uint256 leapDays = rest / (DAYS_IN_4_YEARS - 1) - rest / DAYS_IN_100_YEARS + rest / (DAYS_IN_400_YEARS - 1);
            uint256 whole = (rest - leapDays) / 365;
            year = (elapsed / DAYS_IN_400_YEARS) * 400 + whole + 1;
            dayOfYear = rest - (whole * 365 + whole / 4 - whole / 100);
        }
    }

    function dateOf(Day day) internal pure returns (uint256 year, uint256 month, uint256 dayOfMonth) {
        uint256 dayOfYear;
        (year, dayOfYear) = yearOf(day);
        uint256 shortfall = _shortfallOfFebruary(year);
        // A year has 366 days at most, so nothing here reaches 2^16.
        unchecked {
            if (dayOfYear + shortfall >= _daysBefore(3)) dayOfYear += shortfall;
            // The inverse of `_daysBefore`.
            month = (12 * dayOfYear + 373) / 367;
            dayOfMonth = dayOfYear - _daysBefore(month) + 1;
        }
    }

    /// The day of a date, from 1970-01-01 on.
    function toDay(uint256 year, uint256 month, uint256 dayOfMonth) internal pure returns (Day) {
        if (year < 1970 || month == 0 || month > 12 || dayOfMonth == 0 || dayOfMonth > daysInMonth(year, month)) {
            revert CivilDateInvalid(year, month, dayOfMonth);
        }
        uint256 before = year - 1;
        uint256 elapsed = before * 365 + before / 4 - before / 100 + before / 400 + _daysBefore(month) + dayOfMonth - 1;
        if (month > 2) elapsed -= _shortfallOfFebruary(year);
        return Day.wrap((elapsed - DAYS_BEFORE_1970).toUint32());
    }

    function isLeapYear(uint256 year) internal pure returns (bool) {
        return year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    }

    function daysInYear(uint256 year) internal pure returns (uint256) {
        return isLeapYear(year) ? 366 : 365;
    }

    function daysInMonth(uint256 year, uint256 month) internal pure returns (uint256) {
        uint256 days_ = _daysBefore(month + 1) - _daysBefore(month);
        return month == 2 ? days_ - _shortfallOfFebruary(year) : days_;
    }

    /// Days of the year before `month` if February had 30 days: then the long months lie so evenly that a line counts
    /// them (0, 31, 61, 92, 122, 153, 183, 214, 245, 275, 306, 336, 367).
    function _daysBefore(uint256 month) private pure returns (uint256) {
        // `month` is 1 to 13.
        unchecked {
            return (367 * month - 362) / 12;
        }
    }

    /// Days that February lacks of 30.
    function _shortfallOfFebruary(uint256 year) private pure returns (uint256) {
        return isLeapYear(year) ? 1 : 2;
    }
}
