// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.34;

import {ITradeRegistry} from "../../contracts/kernel/interfaces/ITradeRegistry.sol";
import {RequestId} from "../../contracts/kernel/libraries/Requests.sol";
import {Day} from "../../contracts/kernel/types/Day.sol";
import {AskId, ParticipantId} from "../../contracts/kernel/types/Ids.sol";
import {IReceivableDisputes} from "../../contracts/modules/receivables/interfaces/IReceivableDisputes.sol";
import {IReceivableFinancing} from "../../contracts/modules/receivables/interfaces/IReceivableFinancing.sol";
import {IReceivableIssuance} from "../../contracts/modules/receivables/interfaces/IReceivableIssuance.sol";
import {IReceivableSecurity} from "../../contracts/modules/receivables/interfaces/IReceivableSecurity.sol";
import {IReceivableSettlement} from "../../contracts/modules/receivables/interfaces/IReceivableSettlement.sol";
import {
    FacilityId,
    Lock,
    Marks,
    Note,
    NoteId,
    noteOn,
    NoteStatus,
    Root,
    RootId,
    RootStatus,
    TradeUse
} from "../../contracts/modules/receivables/types/ReceivableTypes.sol";
import {MemberActs} from "./MemberActs.sol";
import {ReceivableFixture} from "./ReceivableFixture.sol";

