// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.34;

import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {SafeERC20} from "@openzeppelin/contracts/token/ERC20/utils/SafeERC20.sol";
import {Math} from "@openzeppelin/contracts/utils/math/Math.sol";

import {KernelModule} from "../../kernel/base/KernelModule.sol";
import {RequestDesk} from "../../kernel/base/RequestDesk.sol";
import {IModulePart} from "../../kernel/interfaces/IModulePart.sol";
import {IParticipantRegistry} from "../../kernel/interfaces/IParticipantRegistry.sol";
import {ISettlementToken} from "../../kernel/interfaces/ISettlementToken.sol";
import {ITradeRegistry} from "../../kernel/interfaces/ITradeRegistry.sol";
import {RequestId, Requests} from "../../kernel/libraries/Requests.sol";
import {Day, today} from "../../kernel/types/Day.sol";
import {NOBODY, ParticipantId, SubjectId} from "../../kernel/types/Ids.sol";
import {Mode} from "../../kernel/types/Parties.sol";
import {IDataPledges, PledgeId} from "./interfaces/IDataPledges.sol";
import {IDataRegistry} from "./interfaces/IDataRegistry.sol";
import {IDataValuation} from "./interfaces/IDataValuation.sol";
import {AssetMarks} from "./types/AssetMarks.sol";
import {AssetId, AssetStatus, Right, ValuationId} from "./types/DataTypes.sol";

