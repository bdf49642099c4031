// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.34;

import {IKernelModule} from "../../../kernel/interfaces/IKernelModule.sol";
import {Day} from "../../../kernel/types/Day.sol";
import {ParticipantId} from "../../../kernel/types/Ids.sol";
import {Assertion} from "../../../kernel/types/Passkey.sol";
import {
    BenefitId,
    HouseholdId,
    LotId,
    OfficerId,
    PayoutId,
    ProgrammeId,
    ProjectId,
    RoundId
} from "../types/ReliefTypes.sol";

/// Payouts (拨付). One to a payout bank has up to 256 lines, a household each; the money stays in the purse until the bank answers with the digest
/// of its receipt (paid to the card, 一卡通), which pays the bank; what it does not answer for in time goes back, and anyone may send it back.
/// One to an implementer, a merchant or a cooperative is paid once it is drawn whole. The household confirms by passkey that it has been paid, or objects.
///
/// | payout   | act                    | who                              | then                              |
/// |----------|------------------------|----------------------------------|-----------------------------------|
/// | –        | create                 | part                             | Drawing, Open, or Paid            |
/// | Drawing  | continueDrawing        | anyone                           | Open, or Paid; Returning if not to a bank, and its payee may not be paid |
/// | Returning | continueDrawing       | anyone                           | Returned                          |
/// | Open     | answer                 | the bank, until its last day     | Open; Settled with the last line  |
/// | Open     | returnOverdue          | anyone, after that day           | Open; Settled with the last line  |
///
/// A line is open, paid, or returned; a paid one may be confirmed or disputed, and given back.
interface IReliefPayouts is IKernelModule {
    enum PayoutKind {
        None,
        /// Lines for households, to their payout bank.
        Bank,
        /// A milestone, to the implementer.
        Milestone,
        /// A household's purchase, to the merchant.
        Voucher,
        /// Lines for households out of an order of produce, to their payout bank.
        Share,
        /// What is the cooperative's of an order of produce.
        Margin
    }

    enum PayoutStatus {
        None,
        /// More lots are to be used than fit one transaction.
        Drawing,
        /// Waits for the bank.
        Open,
        /// Each line is paid or returned.
        Settled,
        /// Paid, as it has no lines.
        Paid,
        /// Its payee may no longer be paid: what was drawn goes back to its lots.
        Returning,
        /// Nothing was paid; its fen are back in their lots.
        Returned
    }

    /// What the creating part says.
    struct Draft {
        PayoutKind kind;
        /// The project's.
        ProgrammeId programme;
        ProjectId project;
        ParticipantId payee;
        /// Who releases it; nobody for what a household or buyer has decided.
        OfficerId officer;
        /// The only lot that it may use; 0: those of the fund.
        LotId lot;
        /// Round, milestone or order that it is of, as that part numbers it.
        uint32 origin;
        /// Benefit and period that it is of; no benefit: none.
        BenefitId benefit;
        uint16 period;
        /// Fen that a household's vouchers of the period are worth together.
        uint64 cap;
    }

    struct Payout {
        // slot 0: all that a household's word on a line reads
        PayoutKind kind;
        PayoutStatus status;
        ProgrammeId programme;
        uint16 lines;
        /// Lines that are paid or returned, from the first on.
        uint16 answered;
        /// Day of the bank's last answer.
        Day answeredOn;
        /// Whether it has answered on several days.
        bool inParts;
        /// Fen of each line; 0: they differ.
        uint64 each;
        ProjectId project;
        // slot 1
        uint64 total;
        /// Fen for which lots have been used.
        uint64 drawn;
        /// Fen paid, given back since or not.
        uint64 paid;
        /// Fen restored to lots, before payment or after.
        uint64 returned;
        // slot 2
        ParticipantId payee;
        OfficerId officer;
        /// Round, milestone or order that it is of, as that part numbers it.
        uint32 origin;
        /// Last day for the bank to answer.
        Day dueDay;
        Day day;
        BenefitId benefit;
        uint16 period;
        // slot 3
        LotId lot;
    }

    enum LineStatus {
        None,
        Open,
        Paid,
        /// Not paid; its fen are back in their lots.
        Returned,
        Confirmed,
        /// The household says that it was not paid, or not so much.
        Disputed,
        /// Was paid, and given back by the payee.
        GivenBack
    }

