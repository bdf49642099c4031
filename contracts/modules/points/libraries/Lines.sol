// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.34;

import {Grant, Month, ProgrammeId} from "../types/PointsTypes.sol";

/// Lines of grants as they lie in a call's data, three words each, so that a batch is passed on as one piece and each line hashed from there:
/// the compiler would test, read and write each word of each line several times, which took a fifth of all that a batch costs.
library Lines {
    uint256 private constant LINE_BYTES = 96;

    /// One of the fields has more bits than it may.
    error PointsGrantMalformed(uint256 index);

    /// keccak256(abi.encode(hash, Granted(programme, month, the line))), without laying the line down in memory for good.
    /// @param index below the length, as the caller knows
    function hashOf(
        Grant[] calldata grants,
        uint256 index,
        uint256 hash,
        ProgrammeId programme,
        Month month
    ) internal pure returns (uint256 next) {
        // solhint-disable-next-line no-inline-assembly
        assembly ("memory-safe") {
            let free := mload(0x40)
            mstore(free, hash)
            mstore(add(free, 0x20), programme)
            mstore(add(free, 0x40), month)
            calldatacopy(add(free, 0x60), add(grants.offset, mul(index, LINE_BYTES)), LINE_BYTES)
            next := keccak256(free, 0xc0)
        }
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

    /// The same lines again.
    /// @param lines whole ones, as the caller knows
    function fromBytes(bytes calldata lines) internal pure returns (Grant[] calldata grants) {
        uint256 length = lines.length / LINE_BYTES;
        // solhint-disable-next-line no-inline-assembly
        assembly ("memory-safe") {
            grants.offset := lines.offset
            grants.length := length
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

    /// A line's number, of lines that have been read.
    /// @param index below the length, as the caller knows
    function sequenceAt(Grant[] calldata grants, uint256 index) internal pure returns (uint256 sequence) {
        // solhint-disable-next-line no-inline-assembly
        assembly ("memory-safe") {
            sequence := calldataload(add(grants.offset, add(mul(index, LINE_BYTES), 0x40)))
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
