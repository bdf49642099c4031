// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.34;

import {IKernelModule} from "../../../kernel/interfaces/IKernelModule.sol";
import {RequestId} from "../../../kernel/libraries/Requests.sol";
import {Day} from "../../../kernel/types/Day.sol";
import {ParticipantId} from "../../../kernel/types/Ids.sol";
import {NoteId} from "../types/ReceivableTypes.sol";

/// Pledge of notes (质押). The holder keeps title. What comes in on a pledged note goes to the pledgee up to what is secured, due or not
/// (Civil Code 442), the rest to the pledgor, in the same transaction. Realising it, once the debt is due, gives the pledgee title to collect
/// and nothing else: no forfeiture (Civil Code 428). Once what is secured is paid the pledge is over, and the note its pledgor's.
///
/// An order may give a pledged note to somebody else, who then is the pledgor; when that is the pledgee the pledge ends, for nobody is
/// security to itself.
///
/// Conserved: of the money collected under a pledge the pledgee never gets more than was secured.
interface IReceivableSecurity is IKernelModule {
    enum PledgeStatus {
        None,
        /// The pledgor has title, the pledgee security.
        Live,
        /// The pledgee holds it, to collect.
        Realised,
        /// Given up by the pledgee, collected, or ended because the pledgee got the note by order.
        Ended
    }

    /// One slot.
    struct Pledge {
        /// Who pledged it; once it is realised, from whom it was taken, and who gets what is over.
        ParticipantId pledgor;
        ParticipantId pledgee;
        /// Fen still secured.
        uint64 secured;
        /// Day on which the debt is due.
        Day dueDay;
        PledgeStatus status;
    }

    event NotePledged(
        NoteId indexed note,
        ParticipantId indexed pledgor,
        ParticipantId indexed pledgee,
        uint64 secured,
        Day dueDay
    );
    /// Here and below `pledgor` is who stands behind the pledge by now: another, when an order has given the note to somebody else.
    event NotePledgeReleased(NoteId indexed note, ParticipantId indexed pledgor, ParticipantId indexed pledgee);
    event NotePledgeRealised(
        NoteId indexed note,
        ParticipantId indexed pledgor,
        ParticipantId indexed pledgee,
        uint64 secured
    );
    event NotePledgeCollected(
        NoteId indexed note,
        ParticipantId indexed pledgor,
        ParticipantId indexed pledgee,
        uint64 toPledgee,
        uint64 toPledgor,
        uint64 securedLeft
    );
    /// Collected, or the pledgee got the note by order.
    event NotePledgeEnded(NoteId indexed note, ParticipantId indexed pledgor, ParticipantId indexed pledgee);

    error NotePledgeeIsHolder(NoteId note, ParticipantId holder);
    error NotePledgeeIsObligor(NoteId note, ParticipantId obligor);
    error NoteSecuredZero(NoteId note);
    error NotePledgeDayPassed(NoteId note, Day dueDay, Day today);
    error NotePledgeMissing(NoteId note, PledgeStatus status, PledgeStatus needed);
    error NoteNotPledgee(NoteId note, ParticipantId caller, ParticipantId pledgee);
    error NotePledgeNotDue(NoteId note, Day dueDay, Day today);

    /// Offers a free note, or a part of it, as security for a debt; the pledgee signs. Its holder, before the note's due day.
    /// A part is split off at once and locked until it is answered. Refusing and withdrawing are ReceivableRegistry's. The request's terms: the
    /// fen secured, from bit 64 on the due day.
    /// @param amount fen, from the low end
    /// @param pledgee never the obligor (R-11)
    /// @param secured fen of the debt
    /// @param dueDay day on which the debt is due, from today on
    /// @param lastDay last day to sign; 0: the day before the note's due day
    /// @custom:access door:Dispose
    function pledge(
        NoteId note,
        uint64 amount,
        ParticipantId pledgee,
        uint64 secured,
        Day dueDay,
        Day lastDay
    ) external returns (NoteId part, RequestId request);

    /// Signs for a pledge, after its preconditions were checked again. The pledgee.
    /// @custom:access door:Dispose
    function sign(RequestId request) external;

    /// Gives the security up (解除). The pledgee.
    /// @custom:access door:Perform
    function release(NoteId note) external;

    /// Takes title to collect (质权实现), from the debt's due day on, whatever else stands on the note. The pledgee.
    /// @custom:access door:Preserve
    function realise(NoteId note) external;

    /// Divides what comes in on a pledged note. The pledge ends, and with it the mark, when the note is paid or nothing is secured any more;
    /// in the latter case a note that was realised goes back to its pledgor.
    /// @param last the note is paid with it, wherever it goes then
    /// @return pledgee who is paid first
    /// @return toPledgee fen to it
    /// @return pledgor who gets the rest: the holder, or once it is realised from whom it was taken
    /// @return toPledgor fen to it
    /// @custom:access part
    function collect(
        NoteId note,
        uint64 amount,
        bool last
    ) external returns (ParticipantId pledgee, uint64 toPledgee, ParticipantId pledgor, uint64 toPledgor);

    /// Ends a live pledge whose note goes to its pledgee by order.
    /// @custom:access part
    function end(NoteId note) external;

    function pledgeOf(NoteId note) external view returns (Pledge memory);
}
