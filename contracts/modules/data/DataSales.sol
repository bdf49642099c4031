// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.34;

import {KernelModule} from "../../kernel/base/KernelModule.sol";
import {IParticipantRegistry} from "../../kernel/interfaces/IParticipantRegistry.sol";
import {ParticipantId} from "../../kernel/types/Ids.sol";
import {AssetId, LicenceId, OfferId, Point, Right, SaleId} from "./types/DataTypes.sol";
import {IDataDisputes} from "./interfaces/IDataDisputes.sol";
import {IDataLicences} from "./interfaces/IDataLicences.sol";
import {IDataOffers} from "./interfaces/IDataOffers.sol";
import {IDataRegistry} from "./interfaces/IDataRegistry.sol";
import {IDataRevenue} from "./interfaces/IDataRevenue.sol";
import {IDataSales} from "./interfaces/IDataSales.sol";

/// Documented in {IDataSales}.
contract DataSales is IDataSales, KernelModule {
    IDataOffers public immutable offers;
    IDataLicences public immutable licences;
    IDataRegistry public immutable registry;
    IDataRevenue public immutable revenue;
    IDataDisputes public disputes;

    constructor(
        address authority,
        IParticipantRegistry participants_,
        IDataOffers offers_,
        IDataLicences licences_,
        IDataRegistry registry_,
        IDataRevenue revenue_
    ) KernelModule(authority, participants_) {
        offers = offers_;
        licences = licences_;
        registry = registry_;
        revenue = revenue_;
    }

    /// @inheritdoc IDataSales
    function order(OfferId, bytes32, Point calldata) external pure returns (SaleId, LicenceId) {
        revert();
    }

    /// @inheritdoc IDataSales
    function decline(SaleId) external pure {
        revert();
    }

    /// @inheritdoc IDataSales
    function commit(SaleId, bytes32, uint32, bytes32) external pure {
        revert();
    }

    /// @inheritdoc IDataSales
    function confirmCiphertext(SaleId) external pure {
        revert();
    }

    /// @inheritdoc IDataSales
    function postKey(SaleId, Point calldata, bytes32) external pure {
        revert();
    }

    /// @inheritdoc IDataSales
    function accept(SaleId) external pure {
        revert();
    }

    /// @inheritdoc IDataSales
    function proveWrongKey(SaleId, uint256) external pure {
        revert();
    }

    /// @inheritdoc IDataSales
    function release(SaleId) external pure {
        revert();
    }

    /// @inheritdoc IDataSales
    function lapse(SaleId) external pure {
        revert();
    }

    /// @inheritdoc IDataSales
    function setDisputes(IDataDisputes) external restricted {
        revert();
    }

    /// @inheritdoc IDataSales
    function hold(SaleId, ParticipantId) external view onlyPart {
        revert();
    }

    /// @inheritdoc IDataSales
    function resolve(SaleId, uint64, bool) external view onlyPart {
        revert();
    }

    /// @inheritdoc IDataSales
    function previewWrongKey(SaleId, uint256) external pure returns (bool) {
        revert();
    }

    /// @inheritdoc IDataSales
    function saleInfo(SaleId) external pure returns (Sale memory) {
        revert();
    }

    /// @inheritdoc IDataSales
    function saleOf(LicenceId) external pure returns (SaleId) {
        revert();
    }

    /// @inheritdoc IDataSales
    function saleOfOrderKey(uint256) external pure returns (SaleId) {
        revert();
    }

    /// @inheritdoc IDataSales
    function saleCount() external pure returns (uint32) {
        revert();
    }
}
