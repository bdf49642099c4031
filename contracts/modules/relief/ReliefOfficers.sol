// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.34;

import {Math} from "@openzeppelin/contracts/utils/math/Math.sol";

import {KernelModule} from "../../kernel/base/KernelModule.sol";
import {IParticipantRegistry} from "../../kernel/interfaces/IParticipantRegistry.sol";
import {NOBODY, ParticipantId} from "../../kernel/types/Ids.sol";
import {Mode, Qualifications, Scopes} from "../../kernel/types/Parties.sol";
import {Assertion, PersonId, PublicKey} from "../../kernel/types/Passkey.sol";
import {IReliefKeys} from "./interfaces/IReliefKeys.sol";
import {IReliefOfficers} from "./interfaces/IReliefOfficers.sol";
import {IReliefProgrammes} from "./interfaces/IReliefProgrammes.sol";
import {AreaCode, Level, OfficerId, ProgrammeId, Purpose, Role} from "./types/ReliefTypes.sol";

/// Documented in {IReliefOfficers}.
contract ReliefOfficers is IReliefOfficers, KernelModule {
    /// Kin of an officer, in the order in which they became known.
    struct Kin {
        bytes32[] households;
        /// How many of them others have found.
        uint256 found;
    }

    bytes32 private constant APPOINTMENT_TYPEHASH = keccak256(
        "Appointment(uint64 person,address account,uint32 participant,uint40 area,bytes32 identity,uint256 nonce,uint256 deadline)"
    );
    /// Kin that an officer declares, and that others find.
    uint256 private constant MAX_KIN = 64;
    /// Households of a family, each of which is looked at for kin.
    uint256 private constant MAX_FAMILY = 16;

    IReliefProgrammes public immutable programmes;
    IReliefKeys public immutable keys;

    /// @inheritdoc IReliefOfficers
    uint32 public officerCount;
    /// @inheritdoc IReliefOfficers
    mapping(AreaCode area => bool) public isArea;
    /// @inheritdoc IReliefOfficers
    mapping(address account => OfficerId) public officerOf;
    mapping(OfficerId officer => Officer) private _officers;
    mapping(OfficerId officer => Kin) private _kin;
    /// As it was declared or found, for one household of a family.
    mapping(OfficerId officer => mapping(bytes32 household => bool)) private _isKin;
    /// The household by which a family is known; none for one that was never split or merged.
    mapping(bytes32 household => bytes32) private _familyOf;
    mapping(bytes32 family => bytes32[] households) private _families;
    mapping(bytes32 identity => OfficerId) private _officerByIdentity;

    constructor(
        address authority,
        IParticipantRegistry participants_,
        IReliefProgrammes programmes_,
        IReliefKeys keys_
    ) KernelModule(authority, participants_) {
        programmes = programmes_;
        keys = keys_;
    }

    /// @inheritdoc IReliefOfficers
    function addArea(AreaCode area, string calldata name) external {
        // Checks
        (ParticipantId participant, , ) = _enter(NOBODY, Mode.Dispose, 0);
        participants.requireQualified(participant, Qualifications.RELIEF_AUTHORITY);
        Level level = area.levelOf();
        if (level == Level.None) revert AreaInvalid(area);
        if (isArea[area]) revert AreaKnown(area);
        AreaCode parent = area.parentOf();
        if (level != Level.Province) _requireArea(parent);
        if (bytes(name).length == 0) revert AreaNameEmpty();

        // Effects
        isArea[area] = true;
        emit AreaAdded(area, parent, level, name);
    }

    /// @inheritdoc IReliefOfficers
    function appoint(
        address account,
        AreaCode area,
        bytes32 identity,
        PublicKey calldata key,
        Assertion calldata assertion
    ) external returns (OfficerId officer) {
        // Checks
        ParticipantId participant = _enterAsEmployer();
        _requireFit(area);
        if (identity == 0) revert OfficerIdentityEmpty();
        if (!_officerByIdentity[identity].isNoOfficer()) {
            revert OfficerIdentityTaken(identity, _officerByIdentity[identity]);
        }
        officer = OfficerId.wrap(++officerCount);
        _requireAccount(account, participant, officer);

        // Effects
        officerOf[account] = officer;
        _officerByIdentity[identity] = officer;
        _officers[officer] = Officer({
            account: account,
            participant: participant,
            area: area,
            active: true,
            identity: identity
        });
        emit OfficerAppointed(officer, participant, area, account, identity);

        // Interactions
        bytes memory fields = abi.encode(account, participant, area, identity);
        keys.introduce(officer.officerPerson(), PersonId.wrap(0), key, APPOINTMENT_TYPEHASH, fields, assertion);
    }

    /// @inheritdoc IReliefOfficers
    function transferOfficer(OfficerId officer, address account, AreaCode area) external {
        // Checks
        ParticipantId participant = _enterAsEmployer();
        Officer storage o = _known(officer);
        if (o.active && o.participant != participant) {
            revert OfficerNotOfParticipant(officer, participant, o.participant);
        }
        _requireFit(area);
        _requireAccount(account, participant, officer);

        // Effects
        officerOf[o.account] = OfficerId.wrap(0);
        officerOf[account] = officer;
        o.account = account;
        o.participant = participant;
        o.area = area;
        o.active = true;
        emit OfficerChanged(officer, participant, area, account, true);
    }

    /// @inheritdoc IReliefOfficers
    function dismiss(OfficerId officer) external {
        // Checks
        Officer storage o = _enterFor(officer, Mode.Preserve);
        if (!o.active) revert OfficerInactive(officer);

        // Effects
        o.active = false;
        emit OfficerChanged(officer, o.participant, o.area, o.account, false);
    }

    /// @inheritdoc IReliefOfficers
    function replaceKey(OfficerId officer, PublicKey calldata key) external {
        _enterFor(officer, Mode.Preserve);
        keys.replaceKeys(officer.officerPerson(), key);
    }

    /// @inheritdoc IReliefOfficers
    function declareKinship(bytes32[] calldata households) external {
        // Checks
        (OfficerId officer, , ) = _acting(msg.sender, Mode.Preserve);
        Kin storage kin = _kin[officer];
        if (kin.households.length - kin.found + households.length > MAX_KIN) revert KinshipsTooMany(officer, MAX_KIN);

        // Effects
        for (uint256 i; i < households.length; ++i) {
            _addKin(officer, households[i], false, 0);
        }
    }

    /// @inheritdoc IReliefOfficers
    function enterKinship(OfficerId officer, bytes32 household, bytes32 evidence) external onlyPart {
        // Checks
        _known(officer);
        if (_kin[officer].found == MAX_KIN) revert KinshipsTooMany(officer, MAX_KIN);

        // Effects
        ++_kin[officer].found;
        _addKin(officer, household, true, evidence);
    }

    /// @inheritdoc IReliefOfficers
    function joinFamilies(bytes32 household, bytes32 other) external onlyPart {
        // Checks
        bytes32 family = _familyOf[household];
        bytes32 joined = _familyOf[other];
        if (family != 0 && family == joined) return;
        bytes32[] storage all = _families[family];
        bytes32[] memory others = _families[joined];
        if (Math.max(all.length, 1) + Math.max(others.length, 1) > MAX_FAMILY) {
            revert FamilyTooLarge(household, other, MAX_FAMILY);
        }

        // Effects
        if (family == 0) {
            family = household;
            all = _families[family];
            _addToFamily(family, all, household);
        }
        if (others.length == 0) _addToFamily(family, all, other);
        for (uint256 i; i < others.length; ++i) {
            _addToFamily(family, all, others[i]);
        }
        delete _families[joined];
    }

    /// @inheritdoc IReliefOfficers
    function requireActingOn(
        address account,
        ProgrammeId programme,
        AreaCode area,
        bytes32 household,
        Mode mode
    ) external view returns (OfficerId officer, Level level) {
        (officer, level) = requireActing(account, programme, area, mode);
        if (isKin(officer, household)) revert OfficerIsKin(officer, household);
    }

    /// @inheritdoc IReliefOfficers
    function kinOf(OfficerId officer) external view returns (bytes32[] memory) {
        return _kin[officer].households;
    }

    /// @inheritdoc IReliefOfficers
    function relativesOf(OfficerId officer) external view returns (bytes32[] memory list) {
        bytes32[] storage own = _kin[officer].households;
        uint256 count;
        for (uint256 i; i < own.length; ++i) {
            count += Math.max(_families[_familyOf[own[i]]].length, 1);
        }
        list = new bytes32[](count);
        count = 0;
        for (uint256 i; i < own.length; ++i) {
            bytes32[] storage family = _families[_familyOf[own[i]]];
            if (family.length == 0) list[count++] = own[i];
            for (uint256 k; k < family.length; ++k) {
                list[count++] = family[k];
            }
        }
    }

    /// @inheritdoc IReliefOfficers
    function officerInfo(OfficerId officer) external view returns (Officer memory) {
        return _known(officer);
    }

    /// @inheritdoc IReliefOfficers
    function requireActing(
        address account,
        ProgrammeId programme,
        AreaCode area,
        Mode mode
    ) public view returns (OfficerId officer, Level level) {
        AreaCode own;
        ParticipantId participant;
        (officer, participant, own) = _acting(account, mode);
        programmes.requireRole(programme, participant, Role.Operator, Purpose.wrap(0));
        if (AreaCode.unwrap(area) != 0 && !own.covers(area)) revert OfficerOutsideArea(officer, own, area);
        level = own.levelOf();
    }

    /// @inheritdoc IReliefOfficers
    function isKin(OfficerId officer, bytes32 household) public view returns (bool) {
        // Most officers have declared nobody: one look for all households of an act.
        if (_kin[officer].households.length == 0) return false;
        if (_isKin[officer][household]) return true;
        bytes32[] storage family = _families[_familyOf[household]];
        for (uint256 i; i < family.length; ++i) {
            if (_isKin[officer][family[i]]) return true;
        }
        return false;
    }

    function _addKin(OfficerId officer, bytes32 household, bool found, bytes32 evidence) private {
        if (isKin(officer, household)) revert KinshipKnown(officer, household);
        _isKin[officer][household] = true;
        _kin[officer].households.push(household);
        emit KinshipDeclared(officer, household, found, evidence);
    }

    function _addToFamily(bytes32 family, bytes32[] storage all, bytes32 household) private {
        _familyOf[household] = family;
        all.push(household);
    }

    /// The door for a participant that may have officers.
    function _enterAsEmployer() private view returns (ParticipantId participant) {
        participant = _enterAsAdministrator(Mode.Dispose);
        if (!participants.isQualified(participant, Qualifications.RELIEF_AUTHORITY)) {
            participants.requireQualified(participant, Qualifications.RELIEF_OPERATOR);
        }
    }

    /// The door for the officer's employer.
    function _enterFor(OfficerId officer, Mode mode) private view returns (Officer storage o) {
        ParticipantId participant = _enterAsAdministrator(mode);
        o = _known(officer);
        if (o.participant != participant) revert OfficerNotOfParticipant(officer, participant, o.participant);
    }

    function _enterAsAdministrator(Mode mode) private view returns (ParticipantId participant) {
        (participant, , ) = _enter(NOBODY, mode, 0);
        uint8 scopes = participants.accountInfo(msg.sender).scopes;
        if (scopes & Scopes.ADMINISTRATION == 0) {
            revert IParticipantRegistry.AccountScopeMissing(msg.sender, scopes, Scopes.ADMINISTRATION);
        }
    }

    /// The door for an officer in service.
    function _acting(
        address account,
        Mode mode
    ) private view returns (OfficerId officer, ParticipantId participant, AreaCode area) {
        (participant, , ) = participants.door(account, NOBODY, mode, 0);
        officer = officerOf[account];
        if (officer.isNoOfficer()) revert OfficerAccountUnknown(account);
        Officer storage o = _officers[officer];
        if (!o.active) revert OfficerInactive(officer);
        // An account can be released and serve another participant since.
        if (o.participant != participant) revert OfficerNotOfParticipant(officer, participant, o.participant);
        area = o.area;
    }

    function _known(OfficerId officer) private view returns (Officer storage o) {
        o = _officers[officer];
        if (o.account == address(0)) revert OfficerUnknown(officer);
    }

    /// The account serves the participant, and no officer but this one.
    function _requireAccount(address account, ParticipantId participant, OfficerId officer) private view {
        if (participants.participantOf(account) != participant) revert OfficerAccountForeign(account, participant);
        OfficerId holder = officerOf[account];
        if (!holder.isNoOfficer() && holder != officer) revert OfficerAccountTaken(account, holder);
    }

    /// A known division that officers are appointed for.
    function _requireFit(AreaCode area) private view {
        _requireArea(area);
        Level level = area.levelOf();
        if (level < Level.County) revert OfficerLevelUnfit(area, level);
    }

    function _requireArea(AreaCode area) private view {
        if (!isArea[area]) revert AreaUnknown(area);
    }
}
