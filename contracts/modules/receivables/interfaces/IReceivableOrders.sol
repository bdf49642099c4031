// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.34;

import {IKernelModule} from "../../../kernel/interfaces/IKernelModule.sol";
import {Cases} from "../../../kernel/libraries/Cases.sol";
import {ParticipantId} from "../../../kernel/types/Ids.sol";
import {NoteId, RootId} from "../types/ReceivableTypes.sol";

/// Orders on notes: freezing (冻结) and forced transfer (执行).
///
/// A frozen note is not passed on, pledged, financed or parted by its holder. When it is paid its money is set aside, owed by the payer, until
/// the last case ends or an order gives the note to somebody else: a frozen claim is not paid out to its creditor (R-10). Several cases wait in
/// rank (轮候); each has a term and ends by itself on its last second.
///
/// A case freezes fen of a note in the hand of the one that it is against, and goes with them when an order parts them off; whoever else comes
/// to hold them lawfully is free of it. Security that is older is not touched: under a realised pledge the case is against the pledgor, and
/// holds what is over. An order names in whose hand it takes the note, and fails when it has moved since: it never hits another's title.
///
/// What waits on the note for an answer or a buyer ends with an order, and so does its holder's agreement to cancel the root; once all have
/// agreed, and the root is Cancelling, orders come too late.
///
/// Conserved: an order that ends one case ends no other, and no freeze is shaken off by parting a note.
///
/// Warnings: at most 16 live cases stand on a note together with the parts that orders have made of it, and a key serves once on them all.
interface IReceivableOrders is IKernelModule {
    /// What a case freezes. One slot.
    struct Freeze {
        uint40 lo;
        uint40 hi;
        /// Whose they were when the case was opened.
        ParticipantId against;
        /// What was exactly these fen then.
        NoteId note;
    }

    /// A case was opened, or prolonged. `note`: what was exactly the frozen fen when it was opened.
    event NoteFrozen(
        NoteId indexed note,
        ParticipantId indexed against,
        bytes32 indexed caseKey,
        uint64 amount,
        uint40 until
    );
    /// By order, or because all that it froze has passed on under it. Nothing when it ends by itself. `note` as in `NoteFrozen`.
    event NoteUnfrozen(NoteId indexed note, bytes32 indexed caseKey);
    event NoteTransferredByOrder(
        NoteId indexed note,
        ParticipantId indexed from,
        ParticipantId indexed to,
        bytes32 caseKey
    );

    error NoteCaseKeyMissing(NoteId note);
    error NoteForcedToHolder(NoteId note, ParticipantId holder);
    /// Another case ranks before it.
    error NoteCaseOutranked(NoteId note, bytes32 caseKey, bytes32 first);
    /// Held under a realised pledge, and its pledgee's to collect only: a case is against the pledgor, and no order gives it to a third; what
    /// the pledgee gets is frozen as money.
    error NoteHeldUnderPledge(NoteId note, ParticipantId pledgee);

    /// Freezes a live note, or so much of it, under a new case. Before the due day a note on which nothing else but cases stands is parted, so
    /// that no more is frozen than the case asks; else the whole is. By order (default policy: one court; or one regulator for 48 hours).
    /// @param caseKey not 0
    /// @param against who holds it, or has lost it to a pledgee that realised; reverts when that is another by now
    /// @param amount fen, from the low end
    /// @param until last second; at most three years of 365 days from now
    /// @custom:access restricted
    function freeze(NoteId note, bytes32 caseKey, ParticipantId against, uint64 amount, uint40 until) external;

    /// Prolongs a live case, which keeps its rank. By order (default policy: one court).
    /// @param note as the order that froze it named it, or the part that was frozen
    /// @custom:access restricted
    function renewFreeze(NoteId note, bytes32 caseKey, uint40 until) external;

    /// Ends one case. The inverse of `freeze` (same leading arguments); finds the part that was frozen. By order.
    /// @param note as the order that froze it named it, or the part that was frozen
    /// @custom:access restricted
    function unfreeze(NoteId note, bytes32 caseKey) external;

    /// Gives a live note to another participant that was once admitted, and not the obligor, whatever stands on it but a case that ranks first
    /// (default policy: one court and one regulator). The case that is executed is done with it. A live pledge stays on it, unless its
    /// pledgee gets it; a financing ends, and with it the factor's right. A dispute stays, now the new holder's; so do competing assignments,
    /// and money that was set aside, which the new holder claims.
    /// @param caseKey the case that is executed; 0: none, when none is live
    /// @custom:access restricted
    function transferByOrder(NoteId note, bytes32 caseKey, ParticipantId from, ParticipantId to) external;

    /// Counts an order of another part's that has struck a note of the root.
    /// @custom:access part
    function countOrder(RootId root) external;

    /// Whether a live case freezes the note in the hand of its owner.
    function isFrozen(NoteId note) external view returns (bool);

    /// The live cases that freeze the note, in their rank.
    function casesOf(NoteId note) external view returns (Cases.Case[] memory);

    /// What a case has frozen, or what is left of it to be executed; all zero when there never was one.
    /// @param note as the order that froze it named it, or the part that was frozen
    function freezeOf(NoteId note, bytes32 caseKey) external view returns (Freeze memory);

    /// How many orders have struck notes of a root: freezes, forced transfers, admitted assignments of notes whose holders had agreed to
    /// cancel. Who relies on its notes' being as they were compares it.
    function ordersOn(RootId root) external view returns (uint32);
}
