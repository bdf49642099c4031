// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.34;

import {Interest} from "../../../../contracts/kernel/libraries/Interest.sol";

/// Proof of {Interest}: the rounding, for every product of principal, rate and days that the types admit (below 2^181). As tests they try some;
/// the SMTChecker proves each assertion for all.
contract InterestProof {
    /// X-13: half a fen from the exact number at most, and upwards then, over a year of 360 days.
    function testFuzz_IsTheNearestFenOver360Days(uint184 product) external pure {
        uint256 divisor = Interest.RATE_UNIT * 360;
        uint256 interest = Interest.roundHalfUp(product, divisor);
        assert(interest * divisor <= product + divisor / 2);
        assert(interest * divisor + divisor / 2 > product);
    }

    /// X-13: the same over a year of 365 days.
    function testFuzz_IsTheNearestFenOver365Days(uint184 product) external pure {
        uint256 divisor = Interest.RATE_UNIT * 365;
        uint256 interest = Interest.roundHalfUp(product, divisor);
        assert(interest * divisor <= product + divisor / 2);
        assert(interest * divisor + divisor / 2 > product);
    }

    /// X-13: more principal, a higher rate or more days make a greater product, and that never gives less.
    function testFuzz_KeepsTheOrder(uint184 product, uint184 more) external pure {
        uint256 divisor = Interest.RATE_UNIT * 360;
        uint256 sum = uint256(product) + more;
        assert(Interest.roundHalfUp(product, divisor) <= Interest.roundHalfUp(sum, divisor));
    }
}
