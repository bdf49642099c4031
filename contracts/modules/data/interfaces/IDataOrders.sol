// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.34;

import {IKernelModule} from "../../../kernel/interfaces/IKernelModule.sol";
import {Cases} from "../../../kernel/libraries/Cases.sol";
import {ParticipantId} from "../../../kernel/types/Ids.sol";
import {AssetId, AssetStatus, LicenceId, Right} from "../types/DataTypes.sol";
import {IDataLicences} from "./IDataLicences.sol";
import {IDataRegistry} from "./IDataRegistry.sol";

/// Orders on data assets and licences: freezing (冻结), forced transfer (执行), cancellation, suspension, and what is found of a licensee.
///
/// A frozen asset sells and delivers nothing, none of its rights passes on, and it is not cancelled; licences already given go on unless the
/// case stops uses too (D-7). Several cases wait in rank (轮候); each has a term and ends by itself on its last second.
///
/// Conserved: an order that ends one case ends no other.
///
/// Warnings: at most 16 live cases stand on an asset, and a key serves once on it. A pledge stays on what an order transfers.
interface IDataOrders is IKernelModule {
    /// A case was opened, or prolonged.
    /// @param uses whether licences already given are not used either
    event AssetFrozen(AssetId indexed asset, bytes32 indexed caseKey, uint40 until, bool uses);
    /// By order, or since it was executed. Nothing when it ends by itself.
    event AssetUnfrozen(AssetId indexed asset, bytes32 indexed caseKey);
    event AssetCancelledByOrder(AssetId indexed asset, bytes32 digest);
    event AssetSuspendedByOrder(AssetId indexed asset, bytes32 digest);
    event AssetReinstatedByOrder(AssetId indexed asset, bytes32 digest);
    event LicenceTerminatedByOrder(
        LicenceId indexed licence,
        AssetId indexed asset,
        ParticipantId indexed licensee,
        bytes32 digest
    );
    /// @param licensee who has misused the data
    event MisuseFound(LicenceId indexed licence, ParticipantId indexed licensee, AssetId indexed asset, bytes32 digest);

    error DataAssetCaseKeyMissing(AssetId asset);
    /// Another case ranks before it.
    error DataAssetCaseOutranked(AssetId asset, bytes32 caseKey, bytes32 first);
    error DataAssetForcedToHolder(AssetId asset, Right right, ParticipantId holder);
    /// It was refused or withdrawn.
    error DataAssetEnded(AssetId asset, AssetStatus status);
    error DataOrderDigestMissing();
    error DataLicenceMisuseKnown(LicenceId licence, bytes32 digest);

    /// Freezes an asset under a new case. By order (default policy: one court; or one regulator for 48 hours).
    /// @param caseKey not 0
    /// @param until last second; at most three years of 365 days from now
    /// @param uses whether licences already given are not used either (D-7)
    /// @custom:access restricted
    function freeze(AssetId asset, bytes32 caseKey, uint40 until, bool uses) external;

    /// Prolongs a live case, which keeps its rank. By order (default policy: one court).
    /// @custom:access restricted
    function renewFreeze(AssetId asset, bytes32 caseKey, uint40 until) external;

    /// Ends one case. The inverse of `freeze` (same leading arguments). By order.
    /// @custom:access restricted
    function unfreeze(AssetId asset, bytes32 caseKey) external;

    /// Gives a right of a registered asset to another admitted participant, whatever stands on the asset but a case that ranks first; the case
    /// that is executed ends (default policy: one court and one regulator).
    /// @param from who holds it; reverts when that is another by now
    /// @param caseKey the case that is executed; 0: none, when none is live
    /// @custom:access restricted
    function transferByOrder(
        AssetId asset,
        Right right,
        ParticipantId from,
        ParticipantId to,
        bytes32 caseKey
    ) external;

    /// Withdraws an asset, whatever stands on it (default policy: one court and one regulator).
    /// @custom:access restricted
    function cancelByOrder(AssetId asset, bytes32 digest) external;

    /// Suspends a certificate; also one that its certifier has suspended, so that only an order ends it (default policy: one court, or one
    /// regulator).
    /// @custom:access restricted
    function suspendByOrder(AssetId asset, bytes32 digest) external;

    /// Ends a suspension, by whomever: also where who has certified is there no more (default policy: one court, or one regulator).
    /// @custom:access restricted
    function reinstateByOrder(AssetId asset, bytes32 digest) external;

    /// Terminates a licence (default policy: one court, or one regulator).
    /// @custom:access restricted
    function terminateByOrder(LicenceId licence, bytes32 digest) external;

    /// Enters that a licensee has misused the data; a licence that it still has ends (default policy: one court, or one regulator).
    /// @param licensee who has: it may have passed the licence on since
    /// @param digest of the finding; each is entered once
    /// @custom:access restricted
    function findMisuse(LicenceId licence, ParticipantId licensee, bytes32 digest) external;

    /// Live and ended-but-not-yet-dropped cases on an asset in their rank.
    function casesOf(AssetId asset) external view returns (Cases.Case[] memory);

    /// Whether a case stops uses too.
    function stopsUses(AssetId asset, bytes32 caseKey) external view returns (bool);

    /// Whether this finding was entered.
    function isMisuseFound(LicenceId licence, bytes32 digest) external view returns (bool);

    function registry() external view returns (IDataRegistry);

    function licences() external view returns (IDataLicences);
}
