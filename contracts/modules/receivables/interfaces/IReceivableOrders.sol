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
/// rank (轮候); each has a term and ends by itself.
interface IReceivableOrders is IKernelModule {
    event NoteFrozen(
        NoteId indexed note,
        ParticipantId indexed against,
        bytes32 indexed caseKey,
        uint64 amount,
        uint40 until
    );
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
    /// Held under a realised pledge: an order against the pledgee takes what secures its claim no further than the claim.
    error NoteHeldUnderPledge(NoteId note, ParticipantId pledgee);

    /// Freezes a note, or so much of it, under a new case. Before the due day a note on which nothing else stands is parted, so that no more
    /// is frozen than the case asks; else the whole is. By order (default policy: one court; or one regulator for 48 hours).
    /// @param against who holds it; reverts when somebody else does by now
    /// @param amount fen, from the low end
    /// @param until last second; at most three years from now
    /// @custom:access restricted
    function freeze(NoteId note, bytes32 caseKey, ParticipantId against, uint64 amount, uint40 until) external;

    /// Prolongs a live case, which keeps its rank. By order (default policy: one court).
    /// @custom:access restricted
    function renewFreeze(NoteId note, bytes32 caseKey, uint40 until) external;

    /// Ends one case. The inverse of `freeze` (same leading arguments); finds the part that was frozen. By order.
    /// @custom:access restricted
    function unfreeze(NoteId note, bytes32 caseKey) external;

    /// Gives a note to somebody else by order, whatever stands on it but a case that ranks first (default policy: one court and one regulator).
    /// A pledge stays on it; a financing ends, and with it the factor's right.
    /// @param caseKey the case that is executed; 0: none, when none is live
    /// @custom:access restricted
    function transferByOrder(NoteId note, bytes32 caseKey, ParticipantId from, ParticipantId to) external;

    /// Whether a live case freezes the note.
    function isFrozen(NoteId note) external view returns (bool);

    function casesOf(NoteId note) external view returns (Cases.Case[] memory);

    /// How many freezes and forced transfers have struck notes of a root. Who relies on its notes' being as they were compares it.
    function ordersOn(RootId root) external view returns (uint32);
}
