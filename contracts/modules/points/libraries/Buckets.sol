// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.34;

import {Math} from "@openzeppelin/contracts/utils/math/Math.sol";

import {Bucket, Month, ProgrammeId} from "../types/PointsTypes.sol";

/// Points by account, programme and the month with whose end they expire. Four months lie in a word, so that a year takes three.
///
/// Conserved: a bucket has no more than is outstanding of its programme, which fits 64 bits; so what is added never reaches the next bucket.
library Buckets {
    struct Book {
        mapping(uint256 key => uint256 word) words;
    }

    uint256 private constant MONTHS_IN_WORD = 4;
    uint256 private constant BITS = 64;

    /// The caller has seen that the programme's outstanding points, these included, fit 64 bits.
    function add(Book storage self, ProgrammeId programme, address account, Month month, uint64 points) internal {
        unchecked {
            self.words[_keyOf(programme, account, month)] += uint256(points) << _shiftOf(month);
        }
    }

    /// The caller has seen that the bucket has them.
    function take(Book storage self, ProgrammeId programme, address account, Month month, uint64 points) internal {
        unchecked {
            self.words[_keyOf(programme, account, month)] -= uint256(points) << _shiftOf(month);
        }
    }

    /// Points of one bucket.
    function pointsIn(
        Book storage self,
        ProgrammeId programme,
        address account,
        Month month
    ) internal view returns (uint64) {
        return uint64(self.words[_keyOf(programme, account, month)] >> _shiftOf(month));
    }

    /// Where so many points lie, the first month first.
    /// @param points looked for; as many as there are: 2^256 − 1
    /// @param last earlier than `first`: there are no months
    /// @return buckets and what was found of the points in each; none is empty
    /// @return missing points that were not found
    function find(
        Book storage self,
        ProgrammeId programme,
        address account,
        Month first,
        Month last,
        uint256 points
    ) internal view returns (Bucket[] memory buckets, uint256 missing) {
        missing = points;
        if (last < first) return (buckets, missing);
        uint256 end = Month.unwrap(last);
        uint256 count;
        // No month's number reaches 2^16; what is found is not more than is missing.
        unchecked {
            buckets = new Bucket[](end - Month.unwrap(first) + 1);
            for (uint256 i = Month.unwrap(first); i <= end && missing > 0;) {
                uint256 word = self.words[_keyOf(programme, account, Month.wrap(uint16(i)))];
                uint256 endOfWord = Math.min(i | (MONTHS_IN_WORD - 1), end);
                if (word == 0) i = endOfWord + 1;
                for (; i <= endOfWord && missing > 0; ++i) {
                    Month month = Month.wrap(uint16(i));
                    uint256 found = Math.min(uint64(word >> _shiftOf(month)), missing);
                    if (found == 0) continue;
                    missing -= found;
                    Bucket memory bucket = buckets[count++];
                    (bucket.month, bucket.points) = (month, uint64(found));
                }
            }
        }
        // solhint-disable-next-line no-inline-assembly
        assembly ("memory-safe") {
            mstore(buckets, count)
        }
    }

    function _keyOf(ProgrammeId programme, address account, Month month) private pure returns (uint256) {
        return
            (uint256(uint160(account)) << 64) |
            (uint256(ProgrammeId.unwrap(programme)) << 16) |
            (Month.unwrap(month) / MONTHS_IN_WORD);
    }

    function _shiftOf(Month month) private pure returns (uint256) {
        return (Month.unwrap(month) % MONTHS_IN_WORD) * BITS;
    }
}
