// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.34;

import {KernelModule} from "../../kernel/base/KernelModule.sol";
import {IParticipantRegistry} from "../../kernel/interfaces/IParticipantRegistry.sol";
import {Cases} from "../../kernel/libraries/Cases.sol";
import {ParticipantId} from "../../kernel/types/Ids.sol";
import {Mode} from "../../kernel/types/Parties.sol";
import {IBillOrders} from "./interfaces/IBillOrders.sol";
import {IBillRegistry} from "./interfaces/IBillRegistry.sol";
import {IBillSecurity} from "./interfaces/IBillSecurity.sol";
import {Chain} from "./libraries/Chain.sol";
import {Pairs} from "./libraries/Pairs.sol";
import {BillId, BillStatus, Circulation, Holding, HoldingId, Purpose} from "./types/BillTypes.sol";

/// Documented in {IBillOrders}.
contract BillOrders is IBillOrders, KernelModule {
    using Cases for Cases.Book;

    /// Rights other than money are frozen for at most three years at a time; a year has 365 days here, which is never too long.
    uint256 public constant MAX_FREEZE_TERM = 3 * 365 days;

    /// From delivery on, until its units are closed. A bill that was not delivered is its drawer's own paper, and delivery and withdrawal
    /// do not ask after cases.
    uint256 private constant FREEZABLE = Pairs.SEIZURE | Pairs.REDEMPTION | Pairs.RECOURSE;

    IBillRegistry public immutable registry;
    IBillSecurity public immutable security;

    mapping(BillId bill => Cases.Book) private _cases;
    /// A key serves once on a bill, so what an ended case has left here is never read again.
    mapping(BillId bill => mapping(bytes32 caseKey => Freeze)) private _freezes;

    constructor(
        address authority,
        IParticipantRegistry participants_,
        IBillRegistry registry_,
        IBillSecurity security_
    ) KernelModule(authority, participants_) {
        registry = registry_;
        security = security_;
    }

    /// @inheritdoc IBillOrders
    function freeze(
        HoldingId holding,
        bytes32 caseKey,
        ParticipantId against,
        uint40 lo,
        uint40 hi,
        uint40 until
    ) external restricted {
        // Checks
        if (caseKey == 0) revert BillCaseKeyMissing(holding);
        Holding memory h = _seize(holding, against, FREEZABLE);
        _requireUnits(holding, h, lo, hi);

        // Effects
        BillId bill = holding.billOf();
        _cases[bill].open(caseKey, until, MAX_FREEZE_TERM);
        _freezes[bill][caseKey] = Freeze({lo: lo, hi: hi, against: against});
        if (_isPartable(holding, h)) holding = _take(holding, h, lo, hi);
        emit HoldingFrozen(bill, holding, against, caseKey, lo, hi, until);
    }

    /// @inheritdoc IBillOrders
    function renewFreeze(HoldingId holding, bytes32 caseKey, uint40 until) external restricted {
        BillId bill = holding.billOf();
        _cases[bill].renew(caseKey, until, MAX_FREEZE_TERM);
        Freeze memory f = _freezes[bill][caseKey];
        emit HoldingFrozen(bill, holding, f.against, caseKey, f.lo, f.hi, until);
    }

    /// @inheritdoc IBillOrders
    function unfreeze(HoldingId holding, bytes32 caseKey) external restricted {
        _end(holding.billOf(), caseKey);
    }

    /// @inheritdoc IBillOrders
    function transferByOrder(
        HoldingId holding,
        bytes32 caseKey,
        ParticipantId from,
        uint40 lo,
        uint40 hi,
        ParticipantId to
    ) external restricted {
        // Checks
        Holding memory h = _seize(holding, from, Pairs.SEIZURE);
        _requireUnits(holding, h, lo, hi);
        if (h.pledged && security.pledgeOf(holding).status != IBillSecurity.PledgeStatus.Live) {
            revert BillHeldUnderPledge(holding, from);
        }
        bool all = lo == h.lo && hi == h.hi;
        if (!all && !_isPartable(holding, h)) revert BillNotPartable(holding, lo, hi);
        _requireRecipient(holding, from, to);
        _requireTurn(holding, from, caseKey, lo, hi);

        // Effects
        if (!all) holding = _take(holding, h, lo, hi);
        _execute(holding.billOf(), caseKey, lo, hi);
        emit HoldingTransferredByOrder(holding, from, to, caseKey);
        _convey(holding, h, to, h.circulation);
    }

    /// @inheritdoc IBillOrders
    function invalidate(
        HoldingId holding,
        bytes32 caseKey,
        ParticipantId from,
        ParticipantId applicant
    ) external restricted {
        // Checks
        Holding memory h = _seize(holding, from, Pairs.SEIZURE);
        _requireRecipient(holding, from, applicant);
        _requireTurn(holding, from, caseKey, h.lo, h.hi);

        // Effects
        _execute(holding.billOf(), caseKey, h.lo, h.hi);
        if (h.pledged) security.end(holding);
        emit HoldingInvalidated(holding, from, applicant, caseKey);
        bool collecting = h.circulation == Circulation.InCollection;
        _convey(holding, h, applicant, collecting ? Circulation.InCollection : Circulation.Circulating);
    }

    /// @inheritdoc IBillOrders
    function isFrozen(BillId bill, uint40 lo, uint40 hi, ParticipantId holder) external view returns (bool) {
        Cases.Case[] storage list = _cases[bill].list;
        for (uint256 i; i < list.length; ++i) {
            if (list[i].until >= block.timestamp && _concerns(_freezes[bill][list[i].key], lo, hi, holder)) return true;
        }
        return false;
    }

    /// @inheritdoc IBillOrders
    function casesOf(BillId bill) external view returns (Cases.Case[] memory cases, Freeze[] memory freezes) {
        cases = _cases[bill].list;
        freezes = new Freeze[](cases.length);
        for (uint256 i; i < cases.length; ++i) {
            freezes[i] = _freezes[bill][cases[i].key];
        }
    }

    /// Ends what waits on the holding before its pair is looked at: a request or an offer stands in the way of no order.
    function _seize(HoldingId holding, ParticipantId from, uint256 allowed) private returns (Holding memory h) {
        registry.seize(holding);
        registry.requirePair(holding, allowed);
        h = registry.holdingInfo(holding);
        if (h.holder != from) revert IBillRegistry.BillNotHolder(holding, from, h.holder);
    }

    /// Makes units of a partable holding a holding of their own. Parts come from the low end: first what lies before the units, then they.
    function _take(HoldingId holding, Holding memory h, uint40 lo, uint40 hi) private returns (HoldingId part) {
        if (lo > h.lo) registry.split(holding, uint64(lo - h.lo));
        return registry.split(holding, uint64(hi - lo + 1));
    }

    /// A case is done with the units that it has conveyed. It ends with the last of them; units from its midst it keeps, and they are
    /// another's now.
    function _execute(BillId bill, bytes32 caseKey, uint40 lo, uint40 hi) private {
        if (caseKey == 0) return;
        Freeze storage f = _freezes[bill][caseKey];
        if (lo == f.lo && hi == f.hi) _end(bill, caseKey);
        else if (lo == f.lo) f.lo = hi + 1;
        else if (hi == f.hi) f.hi = lo - 1;
    }

    function _end(BillId bill, bytes32 caseKey) private {
        _cases[bill].close(caseKey);
        emit HoldingUnfrozen(bill, _freezes[bill][caseKey].against, caseKey);
    }

    /// The mark goes with the title: no order makes transferable what is not (NIL 27, 34). An endorsement carries it from here on.
    function _convey(HoldingId holding, Holding memory h, ParticipantId to, Circulation circulation) private {
        bool marked = _isMarked(holding, h);
        registry.convey(
            holding,
            Pairs.SEIZURE,
            to,
            Purpose.ByOrder,
            marked ? Circulation.NotTransferable : circulation
        );
        // The acceptor's answer is still awaited, now for the new holder.
        if (marked && circulation == Circulation.InCollection) {
            registry.setCirculation(holding, Pairs.HELD, Circulation.InCollection);
        }
    }

    function _isPartable(HoldingId holding, Holding memory h) private view returns (bool) {
        (BillStatus status, Circulation circulation) = registry.pairOf(holding);
        bool isHeld = Pairs.contains(Pairs.HELD, status, circulation);
        return isHeld && !h.dishonoured && registry.billInfo(holding.billOf()).splittable;
    }

    function _isMarked(HoldingId holding, Holding memory h) private view returns (bool) {
        if (h.chainLength == 0) return registry.billInfo(holding.billOf()).notTransferable;
        return registry.endorsementInfo(Chain.last(holding, h)).notTransferable;
    }

    function _requireUnits(HoldingId holding, Holding memory h, uint40 lo, uint40 hi) private pure {
        if (lo < h.lo || hi > h.hi || lo > hi) revert BillUnitsOutOfRange(holding, lo, hi, h.lo, h.hi);
    }

    function _requireRecipient(HoldingId holding, ParticipantId from, ParticipantId to) private view {
        if (to == from) revert BillForcedToHolder(holding, from);
        participants.requireStanding(to, Mode.Preserve);
    }

    /// The first live case that concerns any of the units is the one to be carried out, and freezes all of them; without such a case none
    /// is carried out.
    function _requireTurn(HoldingId holding, ParticipantId from, bytes32 caseKey, uint40 lo, uint40 hi) private view {
        BillId bill = holding.billOf();
        Cases.Case[] storage list = _cases[bill].list;
        for (uint256 i; i < list.length; ++i) {
            if (list[i].until < block.timestamp) continue;
            bytes32 key = list[i].key;
            Freeze memory f = _freezes[bill][key];
            if (!_concerns(f, lo, hi, from)) continue;
            if (key != caseKey) revert BillCaseOutranked(holding, caseKey, key);
            if (lo < f.lo || hi > f.hi) revert BillCaseElsewhere(holding, caseKey);
            return;
        }
        if (caseKey != 0) revert BillCaseElsewhere(holding, caseKey);
    }

    function _concerns(Freeze memory f, uint40 lo, uint40 hi, ParticipantId holder) private pure returns (bool) {
        return f.against == holder && f.lo <= hi && lo <= f.hi;
    }
}
