// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.34;

import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {SafeERC20} from "@openzeppelin/contracts/token/ERC20/utils/SafeERC20.sol";
import {Math} from "@openzeppelin/contracts/utils/math/Math.sol";
import {SafeCast} from "@openzeppelin/contracts/utils/math/SafeCast.sol";
import {Strings} from "@openzeppelin/contracts/utils/Strings.sol";

import {KernelModule} from "../../kernel/base/KernelModule.sol";
import {IBusinessCalendar} from "../../kernel/interfaces/IBusinessCalendar.sol";
import {IEvidenceRegistry} from "../../kernel/interfaces/IEvidenceRegistry.sol";
import {IParticipantRegistry} from "../../kernel/interfaces/IParticipantRegistry.sol";
import {ISettlementToken} from "../../kernel/interfaces/ISettlementToken.sol";
import {RateSchedule} from "../../kernel/libraries/RateSchedule.sol";
import {Day, NO_DAY, today} from "../../kernel/types/Day.sol";
import {EvidenceId, NOBODY, ParticipantId} from "../../kernel/types/Ids.sol";
import {Mode, VotingClass} from "../../kernel/types/Parties.sol";
import {Rate} from "../../kernel/types/Rate.sol";
import {IBillIssuance} from "./interfaces/IBillIssuance.sol";
import {IBillPayment} from "./interfaces/IBillPayment.sol";
import {IBillRecourse} from "./interfaces/IBillRecourse.sol";
import {IBillRegistry} from "./interfaces/IBillRegistry.sol";
import {IBillSecurity} from "./interfaces/IBillSecurity.sol";
import {Liability as Liabilities} from "./libraries/Liability.sol";
import {Pairs} from "./libraries/Pairs.sol";
import {
    Bill,
    BillId,
    BillStatus,
    Capacity,
    Circulation,
    Endorsement,
    Holding,
    HoldingId,
    Periods,
    Purpose
} from "./types/BillTypes.sol";

