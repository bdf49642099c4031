// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.34;

import {Day} from "../../kernel/types/Day.sol";
import {FundId, LotId, PayoutId, ProgrammeId, ProjectId, Purpose} from "./types/ReliefTypes.sol";
import {IParticipantRegistry} from "../../kernel/interfaces/IParticipantRegistry.sol";
import {IReliefFunds} from "./interfaces/IReliefFunds.sol";
import {IReliefProgrammes} from "./interfaces/IReliefProgrammes.sol";
import {ISettlementToken} from "../../kernel/interfaces/ISettlementToken.sol";
import {KernelModule} from "../../kernel/base/KernelModule.sol";
import {ParticipantId} from "../../kernel/types/Ids.sol";

/// Documented in {IReliefFunds}.
contract ReliefFunds is IReliefFunds, KernelModule {
    IReliefProgrammes public immutable programmes;
    ISettlementToken public immutable money;

    constructor(
        address authority,
        IParticipantRegistry participants_,
        IReliefProgrammes programmes_,
        ISettlementToken money_
    ) KernelModule(authority, participants_) {
        programmes = programmes_;
        money = money_;
    }

    /// @inheritdoc IReliefFunds
    function openBudget(ProgrammeId, Purpose, uint64, bytes32) external returns (FundId) {
        revert();
    }

    /// @inheritdoc IReliefFunds
    function openCampaign(
        ProgrammeId,
        Purpose,
        uint64,
        ParticipantId,
        Day,
        Day,
        Leftover,
        FundId,
        bytes32
    ) external returns (FundId) {
        revert();
    }

    /// @inheritdoc IReliefFunds
    function openProduce(ProgrammeId, Purpose, uint64, bytes32) external returns (FundId) {
        revert();
    }

    /// @inheritdoc IReliefFunds
    function appropriate(FundId, uint64, bytes32) external returns (LotId) {
        revert();
    }

    /// @inheritdoc IReliefFunds
    function donate(FundId, uint64, bool, bytes32) external returns (LotId) {
        revert();
    }

    /// @inheritdoc IReliefFunds
    function donateBatch(FundId, uint64, bytes32, uint32, bytes32) external returns (LotId) {
        revert();
    }

    /// @inheritdoc IReliefFunds
    function allocate(ProjectId, uint64) external {
        revert();
    }

    /// @inheritdoc IReliefFunds
    function deallocate(ProjectId, uint64) external {
        revert();
    }

    /// @inheritdoc IReliefFunds
    function announceLeftover(FundId) external {
        revert();
    }

    /// @inheritdoc IReliefFunds
    function returnLots(LotId[] calldata) external {
        revert();
    }

    /// @inheritdoc IReliefFunds
    function carryOver(LotId[] calldata) external {
        revert();
    }

    /// @inheritdoc IReliefFunds
    function openAccount(ProjectId, FundId, uint64) external onlyPart {
        revert();
    }

    /// @inheritdoc IReliefFunds
    function closeAccount(ProjectId) external onlyPart {
        revert();
    }

    /// @inheritdoc IReliefFunds
    function receiveOrder(ProjectId, address, uint64, bytes32) external onlyPart returns (LotId) {
        revert();
    }

    /// @inheritdoc IReliefFunds
    function returnOrder(ProjectId, LotId) external onlyPart returns (uint64) {
        revert();
    }

    /// @inheritdoc IReliefFunds
    function reserve(ProjectId, uint64) external onlyPart {
        revert();
    }

    /// @inheritdoc IReliefFunds
    function draw(ProjectId, PayoutId, LotId, uint64, uint64) external onlyPart returns (uint64) {
        revert();
    }

    /// @inheritdoc IReliefFunds
    function pay(ProjectId, PayoutId, ParticipantId, address, uint64) external onlyPart {
        revert();
    }

    /// @inheritdoc IReliefFunds
    function restore(ProjectId, PayoutId, uint64, uint64) external onlyPart returns (uint64) {
        revert();
    }

    /// @inheritdoc IReliefFunds
    function unreserve(ProjectId, uint64) external onlyPart {
        revert();
    }

    /// @inheritdoc IReliefFunds
    function recover(ProjectId, PayoutId, ParticipantId, address, uint64, uint64) external onlyPart {
        revert();
    }

    /// @inheritdoc IReliefFunds
    function fundInfo(FundId) external view returns (Fund memory) {
        revert();
    }

    /// @inheritdoc IReliefFunds
    function fundCount() external view returns (uint32) {
        revert();
    }

    /// @inheritdoc IReliefFunds
    function fundsOf(ProgrammeId) external view returns (FundId[] memory) {
        revert();
    }

    /// @inheritdoc IReliefFunds
    function lotInfo(LotId) external view returns (Lot memory) {
        revert();
    }

    /// @inheritdoc IReliefFunds
    function accountInfo(ProjectId) external view returns (Account memory) {
        revert();
    }

    /// @inheritdoc IReliefFunds
    function freeOf(FundId) external view returns (uint64) {
        revert();
    }

    /// @inheritdoc IReliefFunds
    function freeOfProject(ProjectId) external view returns (uint64) {
        revert();
    }

    /// @inheritdoc IReliefFunds
    function usesOf(PayoutId, uint256, uint256) external view returns (Use[] memory) {
        revert();
    }

    /// @inheritdoc IReliefFunds
    function figuresOf(ProgrammeId) external view returns (uint64, uint64, uint64, uint64) {
        revert();
    }

    /// @inheritdoc IReliefFunds
    function verifyDonation(LotId, bytes32, uint64, uint64, bytes32[] calldata) external view returns (bool) {
        revert();
    }
}
