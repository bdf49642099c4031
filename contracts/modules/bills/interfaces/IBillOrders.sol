// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.34;

import {IKernelModule} from "../../../kernel/interfaces/IKernelModule.sol";
import {Cases} from "../../../kernel/libraries/Cases.sol";
import {ParticipantId} from "../../../kernel/types/Ids.sol";
import {BillId, HoldingId} from "../types/BillTypes.sol";

/// Orders of courts and authorities against bills (B-16): freezing, transfer, invalidation, of a holding or a part of one.
///
/// A case freezes units [lo, hi] of a bill in the hand of the one that held them when it was opened, whatever becomes of the holdings in
/// between. Several cases on the same units wait in their rank (轮候); each ends by itself on its last second. A frozen holding is not
/// endorsed, sold, pledged or parted by its holder. It is presented, paid in full, claimed on, and realised by who had security before.
/// A lawful new holder is free of it; should the units come back to the one it is against while it lasts, it holds them again.
///
/// An order names in whose hand it takes the units, and fails when they have moved since it was written: it never hits another's title.
///
/// Conserved: no freeze is shaken off by parting a holding, and an order that ends one case ends no other.
///
/// Warnings: at most 16 live cases stand on a bill at a time, over all its holdings, and a key serves once on a bill. A part that an order
/// makes of a holding has no standing presentation until its holder asks for it again.
interface IBillOrders is IKernelModule {
    /// What a case freezes. One slot.
    struct Freeze {
        uint40 lo;
        uint40 hi;
        /// Who held the units when the case was opened.
        ParticipantId against;
    }

    /// A case was opened, or prolonged. `holding`: what is exactly the units after an opening where they can be parted, else what the order
    /// named.
    event HoldingFrozen(
        BillId indexed bill,
        HoldingId indexed holding,
        ParticipantId indexed against,
        bytes32 caseKey,
        uint40 lo,
        uint40 hi,
        uint40 until
    );
    /// By order, or because all its units were conveyed under it. Nothing when it ends by itself.
    event HoldingUnfrozen(BillId indexed bill, ParticipantId indexed against, bytes32 caseKey);
    /// `holding` is exactly the units conveyed. A case that is carried out (`caseKey`, unless 0) no longer freezes them, unless it froze
    /// others on both sides of them.
    event HoldingTransferredByOrder(
        HoldingId indexed holding,
        ParticipantId indexed from,
        ParticipantId indexed to,
        bytes32 caseKey
    );
    /// The title of `from` is void (除权); the applicant has it.
    event HoldingInvalidated(
        HoldingId indexed holding,
        ParticipantId indexed from,
        ParticipantId indexed applicant,
        bytes32 caseKey
    );

    /// 0 says that a holding is not frozen.
    error BillCaseKeyMissing(HoldingId holding);
    /// The units are not all in the holding.
    error BillUnitsOutOfRange(HoldingId holding, uint40 lo, uint40 hi, uint40 holdingLo, uint40 holdingHi);
    /// It changes nothing, and above all unfreezes nothing (B-16).
    error BillForcedToHolder(HoldingId holding, ParticipantId holder);
    /// The units are frozen by an earlier case, which goes first.
    error BillCaseOutranked(HoldingId holding, bytes32 caseKey, bytes32 first);
    /// The case does not freeze all of the units, or not in this holder's hand, or not any more.
    error BillCaseElsewhere(HoldingId holding, bytes32 caseKey);
    /// In this state only the whole holding can be conveyed.
    error BillNotPartable(HoldingId holding, uint40 lo, uint40 hi);
    /// A realised pledge is its pledgee's; an order takes it by invalidating, or takes the money.
    error BillHeldUnderPledge(HoldingId holding, ParticipantId pledgee);

    /// Freezes units of a delivered holding (冻结), at most for three years of 365 days; what waits for an answer or a buyer on it is ended.
    /// A holding in its holder's hand that was not dishonoured is parted so that the units are a holding of their own, where its bill can
    /// be parted. Elsewhere the holding is frozen as a whole as long as it contains them. By order.
    /// @param caseKey not 0, and new on the bill
    /// @param against its present holder
    /// @param lo first unit, @param hi last unit, all within the holding
    /// @param until last second
    /// @custom:access restricted
    function freeze(
        HoldingId holding,
        bytes32 caseKey,
        ParticipantId against,
        uint40 lo,
        uint40 hi,
        uint40 until
    ) external;

    /// Prolongs a live case, which keeps its rank, at most to three years from now. By order.
    /// @param holding any holding of the bill
    /// @custom:access restricted
    function renewFreeze(HoldingId holding, bytes32 caseKey, uint40 until) external;

    /// Ends a case, and no other. The inverse of `freeze`. By order.
    /// @param holding any holding of the bill
    /// @custom:access restricted
    function unfreeze(HoldingId holding, bytes32 caseKey) external;

    /// Conveys units of a holding (强制转让), with a pledge that stands on it, its mark, and an answer that the acceptor owes. Frozen units
    /// move only under the first of the cases that freeze them, which is then done with them. A holding in a repo or a recourse claim
    /// stays: those bound in it reckon with its holder. By order.
    /// @param caseKey the case that is carried out; 0 for units that are not frozen
    /// @param from its present holder, @param to another participant, once admitted
    /// @custom:access restricted
    function transferByOrder(
        HoldingId holding,
        bytes32 caseKey,
        ParticipantId from,
        uint40 lo,
        uint40 hi,
        ParticipantId to
    ) external;

    /// Declares the holder's title to a whole holding void and gives it to the applicant (除权), free of any pledge, live or realised. In all
    /// else as `transferByOrder`. By order.
    /// @custom:access restricted
    function invalidate(HoldingId holding, bytes32 caseKey, ParticipantId from, ParticipantId applicant) external;

    /// Whether a live case against `holder` covers any of the units.
    function isFrozen(BillId bill, uint40 lo, uint40 hi, ParticipantId holder) external view returns (bool);

    /// Cases on a bill in their rank, ended ones too until the next order about a case, each with what it freezes.
    function casesOf(BillId bill) external view returns (Cases.Case[] memory cases, Freeze[] memory freezes);
}
