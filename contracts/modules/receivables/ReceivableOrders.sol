// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.34;

import {Cases} from "../../kernel/libraries/Cases.sol";
import {IParticipantRegistry} from "../../kernel/interfaces/IParticipantRegistry.sol";
import {IReceivableFinancing} from "./interfaces/IReceivableFinancing.sol";
import {IReceivableOrders} from "./interfaces/IReceivableOrders.sol";
import {IReceivableRegistry} from "./interfaces/IReceivableRegistry.sol";
import {IReceivableSecurity} from "./interfaces/IReceivableSecurity.sol";
import {KernelModule} from "../../kernel/base/KernelModule.sol";
import {NoteId, RootId} from "./types/ReceivableTypes.sol";
import {ParticipantId} from "../../kernel/types/Ids.sol";

/// Documented in {IReceivableOrders}.
contract ReceivableOrders is IReceivableOrders, KernelModule {
    IReceivableRegistry public immutable registry;
    IReceivableFinancing public immutable financing;
    IReceivableSecurity public immutable security;

    /// @inheritdoc IReceivableOrders
    mapping(RootId root => uint32) public ordersOn;

    constructor(
        address authority,
        IParticipantRegistry participants_,
        IReceivableRegistry registry_,
        IReceivableFinancing financing_,
        IReceivableSecurity security_
    ) KernelModule(authority, participants_) {
        registry = registry_;
        financing = financing_;
        security = security_;
    }

    /// @inheritdoc IReceivableOrders
    function freeze(NoteId, bytes32, ParticipantId, uint64, uint40) external restricted {
        revert CallerNotPart(msg.sender);
    }

    /// @inheritdoc IReceivableOrders
    function renewFreeze(NoteId, bytes32, uint40) external restricted {
        revert CallerNotPart(msg.sender);
    }

    /// @inheritdoc IReceivableOrders
    function unfreeze(NoteId, bytes32) external restricted {
        revert CallerNotPart(msg.sender);
    }

    /// @inheritdoc IReceivableOrders
    function transferByOrder(NoteId, bytes32, ParticipantId, ParticipantId) external restricted {
        revert CallerNotPart(msg.sender);
    }

    /// @inheritdoc IReceivableOrders
    function isFrozen(NoteId) external view returns (bool) {
        revert CallerNotPart(msg.sender);
    }

    /// @inheritdoc IReceivableOrders
    function casesOf(NoteId) external view returns (Cases.Case[] memory) {
        revert CallerNotPart(msg.sender);
    }
}