    event PayoutCreated(
        PayoutId indexed payout,
        ProjectId indexed project,
        ParticipantId indexed payee,
        PayoutKind kind,
        OfficerId officer,
        uint32 origin,
        uint64 total,
        Day dueDay,
        ProgrammeId programme,
        uint32[] households,
        uint64[] amounts
    );
    event PayoutDrawn(PayoutId indexed payout, uint64 drawn, uint64 total, PayoutStatus status);
    /// The bank has paid lines [from, to) but the failed ones, which went back.
    event PayoutAnswered(
        PayoutId indexed payout,
        ParticipantId indexed payee,
        bytes32 receipt,
        uint16 from,
        uint16 to,
        uint16[] failed,
        uint64 paid,
        uint64 returned,
        PayoutStatus status
    );
    /// The bank was silent, and lines [from, to) went back; or the payee of a payout without such lines may no longer be paid, and fen of it went
    /// back: both 0.
    event PayoutReturned(
        PayoutId indexed payout,
        ParticipantId indexed payee,
        uint16 from,
        uint16 to,
        uint64 returned,
        PayoutStatus status
    );
    /// @param sinceReceipt days since the bank's answer
    event PayoutConfirmed(
        PayoutId indexed payout,
        HouseholdId indexed household,
        uint16 line,
        uint64 amount,
        uint256 sinceReceipt
    );
    event PayoutDisputed(
        PayoutId indexed payout,
        HouseholdId indexed household,
        uint16 line,
        uint64 amount,
        bytes32 evidence
    );
    event PayoutDisputeAnswered(
        PayoutId indexed payout,
        HouseholdId indexed household,
        OfficerId indexed officer,
        uint16 line,
        bool upheld,
        bytes32 answer
    );
    event PayoutGivenBack(
        PayoutId indexed payout,
        ParticipantId indexed payee,
        uint16 line,
        uint64 amount,
        bytes32 evidence
    );
    event DiversionFound(
        PayoutId indexed payout,
        OfficerId indexed officer,
        ParticipantId indexed payee,
        bool barred,
        bytes32 evidence
    );

    error PayoutUnknown(PayoutId payout);
    error PayoutWrongStatus(PayoutId payout, PayoutStatus status, PayoutStatus needed);
    error PayoutWrongKind(PayoutId payout, PayoutKind kind, PayoutKind needed);
    error PayoutNoLines();
    error PayoutTooManyLines(uint256 count, uint256 max);
    error PayoutNotPayee(PayoutId payout, ParticipantId caller, ParticipantId payee);
    error PayoutReceiptMissing(PayoutId payout);
    error PayoutAnswerLate(PayoutId payout, Day dueDay, Day today);
    error PayoutAnswerNotOverdue(PayoutId payout, Day dueDay, Day today);
    error PayoutLinesOutOfRange(PayoutId payout, uint256 to, uint256 from, uint256 lines);
    error PayoutFailedNotAscending(uint256 line);
    error PayoutLineUnknown(PayoutId payout, uint16 line);
    error PayoutLineWrongStatus(PayoutId payout, uint16 line, LineStatus status);
    error PayoutLineOtherHousehold(PayoutId payout, uint16 line, HouseholdId household, HouseholdId own);
    /// The household has had the benefit's period, or has it open (P-2, X-41).
    error PayoutPeriodPaid(BenefitId benefit, uint16 period, HouseholdId household);
    error PayoutVoucherExceeded(BenefitId benefit, uint16 period, HouseholdId household, uint256 used, uint64 cap);
    error PayoutAmountZero(PayoutId payout);
    /// Not a line's whole amount, or none, or more than is left of a payout without lines.
    error PayoutGivenBackUnfit(PayoutId payout, uint256 amount, uint256 left);
    error PayoutEvidenceMissing(PayoutId payout);
    /// Households may still confirm in time.
    error PayoutConfirmationsOpen(PayoutId payout, Day until, Day today);
    /// Who has released a payout does not decide on a dispute about it (P-4).
    error PayoutSameOfficer(PayoutId payout, OfficerId officer);
    /// It is right, and waits for the payee.
    error PayoutDisputeUpheld(PayoutId payout, uint16 line);
    /// A finding is about an officer, the payee, or both; or it clears a payee that is barred.
    error PayoutNobodyFound(PayoutId payout);
    /// A diversion by the payee was found in this programme; nothing more is paid to it there.
    error PayoutPayeeBarred(ProgrammeId programme, ParticipantId payee);

    /// Makes a payout of free money of the project and draws lots for it, up to 64; pays at once what is not to a bank.
    /// Nobody is paid twice for one period of a benefit (P-2); what was returned may be paid again. The creating part has checked project, payee's
    /// role and what it is for (P-2, P-4, P-8), and has booked the households' grants.
    /// @param households of the lines, by their numbers; for `Voucher` the one that buys; else none
    /// @param amounts fen of each line; one entry stands for all; of a payout without lines its whole
    /// @return payout Drawing when more lots are needed than one transaction visits
    /// @custom:access part
    function create(
        Draft calldata draft,
        uint32[] calldata households,
        uint64[] calldata amounts
    ) external returns (PayoutId payout);

