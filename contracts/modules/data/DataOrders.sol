// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.34;

import {KernelModule} from "../../kernel/base/KernelModule.sol";
import {IParticipantRegistry} from "../../kernel/interfaces/IParticipantRegistry.sol";
import {Cases} from "../../kernel/libraries/Cases.sol";
import {NO_DAY} from "../../kernel/types/Day.sol";
import {NOBODY, ParticipantId} from "../../kernel/types/Ids.sol";
import {Mode} from "../../kernel/types/Parties.sol";
import {IDataLicences} from "./interfaces/IDataLicences.sol";
import {IDataOrders} from "./interfaces/IDataOrders.sol";
import {IDataRegistry} from "./interfaces/IDataRegistry.sol";
import {AssetMarks} from "./types/AssetMarks.sol";
import {AssetId, AssetStatus, LicenceId, LicenceStatus, RegistrationKind, Right} from "./types/DataTypes.sol";

/// Documented in {IDataOrders}.
contract DataOrders is IDataOrders, KernelModule {
    using Cases for Cases.Book;

    /// Rights other than money are frozen for at most three years at a time; a year has 365 days here, which is never too long.
    uint256 public constant MAX_FREEZE_TERM = 3 * 365 days;

    IDataRegistry public immutable registry;
    IDataLicences public immutable licences;

    mapping(AssetId asset => Cases.Book) private _cases;
    /// @inheritdoc IDataOrders
    mapping(AssetId asset => mapping(bytes32 caseKey => bool)) public stopsUses;
    /// @inheritdoc IDataOrders
    mapping(LicenceId licence => mapping(bytes32 digest => bool)) public isMisuseFound;

    constructor(
        address authority,
        IParticipantRegistry participants_,
        IDataRegistry registry_,
        IDataLicences licences_
    ) KernelModule(authority, participants_) {
        registry = registry_;
        licences = licences_;
    }

    /// @inheritdoc IDataOrders
    function freeze(AssetId asset, bytes32 caseKey, uint40 until, bool uses) external restricted {
        // Checks
        if (caseKey == 0) revert DataAssetCaseKeyMissing(asset);
        IDataRegistry.Asset memory a = registry.assetInfo(asset);
        if (a.status == AssetStatus.Refused || a.status == AssetStatus.Withdrawn) {
            revert DataAssetEnded(asset, a.status);
        }

        // Effects
        _cases[asset].open(caseKey, until, MAX_FREEZE_TERM);
        stopsUses[asset][caseKey] = uses;
        emit AssetFrozen(asset, caseKey, until, uses);
        _report(asset);
    }

    /// @inheritdoc IDataOrders
    function renewFreeze(AssetId asset, bytes32 caseKey, uint40 until) external restricted {
        _cases[asset].renew(caseKey, until, MAX_FREEZE_TERM);
        emit AssetFrozen(asset, caseKey, until, stopsUses[asset][caseKey]);
        _report(asset);
    }

    /// @inheritdoc IDataOrders
    function unfreeze(AssetId asset, bytes32 caseKey) external restricted {
        _end(asset, caseKey);
    }

    /// @inheritdoc IDataOrders
    function transferByOrder(
        AssetId asset,
        Right right,
        ParticipantId from,
        ParticipantId to,
        bytes32 caseKey
    ) external restricted {
        // Checks
        participants.requireStanding(to, Mode.Preserve);
        _requireTurn(asset, caseKey);

        // Effects
        if (caseKey != 0) _end(asset, caseKey);
        registry.moveRight(asset, right, from, to, 0, caseKey);
    }

    /// @inheritdoc IDataOrders
    function cancelByOrder(AssetId asset, bytes32 digest) external restricted {
        _requireDigest(digest);
        emit AssetCancelledByOrder(asset, digest);
        registry.setStatus(asset, AssetStatus.Withdrawn, NOBODY, NO_DAY);
        registry.enter(asset, RegistrationKind.Cancellation, NOBODY, digest);
    }

    /// @inheritdoc IDataOrders
    function suspendByOrder(AssetId asset, bytes32 digest) external restricted {
        _requireDigest(digest);
        emit AssetSuspendedByOrder(asset, digest);
        registry.setStatus(asset, AssetStatus.Suspended, NOBODY, NO_DAY);
        registry.mark(asset, AssetMarks.SUSPENDED_BY_ORDER, 0);
    }

    /// @inheritdoc IDataOrders
    function reinstateByOrder(AssetId asset, bytes32 digest) external restricted {
        _requireDigest(digest);
        AssetStatus status = registry.assetInfo(asset).status;
        if (status != AssetStatus.Suspended) {
            revert IDataRegistry.DataAssetWrongStatus(asset, status, 1 << uint256(AssetStatus.Suspended));
        }
        emit AssetReinstatedByOrder(asset, digest);
        registry.setStatus(asset, AssetStatus.Certified, NOBODY, NO_DAY);
        registry.mark(asset, 0, AssetMarks.SUSPENDED_BY_ORDER);
    }

    /// @inheritdoc IDataOrders
    function terminateByOrder(LicenceId licence, bytes32 digest) external restricted {
        _requireDigest(digest);
        IDataLicences.Licence memory given = licences.licenceInfo(licence);
        emit LicenceTerminatedByOrder(licence, given.asset, given.licensee, digest);
        licences.terminate(licence, digest);
    }

    /// @inheritdoc IDataOrders
    function findMisuse(LicenceId licence, ParticipantId licensee, bytes32 digest) external restricted {
        // Checks
        _requireDigest(digest);
        if (isMisuseFound[licence][digest]) revert DataLicenceMisuseKnown(licence, digest);
        participants.requireStanding(licensee, Mode.Preserve);
        IDataLicences.Licence memory given = licences.licenceInfo(licence);

        // Effects
        isMisuseFound[licence][digest] = true;
        emit MisuseFound(licence, licensee, given.asset, digest);

        // Interactions
        if (licensee == given.licensee && given.status == LicenceStatus.Live) licences.terminate(licence, digest);
    }

    /// @inheritdoc IDataOrders
    function casesOf(AssetId asset) external view returns (Cases.Case[] memory) {
        return _cases[asset].list;
    }

    function _end(AssetId asset, bytes32 caseKey) private {
        _cases[asset].close(caseKey);
        emit AssetUnfrozen(asset, caseKey);
        _report(asset);
    }

    /// Tells the registry how long the asset is frozen, so that selling asks nobody else.
    function _report(AssetId asset) private {
        Cases.Case[] storage list = _cases[asset].list;
        uint40 usesUntil;
        for (uint256 i; i < list.length; ++i) {
            uint40 until = list[i].until;
            if (until > usesUntil && stopsUses[asset][list[i].key]) usesUntil = until;
        }
        registry.freezeUntil(asset, _cases[asset].lastSecond(), usesUntil);
    }

    /// The first live case is the one to be executed; without one none is.
    function _requireTurn(AssetId asset, bytes32 caseKey) private view {
        Cases.Case[] storage list = _cases[asset].list;
        for (uint256 i; i < list.length; ++i) {
            if (list[i].until < block.timestamp) continue;
            if (list[i].key == caseKey) return;
            revert DataAssetCaseOutranked(asset, caseKey, list[i].key);
        }
        if (caseKey != 0) revert Cases.CasesUnknown(caseKey);
    }

    function _requireDigest(bytes32 digest) private pure {
        if (digest == 0) revert DataOrderDigestMissing();
    }
}
