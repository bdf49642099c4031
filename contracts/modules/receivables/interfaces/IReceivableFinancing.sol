// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.34;

import {IKernelModule} from "../../../kernel/interfaces/IKernelModule.sol";
import {ITitle} from "../../../kernel/interfaces/ITitle.sol";
import {Day} from "../../../kernel/types/Day.sol";
import {ParticipantId} from "../../../kernel/types/Ids.sol";
import {Rate} from "../../../kernel/types/Rate.sol";
import {NoteId} from "../types/ReceivableTypes.sol";

/// Factoring (保理): notes as titles on the market, sold to banks and finance companies; what comes of them afterwards.
///
/// The terms of an ask are bits: 1 with recourse (有追索权), 2 disclosed (公开). A financed note is the factor's to the end: it is not passed
/// on, pledged or sold again (R-4).
///
/// Undisclosed (暗保理): the seller collects as the factor's agent until the obligor has notice (Civil Code 764); from then on only the factor
/// is paid (R-5). Warning: on this ledger nothing is secret; undisclosed means that the obligor pays the seller, not that it can't know.
///
/// With recourse: the factor is due what it has financed, interest and costs; it may claim that of the seller of that note, and only of it,
/// once the obligor is overdue; what comes in beyond goes back to the seller (Civil Code 766). Without, all is the factor's (767).
///
/// Conserved: of what comes in on a note financed with recourse the factor never keeps more than it is due.
interface IReceivableFinancing is IKernelModule, ITitle {
    enum FinancingStatus {
        None,
        /// The factor holds the note.
        Live,
        /// Its note is paid.
        Collected,
        /// The seller has repaid the factor and holds the note again.
        Repaid,
        /// An order has given the note to somebody else.
        Ended
    }

    struct Financing {
        // slot 0
        ParticipantId seller;
        ParticipantId factor;
        /// Fen paid to the seller.
        uint64 price;
        Rate rate;
        Day valueDay;
        /// From the day after it, interest runs on what is not collected.
        Day payableDay;
        FinancingStatus status;
        bool recourse;
        bool disclosed;
        /// The obligor knows: disclosed from the start, or told since.
        bool notified;
        // slot 1: what the factor is due, with recourse, and what the seller owes
        /// Fen of what was financed that are not collected yet.
        uint64 principal;
        /// Fen of interest that has run up to `since`.
        uint64 interest;
        uint64 costs;
        Day since;
        // slot 2
        /// Fen that the seller has collected as the factor's agent and not remitted.
        uint64 held;
        /// The factor has claimed of the seller.
        bool claimed;
        /// When it was registered with the national registry; 0: it is not.
        uint40 registeredAt;
        /// When the obligor had notice; 0: it had none.
        uint40 notifiedAt;
        // slot 3
        /// Digest of the registration's reference.
        bytes32 registration;
    }

    event NoteFinanced(
        NoteId indexed note,
        ParticipantId indexed seller,
        ParticipantId indexed factor,
        uint64 amount,
        uint64 price,
        Rate rate,
        Day valueDay,
        Day payableDay,
        bool recourse,
        bool disclosed
    );
    event ObligorNotified(NoteId indexed note, ParticipantId indexed factor, ParticipantId indexed obligor);
    event FinancingRegistered(NoteId indexed note, ParticipantId indexed factor, bytes32 registration);
    event FinancingsMerged(NoteId indexed note, NoteId indexed next, uint64 price);
    /// Money on a financed note: to the factor, back to the seller, or kept by the seller as its agent. What the factor is due after it.
    event FinancingCollected(
        NoteId indexed note,
        ParticipantId indexed factor,
        ParticipantId indexed seller,
        uint64 toFactor,
        uint64 toSeller,
        uint64 held,
        uint64 due
    );
    event FinancingRemitted(
        NoteId indexed note,
        ParticipantId indexed seller,
        ParticipantId indexed factor,
        uint64 amount,
        uint64 held,
        uint64 due
    );
    /// @param due what the factor claims of the seller today
    event FinancingClaimed(
        NoteId indexed note,
        ParticipantId indexed factor,
        ParticipantId indexed seller,
        uint64 costs,
        bytes32 evidence,
        uint64 due
    );
    event FinancingRepaid(
        NoteId indexed note,
        ParticipantId indexed seller,
        ParticipantId indexed factor,
        uint64 amount,
        uint64 due,
        FinancingStatus status
    );
    event FinancingEnded(NoteId indexed note, ParticipantId indexed factor, FinancingStatus status);

