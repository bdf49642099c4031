// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.34;

import {AreaCode, Assertion, Level, OfficerId, ProgrammeId, PublicKey} from "./types/ReliefTypes.sol";
import {IParticipantRegistry} from "../../kernel/interfaces/IParticipantRegistry.sol";
import {IReliefKeys} from "./interfaces/IReliefKeys.sol";
import {IReliefOfficers} from "./interfaces/IReliefOfficers.sol";
import {IReliefProgrammes} from "./interfaces/IReliefProgrammes.sol";
import {KernelModule} from "../../kernel/base/KernelModule.sol";
import {Mode} from "../../kernel/types/Parties.sol";

/// Documented in {IReliefOfficers}.
contract ReliefOfficers is IReliefOfficers, KernelModule {
    IReliefProgrammes public immutable programmes;
    IReliefKeys public immutable keys;

    constructor(
        address authority,
        IParticipantRegistry participants_,
        IReliefProgrammes programmes_,
        IReliefKeys keys_
    ) KernelModule(authority, participants_) {
        programmes = programmes_;
        keys = keys_;
    }

    /// @inheritdoc IReliefOfficers
    function addArea(AreaCode, string calldata) external {
        revert();
    }

    /// @inheritdoc IReliefOfficers
    function appoint(address, AreaCode, bytes32, PublicKey calldata, Assertion calldata) external returns (OfficerId) {
        revert();
    }

    /// @inheritdoc IReliefOfficers
    function transferOfficer(OfficerId, address, AreaCode) external {
        revert();
    }

    /// @inheritdoc IReliefOfficers
    function dismiss(OfficerId) external {
        revert();
    }

    /// @inheritdoc IReliefOfficers
    function replaceKey(OfficerId, PublicKey calldata) external {
        revert();
    }

    /// @inheritdoc IReliefOfficers
    function declareKinship(bytes32[] calldata) external {
        revert();
    }

    /// @inheritdoc IReliefOfficers
    function enterKinship(OfficerId, bytes32, bytes32) external onlyPart {
        revert();
    }

    /// @inheritdoc IReliefOfficers
    function requireActing(address, ProgrammeId, AreaCode, Mode) external view returns (OfficerId, Level) {
        revert();
    }

    /// @inheritdoc IReliefOfficers
    function requireActingOn(address, ProgrammeId, AreaCode, bytes32, Mode) external view returns (OfficerId, Level) {
        revert();
    }

    /// @inheritdoc IReliefOfficers
    function isKin(OfficerId, bytes32) external view returns (bool) {
        revert();
    }

    /// @inheritdoc IReliefOfficers
    function kinOf(OfficerId) external view returns (bytes32[] memory) {
        revert();
    }

    /// @inheritdoc IReliefOfficers
    function isArea(AreaCode) external view returns (bool) {
        revert();
    }

    /// @inheritdoc IReliefOfficers
    function officerInfo(OfficerId) external view returns (Officer memory) {
        revert();
    }

    /// @inheritdoc IReliefOfficers
    function officerOf(address) external view returns (OfficerId) {
        revert();
    }

    /// @inheritdoc IReliefOfficers
    function officerCount() external view returns (uint32) {
        revert();
    }
}
