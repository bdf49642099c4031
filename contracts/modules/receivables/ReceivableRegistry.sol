// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.34;

import {Math} from "@openzeppelin/contracts/utils/math/Math.sol";
import {IERC721Metadata} from "@openzeppelin/contracts/token/ERC721/extensions/IERC721Metadata.sol";

import {KernelModule} from "../../kernel/base/KernelModule.sol";
import {InstructionDesk} from "../../kernel/base/InstructionDesk.sol";
import {TitleToken} from "../../kernel/base/TitleToken.sol";
import {IModulePart} from "../../kernel/interfaces/IModulePart.sol";
import {IParticipantRegistry} from "../../kernel/interfaces/IParticipantRegistry.sol";
import {Intervals} from "../../kernel/libraries/Intervals.sol";
import {NO_REQUEST, RequestId, Requests} from "../../kernel/libraries/Requests.sol";
import {Day, NO_DAY, today} from "../../kernel/types/Day.sol";
import {AskId, NOBODY, ParticipantId} from "../../kernel/types/Ids.sol";
import {Interval} from "../../kernel/types/Interval.sol";
import {Mode} from "../../kernel/types/Parties.sol";
import {IReceivableDescriptor} from "./interfaces/IReceivableDescriptor.sol";
import {IReceivableOrders} from "./interfaces/IReceivableOrders.sol";
import {IReceivableRegistry} from "./interfaces/IReceivableRegistry.sol";
import {Rate} from "../../kernel/types/Rate.sol";
import {
    FacilityId,
    FIRST_NOTE,
    firstNote,
    Ground,
    Lock,
    Marks,
    Note,
    NoteId,
    noteOn,
    NoteStatus,
    NoteWord,
    Payment,
    ReceivableAct,
    Root,
    RootId,
    RootStatus
} from "./types/ReceivableTypes.sol";