/// Documented in {IBillRecourse}.
contract BillRecourse is IBillRecourse, KernelModule {
    using Liabilities for Liabilities.Position;
    using RateSchedule for RateSchedule.Schedule;
    using SafeCast for uint256;
    using SafeERC20 for IERC20;

    /// A claimant on a holding, read once.
    struct Claimant {
        Liabilities.Position position;
        Day maturity;
        /// It holds; else it was claimed on, and will when it pays.
        bool holds;
        /// Whom it has paid, or would; 0: it is the first claimant.
        ParticipantId paid;
        /// Day on which it paid; 0: not yet.
        Day paidOn;
    }

    /// A payment on a claim.
    struct Settlement {
        ParticipantId payer;
        address payerWallet;
        ParticipantId claimant;
        address claimantWallet;
        uint64 taken;
        uint64 left;
        ParticipantId pledgor;
        uint64 surplus;
    }

    /// Guarantors of a bill among whom credit enhancers are looked for, the earliest first; later ones are not waited for. Each is another
    /// member that has bound itself, so that nobody lengthens the list to hide one.
    uint256 public constant MAX_ENHANCERS = 16;
    /// The one-year loan prime rate at the time of writing.
    Rate private constant FIRST_RATE = Rate.wrap(30_000);

    IBillRegistry public immutable registry;
    IBillIssuance public immutable issuance;
    IBillPayment public immutable payment;
    IBillSecurity public immutable security;
    IEvidenceRegistry public immutable evidence;
    IBusinessCalendar public immutable calendar;
    ISettlementToken public immutable money;

    RateSchedule.Schedule private _rates;
    mapping(HoldingId holding => Day) private _openedOn;
    mapping(HoldingId holding => mapping(ParticipantId participant => Account)) private _accounts;
    mapping(HoldingId holding => mapping(ParticipantId claimant => mapping(ParticipantId party => Pair)))
        private _pairs;
    /// Day on which one was first told of the dishonour, by a notice or a claim.
    mapping(HoldingId holding => mapping(ParticipantId party => Day)) private _toldOn;

    constructor(
        address authority,
        IParticipantRegistry participants_,
        IBillRegistry registry_,
        IBillIssuance issuance_,
        IBillPayment payment_,
        IBillSecurity security_,
        IEvidenceRegistry evidence_,
        IBusinessCalendar calendar_,
        ISettlementToken money_
    ) KernelModule(authority, participants_) {
        registry = registry_;
        issuance = issuance_;
        payment = payment_;
        security = security_;
        evidence = evidence_;
        calendar = calendar_;
        money = money_;
        _setRate(FIRST_RATE, today());
    }

    /// @inheritdoc IBillRecourse
    function setRate(Rate rate, Day from) external restricted {
        _setRate(rate, from);
    }

    /// @inheritdoc IBillRecourse
    function openEarly(HoldingId holding, EvidenceId evidence_) external {
        // Checks
        ParticipantId caller = _enterToPreserve();
        Holding memory h = _held(holding, caller);
        registry.requirePair(holding, Pairs.PRESENTATION);
        if (h.dishonoured) revert IBillRegistry.BillDishonoured(holding);
        _requireRealised(holding, h);
        Bill memory b = _bill(holding);
        if (today() >= b.maturity) revert IBillRegistry.BillDue(holding.billOf(), b.maturity);
        _requireInsolvency(holding, b.acceptor, evidence_);

        // Effects
        _openedOn[holding] = today();
        registry.restore(holding, Pairs.PRESENTATION, true, h.pledged);
        emit RecourseOpenedEarly(holding, caller, evidence_, today());
    }

    /// @inheritdoc IBillRecourse
    function claim(HoldingId holding, ParticipantId party, uint64 costs, bytes32 costsDigest) external {
        // Checks
        ParticipantId caller = _enterToPreserve();
        Holding memory h = _held(holding, caller);
        registry.requirePair(holding, Pairs.CLAIM);
        if (!h.dishonoured) revert RecourseNotDishonoured(holding);
        _requireRealised(holding, h);
        if (costs != 0 && costsDigest == 0) revert RecourseCostsUnproven(holding, costs);
        if (costs > _units(h)) revert RecourseCostsOutOfRange(holding, costs, _units(h));
        Claimant memory c = _claimant(holding, h, caller);
        Liability memory basis = _requireLiable(holding, c, party);
        Pair storage pair = _pairs[holding][caller][party];
        if (_isClaimed(pair, h)) revert RecourseAlreadyClaimed(holding, party, pair.claimedOn);
        _requireTurn(holding, h, c, party);
        Day limit = _requireInTime(holding, c, party, basis);

        // Effects
        pair.claimedOn = today();
        pair.claimedAt = h.chainLength;
        _tell(holding, party);
        Account storage a = _accounts[holding][caller];
        if (_isUnopened(a)) a.principal = _units(h);
        a.costs += costs;
        _enterRecourse(holding, h);
        emit RecourseClaimed(holding, caller, party, basis.capacity, a.principal, costs, costsDigest, today(), limit);
    }

    /// @inheritdoc IBillRecourse
    function notify(HoldingId holding, ParticipantId party) external {
        // Checks
        ParticipantId caller = _enterToPreserve();
        Holding memory h = _info(holding);
        if (!h.dishonoured) revert RecourseNotDishonoured(holding);
        Day told = _toldOn[holding][caller];
        if (told.isNone() && caller == h.holder) told = _dishonouredOn(holding);
        if (told.isNone()) revert RecourseNotHolder(holding, caller, h.holder);
        _requireLiable(holding, _claimant(holding, h, caller), party);
        Pair storage pair = _pairs[holding][caller][party];
        if (!pair.notifiedOn.isNone()) revert RecourseAlreadyNotified(holding, party, pair.notifiedOn);
        bool late = _isOver(told.plus(_periods(holding).noticeDays));

        // Effects
        pair.notifiedOn = today();
        pair.notifiedLate = late;
        _tell(holding, party);
        emit DishonourNotified(holding, caller, party, today(), late);
    }

    /// @inheritdoc IBillRecourse
    function interrupt(HoldingId holding, ParticipantId party, Interruption kind, bytes32 evidence_) external {
        // Checks
        ParticipantId caller = _enterToPreserve();
        Holding memory h = _info(holding);
        if (!h.dishonoured) revert RecourseNotDishonoured(holding);
        if (kind == Interruption.None) revert RecourseInterruptionMissing(holding);
        if (evidence_ == 0) revert RecourseEvidenceMissing(holding);
        Pair storage own = _pairs[holding][h.holder][caller];
        if (caller != h.holder && !_isClaimed(own, h) && own.suedOn.isNone()) {
            revert RecourseNotHolder(holding, caller, h.holder);
        }
        Claimant memory c = _claimant(holding, h, caller);
        Liability memory basis = _requireLiable(holding, c, party);
        _requireInTime(holding, c, party, basis);

        // Effects
        _restart(_pairs[holding][caller][party], caller == h.holder && kind == Interruption.Suit);
        Day limit = _limit(holding, c, party, basis);
        emit RecourseInterrupted(holding, caller, party, kind, evidence_, limit);
    }

    /// @inheritdoc IBillRecourse
    function settle(HoldingId holding, uint64 amount) external {
        // Checks
        if (amount == 0) revert RecourseAmountZero();
        Holding memory h = _info(holding);
        Account memory a = _owed(holding, h);
        uint64 due = a.costs + a.interest + a.principal;
        Settlement memory s;
        s.claimant = h.holder;
        s.taken = uint64(Math.min(amount, due));
        s.left = due - s.taken;
        (s.payer, s.payerWallet, s.claimantWallet) = _enter(s.claimant, Mode.Perform, s.taken);
        bool redeems = s.left == 0 && _isPledgor(holding, h, s.payer);
        registry.requirePair(holding, redeems ? Pairs.CLAIM : Pairs.RECOURSE);
        if (!redeems && !_isClaimed(_pairs[holding][s.claimant][s.payer], h)) {
            revert RecourseNotClaimed(holding, s.payer);
        }

        // Effects
        _enterRecourse(holding, h);
        _apply(holding, a, s);
        uint64 advanced = _advance(holding, s);
        if (h.pledged) (s.pledgor, s.surplus) = security.collect(holding, s.taken, s.left == 0);
        if (s.left == 0) _finish(holding, s, advanced);

        // Interactions
        _pay(holding, s);
    }

    /// @inheritdoc IBillRecourse
    function liabilityOf(HoldingId holding, ParticipantId party) external view returns (Liability memory basis) {
        Holding memory h = _info(holding);
        bool isDue = h.circulation != Circulation.Closed && _bill(holding).status == BillStatus.Delivered;
        if (isDue) return _liability(holding, _claimant(holding, h, h.holder), party);
    }

    /// @inheritdoc IBillRecourse
    function owed(HoldingId holding) external view returns (Account memory) {
        Holding memory h = _info(holding);
        if (!h.dishonoured) revert RecourseNotDishonoured(holding);
        return _owed(holding, h);
    }

    /// @inheritdoc IBillRecourse
    function accountOf(HoldingId holding, ParticipantId participant) external view returns (Account memory a) {
        Holding memory h = _info(holding);
        if (h.dishonoured && h.circulation != Circulation.Closed && h.holder == participant) return _owed(holding, h);
        a = _accounts[holding][participant];
        _accrue(a);
    }

    /// @inheritdoc IBillRecourse
    function pairOf(
        HoldingId holding,
        ParticipantId claimant,
        ParticipantId party
    ) external view returns (Pair memory) {
        return _pairs[holding][claimant][party];
    }

    /// @inheritdoc IBillRecourse
    function limitOf(HoldingId holding, ParticipantId party) external view returns (Day) {
        Holding memory h = _info(holding);
        if (!h.dishonoured) revert RecourseNotDishonoured(holding);
        Claimant memory c = _claimant(holding, h, h.holder);
        return calendar.nextBusinessDay(_limit(holding, c, party, _requireLiable(holding, c, party)));
    }

    /// @inheritdoc IBillRecourse
    function rateOn(Day day) external view returns (Rate) {
        return _rates.rateOn(day);
    }

    /// @inheritdoc IBillRecourse
    function insolvencyCategory(ParticipantId acceptor) public pure returns (bytes32) {
        // At most 21 characters.
        return bytes32(bytes(string.concat("INSOLVENCY:", Strings.toString(ParticipantId.unwrap(acceptor)))));
    }

    function _setRate(Rate rate, Day from) private {
        _rates.set(rate, from);
        emit RecourseRateSet(rate, from);
    }

    function _tell(HoldingId holding, ParticipantId party) private {
        if (_toldOn[holding][party].isNone()) _toldOn[holding][party] = today();
    }

    function _enterRecourse(HoldingId holding, Holding memory h) private {
        if (h.circulation == Circulation.InRecourse) return;
        registry.setCirculation(holding, Pairs.CLAIM, Circulation.InRecourse);
    }

    /// Only the holder's first suit counts for the party's own limit: it is there from then on. One that does not hold cannot be paid yet.
    function _restart(Pair storage pair, bool sued) private {
        pair.interruptedOn = today();
        if (sued && pair.suedOn.isNone()) pair.suedOn = today();
    }

    /// Takes a payment off what is owed: costs, then interest, then principal (B-11).
    function _apply(HoldingId holding, Account memory a, Settlement memory s) private {
        uint64 toCosts = uint64(Math.min(s.taken, a.costs));
        uint64 toInterest = uint64(Math.min(s.taken - toCosts, a.interest));
        uint64 toPrincipal = s.taken - toCosts - toInterest;
        a.costs -= toCosts;
        a.interest -= toInterest;
        a.principal -= toPrincipal;
        // Until the payable day has come the calendar may move it.
        if (a.from > today()) a.from = NO_DAY;
        _accounts[holding][s.claimant] = a;
        emit RecoursePaid(holding, s.payer, s.claimant, toCosts, toInterest, toPrincipal, s.left, today());
    }

    /// What is paid is advanced to the payer's priors, with interest from today (NIL 71).
    function _advance(HoldingId holding, Settlement memory s) private returns (uint64) {
        Account memory a = _accounts[holding][s.payer];
        _accrue(a);
        a.principal += s.taken;
        a.from = today();
        _accounts[holding][s.payer] = a;
        return a.principal;
    }

    /// Title goes to who has paid the last fen; the acceptor's payment is the bill's (NIL 71, 72).
    function _finish(HoldingId holding, Settlement memory s, uint64 advanced) private {
        bool closed = _bill(holding).acceptor == s.payer;
        if (closed) {
            registry.close(holding, Pairs.RECOURSE);
        } else {
            registry.convey(holding, Pairs.RECOURSE, s.payer, Purpose.RecourseSettlement, Circulation.InRecourse);
        }
        emit RecourseSettled(holding, s.payer, s.claimant, advanced, closed, today());
    }

    /// Under a realised pledge two are paid; a pledgor that pays itself keeps its surplus (B-17).
    function _pay(HoldingId holding, Settlement memory s) private {
        uint256 toClaimant = s.taken - s.surplus;
        uint256 toPledgor = s.pledgor == s.payer ? 0 : s.surplus;
        uint256 needed = toClaimant + toPledgor;
        uint256 balance = money.spendable(s.payerWallet);
        uint256 allowance = money.allowance(s.payerWallet, address(this));
        if (balance < needed || allowance < needed) {
            revert RecourseMoneyShort(holding, s.payer, needed, balance, allowance);
        }
        if (toPledgor > 0) {
            IERC20(money).safeTransferFrom(s.payerWallet, participants.walletOf(s.pledgor), toPledgor);
        }
        if (toClaimant > 0) IERC20(money).safeTransferFrom(s.payerWallet, s.claimantWallet, toClaimant);
    }

    /// Between banks after the first discount each waits for those before it: the acceptor, which has been presented to, the credit
    /// enhancers, the discounting bank, all others. Who is before must have been claimed on, on an earlier day, or have lapsed.
    function _requireTurn(HoldingId holding, Holding memory h, Claimant memory c, ParticipantId party) private view {
        Liabilities.Position memory p = c.position;
        ParticipantId bank = p.discounter;
        if (bank.isNobody() || party == p.acceptor || bank == p.acceptor) return;
        BillId bill = holding.billOf();
        IBillSecurity.Guarantee memory own = _guarantee(holding, party);
        if ((own.capacity == Capacity.Acceptor && p.covers(own)) || p.isEnhancement(own)) return;

        ParticipantId[] memory guarantors = security.guarantorsOf(bill, 0, MAX_ENHANCERS);
        for (uint256 i; i < guarantors.length; ++i) {
            if (p.isEnhancement(_guarantee(holding, guarantors[i]))) {
                _requireClaimed(holding, h, c, party, guarantors[i]);
            }
        }
        if (party != bank) _requireClaimed(holding, h, c, party, bank);
    }

    function _requireClaimed(
        HoldingId holding,
        Holding memory h,
        Claimant memory c,
        ParticipantId party,
        ParticipantId first
    ) private view {
        Liability memory basis = _liability(holding, c, first);
        if (basis.capacity == Capacity.None) return;
        Pair storage pair = _pairs[holding][h.holder][first];
        bool done = _isClaimed(pair, h) ? pair.claimedOn < today() : _isOver(_limit(holding, c, first, basis));
        if (!done) revert RecourseOutOfTurn(holding, party, first);
    }

    function _requireInTime(
        HoldingId holding,
        Claimant memory c,
        ParticipantId party,
        Liability memory basis
    ) private view returns (Day limit) {
        limit = _limit(holding, c, party, basis);
        if (_isOver(limit)) {
            revert RecourseLapsed(holding, c.position.claimant, party, calendar.nextBusinessDay(limit));
        }
    }

    function _requireLiable(
        HoldingId holding,
        Claimant memory c,
        ParticipantId party
    ) private view returns (Liability memory basis) {
        basis = _liability(holding, c, party);
        if (basis.capacity == Capacity.None) revert RecourseNotLiable(holding, c.position.claimant, party);
    }

    function _requireInsolvency(HoldingId holding, ParticipantId acceptor, EvidenceId evidence_) private view {
        IEvidenceRegistry.Evidence memory e = evidence.evidenceInfo(evidence_);
        bytes32 needed = insolvencyCategory(acceptor);
        bool isByAuthority =
            participants.mayVote(e.anchorer, VotingClass.Judiciary) ||
                participants.mayVote(e.anchorer, VotingClass.Regulator);
        if (e.category != needed || !isByAuthority) {
            revert RecourseEvidenceInvalid(holding, evidence_, e.category, needed);
        }
    }

    /// While a pledge is live its pledgor can't collect; the pledgee realises it first.
    function _requireRealised(HoldingId holding, Holding memory h) private view {
        if (!h.pledged) return;
        IBillSecurity.PledgeStatus status = security.pledgeOf(holding).status;
        if (status != IBillSecurity.PledgeStatus.Realised) {
            revert IBillSecurity.BillPledgeMissing(holding, status, IBillSecurity.PledgeStatus.Realised);
        }
    }

    /// Whoever gave a dishonoured holding as security gets it back for what its pledgee is due, claimed on or not: a pledgee that has what it
    /// wants, or is liable itself, has no reason to claim (B-17).
    function _isPledgor(HoldingId holding, Holding memory h, ParticipantId payer) private view returns (bool) {
        if (!h.pledged || !h.dishonoured) return false;
        IBillSecurity.Pledge memory pledge = security.pledgeOf(holding);
        return pledge.status == IBillSecurity.PledgeStatus.Realised && pledge.pledgor == payer;
    }

    function _held(HoldingId holding, ParticipantId caller) private view returns (Holding memory h) {
        h = _info(holding);
        if (h.holder != caller) revert RecourseNotHolder(holding, caller, h.holder);
    }

    /// The position of the holder, or of who was claimed on or told by it and would claim once it has paid.
    function _claimant(
        HoldingId holding,
        Holding memory h,
        ParticipantId participant
    ) private view returns (Claimant memory c) {
        Bill memory b = _bill(holding);
        Liabilities.Position memory p = c.position;
        p.chain = Liabilities.read(registry, holding, h);
        (p.lo, p.hi) = (h.lo, h.hi);
        (p.drawer, p.acceptor, p.claimant) = (b.drawer, b.acceptor, participant);

        c.maturity = b.maturity;
        c.holds = h.holder == participant;
        if (!c.holds) {
            c.paid = h.holder;
        } else if (h.chainLength > 0) {
            Endorsement memory last = p.chain[h.chainLength - 1];
            if (last.purpose == Purpose.RecourseSettlement) (c.paid, c.paidOn) = (last.from, last.day);
        }
        p.locate(_guarantee(holding, participant), !c.paid.isNobody(), _isLate(holding));
    }

    function _liability(
        HoldingId holding,
        Claimant memory c,
        ParticipantId party
    ) private view returns (Liability memory) {
        return c.position.liabilityOf(party, _guarantee(holding, party));
    }

    /// Whether a period that ends on `last`, or on the next business day after it, is over; none: it has not begun. What is not over yet
    /// needs no calendar of the year in which it will be.
    function _isOver(Day last) private view returns (bool) {
        return !last.isNone() && last < today() && calendar.nextBusinessDay(last) < today();
    }

    /// The last day of a claimant's period against a party (B-12), which may roll to a business day yet; none while no period runs,
    /// because the claimant has neither paid nor been sued.
    function _limit(
        HoldingId holding,
        Claimant memory c,
        ParticipantId party,
        Liability memory basis
    ) private view returns (Day) {
        Periods memory periods = _periods(holding);
        Capacity debtor = basis.capacity == Capacity.Guarantor ? basis.principal : basis.capacity;
        Day start;
        uint256 months;
        if (debtor != Capacity.Endorser) {
            (start, months) = (c.maturity, periods.principalMonths);
        } else if (c.paid.isNobody()) {
            (start, months) = (_dishonouredOn(holding), periods.recourseMonths);
        } else {
            Day suedOn = _pairs[holding][c.paid][c.position.claimant].suedOn;
            // By whom it paid it was sued before it paid, if at all.
            (start, months) = (suedOn.isNone() ? c.paidOn : suedOn, periods.againMonths);
        }
        Day interruptedOn = _pairs[holding][c.position.claimant][party].interruptedOn;
        if (interruptedOn > start) start = interruptedOn;
        return start.isNone() ? NO_DAY : calendar.addMonths(start, months);
    }

    /// What the holder is owed, with interest up to today.
    function _owed(HoldingId holding, Holding memory h) private view returns (Account memory a) {
        a = _accounts[holding][h.holder];
        if (_isUnopened(a)) a.principal = _units(h);
        if (a.from.isNone()) {
            Day maturity = _bill(holding).maturity;
            if (today() > maturity) a.from = calendar.nextBusinessDay(maturity);
        }
        _accrue(a);
    }

    /// Interest up to today, rounded half up to the fen.
    function _accrue(Account memory a) private view {
        if (a.from.isNone() || a.from >= today()) return;
        a.interest += _rates.over360(a.principal, a.from, today()).toUint64();
        a.from = today();
    }

    /// A first claimant whose account is not written yet. Who has paid has an account with a day.
    function _isUnopened(Account memory a) private pure returns (bool) {
        return a.from.isNone() && a.principal == 0;
    }

    /// First day of dishonour at maturity or after; before it, the day on which recourse was opened.
    function _dishonouredOn(HoldingId holding) private view returns (Day day) {
        day = _presentation(holding).dishonouredOn;
        if (day.isNone()) day = _openedOn[holding];
    }

    /// Dishonoured without ever having been presented in the period (NIL 53). Recourse that was opened early needs no presentation.
    function _isLate(HoldingId holding) private view returns (bool) {
        IBillPayment.Presentation memory p = _presentation(holding);
        return !p.dishonouredOn.isNone() && !p.timely && _openedOn[holding].isNone();
    }

    /// Claims of an earlier time of holding, which has been paid, count no more.
    function _isClaimed(Pair storage pair, Holding memory h) private view returns (bool) {
        return !pair.claimedOn.isNone() && pair.claimedAt == h.chainLength;
    }

    function _enterToPreserve() private view returns (ParticipantId caller) {
        (caller, , ) = _enter(NOBODY, Mode.Preserve, 0);
    }

    // What other parts know, each asked in one place: the code of such a call is long.

    function _info(HoldingId holding) private view returns (Holding memory) {
        return registry.holdingInfo(holding);
    }

    function _bill(HoldingId holding) private view returns (Bill memory) {
        return registry.billInfo(holding.billOf());
    }

    function _periods(HoldingId holding) private view returns (Periods memory) {
        return issuance.periodsOf(holding.billOf());
    }

    function _presentation(HoldingId holding) private view returns (IBillPayment.Presentation memory) {
        return payment.presentationOf(holding);
    }

    function _guarantee(
        HoldingId holding,
        ParticipantId guarantor
    ) private view returns (IBillSecurity.Guarantee memory) {
        return security.guaranteeOf(holding.billOf(), guarantor);
    }

    function _units(Holding memory h) private pure returns (uint64) {
        return uint64(h.hi - h.lo + 1);
    }
}
