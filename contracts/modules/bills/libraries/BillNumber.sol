// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.34;

import {CivilDate} from "../../../kernel/libraries/CivilDate.sol";
import {Day} from "../../../kernel/types/Day.sol";
import {BillKind} from "../types/BillTypes.sol";

/// A bill's number: 30 digits, of which 1 for the kind, 12 for the registering institution, 8 for the date, 8 for the serial of
/// that institution and day, and 1 check digit (ISO 7064 MOD 11,10; the exchange's own rule is not published).
library BillNumber {
    uint256 internal constant MAX_INSTITUTION = 999_999_999_999;
    uint256 internal constant MAX_SERIAL = 99_999_999;

    error BillInstitutionCodeInvalid(uint256 code);
    error BillSerialsUsedUp(uint256 code, Day day);

    function compose(
        BillKind kind,
        bool supplyChain,
        uint256 institution,
        Day day,
        uint256 serial
    ) internal pure returns (uint104) {
        if (institution == 0 || institution > MAX_INSTITUTION) revert BillInstitutionCodeInvalid(institution);
        if (serial > MAX_SERIAL) revert BillSerialsUsedUp(institution, day);
        (uint256 year, uint256 month, uint256 dayOfMonth) = CivilDate.dateOf(day);
        uint256 date = year * 10_000 + month * 100 + dayOfMonth;
        uint256 digits = ((_kindDigit(kind, supplyChain) * 1e12 + institution) * 1e8 + date) * 1e8 + serial;
        return uint104(digits * 10 + checkDigit(digits));
    }

    /// Whether a number of 30 digits ends in its check digit.
    function isValid(uint256 number) internal pure returns (bool) {
        return number < 1e30 && number >= 1e29 && checkDigit(number / 10) == number % 10;
    }

    /// ISO 7064 MOD 11,10 over the 29 digits of `digits`.
    function checkDigit(uint256 digits) internal pure returns (uint256) {
        uint256 product = 10;
        for (uint256 power = 1e28; power > 0; power /= 10) {
            uint256 sum = (product + ((digits / power) % 10)) % 10;
            product = ((sum == 0 ? 10 : sum) * 2) % 11;
        }
        return (11 - product) % 10;
    }

    function _kindDigit(BillKind kind, bool supplyChain) private pure returns (uint256) {
        if (kind == BillKind.Commercial) return supplyChain ? 7 : 6;
        return supplyChain ? 8 : 5;
    }
}
