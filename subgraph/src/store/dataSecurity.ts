/** Preservation, valuation and pledge of data assets, and what their parts ask one participant to sign for another. */
import { BigInt, Bytes, ethereum } from "@graphprotocol/graph-ts";
import {
  DataAsset,
  DataChallenge,
  DataCommission,
  DataEvent,
  DataPledge,
  DataRequest,
  DataValuation,
  DataValuationDispute,
} from "../../generated/schema";
import { RequestOpened } from "../../generated/templates/DataTransfers/DataTransfers";
import { loadAsset, newDataEvent } from "./dataAssets";
import { loadLicence } from "./dataLicences";
import { nameOf, RequestStatus, Right } from "./enums";
import { dataId, requestId } from "./ids";
import { unknown } from "./notices";
import { party } from "./participants";
import { contractAt } from "./suite";
import { dateOf, int, long, numberIn } from "./values";

const REALISE = 2;

export function loadChallenge(event: ethereum.Event, number: BigInt): DataChallenge | null {
  const id = dataId("challenge", number);
  const challenge = DataChallenge.load(id);
  if (challenge === null) unknown(event, "Challenge", id);
  return challenge;
}

export function loadValuation(event: ethereum.Event, number: BigInt): DataValuation | null {
  const id = dataId("valuation", number);
  const valuation = DataValuation.load(id);
  if (valuation === null) unknown(event, "Valuation", id);
  return valuation;
}

export function loadDataPledge(event: ethereum.Event, number: BigInt): DataPledge | null {
  const id = dataId("pledge", number);
  const pledge = DataPledge.load(id);
  if (pledge === null) unknown(event, "Pledge", id);
  return pledge;
}

/** An act about a challenge. */
export function newChallengeEvent(
  event: ethereum.Event,
  kind: string,
  who: Bytes | null,
  challenge: DataChallenge,
): DataEvent {
  const act = newDataEvent(event, kind, who, challenge.id, [challenge.challenger, challenge.holder]);
  act.asset = challenge.asset;
  act.challenge = challenge.id;
  return act;
}

/** An act about a valuation. */
export function newValuationEvent(
  event: ethereum.Event,
  kind: string,
  who: Bytes | null,
  valuation: DataValuation,
): DataEvent {
  const act = newDataEvent(event, kind, who, valuation.id, [valuation.valuer, valuation.by]);
  act.asset = valuation.asset;
  act.valuation = valuation.id;
  return act;
}

/** An act about a pledge. */
export function newPledgeEvent(
  event: ethereum.Event,
  kind: string,
  who: Bytes | null,
  pledge: DataPledge,
  others: Bytes[] = [],
): DataEvent {
  const act = newDataEvent(event, kind, who, pledge.id, [pledge.pledgor, pledge.pledgee].concat(others));
  act.asset = pledge.asset;
  act.pledge = pledge.id;
  act.from = pledge.pledgor;
  act.to = pledge.pledgee;
  return act;
}

/** A pledge is over. The caller saves it. */
export function endPledge(event: ethereum.Event, pledge: DataPledge, status: string, left: BigInt): void {
  pledge.status = status;
  pledge.secured = left;
  pledge.endedAt = long(event.block.timestamp);
}

/** The valuer's commission; none where it was used or taken back. */
export function endCommission(asset: DataAsset, valuer: Bytes): void {
  const commission = DataCommission.load(asset.id.concat(valuer));
  if (commission === null) return;
  commission.isOpen = false;
  commission.save();
}

/** A dispute over a valuation is answered or taken back. */
export function endValuationDispute(
  event: ethereum.Event,
  valuation: DataValuation,
  disputer: Bytes,
  status: string,
): DataValuationDispute | null {
  const id = valuation.id.concat(disputer);
  const dispute = DataValuationDispute.load(id);
  if (dispute === null) {
    unknown(event, "Dispute", id);
    return null;
  }
  dispute.status = status;
  dispute.endedAt = long(event.block.timestamp);
  dispute.save();
  if (dispute.suspends) valuation.contested -= 1;
  valuation.save();
  return dispute;
}

/** A request as opened: of which kind, its contract and act say. */
export function openDataRequest(event: RequestOpened): DataRequest {
  const params = event.params;
  const contract = contractAt(event.address);
  const request = new DataRequest(requestId(event.address, params.request));
  request.number = int(params.request);
  request.part = event.address;
  request.act = "None";
  request.from = party(event, params.from);
  request.to = party(event, params.to);
  request.amount = numberIn(params.terms, 24, 32);
  request.lastDay = int(params.lastDay);
  request.lastDate = dateOf(request.lastDay);
  request.status = "Open";
  request.openedAt = long(event.block.timestamp);
  if (contract == "DataOffers") {
    request.act = "TransferLicence";
    const licence = loadLicence(event, params.subject);
    if (licence !== null) {
      request.licence = licence.id;
      request.asset = licence.asset;
    }
  } else {
    const asset = loadAsset(event, params.subject);
    if (asset !== null) request.asset = asset.id;
    if (contract == "DataPledges") {
      request.act = params.act == REALISE ? "Realise" : "Pledge";
    } else {
      request.act = "TransferRight";
      request.right = nameOf(Right, params.act, event);
    }
  }
  request.save();
  return request;
}

export function loadDataRequest(event: ethereum.Event, number: BigInt): DataRequest | null {
  const id = requestId(event.address, number);
  const request = DataRequest.load(id);
  if (request === null) unknown(event, "Request", id);
  return request;
}

export function answerDataRequest(event: ethereum.Event, request: DataRequest, status: i32): void {
  request.status = nameOf(RequestStatus, status, event);
  request.answeredAt = long(event.block.timestamp);
  request.save();
}

/** A request, or its answer. */
export function newDataRequestEvent(event: ethereum.Event, kind: string, who: Bytes, request: DataRequest): DataEvent {
  const act = newDataEvent(event, kind, who, request.id, [request.from, request.to]);
  act.asset = request.asset;
  act.licence = request.licence;
  act.request = request.id;
  act.requestStatus = request.status;
  act.right = request.right;
  act.from = request.from;
  act.to = request.to;
  act.amount = request.amount;
  return act;
}
