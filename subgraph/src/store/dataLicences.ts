/** Offers of data, licences with their uses, purchases, disputes, and departments' requests. */
import { BigInt, Bytes, ethereum, Value } from "@graphprotocol/graph-ts";
import {
  DataAsset,
  DataDispute,
  DataEvent,
  DataLicence,
  DataOffer,
  DataSale,
  DataSharing,
  DataTerms,
  DataUse,
  DataUseFlow,
  DataUser,
  DataUsage,
} from "../../generated/schema";
import { DisputeOpened } from "../../generated/templates/DataDisputes/DataDisputes";
import { LicenceIssued } from "../../generated/templates/DataLicences/DataLicences";
import { OfferMade } from "../../generated/templates/DataOffers/DataOffers";
import { SaleOrdered } from "../../generated/templates/DataSales/DataSales";
import { SharingRequested } from "../../generated/templates/DataSharing/DataSharing";
import { loadAsset, newDataEvent, purposeOf, purposesIn, userOf } from "./dataAssets";
import { DisputeKind, LicenceStatus, nameOf, Right, Sharing } from "./enums";
import { actId, dataId, place, termsId } from "./ids";
import { unknown } from "./notices";
import { party, partyIfAny } from "./participants";
import { dateOf, dayOf, int, long } from "./values";

/** Place of what `SharingRequested` calls `class`, which no program can. */
const CLASS = 4;

/** 2^40 − 1: by number unlimited. */
const UNLIMITED = BigInt.fromString("1099511627775");

export function loadOffer(event: ethereum.Event, number: BigInt): DataOffer | null {
  const id = dataId("offer", number);
  const offer = DataOffer.load(id);
  if (offer === null) unknown(event, "Offer", id);
  return offer;
}

export function loadLicence(event: ethereum.Event, number: BigInt): DataLicence | null {
  const id = dataId("licence", number);
  const licence = DataLicence.load(id);
  if (licence === null) unknown(event, "Licence", id);
  return licence;
}

export function loadSale(event: ethereum.Event, number: BigInt): DataSale | null {
  const id = dataId("sale", number);
  const sale = DataSale.load(id);
  if (sale === null) unknown(event, "Purchase", id);
  return sale;
}

export function loadDispute(event: ethereum.Event, number: BigInt): DataDispute | null {
  const id = dataId("dispute", number);
  const dispute = DataDispute.load(id);
  if (dispute === null) unknown(event, "Dispute", id);
  return dispute;
}

export function loadSharing(event: ethereum.Event, number: BigInt): DataSharing | null {
  const id = dataId("sharing", number);
  const sharing = DataSharing.load(id);
  if (sharing === null) unknown(event, "Request for sharing", id);
  return sharing;
}

/**
 * Terms, by their hash.
 * @param said {Terms}, as offers and licences have it
 */
function termsOf(event: ethereum.Event, asset: Bytes, hash: Bytes, said: ethereum.Tuple): Bytes {
  const id = termsId(hash);
  if (DataTerms.load(id) !== null) return id;
  const terms = new DataTerms(id);
  terms.hash = hash;
  terms.asset = asset;
  terms.right = nameOf(Right, int(said[1].toBigInt()), event);
  terms.isExclusive = said[2].toBoolean();
  terms.isDerivable = said[3].toBoolean();
  terms.isTransferable = said[4].toBoolean();
  terms.isDelivered = said[5].toBoolean();
  terms.purposes = purposesIn(said[6].toBigInt());
  terms.daysValid = int(said[7].toBigInt());
  terms.uses = said[8].toBigInt();
  terms.royalty = int(said[9].toBigInt());
  terms.territory = int(said[10].toBigInt());
  terms.price = said[11].toBigInt();
  terms.pricePerUse = said[12].toBigInt();
  terms.personPay = said[13].toBigInt();
  terms.deposit = said[14].toBigInt();
  terms.buyer = partyIfAny(event, said[15].toBigInt());
  terms.arbiter = partyIfAny(event, said[16].toBigInt());
  terms.meter = partyIfAny(event, said[17].toBigInt());
  terms.stepHours = int(said[18].toBigInt());
  terms.document = said[19].toBytes();
  terms.save();
  return id;
}

