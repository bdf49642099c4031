// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.34;

import {Assertion, HouseholdId, PayoutId, ProjectId, PurchaseId, RoundId} from "./types/ReliefTypes.sol";
import {Day} from "../../kernel/types/Day.sol";
import {IParticipantRegistry} from "../../kernel/interfaces/IParticipantRegistry.sol";
import {IReliefBenefits} from "./interfaces/IReliefBenefits.sol";
import {IReliefFunds} from "./interfaces/IReliefFunds.sol";
import {IReliefHouseholds} from "./interfaces/IReliefHouseholds.sol";
import {IReliefKeys} from "./interfaces/IReliefKeys.sol";
import {IReliefOfficers} from "./interfaces/IReliefOfficers.sol";
import {IReliefPayouts} from "./interfaces/IReliefPayouts.sol";
import {IReliefProgrammes} from "./interfaces/IReliefProgrammes.sol";
import {IReliefProjects} from "./interfaces/IReliefProjects.sol";
import {IReliefPurchases} from "./interfaces/IReliefPurchases.sol";
import {KernelModule} from "../../kernel/base/KernelModule.sol";
import {ParticipantId} from "../../kernel/types/Ids.sol";

/// Documented in {IReliefPurchases}.
contract ReliefPurchases is IReliefPurchases, KernelModule {
    IReliefProgrammes public immutable programmes;
    IReliefOfficers public immutable officers;
    IReliefHouseholds public immutable households;
    IReliefKeys public immutable keys;
    IReliefProjects public immutable projects;
    IReliefFunds public immutable funds;
    IReliefBenefits public immutable benefits;
    IReliefPayouts public immutable payouts;

    constructor(
        address authority,
        IParticipantRegistry participants_,
        IReliefProgrammes programmes_,
        IReliefOfficers officers_,
        IReliefHouseholds households_,
        IReliefKeys keys_,
        IReliefProjects projects_,
        IReliefFunds funds_,
        IReliefBenefits benefits_,
        IReliefPayouts payouts_
    ) KernelModule(authority, participants_) {
        programmes = programmes_;
        officers = officers_;
        households = households_;
        keys = keys_;
        projects = projects_;
        funds = funds_;
        benefits = benefits_;
        payouts = payouts_;
    }

    /// @inheritdoc IReliefPurchases
    function useVoucher(RoundId, HouseholdId, uint64, bytes32, Assertion calldata) external returns (PayoutId) {
        revert();
    }

    /// @inheritdoc IReliefPurchases
    function order(
        ProjectId,
        ParticipantId,
        uint64,
        Day,
        bytes32,
        uint32[] calldata,
        uint64[] calldata,
        bytes32
    ) external returns (PurchaseId) {
        revert();
    }

    /// @inheritdoc IReliefPurchases
    function deliver(PurchaseId, bytes32) external {
        revert();
    }

    /// @inheritdoc IReliefPurchases
    function cancel(PurchaseId) external {
        revert();
    }

    /// @inheritdoc IReliefPurchases
    function accept(PurchaseId) external {
        revert();
    }

    /// @inheritdoc IReliefPurchases
    function complain(PurchaseId, bytes32) external {
        revert();
    }

    /// @inheritdoc IReliefPurchases
    function settle(PurchaseId, bool, bytes32) external {
        revert();
    }

    /// @inheritdoc IReliefPurchases
    function payShares(PurchaseId, ParticipantId) external returns (PayoutId) {
        revert();
    }

    /// @inheritdoc IReliefPurchases
    function finish(PurchaseId) external {
        revert();
    }

    /// @inheritdoc IReliefPurchases
    function returnRest(PurchaseId) external returns (uint64) {
        revert();
    }

    /// @inheritdoc IReliefPurchases
    function purchaseInfo(PurchaseId) external view returns (Purchase memory) {
        revert();
    }

    /// @inheritdoc IReliefPurchases
    function purchaseCount() external view returns (uint32) {
        revert();
    }

    /// @inheritdoc IReliefPurchases
    function sharesOf(PurchaseId) external view returns (uint32[] memory, uint64[] memory, bool[] memory) {
        revert();
    }
}
