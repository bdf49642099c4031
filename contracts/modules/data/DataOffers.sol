// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.34;

import {KernelModule} from "../../kernel/base/KernelModule.sol";
import {RequestDesk} from "../../kernel/base/RequestDesk.sol";
import {IParticipantRegistry} from "../../kernel/interfaces/IParticipantRegistry.sol";
import {RequestId, Requests} from "../../kernel/libraries/Requests.sol";
import {Day, NO_DAY, today} from "../../kernel/types/Day.sol";
import {NOBODY, ParticipantId} from "../../kernel/types/Ids.sol";
import {Mode} from "../../kernel/types/Parties.sol";
import {IDataLicences} from "./interfaces/IDataLicences.sol";
import {IDataOffers} from "./interfaces/IDataOffers.sol";
import {IDataPledges, PledgeId} from "./interfaces/IDataPledges.sol";
import {IDataRegistry} from "./interfaces/IDataRegistry.sol";
import {AssetId, isPersonal, LicenceId, OfferId, Right, Sensitivity, Terms, WHOLE} from "./types/DataTypes.sol";

/// Documented in {IDataOffers}.
contract DataOffers is IDataOffers, RequestDesk {
    using Requests for Requests.Book;

    uint16 public constant MAX_DAYS = 3660;
    uint16 public constant MAX_STEP_HOURS = 720;

    /// @inheritdoc IDataOffers
    IDataRegistry public immutable registry;
    /// @inheritdoc IDataOffers
    IDataPledges public pledges;
    /// @inheritdoc IDataOffers
    IDataLicences public licences;

    /// @inheritdoc IDataOffers
    uint32 public offerCount;
    mapping(OfferId offer => Offer) private _offers;

    constructor(
        address authority,
        IParticipantRegistry participants_,
        IDataRegistry registry_
    ) KernelModule(authority, participants_) {
        registry = registry_;
    }

    /// @inheritdoc IDataOffers
    function setParts(IDataPledges pledges_, IDataLicences licences_) external restricted {
        if (address(pledges) != address(0)) revert DataOfferPartsAlreadySet();
        pledges = pledges_;
        licences = licences_;
    }

    /// @inheritdoc IDataOffers
    function offer(Terms calldata terms, Day lastDay) external returns (OfferId id) {
        // Checks
        (ParticipantId offerer, , ) = _enter(terms.buyer, Mode.Dispose, 0);
        if (lastDay < today()) revert DataOfferLastDayPassed(lastDay, today());
        _requireSound(terms);
        _requireParties(terms, offerer);
        _requireOfferable(terms, offerer);

        // Effects
        id = OfferId.wrap(++offerCount);
        Offer storage o = _offers[id];
        o.terms = terms;
        o.offerer = offerer;
        o.lastDay = lastDay;
        o.status = OfferStatus.Open;
        emit OfferMade(id, terms.asset, offerer, terms, keccak256(abi.encode(terms)), lastDay);
    }

    /// @inheritdoc IDataOffers
    function withdrawOffer(OfferId id) external {
        // Checks
        (ParticipantId caller, , ) = _enter(NOBODY, Mode.Preserve, 0);
        Offer storage o = _existing(id);
        if (o.offerer != caller) revert DataOfferNotOfferer(id, caller, o.offerer);
        // One that is used up would be open again when the purchase is undone.
        if (o.status == OfferStatus.Withdrawn) revert DataOfferWrongStatus(id, o.status, OfferStatus.Open);

        // Effects
        o.status = OfferStatus.Withdrawn;
        emit OfferWithdrawn(id, o.terms.asset, caller);
    }

    /// @inheritdoc IDataOffers
    function consentToExclusive(OfferId id) external {
        // Checks
        (ParticipantId caller, , ) = _enter(NOBODY, Mode.Dispose, 0);
        Offer storage o = _open(id);
        if (!o.terms.exclusive) revert DataOfferNotExclusive(id);
        AssetId asset = o.terms.asset;
        ParticipantId pledgee = pledges.pledgeeOf(asset);
        if (pledgee.isNobody() || pledgee != caller) revert DataOfferNotPledgee(id, caller, pledgee);

        // Effects
        PledgeId pledge = pledges.pledgeOf(asset).id;
        o.consentedFor = pledge;
        emit ExclusiveConsented(id, asset, caller, pledge);
    }

    /// @inheritdoc IDataOffers
    function transferLicence(LicenceId licence, ParticipantId to, Day lastDay) external returns (RequestId) {
        // Checks
        (ParticipantId from, , ) = _enter(to, Mode.Dispose, 0);
        Day latest = licences.requireTransferable(licence, from, to);
        if (lastDay == NO_DAY) lastDay = latest;
        if (lastDay < today() || lastDay > latest) {
            revert Requests.RequestLastDayOutOfRange(lastDay, today(), latest);
        }

        // Effects
        Requests.Request memory r;
        r.from = from;
        r.to = to;
        r.subject = LicenceId.unwrap(licence);
        r.act = uint8(OfferAct.TransferLicence);
        r.lastDay = lastDay;
        return _requests.open(r);
    }

    /// @inheritdoc IDataOffers
    function sign(RequestId request) external {
        Requests.Request storage r = _requests.live(request);
        (ParticipantId signer, , ) = _enter(r.from, Mode.Dispose, 0);
        _requests.sign(request, signer);
        licences.convey(LicenceId.wrap(uint32(r.subject)), r.from, signer);
    }

    /// @inheritdoc IDataOffers
    function take(
        OfferId id,
        ParticipantId buyer,
        bytes32 termsSeen
    ) external onlyPart returns (Terms memory terms, ParticipantId offerer) {
        // Checks
        Offer storage o = _open(id);
        terms = o.terms;
        offerer = o.offerer;
        bytes32 hash = keccak256(abi.encode(terms));
        if (hash != termsSeen) revert DataOfferTermsDiffer(id, termsSeen, hash);
        _requireTakeable(id, o, terms, buyer);

        // Effects
        if (terms.exclusive) o.status = OfferStatus.UsedUp;
        emit OfferTaken(id, terms.asset, buyer, o.status);
    }

    /// @inheritdoc IDataOffers
    function reopen(OfferId id) external onlyPart {
        Offer storage o = _existing(id);
        if (o.status != OfferStatus.UsedUp) return;
        o.status = OfferStatus.Open;
        emit OfferReopened(id, o.terms.asset);
    }

    /// @inheritdoc IDataOffers
    function offerInfo(OfferId id) external view returns (Offer memory) {
        return _existing(id);
    }

    /// @inheritdoc IDataOffers
    function termsHash(OfferId id) external view returns (bytes32) {
        return keccak256(abi.encode(_existing(id).terms));
    }

    /// @inheritdoc IDataOffers
    function requireTakeable(OfferId id, ParticipantId buyer) external view {
        Offer storage o = _open(id);
        _requireTakeable(id, o, o.terms, buyer);
    }

    function _requireTakeable(OfferId id, Offer storage o, Terms memory terms, ParticipantId buyer) private view {
        if (o.lastDay < today()) revert DataOfferLapsed(id, o.lastDay);
        bool isOthers = !terms.buyer.isNobody() && terms.buyer != buyer;
        if (isOthers || buyer == o.offerer) revert DataOfferNotForBuyer(id, buyer);
        _requireNeutral(terms, buyer);
        _requireOfferable(terms, o.offerer);
        if (!terms.exclusive) return;
        ParticipantId pledgee = pledges.pledgeeOf(terms.asset);
        if (pledgee.isNobody()) return;
        PledgeId pledge = pledges.pledgeOf(terms.asset).id;
        if (PledgeId.unwrap(o.consentedFor) != PledgeId.unwrap(pledge)) revert DataOfferConsentMissing(id, pledgee);
    }

    /// The offerer holds the right, and the asset is one that is licensed so today.
    function _requireOfferable(Terms memory terms, ParticipantId offerer) private view {
        AssetId asset = terms.asset;
        registry.requireTradable(asset);
        registry.requireRight(asset, terms.right, offerer);
        (Sensitivity sensitivity, ) = registry.useTerms(asset);
        bool isOfPersons = isPersonal(sensitivity);
        if (terms.personPay != 0 && !isOfPersons) {
            revert DataOfferPersonPayInvalid(terms.personPay, terms.pricePerUse);
        }
        if (sensitivity == Sensitivity.General) return;
        if (sensitivity == Sensitivity.Core || (isOfPersons && terms.delivery)) {
            revert DataOfferSensitivityRefused(asset, sensitivity);
        }
        if (terms.territory == 0) revert DataOfferTerritoryMissing(asset, sensitivity);
    }

    /// What the terms say holds together, whatever the asset.
    function _requireSound(Terms calldata terms) private view {
        Right right = terms.right;
        if (right != Right.Processing && right != Right.Operation) revert DataOfferRightNotLicensed(right);
        registry.requirePurposes(terms.purposes);
        if (terms.daysValid == 0 || terms.daysValid > MAX_DAYS) {
            revert DataOfferDaysOutOfRange(terms.daysValid, MAX_DAYS);
        }
        if (terms.personPay > terms.pricePerUse) {
            revert DataOfferPersonPayInvalid(terms.personPay, terms.pricePerUse);
        }
        if (terms.derivable && right != Right.Processing) revert DataOfferNotDerivable(right);
        if (terms.royalty >= WHOLE || (terms.royalty != 0 && !terms.derivable)) {
            revert DataOfferRoyaltyInvalid(terms.royalty);
        }
        if (terms.delivery == (terms.stepHours == 0) || terms.stepHours > MAX_STEP_HOURS) {
            revert DataOfferStepHoursInvalid(terms.stepHours);
        }
        if (terms.delivery && terms.pricePerUse != 0 && terms.meter.isNobody()) revert DataOfferMeterMissing();
        if (terms.document == 0) revert DataOfferDocumentMissing();
    }

    function _requireParties(Terms calldata terms, ParticipantId offerer) private view {
        if (terms.buyer == offerer) revert DataOfferNotForBuyer(OfferId.wrap(offerCount + 1), offerer);
        if (terms.arbiter == offerer) revert DataOfferNotNeutral(offerer);
        if (!terms.buyer.isNobody()) _requireNeutral(terms, terms.buyer);
        if (!terms.arbiter.isNobody()) participants.requireStanding(terms.arbiter, Mode.Dispose);
        if (!terms.meter.isNobody()) participants.requireStanding(terms.meter, Mode.Dispose);
    }

    function _existing(OfferId id) private view returns (Offer storage o) {
        o = _offers[id];
        if (o.status == OfferStatus.None) revert DataOfferUnknown(id);
    }

    function _open(OfferId id) private view returns (Offer storage o) {
        o = _existing(id);
        if (o.status != OfferStatus.Open) revert DataOfferWrongStatus(id, o.status, OfferStatus.Open);
    }

    /// The buyer neither meters its own uses nor judges its own disputes.
    function _requireNeutral(Terms memory terms, ParticipantId buyer) private pure {
        if (terms.meter == buyer || terms.arbiter == buyer) revert DataOfferNotNeutral(buyer);
    }
}
