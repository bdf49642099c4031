// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.34;

import {IParticipantRegistry} from "../../kernel/interfaces/IParticipantRegistry.sol";
import {IReceivableDisputes} from "./interfaces/IReceivableDisputes.sol";
import {IReceivableFinancing} from "./interfaces/IReceivableFinancing.sol";
import {IReceivableRegistry} from "./interfaces/IReceivableRegistry.sol";
import {KernelModule} from "../../kernel/base/KernelModule.sol";
import {NoteId} from "./types/ReceivableTypes.sol";

/// Documented in {IReceivableDisputes}.
contract ReceivableDisputes is IReceivableDisputes, KernelModule {
    IReceivableRegistry public immutable registry;
    IReceivableFinancing public immutable financing;

    constructor(
        address authority,
        IParticipantRegistry participants_,
        IReceivableRegistry registry_,
        IReceivableFinancing financing_
    ) KernelModule(authority, participants_) {
        registry = registry_;
        financing = financing_;
    }

    /// @inheritdoc IReceivableDisputes
    function dispute(NoteId, bytes32) external {
        revert CallerNotPart(msg.sender);
    }

    /// @inheritdoc IReceivableDisputes
    function resolve(NoteId, bytes32) external {
        revert CallerNotPart(msg.sender);
    }

    /// @inheritdoc IReceivableDisputes
    function resolveByOrder(NoteId, bytes32) external restricted {
        revert CallerNotPart(msg.sender);
    }

    /// @inheritdoc IReceivableDisputes
    function enter(NoteId, uint64, uint40, uint40, bytes32) external returns (uint32) {
        revert CallerNotPart(msg.sender);
    }

    /// @inheritdoc IReceivableDisputes
    function admit(NoteId, uint32) external {
        revert CallerNotPart(msg.sender);
    }

    /// @inheritdoc IReceivableDisputes
    function admitByOrder(NoteId, uint32) external restricted {
        revert CallerNotPart(msg.sender);
    }

    /// @inheritdoc IReceivableDisputes
    function withdraw(NoteId, uint32) external {
        revert CallerNotPart(msg.sender);
    }

    /// @inheritdoc IReceivableDisputes
    function dismissByOrder(NoteId, uint32) external restricted {
        revert CallerNotPart(msg.sender);
    }

    /// @inheritdoc IReceivableDisputes
    function collect(NoteId, uint64, bool) external onlyPart returns (Share[] memory, uint64) {
        revert CallerNotPart(msg.sender);
    }

    /// @inheritdoc IReceivableDisputes
    function ladder(NoteId, uint64) external view returns (Share[] memory) {
        revert CallerNotPart(msg.sender);
    }

    /// @inheritdoc IReceivableDisputes
    function disputeOf(NoteId) external view returns (Dispute memory, bytes32) {
        revert CallerNotPart(msg.sender);
    }

    /// @inheritdoc IReceivableDisputes
    function entriesOf(NoteId, uint32, uint256) external view returns (Entry[] memory) {
        revert CallerNotPart(msg.sender);
    }
}
