// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.34;

import {KernelModule} from "../../kernel/base/KernelModule.sol";
import {IParticipantRegistry} from "../../kernel/interfaces/IParticipantRegistry.sol";
import {IBillRegistry} from "./interfaces/IBillRegistry.sol";
import {IBillSecurity} from "./interfaces/IBillSecurity.sol";
import {Cases} from "../../kernel/libraries/Cases.sol";
import {ParticipantId} from "../../kernel/types/Ids.sol";
import {BillId, HoldingId} from "./types/BillTypes.sol";
import {IBillOrders} from "./interfaces/IBillOrders.sol";

/// Documented in {IBillOrders}.
contract BillOrders is IBillOrders, KernelModule {
    IBillRegistry public immutable registry;
    IBillSecurity public immutable security;

    constructor(
        address authority,
        IParticipantRegistry participants_,
        IBillRegistry registry_,
        IBillSecurity security_
    ) KernelModule(authority, participants_) {
        registry = registry_;
        security = security_;
    }

    /// @inheritdoc IBillOrders
    function freeze(HoldingId, bytes32, uint40, uint40, uint40) external restricted {
        revert();
    }

    /// @inheritdoc IBillOrders
    function renewFreeze(HoldingId, bytes32, uint40) external restricted {
        revert();
    }

    /// @inheritdoc IBillOrders
    function unfreeze(HoldingId, bytes32) external restricted {
        revert();
    }

    /// @inheritdoc IBillOrders
    function transferByOrder(HoldingId, bytes32, uint40, uint40, ParticipantId) external restricted {
        revert();
    }

    /// @inheritdoc IBillOrders
    function invalidate(HoldingId, bytes32, ParticipantId) external restricted {
        revert();
    }

    /// @inheritdoc IBillOrders
    function isFrozen(BillId, uint40, uint40, ParticipantId) external view returns (bool) {
        revert();
    }

    /// @inheritdoc IBillOrders
    function casesOf(BillId) external view returns (Cases.Case[] memory cases, Freeze[] memory freezes) {
        revert();
    }
}
