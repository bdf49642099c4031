// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.34;

import {IBusinessCalendar} from "../../../kernel/interfaces/IBusinessCalendar.sol";
import {IKernelModule} from "../../../kernel/interfaces/IKernelModule.sol";
import {Day} from "../../../kernel/types/Day.sol";
import {ParticipantId} from "../../../kernel/types/Ids.sol";
import {AssetId, Details, FilingId, FilingStatus, ObjectionId, RegistrationKind} from "../types/DataTypes.sol";
import {IDataRegistry} from "./IDataRegistry.sol";

/// Review and certification (登记审核) of what is filed on data assets, and objections to it.
///
/// | filing              | act                         | who                                       | then          |
/// |---------------------|-----------------------------|-------------------------------------------|---------------|
/// | –                   | register (DataRegistry), fileChange, fileCorrection, fileRenewal | the holder | Submitted |
/// | Submitted           | review                      | a certifier                               | Reviewed, on public notice |
/// | Reviewed            | objectTo                    | any participant but the applicant, while the notice runs | Reviewed |
/// | Reviewed            | certify, certifyDetails     | a certifier, after the notice, with no objection open | Certified |
/// | Submitted           | refuseFiling                | a certifier                               | Refused       |
/// | Reviewed            | refuseFiling                | its reviewer                              | Refused       |
/// | Reviewed            | decideObjection (upheld)    | its reviewer, a court                     | Refused       |
/// | Submitted, Reviewed | withdrawFiling              | the applicant, or who holds the asset now | Withdrawn     |
///
/// A certifier is a participant with `DATA_CERTIFIER` that has no part in the asset: neither a right nor a share of its revenue.
///
/// Registrations and changes are on public notice (公示) for a number of business days that is data: day 1 is the first business day after the
/// review. Corrections and renewals are not; so a correction changes nothing that others rely on: shares, sensitivity and sharing stay.
///
/// A certificate runs three years, to the day before. It is renewed from 90 days before its end until 90 days after it.
///
/// Warnings: a certifier's signature by a certificate authority (双认证) is recorded as it was attached, and not verified here: SM2 is no
/// precompile of the chain. Whoever relies on it verifies it against the certificate of that digest.
interface IDataCertification is IKernelModule {
    /// What a certificate authority has signed with.
    enum SignatureAlgorithm {
        None,
        /// SM2 over SM3 (GM/T 0003, GM/T 0004).
        Sm2Sm3,
        EcdsaP256Sha256,
        RsaPkcs1Sha256
    }

    /// The certifier's signature over the certificate, made with a key that a certificate authority vouches for; or none.
    struct CaSignature {
        SignatureAlgorithm algorithm;
        /// Digest of the certificate.
        bytes32 certificate;
        /// At most 512 bytes.
        bytes signature;
    }

    struct Filing {
        // slot 0
        ParticipantId applicant;
        ParticipantId reviewer;
        RegistrationKind kind;
        FilingStatus status;
        /// Objections that nobody has decided yet.
        uint16 objections;
        /// Second in which it was filed; of an asset's registration 0 until it is reviewed.
        uint40 filedAt;
        uint40 reviewedAt;
        /// Last day of the public notice; no day: there is none.
        Day noticeEnds;
        // slot 1
        /// Of a change or correction: keccak256(abi.encode(details)).
        bytes32 details;
    }

    enum ObjectionStatus {
        None,
        /// Waits to be decided; that of a filing only while that one is Reviewed.
        Open,
        Upheld,
        Dismissed,
        Withdrawn
    }

    struct Objection {
        AssetId asset;
        /// 0: to the certificate.
        FilingId filing;
        ParticipantId objector;
        ObjectionStatus status;
        bool answered;
        bool toFiling;
    }

