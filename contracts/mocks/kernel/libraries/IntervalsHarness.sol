// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.34;

import {Intervals} from "../../../kernel/libraries/Intervals.sol";
import {Interval} from "../../../kernel/types/Interval.sol";

/// The library's functions as external ones.
contract IntervalsHarness {
    using Intervals for Interval;

    function between(uint40 lo, uint40 hi) external pure returns (Interval memory) {
        return Intervals.between(lo, hi);
    }

    function take(
        Interval memory whole,
        uint40 units
    ) external pure returns (Interval memory part, Interval memory rest) {
        return whole.take(units);
    }

    function merge(Interval memory a, Interval memory b) external pure returns (Interval memory) {
        return a.merge(b);
    }
}
