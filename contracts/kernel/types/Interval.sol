// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.34;

/// Units of one title, each a fen of its face, from `lo` to `hi`: counted from 1, both ends included, never empty.
struct Interval {
    uint40 lo;
    uint40 hi;
}
