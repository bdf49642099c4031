// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.34;

import {IKernelModule} from "../../../kernel/interfaces/IKernelModule.sol";
import {ParticipantId} from "../../../kernel/types/Ids.sol";
import {NoteId} from "../types/ReceivableTypes.sol";

/// Disputes (争议) over notes, and assignments made off chain before that compete with a note's holder (Civil Code 768, R-6).
///
/// A dispute marks a note: until both sides, or an order, resolve it, it is not passed on, pledged or financed. It stops no payment, and
/// outlasts it. It is between the note's holder, whoever that is by now, and the obligor or the confirming bank.
///
/// A second assignment can't arise on chain. One that was made off chain before is entered with its registry reference, time and amount. It
/// counts only once the holder, or an order, has admitted it; then it stands in the ladder, and what comes in on the note is divided by it:
/// registered before unregistered, then by time of registration; else the first notice to reach the obligor; else, for those with neither,
/// pro rata to the amounts financed. Of one rank and one second: pro rata too. Each takes up to its amount; what is left goes down the ladder.
/// The holder stands in it with its own: registered and notified as its financing says, for all of the note; an unfinanced holder with the
/// obligor's confirmation for notice, as of the start of the day on which the root was opened. It takes all that reaches its rank; pro rata
/// it counts with the price that it paid, or unfinanced with the note's fen.
///
/// Conserved: the shares of a payment add up to it, and no entry ever receives more than its amount, however many payments there are.
///
/// Warnings: what is entered stands on the note that it names, and not on what was parted from that note or passed on before it was admitted.
/// Entries that nobody has admitted bind nobody, and cost nobody anything.
interface IReceivableDisputes is IKernelModule {
    /// One slot.
    struct Dispute {
        ParticipantId raisedBy;
        /// The holder then, or when it was the holder that raised it, the obligor.
        ParticipantId against;
        /// Who has agreed to the resolution so far; nobody: no one.
        ParticipantId agreedBy;
        bool open;
    }

    enum EntryStatus {
        None,
        /// Waits for the holder, or an order.
        Entered,
        /// Counts.
        Admitted,
        /// Taken back by who entered it, dismissed by order, or paid in full; or its note has been paid.
        Ended
    }

    struct Entry {
        // slot 0
        ParticipantId claimant;
        /// Fen financed.
        uint64 amount;
        /// Fen of them that it has received.
        uint64 paid;
        /// Second of its registration with the national registry; 0: none.
        uint40 registeredAt;
        /// Second in which its notice reached the obligor; 0: none.
        uint40 notifiedAt;
        EntryStatus status;
        // slot 1
        /// Digest of the registry reference, or of the contract when there is none.
        bytes32 proof;
    }

    /// What a rank of the ladder gets.
    struct Share {
        ParticipantId to;
        uint64 amount;
        /// Number of the entry, from 1; 0: the holder's own right.
        uint32 entry;
    }

    event NoteDisputed(
        NoteId indexed note,
        ParticipantId indexed raisedBy,
        ParticipantId indexed against,
        bytes32 evidence
    );
    event DisputeAgreed(NoteId indexed note, ParticipantId indexed by, bytes32 resolution);
    /// `byOrder`: not by both sides.
    event DisputeResolved(NoteId indexed note, bytes32 resolution, bool byOrder);
    event AssignmentEntered(
        NoteId indexed note,
        ParticipantId indexed claimant,
        uint32 indexed entry,
        uint64 amount,
        uint40 registeredAt,
        uint40 notifiedAt,
        bytes32 proof
    );
    event AssignmentAdmitted(
        NoteId indexed note,
        ParticipantId indexed claimant,
        uint32 indexed entry,
        ParticipantId holder,
        bool byOrder
    );
    /// @param left fen that it still claims
    event AssignmentPaid(
        NoteId indexed note,
        ParticipantId indexed claimant,
        uint32 indexed entry,
        uint64 paid,
        uint64 left
    );
    event AssignmentEnded(NoteId indexed note, ParticipantId indexed claimant, uint32 indexed entry, bool byOrder);

