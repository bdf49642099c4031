// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.34;

import {Interval} from "../types/Interval.sol";

/// Intervals of a title's units. An interval that `between` has made is valid, and from valid ones come valid ones only.
///
/// What holds:
/// - a part and its rest partition the interval: they adjoin, neither is empty, their sizes add up (X-14);
/// - merging them gives the interval back; merging makes no unit and loses none.
///
/// Proof: exhaustive over all parts of all intervals of 24 units at both ends of the domain (the functions know nothing
/// of a unit but its distance from others), and fuzzing in between.
library Intervals {
    error IntervalInvalid(uint256 lo, uint256 hi);
    /// A part leaves something of the interval, and is something.
    error IntervalPartOutOfRange(uint256 units, uint256 size);
    /// The second interval begins at `lo`, which is not right after the first one's `hi`.
    error IntervalsNotAdjoining(uint40 hi, uint40 lo);

    function between(uint40 lo, uint40 hi) internal pure returns (Interval memory) {
        if (lo == 0 || lo > hi) revert IntervalInvalid(lo, hi);
        return Interval(lo, hi);
    }

    /// Units in it, each a fen.
    function size(Interval memory self) internal pure returns (uint40) {
        return self.hi - self.lo + 1;
    }

    function contains(Interval memory self, Interval memory inner) internal pure returns (bool) {
        return self.lo <= inner.lo && inner.hi <= self.hi;
    }

    /// Takes a part from the low end.
    /// @param units above 0 and below the interval's size: what takes the whole splits nothing
    function take(
        Interval memory self,
        uint40 units
    ) internal pure returns (Interval memory part, Interval memory rest) {
        if (units == 0 || units >= size(self)) revert IntervalPartOutOfRange(units, size(self));
        part = Interval(self.lo, self.lo + units - 1);
        rest = Interval(part.hi + 1, self.hi);
    }

    /// Whether `next` begins right after `self`.
    function adjoins(Interval memory self, Interval memory next) internal pure returns (bool) {
        return uint256(self.hi) + 1 == next.lo;
    }

    /// The interval of both, of which `next` begins right after `self`.
    function merge(Interval memory self, Interval memory next) internal pure returns (Interval memory) {
        if (!adjoins(self, next)) revert IntervalsNotAdjoining(self.hi, next.lo);
        return Interval(self.lo, next.hi);
    }
}
