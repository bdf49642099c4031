// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.34;

import {Math} from "@openzeppelin/contracts/utils/math/Math.sol";

import {ParticipantId} from "../../../kernel/types/Ids.sol";
import {Contributor, Shares} from "../types/DataTypes.sol";

/// Shares in three words: fifteen entries of 48 bits, five a word. The first is the three shares that follow the rights; a contributor's is its
/// number and its share. Above the first word's entries stands the number of contributors.
library PackedShares {
    uint256 internal constant MAX_CONTRIBUTORS = 14;

    uint256 private constant WORDS = 3;
    uint256 private constant ENTRIES_IN_A_WORD = 5;
    uint256 private constant ENTRY_BITS = 48;
    uint256 private constant SHARE_BITS = 16;
    uint256 private constant COUNT_AT = ENTRIES_IN_A_WORD * ENTRY_BITS;

    /// Replaces what is there. The caller has checked that there are at most `MAX_CONTRIBUTORS`.
    function write(uint256[WORDS] storage self, Shares calldata shares) internal {
        Contributor[] calldata contributors = shares.contributors;
        uint256 count = contributors.length;
        uint256[WORDS] memory words;
        words[0] =
            (count << COUNT_AT) |
            (uint256(shares.operation) << (2 * SHARE_BITS)) |
            (uint256(shares.processing) << SHARE_BITS) |
            shares.holding;
        for (uint256 i; i < count; ++i) {
            Contributor calldata c = contributors[i];
            uint256 entry = (uint256(ParticipantId.unwrap(c.participant)) << SHARE_BITS) | c.share;
            (uint256 word, uint256 bit) = _placeOf(i);
            words[word] |= entry << bit;
        }
        uint256 used = _wordsFor(Math.max(count, self[0] >> COUNT_AT));
        for (uint256 i; i < used; ++i) {
            self[i] = words[i];
        }
    }

    function read(uint256[WORDS] storage self) internal view returns (Shares memory shares) {
        uint256[WORDS] memory words = _load(self);
        shares.holding = uint16(words[0]);
        shares.processing = uint16(words[0] >> SHARE_BITS);
        shares.operation = uint16(words[0] >> (2 * SHARE_BITS));
        shares.contributors = new Contributor[](words[0] >> COUNT_AT);
        for (uint256 i; i < shares.contributors.length; ++i) {
            uint256 entry = _entry(words, i);
            shares.contributors[i] = Contributor(_participantOf(entry), uint16(entry));
        }
    }

    function names(uint256[WORDS] storage self, ParticipantId participant) internal view returns (bool) {
        uint256[WORDS] memory words = _load(self);
        uint256 count = words[0] >> COUNT_AT;
        for (uint256 i; i < count; ++i) {
            if (_participantOf(_entry(words, i)) == participant) return true;
        }
        return false;
    }

    function _load(uint256[WORDS] storage self) private view returns (uint256[WORDS] memory words) {
        words[0] = self[0];
        uint256 used = _wordsFor(words[0] >> COUNT_AT);
        for (uint256 i = 1; i < used; ++i) {
            words[i] = self[i];
        }
    }

    function _entry(uint256[WORDS] memory words, uint256 index) private pure returns (uint256) {
        (uint256 word, uint256 bit) = _placeOf(index);
        return words[word] >> bit;
    }

    /// The contributor of `index` is entry `index` and 1.
    function _placeOf(uint256 index) private pure returns (uint256 word, uint256 bit) {
        return ((index + 1) / ENTRIES_IN_A_WORD, ((index + 1) % ENTRIES_IN_A_WORD) * ENTRY_BITS);
    }

    function _wordsFor(uint256 count) private pure returns (uint256) {
        return count / ENTRIES_IN_A_WORD + 1;
    }

    function _participantOf(uint256 entry) private pure returns (ParticipantId) {
        return ParticipantId.wrap(uint32(entry >> SHARE_BITS));
    }
}
