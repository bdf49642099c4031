// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.34;

import {KernelModule} from "../../kernel/base/KernelModule.sol";
import {IParticipantRegistry} from "../../kernel/interfaces/IParticipantRegistry.sol";
import {IBillRegistry} from "./interfaces/IBillRegistry.sol";
import {IBillSecurity} from "./interfaces/IBillSecurity.sol";
import {IBillDiscount} from "./interfaces/IBillDiscount.sol";
import {IBusinessCalendar} from "../../kernel/interfaces/IBusinessCalendar.sol";
import {ISettlementToken} from "../../kernel/interfaces/ISettlementToken.sol";
import {Day} from "../../kernel/types/Day.sol";
import {ParticipantId} from "../../kernel/types/Ids.sol";
import {Rate} from "../../kernel/types/Rate.sol";
import {HoldingId} from "./types/BillTypes.sol";
import {DebtId} from "./interfaces/IBillSecurity.sol";
import {IBillRepo, RepoId} from "./interfaces/IBillRepo.sol";

/// Documented in {IBillRepo}.
contract BillRepo is IBillRepo, KernelModule {
    IBillRegistry public immutable registry;
    IBillSecurity public immutable security;
    IBillDiscount public immutable discount;
    IBusinessCalendar public immutable calendar;
    ISettlementToken public immutable money;

    constructor(
        address authority,
        IParticipantRegistry participants_,
        IBillRegistry registry_,
        IBillSecurity security_,
        IBillDiscount discount_,
        IBusinessCalendar calendar_,
        ISettlementToken money_
    ) KernelModule(authority, participants_) {
        registry = registry_;
        security = security_;
        discount = discount_;
        calendar = calendar_;
        money = money_;
    }

    /// @inheritdoc IBillRepo
    function propose(RepoTerms calldata) external returns (RepoId repo) {
        revert();
    }

    /// @inheritdoc IBillRepo
    function accept(RepoId, uint64, uint64) external {
        revert();
    }

    /// @inheritdoc IBillRepo
    function refuse(RepoId) external {
        revert();
    }

    /// @inheritdoc IBillRepo
    function withdraw(RepoId) external {
        revert();
    }

    /// @inheritdoc IBillRepo
    function redeem(RepoId) external {
        revert();
    }

    /// @inheritdoc IBillRepo
    function enforce(RepoId) external {
        revert();
    }

    /// @inheritdoc IBillRepo
    function preview(RepoId) external view returns (uint64 near, uint64 far) {
        revert();
    }

    /// @inheritdoc IBillRepo
    function repoInfo(RepoId) external view returns (Repo memory) {
        revert();
    }

    /// @inheritdoc IBillRepo
    function lotsOf(RepoId) external view returns (RepoLot[] memory) {
        revert();
    }

    /// @inheritdoc IBillRepo
    function repoCount() external view returns (uint32) {
        revert();
    }
}
