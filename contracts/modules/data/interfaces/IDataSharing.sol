// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.34;

import {IBusinessCalendar} from "../../../kernel/interfaces/IBusinessCalendar.sol";
import {IKernelModule} from "../../../kernel/interfaces/IKernelModule.sol";
import {Day} from "../../../kernel/types/Day.sol";
import {ParticipantId} from "../../../kernel/types/Ids.sol";
import {AssetId, LicenceId, Purposes, Sensitivity, Sharing, SharingId} from "../types/DataTypes.sol";
import {IDataLicences} from "./IDataLicences.sol";
import {IDataRegistry} from "./IDataRegistry.sol";

/// Sharing of government data (政务数据共享, 国发〔2016〕51号): a department asks with purpose and legal basis, the department that holds the data answers
/// within a term, and what it grants is a licence without a price, metered and stopped as any other.
///
/// | request   | act             | who                                   | then                                  |
/// |-----------|-----------------|---------------------------------------|---------------------------------------|
/// | –         | requestSharing  | a department (size class Institution) | Requested; unconditional data: Granted |
/// | Requested | extend          | the holder of the data, once, in time | Requested, as many days longer        |
/// | Requested | grant           | the holder, also when late            | Granted                               |
/// | Requested | refuse          | the holder, also when late            | Refused                               |
/// | Requested | withdrawSharing | the requester                         | Withdrawn                             |
/// | Requested | reportSilence   | anyone, once, after the last day      | Requested: silence is no consent      |
///
/// The holder of the data is who holds their certificate on the day of the act.
interface IDataSharing is IKernelModule {
    enum SharingStatus {
        None,
        Requested,
        Granted,
        Refused,
        Withdrawn
    }

    struct SharingRequest {
        // slot 0
        AssetId asset;
        ParticipantId requester;
        Purposes purposes;
        /// Days asked for, from the grant on.
        uint16 daysValid;
        /// Business days that an answer may take, as they were on the day of the request.
        uint8 answerDays;
        SharingStatus status;
        /// Last day of the answer's term.
        Day dueDay;
        bool extended;
        bool silenceReported;
        // slot 1
        /// What was granted; 0: nothing yet.
        LicenceId licence;
    }

    /// @param holder of the data, who has to answer
    /// @param legalBasis digest of the provision and of why the data are needed for it
    /// @param dueDay last day of the answer's term
    event SharingRequested(
        SharingId indexed sharing,
        AssetId indexed asset,
        ParticipantId indexed requester,
        ParticipantId holder,
        Sharing class,
        Purposes purposes,
        uint16 daysValid,
        bytes32 legalBasis,
        Day dueDay
    );
    event SharingExtended(SharingId indexed sharing, ParticipantId indexed holder, Day dueDay, bytes32 digest);
    /// @param uses most uses; 0: by number unlimited
    /// @param digest of the answer; 0 for data that are shared with every department
    event SharingGranted(
        SharingId indexed sharing,
        LicenceId indexed licence,
        ParticipantId indexed holder,
        uint16 daysValid,
        uint40 uses,
        bytes32 digest
    );
    event SharingRefused(SharingId indexed sharing, ParticipantId indexed holder, bytes32 reason);
    event SharingWithdrawn(SharingId indexed sharing, ParticipantId indexed requester);
    /// Nothing was answered in time.
    event SharingAnswerLate(SharingId indexed sharing, ParticipantId indexed holder, Day dueDay);
    event SharingAnswerDaysSet(uint8 answerDays);

    error DataSharingUnknown(SharingId sharing);
    error DataSharingWrongStatus(SharingId sharing, SharingStatus status, SharingStatus needed);
    error DataSharingNotInstitution(ParticipantId participant);
    error DataSharingOwnAsset(AssetId asset, ParticipantId participant);
    /// The data are not government's (None), or are not shared (NotShared).
    error DataSharingClassRefused(AssetId asset, Sharing class);
    /// Core data are not licensed, to nobody.
    error DataSharingSensitivityRefused(AssetId asset, Sensitivity sensitivity);
    error DataSharingDaysOutOfRange(uint16 daysValid, uint16 max);
    error DataSharingLegalBasisMissing();
    error DataSharingReasonMissing(SharingId sharing);
    error DataSharingNotHolder(SharingId sharing, ParticipantId caller, ParticipantId holder);
    error DataSharingNotRequester(SharingId sharing, ParticipantId caller, ParticipantId requester);
    error DataSharingAlreadyExtended(SharingId sharing);
    error DataSharingTermOver(SharingId sharing, Day dueDay);
    error DataSharingTermRunning(SharingId sharing, Day dueDay);
    error DataSharingSilenceAlreadyReported(SharingId sharing);
    error DataSharingAnswerDaysOutOfRange(uint8 answerDays, uint8 max);

    /// Asks for another department's data. Any participant of size class Institution. Data shared with every department are licensed at once,
    /// for the days asked and without a number of uses.
    /// @param purposes what the data are for; at least one, all of them named
    /// @param daysValid days asked for, 1 to 3660
    /// @param legalBasis digest of the provision and of why the data are needed for it
    /// @return sharing the request
    /// @return licence 0 where the holder has to answer first
    /// @custom:access door:Dispose
    function requestSharing(
        AssetId asset,
        Purposes purposes,
        uint16 daysValid,
        bytes32 legalBasis
    ) external returns (SharingId sharing, LicenceId licence);

    /// Grants what was asked for, or less of it. The holder of the data, also after the term.
    /// @param daysValid 1 to the days asked for, from today on
    /// @param uses most uses; 0: by number unlimited
    /// @param digest of the answer
    /// @custom:access door:Dispose
    function grant(
        SharingId sharing,
        uint16 daysValid,
        uint40 uses,
        bytes32 digest
    ) external returns (LicenceId licence);

    /// Refuses, with the digest of the reason. The holder of the data, also after the term.
    /// @custom:access door:Preserve
    function refuse(SharingId sharing, bytes32 reason) external;

    /// Takes as many business days more as the term has, once, before it is over. The holder of the data.
    /// @param digest of the reason
    /// @custom:access door:Preserve
    function extend(SharingId sharing, bytes32 digest) external;

    /// Takes a request back. The requester.
    /// @custom:access door:Preserve
    function withdrawSharing(SharingId sharing) external;

    /// Puts on record, once, that nothing was answered in time. It grants nothing.
    /// @custom:access open
    function reportSilence(SharingId sharing) external;

    /// Sets the term of answers to later requests, in business days, 1 to 60. By order (default policy: as for rules).
    /// @custom:access restricted
    function setAnswerDays(uint8 answerDays) external;

    function sharingInfo(SharingId sharing) external view returns (SharingRequest memory);

    function answerDays() external view returns (uint8);

    /// Requests so far; ids run from 1.
    function sharingCount() external view returns (uint32);

    function registry() external view returns (IDataRegistry);

    function licences() external view returns (IDataLicences);

    function calendar() external view returns (IBusinessCalendar);
}
