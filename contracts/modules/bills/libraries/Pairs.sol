// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.34;

import {BillStatus, Circulation} from "../types/BillTypes.sol";

/// Sets of (bill status, circulation status), a bit a pair: the left column of the transition table in the module's README.
library Pairs {
    uint256 internal constant ACCEPTANCE =
        1 << (uint256(BillStatus.Drawn) * 16 + uint256(Circulation.AwaitingDelivery));
    uint256 internal constant DELIVERY =
        1 << (uint256(BillStatus.Accepted) * 16 + uint256(Circulation.AwaitingDelivery));
    uint256 internal constant WITHDRAWAL = ACCEPTANCE | DELIVERY;
    uint256 internal constant ENDORSEMENT =
        1 << (uint256(BillStatus.Delivered) * 16 + uint256(Circulation.Circulating));
    uint256 internal constant LIFTING =
        1 << (uint256(BillStatus.Delivered) * 16 + uint256(Circulation.NotTransferable));
    uint256 internal constant PRESENTATION =
        ENDORSEMENT |
            LIFTING |
            (1 << (uint256(BillStatus.Matured) * 16 + uint256(Circulation.Circulating))) |
            (1 << (uint256(BillStatus.Matured) * 16 + uint256(Circulation.NotTransferable)));
    uint256 internal constant ANSWER =
        (1 << (uint256(BillStatus.Delivered) * 16 + uint256(Circulation.InCollection))) |
            (1 << (uint256(BillStatus.Matured) * 16 + uint256(Circulation.InCollection)));

    function contains(uint256 set, BillStatus status, Circulation circulation) internal pure returns (bool) {
        return set & (1 << (uint256(status) * 16 + uint256(circulation))) != 0;
    }
}
