// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.34;

import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {SafeERC20} from "@openzeppelin/contracts/token/ERC20/utils/SafeERC20.sol";

import {KernelModule} from "../../kernel/base/KernelModule.sol";
import {IBusinessCalendar} from "../../kernel/interfaces/IBusinessCalendar.sol";
import {IParticipantRegistry} from "../../kernel/interfaces/IParticipantRegistry.sol";
import {ISettlementToken} from "../../kernel/interfaces/ISettlementToken.sol";
import {Day, today} from "../../kernel/types/Day.sol";
import {NOBODY, ParticipantId} from "../../kernel/types/Ids.sol";
import {Mode} from "../../kernel/types/Parties.sol";
import {IBillIssuance} from "./interfaces/IBillIssuance.sol";
import {IBillPayment} from "./interfaces/IBillPayment.sol";
import {IBillRegistry} from "./interfaces/IBillRegistry.sol";
import {IBillSecurity} from "./interfaces/IBillSecurity.sol";
import {Pairs} from "./libraries/Pairs.sol";
import {
    Bill,
    BillId,
    BillStatus,
    Circulation,
    DishonourReason,
    firstHolding,
    Holding,
    HoldingId
} from "./types/BillTypes.sol";

/// Documented in {IBillPayment}.
contract BillPayment is IBillPayment, KernelModule {
    using SafeERC20 for IERC20;

    /// What an answer is about, read once.
    struct Claim {
        ParticipantId acceptor;
        ParticipantId holder;
        uint64 amount;
        bool pledged;
    }

    IBillRegistry public immutable registry;
    IBillIssuance public immutable issuance;
    IBillSecurity public immutable security;
    IBusinessCalendar public immutable calendar;
    ISettlementToken public immutable money;

    /// @inheritdoc IBillPayment
    mapping(HoldingId holding => ParticipantId) public standingOf;
    /// @inheritdoc IBillPayment
    mapping(BillId bill => Day) public paymentConfirmedOn;

    mapping(HoldingId holding => Presentation) private _presentations;

    constructor(
        address authority,
        IParticipantRegistry participants_,
        IBillRegistry registry_,
        IBillIssuance issuance_,
        IBillSecurity security_,
        IBusinessCalendar calendar_,
        ISettlementToken money_
    ) KernelModule(authority, participants_) {
        registry = registry_;
        issuance = issuance_;
        security = security_;
        calendar = calendar_;
        money = money_;
    }

    /// @inheritdoc IBillPayment
    function present(HoldingId holding, bytes32 explanation) external {
        (ParticipantId caller, , ) = _enter(NOBODY, Mode.Preserve, 0);
        _present(holding, caller, explanation);
    }

    /// @inheritdoc IBillPayment
    function presentPart(HoldingId holding, uint64 amount, bytes32 explanation) external returns (HoldingId part) {
        (ParticipantId holder, , ) = _enter(NOBODY, Mode.Preserve, 0);
        _requireHolder(holding, holder);
        if (registry.isFrozen(holding)) revert IBillRegistry.BillFrozen(holding);
        part = registry.split(holding, amount);
        _present(part, holder, explanation);
    }

    /// @inheritdoc IBillPayment
    function setStandingPresentation(HoldingId holding, bool standing) external {
        (ParticipantId holder, , ) = _enter(NOBODY, Mode.Preserve, 0);
        _requireHolder(holding, holder);
        if ((standingOf[holding] == holder) == standing) revert BillStandingUnchanged(holding, standing);
        standingOf[holding] = standing ? holder : NOBODY;
        emit StandingPresentationSet(holding, holder, standing);
    }

    /// @inheritdoc IBillPayment
    function presentStanding(HoldingId holding) external {
        ParticipantId holder = registry.holdingInfo(holding).holder;
        if (standingOf[holding] != holder) revert BillNotStanding(holding);
        Day maturity = registry.billInfo(holding.billOf()).maturity;
        Day latest = _lastTimelyDay(holding, maturity);
        if (today() < maturity || today() > latest) revert BillStandingDayOutOfRange(holding, maturity, latest);
        _present(holding, holder, 0);
    }

    /// @inheritdoc IBillPayment
    function pay(HoldingId holding) external {
        Claim memory claim = _claimOf(holding);
        (ParticipantId caller, address payer, address payee) = _enter(claim.holder, Mode.Perform, claim.amount);
        _requireOpen(holding);
        _requireAcceptor(holding, claim, caller);
        _pay(holding, claim, payer, payee, false);
    }

    /// @inheritdoc IBillPayment
    function dishonour(HoldingId holding, DishonourReason reason) external {
        (ParticipantId caller, , ) = _enter(NOBODY, Mode.Preserve, 0);
        Presentation storage p = _requireOpen(holding);
        Claim memory claim = _claimOf(holding);
        _requireAcceptor(holding, claim, caller);
        _requireInTime(holding, p);
        bool notDue = reason == DishonourReason.NotDue;
        if (reason == DishonourReason.None || reason == DishonourReason.Silence || (notDue && !p.early)) {
            revert BillReasonInvalid(holding, reason);
        }
        _refuse(holding, p, claim, reason);
    }

    /// @inheritdoc IBillPayment
    function declarePaidOffChain(HoldingId holding, bytes32 evidence) external {
        (ParticipantId caller, , ) = _enter(NOBODY, Mode.Preserve, 0);
        Presentation storage p = _requireOpen(holding);
        Claim memory claim = _claimOf(holding);
        _requireAcceptor(holding, claim, caller);
        _requireInTime(holding, p);
        if (claim.pledged) revert BillPledgedOffChain(holding);
        if (evidence == 0) revert BillEvidenceMissing(holding);
        p.evidence = evidence;
        emit BillPaidOffChainDeclared(holding, claim.acceptor, claim.holder, evidence);
    }

    /// @inheritdoc IBillPayment
    function confirmPaidOffChain(HoldingId holding, bytes32 evidence) external {
        Claim memory claim = _claimOf(holding);
        (ParticipantId caller, , ) = _enter(NOBODY, Mode.Perform, claim.amount);
        Presentation storage p = _requireOpen(holding);
        if (caller != claim.holder) revert IBillRegistry.BillNotHolder(holding, caller, claim.holder);
        // What an order keeps in place is not given up for money that it cannot reach.
        if (registry.isFrozen(holding)) revert IBillRegistry.BillFrozen(holding);
        if (evidence == 0 || p.evidence != evidence) revert BillOffChainDiffers(holding, p.evidence, evidence);
        p.open = false;
        p.offChain = true;
        registry.close(holding, Pairs.ANSWER);
        emit BillPaidOffChain(holding, claim.acceptor, claim.holder, claim.amount, today(), evidence);
    }

    /// @inheritdoc IBillPayment
    function confirmPayment(BillId bill, bytes32 evidence) external {
        (ParticipantId caller, , ) = _enter(NOBODY, Mode.Preserve, 0);
        Bill memory b = registry.billInfo(bill);
        HoldingId whole = firstHolding(bill);
        if (b.acceptor != caller) revert BillNotAcceptor(whole, caller, b.acceptor);
        (BillStatus status, ) = registry.pairOf(whole);
        if (status != BillStatus.Delivered) revert BillNotConfirmable(bill, status);
        if (evidence == 0) revert BillEvidenceMissing(whole);
        if (!paymentConfirmedOn[bill].isNone()) revert BillPaymentAlreadyConfirmed(bill);
        paymentConfirmedOn[bill] = today();
        emit BillPaymentConfirmed(bill, caller, today(), evidence);
    }

    /// @inheritdoc IBillPayment
    function closeUnanswered(HoldingId holding) external {
        Presentation storage p = _requireOpen(holding);
        // An early presentation must not stand in the way of the one at maturity, which keeps the recourse.
        bool superseded = p.early && today() >= registry.billInfo(holding.billOf()).maturity;
        if (today() <= p.answerBy && !superseded) revert BillAnswerNotOverdue(holding, p.answerBy);
        Claim memory claim = _claimOf(holding);
        address payer = participants.walletOf(claim.acceptor);
        // Explicit conditions, not a caught failure: a caller that sends too little gas must not turn money into dishonour (X-109).
        // Who has declared a payment beside the chain was not silent, and does not pay twice (X-19); unconfirmed, it is a dishonour.
        bool isTaken = !p.early && p.evidence == 0;
        bool canPay =
            isTaken && money.spendable(payer) >= claim.amount && money.allowance(payer, address(this)) >= claim.amount;
        if (canPay) _pay(holding, claim, payer, participants.walletOf(claim.holder), true);
        else _refuse(holding, p, claim, DishonourReason.Silence);
    }

    /// @inheritdoc IBillPayment
    function presentationOf(HoldingId holding) external view returns (Presentation memory) {
        return _presentations[holding];
    }

    function _present(HoldingId holding, ParticipantId presenter, bytes32 explanation) private {
        // Checks
        Claim memory claim = _claimOf(holding);
        Bill memory bill = registry.billInfo(holding.billOf());
        Day day = today();
        bool early = day < bill.maturity;
        _requirePresenter(holding, claim, presenter, early);
        registry.requirePair(holding, Pairs.PRESENTATION);
        Presentation storage p = _presentations[holding];
        bool late;
        if (!early && !p.timely) {
            Day lastTimely = _lastTimelyDay(holding, bill.maturity);
            late = day > lastTimely;
            if (late && explanation == 0) revert BillExplanationMissing(holding, lastTimely);
        }

        // Effects
        p.day = day;
        p.answerBy = calendar.nextBusinessDay(day.plus(1));
        p.early = early;
        p.late = late;
        p.open = true;
        if (!early && !late) p.timely = true;
        p.explanation = explanation;
        p.evidence = 0;
        // Its presentation is what was asked for; from dishonour on the holder decides by itself.
        if (!early && !standingOf[holding].isNobody()) standingOf[holding] = NOBODY;
        registry.setCirculation(holding, Pairs.PRESENTATION, Circulation.InCollection);
        emit BillPresented(
            holding,
            claim.holder,
            bill.acceptor,
            claim.amount,
            day,
            p.answerBy,
            early,
            late,
            explanation
        );
    }

    /// Delivery versus payment: the units close and the money moves, or neither; the money last. Under a realised pledge two are paid (B-17).
    function _pay(HoldingId holding, Claim memory claim, address payer, address payee, bool bySilence) private {
        // Effects
        _presentations[holding].open = false;
        registry.close(holding, Pairs.ANSWER);
        emit BillPaid(holding, claim.acceptor, claim.holder, claim.amount, today(), bySilence);
        uint64 amount = claim.amount;
        ParticipantId pledgor;
        uint64 surplus;
        if (claim.pledged) (pledgor, surplus) = security.collect(holding, amount, true);

        // Interactions
        if (surplus > 0) IERC20(money).safeTransferFrom(payer, participants.walletOf(pledgor), surplus);
        if (amount > surplus) IERC20(money).safeTransferFrom(payer, payee, amount - surplus);
    }

    /// Before maturity a refusal, or silence, only gives the holding back; from maturity on it is a dishonour.
    function _refuse(HoldingId holding, Presentation storage p, Claim memory claim, DishonourReason reason) private {
        p.open = false;
        p.reason = reason;
        bool dishonoured = !p.early;
        if (dishonoured && p.dishonouredOn.isNone()) p.dishonouredOn = today();
        registry.restore(holding, Pairs.ANSWER, dishonoured, claim.pledged);
        if (dishonoured) {
            emit BillDishonoured(holding, claim.acceptor, claim.holder, claim.amount, today(), reason);
        } else {
            emit BillPresentationReturned(holding, claim.acceptor, claim.holder, reason);
        }
    }

    function _lastTimelyDay(HoldingId holding, Day maturity) private view returns (Day) {
        return calendar.endOfPeriod(maturity, issuance.periodsOf(holding.billOf()).presentationDays);
    }

    function _claimOf(HoldingId holding) private view returns (Claim memory) {
        Holding memory h = registry.holdingInfo(holding);
        return
            Claim({
                acceptor: registry.billInfo(holding.billOf()).acceptor,
                holder: h.holder,
                amount: uint64(h.hi - h.lo + 1),
                pledged: h.pledged
            });
    }

    /// A presentation is open exactly while its holding is in collection.
    function _requireOpen(HoldingId holding) private view returns (Presentation storage p) {
        registry.requirePair(holding, Pairs.ANSWER);
        return _presentations[holding];
    }

    function _requireHolder(HoldingId holding, ParticipantId caller) private view {
        ParticipantId holder = registry.holdingInfo(holding).holder;
        if (holder != caller) revert IBillRegistry.BillNotHolder(holding, caller, holder);
    }

    /// Who holds presents. Under a pledge it is to be realised before, and from maturity on the pledgor presents too: until dishonour, lest
    /// one that is liable itself keep its pledgee from recourse, and after it once nothing is secured any more.
    function _requirePresenter(
        HoldingId holding,
        Claim memory claim,
        ParticipantId presenter,
        bool early
    ) private view {
        if (claim.pledged) {
            IBillSecurity.Pledge memory pledge = security.pledgeOf(holding);
            bool realised = pledge.status == IBillSecurity.PledgeStatus.Realised;
            bool isOpen = _presentations[holding].dishonouredOn.isNone() || security.securedOf(pledge.debt) == 0;
            if (realised && !early && isOpen && presenter == pledge.pledgor) return;
            if (!realised && presenter == claim.holder) revert BillPledgedPresentation(holding, presenter);
        }
        _requireHolder(holding, presenter);
    }

    function _requireInTime(HoldingId holding, Presentation storage p) private view {
        if (today() > p.answerBy) revert BillAnswerOverdue(holding, p.answerBy);
    }

    function _requireAcceptor(HoldingId holding, Claim memory claim, ParticipantId caller) private pure {
        if (claim.acceptor != caller) revert BillNotAcceptor(holding, caller, claim.acceptor);
    }
}
