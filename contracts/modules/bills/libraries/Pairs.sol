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

    /// Before maturity, in a hand from which the bill is yet to be accepted or endorsed; a live request on it does not hinder.
    uint256 internal constant GUARANTEE =
        WITHDRAWAL |
            ENDORSEMENT |
            (1 << (uint256(BillStatus.Drawn) * 16 + uint256(Circulation.Locked))) |
            (1 << (uint256(BillStatus.Accepted) * 16 + uint256(Circulation.Locked))) |
            (1 << (uint256(BillStatus.Delivered) * 16 + uint256(Circulation.Locked))) |
            (1 << (uint256(BillStatus.Delivered) * 16 + uint256(Circulation.Pledged)));

    /// Delivered, whatever the calendar says: a bit for each of both statuses, to be shifted by a circulation status.
    uint256 private constant _WITH_HOLDER =
        (1 << (uint256(BillStatus.Delivered) * 16)) | (1 << (uint256(BillStatus.Matured) * 16));
    /// In its holder's hand, marked or not.
    uint256 internal constant HELD =
        (_WITH_HOLDER << uint256(Circulation.Circulating)) | (_WITH_HOLDER << uint256(Circulation.NotTransferable));
    uint256 internal constant PLEDGED = _WITH_HOLDER << uint256(Circulation.Pledged);
    uint256 internal constant REDEMPTION = _WITH_HOLDER << uint256(Circulation.AwaitingRedemption);
    /// Who holds it under a realised pledge presents it too.
    uint256 internal constant PRESENTATION = HELD | PLEDGED;
    uint256 internal constant ANSWER = _WITH_HOLDER << uint256(Circulation.InCollection);
    uint256 internal constant RECOURSE = _WITH_HOLDER << uint256(Circulation.InRecourse);
    /// A first claim of recourse, and later ones.
    uint256 internal constant CLAIM = PRESENTATION | RECOURSE;
    /// What an order can convey: to those who are bound in a repo or claim recourse it leaves their accounts.
    uint256 internal constant SEIZURE = HELD | PLEDGED | ANSWER;

    function contains(uint256 set, BillStatus status, Circulation circulation) internal pure returns (bool) {
        return set & (1 << (uint256(status) * 16 + uint256(circulation))) != 0;
    }
}
