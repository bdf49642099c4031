// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.34;

import {AreaCode, Assertion, HouseholdId, HouseholdStatus, OfficerId, ProgrammeId} from "./types/ReliefTypes.sol";
import {Day} from "../../kernel/types/Day.sol";
import {IParticipantRegistry} from "../../kernel/interfaces/IParticipantRegistry.sol";
import {IReliefHouseholds} from "./interfaces/IReliefHouseholds.sol";
import {IReliefKeys} from "./interfaces/IReliefKeys.sol";
import {IReliefOfficers} from "./interfaces/IReliefOfficers.sol";
import {IReliefProgrammes} from "./interfaces/IReliefProgrammes.sol";
import {KernelModule} from "../../kernel/base/KernelModule.sol";
import {ParticipantId} from "../../kernel/types/Ids.sol";

/// Documented in {IReliefHouseholds}.
contract ReliefHouseholds is IReliefHouseholds, KernelModule {
    IReliefProgrammes public immutable programmes;
    IReliefOfficers public immutable officers;
    IReliefKeys public immutable keys;

    constructor(
        address authority,
        IParticipantRegistry participants_,
        IReliefProgrammes programmes_,
        IReliefOfficers officers_,
        IReliefKeys keys_
    ) KernelModule(authority, participants_) {
        programmes = programmes_;
        officers = officers_;
        keys = keys_;
    }

    /// @inheritdoc IReliefHouseholds
    function chooseBank(HouseholdId, ParticipantId, Assertion calldata) external {
        revert();
    }

    /// @inheritdoc IReliefHouseholds
    function proposeChange(Change calldata) external returns (uint32) {
        revert();
    }

    /// @inheritdoc IReliefHouseholds
    function confirmChange(uint32) external {
        revert();
    }

    /// @inheritdoc IReliefHouseholds
    function refuseChange(uint32, bytes32) external {
        revert();
    }

    /// @inheritdoc IReliefHouseholds
    function enter(ProgrammeId, bytes32, AreaCode, uint8, ParticipantId) external onlyPart returns (HouseholdId, bool) {
        revert();
    }

    /// @inheritdoc IReliefHouseholds
    function setStatus(HouseholdId, HouseholdStatus, HouseholdStatus) external onlyPart {
        revert();
    }

    /// @inheritdoc IReliefHouseholds
    function grant(
        ProgrammeId,
        AreaCode,
        uint8,
        ParticipantId,
        Day,
        uint32[] calldata,
        uint64[] calldata
    ) external onlyPart returns (uint256) {
        revert();
    }

    /// @inheritdoc IReliefHouseholds
    function ungrant(ProgrammeId, uint32[] calldata, uint64[] calldata) external onlyPart {
        revert();
    }

    /// @inheritdoc IReliefHouseholds
    function statusOf(HouseholdId) external view returns (HouseholdStatus) {
        revert();
    }

    /// @inheritdoc IReliefHouseholds
    function isEntitled(HouseholdId) external view returns (bool) {
        revert();
    }

    /// @inheritdoc IReliefHouseholds
    function areGrantable(
        ProgrammeId,
        AreaCode,
        uint8,
        ParticipantId,
        Day,
        uint32[] calldata,
        uint64[] calldata
    ) external view returns (bool[] memory) {
        revert();
    }

    /// @inheritdoc IReliefHouseholds
    function householdInfo(HouseholdId) external view returns (Household memory) {
        revert();
    }

    /// @inheritdoc IReliefHouseholds
    function householdByCommitment(ProgrammeId, bytes32) external view returns (HouseholdId) {
        revert();
    }

    /// @inheritdoc IReliefHouseholds
    function householdCount(ProgrammeId) external view returns (uint32) {
        revert();
    }

    /// @inheritdoc IReliefHouseholds
    function changeInfo(uint32) external view returns (Change memory) {
        revert();
    }

    /// @inheritdoc IReliefHouseholds
    function hasChanged(HouseholdId, OfficerId) external view returns (bool) {
        revert();
    }
}
