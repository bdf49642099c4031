// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.34;

import {RateSchedule} from "../../../../contracts/kernel/libraries/RateSchedule.sol";
import {Day, today} from "../../../../contracts/kernel/types/Day.sol";
import {MAX_RATE, Rate} from "../../../../contracts/kernel/types/Rate.sol";
import {Test} from "../../../utils/Test.sol";

/// Many changes of rate, over any stretch of time.
contract RateScheduleFuzz is Test {
    using RateSchedule for RateSchedule.Schedule;

    RateSchedule.Schedule private _schedule;

    /// Where a period is cut makes no difference to the exact sum, and the interest is that sum's nearest fen.
    function testFuzz_SumsAddUp(uint32[] memory gaps, uint128 principal, uint32 a, uint32 b, uint32 c) external {
        Day start = today();
        Day last = start;
        for (uint256 i; i < gaps.length; ++i) {
            _schedule.set(Rate.wrap(gaps[i] % (Rate.unwrap(MAX_RATE) + 1)), last);
            last = last.plus(1 + (gaps[i] % 1000));
        }
        vm.assume(gaps.length > 0);
        (Day from, Day cut, Day to) = (_day(start, a), _day(start, b), _day(start, c));
        if (to < from) (from, to) = (to, from);
        if (cut < from) (from, cut) = (cut, from);
        if (cut > to) (cut, to) = (to, cut);

        uint256 sum = _schedule.rateDays(from, to);
        assertEq(_schedule.rateDays(from, cut) + _schedule.rateDays(cut, to), sum, "parts and whole");
        assertEq(
            _schedule.over360(principal, from, to),
            (principal * sum + 180_000_000) / 360_000_000,
            "rounded once, half up"
        );
    }

    /// A change from some day on leaves every period up to that day as it was.
    function testFuzz_ChangesLeaveWhatIsBefore(uint32 rate, uint16 inDays, uint16 from, uint16 length) external {
        _schedule.set(Rate.wrap(35_000), today());
        _schedule.set(Rate.wrap(31_000), today().plus(10_000));
        Day change = today().plus(inDays);
        Day first = today().plus(bound(from, 0, inDays));
        Day end = first.plus(bound(length, 0, change.daysSince(first)));
        uint256 before = _schedule.rateDays(first, end);
        _schedule.set(Rate.wrap(uint32(bound(rate, 0, Rate.unwrap(MAX_RATE)))), change);
        assertEq(_schedule.rateDays(first, end), before, "what is before a change");
    }

    function _day(Day start, uint32 offset) private pure returns (Day) {
        return start.plus(offset % 1_000_000);
    }
}
