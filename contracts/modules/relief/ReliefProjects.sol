// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.34;

import {AreaCode, FundId, PayoutId, ProjectId} from "./types/ReliefTypes.sol";
import {IParticipantRegistry} from "../../kernel/interfaces/IParticipantRegistry.sol";
import {IReliefFunds} from "./interfaces/IReliefFunds.sol";
import {IReliefOfficers} from "./interfaces/IReliefOfficers.sol";
import {IReliefPayouts} from "./interfaces/IReliefPayouts.sol";
import {IReliefProgrammes} from "./interfaces/IReliefProgrammes.sol";
import {IReliefProjects} from "./interfaces/IReliefProjects.sol";
import {IReliefScores} from "./interfaces/IReliefScores.sol";
import {KernelModule} from "../../kernel/base/KernelModule.sol";
import {ParticipantId} from "../../kernel/types/Ids.sol";

/// Documented in {IReliefProjects}.
contract ReliefProjects is IReliefProjects, KernelModule {
    IReliefProgrammes public immutable programmes;
    IReliefOfficers public immutable officers;
    IReliefFunds public immutable funds;
    IReliefPayouts public immutable payouts;
    IReliefScores public immutable scores;

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
        FundId,
        ParticipantId,
        AreaCode,
        uint64,
        bytes32,
        Plan[] calldata
    ) external returns (ProjectId) {
        revert();
    }

    /// @inheritdoc IReliefProjects
    function approveProject(ProjectId, bytes32) external {
        revert();
    }

    /// @inheritdoc IReliefProjects
    function refuseProject(ProjectId, bytes32) external {
        revert();
    }

    /// @inheritdoc IReliefProjects
    function closeProject(ProjectId, bytes32) external {
        revert();
    }

    /// @inheritdoc IReliefProjects
    function submit(ProjectId, uint8, bytes32[] calldata) external {
        revert();
    }

    /// @inheritdoc IReliefProjects
    function approve(ProjectId, uint8, bytes32) external {
        revert();
    }

    /// @inheritdoc IReliefProjects
    function inspect(ProjectId, uint8, bytes32) external {
        revert();
    }

    /// @inheritdoc IReliefProjects
    function reject(ProjectId, uint8, bytes32) external {
        revert();
    }

    /// @inheritdoc IReliefProjects
    function release(ProjectId, uint8) external returns (PayoutId) {
        revert();
    }

    /// @inheritdoc IReliefProjects
    function requireApproved(ProjectId) external view returns (Project memory) {
        revert();
    }

    /// @inheritdoc IReliefProjects
    function projectInfo(ProjectId) external view returns (Project memory) {
        revert();
    }

    /// @inheritdoc IReliefProjects
    function milestoneInfo(ProjectId, uint8) external view returns (Milestone memory) {
        revert();
    }

    /// @inheritdoc IReliefProjects
    function projectCount() external view returns (uint32) {
        revert();
    }
}
