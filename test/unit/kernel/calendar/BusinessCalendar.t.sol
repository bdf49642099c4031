// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.34;

import {BusinessCalendar} from "../../../../contracts/kernel/calendar/BusinessCalendar.sol";
import {IBusinessCalendar} from "../../../../contracts/kernel/interfaces/IBusinessCalendar.sol";
import {CivilDate} from "../../../../contracts/kernel/libraries/CivilDate.sol";
import {Day} from "../../../../contracts/kernel/types/Day.sol";
import {Test} from "../../../utils/Test.sol";

contract BusinessCalendarTest is Test {
    /// Its only business days are January 1 and the first day of each year's second word.
    BusinessCalendar private _sparse;

    /// Not in the tests: what is written in a test is warm when it is read.
    function setUp() external {
        IBusinessCalendar.FoundingYear[] memory founding = new IBusinessCalendar.FoundingYear[](184);
        for (uint16 i; i < founding.length; ++i) {
            founding[i] = IBusinessCalendar.FoundingYear(2026 + i, [uint256(1), 1], "notice");
        }
        _sparse = BusinessCalendar(deploy("BusinessCalendar", abi.encode(1, founding)));
    }

    /// X-103: each day of ten years begins at 16:00 UTC of the day before and lasts until the next does.
    function test_EachDayOfTenYearsBeginsAtMidnightInUtc8() external view {
        Day last = CivilDate.toDay(2035, 12, 31);
        for (Day day = CivilDate.toDay(2026, 1, 1); day <= last; day = day.plus(1)) {
            uint256 midnight = day.startOf();
            require(midnight % 1 days == 16 hours, "X-103: midnight in UTC+8 is 16:00 UTC");
            require(_sparse.dayOf(midnight - 1).plus(1) == day, "X-103: the second before midnight");
            require(_sparse.dayOf(midnight) == day, "X-103: midnight");
            require(_sparse.dayOf(midnight + 1 days - 1) == day, "X-103: the day's last second");
        }
    }

    /// X-106: the most that `addBusinessDays` can cost anyone, whatever the operator enters. Each word has one business
    /// day, so each business day costs a cold read.
    function test_AddBusinessDaysIsBounded() external view {
        uint256 max = _sparse.MAX_BUSINESS_DAYS();
        uint256 before = gasleft();
        Day end = _sparse.addBusinessDays(CivilDate.toDay(2026, 1, 1), max);
        uint256 used = before - gasleft();
        assertTrue(end == CivilDate.toDay(2209, 1, 1), "366 words are 183 years");
        assertLt(used, 1_100_000, "gas of 366 business days in 366 words");
    }
}
