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
///
/// Conserved: no freeze is shaken off by parting a holding, and an order that ends one case ends no other.
interface IBillOrders is IKernelModule {
    /// What a case freezes. One slot.
    struct Freeze {
        uint40 lo;
        uint40 hi;
        /// Who held the units when the case was opened.
        ParticipantId against;
    }

    event HoldingFrozen(
        BillId indexed bill,
        HoldingId indexed holding,
        ParticipantId indexed against,
        bytes32 caseKey,
        uint40 lo,
        uint40 hi,
        uint40 until
    );
    event HoldingUnfrozen(BillId indexed bill, ParticipantId indexed against, bytes32 caseKey);
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

    /// The units are not all in the holding.
    error BillUnitsOutOfRange(HoldingId holding, uint40 lo, uint40 hi, uint40 holdingLo, uint40 holdingHi);
    /// It changes nothing, and above all unfreezes nothing (B-16).
    error BillForcedToHolder(HoldingId holding, ParticipantId holder);
    /// The holding is frozen by an earlier case, which goes first.
    error BillCaseOutranked(HoldingId holding, bytes32 caseKey, bytes32 first);
    /// The case does not freeze this holding.
    error BillCaseElsewhere(HoldingId holding, bytes32 caseKey);
    /// In this state only the whole holding can be conveyed.
    error BillNotPartable(HoldingId holding, uint40 lo, uint40 hi);
    /// A realised pledge is its pledgee's; an order takes it by invalidating, or takes the money.
    error BillHeldUnderPledge(HoldingId holding, ParticipantId pledgee);

    /// Freezes units of a holding in its holder's hand (冻结), at most for three years; what waits for an answer or a buyer on it is ended.
    /// A holding in its holder's hand is parted so that the units are a holding of their own, where its bill can be parted. By order.
    /// @param lo first unit, @param hi last unit, all within the holding
    /// @param until last second
    /// @custom:access restricted
    function freeze(HoldingId holding, bytes32 caseKey, uint40 lo, uint40 hi, uint40 until) external;

    /// Prolongs a live case, which keeps its rank. By order.
    /// @custom:access restricted
    function renewFreeze(HoldingId holding, bytes32 caseKey, uint40 until) external;

    /// Ends a case, and no other. The inverse of `freeze`. By order.
    /// @param holding any holding of the bill
    /// @custom:access restricted
    function unfreeze(HoldingId holding, bytes32 caseKey) external;

    /// Conveys units of a holding (强制转让), with a pledge that stands on it. A frozen holding moves only under the first of the cases that
    /// freeze it. By order.
    /// @param caseKey the case that is carried out; 0 for a holding that is not frozen
    /// @custom:access restricted
    function transferByOrder(HoldingId holding, bytes32 caseKey, uint40 lo, uint40 hi, ParticipantId to) external;

    /// Declares the holder's title void and gives it to the applicant (除权), free of any pledge. By order.
    /// @param caseKey as for `transferByOrder`
    /// @custom:access restricted
    function invalidate(HoldingId holding, bytes32 caseKey, ParticipantId applicant) external;

    /// Whether a live case against `holder` covers any of the units.
    function isFrozen(BillId bill, uint40 lo, uint40 hi, ParticipantId holder) external view returns (bool);

    /// Cases on a bill in their rank, ended ones too until the next is opened, each with what it freezes.
    function casesOf(BillId bill) external view returns (Cases.Case[] memory cases, Freeze[] memory freezes);
}