/// Documented in {IReceivableRegistry}.
contract ReceivableRegistry is IReceivableRegistry, TitleToken, InstructionDesk {
    using Intervals for Interval;
    using Requests for Requests.Book;

    /// What passes on, and to whom.
    struct Passing {
        NoteId note;
        ParticipantId from;
        ParticipantId to;
        address fromWallet;
        address toWallet;
        bytes32 trade;
    }

    uint256 public constant MAX_PAYMENTS = 50;

    IReceivableDescriptor public immutable descriptor;
    /// @inheritdoc IReceivableRegistry
    IReceivableOrders public orders;

    /// @inheritdoc IReceivableRegistry
    uint32 public rootCount;
    /// Roots on which somebody is yet owed something.
    uint32 private _openRoots;

    mapping(RootId root => Root) private _roots;
    mapping(NoteId note => Note) private _notes;
    mapping(NoteId note => Lock) private _locks;

    constructor(
        address authority,
        IParticipantRegistry participants_,
        IReceivableDescriptor descriptor_
    ) KernelModule(authority, participants_) {
        descriptor = descriptor_;
    }

    /// @inheritdoc IReceivableRegistry
    function setOrders(IReceivableOrders orders_) external restricted {
        if (address(orders) != address(0)) revert ReceivableOrdersAlreadySet(address(orders));
        orders = orders_;
    }

    /// @inheritdoc IReceivableRegistry
    function transfer(
        NoteId note,
        uint64 amount,
        ParticipantId to,
        bytes32 trade,
        Day lastDay
    ) external returns (NoteId part, RequestId request) {
        Note storage n = _notes[note];
        Passing memory p = Passing(note, NOBODY, to, address(0), address(0), trade);
        (p.from, p.fromWallet, p.toWallet) = _enter(to, Mode.Dispose, amount);
        _requireFree(note, n, p.from);
        request = _pass(p, n, amount, lastDay);
        part = p.note;
    }

    /// @inheritdoc IReceivableRegistry
    function transferMany(
        NoteId note,
        Payment[] calldata payments,
        Day lastDay
    ) external returns (RequestId[] memory requests) {
        uint256 count = payments.length;
        if (count == 0 || count > MAX_PAYMENTS) revert NotePaymentsInvalid(note, count, MAX_PAYMENTS);
        Note storage n = _notes[note];
        Passing memory p;
        (p.from, p.fromWallet, ) = _enter(NOBODY, Mode.Dispose, _totalOf(note, n, payments));
        _requireFree(note, n, p.from);

        requests = new RequestId[](count);
        for (uint256 i; i < count; ++i) {
            p.note = note;
            p.to = payments[i].to;
            p.trade = payments[i].trade;
            p.toWallet = participants.requireStanding(p.to, Mode.Dispose);
            requests[i] = _pass(p, n, payments[i].amount, lastDay);
        }
    }

    /// @inheritdoc IReceivableRegistry
    function sign(RequestId request) external {
        Requests.Request storage r = _requests.live(request);
        if (r.act != uint8(ReceivableAct.Transfer)) revert ReceivableActElsewhere(request, ReceivableAct(r.act));
        NoteId note = NoteId.wrap(r.subject);
        Note storage n = _notes[note];
        (ParticipantId signer, address wallet, address fromWallet) = _enter(r.from, Mode.Dispose, r.hi - r.lo + 1);
        _requests.sign(request, signer);
        _unlock(note, n);
        _requireFree(note, n, r.from);
        _move(Passing(note, r.from, signer, fromWallet, wallet, r.terms), n, Ground.Payment);
    }

    /// @inheritdoc IReceivableRegistry
    function merge(NoteId note, NoteId next) external {
        (ParticipantId holder, , ) = _enter(NOBODY, Mode.Dispose, 0);
        _requireFree(note, _notes[note], holder);
        _requireFree(next, _notes[next], holder);
        _join(note, next);
    }

    /// @inheritdoc IReceivableRegistry
    function propose(
        ParticipantId obligor,
        ParticipantId supplier,
        uint40 face,
        Day dueDay,
        FacilityId facility,
        Rate overdueRate
    ) external onlyPart returns (RootId root) {
        root = RootId.wrap(++rootCount);
        Root storage r = _roots[root];
        r.face = face;
        r.obligor = obligor;
        r.dueDay = dueDay;
        r.supplier = supplier;
        r.facility = facility;
        r.overdueRate = overdueRate;
        _setStatus(root, r, RootStatus.Proposed);
    }

    /// @inheritdoc IReceivableRegistry
    function open(RootId root) external onlyPart {
        Root storage r = _roots[root];
        _requireStatus(root, r, RootStatus.Proposed);
        NoteId note = firstNote(root);
        ++_openRoots;
        r.seq = FIRST_NOTE;
        r.issueDay = today();
        _setStatus(root, r, RootStatus.Open);
        Note storage n = _notes[note];
        n.lo = 1;
        n.hi = r.face;
        n.holder = r.supplier;
        n.obligor = r.obligor;
        n.dueDay = r.dueDay;
        n.tier = 1;
        n.status = NoteStatus.Live;
        _reportTransfer(NoteId.unwrap(note), NOBODY, r.supplier);
        emit Locked(NoteId.unwrap(note));
    }

    /// @inheritdoc IReceivableRegistry
    function setConfirmer(RootId root, ParticipantId confirmer) external onlyPart {
        Root storage r = _roots[root];
        _requireStatus(root, r, RootStatus.Open);
        r.confirmer = confirmer;
    }

    /// @inheritdoc IReceivableRegistry
    function startCancelling(RootId root) external onlyPart {
        Root storage r = _roots[root];
        _requireStatus(root, r, RootStatus.Open);
        _setStatus(root, r, RootStatus.Cancelling);
    }

    /// @inheritdoc IReceivableRegistry
    function openRequest(
        NoteId note,
        uint64 amount,
        ReceivableAct act,
        ParticipantId from,
        ParticipantId to,
        Day lastDay,
        bytes32 terms
    ) external onlyPart returns (NoteId part, RequestId request) {
        part = note;
        if (act <= ReceivableAct.Confirmation) {
            Root storage r = _roots[note.rootOf()];
            lastDay = _requestDay(r.dueDay, lastDay);
            request = _open(note, Interval(1, r.face), act, from, to, lastDay, terms);
        } else {
            Note storage n = _notes[note];
            _requireFree(note, n, from);
            lastDay = _requestDay(n.dueDay, lastDay);
            part = _take(note, n, amount);
            request = _openOn(part, act, from, to, lastDay, terms);
        }
    }

    /// @inheritdoc IReceivableRegistry
    function signRequest(RequestId request, ParticipantId signer) external onlyPart {
        _requests.sign(request, signer);
        _unlockFor(request);
    }

    /// @inheritdoc IReceivableRegistry
    function offer(NoteId note, ParticipantId holder, uint64 amount, AskId ask, Day lastDay) external onlyPart {
        // Checks
        Note storage n = _notes[note];
        _requireFree(note, n, holder);
        _requireAmount(note, n, amount);
        _requestDay(n.dueDay, lastDay);

        // Effects
        _locks[note] = Lock({request: NO_REQUEST, ask: ask, amount: uint40(amount), lastDay: lastDay});
        n.marks |= Marks.LOCKED;
        emit NoteOffered(note, holder, ask, amount, lastDay);
    }

    /// @inheritdoc IReceivableRegistry
    function endOffer(NoteId note, AskId ask) external onlyPart {
        if (_locks[note].ask != ask) return;
        _unlock(note, _notes[note]);
        emit NoteOfferEnded(note, ask);
    }

    /// @inheritdoc IReceivableRegistry
    function conveyOffered(
        NoteId note,
        AskId ask,
        ParticipantId to,
        address fromWallet,
        address toWallet
    ) external onlyPart returns (NoteId part) {
        Note storage n = _notes[note];
        Lock memory lock = _locks[note];
        if (lock.ask != ask || lock.lastDay < today()) revert NoteNotOffered(note, ask);
        _unlock(note, n);
        ParticipantId from = n.holder;
        _requireFree(note, n, from);

        part = _take(note, n, lock.amount);
        n = _notes[part];
        n.marks |= Marks.FINANCED;
        _roots[part.rootOf()].financed = true;
        _move(Passing(part, from, to, fromWallet, toWallet, 0), n, Ground.Financing);
    }

    /// @inheritdoc IReceivableRegistry
    function split(NoteId note, uint64 amount) external onlyPart returns (NoteId part) {
        Note storage n = _live(note);
        uint16 marks = n.marks & ~Marks.FROZEN;
        if (marks != 0 || today() >= n.dueDay) revert NoteNotFree(note, marks, n.dueDay);
        return _take(note, n, amount);
    }

    /// @inheritdoc IReceivableRegistry
    function join(NoteId note, NoteId next) external onlyPart {
        _join(note, next);
    }

    /// @inheritdoc IReceivableRegistry
    function mark(NoteId note, uint16 set, uint16 cleared) external onlyPart {
        _setMarks(note, _live(note), set, cleared);
    }

    /// @inheritdoc IReceivableRegistry
    function convey(NoteId note, ParticipantId to, Ground ground) external onlyPart {
        Note storage n = _live(note);
        ParticipantId from = n.holder;
        n.holder = to;
        emit NoteTransferred(note, from, to, ground, n.lo, n.hi, n.tier, 0);
        _reportTransfer(NoteId.unwrap(note), from, to);
    }

    /// @inheritdoc IReceivableRegistry
    function close(
        RootId root,
        NoteId[] calldata notes,
        address[] calldata wallets,
        NoteStatus status
    ) external onlyPart {
        Root storage r = _roots[root];
        uint40 units;
        uint40 aside;
        for (uint256 i; i < notes.length; ++i) {
            NoteId note = notes[i];
            Note storage n = _notes[note];
            NoteWord was = _wordOf(n);
            ParticipantId holder = was.liveHolder();
            if (holder.isNobody()) _live(note);
            uint40 size = was.unitsOf();
            units += size;
            if (was.marksOf() & Marks.SET_ASIDE != 0) aside += size;
            n.status = status;
            address wallet = wallets[i];
            if (wallet == address(0)) wallet = _walletOf(holder);
            _reportTransfer(NoteId.unwrap(note), holder, NOBODY, wallet, address(0));
            emit NoteClosed(note, holder, status, size);
        }
        if (status == NoteStatus.Cancelled) r.cancelled += units;
        else r.paid += units;
        if (aside != 0) r.setAside -= aside;
        _emitProgress(root, r);
        if (r.paid + r.cancelled == r.face) --_openRoots;
        _settleIfDone(root, r);
    }

    /// @inheritdoc IReceivableRegistry
    function setAside(NoteId note, bool aside) external onlyPart {
        Note storage n = _live(note);
        RootId root = note.rootOf();
        Root storage r = _roots[root];
        uint40 units = _wordOf(n).unitsOf();
        if (aside) r.setAside += units;
        else r.setAside -= units;
        _setMarks(note, n, aside ? Marks.SET_ASIDE : 0, aside ? 0 : Marks.SET_ASIDE);
        _emitProgress(root, r);
        _settleIfDone(root, r);
    }

    /// @inheritdoc IReceivableRegistry
    function seize(NoteId note) external onlyPart {
        Note storage n = _live(note);
        Lock memory lock = _locks[note];
        if (AskId.unwrap(lock.ask) != 0) emit NoteOfferEnded(note, lock.ask);
        _requests.cancel(lock.request);
        delete _locks[note];
        _setMarks(note, n, Marks.FROZEN, Marks.LOCKED);
    }

    /// @inheritdoc IModulePart
    function openItems() external view override(IModulePart, KernelModule) returns (uint256) {
        return _openRoots;
    }

    /// @inheritdoc IReceivableRegistry
    function rootInfo(RootId root) external view returns (Root memory r) {
        r = _roots[root];
        if (r.status == RootStatus.None) revert RootUnknown(root);
    }

    /// @inheritdoc IReceivableRegistry
    function noteInfo(NoteId note) external view returns (Note memory) {
        return _wordOf(_existing(note)).unpack();
    }

    /// @inheritdoc IReceivableRegistry
    function notesOf(RootId root, uint32 start, uint256 limit) external view returns (Note[] memory notes) {
        NoteWord[] memory words = noteWords(root, start, limit);
        notes = new Note[](words.length);
        for (uint256 i; i < notes.length; ++i) {
            notes[i] = words[i].unpack();
        }
    }

    /// @inheritdoc IReceivableRegistry
    function noteWords(RootId root, uint32 start, uint256 limit) public view returns (NoteWord[] memory words) {
        words = new NoteWord[](Math.min(limit, Math.saturatingSub(uint256(_roots[root].seq) + 1, start)));
        for (uint256 i; i < words.length; ++i) {
            words[i] = _wordOf(_notes[noteOn(root, uint32(start + i))]);
        }
    }

    /// @inheritdoc IReceivableRegistry
    function lockOf(NoteId note) external view returns (Lock memory) {
        return _locks[note];
    }

    /// @inheritdoc IReceivableRegistry
    function marksOf(NoteId note) external view returns (uint16) {
        return _marksToday(note, _existing(note));
    }

    /// @inheritdoc IReceivableRegistry
    function requireFree(NoteId note, ParticipantId holder) external view {
        _requireFree(note, _notes[note], holder);
    }

    /// @inheritdoc IReceivableRegistry
    function isInstructed(
        Day dueDay,
        uint256 amount,
        ReceivableAct act,
        ParticipantId counterparty,
        ParticipantId by
    ) external view returns (bool) {
        return _isInstructed(dueDay, amount, act, counterparty, by);
    }

    /// @inheritdoc IERC721Metadata
    function tokenURI(uint256 tokenId) external view returns (string memory) {
        ownerOf(tokenId);
        return descriptor.tokenURI(this, NoteId.wrap(uint64(tokenId)));
    }

    /// @inheritdoc IERC721Metadata
    function name() external pure returns (string memory) {
        return "RopeNet Receivables";
    }

    /// @inheritdoc IERC721Metadata
    function symbol() external pure returns (string memory) {
        return "NOTE";
    }

    /// An answered request is forgotten by its note, so that later acts need not read it.
    function _unlockFor(RequestId request) internal override {
        NoteId note = NoteId.wrap(_requests.requests[request].subject);
        if (_locks[note].request == request) _unlock(note, _notes[note]);
    }

    function _holderOf(uint64 title) internal view override returns (ParticipantId) {
        return _wordOf(_notes[NoteId.wrap(title)]).liveHolder();
    }

    /// Confirming a debt never: it binds the obligor for the whole amount.
    function _instructable() internal pure override returns (uint32) {
        return uint32((1 << uint256(ReceivableAct.Opening)) | (1 << uint256(ReceivableAct.Transfer)));
    }

    /// Passes what was asked on, or asks its receiver. `p.note` becomes the note that passes.
    function _pass(Passing memory p, Note storage n, uint256 amount, Day lastDay) private returns (RequestId request) {
        NoteId note = p.note;
        if (p.to == p.from || p.to.isNobody()) revert NoteReceiverIsHolder(note, p.from);
        if (p.to == n.obligor) revert NoteReceiverIsObligor(note, p.to);
        if (p.trade == 0) revert NoteTradeMissing(note);
        Day dueDay = n.dueDay;
        lastDay = _requestDay(dueDay, lastDay);

        p.note = _take(note, n, amount);
        if (_isInstructed(dueDay, amount, ReceivableAct.Transfer, p.from, p.to)) {
            _move(p, _notes[p.note], Ground.Payment);
        } else {
            request = _openOn(p.note, ReceivableAct.Transfer, p.from, p.to, lastDay, p.trade);
        }
    }

    function _move(Passing memory p, Note storage n, Ground ground) private {
        uint24 tier = n.tier;
        if (ground == Ground.Payment) n.tier = ++tier;
        n.holder = p.to;
        emit NoteTransferred(p.note, p.from, p.to, ground, n.lo, n.hi, tier, p.trade);
        _reportTransfer(NoteId.unwrap(p.note), p.from, p.to, p.fromWallet, p.toWallet);
    }

    /// Splits `amount` off the low end as a note of its own; the rest keeps its id. All of it: nothing to split.
    function _take(NoteId note, Note storage n, uint256 amount) private returns (NoteId part) {
        _requireAmount(note, n, amount);
        if (amount == _wordOf(n).unitsOf()) return note;
        (Interval memory taken, Interval memory rest) = _interval(n).take(uint40(amount));
        RootId root = note.rootOf();
        part = noteOn(root, ++_roots[root].seq);
        Note storage p = _notes[part];
        _copy(n, p);
        p.hi = taken.hi;
        p.parent = note.numberOf();
        n.lo = rest.lo;
        ParticipantId holder = n.holder;
        emit NoteSplit(note, part, holder, taken.lo, taken.hi);
        _reportTransfer(NoteId.unwrap(part), NOBODY, holder);
    }

    /// A note is one word: read once, written once.
    function _copy(Note storage from, Note storage to) private {
        // solhint-disable-next-line no-inline-assembly
        assembly ("memory-safe") {
            sstore(to.slot, sload(from.slot))
        }
    }

    function _join(NoteId note, NoteId next) private {
        Note storage a = _live(note);
        Note storage b = _live(next);
        if (RootId.unwrap(note.rootOf()) != RootId.unwrap(next.rootOf())) revert NotesNotOfOneRoot(note, next);
        Interval memory both = _interval(a).merge(_interval(b));
        if (b.tier > a.tier) a.tier = b.tier;
        a.hi = both.hi;
        b.status = NoteStatus.Merged;
        emit NotesMerged(note, next, a.holder, both.lo, both.hi, a.tier);
        _reportTransfer(NoteId.unwrap(next), b.holder, NOBODY);
    }

    function _openOn(
        NoteId note,
        ReceivableAct act,
        ParticipantId from,
        ParticipantId to,
        Day lastDay,
        bytes32 terms
    ) private returns (RequestId request) {
        Note storage n = _notes[note];
        request = _open(note, _interval(n), act, from, to, lastDay, terms);
        n.marks |= Marks.LOCKED;
        _locks[note] = Lock({request: request, ask: AskId.wrap(0), amount: 0, lastDay: lastDay});
    }

    function _open(
        NoteId note,
        Interval memory interval,
        ReceivableAct act,
        ParticipantId from,
        ParticipantId to,
        Day lastDay,
        bytes32 terms
    ) private returns (RequestId) {
        Requests.Request memory r;
        r.from = from;
        r.to = to;
        r.subject = NoteId.unwrap(note);
        r.lo = interval.lo;
        r.hi = interval.hi;
        r.act = uint8(act);
        r.lastDay = lastDay;
        r.terms = terms;
        return _requests.open(r);
    }

    function _unlock(NoteId note, Note storage n) private {
        delete _locks[note];
        n.marks &= ~Marks.LOCKED;
    }

    function _setMarks(NoteId note, Note storage n, uint16 set, uint16 cleared) private {
        uint16 marks = (n.marks | set) & ~cleared;
        n.marks = marks;
        emit NoteMarked(note, n.holder, marks);
    }

    function _setStatus(RootId root, Root storage r, RootStatus status) private {
        emit RootStatusChanged(root, r.status, status);
        r.status = status;
    }

    function _settleIfDone(RootId root, Root storage r) private {
        if (uint256(r.paid) + r.setAside + r.cancelled != r.face) return;
        if (r.status == RootStatus.Open) _setStatus(root, r, RootStatus.Settled);
        else if (r.status == RootStatus.Cancelling) _setStatus(root, r, RootStatus.Cancelled);
    }

    function _emitProgress(RootId root, Root storage r) private {
        emit RootProgressed(root, r.paid, r.cancelled, r.setAside);
    }

    /// Live, before its due day, and nothing stands on it (R-4).
    function _requireFree(NoteId note, Note storage n, ParticipantId holder) private view {
        if (n.status != NoteStatus.Live) _live(note);
        if (n.holder != holder) revert NoteNotHolder(note, holder, n.holder);
        uint16 marks = n.marks == 0 ? 0 : _marksToday(note, n) & (Marks.BLOCKING | Marks.LAPSING);
        if (marks != 0 || today() >= n.dueDay) revert NoteNotFree(note, marks, n.dueDay);
    }

    function _marksToday(NoteId note, Note storage n) private view returns (uint16 marks) {
        marks = n.marks;
        if (marks & Marks.LOCKED != 0 && _locks[note].lastDay < today()) marks &= ~Marks.LOCKED;
        if (marks & Marks.FROZEN != 0 && !orders.isFrozen(note)) marks &= ~Marks.FROZEN;
    }

    function _requireAmount(NoteId note, Note storage n, uint256 amount) private view {
        if (n.status == NoteStatus.None) revert NoteUnknown(note);
        uint256 units = _wordOf(n).unitsOf();
        if (amount == 0 || amount > units) revert NoteAmountOutOfRange(note, amount, units);
    }

    function _requestDay(Day dueDay, Day lastDay) private view returns (Day) {
        Day latest = Day.wrap(Day.unwrap(dueDay) - 1);
        if (lastDay == NO_DAY && today() <= latest) return latest;
        if (lastDay < today() || lastDay > latest) {
            revert Requests.RequestLastDayOutOfRange(lastDay, today(), latest);
        }
        return lastDay;
    }

    function _isInstructed(
        Day dueDay,
        uint256 amount,
        ReceivableAct act,
        ParticipantId counterparty,
        ParticipantId by
    ) private view returns (bool) {
        return _requests.covers(by, counterparty, uint8(act), amount, dueDay.daysSince(today()));
    }

    /// Fen of all payments together, which the note must have before any of them is made.
    function _totalOf(NoteId note, Note storage n, Payment[] calldata payments) private view returns (uint256 total) {
        for (uint256 i; i < payments.length; ++i) {
            total += payments[i].amount;
        }
        _requireAmount(note, n, total);
    }

    function _requireStatus(RootId root, Root storage r, RootStatus needed) private view {
        if (r.status != needed) revert RootWrongStatus(root, r.status, needed);
    }

    function _existing(NoteId note) private view returns (Note storage n) {
        n = _notes[note];
        if (n.status == NoteStatus.None) revert NoteUnknown(note);
    }

    function _live(NoteId note) private view returns (Note storage n) {
        n = _existing(note);
        if (n.status != NoteStatus.Live) revert NoteNotLive(note, n.status);
    }

    function _wordOf(Note storage n) private view returns (NoteWord word) {
        // solhint-disable-next-line no-inline-assembly
        assembly ("memory-safe") {
            word := sload(n.slot)
        }
    }

    function _interval(Note storage n) private view returns (Interval memory) {
        return Interval(n.lo, n.hi);
    }
}
