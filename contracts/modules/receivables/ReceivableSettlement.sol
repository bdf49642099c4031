// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.34;

import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {SafeERC20} from "@openzeppelin/contracts/token/ERC20/utils/SafeERC20.sol";
import {Math} from "@openzeppelin/contracts/utils/math/Math.sol";
import {SafeCast} from "@openzeppelin/contracts/utils/math/SafeCast.sol";
import {ReentrancyGuard} from "@openzeppelin/contracts/utils/ReentrancyGuard.sol";

import {KernelModule} from "../../kernel/base/KernelModule.sol";
import {IBusinessCalendar} from "../../kernel/interfaces/IBusinessCalendar.sol";
import {IParticipantRegistry} from "../../kernel/interfaces/IParticipantRegistry.sol";
import {ISettlementToken} from "../../kernel/interfaces/ISettlementToken.sol";
import {Interest} from "../../kernel/libraries/Interest.sol";
import {ProRata} from "../../kernel/libraries/ProRata.sol";
import {RequestId, Requests} from "../../kernel/libraries/Requests.sol";
import {Day, today} from "../../kernel/types/Day.sol";
import {NOBODY, ParticipantId} from "../../kernel/types/Ids.sol";
import {Interval} from "../../kernel/types/Interval.sol";
import {Mode} from "../../kernel/types/Parties.sol";
import {Rate} from "../../kernel/types/Rate.sol";
import {IReceivableDisputes} from "./interfaces/IReceivableDisputes.sol";
import {IReceivableFinancing} from "./interfaces/IReceivableFinancing.sol";
import {IReceivableIssuance} from "./interfaces/IReceivableIssuance.sol";
import {IReceivableRegistry} from "./interfaces/IReceivableRegistry.sol";
import {IReceivableSecurity} from "./interfaces/IReceivableSecurity.sol";
import {IReceivableSettlement} from "./interfaces/IReceivableSettlement.sol";
import {
    FIRST_NOTE,
    Ground,
    Marks,
    Note,
    NoteId,
    noteOn,
    NoteStatus,
    NoteWord,
    ReceivableAct,
    Root,
    RootId,
    RootStatus
} from "./types/ReceivableTypes.sol";

