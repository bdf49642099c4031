// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.34;

import {RateSchedule} from "../../../kernel/libraries/RateSchedule.sol";
import {Day} from "../../../kernel/types/Day.sol";
import {Rate} from "../../../kernel/types/Rate.sol";

/// A schedule that anyone may change, and the library's functions on it over many cases in one call.
contract RateScheduleHarness {
    using RateSchedule for RateSchedule.Schedule;

    struct Period {
        uint128 principal;
        Day from;
        Day to;
    }

    RateSchedule.Schedule private _schedule;

    function set(Rate rate, Day from) external {
        _schedule.set(rate, from);
    }

    function rateOn(Day day) external view returns (Rate) {
        return _schedule.rateOn(day);
    }

    function rateDays(Day from, Day to) external view returns (uint256) {
        return _schedule.rateDays(from, to);
    }

    function over360(Period[] calldata list) external view returns (uint256[] memory interest) {
        interest = new uint256[](list.length);
        for (uint256 i; i < list.length; ++i) {
            interest[i] = _schedule.over360(list[i].principal, list[i].from, list[i].to);
        }
    }
}
