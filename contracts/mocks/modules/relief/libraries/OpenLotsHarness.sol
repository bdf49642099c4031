// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.34;

import {OpenLots} from "../../../../modules/relief/libraries/OpenLots.sol";

/// The library's set, changed many times in one call.
contract OpenLotsHarness {
    using OpenLots for OpenLots.Set;

    OpenLots.Set private _set;

    /// The lowest number after each change.
    event Played(uint32[] firsts);

    /// Adds each number, or removes it where `removals` says so.
    function play(uint32[] calldata numbers, bool[] calldata removals) external {
        uint32[] memory firsts = new uint32[](numbers.length);
        for (uint256 i; i < numbers.length; ++i) {
            if (removals[i]) _set.remove(numbers[i]);
            else _set.add(numbers[i]);
            firsts[i] = _set.first();
        }
        emit Played(firsts);
    }

    function first() external view returns (uint32) {
        return _set.first();
    }
}
