// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.34;

import {AskId} from "../../kernel/types/Ids.sol";
import {Day} from "../../kernel/types/Day.sol";
import {IBusinessCalendar} from "../../kernel/interfaces/IBusinessCalendar.sol";
import {IParticipantRegistry} from "../../kernel/interfaces/IParticipantRegistry.sol";
import {IQuoteMarket} from "../../kernel/interfaces/IQuoteMarket.sol";
import {IReceivableFinancing} from "./interfaces/IReceivableFinancing.sol";
import {IReceivableRegistry} from "./interfaces/IReceivableRegistry.sol";
import {ISettlementToken} from "../../kernel/interfaces/ISettlementToken.sol";
import {ITitle} from "../../kernel/interfaces/ITitle.sol";
import {KernelModule} from "../../kernel/base/KernelModule.sol";
import {NoteId} from "./types/ReceivableTypes.sol";
import {ParticipantId} from "../../kernel/types/Ids.sol";
import {Rate} from "../../kernel/types/Rate.sol";

/// Documented in {IReceivableFinancing}.
contract ReceivableFinancing is IReceivableFinancing, KernelModule {
    IReceivableRegistry public immutable registry;
    IBusinessCalendar public immutable calendar;
    IQuoteMarket public immutable market;
    ISettlementToken public immutable money;

    constructor(
        address authority,
        IParticipantRegistry participants_,
        IReceivableRegistry registry_,
        IBusinessCalendar calendar_,
        IQuoteMarket market_,
        ISettlementToken money_
    ) KernelModule(authority, participants_) {
        registry = registry_;
        calendar = calendar_;
        market = market_;
        money = money_;
    }

    /// @inheritdoc IReceivableFinancing
    function notifyObligor(NoteId) external {
        revert CallerNotPart(msg.sender);
    }

    /// @inheritdoc IReceivableFinancing
    function register(NoteId, bytes32) external {
        revert CallerNotPart(msg.sender);
    }

    /// @inheritdoc IReceivableFinancing
    function mergeFinanced(NoteId, NoteId) external {
        revert CallerNotPart(msg.sender);
    }

    /// @inheritdoc IReceivableFinancing
    function remit(NoteId) external {
        revert CallerNotPart(msg.sender);
    }

    /// @inheritdoc IReceivableFinancing
    function claim(NoteId, uint64, bytes32) external {
        revert CallerNotPart(msg.sender);
    }

    /// @inheritdoc IReceivableFinancing
    function repay(NoteId, uint64) external {
        revert CallerNotPart(msg.sender);
    }

    /// @inheritdoc IReceivableFinancing
    function collect(NoteId, uint64, bool) external onlyPart returns (ParticipantId, uint64, ParticipantId, uint64) {
        revert CallerNotPart(msg.sender);
    }

    /// @inheritdoc IReceivableFinancing
    function end(NoteId) external onlyPart {
        revert CallerNotPart(msg.sender);
    }

    /// @inheritdoc IReceivableFinancing
    function financingOf(NoteId) external view returns (Financing memory) {
        revert CallerNotPart(msg.sender);
    }

    /// @inheritdoc IReceivableFinancing
    function dueOn(NoteId) external view returns (uint64, uint64, uint64) {
        revert CallerNotPart(msg.sender);
    }

    /// @inheritdoc ITitle
    function offer(AskId, ParticipantId, Lot[] calldata, Day, bytes32) external {
        revert CallerNotPart(msg.sender);
    }

    /// @inheritdoc ITitle
    function endOffer(AskId, Lot[] calldata) external {
        revert CallerNotPart(msg.sender);
    }

    /// @inheritdoc ITitle
    function convey(Deal calldata, Lot[] calldata) external returns (Sale[] memory) {
        revert CallerNotPart(msg.sender);
    }

    /// @inheritdoc ITitle
    function previewConvey(Deal calldata, Lot[] calldata) external view returns (Sale[] memory) {
        revert CallerNotPart(msg.sender);
    }

    /// @inheritdoc ITitle
    function priceOf(Lot[] calldata, Rate, Day) external view returns (Sale[] memory) {
        revert CallerNotPart(msg.sender);
    }

    /// @inheritdoc ITitle
    function requireBuyer(Lot[] calldata, ParticipantId) external view {
        revert CallerNotPart(msg.sender);
    }

    /// @inheritdoc ITitle
    function heldBy(uint64, ParticipantId) external view returns (uint64) {
        revert CallerNotPart(msg.sender);
    }
}
