// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.34;

import {Day} from "../../../../../contracts/kernel/types/Day.sol";
import {BillNumber} from "../../../../../contracts/modules/bills/libraries/BillNumber.sol";
import {BillKind} from "../../../../../contracts/modules/bills/types/BillTypes.sol";
import {Test} from "../../../../utils/Test.sol";

/// @notice Numbers of bills against ISO 7064 MOD 11,10 as its text has it, on characters.
contract BillNumberFuzzTest is Test {
    uint256 private constant LAST_DAY_OF_9999 = 2_932_896;

    struct Parts {
        uint256 kind;
        bool supplyChain;
        uint256 institution;
        uint256 day;
        uint256 serial;
    }

    function compose(Parts memory p) external pure returns (uint256) {
        return BillNumber.compose(BillKind(p.kind), p.supplyChain, p.institution, Day.wrap(uint32(p.day)), p.serial);
    }

    function testFuzz_NumberHasThirtyDigitsAndItsCheckDigit(Parts memory p) external view {
        uint256 number = this.compose(fit(p));
        bytes memory digits = bytes(vm.toString(number));
        assertEq(digits.length, 30, "30 digits");
        assertEq(uint8(digits[29]) - 48, isoCheckDigit(digits), "ISO 7064 MOD 11,10");
        assertTrue(BillNumber.isValid(number), "valid");
    }

    /// Its parts can be read back: different bills have different numbers.
    function testFuzz_NumberHoldsItsParts(Parts memory p) external view {
        p = fit(p);
        uint256 number = this.compose(p);
        assertEq((number / 10) % 1e8, p.serial, "serial");
        assertEq((number / 1e17) % 1e12, p.institution, "institution");
        uint256 kind = number / 1e29;
        bool isCommercial = BillKind(p.kind) == BillKind.Commercial;
        assertEq(kind, isCommercial ? (p.supplyChain ? 7 : 6) : (p.supplyChain ? 8 : 5), "kind");
    }

    /// The scheme finds every single wrong digit, and all but few swaps of neighbours.
    function testFuzz_OneWrongDigitIsFound(Parts memory p, uint256 place, uint256 change) external view {
        uint256 number = this.compose(fit(p));
        place = 10 ** bound(place, 0, 28);
        uint256 digit = (number / place) % 10;
        uint256 wrong = (digit + bound(change, 1, 9)) % 10;
        assertFalse(BillNumber.isValid(number - digit * place + wrong * place), "a wrong digit");
    }

    function testFuzz_RevertWhen_InstitutionOrSerialDoesNotFit(Parts memory p, uint256 excess) external {
        p = fit(p);
        uint256 serial = p.serial;
        p.serial = bound(excess, 1e8, type(uint256).max);
        vm.expectRevert(
            abi.encodeWithSelector(BillNumber.BillSerialsUsedUp.selector, p.institution, Day.wrap(uint32(p.day)))
        );
        this.compose(p);
        p.serial = serial;
        p.institution = bound(excess, 1e12, type(uint256).max);
        vm.expectRevert(abi.encodeWithSelector(BillNumber.BillInstitutionCodeInvalid.selector, p.institution));
        this.compose(p);
    }

    function test_RevertWhen_InstitutionIsNone() external {
        vm.expectRevert(abi.encodeWithSelector(BillNumber.BillInstitutionCodeInvalid.selector, 0));
        this.compose(Parts(1, false, 0, 20_000, 1));
    }

    function test_Limits() external view {
        assertEq(this.compose(Parts(3, false, 1, 20_458, 1)) / 10, 60000000000012026010500000001, "the least");
        assertEq(
            this.compose(Parts(1, true, 999_999_999_999, LAST_DAY_OF_9999, 99_999_999)) / 10,
            89999999999999999123199999999,
            "the greatest"
        );
    }

    function test_OtherLengthsAreNotValid() external pure {
        assertFalse(BillNumber.isValid(0), "0");
        for (uint256 digit; digit < 10; ++digit) {
            // 29 and 31 digits, whatever the last one is.
            assertFalse(BillNumber.isValid(59999999999992026010500000010 + digit), "29 digits");
            assertFalse(BillNumber.isValid(5999999999999202601050000000010 + digit), "31 digits");
        }
    }

    function fit(Parts memory p) private pure returns (Parts memory) {
        p.kind = bound(p.kind, 1, 3);
        p.institution = bound(p.institution, 1, 999_999_999_999);
        p.day = bound(p.day, 0, LAST_DAY_OF_9999);
        p.serial = bound(p.serial, 0, 99_999_999);
        return p;
    }

    /// The standard's own recursion: P(1) = 10, S = P mod 11 + digit, P = 2 × (S mod 10, or 10); the last S is 1 modulo 10.
    function isoCheckDigit(bytes memory digits) private pure returns (uint256) {
        uint256 p = 10;
        for (uint256 i; i < 29; ++i) {
            uint256 s = (p % 11) + uint8(digits[i]) - 48;
            p = 2 * (s % 10 == 0 ? 10 : s % 10);
        }
        for (uint256 check; check < 10; ++check) {
            if (((p % 11) + check) % 10 == 1) return check;
        }
        revert("no check digit");
    }
}
