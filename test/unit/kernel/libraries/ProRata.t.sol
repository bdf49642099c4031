// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.34;

import {ProRata} from "../../../../contracts/kernel/libraries/ProRata.sol";
import {Interval} from "../../../../contracts/kernel/types/Interval.sol";
import {Test} from "../../../utils/Test.sol";

/// All payments and intervals of small faces: what the library promises, read off without its formula.
contract ProRataTest is Test {
    uint40 private constant FACES = 32;

    /// X-14: shares add up over any partition, never exceed their interval, and lose no more than a fen when more is
    /// paid.
    function test_EveryPaymentOnEveryIntervalOfSmallFaces() external pure {
        for (uint40 face = 1; face <= FACES; ++face) {
            for (uint40 paid; paid <= face; ++paid) _requireShares(paid, face);
        }
    }

    function _requireShares(uint40 paid, uint40 face) private pure {
        // What each unit has received; nothing else may tell what an interval has.
        uint256[] memory units = new uint256[](face + 1);
        uint256 sum;
        for (uint40 unit = 1; unit <= face; ++unit) {
            units[unit] = ProRata.ofInterval(Interval(unit, unit), paid, face);
            require(units[unit] <= 1, "X-14: a unit is paid once");
            sum += units[unit];
            // Evenly: of the first n units, ⌊n · paid / face⌋ are paid.
            require(sum * face <= uint256(unit) * paid && (sum + 1) * face > uint256(unit) * paid, "X-14: evenly");
        }
        require(sum == paid, "X-14: the units have what was paid");

        for (uint40 lo = 1; lo <= face; ++lo) {
            sum = 0;
            for (uint40 hi = lo; hi <= face; ++hi) {
                sum += units[hi];
                uint256 share = ProRata.ofInterval(Interval(lo, hi), paid, face);
                require(share == sum, "X-14: an interval has what its units have");
                if (paid == 0) continue;
                uint256 before = ProRata.ofInterval(Interval(lo, hi), paid - 1, face);
                require(share + 1 >= before, "X-14: a payment takes no more than a fen");
            }
        }
    }
}
