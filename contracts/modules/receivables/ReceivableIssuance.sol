// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.34;

import {Day} from "../../kernel/types/Day.sol";
import {FacilityId} from "./types/ReceivableTypes.sol";
import {IBusinessCalendar} from "../../kernel/interfaces/IBusinessCalendar.sol";
import {IParticipantRegistry} from "../../kernel/interfaces/IParticipantRegistry.sol";
import {IReceivableIssuance} from "./interfaces/IReceivableIssuance.sol";
import {IReceivableRegistry} from "./interfaces/IReceivableRegistry.sol";
import {ISettlementToken} from "../../kernel/interfaces/ISettlementToken.sol";
import {ITradeRegistry} from "../../kernel/interfaces/ITradeRegistry.sol";
import {KernelModule} from "../../kernel/base/KernelModule.sol";
import {NoteId} from "./types/ReceivableTypes.sol";
import {ParticipantId} from "../../kernel/types/Ids.sol";
import {Rate} from "../../kernel/types/Rate.sol";
import {RequestId} from "../../kernel/libraries/Requests.sol";
import {RootId} from "./types/ReceivableTypes.sol";
import {TradeUse} from "./types/ReceivableTypes.sol";

/// Documented in {IReceivableIssuance}.
contract ReceivableIssuance is IReceivableIssuance, KernelModule {
    IReceivableRegistry public immutable registry;
    ITradeRegistry public immutable trade;
    IBusinessCalendar public immutable calendar;
    ISettlementToken public immutable money;

    constructor(
        address authority,
        IParticipantRegistry participants_,
        IReceivableRegistry registry_,
        ITradeRegistry trade_,
        IBusinessCalendar calendar_,
        ISettlementToken money_
    ) KernelModule(authority, participants_) {
        registry = registry_;
        trade = trade_;
        calendar = calendar_;
        money = money_;
    }

    /// @inheritdoc IReceivableIssuance
    function grantFacility(ParticipantId, uint64, Day) external returns (FacilityId) {
        revert CallerNotPart(msg.sender);
    }

    /// @inheritdoc IReceivableIssuance
    function changeFacility(FacilityId, uint64, Day) external {
        revert CallerNotPart(msg.sender);
    }

    /// @inheritdoc IReceivableIssuance
    function closeFacility(FacilityId) external {
        revert CallerNotPart(msg.sender);
    }

    /// @inheritdoc IReceivableIssuance
    function open(OpenTerms calldata, Day) external returns (RootId, RequestId) {
        revert CallerNotPart(msg.sender);
    }

    /// @inheritdoc IReceivableIssuance
    function applyTo(OpenTerms calldata, Day) external returns (RootId, RequestId) {
        revert CallerNotPart(msg.sender);
    }

    /// @inheritdoc IReceivableIssuance
    function sign(RequestId) external {
        revert CallerNotPart(msg.sender);
    }

    /// @inheritdoc IReceivableIssuance
    function requestConfirmation(RootId, ParticipantId, uint64, Day) external returns (RequestId) {
        revert CallerNotPart(msg.sender);
    }

    /// @inheritdoc IReceivableIssuance
    function proposeCancellation(RootId, bytes32) external {
        revert CallerNotPart(msg.sender);
    }

    /// @inheritdoc IReceivableIssuance
    function withdrawCancellation(RootId) external {
        revert CallerNotPart(msg.sender);
    }

    /// @inheritdoc IReceivableIssuance
    function agreeToCancel(NoteId) external {
        revert CallerNotPart(msg.sender);
    }

    /// @inheritdoc IReceivableIssuance
    function withdrawAgreement(NoteId) external {
        revert CallerNotPart(msg.sender);
    }

    /// @inheritdoc IReceivableIssuance
    function cancel(RootId, uint256) external returns (bool) {
        revert CallerNotPart(msg.sender);
    }

    /// @inheritdoc IReceivableIssuance
    function setLoanPrimeRate(Rate, Day) external restricted {
        revert CallerNotPart(msg.sender);
    }

    /// @inheritdoc IReceivableIssuance
    function freeFacility(RootId, uint64) external onlyPart {
        revert CallerNotPart(msg.sender);
    }

    /// @inheritdoc IReceivableIssuance
    function facilityInfo(FacilityId) external view returns (Facility memory) {
        revert CallerNotPart(msg.sender);
    }

    /// @inheritdoc IReceivableIssuance
    function facilityCount() external view returns (uint32) {
        revert CallerNotPart(msg.sender);
    }

    /// @inheritdoc IReceivableIssuance
    function documentsOf(RootId) external view returns (TradeUse[] memory) {
        revert CallerNotPart(msg.sender);
    }

    /// @inheritdoc IReceivableIssuance
    function cancellationOf(RootId) external view returns (bool, uint40, uint32) {
        revert CallerNotPart(msg.sender);
    }

    /// @inheritdoc IReceivableIssuance
    function loanPrimeRate(Day) external view returns (Rate) {
        revert CallerNotPart(msg.sender);
    }

    /// @inheritdoc IReceivableIssuance
    string public constant PROMISE =
        "The obligor promises, unconditionally, to pay this receivable to its holder on the due day, and waives against holders every defence that it has against the supplier.";
}
