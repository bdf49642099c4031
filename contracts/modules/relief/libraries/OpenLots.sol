// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.34;

import {Math} from "@openzeppelin/contracts/utils/math/Math.sol";

/// Which lots of a fund have something left, by their numbers. The oldest is found in four steps however many spent ones lie before it: a word
/// has a bit for each of 256 lots, a word one level above a bit for each of 256 words that are not empty, and so on up to one word that stands
/// for all 2^32.
library OpenLots {
    struct Set {
        /// By level << 32 | place of the word on its level.
        mapping(uint256 key => uint256) words;
    }

    uint256 private constant LEVELS = 4;

    function add(Set storage self, uint32 number) internal {
        uint256 place = number;
        for (uint256 level; level < LEVELS; ++level) {
            uint256 bit = 1 << (place & 0xff);
            place >>= 8;
            uint256 key = (level << 32) | place;
            uint256 word = self.words[key];
            self.words[key] = word | bit;
            // Where a word was not empty, those above say so already.
            if (word != 0) return;
        }
    }

    function remove(Set storage self, uint32 number) internal {
        uint256 place = number;
        for (uint256 level; level < LEVELS; ++level) {
            uint256 bit = 1 << (place & 0xff);
            place >>= 8;
            uint256 key = (level << 32) | place;
            uint256 word = self.words[key] & ~bit;
            self.words[key] = word;
            if (word != 0) return;
        }
    }

    /// The lowest number; 0, which no lot has, when there is none.
    function first(Set storage self) internal view returns (uint32) {
        uint256 place;
        for (uint256 level = LEVELS; level > 0; --level) {
            uint256 word = self.words[((level - 1) << 32) | place];
            if (word == 0) return 0;
            unchecked {
                // A word that is not 0 has a lowest bit, below 256; four such places make 32 bits.
                place = (place << 8) | Math.log2(word & (0 - word));
            }
        }
        return uint32(place);
    }
}
