// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.34;

import {BusinessCalendar} from "../../../../contracts/kernel/calendar/BusinessCalendar.sol";
import {IBusinessCalendar} from "../../../../contracts/kernel/interfaces/IBusinessCalendar.sol";
import {Day} from "../../../../contracts/kernel/types/Day.sol";
import {Test} from "../../../utils/Test.sol";

/// Any calendar of four years against a model that keeps a list of days and walks through it one by one.
contract BusinessCalendarFuzz is Test {
    /// 2026-01-01, and the days from there to 2027, 2028, 2029 and 2030. 2028 is a leap year.
    uint256 private constant FIRST = 20_454;
    uint256[5] private _starts = [0, 365, 730, 1096, 1461];

    bool[1461] private _isBusinessDay;
    BusinessCalendar private _calendar;

    /// X-103: what the calendar says of a day, of the next business day, and of the days after it.
    function testFuzz_AnswersLikeAWalkFromDayToDay(
        uint256 seed,
        uint256 sparseness,
        uint256 from,
        uint256 count
    ) external {
        _fill(seed, bound(sparseness, 0, 6));
        from = bound(from, 0, 1460);
        count = bound(count, 1, _calendar.MAX_BUSINESS_DAYS());
        Day day = Day.wrap(uint32(FIRST + from));

        assertEq(_calendar.isBusinessDay(day), _isBusinessDay[from], "X-103: is a business day");
        _check(abi.encodeCall(IBusinessCalendar.nextBusinessDay, (day)), _walk(from, 1));
        _check(abi.encodeCall(IBusinessCalendar.addBusinessDays, (day, count)), _walk(from + 1, count));
        _check(abi.encodeCall(IBusinessCalendar.endOfPeriod, (day, count)), _walk(from + count, 1));
        Day target = _calendar.addMonths(day, count);
        _check(abi.encodeCall(IBusinessCalendar.endOfMonths, (day, count)), _walk(Day.unwrap(target) - FIRST, 1));
    }

    /// The n-th business day from `index` on; 1461 when it is in the missing year after.
    function _walk(uint256 index, uint256 n) private view returns (uint256) {
        for (; index < 1461; ++index) {
            if (_isBusinessDay[index] && --n == 0) return index;
        }
        return 1461;
    }

    /// The calendar's answer is that day, or that a year is missing (X-104).
    function _check(bytes memory question, uint256 index) private view {
        (bool answered, bytes memory answer) = address(_calendar).staticcall(question);
        assertEq(answered, index < 1461, "X-104: answers exactly when it has the data");
        if (answered) assertEq(abi.decode(answer, (uint256)), FIRST + index, "X-103: the day");
        else assertEq(bytes32(bytes4(answer)), IBusinessCalendar.CalendarYearMissing.selector, "X-104: why not");
    }

    /// Four years of random days; each step of `sparseness` takes away every second business day.
    function _fill(uint256 seed, uint256 sparseness) private {
        IBusinessCalendar.FoundingYear[] memory founding = new IBusinessCalendar.FoundingYear[](4);
        for (uint16 i; i < 4; ++i) {
            founding[i].year = 2026 + i;
            founding[i].evidence = "notice";
            uint256 length = _starts[i + 1] - _starts[i];
            for (uint256 half; half < 2; ++half) {
                uint256 word = type(uint256).max >> (half == 0 ? 0 : 512 - length);
                for (uint256 step; step < sparseness; ++step) {
                    word &= uint256(keccak256(abi.encode(seed, i, half, step)));
                }
                // A word has at least one business day.
                if (word == 0) word = 1;
                founding[i].bitmap[half] = word;
                for (uint256 bit; bit < (half == 0 ? 256 : length - 256); ++bit) {
                    if ((word >> bit) % 2 == 1) _isBusinessDay[_starts[i] + 256 * half + bit] = true;
                }
            }
        }
        _calendar = BusinessCalendar(deploy("BusinessCalendar", abi.encode(1, founding)));
    }
}