    /// @param digest of the papers
    event FilingSubmitted(
        FilingId indexed filing,
        AssetId indexed asset,
        ParticipantId indexed applicant,
        RegistrationKind kind,
        bytes32 digest
    );
    /// What a change or correction would enter.
    event DetailsFiled(FilingId indexed filing, AssetId indexed asset, Details details);
    /// @param noticeEnds last day of the public notice; no day: there is none
    event FilingReviewed(
        FilingId indexed filing,
        AssetId indexed asset,
        ParticipantId indexed reviewer,
        RegistrationKind kind,
        Day noticeEnds,
        bytes32 digest
    );
    /// @param validThrough last day of the certificate now
    event FilingCertified(
        FilingId indexed filing,
        AssetId indexed asset,
        ParticipantId indexed certifier,
        RegistrationKind kind,
        Day validThrough
    );
    /// As it was attached; not verified.
    event CaSignatureAttached(
        FilingId indexed filing,
        ParticipantId indexed certifier,
        SignatureAlgorithm algorithm,
        bytes32 indexed certificate,
        bytes signature
    );
    /// @param by the certifier; nobody: an objection was upheld by order
    event FilingRefused(FilingId indexed filing, AssetId indexed asset, ParticipantId indexed by, bytes32 reason);
    event FilingWithdrawn(FilingId indexed filing, AssetId indexed asset, ParticipantId indexed by);
    /// @param toFiling else to the certificate, and `filing` is 0
    event ObjectionRaised(
        ObjectionId indexed objection,
        AssetId indexed asset,
        ParticipantId indexed objector,
        bool toFiling,
        FilingId filing,
        bytes32 digest
    );
    event ObjectionAnswered(
        ObjectionId indexed objection,
        AssetId indexed asset,
        ParticipantId indexed by,
        bytes32 digest
    );
    /// @param by who decided; nobody: a court, by order
    event ObjectionDecided(
        ObjectionId indexed objection,
        AssetId indexed asset,
        ParticipantId indexed by,
        ParticipantId objector,
        bool upheld,
        bytes32 digest
    );
    event ObjectionWithdrawn(ObjectionId indexed objection, AssetId indexed asset, ParticipantId indexed objector);
    /// By its certifier, who may have upheld an objection, or by a court that has.
    event CertificateSuspended(AssetId indexed asset, bytes32 digest);
    event CertificateReinstated(AssetId indexed asset, bytes32 digest);
    event NoticeDaysSet(uint16 businessDays);

    error DataFilingUnknown(FilingId filing);
    error DataFilingWrongStatus(FilingId filing, FilingStatus status, FilingStatus needed);
    /// Another is open on the asset.
    error DataFilingOpen(FilingId filing);
    error DataFilingDigestMissing(AssetId asset);
    error DataFilingNotHolder(AssetId asset, ParticipantId caller, ParticipantId holder);
    /// A change and a correction are certified with `certifyDetails`, the others with `certify`.
    error DataFilingWrongKind(FilingId filing, RegistrationKind kind);
    /// It is not what was filed.
    error DataFilingDetailsDiffer(FilingId filing, bytes32 expected, bytes32 actual);
    /// Shares, sensitivity and sharing change after public notice only: by a change.
    error DataFilingCorrectionTooFar(AssetId asset);
    /// Renewal is from 90 days before the certificate's end to 90 days after it.
    error DataFilingRenewalOutOfTime(AssetId asset, Day earliest, Day latest);
    error DataFilingNoticeRuns(FilingId filing, Day noticeEnds);
    error DataFilingNoticeOver(FilingId filing, Day noticeEnds);
    error DataFilingObjected(FilingId filing, uint16 objections);
    error DataFilingNotApplicant(FilingId filing, ParticipantId caller, ParticipantId applicant);
    /// The asset has passed to another since, which files anew.
    error DataFilingApplicantGone(FilingId filing, ParticipantId applicant, ParticipantId holder);
    error DataFilingNotReviewer(FilingId filing, ParticipantId caller, ParticipantId reviewer);
    /// It holds a right of the asset, or has a share in its revenue.
    error DataCertifierConnected(AssetId asset, ParticipantId certifier);
    error DataCertifierOther(AssetId asset, ParticipantId caller, ParticipantId certifier);
    /// No algorithm with a signature, no signature with an algorithm, no digest of the certificate, or more than 512 bytes.
    error DataSignatureMalformed(SignatureAlgorithm algorithm, uint256 length);
    error DataNoticeDaysOutOfRange(uint16 businessDays, uint16 max);
    error DataObjectionUnknown(ObjectionId objection);
    /// It was decided or withdrawn, or its filing has ended.
    error DataObjectionNotOpen(ObjectionId objection, ObjectionStatus status);
    error DataObjectionStands(ObjectionId objection);
    error DataObjectionByApplicant(AssetId asset, ParticipantId participant);
    error DataObjectionAnswered(ObjectionId objection);
    error DataObjectionNotForCaller(ObjectionId objection, ParticipantId caller, ParticipantId needed);

    /// Files that what is true of the data has changed (变更). The holder of a certified or suspended asset.
    /// @param digest of the papers
    /// @custom:access door:Dispose
    function fileChange(AssetId asset, Details calldata details, bytes32 digest) external returns (FilingId);

    /// Files that something was entered wrong (更正): schema, source or volume. The holder of a certified or suspended asset.
    /// @param digest of the papers
    /// @custom:access door:Dispose
    function fileCorrection(AssetId asset, Details calldata details, bytes32 digest) external returns (FilingId);

