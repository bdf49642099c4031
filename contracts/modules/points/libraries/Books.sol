// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.34;

import {Book, Month, ProgrammeId} from "../types/PointsTypes.sol";

/// Programmes' books, each in one word that is read and written at once: the compiler would go to storage for each field.
library Books {
    struct Shelf {
        mapping(ProgrammeId programme => uint256 word) words;
    }

    uint256 private constant RESERVE_AT = 64;
    uint256 private constant CAP_AT = 128;
    uint256 private constant GRANTED_AT = 176;
    uint256 private constant MONTH_AT = 224;

    function set(Shelf storage self, ProgrammeId programme, Book memory b) internal {
        self.words[programme] =
            b.outstanding |
            (uint256(b.reserve) << RESERVE_AT) |
            (uint256(b.monthlyCap) << CAP_AT) |
            (uint256(b.grantedInMonth) << GRANTED_AT) |
            (uint256(Month.unwrap(b.month)) << MONTH_AT);
    }

    function get(Shelf storage self, ProgrammeId programme) internal view returns (Book memory b) {
        uint256 word = self.words[programme];
        b.outstanding = uint64(word);
        b.reserve = uint64(word >> RESERVE_AT);
        b.monthlyCap = uint48(word >> CAP_AT);
        b.grantedInMonth = uint48(word >> GRANTED_AT);
        b.month = Month.wrap(uint16(word >> MONTH_AT));
    }
}