    error DisputeNotParty(NoteId note, ParticipantId caller);
    error DisputeOpen(NoteId note, ParticipantId raisedBy);
    error DisputeMissing(NoteId note);
    /// No digest, of evidence or of a resolution.
    error DisputeDigestMissing(NoteId note);
    /// To this resolution, and the other side has not yet.
    error DisputeAlreadyAgreed(NoteId note, ParticipantId by);
    /// The other side has agreed to another resolution.
    error DisputeResolutionDiffers(NoteId note, bytes32 expected, bytes32 actual);
    error AssignmentAmountOutOfRange(NoteId note, uint64 amount, uint64 max);
    /// It has not happened yet.
    error AssignmentTimeOutOfRange(NoteId note, uint40 at, uint40 latest);
    error AssignmentProofMissing(NoteId note);
    /// Who holds the note, or owes it, competes with nobody's assignment of it.
    error AssignmentClaimantIsParty(NoteId note, ParticipantId claimant);
    error AssignmentClaimantUnqualified(NoteId note, ParticipantId claimant);
    /// The holder would admit at the cost of others: of a pledgee, a seller with recourse, a case that freezes the note, or of who has agreed
    /// to cancel its root. An order can.
    error AssignmentByOrderOnly(NoteId note, uint16 marks);
    error AssignmentsFull(NoteId note, uint256 max);
    error AssignmentUnknown(NoteId note, uint32 entry);
    error AssignmentWrongStatus(NoteId note, uint32 entry, EntryStatus status, EntryStatus needed);
    error AssignmentNotYours(NoteId note, uint32 entry, ParticipantId caller, ParticipantId claimant);

    /// Disputes a live note. Its holder, its obligor, or the root's confirming bank.
    /// @param evidence digest
    /// @custom:access door:Preserve
    function dispute(NoteId note, bytes32 evidence) external;

    /// Agrees to a resolution; with the second side's agreement to the same the dispute ends. The note's holder, and the obligor or the
    /// confirming bank with which it is in dispute. Until then a side may agree to another instead of its own. What a former holder has agreed
    /// to counts for nothing; who has become the holder by paying, and so is both sides, ends it alone.
    /// @param resolution digest of what was agreed
    /// @custom:access door:Preserve
    function resolve(NoteId note, bytes32 resolution) external;

    /// Ends a dispute. By order (default policy: one court).
    /// @custom:access restricted
    function resolveByOrder(NoteId note, bytes32 resolution) external;

    /// Enters an assignment of the note's claim that was made off chain before. Who claims under it: a bank or finance company. It counts for
    /// nothing until it is admitted.
    /// @param amount fen financed, at most the note's
    /// @param registeredAt second of its registration; 0: none
    /// @param notifiedAt second in which its notice reached the obligor; 0: none
    /// @param proof digest of the registry reference, or of the contract when there is none
    /// @custom:access door:Preserve
    function enter(
        NoteId note,
        uint64 amount,
        uint40 registeredAt,
        uint40 notifiedAt,
        bytes32 proof
    ) external returns (uint32 entry);

    /// Admits an entry on a live note, of which at most 8 stand beside the holder's right. The note's holder, which gives way with it; so not
    /// when it would be at the cost of others (`AssignmentByOrderOnly`).
    /// @custom:access door:Dispose
    function admit(NoteId note, uint32 entry) external;

    /// Admits an entry on a live note, whatever stands on it; an agreement to cancel the root is over with it. By order (default policy: one
    /// court).
    /// @custom:access restricted
    function admitByOrder(NoteId note, uint32 entry) external;

    /// Takes an entry back, admitted or not. Who entered it.
    /// @custom:access door:Perform
    function withdraw(NoteId note, uint32 entry) external;

    /// Ends an entry, admitted or not. By order (default policy: one court).
    /// @custom:access restricted
    function dismissByOrder(NoteId note, uint32 entry) external;

    /// Divides what comes in on a contested note, and keeps account of what entries have received.
    /// @param last the note is paid with it: no entry stands on it from here on, wherever it goes
    /// @return shares of others than the holder, none of them empty
    /// @return rest what is the holder's
    /// @custom:access part
    function collect(NoteId note, uint64 amount, bool last) external returns (Share[] memory shares, uint64 rest);

    /// Who would get what of an amount on a note today, by the ladder, highest rank first; those that it does not reach too.
    function ladder(NoteId note, uint64 amount) external view returns (Share[] memory shares);

    /// The last dispute over a note; all zero when there was none. `agreedBy` and `resolution`: what one side has agreed to so far.
    function disputeOf(NoteId note) external view returns (Dispute memory raised, bytes32 resolution);

    /// A page of a note's entries, ended ones included, by number from `start` on (the first is 1).
    function entriesOf(NoteId note, uint32 start, uint256 limit) external view returns (Entry[] memory);
}
