// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.34;

import {KernelModule} from "../../kernel/base/KernelModule.sol";
import {IBusinessCalendar} from "../../kernel/interfaces/IBusinessCalendar.sol";
import {IParticipantRegistry} from "../../kernel/interfaces/IParticipantRegistry.sol";
import {CivilDate} from "../../kernel/libraries/CivilDate.sol";
import {Day, NO_DAY, today} from "../../kernel/types/Day.sol";
import {NOBODY, ParticipantId} from "../../kernel/types/Ids.sol";
import {Mode, Qualifications} from "../../kernel/types/Parties.sol";
import {IDataCertification} from "./interfaces/IDataCertification.sol";
import {IDataRegistry} from "./interfaces/IDataRegistry.sol";
import {AssetMarks} from "./types/AssetMarks.sol";
import {
    AssetId,
    AssetStatus,
    Details,
    FilingId,
    filingOn,
    FilingStatus,
    isOver,
    ObjectionId,
    RegistrationKind
} from "./types/DataTypes.sol";

/// Documented in {IDataCertification}.
contract DataCertification is IDataCertification, KernelModule {
    using CivilDate for Day;

    /// What is on file of an asset. One slot.
    struct File {
        /// Filings after its registration.
        uint32 count;
        /// The one of them that is open; 0: none.
        uint32 open;
    }

    uint256 public constant CERTIFICATE_MONTHS = 36;
    /// Days before and after a certificate's end in which it is renewed.
    uint256 public constant RENEWAL_DAYS = 90;
    uint16 public constant MAX_NOTICE_DAYS = 60;
    uint256 public constant MAX_SIGNATURE_LENGTH = 512;

    IDataRegistry public immutable registry;
    IBusinessCalendar public immutable calendar;

    /// @inheritdoc IDataCertification
    uint16 public noticeDays = 10;
    /// @inheritdoc IDataCertification
    uint32 public objectionCount;

    mapping(AssetId asset => File) private _files;
    mapping(FilingId filing => Filing) private _filings;
    mapping(ObjectionId objection => Objection) private _objections;
    /// @inheritdoc IDataCertification
    mapping(FilingId filing => mapping(ParticipantId objector => ObjectionId)) public objectionTo;
    /// @inheritdoc IDataCertification
    mapping(AssetId asset => mapping(ParticipantId objector => ObjectionId)) public objectionOn;

    constructor(
        address authority,
        IParticipantRegistry participants_,
        IDataRegistry registry_,
        IBusinessCalendar calendar_
    ) KernelModule(authority, participants_) {
        registry = registry_;
        calendar = calendar_;
    }

    /// @inheritdoc IDataCertification
    function fileChange(AssetId asset, Details calldata details, bytes32 digest) external returns (FilingId) {
        return _fileDetails(asset, RegistrationKind.Change, details, digest);
    }

    /// @inheritdoc IDataCertification
    function fileCorrection(AssetId asset, Details calldata details, bytes32 digest) external returns (FilingId) {
        IDataRegistry.Asset memory a = registry.assetInfo(asset);
        if (details.sensitivity != a.sensitivity || details.sharing != a.sharing || !_sharesAre(asset, details))
            revert DataFilingCorrectionTooFar(asset);
        return _fileDetails(asset, RegistrationKind.Correction, details, digest);
    }

    /// @inheritdoc IDataCertification
    function fileRenewal(AssetId asset, bytes32 digest) external returns (FilingId) {
        _requireRenewable(asset);
        return _file(asset, RegistrationKind.Renewal, 0, digest);
    }

    /// @inheritdoc IDataCertification
    function review(FilingId filing, bytes32 digest) external {
        // Checks
        AssetId asset = filing.assetOf();
        ParticipantId reviewer = _enterCertifier(asset);
        Filing memory f = filingInfo(filing);
        _requireStatus(filing, f, FilingStatus.Submitted);
        if (reviewer == f.applicant) revert DataCertifierConnected(asset, reviewer);
        _requireDigest(asset, digest);

        // Effects
        f.status = FilingStatus.Reviewed;
        f.reviewer = reviewer;
        f.reviewedAt = uint40(block.timestamp);
        if (_isOnNotice(f.kind)) f.noticeEnds = calendar.addBusinessDays(today(), noticeDays);
        _filings[filing] = f;
        emit FilingReviewed(filing, asset, reviewer, f.kind, f.noticeEnds, digest);

        // Interactions
        if (f.kind == RegistrationKind.Initial) {
            registry.setStatus(asset, AssetStatus.MaterialReviewed, NOBODY, NO_DAY);
        }
    }

    /// @inheritdoc IDataCertification
    function objectTo(FilingId filing, bytes32 digest) external returns (ObjectionId objection) {
        // Checks
        (ParticipantId objector, , ) = _enter(NOBODY, Mode.Preserve, 0);
        AssetId asset = filing.assetOf();
        Filing storage f = _reviewed(filing);
        if (isOver(f.noticeEnds)) revert DataFilingNoticeOver(filing, f.noticeEnds);
        if (objector == f.applicant) revert DataObjectionByApplicant(asset, objector);
        _requireNoneOpen(objectionTo[filing][objector]);

        // Effects
        ++f.objections;
        objection = _object(asset, filing, true, objector, digest);
        objectionTo[filing][objector] = objection;
        registry.enter(asset, RegistrationKind.Objection, objector, digest);
    }

    /// @inheritdoc IDataCertification
    function objectToCertificate(AssetId asset, bytes32 digest) external returns (ObjectionId objection) {
        // Checks
        (ParticipantId objector, , ) = _enter(NOBODY, Mode.Preserve, 0);
        IDataRegistry.Asset memory a = _certified(asset);
        if (objector == a.holder) revert DataObjectionByApplicant(asset, objector);
        _requireNoneOpen(objectionOn[asset][objector]);

        // Effects
        objection = _object(asset, FilingId.wrap(0), false, objector, digest);
        objectionOn[asset][objector] = objection;
        registry.enter(asset, RegistrationKind.Objection, objector, digest);
    }

    /// @inheritdoc IDataCertification
    function answerObjection(ObjectionId objection, bytes32 digest) external {
        // Checks
        (ParticipantId caller, , ) = _enter(NOBODY, Mode.Preserve, 0);
        Objection storage o = _open(objection);
        AssetId asset = o.asset;
        ParticipantId needed = o.toFiling ? _filings[o.filing].applicant : registry.holderOf(asset);
        if (caller != needed) revert DataObjectionNotForCaller(objection, caller, needed);
        if (o.answered) revert DataObjectionAnswered(objection);
        _requireDigest(asset, digest);

        // Effects
        o.answered = true;
        emit ObjectionAnswered(objection, asset, caller, digest);
    }

    /// @inheritdoc IDataCertification
    function decideObjection(ObjectionId objection, bool upheld, bytes32 digest) external {
        Objection storage o = _open(objection);
        AssetId asset = o.asset;
        ParticipantId caller = _enterCertifier(asset);
        ParticipantId needed = o.toFiling ? _filings[o.filing].reviewer : registry.assetInfo(asset).certifier;
        if (caller != needed) revert DataObjectionNotForCaller(objection, caller, needed);
        if (caller == o.objector) revert DataCertifierConnected(asset, caller);
        _decide(objection, o, upheld, caller, digest);
    }

    /// @inheritdoc IDataCertification
    function decideObjectionByOrder(ObjectionId objection, bool upheld, bytes32 digest) external restricted {
        _decide(objection, _open(objection), upheld, NOBODY, digest);
    }

    /// @inheritdoc IDataCertification
    function withdrawObjection(ObjectionId objection) external {
        // Checks
        (ParticipantId caller, , ) = _enter(NOBODY, Mode.Preserve, 0);
        Objection storage o = _open(objection);
        if (caller != o.objector) revert DataObjectionNotForCaller(objection, caller, o.objector);

        // Effects
        o.status = ObjectionStatus.Withdrawn;
        if (o.toFiling) --_filings[o.filing].objections;
        emit ObjectionWithdrawn(objection, o.asset, caller);
    }

    /// @inheritdoc IDataCertification
    function certify(FilingId filing, CaSignature calldata ca) external {
        // Checks
        AssetId asset = filing.assetOf();
        (Filing storage f, ParticipantId certifier) = _enterToCertify(filing, ca);
        RegistrationKind kind = f.kind;
        Day validThrough;
        if (kind == RegistrationKind.Initial) {
            validThrough = _threeYearsFrom(today());
        } else if (kind == RegistrationKind.Renewal) {
            Day next = _requireRenewable(asset).plus(1);
            validThrough = _threeYearsFrom(next < today() ? today() : next);
        } else {
            revert DataFilingWrongKind(filing, kind);
        }

        // Effects
        _finish(filing, f, certifier, validThrough, ca);

        // Interactions
        registry.setStatus(asset, AssetStatus.Certified, certifier, validThrough);
        registry.enter(asset, kind, f.applicant, 0);
    }

    /// @inheritdoc IDataCertification
    function certifyDetails(FilingId filing, Details calldata details, CaSignature calldata ca) external {
        // Checks
        AssetId asset = filing.assetOf();
        (Filing storage f, ParticipantId certifier) = _enterToCertify(filing, ca);
        RegistrationKind kind = f.kind;
        if (kind != RegistrationKind.Change && kind != RegistrationKind.Correction) {
            revert DataFilingWrongKind(filing, kind);
        }
        bytes32 digest = keccak256(abi.encode(details));
        if (digest != f.details) revert DataFilingDetailsDiffer(filing, f.details, digest);
        IDataRegistry.Asset memory a = registry.assetInfo(asset);
        _requireUnfrozen(asset, a);
        // What secures a debt earns what it did.
        if (a.marks & AssetMarks.PLEDGED != 0 && !_sharesAre(asset, details)) {
            revert IDataRegistry.DataAssetPledged(asset);
        }

        // Effects
        _finish(filing, f, certifier, a.validThrough, ca);

        // Interactions
        registry.applyDetails(asset, details);
        registry.enter(asset, kind, f.applicant, digest);
    }

    /// @inheritdoc IDataCertification
    function refuseFiling(FilingId filing, bytes32 reason) external {
        AssetId asset = filing.assetOf();
        ParticipantId certifier = _enterCertifier(asset);
        Filing memory f = filingInfo(filing);
        if (f.status == FilingStatus.Reviewed) {
            if (certifier != f.reviewer) revert DataFilingNotReviewer(filing, certifier, f.reviewer);
        } else {
            _requireStatus(filing, f, FilingStatus.Submitted);
            if (certifier == f.applicant) revert DataCertifierConnected(asset, certifier);
            _filings[filing] = f;
        }
        _requireDigest(asset, reason);
        _refuse(filing, certifier, reason);
    }

    /// @inheritdoc IDataCertification
    function withdrawFiling(FilingId filing) external {
        // Checks
        (ParticipantId caller, , ) = _enter(NOBODY, Mode.Preserve, 0);
        AssetId asset = filing.assetOf();
        Filing memory f = filingInfo(filing);
        if (f.status != FilingStatus.Reviewed) _requireStatus(filing, f, FilingStatus.Submitted);
        if (caller != f.applicant && caller != registry.holderOf(asset)) {
            revert DataFilingNotApplicant(filing, caller, f.applicant);
        }
        bool endsAsset = f.kind == RegistrationKind.Initial;
        if (endsAsset) _requireUnfrozen(asset, registry.assetInfo(asset));

        // Effects
        f.status = FilingStatus.Withdrawn;
        _filings[filing] = f;
        delete _files[asset].open;
        emit FilingWithdrawn(filing, asset, caller);

        // Interactions
        if (endsAsset) registry.setStatus(asset, AssetStatus.Withdrawn, NOBODY, NO_DAY);
    }

    /// @inheritdoc IDataCertification
    function suspend(AssetId asset, bytes32 digest) external {
        _enterItsCertifier(asset, AssetStatus.Certified, digest);
        emit CertificateSuspended(asset, digest);
        registry.setStatus(asset, AssetStatus.Suspended, NOBODY, NO_DAY);
    }

    /// @inheritdoc IDataCertification
    function reinstate(AssetId asset, bytes32 digest) external {
        IDataRegistry.Asset memory a = _enterItsCertifier(asset, AssetStatus.Suspended, digest);
        if (a.marks & AssetMarks.SUSPENDED_BY_ORDER != 0) revert IDataRegistry.DataAssetSuspendedByOrder(asset);
        emit CertificateReinstated(asset, digest);
        registry.setStatus(asset, AssetStatus.Certified, NOBODY, NO_DAY);
    }

    /// @inheritdoc IDataCertification
    function setNoticeDays(uint16 businessDays) external restricted {
        if (businessDays == 0 || businessDays > MAX_NOTICE_DAYS) {
            revert DataNoticeDaysOutOfRange(businessDays, MAX_NOTICE_DAYS);
        }
        noticeDays = businessDays;
        emit NoticeDaysSet(businessDays);
    }

    /// @inheritdoc IDataCertification
    function openFiling(AssetId asset) external view returns (FilingId filing, bool open) {
        filing = filingOn(asset, _files[asset].open);
        FilingStatus status = filingInfo(filing).status;
        open = status == FilingStatus.Submitted || status == FilingStatus.Reviewed;
    }

    /// @inheritdoc IDataCertification
    function objectionInfo(ObjectionId objection) external view returns (Objection memory o) {
        o = _objections[objection];
        if (o.status == ObjectionStatus.None) revert DataObjectionUnknown(objection);
    }

    /// @inheritdoc IDataCertification
    function filingInfo(FilingId filing) public view returns (Filing memory f) {
        f = _filings[filing];
        IDataRegistry.Asset memory a = registry.assetInfo(filing.assetOf());
        if (f.status == FilingStatus.None) {
            if (filing.numberOf() != 0) revert DataFilingUnknown(filing);
            // Filed with the registry: nothing of it is here until somebody looks at it.
            f.applicant = a.holder;
            f.kind = RegistrationKind.Initial;
            f.status = FilingStatus.Submitted;
        }
        // An order that ends the asset ends what is filed on it.
        bool ended = a.status == AssetStatus.Refused || a.status == AssetStatus.Withdrawn;
        if (ended && (f.status == FilingStatus.Submitted || f.status == FilingStatus.Reviewed)) {
            f.status = FilingStatus.Withdrawn;
        }
    }

    function _fileDetails(
        AssetId asset,
        RegistrationKind kind,
        Details calldata details,
        bytes32 digest
    ) private returns (FilingId filing) {
        filing = _file(asset, kind, keccak256(abi.encode(details)), digest);
        emit DetailsFiled(filing, asset, details);
    }

    function _file(
        AssetId asset,
        RegistrationKind kind,
        bytes32 details,
        bytes32 digest
    ) private returns (FilingId filing) {
        // Checks
        (ParticipantId applicant, , ) = _enter(NOBODY, Mode.Dispose, 0);
        ParticipantId holder = _certified(asset).holder;
        if (applicant != holder) revert DataFilingNotHolder(asset, applicant, holder);
        _requireDigest(asset, digest);
        File storage file = _files[asset];
        if (file.open != 0) revert DataFilingOpen(filingOn(asset, file.open));

        // Effects
        uint32 number = ++file.count;
        file.open = number;
        filing = filingOn(asset, number);
        Filing storage f = _filings[filing];
        f.applicant = applicant;
        f.kind = kind;
        f.status = FilingStatus.Submitted;
        f.filedAt = uint40(block.timestamp);
        f.details = details;
        emit FilingSubmitted(filing, asset, applicant, kind, digest);
    }

    function _object(
        AssetId asset,
        FilingId filing,
        bool toFiling,
        ParticipantId objector,
        bytes32 digest
    ) private returns (ObjectionId objection) {
        _requireDigest(asset, digest);
        objection = ObjectionId.wrap(++objectionCount);
        Objection storage o = _objections[objection];
        o.asset = asset;
        o.filing = filing;
        o.objector = objector;
        o.status = ObjectionStatus.Open;
        o.toFiling = toFiling;
        emit ObjectionRaised(objection, asset, objector, toFiling, filing, digest);
    }

    /// @param by nobody: by order
    function _decide(
        ObjectionId objection,
        Objection storage o,
        bool upheld,
        ParticipantId by,
        bytes32 digest
    ) private {
        AssetId asset = o.asset;
        _requireDigest(asset, digest);
        o.status = upheld ? ObjectionStatus.Upheld : ObjectionStatus.Dismissed;
        emit ObjectionDecided(objection, asset, by, o.objector, upheld, digest);
        if (o.toFiling) {
            --_filings[o.filing].objections;
            if (upheld) _refuse(o.filing, by, digest);
        } else if (upheld) {
            _suspendUpheld(asset, by, digest);
        }
    }

    /// What has ended since is found to have been wrong, and stays ended.
    function _suspendUpheld(AssetId asset, ParticipantId by, bytes32 digest) private {
        AssetStatus status = registry.assetInfo(asset).status;
        if (status == AssetStatus.Withdrawn) return;
        if (by.isNobody()) registry.mark(asset, AssetMarks.SUSPENDED_BY_ORDER, 0);
        if (status == AssetStatus.Suspended) return;
        emit CertificateSuspended(asset, digest);
        registry.setStatus(asset, AssetStatus.Suspended, NOBODY, NO_DAY);
    }

    function _refuse(FilingId filing, ParticipantId by, bytes32 reason) private {
        Filing storage f = _filings[filing];
        AssetId asset = filing.assetOf();
        f.status = FilingStatus.Refused;
        delete _files[asset].open;
        emit FilingRefused(filing, asset, by, reason);
        if (f.kind == RegistrationKind.Initial) registry.setStatus(asset, AssetStatus.Refused, NOBODY, NO_DAY);
    }

    function _finish(
        FilingId filing,
        Filing storage f,
        ParticipantId certifier,
        Day validThrough,
        CaSignature calldata ca
    ) private {
        AssetId asset = filing.assetOf();
        f.status = FilingStatus.Certified;
        delete _files[asset].open;
        emit FilingCertified(filing, asset, certifier, f.kind, validThrough);
        if (ca.algorithm != SignatureAlgorithm.None) {
            emit CaSignatureAttached(filing, certifier, ca.algorithm, ca.certificate, ca.signature);
        }
    }

    /// The door of a certifier that has no part in the asset.
    function _enterCertifier(AssetId asset) private view returns (ParticipantId certifier) {
        (certifier, , ) = _enter(NOBODY, Mode.Dispose, 0);
        participants.requireQualified(certifier, Qualifications.DATA_CERTIFIER);
        if (registry.isConnected(asset, certifier)) revert DataCertifierConnected(asset, certifier);
    }

    function _enterItsCertifier(
        AssetId asset,
        AssetStatus needed,
        bytes32 digest
    ) private view returns (IDataRegistry.Asset memory a) {
        ParticipantId caller = _enterCertifier(asset);
        a = registry.assetInfo(asset);
        _requireAsset(asset, a, needed);
        if (caller != a.certifier) revert DataCertifierOther(asset, caller, a.certifier);
        _requireDigest(asset, digest);
    }

    function _enterToCertify(
        FilingId filing,
        CaSignature calldata ca
    ) private view returns (Filing storage f, ParticipantId certifier) {
        AssetId asset = filing.assetOf();
        certifier = _enterCertifier(asset);
        f = _reviewed(filing);
        if (certifier == f.applicant) revert DataCertifierConnected(asset, certifier);
        if (!isOver(f.noticeEnds)) revert DataFilingNoticeRuns(filing, f.noticeEnds);
        if (f.objections != 0) revert DataFilingObjected(filing, f.objections);
        ParticipantId holder = registry.holderOf(asset);
        if (holder != f.applicant) revert DataFilingApplicantGone(filing, f.applicant, holder);
        bool signed = ca.algorithm != SignatureAlgorithm.None;
        uint256 length = ca.signature.length;
        if (signed != (length != 0) || signed != (ca.certificate != 0) || length > MAX_SIGNATURE_LENGTH) {
            revert DataSignatureMalformed(ca.algorithm, length);
        }
    }

    function _reviewed(FilingId filing) private view returns (Filing storage f) {
        f = _filings[filing];
        _requireStatus(filing, filingInfo(filing), FilingStatus.Reviewed);
    }

    function _open(ObjectionId objection) private view returns (Objection storage o) {
        o = _objections[objection];
        if (o.status == ObjectionStatus.None) revert DataObjectionUnknown(objection);
        if (!_isOpen(o)) revert DataObjectionNotOpen(objection, o.status);
    }

    function _sharesAre(AssetId asset, Details calldata details) private view returns (bool) {
        return keccak256(abi.encode(details.shares)) == keccak256(abi.encode(registry.sharesOf(asset)));
    }

    function _requireNoneOpen(ObjectionId objection) private view {
        if (_isOpen(_objections[objection])) revert DataObjectionStands(objection);
    }

    /// One to a filing ends with it.
    function _isOpen(Objection storage o) private view returns (bool) {
        if (o.status != ObjectionStatus.Open) return false;
        return !o.toFiling || filingInfo(o.filing).status == FilingStatus.Reviewed;
    }

    function _certified(AssetId asset) private view returns (IDataRegistry.Asset memory a) {
        a = registry.assetInfo(asset);
        if (a.status == AssetStatus.Certified || a.status == AssetStatus.Suspended) return a;
        uint256 allowed = (1 << uint256(AssetStatus.Certified)) | (1 << uint256(AssetStatus.Suspended));
        revert IDataRegistry.DataAssetWrongStatus(asset, a.status, allowed);
    }

    /// A suspended certificate is reinstated first. One that stays live for another reason is renewed however late: its commitment is not free.
    function _requireRenewable(AssetId asset) private view returns (Day validThrough) {
        IDataRegistry.Asset memory a = registry.assetInfo(asset);
        _requireAsset(asset, a, AssetStatus.Certified);
        validThrough = a.validThrough;
        Day earliest = Day.wrap(Day.unwrap(validThrough) - uint32(RENEWAL_DAYS));
        if (today() < earliest || !registry.isLive(asset)) {
            revert DataFilingRenewalOutOfTime(asset, earliest, validThrough.plus(RENEWAL_DAYS));
        }
    }

    function _requireUnfrozen(AssetId asset, IDataRegistry.Asset memory a) private view {
        if (a.frozenUntil >= block.timestamp) revert IDataRegistry.DataAssetFrozen(asset, a.frozenUntil);
    }

    function _requireAsset(AssetId asset, IDataRegistry.Asset memory a, AssetStatus needed) private pure {
        if (a.status != needed) revert IDataRegistry.DataAssetWrongStatus(asset, a.status, 1 << uint256(needed));
    }

    function _requireStatus(FilingId filing, Filing memory f, FilingStatus needed) private pure {
        if (f.status != needed) revert DataFilingWrongStatus(filing, f.status, needed);
    }

    function _requireDigest(AssetId asset, bytes32 digest) private pure {
        if (digest == 0) revert DataFilingDigestMissing(asset);
    }

    /// To the day before.
    function _threeYearsFrom(Day day) private pure returns (Day) {
        return Day.wrap(Day.unwrap(day.addMonths(CERTIFICATE_MONTHS)) - 1);
    }

    function _isOnNotice(RegistrationKind kind) private pure returns (bool) {
        return kind == RegistrationKind.Initial || kind == RegistrationKind.Change;
    }
}
