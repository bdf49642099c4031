// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.34;

import {ProRata} from "../../../kernel/libraries/ProRata.sol";
import {Interval} from "../../../kernel/types/Interval.sol";

/// The library's functions as external ones, over many cases in one call.
contract ProRataHarness {
    struct Payment {
        Interval interval;
        uint40 paid;
        uint40 face;
    }

    function ofInterval(Payment[] calldata list) external pure returns (uint40[] memory shares) {
        shares = new uint40[](list.length);
        for (uint256 i; i < list.length; ++i) {
            shares[i] = ProRata.ofInterval(list[i].interval, list[i].paid, list[i].face);
        }
    }

    function byWeights(
        uint256[] calldata amounts,
        uint256[][] calldata weights
    ) external pure returns (uint256[][] memory shares) {
        shares = new uint256[][](amounts.length);
        for (uint256 i; i < amounts.length; ++i) {
            shares[i] = ProRata.byWeights(amounts[i], weights[i]);
        }
    }
}
