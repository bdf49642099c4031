// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.34;

import {Assertion, BenefitId, HouseholdId, OfficerId, PayoutId, ProgrammeId, RoundId} from "./types/ReliefTypes.sol";
import {IParticipantRegistry} from "../../kernel/interfaces/IParticipantRegistry.sol";
import {IReliefFunds} from "./interfaces/IReliefFunds.sol";
import {IReliefHouseholds} from "./interfaces/IReliefHouseholds.sol";
import {IReliefKeys} from "./interfaces/IReliefKeys.sol";
import {IReliefOfficers} from "./interfaces/IReliefOfficers.sol";
import {IReliefPayouts} from "./interfaces/IReliefPayouts.sol";
import {IReliefProgrammes} from "./interfaces/IReliefProgrammes.sol";
import {IReliefScores} from "./interfaces/IReliefScores.sol";
import {KernelModule} from "../../kernel/base/KernelModule.sol";
import {ParticipantId} from "../../kernel/types/Ids.sol";

/// Documented in {IReliefPayouts}.
contract ReliefPayouts is IReliefPayouts, KernelModule {
    IReliefProgrammes public immutable programmes;
    IReliefOfficers public immutable officers;
    IReliefHouseholds public immutable households;
    IReliefKeys public immutable keys;
    IReliefFunds public immutable funds;
    IReliefScores public immutable scores;

    constructor(
        address authority,
        IParticipantRegistry participants_,
        IReliefProgrammes programmes_,
        IReliefOfficers officers_,
        IReliefHouseholds households_,
        IReliefKeys keys_,
        IReliefFunds funds_,
        IReliefScores scores_
    ) KernelModule(authority, participants_) {
        programmes = programmes_;
        officers = officers_;
        households = households_;
        keys = keys_;
        funds = funds_;
        scores = scores_;
    }

    /// @inheritdoc IReliefPayouts
    function create(Draft calldata, uint32[] calldata, uint64[] calldata) external onlyPart returns (PayoutId) {
        revert();
    }

    /// @inheritdoc IReliefPayouts
    function continueDrawing(PayoutId) external {
        revert();
    }

    /// @inheritdoc IReliefPayouts
    function answer(PayoutId, uint16, bytes32, uint16[] calldata) external {
        revert();
    }

    /// @inheritdoc IReliefPayouts
    function returnOverdue(PayoutId, uint16) external {
        revert();
    }

    /// @inheritdoc IReliefPayouts
    function confirm(PayoutId, uint16, HouseholdId, Assertion calldata) external {
        revert();
    }

    /// @inheritdoc IReliefPayouts
    function dispute(PayoutId, uint16, HouseholdId, bytes32, Assertion calldata) external {
        revert();
    }

    /// @inheritdoc IReliefPayouts
    function answerDispute(PayoutId, uint16, bool, bytes32) external {
        revert();
    }

    /// @inheritdoc IReliefPayouts
    function giveBack(PayoutId, uint16, uint64, bytes32) external {
        revert();
    }

    /// @inheritdoc IReliefPayouts
    function findDiversion(PayoutId, OfficerId, bool, bytes32) external restricted {
        revert();
    }

    /// @inheritdoc IReliefPayouts
    function payoutInfo(PayoutId) external view returns (Payout memory) {
        revert();
    }

    /// @inheritdoc IReliefPayouts
    function payoutCount() external view returns (uint32) {
        revert();
    }

    /// @inheritdoc IReliefPayouts
    function lineInfo(PayoutId, uint16) external view returns (HouseholdId, uint64, uint64, LineStatus) {
        revert();
    }

    /// @inheritdoc IReliefPayouts
    function householdsOf(PayoutId) external view returns (uint32[] memory) {
        revert();
    }

    /// @inheritdoc IReliefPayouts
    function releasedOf(RoundId) external view returns (uint64) {
        revert();
    }

    /// @inheritdoc IReliefPayouts
    function isPaid(BenefitId, uint16, HouseholdId) external view returns (bool) {
        revert();
    }

    /// @inheritdoc IReliefPayouts
    function voucherUsed(BenefitId, uint16, HouseholdId) external view returns (uint64) {
        revert();
    }

    /// @inheritdoc IReliefPayouts
    function isBarred(ProgrammeId, ParticipantId) external view returns (bool) {
        revert();
    }
}
