// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.34;

import {Interest} from "../../../kernel/libraries/Interest.sol";
import {Day} from "../../../kernel/types/Day.sol";
import {Rate} from "../../../kernel/types/Rate.sol";

/// The library's functions as external ones, over many cases in one call.
contract InterestHarness {
    struct Terms {
        uint128 principal;
        Rate rate;
        Day from;
        Day to;
    }

    function over360(Terms[] calldata list) external pure returns (uint256[] memory interest) {
        interest = new uint256[](list.length);
        for (uint256 i; i < list.length; ++i) {
            interest[i] = Interest.over360(list[i].principal, list[i].rate, list[i].from, list[i].to);
        }
    }

    function over365(Terms[] calldata list) external pure returns (uint256[] memory interest) {
        interest = new uint256[](list.length);
        for (uint256 i; i < list.length; ++i) {
            interest[i] = Interest.over365(list[i].principal, list[i].rate, list[i].from, list[i].to);
        }
    }

    function discount(Terms calldata terms) external pure returns (uint256 interest, uint256 proceeds) {
        return Interest.discount(terms.principal, terms.rate, terms.from, terms.to);
    }
}
