// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.34;

import {CivilDate} from "../../../../contracts/kernel/libraries/CivilDate.sol";
import {Day} from "../../../../contracts/kernel/types/Day.sol";
import {Test} from "../../../utils/Test.sol";

/// Any day and any number of months that a `Day` can hold (dates themselves are proven in the unit tests).
contract CivilDateFuzz is Test {
    /// X-103: the month is `count` months later, and the day of the month the same or the month's last.
    function testFuzz_AddMonthsKeepsOrClampsTheDate(uint32 number, uint256 count) external pure {
        (Day day, uint256 months) = _within(number, count);
        (uint256 year, uint256 month, uint256 dayOfMonth) = CivilDate.dateOf(day);
        (uint256 y, uint256 m, uint256 d) = CivilDate.dateOf(CivilDate.addMonths(day, months));
        assertEq(y * 12 + m, year * 12 + month + months, "X-103: months later");
        if (d != dayOfMonth) {
            assertLt(d, dayOfMonth, "X-103: a clamp only shortens");
            assertEq(d, CivilDate.daysInMonth(y, m), "X-103: a clamp ends on the month's last day");
        }
    }

    /// X-103: a later day never gives an earlier one, so neither does a longer tenor.
    function testFuzz_AddMonthsKeepsTheOrder(uint32 number, uint256 count, uint256 gap) external pure {
        (Day day, uint256 months) = _within(number, count);
        Day next = day.plus(bound(gap, 0, 62));
        assertTrue(CivilDate.addMonths(day, months) <= CivilDate.addMonths(next, months), "X-103: order of days");
        assertTrue(CivilDate.addMonths(day, months) < CivilDate.addMonths(day, months + 1), "X-103: order of months");
    }

    /// X-103: up to the 28th no month clamps, so steps add up.
    function testFuzz_AddMonthsAddsUpWhereNothingClamps(uint32 number, uint256 first, uint256 second) external pure {
        (Day day, uint256 all) = _within(number, first);
        (uint256 year, uint256 month, uint256 dayOfMonth) = CivilDate.dateOf(day);
        if (dayOfMonth > 28) day = CivilDate.toDay(year, month, 28);
        second = bound(second, 0, all);
        Day inSteps = CivilDate.addMonths(CivilDate.addMonths(day, all - second), second);
        assertTrue(inSteps == CivilDate.addMonths(day, all), "X-103: two steps are one");
    }

    /// X-103: the way from a day to its date and back.
    function testFuzz_ToDayInvertsDateOf(uint32 number) external pure {
        (uint256 year, uint256 month, uint256 dayOfMonth) = CivilDate.dateOf(Day.wrap(number));
        assertTrue(CivilDate.toDay(year, month, dayOfMonth) == Day.wrap(number), "X-103: there and back");
    }

    /// A day with as many months as still fit, three months short of the last day that a `Day` can hold.
    function _within(uint32 number, uint256 count) private pure returns (Day, uint256) {
        number = uint32(bound(number, 0, type(uint32).max - 100));
        return (Day.wrap(number), bound(count, 0, (type(uint32).max - 100 - number) / 31));
    }
}
