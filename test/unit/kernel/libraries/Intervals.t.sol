// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.34;

import {Intervals} from "../../../../contracts/kernel/libraries/Intervals.sol";
import {Interval} from "../../../../contracts/kernel/types/Interval.sol";
import {Test} from "../../../utils/Test.sol";

/// Every interval of a few units, at the low end of the domain and at the high one, with every part of it.
contract IntervalsTest is Test {
    using Intervals for Interval;

    uint40 private constant UNITS = 24;

    /// X-14: part and rest partition the interval, and merged they are it again.
    function test_EveryPartOfEverySmallInterval() external pure {
        for (uint40 lo = 1; lo <= UNITS; ++lo) {
            for (uint40 hi = lo; hi <= UNITS; ++hi) {
                _requireParts(Intervals.between(lo, hi));
                _requireParts(Intervals.between(type(uint40).max - hi + 1, type(uint40).max - lo + 1));
            }
        }
    }

    /// X-14: the same anywhere.
    function testFuzz_PartAndRestPartition(uint40 a, uint40 b, uint40 units) external pure {
        (a, b) = (uint40(bound(a, 1, type(uint40).max)), uint40(bound(b, 1, type(uint40).max)));
        if (a == b) return;
        Interval memory whole = a < b ? Intervals.between(a, b) : Intervals.between(b, a);
        _requirePartition(whole, uint40(bound(units, 1, whole.size() - 1)));
    }

    function _requireParts(Interval memory whole) private pure {
        for (uint40 units = 1; units < whole.size(); ++units) _requirePartition(whole, units);
    }

    function _requirePartition(Interval memory whole, uint40 units) private pure {
        (Interval memory part, Interval memory rest) = whole.take(units);
        require(part.lo == whole.lo && rest.hi == whole.hi, "X-14: they reach from end to end");
        require(part.adjoins(rest) && !rest.adjoins(part), "X-14: they adjoin");
        require(part.lo <= part.hi && rest.lo <= rest.hi, "X-14: neither is empty");
        require(part.size() == units, "X-14: the part is as large as asked");
        require(uint256(part.size()) + rest.size() == whole.size(), "X-14: their sizes add up");
        require(whole.contains(part) && whole.contains(rest) && whole.contains(whole), "X-14: both are inside");
        require(!part.contains(whole) && !part.contains(rest) && !rest.contains(part), "X-14: neither holds the other");
        Interval memory merged = part.merge(rest);
        require(merged.lo == whole.lo && merged.hi == whole.hi, "X-14: merged they are the whole");
    }
}
