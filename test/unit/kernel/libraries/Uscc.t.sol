// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.34;

import {Uscc} from "../../../../contracts/kernel/libraries/Uscc.sol";
import {Test} from "../../../utils/Test.sol";

/// The library as a contract, so that its reverts can be seen.
contract UsccCaller {
    function requireValid(bytes18 uscc) external pure {
        Uscc.requireValid(uscc);
    }
}

contract UsccTest is Test {
    string private constant ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY";
    bytes18[4] private _codes = [
        bytes18("91520115MA6H00011J"),
        bytes18("91520100MA6H0002XJ"),
        bytes18("91520111MA6H00038G"),
        bytes18("91520100MA6H00046D")
    ];
    UsccCaller private _uscc = new UsccCaller();

    function test_AcceptsTheFirmsOfTheExamples() external view {
        for (uint256 i; i < _codes.length; ++i) {
            _uscc.requireValid(_codes[i]);
        }
    }

    /// The example that explanations of GB 32100-2015 work out (sum 1640, check character 3), and two codes in use.
    function test_AcceptsCodesFromOutside() external view {
        _uscc.requireValid("91350100M000100Y43");
        _uscc.requireValid("9144030071526726XG");
        _uscc.requireValid("91440300708461136T");
    }

    /// Whatever character stands in whatever place instead of the right one, the code is refused.
    function test_RevertWhen_OneCharacterIsWrong() external view {
        for (uint256 i; i < _codes.length; ++i) {
            for (uint256 place; place < 18; ++place) {
                for (uint256 character; character < 256; ++character) {
                    bytes18 wrong = _replace(_codes[i], place, bytes1(uint8(character)));
                    if (wrong != _codes[i]) _requireRefused(wrong);
                }
            }
        }
    }

    /// Two neighbours in the wrong order, the commonest slip of the pen.
    function test_RevertWhen_NeighboursAreSwapped() external view {
        for (uint256 i; i < _codes.length; ++i) {
            for (uint256 place; place < 17; ++place) {
                bytes18 code = _codes[i];
                bytes18 wrong = _replace(_replace(code, place, code[place + 1]), place + 1, code[place]);
                if (wrong != code) _requireRefused(wrong);
            }
        }
    }

    /// The error tells the check character that would be right, and none where a character is outside of the alphabet.
    function test_RevertWhen_CheckCharacterIsWrong() external {
        vm.expectRevert(abi.encodeWithSelector(Uscc.UsccInvalid.selector, bytes18("91520115MA6H00011K"), bytes1("J")));
        _uscc.requireValid("91520115MA6H00011K");
    }

    function test_RevertWhen_CharacterIsOutsideOfTheAlphabet() external {
        bytes memory outside = "IOSVZabjxyz -\x00";
        for (uint256 i; i < outside.length; ++i) {
            bytes18 wrong = _replace("91520115MA6H00011J", 8, outside[i]);
            vm.expectRevert(abi.encodeWithSelector(Uscc.UsccInvalid.selector, wrong, bytes1(0)));
            _uscc.requireValid(wrong);
        }
    }

    function test_RevertWhen_Empty() external {
        vm.expectRevert(abi.encodeWithSelector(Uscc.UsccInvalid.selector, bytes18(0), bytes1(0)));
        _uscc.requireValid(bytes18(0));
    }

    /// Agrees with the standard's formula, written out: exactly one of the 31 characters closes 17 others.
    function testFuzz_ExactlyOneCheckCharacterIsRight(bytes32 seed) external view {
        bytes memory alphabet = bytes(ALPHABET);
        bytes18 code;
        uint256 sum;
        for (uint256 i; i < 17; ++i) {
            uint256 value = uint8(seed[i]) % 31;
            code = _replace(code, i, alphabet[value]);
            sum += value * (3 ** i % 31);
        }
        for (uint256 value; value < 31; ++value) {
            bytes18 closed = _replace(code, 17, alphabet[value]);
            if ((sum + value) % 31 == 0) _uscc.requireValid(closed);
            else _requireRefused(closed);
        }
    }

    function _requireRefused(bytes18 code) private view {
        try _uscc.requireValid(code) {
            revert(string.concat("accepted ", string(abi.encodePacked(code))));
        } catch (bytes memory reason) {
            require(bytes4(reason) == Uscc.UsccInvalid.selector, "refused for another reason");
        }
    }

    function _replace(bytes18 code, uint256 place, bytes1 character) private pure returns (bytes18) {
        uint256 shift = (17 - place) * 8;
        uint144 cleared = uint144(code) & ~(uint144(0xff) << uint144(shift));
        return bytes18(cleared | (uint144(uint8(character)) << uint144(shift)));
    }
}