    /// Uses up to 64 more lots. If the payee is neither a bank nor still one whom the programme would pay (P-8), up to 64 lots get back what they
    /// gave, in as many transactions as it takes: nothing is paid, the milestone may be released or the voucher used again. Anyone.
    /// @custom:access open
    function continueDrawing(PayoutId payout) external;

    /// Answers for lines, in their order: they have been paid to the cards, but for the failed ones. The bank is paid. The bank, as long as the
    /// programme admits it (P-8). One that is frozen, no longer admitted or barred is as one that is silent: the money goes back.
    /// @param to number of the line after the last that is answered for
    /// @param receipt digest of the bank's receipt
    /// @param failed lines that could not be paid, ascending; they go back to the lots
    /// @custom:access door:Perform
    function answer(PayoutId payout, uint16 to, bytes32 receipt, uint16[] calldata failed) external;

    /// Sends back what the bank has not answered for in time: lines up to `to`, as far as 64 lots go; the rest in another transaction. Anyone.
    /// @custom:access open
    function returnOverdue(PayoutId payout, uint16 to) external;

    /// The household has received a line, at once or after all. Anyone may send it.
    /// Signed: `Confirm(uint64 person,uint32 payout,uint16 line,uint64 amount,uint256 nonce,uint256 deadline)`.
    /// @custom:access open
    function confirm(PayoutId payout, uint16 line, HouseholdId household, Assertion calldata assertion) external;

    /// Enters the scores of the households that have confirmed within 7 days of the bank's receipt, each once: a confirmation itself pays for no
    /// entry. When these days are over for all lines. Anyone.
    /// @custom:access open
    function enterConfirmations(PayoutId payout) external;

    /// The household has not received a line that the bank says was paid, or not so much. Anyone may send it.
    /// Signed: `Dispute(uint64 person,uint32 payout,uint16 line,uint64 amount,bytes32 evidence,uint256 nonce,uint256 deadline)`.
    /// @custom:access open
    function dispute(
        PayoutId payout,
        uint16 line,
        HouseholdId household,
        bytes32 evidence,
        Assertion calldata assertion
    ) external;

    /// Answers a dispute: dismissed, the line is paid again as before; upheld, it stays disputed until the payee gives it back. An officer of the
    /// programme, not the one who released it, nor kin.
    /// @custom:access door:Preserve
    function answerDispute(PayoutId payout, uint16 line, bool upheld, bytes32 answer) external;

    /// Gives back a paid line, or fen of a payout without lines, by allowance to ReliefFunds; it goes to the lots that it came from. The payee.
    /// @param line of a payout to a bank, paid, confirmed or disputed; else 0
    /// @param amount fen; of a line its whole
    /// @custom:access door:Perform
    function giveBack(PayoutId payout, uint16 line, uint64 amount, bytes32 evidence) external;

    /// Finds that a payout was diverted: its officer's score says so, and nothing more is paid to the payee in the programme. A later order that
    /// names nobody, neither officer nor payee, clears the payee: it may be paid again. By order (default policy: one court, or one regulator).
    /// @param officer whose doing it was; 0: none
    /// @param barred whether the payee is barred; else the officer alone is meant, and with none the bar is lifted
    /// @custom:access restricted
    function findDiversion(PayoutId payout, OfficerId officer, bool barred, bytes32 evidence) external;

    function payoutInfo(PayoutId payout) external view returns (Payout memory);

    function payoutCount() external view returns (uint32);

    /// Household, fen and status of a line.
    function lineInfo(
        PayoutId payout,
        uint16 line
    ) external view returns (HouseholdId household, uint64 start, uint64 amount, LineStatus status);

    /// Household numbers of all lines.
    function householdsOf(PayoutId payout) external view returns (uint32[] memory);

    /// Fen of a round's payouts, less what was returned.
    function releasedOf(RoundId round) external view returns (uint64);

    /// Whether a household has had a benefit's period, or has it open.
    function isPaid(BenefitId benefit, uint16 period, HouseholdId household) external view returns (bool);

    /// Fen that a household has used of its vouchers of a benefit's period.
    function voucherUsed(BenefitId benefit, uint16 period, HouseholdId household) external view returns (uint64);

    function isBarred(ProgrammeId programme, ParticipantId payee) external view returns (bool);
}
