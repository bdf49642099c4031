// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.34;

import {KernelModule} from "../../kernel/base/KernelModule.sol";
import {IParticipantRegistry} from "../../kernel/interfaces/IParticipantRegistry.sol";
import {IBillRegistry} from "./interfaces/IBillRegistry.sol";
import {RequestId} from "../../kernel/libraries/Requests.sol";
import {Day} from "../../kernel/types/Day.sol";
import {ParticipantId} from "../../kernel/types/Ids.sol";
import {BillId, BillStatus, Capacity, HoldingId} from "./types/BillTypes.sol";
import {IBillSecurity, DebtId} from "./interfaces/IBillSecurity.sol";

/// Documented in {IBillSecurity}.
contract BillSecurity is IBillSecurity, KernelModule {
    IBillRegistry public immutable registry;

    constructor(
        address authority,
        IParticipantRegistry participants_,
        IBillRegistry registry_
    ) KernelModule(authority, participants_) {
        registry = registry_;
    }

    /// @inheritdoc IBillSecurity
    function requestGuarantee(HoldingId, ParticipantId, Day) external returns (RequestId request) {
        revert();
    }

    /// @inheritdoc IBillSecurity
    function pledge(HoldingId, uint64, ParticipantId, uint64, Day, Day) external returns (RequestId request) {
        revert();
    }

    /// @inheritdoc IBillSecurity
    function sign(RequestId) external {
        revert();
    }

    /// @inheritdoc IBillSecurity
    function release(HoldingId) external {
        revert();
    }

    /// @inheritdoc IBillSecurity
    function realise(HoldingId) external {
        revert();
    }

    /// @inheritdoc IBillSecurity
    function charge(HoldingId, ParticipantId, DebtId, uint64, Day) external returns (DebtId) {
        revert();
    }

    /// @inheritdoc IBillSecurity
    function discharge(HoldingId) external {
        revert();
    }

    /// @inheritdoc IBillSecurity
    function foreclose(HoldingId, ParticipantId, DebtId, uint64) external returns (DebtId) {
        revert();
    }

    /// @inheritdoc IBillSecurity
    function collect(HoldingId, uint64, bool) external returns (ParticipantId pledgor, uint64 surplus) {
        revert();
    }

    /// @inheritdoc IBillSecurity
    function end(HoldingId) external {
        revert();
    }

    /// @inheritdoc IBillSecurity
    function pledgeOf(HoldingId) external view returns (Pledge memory) {
        revert();
    }

    /// @inheritdoc IBillSecurity
    function securedOf(DebtId) external view returns (uint64) {
        revert();
    }

    /// @inheritdoc IBillSecurity
    function guaranteeOf(BillId, ParticipantId) external view returns (Guarantee memory) {
        revert();
    }

    /// @inheritdoc IBillSecurity
    function guarantorsOf(BillId, uint256, uint256) external view returns (ParticipantId[] memory) {
        revert();
    }
}
