// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.34;

import {IKernelModule} from "../../../kernel/interfaces/IKernelModule.sol";
import {RequestId} from "../../../kernel/libraries/Requests.sol";
import {Day} from "../../../kernel/types/Day.sol";
import {ParticipantId} from "../../../kernel/types/Ids.sol";
import {Rate} from "../../../kernel/types/Rate.sol";
import {FacilityId, NoteId, RootId, TradeUse} from "../types/ReceivableTypes.sol";

/// Facilities (授信), opening (开立), application and confirmation of debts (申请, 确权), bank confirmation (保兑), cancellation (作废).
///
/// Nothing is opened but on delivered trade between the two sides (2025 notice): each document is an invoice of the supplier's to the
/// obligor, confirmed by both, in a trade file in which at least as much is delivered as invoiced; and claimed for the face, so that neither
/// another root nor a bill nor any other module's thing stands on it (R-3).
///
/// Conserved: what is open under a facility never exceeds its limit when something is opened under it.
interface IReceivableIssuance is IKernelModule {
    struct Facility {
        // slot 0
        /// Who gives the line: a bank, or the obligor itself.
        ParticipantId grantor;
        ParticipantId obligor;
        /// Fen that may be open under it.
        uint64 limit;
        /// Fen that are.
        uint64 used;
        /// Last day on which something can be opened under it.
        Day until;
        bool closed;
    }

    struct OpenTerms {
        /// The other side: of an opening the supplier, of an application the obligor.
        ParticipantId counterparty;
        /// Fen.
        uint64 face;
        Day dueDay;
        /// 0: the one that the obligor has given itself last.
        FacilityId facility;
        /// A year, on what is overdue; not below the one-year LPR. 0: none agreed, 0.05 % a day.
        Rate overdueRate;
        /// Digest of the reason for a term above six months; 0: none (R-1).
        bytes32 reason;
        TradeUse[] documents;
    }

    event FacilityGranted(
        FacilityId indexed facility,
        ParticipantId indexed grantor,
        ParticipantId indexed obligor,
        uint64 limit,
        Day until
    );
    /// Limit, use or last day of a facility after a change; `closed`: nothing is opened under it any more.
    event FacilityChanged(FacilityId indexed facility, uint64 limit, uint64 used, Day until, bool closed);
    /// @param terms with the facility and the rate that hold, where they were left open
    event ReceivableProposed(
        RootId indexed root,
        ParticipantId indexed obligor,
        ParticipantId indexed supplier,
        RequestId request,
        bool byObligor,
        OpenTerms terms
    );
    /// The obligor has promised to pay (`PROMISE`); documents are claimed; the first note is the supplier's.
    event ReceivableOpened(
        RootId indexed root,
        ParticipantId indexed obligor,
        ParticipantId indexed supplier,
        NoteId note,
        uint64 face,
        Day issueDay,
        Day dueDay,
        FacilityId facility,
        Rate overdueRate
    );
    /// A bank pays holders on default, and has been paid `fee` fen for it by the obligor.
    event ReceivableConfirmed(
        RootId indexed root,
        ParticipantId indexed bank,
        ParticipantId indexed obligor,
        uint64 fee
    );
    /// The obligor has asked the holders to cancel, or has taken that back.
    event CancellationProposed(RootId indexed root, ParticipantId indexed obligor, bytes32 reason);
    event CancellationWithdrawn(RootId indexed root, ParticipantId indexed obligor);
    /// @param agreedUnits fen of the root whose holders have agreed so far
    event CancellationAgreed(
        RootId indexed root,
        NoteId indexed note,
        ParticipantId indexed holder,
        uint40 agreedUnits
    );
    event CancellationAgreementWithdrawn(
        RootId indexed root,
        NoteId indexed note,
        ParticipantId indexed holder,
        uint40 agreedUnits
    );
    event LoanPrimeRateSet(Rate rate, Day from);

    error FacilityUnknown(FacilityId facility);
    error FacilityClosed(FacilityId facility);
    error FacilityNotYours(FacilityId facility, ParticipantId caller, ParticipantId grantor);
    error FacilityForeign(FacilityId facility, ParticipantId obligor);
    error FacilityOver(FacilityId facility, Day until, Day today);
    error FacilityExceeded(FacilityId facility, uint64 amount, uint64 headroom);
    error FacilityLimitZero();
    error ReceivableFaceOutOfRange(uint256 face, uint256 max);
    error ReceivablePartiesEqual(ParticipantId party);
    error ReceivableDueDayOutOfRange(Day dueDay, Day earliest, Day latest);
    /// Above six months a reason is needed (R-1).
    error ReceivableReasonMissing(Day dueDay, Day normalLatest);
    error ReceivableOverdueRateLow(Rate rate, Rate loanPrimeRate);
    error ReceivableDocumentsInvalid(uint256 count, uint256 max);
    error ReceivableDocumentAmountZero(uint256 index);
    error ReceivableTradeShort(uint256 face, uint256 covered);
    /// The document at `index` is no invoice of the supplier's to the obligor.
    error ReceivableDocumentForeign(uint256 index, ParticipantId seller, ParticipantId buyer);
    /// Its trade file does not show that what is invoiced was delivered: nothing is opened on prepayments (2025 notice).
    error ReceivableNotDelivered(uint256 index, uint256 invoiced, uint256 delivered);
    error ReceivableNotObligor(RootId root, ParticipantId caller, ParticipantId obligor);
    /// An obligor confirms nothing for itself (R-11).
    error ReceivableConfirmerIsObligor(RootId root, ParticipantId obligor);
    error ReceivableAlreadyConfirmed(RootId root, ParticipantId bank);
    /// A note of it was financed (作废 only before).
    error CancellationAfterFinancing(RootId root);
    error CancellationAlreadyProposed(RootId root);
    error CancellationNotProposed(RootId root);
    error CancellationReasonMissing(RootId root);
    /// An order has struck a note of it since it was proposed: what was agreed is no more; it is taken back and proposed anew.
    error CancellationOverruled(RootId root);
    error CancellationNotAgreed(NoteId note);

