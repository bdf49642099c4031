// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.34;

import {IKernelModule} from "../../../kernel/interfaces/IKernelModule.sol";
import {RequestId} from "../../../kernel/libraries/Requests.sol";
import {Day} from "../../../kernel/types/Day.sol";
import {ParticipantId} from "../../../kernel/types/Ids.sol";
import {Rate} from "../../../kernel/types/Rate.sol";
import {NoteId, RootId} from "../types/ReceivableTypes.sol";

/// Payment of receivables: early (提前付款), at the due day in pages (到期清分), in part, when overdue (逾期), and by the confirming bank (保兑).
///
/// Money goes from the payer's wallet to each receiver's, never through a pool (R-7): the payer allows this contract to take it. What one
/// receiver gets for the notes of a page is one transfer.
///
/// A *round* brings every live note of a root to the same share of its face, `paidTo` / face. Each payer has one of its own: the obligor, and
/// the confirming bank, which pays in full only. It keeps its place on chain and is carried on by anyone in pages. What a note has received
/// is kept with it, so that rounds of both never pay it twice, and no holder can block it (R-10).
///
/// Partial payment, by interval: with P of face F paid, the note [lo, hi] has received ⌊hi·P/F⌋ − ⌊(lo−1)·P/F⌋; a fen that a later payment
/// would take from a note is let stand. Notes closed before (paid early) count as having received theirs.
///
/// Interest on what is overdue: unpaid fen × the root's rate × days / 360, from the payable day (not counted) on, rounded half up for each
/// note; it is paid with the principal, and before it (Civil Code 561).
///
/// What comes in on a note goes to its holder, but: where earlier assignments stand beside it, first as ReceivableDisputes ranks them; of the
/// rest, under a pledge first to the pledgee up to what is secured; when factored as ReceivableFinancing divides it.
///
/// The confirming bank pays a note's holder all that it is due and has the note then: what the obligor owed on it, it owes the bank. What the
/// bank holds itself is paid by the obligor alone.
///
/// Set aside (R-10): a note frozen by order, or whose holder can't be paid, holds up nobody. What is due on it is recorded as owed by the
/// payer; no interest runs on it from then on, and a claim, or the payer's next round, pays it. What others than the holder get of a frozen
/// note, earlier assignees and a pledgee, the obligor pays at once. The confirming bank pays all of a note or nothing, and sets all of it
/// aside; the obligor's payment in full takes that off it, and a part passes the note over.
///
/// Conserved: the obligor pays each fen of a root once, to whom it is owed, and the facility is freed of it then; what a note's holders have
/// from obligor and bank together is its fen and the interest on them, never more.
interface IReceivableSettlement is IKernelModule {
    /// What the obligor has done for a note that is not closed, and what waits for its holder. One slot.
    struct Progress {
        /// Fen of principal that the obligor has paid or set aside.
        uint40 received;
        /// Day through which interest has been paid or set aside by the obligor; 0: none has run.
        Day through;
        /// Fen of principal that are set aside.
        uint40 aside;
        /// Fen of interest that are set aside.
        uint64 asideInterest;
        /// Who owes what is set aside. The obligor: what it received for it counts it. The confirming bank: it doesn't.
        ParticipantId payer;
    }

    /// One slot.
    struct Round {
        /// Fen of the face up to which it pays every note.
        uint40 paidTo;
        /// Number of the note at which it goes on; 0: none is running.
        uint32 cursor;
        /// On which it was started.
        Day day;
    }

    /// @param amount principal and interest that the payer must have ready for it
    event SettlementStarted(RootId indexed root, ParticipantId indexed payer, uint40 paidTo, uint64 amount, Day day);
    /// One note was paid, or some of it. `holder` is who held it; the events {NoteDivided} that follow tell of others that get some of it.
    event NotePaid(
        NoteId indexed note,
        ParticipantId indexed payer,
        ParticipantId indexed holder,
        uint64 principal,
        uint64 interest
    );
    /// What of a payment on a note went to somebody else than its holder.
    event NoteDivided(NoteId indexed note, ParticipantId indexed to, uint64 amount);
    /// A page has ended. `next` is the number of the note at which the round goes on; 0: it has ended.
    event SettlementPaged(RootId indexed root, ParticipantId indexed payer, uint32 next, uint64 amount);
    /// All that the payer now owes on a note that it can't pay.
    event NoteSetAside(
        NoteId indexed note,
        ParticipantId indexed holder,
        ParticipantId indexed payer,
        uint64 principal,
        uint64 interest
    );
    /// What was set aside is paid, as {NotePaid} tells of other payments.
    event NoteClaimed(
        NoteId indexed note,
        ParticipantId indexed holder,
        ParticipantId indexed payer,
        uint64 principal,
        uint64 interest
    );
    event EarlyPaymentRequested(
        NoteId indexed note,
        RequestId indexed request,
        ParticipantId indexed holder,
        uint64 amount,
        Rate rate
    );
    event NotePaidEarly(
        NoteId indexed note,
        ParticipantId indexed obligor,
        ParticipantId indexed holder,
        uint64 amount,
        Rate rate,
        uint64 price
    );
    /// @param unpaid fen neither paid nor set aside
    event ReceivableOverdue(RootId indexed root, ParticipantId indexed obligor, uint40 unpaid, Day payableDay);

