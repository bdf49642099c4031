// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.34;

import {KernelModule} from "../../kernel/base/KernelModule.sol";
import {IParticipantRegistry} from "../../kernel/interfaces/IParticipantRegistry.sol";
import {Day, today} from "../../kernel/types/Day.sol";
import {NOBODY, ParticipantId} from "../../kernel/types/Ids.sol";
import {Mode} from "../../kernel/types/Parties.sol";
import {Assertion} from "../../kernel/types/Passkey.sol";
import {IReliefHouseholds} from "./interfaces/IReliefHouseholds.sol";
import {IReliefKeys} from "./interfaces/IReliefKeys.sol";
import {IReliefLedger} from "./interfaces/IReliefLedger.sol";
import {IReliefOfficers} from "./interfaces/IReliefOfficers.sol";
import {IReliefProgrammes} from "./interfaces/IReliefProgrammes.sol";
import {IReliefProjects} from "./interfaces/IReliefProjects.sol";
import {IReliefScores} from "./interfaces/IReliefScores.sol";
import {HouseholdId, HouseholdStatus, OfficerId, ProjectId, Purpose, Role} from "./types/ReliefTypes.sol";

/// Documented in {IReliefLedger}.
contract ReliefLedger is IReliefLedger, KernelModule {
    /// Days back to which help may be recorded.
    uint256 public constant MAX_DELAY = 30;
    bytes32 private constant CONFIRM_HELP_TYPEHASH = keccak256(
        "ConfirmHelp(uint64 person,uint32 help,uint256 nonce,uint256 deadline)"
    );
    bytes32 private constant FEEDBACK_TYPEHASH = keccak256(
        "Feedback(uint64 person,uint32 project,uint8 rating,bytes32 evidence,uint256 nonce,uint256 deadline)"
    );

    IReliefProgrammes public immutable programmes;
    IReliefOfficers public immutable officers;
    IReliefHouseholds public immutable households;
    IReliefKeys public immutable keys;
    IReliefProjects public immutable projects;
    IReliefScores public immutable scores;

    /// @inheritdoc IReliefLedger
    uint32 public helpCount;
    mapping(uint32 help => Help) private _helps;
    mapping(ProjectId project => mapping(uint16 indicator => Outcome)) private _outcomes;

    constructor(
        address authority,
        IParticipantRegistry participants_,
        IReliefProgrammes programmes_,
        IReliefOfficers officers_,
        IReliefHouseholds households_,
        IReliefKeys keys_,
        IReliefProjects projects_,
        IReliefScores scores_
    ) KernelModule(authority, participants_) {
        programmes = programmes_;
        officers = officers_;
        households = households_;
        keys = keys_;
        projects = projects_;
        scores = scores_;
    }

    /// @inheritdoc IReliefLedger
    function recordHelp(
        HouseholdId household,
        ProjectId project,
        HelpKind kind,
        Day day,
        bytes32 evidence
    ) external returns (uint32 help) {
        // Checks
        IReliefHouseholds.Household memory h = households.householdInfo(household);
        (OfficerId officer, ) = officers.requireActingOn(
            msg.sender,
            household.programmeOf(),
            h.area,
            h.commitment,
            Mode.Dispose
        );
        if (h.status < HouseholdStatus.Registered || h.status > HouseholdStatus.Observed) {
            revert IReliefHouseholds.HouseholdWrongStatus(household, h.status, HouseholdStatus.Registered);
        }
        if (ProjectId.unwrap(project) != 0) _requireOwn(project, household);
        if (kind == HelpKind.None) revert HelpKindMissing();
        if (day > today() || day.plus(MAX_DELAY) < today()) revert HelpDayOutOfRange(day, today());
        if (evidence == 0) revert HelpEvidenceMissing();

        // Effects
        help = ++helpCount;
        _helps[help] = Help({
            household: household,
            officer: officer,
            project: project,
            kind: kind,
            day: day,
            confirmed: false,
            evidence: evidence
        });
        emit HelpRecorded(help, household, officer, project, kind, day, evidence);
    }

    /// @inheritdoc IReliefLedger
    function confirmHelp(uint32 help, Assertion calldata assertion) external {
        // Checks
        Help storage h = _existing(help);
        if (h.confirmed) revert HelpAlreadyConfirmed(help);

        // Effects
        (HouseholdId household, OfficerId officer) = (h.household, h.officer);
        h.confirmed = true;
        emit HelpConfirmed(help, household, officer);

        // Interactions
        keys.requireAsserted(household.householdPerson(), CONFIRM_HELP_TYPEHASH, abi.encode(help), assertion);
        scores.enterFact(
            officer.officerPerson(),
            household.programmeOf(),
            IReliefScores.Fact.HelpConfirmed,
            bytes32(uint256(help))
        );
    }

    /// @inheritdoc IReliefLedger
    function reportOutcome(
        ProjectId project,
        uint16 indicator,
        uint64 planned,
        uint64 achieved,
        bytes32 evidence
    ) external {
        // Checks
        (ParticipantId caller, , ) = _enter(NOBODY, Mode.Preserve, 0);
        IReliefProjects.Project memory p = _approved(project);
        if (p.implementer.isNobody()) {
            programmes.requireRole(p.programme, caller, Role.Operator, Purpose.wrap(0));
        } else if (caller != p.implementer) {
            revert OutcomeNotImplementer(project, caller, p.implementer);
        }
        if (evidence == 0) revert OutcomeEvidenceMissing();
        Outcome storage o = _outcomes[project][indicator];
        if (!o.day.isNone() && o.planned != planned) revert OutcomePlanChanged(project, indicator, o.planned);

        // Effects
        _outcomes[project][indicator] = Outcome({
            indicator: indicator,
            planned: planned,
            achieved: achieved,
            day: today(),
            evidence: evidence
        });
        emit OutcomeReported(project, caller, indicator, planned, achieved, evidence);
    }

    /// @inheritdoc IReliefLedger
    function giveFeedback(
        ProjectId project,
        HouseholdId household,
        uint8 rating,
        bytes32 evidence,
        Assertion calldata assertion
    ) external {
        // Checks
        _requireOwn(project, household);
        if (rating == 0 || rating > 5) revert FeedbackRatingOutOfRange(rating);

        // Effects
        emit FeedbackGiven(project, household, rating, evidence);

        // Interactions
        bytes memory fields = abi.encode(project, rating, evidence);
        keys.requireAsserted(household.householdPerson(), FEEDBACK_TYPEHASH, fields, assertion);
    }

    /// @inheritdoc IReliefLedger
    function helpInfo(uint32 help) external view returns (Help memory) {
        return _existing(help);
    }

    /// @inheritdoc IReliefLedger
    function outcomeInfo(ProjectId project, uint16 indicator) external view returns (Outcome memory) {
        return _outcomes[project][indicator];
    }

    /// Reverts unless the project is one of the household's programme, and was approved.
    function _requireOwn(ProjectId project, HouseholdId household) private view {
        if (_approved(project).programme != household.programmeOf()) revert LedgerProjectForeign(project, household);
    }

    function _approved(ProjectId project) private view returns (IReliefProjects.Project memory p) {
        p = projects.projectInfo(project);
        if (p.approvedBy.isNoOfficer()) revert LedgerProjectNotApproved(project);
    }

    function _existing(uint32 help) private view returns (Help storage h) {
        h = _helps[help];
        if (h.household.isNoHousehold()) revert HelpUnknown(help);
    }
}
