// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.34;

import {Math} from "@openzeppelin/contracts/utils/math/Math.sol";

import {Interval} from "../types/Interval.sol";

/// Dividing money so that the parts add up to the whole, to the fen.
///
/// By intervals, what holds with P paid of a face F:
/// - the shares of intervals that partition [1, F] sum to P exactly, and splitting or merging them changes nothing;
/// - a share is less than a fen off its exact value, and never above its interval's size; P = F pays each in full;
/// - a further payment never takes more than one fen of a share.
///
/// Warning: but that fen it can take. Of the face 5, the interval [3, 3] has a fen once 2 are paid, and none once 3 are:
/// the fen has gone to its neighbours. Whoever pays out differences lets such a fen stand until later payments cover it.
///
/// By weights: the shares sum to the amount exactly, and each but the first is rounded down; the first has what is left
/// over, less than one fen for each share.
///
/// Proof: that shares by intervals add up follows from their form, in which all inner terms cancel. The rest is tested
/// exhaustively over all payments and intervals of faces up to 32 fen, and by fuzzing over the whole domain.
library ProRata {
    /// An interval ends, or a payment goes, beyond the face.
    error ProRataBeyondFace(uint256 value, uint256 face);
    /// Who has no weight has no share, and must not be in the list: what is left over goes to the first.
    error ProRataWeightMissing(uint256 index);
    error ProRataNoWeights();

    /// What the interval has received once `paid` of `face` is paid in all: ⌊hi · paid / face⌋ − ⌊(lo − 1) · paid / face⌋.
    function ofInterval(Interval memory interval, uint40 paid, uint40 face) internal pure returns (uint40) {
        if (interval.hi > face) revert ProRataBeyondFace(interval.hi, face);
        if (paid > face) revert ProRataBeyondFace(paid, face);
        return _upTo(interval.hi, paid, face) - _upTo(interval.lo - 1, paid, face);
    }

    /// Shares of `amount` in proportion to the weights. The caller bounds their number, and their sum by 256 bits.
    function byWeights(uint256 amount, uint256[] memory weights) internal pure returns (uint256[] memory shares) {
        uint256 count = weights.length;
        if (count == 0) revert ProRataNoWeights();
        uint256 total;
        for (uint256 i; i < count; ++i) {
            if (weights[i] == 0) revert ProRataWeightMissing(i);
            total += weights[i];
        }
        shares = new uint256[](count);
        uint256 left = amount;
        for (uint256 i = count; i > 1;) {
            --i;
            shares[i] = Math.mulDiv(amount, weights[i], total);
            left -= shares[i];
        }
        shares[0] = left;
    }

    /// What the first `units` have received.
    function _upTo(uint256 units, uint256 paid, uint256 face) private pure returns (uint40) {
        // Units and payment are at most the face, which has 40 bits.
        unchecked {
            return uint40((units * paid) / face);
        }
    }
}
