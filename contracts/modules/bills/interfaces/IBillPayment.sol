// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.34;

import {IKernelModule} from "../../../kernel/interfaces/IKernelModule.sol";
import {Day} from "../../../kernel/types/Day.sol";
import {ParticipantId} from "../../../kernel/types/Ids.sol";
import {DishonourReason, HoldingId} from "../types/BillTypes.sol";

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
        /// Digest of why it is late.
        bytes32 explanation;
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

    error BillExplanationMissing(HoldingId holding, Day lastTimelyDay);
    error BillNotAcceptor(HoldingId holding, ParticipantId caller, ParticipantId acceptor);
    error BillReasonInvalid(HoldingId holding, DishonourReason reason);
    error BillAnswerNotOverdue(HoldingId holding, Day answerBy);
    error BillAnswerOverdue(HoldingId holding, Day answerBy);

    /// Presents a holding for payment. Its holder, at any time after delivery: before maturity the acceptor is free; within the period it
    /// keeps all recourse; a first presentation after it needs an explanation (B-8, NIL 53).
    /// @param explanation digest of why it is late; 0 unless it is
    /// @custom:access door:Preserve
    function present(HoldingId holding, bytes32 explanation) external;

    /// Pays a presented holding from the acceptor's wallet, by its allowance to this contract (B-9). The acceptor.
    /// @custom:access door:Perform
    function pay(HoldingId holding) external;

    /// Refuses payment (拒付). The acceptor, until the last day of the answer: whoever was silent till then pays as far as its money goes
    /// (B-9). From maturity on it is a dishonour, with right of recourse.
    /// @param reason any but `None` and `Silence`; `NotDue` only before maturity
    /// @custom:access door:Preserve
    function dishonour(HoldingId holding, DishonourReason reason) external;

    /// Closes a question that the acceptor left unanswered: with enough money and allowance it pays, else it is dishonoured by silence; an
    /// early presentation goes back (B-9). Anyone, after the last day of the answer; an early one from maturity on already.
    /// @custom:access open
    function closeUnanswered(HoldingId holding) external;

    function presentationOf(HoldingId holding) external view returns (Presentation memory);
}
