// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.34;

import {Day} from "../../kernel/types/Day.sol";
import {IBusinessCalendar} from "../../kernel/interfaces/IBusinessCalendar.sol";
import {IParticipantRegistry} from "../../kernel/interfaces/IParticipantRegistry.sol";
import {IReceivableDisputes} from "./interfaces/IReceivableDisputes.sol";
import {IReceivableFinancing} from "./interfaces/IReceivableFinancing.sol";
import {IReceivableIssuance} from "./interfaces/IReceivableIssuance.sol";
import {IReceivableRegistry} from "./interfaces/IReceivableRegistry.sol";
import {IReceivableSecurity} from "./interfaces/IReceivableSecurity.sol";
import {IReceivableSettlement} from "./interfaces/IReceivableSettlement.sol";
import {ISettlementToken} from "../../kernel/interfaces/ISettlementToken.sol";
import {KernelModule} from "../../kernel/base/KernelModule.sol";
import {NoteId} from "./types/ReceivableTypes.sol";
import {ParticipantId} from "../../kernel/types/Ids.sol";
import {Rate} from "../../kernel/types/Rate.sol";
import {RequestId} from "../../kernel/libraries/Requests.sol";
import {RootId} from "./types/ReceivableTypes.sol";

/// Documented in {IReceivableSettlement}.
contract ReceivableSettlement is IReceivableSettlement, KernelModule {
    IReceivableRegistry public immutable registry;
    IReceivableIssuance public immutable issuance;
    IReceivableFinancing public immutable financing;
    IReceivableSecurity public immutable security;
    IReceivableDisputes public immutable disputes;
    IBusinessCalendar public immutable calendar;
    ISettlementToken public immutable money;

    constructor(
        address authority,
        IParticipantRegistry participants_,
        IReceivableRegistry registry_,
        IReceivableIssuance issuance_,
        IReceivableFinancing financing_,
        IReceivableSecurity security_,
        IReceivableDisputes disputes_,
        IBusinessCalendar calendar_,
        ISettlementToken money_
    ) KernelModule(authority, participants_) {
        registry = registry_;
        issuance = issuance_;
        financing = financing_;
        security = security_;
        disputes = disputes_;
        calendar = calendar_;
        money = money_;
    }

    /// @inheritdoc IReceivableSettlement
    function settle(RootId, uint256) external returns (uint32) {
        revert CallerNotPart(msg.sender);
    }

    /// @inheritdoc IReceivableSettlement
    function settlePartly(RootId, uint40, uint256) external returns (uint32) {
        revert CallerNotPart(msg.sender);
    }

    /// @inheritdoc IReceivableSettlement
    function collect(RootId, ParticipantId, uint256) external returns (uint32) {
        revert CallerNotPart(msg.sender);
    }

    /// @inheritdoc IReceivableSettlement
    function claim(NoteId) external {
        revert CallerNotPart(msg.sender);
    }

    /// @inheritdoc IReceivableSettlement
    function requestEarlyPayment(NoteId, uint64, Rate, Day) external returns (NoteId, RequestId) {
        revert CallerNotPart(msg.sender);
    }

    /// @inheritdoc IReceivableSettlement
    function sign(RequestId) external {
        revert CallerNotPart(msg.sender);
    }

    /// @inheritdoc IReceivableSettlement
    function recordOverdue(RootId) external {
        revert CallerNotPart(msg.sender);
    }

    /// @inheritdoc IReceivableSettlement
    function earlyPrice(NoteId, uint64, Rate) external view returns (uint64) {
        revert CallerNotPart(msg.sender);
    }

    /// @inheritdoc IReceivableSettlement
    function needed(RootId, uint40) external view returns (uint64, uint64) {
        revert CallerNotPart(msg.sender);
    }

    /// @inheritdoc IReceivableSettlement
    function dueOn(NoteId) external view returns (uint64, uint64) {
        revert CallerNotPart(msg.sender);
    }

    /// @inheritdoc IReceivableSettlement
    function paidTo(RootId) external view returns (uint40) {
        revert CallerNotPart(msg.sender);
    }

    /// @inheritdoc IReceivableSettlement
    function progressOf(NoteId) external view returns (Progress memory) {
        revert CallerNotPart(msg.sender);
    }

    /// @inheritdoc IReceivableSettlement
    function roundOf(RootId, ParticipantId) external view returns (Round memory) {
        revert CallerNotPart(msg.sender);
    }

    /// @inheritdoc IReceivableSettlement
    function payableDay(RootId) external view returns (Day) {
        revert CallerNotPart(msg.sender);
    }

    /// @inheritdoc IReceivableSettlement
    function isOverdue(RootId) external view returns (bool) {
        revert CallerNotPart(msg.sender);
    }
}
