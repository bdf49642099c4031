// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.34;

import {HolderId} from "../../../kernel/types/Ids.sol";
import {ISettlementToken} from "../../../kernel/interfaces/ISettlementToken.sol";
import {IReliefFunds} from "../../../modules/relief/interfaces/IReliefFunds.sol";
import {IReliefPayouts} from "../../../modules/relief/interfaces/IReliefPayouts.sol";
import {FundId, LotId, lotOf, PayoutId, ProgrammeId, ProjectId} from "../../../modules/relief/types/ReliefTypes.sol";

/// All that the purse's books say of some funds, projects and payouts, in one call: numbers, one after the other.
contract FundsSheet {
    IReliefFunds private immutable _funds;
    IReliefPayouts private immutable _payouts;
    ISettlementToken private immutable _money;

    constructor(IReliefFunds funds, IReliefPayouts payouts, ISettlementToken money) {
        _funds = funds;
        _payouts = payouts;
        _money = money;
    }

    function read(
        ProgrammeId[] calldata programmes,
        FundId[] calldata funds,
        ProjectId[] calldata projects,
        PayoutId[] calldata payouts
    ) external view returns (uint256[] memory sheet) {
        // As many as fit; what is written says how many they are.
        sheet = new uint256[](8_192);
        uint256 at;
        sheet[at++] = _money.balanceOf(address(_funds));
        for (uint256 i; i < programmes.length; ++i) {
            (sheet[at], sheet[at + 1], sheet[at + 2], sheet[at + 3]) = _funds.figuresOf(programmes[i]);
            at += 4;
        }
        for (uint256 i; i < funds.length; ++i) {
            at = _writeFund(sheet, at, funds[i]);
        }
        for (uint256 i; i < projects.length; ++i) {
            IReliefFunds.Account memory a = _funds.accountInfo(projects[i]);
            (sheet[at], sheet[at + 1], sheet[at + 2]) = (a.allocated, a.paid, a.open);
            sheet[at + 3] = _funds.freeOfProject(projects[i]);
            at += 4;
        }
        for (uint256 i; i < payouts.length; ++i) {
            at = _writePayout(sheet, at, payouts[i]);
        }
        // solhint-disable-next-line no-inline-assembly
        assembly ("memory-safe") {
            // Shorter than it was made.
            mstore(sheet, at)
        }
    }

    function _writeFund(uint256[] memory sheet, uint256 at, FundId fund) private view returns (uint256) {
        IReliefFunds.Fund memory f = _funds.fundInfo(fund);
        (sheet[at], sheet[at + 1], sheet[at + 2], sheet[at + 3]) = (f.received, f.allocated, f.returned, f.drawn);
        sheet[at + 4] = _funds.freeOf(fund);
        sheet[at + 5] = f.lots;
        at += 6;
        for (uint32 number = 1; number <= f.lots; ++number) {
            IReliefFunds.Lot memory entry = _funds.lotInfo(lotOf(fund, number));
            (sheet[at], sheet[at + 1], sheet[at + 2]) = (entry.amount, entry.spent, entry.returned);
            sheet[at + 3] = HolderId.unwrap(entry.giver);
            at += 4;
        }
        return at;
    }

    function _writePayout(uint256[] memory sheet, uint256 at, PayoutId payout) private view returns (uint256) {
        IReliefPayouts.Payout memory p = _payouts.payoutInfo(payout);
        (sheet[at], sheet[at + 1], sheet[at + 2]) = (uint256(p.status), p.total, p.drawn);
        (sheet[at + 3], sheet[at + 4], sheet[at + 5]) = (p.paid, p.returned, p.answered);
        IReliefFunds.Use[] memory uses = _funds.usesOf(payout, 0, type(uint256).max);
        sheet[at + 6] = uses.length;
        at += 7;
        for (uint256 i; i < uses.length; ++i) {
            (sheet[at], sheet[at + 1]) = (LotId.unwrap(uses[i].lot), uses[i].start);
            (sheet[at + 2], sheet[at + 3]) = (uses[i].amount, uses[i].restored);
            at += 4;
        }
        return at;
    }
}