    /// Gives an obligor a line. A bank or finance company; or the enterprise itself, for what it opens on its own credit.
    /// @param limit fen
    /// @param until last day on which something can be opened
    /// @custom:access door:Dispose
    function grantFacility(ParticipantId obligor, uint64 limit, Day until) external returns (FacilityId facility);

    /// Changes limit and last day for what is opened from now on; what is open stays. Its grantor.
    /// @custom:access door:Dispose
    function changeFacility(FacilityId facility, uint64 limit, Day until) external;

    /// Ends a facility for new openings. Its grantor.
    /// @custom:access door:Preserve
    function closeFacility(FacilityId facility) external;

    /// Opens a receivable as its obligor (开立): the supplier signs, or has signed in advance, and then the obligor owes it. The opening is the
    /// obligor's promise (`PROMISE`).
    /// @param lastDay last day on which the supplier can sign; 0: the day before the due day
    /// @return root Open when the supplier has signed in advance, else Proposed
    /// @return request 0 when it is open
    /// @custom:access door:Dispose
    function open(OpenTerms calldata terms, Day lastDay) external returns (RootId root, RequestId request);

    /// Applies as the supplier for the obligor's confirmation (申请).
    /// @custom:access door:Dispose
    function applyTo(OpenTerms calldata terms, Day lastDay) external returns (RootId root, RequestId request);

    /// Signs for an opening (supplier), an application (obligor: 确权, the promise of `PROMISE`), or a bank confirmation (bank; its fee is paid
    /// now). Everything is checked again.
    /// @custom:access door:Dispose
    function sign(RequestId request) external;

    /// Asks a bank to confirm an open root before its due day (保兑): on default it pays holders and takes their rights. The obligor.
    /// @param fee fen that the obligor pays when the bank signs
    /// @custom:access door:Dispose
    function requestConfirmation(
        RootId root,
        ParticipantId bank,
        uint64 fee,
        Day lastDay
    ) external returns (RequestId request);

    /// Asks all holders to cancel a root of which nothing was financed (作废). The obligor, before the due day.
    /// @param reason digest
    /// @custom:access door:Dispose
    function proposeCancellation(RootId root, bytes32 reason) external;

    /// Takes the proposal back, unless all have agreed. Notes stay locked until their holders withdraw their agreement, which counts for no
    /// later proposal. The obligor.
    /// @custom:access door:Preserve
    function withdrawCancellation(RootId root) external;

    /// Agrees with a free note, which is locked from then on. Its holder, before the due day. With the last one the root is Cancelling, and
    /// orders on its notes come too late; one that came before overrules the proposal.
    /// @custom:access door:Dispose
    function agreeToCancel(NoteId note) external;

    /// Unlocks a note, while not all have agreed. Its holder.
    /// @custom:access door:Preserve
    function withdrawAgreement(NoteId note) external;

    /// Goes through up to `limit` notes of a root that is Cancelling, from where the last call has stopped, and closes them; with the last
    /// one its documents and its facility are free again, so far as it was not paid early. Starts when all have agreed because the only
    /// note that had not was paid early.
    /// @return done whether the root is Cancelled
    /// @custom:access open
    function cancel(RootId root, uint256 limit) external returns (bool done);

    /// The one-year loan prime rate (LPR) from a day on: the least that can be agreed on what is overdue. By order.
    /// @custom:access restricted
    function setLoanPrimeRate(Rate rate, Day from) external;

    /// Frees what was open under the root's facility.
    /// @param amount fen
    /// @custom:access part
    function freeFacility(RootId root, uint64 amount) external;

    function facilityInfo(FacilityId facility) external view returns (Facility memory);

    function facilityCount() external view returns (uint32);

    function documentsOf(RootId root) external view returns (TradeUse[] memory);

    /// The cancellation that is proposed: fen whose holders have agreed, and the number of the note at which `cancel` goes on.
    function cancellationOf(RootId root) external view returns (bool proposed, uint40 agreedUnits, uint32 cursor);

    function loanPrimeRate(Day day) external view returns (Rate);

    /// What an obligor declares by opening or confirming: unconditional, and without defences against holders.
    // solhint-disable-next-line func-name-mixedcase
    function PROMISE() external view returns (string memory);
}