export function makeOffer(event: OfferMade): DataOffer | null {
  const params = event.params;
  const asset = loadAsset(event, params.asset);
  if (asset === null) return null;
  const offer = new DataOffer(dataId("offer", params.offer));
  offer.number = int(params.offer);
  offer.asset = asset.id;
  offer.offerer = party(event, params.offerer);
  offer.terms = termsOf(event, asset.id, params.termsHash, params.terms);
  offer.status = "Open";
  offer.lastDay = int(params.lastDay);
  offer.lastDate = dateOf(offer.lastDay);
  offer.madeAt = long(event.block.timestamp);
  offer.taken = 0;
  offer.save();
  return offer;
}

export function newOfferEvent(
  event: ethereum.Event,
  kind: string,
  who: Bytes | null,
  offer: DataOffer,
  others: Bytes[] = [],
): DataEvent {
  const act = newDataEvent(event, kind, who, offer.id, [offer.offerer].concat(others));
  act.asset = offer.asset;
  act.offer = offer.id;
  act.from = offer.offerer;
  return act;
}

/** A licence as it is issued. */
export function issueLicence(event: LicenceIssued): DataLicence | null {
  const params = event.params;
  const asset = loadAsset(event, params.asset);
  if (asset === null) return null;
  const licensee = party(event, params.licensee);
  const licence = new DataLicence(dataId("licence", params.licence));
  licence.number = int(params.licence);
  licence.asset = asset.id;
  licence.licensee = licensee;
  licence.user = userOf(licensee).id;
  licence.seller = party(event, params.seller);
  licence.meter = party(event, params.meter);
  licence.terms = termsOf(event, asset.id, params.termsHash, params.terms);
  if (!params.offer.isZero()) licence.offer = dataId("offer", params.offer);
  licence.status = nameOf(LicenceStatus, params.status, event);
  licence.issuedAt = long(event.block.timestamp);
  licence.used = BigInt.zero();
  const most = params.terms.uses.isZero() ? UNLIMITED : params.terms.uses;
  licence.allowed = params.terms.pricePerUse.isZero() ? most : BigInt.zero();
  licence.settled = BigInt.zero();
  licence.counted = BigInt.zero();
  licence.struck = BigInt.zero();
  licence.order = BigInt.zero();
  licence.prepaid = BigInt.zero();
  licence.deposit = BigInt.zero();
  licence.paid = BigInt.zero();
  licence.released = BigInt.zero();
  licence.refunded = BigInt.zero();
  licence.toPersons = BigInt.zero();
  licence.transfers = 0;
  if (licence.status == "Live") beginLicence(licence, params.firstDay, params.lastDay);
  licence.save();
  return licence;
}

/** Its days begin. The caller saves it. */
export function beginLicence(licence: DataLicence, firstDay: BigInt, lastDay: BigInt): void {
  licence.status = "Live";
  licence.firstDay = int(firstDay);
  licence.firstDate = dateOf(licence.firstDay);
  licence.lastDay = int(lastDay);
  licence.lastDate = dateOf(licence.lastDay);
  countLicence(licence.licensee);
}

export function countLicence(licensee: Bytes): void {
  const user = userOf(licensee);
  user.licenceCount += 1;
  user.save();
}

/** An act about a licence; its two sides are concerned. */
export function newLicenceEvent(
  event: ethereum.Event,
  kind: string,
  who: Bytes | null,
  licence: DataLicence,
  others: Bytes[] = [],
): DataEvent {
  const act = newDataEvent(event, kind, who, licence.id, [licence.seller, licence.licensee].concat(others));
  act.asset = licence.asset;
  act.licence = licence.id;
  act.from = licence.seller;
  act.to = licence.licensee;
  return act;
}

