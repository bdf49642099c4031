// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.34;

import {KernelModule} from "../../kernel/base/KernelModule.sol";
import {IBusinessCalendar} from "../../kernel/interfaces/IBusinessCalendar.sol";
import {IParticipantRegistry} from "../../kernel/interfaces/IParticipantRegistry.sol";
import {ParticipantId} from "../../kernel/types/Ids.sol";
import {IDataCertification} from "./interfaces/IDataCertification.sol";
import {IDataRegistry} from "./interfaces/IDataRegistry.sol";
import {AssetId, Details, FilingId, ObjectionId} from "./types/DataTypes.sol";

/// Documented in {IDataCertification}.
contract DataCertification is IDataCertification, KernelModule {
    IDataRegistry public immutable registry;
    IBusinessCalendar public immutable calendar;

    /// @inheritdoc IDataCertification
    uint16 public noticeDays = 10;
    /// @inheritdoc IDataCertification
    uint32 public objectionCount;

    constructor(
        address authority,
        IParticipantRegistry participants_,
        IDataRegistry registry_,
        IBusinessCalendar calendar_
    ) KernelModule(authority, participants_) {
        registry = registry_;
        calendar = calendar_;
    }

    /// @inheritdoc IDataCertification
    function fileChange(AssetId, Details calldata, bytes32) external returns (FilingId) {
        revert();
    }

    /// @inheritdoc IDataCertification
    function fileCorrection(AssetId, Details calldata, bytes32) external returns (FilingId) {
        revert();
    }

    /// @inheritdoc IDataCertification
    function fileRenewal(AssetId, bytes32) external returns (FilingId) {
        revert();
    }

    /// @inheritdoc IDataCertification
    function review(FilingId, bytes32) external {
        revert();
    }

    /// @inheritdoc IDataCertification
    function objectTo(FilingId, bytes32) external returns (ObjectionId) {
        revert();
    }

    /// @inheritdoc IDataCertification
    function objectToCertificate(AssetId, bytes32) external returns (ObjectionId) {
        revert();
    }

    /// @inheritdoc IDataCertification
    function answerObjection(ObjectionId, bytes32) external {
        revert();
    }

    /// @inheritdoc IDataCertification
    function decideObjection(ObjectionId, bool, bytes32) external {
        revert();
    }

    /// @inheritdoc IDataCertification
    function decideObjectionByOrder(ObjectionId, bool, bytes32) external {
        revert();
    }

    /// @inheritdoc IDataCertification
    function withdrawObjection(ObjectionId) external {
        revert();
    }

    /// @inheritdoc IDataCertification
    function certify(FilingId, CaSignature calldata) external {
        revert();
    }

    /// @inheritdoc IDataCertification
    function certifyDetails(FilingId, Details calldata, CaSignature calldata) external {
        revert();
    }

    /// @inheritdoc IDataCertification
    function refuseFiling(FilingId, bytes32) external {
        revert();
    }

    /// @inheritdoc IDataCertification
    function withdrawFiling(FilingId) external {
        revert();
    }

    /// @inheritdoc IDataCertification
    function suspend(AssetId, bytes32) external {
        revert();
    }

    /// @inheritdoc IDataCertification
    function reinstate(AssetId, bytes32) external {
        revert();
    }

    /// @inheritdoc IDataCertification
    function setNoticeDays(uint16) external {
        revert();
    }

    /// @inheritdoc IDataCertification
    function filingInfo(FilingId) external view returns (Filing memory) {
        revert();
    }

    /// @inheritdoc IDataCertification
    function openFiling(AssetId) external view returns (FilingId filing, bool open) {
        revert();
    }

    /// @inheritdoc IDataCertification
    function objectionInfo(ObjectionId) external view returns (Objection memory) {
        revert();
    }

    /// @inheritdoc IDataCertification
    function objectionTo(FilingId, ParticipantId) external view returns (ObjectionId) {
        revert();
    }

    /// @inheritdoc IDataCertification
    function objectionToCertificate(AssetId, ParticipantId) external view returns (ObjectionId) {
        revert();
    }
}
