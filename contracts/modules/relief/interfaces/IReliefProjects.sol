// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.34;

import {IKernelModule} from "../../../kernel/interfaces/IKernelModule.sol";
import {Day} from "../../../kernel/types/Day.sol";
import {ParticipantId} from "../../../kernel/types/Ids.sol";
import {AreaCode, FundId, OfficerId, PayoutId, ProgrammeId, ProjectId, Purpose} from "../types/ReliefTypes.sol";

/// Projects and their milestones. A project is proposed by one officer and approved by another; its money is used by its milestones, by rounds
/// of benefits, or by orders of produce.
///
/// | milestone | act      | who                                                    | then      |
/// |-----------|----------|--------------------------------------------------------|-----------|
/// | Planned, Rejected | submit | the implementer, with a digest for each kind of evidence | Submitted |
/// | Submitted | approve  | village's or township's officer, as the milestone asks | Submitted |
/// | Submitted | inspect  | an inspector of the programme, as the milestone asks   | Submitted |
/// | Submitted | reject   | any of these                                           | Rejected  |
/// | Submitted | release  | an officer who took no other step, all approvals there | Released  |
///
/// Nobody takes two steps of a project and its milestone, so that proposer, approver and payer are different officers (P-4). The implementer employs
/// none of them; the inspector is neither the implementer nor an employer of theirs.
///
/// A milestone asks at least one approval, of those that its area can give: a village's officer only covers a village, a township's its villages
/// besides. A project that is closed, or whose programme has ended, takes no evidence any more; what was submitted before goes on to its end,
/// and is paid while the programme runs.
interface IReliefProjects is IKernelModule {
    enum ProjectStatus {
        None,
        Proposed,
        Approved,
        Refused,
        /// Nothing new begins; what is open goes on.
        Closed
    }

    enum MilestoneStatus {
        None,
        Planned,
        Submitted,
        Rejected,
        Released
    }

    struct Project {
        // slot 0
        ProgrammeId programme;
        FundId fund;
        /// Carries the milestones out; nobody for a project of benefits only.
        ParticipantId implementer;
        AreaCode area;
        ProjectStatus status;
        uint8 milestones;
        OfficerId proposedBy;
        OfficerId approvedBy;
        // slot 1
        Purpose purpose;
        // slot 2
        /// Fen.
        uint64 budget;
        // slot 3
        /// Digest of the plan.
        bytes32 plan;
    }

    /// A milestone as planned. A project's milestones count from 1, in the order of their plans.
    struct Plan {
        uint64 amount;
        /// Day by which its evidence is due, from today to the programme's end.
        Day dueDay;
        bool needsVillage;
        bool needsTownship;
        bool needsInspection;
        /// Kinds of evidence asked, as readable text ("ACCEPTANCE_REPORT"), 1 to 8.
        bytes32[] evidence;
    }

    struct Milestone {
        // slot 0
        uint64 amount;
        Day dueDay;
        MilestoneStatus status;
        bool needsVillage;
        bool needsTownship;
        bool needsInspection;
        /// Of the newest evidence.
        Day submittedOn;
        PayoutId payout;
        /// Whether evidence was ever late.
        bool late;
        // slot 1
        OfficerId villageBy;
        OfficerId townshipBy;
        ParticipantId inspectedBy;
        OfficerId releasedBy;
        // slot 2
        /// Evidence kinds asked; in order.
        bytes32[] evidence;
        // slot 3
        /// Digests submitted; in the same order.
        bytes32[] submitted;
    }

    event ProjectProposed(
        ProjectId indexed project,
        ProgrammeId indexed programme,
        OfficerId indexed officer,
        FundId fund,
        Purpose purpose,
        ParticipantId implementer,
        AreaCode area,
        uint64 budget,
        bytes32 plan,
        Plan[] milestones
    );
    event ProjectApproved(ProjectId indexed project, OfficerId indexed officer, bytes32 evidence);
    event ProjectRefused(ProjectId indexed project, OfficerId indexed officer, bytes32 reason);
    event ProjectClosed(ProjectId indexed project, OfficerId indexed officer, bytes32 evidence);
    event MilestoneSubmitted(
        ProjectId indexed project,
        uint8 indexed milestone,
        ParticipantId indexed implementer,
        bytes32[] evidence,
        bool late
    );
    event MilestoneApproved(
        ProjectId indexed project,
        uint8 indexed milestone,
        OfficerId indexed officer,
        bool byTownship,
        bytes32 evidence
    );
    event MilestoneInspected(
        ProjectId indexed project,
        uint8 indexed milestone,
        ParticipantId indexed inspector,
        bytes32 evidence
    );
    event MilestoneRejected(
        ProjectId indexed project,
        uint8 indexed milestone,
        ParticipantId indexed by,
        OfficerId officer,
        bytes32 reason
    );
    event MilestoneReleased(
        ProjectId indexed project,
        uint8 indexed milestone,
        OfficerId indexed officer,
        PayoutId payout,
        uint64 amount
    );

