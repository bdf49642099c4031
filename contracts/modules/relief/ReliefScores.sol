// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.34;

import {Assertion, OfficerId, PersonId, ProgrammeId} from "./types/ReliefTypes.sol";
import {IParticipantRegistry} from "../../kernel/interfaces/IParticipantRegistry.sol";
import {IReliefHouseholds} from "./interfaces/IReliefHouseholds.sol";
import {IReliefKeys} from "./interfaces/IReliefKeys.sol";
import {IReliefOfficers} from "./interfaces/IReliefOfficers.sol";
import {IReliefProgrammes} from "./interfaces/IReliefProgrammes.sol";
import {IReliefScores} from "./interfaces/IReliefScores.sol";
import {KernelModule} from "../../kernel/base/KernelModule.sol";

/// Documented in {IReliefScores}.
contract ReliefScores is IReliefScores, KernelModule {
    IReliefProgrammes public immutable programmes;
    IReliefOfficers public immutable officers;
    IReliefHouseholds public immutable households;
    IReliefKeys public immutable keys;

    mapping(uint16 factor => Factor) private _factors;

    constructor(
        address authority,
        IParticipantRegistry participants_,
        IReliefProgrammes programmes_,
        IReliefOfficers officers_,
        IReliefHouseholds households_,
        IReliefKeys keys_
    ) KernelModule(authority, participants_) {
        programmes = programmes_;
        officers = officers_;
        households = households_;
        keys = keys_;
    }

    /// @inheritdoc IReliefScores
    function setFactor(uint16 factor, int16 points, uint8 weight, uint16 cap, bool active) external restricted {
        if (points == 0 || points > 1000 || points < -1000 || weight == 0 || weight > 100) {
            revert FactorInvalid(factor, points, weight);
        }
        _factors[factor] = Factor({points: points, weight: weight, cap: cap, active: active});
        emit FactorSet(factor, points, weight, cap, active);
    }

    /// @inheritdoc IReliefScores
    function enter(PersonId, ProgrammeId, uint16, bytes32) external returns (uint64) {
        revert();
    }

    /// @inheritdoc IReliefScores
    function appeal(uint64, bytes32) external {
        revert();
    }

    /// @inheritdoc IReliefScores
    function appealByHousehold(uint64, bytes32, Assertion calldata) external {
        revert();
    }

    /// @inheritdoc IReliefScores
    function decideAppeal(uint64, bool, bytes32) external {
        revert();
    }

    /// @inheritdoc IReliefScores
    function enterFact(PersonId, ProgrammeId, Fact, bytes32) external onlyPart {
        revert();
    }

    /// @inheritdoc IReliefScores
    function scoreOf(OfficerId) external view returns (uint16) {
        revert();
    }

    /// @inheritdoc IReliefScores
    function factorInfo(uint16) external view returns (Factor memory) {
        revert();
    }

    /// @inheritdoc IReliefScores
    function entryInfo(uint64) external view returns (Entry memory) {
        revert();
    }

    /// @inheritdoc IReliefScores
    function entryCount() external view returns (uint64) {
        revert();
    }
}
