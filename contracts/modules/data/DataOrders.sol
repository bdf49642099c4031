// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.34;

import {KernelModule} from "../../kernel/base/KernelModule.sol";
import {IParticipantRegistry} from "../../kernel/interfaces/IParticipantRegistry.sol";
import {Cases} from "../../kernel/libraries/Cases.sol";
import {ParticipantId} from "../../kernel/types/Ids.sol";
import {IDataLicences} from "./interfaces/IDataLicences.sol";
import {IDataOrders} from "./interfaces/IDataOrders.sol";
import {IDataRegistry} from "./interfaces/IDataRegistry.sol";
import {AssetId, LicenceId, Right} from "./types/DataTypes.sol";

/// Documented in {IDataOrders}.
contract DataOrders is IDataOrders, KernelModule {
    IDataRegistry public immutable registry;
    IDataLicences public immutable licences;

    constructor(
        address authority,
        IParticipantRegistry participants_,
        IDataRegistry registry_,
        IDataLicences licences_
    ) KernelModule(authority, participants_) {
        registry = registry_;
        licences = licences_;
    }

    /// @inheritdoc IDataOrders
    function freeze(AssetId, bytes32, uint40, bool) external {
        revert();
    }

    /// @inheritdoc IDataOrders
    function renewFreeze(AssetId, bytes32, uint40) external {
        revert();
    }

    /// @inheritdoc IDataOrders
    function unfreeze(AssetId, bytes32) external {
        revert();
    }

    /// @inheritdoc IDataOrders
    function transferByOrder(AssetId, Right, ParticipantId, ParticipantId, bytes32) external {
        revert();
    }

    /// @inheritdoc IDataOrders
    function cancelByOrder(AssetId, bytes32) external {
        revert();
    }

    /// @inheritdoc IDataOrders
    function suspendByOrder(AssetId, bytes32) external {
        revert();
    }

    /// @inheritdoc IDataOrders
    function reinstateByOrder(AssetId, bytes32) external {
        revert();
    }

    /// @inheritdoc IDataOrders
    function terminateByOrder(LicenceId, bytes32) external {
        revert();
    }

    /// @inheritdoc IDataOrders
    function findMisuse(LicenceId, ParticipantId, bytes32) external {
        revert();
    }

    /// @inheritdoc IDataOrders
    function casesOf(AssetId) external view returns (Cases.Case[] memory) {
        revert();
    }

    /// @inheritdoc IDataOrders
    function stopsUses(AssetId, bytes32) external view returns (bool) {
        revert();
    }
}
