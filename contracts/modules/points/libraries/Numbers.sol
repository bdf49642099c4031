// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.34;

import {ParticipantId} from "../../../kernel/types/Ids.sol";
import {Grant, Granted, Month, ProgrammeId} from "../types/PointsTypes.sol";
import {Lines} from "./Lines.sol";

/// Issuers' numbers of their grants, in sheets of 32: one word each, with a bit for each number that is used, and above these bits a hash over
/// the grants that used them, in their order. So the word that a grant writes anyway proves it too.
library Numbers {
    struct Book {
        mapping(ParticipantId issuer => mapping(uint256 upperBits => uint256 sheet)) sheets;
    }

    /// 32 numbers have the same upper bits.
    uint256 private constant LOWER_BITS = 5;
    uint256 private constant LOWER = (1 << LOWER_BITS) - 1;
    /// 224 bits are left for the hash: as hard to collide as SHA-224.
    uint256 private constant USED = (1 << (1 << LOWER_BITS)) - 1;

    error PointsGrantSequenceUsed(ParticipantId issuer, uint40 sequence);

    /// Uses the numbers up, writing each sheet once as long as its numbers follow each other. The caller has read all lines.
    function record(
        Book storage self,
        ProgrammeId programme,
        ParticipantId issuer,
        Month month,
        Grant[] calldata grants
    ) internal {
        mapping(uint256 upperBits => uint256 sheet) storage sheets = self.sheets[issuer];
        // No number is on it: the first line opens a sheet of its own.
        uint256 open = type(uint256).max;
        uint256 sheet;
        for (uint256 i; i < grants.length; ++i) {
            uint256 sequence = Lines.sequenceAt(grants, i);
            if (sequence >> LOWER_BITS != open) {
                if (i != 0) sheets[open] = sheet;
                open = sequence >> LOWER_BITS;
                sheet = sheets[open];
            }
            if (sheet & _bitOf(sequence) != 0) revert PointsGrantSequenceUsed(issuer, uint40(sequence));
            uint256 hash = Lines.hashOf(grants, i, sheet & ~USED, programme, month);
            sheet = (hash & ~USED) | (sheet & USED) | _bitOf(sequence);
        }
        sheets[open] = sheet;
    }

    function isUsed(Book storage self, ParticipantId issuer, uint40 sequence) internal view returns (bool) {
        return _sheetOf(self, issuer, sequence) & _bitOf(sequence) != 0;
    }

    /// Hash over the grants of a number's sheet; 0 where there are none.
    function hashOf(Book storage self, ParticipantId issuer, uint40 sequence) internal view returns (uint256) {
        return _sheetOf(self, issuer, sequence) & ~USED;
    }

    /// The hash that a sheet of these grants has.
    function hashOf(Granted[] calldata grants) internal pure returns (uint256 hash) {
        for (uint256 i; i < grants.length; ++i) {
            hash = uint256(keccak256(abi.encode(hash, grants[i]))) & ~USED;
        }
    }

    function _sheetOf(Book storage self, ParticipantId issuer, uint256 sequence) private view returns (uint256) {
        return self.sheets[issuer][sequence >> LOWER_BITS];
    }

    function _bitOf(uint256 sequence) private pure returns (uint256) {
        return 1 << (sequence & LOWER);
    }
}
