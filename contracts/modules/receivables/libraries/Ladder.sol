// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.34;

import {Arrays} from "@openzeppelin/contracts/utils/Arrays.sol";

import {ProRata} from "../../../kernel/libraries/ProRata.sol";
import {ParticipantId} from "../../../kernel/types/Ids.sol";

/// Who gets what of the money on one receivable that was assigned more than once (Civil Code 768): registered before unregistered, then by
/// time of registration; else by time of notice; else, and between those of one rank and one second, pro rata to what each has financed. Each
/// takes at most what it claims; what is left goes down.
///
/// Among equals nobody gets more than its claim, and the shares add up: what one can't take goes to the others of its rank in the same
/// proportion. Fen of rounding, fewer than there are equals, go to the holder if it is one of them, else to the greatest.
///
/// The result does not depend on the order in which rungs are given.
library Ladder {
    struct Rung {
        ParticipantId who;
        /// Second of registration; 0: none.
        uint40 registeredAt;
        /// Second in which notice reached the debtor; 0: none.
        uint40 notifiedAt;
        /// Fen financed, above 0.
        uint64 weight;
        /// Fen that it takes at most.
        uint64 most;
        /// It holds the receivable.
        bool holds;
    }

    uint256 private constant RANK_SHIFT = 169;

    /// Divides `amount`. The caller bounds the number of rungs, by 256 at most.
    /// @return order numbers of the rungs, highest rank first
    /// @return shares of the rungs, as they were given
    function divide(
        uint64 amount,
        Rung[] memory rungs
    ) internal pure returns (uint256[] memory order, uint256[] memory shares) {
        uint256 count = rungs.length;
        uint256[] memory keys = new uint256[](count);
        for (uint256 i; i < count; ++i) {
            keys[i] = _keyOf(rungs[i], i);
        }
        Arrays.sort(keys);

        order = new uint256[](count);
        shares = new uint256[](count);
        for (uint256 i; i < count; ++i) {
            order[i] = uint8(keys[i]);
        }
        uint256 left = amount;
        uint256 next;
        for (uint256 first; first < count; first = next) {
            next = first + 1;
            while (next < count && keys[next] >> RANK_SHIFT == keys[first] >> RANK_SHIFT) ++next;
            left = _share(left, rungs, order, first, next, shares);
        }
    }

    /// Divides among the equals `order[first]` to `order[next − 1]`. Whoever would get more than it claims gets that, and the others share
    /// what is left anew, until nobody would.
    function _share(
        uint256 left,
        Rung[] memory rungs,
        uint256[] memory order,
        uint256 first,
        uint256 next,
        uint256[] memory shares
    ) private pure returns (uint256) {
        while (left != 0) {
            uint256[] memory open = _open(rungs, order, first, next, shares);
            if (open.length == 0) break;
            uint256[] memory weights = new uint256[](open.length);
            for (uint256 i; i < open.length; ++i) {
                weights[i] = rungs[open[i]].weight;
            }
            uint256[] memory portions = ProRata.byWeights(left, weights);
            bool fit = true;
            for (uint256 i; i < open.length; ++i) {
                uint256 most = rungs[open[i]].most;
                if (portions[i] <= most) continue;
                fit = false;
                shares[open[i]] = most;
                left -= most;
            }
            if (!fit) continue;
            for (uint256 i; i < open.length; ++i) {
                shares[open[i]] = portions[i];
            }
            return 0;
        }
        return left;
    }

    /// Those of the equals that have not got what they claim, in their order.
    function _open(
        Rung[] memory rungs,
        uint256[] memory order,
        uint256 first,
        uint256 next,
        uint256[] memory shares
    ) private pure returns (uint256[] memory open) {
        uint256 count;
        open = new uint256[](next - first);
        for (uint256 i = first; i < next; ++i) {
            if (shares[order[i]] < rungs[order[i]].most) open[count++] = order[i];
        }
        // solhint-disable-next-line no-inline-assembly
        assembly ("memory-safe") {
            mstore(open, count)
        }
    }

    /// Sorts by rank and time; then the holder before others, the greater before the smaller, and whatever else tells them apart, so that
    /// rungs whose places could be changed are the same.
    function _keyOf(Rung memory rung, uint256 index) private pure returns (uint256) {
        uint256 rank =
            rung.registeredAt != 0
                ? rung.registeredAt
                : rung.notifiedAt != 0
                    ? (1 << 40) | uint256(rung.notifiedAt)
                    : 2 << 40;
        uint256 key = (rank << 1) | (rung.holds ? 0 : 1);
        key = (key << 64) | (type(uint64).max - rung.weight);
        key = (key << 32) | ParticipantId.unwrap(rung.who);
        key = (key << 64) | rung.most;
        return (key << 8) | index;
    }
}
