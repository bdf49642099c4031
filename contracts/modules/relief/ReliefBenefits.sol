// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.34;

import {AreaCode, BenefitId, HouseholdId, OfficerId, PayoutId, ProjectId, RoundId} from "./types/ReliefTypes.sol";
import {IParticipantRegistry} from "../../kernel/interfaces/IParticipantRegistry.sol";
import {IReliefBenefits} from "./interfaces/IReliefBenefits.sol";
import {IReliefHouseholds} from "./interfaces/IReliefHouseholds.sol";
import {IReliefOfficers} from "./interfaces/IReliefOfficers.sol";
import {IReliefPayouts} from "./interfaces/IReliefPayouts.sol";
import {IReliefProgrammes} from "./interfaces/IReliefProgrammes.sol";
import {IReliefProjects} from "./interfaces/IReliefProjects.sol";
import {IReliefReviews} from "./interfaces/IReliefReviews.sol";
import {IReliefScores} from "./interfaces/IReliefScores.sol";
import {KernelModule} from "../../kernel/base/KernelModule.sol";
import {ParticipantId} from "../../kernel/types/Ids.sol";

/// Documented in {IReliefBenefits}.
contract ReliefBenefits is IReliefBenefits, KernelModule {
    IReliefProgrammes public immutable programmes;
    IReliefOfficers public immutable officers;
    IReliefHouseholds public immutable households;
    IReliefProjects public immutable projects;
    IReliefPayouts public immutable payouts;
    IReliefScores public immutable scores;

    constructor(
        address authority,
        IParticipantRegistry participants_,
        IReliefProgrammes programmes_,
        IReliefOfficers officers_,
        IReliefHouseholds households_,
        IReliefProjects projects_,
        IReliefPayouts payouts_,
        IReliefScores scores_
    ) KernelModule(authority, participants_) {
        programmes = programmes_;
        officers = officers_;
        households = households_;
        projects = projects_;
        payouts = payouts_;
        scores = scores_;
    }

    /// @inheritdoc IReliefBenefits
    function proposeRound(BenefitId, ProjectId, AreaCode, uint16, uint64, bytes32, bytes32) external returns (RoundId) {
        revert();
    }

    /// @inheritdoc IReliefBenefits
    function approveRound(RoundId, bytes32, uint64, bytes32) external {
        revert();
    }

    /// @inheritdoc IReliefBenefits
    function refuseRound(RoundId, bytes32) external {
        revert();
    }

    /// @inheritdoc IReliefBenefits
    function releasePage(
        RoundId,
        ParticipantId,
        uint32[] calldata,
        uint64[] calldata,
        uint256,
        bytes32[] calldata
    ) external returns (PayoutId) {
        revert();
    }

    /// @inheritdoc IReliefBenefits
    function openVouchers(RoundId) external {
        revert();
    }

    /// @inheritdoc IReliefBenefits
    function closeRound(RoundId) external {
        revert();
    }

    /// @inheritdoc IReliefBenefits
    function objectToLine(RoundId, HouseholdId, bytes32) external returns (uint32) {
        revert();
    }

    /// @inheritdoc IReliefBenefits
    function answerLineObjection(uint32, IReliefReviews.Outcome, bytes32) external {
        revert();
    }

    /// @inheritdoc IReliefBenefits
    function roundInfo(RoundId) external view returns (Round memory) {
        revert();
    }

    /// @inheritdoc IReliefBenefits
    function roundCount() external view returns (uint32) {
        revert();
    }

    /// @inheritdoc IReliefBenefits
    function requireVoucher(RoundId, HouseholdId, uint64) external view returns (ProjectId, BenefitId, uint16, uint64) {
        revert();
    }

    /// @inheritdoc IReliefBenefits
    function lineObjectionInfo(uint32) external view returns (LineObjection memory) {
        revert();
    }

    /// @inheritdoc IReliefBenefits
    function releasable(
        RoundId,
        ParticipantId,
        OfficerId,
        uint32[] calldata,
        uint64[] calldata
    ) external view returns (bool[] memory) {
        revert();
    }
}
