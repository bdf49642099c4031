// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.34;

import {IRequestDesk} from "../../../kernel/interfaces/IRequestDesk.sol";
import {RequestId} from "../../../kernel/libraries/Requests.sol";
import {Day} from "../../../kernel/types/Day.sol";
import {ParticipantId} from "../../../kernel/types/Ids.sol";
import {AssetId, LicenceId, OfferId, Right, Sensitivity, Terms} from "../types/DataTypes.sol";
import {IDataLicences} from "./IDataLicences.sol";
import {IDataPledges, PledgeId} from "./IDataPledges.sol";
import {IDataRegistry} from "./IDataRegistry.sol";

/// Offers of products and licences (产品、许可要约). What is offered is fixed by its digest: nothing of an offer's terms ever changes, who takes it
/// names the digest that it has seen, and the licence carries it on (X-57).
///
/// | offer     | act             | who                                    | then                               |
/// |-----------|-----------------|----------------------------------------|------------------------------------|
/// | –         | offer           | who holds the right that is licensed   | Open                               |
/// | Open      | withdrawOffer   | the offerer                            | Withdrawn                          |
/// | Open      | take            | a purchase                             | Open, an exclusive one: UsedUp     |
/// | UsedUp    | reopen          | the undoing of that purchase           | Open                               |
///
/// An offer that is open lapses after its last day, and counts for nothing while its offerer does not hold the right (D-2), while the asset is
/// frozen, suspended or without a valid certificate (D-7), or while an exclusive one lacks the consent of who has the asset in pledge.
///
/// A licence whose terms allow it is offered on by its licensee, to one other, by a request.
interface IDataOffers is IRequestDesk {
    /// Requests of this part.
    enum OfferAct {
        None,
        /// A licence passes on.
        TransferLicence
    }

    enum OfferStatus {
        None,
        Open,
        /// Exclusive, and taken.
        UsedUp,
        Withdrawn
    }

    struct Offer {
        // slots 0 to 3
        Terms terms;
        // slot 4
        ParticipantId offerer;
        /// Last day on which it can be taken.
        Day lastDay;
        OfferStatus status;
        /// The pledge whose pledgee has consented to an exclusive offer; 0: none has.
        PledgeId consentedFor;
    }

    /// @param termsHash keccak256(abi.encode(terms))
    event OfferMade(
        OfferId indexed offer,
        AssetId indexed asset,
        ParticipantId indexed offerer,
        Terms terms,
        bytes32 termsHash,
        Day lastDay
    );
    event OfferWithdrawn(OfferId indexed offer, AssetId indexed asset, ParticipantId indexed offerer);
    event OfferTaken(OfferId indexed offer, AssetId indexed asset, ParticipantId indexed buyer, OfferStatus status);
    event OfferReopened(OfferId indexed offer, AssetId indexed asset);
    event ExclusiveConsented(
        OfferId indexed offer,
        AssetId indexed asset,
        ParticipantId indexed pledgee,
        PledgeId pledge
    );

    error DataOfferUnknown(OfferId offer);
    error DataOfferWrongStatus(OfferId offer, OfferStatus status, OfferStatus needed);
    error DataOfferLapsed(OfferId offer, Day lastDay);
    error DataOfferNotOfferer(OfferId offer, ParticipantId caller, ParticipantId offerer);
    /// It is for another, or the offerer's own.
    error DataOfferNotForBuyer(OfferId offer, ParticipantId buyer);
    /// Nobody meters, or judges, its own use.
    error DataOfferNotNeutral(ParticipantId participant);
    error DataOfferTermsDiffer(OfferId offer, bytes32 termsSeen, bytes32 termsHash);
    /// Only processing and operation are licensed.
    error DataOfferRightNotLicensed(Right right);
    error DataOfferLastDayPassed(Day lastDay, Day today);
    error DataOfferDaysOutOfRange(uint16 daysValid, uint16 max);
    /// A part of each price per use, and only where persons' data are used.
    error DataOfferPersonPayInvalid(uint64 personPay, uint64 pricePerUse);
    error DataOfferRoyaltyInvalid(uint16 royalty);
    /// Assets are made by processing.
    error DataOfferNotDerivable(Right right);
    /// 1 to 720 for what is delivered; 0 for what is served.
    error DataOfferStepHoursInvalid(uint16 stepHours);
    /// Who has the content meters nobody: a price per use of what is delivered needs a meter that is named.
    error DataOfferMeterMissing();
    error DataOfferDocumentMissing();
    /// Core data are not licensed; persons' data are served, so that a consent can be withdrawn with effect, and never delivered.
    error DataOfferSensitivityRefused(AssetId asset, Sensitivity sensitivity);
    error DataOfferTerritoryMissing(AssetId asset, Sensitivity sensitivity);
    error DataOfferNotExclusive(OfferId offer);
    error DataOfferNotPledgee(OfferId offer, ParticipantId caller, ParticipantId pledgee);
    error DataOfferConsentMissing(OfferId offer, ParticipantId pledgee);
    error DataOfferPartsAlreadySet();

    /// Offers a licence. Who holds the right, of a tradable asset (D-2, D-7).
    /// @param terms as {Terms} says; important and persons' data within a named territory
    /// @param lastDay last day on which it can be taken, today at the earliest
    /// @custom:access door:Dispose
    function offer(Terms calldata terms, Day lastDay) external returns (OfferId);

    /// Takes an open offer back. Purchases that were made go on. The offerer.
    /// @custom:access door:Preserve
    function withdrawOffer(OfferId id) external;

    /// Consents to an exclusive offer of an asset that the caller has in pledge: an exclusive licence lessens what the pledge is worth. Good
    /// for this offer, as often as it is reopened, and for no other pledge. The pledgee.
    /// @custom:access door:Dispose
    function consentToExclusive(OfferId id) external;

    /// Asks another to take a licence over, with what is prepaid and the deposit, which the two settle elsewhere. The licensee, where the terms
    /// allow it, and while nothing about the licence is disputed.
    /// @param lastDay last day on which the other can sign; no day: the licence's last
    /// @custom:access door:Dispose
    function transferLicence(LicenceId licence, ParticipantId to, Day lastDay) external returns (RequestId);

    /// Takes a licence over. The addressee; all is checked again.
    /// @custom:access door:Dispose
    function sign(RequestId request) external;

    /// Names, once, the parts that know who has an asset in pledge, and which licences there are.
    /// @custom:access restricted
    function setParts(IDataPledges pledges, IDataLicences licences) external;

    /// Takes an offer for a buyer, which pays the caller's way. Reverts unless all that the offer rests on holds today.
    /// @param termsSeen digest of the terms that the buyer agrees to (X-57)
    /// @custom:access part
    function take(
        OfferId id,
        ParticipantId buyer,
        bytes32 termsSeen
    ) external returns (Terms memory terms, ParticipantId offerer);

    /// Undoes the taking of an exclusive offer; any other is as open as it was.
    /// @custom:access part
    function reopen(OfferId id) external;

    function offerInfo(OfferId id) external view returns (Offer memory);

    /// keccak256(abi.encode(terms)).
    function termsHash(OfferId id) external view returns (bytes32);

    /// Reverts as `take` would for this buyer, today and with the terms as they are.
    function requireTakeable(OfferId id, ParticipantId buyer) external view;

    /// Offers so far; ids run from 1.
    function offerCount() external view returns (uint32);

    function registry() external view returns (IDataRegistry);

    function pledges() external view returns (IDataPledges);

    function licences() external view returns (IDataLicences);
}
