// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.34;

import {ITitle} from "../../contracts/kernel/interfaces/ITitle.sol";
import {RequestId} from "../../contracts/kernel/libraries/Requests.sol";
import {ParticipantId} from "../../contracts/kernel/types/Ids.sol";
import {IReceivableDisputes} from "../../contracts/modules/receivables/interfaces/IReceivableDisputes.sol";
import {IReceivableFinancing} from "../../contracts/modules/receivables/interfaces/IReceivableFinancing.sol";
import {IReceivableIssuance} from "../../contracts/modules/receivables/interfaces/IReceivableIssuance.sol";
import {IReceivableSecurity} from "../../contracts/modules/receivables/interfaces/IReceivableSecurity.sol";
import {
    FacilityId,
    Marks,
    NoteId,
    noteOn,
    NoteStatus,
    Root,
    RootId,
    RootStatus
} from "../../contracts/modules/receivables/types/ReceivableTypes.sol";
import {ReceivableActs} from "./ReceivableActs.sol";

/// @notice On which notes which acts can be tried, and by whom.
abstract contract ReceivablePicks is ReceivableActs {
    /// More than a root has notes, or a note entries.
    uint256 internal constant WHOLE_ROOT = 50;

    /// Orders that had struck a root's notes when its cancellation was proposed.
    mapping(RootId root => uint32) internal ordersBefore;

    /// A live note of the root in play that falls due first.
    function soonest() internal view returns (NoteView memory found) {
        uint256 count = noteRegistry.rootCount();
        for (uint256 i; i < count && i < ROOTS_IN_PLAY; ++i) {
            RootId root = RootId.wrap(uint32(count - i));
            uint32 seq = noteRegistry.rootInfo(root).seq;
            for (uint32 n = 1; n <= seq; ++n) {
                NoteView memory v = viewOf(noteOn(root, n));
                if (!isUnpaid(v)) continue;
                if (found.units == 0 || v.dueDay < found.dueDay) found = v;
                break;
            }
        }
    }

    function someFacility(uint256 seed) internal view returns (FacilityId) {
        uint256 count = noteIssuance.facilityCount();
        return FacilityId.wrap(count == 0 ? 0 : uint32(1 + (seed % count)));
    }

    /// One that can be changed.
    function openFacility(uint256 seed) internal view returns (FacilityId facility) {
        uint256 count = noteIssuance.facilityCount();
        for (uint256 i; i < count; ++i) {
            facility = FacilityId.wrap(uint32(1 + (((seed % count) + i) % count)));
            IReceivableIssuance.Facility memory f = noteIssuance.facilityInfo(facility);
            if (!f.closed && isActive(indexOf(f.grantor))) return facility;
        }
        return FacilityId.wrap(0);
    }

    function dueToFactor(NoteId id) internal view returns (uint256) {
        (uint64 costs, uint64 interest, uint64 principal) = financing.dueOn(id);
        return uint256(costs) + interest + principal;
    }

    /// The first entry that counts on a note.
    function admittedOn(NoteId id) internal view returns (uint32 entry, ParticipantId claimant) {
        IReceivableDisputes.Entry[] memory entries = disputes.entriesOf(id, 1, WHOLE_ROOT);
        for (uint32 i; i < entries.length; ++i) {
            if (entries[i].status == IReceivableDisputes.EntryStatus.Admitted) return (i + 1, entries[i].claimant);
        }
    }

    /// All of a note, or where it can be parted now and then a part.
    function someOf(NoteView memory v, uint256 amount) internal pure returns (uint256) {
        return amount % 3 != 0 && hasRoom(v) ? bound(amount, 1, v.units - 1) : v.units;
    }

    /// Against whom an order freezes a note: its holder; or from whom it was taken by a pledgee.
    function ownerOf(NoteView memory v) internal view returns (ParticipantId) {
        IReceivableSecurity.Pledge memory p = noteSecurity.pledgeOf(v.id);
        bool realised = p.status == IReceivableSecurity.PledgeStatus.Realised;
        return realised ? p.pledgor : members[v.holder].id;
    }

    function priceOf(NoteView memory v, ITitle.Lot[] memory lots, uint256 rate) internal view returns (uint256 price) {
        for (uint256 i; i < lots.length; ++i) {
            price += lots[i].amount - discountOf(lots[i].amount, rate, v.dueDay);
        }
    }

    function isAny(NoteView memory v) internal pure returns (bool) {
        return v.status != NoteStatus.None;
    }

    function isOpen(NoteView memory v) internal pure returns (bool) {
        return isLive(v) && v.rootStatus == RootStatus.Open;
    }

    function isFreeWithRoom(NoteView memory v) internal view returns (bool) {
        return hasRoom(v) && isFree(v);
    }

    function isSaleable(NoteView memory v) internal view returns (bool) {
        return isFree(v) && bankFor(v, 0) != NONE;
    }

    function isSaleableWithRoom(NoteView memory v) internal view returns (bool) {
        return hasRoom(v) && isSaleable(v);
    }

    function isBound(NoteView memory v) internal view returns (bool) {
        bool bound_ = v.marks & (Marks.BLOCKING | Marks.LAPSING) != 0 || dayNow() >= v.dueDay;
        return isLive(v) && bound_ && isActive(v.holder);
    }

    function isClosed(NoteView memory v) internal view returns (bool) {
        return !isLive(v) && dayNow() < v.dueDay && isActive(v.holder);
    }

    function isAsked(NoteView memory v) internal view returns (bool) {
        return v.marks & Marks.LOCKED != 0 && RequestId.unwrap(noteRegistry.lockOf(v.id).request) != 0;
    }

    function isConfirmable(NoteView memory v) internal view returns (bool) {
        bool comes = isOpen(v) && dayNow() < v.dueDay && isActive(v.obligor);
        return comes && noteRegistry.rootInfo(v.root).confirmer.isNobody();
    }

    function isBacked(NoteView memory v) internal view returns (bool) {
        return isPayable(v) && !noteRegistry.rootInfo(v.root).confirmer.isNobody();
    }

    /// Something can be paid on it once it is due.
    function isPayable(NoteView memory v) internal pure returns (bool) {
        return isLive(v) && (v.rootStatus == RootStatus.Open || v.rootStatus == RootStatus.Settled);
    }

    function isDue(NoteView memory v) internal view returns (bool) {
        return isPayable(v) && dayNow() >= v.dueDay;
    }

    function isUnpaid(NoteView memory v) internal pure returns (bool) {
        return isOpen(v) && v.dueDay < LAST_DAY + 60;
    }

    /// The obligor's round has begun.
    function isUnderWay(NoteView memory v) internal view returns (bool) {
        return isPayable(v) && settlement.roundOf(v.root, members[v.obligor].id).cursor != 0;
    }

    /// Others than its holder have a part in what is paid on it.
    function isShared(NoteView memory v) internal pure returns (bool) {
        return isUnpaid(v) && v.marks & (Marks.FINANCED | Marks.PLEDGED | Marks.CONTESTED) != 0;
    }

    function isAside(NoteView memory v) internal view returns (bool) {
        return isLive(v) && !settlement.progressOf(v.id).payer.isNobody();
    }

    // Financed

    function isFinanced(NoteView memory v) internal pure returns (bool) {
        return isLive(v) && v.marks & Marks.FINANCED != 0;
    }

    function isSecret(NoteView memory v) internal view returns (bool) {
        return isFinanced(v) && !financing.financingOf(v.id).notified;
    }

    function isUnregistered(NoteView memory v) internal view returns (bool) {
        return isFinanced(v) && financing.financingOf(v.id).registeredAt == 0;
    }

    function isToClaim(NoteView memory v) internal view returns (bool) {
        bool waits = v.marks & Marks.SET_ASIDE != 0 && v.marks & Marks.FROZEN != 0;
        return isFinanced(v) && !waits && financing.financingOf(v.id).recourse;
    }

    function isToRemit(NoteView memory v) internal view returns (bool) {
        IReceivableFinancing.Financing memory f = financing.financingOf(v.id);
        return f.held > 0 && isActive(indexOf(f.seller));
    }

    function isToRepay(NoteView memory v) internal view returns (bool) {
        IReceivableFinancing.Financing memory f = financing.financingOf(v.id);
        bool stands =
            f.status == IReceivableFinancing.FinancingStatus.Live ||
                f.status == IReceivableFinancing.FinancingStatus.Collected;
        return f.claimed && stands && isActive(indexOf(f.seller)) && dueToFactor(v.id) > 0;
    }

    // Pledged, disputed

    function isUnderPledge(NoteView memory v) internal view returns (bool) {
        if (!isLive(v) || v.marks & Marks.PLEDGED == 0) return false;
        return noteSecurity.pledgeOf(v.id).status == IReceivableSecurity.PledgeStatus.Live;
    }

    function isFrozenUnderPledge(NoteView memory v) internal view returns (bool) {
        return v.marks & Marks.FROZEN != 0 && isUnderPledge(v);
    }

    function isUndisputed(NoteView memory v) internal pure returns (bool) {
        return isLive(v) && v.marks & Marks.DISPUTED == 0;
    }

    function isDisputed(NoteView memory v) internal pure returns (bool) {
        return isLive(v) && v.marks & Marks.DISPUTED != 0;
    }

    /// Some that stand on a pledged or financed note among them.
    function isContestable(NoteView memory v) internal view returns (bool) {
        bool few = disputes.entriesOf(v.id, 1, WHOLE_ROOT).length < 5;
        return isPayable(v) && few && v.marks & Marks.LOCKED == 0;
    }

    function isFreeToAdmit(NoteView memory v) internal view returns (bool) {
        bool withRecourse = v.marks & Marks.FINANCED != 0 && financing.financingOf(v.id).recourse;
        return isActive(v.holder) && !withRecourse && v.marks & (Marks.PLEDGED | Marks.FROZEN | Marks.AGREED) == 0;
    }

    function isContested(NoteView memory v) internal pure returns (bool) {
        return isLive(v) && v.marks & Marks.CONTESTED != 0;
    }

    // To be cancelled

    function isCancellable(NoteView memory v) internal view returns (bool) {
        if (!isFree(v) || v.rootFinanced || !isActive(v.obligor)) return false;
        (bool proposed, , ) = noteIssuance.cancellationOf(v.root);
        return !proposed;
    }

    function isPartedToCancel(NoteView memory v) internal view returns (bool) {
        return v.seq > 1 && isCancellable(v);
    }

    function isToAgree(NoteView memory v) internal view returns (bool) {
        if (!isFree(v) || v.rootFinanced) return false;
        (bool proposed, , ) = noteIssuance.cancellationOf(v.root);
        return proposed && noteOrders.ordersOn(v.root) == ordersBefore[v.root];
    }

    function hasAgreed(NoteView memory v) internal pure returns (bool) {
        return isOpen(v) && v.marks & Marks.AGREED != 0;
    }

    function isProposed(NoteView memory v) internal view returns (bool) {
        (bool proposed, , ) = noteIssuance.cancellationOf(v.root);
        return isOpen(v) && proposed;
    }

    /// All have agreed; also when the last one that had not was paid early.
    function isCancelling(NoteView memory v) internal view returns (bool) {
        if (!isLive(v) || v.rootStatus == RootStatus.Cancelling) return isLive(v);
        (bool proposed, uint40 agreed, ) = noteIssuance.cancellationOf(v.root);
        Root memory r = noteRegistry.rootInfo(v.root);
        bool all = proposed && agreed == r.face - r.paid && dayNow() < v.dueDay;
        return all && isOpen(v) && noteOrders.ordersOn(v.root) == ordersBefore[v.root];
    }

    // To be struck by orders

    function isFreezable(NoteView memory v) internal view returns (bool) {
        return isLive(v) && v.rootStatus != RootStatus.Cancelling && noteOrders.casesOf(v.id).length < 6;
    }

    function isForcible(NoteView memory v) internal view returns (bool) {
        bool realised = noteSecurity.pledgeOf(v.id).status == IReceivableSecurity.PledgeStatus.Realised;
        return isLive(v) && v.rootStatus != RootStatus.Cancelling && !realised;
    }
}
