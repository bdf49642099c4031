// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.34;

import {KernelModule} from "../../kernel/base/KernelModule.sol";
import {IParticipantRegistry} from "../../kernel/interfaces/IParticipantRegistry.sol";
import {CivilDate} from "../../kernel/libraries/CivilDate.sol";
import {Day, today} from "../../kernel/types/Day.sol";
import {NOBODY, ParticipantId} from "../../kernel/types/Ids.sol";
import {Mode, Qualifications} from "../../kernel/types/Parties.sol";
import {IDataRegistry} from "./interfaces/IDataRegistry.sol";
import {IDataValuation} from "./interfaces/IDataValuation.sol";
import {AssetId, ValuationId, isOver} from "./types/DataTypes.sol";

/// Documented in {IDataValuation}.
contract DataValuation is IDataValuation, KernelModule {
    uint256 public constant MAX_MONTHS = 12;

    IDataRegistry public immutable registry;

    /// @inheritdoc IDataValuation
    uint32 public valuationCount;

    mapping(AssetId asset => mapping(ParticipantId valuer => Commission)) private _commissions;
    mapping(ValuationId valuation => Valuation) private _valuations;
    mapping(ValuationId valuation => mapping(ParticipantId disputer => Dispute)) private _disputes;

    constructor(
        address authority,
        IParticipantRegistry participants_,
        IDataRegistry registry_
    ) KernelModule(authority, participants_) {
        registry = registry_;
    }

    /// @inheritdoc IDataValuation
    function commission(AssetId asset, ParticipantId valuer, bytes32 purpose, Day lastDay) external {
        (ParticipantId caller, , ) = _enter(valuer, Mode.Dispose, 0);
        _requireHolder(asset, caller);
        _commission(asset, valuer, Commission({by: caller, byPledgee: false, lastDay: lastDay, purpose: purpose}));
    }

    /// @inheritdoc IDataValuation
    function commissionFor(
        AssetId asset,
        ParticipantId by,
        ParticipantId valuer,
        bytes32 purpose,
        Day lastDay
    ) external onlyPart {
        _commission(asset, valuer, Commission({by: by, byPledgee: true, lastDay: lastDay, purpose: purpose}));
    }

    /// @inheritdoc IDataValuation
    function endCommission(AssetId asset, ParticipantId valuer) external {
        (ParticipantId caller, , ) = _enter(NOBODY, Mode.Preserve, 0);
        Commission storage c = _commissions[asset][valuer];
        if (c.by != caller || c.by.isNobody()) revert DataValuationNotCommissioned(asset, valuer, c.by, c.lastDay);
        delete _commissions[asset][valuer];
        emit DataValuationCommissionEnded(asset, valuer, caller);
    }

    /// @inheritdoc IDataValuation
    function value(AssetId asset, Report calldata report) external returns (ValuationId valuation) {
        // Checks
        (ParticipantId valuer, , ) = _enter(NOBODY, Mode.Dispose, 0);
        Commission memory c = _commissions[asset][valuer];
        bool given = c.byPledgee || (!c.by.isNobody() && registry.holderOf(asset) == c.by);
        if (!given || isOver(c.lastDay)) revert DataValuationNotCommissioned(asset, valuer, c.by, c.lastDay);
        _requireIndependent(asset, valuer, c.by);
        _requireReport(asset, report);

        // Effects
        delete _commissions[asset][valuer];
        valuation = ValuationId.wrap(++valuationCount);
        _valuations[valuation] = Valuation({
            asset: asset,
            valuer: valuer,
            by: c.by,
            amount: report.amount,
            baseDay: report.baseDay,
            validThrough: report.validThrough,
            method: report.method,
            status: ValuationStatus.Stands,
            contested: 0,
            purpose: c.purpose,
            digest: report.digest
        });
        _emitValued(valuation);
    }

    /// @inheritdoc IDataValuation
    function withdrawValuation(ValuationId valuation, bytes32 digest) external {
        (ParticipantId caller, , ) = _enter(NOBODY, Mode.Preserve, 0);
        Valuation storage v = _standing(valuation);
        _requireValuer(valuation, v, caller);
        _requireDigest(digest);
        v.status = ValuationStatus.Withdrawn;
        emit DataValuationWithdrawn(valuation, v.asset, caller, digest);
    }

    /// @inheritdoc IDataValuation
    function dispute(ValuationId valuation, bytes32 digest) external {
        // Checks
        (ParticipantId caller, , ) = _enter(NOBODY, Mode.Preserve, 0);
        Valuation storage v = _standing(valuation);
        if (caller == v.valuer) revert DataValuationOwn(valuation, caller);
        _requireDigest(digest);
        Dispute storage d = _disputes[valuation][caller];
        if (d.status != DisputeStatus.None) revert DataValuationDisputeExists(valuation, caller, d.status);

        // Effects
        AssetId asset = v.asset;
        bool suspends = caller == v.by || registry.isConnected(asset, caller);
        d.status = DisputeStatus.Open;
        d.suspends = suspends;
        if (suspends) ++v.contested;
        emit DataValuationDisputed(valuation, asset, caller, suspends, digest);
    }

    /// @inheritdoc IDataValuation
    function withdrawDispute(ValuationId valuation) external {
        (ParticipantId caller, , ) = _enter(NOBODY, Mode.Preserve, 0);
        _closeDispute(valuation, caller, DisputeStatus.Withdrawn);
        emit DataValuationDisputeWithdrawn(valuation, _valuations[valuation].asset, caller);
    }

    /// @inheritdoc IDataValuation
    function answerDispute(ValuationId valuation, ParticipantId disputer, bool upheld, bytes32 digest) external {
        // Checks
        (ParticipantId caller, , ) = _enter(NOBODY, Mode.Preserve, 0);
        Valuation storage v = _standing(valuation);
        _requireValuer(valuation, v, caller);
        _requireDigest(digest);

        // Effects
        _closeDispute(valuation, disputer, upheld ? DisputeStatus.Upheld : DisputeStatus.Rejected);
        if (upheld) v.status = ValuationStatus.Overturned;
        emit DataValuationDisputeAnswered(valuation, v.asset, disputer, upheld, digest);
    }

    /// @inheritdoc IDataValuation
    function commissionOf(AssetId asset, ParticipantId valuer) external view returns (Commission memory) {
        return _commissions[asset][valuer];
    }

    /// @inheritdoc IDataValuation
    function valuationInfo(ValuationId valuation) external view returns (Valuation memory) {
        return _valuations[valuation];
    }

    /// @inheritdoc IDataValuation
    function disputeOf(ValuationId valuation, ParticipantId disputer) external view returns (Dispute memory) {
        return _disputes[valuation][disputer];
    }

    /// @inheritdoc IDataValuation
    function requireValid(
        ValuationId valuation,
        AssetId asset
    ) external view returns (uint64 amount, ParticipantId valuer) {
        Valuation storage v = _standing(valuation);
        if (v.asset != asset) revert DataValuationOfOther(valuation, v.asset, asset);
        if (isOver(v.validThrough)) revert DataValuationOver(valuation, v.validThrough, today());
        if (v.contested != 0) revert DataValuationContested(valuation, v.contested);
        return (v.amount, v.valuer);
    }

    function _commission(AssetId asset, ParticipantId valuer, Commission memory c) private {
        // Checks
        _requireIndependent(asset, valuer, c.by);
        if (c.purpose == 0) revert DataValuationPurposeMissing(asset);
        if (isOver(c.lastDay)) revert DataValuationDayPassed(asset, c.lastDay, today());

        // Effects
        _commissions[asset][valuer] = c;
        emit DataValuationCommissioned(asset, valuer, c.by, c.byPledgee, c.purpose, c.lastDay);
    }

    function _closeDispute(ValuationId valuation, ParticipantId disputer, DisputeStatus status) private {
        Dispute storage d = _disputes[valuation][disputer];
        if (d.status != DisputeStatus.Open) revert DataValuationDisputeNotOpen(valuation, disputer, d.status);
        d.status = status;
        if (d.suspends) --_valuations[valuation].contested;
    }

    function _emitValued(ValuationId valuation) private {
        Valuation memory v = _valuations[valuation];
        emit DataValued(
            valuation,
            v.asset,
            v.valuer,
            v.by,
            v.method,
            v.purpose,
            v.baseDay,
            v.amount,
            v.validThrough,
            v.digest
        );
    }

    function _requireHolder(AssetId asset, ParticipantId caller) private view {
        ParticipantId holder = registry.holderOf(asset);
        if (caller != holder) revert DataValuationNotHolder(asset, caller, holder);
    }

    function _requireIndependent(AssetId asset, ParticipantId valuer, ParticipantId by) private view {
        participants.requireQualified(valuer, Qualifications.VALUER);
        if (valuer == by || registry.isConnected(asset, valuer)) revert DataValuationNotIndependent(asset, valuer);
    }

    function _requireReport(AssetId asset, Report calldata report) private view {
        if (report.method == Method.None) revert DataValuationMethodMissing(asset);
        if (report.amount == 0) revert DataValuationAmountZero(asset);
        _requireDigest(report.digest);
        if (report.baseDay > today()) revert DataValuationBaseDayAhead(asset, report.baseDay, today());
        // A year from the base day on, which is its first day.
        Day latest = Day.wrap(Day.unwrap(CivilDate.addMonths(report.baseDay, MAX_MONTHS)) - 1);
        if (report.validThrough < today() || report.validThrough > latest) {
            revert DataValuationTermOutOfRange(asset, report.validThrough, today(), latest);
        }
    }

    function _standing(ValuationId valuation) private view returns (Valuation storage v) {
        v = _valuations[valuation];
        if (v.status == ValuationStatus.None) revert DataValuationUnknown(valuation);
        if (v.status != ValuationStatus.Stands) revert DataValuationNotStanding(valuation, v.status);
    }

    function _requireValuer(ValuationId valuation, Valuation storage v, ParticipantId caller) private view {
        if (caller != v.valuer) revert DataValuationNotValuer(valuation, caller, v.valuer);
    }

    function _requireDigest(bytes32 digest) private pure {
        if (digest == 0) revert DataValuationDigestMissing();
    }
}
