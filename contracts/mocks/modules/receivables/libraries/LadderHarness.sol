// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.34;

import {Ladder} from "../../../../modules/receivables/libraries/Ladder.sol";

/// The library's function as an external one, over many cases in one call.
contract LadderHarness {
    function divide(
        uint64[] calldata amounts,
        Ladder.Rung[][] calldata rungs
    ) external pure returns (uint256[][] memory orders, uint256[][] memory shares) {
        orders = new uint256[][](amounts.length);
        shares = new uint256[][](amounts.length);
        for (uint256 i; i < amounts.length; ++i) {
            (orders[i], shares[i]) = Ladder.divide(amounts[i], rungs[i]);
        }
    }
}
