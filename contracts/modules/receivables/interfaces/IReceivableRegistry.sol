// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.34;

import {IInstructionDesk} from "../../../kernel/interfaces/IInstructionDesk.sol";
import {ITitleToken} from "../../../kernel/interfaces/ITitleToken.sol";
import {RequestId} from "../../../kernel/libraries/Requests.sol";
import {Day} from "../../../kernel/types/Day.sol";
import {AskId, ParticipantId} from "../../../kernel/types/Ids.sol";
import {Rate} from "../../../kernel/types/Rate.sol";
import {
    FacilityId,
    Ground,
    Lock,
    Note,
    NoteId,
    NoteStatus,
    NoteWord,
    Payment,
    ReceivableAct,
    Root,
    RootId,
    RootStatus
} from "../types/ReceivableTypes.sol";
import {IReceivableOrders} from "./IReceivableOrders.sol";

/// Title to receivable certificates (应收账款凭证): roots, each a core enterprise's confirmed debt, and the notes that part it.
///
/// A note is an interval of its root's fen in one holder's hand. Its holder passes it on to its own suppliers, whole or in parts, tier after
/// tier; a part is taken from the low end and becomes a note of its own, the rest keeps its id. No act costs more for a deeper note (R-9).
///
/// Openings and transfers can be signed in advance. What is offered in payment can be refused, without a reason and without any consequence
/// (R-8).
///
/// Conserved, for every root and always: live notes partition what is left of its face; their fen, those paid and those cancelled add up to
/// the face exactly (R-2, X-30).
interface IReceivableRegistry is ITitleToken, IInstructionDesk {
    event RootStatusChanged(RootId indexed root, RootStatus previous, RootStatus status);
    /// Fen of a root that are paid, cancelled and set aside after a change.
    event RootProgressed(RootId indexed root, uint40 paid, uint40 cancelled, uint40 setAside);
    /// `part` takes [lo, hi] from the low end of `note`, which keeps what begins after it.
    event NoteSplit(NoteId indexed note, NoteId indexed part, ParticipantId indexed holder, uint40 lo, uint40 hi);
    /// @param trade digest of the trade behind a payment (R-6a); 0 on other grounds
    event NoteTransferred(
        NoteId indexed note,
        ParticipantId indexed from,
        ParticipantId indexed to,
        Ground ground,
        uint40 lo,
        uint40 hi,
        uint24 tier,
        bytes32 trade
    );
    /// `next` has become part of `note`, which is [lo, hi] now.
    event NotesMerged(
        NoteId indexed note,
        NoteId indexed next,
        ParticipantId indexed holder,
        uint40 lo,
        uint40 hi,
        uint24 tier
    );
    /// What stands on the note has changed. {Marks}; those that lapse are told by their own events.
    event NoteMarked(NoteId indexed note, ParticipantId indexed holder, uint16 marks);
    event NoteOffered(NoteId indexed note, ParticipantId indexed holder, AskId indexed ask, uint64 amount, Day lastDay);
    event NoteOfferEnded(NoteId indexed note, AskId indexed ask);
    event NoteClosed(NoteId indexed note, ParticipantId indexed holder, NoteStatus status, uint40 units);

    error RootUnknown(RootId root);
    error RootWrongStatus(RootId root, RootStatus status, RootStatus needed);
    /// From the due day on notes are paid and nothing else.
    error RootDue(RootId root, Day dueDay);
    error NoteUnknown(NoteId note);
    error NoteNotLive(NoteId note, NoteStatus status);
    error NoteNotHolder(NoteId note, ParticipantId caller, ParticipantId holder);
    /// It can't be disposed of: what stands on it now ({Marks}), or its due day has come (R-4).
    error NoteNotFree(NoteId note, uint16 marks, Day dueDay);
    error NoteAmountOutOfRange(NoteId note, uint256 amount, uint256 units);
    /// The obligor pays its debt, and buys none of it (R-11).
    error NoteReceiverIsObligor(NoteId note, ParticipantId obligor);
    error NoteReceiverIsHolder(NoteId note, ParticipantId holder);
    /// No trade is named behind the payment (R-6a).
    error NoteTradeMissing(NoteId note);
    error NotePaymentsInvalid(NoteId note, uint256 count, uint256 max);
    error NotesNotOfOneRoot(NoteId note, NoteId next);
    error NoteNotOffered(NoteId note, AskId ask);
    /// The request is signed at another part: a transfer here; opening, application and confirmation at ReceivableIssuance, early payment at
    /// ReceivableSettlement, a pledge at ReceivableSecurity.
    error ReceivableActElsewhere(RequestId request, ReceivableAct act);
    error ReceivableOrdersAlreadySet(address orders);

    /// Passes a note, or a part of it, on in payment (转让). Its holder; to another active participant, before the due day (R-4), never to the
    /// obligor (R-11). A part is split off at once and alone waits for its receiver, so that the rest stays usable; refused or taken back it is
    /// a note of the holder's own, which `merge` joins again.
    /// @param amount fen, from the low end; all of it passes the whole note on
    /// @param trade digest of the trade between the two behind it (R-6a)
    /// @param lastDay last day on which the receiver can sign; 0: the day before the due day
    /// @return part the note that passes
    /// @return request 0 when the receiver has signed in advance and holds it now
    /// @custom:access door:Dispose
    function transfer(
        NoteId note,
        uint64 amount,
        ParticipantId to,
        bytes32 trade,
        Day lastDay
    ) external returns (NoteId part, RequestId request);

