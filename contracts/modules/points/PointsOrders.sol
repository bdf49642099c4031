// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.34;

import {KernelModule} from "../../kernel/base/KernelModule.sol";
import {IParticipantRegistry} from "../../kernel/interfaces/IParticipantRegistry.sol";
import {Cases} from "../../kernel/libraries/Cases.sol";
import {IPointsLedger} from "./interfaces/IPointsLedger.sol";
import {IPointsOrders} from "./interfaces/IPointsOrders.sol";
import {IPointsProgrammes} from "./interfaces/IPointsProgrammes.sol";
import {ProgrammeId} from "./types/PointsTypes.sol";

/// Documented in {IPointsOrders}.
contract PointsOrders is IPointsOrders, KernelModule {
    using Cases for Cases.Book;

    /// Rights other than money are frozen for at most three years at a time; a year has 365 days here, which is never too long.
    uint256 public constant MAX_FREEZE_TERM = 3 * 365 days;

    IPointsLedger public immutable ledger;
    IPointsProgrammes public immutable programmes;

    mapping(address account => Cases.Book) private _accounts;
    mapping(ProgrammeId programme => Cases.Book) private _issuing;

    constructor(
        address authority,
        IParticipantRegistry participants_,
        IPointsLedger ledger_,
        IPointsProgrammes programmes_
    ) KernelModule(authority, participants_) {
        ledger = ledger_;
        programmes = programmes_;
    }

    /// @inheritdoc IPointsOrders
    function freezeAccount(address account, bytes32 caseKey, uint40 until) external restricted {
        // Checks
        if (account == address(0)) revert PointsOrderAccountMissing();
        _requireKey(caseKey);

        // Effects
        emit AccountPointsFrozen(account, caseKey, until);
        ledger.freezeAccount(account, _accounts[account].open(caseKey, until, MAX_FREEZE_TERM));
    }

    /// @inheritdoc IPointsOrders
    function renewAccountFreeze(address account, bytes32 caseKey, uint40 until) external restricted {
        emit AccountPointsFrozen(account, caseKey, until);
        ledger.freezeAccount(account, _accounts[account].renew(caseKey, until, MAX_FREEZE_TERM));
    }

    /// @inheritdoc IPointsOrders
    function unfreezeAccount(address account, bytes32 caseKey) external restricted {
        emit AccountPointsUnfrozen(account, caseKey);
        ledger.freezeAccount(account, _accounts[account].close(caseKey));
    }

    /// @inheritdoc IPointsOrders
    function stopIssuing(ProgrammeId programme, bytes32 caseKey, uint40 until) external restricted {
        // Checks
        _requireKey(caseKey);

        // Effects
        emit IssuingStopped(programme, caseKey, until);
        ledger.stopUntil(programme, _issuing[programme].open(caseKey, until, MAX_FREEZE_TERM));
    }

    /// @inheritdoc IPointsOrders
    function resumeIssuing(ProgrammeId programme, bytes32 caseKey) external restricted {
        emit IssuingResumed(programme, caseKey);
        ledger.stopUntil(programme, _issuing[programme].close(caseKey));
    }

    /// @inheritdoc IPointsOrders
    function transferByOrder(
        ProgrammeId programme,
        address from,
        address to,
        uint64 points,
        bytes32 caseKey
    ) external restricted {
        // Checks
        if (to == address(0)) revert PointsOrderAccountMissing();
        if (to == from) revert PointsOrderToHolder(programme, from);
        if (points == 0) revert PointsOrderAmountZero(programme);
        _requireTurn(from, caseKey);

        // Effects
        emit PointsTransferredByOrder(programme, from, to, points, caseKey);
        ledger.moveByOrder(programme, from, to, points);
    }

    /// @inheritdoc IPointsOrders
    function closeByOrder(ProgrammeId programme, bytes32 digest) external restricted {
        if (digest == 0) revert PointsOrderDigestMissing(programme);
        emit ProgrammeClosedByOrder(programme, digest);
        programmes.closeFor(programme, digest);
    }

    /// @inheritdoc IPointsOrders
    function casesOnAccount(address account) external view returns (Cases.Case[] memory) {
        return _accounts[account].list;
    }

    /// @inheritdoc IPointsOrders
    function casesOnProgramme(ProgrammeId programme) external view returns (Cases.Case[] memory) {
        return _issuing[programme].list;
    }

    /// The first live case is the one to be executed; without one none is.
    function _requireTurn(address account, bytes32 caseKey) private view {
        Cases.Case[] storage list = _accounts[account].list;
        for (uint256 i; i < list.length; ++i) {
            if (list[i].until < block.timestamp) continue;
            if (list[i].key == caseKey) return;
            revert PointsOrderCaseOutranked(account, caseKey, list[i].key);
        }
        if (caseKey != 0) revert Cases.CasesUnknown(caseKey);
    }

    function _requireKey(bytes32 caseKey) private pure {
        if (caseKey == 0) revert PointsOrderCaseKeyMissing();
    }
}
