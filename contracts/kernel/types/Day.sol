// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.34;

import {SafeCast} from "@openzeppelin/contracts/utils/math/SafeCast.sol";

/// A calendar day: days since 1970-01-01 in UTC+8, China's one time zone. 0 stands for "none".
type Day is uint32;

using {
    sameDay as ==,
    otherDay as !=,
    before as <,
    notAfter as <=,
    later as >,
    notBefore as >=,
    isNone,
    plus,
    daysSince,
    startOf
} for Day global;

Day constant NO_DAY = Day.wrap(0);

uint256 constant UTC8 = 8 hours;

/// The day, in UTC+8, on which `timestamp` (seconds) falls.
function dayOf(uint256 timestamp) pure returns (Day) {
    return Day.wrap(SafeCast.toUint32((timestamp + UTC8) / 1 days));
}

/// The day of the block being built.
function today() view returns (Day) {
    unchecked {
        // No block's seconds reach 2^32 days, eleven million years.
        return Day.wrap(uint32((block.timestamp + UTC8) / 1 days));
    }
}

/// The first second of `day`.
function startOf(Day day) pure returns (uint256) {
    return uint256(Day.unwrap(day)) * 1 days - UTC8;
}

function plus(Day day, uint256 count) pure returns (Day) {
    return Day.wrap(SafeCast.toUint32(Day.unwrap(day) + count));
}

/// Days from `start` to `end`, the first counted and the last not. Reverts when `end` is earlier.
function daysSince(Day end, Day start) pure returns (uint256) {
    return Day.unwrap(end) - Day.unwrap(start);
}

function sameDay(Day a, Day b) pure returns (bool) {
    return Day.unwrap(a) == Day.unwrap(b);
}

function otherDay(Day a, Day b) pure returns (bool) {
    return Day.unwrap(a) != Day.unwrap(b);
}

function before(Day a, Day b) pure returns (bool) {
    return Day.unwrap(a) < Day.unwrap(b);
}

function notAfter(Day a, Day b) pure returns (bool) {
    return Day.unwrap(a) <= Day.unwrap(b);
}

function later(Day a, Day b) pure returns (bool) {
    return Day.unwrap(a) > Day.unwrap(b);
}

function notBefore(Day a, Day b) pure returns (bool) {
    return Day.unwrap(a) >= Day.unwrap(b);
}

function isNone(Day day) pure returns (bool) {
    return Day.unwrap(day) == 0;
}
