// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.34;

import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {SafeERC20} from "@openzeppelin/contracts/token/ERC20/utils/SafeERC20.sol";
import {Math} from "@openzeppelin/contracts/utils/math/Math.sol";

import {KernelModule} from "../../kernel/base/KernelModule.sol";
import {IBusinessCalendar} from "../../kernel/interfaces/IBusinessCalendar.sol";
import {IParticipantRegistry} from "../../kernel/interfaces/IParticipantRegistry.sol";
import {ISettlementToken} from "../../kernel/interfaces/ISettlementToken.sol";
import {ITradeRegistry} from "../../kernel/interfaces/ITradeRegistry.sol";
import {Interest} from "../../kernel/libraries/Interest.sol";
import {RateSchedule} from "../../kernel/libraries/RateSchedule.sol";
import {RequestId, Requests} from "../../kernel/libraries/Requests.sol";
import {Day, today} from "../../kernel/types/Day.sol";
import {FileId, NOBODY, ParticipantId, SubjectId} from "../../kernel/types/Ids.sol";
import {Mode, Qualifications} from "../../kernel/types/Parties.sol";
import {Rate} from "../../kernel/types/Rate.sol";
import {IReceivableIssuance} from "./interfaces/IReceivableIssuance.sol";
import {IReceivableRegistry} from "./interfaces/IReceivableRegistry.sol";
import {
    FacilityId,
    firstNote,
    FIRST_NOTE,
    Marks,
    Note,
    NoteId,
    noteOn,
    NoteStatus,
    NoteWord,
    ReceivableAct,
    Root,
    RootId,
    RootStatus,
    TradeUse
} from "./types/ReceivableTypes.sol";

