// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.34;

import {KernelModule} from "../../kernel/base/KernelModule.sol";
import {IBusinessCalendar} from "../../kernel/interfaces/IBusinessCalendar.sol";
import {IModulePart} from "../../kernel/interfaces/IModulePart.sol";
import {IParticipantRegistry} from "../../kernel/interfaces/IParticipantRegistry.sol";
import {today} from "../../kernel/types/Day.sol";
import {NOBODY, ParticipantId} from "../../kernel/types/Ids.sol";
import {Mode, SizeClass} from "../../kernel/types/Parties.sol";
import {IDataLicences} from "./interfaces/IDataLicences.sol";
import {IDataRegistry} from "./interfaces/IDataRegistry.sol";
import {IDataSharing} from "./interfaces/IDataSharing.sol";
import {
    AssetId,
    isOver,
    LicenceId,
    OfferId,
    Purposes,
    Right,
    Sensitivity,
    Sharing,
    SharingId,
    Terms
} from "./types/DataTypes.sol";

/// Documented in {IDataSharing}.
contract DataSharing is IDataSharing, KernelModule {
    uint16 public constant MAX_DAYS = 3660;
    uint8 public constant MAX_ANSWER_DAYS = 60;
    /// GB/T 2659: what departments share stays in China.
    uint32 public constant TERRITORY = 156;
    OfferId private constant NO_OFFER = OfferId.wrap(0);

    /// @inheritdoc IDataSharing
    IDataRegistry public immutable registry;
    /// @inheritdoc IDataSharing
    IDataLicences public immutable licences;
    /// @inheritdoc IDataSharing
    IBusinessCalendar public immutable calendar;

    /// @inheritdoc IDataSharing
    uint8 public answerDays = 10;
    /// @inheritdoc IDataSharing
    uint32 public sharingCount;
    /// Requests that wait for an answer.
    uint32 private _unanswered;
    mapping(SharingId sharing => SharingRequest) private _requests;

    constructor(
        address authority,
        IParticipantRegistry participants_,
        IDataRegistry registry_,
        IDataLicences licences_,
        IBusinessCalendar calendar_
    ) KernelModule(authority, participants_) {
        registry = registry_;
        licences = licences_;
        calendar = calendar_;
    }

    /// @inheritdoc IDataSharing
    function setAnswerDays(uint8 answerDays_) external restricted {
        if (answerDays_ == 0 || answerDays_ > MAX_ANSWER_DAYS) {
            revert DataSharingAnswerDaysOutOfRange(answerDays_, MAX_ANSWER_DAYS);
        }
        answerDays = answerDays_;
        emit SharingAnswerDaysSet(answerDays_);
    }

    /// @inheritdoc IDataSharing
    function requestSharing(
        AssetId asset,
        Purposes purposes,
        uint16 daysValid,
        bytes32 legalBasis
    ) external returns (SharingId sharing, LicenceId licence) {
        // Checks
        ParticipantId holder = registry.holderOf(asset);
        (ParticipantId requester, , ) = _enter(holder, Mode.Dispose, 0);
        if (requester == holder) revert DataSharingOwnAsset(asset, requester);
        if (participants.participantInfo(requester).size != SizeClass.Institution) {
            revert DataSharingNotInstitution(requester);
        }
        registry.requirePurposes(purposes);
        _requireDays(daysValid, MAX_DAYS);
        if (legalBasis == 0) revert DataSharingLegalBasisMissing();
        Sharing class = _requireShared(asset);

        // Effects
        sharing = SharingId.wrap(++sharingCount);
        SharingRequest storage r = _requests[sharing];
        r.asset = asset;
        r.requester = requester;
        r.purposes = purposes;
        r.daysValid = daysValid;
        r.answerDays = answerDays;
        r.status = SharingStatus.Requested;
        r.dueDay = calendar.addBusinessDays(today(), answerDays);
        ++_unanswered;
        emit SharingRequested(sharing, asset, requester, holder, class, purposes, daysValid, legalBasis, r.dueDay);
        if (class == Sharing.Unconditional) licence = _grant(sharing, r, holder, daysValid, 0, 0);
    }

    /// @inheritdoc IDataSharing
    function grant(
        SharingId sharing,
        uint16 daysValid,
        uint40 uses,
        bytes32 digest
    ) external returns (LicenceId licence) {
        SharingRequest storage r = _existing(sharing);
        (ParticipantId holder, , ) = _enter(r.requester, Mode.Dispose, 0);
        _requireUnanswered(sharing, r, holder);
        _requireDays(daysValid, r.daysValid);
        if (digest == 0) revert DataSharingReasonMissing(sharing);
        _requireShared(r.asset);
        licence = _grant(sharing, r, holder, daysValid, uses, digest);
    }

    /// @inheritdoc IDataSharing
    function refuse(SharingId sharing, bytes32 reason) external {
        // Checks
        (SharingRequest storage r, ParticipantId holder) = _answering(sharing, reason);

        // Effects
        _end(r, SharingStatus.Refused);
        emit SharingRefused(sharing, holder, reason);
    }

    /// @inheritdoc IDataSharing
    function extend(SharingId sharing, bytes32 digest) external {
        // Checks
        (SharingRequest storage r, ParticipantId holder) = _answering(sharing, digest);
        if (r.extended) revert DataSharingAlreadyExtended(sharing);
        if (isOver(r.dueDay)) revert DataSharingTermOver(sharing, r.dueDay);

        // Effects
        r.extended = true;
        r.dueDay = calendar.addBusinessDays(r.dueDay, r.answerDays);
        emit SharingExtended(sharing, holder, r.dueDay, digest);
    }

    /// @inheritdoc IDataSharing
    function withdrawSharing(SharingId sharing) external {
        // Checks
        (ParticipantId caller, , ) = _enter(NOBODY, Mode.Preserve, 0);
        SharingRequest storage r = _existing(sharing);
        if (r.requester != caller) revert DataSharingNotRequester(sharing, caller, r.requester);
        _requireRequested(sharing, r);

        // Effects
        _end(r, SharingStatus.Withdrawn);
        emit SharingWithdrawn(sharing, caller);
    }

    /// @inheritdoc IDataSharing
    function reportSilence(SharingId sharing) external {
        // Checks
        SharingRequest storage r = _existing(sharing);
        _requireRequested(sharing, r);
        if (!isOver(r.dueDay)) revert DataSharingTermRunning(sharing, r.dueDay);
        if (r.silenceReported) revert DataSharingSilenceAlreadyReported(sharing);

        // Effects
        r.silenceReported = true;
        emit SharingAnswerLate(sharing, registry.holderOf(r.asset), r.dueDay);
    }

    /// @inheritdoc IModulePart
    function openItems() external view override(IModulePart, KernelModule) returns (uint256) {
        return _unanswered;
    }

    /// @inheritdoc IDataSharing
    function sharingInfo(SharingId sharing) external view returns (SharingRequest memory) {
        return _existing(sharing);
    }

    function _grant(
        SharingId sharing,
        SharingRequest storage r,
        ParticipantId holder,
        uint16 daysValid,
        uint40 uses,
        bytes32 digest
    ) private returns (LicenceId licence) {
        _end(r, SharingStatus.Granted);
        Terms memory terms;
        terms.asset = r.asset;
        terms.right = Right.Processing;
        terms.purposes = r.purposes;
        terms.daysValid = daysValid;
        terms.uses = uses;
        terms.territory = TERRITORY;
        terms.buyer = r.requester;
        terms.document = digest;
        licence = licences.issue(terms, NO_OFFER, holder, r.requester, false);
        r.licence = licence;
        emit SharingGranted(sharing, licence, holder, daysValid, uses, digest);
    }

    function _end(SharingRequest storage r, SharingStatus status) private {
        r.status = status;
        --_unanswered;
    }

    /// A request that its holder answers with a reason, which it may always do.
    function _answering(
        SharingId sharing,
        bytes32 reason
    ) private view returns (SharingRequest storage r, ParticipantId holder) {
        (holder, , ) = _enter(NOBODY, Mode.Preserve, 0);
        r = _existing(sharing);
        _requireUnanswered(sharing, r, holder);
        if (reason == 0) revert DataSharingReasonMissing(sharing);
    }

    /// The asset is tradable (D-7), and of a class that is shared.
    function _requireShared(AssetId asset) private view returns (Sharing class) {
        class = registry.assetInfo(asset).sharing;
        if (class != Sharing.Unconditional && class != Sharing.Conditional) {
            revert DataSharingClassRefused(asset, class);
        }
        (Sensitivity sensitivity, ) = registry.useTerms(asset);
        if (sensitivity == Sensitivity.Core) revert DataSharingSensitivityRefused(asset, sensitivity);
        registry.requireTradable(asset);
    }

    function _requireUnanswered(SharingId sharing, SharingRequest storage r, ParticipantId caller) private view {
        ParticipantId holder = registry.holderOf(r.asset);
        if (holder != caller) revert DataSharingNotHolder(sharing, caller, holder);
        _requireRequested(sharing, r);
    }

    function _existing(SharingId sharing) private view returns (SharingRequest storage r) {
        r = _requests[sharing];
        if (r.status == SharingStatus.None) revert DataSharingUnknown(sharing);
    }

    function _requireRequested(SharingId sharing, SharingRequest storage r) private view {
        if (r.status != SharingStatus.Requested) {
            revert DataSharingWrongStatus(sharing, r.status, SharingStatus.Requested);
        }
    }

    function _requireDays(uint16 daysValid, uint16 max) private pure {
        if (daysValid == 0 || daysValid > max) revert DataSharingDaysOutOfRange(daysValid, max);
    }
}
