// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.34;

import {KernelModule} from "../../kernel/base/KernelModule.sol";
import {IParticipantRegistry} from "../../kernel/interfaces/IParticipantRegistry.sol";
import {Day} from "../../kernel/types/Day.sol";
import {ParticipantId} from "../../kernel/types/Ids.sol";
import {DisputeId, LicenceId, SaleId} from "./types/DataTypes.sol";
import {IDataLicences} from "./interfaces/IDataLicences.sol";
import {IDataOffers} from "./interfaces/IDataOffers.sol";
import {IDataRegistry} from "./interfaces/IDataRegistry.sol";
import {IDataRevenue} from "./interfaces/IDataRevenue.sol";
import {IDataSales} from "./interfaces/IDataSales.sol";
import {IDataDisputes} from "./interfaces/IDataDisputes.sol";

/// Documented in {IDataDisputes}.
contract DataDisputes is IDataDisputes, KernelModule {
    IDataRegistry public immutable registry;
    IDataOffers public immutable offers;
    IDataLicences public immutable licences;
    IDataSales public immutable sales;
    IDataRevenue public immutable revenue;

    constructor(
        address authority,
        IParticipantRegistry participants_,
        IDataRegistry registry_,
        IDataOffers offers_,
        IDataLicences licences_,
        IDataSales sales_,
        IDataRevenue revenue_
    ) KernelModule(authority, participants_) {
        registry = registry_;
        offers = offers_;
        licences = licences_;
        sales = sales_;
        revenue = revenue_;
    }

    /// @inheritdoc IDataDisputes
    function openQuality(SaleId, Outcome calldata, bytes32) external pure returns (DisputeId) {
        revert();
    }

    /// @inheritdoc IDataDisputes
    function openMisuse(LicenceId, Outcome calldata, bytes32) external pure returns (DisputeId) {
        revert();
    }

    /// @inheritdoc IDataDisputes
    function openMetering(LicenceId, Outcome calldata, bytes32) external pure returns (DisputeId) {
        revert();
    }

    /// @inheritdoc IDataDisputes
    function answer(DisputeId, bytes32) external pure {
        revert();
    }

    /// @inheritdoc IDataDisputes
    function propose(DisputeId, Outcome calldata) external pure {
        revert();
    }

    /// @inheritdoc IDataDisputes
    function acceptOutcome(DisputeId, Outcome calldata) external pure {
        revert();
    }

    /// @inheritdoc IDataDisputes
    function concede(DisputeId) external pure {
        revert();
    }

    /// @inheritdoc IDataDisputes
    function withdraw(DisputeId) external pure {
        revert();
    }

    /// @inheritdoc IDataDisputes
    function decide(DisputeId, Outcome calldata, bytes32) external pure {
        revert();
    }

    /// @inheritdoc IDataDisputes
    function decideByOrder(DisputeId, Outcome calldata, bytes32) external restricted {
        revert();
    }

    /// @inheritdoc IDataDisputes
    function lapse(DisputeId) external pure {
        revert();
    }

    /// @inheritdoc IDataDisputes
    function endProven(LicenceId) external view onlyPart {
        revert();
    }

    /// @inheritdoc IDataDisputes
    function disputeInfo(DisputeId) external pure returns (Dispute memory) {
        revert();
    }

    /// @inheritdoc IDataDisputes
    function openOn(LicenceId, DisputeKind) external pure returns (DisputeId) {
        revert();
    }

    /// @inheritdoc IDataDisputes
    function isMeteringDisputed(LicenceId) external pure returns (bool) {
        revert();
    }

    /// @inheritdoc IDataDisputes
    function isDisputed(LicenceId) external pure returns (bool) {
        revert();
    }

    /// @inheritdoc IDataDisputes
    function disputeCount() external pure returns (uint32) {
        revert();
    }
}
