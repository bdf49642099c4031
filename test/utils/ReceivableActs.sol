// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.34;

import {ITradeRegistry} from "../../contracts/kernel/interfaces/ITradeRegistry.sol";
import {RequestId, Requests} from "../../contracts/kernel/libraries/Requests.sol";
import {Day} from "../../contracts/kernel/types/Day.sol";
import {ParticipantId, SubjectId} from "../../contracts/kernel/types/Ids.sol";
import {Rate} from "../../contracts/kernel/types/Rate.sol";
import {IReceivableDisputes} from "../../contracts/modules/receivables/interfaces/IReceivableDisputes.sol";
import {IReceivableIssuance} from "../../contracts/modules/receivables/interfaces/IReceivableIssuance.sol";
import {IReceivableSecurity} from "../../contracts/modules/receivables/interfaces/IReceivableSecurity.sol";
import {
    FacilityId,
    Marks,
    Note,
    NoteId,
    noteOn,
    NoteStatus,
    ReceivableAct,
    Root,
    RootId,
    RootStatus,
    TradeUse
} from "../../contracts/modules/receivables/types/ReceivableTypes.sol";
import {ReceivableModel} from "./ReceivableModel.sol";

/// @notice What a handler needs to act on notes: it finds one that fits, tries an act on it, and holds what that makes of title and of everybody's
/// money against what it may.
abstract contract ReceivableActs is ReceivableModel {
    /// A note as it is now. Members by index.
    struct NoteView {
        NoteId id;
        RootId root;
        uint256 holder;
        uint256 obligor;
        /// 0: no note.
        uint256 units;
        uint256 dueDay;
        /// What stands on it today.
        uint16 marks;
        NoteStatus status;
        RootStatus rootStatus;
        /// A note of its root has been financed.
        bool rootFinanced;
        /// Notes that its root has had.
        uint32 seq;
    }

    /// An act, and what may become of it.
    struct Attempt {
        bytes32 name;
        RootId root;
        uint256 by;
        address target;
        bytes data;
        /// Marks despite which a note may pass on or be parted by it; ALL: it needs no freedom.
        uint16 despite;
        /// Everybody's money after it.
        uint256[] expected;
        /// A member that has no part in it and tries it first; NONE: anyone may.
        uint256 stranger;
    }

    struct Invoice {
        SubjectId subject;
        uint256 seller;
        uint256 buyer;
        uint64 face;
    }

    /// Members that owe: enterprises, and a bank, which may try to buy its own debt.
    uint256 internal constant OBLIGORS = 3;
    uint256 internal constant ROOTS_IN_PLAY = 6;
    uint256 internal constant MAX_ROOTS = 200;
    uint32 internal constant MAX_NOTES = 9;
    uint64 internal constant MAX_OWED = 100_000;
    uint256 internal constant MAX_LINE = 2_000_000;
    uint16 internal constant ALL = type(uint16).max;
    bytes32 internal constant TRADE = "trade";
    string internal constant LINE_RULE = "R-2: more was opened than a facility has room for";
    string internal constant RIGHTS_RULE = "K-3: somebody did what only others may";
    string internal constant MONEY_RULE = "R-7: money moved without its note, or to another";

    /// The root of the last act.
    RootId internal touchedRoot;
    Invoice[] internal invoices;
    /// What is signed in advance.
    mapping(uint256 by => mapping(uint256 counterparty => Requests.Instruction)) internal signedAhead;

    // Trying

    function attemptOn(
        bytes32 name,
        NoteView memory v,
        uint256 by,
        address target,
        bytes memory data
    ) internal view returns (Attempt memory a) {
        (a.name, a.root, a.by, a.target, a.data) = (name, v.root, by, target, data);
        a.expected = balances();
        a.stranger = strangerTo(v, by + data.length, by);
    }

    /// Tries an act of a will: what it passes on or parts was free before (R-4), and no money moves.
    function tryWill(
        bytes32 name,
        NoteView memory v,
        uint256 by,
        address target,
        bytes memory data
    ) internal returns (bool done) {
        (done, ) = tryIt(attemptOn(name, v, by, target, data));
    }

    /// Tries an act of a right, which needs no freedom, and moves no money.
    function tryRightOn(
        bytes32 name,
        NoteView memory v,
        uint256 by,
        address target,
        bytes memory data
    ) internal returns (bool done) {
        Attempt memory a = attemptOn(name, v, by, target, data);
        a.despite = ALL;
        (done, ) = tryIt(a);
    }

    function tryIt(Attempt memory a) internal returns (bool done, bytes memory answer) {
        touchedRoot = a.root;
        Note[] memory was = _notesToday(a.root);
        if (a.stranger != NONE) noteAttack("tryAsStranger", callAs(a.stranger, a.target, a.data), RIGHTS_RULE);
        (done, answer) = answerTo(a.by, a.target, a.data);
        note(a.name, done);
        if (!done) return (done, answer);
        _demandFreedom(a.root, was, a.despite);
        demandBalances(a.expected, MONEY_RULE);
    }

    function tryNoteOrder(
        bytes32 name,
        NoteView memory v,
        address target,
        bytes memory data
    ) internal returns (bool done) {
        touchedRoot = v.root;
        uint256[] memory expected = balances();
        Note[] memory was = _notesToday(v.root);
        done = ordered(target, data);
        note(name, done);
        if (done) _demandFreedom(v.root, was, ALL);
        demandBalances(expected, MONEY_RULE);
    }

    /// What must not be: tried by somebody.
    function attackOn(
        NoteView memory v,
        bytes32 name,
        uint256 by,
        address target,
        bytes memory data,
        string memory rule
    ) internal {
        touchedRoot = v.root;
        noteAttack(name, callAs(by, target, data), rule);
    }

    // Trade, facilities, opening

    /// A delivered invoice.
    function invoice(uint256 seller, uint256 buyer, uint64 face) internal returns (SubjectId subject) {
        SubjectId[] memory documents = new SubjectId[](2);
        documents[0] = _document(ITradeRegistry.DocumentKind.Invoice, seller, buyer, face);
        documents[1] = _document(ITradeRegistry.DocumentKind.Delivery, seller, buyer, face);
        vm.prank(members[seller].wallet);
        trade.openFile(documents);
        subject = documents[0];
        invoices.push(Invoice(subject, seller, buyer, face));
    }

    /// One that has room, or a new one: the banks' or the obligor's own.
    function facilityFor(uint256 seed, uint256 obligor, uint64 face) internal returns (FacilityId facility) {
        for (uint32 i = noteIssuance.facilityCount(); i > 0; --i) {
            facility = FacilityId.wrap(i);
            if (headroomOf(facility, obligor) >= face) return facility;
        }
        uint256 grantor = seed % 3 == 2 ? obligor : FIRM + (seed % BANKS);
        if (!isActive(grantor)) grantor = obligor;
        grantFacility(grantor, obligor, uint64(bound(seed >> 16, face, face + MAX_LINE)), seed);
        return FacilityId.wrap(noteIssuance.facilityCount());
    }

    function grantFacility(uint256 grantor, uint256 obligor, uint64 limit, uint256 seed) internal {
        Day until = dayOf(dayNow() + bound(seed >> 24, 0, 400));
        bytes memory data = abi.encodeCall(noteIssuance.grantFacility, (members[obligor].id, limit, until));
        note("grantFacility", callAs(grantor, address(noteIssuance), data));
    }

    /// Fen that can be opened under it today.
    function headroomOf(FacilityId facility, uint256 obligor) internal view returns (uint256) {
        IReceivableIssuance.Facility memory f = noteIssuance.facilityInfo(facility);
        bool usable = f.obligor == members[obligor].id && !f.closed && Day.unwrap(f.until) >= dayNow();
        if (!usable || !isActive(indexOf(f.grantor)) || f.used >= f.limit) return 0;
        return f.limit - f.used;
    }

    /// Terms of a root on a document of the two, or on two.
    function termsOf(
        uint256 seed,
        uint256 supplier,
        uint256 obligor,
        uint64 face
    ) internal returns (IReceivableIssuance.OpenTerms memory t) {
        t.face = face;
        t.dueDay = dayOf(dayNow() + bound(seed >> 32, 10, 90));
        t.facility = facilityFor(seed, obligor, face);
        t.overdueRate = Rate.wrap(seed % 3 == 0 ? 0 : uint32(bound(seed >> 40, 100_000, 900_000)));
        bool two = seed % 4 == 1 && face > 1;
        t.documents = new TradeUse[](two ? 2 : 1);
        uint64 first = two ? face / 2 : face;
        // Some of it stays free.
        t.documents[0] = TradeUse(invoice(supplier, obligor, first + uint64(seed % 2) * 50), first);
        if (two) t.documents[1] = TradeUse(invoice(supplier, obligor, face - first), face - first);
    }

    /// A root that is open: the obligor opens it or the supplier applies, and the other side signs, or has in advance.
    function openRoot(uint256 seed) internal returns (bool done) {
        uint256 obligor = obligorOf(seed);
        uint256 supplier = activeOther(obligor, seed >> 8, obligor);
        if (!isActive(obligor) || supplier == NONE) return false;
        // Now and then so few fen that shares round.
        uint64 face = uint64(bound(seed >> 24, 1, seed % 5 == 0 ? 40 : MAX_OWED));
        IReceivableIssuance.OpenTerms memory t = termsOf(seed, supplier, obligor, face);
        bool byObligor = seed % 3 != 0;
        if (byObligor && (seed >> 4) % 3 == 0) signAhead(supplier, obligor, seed >> 16);
        RequestId request = proposeRoot(t, supplier, obligor, byObligor);
        if (RequestId.unwrap(request) == 0) return noteRegistry.rootInfo(touchedRoot).status == RootStatus.Open;
        return answerNote(request, 0);
    }

    /// @return request 0 when it is open, or could not be put forward
    function proposeRoot(
        IReceivableIssuance.OpenTerms memory t,
        uint256 supplier,
        uint256 obligor,
        bool byObligor
    ) internal returns (RequestId request) {
        t.counterparty = members[byObligor ? supplier : obligor].id;
        bool ahead = byObligor && isSignedAhead(supplier, obligor, ReceivableAct.Opening, t.face, Day.unwrap(t.dueDay));
        bytes memory data =
            byObligor
                ? abi.encodeCall(noteIssuance.open, (t, Day.wrap(0)))
                : abi.encodeCall(noteIssuance.applyTo, (t, Day.wrap(0)));
        (bool done, bytes memory answer) = answerTo(byObligor ? obligor : supplier, address(noteIssuance), data);
        note(ahead ? bytes32("openAhead") : (byObligor ? bytes32("open") : bytes32("apply")), done);
        if (!done) return request;
        (touchedRoot, request) = abi.decode(answer, (RootId, RequestId));
        demand((RequestId.unwrap(request) == 0) == ahead, "R-8: signed for nobody, or not for who has signed ahead");
        if (ahead) _demandLine(touchedRoot);
    }

    // Requests

    /// 0 signs, 1 refuses, 2 takes back.
    function answerNote(RequestId request, uint256 how) internal returns (bool) {
        Requests.Request memory r = noteRegistry.requestInfo(request);
        bool waits = r.status == Requests.Status.Open && Day.unwrap(r.lastDay) >= dayNow();
        (uint256 from, uint256 to) = (indexOf(r.from), indexOf(r.to));
        if (!waits) return false;
        if (how == 0) return isActive(from) && isActive(to) && _sign(request, r, from, to);
        NoteView memory v = viewOf(NoteId.wrap(r.subject));
        bytes memory data =
            how == 1
                ? abi.encodeCall(noteRegistry.refuse, (request))
                : abi.encodeCall(noteRegistry.withdrawRequest, (request));
        bool done = tryWill(
            how == 1 ? bytes32("refuse") : bytes32("takeBack"),
            v,
            how == 1 ? to : from,
            address(noteRegistry),
            data
        );
        bool isWhole = ReceivableAct(r.act) <= ReceivableAct.Confirmation;
        // Without any consequence (R-8).
        if (done && !isWhole) demandUnlocked(v.id, from);
        return done;
    }

    /// The holder has it, and it is locked no more.
    function demandUnlocked(NoteId id, uint256 holder) internal {
        NoteView memory v = viewOf(id);
        demand(v.holder == holder && v.marks & Marks.LOCKED == 0, "R-8: what was refused is not as it was");
    }

    /// Its fen that an early payment saves, from today to the payable day.
    function discountOf(uint256 units, uint256 rate, uint256 dueDay) internal view returns (uint256) {
        return interestOf(units, rate, dayNow(), nextBusinessDay(dueDay));
    }

    /// `by` signs in advance for what `counterparty` opens or passes on to it.
    function signAhead(uint256 by, uint256 counterparty, uint256 seed) internal {
        Requests.Instruction memory i = Requests.Instruction({
            acts: uint32((1 << uint256(ReceivableAct.Opening)) | (1 << uint256(ReceivableAct.Transfer))),
            ceiling: uint64(bound(seed, 1, 2 * uint256(MAX_OWED))),
            tenor: uint16(bound(seed >> 32, 10, 90)),
            until: dayOf(dayNow() + bound(seed >> 64, 0, 20))
        });
        bytes memory data = abi.encodeCall(noteRegistry.instruct, (members[counterparty].id, i));
        bool done = callAs(by, address(noteRegistry), data);
        note("instruct", done);
        if (done) signedAhead[by][counterparty] = i;
    }

    function isSignedAhead(
        uint256 by,
        uint256 counterparty,
        ReceivableAct act,
        uint256 amount,
        uint256 dueDay
    ) internal view returns (bool) {
        Requests.Instruction memory i = signedAhead[by][counterparty];
        if (i.acts & (1 << uint256(act)) == 0 || Day.unwrap(i.until) < dayNow()) return false;
        return amount <= i.ceiling && dueDay - dayNow() <= i.tenor;
    }

    // Finding

    /// The next note from `seed` on, in a circle over the roots in play, of which `fits` is true; none has no units.
    function findNote(
        uint256 seed,
        function(NoteView memory) view returns (bool) fits
    ) internal view returns (NoteView memory found) {
        uint256 count = noteRegistry.rootCount();
        uint256 roots = count < ROOTS_IN_PLAY ? count : ROOTS_IN_PLAY;
        for (uint256 i; i < roots; ++i) {
            RootId root = RootId.wrap(uint32(count - (((seed % roots) + i) % roots)));
            Root memory r = noteRegistry.rootInfo(root);
            Note[] memory notes = noteRegistry.notesOf(root, 1, r.seq);
            for (uint256 n; n < notes.length; ++n) {
                uint256 k = ((seed >> 64) + n) % notes.length;
                NoteView memory v = _viewOf(noteOn(root, uint32(k + 1)), notes[k], r);
                if (fits(v)) return v;
            }
        }
    }

    /// As `findNote`; a root is opened for it when there is none.
    function findOrOpen(
        uint256 seed,
        function(NoteView memory) view returns (bool) fits
    ) internal returns (NoteView memory v) {
        v = findNote(seed, fits);
        if (v.units > 0 || !mayOpen()) return v;
        openRoot(seed);
        return findNote(seed, fits);
    }

    function mayOpen() internal view returns (bool) {
        return dayNow() < LAST_DAY && noteRegistry.rootCount() < MAX_ROOTS;
    }

    function viewOf(NoteId id) internal view returns (NoteView memory v) {
        RootId root = id.rootOf();
        (v.id, v.root) = (id, root);
        Root memory r = noteRegistry.rootInfo(root);
        // Of what is only proposed there is no note yet.
        return r.seq == 0 ? v : _viewOf(id, noteRegistry.noteInfo(id), r);
    }

    /// The next member from `seed` on that is neither of two and may act.
    function activeOther(uint256 than, uint256 seed, uint256 obligor) internal view returns (uint256) {
        for (uint256 i; i < MEMBERS; ++i) {
            uint256 member = ((seed % MEMBERS) + i) % MEMBERS;
            if (member != than && member != obligor && isActive(member)) return member;
        }
        return NONE;
    }

    /// The next member from `from` on that has no part in the note, and is not `by`.
    function strangerTo(NoteView memory v, uint256 from, uint256 by) internal view returns (uint256 stranger) {
        ParticipantId[5] memory parties = _partiesOf(v.id);
        for (uint256 i; i < MEMBERS; ++i) {
            stranger = ((from % MEMBERS) + i) % MEMBERS;
            bool isParty = stranger == v.holder || stranger == v.obligor || stranger == by || isBank(stranger);
            for (uint256 j; j < parties.length; ++j) {
                if (members[stranger].id == parties[j]) isParty = true;
            }
            if (!isParty) return stranger;
        }
        return NONE;
    }

    /// A bank that may buy the note, or be secured by it.
    function bankFor(NoteView memory v, uint256 seed) internal view returns (uint256) {
        for (uint256 i; i < BANKS; ++i) {
            uint256 bank = FIRM + (((seed % BANKS) + i) % BANKS);
            if (bank != v.holder && bank != v.obligor && isActive(bank)) return bank;
        }
        return NONE;
    }

    function isLive(NoteView memory v) internal pure returns (bool) {
        return v.status == NoteStatus.Live;
    }

    /// It can be disposed of now.
    function isFree(NoteView memory v) internal view returns (bool) {
        bool open = isLive(v) && v.rootStatus == RootStatus.Open && dayNow() < v.dueDay;
        return open && v.marks & (Marks.BLOCKING | Marks.LAPSING) == 0 && isActive(v.holder);
    }

    function hasRoom(NoteView memory v) internal pure returns (bool) {
        return v.units > 1 && v.seq < MAX_NOTES;
    }

    function obligorOf(uint256 seed) internal pure returns (uint256) {
        uint256 i = seed % OBLIGORS;
        return i == OBLIGORS - 1 ? FIRM : i;
    }

    function _document(
        ITradeRegistry.DocumentKind kind,
        uint256 seller,
        uint256 buyer,
        uint64 face
    ) private returns (SubjectId subject) {
        ITradeRegistry.Document memory d;
        (d.kind, d.face, d.issuer, d.number) = (kind, face, members[seller].uscc, vm.toString(++serial));
        (d.seller, d.buyer) = (members[seller].id, members[buyer].id);
        bytes32 digest;
        vm.prank(members[seller].wallet);
        (subject, digest) = trade.register(d);
        vm.prank(members[buyer].wallet);
        trade.confirm(subject, d.seller, digest);
    }

    function _sign(RequestId request, Requests.Request memory r, uint256 from, uint256 to) private returns (bool done) {
        ReceivableAct act = ReceivableAct(r.act);
        NoteView memory v = viewOf(NoteId.wrap(r.subject));
        Attempt memory a = attemptOn(_nameOf(act), v, to, _partOf(act), abi.encodeCall(noteRegistry.sign, (request)));
        a.despite = Marks.LOCKED;
        uint256 price;
        if (act == ReceivableAct.EarlyPayment) {
            uint256 units = r.hi - r.lo + 1;
            price = units - discountOf(units, uint256(r.terms), v.dueDay);
            (a.expected[to], a.expected[from]) = (a.expected[to] - price, a.expected[from] + price);
        } else if (act == ReceivableAct.Confirmation) {
            uint256 fee = uint256(r.terms);
            (a.expected[to], a.expected[from]) = (a.expected[to] + fee, a.expected[from] - fee);
        }
        (done, ) = tryIt(a);
        if (done && price > 0) demandOnce(v.root, price, 1);
        if (done && act == ReceivableAct.Pledge) startPledge(v.id, uint64(uint256(r.terms)));
        if (done && act == ReceivableAct.Transfer) demandHeld(v.id, to);
        if (done && act < ReceivableAct.Confirmation) _demandLine(NoteId.wrap(r.subject).rootOf());
    }

    function demandHeld(NoteId id, uint256 holder) internal {
        demand(viewOf(id).holder == holder, "R-4: a note is not with who has got it");
    }

    /// What has just been opened is within a line whose grantor stands by it that day.
    function _demandLine(RootId root) private {
        IReceivableIssuance.Facility memory f = noteIssuance.facilityInfo(noteRegistry.rootInfo(root).facility);
        bool stands = !f.closed && Day.unwrap(f.until) >= dayNow() && isActive(indexOf(f.grantor));
        demand(stands && f.used <= f.limit, LINE_RULE);
    }

    /// R-4: what passed to another, was parted, joined or closed was free before, but for what the act heeds itself; or the act needs no
    /// freedom. Nothing is paid before its day, and nothing cancelled to which its holder has not agreed.
    function _demandFreedom(RootId root, Note[] memory was, uint16 despite) private {
        Note[] memory notes = noteRegistry.notesOf(root, 1, ALL);
        if (was.length == 0) return;
        bool isDue = dayNow() >= Day.unwrap(was[0].dueDay);
        for (uint256 i; i < notes.length; ++i) {
            uint256 origin = i;
            while (origin >= was.length) origin = notes[origin].parent - 1;
            Note memory w = was[origin];
            bool same = i == origin && notes[i].status == w.status && notes[i].holder == w.holder;
            if (same) continue;
            demand(w.status == NoteStatus.Live, "R-2: a closed note has changed");
            _demandWay(w, notes[i].status, despite, isDue);
        }
    }

    function _demandWay(Note memory w, NoteStatus status, uint16 despite, bool isDue) private {
        uint16 marks = w.marks & (Marks.BLOCKING | Marks.LAPSING);
        if (status == NoteStatus.Paid) demand(isDue && despite == ALL, "R-4: a note is paid before its day");
        else if (status == NoteStatus.Cancelled)
            demand(marks & ~Marks.DISPUTED == Marks.AGREED, "R-4: cancelled without its holder's word");
        else if (despite != ALL) demand(!isDue && marks & ~despite == 0, "R-4: a note that was not free has passed on");
    }

    function _notesToday(RootId root) private view returns (Note[] memory notes) {
        notes = noteRegistry.notesOf(root, 1, ALL);
        for (uint256 i; i < notes.length; ++i) {
            bool lapses = notes[i].status == NoteStatus.Live && notes[i].marks & Marks.LAPSING != 0;
            if (lapses) notes[i].marks = noteRegistry.marksOf(noteOn(root, uint32(i + 1)));
        }
    }

    function _viewOf(NoteId id, Note memory n, Root memory r) private view returns (NoteView memory v) {
        (v.id, v.root) = (id, id.rootOf());
        v.holder = indexOf(n.holder);
        v.obligor = indexOf(r.obligor);
        v.units = n.hi - n.lo + 1;
        v.dueDay = Day.unwrap(r.dueDay);
        v.status = n.status;
        v.marks = n.marks;
        bool lapses = n.status == NoteStatus.Live && n.marks & Marks.LAPSING != 0;
        if (lapses) v.marks = noteRegistry.marksOf(id);
        (v.rootStatus, v.rootFinanced, v.seq) = (r.status, r.financed, r.seq);
    }

    /// Banks apart.
    function _partiesOf(NoteId id) private view returns (ParticipantId[5] memory parties) {
        IReceivableSecurity.Pledge memory p = noteSecurity.pledgeOf(id);
        (IReceivableDisputes.Dispute memory d, ) = disputes.disputeOf(id);
        (parties[0], parties[1]) = (p.pledgor, p.pledgee);
        (parties[2], parties[3]) = (d.raisedBy, d.against);
        parties[4] = financing.financingOf(id).seller;
    }

    function _partOf(ReceivableAct act) private view returns (address) {
        if (act <= ReceivableAct.Confirmation) return address(noteIssuance);
        if (act == ReceivableAct.Transfer) return address(noteRegistry);
        return act == ReceivableAct.Pledge ? address(noteSecurity) : address(settlement);
    }

    function _nameOf(ReceivableAct act) private pure returns (bytes32) {
        if (act == ReceivableAct.Opening) return "signOpening";
        if (act == ReceivableAct.Application) return "confirmDebt";
        if (act == ReceivableAct.Confirmation) return "signConfirmation";
        if (act == ReceivableAct.Transfer) return "signTransfer";
        return act == ReceivableAct.Pledge ? bytes32("signPledge") : bytes32("signEarly");
    }
}