    /// Terms of an ask beyond the two bits.
    error FinancingTermsUnknown(bytes32 terms);
    error FinancingBuyerIsObligor(NoteId note, ParticipantId obligor);
    error FinancingValueDayOutOfRange(NoteId note, Day valueDay, Day dueDay);
    error FinancingMissing(NoteId note, FinancingStatus status);
    error FinancingNotFactor(NoteId note, ParticipantId caller, ParticipantId factor);
    error FinancingNotSeller(NoteId note, ParticipantId caller, ParticipantId seller);
    error FinancingAlreadyNotified(NoteId note);
    error FinancingAlreadyRegistered(NoteId note);
    error FinancingReferenceMissing(NoteId note);
    error FinancingWithoutRecourse(NoteId note);
    error FinancingNotOverdue(NoteId note, Day payableDay, Day today);
    error FinancingCostsWithoutEvidence(NoteId note);
    error FinancingCostsTooHigh(NoteId note, uint64 costs, uint64 max);
    error FinancingNotClaimed(NoteId note);
    error FinancingNothingHeld(NoteId note);
    error FinancingAmountOutOfRange(NoteId note, uint64 amount, uint64 due);
    error FinancingMarksDiffer(NoteId note, NoteId next);
    error FinancingMoneyShort(ParticipantId payer, uint256 needed, uint256 spendable, uint256 allowance);

    /// Tells the obligor of the assignment (通知): from now on only the factor is paid. The factor, at any time (Civil Code 764).
    /// @custom:access door:Preserve
    function notifyObligor(NoteId note) external;

    /// Records that the factoring was registered with the national registry (Civil Code 768); its time is now. The factor, once.
    /// @param registration digest of the registration's number
    /// @custom:access door:Preserve
    function register(NoteId note, bytes32 registration) external;

    /// Joins two adjoining notes that were financed alike: same seller, factor, rate, days, recourse, disclosure and registration, nothing
    /// collected yet. The factor, before the due day.
    /// @custom:access door:Dispose
    function mergeFinanced(NoteId note, NoteId next) external;

    /// Pays over to the factor what the seller has collected as its agent; with recourse no more than the factor is due. The seller.
    /// @custom:access door:Perform
    function remit(NoteId note) external;

    /// Claims of the seller what is due (有追索权), once the obligor is overdue. The factor. Again with further costs.
    /// @param costs fen; together at most the note's face
    /// @param evidence digest; needed for costs
    /// @custom:access door:Preserve
    function claim(NoteId note, uint64 costs, bytes32 evidence) external;

    /// Pays on a claim: to costs, then interest, then principal. With all of it the note is the seller's again (回购). The seller.
    /// @param amount fen, at most what is due today; 0: all of it
    /// @custom:access door:Perform
    function repay(NoteId note, uint64 amount) external;

    /// Divides what comes in on a financed note, and keeps account of it.
    /// @param last the note is paid with it
    /// @return payee who is paid first: the factor, or the seller as its agent
    /// @return toPayee fen to it
    /// @return other who gets the rest: the seller
    /// @return toOther fen to it
    /// @custom:access part
    function collect(
        NoteId note,
        uint64 amount,
        bool last
    ) external returns (ParticipantId payee, uint64 toPayee, ParticipantId other, uint64 toOther);

    /// Ends a financing whose note goes elsewhere by order.
    /// @custom:access part
    function end(NoteId note) external;

    function financingOf(NoteId note) external view returns (Financing memory);

    /// What the factor is due today on a note financed with recourse: costs, interest, principal. Up to the payable day interest is the
    /// discount; from then on what is not collected bears the financing's rate, days over 360.
    function dueOn(NoteId note) external view returns (uint64 costs, uint64 interest, uint64 principal);
}