    /// Its payout could not be paid and goes back: it may be released anew, approved as it is.
    event MilestoneReopened(ProjectId indexed project, uint8 indexed milestone, PayoutId indexed payout);

    error ProjectUnknown(ProjectId project);
    error ProjectWrongStatus(ProjectId project, ProjectStatus status, ProjectStatus needed);
    error ProjectBudgetZero();
    error ProjectPlanMissing();
    error ProjectEvidenceMissing(ProjectId project);
    error ProjectMilestonesTooMany(uint256 count, uint256 max);
    error ProjectMilestonesAboveBudget(uint256 total, uint64 budget);
    error ProjectImplementerMissing();
    /// Buyers' orders of produce pay for themselves.
    error ProjectOfProduce(FundId fund);
    /// The officer has taken another step of the project or milestone.
    error ProjectSameOfficer(ProjectId project, OfficerId officer);
    /// The implementer is the officer's employer.
    error ProjectOfficerPartial(OfficerId officer, ParticipantId implementer);
    error MilestoneUnknown(ProjectId project, uint8 milestone);
    /// No amount, a due day outside the programme's term, no or too much evidence, or no approval that officers of its area could give.
    error MilestonePlanInvalid(uint256 index);
    error MilestoneWrongStatus(ProjectId project, uint8 milestone, MilestoneStatus status, MilestoneStatus needed);
    error MilestoneNotImplementer(ProjectId project, ParticipantId caller, ParticipantId implementer);
    error MilestoneEvidenceCount(uint256 count, uint256 needed);
    error MilestoneEvidenceMissing(uint256 index);
    /// Not by who approves or inspects here.
    error MilestoneApprovalNotAsked(ProjectId project, uint8 milestone);
    error MilestoneAlreadyApproved(ProjectId project, uint8 milestone);
    error MilestoneApprovalMissing(ProjectId project, uint8 milestone);
    /// The inspector carries the project out, or employs an officer who has taken a step of it.
    error MilestoneInspectorPartial(ProjectId project, ParticipantId inspector);

    /// Proposes a project of a running programme. An officer of the area.
    /// @param implementer admitted as such; nobody when there are no milestones
    /// @param budget fen
    /// @param plan digest
    /// @param milestones at most 16; together not above the budget; none with a fund for produce
    /// @custom:access door:Dispose
    function proposeProject(
        FundId fund,
        ParticipantId implementer,
        AreaCode area,
        uint64 budget,
        bytes32 plan,
        Plan[] calldata milestones
    ) external returns (ProjectId project);

    /// Approves, and opens the project's account. Another officer, of the county.
    /// @param evidence digest of the decision
    /// @custom:access door:Dispose
    function approveProject(ProjectId project, bytes32 evidence) external;

    /// Refuses. Another officer, of the county.
    /// @custom:access door:Preserve
    function refuseProject(ProjectId project, bytes32 reason) external;

    /// Ends an approved project. An officer of the county.
    /// @param evidence digest of the final report
    /// @custom:access door:Preserve
    function closeProject(ProjectId project, bytes32 evidence) external;

    /// Submits evidence, a digest for each kind asked, in their order. Late evidence counts, once for a milestone, in the score of the officer
    /// who proposed the project. The implementer.
    /// @custom:access door:Preserve
    function submit(ProjectId project, uint8 milestone, bytes32[] calldata evidence) external;

    /// Approves for the village or for the township, by the level of the officer's area. Another officer.
    /// @param evidence digest of what was seen
    /// @custom:access door:Dispose
    function approve(ProjectId project, uint8 milestone, bytes32 evidence) external;

    /// Inspects. A participant admitted as inspector.
    /// @param evidence digest of its report
    /// @custom:access door:Dispose
    function inspect(ProjectId project, uint8 milestone, bytes32 evidence) external;

    /// Sends a milestone back to the implementer; approvals so far fall. An officer of the area, or an inspector of the programme.
    /// @custom:access door:Preserve
    function reject(ProjectId project, uint8 milestone, bytes32 reason) external;

    /// Pays the implementer, when all approvals are there and it is still admitted (P-8). An officer of the area who took no other step of project
    /// or milestone.
    /// @custom:access door:Dispose
    function release(ProjectId project, uint8 milestone) external returns (PayoutId payout);

    /// Takes a milestone's release back, since its payout goes back unpaid.
    /// @custom:access part
    function reopen(ProjectId project, uint8 milestone) external;

    /// Reverts unless the project is approved and its programme running.
    function requireApproved(ProjectId project) external view returns (Project memory);

    function projectInfo(ProjectId project) external view returns (Project memory);

    function milestoneInfo(ProjectId project, uint8 milestone) external view returns (Milestone memory);

    function projectCount() external view returns (uint32);
}
