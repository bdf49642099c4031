/** DataOffers. */
import {
  ExclusiveConsented,
  OfferMade,
  OfferReopened,
  OfferTaken,
  OfferWithdrawn,
} from "../../generated/templates/DataOffers/DataOffers";
import { senderOf } from "../store/acts";
import { loadOffer, makeOffer, newOfferEvent } from "../store/dataLicences";
import { nameOf, OfferStatus } from "../store/enums";
import { dataId } from "../store/ids";
import { party } from "../store/participants";

export function handleOfferMade(event: OfferMade): void {
  const offer = makeOffer(event);
  if (offer === null) return;
  const act = newOfferEvent(event, "OfferMade", offer.offerer, offer);
  act.evidence = event.params.termsHash;
  act.save();
}

export function handleOfferWithdrawn(event: OfferWithdrawn): void {
  const offer = loadOffer(event, event.params.offer);
  if (offer === null) return;
  offer.status = "Withdrawn";
  offer.save();
  newOfferEvent(event, "OfferWithdrawn", offer.offerer, offer).save();
}

export function handleOfferTaken(event: OfferTaken): void {
  const offer = loadOffer(event, event.params.offer);
  if (offer === null) return;
  offer.status = nameOf(OfferStatus, event.params.status, event);
  offer.taken += 1;
  offer.save();
  const buyer = party(event, event.params.buyer);
  const act = newOfferEvent(event, "OfferTaken", buyer, offer);
  act.to = buyer;
  act.save();
}

export function handleOfferReopened(event: OfferReopened): void {
  const offer = loadOffer(event, event.params.offer);
  if (offer === null) return;
  offer.status = "Open";
  offer.taken -= 1;
  offer.save();
  newOfferEvent(event, "OfferReopened", senderOf(event), offer).save();
}

export function handleExclusiveConsented(event: ExclusiveConsented): void {
  const params = event.params;
  const offer = loadOffer(event, params.offer);
  if (offer === null) return;
  const pledgee = party(event, params.pledgee);
  offer.consentedBy = pledgee;
  offer.consentedFor = dataId("pledge", params.pledge);
  offer.save();
  const act = newOfferEvent(event, "ExclusiveConsented", pledgee, offer);
  act.pledge = offer.consentedFor;
  act.save();
}
