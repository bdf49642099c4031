// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.34;

/// Unified social credit code (统一社会信用代码, GB 32100-2015): 18 characters of 0-9 and A-Z without I, O, S, V, Z, the last a
/// check character over the other 17 (weights 3^i mod 31, modulus 31).
library Uscc {
    bytes31 private constant ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY";
    /// Weights 3^i mod 31 for i = 0 … 16, a byte each.
    bytes17 private constant WEIGHTS = hex"0103091b131a1011141d190d08180a1e1c";

    /// Not a code: a character outside of the alphabet, or the check character is wrong (`expected` is then what it should be).
    error UsccInvalid(bytes18 uscc, bytes1 expected);

    /// Reverts unless `uscc` is well formed and its check character is right.
    function requireValid(bytes18 uscc) internal pure {
        uint256 sum;
        for (uint256 i; i < 17; ++i) {
            sum += _value(uscc, uscc[i]) * uint8(WEIGHTS[i]);
        }
        bytes1 expected = ALPHABET[(31 - (sum % 31)) % 31];
        if (uscc[17] != expected) revert UsccInvalid(uscc, expected);
    }

    function _value(bytes18 uscc, bytes1 character) private pure returns (uint256) {
        for (uint256 i; i < 31; ++i) {
            if (ALPHABET[i] == character) return i;
        }
        revert UsccInvalid(uscc, 0);
    }
}
