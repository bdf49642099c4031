// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.34;

import {Bytes} from "@openzeppelin/contracts/utils/Bytes.sol";

/// Brings a document's number into the one form under which it is known, so that the same paper cannot enter twice (X-1).
library NaturalKey {
    uint256 internal constant MAX_LENGTH = 64;

    error NaturalKeyEmpty(string number);
    error NaturalKeyTooLong(uint256 length, uint256 max);
    error NaturalKeyCharacter(string number, uint256 position);

    /// Letters become capitals; blanks are dropped, then leading zeros; hyphens, slashes, dots and underscores stay.
    /// Any other character is refused (a full-width digit, say), so that look-alikes cannot make a second key.
    function normalise(string memory number) internal pure returns (bytes memory key) {
        bytes memory text = bytes(number);
        if (text.length > MAX_LENGTH) revert NaturalKeyTooLong(text.length, MAX_LENGTH);
        key = new bytes(text.length);
        uint256 length;
        for (uint256 i; i < text.length; ++i) {
            bytes1 c = text[i];
            if (c >= "a" && c <= "z") c = bytes1(uint8(c) - 32);
            if (c == " " || c == "\t" || (c == "0" && length == 0)) continue;
            if (!_isAllowed(c)) revert NaturalKeyCharacter(number, i);
            key[length++] = c;
        }
        if (length == 0) revert NaturalKeyEmpty(number);
        return Bytes.slice(key, 0, length);
    }

    function _isAllowed(bytes1 c) private pure returns (bool) {
        return (c >= "A" && c <= "Z") || (c >= "0" && c <= "9") || c == "-" || c == "/" || c == "." || c == "_";
    }
}
