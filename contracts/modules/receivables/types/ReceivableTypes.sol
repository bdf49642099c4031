// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.34;

import {RequestId} from "../../../kernel/libraries/Requests.sol";
import {Day} from "../../../kernel/types/Day.sol";
import {AskId, NOBODY, ParticipantId, SubjectId} from "../../../kernel/types/Ids.sol";
import {Rate} from "../../../kernel/types/Rate.sol";

/// A root certificate (原始凭证), counted from 1.
type RootId is uint32;

/// A note: its root << 32 | its number on the root. Also the id of its ERC-721 token.
type NoteId is uint64;

/// A note's facts in one word, as its slot has them. Pages of notes pass between contracts so: it costs a tenth of passing their fields.
type NoteWord is uint256;

/// A facility (授信), counted from 1; 0 is none.
type FacilityId is uint32;

using {rootOf, numberOf} for NoteId global;
using {sameNote as ==} for NoteId global;
using {liveHolder, unitsOf, marksOf, unpack} for NoteWord global;
using {isNoFacility} for FacilityId global;

// A root's first note is the whole root at opening.
uint32 constant FIRST_NOTE = 1;

function noteOn(RootId root, uint32 number) pure returns (NoteId) {
    return NoteId.wrap((uint64(RootId.unwrap(root)) << 32) | number);
}

function firstNote(RootId root) pure returns (NoteId) {
    return noteOn(root, FIRST_NOTE);
}

function rootOf(NoteId note) pure returns (RootId) {
    return RootId.wrap(uint32(NoteId.unwrap(note) >> 32));
}

function numberOf(NoteId note) pure returns (uint32) {
    return uint32(NoteId.unwrap(note));
}

function sameNote(NoteId a, NoteId b) pure returns (bool) {
    return NoteId.unwrap(a) == NoteId.unwrap(b);
}

/// The fields of {Note}, from the low end.
function unpack(NoteWord word) pure returns (Note memory) {
    uint256 w = NoteWord.unwrap(word);
    return
        Note({
            lo: uint40(w),
            hi: uint40(w >> 40),
            holder: ParticipantId.wrap(uint32(w >> 80)),
            parent: uint32(w >> 112),
            obligor: ParticipantId.wrap(uint32(w >> 144)),
            dueDay: Day.wrap(uint32(w >> 176)),
            tier: uint24(w >> 208),
            status: NoteStatus(uint8(w >> 232)),
            marks: uint16(w >> 240)
        });
}

/// Its fen.
function unitsOf(NoteWord word) pure returns (uint40) {
    uint256 w = NoteWord.unwrap(word);
    unchecked {
        // lo ≤ hi, and from 1.
        return uint40(w >> 40) - uint40(w) + 1;
    }
}

function marksOf(NoteWord word) pure returns (uint16) {
    return uint16(NoteWord.unwrap(word) >> 240);
}

/// Who holds it; nobody when it is not live.
function liveHolder(NoteWord word) pure returns (ParticipantId) {
    uint256 w = NoteWord.unwrap(word);
    return uint8(w >> 232) == uint8(NoteStatus.Live) ? ParticipantId.wrap(uint32(w >> 80)) : NOBODY;
}

function isNoFacility(FacilityId facility) pure returns (bool) {
    return FacilityId.unwrap(facility) == 0;
}

/// Status of a root. That it is due or overdue is derived.
enum RootStatus {
    None,
    /// Asked for by the obligor (开立) or by the supplier (申请), not signed yet; it may never be.
    Proposed,
    /// Confirmed: the obligor owes its face to the holders of its notes.
    Open,
    /// Every note is paid, or set aside for a holder that cannot be paid yet.
    Settled,
    /// Every holder has agreed to cancel it; its notes are being closed, page by page.
    Cancelling,
    /// Cancelled (作废); its documents are free again.
    Cancelled
}

/// Status of a note.
enum NoteStatus {
    None,
    /// Somebody holds it and is owed its fen.
    Live,
    /// Paid when due, or later.
    Paid,
    /// Paid before it was due, at a discount (提前付款).
    EarlyPaid,
    /// Has become part of the adjoining note.
    Merged,
    Cancelled
}

