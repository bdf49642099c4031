// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.34;

import {Grant, Month} from "../types/PointsTypes.sol";

/// Lines of grants as they lie in a call's data, three words each, so that a batch is passed on and hashed as one piece: the compiler would
/// test, read and write each word of each line several times, which took a fifth of all that a batch costs.
library Lines {
    uint256 private constant LINE_BYTES = 96;

    /// One of the fields has more bits than it may.
    error PointsGrantMalformed(uint256 index);

    /// What the chain of grants keeps of an act: keccak256(abi.encode(month, grants)). The caller has read all lines.
    function digestOf(Month month, Grant[] calldata grants) internal pure returns (bytes32) {
        return keccak256(bytes.concat(abi.encode(month, 0x40, grants.length), bytesOf(grants)));
    }

    /// All lines, one after the other, as ABI encoding has an array's.
    function bytesOf(Grant[] calldata grants) internal pure returns (bytes calldata lines) {
        uint256 length = grants.length * LINE_BYTES;
        // solhint-disable-next-line no-inline-assembly
        assembly ("memory-safe") {
            lines.offset := grants.offset
            lines.length := length
        }
    }

    /// One line, at a place of the call's data where the caller knows it to be.
    function single(uint256 offset) internal pure returns (Grant[] calldata grants) {
        // solhint-disable-next-line no-inline-assembly
        assembly ("memory-safe") {
            grants.offset := offset
            grants.length := 1
        }
    }

    /// The fields of a line.
    /// @param index below the length, as the caller knows
    function read(
        Grant[] calldata grants,
        uint256 index
    ) internal pure returns (address account, uint64 points, uint40 sequence) {
        uint256 excess;
        // solhint-disable-next-line no-inline-assembly
        assembly ("memory-safe") {
            let line := add(grants.offset, mul(index, LINE_BYTES))
            account := calldataload(line)
            points := calldataload(add(line, 0x20))
            sequence := calldataload(add(line, 0x40))
            excess := or(shr(160, account), or(shr(64, points), shr(40, sequence)))
        }
        if (excess != 0) revert PointsGrantMalformed(index);
    }
}
