// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.34;

import {ProRata} from "../../../../contracts/kernel/libraries/ProRata.sol";
import {Interval} from "../../../../contracts/kernel/types/Interval.sol";
import {Test} from "../../../utils/Test.sol";

/// Any face, payment and interval; any amount and weights whose sum has 256 bits.
contract ProRataFuzz is Test {
    /// X-14: splitting an interval changes nothing, wherever it is split.
    function testFuzz_PartsHaveWhatTheWholeHas(uint40 face, uint40 paid, uint40 a, uint40 b, uint40 c) external pure {
        (face, paid) = _within(face, paid);
        (uint40 lo, uint40 hi) = _interval(face, a, b);
        uint40 whole = ProRata.ofInterval(Interval(lo, hi), paid, face);
        if (lo == hi) return;
        uint40 cut = uint40(bound(c, lo, hi - 1));
        uint40 part = ProRata.ofInterval(Interval(lo, cut), paid, face);
        assertEq(part + ProRata.ofInterval(Interval(cut + 1, hi), paid, face), whole, "X-14: parts and whole");
    }

    /// X-14: all of the face has all that is paid; a share is its exact value, less than one fen off, and never above
    /// the interval's size, which it is once all is paid.
    function testFuzz_SharesFollowTheFace(uint40 face, uint40 paid, uint40 a, uint40 b) external pure {
        (face, paid) = _within(face, paid);
        (uint40 lo, uint40 hi) = _interval(face, a, b);
        uint256 size = uint256(hi) - lo + 1;
        assertEq(ProRata.ofInterval(Interval(1, face), paid, face), paid, "X-14: the face has what was paid");
        assertEq(ProRata.ofInterval(Interval(lo, hi), face, face), size, "X-14: full payment pays each in full");
        uint256 share = ProRata.ofInterval(Interval(lo, hi), paid, face);
        assertLe(share, size, "X-14: no share above the size");
        assertTrue(share * face < size * paid + face, "X-14: less than a fen too much");
        assertTrue(share * face + face > size * paid, "X-14: less than a fen too little");
    }

    /// X-14: however much more is paid, a share loses no more than one fen.
    function testFuzz_SharesFallByAFenAtMost(uint40 face, uint40 paid, uint40 more, uint40 a, uint40 b) external pure {
        (face, paid) = _within(face, paid);
        (uint40 lo, uint40 hi) = _interval(face, a, b);
        uint256 share = ProRata.ofInterval(Interval(lo, hi), paid, face);
        more = uint40(bound(more, paid, face));
        assertGe(ProRata.ofInterval(Interval(lo, hi), more, face) + 1, share, "X-14: a payment takes a fen at most");
    }

    /// The shares by weights sum to the amount; each but the first is its exact value rounded down.
    function testFuzz_SharesByWeightsSumUp(uint128 amount, uint120[] memory weights) external pure {
        vm.assume(weights.length > 0);
        uint256[] memory list = new uint256[](weights.length);
        uint256 total;
        for (uint256 i; i < list.length; ++i) {
            list[i] = bound(weights[i], 1, type(uint120).max);
            total += list[i];
        }
        uint256[] memory shares = ProRata.byWeights(amount, list);
        uint256 sum;
        for (uint256 i; i < list.length; ++i) {
            sum += shares[i];
            uint256 down = (amount * list[i]) / total;
            if (i > 0) assertEq(shares[i], down, "rounded down");
            else assertTrue(shares[0] >= down && shares[0] - down < list.length, "the first has what is left over");
        }
        assertEq(sum, amount, "nothing is lost");
    }

    function _within(uint40 face, uint40 paid) private pure returns (uint40, uint40) {
        face = uint40(bound(face, 1, type(uint40).max));
        return (face, uint40(bound(paid, 0, face)));
    }

    function _interval(uint40 face, uint40 a, uint40 b) private pure returns (uint40 lo, uint40 hi) {
        (a, b) = (uint40(bound(a, 1, face)), uint40(bound(b, 1, face)));
        return a < b ? (a, b) : (b, a);
    }
}
