// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.34;

import {Day} from "../../contracts/kernel/types/Day.sol";
import {ParticipantId} from "../../contracts/kernel/types/Ids.sol";
import {Rate} from "../../contracts/kernel/types/Rate.sol";
import {IReceivableDisputes} from "../../contracts/modules/receivables/interfaces/IReceivableDisputes.sol";
import {IReceivableFinancing} from "../../contracts/modules/receivables/interfaces/IReceivableFinancing.sol";
import {IReceivableSecurity} from "../../contracts/modules/receivables/interfaces/IReceivableSecurity.sol";
import {IReceivableSettlement} from "../../contracts/modules/receivables/interfaces/IReceivableSettlement.sol";
import {
    Marks,
    Note,
    NoteId,
    noteOn,
    NoteStatus,
    Root,
    RootId
} from "../../contracts/modules/receivables/types/ReceivableTypes.sol";
import {ReceivableChecks} from "./ReceivableChecks.sol";

/// @notice Whom a payment on notes makes richer, and by how much, reckoned from the specification; and what pledgees and factors have had in
/// all.
abstract contract ReceivableModel is ReceivableChecks {
    /// A page of a payer's round before it is paid.
    struct Page {
        RootId root;
        Root facts;
        ParticipantId payer;
        uint256 goal;
        uint256 payDay;
        /// Number of its first note, and whether the round begins with it.
        uint32 first;
        bool begins;
        /// Everybody's money once it is paid.
        uint256[] expected;
        /// Fen that the payer parts with, to itself too.
        uint256 amount;
        /// By note: what the obligor has then paid on it or set aside, or UNTOUCHED; what its pledgee, its factor and earlier
        /// assignments get.
        uint256[] received;
        uint256[] toPledgee;
        uint256[] toFactor;
        uint256[] toEntries;
    }

    uint256 private constant UNTOUCHED = type(uint256).max;
    uint256 private constant YEAR = 360_000_000;

    /// First secured amount of a note's pledge, and what its pledgee has had on it.
    mapping(NoteId note => uint256) private _secured;
    mapping(NoteId note => uint256) private _collected;
    /// What a note's factor with recourse has had on it, and in how many payments.
    mapping(NoteId note => uint256) private _kept;
    mapping(NoteId note => uint256) private _payments;
    /// What a note's earlier assignments have had on it.
    mapping(NoteId note => uint256) private _assigned;
    /// What the obligor has parted with on a root, and for how many notes, counted at each payment.
    mapping(RootId root => uint256) private _spent;
    mapping(RootId root => uint256) private _shares;

    function startPledge(NoteId note, uint256 secured) internal {
        (_secured[note], _collected[note]) = (secured, 0);
    }

    function startFinancing(NoteId note) internal {
        (_kept[note], _payments[note]) = (0, 0);
    }

    /// @param cursor number of the note at which the round goes on; 0: it begins
    function pageOf(
        RootId root,
        ParticipantId payer,
        uint256 goal,
        uint32 cursor
    ) internal view returns (Page memory p) {
        p.root = root;
        p.facts = noteRegistry.rootInfo(root);
        p.payer = payer;
        p.goal = goal;
        (p.first, p.begins) = cursor == 0 ? (1, true) : (cursor, false);
        p.payDay = nextBusinessDay(Day.unwrap(p.facts.dueDay));
        p.expected = balances();
    }

    /// Reckons a page of up to `limit` notes.
    function foresee(Page memory p, uint256 limit) internal {
        Note[] memory notes = noteRegistry.notesOf(p.root, p.first, limit);
        _makeRoom(p, notes.length);
        for (uint256 i; i < notes.length; ++i) {
            if (notes[i].status != NoteStatus.Live) continue;
            NoteId note = noteOn(p.root, uint32(p.first + i));
            if (p.payer == p.facts.obligor) _foreseeObligor(p, note, notes[i], i);
            else _foreseeBank(p, note, notes[i], i);
        }
    }

    /// Reckons the payment of what was set aside for a note.
    function foreseeClaim(Page memory p) internal {
        NoteId note = noteOn(p.root, p.first);
        Note memory n = noteRegistry.noteInfo(note);
        IReceivableSettlement.Progress memory g = settlement.progressOf(note);
        _makeRoom(p, 1);
        p.received[0] = g.received;
        _divide(p, 0, n, uint256(g.aside) + g.asideInterest);
    }

    /// R-2: the obligor pays each fen of a root once, and the interest that has run on it, half a fen for each note and payment.
    function demandOnce(RootId root, uint256 amount, uint256 shares) internal {
        _spent[root] += amount;
        _shares[root] += shares;
        Root memory r = noteRegistry.rootInfo(root);
        uint256 payDay = nextBusinessDay(Day.unwrap(r.dueDay));
        uint256 interest = interestOf(r.face, Rate.unwrap(r.overdueRate), payDay, dayNow());
        demand(_spent[root] <= r.face + interest + _shares[root], "R-2: an obligor has paid a root twice");
    }

    /// What a page has come to, beside money.
    function demandPage(Page memory p) internal {
        if (p.payer == p.facts.obligor) demandOnce(p.root, p.amount, p.received.length);
        for (uint256 i; i < p.received.length; ++i) {
            NoteId note = noteOn(p.root, uint32(p.first + i));
            if (p.toPledgee[i] > 0) _count(note, p.toPledgee[i]);
            if (p.toFactor[i] > 0) demandKept(note, p.toFactor[i]);
            if (p.toEntries[i] > 0) _countAssigned(note, p.toEntries[i]);
            if (p.received[i] == UNTOUCHED) continue;
            Note memory n = noteRegistry.noteInfo(note);
            uint256 received =
                n.status == NoteStatus.Live ? settlement.progressOf(note).received : uint256(n.hi - n.lo + 1);
            demand(received == p.received[i], "R-2: a note has received another share than its own");
        }
    }

    /// X-22: of a note financed with recourse the factor keeps no more than what it is due: the note's fen, of which the discount is its
    /// interest; costs; interest on the price from the payable day on, half a fen for each payment.
    function demandKept(NoteId note, uint256 amount) internal {
        IReceivableFinancing.Financing memory f = financing.financingOf(note);
        if (!f.recourse) return;
        _kept[note] += amount;
        ++_payments[note];
        Note memory n = noteRegistry.noteInfo(note);
        uint256 late = dayNow() > Day.unwrap(f.payableDay) ? dayNow() - Day.unwrap(f.payableDay) : 0;
        uint256 interest = (uint256(f.price) * Rate.unwrap(f.rate) * late) / YEAR;
        uint256 due = uint256(n.hi - n.lo + 1) + f.claimedCosts + interest + _payments[note] + 1;
        demand(_kept[note] <= due, "X-22: a factor has kept more than it was due");
    }

    function interestOf(uint256 principal, uint256 rate, uint256 from, uint256 to) internal pure returns (uint256) {
        return to > from ? (2 * principal * rate * (to - from) + YEAR) / (2 * YEAR) : 0;
    }

    function _makeRoom(Page memory p, uint256 count) private pure {
        p.received = new uint256[](count);
        p.toPledgee = new uint256[](count);
        p.toFactor = new uint256[](count);
        p.toEntries = new uint256[](count);
        for (uint256 i; i < count; ++i) {
            p.received[i] = UNTOUCHED;
        }
    }

    function _foreseeObligor(Page memory p, NoteId note, Note memory n, uint256 i) private {
        IReceivableSettlement.Progress memory g = settlement.progressOf(note);
        if (!g.payer.isNobody() && g.payer != p.payer) {
            if (p.goal != p.facts.face) return;
            (g.aside, g.asideInterest) = (0, 0);
        }
        (uint256 principal, uint256 interest) = _dueTo(p, n, g);
        p.received[i] = g.received + principal;
        bool waits = principal + interest == 0 && _isFrozen(note, n);
        if (!waits) _divide(p, i, n, principal + interest + g.aside + g.asideInterest);
    }

    /// The bank pays all that a note is owed, or nothing.
    function _foreseeBank(Page memory p, NoteId note, Note memory n, uint256 i) private {
        if (_isFrozen(note, n)) return;
        if (n.holder == p.payer && n.marks & (Marks.PLEDGED | Marks.CONTESTED) == 0) return;
        IReceivableSettlement.Progress memory g = settlement.progressOf(note);
        (uint256 principal, uint256 interest) = g.payer == p.payer ? (0, 0) : _dueTo(p, n, g);
        _divide(p, i, n, principal + interest + g.aside + g.asideInterest);
    }

    function _dueTo(
        Page memory p,
        Note memory n,
        IReceivableSettlement.Progress memory g
    ) private view returns (uint256 principal, uint256 interest) {
        uint256 target = shareOf(n, p.goal, p.facts.face);
        if (target > g.received) principal = target - g.received;
        uint256 from = Day.unwrap(g.through);
        if (from < p.payDay) from = p.payDay;
        uint256 unpaid = uint256(n.hi - n.lo + 1) - g.received;
        interest = interestOf(unpaid, Rate.unwrap(p.facts.overdueRate), from, dayNow());
    }

    /// Earlier assignments first; then a pledgee; what is left of a frozen note waits; a factor or its agent; the holder.
    function _divide(Page memory p, uint256 i, Note memory n, uint256 amount) private {
        NoteId note = noteOn(p.root, uint32(p.first + i));
        bool frozen = _isFrozen(note, n);
        if (n.marks & Marks.CONTESTED != 0) {
            uint256 rest = _divideContested(p, note, amount);
            (p.toEntries[i], amount) = (amount - rest, rest);
        }
        if (n.marks & Marks.PLEDGED != 0) {
            IReceivableSecurity.Pledge memory s = noteSecurity.pledgeOf(note);
            uint256 secured = _secured[note] - _collected[note];
            uint256 part = amount < secured ? amount : secured;
            p.toPledgee[i] = part;
            _pay(p, s.pledgee, part);
            bool realised = s.status == IReceivableSecurity.PledgeStatus.Realised;
            if (!frozen) _pay(p, realised ? s.pledgor : n.holder, amount - part);
        } else if (n.marks & Marks.FINANCED != 0 && !frozen) {
            _divideFinanced(p, i, note, amount);
        } else if (!frozen) {
            _pay(p, n.holder, amount);
        }
    }

    /// R-5: whoever the obligor knows as its creditor is paid.
    function _divideFinanced(Page memory p, uint256 i, NoteId note, uint256 amount) private view {
        IReceivableFinancing.Financing memory f = financing.financingOf(note);
        if (!f.notified) return _pay(p, f.seller, amount);
        uint256 part = amount;
        if (f.recourse) {
            (uint64 costs, uint64 interest, uint64 principal) = financing.dueOn(note);
            uint256 due = uint256(costs) + interest + principal;
            if (part > due) part = due;
        }
        p.toFactor[i] = part;
        _pay(p, f.factor, part);
        _pay(p, f.seller, amount - part);
    }

    /// @return rest what is the holder's
    function _divideContested(Page memory p, NoteId note, uint256 amount) private returns (uint256 rest) {
        IReceivableDisputes.Share[] memory shares = disputes.ladder(note, uint64(amount));
        _demandLadder(note, shares, amount);
        for (uint256 i; i < shares.length; ++i) {
            if (shares[i].entry == 0) rest = shares[i].amount;
            else _pay(p, shares[i].to, shares[i].amount);
        }
    }

    /// R-6: shares add up to the amount; nobody gets more than its own, nor anything before those that rank higher have all.
    function _demandLadder(NoteId note, IReceivableDisputes.Share[] memory shares, uint256 amount) private {
        uint256[] memory ranks = new uint256[](shares.length);
        bool[] memory full = new bool[](shares.length);
        uint256 sum;
        for (uint256 i; i < shares.length; ++i) {
            sum += shares[i].amount;
            if (shares[i].entry == 0) {
                ranks[i] = _rankOfHolder(note);
                continue;
            }
            IReceivableDisputes.Entry memory e = disputes.entriesOf(note, shares[i].entry, 1)[0];
            ranks[i] = _rankOf(e.registeredAt, e.notifiedAt);
            demand(shares[i].amount <= e.amount - e.paid, "R-6: an assignment gets more than its amount");
            full[i] = shares[i].amount == e.amount - e.paid;
        }
        demand(sum == amount, "R-6: shares do not add up");
        for (uint256 i; i < shares.length; ++i) {
            for (uint256 j; j < shares.length; ++j) {
                bool passed = ranks[i] < ranks[j] && !full[i] && shares[j].amount > 0;
                demand(!passed, "R-6: a lower rank is paid before a higher one");
            }
        }
    }

    function _pay(Page memory p, ParticipantId to, uint256 amount) private pure {
        if (amount == 0) return;
        p.amount += amount;
        p.expected[indexOf(p.payer)] -= amount;
        p.expected[indexOf(to)] += amount;
    }

    /// Of the money collected under a pledge the pledgee never gets more than was secured.
    function _count(NoteId note, uint256 amount) private {
        _collected[note] += amount;
        demand(_collected[note] <= _secured[note], "Civil Code 442: a pledgee has had more than was secured");
        uint256 left = noteSecurity.pledgeOf(note).secured;
        demand(left == _secured[note] - _collected[note], "Civil Code 442: what is still secured");
    }

    /// R-6: each fen that an assignment has had counts towards its amount.
    function _countAssigned(NoteId note, uint256 amount) private {
        _assigned[note] += amount;
        IReceivableDisputes.Entry[] memory entries = disputes.entriesOf(note, 1, ENTRIES);
        uint256 paid;
        for (uint256 i; i < entries.length; ++i) {
            paid += entries[i].paid;
        }
        demand(paid == _assigned[note], "R-6: what an assignment has had is not counted");
    }

    function _rankOfHolder(NoteId note) private view returns (uint256) {
        if (noteRegistry.noteInfo(note).marks & Marks.FINANCED != 0) {
            IReceivableFinancing.Financing memory f = financing.financingOf(note);
            return _rankOf(f.registeredAt, f.notifiedAt);
        }
        uint256 issueDay = Day.unwrap(noteRegistry.rootInfo(note.rootOf()).issueDay);
        return _rankOf(0, issueDay * 1 days - 8 hours);
    }

    function _isFrozen(NoteId note, Note memory n) private view returns (bool) {
        return n.marks & Marks.FROZEN != 0 && noteRegistry.marksOf(note) & Marks.FROZEN != 0;
    }

    function _rankOf(uint256 registeredAt, uint256 notifiedAt) private pure returns (uint256) {
        if (registeredAt > 0) return registeredAt;
        return notifiedAt > 0 ? (1 << 41) + notifiedAt : 1 << 42;
    }
}