    error SettlementTooEarly(RootId root, Day earliest, Day today);
    error SettlementNotPayer(RootId root, ParticipantId caller, ParticipantId obligor, ParticipantId confirmer);
    /// All of it is paid or cancelled.
    error SettlementNothingDue(RootId root);
    /// A part brings a root from what is `reached` further, and not to the end.
    error SettlementPartOutOfRange(RootId root, uint40 paidTo, uint40 reached, uint40 face);
    /// The payer's round with another goal is still running; carry it on first.
    error SettlementRunning(RootId root, ParticipantId payer, uint40 paidTo, uint32 cursor);
    error SettlementMoneyShort(RootId root, ParticipantId payer, uint256 needed, uint256 spendable, uint256 allowance);
    error SettlementLimitZero();
    error NoteNotSetAside(NoteId note);
    /// Why it was set aside still holds: an order's case on the note.
    error NoteStillFrozen(NoteId note);
    error ReceivableNotOverdue(RootId root, Day payableDay, Day today);
    error ReceivableOverdueRecorded(RootId root);

    /// Pays a root in full as its obligor, or as its confirming bank: starts the payer's round or goes on with it, for up to `limit` notes,
    /// closed ones counted. From the due day on. Starts only when balance and allowance cover all live notes (`needed`), against which the
    /// ceiling of the caller's account is held too. A page that the payer's money does not reach for changes nothing.
    /// @return next number of the note at which it goes on; 0: every note is paid or set aside
    /// @custom:access door:Perform
    function settle(RootId root, uint256 limit) external returns (uint32 next);

    /// Pays a root in part as its obligor: brings every live note to `paidTo` / face and pays the interest that has run, as `settle` in all
    /// else. A further part is a higher `paidTo`.
    /// @param paidTo fen of the face, above what is reached already and below the face
    /// @custom:access door:Perform
    function settlePartly(RootId root, uint40 paidTo, uint256 limit) external returns (uint32 next);

    /// Anyone: goes on with a payer's round; or starts one in full that is due: the obligor's from the payable day on, the confirming bank's
    /// from the day after, when its money and its allowance cover it. So a receivable pays itself out.
    /// @custom:access open
    function collect(RootId root, ParticipantId payer, uint256 limit) external returns (uint32 next);

    /// Takes what was set aside for a note, from who owes it, once it can be paid; it is divided as it would have been. Its holder, which need
    /// not be who held it then.
    /// @custom:access door:Preserve
    function claim(NoteId note) external;

    /// Asks the obligor to pay a free note, or a part of it, before its due day at a discount. Its holder.
    /// @param amount fen, from the low end
    /// @param rate a year
    /// @custom:access door:Dispose
    function requestEarlyPayment(
        NoteId note,
        uint64 amount,
        Rate rate,
        Day lastDay
    ) external returns (NoteId part, RequestId request);

    /// Signs for an early payment: the note is closed against face − face × rate × days / 360, from today (counted) to the payable day (not),
    /// half up to the fen. The obligor.
    /// @custom:access door:Dispose
    function sign(RequestId request) external;

    /// Has it recorded that a root is overdue: its payable day has passed, and the obligor has neither paid nor set aside all of it. Anyone,
    /// once.
    /// @custom:access open
    function recordOverdue(RootId root) external;

    /// What an early payment of a face would cost today.
    function earlyPrice(NoteId note, uint64 amount, Rate rate) external view returns (uint64 price);

    /// What the payer must have ready to bring a root to `paidTo` today, what is set aside included. Principal: exact in full; in part, when
    /// notes were closed early or part-paid before, up to two fen more for each note. Interest: half a fen more for each note.
    function needed(RootId root, uint40 paidTo) external view returns (uint64 principal, uint64 interest);

    /// What a note is owed today by the obligor: principal and interest.
    function dueOn(NoteId note) external view returns (uint64 principal, uint64 interest);

    /// Fen of the face up to which the obligor's rounds have brought every live note: `paidTo` / face of each. A round that runs counts when it
    /// has ended.
    function paidTo(RootId root) external view returns (uint40);

    function progressOf(NoteId note) external view returns (Progress memory);

    function roundOf(RootId root, ParticipantId payer) external view returns (Round memory);

    /// The due day, rolled to a business day.
    function payableDay(RootId root) external view returns (Day);

    /// Whether a root is overdue today.
    function isOverdue(RootId root) external view returns (bool);
}
