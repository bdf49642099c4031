// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.34;

import {IKernelModule} from "../../../kernel/interfaces/IKernelModule.sol";
import {Day} from "../../../kernel/types/Day.sol";
import {ParticipantId} from "../../../kernel/types/Ids.sol";
import {BillId, BillStatus, DishonourReason, HoldingId} from "../types/BillTypes.sol";

/// Presentation for payment (提示付款), payment and dishonour of bills. Payment is delivery versus payment: the holder has the money and the
/// units are closed in one transaction, or neither (B-9).
interface IBillPayment is IKernelModule {
    /// The present or last presentation of a holding. One slot and the explanation.
    struct Presentation {
        Day day;
        /// Last day on which the acceptor answers; from the next day on anyone may close the question.
        Day answerBy;
        /// Before maturity: the acceptor may pay or refuse, and a refusal is no dishonour (B-8).
        bool early;
        /// First presented only after the period of NIL 53: recourse against drawer, acceptor and their guarantors only.
        bool late;
        /// Whether the acceptor's answer is outstanding.
        bool open;
        /// First day of dishonour; 0: none.
        Day dishonouredOn;
        DishonourReason reason;
        /// Once presented in the period: what comes later costs no recourse.
        bool timely;
        /// Paid beside the chain, as acceptor and holder say.
        bool offChain;
        // slot 1
        /// Digest of why it is late.
        bytes32 explanation;
        // slot 2
        /// Digest of a payment beside the chain that the acceptor has declared in answer.
        bytes32 evidence;
    }

    event BillPresented(
        HoldingId indexed holding,
        ParticipantId indexed holder,
        ParticipantId indexed acceptor,
        uint64 amount,
        Day day,
        Day answerBy,
        bool early,
        bool late,
        bytes32 explanation
    );
    event BillPaid(
        HoldingId indexed holding,
        ParticipantId indexed acceptor,
        ParticipantId indexed holder,
        uint64 amount,
        Day day,
        bool bySilence
    );
    event BillDishonoured(
        HoldingId indexed holding,
        ParticipantId indexed acceptor,
        ParticipantId indexed holder,
        uint64 amount,
        Day day,
        DishonourReason reason
    );
    /// An early presentation was refused, or not answered: no dishonour.
    event BillPresentationReturned(
        HoldingId indexed holding,
        ParticipantId indexed acceptor,
        ParticipantId indexed holder,
        DishonourReason reason
    );

    /// The holder has it presented on its day, by whoever comes.
    event StandingPresentationSet(HoldingId indexed holding, ParticipantId indexed holder, bool standing);
    /// The acceptor says that it has paid beside the chain (票款分离); the holder is yet to confirm.
    event BillPaidOffChainDeclared(
        HoldingId indexed holding,
        ParticipantId indexed acceptor,
        ParticipantId indexed holder,
        bytes32 evidence
    );
    event BillPaidOffChain(
        HoldingId indexed holding,
        ParticipantId indexed acceptor,
        ParticipantId indexed holder,
        uint64 amount,
        Day day,
        bytes32 evidence
    );
    /// 付款确认: the acceptor confirms that it will pay at maturity.
    event BillPaymentConfirmed(BillId indexed bill, ParticipantId indexed acceptor, Day day, bytes32 evidence);

    error BillStandingUnchanged(HoldingId holding, bool standing);
    /// Its present holder has not asked for it.
    error BillNotStanding(HoldingId holding);
    /// A standing presentation is carried out from maturity to the end of the period.
    error BillStandingDayOutOfRange(HoldingId holding, Day earliest, Day latest);
    /// The pledge is to be realised first, or the pledgee is to present.
    error BillPledgedPresentation(HoldingId holding, ParticipantId holder);
    error BillEvidenceMissing(HoldingId holding);
    error BillOffChainDiffers(HoldingId holding, bytes32 declared, bytes32 confirmed);
    /// Money that two share is paid on chain, where both see it.
    error BillPledgedOffChain(HoldingId holding);
    error BillPaymentAlreadyConfirmed(BillId bill);
    error BillNotConfirmable(BillId bill, BillStatus status);
    error BillExplanationMissing(HoldingId holding, Day lastTimelyDay);
    error BillNotAcceptor(HoldingId holding, ParticipantId caller, ParticipantId acceptor);
    error BillReasonInvalid(HoldingId holding, DishonourReason reason);
    error BillAnswerNotOverdue(HoldingId holding, Day answerBy);
    error BillAnswerOverdue(HoldingId holding, Day answerBy);

