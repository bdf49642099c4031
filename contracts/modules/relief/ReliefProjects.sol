// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.34;

import {KernelModule} from "../../kernel/base/KernelModule.sol";
import {IModulePart} from "../../kernel/interfaces/IModulePart.sol";
import {IParticipantRegistry} from "../../kernel/interfaces/IParticipantRegistry.sol";
import {Day, today} from "../../kernel/types/Day.sol";
import {NOBODY, ParticipantId} from "../../kernel/types/Ids.sol";
import {Mode} from "../../kernel/types/Parties.sol";
import {IReliefFunds} from "./interfaces/IReliefFunds.sol";
import {IReliefOfficers} from "./interfaces/IReliefOfficers.sol";
import {IReliefPayouts} from "./interfaces/IReliefPayouts.sol";
import {IReliefProgrammes} from "./interfaces/IReliefProgrammes.sol";
import {IReliefProjects} from "./interfaces/IReliefProjects.sol";
import {IReliefScores} from "./interfaces/IReliefScores.sol";
import {AreaCode, FundId, Level, OfficerId, PayoutId, ProjectId, Purpose, Role} from "./types/ReliefTypes.sol";

/// Documented in {IReliefProjects}.
contract ReliefProjects is IReliefProjects, KernelModule {
    uint256 public constant MAX_MILESTONES = 16;
    uint256 public constant MAX_EVIDENCE = 8;
    Purpose private constant NO_PURPOSE = Purpose.wrap(0);

    IReliefProgrammes public immutable programmes;
    IReliefOfficers public immutable officers;
    IReliefFunds public immutable funds;
    IReliefPayouts public immutable payouts;
    IReliefScores public immutable scores;

    /// @inheritdoc IReliefProjects
    uint32 public projectCount;
    /// Milestones that wait for approvals or payment.
    uint32 private _submitted;
    mapping(ProjectId project => Project) private _projects;
    mapping(ProjectId project => mapping(uint8 milestone => Milestone)) private _milestones;

    constructor(
        address authority,
        IParticipantRegistry participants_,
        IReliefProgrammes programmes_,
        IReliefOfficers officers_,
        IReliefFunds funds_,
        IReliefPayouts payouts_,
        IReliefScores scores_
    ) KernelModule(authority, participants_) {
        programmes = programmes_;
        officers = officers_;
        funds = funds_;
        payouts = payouts_;
        scores = scores_;
    }

    /// @inheritdoc IReliefProjects
    function proposeProject(
        FundId fund,
        ParticipantId implementer,
        AreaCode area,
        uint64 budget,
        bytes32 plan,
        Plan[] calldata milestones
    ) external returns (ProjectId project) {
        // Checks
        IReliefFunds.Fund memory f = funds.fundInfo(fund);
        Day end = programmes.requireRunning(f.programme).end;
        programmes.requireArea(f.programme, area);
        (OfficerId officer, ) = officers.requireActing(msg.sender, f.programme, area, Mode.Dispose);
        if (f.kind == IReliefFunds.FundKind.Produce && milestones.length != 0) revert ProjectOfProduce(fund);
        if (budget == 0) revert ProjectBudgetZero();
        if (plan == 0) revert ProjectPlanMissing();
        if (!implementer.isNobody()) {
            programmes.requireRole(f.programme, implementer, Role.Implementer, NO_PURPOSE);
            _requireImpartial(officer, implementer);
        } else if (milestones.length != 0) {
            revert ProjectImplementerMissing();
        }
        _requirePlans(milestones, area.levelOf(), budget, end);

        // Effects
        project = ProjectId.wrap(++projectCount);
        _projects[project] = Project({
            programme: f.programme,
            fund: fund,
            implementer: implementer,
            area: area,
            status: ProjectStatus.Proposed,
            milestones: uint8(milestones.length),
            proposedBy: officer,
            approvedBy: OfficerId.wrap(0),
            purpose: f.purpose,
            budget: budget,
            plan: plan
        });
        _keep(project, milestones);
        emit ProjectProposed(
            project,
            f.programme,
            officer,
            fund,
            f.purpose,
            implementer,
            area,
            budget,
            plan,
            milestones
        );
    }

    /// @inheritdoc IReliefProjects
    function approveProject(ProjectId project, bytes32 evidence) external {
        // Checks
        Project storage p = _inStatus(project, ProjectStatus.Proposed);
        programmes.requireRunning(p.programme);
        OfficerId officer = _requireCounty(p, Mode.Dispose);
        if (officer == p.proposedBy) revert ProjectSameOfficer(project, officer);
        if (evidence == 0) revert ProjectEvidenceMissing(project);

        // Effects
        p.status = ProjectStatus.Approved;
        p.approvedBy = officer;
        emit ProjectApproved(project, officer, evidence);

        // Interactions
        funds.openAccount(project, p.fund, p.budget);
    }

    /// @inheritdoc IReliefProjects
    function refuseProject(ProjectId project, bytes32 reason) external {
        // Checks
        Project storage p = _inStatus(project, ProjectStatus.Proposed);
        OfficerId officer = _requireCounty(p, Mode.Preserve);
        if (officer == p.proposedBy) revert ProjectSameOfficer(project, officer);
        if (reason == 0) revert ProjectEvidenceMissing(project);

        // Effects
        p.status = ProjectStatus.Refused;
        emit ProjectRefused(project, officer, reason);
    }

    /// @inheritdoc IReliefProjects
    function closeProject(ProjectId project, bytes32 evidence) external {
        // Checks
        Project storage p = _inStatus(project, ProjectStatus.Approved);
        OfficerId officer = _requireCounty(p, Mode.Preserve);
        if (evidence == 0) revert ProjectEvidenceMissing(project);

        // Effects
        p.status = ProjectStatus.Closed;
        emit ProjectClosed(project, officer, evidence);

        // Interactions
        funds.closeAccount(project);
    }

    /// @inheritdoc IReliefProjects
    function submit(ProjectId project, uint8 milestone, bytes32[] calldata evidence) external {
        // Checks
        (ParticipantId caller, , ) = _enter(NOBODY, Mode.Preserve, 0);
        Milestone storage m = _existing(project, milestone);
        Project storage p = _inStatus(project, ProjectStatus.Approved);
        programmes.requireRunning(p.programme);
        if (caller != p.implementer) revert MilestoneNotImplementer(project, caller, p.implementer);
        if (m.status != MilestoneStatus.Rejected) _requireStatus(m, project, milestone, MilestoneStatus.Planned);
        uint256 needed = m.evidence.length;
        if (evidence.length != needed) revert MilestoneEvidenceCount(evidence.length, needed);
        for (uint256 i; i < needed; ++i) {
            if (evidence[i] == 0) revert MilestoneEvidenceMissing(i);
        }

        // Effects
        bool late = today() > m.dueDay;
        bool firstLate = late && !m.late;
        m.status = MilestoneStatus.Submitted;
        m.submittedOn = today();
        if (firstLate) m.late = true;
        m.submitted = evidence;
        ++_submitted;
        emit MilestoneSubmitted(project, milestone, caller, evidence, late);

        // Interactions
        if (firstLate) {
            scores.enterFact(
                p.proposedBy.officerPerson(),
                p.programme,
                IReliefScores.Fact.EvidenceLate,
                _numberOf(project, milestone)
            );
        }
    }

    /// @inheritdoc IReliefProjects
    function approve(ProjectId project, uint8 milestone, bytes32 evidence) external {
        // Checks
        Milestone storage m = _existing(project, milestone);
        Project storage p = _projects[project];
        (OfficerId officer, Level level) = officers.requireActing(msg.sender, p.programme, p.area, Mode.Dispose);
        _requireStatus(m, project, milestone, MilestoneStatus.Submitted);
        bool byTownship = level == Level.Township;
        bool asked = byTownship ? m.needsTownship : m.needsVillage && level == Level.Village;
        if (!asked) revert MilestoneApprovalNotAsked(project, milestone);
        if (!(byTownship ? m.townshipBy : m.villageBy).isNoOfficer()) {
            revert MilestoneAlreadyApproved(project, milestone);
        }
        _requireSeparate(p, m, project, officer);
        if (evidence == 0) revert ProjectEvidenceMissing(project);

        // Effects
        if (byTownship) m.townshipBy = officer;
        else m.villageBy = officer;
        emit MilestoneApproved(project, milestone, officer, byTownship, evidence);
    }

    /// @inheritdoc IReliefProjects
    function inspect(ProjectId project, uint8 milestone, bytes32 evidence) external {
        // Checks
        (ParticipantId inspector, , ) = _enter(NOBODY, Mode.Dispose, 0);
        Milestone storage m = _existing(project, milestone);
        Project storage p = _projects[project];
        programmes.requireRole(p.programme, inspector, Role.Inspector, NO_PURPOSE);
        _requireStatus(m, project, milestone, MilestoneStatus.Submitted);
        if (!m.needsInspection) revert MilestoneApprovalNotAsked(project, milestone);
        if (!m.inspectedBy.isNobody()) revert MilestoneAlreadyApproved(project, milestone);
        if (
            inspector == p.implementer ||
            _employs(inspector, p.proposedBy) ||
            _employs(inspector, p.approvedBy) ||
            _employs(inspector, m.villageBy) ||
            _employs(inspector, m.townshipBy)
        ) revert MilestoneInspectorPartial(project, inspector);
        if (evidence == 0) revert ProjectEvidenceMissing(project);

        // Effects
        m.inspectedBy = inspector;
        emit MilestoneInspected(project, milestone, inspector, evidence);
    }

    /// @inheritdoc IReliefProjects
    function reject(ProjectId project, uint8 milestone, bytes32 reason) external {
        // Checks
        Milestone storage m = _existing(project, milestone);
        Project storage p = _projects[project];
        (ParticipantId caller, , ) = _enter(NOBODY, Mode.Preserve, 0);
        OfficerId officer;
        if (!programmes.hasRole(p.programme, caller, Role.Inspector, NO_PURPOSE)) {
            (officer, ) = officers.requireActing(msg.sender, p.programme, p.area, Mode.Preserve);
        }
        _requireStatus(m, project, milestone, MilestoneStatus.Submitted);
        if (reason == 0) revert ProjectEvidenceMissing(project);

        // Effects
        m.status = MilestoneStatus.Rejected;
        (m.villageBy, m.townshipBy, m.inspectedBy) = (OfficerId.wrap(0), OfficerId.wrap(0), NOBODY);
        --_submitted;
        emit MilestoneRejected(project, milestone, caller, officer, reason);
    }

    /// @inheritdoc IReliefProjects
    function release(ProjectId project, uint8 milestone) external returns (PayoutId payout) {
        // Checks
        Milestone storage m = _existing(project, milestone);
        Project storage p = _projects[project];
        programmes.requireRunning(p.programme);
        (OfficerId officer, ) = officers.requireActing(msg.sender, p.programme, p.area, Mode.Dispose);
        _requireStatus(m, project, milestone, MilestoneStatus.Submitted);
        if (
            (m.needsVillage && m.villageBy.isNoOfficer()) ||
            (m.needsTownship && m.townshipBy.isNoOfficer()) ||
            (m.needsInspection && m.inspectedBy.isNobody())
        ) revert MilestoneApprovalMissing(project, milestone);
        _requireSeparate(p, m, project, officer);
        programmes.requireRole(p.programme, p.implementer, Role.Implementer, NO_PURPOSE);

        // Effects
        m.status = MilestoneStatus.Released;
        m.releasedBy = officer;
        --_submitted;

        // Interactions
        uint64[] memory amounts = new uint64[](1);
        amounts[0] = m.amount;
        payout = payouts.create(_draft(p, project, milestone, officer), new uint32[](0), amounts);
        m.payout = payout;
        emit MilestoneReleased(project, milestone, officer, payout, amounts[0]);
    }

    /// @inheritdoc IReliefProjects
    function reopen(ProjectId project, uint8 milestone) external onlyPart {
        Milestone storage m = _existing(project, milestone);
        _requireStatus(m, project, milestone, MilestoneStatus.Released);
        PayoutId payout = m.payout;
        m.status = MilestoneStatus.Submitted;
        (m.releasedBy, m.payout) = (OfficerId.wrap(0), PayoutId.wrap(0));
        ++_submitted;
        emit MilestoneReopened(project, milestone, payout);
    }

    /// @inheritdoc IReliefProjects
    function requireApproved(ProjectId project) external view returns (Project memory p) {
        p = _inStatus(project, ProjectStatus.Approved);
        programmes.requireRunning(p.programme);
    }

    /// @inheritdoc IReliefProjects
    function projectInfo(ProjectId project) external view returns (Project memory p) {
        p = _projects[project];
        if (p.status == ProjectStatus.None) revert ProjectUnknown(project);
    }

    /// @inheritdoc IReliefProjects
    function milestoneInfo(ProjectId project, uint8 milestone) external view returns (Milestone memory) {
        return _existing(project, milestone);
    }

    /// @inheritdoc IModulePart
    function openItems() external view override(IModulePart, KernelModule) returns (uint256) {
        return _submitted;
    }

    function _keep(ProjectId project, Plan[] calldata milestones) private {
        for (uint256 i; i < milestones.length; ++i) {
            Plan calldata plan = milestones[i];
            Milestone storage m = _milestones[project][uint8(i + 1)];
            m.amount = plan.amount;
            m.dueDay = plan.dueDay;
            m.status = MilestoneStatus.Planned;
            m.needsVillage = plan.needsVillage;
            m.needsTownship = plan.needsTownship;
            m.needsInspection = plan.needsInspection;
            m.evidence = plan.evidence;
        }
    }

    function _requirePlans(Plan[] calldata milestones, Level level, uint64 budget, Day end) private view {
        if (milestones.length > MAX_MILESTONES) revert ProjectMilestonesTooMany(milestones.length, MAX_MILESTONES);
        uint256 total;
        for (uint256 i; i < milestones.length; ++i) {
            Plan calldata plan = milestones[i];
            bool fits =
                plan.amount != 0 &&
                    plan.dueDay >= today() &&
                    plan.dueDay <= end &&
                    (plan.needsVillage || plan.needsTownship || plan.needsInspection) &&
                    (!plan.needsVillage || level == Level.Village) &&
                    (!plan.needsTownship || level >= Level.Township);
            if (!fits || !_areKinds(plan.evidence)) revert MilestonePlanInvalid(i);
            total += plan.amount;
        }
        if (total > budget) revert ProjectMilestonesAboveBudget(total, budget);
    }

    function _requireCounty(Project storage p, Mode mode) private view returns (OfficerId officer) {
        Level level;
        (officer, level) = officers.requireActing(msg.sender, p.programme, p.area, mode);
        if (level != Level.County) revert IReliefOfficers.OfficerWrongLevel(officer, level, Level.County);
        _requireImpartial(officer, p.implementer);
    }

    /// Reverts unless the officer has taken no step of project and milestone yet and is employed by neither its implementer nor its inspector (P-4).
    function _requireSeparate(
        Project storage p,
        Milestone storage m,
        ProjectId project,
        OfficerId officer
    ) private view {
        if (officer == p.proposedBy || officer == p.approvedBy || officer == m.villageBy || officer == m.townshipBy)
            revert ProjectSameOfficer(project, officer);
        _requireImpartial(officer, p.implementer);
        ParticipantId inspector = m.inspectedBy;
        if (!inspector.isNobody() && _employs(inspector, officer)) revert MilestoneInspectorPartial(project, inspector);
    }

    function _requireImpartial(OfficerId officer, ParticipantId implementer) private view {
        if (!implementer.isNobody() && _employs(implementer, officer)) {
            revert ProjectOfficerPartial(officer, implementer);
        }
    }

    function _employs(ParticipantId participant, OfficerId officer) private view returns (bool) {
        return !officer.isNoOfficer() && officers.officerInfo(officer).participant == participant;
    }

    function _inStatus(ProjectId project, ProjectStatus needed) private view returns (Project storage p) {
        p = _projects[project];
        if (p.status == ProjectStatus.None) revert ProjectUnknown(project);
        if (p.status != needed) revert ProjectWrongStatus(project, p.status, needed);
    }

    function _existing(ProjectId project, uint8 milestone) private view returns (Milestone storage m) {
        m = _milestones[project][milestone];
        if (m.status == MilestoneStatus.None) revert MilestoneUnknown(project, milestone);
    }

    function _requireStatus(
        Milestone storage m,
        ProjectId project,
        uint8 milestone,
        MilestoneStatus needed
    ) private view {
        if (m.status != needed) revert MilestoneWrongStatus(project, milestone, m.status, needed);
    }

    function _draft(
        Project storage p,
        ProjectId project,
        uint8 milestone,
        OfficerId officer
    ) private view returns (IReliefPayouts.Draft memory draft) {
        draft.kind = IReliefPayouts.PayoutKind.Milestone;
        draft.programme = p.programme;
        draft.project = project;
        draft.payee = p.implementer;
        draft.officer = officer;
        draft.origin = milestone;
    }

    /// Whether there are 1 to 8, all named.
    function _areKinds(bytes32[] calldata kinds) private pure returns (bool) {
        if (kinds.length == 0 || kinds.length > MAX_EVIDENCE) return false;
        for (uint256 i; i < kinds.length; ++i) {
            if (kinds[i] == 0) return false;
        }
        return true;
    }

    /// What a fact about a milestone is found by.
    function _numberOf(ProjectId project, uint8 milestone) private pure returns (bytes32) {
        return bytes32((uint256(ProjectId.unwrap(project)) << 8) | milestone);
    }
}