/// What stands on a live note, as bits. All but `SET_ASIDE` and `PART_PAID`, which come when it is due, keep it from being passed on (R-4).
library Marks {
    /// Factored; its holder is the factor.
    uint16 internal constant FINANCED = 1;
    /// Secures a debt of its holder's.
    uint16 internal constant PLEDGED = 2;
    /// A party disputes it.
    uint16 internal constant DISPUTED = 4;
    /// A request on it waits for its answer, or it is offered on the market; it is locked until that one's last day.
    uint16 internal constant LOCKED = 8;
    /// Orders have opened cases on it; it is frozen while one of them is live.
    uint16 internal constant FROZEN = 16;
    /// Its holder has agreed to cancel the root.
    uint16 internal constant AGREED = 32;
    /// An assignment made off chain before stands beside its holder's right (R-6).
    uint16 internal constant CONTESTED = 64;
    /// The obligor could not pay its holder, and owes it all that was due (R-10).
    uint16 internal constant SET_ASIDE = 128;
    /// Some of it has been paid, or is set aside.
    uint16 internal constant PART_PAID = 256;

    /// What locks a note only for a time, so that the mark alone does not tell.
    uint16 internal constant LAPSING = LOCKED | FROZEN;
    /// What keeps a note from being passed on as long as it stands.
    uint16 internal constant BLOCKING = FINANCED | PLEDGED | DISPUTED | AGREED | CONTESTED;
    /// What sends the money that comes in on a note elsewhere than to its holder alone, or holds it back.
    uint16 internal constant DIVERTING = FINANCED | PLEDGED | FROZEN | CONTESTED | SET_ASIDE | PART_PAID;
}

/// Why a note has passed to another.
enum Ground {
    None,
    /// Passed on in payment for a trade (转让): the next tier.
    Payment,
    /// Factored (保理).
    Financing,
    /// Back to the seller that has repaid its factor (回购).
    Recourse,
    /// A pledge is realised: title to collect, not to keep.
    Pledge,
    /// To the confirming bank that has paid its holder (保兑).
    Confirmation,
    ByOrder
}

/// Acts that the other side signs for.
enum ReceivableAct {
    None,
    /// 开立: obligor → supplier.
    Opening,
    /// 申请: supplier → obligor, which confirms the debt (确权).
    Application,
    /// 保兑: obligor → bank.
    Confirmation,
    /// 转让: holder → receiver.
    Transfer,
    /// 提前付款: holder → obligor.
    EarlyPayment,
    /// 质押: holder → pledgee.
    Pledge
}

/// A trade document behind a root, and the fen of it that the root consumes.
struct TradeUse {
    SubjectId subject;
    uint64 amount;
}

/// What is passed on to one receiver.
struct Payment {
    ParticipantId to;
    /// Fen, from the low end.
    uint64 amount;
    /// Digest of the trade behind it (R-6a).
    bytes32 trade;
}

struct Root {
    // slot 0: what parting, paying and cancelling write
    /// Fen.
    uint40 face;
    /// Fen of it whose notes are paid.
    uint40 paid;
    /// Fen of it whose notes are cancelled.
    uint40 cancelled;
    /// Fen of it whose holders could not be paid; still owed.
    uint40 setAside;
    /// Last number given to a note.
    uint32 seq;
    ParticipantId obligor;
    Day dueDay;
    // slot 1
    /// The first holder.
    ParticipantId supplier;
    Day issueDay;
    /// Bank that pays on default; nobody: none.
    ParticipantId confirmer;
    FacilityId facility;
    /// A year, on what is overdue.
    Rate overdueRate;
    RootStatus status;
    /// A note of it has been financed.
    bool financed;
}

/// One word, and all that passing a whole note on reads: obligor and due day are the root's, kept here too for that reason.
struct Note {
    // slot 0
    /// First and last unit (fen of the root's face, from 1) of the interval.
    uint40 lo;
    uint40 hi;
    ParticipantId holder;
    /// Number of the note that it was split from; 0 for the root's first.
    uint32 parent;
    ParticipantId obligor;
    Day dueDay;
    /// How many hands it has passed through as payment: 1 with the supplier.
    uint24 tier;
    NoteStatus status;
    /// {Marks}.
    uint16 marks;
}

/// What locks a note until its last day: a request, or an offer on the market. One slot.
struct Lock {
    /// 0: it is an offer.
    RequestId request;
    /// 0: it is a request.
    AskId ask;
    /// Fen of face that are offered, from the low end.
    uint40 amount;
    Day lastDay;
}
