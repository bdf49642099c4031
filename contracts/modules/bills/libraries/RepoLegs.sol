// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.34;

import {SafeCast} from "@openzeppelin/contracts/utils/math/SafeCast.sol";

import {Interest} from "../../../kernel/libraries/Interest.sol";
import {Day} from "../../../kernel/types/Day.sol";
import {Rate} from "../../../kernel/types/Rate.sol";

/// What a repo's two legs cost, in fen.
library RepoLegs {
    /// Pledged: what is lent, and the same with interest, over a year of 365 days.
    function ofMoney(uint64 cash, Rate rate, Day nearDay, Day farDay) internal pure returns (uint64 near, uint64 far) {
        return (cash, SafeCast.toUint64(cash + Interest.over365(cash, rate, nearDay, farDay)));
    }

    /// Outright: what a bill is worth on each day, discounted from its payable day at that leg's rate, over a year of 360 days.
    function ofBill(
        uint64 face,
        Rate rate,
        Rate farRate,
        Day nearDay,
        Day farDay,
        Day payableDay
    ) internal pure returns (uint64 near, uint64 far) {
        return (_worth(face, rate, nearDay, payableDay), _worth(face, farRate, farDay, payableDay));
    }

    /// Proceeds are no more than the face, which fits.
    function _worth(uint64 face, Rate rate, Day on, Day payableDay) private pure returns (uint64) {
        (, uint256 proceeds) = Interest.discount(face, rate, on, payableDay);
        return uint64(proceeds);
    }
}
