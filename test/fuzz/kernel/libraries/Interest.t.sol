// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.34;

import {Interest} from "../../../../contracts/kernel/libraries/Interest.sol";
import {Day} from "../../../../contracts/kernel/types/Day.sol";
import {MAX_RATE, Rate} from "../../../../contracts/kernel/types/Rate.sol";
import {Test} from "../../../utils/Test.sol";

/// Any amount, rate and period that the types admit. Products stay below 2^183, so the comparisons are exact.
contract InterestFuzz is Test {
    /// X-13: half a fen from the rational number at most, and upwards then.
    function testFuzz_IsTheNearestFen(uint128 principal, uint32 rate, uint32 first, uint32 second) external pure {
        (Rate r, Day from, Day to) = _within(rate, first, second);
        uint256 exact = uint256(principal) * Rate.unwrap(r) * to.daysSince(from);
        _requireNearest(Interest.over360(principal, r, from, to), exact, 360_000_000);
        _requireNearest(Interest.over365(principal, r, from, to), exact, 365_000_000);
    }

    /// X-13: more principal, a higher rate or a longer period never gives less.
    function testFuzz_KeepsTheOrder(uint128 principal, uint32 rate, uint32 first, uint32 second) external pure {
        (Rate r, Day from, Day to) = _within(rate, first, second);
        uint256 interest = Interest.over360(principal, r, from, to);
        assertLe(Interest.over360(principal / 3, r, from, to), interest, "X-13: order of principals");
        assertLe(
            Interest.over360(principal, Rate.wrap(Rate.unwrap(r) / 3), from, to),
            interest,
            "X-13: order of rates"
        );
        Day sooner = from.plus(to.daysSince(from) / 3);
        assertLe(Interest.over360(principal, r, from, sooner), interest, "X-13: order of periods");
    }

    /// X-13: what a discount pays and keeps is the face, and it pays more than nothing.
    function testFuzz_DiscountDividesTheFace(uint128 face, uint32 rate, uint32 first, uint16 length) external pure {
        face = uint128(bound(face, 2, type(uint128).max));
        // Below a year at 100 %, half of the face's interest is always left.
        Rate r = Rate.wrap(uint32(bound(rate, 0, Rate.unwrap(MAX_RATE) / 2)));
        Day from = Day.wrap(uint32(bound(first, 0, type(uint32).max - 360)));
        (uint256 interest, uint256 proceeds) = Interest.discount(face, r, from, from.plus(bound(length, 0, 359)));
        assertEq(interest + proceeds, face, "X-13: interest and proceeds are the face");
        assertTrue(proceeds > 0 && proceeds <= face, "X-13: 0 < price <= face");
    }

    function _requireNearest(uint256 interest, uint256 exact, uint256 divisor) private pure {
        assertTrue(2 * interest * divisor <= 2 * exact + divisor, "X-13: not more than half a fen too much");
        assertTrue(2 * interest * divisor + divisor > 2 * exact, "X-13: less than half a fen too little");
    }

    function _within(uint32 rate, uint32 first, uint32 second) private pure returns (Rate, Day, Day) {
        (uint32 from, uint32 to) = first < second ? (first, second) : (second, first);
        return (Rate.wrap(uint32(bound(rate, 0, Rate.unwrap(MAX_RATE)))), Day.wrap(from), Day.wrap(to));
    }
}
