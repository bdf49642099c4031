// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.34;

import {KernelModule} from "../../kernel/base/KernelModule.sol";
import {IParticipantRegistry} from "../../kernel/interfaces/IParticipantRegistry.sol";
import {Day, NO_DAY, today} from "../../kernel/types/Day.sol";
import {Mode} from "../../kernel/types/Parties.sol";
import {Assertion, PersonId, PublicKey} from "../../kernel/types/Passkey.sol";
import {IReliefHouseholds} from "./interfaces/IReliefHouseholds.sol";
import {IReliefKeys} from "./interfaces/IReliefKeys.sol";
import {IReliefOfficers} from "./interfaces/IReliefOfficers.sol";
import {IReliefProgrammes} from "./interfaces/IReliefProgrammes.sol";
import {IReliefReviews} from "./interfaces/IReliefReviews.sol";
import {IReliefScores} from "./interfaces/IReliefScores.sol";
import {
    AreaCode,
    HouseholdId,
    householdOf,
    HouseholdStatus,
    Level,
    ObjectionId,
    observationEnd,
    OfficerId,
    ProgrammeId
} from "./types/ReliefTypes.sol";

/// Documented in {IReliefReviews}.
contract ReliefReviews is IReliefReviews, KernelModule {
    /// Who takes a step for a list of households.
    struct Desk {
        OfficerId officer;
        AreaCode area;
        ProgrammeId programme;
    }

    bytes32 private constant REGISTRATION_TYPEHASH = keccak256(
        "Registration(uint64 person,uint32 programme,bytes32 commitment,uint40 area,uint8 category,uint32 bank,bytes32 keyX,bytes32 keyY,bytes32 evidence,uint256 nonce,uint256 deadline)"
    );
    bytes32 private constant PROPOSALS_TYPEHASH = keccak256(
        "Proposals(uint64 person,bytes32[] proposals,uint256 nonce,uint256 deadline)"
    );
    bytes32 private constant EXIT_TYPEHASH = keccak256(
        "Exit(uint64 person,uint64 household,bytes32 evidence,uint256 nonce,uint256 deadline)"
    );
    /// Each brings an assertion, which takes most of a proposal's gas.
    uint256 private constant MAX_PROPOSALS = 16;
    uint256 private constant MAX_HOUSEHOLDS = 200;

    IReliefProgrammes public immutable programmes;
    IReliefOfficers public immutable officers;
    IReliefHouseholds public immutable households;
    IReliefKeys public immutable keys;
    IReliefScores public immutable scores;

    /// @inheritdoc IReliefReviews
    uint32 public objectionCount;
    mapping(HouseholdId household => Procedure) private _procedures;
    mapping(ObjectionId objection => Objection) private _objections;
    /// The account's latest to the household.
    mapping(HouseholdId household => mapping(address objector => ObjectionId)) private _objectionBy;
    /// In which of the household's procedures the officer has last answered an objection.
    mapping(HouseholdId household => mapping(OfficerId officer => uint16 procedure)) private _answeredIn;

    constructor(
        address authority,
        IParticipantRegistry participants_,
        IReliefProgrammes programmes_,
        IReliefOfficers officers_,
        IReliefHouseholds households_,
        IReliefKeys keys_,
        IReliefScores scores_
    ) KernelModule(authority, participants_) {
        programmes = programmes_;
        officers = officers_;
        households = households_;
        keys = keys_;
        scores = scores_;
    }

    /// @inheritdoc IReliefReviews
    function propose(
        Proposal[] calldata proposals,
        Assertion calldata officer
    ) external returns (HouseholdId[] memory proposed) {
        _requireCount(proposals.length, MAX_PROPOSALS);
        proposed = new HouseholdId[](proposals.length);
        bytes32[] memory hashes = new bytes32[](proposals.length);
        OfficerId proposer;
        for (uint256 i; i < proposals.length; ++i) {
            (proposer, proposed[i], hashes[i]) = _propose(proposals[i]);
        }
        bytes memory fields = abi.encode(keccak256(abi.encodePacked(hashes)));
        keys.requireAsserted(proposer.officerPerson(), PROPOSALS_TYPEHASH, fields, officer);
    }

    /// @inheritdoc IReliefReviews
    function review(HouseholdId[] calldata list, bytes32 minutesDigest) external {
        _requireEvidence(minutesDigest);
        Desk memory desk = _deskFor(list, Level.Village);
        for (uint256 i; i < list.length; ++i) {
            Procedure storage p = _step(desk, list[i], HouseholdStatus.Proposed, HouseholdStatus.Reviewed);
            p.reviewedBy = desk.officer;
            emit HouseholdReviewed(list[i], desk.officer, minutesDigest);
        }
    }

    /// @inheritdoc IReliefReviews
    function publish(HouseholdId[] calldata list) external {
        Desk memory desk = _deskFor(list, Level.None);
        Day noticeEnd = today().plus(programmes.programmeInfo(desk.programme).rules.noticeDays);
        for (uint256 i; i < list.length; ++i) {
            bool isExit = households.statusOf(list[i]) == HouseholdStatus.ExitProposed;
            Procedure storage p =
                isExit
                    ? _step(desk, list[i], HouseholdStatus.ExitProposed, HouseholdStatus.ExitOnNotice)
                    : _step(desk, list[i], HouseholdStatus.Reviewed, HouseholdStatus.OnNotice);
            if (isExit) p.exitPublishedBy = desk.officer;
            else p.publishedBy = desk.officer;
            p.noticeEnd = noticeEnd;
            emit HouseholdPublished(list[i], desk.officer, noticeEnd, isExit);
        }
    }

    /// @inheritdoc IReliefReviews
    function endorse(HouseholdId[] calldata list, bytes32 evidence) external {
        _requireEvidence(evidence);
        Desk memory desk = _deskFor(list, Level.Township);
        for (uint256 i; i < list.length; ++i) {
            Procedure storage p = _step(desk, list[i], HouseholdStatus.OnNotice, HouseholdStatus.Endorsed);
            _requireNoticeOver(list[i], p);
            p.endorsedBy = desk.officer;
            emit HouseholdEndorsed(list[i], desk.officer, evidence);
        }
    }

    /// @inheritdoc IReliefReviews
    function register(HouseholdId[] calldata list, bytes32 evidence) external {
        _requireEvidence(evidence);
        Desk memory desk = _deskFor(list, Level.County);
        for (uint256 i; i < list.length; ++i) {
            Procedure storage p = _step(desk, list[i], HouseholdStatus.Endorsed, HouseholdStatus.Registered);
            p.decidedBy = desk.officer;
            emit HouseholdRegistered(list[i], desk.officer, evidence);
        }
    }

    /// @inheritdoc IReliefReviews
    function refuse(HouseholdId household, bytes32 reason) external {
        // Checks
        _requireEvidence(reason);
        HouseholdStatus status = households.statusOf(household);
        if (status < HouseholdStatus.Proposed || status > HouseholdStatus.Endorsed) {
            revert ReviewWrongStatus(household, status);
        }
        OfficerId officer = _enterAsSuperior(household);
        _requireNoStep(household, officer, status);

        // Effects
        _procedures[household].decidedBy = officer;
        _refuse(household, officer, status, reason);
    }

    /// @inheritdoc IReliefReviews
    function proposeExit(
        HouseholdId household,
        bytes32 evidence,
        Assertion calldata byHousehold,
        Assertion calldata byOfficer
    ) external {
        // Checks
        _requireEvidence(evidence);
        (OfficerId officer, ) = _enterOn(household, Mode.Dispose);

        // Effects
        Procedure storage p = _procedures[household];
        p.exitProposedBy = officer;
        p.exitPublishedBy = OfficerId.wrap(0);
        p.exitDecidedBy = OfficerId.wrap(0);
        p.noticeEnd = NO_DAY;
        ++p.number;
        households.setStatus(household, HouseholdStatus.Registered, HouseholdStatus.ExitProposed);
        emit HouseholdExitProposed(household, officer, evidence);

        // Interactions
        bytes memory fields = abi.encode(household, evidence);
        keys.requireAsserted(household.householdPerson(), EXIT_TYPEHASH, fields, byHousehold);
        keys.requireAsserted(officer.officerPerson(), EXIT_TYPEHASH, fields, byOfficer);
    }

    /// @inheritdoc IReliefReviews
    function approveExit(HouseholdId[] calldata list, bytes32 evidence) external {
        _requireEvidence(evidence);
        Desk memory desk = _deskFor(list, Level.County);
        Day observedUntil = observationEnd(today());
        for (uint256 i; i < list.length; ++i) {
            Procedure storage p = _step(desk, list[i], HouseholdStatus.ExitOnNotice, HouseholdStatus.Exited);
            _requireNoticeOver(list[i], p);
            p.exitDecidedBy = desk.officer;
            emit HouseholdExited(list[i], desk.officer, observedUntil, evidence);
        }
    }

    /// @inheritdoc IReliefReviews
    function refuseExit(HouseholdId household, bytes32 reason) external {
        // Checks
        _requireEvidence(reason);
        HouseholdStatus status = households.statusOf(household);
        if (!_isExit(status)) revert ReviewWrongStatus(household, status);
        OfficerId officer = _enterAsSuperior(household);
        _requireNoStep(household, officer, status);

        // Effects
        _procedures[household].exitDecidedBy = officer;
        _refuseExit(household, officer, status, reason);
    }

    /// @inheritdoc IReliefReviews
    function relapse(HouseholdId household, bytes32 evidence) external {
        // Checks
        _requireEvidence(evidence);
        (OfficerId officer, Level level) = _enterOn(household, Mode.Dispose);
        _requireLevel(officer, level, Level.County);
        Procedure storage p = _procedures[household];
        if (officer == p.exitDecidedBy) revert ReviewSameOfficer(household, officer);

        // Effects
        p.relapsedBy = officer;
        households.setStatus(household, HouseholdStatus.Observed, HouseholdStatus.Registered);
        emit HouseholdRelapsed(household, officer, evidence);
    }

    /// @inheritdoc IReliefReviews
    function object(HouseholdId household, bytes32 evidence) external returns (ObjectionId objection) {
        // Checks
        _requireEvidence(evidence);
        IReliefHouseholds.Household memory h = households.householdInfo(household);
        Procedure storage p = _procedures[household];
        Day day = today();
        if (!_isOnNotice(h.status) || day > p.noticeEnd) {
            revert ObjectionNotOnNotice(household, h.status, p.noticeEnd, day);
        }
        ObjectionId earlier = _objectionBy[household][msg.sender];
        Objection storage e = _objections[earlier];
        if (e.procedure == p.number && e.outcome == Outcome.None) revert ObjectionAlreadyRaised(household, earlier);

        // Effects
        objection = ObjectionId.wrap(++objectionCount);
        _objectionBy[household][msg.sender] = objection;
        Objection storage o = _objections[objection];
        o.household = household;
        o.day = day;
        o.procedure = p.number;
        o.objector = msg.sender;
        o.evidence = evidence;
        uint16 open = ++p.openObjections;
        emit ObjectionRaised(objection, household, msg.sender, h.area, evidence, open);
    }

    /// @inheritdoc IReliefReviews
    function answerObjection(ObjectionId objection, Outcome outcome, bytes32 answer) external {
        // Checks
        _requireEvidence(answer);
        if (outcome == Outcome.None) revert ObjectionOutcomeMissing();
        Objection storage o = _objections[objection];
        HouseholdId household = o.household;
        if (household.isNoHousehold()) revert ObjectionUnknown(objection);
        if (o.outcome != Outcome.None) revert ObjectionAlreadyAnswered(objection);
        Procedure storage p = _procedures[household];
        HouseholdStatus status = households.statusOf(household);
        if (o.procedure != p.number || !_isOnNotice(status)) revert ObjectionOver(objection, household);
        (OfficerId officer, ) = _enterOn(household, Mode.Preserve);
        _requireNoStep(household, officer, status);

        // Effects
        o.outcome = outcome;
        o.answeredBy = officer;
        o.answer = answer;
        _answeredIn[household][officer] = p.number;
        uint16 open = --p.openObjections;
        emit ObjectionAnswered(objection, household, officer, outcome, answer, open);
        if (outcome == Outcome.Upheld) _uphold(household, officer, status, answer);
    }

    /// @inheritdoc IReliefReviews
    function reportKinship(HouseholdId household, OfficerId officer, bytes32 evidence) external {
        // Checks
        _requireEvidence(evidence);
        (OfficerId finder, Level level) = _enterOn(household, Mode.Preserve);
        _requireLevel(finder, level, Level.County);
        if (finder == officer) revert KinshipOfficerSame(officer);
        HouseholdStatus status = households.statusOf(household);
        bool voided = !_isOver(status) && _hadPart(household, officer);

        // Effects
        bytes32 commitment = households.householdInfo(household).commitment;
        // One that it has declared after acting voids what it did all the same.
        if (!voided || !officers.isKin(officer, commitment)) officers.enterKinship(officer, commitment, evidence);
        if (voided) {
            _restart(household);
            households.setStatus(household, status, HouseholdStatus.UnderReview);
        }
        emit KinshipFound(household, officer, finder, voided, evidence);

        // Interactions
        scores.enterFinding(
            officer.officerPerson(),
            household.programmeOf(),
            IReliefScores.Fact.KinshipUndeclared,
            officers.officerInfo(finder).participant,
            evidence
        );
    }

    /// @inheritdoc IReliefReviews
    function procedureOf(HouseholdId household) external view returns (Procedure memory) {
        return _procedures[household];
    }

    /// @inheritdoc IReliefReviews
    function objectionInfo(ObjectionId objection) external view returns (Objection memory o) {
        o = _objections[objection];
        if (o.household.isNoHousehold()) revert ObjectionUnknown(objection);
    }

    /// @return officer
    /// @return household
    /// @return hash of what the household has signed, for the officer to sign
    function _propose(
        Proposal calldata proposal
    ) private returns (OfficerId officer, HouseholdId household, bytes32 hash) {
        // Checks
        _requireEvidence(proposal.evidence);
        if (proposal.category == 0) revert ReviewCategoryZero();
        ProgrammeId programme = proposal.programme;
        programmes.requireRunning(programme);
        (officer, ) = officers.requireActingOn(msg.sender, programme, proposal.area, proposal.commitment, Mode.Dispose);

        // Effects
        bool isNew;
        (household, isNew) = households.enter(
            programme,
            proposal.commitment,
            proposal.area,
            proposal.category,
            proposal.bank
        );
        Procedure storage p = _restart(household);
        p.proposedBy = officer;
        ++p.number;
        emit HouseholdProposed(household, officer, proposal.evidence);

        // Interactions
        bytes memory fields = abi.encode(
            programme,
            proposal.commitment,
            proposal.area,
            proposal.category,
            proposal.bank,
            proposal.key.x,
            proposal.key.y,
            proposal.evidence
        );
        hash = keccak256(fields);
        _requireHousehold(household, isNew, fields, proposal);
    }

    /// The household has signed for its proposal: with the key that becomes its own, or one that it has.
    function _requireHousehold(
        HouseholdId household,
        bool isNew,
        bytes memory fields,
        Proposal calldata proposal
    ) private {
        PersonId person = household.householdPerson();
        if (isNew) {
            PersonId signer = householdOf(proposal.programme, 0).householdPerson();
            keys.introduce(person, signer, proposal.key, REGISTRATION_TYPEHASH, fields, proposal.household);
            return;
        }
        uint8 slot = proposal.household.key;
        PublicKey memory own = keys.keyOf(person, slot);
        if (own.x != proposal.key.x || own.y != proposal.key.y) revert ReviewKeyOther(household, slot);
        keys.requireAsserted(person, REGISTRATION_TYPEHASH, fields, proposal.household);
    }

    /// Takes a household of the list from one status to the next, if the officer may.
    function _step(
        Desk memory desk,
        HouseholdId household,
        HouseholdStatus from,
        HouseholdStatus to
    ) private returns (Procedure storage p) {
        // Checks
        if (household.programmeOf() != desk.programme) {
            revert IReliefHouseholds.HouseholdOtherProgramme(household, desk.programme);
        }
        IReliefHouseholds.Household memory h = households.householdInfo(household);
        if (h.status != from) revert IReliefHouseholds.HouseholdWrongStatus(household, h.status, from);
        if (!desk.area.covers(h.area)) {
            revert IReliefOfficers.OfficerOutsideArea(desk.officer, desk.area, h.area);
        }
        if (officers.isKin(desk.officer, h.commitment)) {
            revert IReliefOfficers.OfficerIsKin(desk.officer, h.commitment);
        }
        _requireNoStep(household, desk.officer, from);

        // Effects
        p = _procedures[household];
        households.setStatus(household, from, to);
    }

    /// Forgets all steps; what comes next is another procedure.
    function _restart(HouseholdId household) private returns (Procedure storage p) {
        p = _procedures[household];
        uint16 number = p.number;
        delete _procedures[household];
        p.number = number;
        p.first = number + 1;
    }

    /// An objection was right: the procedure ends.
    function _uphold(HouseholdId household, OfficerId officer, HouseholdStatus status, bytes32 answer) private {
        Procedure storage p = _procedures[household];
        OfficerId proposer = _isExit(status) ? p.exitProposedBy : p.proposedBy;
        if (_isExit(status)) _refuseExit(household, officer, status, answer);
        else _refuse(household, officer, status, answer);
        _enterFact(household, proposer, IReliefScores.Fact.ObjectionUpheld, answer);
    }

    function _refuse(HouseholdId household, OfficerId officer, HouseholdStatus status, bytes32 reason) private {
        _procedures[household].openObjections = 0;
        households.setStatus(household, status, HouseholdStatus.Refused);
        emit HouseholdRefused(household, officer, reason);
    }

    function _refuseExit(HouseholdId household, OfficerId officer, HouseholdStatus status, bytes32 reason) private {
        _procedures[household].openObjections = 0;
        households.setStatus(household, status, HouseholdStatus.Registered);
        emit HouseholdExitRefused(household, officer, reason);
    }

    function _enterFact(HouseholdId household, OfficerId officer, IReliefScores.Fact fact, bytes32 evidence) private {
        scores.enterFact(officer.officerPerson(), household.programmeOf(), fact, evidence);
    }

    /// The caller, as the officer for a list of households of one programme.
    /// @param needed its level; None: any
    function _deskFor(HouseholdId[] calldata list, Level needed) private view returns (Desk memory desk) {
        _requireCount(list.length, MAX_HOUSEHOLDS);
        desk.programme = list[0].programmeOf();
        Level level;
        (desk.officer, level) = officers.requireActing(msg.sender, desk.programme, AreaCode.wrap(0), Mode.Dispose);
        if (needed != Level.None) _requireLevel(desk.officer, level, needed);
        desk.area = officers.officerInfo(desk.officer).area;
    }

    /// The caller, as an officer of the household's area who is not kin.
    function _enterOn(HouseholdId household, Mode mode) private view returns (OfficerId officer, Level level) {
        IReliefHouseholds.Household memory h = households.householdInfo(household);
        return officers.requireActingOn(msg.sender, household.programmeOf(), h.area, h.commitment, mode);
    }

    /// The caller, as an officer of the household's township or county who is not kin.
    function _enterAsSuperior(HouseholdId household) private view returns (OfficerId officer) {
        Level level;
        (officer, level) = _enterOn(household, Mode.Preserve);
        if (level == Level.Village) _requireLevel(officer, level, Level.Township);
    }

    /// Nobody takes two steps of one procedure.
    /// @param status of registration or of exit
    function _requireNoStep(HouseholdId household, OfficerId officer, HouseholdStatus status) private view {
        Procedure storage p = _procedures[household];
        bool took =
            _isExit(status)
                ? officer == p.exitProposedBy || officer == p.exitPublishedBy
                : officer == p.proposedBy ||
                    officer == p.reviewedBy ||
                    officer == p.publishedBy ||
                    officer == p.endorsedBy;
        if (took) revert ReviewSameOfficer(household, officer);
    }

    function _requireNoticeOver(HouseholdId household, Procedure storage p) private view {
        Day day = today();
        if (day <= p.noticeEnd) revert ReviewNoticeRunning(household, p.noticeEnd, day);
        if (p.openObjections != 0) revert ReviewObjectionsOpen(household, p.openObjections);
    }

    /// Whether the officer had a part in what was decided of the household since it was proposed last.
    function _hadPart(HouseholdId household, OfficerId officer) private view returns (bool) {
        Procedure storage p = _procedures[household];
        uint16 answered = _answeredIn[household][officer];
        return
            officer == p.proposedBy ||
            officer == p.reviewedBy ||
            officer == p.publishedBy ||
            officer == p.endorsedBy ||
            officer == p.decidedBy ||
            officer == p.exitProposedBy ||
            officer == p.exitPublishedBy ||
            officer == p.exitDecidedBy ||
            officer == p.relapsedBy ||
            (answered != 0 && answered >= p.first) ||
            households.hasChanged(household, officer);
    }

    function _requireLevel(OfficerId officer, Level level, Level needed) private pure {
        if (level != needed) revert IReliefOfficers.OfficerWrongLevel(officer, level, needed);
    }

    function _requireEvidence(bytes32 digest) private pure {
        if (digest == 0) revert ReviewEvidenceMissing();
    }

    function _requireCount(uint256 count, uint256 max) private pure {
        if (count == 0) revert ReviewNoHouseholds();
        if (count > max) revert ReviewTooMany(count, max);
    }

    function _isOnNotice(HouseholdStatus status) private pure returns (bool) {
        return status == HouseholdStatus.OnNotice || status == HouseholdStatus.ExitOnNotice;
    }

    function _isExit(HouseholdStatus status) private pure returns (bool) {
        return status == HouseholdStatus.ExitProposed || status == HouseholdStatus.ExitOnNotice;
    }

    /// Whether no step stands that could be void.
    function _isOver(HouseholdStatus status) private pure returns (bool) {
        return
            status == HouseholdStatus.UnderReview ||
            status == HouseholdStatus.Refused ||
            status == HouseholdStatus.Closed ||
            status == HouseholdStatus.Ended;
    }
}
