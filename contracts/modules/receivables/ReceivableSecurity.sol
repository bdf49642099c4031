// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.34;

import {Day} from "../../kernel/types/Day.sol";
import {IParticipantRegistry} from "../../kernel/interfaces/IParticipantRegistry.sol";
import {IReceivableRegistry} from "./interfaces/IReceivableRegistry.sol";
import {IReceivableSecurity} from "./interfaces/IReceivableSecurity.sol";
import {KernelModule} from "../../kernel/base/KernelModule.sol";
import {NoteId} from "./types/ReceivableTypes.sol";
import {ParticipantId} from "../../kernel/types/Ids.sol";
import {RequestId} from "../../kernel/libraries/Requests.sol";

/// Documented in {IReceivableSecurity}.
contract ReceivableSecurity is IReceivableSecurity, KernelModule {
    IReceivableRegistry public immutable registry;

    constructor(
        address authority,
        IParticipantRegistry participants_,
        IReceivableRegistry registry_
    ) KernelModule(authority, participants_) {
        registry = registry_;
    }

    /// @inheritdoc IReceivableSecurity
    function pledge(NoteId, uint64, ParticipantId, uint64, Day, Day) external returns (NoteId, RequestId) {
        revert CallerNotPart(msg.sender);
    }

    /// @inheritdoc IReceivableSecurity
    function sign(RequestId) external {
        revert CallerNotPart(msg.sender);
    }

    /// @inheritdoc IReceivableSecurity
    function release(NoteId) external {
        revert CallerNotPart(msg.sender);
    }

    /// @inheritdoc IReceivableSecurity
    function realise(NoteId) external {
        revert CallerNotPart(msg.sender);
    }

    /// @inheritdoc IReceivableSecurity
    function collect(NoteId, uint64, bool) external onlyPart returns (ParticipantId, uint64, ParticipantId, uint64) {
        revert CallerNotPart(msg.sender);
    }

    /// @inheritdoc IReceivableSecurity
    function end(NoteId) external onlyPart {
        revert CallerNotPart(msg.sender);
    }

    /// @inheritdoc IReceivableSecurity
    function pledgeOf(NoteId) external view returns (Pledge memory) {
        revert CallerNotPart(msg.sender);
    }
}