/// Documented in {IDataPledges}.
contract DataPledges is IDataPledges, RequestDesk {
    using Requests for Requests.Book;
    using SafeERC20 for IERC20;

    IDataRegistry public immutable registry;
    IDataValuation public immutable valuations;
    ITradeRegistry public immutable trade;
    ISettlementToken public immutable money;

    /// @inheritdoc IDataPledges
    uint32 public pledgeCount;
    uint32 private _openItems;

    mapping(AssetId asset => Pledge) private _pledges;

    constructor(
        address authority,
        IParticipantRegistry participants_,
        IDataRegistry registry_,
        IDataValuation valuations_,
        ITradeRegistry trade_,
        ISettlementToken money_
    ) KernelModule(authority, participants_) {
        registry = registry_;
        valuations = valuations_;
        trade = trade_;
        money = money_;
    }

    /// @inheritdoc IDataPledges
    function pledge(
        AssetId asset,
        ParticipantId pledgee,
        uint64 secured,
        Day dueDay,
        ValuationId valuation,
        Day lastDay
    ) external returns (RequestId request) {
        (ParticipantId holder, , ) = _enter(pledgee, Mode.Dispose, secured);
        if (pledgee.isNobody() || pledgee == holder) revert DataPledgeeIsHolder(asset, holder);
        if (secured == 0) revert DataPledgeSecuredZero(asset);
        _requirePledgeable(asset, holder, pledgee, secured, dueDay, valuation);
        bytes32 terms = bytes32(
            (uint256(ValuationId.unwrap(valuation)) << 96) | (uint256(Day.unwrap(dueDay)) << 64) | secured
        );
        return _open(asset, holder, pledgee, PledgeAct.Pledge, lastDay, dueDay, terms);
    }

    /// @inheritdoc IDataPledges
    function realise(
        AssetId asset,
        ParticipantId buyer,
        uint64 price,
        ValuationId valuation,
        Day lastDay
    ) external returns (RequestId request) {
        (ParticipantId pledgee, , ) = _enter(buyer, Mode.Preserve, 0);
        Pledge storage p = _live(asset);
        _requirePledgee(asset, p, pledgee);
        if (buyer.isNobody()) revert DataPledgeBuyerIsParty(asset, buyer);
        _requireSaleable(asset, p, buyer, price, valuation);
        bytes32 terms = bytes32(
            (uint256(ValuationId.unwrap(valuation)) << 96) | (uint256(PledgeId.unwrap(p.id)) << 64) | price
        );
        Day latest = valuations.valuationInfo(valuation).validThrough;
        return _open(asset, pledgee, buyer, PledgeAct.Realise, lastDay, latest, terms);
    }

    /// @inheritdoc IDataPledges
    function sign(RequestId request) external {
        Requests.Request memory r = _requests.live(request);
        uint64 amount = uint64(uint256(r.terms));
        if (PledgeAct(r.act) == PledgeAct.Pledge) {
            (ParticipantId pledgee, , ) = _enter(r.from, Mode.Dispose, amount);
            _requests.sign(request, pledgee);
            _pledge(r);
        } else {
            // Its seller may be frozen or suspended: it is paid what it is owed, and what is frozen of it is caught in its wallet.
            (ParticipantId buyer, address wallet, ) = _enter(NOBODY, Mode.Dispose, amount);
            _requests.sign(request, buyer);
            _realise(r, wallet);
        }
    }

    /// @inheritdoc IDataPledges
    function release(AssetId asset) external {
        // Checks
        (ParticipantId caller, , ) = _enter(NOBODY, Mode.Perform, 0);
        Pledge storage p = _live(asset);
        _requirePledgee(asset, p, caller);

        // Effects
        emit DataPledgeReleased(asset, p.pledgor, caller, p.id, p.secured);
        _end(asset, p, DataPledgeStatus.Released);
    }

    /// @inheritdoc IDataPledges
    function repay(AssetId asset, uint64 amount) external {
        // Checks
        Pledge storage p = _live(asset);
        (ParticipantId caller, address wallet, address pledgeeWallet) = _enter(p.pledgee, Mode.Perform, amount);
        ParticipantId holder = registry.holderOf(asset);
        if (caller != p.pledgor && caller != holder) revert DataPledgeNotDebtor(asset, caller, p.pledgor, holder);
        uint64 secured = p.secured;
        if (amount == 0 || amount > secured) revert DataPledgeAmountOutOfRange(asset, amount, secured);

        // Effects
        emit DataPledgeRepaid(asset, caller, p.pledgee, p.id, amount, secured - amount);
        if (amount == secured) {
            _end(asset, p, DataPledgeStatus.Repaid);
        } else {
            trade.release(_subjectOf(asset), PledgeId.unwrap(p.id), amount);
        }
        p.secured = secured - amount;

        // Interactions
        IERC20(money).safeTransferFrom(wallet, pledgeeWallet, amount);
    }

    /// @inheritdoc IDataPledges
    function commissionValuation(AssetId asset, ParticipantId valuer, bytes32 purpose, Day lastDay) external {
        (ParticipantId caller, , ) = _enter(valuer, Mode.Preserve, 0);
        _requirePledgee(asset, _live(asset), caller);
        valuations.commissionFor(asset, caller, valuer, purpose, lastDay);
    }

    /// @inheritdoc IDataPledges
    function pledgeOf(AssetId asset) external view returns (Pledge memory) {
        return _pledges[asset];
    }

    /// @inheritdoc IDataPledges
    function pledgeeOf(AssetId asset) external view returns (ParticipantId) {
        Pledge storage p = _pledges[asset];
        return p.status == DataPledgeStatus.Live ? p.pledgee : NOBODY;
    }

    /// @inheritdoc IModulePart
    function openItems() external view override(IModulePart, KernelModule) returns (uint256) {
        return _openItems;
    }

    function _pledge(Requests.Request memory r) private {
        // Checks
        AssetId asset = AssetId.wrap(uint32(r.subject));
        Day dueDay = Day.wrap(uint32(uint256(r.terms) >> 64));
        ValuationId valuation = ValuationId.wrap(uint32(uint256(r.terms) >> 96));
        uint64 secured = uint64(uint256(r.terms));
        uint64 amount = _requirePledgeable(asset, r.from, r.to, secured, dueDay, valuation);

        // Effects
        PledgeId id = PledgeId.wrap(++pledgeCount);
        ++_openItems;
        _pledges[asset] = Pledge(id, r.from, r.to, secured, dueDay, DataPledgeStatus.Live, valuation);
        emit DataPledged(asset, r.from, r.to, id, secured, dueDay, valuation, amount);
        registry.mark(asset, AssetMarks.PLEDGED, 0);
        _claim(asset, id, secured, amount);
    }

    function _realise(Requests.Request memory r, address buyerWallet) private {
        // Checks
        AssetId asset = AssetId.wrap(uint32(r.subject));
        uint64 price = uint64(uint256(r.terms));
        ValuationId valuation = ValuationId.wrap(uint32(uint256(r.terms) >> 96));
        Pledge storage p = _live(asset);
        PledgeId asked = PledgeId.wrap(uint32(uint256(r.terms) >> 64));
        if (asked != p.id) revert DataPledgeOther(asset, asked, p.id);
        ParticipantId holder = _requireSaleable(asset, p, r.to, price, valuation);

        // Effects
        uint64 toPledgee = uint64(Math.min(price, p.secured));
        _end(asset, p, DataPledgeStatus.Realised);
        p.secured -= toPledgee;
        _emitRealised(asset, p, holder, r.to, valuation, price, toPledgee);
        registry.moveRight(asset, Right.Holding, holder, r.to, price, "PLEDGE");

        // Interactions
        IERC20 token = money;
        token.safeTransferFrom(buyerWallet, participants.walletOf(r.from), toPledgee);
        if (price > toPledgee) token.safeTransferFrom(buyerWallet, participants.walletOf(holder), price - toPledgee);
    }

    function _emitRealised(
        AssetId asset,
        Pledge storage p,
        ParticipantId holder,
        ParticipantId buyer,
        ValuationId valuation,
        uint64 price,
        uint64 toPledgee
    ) private {
        emit DataPledgeRealised(
            asset,
            holder,
            buyer,
            p.id,
            p.pledgee,
            valuation,
            price,
            toPledgee,
            price - toPledgee,
            p.secured
        );
    }

    /// Makes the asset a subject of the book, or gives it its present value, and claims what is secured.
    function _claim(AssetId asset, PledgeId id, uint64 secured, uint64 amount) private {
        uint256 assetId = AssetId.unwrap(asset);
        SubjectId subject = _subjectOf(asset);
        if (trade.subjectInfo(subject).kind == ITradeRegistry.DocumentKind.None) {
            trade.registerAsset(assetId, amount, registry.commitmentOf(asset, 1));
        } else {
            trade.revalueAsset(assetId, amount);
        }
        trade.claim(subject, PledgeId.unwrap(id), secured);
    }

    /// Ends a live pledge, and with it its claim and its mark.
    function _end(AssetId asset, Pledge storage p, DataPledgeStatus status) private {
        p.status = status;
        --_openItems;
        registry.mark(asset, 0, AssetMarks.PLEDGED);
        trade.release(_subjectOf(asset), PledgeId.unwrap(p.id), p.secured);
    }

    function _open(
        AssetId asset,
        ParticipantId from,
        ParticipantId to,
        PledgeAct act,
        Day lastDay,
        Day latest,
        bytes32 terms
    ) private returns (RequestId) {
        if (lastDay.isNone()) lastDay = latest;
        if (lastDay < today() || lastDay > latest) {
            revert Requests.RequestLastDayOutOfRange(lastDay, today(), latest);
        }
        return
            _requests.open(
                Requests.Request({
                    from: from,
                    to: to,
                    subject: AssetId.unwrap(asset),
                    lo: 0,
                    hi: 0,
                    act: uint8(act),
                    status: Requests.Status.Open,
                    lastDay: lastDay,
                    terms: terms
                })
            );
    }

    function _requirePledgeable(
        AssetId asset,
        ParticipantId holder,
        ParticipantId pledgee,
        uint64 secured,
        Day dueDay,
        ValuationId valuation
    ) private view returns (uint64 amount) {
        registry.requireRight(asset, Right.Holding, holder);
        registry.requireTradable(asset);
        Pledge storage p = _pledges[asset];
        if (p.status == DataPledgeStatus.Live) revert DataPledgeExists(asset, p.id);
        if (dueDay < today()) revert DataPledgeDayPassed(asset, dueDay, today());
        ParticipantId valuer;
        (amount, valuer) = valuations.requireValid(valuation, asset);
        if (valuer == pledgee) revert DataPledgeValuerIsParty(asset, valuer);
        if (secured > amount) revert DataPledgeExceedsValuation(asset, secured, amount);
    }

    /// @return holder whose asset it is
    function _requireSaleable(
        AssetId asset,
        Pledge storage p,
        ParticipantId buyer,
        uint64 price,
        ValuationId valuation
    ) private view returns (ParticipantId holder) {
        if (today() < p.dueDay) revert DataPledgeNotDue(asset, p.dueDay, today());
        IDataRegistry.Asset memory a = registry.assetInfo(asset);
        if (a.status != AssetStatus.Certified || a.frozenUntil >= block.timestamp) {
            revert DataPledgeNotSold(asset, a.status, a.frozenUntil);
        }
        holder = a.holder;
        if (buyer == holder || buyer == p.pledgor || buyer == p.pledgee) revert DataPledgeBuyerIsParty(asset, buyer);
        (uint64 amount, ParticipantId valuer) = valuations.requireValid(valuation, asset);
        if (valuer == p.pledgee || valuer == buyer) revert DataPledgeValuerIsParty(asset, valuer);
        if (price < amount) revert DataPledgePriceBelowValuation(asset, price, amount);
    }

    function _live(AssetId asset) private view returns (Pledge storage p) {
        p = _pledges[asset];
        if (p.status != DataPledgeStatus.Live) revert DataPledgeMissing(asset, p.status);
    }

    function _requirePledgee(AssetId asset, Pledge storage p, ParticipantId caller) private view {
        if (caller != p.pledgee) revert DataPledgeNotPledgee(asset, caller, p.pledgee);
    }

    function _subjectOf(AssetId asset) private view returns (SubjectId) {
        return trade.assetOf(address(this), AssetId.unwrap(asset));
    }
}
