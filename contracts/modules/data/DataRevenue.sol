// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.34;

import {KernelModule} from "../../kernel/base/KernelModule.sol";
import {IParticipantRegistry} from "../../kernel/interfaces/IParticipantRegistry.sol";
import {ISettlementToken} from "../../kernel/interfaces/ISettlementToken.sol";
import {ParticipantId} from "../../kernel/types/Ids.sol";
import {PersonId} from "../../kernel/types/Passkey.sol";
import {AssetId, LicenceId} from "./types/DataTypes.sol";
import {IDataConsents} from "./interfaces/IDataConsents.sol";
import {IDataLicences} from "./interfaces/IDataLicences.sol";
import {IDataRegistry} from "./interfaces/IDataRegistry.sol";
import {IDataRevenue} from "./interfaces/IDataRevenue.sol";

/// Documented in {IDataRevenue}.
contract DataRevenue is IDataRevenue, KernelModule {
    IDataRegistry public immutable registry;
    IDataLicences public immutable licences;
    IDataConsents public immutable consents;
    ISettlementToken public immutable money;

    constructor(
        address authority,
        IParticipantRegistry participants_,
        IDataRegistry registry_,
        IDataLicences licences_,
        IDataConsents consents_,
        ISettlementToken money_
    ) KernelModule(authority, participants_) {
        registry = registry_;
        licences = licences_;
        consents = consents_;
        money = money_;
    }

    /// @inheritdoc IDataRevenue
    function passOn(AssetId) external pure {
        revert();
    }

    /// @inheritdoc IDataRevenue
    function claimFor(ParticipantId) external pure {
        revert();
    }

    /// @inheritdoc IDataRevenue
    function claimForPerson(PersonId) external pure {
        revert();
    }

    /// @inheritdoc IDataRevenue
    function takeOrder(LicenceId, ParticipantId, uint64, uint64) external view onlyPart {
        revert();
    }

    /// @inheritdoc IDataRevenue
    function releaseOrder(LicenceId, AssetId, uint64) external view onlyPart {
        revert();
    }

    /// @inheritdoc IDataRevenue
    function refundOrder(LicenceId, ParticipantId, uint64, uint64) external view onlyPart {
        revert();
    }

    /// @inheritdoc IDataRevenue
    function prepay(LicenceId, ParticipantId, uint64) external view onlyPart {
        revert();
    }

    /// @inheritdoc IDataRevenue
    function releaseUses(LicenceId, AssetId, uint64) external view onlyPart {
        revert();
    }

    /// @inheritdoc IDataRevenue
    function creditPerson(LicenceId, PersonId, uint64) external view onlyPart {
        revert();
    }

    /// @inheritdoc IDataRevenue
    function forfeitDeposit(LicenceId, AssetId, uint64) external view onlyPart {
        revert();
    }

    /// @inheritdoc IDataRevenue
    function giveBack(LicenceId, ParticipantId) external view onlyPart returns (uint64, uint64) {
        revert();
    }

    /// @inheritdoc IDataRevenue
    function accountOf(LicenceId) external pure returns (Account memory) {
        revert();
    }

    /// @inheritdoc IDataRevenue
    function owedTo(ParticipantId) external pure returns (uint64) {
        revert();
    }

    /// @inheritdoc IDataRevenue
    function owedToPerson(PersonId) external pure returns (uint64) {
        revert();
    }

    /// @inheritdoc IDataRevenue
    function waitingAt(AssetId) external pure returns (uint64) {
        revert();
    }

    /// @inheritdoc IDataRevenue
    function totals() external pure returns (Totals memory) {
        revert();
    }

    /// @inheritdoc IDataRevenue
    function previewSplit(AssetId, uint64) external pure returns (Split memory) {
        revert();
    }
}