/// Documented in {IReceivableSettlement}.
contract ReceivableSettlement is IReceivableSettlement, KernelModule, ReentrancyGuard {
    using ProRata for Interval;
    using SafeCast for uint256;
    using SafeERC20 for IERC20;

    /// What part-paid and set-aside notes of a root come to, so that nothing has to walk over them. One slot.
    struct Account {
        /// Fen of the face up to which every note is paid.
        uint40 paidTo;
        /// Sums of what is kept with live notes ({Progress}), as far as the obligor owes it.
        uint40 received;
        uint40 aside;
        uint64 asideInterest;
        /// Σ fen not received × days of interest paid on them.
        uint64 fenDays;
        bool overdueRecorded;
    }

    /// A root as one transaction finds it, who pays, and what the transaction comes to.
    struct Page {
        RootId root;
        Root facts;
        /// The due day, rolled to a business day.
        Day payDay;
        /// Rate × days that have run on what nothing was paid of.
        uint256 rateDays;
        /// Fen of the face up to which notes are paid; the face: in full.
        uint40 goal;
        ParticipantId payer;
        address wallet;
        /// What can be taken from the payer, read once.
        uint256 spendable;
        uint256 allowance;
        /// Fen paid, and fen of principal that the obligor owes no more.
        uint64 amount;
        uint64 freed;
        /// Fen of it that are the payer's own.
        uint64 kept;
        Dues dues;
    }

    /// What is to be sent: what a receiver gets for many notes is one transfer.
    struct Dues {
        uint256 count;
        ParticipantId[] to;
        uint256[] amounts;
        /// For each remainder of a receiver's number, where in these lists the last such receiver may be.
        uint256[] places;
    }

    /// What comes in on a note.
    struct Incoming {
        NoteId note;
        Note facts;
        uint64 principal;
        uint64 interest;
        /// The note is paid with it.
        bool last;
        /// Its holder can't be paid now.
        bool blocked;
        /// It had been set aside.
        bool claimed;
    }

    uint256 private constant YEAR = 360;
    /// Least number of receivers that there is room for.
    uint256 private constant PLACES = 16;

    IReceivableRegistry public immutable registry;
    IReceivableIssuance public immutable issuance;
    IReceivableFinancing public immutable financing;
    IReceivableSecurity public immutable security;
    IReceivableDisputes public immutable disputes;
    IBusinessCalendar public immutable calendar;
    ISettlementToken public immutable money;

    mapping(RootId root => Account) private _accounts;
    mapping(NoteId note => Progress) private _progress;
    mapping(RootId root => mapping(ParticipantId payer => Round)) private _rounds;

    constructor(
        address authority,
        IParticipantRegistry participants_,
        IReceivableRegistry registry_,
        IReceivableIssuance issuance_,
        IReceivableFinancing financing_,
        IReceivableSecurity security_,
        IReceivableDisputes disputes_,
        IBusinessCalendar calendar_,
        ISettlementToken money_
    ) KernelModule(authority, participants_) {
        registry = registry_;
        issuance = issuance_;
        financing = financing_;
        security = security_;
        disputes = disputes_;
        calendar = calendar_;
        money = money_;
    }

    /// @inheritdoc IReceivableSettlement
    function settle(RootId root, uint256 limit) external nonReentrant returns (uint32 next) {
        Page memory page = _open(root);
        page.goal = page.facts.face;
        _enterAsPayer(page);
        return _run(page, limit);
    }

    /// @inheritdoc IReceivableSettlement
    function settlePartly(RootId root, uint40 paidTo_, uint256 limit) external nonReentrant returns (uint32 next) {
        Page memory page = _open(root);
        page.goal = paidTo_;
        _enterAsPayer(page);
        if (page.payer != page.facts.obligor) revert SettlementNotPayer(root, page.payer, page.facts.obligor, NOBODY);
        uint40 reached = _paidTo(page.facts, _accounts[root]);
        bool runs = _rounds[root][page.payer].cursor != 0;
        if (!runs && (paidTo_ <= reached || paidTo_ >= page.facts.face)) {
            revert SettlementPartOutOfRange(root, paidTo_, reached, page.facts.face);
        }
        return _run(page, limit);
    }

    /// @inheritdoc IReceivableSettlement
    function collect(RootId root, ParticipantId payer, uint256 limit) external nonReentrant returns (uint32 next) {
        Page memory page = _open(root);
        _requirePayer(page, payer);
        _fund(page, payer, participants.requireStanding(payer, Mode.Perform));
        Round storage round = _rounds[root][payer];
        if (round.cursor != 0) {
            page.goal = round.paidTo;
        } else {
            page.goal = page.facts.face;
            _requireDay(root, payer == page.facts.obligor ? page.payDay : page.payDay.plus(1));
        }
        return _run(page, limit);
    }

    /// @inheritdoc IReceivableSettlement
    function claim(NoteId note) external nonReentrant {
        // Checks
        (ParticipantId holder, , ) = _enter(NOBODY, Mode.Preserve, 0);
        Note memory n = registry.noteInfo(note);
        if (n.holder != holder) revert IReceivableRegistry.NoteNotHolder(note, holder, n.holder);
        Progress memory g = _progress[note];
        if (g.payer.isNobody()) revert NoteNotSetAside(note);
        if (_isFrozen(note, n)) revert NoteStillFrozen(note);
        Page memory page = _load(note.rootOf());
        _fund(page, g.payer, participants.walletOf(g.payer));
        _requireMoney(page, g.aside + g.asideInterest);

        // Effects
        bool byObligor = g.payer == page.facts.obligor;
        Incoming memory incoming = _incoming(note, n, g.aside, g.asideInterest);
        incoming.last = !byObligor || g.received == _units(n);
        incoming.claimed = true;
        _makeRoom(page, PLACES);
        if (byObligor) page.freed = g.aside;
        _keepPaid(page, note, n, g, byObligor && incoming.last);
        _divide(page, incoming);
        if (!byObligor) _convey(page, note, n);
        else if (incoming.last) _close(page, note, NoteStatus.Paid);
        _freeFacility(page);

        // Interactions
        _sendAll(page);
    }

    /// @inheritdoc IReceivableSettlement
    function requestEarlyPayment(
        NoteId note,
        uint64 amount,
        Rate rate,
        Day lastDay
    ) external returns (NoteId part, RequestId request) {
        ParticipantId obligor = registry.noteInfo(note).obligor;
        (ParticipantId holder, , ) = _enter(obligor, Mode.Dispose, amount);
        bytes32 terms = bytes32(uint256(Rate.unwrap(rate)));
        (part, request) = registry.openRequest(
            note,
            amount,
            ReceivableAct.EarlyPayment,
            holder,
            obligor,
            lastDay,
            terms
        );
        // A rate that leaves nothing is not asked for.
        earlyPrice(part, amount, rate);
        emit EarlyPaymentRequested(part, request, holder, amount, rate);
    }

    /// @inheritdoc IReceivableSettlement
    function sign(RequestId request) external nonReentrant {
        // Checks
        Requests.Request memory r = registry.requestInfo(request);
        if (r.status == Requests.Status.None) revert Requests.RequestUnknown(request);
        ReceivableAct act = ReceivableAct(r.act);
        if (act != ReceivableAct.EarlyPayment) revert IReceivableRegistry.ReceivableActElsewhere(request, act);
        NoteId note = NoteId.wrap(r.subject);
        Rate rate = Rate.wrap(uint32(uint256(r.terms)));
        uint64 amount = uint64(r.hi - r.lo + 1);
        Page memory page = _load(note.rootOf());
        (ParticipantId obligor, address wallet, address payee) = _enter(r.from, Mode.Dispose, amount);
        registry.signRequest(request, obligor);
        registry.requireFree(note, r.from);
        uint64 price = earlyPrice(note, amount, rate);
        _fund(page, obligor, wallet);
        _requireMoney(page, price);

        // Effects
        emit NotePaidEarly(note, obligor, r.from, amount, rate, price);
        _close(page, note, NoteStatus.EarlyPaid);
        page.freed = amount;
        _freeFacility(page);

        // Interactions
        IERC20(money).safeTransferFrom(wallet, payee, price);
    }

    /// @inheritdoc IReceivableSettlement
    function recordOverdue(RootId root) external {
        Page memory page = _load(root);
        if (!_isOverdue(page)) revert ReceivableNotOverdue(root, page.payDay, today());
        Account storage a = _accounts[root];
        if (a.overdueRecorded) revert ReceivableOverdueRecorded(root);
        a.overdueRecorded = true;
        uint40 unpaid = _left(page.facts) - a.received;
        emit ReceivableOverdue(root, page.facts.obligor, unpaid, page.payDay);
    }

    /// @inheritdoc IReceivableSettlement
    function needed(RootId root, uint40 paidTo_) external view returns (uint64 principal, uint64 interest) {
        Page memory page = _load(root);
        page.goal = paidTo_;
        return _needed(page);
    }

    /// @inheritdoc IReceivableSettlement
    function dueOn(NoteId note) external view returns (uint64 principal, uint64 interest) {
        Note memory n = registry.noteInfo(note);
        if (n.status != NoteStatus.Live) return (0, 0);
        Page memory page = _load(note.rootOf());
        page.goal = page.facts.face;
        Progress memory g = _progress[note];
        if (g.payer != n.obligor) (g.aside, g.asideInterest) = (0, 0);
        (principal, interest) = _dueOn(page, n, g);
        principal += g.aside;
        interest += g.asideInterest;
    }

    /// @inheritdoc IReceivableSettlement
    function paidTo(RootId root) external view returns (uint40) {
        return _paidTo(registry.rootInfo(root), _accounts[root]);
    }

    /// @inheritdoc IReceivableSettlement
    function progressOf(NoteId note) external view returns (Progress memory) {
        return _progress[note];
    }

    /// @inheritdoc IReceivableSettlement
    function roundOf(RootId root, ParticipantId payer) external view returns (Round memory) {
        return _rounds[root][payer];
    }

    /// @inheritdoc IReceivableSettlement
    function payableDay(RootId root) external view returns (Day) {
        return _load(root).payDay;
    }

    /// @inheritdoc IReceivableSettlement
    function isOverdue(RootId root) external view returns (bool) {
        return _isOverdue(_load(root));
    }

    /// @inheritdoc IReceivableSettlement
    function earlyPrice(NoteId note, uint64 amount, Rate rate) public view returns (uint64 price) {
        Day due = calendar.nextBusinessDay(registry.noteInfo(note).dueDay);
        (, uint256 proceeds) = Interest.discount(amount, rate, today(), due);
        return uint64(proceeds);
    }

    /// Starts the payer's round, or goes on with it, for a page.
    function _run(Page memory page, uint256 limit) private returns (uint32 next) {
        if (limit == 0) revert SettlementLimitZero();
        Round storage round = _rounds[page.root][page.payer];
        uint32 cursor = round.cursor;
        bool goesOn = cursor != 0;
        if (!goesOn) {
            cursor = FIRST_NOTE;
            _start(page);
        } else if (round.paidTo != page.goal) {
            revert SettlementRunning(page.root, page.payer, round.paidTo, cursor);
        }

        next = _payNotes(page, cursor, limit);
        if (next != 0) {
            round.cursor = next;
            if (!goesOn) (round.paidTo, round.day) = (page.goal, today());
        } else {
            if (goesOn) delete _rounds[page.root][page.payer];
            if (page.goal != page.facts.face) _accounts[page.root].paidTo = page.goal;
        }
        emit SettlementPaged(page.root, page.payer, next, page.amount);
    }

    function _start(Page memory page) private {
        (uint64 principal, uint64 interest) = _needed(page);
        uint64 amount = principal + interest;
        _requireMoney(page, amount);
        emit SettlementStarted(page.root, page.payer, page.goal, amount, today());
    }

    function _payNotes(Page memory page, uint32 cursor, uint256 limit) private returns (uint32 next) {
        // Effects
        NoteWord[] memory notes = registry.noteWords(page.root, cursor, limit);
        NoteId[] memory paid = new NoteId[](notes.length);
        address[] memory wallets = _walletsOf(notes);
        _makeRoom(page, Math.max(notes.length, PLACES));
        uint256 count;
        bool byObligor = page.payer == page.facts.obligor;
        for (uint256 i; i < notes.length; ++i) {
            NoteWord word = notes[i];
            if (word.liveHolder().isNobody()) continue;
            NoteId note = noteOn(page.root, uint32(cursor + i));
            address wallet = wallets[i];
            if (!byObligor) {
                _payAsConfirmer(page, note, word.unpack(), wallet);
                continue;
            }
            if (!_payPlainly(page, note, word, wallet)) {
                if (!_payAsObligor(page, note, word.unpack(), wallet)) continue;
                // Whose it is may have changed while a pledgee was paid.
                wallet = address(0);
            }
            (paid[count], wallets[count]) = (note, wallet);
            ++count;
        }
        // solhint-disable-next-line no-inline-assembly
        assembly ("memory-safe") {
            // No longer than they were made.
            mstore(paid, count)
            mstore(wallets, count)
        }
        if (count != 0) registry.close(page.root, paid, wallets, NoteStatus.Paid);
        _freeFacility(page);
        uint256 end = cursor + notes.length;
        next = end > page.facts.seq ? 0 : uint32(end);

        // Interactions
        _sendAll(page);
    }

    /// The short way, for a note on which nothing stands: all of it, to its holder.
    /// @return whether it could go this way
    function _payPlainly(Page memory page, NoteId note, NoteWord word, address wallet) private returns (bool) {
        if (word.marksOf() & Marks.DIVERTING != 0 || page.goal != page.facts.face || wallet == address(0)) return false;
        ParticipantId holder = word.liveHolder();
        uint40 units = word.unitsOf();
        uint64 interest;
        if (page.rateDays != 0) interest = Interest.ofRateDays(units, page.rateDays, YEAR).toUint64();
        page.freed += units;
        emit NotePaid(note, page.payer, holder, units, interest);
        _owe(page, holder, units + interest);
        return true;
    }

    /// @return whether the note is paid with it
    function _payAsObligor(Page memory page, NoteId note, Note memory n, address wallet) private returns (bool) {
        Progress memory g = _progress[note];
        if (g.payer != page.payer && !g.payer.isNobody()) {
            // The bank has set it aside. A part would not take that off it, and reaches the bank once it has paid.
            if (page.goal != page.facts.face) return false;
            (g.aside, g.asideInterest, g.payer) = (0, 0, NOBODY);
        }
        (uint64 principal, uint64 interest) = _dueOn(page, n, g);
        bool blocked = _isBlocked(note, n, wallet);
        if (principal + interest == 0 && (blocked || g.payer.isNobody())) return false;

        g.received += uint40(principal);
        if (today() > page.payDay) g.through = today();
        bool whole = g.received == _units(n);
        Incoming memory incoming = _incoming(note, n, principal + g.aside, interest + g.asideInterest);
        incoming.last = whole;
        incoming.blocked = blocked;
        uint64 left = _divide(page, incoming);
        (principal, interest) = _split(incoming, left);
        page.freed += principal;
        if (left == 0) {
            _keepPaid(page, note, n, g, whole);
            if (!whole) _setMark(note, n, false);
            return whole;
        }
        g.aside = uint40(incoming.principal - principal);
        g.asideInterest = incoming.interest - interest;
        _setAside(page, note, n, g, whole);
        return false;
    }

    /// Its holder is paid all that it is owed, and the bank takes its place; or it is left as it is.
    function _payAsConfirmer(Page memory page, NoteId note, Note memory n, address wallet) private {
        // Its own, and nobody else's in part: paid by nobody but the obligor.
        if (n.holder == page.payer && n.marks & (Marks.PLEDGED | Marks.CONTESTED) == 0) return;
        Progress memory g = _progress[note];
        bool isAside = g.payer == page.payer;
        (uint64 principal, uint64 interest) = isAside ? (uint64(0), uint64(0)) : _dueOn(page, n, g);
        if (!_isBlocked(note, n, wallet)) {
            Incoming memory incoming = _incoming(note, n, principal + g.aside, interest + g.asideInterest);
            incoming.last = true;
            _divide(page, incoming);
            if (isAside) _keepPaid(page, note, n, g, false);
            _convey(page, note, n);
        } else if (g.payer.isNobody()) {
            (g.aside, g.asideInterest) = (uint40(principal), interest);
            _setAside(page, note, n, g, false);
        }
    }

    /// Divides what comes in on a note among all that have a part in it.
    /// @return left the holder's part, when it is blocked
    function _divide(Page memory page, Incoming memory incoming) private returns (uint64 left) {
        NoteId note = incoming.note;
        uint16 marks = incoming.facts.marks;
        ParticipantId first = incoming.facts.holder;
        ParticipantId second;
        uint64 toFirst = incoming.principal + incoming.interest;
        uint64 toSecond;
        IReceivableDisputes.Share[] memory shares;
        if (marks & Marks.CONTESTED != 0) (shares, toFirst) = disputes.collect(note, toFirst, incoming.last);
        if (marks & Marks.PLEDGED != 0) {
            // Once the pledgee has all, what is left waits for the pledgor as its own.
            bool last = incoming.last && (!incoming.blocked || security.pledgeOf(note).secured >= toFirst);
            (first, toFirst, second, toSecond) = security.collect(note, toFirst, last);
            if (incoming.blocked) (left, toSecond) = (toSecond, 0);
        } else if (incoming.blocked) {
            // Of a factored note nobody else is owed anything before its factor is.
            (left, toFirst) = (toFirst, 0);
        } else if (marks & Marks.FINANCED != 0) {
            (first, toFirst, second, toSecond) = financing.collect(note, toFirst, incoming.last);
        }

        _emitPaid(page, incoming, left);
        for (uint256 i; i < shares.length; ++i) {
            _pay(page, incoming, shares[i].to, shares[i].amount);
        }
        _pay(page, incoming, first, toFirst);
        _pay(page, incoming, second, toSecond);
    }

    function _pay(Page memory page, Incoming memory incoming, ParticipantId to, uint64 amount) private {
        if (amount == 0) return;
        if (to != incoming.facts.holder) emit NoteDivided(incoming.note, to, amount);
        _owe(page, to, amount);
    }

    function _owe(Page memory page, ParticipantId to, uint64 amount) private {
        page.amount += amount;
        if (to == page.payer) {
            // Nobody pays itself.
            page.kept += amount;
            return;
        }
        Dues memory dues = page.dues;
        uint256 remainder = ParticipantId.unwrap(to) % dues.places.length;
        uint256 place = dues.places[remainder];
        if (place < dues.count && dues.to[place] == to) {
            dues.amounts[place] += amount;
            return;
        }
        if (dues.count == dues.to.length) _sendAll(page);
        place = dues.count++;
        dues.places[remainder] = place;
        dues.to[place] = to;
        dues.amounts[place] = amount;
    }

    function _sendAll(Page memory page) private {
        Dues memory dues = page.dues;
        uint256 count = dues.count;
        if (count == 0) return;
        dues.count = 0;
        (ParticipantId[] memory to, uint256[] memory amounts) = (dues.to, dues.amounts);
        // solhint-disable-next-line no-inline-assembly
        assembly ("memory-safe") {
            // No longer than they were made.
            mstore(to, count)
            mstore(amounts, count)
        }
        _requireMoney(page, page.amount - page.kept);
        money.transferFromMany(page.wallet, to, amounts);
    }

    function _makeRoom(Page memory page, uint256 receivers) private pure {
        page.dues.to = new ParticipantId[](receivers);
        page.dues.amounts = new uint256[](receivers);
        page.dues.places = new uint256[](receivers);
    }

    /// Where money may go to the notes' holders; 0 for one that it can't go to (R-10), and for a note that is not live.
    function _walletsOf(NoteWord[] memory notes) private view returns (address[] memory) {
        ParticipantId[] memory holders = new ParticipantId[](notes.length);
        for (uint256 i; i < notes.length; ++i) {
            holders[i] = notes[i].liveHolder();
        }
        return participants.payableWallets(holders);
    }

    function _isBlocked(NoteId note, Note memory n, address wallet) private view returns (bool) {
        return wallet == address(0) || _isFrozen(note, n);
    }

    /// The bank takes the place of who held a note.
    function _convey(Page memory page, NoteId note, Note memory n) private {
        if (n.holder != page.payer) registry.convey(note, page.payer, Ground.Confirmation);
    }

    function _close(Page memory page, NoteId note, NoteStatus status) private {
        NoteId[] memory notes = new NoteId[](1);
        notes[0] = note;
        registry.close(page.root, notes, new address[](1), status);
    }

    function _freeFacility(Page memory page) private {
        if (page.freed != 0) issuance.freeFacility(page.root, page.freed);
    }

    /// What is set aside in full counts as settled; anything else is found by the mark.
    function _setMark(NoteId note, Note memory n, bool aside) private {
        if (aside) {
            if (n.marks & Marks.SET_ASIDE == 0) registry.setAside(note, true);
        } else if (n.marks & Marks.PART_PAID == 0) {
            registry.mark(note, Marks.PART_PAID, 0);
        }
    }

    /// @param inFull all that the obligor owes on it, which so far counts as settled
    function _setAside(Page memory page, NoteId note, Note memory n, Progress memory g, bool inFull) private {
        g.payer = page.payer;
        _keep(page, note, n, g);
        _setMark(note, n, inFull);
        // Whose it is may have changed while a pledgee was paid.
        emit NoteSetAside(note, registry.noteInfo(note).holder, page.payer, g.aside, g.asideInterest);
    }

    function _emitPaid(Page memory page, Incoming memory incoming, uint64 left) private {
        (uint64 principal, uint64 interest) = _split(incoming, left);
        ParticipantId holder = incoming.facts.holder;
        if (incoming.claimed) emit NoteClaimed(incoming.note, holder, page.payer, principal, interest);
        else if (principal + interest != 0) emit NotePaid(incoming.note, page.payer, holder, principal, interest);
    }

    /// Nothing is set aside any more; of a note that is closed there is nothing to keep.
    function _keepPaid(Page memory page, NoteId note, Note memory n, Progress memory g, bool closed) private {
        Progress memory paid;
        if (!closed) (paid.received, paid.through) = (g.received, g.through);
        _keep(page, note, n, paid);
    }

    /// Writes a note's progress, and its difference into the root's account.
    function _keep(Page memory page, NoteId note, Note memory n, Progress memory g) private {
        Progress memory old = _progress[note];
        Account storage a = _accounts[page.root];
        a.received = a.received + g.received - old.received;
        a.fenDays = a.fenDays + _fenDays(page, n, g) - _fenDays(page, n, old);
        (uint40 aside, uint64 asideInterest) = _asideOf(page, g);
        (uint40 oldAside, uint64 oldInterest) = _asideOf(page, old);
        a.aside = a.aside + aside - oldAside;
        a.asideInterest = a.asideInterest + asideInterest - oldInterest;
        _progress[note] = g;
    }

    /// The caller pays; its account's ceiling is held against all that the payer must have ready.
    function _enterAsPayer(Page memory page) private view {
        _requireDay(page.root, page.facts.dueDay);
        (uint64 principal, uint64 interest) = _needed(page);
        (ParticipantId payer, address wallet, ) = _enter(NOBODY, Mode.Perform, principal + interest);
        _requirePayer(page, payer);
        _fund(page, payer, wallet);
    }

    /// Who pays, and what can be taken from it.
    function _fund(Page memory page, ParticipantId payer, address wallet) private view {
        (page.payer, page.wallet) = (payer, wallet);
        page.spendable = money.spendable(wallet);
        page.allowance = money.allowance(wallet, address(this));
    }

    /// A root that can be paid.
    function _open(RootId root) private view returns (Page memory page) {
        page = _load(root);
        RootStatus status = page.facts.status;
        if (status != RootStatus.Open && status != RootStatus.Settled) {
            revert IReceivableRegistry.RootWrongStatus(root, status, RootStatus.Open);
        }
        if (_left(page.facts) == 0) revert SettlementNothingDue(root);
    }

    function _load(RootId root) private view returns (Page memory page) {
        page.root = root;
        page.facts = registry.rootInfo(root);
        page.payDay = calendar.nextBusinessDay(page.facts.dueDay);
        page.rateDays = _rateDays(page, page.payDay);
    }

    function _needed(Page memory page) private view returns (uint64 principal, uint64 interest) {
        Account memory a = _accounts[page.root];
        Root memory r = page.facts;
        uint256 live = _left(r);
        uint256 unpaid = live - a.received;
        uint256 rest = unpaid;
        if (page.goal != r.face) {
            // Each stretch of notes between closed ones may have a fen more than its share, and each part-paid note one too many.
            uint256 level = Math.min(page.goal, (live * page.goal) / r.face + r.seq);
            if (a.received != 0) level += r.seq;
            rest = Math.min(unpaid, Math.saturatingSub(level, a.received));
        }
        principal = (rest + a.aside).toUint64();
        interest = a.asideInterest;
        uint256 run = unpaid * page.rateDays - a.fenDays * uint256(Rate.unwrap(r.overdueRate));
        if (run != 0) interest += (Math.ceilDiv(run, Interest.RATE_UNIT * YEAR) + (uint256(r.seq) + 1) / 2).toUint64();
    }

    /// What is due on a note beyond what was paid and set aside by the obligor.
    function _dueOn(
        Page memory page,
        Note memory n,
        Progress memory g
    ) private view returns (uint64 principal, uint64 interest) {
        uint40 units = _units(n);
        uint40 target =
            page.goal == page.facts.face ? units : Interval(n.lo, n.hi).ofInterval(page.goal, page.facts.face);
        // A fen too many is let stand.
        if (target > g.received) principal = target - g.received;
        uint256 rateDays = g.through > page.payDay ? _rateDays(page, g.through) : page.rateDays;
        interest = Interest.ofRateDays(units - g.received, rateDays, YEAR).toUint64();
    }

    function _rateDays(Page memory page, Day from) private view returns (uint256) {
        return today() > from ? Interest.rateDays(page.facts.overdueRate, from, today()) : 0;
    }

    function _isFrozen(NoteId note, Note memory n) private view returns (bool) {
        return n.marks & Marks.FROZEN != 0 && registry.marksOf(note) & Marks.FROZEN != 0;
    }

    function _isOverdue(Page memory page) private view returns (bool) {
        return page.facts.status == RootStatus.Open && today() > page.payDay;
    }

    function _requireMoney(Page memory page, uint256 amount) private pure {
        if (page.spendable < amount || page.allowance < amount) {
            revert SettlementMoneyShort(page.root, page.payer, amount, page.spendable, page.allowance);
        }
    }

    function _requireDay(RootId root, Day earliest) private view {
        if (today() < earliest) revert SettlementTooEarly(root, earliest, today());
    }

    function _requirePayer(Page memory page, ParticipantId payer) private pure {
        Root memory r = page.facts;
        if (payer.isNobody() || (payer != r.obligor && payer != r.confirmer)) {
            revert SettlementNotPayer(page.root, payer, r.obligor, r.confirmer);
        }
    }

    function _incoming(
        NoteId note,
        Note memory n,
        uint64 principal,
        uint64 interest
    ) private pure returns (Incoming memory incoming) {
        incoming.note = note;
        incoming.facts = n;
        incoming.principal = principal;
        incoming.interest = interest;
    }

    /// What was paid when `left` was not: interest first (Civil Code 561).
    function _split(Incoming memory incoming, uint64 left) private pure returns (uint64 principal, uint64 interest) {
        uint64 paid = incoming.principal + incoming.interest - left;
        interest = paid < incoming.interest ? paid : incoming.interest;
        principal = paid - interest;
    }

    /// What the obligor has set aside of it.
    function _asideOf(Page memory page, Progress memory g) private pure returns (uint40 aside, uint64 interest) {
        if (g.payer == page.facts.obligor) return (g.aside, g.asideInterest);
    }

    function _fenDays(Page memory page, Note memory n, Progress memory g) private pure returns (uint64) {
        if (g.through <= page.payDay) return 0;
        return uint64(uint256(_units(n) - g.received) * g.through.daysSince(page.payDay));
    }

    function _paidTo(Root memory r, Account storage a) private view returns (uint40) {
        return r.status == RootStatus.Settled ? r.face : a.paidTo;
    }

    /// Fen whose notes are live.
    function _left(Root memory r) private pure returns (uint40) {
        return r.face - r.paid - r.cancelled;
    }

    function _units(Note memory n) private pure returns (uint40) {
        return n.hi - n.lo + 1;
    }
}
