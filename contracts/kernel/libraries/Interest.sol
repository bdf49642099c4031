// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.34;

import {Day} from "../types/Day.sol";
import {MAX_RATE, Rate} from "../types/Rate.sol";

/// Simple interest in fen: principal × rate × days / year, rounded half up to the fen. Days run from the first, which
/// counts, to the last, which does not; a year has 360 days or 365, as the contract at hand says.
///
/// What holds, for every input that the types admit:
/// - exact: the interest differs from the rational number by half a fen at most, and half a fen is rounded up;
/// - ordered: more principal, a higher rate or more days never give less;
/// - a discount pays more than nothing and no more than the face (X-13);
/// - no product overflows: 2^128 × 1,000,000 × 2^32 is below 2^181.
///
/// Proof: the SMTChecker proves exactness and order for every product of principal, rate and days (test/proof); fuzzing over
/// the whole domain compares principals, rates and periods with the exact number.
library Interest {
    uint256 internal constant RATE_UNIT = 1_000_000;

    /// Rates are yearly, in 1/1,000,000.
    error InterestRateAbsurd(Rate rate, Rate max);
    error InterestPeriodBackwards(Day from, Day to);
    /// A discount at these terms would pay nothing.
    error InterestConsumesFace(uint256 face, uint256 interest);

    /// Interest over a year of 360 days: discounts, recourse, financing.
    function over360(uint128 principal, Rate rate, Day from, Day to) internal pure returns (uint256) {
        return ofRateDays(principal, rateDays(rate, from, to), 360);
    }

    /// Interest over a year of 365 days: pledged repos.
    function over365(uint128 principal, Rate rate, Day from, Day to) internal pure returns (uint256) {
        return ofRateDays(principal, rateDays(rate, from, to), 365);
    }

    /// What a face due on `to` is worth on `from`, over a year of 360 days.
    function discount(
        uint128 face,
        Rate rate,
        Day from,
        Day to
    ) internal pure returns (uint256 interest, uint256 proceeds) {
        interest = over360(face, rate, from, to);
        if (interest >= face) revert InterestConsumesFace(face, interest);
        proceeds = face - interest;
    }

    /// Rate × days: what periods at different rates are added up in, because it is exact.
    function rateDays(Rate rate, Day from, Day to) internal pure returns (uint256) {
        requireRate(rate);
        if (to < from) revert InterestPeriodBackwards(from, to);
        return Rate.unwrap(rate) * to.daysSince(from);
    }

    /// @param rateDays_ at most 1,000,000 × 2^32, as any sum over one period is
    function ofRateDays(uint128 principal, uint256 rateDays_, uint256 daysOfYear) internal pure returns (uint256) {
        return roundHalfUp(principal * rateDays_, RATE_UNIT * daysOfYear);
    }

    function requireRate(Rate rate) internal pure {
        if (Rate.unwrap(rate) > Rate.unwrap(MAX_RATE)) revert InterestRateAbsurd(rate, MAX_RATE);
    }

    function roundHalfUp(uint256 dividend, uint256 divisor) internal pure returns (uint256) {
        return (dividend + divisor / 2) / divisor;
    }
}
