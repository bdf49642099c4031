// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.34;

import {Day} from "../../../../kernel/types/Day.sol";
import {BillNumber} from "../../../../modules/bills/libraries/BillNumber.sol";
import {BillKind} from "../../../../modules/bills/types/BillTypes.sol";

/// The library's functions as external ones, over many cases in one call.
contract BillNumberHarness {
    struct Parts {
        BillKind kind;
        bool supplyChain;
        uint256 institution;
        Day day;
        uint256 serial;
    }

    function compose(Parts[] calldata list) external pure returns (uint256[] memory numbers) {
        numbers = new uint256[](list.length);
        for (uint256 i; i < list.length; ++i) {
            Parts calldata p = list[i];
            numbers[i] = BillNumber.compose(p.kind, p.supplyChain, p.institution, p.day, p.serial);
        }
    }

    function isValid(uint256[] calldata numbers) external pure returns (bool[] memory valid) {
        valid = new bool[](numbers.length);
        for (uint256 i; i < numbers.length; ++i) {
            valid[i] = BillNumber.isValid(numbers[i]);
        }
    }
}
