// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.34;

/// A yearly rate of simple interest, in 1/1,000,000: 18,500 is 1.85 %.
type Rate is uint32;

// 100 % a year. Whatever is above is a mistake, not a rate.
Rate constant MAX_RATE = Rate.wrap(1_000_000);
