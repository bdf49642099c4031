// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.34;

import {IQuoteMarket} from "../../contracts/kernel/interfaces/IQuoteMarket.sol";
import {ITitle} from "../../contracts/kernel/interfaces/ITitle.sol";
import {Day} from "../../contracts/kernel/types/Day.sol";
import {ParticipantId} from "../../contracts/kernel/types/Ids.sol";
import {Rate} from "../../contracts/kernel/types/Rate.sol";
import {
    Ground,
    Marks,
    NoteId,
    NoteStatus,
    Payment
} from "../../contracts/modules/receivables/types/ReceivableTypes.sol";
import {ReceivablePicks} from "./ReceivablePicks.sol";

/// @notice Calls with which somebody tries what only others may, or what nobody may.
abstract contract ReceivableAttacks is ReceivablePicks {
    function registryAttack(NoteView memory v, uint256 how, uint256 by) internal view returns (bytes memory) {
        ParticipantId me = members[by].id;
        NoteId[] memory one = new NoteId[](1);
        one[0] = v.id;
        if (how == 0) return abi.encodeCall(noteRegistry.convey, (v.id, me, Ground.ByOrder));
        if (how == 1) return abi.encodeCall(noteRegistry.mark, (v.id, 0, ALL));
        if (how == 2) return abi.encodeCall(noteRegistry.close, (v.root, one, new address[](1), NoteStatus.Paid));
        if (how == 3) return abi.encodeCall(noteRegistry.setAside, (v.id, v.marks & Marks.SET_ASIDE == 0));
        if (how == 4) return abi.encodeCall(noteRegistry.seize, (v.id));
        if (how == 5) return abi.encodeCall(noteRegistry.split, (v.id, uint64(v.units)));
        if (how == 6) return abi.encodeCall(noteRegistry.join, (v.id, v.id));
        if (how == 7) return abi.encodeCall(noteRegistry.setConfirmer, (v.root, me));
        address wallet = members[by].wallet;
        return abi.encodeCall(noteRegistry.conveyOffered, (v.id, noteRegistry.lockOf(v.id).ask, me, wallet, wallet));
    }

    function partAttack(NoteView memory v, uint256 how) internal view returns (bytes memory) {
        ParticipantId holder = members[v.holder].id;
        uint40 until = uint40(vm.getBlockTimestamp() + 1 days);
        if (how == 9) return abi.encodeCall(financing.collect, (v.id, 1, true));
        if (how == 10) return abi.encodeCall(financing.end, (v.id));
        if (how == 11) return abi.encodeCall(noteSecurity.collect, (v.id, 1, true));
        if (how == 12) return abi.encodeCall(noteSecurity.end, (v.id));
        if (how == 13) return abi.encodeCall(disputes.collect, (v.id, 1, true));
        if (how == 14) return abi.encodeCall(disputes.resolveByOrder, (v.id, PROOF));
        if (how == 15) return abi.encodeCall(noteIssuance.freeFacility, (v.root, 1));
        if (how == 16) return abi.encodeCall(noteOrders.freeze, (v.id, PROOF, holder, uint64(v.units), until));
        ParticipantId to = members[otherThan(v.holder, v.units)].id;
        return abi.encodeCall(noteOrders.transferByOrder, (v.id, bytes32(0), holder, to));
    }

    function rightsAttack(
        NoteView memory v,
        uint256 how,
        uint256 by
    ) internal view returns (address target, bytes memory data) {
        ParticipantId me = members[by].id;
        how %= 18;
        if (how < 5) return disposal(v, how, otherThan(by, v.units));
        target = address(settlement);
        if (how == 5) return (target, abi.encodeCall(settlement.settle, (v.root, 1)));
        if (how == 6) return (target, abi.encodeCall(settlement.settlePartly, (v.root, 1, 1)));
        if (how == 7) return (target, abi.encodeCall(settlement.claim, (v.id)));
        if (how == 8) return (target, abi.encodeCall(settlement.collect, (v.root, me, 1)));
        target = address(financing);
        if (how == 9) return (target, abi.encodeCall(financing.notifyObligor, (v.id)));
        if (how == 10) return (target, abi.encodeCall(financing.claim, (v.id, 0, PROOF)));
        if (how == 11) return (target, abi.encodeCall(financing.repay, (v.id, 0)));
        target = address(noteSecurity);
        if (how == 12) return (target, abi.encodeCall(noteSecurity.release, (v.id)));
        if (how == 13) return (target, abi.encodeCall(noteSecurity.realise, (v.id)));
        target = address(disputes);
        if (how == 14) return (target, abi.encodeCall(disputes.dispute, (v.id, PROOF)));
        if (how == 15) return (target, abi.encodeCall(disputes.admit, (v.id, 1)));
        if (how == 16) {
            return (address(noteIssuance), abi.encodeCall(noteIssuance.proposeCancellation, (v.root, PROOF)));
        }
        address holder = members[v.holder].wallet;
        target = address(noteRegistry);
        data = abi.encodeCall(noteRegistry.transferFrom, (holder, members[by].wallet, NoteId.unwrap(v.id)));
    }

    /// A holder's ways to dispose of a note.
    function disposal(
        NoteView memory v,
        uint256 how,
        uint256 to
    ) internal view returns (address target, bytes memory data) {
        how %= 6;
        uint64 fen = uint64(v.units);
        if (how == 0) return (address(noteRegistry), transferOf(v, v.units, to));
        if (how == 1) return (address(noteRegistry), transferOf(v, (v.units + 1) / 2, to));
        if (how == 2) {
            Day due = dayOf(dayNow() + 1);
            data = abi.encodeCall(noteSecurity.pledge, (v.id, fen, members[to].id, 1, due, Day.wrap(0)));
            return (address(noteSecurity), data);
        }
        if (how == 3) {
            data = abi.encodeCall(settlement.requestEarlyPayment, (v.id, fen, Rate.wrap(0), Day.wrap(0)));
            return (address(settlement), data);
        }
        if (how == 5) return (address(noteIssuance), abi.encodeCall(noteIssuance.agreeToCancel, (v.id)));
        IQuoteMarket.AskTerms memory t;
        t.title = address(financing);
        t.lots = new ITitle.Lot[](1);
        t.lots[0] = ITitle.Lot(NoteId.unwrap(v.id), fen);
        (t.firstDay, t.lastDay) = (dayOf(dayNow()), dayOf(dayNow()));
        return (address(market), abi.encodeCall(market.ask, (t)));
    }

    function favour(
        NoteView memory v,
        uint256 how
    ) internal view returns (uint256 by, address target, bytes memory data) {
        (by, target) = (v.holder, address(noteRegistry));
        ParticipantId obligor = members[v.obligor].id;
        uint64 fen = uint64(v.units);
        if (how % 5 == 0) data = transferOf(v, v.units, v.obligor);
        if (how % 5 == 1) {
            Payment[] memory payments = new Payment[](1);
            payments[0] = Payment(obligor, fen, TRADE);
            data = abi.encodeCall(noteRegistry.transferMany, (v.id, payments, Day.wrap(0)));
        }
        if (how % 5 == 2) {
            target = address(noteSecurity);
            data = abi.encodeCall(noteSecurity.pledge, (v.id, fen, obligor, 1, dayOf(dayNow() + 1), Day.wrap(0)));
        }
        if (how % 5 == 3) {
            (by, target) = (v.obligor, address(noteIssuance));
            data = abi.encodeCall(noteIssuance.requestConfirmation, (v.root, obligor, 0, Day.wrap(0)));
        }
    }

    function transferOf(NoteView memory v, uint256 fen, uint256 to) internal view returns (bytes memory) {
        return abi.encodeCall(noteRegistry.transfer, (v.id, uint64(fen), members[to].id, TRADE, Day.wrap(0)));
    }
}
