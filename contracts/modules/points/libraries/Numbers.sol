// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.34;

import {ParticipantId} from "../../../kernel/types/Ids.sol";
import {Grant, Granted, Month, ProgrammeId} from "../types/PointsTypes.sol";
import {Lines} from "./Lines.sol";

/// Issuers' numbers of their grants, 32 to a word: a bit for each that is used, and above these bits a hash over the grants that used them,
/// in their order. So the slot that each grant writes anyway also proves it, and the grants of a word prove each other.
library Numbers {
    struct Book {
        mapping(ParticipantId issuer => mapping(uint256 upper => uint256 word)) words;
    }

    /// 32 numbers have the same upper bits.
    uint256 private constant LOWER_BITS = 5;
    uint256 private constant LOWER = (1 << LOWER_BITS) - 1;
    /// 224 bits are left for the hash: as hard to collide as SHA-224.
    uint256 private constant USED = (1 << (1 << LOWER_BITS)) - 1;

    /// A number is used already.
    error PointsGrantSequenceUsed(ParticipantId issuer, uint40 sequence);

    /// Uses the numbers up, writing each word once as long as its numbers follow each other. The caller has read all lines.
    function record(
        Book storage self,
        ProgrammeId programme,
        ParticipantId issuer,
        Month month,
        Grant[] calldata grants
    ) internal {
        mapping(uint256 upper => uint256 word) storage words = self.words[issuer];
        // No number has these: the first line opens a word of its own.
        uint256 upper = type(uint256).max;
        uint256 word;
        for (uint256 i; i < grants.length; ++i) {
            uint256 sequence = Lines.sequenceAt(grants, i);
            if (sequence >> LOWER_BITS != upper) {
                if (word != 0) words[upper] = word;
                upper = sequence >> LOWER_BITS;
                word = words[upper];
            }
            if (word & _bitOf(sequence) != 0) revert PointsGrantSequenceUsed(issuer, uint40(sequence));
            uint256 hash = Lines.hashOf(grants, i, word & ~USED, programme, month);
            word = (hash & ~USED) | (word & USED) | _bitOf(sequence);
        }
        words[upper] = word;
    }

    function isUsed(Book storage self, ParticipantId issuer, uint40 sequence) internal view returns (bool) {
        return _wordOf(self, issuer, sequence) & _bitOf(sequence) != 0;
    }

    /// Hash over the grants of a number's word; 0 where there are none.
    function hashOf(Book storage self, ParticipantId issuer, uint40 sequence) internal view returns (uint256) {
        return _wordOf(self, issuer, sequence) & ~USED;
    }

    /// The hash that these grants have, one after the other.
    function hashOf(Granted[] calldata grants) internal pure returns (uint256 hash) {
        for (uint256 i; i < grants.length; ++i) {
            hash = uint256(keccak256(abi.encode(hash, grants[i]))) & ~USED;
        }
    }

    function _wordOf(Book storage self, ParticipantId issuer, uint256 sequence) private view returns (uint256) {
        return self.words[issuer][sequence >> LOWER_BITS];
    }

    function _bitOf(uint256 sequence) private pure returns (uint256) {
        return 1 << (sequence & LOWER);
    }
}
