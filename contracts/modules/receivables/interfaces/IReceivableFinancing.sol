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
/// The account with recourse: what is due falls by what reaches the factor, from obligor, bank or seller alike, to costs, then interest, then
/// principal. Up to the day to which the price was reckoned interest is the discount; from then on principal that is not collected bears the
/// financing's rate, days over 360, rounded half up for each time between two payments. What the seller has collected as agent reaches the
/// factor when it remits it.
///
/// Price = face − face × rate × days / 360, from the value day (counted) to the payable day (not), half up to the fen, each lot by itself.
///
/// Conserved: of what comes in on a note financed with recourse, and of what its seller pays, the factor never keeps more than it is due
/// (X-22); and of one fen of a note there is one financing at most (X-27).
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
        /// Day to which the price was reckoned, the due day as it rolled then; past it interest runs on what is not collected.
        Day payableDay;
        FinancingStatus status;
        bool recourse;
        bool disclosed;
        /// The obligor knows: disclosed from the start, or told since.
        bool notified;
        // slot 1: what the factor is due, with recourse; all but costs is written with the first payment
        /// Fen of what was financed that are not collected yet.
        uint64 principal;
        /// Fen of interest that has run up to `since` and is not collected yet.
        uint64 interest;
        /// Fen of costs that are not collected yet.
        uint64 costs;
        Day since;
        // slot 2
        /// Fen that the seller has collected as the factor's agent and not remitted.
        uint64 held;
        /// Fen of costs that the factor has claimed so far.
        uint64 claimedCosts;
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
    /// `next` is no financing of its own any more; `note` has both prices, and the later time of notice and of registration.
    event FinancingsMerged(NoteId indexed note, NoteId indexed next, uint64 price);
    /// Money on a financed note.
    /// @param toSeller the seller's own; before notice, what it collects as the factor's agent
    /// @param held what the seller holds as agent after it
    /// @param due what the factor is due after it, with recourse
    event FinancingCollected(
        NoteId indexed note,
        ParticipantId indexed factor,
        ParticipantId indexed seller,
        uint64 toFactor,
        uint64 toSeller,
        uint64 held,
        uint64 due
    );
    /// @param held what the seller holds as agent after it: nothing; what it has not paid over is its own
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
    /// Its note is paid, or an order has given it to somebody else.
    event FinancingEnded(NoteId indexed note, ParticipantId indexed factor, FinancingStatus status);

    /// Terms of an ask beyond the two bits.
    error FinancingTermsUnknown(bytes32 terms);
    /// The obligor buys none of its debt (R-11).
    error FinancingBuyerIsObligor(NoteId note, ParticipantId obligor);
    /// Nothing is sold from the due day on (R-4).
    error FinancingValueDayOutOfRange(NoteId note, Day valueDay, Day dueDay);
    error FinancingMissing(NoteId note, FinancingStatus status);
    error FinancingNotFactor(NoteId note, ParticipantId caller, ParticipantId factor);
    error FinancingNotSeller(NoteId note, ParticipantId caller, ParticipantId seller);
    error FinancingAlreadyNotified(NoteId note);
    error FinancingAlreadyRegistered(NoteId note);
    error FinancingReferenceMissing(NoteId note);
    error FinancingWithoutRecourse(NoteId note);
    error FinancingNotOverdue(NoteId note, Day payableDay, Day today);
    /// The obligor has set aside what it owes on it, because an order keeps the factor from being paid.
    error FinancingSetAside(NoteId note);
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

    /// Joins two adjoining notes that were financed alike: same seller, factor, rate, days, recourse, disclosure, notice and registration.
    /// Nothing else may stand on either. The factor, before the due day, and so before anything has been collected.
    /// @custom:access door:Dispose
    function mergeFinanced(NoteId note, NoteId next) external;

    /// Pays over to the factor what the seller has collected as its agent; with recourse no more than the factor is due: the rest is the
    /// seller's own. The seller, by allowance to this contract, also when the note has gone since.
    /// @custom:access door:Perform
    function remit(NoteId note) external;

    /// Claims of the seller what is due (有追索权), once the obligor is overdue. The factor. Again, with further costs or without.
    /// @param costs fen; together at most the note's face
    /// @param evidence digest; needed for costs
    /// @custom:access door:Preserve
    function claim(NoteId note, uint64 costs, bytes32 evidence) external;

    /// Pays on a claim. With all of it the note is the seller's again (回购), and so is what it has collected as agent; what is left of a claim
    /// when the note is paid can be paid still. The seller, by allowance to this contract; also when an order freezes the note, which it has back
    /// against payment in full and by an older right (K-4): an order that wants the money freezes that.
    /// @param amount fen, at most what is due today; 0: all of it
    /// @custom:access door:Perform
    function repay(NoteId note, uint64 amount) external;

    /// Divides what comes in on a financed note, and keeps account of it. With the last of it the financing is over and its mark gone from the
    /// note, whether that is closed then or passes to the bank that has paid.
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

    /// Ends the financing, if there is one, of a note that goes elsewhere by order, and takes its mark off. What the seller has collected as
    /// agent stays the factor's.
    /// @custom:access part
    function end(NoteId note) external;

    /// The last financing of a note, its account as it was last written: see `dueOn` for today's.
    function financingOf(NoteId note) external view returns (Financing memory);

    /// What the factor is due today on a note financed with recourse: costs, interest, principal. Without recourse nothing is.
    function dueOn(NoteId note) external view returns (uint64 costs, uint64 interest, uint64 principal);
}
