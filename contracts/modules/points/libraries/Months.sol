// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.34;

import {CivilDate} from "../../../kernel/libraries/CivilDate.sol";
import {Day} from "../../../kernel/types/Day.sol";
import {Month} from "../types/PointsTypes.sol";

/// Calendar months of days in UTC+8. A month that no `Month` can hold wraps: its number is below 2^16 until the year 7431.
library Months {
    /// The month that a day is in.
    function monthOf(Day day) internal pure returns (Month) {
        (uint256 year, uint256 month, ) = CivilDate.dateOf(day);
        unchecked {
            // No day is before 1970.
            return Month.wrap(uint16((year - 1970) * 12 + month - 1));
        }
    }

    function plus(Month month, uint256 count) internal pure returns (Month) {
        unchecked {
            return Month.wrap(uint16(Month.unwrap(month) + count));
        }
    }

    function minus(Month month, uint256 count) internal pure returns (Month) {
        unchecked {
            return Month.wrap(uint16(Month.unwrap(month) - count));
        }
    }
}
