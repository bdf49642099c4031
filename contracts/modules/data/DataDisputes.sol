// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.34;

import {Math} from "@openzeppelin/contracts/utils/math/Math.sol";

import {KernelModule} from "../../kernel/base/KernelModule.sol";
import {IModulePart} from "../../kernel/interfaces/IModulePart.sol";
import {IParticipantRegistry} from "../../kernel/interfaces/IParticipantRegistry.sol";
import {Day, today} from "../../kernel/types/Day.sol";
import {NOBODY, ParticipantId} from "../../kernel/types/Ids.sol";
import {Mode} from "../../kernel/types/Parties.sol";
import {IDataDisputes} from "./interfaces/IDataDisputes.sol";
import {IDataLicences} from "./interfaces/IDataLicences.sol";
import {IDataOffers} from "./interfaces/IDataOffers.sol";
import {IDataRegistry} from "./interfaces/IDataRegistry.sol";
import {IDataRevenue} from "./interfaces/IDataRevenue.sol";
import {IDataSales} from "./interfaces/IDataSales.sol";
import {DisputeId, isOver, LicenceId, LicenceStatus, OfferId, SaleId} from "./types/DataTypes.sol";

/// Documented in {IDataDisputes}.
contract DataDisputes is IDataDisputes, KernelModule {
    /// For the respondent to answer before an arbiter decides (Civil Procedure Law 128).
    uint256 public constant ANSWER_DAYS = 15;
    uint256 public constant DECISION_DAYS = 180;

    DisputeId private constant NO_DISPUTE = DisputeId.wrap(0);

    IDataRegistry public immutable registry;
    IDataOffers public immutable offers;
    IDataLicences public immutable licences;
    IDataSales public immutable sales;
    IDataRevenue public immutable revenue;

    /// @inheritdoc IDataDisputes
    uint32 public disputeCount;
    /// Disputes that have not ended.
    uint256 private _open;
    mapping(DisputeId dispute => Dispute) private _disputes;
    /// @inheritdoc IDataDisputes
    mapping(LicenceId licence => mapping(DisputeKind kind => DisputeId)) public openOn;

    constructor(
        address authority,
        IParticipantRegistry participants_,
        IDataRegistry registry_,
        IDataOffers offers_,
        IDataLicences licences_,
        IDataSales sales_,
        IDataRevenue revenue_
    ) KernelModule(authority, participants_) {
        registry = registry_;
        offers = offers_;
        licences = licences_;
        sales = sales_;
        revenue = revenue_;
    }

    /// @inheritdoc IDataDisputes
    function openQuality(SaleId sale, Outcome calldata claim, bytes32 evidence) external returns (DisputeId dispute) {
        (ParticipantId buyer, , ) = _enter(NOBODY, Mode.Preserve, 0);
        IDataSales.Sale memory s = sales.saleInfo(sale);
        sales.hold(sale, buyer);
        Dispute memory d = _draft(DisputeKind.Quality, s.licence, buyer, s.seller);
        d.sale = sale;
        dispute = _openDispute(d, s.offer, claim, evidence);
    }

    /// @inheritdoc IDataDisputes
    function openMisuse(
        LicenceId licence,
        Outcome calldata claim,
        bytes32 evidence
    ) external returns (DisputeId dispute) {
        (ParticipantId caller, , ) = _enter(NOBODY, Mode.Preserve, 0);
        IDataLicences.Licence memory info = _inUse(licence);
        Day end = licences.closableFrom(licence);
        if (!end.isNone() && today() >= end) revert DataDisputeTooLate(licence, end);
        if (caller != registry.holderOf(info.asset) && caller != registry.rightHolder(info.asset, info.right)) {
            revert DataDisputeNotClaimant(licence, DisputeKind.Misuse, caller);
        }
        dispute = _openDispute(_draft(DisputeKind.Misuse, licence, caller, info.licensee), info.offer, claim, evidence);
    }

    /// @inheritdoc IDataDisputes
    function openMetering(
        LicenceId licence,
        Outcome calldata claim,
        bytes32 evidence
    ) external returns (DisputeId dispute) {
        (ParticipantId caller, , ) = _enter(NOBODY, Mode.Preserve, 0);
        IDataLicences.Licence memory info = _inUse(licence);
        if (caller != info.licensee) revert DataDisputeNotClaimant(licence, DisputeKind.Metering, caller);
        licences.contest(licence);
        dispute = _openDispute(_draft(DisputeKind.Metering, licence, caller, info.meter), info.offer, claim, evidence);
    }

    /// @inheritdoc IDataDisputes
    function answer(DisputeId dispute, bytes32 evidence) external {
        Dispute storage d = _standing(dispute);
        (ParticipantId caller, , ) = _enter(NOBODY, Mode.Preserve, 0);
        _requireParty(dispute, caller, d.respondent);
        if (d.answered) revert DataDisputeAnswered(dispute);
        _requireDigest(evidence);
        d.answered = true;
        emit DisputeAnswered(dispute, caller, evidence);
    }

    /// @inheritdoc IDataDisputes
    function propose(DisputeId dispute, Outcome calldata outcome) external {
        Dispute storage d = _standing(dispute);
        (ParticipantId caller, , ) = _enter(NOBODY, Mode.Perform, _fenOf(d.kind, outcome));
        if (caller != d.claimant) _requireParty(dispute, caller, d.respondent);
        _requireValid(d.kind, outcome, _most(d.kind, d.licence, d.sale));
        (d.proposal, d.proposedBy) = (outcome, caller);
        emit OutcomeProposed(dispute, caller, outcome);
    }

    /// @inheritdoc IDataDisputes
    function acceptOutcome(DisputeId dispute, Outcome calldata outcome) external {
        // Checks
        Dispute storage d = _standing(dispute);
        (ParticipantId caller, , ) = _enter(NOBODY, Mode.Perform, _fenOf(d.kind, outcome));
        ParticipantId other = d.claimant;
        if (caller == other) other = d.respondent;
        else _requireParty(dispute, caller, d.respondent);
        Outcome memory proposal = d.proposal;
        if (
            d.proposedBy != other ||
            proposal.upheld != outcome.upheld ||
            proposal.ends != outcome.ends ||
            proposal.amount != outcome.amount
        ) revert DataDisputeProposalDiffers(dispute, d.proposedBy, proposal.upheld, proposal.ends, proposal.amount);
        _requireValid(d.kind, outcome, _most(d.kind, d.licence, d.sale));

        // Effects, Interactions
        _end(dispute, d, DisputeEnd.Agreed, outcome, 0);
    }

    /// @inheritdoc IDataDisputes
    function concede(DisputeId dispute) external {
        Dispute storage d = _standing(dispute);
        (ParticipantId caller, , ) = _enter(NOBODY, Mode.Perform, _fenOf(d.kind, d.claim));
        _requireParty(dispute, caller, d.respondent);
        _end(dispute, d, DisputeEnd.Conceded, d.claim, 0);
    }

    /// @inheritdoc IDataDisputes
    function withdraw(DisputeId dispute) external {
        Dispute storage d = _standing(dispute);
        (ParticipantId caller, , ) = _enter(NOBODY, Mode.Perform, _fenOf(d.kind, d.claim));
        _requireParty(dispute, caller, d.claimant);
        _end(dispute, d, DisputeEnd.Withdrawn, _dismissed(), 0);
    }

    /// @inheritdoc IDataDisputes
    function decide(DisputeId dispute, Outcome calldata outcome, bytes32 reason) external {
        Dispute storage d = _standing(dispute);
        (ParticipantId caller, , ) = _enter(NOBODY, Mode.Dispose, 0);
        if (caller != d.arbiter) revert DataDisputeNotArbiter(dispute, caller, d.arbiter);
        Day lastDay = d.openedOn.plus(ANSWER_DAYS);
        if (!d.answered && !isOver(lastDay)) revert DataDisputeUnanswered(dispute, lastDay);
        _decide(dispute, d, DisputeEnd.Arbitrated, outcome, reason);
    }

    /// @inheritdoc IDataDisputes
    function decideByOrder(DisputeId dispute, Outcome calldata outcome, bytes32 reason) external restricted {
        _decide(dispute, _standing(dispute), DisputeEnd.Ordered, outcome, reason);
    }

    /// @inheritdoc IDataDisputes
    function lapse(DisputeId dispute) external {
        Dispute storage d = _standing(dispute);
        Day lastDay = d.openedOn.plus(DECISION_DAYS);
        if (!isOver(lastDay)) revert DataDisputeTooEarly(dispute, lastDay);
        _end(dispute, d, DisputeEnd.Lapsed, _dismissed(), 0);
    }

    /// @inheritdoc IDataDisputes
    function endProven(LicenceId licence) external onlyPart {
        DisputeId dispute = openOn[licence][DisputeKind.Quality];
        Dispute storage d = _standing(dispute);
        Outcome memory outcome = Outcome({upheld: true, ends: true, amount: sales.saleInfo(d.sale).price});
        _close(dispute, d, DisputeEnd.Proven, outcome, 0);
    }

    /// @inheritdoc IDataDisputes
    function disputeInfo(DisputeId dispute) external view returns (Dispute memory) {
        return _known(dispute);
    }

    /// @inheritdoc IDataDisputes
    function isMeteringDisputed(LicenceId licence) public view returns (bool) {
        return _isOpen(licence, DisputeKind.Metering);
    }

    /// @inheritdoc IDataDisputes
    function isDisputed(LicenceId licence) external view returns (bool) {
        return
            isMeteringDisputed(licence) ||
            _isOpen(licence, DisputeKind.Misuse) ||
            _isOpen(licence, DisputeKind.Quality);
    }

    /// @inheritdoc IModulePart
    function openItems() external view override(IModulePart, KernelModule) returns (uint256) {
        return _open;
    }

    function _openDispute(
        Dispute memory d,
        OfferId offer,
        Outcome calldata claim,
        bytes32 evidence
    ) private returns (DisputeId dispute) {
        // Checks
        if (d.claimant == d.respondent) revert DataDisputeWithSelf(d.claimant);
        _requireDigest(evidence);
        dispute = openOn[d.licence][d.kind];
        if (DisputeId.unwrap(dispute) != 0) revert DataDisputeOpen(d.licence, d.kind, dispute);
        uint64 most = _most(d.kind, d.licence, d.sale);
        if (!claim.upheld) _refuse(claim, most);
        _requireValid(d.kind, claim, most);

        // Effects
        dispute = DisputeId.wrap(++disputeCount);
        ++_open;
        openOn[d.licence][d.kind] = dispute;
        d.claim = claim;
        d.arbiter = offer.isNoOffer() ? NOBODY : offers.offerInfo(offer).terms.arbiter;
        // Nobody judges its own cause.
        if (d.arbiter == d.claimant || d.arbiter == d.respondent) d.arbiter = NOBODY;
        _disputes[dispute] = d;
        Day lastDay = d.openedOn.plus(DECISION_DAYS);
        emit DisputeOpened(
            dispute,
            d.licence,
            d.claimant,
            d.respondent,
            d.arbiter,
            d.kind,
            d.sale,
            claim,
            lastDay,
            evidence
        );
    }

    function _decide(
        DisputeId dispute,
        Dispute storage d,
        DisputeEnd end,
        Outcome calldata outcome,
        bytes32 reason
    ) private {
        _requireDigest(reason);
        Outcome memory claim = d.claim;
        uint64 most = uint64(Math.min(claim.amount, _most(d.kind, d.licence, d.sale)));
        if (outcome.ends && !claim.ends) _refuse(outcome, most);
        _requireValid(d.kind, outcome, most);
        _end(dispute, d, end, outcome, reason);
    }

    function _end(
        DisputeId dispute,
        Dispute storage d,
        DisputeEnd end,
        Outcome memory outcome,
        bytes32 reason
    ) private {
        // Effects
        _close(dispute, d, end, outcome, reason);

        // Interactions
        DisputeKind kind = d.kind;
        LicenceId licence = d.licence;
        if (kind == DisputeKind.Quality) {
            sales.resolve(d.sale, outcome.amount, outcome.ends);
        } else if (kind == DisputeKind.Metering) {
            licences.strike(licence, uint40(outcome.amount));
        } else {
            IDataLicences.Licence memory info = licences.licenceInfo(licence);
            bool stands = info.status == LicenceStatus.Live || info.status == LicenceStatus.Surrendered;
            bytes32 ground = reason == 0 ? bytes32(uint256(DisputeId.unwrap(dispute))) : reason;
            if (outcome.ends && stands) licences.terminate(licence, ground);
            revenue.forfeitDeposit(licence, info.asset, outcome.amount);
        }
    }

    function _close(
        DisputeId dispute,
        Dispute storage d,
        DisputeEnd end,
        Outcome memory outcome,
        bytes32 reason
    ) private {
        d.end = end;
        openOn[d.licence][d.kind] = NO_DISPUTE;
        --_open;
        emit DisputeEnded(dispute, d.licence, d.respondent, d.kind, end, outcome, reason);
    }

    function _draft(
        DisputeKind kind,
        LicenceId licence,
        ParticipantId claimant,
        ParticipantId respondent
    ) private view returns (Dispute memory d) {
        (d.kind, d.licence, d.claimant, d.respondent) = (kind, licence, claimant, respondent);
        d.openedOn = today();
    }

    function _isOpen(LicenceId licence, DisputeKind kind) private view returns (bool) {
        return DisputeId.unwrap(openOn[licence][kind]) != 0;
    }

    /// What there is to win: fen of the price or the deposit, or uses.
    function _most(DisputeKind kind, LicenceId licence, SaleId sale) private view returns (uint64) {
        if (kind == DisputeKind.Quality) return sales.saleInfo(sale).price;
        if (kind == DisputeKind.Misuse) return revenue.accountOf(licence).deposit;
        IDataLicences.Licence memory info = licences.licenceInfo(licence);
        return info.counted - info.settled;
    }

    /// A licence that has begun, and is not closed.
    function _inUse(LicenceId licence) private view returns (IDataLicences.Licence memory info) {
        info = licences.licenceInfo(licence);
        if (
            info.status != LicenceStatus.Live &&
            info.status != LicenceStatus.Surrendered &&
            info.status != LicenceStatus.Terminated
        ) revert DataDisputeLicenceNotInUse(licence, info.status);
    }

    function _known(DisputeId dispute) private view returns (Dispute storage d) {
        d = _disputes[dispute];
        if (d.kind == DisputeKind.None) revert DataDisputeUnknown(dispute);
    }

    function _standing(DisputeId dispute) private view returns (Dispute storage d) {
        d = _known(dispute);
        if (d.end != DisputeEnd.None) revert DataDisputeOver(dispute, d.end);
    }

    function _requireParty(DisputeId dispute, ParticipantId caller, ParticipantId needed) private pure {
        if (caller != needed) revert DataDisputeNotParty(dispute, caller);
    }

    function _requireDigest(bytes32 digest) private pure {
        if (digest == 0) revert DataDisputeDigestMissing();
    }

    /// Of misuse it can be a finding alone; any other dispute that is upheld brings something.
    function _requireValid(DisputeKind kind, Outcome memory outcome, uint64 most) private pure {
        bool brings = outcome.ends || outcome.amount != 0;
        bool isFit = outcome.upheld ? brings || kind == DisputeKind.Misuse : !brings;
        if (!isFit || outcome.amount > most || (outcome.ends && kind == DisputeKind.Metering)) {
            _refuse(outcome, most);
        }
    }

    /// Fen that an outcome gives to one side, for the ceiling of the account that agrees to it.
    function _fenOf(DisputeKind kind, Outcome memory outcome) private pure returns (uint64) {
        return kind == DisputeKind.Metering ? 0 : outcome.amount;
    }

    function _dismissed() private pure returns (Outcome memory) {
        return Outcome({upheld: false, ends: false, amount: 0});
    }

    function _refuse(Outcome memory outcome, uint64 most) private pure {
        revert DataDisputeOutcomeInvalid(outcome.upheld, outcome.ends, outcome.amount, most);
    }
}