/** Uses that the meter has recorded, in every count that they belong to. */
export function recordUses(
  event: ethereum.Event,
  licence: DataLicence,
  purpose: i32,
  first: BigInt,
  count: BigInt,
  isBatch: boolean,
  digest: Bytes,
): DataUse {
  const user = userOf(licence.licensee);
  const use = new DataUse(actId(event));
  use.licence = licence.id;
  use.asset = licence.asset;
  use.user = user.id;
  use.meter = licence.meter;
  use.purpose = purposeOf(purpose);
  use.first = first;
  use.count = count;
  use.isBatch = isBatch;
  use.digest = digest;
  use.time = long(event.block.timestamp);
  use.date = dateOf(dayOf(event.block.timestamp));
  use.save();

  const asset = DataAsset.load(licence.asset);
  if (asset !== null) {
    asset.uses = asset.uses.plus(count);
    asset.save();
  }
  user.uses = user.uses.plus(count);
  user.save();
  licence.used = first.plus(count).minus(BigInt.fromI32(1));
  licence.save();
  countUsage(use, purpose);

  const flow = new DataUseFlow(0);
  flow.asset = use.asset;
  flow.user = use.user;
  flow.purpose = use.purpose;
  flow.uses = count;
  flow.save();
  return use;
}

function countUsage(use: DataUse, purpose: i32): void {
  const id = use.asset.concat(place(purpose)).concat(use.user);
  let usage = DataUsage.load(id);
  if (usage === null) {
    usage = new DataUsage(id);
    usage.asset = use.asset;
    usage.user = use.user;
    usage.purpose = use.purpose;
    usage.uses = BigInt.zero();
    usage.records = 0;
    usage.firstAt = use.time;
    usage.firstDate = use.date;
  }
  usage.uses = usage.uses.plus(use.count);
  usage.records += 1;
  usage.lastAt = use.time;
  usage.lastDate = use.date;
  usage.save();
}

/** A purchase, of a licence that was issued just before. */
export function orderSale(event: SaleOrdered, offer: DataOffer, licence: DataLicence): DataSale {
  const params = event.params;
  const sale = new DataSale(dataId("sale", params.sale));
  sale.number = int(params.sale);
  sale.asset = licence.asset;
  sale.offer = offer.id;
  sale.licence = licence.id;
  sale.buyer = party(event, params.buyer);
  sale.seller = party(event, params.seller);
  sale.status = "Ordered";
  sale.ground = "None";
  sale.price = params.price;
  sale.deposit = params.deposit;
  sale.released = BigInt.zero();
  sale.refunded = BigInt.zero();
  sale.deadline = long(params.deadline);
  sale.orderedAt = long(event.block.timestamp);
  sale.save();
  licence.sale = sale.id;
  licence.save();
  return sale;
}

/** An act about a purchase. */
export function newSaleEvent(event: ethereum.Event, kind: string, who: Bytes | null, sale: DataSale): DataEvent {
  const act = newDataEvent(event, kind, who, sale.id, [sale.buyer, sale.seller]);
  act.asset = sale.asset;
  act.licence = sale.licence;
  act.offer = sale.offer;
  act.sale = sale.id;
  act.saleStatus = sale.status;
  act.from = sale.seller;
  act.to = sale.buyer;
  return act;
}

/** A dispute, counted in both sides' records. */
export function openDispute(event: DisputeOpened, licence: DataLicence): DataDispute {
  const params = event.params;
  const kind = nameOf(DisputeKind, params.kind, event);
  const claimant = userOf(party(event, params.claimant));
  claimant.claims += 1;
  claimant.save();
  const respondent = userOf(party(event, params.respondent));
  if (kind == "Misuse") respondent.misuseDisputes += 1;
  else respondent.serviceDisputes += 1;
  respondent.save();

  const dispute = new DataDispute(dataId("dispute", params.dispute));
  dispute.number = int(params.dispute);
  dispute.kind = kind;
  dispute.asset = licence.asset;
  dispute.licence = licence.id;
  if (!params.sale.isZero()) dispute.sale = dataId("sale", params.sale);
  dispute.claimant = claimant.id;
  dispute.respondent = respondent.id;
  dispute.arbiter = partyIfAny(event, params.arbiter);
  dispute.claimed = params.claim.amount;
  dispute.claimsEnd = params.claim.ends;
  dispute.evidence = params.evidence;
  dispute.openedAt = long(event.block.timestamp);
  dispute.openedDate = dateOf(dayOf(event.block.timestamp));
  dispute.answerBy = int(params.lastDay);
  dispute.end = "None";
  dispute.proposedUpheld = false;
  dispute.isUpheld = false;
  dispute.ended = false;
  dispute.save();
  return dispute;
}