/// Documented in {IReceivableIssuance}.
contract ReceivableIssuance is IReceivableIssuance, KernelModule {
    using RateSchedule for RateSchedule.Schedule;
    using SafeERC20 for IERC20;

    /// One slot.
    struct Cancellation {
        bool proposed;
        /// Fen whose holders have agreed to the proposal that stands.
        uint40 agreedUnits;
        /// Number of the note at which closing goes on.
        uint32 cursor;
        /// Number of the proposal that stands, or of the last one.
        uint32 proposal;
        /// Orders that had struck notes of the root when it was proposed.
        uint32 orders;
    }

    /// Fen; a billion yuan.
    uint64 public constant MAX_FACE = 100_000_000_000;
    uint256 public constant MAX_DOCUMENTS = 16;
    /// Months of a term that needs no reason, and of the longest (R-1).
    uint256 public constant NORMAL_MONTHS = 6;
    uint256 public constant MAX_MONTHS = 12;
    /// 0.05 % a day, over a year of 360 days: what runs when nothing was agreed.
    Rate public constant DEFAULT_OVERDUE_RATE = Rate.wrap(180_000);
    /// @inheritdoc IReceivableIssuance
    string public constant PROMISE =
        "The obligor promises, unconditionally, to pay this receivable to its holder on the due day, and waives against holders every defence that it has against the supplier.";

    /// The one-year loan prime rate at the time of writing.
    Rate private constant FIRST_RATE = Rate.wrap(30_000);
    /// Places of invoices and deliveries in what a trade file shows.
    uint256 private constant INVOICED = 0;
    uint256 private constant DELIVERED = 2;

    IReceivableRegistry public immutable registry;
    ITradeRegistry public immutable trade;
    IBusinessCalendar public immutable calendar;
    ISettlementToken public immutable money;

    /// @inheritdoc IReceivableIssuance
    uint32 public facilityCount;

    mapping(FacilityId facility => Facility) private _facilities;
    /// The facility that an obligor has given itself last.
    mapping(ParticipantId obligor => FacilityId) private _ownFacilities;
    mapping(RootId root => TradeUse[]) private _documents;
    mapping(RootId root => Cancellation) private _cancellations;
    /// Number of the proposal that a note's holder has agreed to last.
    mapping(NoteId note => uint32) private _agreedTo;
    RateSchedule.Schedule private _rates;

    constructor(
        address authority,
        IParticipantRegistry participants_,
        IReceivableRegistry registry_,
        ITradeRegistry trade_,
        IBusinessCalendar calendar_,
        ISettlementToken money_
    ) KernelModule(authority, participants_) {
        registry = registry_;
        trade = trade_;
        calendar = calendar_;
        money = money_;
        _setLoanPrimeRate(FIRST_RATE, today());
    }

    /// @inheritdoc IReceivableIssuance
    function grantFacility(ParticipantId obligor, uint64 limit, Day until) external returns (FacilityId facility) {
        // Checks
        (ParticipantId grantor, , ) = _enter(NOBODY, Mode.Dispose, limit);
        participants.requireStanding(obligor, Mode.Dispose);
        _requireGrantor(grantor, obligor);
        facility = FacilityId.wrap(facilityCount + 1);
        _requireTerms(facility, limit, until);

        // Effects
        ++facilityCount;
        _facilities[facility] = Facility({
            grantor: grantor,
            obligor: obligor,
            limit: limit,
            used: 0,
            until: until,
            closed: false
        });
        if (grantor == obligor) _ownFacilities[obligor] = facility;
        emit FacilityGranted(facility, grantor, obligor, limit, until);
    }

    /// @inheritdoc IReceivableIssuance
    function changeFacility(FacilityId facility, uint64 limit, Day until) external {
        // Checks
        Facility storage f = _ownGrant(facility, Mode.Dispose, limit);
        _requireGrantor(f.grantor, f.obligor);
        _requireTerms(facility, limit, until);

        // Effects
        f.limit = limit;
        f.until = until;
        _emitChanged(facility, f);
    }

    /// @inheritdoc IReceivableIssuance
    function closeFacility(FacilityId facility) external {
        Facility storage f = _ownGrant(facility, Mode.Preserve, 0);
        f.closed = true;
        _emitChanged(facility, f);
    }

    /// @inheritdoc IReceivableIssuance
    function open(OpenTerms calldata terms, Day lastDay) external returns (RootId root, RequestId request) {
        // Checks
        (ParticipantId obligor, , ) = _enter(terms.counterparty, Mode.Dispose, terms.face);
        Root memory r = _rootOf(terms, obligor, terms.counterparty);
        _requireOpenable(r, terms.reason, terms.documents);
        bool instructed = registry.isInstructed(
            terms.dueDay,
            terms.face,
            ReceivableAct.Opening,
            obligor,
            terms.counterparty
        );

        // Effects
        root = _propose(r, terms.documents);
        if (!instructed) request = _ask(root, r, ReceivableAct.Opening, terms.reason, lastDay);
        _emitProposed(root, r, request, true, terms);
        if (instructed) _open(root, r, terms.documents);
    }

    /// @inheritdoc IReceivableIssuance
    function applyTo(OpenTerms calldata terms, Day lastDay) external returns (RootId root, RequestId request) {
        // Checks
        (ParticipantId supplier, , ) = _enter(terms.counterparty, Mode.Dispose, terms.face);
        Root memory r = _rootOf(terms, terms.counterparty, supplier);
        _requireOpenable(r, terms.reason, terms.documents);

        // Effects
        root = _propose(r, terms.documents);
        request = _ask(root, r, ReceivableAct.Application, terms.reason, lastDay);
        _emitProposed(root, r, request, false, terms);
    }

    /// @inheritdoc IReceivableIssuance
    function sign(RequestId request) external {
        Requests.Request memory r = registry.requestInfo(request);
        ReceivableAct act = ReceivableAct(r.act);
        if (r.status == Requests.Status.None) revert Requests.RequestUnknown(request);
        if (act > ReceivableAct.Confirmation) revert IReceivableRegistry.ReceivableActElsewhere(request, act);
        RootId root = NoteId.wrap(r.subject).rootOf();
        Root memory info = registry.rootInfo(root);
        (ParticipantId signer, address wallet, address fromWallet) = _enter(r.from, Mode.Dispose, info.face);
        registry.signRequest(request, signer);

        if (act == ReceivableAct.Confirmation) {
            _confirm(root, info, signer, uint64(uint256(r.terms)), fromWallet, wallet);
        } else {
            TradeUse[] memory documents = _documents[root];
            _requireOpenable(info, r.terms, documents);
            _open(root, info, documents);
        }
    }

    /// @inheritdoc IReceivableIssuance
    function requestConfirmation(
        RootId root,
        ParticipantId bank,
        uint64 fee,
        Day lastDay
    ) external returns (RequestId request) {
        Root memory r = registry.rootInfo(root);
        (ParticipantId caller, , ) = _enter(bank, Mode.Dispose, fee);
        _requireObligor(root, caller, r.obligor);
        _requireConfirmable(root, r, bank);
        bytes32 terms = bytes32(uint256(fee));
        (, request) = registry.openRequest(
            firstNote(root),
            r.face,
            ReceivableAct.Confirmation,
            caller,
            bank,
            lastDay,
            terms
        );
    }

    /// @inheritdoc IReceivableIssuance
    function proposeCancellation(RootId root, bytes32 reason) external {
        // Checks
        Root memory r = registry.rootInfo(root);
        (ParticipantId caller, , ) = _enter(NOBODY, Mode.Dispose, 0);
        _requireObligor(root, caller, r.obligor);
        _requireCancellable(root, r);
        if (reason == 0) revert CancellationReasonMissing(root);
        Cancellation storage c = _cancellations[root];
        if (c.proposed) revert CancellationAlreadyProposed(root);

        // Effects
        c.proposed = true;
        c.agreedUnits = 0;
        ++c.proposal;
        c.orders = registry.orders().ordersOn(root);
        emit CancellationProposed(root, caller, reason);
    }

    /// @inheritdoc IReceivableIssuance
    function withdrawCancellation(RootId root) external {
        // Checks
        Root memory r = registry.rootInfo(root);
        (ParticipantId caller, , ) = _enter(NOBODY, Mode.Preserve, 0);
        _requireObligor(root, caller, r.obligor);
        _requireOpen(root, r);
        Cancellation storage c = _proposed(root);

        // Effects
        c.proposed = false;
        emit CancellationWithdrawn(root, caller);
    }

    /// @inheritdoc IReceivableIssuance
    function agreeToCancel(NoteId note) external {
        // Checks
        RootId root = note.rootOf();
        Root memory r = registry.rootInfo(root);
        uint40 units = _unitsOf(registry.noteInfo(note));
        (ParticipantId holder, , ) = _enter(NOBODY, Mode.Dispose, units);
        _requireCancellable(root, r);
        Cancellation storage c = _proposed(root);
        if (_isOverruled(root, c)) revert CancellationOverruled(root);
        registry.requireFree(note, holder);

        // Effects
        c.agreedUnits += units;
        _agreedTo[note] = c.proposal;
        emit CancellationAgreed(root, note, holder, c.agreedUnits);
        registry.mark(note, Marks.AGREED, 0);
        if (c.agreedUnits == r.face - r.paid) registry.startCancelling(root);
    }

    /// @inheritdoc IReceivableIssuance
    function withdrawAgreement(NoteId note) external {
        // Checks
        RootId root = note.rootOf();
        Note memory n = registry.noteInfo(note);
        (ParticipantId caller, , ) = _enter(NOBODY, Mode.Preserve, 0);
        if (caller != n.holder) revert IReceivableRegistry.NoteNotHolder(note, caller, n.holder);
        _requireOpen(root, registry.rootInfo(root));
        if (n.marks & Marks.AGREED == 0) revert CancellationNotAgreed(note);

        // Effects
        Cancellation storage c = _cancellations[root];
        if (_agreedTo[note] == c.proposal) c.agreedUnits -= _unitsOf(n);
        emit CancellationAgreementWithdrawn(root, note, caller, c.agreedUnits);
        registry.mark(note, 0, Marks.AGREED);
    }

    /// @inheritdoc IReceivableIssuance
    function cancel(RootId root, uint256 limit) external returns (bool done) {
        Root memory r = registry.rootInfo(root);
        Cancellation storage c = _cancellations[root];
        if (r.status == RootStatus.Open && _isAgreed(root, r, c)) {
            registry.startCancelling(root);
        } else if (r.status != RootStatus.Cancelling) {
            revert IReceivableRegistry.RootWrongStatus(root, r.status, RootStatus.Cancelling);
        }

        uint32 cursor = c.cursor == 0 ? FIRST_NOTE : c.cursor;
        (NoteId[] memory live, uint32 next) = _livePage(root, cursor, limit);
        c.cursor = next;
        registry.close(root, live, new address[](live.length), NoteStatus.Cancelled);

        r = registry.rootInfo(root);
        done = r.status == RootStatus.Cancelled;
        if (done) _release(root, r);
    }

    /// @inheritdoc IReceivableIssuance
    function setLoanPrimeRate(Rate rate, Day from) external restricted {
        _setLoanPrimeRate(rate, from);
    }

    /// @inheritdoc IReceivableIssuance
    function freeFacility(RootId root, uint64 amount) external onlyPart {
        _free(registry.rootInfo(root).facility, amount);
    }

    /// @inheritdoc IReceivableIssuance
    function facilityInfo(FacilityId facility) external view returns (Facility memory) {
        return _existing(facility);
    }

    /// @inheritdoc IReceivableIssuance
    function documentsOf(RootId root) external view returns (TradeUse[] memory) {
        return _documents[root];
    }

    /// @inheritdoc IReceivableIssuance
    function cancellationOf(RootId root) external view returns (bool proposed, uint40 agreedUnits, uint32 cursor) {
        Cancellation storage c = _cancellations[root];
        return (c.proposed, c.agreedUnits, c.cursor);
    }

    /// @inheritdoc IReceivableIssuance
    function loanPrimeRate(Day day) external view returns (Rate) {
        return _rates.rateOn(day);
    }

    function _propose(Root memory r, TradeUse[] calldata documents) private returns (RootId root) {
        root = registry.propose(r.obligor, r.supplier, r.face, r.dueDay, r.facility, r.overdueRate);
        for (uint256 i; i < documents.length; ++i) {
            _documents[root].push(documents[i]);
        }
    }

    /// Says the facility and the rate that hold, where the terms left them to the obligor's own and to the usual one.
    function _emitProposed(
        RootId root,
        Root memory r,
        RequestId request,
        bool byObligor,
        OpenTerms memory terms
    ) private {
        terms.facility = r.facility;
        terms.overdueRate = r.overdueRate;
        emit ReceivableProposed(root, r.obligor, r.supplier, request, byObligor, terms);
    }

    /// Asks the other side for its signature under a root.
    function _ask(
        RootId root,
        Root memory r,
        ReceivableAct act,
        bytes32 reason,
        Day lastDay
    ) private returns (RequestId request) {
        bool byObligor = act == ReceivableAct.Opening;
        (ParticipantId from, ParticipantId to) = byObligor ? (r.obligor, r.supplier) : (r.supplier, r.obligor);
        (, request) = registry.openRequest(firstNote(root), r.face, act, from, to, lastDay, reason);
    }

    /// Proposed → Open: the obligor is bound, and the trade documents are claimed for the face (R-3).
    function _open(RootId root, Root memory r, TradeUse[] memory documents) private {
        // Effects
        Facility storage f = _facilities[r.facility];
        f.used += r.face;
        _emitChanged(r.facility, f);
        registry.open(root);
        emit ReceivableOpened(
            root,
            r.obligor,
            r.supplier,
            firstNote(root),
            r.face,
            today(),
            r.dueDay,
            r.facility,
            r.overdueRate
        );

        // Interactions
        for (uint256 i; i < documents.length; ++i) {
            trade.claim(documents[i].subject, RootId.unwrap(root), documents[i].amount);
        }
    }

    function _confirm(
        RootId root,
        Root memory r,
        ParticipantId bank,
        uint64 fee,
        address obligorWallet,
        address bankWallet
    ) private {
        // Checks
        _requireConfirmable(root, r, bank);

        // Effects
        registry.setConfirmer(root, bank);
        emit ReceivableConfirmed(root, bank, r.obligor, fee);

        // Interactions
        if (fee != 0) IERC20(money).safeTransferFrom(obligorWallet, bankWallet, fee);
    }

    /// Gives back what a cancelled root consumed. What was paid early stays consumed, of the first documents first.
    function _release(RootId root, Root memory r) private {
        // Effects
        _free(r.facility, r.cancelled);

        // Interactions
        TradeUse[] storage documents = _documents[root];
        uint64 kept = r.paid;
        for (uint256 i; i < documents.length; ++i) {
            uint64 amount = documents[i].amount;
            uint64 stays = uint64(Math.min(kept, amount));
            kept -= stays;
            if (amount != stays) trade.release(documents[i].subject, RootId.unwrap(root), amount - stays);
        }
    }

    function _free(FacilityId facility, uint64 amount) private {
        Facility storage f = _facilities[facility];
        f.used -= amount;
        _emitChanged(facility, f);
    }

    function _emitChanged(FacilityId facility, Facility storage f) private {
        emit FacilityChanged(facility, f.limit, f.used, f.until, f.closed);
    }

    function _setLoanPrimeRate(Rate rate, Day from) private {
        _rates.set(rate, from);
        emit LoanPrimeRateSet(rate, from);
    }

    /// The root that terms describe.
    function _rootOf(
        OpenTerms calldata terms,
        ParticipantId obligor,
        ParticipantId supplier
    ) private view returns (Root memory r) {
        if (obligor == supplier) revert ReceivablePartiesEqual(obligor);
        if (terms.face == 0 || terms.face > MAX_FACE) revert ReceivableFaceOutOfRange(terms.face, MAX_FACE);
        r.face = uint40(terms.face);
        r.obligor = obligor;
        r.supplier = supplier;
        r.dueDay = terms.dueDay;
        r.facility = terms.facility.isNoFacility() ? _ownFacilities[obligor] : terms.facility;
        r.overdueRate = Rate.unwrap(terms.overdueRate) == 0 ? DEFAULT_OVERDUE_RATE : terms.overdueRate;
    }

    /// What must hold when a root is proposed, and again when it is opened.
    function _requireOpenable(Root memory r, bytes32 reason, TradeUse[] memory documents) private view {
        _requireTerm(r.dueDay, reason);
        Interest.requireRate(r.overdueRate);
        Rate lowest = _rates.rateOn(today());
        if (Rate.unwrap(r.overdueRate) < Rate.unwrap(lowest)) revert ReceivableOverdueRateLow(r.overdueRate, lowest);
        _requireHeadroom(r.facility, r.obligor, r.face);
        _requireCovered(documents, r.face);
        _requireTrade(documents, r.supplier, r.obligor);
    }

    /// R-1.
    function _requireTerm(Day dueDay, bytes32 reason) private view {
        Day latest = calendar.addMonths(today(), MAX_MONTHS);
        if (dueDay <= today() || dueDay > latest) {
            revert ReceivableDueDayOutOfRange(dueDay, today().plus(1), latest);
        }
        Day normal = calendar.addMonths(today(), NORMAL_MONTHS);
        if (dueDay > normal && reason == 0) revert ReceivableReasonMissing(dueDay, normal);
    }

    function _requireHeadroom(FacilityId facility, ParticipantId obligor, uint64 amount) private view {
        Facility storage f = _existing(facility);
        if (f.obligor != obligor) revert FacilityForeign(facility, f.obligor);
        if (f.closed) revert FacilityClosed(facility);
        if (f.until < today()) revert FacilityOver(facility, f.until, today());
        uint64 headroom = uint64(Math.saturatingSub(f.limit, f.used));
        if (amount > headroom) revert FacilityExceeded(facility, amount, headroom);
        // A line is new business of its grantor's with each use.
        participants.requireStanding(f.grantor, Mode.Dispose);
        _requireGrantor(f.grantor, obligor);
    }

    /// Each is an invoice between the two that is not used up (R-3), in a file that shows at least as much delivered as invoiced (2025 notice).
    function _requireTrade(TradeUse[] memory documents, ParticipantId supplier, ParticipantId obligor) private view {
        FileId seen;
        for (uint256 i; i < documents.length; ++i) {
            SubjectId subject = documents[i].subject;
            ITradeRegistry.Subject memory s = trade.subjectInfo(subject);
            bool isTheirs = s.seller == supplier && s.buyer == obligor;
            if (s.kind != ITradeRegistry.DocumentKind.Invoice || !isTheirs) {
                revert ReceivableDocumentForeign(i, s.seller, s.buyer);
            }
            uint64 free = s.face - s.claimed;
            if (documents[i].amount > free) {
                revert ITradeRegistry.TradeClaimExceedsFace(subject, documents[i].amount, free);
            }
            FileId file = trade.fileOf(subject);
            if (FileId.unwrap(file) == 0) revert ReceivableNotDelivered(i, s.face, 0);
            // Invoices of one trade as a rule come together, and a file is long to read.
            if (FileId.unwrap(file) == FileId.unwrap(seen)) continue;
            seen = file;
            uint256[4] memory amounts = trade.fileState(file).amounts;
            if (amounts[DELIVERED] < amounts[INVOICED]) {
                revert ReceivableNotDelivered(i, amounts[INVOICED], amounts[DELIVERED]);
            }
        }
    }

    function _requireConfirmable(RootId root, Root memory r, ParticipantId bank) private view {
        _requireOpen(root, r);
        if (today() >= r.dueDay) revert IReceivableRegistry.RootDue(root, r.dueDay);
        if (bank == r.obligor) revert ReceivableConfirmerIsObligor(root, bank);
        if (!r.confirmer.isNobody()) revert ReceivableAlreadyConfirmed(root, r.confirmer);
        participants.requireQualified(bank, Qualifications.BANK);
    }

    /// Open, not due, and nothing of it was financed.
    function _requireCancellable(RootId root, Root memory r) private view {
        _requireOpen(root, r);
        if (today() >= r.dueDay) revert IReceivableRegistry.RootDue(root, r.dueDay);
        if (r.financed) revert CancellationAfterFinancing(root);
    }

    /// A bank or finance company, or the obligor itself.
    function _requireGrantor(ParticipantId grantor, ParticipantId obligor) private view {
        if (grantor == obligor || participants.isQualified(grantor, Qualifications.FINANCE_COMPANY)) return;
        participants.requireQualified(grantor, Qualifications.BANK);
    }

    function _requireTerms(FacilityId facility, uint64 limit, Day until) private view {
        if (limit == 0) revert FacilityLimitZero();
        if (until < today()) revert FacilityOver(facility, until, today());
    }

    /// A facility that is not closed, of which the caller is the grantor.
    function _ownGrant(FacilityId facility, Mode mode, uint64 amount) private view returns (Facility storage f) {
        f = _existing(facility);
        (ParticipantId caller, , ) = _enter(NOBODY, mode, amount);
        if (caller != f.grantor) revert FacilityNotYours(facility, caller, f.grantor);
        if (f.closed) revert FacilityClosed(facility);
    }

    function _existing(FacilityId facility) private view returns (Facility storage f) {
        f = _facilities[facility];
        if (f.grantor.isNobody()) revert FacilityUnknown(facility);
    }

    function _proposed(RootId root) private view returns (Cancellation storage c) {
        c = _cancellations[root];
        if (!c.proposed) revert CancellationNotProposed(root);
    }

    /// Whether every holder has agreed though none has since, because the last one was paid early instead.
    function _isAgreed(RootId root, Root memory r, Cancellation storage c) private view returns (bool) {
        bool all = c.proposed && c.agreedUnits == r.face - r.paid;
        return all && !r.financed && today() < r.dueDay && !_isOverruled(root, c);
    }

    /// An order may have frozen a note whose holder had agreed, or given it to another.
    function _isOverruled(RootId root, Cancellation storage c) private view returns (bool) {
        return registry.orders().ordersOn(root) != c.orders;
    }

    /// Live notes among a page of numbers, and the number after it.
    function _livePage(
        RootId root,
        uint32 start,
        uint256 limit
    ) private view returns (NoteId[] memory live, uint32 next) {
        NoteWord[] memory notes = registry.noteWords(root, start, limit);
        next = start + uint32(notes.length);
        uint256 count;
        for (uint256 i; i < notes.length; ++i) {
            if (!notes[i].liveHolder().isNobody()) ++count;
        }
        live = new NoteId[](count);
        for (uint256 i = notes.length; i > 0; --i) {
            if (!notes[i - 1].liveHolder().isNobody()) live[--count] = noteOn(root, start + uint32(i) - 1);
        }
    }

    function _requireCovered(TradeUse[] memory documents, uint256 face) private pure {
        uint256 count = documents.length;
        if (count == 0 || count > MAX_DOCUMENTS) revert ReceivableDocumentsInvalid(count, MAX_DOCUMENTS);
        uint256 covered;
        for (uint256 i; i < count; ++i) {
            if (documents[i].amount == 0) revert ReceivableDocumentAmountZero(i);
            covered += documents[i].amount;
        }
        if (covered != face) revert ReceivableTradeShort(face, covered);
    }

    function _requireObligor(RootId root, ParticipantId caller, ParticipantId obligor) private pure {
        if (caller != obligor) revert ReceivableNotObligor(root, caller, obligor);
    }

    function _requireOpen(RootId root, Root memory r) private pure {
        if (r.status != RootStatus.Open) {
            revert IReceivableRegistry.RootWrongStatus(root, r.status, RootStatus.Open);
        }
    }

    function _unitsOf(Note memory n) private pure returns (uint40) {
        return n.hi - n.lo + 1;
    }
}
