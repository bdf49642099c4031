// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.34;

import {NaturalKey} from "../../../../contracts/kernel/libraries/NaturalKey.sol";
import {Test} from "../../../utils/Test.sol";

/// The library as a contract, so that its reverts can be seen.
contract NaturalKeyCaller {
    function normalise(string calldata number) external pure returns (bytes memory) {
        return NaturalKey.normalise(number);
    }
}

/// @notice X-1: spellings of one number make one key, different numbers different keys.
contract NaturalKeyFuzz is Test {
    bytes private constant ALLOWED = "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-/._";
    NaturalKeyCaller private _keys;

    function setUp() external {
        _keys = new NaturalKeyCaller();
    }

    /// X-1: in whatever case, with whatever blanks between and zeros before, a number keeps its key.
    function testFuzz_SpellingsMakeOneKey(uint256 seed, uint256 dice) external view {
        bytes memory key = _someKey(seed);
        assertEq(string(_keys.normalise(_respell(key, dice))), string(key), "X-1");
        assertEq(string(_keys.normalise(string(key))), string(key), "X-1: a key is its own spelling");
    }

    /// X-1: two numbers have one key only if they differ in nothing but that.
    function testFuzz_NumbersThatDifferHaveDifferentKeys(uint256 seed, uint256 other, uint256 dice) external view {
        bytes memory one = _someKey(seed);
        bytes memory two = _someKey(other);
        bool same = keccak256(one) == keccak256(two);
        bytes memory spelled = _keys.normalise(_respell(two, dice));
        assertEq(keccak256(spelled) == keccak256(one), same, "X-1");
    }

    /// Any byte is dropped, kept or refused, as the rule has it.
    function test_EachByteIsKeptDroppedOrRefused() external view {
        for (uint256 i; i < 256; ++i) {
            bytes1 c = bytes1(uint8(i));
            (bool done, bytes memory result) = address(_keys).staticcall(
                abi.encodeCall(_keys.normalise, (string(abi.encodePacked("1", c))))
            );
            if (c == " " || c == "\t") {
                assertEq(string(abi.decode(result, (bytes))), "1", "blanks are dropped");
            } else if (c >= "a" && c <= "z") {
                assertTrue(abi.decode(result, (bytes))[1] == bytes1(uint8(i - 32)), "capitals");
            } else {
                assertEq(done, _isAllowed(c), "letters, digits and four signs");
                if (done) assertTrue(abi.decode(result, (bytes))[1] == c, "kept");
            }
        }
    }

    function testFuzz_RevertWhen_TooLongOrEmpty(uint8 length, uint256 dice) external view {
        bytes memory text = new bytes(length);
        bool isEmpty = true;
        for (uint256 i; i < length; ++i) {
            text[i] = (dice >> (i % 250)) & 15 == 0 ? bytes1("1") : bytes1("0");
            if (text[i] == "1") isEmpty = false;
        }
        (bool done, bytes memory result) = address(_keys).staticcall(abi.encodeCall(_keys.normalise, (string(text))));
        assertEq(done, length <= 64 && !isEmpty, "1 to 64 characters, not only zeros");
        if (!done) {
            bytes4 expected = length > 64 ? NaturalKey.NaturalKeyTooLong.selector : NaturalKey.NaturalKeyEmpty.selector;
            assertEq(bytes32(bytes4(result)), bytes32(expected), "each with its own error");
        }
    }

    /// Up to 20 characters, the first not 0.
    function _someKey(uint256 seed) private pure returns (bytes memory key) {
        key = new bytes(1 + (seed % 20));
        for (uint256 i; i < key.length; ++i) {
            seed = uint256(keccak256(abi.encode(seed)));
            key[i] = ALLOWED[seed % ALLOWED.length];
        }
        if (key[0] == "0") key[0] = "A";
    }

    function _respell(bytes memory key, uint256 dice) private pure returns (string memory text) {
        for (uint256 i = dice % 5; i > 0; --i) {
            text = string.concat(text, i % 2 == 0 ? " " : "0");
        }
        for (uint256 i; i < key.length; ++i) {
            dice = uint256(keccak256(abi.encode(dice)));
            bytes1 c = key[i];
            if (c >= "A" && c <= "Z" && dice % 2 == 0) c = bytes1(uint8(c) + 32);
            text = string.concat(text, string(abi.encodePacked(c)));
            if (dice % 7 == 0) text = string.concat(text, dice % 14 == 0 ? " " : "\t");
        }
    }

    function _isAllowed(bytes1 c) private pure returns (bool) {
        for (uint256 i; i < ALLOWED.length; ++i) {
            if (ALLOWED[i] == c) return true;
        }
        return false;
    }
}