/** What came of it, in both sides' records. */
export function countOutcome(dispute: DataDispute, isUpheld: boolean, amount: BigInt): void {
  const respondent = DataUser.load(dispute.respondent);
  if (respondent !== null) {
    if (dispute.kind == "Misuse" && isUpheld) {
      respondent.misuseUpheld += 1;
      respondent.forfeited = respondent.forfeited.plus(amount);
    } else if (dispute.kind == "Misuse") {
      respondent.misuseDismissed += 1;
    } else if (isUpheld) {
      respondent.serviceUpheld += 1;
    }
    respondent.save();
  }
  const claimant = DataUser.load(dispute.claimant);
  if (claimant === null || !isUpheld) return;
  claimant.claimsUpheld += 1;
  claimant.save();
}

/** An act about a dispute. */
export function newDisputeEvent(
  event: ethereum.Event,
  kind: string,
  who: Bytes | null,
  dispute: DataDispute,
): DataEvent {
  const others: Bytes[] = [];
  const claimant = DataUser.load(dispute.claimant);
  if (claimant !== null) others.push(claimant.participant);
  const respondent = DataUser.load(dispute.respondent);
  if (respondent !== null) others.push(respondent.participant);
  const arbiter = dispute.arbiter;
  if (arbiter !== null) others.push(arbiter);
  const act = newDataEvent(event, kind, who, dispute.id, others);
  act.asset = dispute.asset;
  act.licence = dispute.licence;
  act.sale = dispute.sale;
  act.dispute = dispute.id;
  return act;
}

export function requestSharing(event: SharingRequested): DataSharing | null {
  const params = event.params;
  const asset = loadAsset(event, params.asset);
  if (asset === null) return null;
  const sharing = new DataSharing(dataId("sharing", params.sharing));
  sharing.number = int(params.sharing);
  sharing.asset = asset.id;
  sharing.requester = party(event, params.requester);
  sharing.holder = party(event, params.holder);
  sharing.sharingClass = nameOf(Sharing, int(event.parameters[CLASS].value.toBigInt()), event);
  sharing.purposes = purposesIn(params.purposes);
  sharing.daysValid = params.daysValid;
  sharing.legalBasis = params.legalBasis;
  sharing.status = "Requested";
  sharing.requestedAt = long(event.block.timestamp);
  sharing.requestedDate = dateOf(dayOf(event.block.timestamp));
  sharing.isExtended = false;
  sharing.isLate = false;
  setTerm(sharing, params.dueDay);
  sharing.save();
  return sharing;
}

/** Last day of the answer's term. The caller saves it. */
export function setTerm(sharing: DataSharing, dueDay: BigInt): void {
  sharing.dueDay = int(dueDay);
  sharing.dueDate = dateOf(sharing.dueDay);
}

/** The holder of the data has answered. The caller saves it. */
export function answerSharing(event: ethereum.Event, sharing: DataSharing, holder: Bytes, status: string): void {
  sharing.status = status;
  sharing.holder = holder;
  sharing.answeredAt = long(event.block.timestamp);
  sharing.answeredDate = dateOf(dayOf(event.block.timestamp));
  // What is set to 0 by its name would be empty.
  sharing.set("secondsToAnswer", Value.fromI64(sharing.answeredAt - sharing.requestedAt));
  sharing.isLate = dayOf(event.block.timestamp) > sharing.dueDay;
}

/** An act about a department's request. */
export function newSharingEvent(
  event: ethereum.Event,
  kind: string,
  who: Bytes | null,
  sharing: DataSharing,
): DataEvent {
  const act = newDataEvent(event, kind, who, sharing.id, [sharing.holder, sharing.requester]);
  act.asset = sharing.asset;
  act.sharing = sharing.id;
  act.licence = sharing.licence;
  act.from = sharing.holder;
  act.to = sharing.requester;
  return act;
}
