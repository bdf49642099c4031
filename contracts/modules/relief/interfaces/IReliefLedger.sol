// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.34;

import {IKernelModule} from "../../../kernel/interfaces/IKernelModule.sol";
import {Day} from "../../../kernel/types/Day.sol";
import {ParticipantId} from "../../../kernel/types/Ids.sol";
import {Assertion} from "../../../kernel/types/Passkey.sol";
import {HouseholdId, OfficerId, ProjectId} from "../types/ReliefTypes.sol";

/// What was done (帮扶台账): officers' help to households, with the household's confirmation; what projects have achieved against their plan;
/// what households say of it.
interface IReliefLedger is IKernelModule {
    enum HelpKind {
        None,
        Visit,
        Training,
        Goods,
        Job,
        Housing,
        Health,
        Education,
        Other
    }

    struct Help {
        // slot 0
        HouseholdId household;
        OfficerId officer;
        ProjectId project;
        HelpKind kind;
        Day day;
        bool confirmed;
        // slot 1
        bytes32 evidence;
    }

    /// What a project has achieved in one respect. Two slots.
    struct Outcome {
        // slot 0
        /// What is counted, as the plan numbers it.
        uint16 indicator;
        uint64 planned;
        uint64 achieved;
        Day day;
        // slot 1
        bytes32 evidence;
    }

    event HelpRecorded(
        uint32 indexed help,
        HouseholdId indexed household,
        OfficerId indexed officer,
        ProjectId project,
        HelpKind kind,
        Day day,
        bytes32 evidence
    );
    event HelpConfirmed(uint32 indexed help, HouseholdId indexed household, OfficerId indexed officer);
    event OutcomeReported(
        ProjectId indexed project,
        ParticipantId indexed by,
        uint16 indexed indicator,
        uint64 planned,
        uint64 achieved,
        bytes32 evidence
    );
    event FeedbackGiven(ProjectId indexed project, HouseholdId indexed household, uint8 rating, bytes32 evidence);

    error HelpUnknown(uint32 help);
    error HelpKindMissing();
    error HelpEvidenceMissing();
    error HelpDayOutOfRange(Day day, Day today);
    error HelpAlreadyConfirmed(uint32 help);
    error OutcomeEvidenceMissing();
    error OutcomeNotImplementer(ProjectId project, ParticipantId caller, ParticipantId implementer);
    error OutcomePlanChanged(ProjectId project, uint16 indicator, uint64 planned);
    error FeedbackRatingOutOfRange(uint8 rating);
    /// The project is of another programme than the household.
    error LedgerProjectForeign(ProjectId project, HouseholdId household);
    /// Never approved.
    error LedgerProjectNotApproved(ProjectId project);

    /// Records help to a household on the register, or under observation. An officer of the area, not kin (P-4).
    /// @param project that it was part of; 0: none
    /// @param day of the help, at most 30 days ago
    /// @param evidence digest
    /// @custom:access door:Dispose
    function recordHelp(
        HouseholdId household,
        ProjectId project,
        HelpKind kind,
        Day day,
        bytes32 evidence
    ) external returns (uint32 help);

    /// The household was helped so. Anyone may send it.
    /// Signed: `ConfirmHelp(uint64 person,uint32 help,uint256 nonce,uint256 deadline)`.
    /// @custom:access open
    function confirmHelp(uint32 help, Assertion calldata assertion) external;

    /// Reports what a project has achieved; the newest report of an indicator counts, its plan stays as first said. The implementer, or without one
    /// an operator or the authority of the programme.
    /// @param indicator as the plan numbers it; values in its unit
    /// @custom:access door:Preserve
    function reportOutcome(
        ProjectId project,
        uint16 indicator,
        uint64 planned,
        uint64 achieved,
        bytes32 evidence
    ) external;

    /// Says what a household thinks of a project of its programme. Anyone may send it.
    /// Signed: `Feedback(uint64 person,uint32 project,uint8 rating,bytes32 evidence,uint256 nonce,uint256 deadline)`.
    /// @param rating 1 to 5
    /// @param evidence digest of what it has said; may be 0
    /// @custom:access open
    function giveFeedback(
        ProjectId project,
        HouseholdId household,
        uint8 rating,
        bytes32 evidence,
        Assertion calldata assertion
    ) external;

    function helpInfo(uint32 help) external view returns (Help memory);

    function helpCount() external view returns (uint32);

    function outcomeInfo(ProjectId project, uint16 indicator) external view returns (Outcome memory);
}