    /// As `transfer`, to up to 50 receivers in one transaction, all or none; each takes its part from the low end in turn.
    /// @return requests one for each payment; 0 where the receiver has signed in advance
    /// @custom:access door:Dispose
    function transferMany(
        NoteId note,
        Payment[] calldata payments,
        Day lastDay
    ) external returns (RequestId[] memory requests);

    /// Signs for a transfer (签收): title passes now, after its preconditions were checked again. The addressee.
    /// @custom:access door:Dispose
    function sign(RequestId request) external;

    /// Makes one note of two adjoining ones of a root (合并). Who holds both; both must be free (R-4). It has the first one's id and the
    /// deeper one's tier.
    /// @param next begins right after `note`
    /// @custom:access door:Dispose
    function merge(NoteId note, NoteId next) external;

    /// Names, once, the part that knows which cases freeze which notes.
    /// @custom:access restricted
    function setOrders(IReceivableOrders orders) external;

    /// Records a root that one side has put forward: – → Proposed. It has no notes yet.
    /// @custom:access part
    function propose(
        ParticipantId obligor,
        ParticipantId supplier,
        uint40 face,
        Day dueDay,
        FacilityId facility,
        Rate overdueRate
    ) external returns (RootId);

    /// Proposed → Open, from today: the whole root is the first note, with the supplier.
    /// @custom:access part
    function open(RootId root) external;

    /// Names who pays on the obligor's default.
    /// @custom:access part
    function setConfirmer(RootId root, ParticipantId confirmer) external;

    /// Open → Cancelling.
    /// @custom:access part
    function startCancelling(RootId root) external;

    /// Opens a request on a free note, or on a part of it that is split off at once; while it is live it locks that note. A request about a
    /// whole root (opening, application, confirmation) is on its first note, which need not exist yet or be free, and locks nothing.
    /// @custom:access part
    function openRequest(
        NoteId note,
        uint64 amount,
        ReceivableAct act,
        ParticipantId from,
        ParticipantId to,
        Day lastDay,
        bytes32 terms
    ) external returns (NoteId part, RequestId request);

    /// Marks a live request as signed by its addressee. The part that calls carries the act out.
    /// @custom:access part
    function signRequest(RequestId request, ParticipantId signer) external;

    /// Offers `amount` of a free note on the market, and so locks it until the offer's last day.
    /// @custom:access part
    function offer(NoteId note, ParticipantId holder, uint64 amount, AskId ask, Day lastDay) external;

    /// Ends the ask's offer; one that another has followed is left as it is.
    /// @custom:access part
    function endOffer(NoteId note, AskId ask) external;

    /// Carries an ask's offer out: what was offered passes to `to`, financed.
    /// @return part the note conveyed: a new one when it was split off
    /// @custom:access part
    function conveyOffered(
        NoteId note,
        AskId ask,
        ParticipantId to,
        address fromWallet,
        address toWallet
    ) external returns (NoteId part);

    /// Parts a note: `amount` from the low end becomes a note of its own. Before the due day, and only when nothing but an order's case
    /// stands on it. All of it: nothing is parted.
    /// @custom:access part
    function split(NoteId note, uint64 amount) external returns (NoteId part);

    /// Joins two adjoining live notes of one holder, which carry the same marks.
    /// @custom:access part
    function join(NoteId note, NoteId next) external;

    /// Sets and clears what stands on a live note.
    /// @custom:access part
    function mark(NoteId note, uint16 set, uint16 cleared) external;

    /// Passes a live note to another, whatever stands on it: its holder has agreed before, was paid, or an order says so.
    /// @custom:access part
    function convey(NoteId note, ParticipantId to, Ground ground) external;

    /// Closes live notes of one root; the root is Settled, or Cancelled, with the last of them.
    /// @param wallets their holders', as far as the caller has them at hand, else 0
    /// @param status Paid, EarlyPaid or Cancelled
    /// @custom:access part
    function close(RootId root, NoteId[] calldata notes, address[] calldata wallets, NoteStatus status) external;

    /// Sets a live note aside as one whose holder can't be paid yet, or ends that (R-10).
    /// @custom:access part
    function setAside(NoteId note, bool aside) external;

    /// Ends what waits for an answer or a buyer on a live note, by order, and has cases asked after on it from now on.
    /// @custom:access part
    function seize(NoteId note) external;

    function rootInfo(RootId root) external view returns (Root memory);

    function noteInfo(NoteId note) external view returns (Note memory);

    /// A page of a root's notes, by number, from `start` on (the first is 1), closed ones included.
    function notesOf(RootId root, uint32 start, uint256 limit) external view returns (Note[] memory notes);

    /// The same page as words.
    function noteWords(RootId root, uint32 start, uint256 limit) external view returns (NoteWord[] memory words);

    /// What locks a note, or has lapsed or been answered since; all zero when nothing ever did.
    function lockOf(NoteId note) external view returns (Lock memory);

    /// What stands on a note today: its marks without what has lapsed.
    function marksOf(NoteId note) external view returns (uint16);

    /// Reverts unless `holder` holds the note and may dispose of it now (R-4).
    function requireFree(NoteId note, ParticipantId holder) external view;

    /// Whether `by` has signed in advance for this act of `counterparty` on what is due on `dueDay`.
    function isInstructed(
        Day dueDay,
        uint256 amount,
        ReceivableAct act,
        ParticipantId counterparty,
        ParticipantId by
    ) external view returns (bool);

    function rootCount() external view returns (uint32);

    function orders() external view returns (IReceivableOrders);
}
