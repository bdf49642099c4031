// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.34;

import {Assertion, HouseholdId, ProjectId} from "./types/ReliefTypes.sol";
import {Day} from "../../kernel/types/Day.sol";
import {IParticipantRegistry} from "../../kernel/interfaces/IParticipantRegistry.sol";
import {IReliefHouseholds} from "./interfaces/IReliefHouseholds.sol";
import {IReliefKeys} from "./interfaces/IReliefKeys.sol";
import {IReliefLedger} from "./interfaces/IReliefLedger.sol";
import {IReliefOfficers} from "./interfaces/IReliefOfficers.sol";
import {IReliefProgrammes} from "./interfaces/IReliefProgrammes.sol";
import {IReliefProjects} from "./interfaces/IReliefProjects.sol";
import {IReliefScores} from "./interfaces/IReliefScores.sol";
import {KernelModule} from "../../kernel/base/KernelModule.sol";

/// Documented in {IReliefLedger}.
contract ReliefLedger is IReliefLedger, KernelModule {
    IReliefProgrammes public immutable programmes;
    IReliefOfficers public immutable officers;
    IReliefHouseholds public immutable households;
    IReliefKeys public immutable keys;
    IReliefProjects public immutable projects;
    IReliefScores public immutable scores;

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
    function recordHelp(HouseholdId, ProjectId, HelpKind, Day, bytes32) external returns (uint32) {
        revert();
    }

    /// @inheritdoc IReliefLedger
    function confirmHelp(uint32, Assertion calldata) external {
        revert();
    }

    /// @inheritdoc IReliefLedger
    function reportOutcome(ProjectId, uint16, uint64, uint64, bytes32) external {
        revert();
    }

    /// @inheritdoc IReliefLedger
    function giveFeedback(ProjectId, HouseholdId, uint8, bytes32, Assertion calldata) external {
        revert();
    }

    /// @inheritdoc IReliefLedger
    function helpInfo(uint32) external view returns (Help memory) {
        revert();
    }

    /// @inheritdoc IReliefLedger
    function helpCount() external view returns (uint32) {
        revert();
    }

    /// @inheritdoc IReliefLedger
    function outcomeInfo(ProjectId, uint16) external view returns (Outcome memory) {
        revert();
    }
}
