// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.34;

import {IKernelModule} from "../../../kernel/interfaces/IKernelModule.sol";
import {ParticipantId} from "../../../kernel/types/Ids.sol";
import {Mode} from "../../../kernel/types/Parties.sol";
import {Assertion, PublicKey} from "../../../kernel/types/Passkey.sol";
import {AreaCode, Level, OfficerId, ProgrammeId} from "../types/ReliefTypes.sol";

/// Areas, and the officers (帮扶干部) who act in them. An officer is one human being: a commitment made like a household's, so that a second
/// account or employer does not make a second officer (X-35). It acts by an account of its participant, for decisions on households with its
/// passkey besides. Its level is its area's: a village's, a township's or a county's officer.
///
/// An officer never acts on kin (P-4, X-34). Kinships are declared by the officer, in advance, to households' commitments; one that is found
/// later voids the officer's steps (see {IReliefReviews}).
interface IReliefOfficers is IKernelModule {
    struct Officer {
        // slot 0
        address account;
        /// Its employer.
        ParticipantId participant;
        AreaCode area;
        bool active;
        // slot 1
        /// Keyed hash of who it is.
        bytes32 identity;
    }

    /// @param name as the statistics office publishes it
    event AreaAdded(AreaCode indexed area, AreaCode indexed parent, Level level, string name);
    event OfficerAppointed(
        OfficerId indexed officer,
        ParticipantId indexed participant,
        AreaCode indexed area,
        address account,
        bytes32 identity
    );
    /// Another account, area or employer, or none any more.
    event OfficerChanged(
        OfficerId indexed officer,
        ParticipantId indexed participant,
        AreaCode indexed area,
        address account,
        bool active
    );
    /// @param household its commitment, whether or not it is registered yet
    /// @param found by another than the officer itself
    event KinshipDeclared(OfficerId indexed officer, bytes32 indexed household, bool found, bytes32 evidence);

    error AreaInvalid(AreaCode area);
    error AreaKnown(AreaCode area);
    error AreaUnknown(AreaCode area);
    error AreaNameEmpty();
    error OfficerUnknown(OfficerId officer);
    error OfficerAccountUnknown(address account);
    error OfficerAccountForeign(address account, ParticipantId participant);
    error OfficerAccountTaken(address account, OfficerId officer);
    error OfficerIdentityTaken(bytes32 identity, OfficerId officer);
    error OfficerIdentityEmpty();
    error OfficerLevelUnfit(AreaCode area, Level level);
    error OfficerNotOfParticipant(OfficerId officer, ParticipantId caller, ParticipantId participant);
    error OfficerInactive(OfficerId officer);
    error OfficerOutsideArea(OfficerId officer, AreaCode own, AreaCode area);
    error OfficerWrongLevel(OfficerId officer, Level level, Level needed);
    error OfficerIsKin(OfficerId officer, bytes32 household);
    error KinshipKnown(OfficerId officer, bytes32 household);
    error KinshipsTooMany(OfficerId officer, uint256 max);
    error FamilyTooLarge(bytes32 household, bytes32 other, uint256 max);

    /// Enters a division below one that is known; provinces have none above. A participant with `RELIEF_AUTHORITY`.
    /// @custom:access door:Dispose
    function addArea(AreaCode area, string calldata name) external;

    /// Appoints one of the caller's accounts, which is then that officer's, for a county, township or village. The officer signs with the key
    /// that becomes its own. A participant with `RELIEF_AUTHORITY` or `RELIEF_OPERATOR`, through an account with `ADMINISTRATION`.
    /// Signed: `Appointment(uint64 person,address account,uint32 participant,uint40 area,bytes32 identity,uint256 nonce,uint256 deadline)`, of
    /// person 0 with nonce 0.
    /// @param identity keyed hash of who it is, with one key for all officers
    /// @custom:access door:Dispose
    function appoint(
        address account,
        AreaCode area,
        bytes32 identity,
        PublicKey calldata key,
        Assertion calldata assertion
    ) external returns (OfficerId officer);

    /// Gives an officer of the caller another account or area, or takes one up that has left (its former employer has dismissed it). The new
    /// employer, through an account with `ADMINISTRATION`; its former account is free.
    /// @custom:access door:Dispose
    function transferOfficer(OfficerId officer, address account, AreaCode area) external;

    /// Ends an officer's service. Its acts stand. Its employer, through an account with `ADMINISTRATION`.
    /// @custom:access door:Preserve
    function dismiss(OfficerId officer) external;

    /// Replaces a lost passkey of an officer. Its employer, through an account with `ADMINISTRATION`.
    /// @custom:access door:Preserve
    function replaceKey(OfficerId officer, PublicKey calldata key) external;

    /// Declares that households are kin, before acting; at most 64 in all. The officer itself.
    /// @param households commitments, registered or not
    /// @custom:access door:Preserve
    function declareKinship(bytes32[] calldata households) external;

    /// Enters a kinship that was found.
    /// @custom:access part
    function enterKinship(OfficerId officer, bytes32 household, bytes32 evidence) external;

    /// Makes one family of two households, and of the families that they are of, at most 16 together: one has left the other by a split, or has
    /// become part of it. Who is kin of one is kin of all (P-4, X-34).
    /// @param household its commitment
    /// @param other commitment
    /// @custom:access part
    function joinFamilies(bytes32 household, bytes32 other) external;

    /// The officer that acts by `account`, through the door: active, of a participant that works in the programme, with an area that covers
    /// `area`.
    /// @param area 0: none is asked
    function requireActing(
        address account,
        ProgrammeId programme,
        AreaCode area,
        Mode mode
    ) external view returns (OfficerId officer, Level level);

    /// The same, by an officer who is not kin of the household.
    /// @param household its commitment
    function requireActingOn(
        address account,
        ProgrammeId programme,
        AreaCode area,
        bytes32 household,
        Mode mode
    ) external view returns (OfficerId officer, Level level);

    /// Whether it is kin of the household, or of another of its family.
    function isKin(OfficerId officer, bytes32 household) external view returns (bool);

    /// Commitments of its kin: at most 64 declared and 64 found.
    function kinOf(OfficerId officer) external view returns (bytes32[] memory);

    /// The same, and of each the other households of its family.
    function relativesOf(OfficerId officer) external view returns (bytes32[] memory);

    function isArea(AreaCode area) external view returns (bool);

    function officerInfo(OfficerId officer) external view returns (Officer memory);

    /// 0: none.
    function officerOf(address account) external view returns (OfficerId);

    function officerCount() external view returns (uint32);
}