/// @notice What holds of a root and its notes at every moment, read from the contracts alone.
abstract contract ReceivableChecks is ReceivableFixture, MemberActs {
    /// How many entries of a note are read.
    uint256 internal constant ENTRIES = 64;

    /// What a root's notes come to.
    struct Sums {
        uint256 live;
        uint256 paid;
        uint256 cancelled;
        uint256 setAside;
        uint256 dueInterest;
        uint256 duePrincipal;
    }

    function checkRoot(RootId root) internal view returns (string memory found) {
        Root memory r = noteRegistry.rootInfo(root);
        Note[] memory notes = noteRegistry.notesOf(root, 1, r.seq);
        found = _checkClaims(root, r);
        if (r.status == RootStatus.Proposed || bytes(found).length > 0) return found;
        Sums memory sums;
        for (uint256 i; i < notes.length; ++i) {
            if (notes[i].status == NoteStatus.Merged) continue;
            found = _checkPlace(r, notes, i);
            if (bytes(found).length == 0) found = _checkNote(noteOn(root, uint32(i + 1)), r, notes[i], sums);
            if (bytes(found).length > 0) return found;
        }
        found = _checkSums(r, sums);
        if (bytes(found).length == 0) found = _checkReady(root, r, notes, sums);
        if (bytes(found).length == 0) found = _checkRound(root, r, notes, r.obligor);
        if (bytes(found).length == 0 && !r.confirmer.isNobody()) found = _checkRound(root, r, notes, r.confirmer);
    }

    /// R-7, K-6: none of the parts, nor the market, ever holds money. K-5: there is as much of it as was issued.
    function checkNoMoney() internal view returns (string memory) {
        return checkPurses(receivableParts(), "R-7, K-6: a part holds money");
    }

    /// What a facility says is used is what its obligor owes under it.
    function checkFacilities() internal view returns (string memory) {
        uint256[] memory open = new uint256[](noteIssuance.facilityCount() + 1);
        uint256 unpaid;
        for (uint32 i = 1; i <= noteRegistry.rootCount(); ++i) {
            Root memory r = noteRegistry.rootInfo(RootId.wrap(i));
            if (r.status == RootStatus.Proposed) continue;
            open[FacilityId.unwrap(r.facility)] += _owedOn(RootId.wrap(i), r);
            if (r.paid + r.cancelled < r.face) ++unpaid;
        }
        for (uint32 i = 1; i < open.length; ++i) {
            IReceivableIssuance.Facility memory f = noteIssuance.facilityInfo(FacilityId.wrap(i));
            if (f.used != open[i]) return "R-2: what a facility says is used is not what is open under it";
        }
        return noteRegistry.openItems() == unpaid ? "" : "K-12: open roots are not counted";
    }

    /// K-1, R-3: a root holds its documents from its opening on, and once cancelled no more than what was paid.
    function _checkClaims(RootId root, Root memory r) private view returns (string memory) {
        TradeUse[] memory uses = noteIssuance.documentsOf(root);
        uint256 kept = r.status == RootStatus.Proposed ? 0 : r.face;
        if (r.status == RootStatus.Cancelled) kept = r.paid;
        for (uint256 i; i < uses.length; ++i) {
            uint256 due = kept < uses[i].amount ? kept : uses[i].amount;
            kept -= due;
            ITradeRegistry.Subject memory s = trade.subjectInfo(uses[i].subject);
            if (s.claimed > s.face) return "R-3, K-1: claims exceed a document's face";
            if (trade.claimOf(uses[i].subject, address(noteIssuance), RootId.unwrap(root)) != due) {
                return "R-3, K-1: a root does not hold its documents, or holds others";
            }
        }
        return kept == 0 ? "" : "R-3, K-1: a root stands on no trade";
    }

    /// R-2, X-30: notes do not overlap, and lie within the face. With their sums they partition it.
    function _checkPlace(Root memory r, Note[] memory notes, uint256 i) private pure returns (string memory) {
        Note memory n = notes[i];
        if (n.lo == 0 || n.lo > n.hi || n.hi > r.face) return "R-2, X-30: a note is empty, or beyond the face";
        for (uint256 j; j < i; ++j) {
            bool apart = notes[j].hi < n.lo || n.hi < notes[j].lo;
            if (!apart && notes[j].status != NoteStatus.Merged) return "R-2, X-30: notes overlap";
        }
        return "";
    }

    function _checkNote(
        NoteId note,
        Root memory r,
        Note memory n,
        Sums memory sums
    ) private view returns (string memory found) {
        uint256 units = n.hi - n.lo + 1;
        if (n.status == NoteStatus.Paid || n.status == NoteStatus.EarlyPaid) sums.paid += units;
        if (n.status == NoteStatus.Cancelled) sums.cancelled += units;
        if (n.status != NoteStatus.Live) return "";
        sums.live += units;
        if (n.marks & Marks.SET_ASIDE != 0) sums.setAside += units;
        if (n.obligor != r.obligor || n.dueDay != r.dueDay) return "R-9: a note that is not as its root";
        if (n.holder == r.obligor) return "R-11: the obligor holds its own debt";
        if (n.tier == 0 || n.parent >= note.numberOf()) return "R-9: a note without a way to the root";
        found = _checkRights(note, n);
        if (bytes(found).length == 0) found = _checkDisputes(note, n);
        if (bytes(found).length == 0) found = _checkProgress(note, r, n);
        if (bytes(found).length > 0) return found;
        (uint64 principal, uint64 interest) = settlement.dueOn(note);
        sums.duePrincipal += principal;
        sums.dueInterest += interest;
    }

    /// R-4: marks are what stands on a note.
    function _checkRights(NoteId note, Note memory n) private view returns (string memory) {
        IReceivableFinancing.Financing memory f = financing.financingOf(note);
        bool financed = f.status == IReceivableFinancing.FinancingStatus.Live;
        if (financed != (n.marks & Marks.FINANCED != 0)) return "R-4: a financing does not show, or is gone";
        if (financed && n.holder != f.factor) return "R-4: a financed note is not its factor's";
        IReceivableSecurity.Pledge memory p = noteSecurity.pledgeOf(note);
        bool realised = p.status == IReceivableSecurity.PledgeStatus.Realised;
        bool pledged = realised || p.status == IReceivableSecurity.PledgeStatus.Live;
        if (pledged != (n.marks & Marks.PLEDGED != 0)) return "R-4: a pledge does not show, or is gone";
        if (realised && n.holder != p.pledgee) return "R-4: a realised pledge is not its pledgee's";
        if (pledged && !realised && n.holder == p.pledgee) return "R-4: a pledgee is security to itself";
        Lock memory lock = noteRegistry.lockOf(note);
        bool locked = RequestId.unwrap(lock.request) != 0 || AskId.unwrap(lock.ask) != 0;
        if (locked && Day.unwrap(lock.lastDay) >= dayNow() && n.marks & Marks.LOCKED == 0) {
            return "R-4: a lock does not show";
        }
        bool frozen = noteOrders.isFrozen(note) && noteRegistry.marksOf(note) & Marks.FROZEN == 0;
        return frozen ? "R-4, K-4: a case does not show" : "";
    }

    /// R-6: no assignment gets more than its amount.
    function _checkDisputes(NoteId note, Note memory n) private view returns (string memory) {
        (IReceivableDisputes.Dispute memory d, ) = disputes.disputeOf(note);
        if (d.open != (n.marks & Marks.DISPUTED != 0)) return "R-4: a dispute does not show, or is gone";
        bool contested;
        IReceivableDisputes.Entry[] memory entries = disputes.entriesOf(note, 1, ENTRIES);
        for (uint256 i; i < entries.length; ++i) {
            if (entries[i].paid > entries[i].amount) return "R-6: an assignment has had more than its amount";
            if (entries[i].status == IReceivableDisputes.EntryStatus.Admitted) contested = true;
        }
        if (contested != (n.marks & Marks.CONTESTED != 0)) return "R-4, R-6: an assignment does not show, or is gone";
        return "";
    }

    /// R-2: no note receives more than its size, nor more than its share by a fen. R-10: what is set aside is remembered.
    function _checkProgress(NoteId note, Root memory r, Note memory n) private view returns (string memory) {
        IReceivableSettlement.Progress memory g = settlement.progressOf(note);
        uint256 units = n.hi - n.lo + 1;
        if (g.received > units) return "R-2: a note has received more than its size";
        bool byObligor = g.payer == r.obligor;
        if (!byObligor && !g.payer.isNobody() && g.payer != r.confirmer) return "R-10: set aside by nobody that owes";
        if (byObligor && g.aside > g.received) return "R-10: more is set aside than the note has received";
        if (g.payer.isNobody() && uint256(g.aside) + g.asideInterest > 0) return "R-10: set aside, and owed by nobody";
        bool inFull = byObligor && g.received == units;
        if (inFull != (n.marks & Marks.SET_ASIDE != 0)) return "R-10: what is set aside does not show, or is gone";
        bool begun = g.received > 0 || !g.payer.isNobody();
        if (begun && n.marks & (Marks.SET_ASIDE | Marks.PART_PAID) == 0)
            return "R-2: what was paid on a note is forgotten";
        return _checkLevel(note.rootOf(), r, n, g.received);
    }

    /// R-2, by interval: at most a fen is let stand; at least its share, where no bank pays too.
    function _checkLevel(
        RootId root,
        Root memory r,
        Note memory n,
        uint256 received
    ) private view returns (string memory) {
        if (r.status == RootStatus.Settled) return "";
        uint256 reached = settlement.paidTo(root);
        IReceivableSettlement.Round memory round = settlement.roundOf(root, r.obligor);
        uint256 most = round.cursor != 0 ? round.paidTo : reached;
        if (most == r.face) return "";
        if (received > shareOf(n, most, r.face) + 1) return "R-2: a note has received more than its share";
        if (r.confirmer.isNobody() && received < shareOf(n, reached, r.face)) {
            return "R-2: a note has received less than its share";
        }
        return "";
    }

    function _checkSums(Root memory r, Sums memory s) private pure returns (string memory) {
        if (s.live + s.paid + s.cancelled != r.face) return "R-2, X-30: fen are lost, or made";
        if (s.paid != r.paid || s.cancelled != r.cancelled) return "R-2: a root does not count what is closed";
        if (s.setAside != r.setAside) return "R-10: a root does not count what is set aside";
        bool done = s.paid + s.setAside + s.cancelled == r.face;
        if (r.status == RootStatus.Open && done) return "R-2: all is paid, and the root is open";
        if (r.status == RootStatus.Settled && !done) return "R-2: Settled, and not all is paid";
        bool isCancelled = r.status == RootStatus.Cancelled && s.live != 0;
        return isCancelled ? "R-2: Cancelled, and notes are live" : "";
    }

    /// R-10: what a payer must have ready is what its notes are due, so that a round that has begun can end.
    function _checkReady(
        RootId root,
        Root memory r,
        Note[] memory notes,
        Sums memory s
    ) private view returns (string memory) {
        if (s.live == 0) return "";
        (uint64 principal, uint64 interest) = settlement.needed(root, r.face);
        if (principal != s.duePrincipal) return "R-10: what a payer must have ready is not what its notes are due";
        if (interest < s.dueInterest) return "R-10: a round can begin that its payer can't end";
        return interest > s.dueInterest + notes.length + 1 ? "R-10: far more must be ready than is due" : "";
    }

    /// R-10: a round in full leaves no note unpaid behind its place, but what is set aside. What the bank has paid is its own, until an order
    /// gives it to somebody else; what it held already it is not paid for, though its seller may buy that back.
    function _checkRound(
        RootId root,
        Root memory r,
        Note[] memory notes,
        ParticipantId payer
    ) private view returns (string memory) {
        IReceivableSettlement.Round memory round = settlement.roundOf(root, payer);
        if (round.cursor == 0 || round.paidTo != r.face) return "";
        for (uint256 i; i + 1 < round.cursor; ++i) {
            NoteId note = noteOn(root, uint32(i + 1));
            if (notes[i].status != NoteStatus.Live || notes[i].holder == payer || hasLeft(note)) continue;
            IReceivableSettlement.Progress memory g = settlement.progressOf(note);
            bool inFull = g.received == notes[i].hi - notes[i].lo + 1;
            if (g.payer.isNobody() || (payer == r.obligor && !inFull)) {
                return "R-10: a round has left a note behind unpaid";
            }
        }
        return "";
    }

    /// What the obligor owes on a root and has not paid: set aside is not paid.
    function _owedOn(RootId root, Root memory r) private view returns (uint256 owed) {
        owed = r.face - r.paid;
        if (r.status == RootStatus.Cancelled) return owed - r.cancelled;
        Note[] memory notes = noteRegistry.notesOf(root, 1, r.seq);
        for (uint32 i; i < notes.length; ++i) {
            if (notes[i].status != NoteStatus.Live) continue;
            IReceivableSettlement.Progress memory g = settlement.progressOf(noteOn(root, i + 1));
            owed = owed - g.received + (g.payer == r.obligor ? g.aside : 0);
        }
    }

    /// Whether the note has left its holder by an order or by recourse.
    function hasLeft(NoteId note) internal view virtual returns (bool);

    /// ⌊hi·P/F⌋ − ⌊(lo−1)·P/F⌋.
    function shareOf(Note memory n, uint256 paid, uint256 face) internal pure returns (uint256) {
        return (uint256(n.hi) * paid) / face - (uint256(n.lo - 1) * paid) / face;
    }
}