    /// Presents a holding for payment. Its holder, at any time after delivery: before maturity the acceptor is free; within the period it
    /// keeps all recourse; a first presentation after it needs an explanation (B-8, NIL 53). Under a realised pledge, from maturity on, the pledgor
    /// too: what comes in is divided whoever presents (B-17). After a dishonour it does so only when nothing is secured any more: one that is liable
    /// itself must not keep its pledgee from recourse by presenting again and again.
    /// @param explanation digest of why it is late; 0 unless it is
    /// @custom:access door:Preserve
    function present(HoldingId holding, bytes32 explanation) external;

    /// Presents a part of a holding in its holder's hand, from its low end; the rest keeps the holding's id. Its holder, unless it is frozen.
    /// As `present` in all else.
    /// @param amount fen; less than all of it only of a splittable bill that was not dishonoured
    /// @return part the holding that is presented
    /// @custom:access door:Preserve
    function presentPart(HoldingId holding, uint64 amount, bytes32 explanation) external returns (HoldingId part);

    /// Has a holding presented from maturity on by whoever calls `presentStanding`, or ends that (B-8). Its holder; it counts while that one
    /// holds, and ends with the first presentation from maturity on. A part that is taken of the holding does not have it.
    /// @custom:access door:Preserve
    function setStandingPresentation(HoldingId holding, bool standing) external;

    /// Presents a holding whose holder has asked for it, within the period from maturity. Anyone.
    /// @custom:access open
    function presentStanding(HoldingId holding) external;

    /// Pays a presented holding from the acceptor's wallet, by its allowance to this contract (B-9). The acceptor.
    /// @custom:access door:Perform
    function pay(HoldingId holding) external;

    /// Refuses payment (拒付). The acceptor, until the last day of the answer: whoever was silent till then pays as far as its money goes
    /// (B-9). From maturity on it is a dishonour, with right of recourse.
    /// @param reason any but `None` and `Silence`; `NotDue` only before maturity
    /// @custom:access door:Preserve
    function dishonour(HoldingId holding, DishonourReason reason) external;

    /// Declares that a presented holding was paid beside the chain (票款分离, B-9). The acceptor, until the last day of the answer; the holder
    /// confirms. Its money is not taken for it any more (X-19); what stays unconfirmed is a dishonour when the answer is overdue.
    /// @param evidence digest of the payment
    /// @custom:access door:Preserve
    function declarePaidOffChain(HoldingId holding, bytes32 evidence) external;

    /// Confirms that it was: the units close, and the bill shows for ever how. The holder, unless it or the holding is frozen, with the
    /// digest that the acceptor gave.
    /// @custom:access door:Perform
    function confirmPaidOffChain(HoldingId holding, bytes32 evidence) external;

    /// Confirms that the acceptor will pay at maturity (付款确认, B-15). The acceptor of a delivered bill, before maturity, once.
    /// @param evidence digest of what the bank has checked
    /// @custom:access door:Preserve
    function confirmPayment(BillId bill, bytes32 evidence) external;

    /// Closes a question that the acceptor left unanswered: with enough money and allowance it pays, else it is dishonoured by silence, as it
    /// is when the acceptor declared a payment that the holder did not confirm; an early presentation goes back (B-9). Anyone, after the last day of the answer; an early one from maturity on already.
    /// @custom:access open
    function closeUnanswered(HoldingId holding) external;

    function presentationOf(HoldingId holding) external view returns (Presentation memory);

    /// Who has asked for a standing presentation; it counts while that one holds.
    function standingOf(HoldingId holding) external view returns (ParticipantId);

    /// Day of the payment confirmation; 0: none.
    function paymentConfirmedOn(BillId bill) external view returns (Day);
}
