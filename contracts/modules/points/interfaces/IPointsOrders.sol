// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.34;

import {IKernelModule} from "../../../kernel/interfaces/IKernelModule.sol";
import {Cases} from "../../../kernel/libraries/Cases.sol";
import {ProgrammeId} from "../types/PointsTypes.sol";
import {IPointsLedger} from "./IPointsLedger.sol";
import {IPointsProgrammes} from "./IPointsProgrammes.sol";

/// Orders on points: freezing an account's points (冻结), stopping an issuer (停发), forced transfer (执行), and ending a programme whose issuer
/// is gone.
///
/// A frozen account passes nothing on, exchanges nothing and redeems nothing; what it is granted it receives. A stopped issuer grants nothing,
/// lowers no rate and takes nothing out of its reserve; its points stay redeemable (S-7). Several cases wait in rank (轮候); each has a term and
/// ends by itself on its last second.
///
/// Conserved: an order that ends one case ends no other.
///
/// Warnings: at most 16 live cases stand on an account or a programme, and a key serves once on it. A participant's own freezing reaches the
/// points of all accounts that serve it, without an order here.
interface IPointsOrders is IKernelModule {
    /// A case was opened, or prolonged.
    event AccountPointsFrozen(address indexed account, bytes32 indexed caseKey, uint40 until);
    /// By order, or since it was executed. Nothing when it ends by itself.
    event AccountPointsUnfrozen(address indexed account, bytes32 indexed caseKey);
    event IssuingStopped(ProgrammeId indexed programme, bytes32 indexed caseKey, uint40 until);
    event IssuingResumed(ProgrammeId indexed programme, bytes32 indexed caseKey);
    event PointsTransferredByOrder(
        ProgrammeId indexed programme,
        address indexed from,
        address indexed to,
        uint64 points,
        bytes32 caseKey
    );
    event ProgrammeClosedByOrder(ProgrammeId indexed programme, bytes32 digest);

    error PointsOrderCaseKeyMissing();
    error PointsOrderAccountMissing();
    error PointsOrderDigestMissing(ProgrammeId programme);
    error PointsOrderAmountZero(ProgrammeId programme);
    error PointsOrderToHolder(ProgrammeId programme, address holder);
    /// Another case ranks before it.
    error PointsOrderCaseOutranked(address account, bytes32 caseKey, bytes32 first);

    /// Freezes all points of an account under a new case. By order (default policy: one court; or one regulator for 48 hours).
    /// @param caseKey not 0
    /// @param until last second; at most three years of 365 days from now
    /// @custom:access restricted
    function freezeAccount(address account, bytes32 caseKey, uint40 until) external;

    /// Prolongs a live case, which keeps its rank. By order (default policy: one court).
    /// @custom:access restricted
    function renewAccountFreeze(address account, bytes32 caseKey, uint40 until) external;

    /// Ends one case. The inverse of `freezeAccount` (same leading arguments). By order.
    /// @custom:access restricted
    function unfreezeAccount(address account, bytes32 caseKey) external;

    /// Stops an issuer from granting points of a programme, under a new case. By order (default policy: one regulator or one court).
    /// @param caseKey not 0
    /// @param until last second; at most three years of 365 days from now
    /// @custom:access restricted
    function stopIssuing(ProgrammeId programme, bytes32 caseKey, uint40 until) external;

    /// Ends one case. The inverse of `stopIssuing` (same leading arguments). By order.
    /// @custom:access restricted
    function resumeIssuing(ProgrammeId programme, bytes32 caseKey) external;

    /// Moves points of an account to another, whatever stands on it but a case that ranks first; the points keep their months, and the case
    /// that is executed holds on for what is left (default policy: one court and one regulator).
    /// @param to not 0, not `from`
    /// @param points above 0
    /// @param caseKey the case that is executed; 0: none, when none is live
    /// @custom:access restricted
    function transferByOrder(ProgrammeId programme, address from, address to, uint64 points, bytes32 caseKey) external;

    /// Gives notice of a programme's end for an issuer that is gone (default policy: one court, or one regulator). Redemption stays open for
    /// the time of notice.
    /// @custom:access restricted
    function closeByOrder(ProgrammeId programme, bytes32 digest) external;

    /// Live and ended-but-not-yet-dropped cases on an account in their rank.
    function casesOnAccount(address account) external view returns (Cases.Case[] memory);

    /// Live and ended-but-not-yet-dropped cases on a programme in their rank.
    function casesOnProgramme(ProgrammeId programme) external view returns (Cases.Case[] memory);

    function ledger() external view returns (IPointsLedger);

    function programmes() external view returns (IPointsProgrammes);
}
