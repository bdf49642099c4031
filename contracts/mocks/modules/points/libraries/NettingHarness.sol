// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.34;

import {Netting} from "../../../../modules/points/libraries/Netting.sol";

/// The library's functions as external ones, over many cases in one call.
contract NettingHarness {
    struct Loss {
        uint64[] losses;
        uint64[] shorts;
    }

    struct Payment {
        uint64 claim;
        uint64 paid;
        uint64 short;
    }

    function settle(
        Netting.Position[][] calldata list
    ) external pure returns (Netting.Outcome[][] memory outcomes, uint256[] memory due, uint256[] memory paid) {
        outcomes = new Netting.Outcome[][](list.length);
        due = new uint256[](list.length);
        paid = new uint256[](list.length);
        for (uint256 i; i < list.length; ++i) {
            (outcomes[i], due[i], paid[i]) = Netting.settle(list[i]);
        }
    }

    /// Claims on each debtor.
    function claims(Loss[] calldata list) external pure returns (uint64[][][] memory found) {
        found = new uint64[][][](list.length);
        for (uint256 i; i < list.length; ++i) {
            Loss memory loss = list[i];
            found[i] = new uint64[][](loss.shorts.length);
            for (uint256 j; j < loss.shorts.length; ++j) {
                found[i][j] = Netting.claimsOn(loss.losses, loss.shorts, j);
            }
        }
    }

    function receivedOf(Payment[] calldata list) external pure returns (uint256[] memory received) {
        received = new uint256[](list.length);
        for (uint256 i; i < list.length; ++i) {
            received[i] = Netting.receivedOf(list[i].claim, list[i].paid, list[i].short);
        }
    }
}
