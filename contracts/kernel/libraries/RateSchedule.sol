// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.34;

import {Arrays} from "@openzeppelin/contracts/utils/Arrays.sol";

import {Day, today} from "../types/Day.sol";
import {Rate} from "../types/Rate.sol";
import {Interest} from "./Interest.sol";

/// A yearly rate that changes from day to day: each rate holds from its first day until the next one's. The storage is
/// the module's; it alone sets rates, by order, and says so in an event.
///
/// What holds:
/// - the past stays: the rate of a day that has passed never changes, so neither does interest up to today;
/// - interest is additive before rounding: the exact sum over all parts of the period is rounded once, half up, so that
///   no change of rate moves half a fen (B-11);
/// - reading goes round once for each change within the period, and finds its end in logarithmic time.
///
/// Proof: exhaustive over every schedule of up to three changes in a week and every period in it, against a walk day by
/// day; fuzzing over the whole domain.
library RateSchedule {
    using Arrays for uint256[];

    struct Schedule {
        /// Ascending; each first day << 32 | rate.
        uint256[] steps;
    }

    error RateScheduleDayPassed(Day from, Day today);
    /// No rate had been set for that day.
    error RateScheduleMissing(Day day);

    /// From that day on the rate is `rate`. Later changes that had been announced give way, so that a wrong day or rate
    /// can be put right until it has come.
    function set(Schedule storage self, Rate rate, Day from) internal {
        Interest.requireRate(rate);
        if (from < today()) revert RateScheduleDayPassed(from, today());
        uint256[] storage steps = self.steps;
        for (uint256 i = steps.length; i > 0 && _first(steps[i - 1]) >= from; --i) steps.pop();
        steps.push((uint256(Day.unwrap(from)) << 32) | Rate.unwrap(rate));
    }

    function rateOn(Schedule storage self, Day day) internal view returns (Rate) {
        return _rate(self.steps[_indexOn(self, day)]);
    }

    /// Simple interest over a year of 360 days, as {Interest}, at the rates of each day of the period.
    function over360(Schedule storage self, uint128 principal, Day from, Day to) internal view returns (uint256) {
        return Interest.ofRateDays(principal, rateDays(self, from, to), 360);
    }

    /// The sum of rate × days; for other periods and years than `over360` has.
    function rateDays(Schedule storage self, Day from, Day to) internal view returns (uint256 sum) {
        if (to < from) revert Interest.InterestPeriodBackwards(from, to);
        if (to == from) return 0;
        // Backwards, from the rate of the last day that counts.
        uint256 i = _indexOn(self, Day.wrap(Day.unwrap(to) - 1));
        while (true) {
            uint256 step = self.steps[i];
            Day first = _first(step);
            if (first <= from) return sum + Interest.rateDays(_rate(step), from, to);
            if (i == 0) revert RateScheduleMissing(from);
            sum += Interest.rateDays(_rate(step), first, to);
            to = first;
            --i;
        }
    }

    /// Index of the step that holds on `day`.
    function _indexOn(Schedule storage self, Day day) private view returns (uint256) {
        uint256 after_ = self.steps.upperBound((uint256(Day.unwrap(day)) << 32) | type(uint32).max);
        if (after_ == 0) revert RateScheduleMissing(day);
        return after_ - 1;
    }

    function _first(uint256 step) private pure returns (Day) {
        return Day.wrap(uint32(step >> 32));
    }

    function _rate(uint256 step) private pure returns (Rate) {
        return Rate.wrap(uint32(step));
    }
}
