// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.34;

import {Assertion, HouseholdId, ObjectionId, OfficerId} from "./types/ReliefTypes.sol";
import {IParticipantRegistry} from "../../kernel/interfaces/IParticipantRegistry.sol";
import {IReliefHouseholds} from "./interfaces/IReliefHouseholds.sol";
import {IReliefKeys} from "./interfaces/IReliefKeys.sol";
import {IReliefOfficers} from "./interfaces/IReliefOfficers.sol";
import {IReliefProgrammes} from "./interfaces/IReliefProgrammes.sol";
import {IReliefReviews} from "./interfaces/IReliefReviews.sol";
import {IReliefScores} from "./interfaces/IReliefScores.sol";
import {KernelModule} from "../../kernel/base/KernelModule.sol";

/// Documented in {IReliefReviews}.
contract ReliefReviews is IReliefReviews, KernelModule {
    IReliefProgrammes public immutable programmes;
    IReliefOfficers public immutable officers;
    IReliefHouseholds public immutable households;
    IReliefKeys public immutable keys;
    IReliefScores public immutable scores;

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
    function propose(Proposal[] calldata, Assertion calldata) external returns (HouseholdId[] memory) {
        revert();
    }

    /// @inheritdoc IReliefReviews
    function review(HouseholdId[] calldata, bytes32) external {
        revert();
    }

    /// @inheritdoc IReliefReviews
    function publish(HouseholdId[] calldata) external {
        revert();
    }

    /// @inheritdoc IReliefReviews
    function endorse(HouseholdId[] calldata, bytes32) external {
        revert();
    }

    /// @inheritdoc IReliefReviews
    function register(HouseholdId[] calldata, bytes32) external {
        revert();
    }

    /// @inheritdoc IReliefReviews
    function refuse(HouseholdId, bytes32) external {
        revert();
    }

    /// @inheritdoc IReliefReviews
    function proposeExit(HouseholdId, bytes32, Assertion calldata, Assertion calldata) external {
        revert();
    }

    /// @inheritdoc IReliefReviews
    function approveExit(HouseholdId[] calldata, bytes32) external {
        revert();
    }

    /// @inheritdoc IReliefReviews
    function refuseExit(HouseholdId, bytes32) external {
        revert();
    }

    /// @inheritdoc IReliefReviews
    function relapse(HouseholdId, bytes32) external {
        revert();
    }

    /// @inheritdoc IReliefReviews
    function object(HouseholdId, bytes32) external returns (ObjectionId) {
        revert();
    }

    /// @inheritdoc IReliefReviews
    function answerObjection(ObjectionId, Outcome, bytes32) external {
        revert();
    }

    /// @inheritdoc IReliefReviews
    function reportKinship(HouseholdId, OfficerId, bytes32) external {
        revert();
    }

    /// @inheritdoc IReliefReviews
    function procedureOf(HouseholdId) external view returns (Procedure memory) {
        revert();
    }

    /// @inheritdoc IReliefReviews
    function objectionInfo(ObjectionId) external view returns (Objection memory) {
        revert();
    }

    /// @inheritdoc IReliefReviews
    function objectionCount() external view returns (uint32) {
        revert();
    }
}
