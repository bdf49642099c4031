// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.34;

import {RateSchedule} from "../../../../contracts/kernel/libraries/RateSchedule.sol";
import {Day, today} from "../../../../contracts/kernel/types/Day.sol";
import {Rate} from "../../../../contracts/kernel/types/Rate.sol";
import {Test} from "../../../utils/Test.sol";

/// Each schedule of up to four rates in a week, set in any order, with each period of that week, against a model that
/// writes down every day's rate.
contract RateScheduleTest is Test {
    using RateSchedule for RateSchedule.Schedule;

    uint256 private constant WEEK = 7;

    RateSchedule.Schedule private _schedule;

    /// The sum over a period is the sum over its days, whatever was announced before.
    function test_EveryScheduleOfAWeek() external {
        for (uint256 choice; choice < WEEK ** 3; ++choice) {
            uint32[] memory rates = new uint32[](WEEK);
            delete _schedule.steps;
            // The first rate holds from the first day, so that no day is without.
            _set(rates, 0, 1);
            _set(rates, choice % WEEK, 10);
            _set(rates, (choice / WEEK) % WEEK, 100);
            _set(rates, choice / WEEK ** 2, 1000);
            _requireSums(rates);
        }
    }

    function _set(uint32[] memory rates, uint256 inDays, uint32 rate) private {
        _schedule.set(Rate.wrap(rate), today().plus(inDays));
        for (uint256 i = inDays; i < WEEK; ++i) rates[i] = rate;
    }

    function _requireSums(uint32[] memory rates) private view {
        Day start = today();
        for (uint256 from; from < WEEK; ++from) {
            require(Rate.unwrap(_schedule.rateOn(start.plus(from))) == rates[from], "rate of a day");
            uint256 sum;
            for (uint256 to = from; to < WEEK; ++to) {
                require(_schedule.rateDays(start.plus(from), start.plus(to)) == sum, "sum over a period");
                sum += rates[to];
            }
        }
    }
}
