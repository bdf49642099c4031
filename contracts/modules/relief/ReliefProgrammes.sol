// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.34;

import {AreaCode, BenefitId, ProgrammeId, Purpose, Role, Source} from "./types/ReliefTypes.sol";
import {Day} from "../../kernel/types/Day.sol";
import {IParticipantRegistry} from "../../kernel/interfaces/IParticipantRegistry.sol";
import {IReliefProgrammes} from "./interfaces/IReliefProgrammes.sol";
import {KernelModule} from "../../kernel/base/KernelModule.sol";
import {ParticipantId} from "../../kernel/types/Ids.sol";

/// Documented in {IReliefProgrammes}.
contract ReliefProgrammes is IReliefProgrammes, KernelModule {
    constructor(address authority, IParticipantRegistry participants_) KernelModule(authority, participants_) {}

    /// @inheritdoc IReliefProgrammes
    function createProgramme(
        Source,
        Day,
        Day,
        uint64,
        Rules calldata,
        AreaCode[] calldata,
        Purpose[] calldata,
        bytes32
    ) external returns (ProgrammeId) {
        revert();
    }

    /// @inheritdoc IReliefProgrammes
    function addArea(ProgrammeId, AreaCode) external {
        revert();
    }

    /// @inheritdoc IReliefProgrammes
    function addPurpose(ProgrammeId, Purpose) external {
        revert();
    }

    /// @inheritdoc IReliefProgrammes
    function changeRules(ProgrammeId, Rules calldata, bytes32) external {
        revert();
    }

    /// @inheritdoc IReliefProgrammes
    function setRole(ProgrammeId, ParticipantId, Role, Purpose, bool) external {
        revert();
    }

    /// @inheritdoc IReliefProgrammes
    function defineBenefit(Benefit calldata) external returns (BenefitId) {
        revert();
    }

    /// @inheritdoc IReliefProgrammes
    function closeBenefit(BenefitId) external {
        revert();
    }

    /// @inheritdoc IReliefProgrammes
    function requireRunning(ProgrammeId) external view returns (Programme memory) {
        revert();
    }

    /// @inheritdoc IReliefProgrammes
    function requireArea(ProgrammeId, AreaCode) external view {
        revert();
    }

    /// @inheritdoc IReliefProgrammes
    function requirePurpose(ProgrammeId, Purpose) external view {
        revert();
    }

    /// @inheritdoc IReliefProgrammes
    function requireRole(ProgrammeId, ParticipantId, Role, Purpose) external view {
        revert();
    }

    /// @inheritdoc IReliefProgrammes
    function hasRole(ProgrammeId, ParticipantId, Role, Purpose) external view returns (bool) {
        revert();
    }

    /// @inheritdoc IReliefProgrammes
    function programmeInfo(ProgrammeId) external view returns (Programme memory) {
        revert();
    }

    /// @inheritdoc IReliefProgrammes
    function programmeCount() external view returns (uint32) {
        revert();
    }

    /// @inheritdoc IReliefProgrammes
    function areasOf(ProgrammeId) external view returns (AreaCode[] memory) {
        revert();
    }

    /// @inheritdoc IReliefProgrammes
    function purposesOf(ProgrammeId) external view returns (Purpose[] memory) {
        revert();
    }

    /// @inheritdoc IReliefProgrammes
    function benefitInfo(BenefitId) external view returns (Benefit memory) {
        revert();
    }

    /// @inheritdoc IReliefProgrammes
    function benefitCount() external view returns (uint32) {
        revert();
    }

    /// @inheritdoc IReliefProgrammes
    function periodOf(BenefitId, Day) external view returns (uint16) {
        revert();
    }

    /// @inheritdoc IReliefProgrammes
    function periodStart(BenefitId, uint16) external view returns (Day) {
        revert();
    }
}
