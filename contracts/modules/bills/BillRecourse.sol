// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.34;

import {KernelModule} from "../../kernel/base/KernelModule.sol";
import {IParticipantRegistry} from "../../kernel/interfaces/IParticipantRegistry.sol";
import {IBillRegistry} from "./interfaces/IBillRegistry.sol";
import {IBillIssuance} from "./interfaces/IBillIssuance.sol";
import {IBillPayment} from "./interfaces/IBillPayment.sol";
import {IBillSecurity} from "./interfaces/IBillSecurity.sol";
import {IEvidenceRegistry} from "../../kernel/interfaces/IEvidenceRegistry.sol";
import {IBusinessCalendar} from "../../kernel/interfaces/IBusinessCalendar.sol";
import {ISettlementToken} from "../../kernel/interfaces/ISettlementToken.sol";
import {Day} from "../../kernel/types/Day.sol";
import {EvidenceId, ParticipantId} from "../../kernel/types/Ids.sol";
import {Rate} from "../../kernel/types/Rate.sol";
import {Capacity, HoldingId} from "./types/BillTypes.sol";
import {IBillRecourse} from "./interfaces/IBillRecourse.sol";

/// Documented in {IBillRecourse}.
contract BillRecourse is IBillRecourse, KernelModule {
    IBillRegistry public immutable registry;
    IBillIssuance public immutable issuance;
    IBillPayment public immutable payment;
    IBillSecurity public immutable security;
    IEvidenceRegistry public immutable evidence;
    IBusinessCalendar public immutable calendar;
    ISettlementToken public immutable money;

    constructor(
        address authority,
        IParticipantRegistry participants_,
        IBillRegistry registry_,
        IBillIssuance issuance_,
        IBillPayment payment_,
        IBillSecurity security_,
        IEvidenceRegistry evidence_,
        IBusinessCalendar calendar_,
        ISettlementToken money_
    ) KernelModule(authority, participants_) {
        registry = registry_;
        issuance = issuance_;
        payment = payment_;
        security = security_;
        evidence = evidence_;
        calendar = calendar_;
        money = money_;
    }

    /// @inheritdoc IBillRecourse
    function setRate(Rate, Day) external restricted {
        revert();
    }

    /// @inheritdoc IBillRecourse
    function openEarly(HoldingId, EvidenceId) external {
        revert();
    }

    /// @inheritdoc IBillRecourse
    function claim(HoldingId, ParticipantId, uint64, bytes32) external {
        revert();
    }

    /// @inheritdoc IBillRecourse
    function notify(HoldingId, ParticipantId) external {
        revert();
    }

    /// @inheritdoc IBillRecourse
    function interrupt(HoldingId, ParticipantId, Interruption, bytes32) external {
        revert();
    }

    /// @inheritdoc IBillRecourse
    function settle(HoldingId, uint64) external {
        revert();
    }

    /// @inheritdoc IBillRecourse
    function liabilityOf(HoldingId, ParticipantId) external view returns (Liability memory) {
        revert();
    }

    /// @inheritdoc IBillRecourse
    function owed(HoldingId) external view returns (Account memory) {
        revert();
    }

    /// @inheritdoc IBillRecourse
    function accountOf(HoldingId, ParticipantId) external view returns (Account memory) {
        revert();
    }

    /// @inheritdoc IBillRecourse
    function pairOf(HoldingId, ParticipantId, ParticipantId) external view returns (Pair memory) {
        revert();
    }

    /// @inheritdoc IBillRecourse
    function limitOf(HoldingId, ParticipantId) external view returns (Day) {
        revert();
    }

    /// @inheritdoc IBillRecourse
    function insolvencyCategory(ParticipantId) external pure returns (bytes32) {
        revert();
    }

    /// @inheritdoc IBillRecourse
    function rateOn(Day) external view returns (Rate) {
        revert();
    }
}