    /// Files for renewal (续期), from 90 days before the certificate's end to 90 days after it; one that is live all the same also later. The holder of a
    /// certified asset; a suspended one is reinstated first.
    /// @param digest of the papers
    /// @custom:access door:Dispose
    function fileRenewal(AssetId asset, bytes32 digest) external returns (FilingId);

    /// Reviews the papers (材料审核): Submitted → Reviewed, on public notice. A certifier.
    /// @param digest of the report
    /// @custom:access door:Dispose
    function review(FilingId filing, bytes32 digest) external;

    /// Objects to a filing while its notice runs (异议). Any participant but the applicant, one objection at a time.
    /// @param digest of the grounds and evidence
    /// @custom:access door:Preserve
    function objectTo(FilingId filing, bytes32 digest) external returns (ObjectionId);

    /// Objects to a certificate. Any participant but the holder, at any time, one objection at a time.
    /// @param digest of the grounds and evidence
    /// @custom:access door:Preserve
    function objectToCertificate(AssetId asset, bytes32 digest) external returns (ObjectionId);

    /// Answers an objection, once. The applicant, or to a certificate the holder.
    /// @custom:access door:Preserve
    function answerObjection(ObjectionId objection, bytes32 digest) external;

    /// Decides an objection. To a filing its reviewer: upheld, the filing is Refused. To a certificate who has certified it: upheld, the asset
    /// is Suspended.
    /// @param digest of the decision
    /// @custom:access door:Dispose
    function decideObjection(ObjectionId objection, bool upheld, bytes32 digest) external;

    /// As `decideObjection`. By order (default policy: one court). A suspension then ends by order only.
    /// @custom:access restricted
    function decideObjectionByOrder(ObjectionId objection, bool upheld, bytes32 digest) external;

    /// Takes an open objection back. Who raised it.
    /// @custom:access door:Preserve
    function withdrawObjection(ObjectionId objection) external;

    /// Certifies a registration or a renewal, which prolongs the certificate from its end, or from today when that has passed. A certifier, after
    /// the notice and with no objection open.
    /// @param ca the certifier's signature by a certificate authority, or none
    /// @custom:access door:Dispose
    function certify(FilingId filing, CaSignature calldata ca) external;

    /// Certifies a change or a correction, and enters it; the certificate's end stays. A certifier, after the notice and with no objection
    /// open; not while the asset is frozen, nor
    /// its shares while it is pledged.
    /// @param details as they were filed
    /// @param ca the certifier's signature by a certificate authority, or none
    /// @custom:access door:Dispose
    function certifyDetails(FilingId filing, Details calldata details, CaSignature calldata ca) external;

    /// Refuses a filing; an asset that it registers is Refused, and may be registered anew. A certifier; of a reviewed one its reviewer.
    /// @param reason digest
    /// @custom:access door:Dispose
    function refuseFiling(FilingId filing, bytes32 reason) external;

    /// Takes a filing back; an asset that it registers is Withdrawn, and must not be frozen. The applicant, or who holds the
    /// asset now.
    /// @custom:access door:Preserve
    function withdrawFiling(FilingId filing) external;

    /// Suspends a certificate: Certified → Suspended. Who has certified it.
    /// @param digest of the reason
    /// @custom:access door:Dispose
    function suspend(AssetId asset, bytes32 digest) external;

    /// Suspended → Certified; not what an order has suspended. Who has certified it.
    /// @param digest of the reason
    /// @custom:access door:Dispose
    function reinstate(AssetId asset, bytes32 digest) external;

    /// Sets how many business days a filing is on public notice, for those reviewed from now on. By order (default policy: constitutional).
    /// @param businessDays 1 to 60
    /// @custom:access restricted
    function setNoticeDays(uint16 businessDays) external;

    function filingInfo(FilingId filing) external view returns (Filing memory);

    /// The filing that is open on an asset. `open` false: none is.
    function openFiling(AssetId asset) external view returns (FilingId filing, bool open);

    function objectionInfo(ObjectionId objection) external view returns (Objection memory);

    /// The objection that a participant has last raised to a filing; 0: none.
    function objectionTo(FilingId filing, ParticipantId objector) external view returns (ObjectionId);

    /// The objection that a participant has last raised to a certificate; 0: none.
    function objectionOn(AssetId asset, ParticipantId objector) external view returns (ObjectionId);

    function objectionCount() external view returns (uint32);

    function noticeDays() external view returns (uint16);

    function registry() external view returns (IDataRegistry);

    function calendar() external view returns (IBusinessCalendar);
}
