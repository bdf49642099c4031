/** The alliance of points: its terms, members, rates, who accepts whose points, and who may act for an issuer. */
import { BigInt, Bytes, ethereum } from "@graphprotocol/graph-ts";
import {
  PointsAcceptance,
  PointsBudget,
  PointsEvent,
  PointsMember,
  PointsPartner,
  PointsProgramme,
  PointsRate,
  PointsRequest,
  PointsTerms,
} from "../../generated/schema";
import { GrantBudgetSet } from "../../generated/templates/PointsIssuance/PointsIssuance";
import { PointsProgrammeOpened, RequestOpened } from "../../generated/templates/PointsProgrammes/PointsProgrammes";
import { ExpiryPolicy, nameOf } from "./enums";
import { actId, ofParticipant, ofPoints, requestId } from "./ids";
import { unknown } from "./notices";
import { party } from "./participants";
import { newPointsEvent, programmeOf, programmeOrNew, refresh } from "./points";
import { dateOf, dayOf, int, long, numberIn, shareOf, textOf } from "./values";

/** Days in which a merchant refunds until it says otherwise. */
const REFUND_DAYS = 7;

/** A rate of acceptance stands in the last four bytes of a request's terms. */
const RATE_FROM = 28;
const WORD = 32;

/** The alliance's terms by its contract, which are there afterwards in any case. */
export function termsAt(contract: Bytes): PointsTerms {
  const known = PointsTerms.load(contract);
  if (known !== null) return known;
  const terms = new PointsTerms(contract);
  terms.part = contract;
  terms.lowest = 0;
  terms.highest = 0;
  terms.fee = 0;
  terms.minimumRatio = 0;
  return terms;
}

export function setBand(contract: Bytes, lowest: i32, highest: i32): void {
  const terms = termsAt(contract);
  terms.lowest = lowest;
  terms.highest = highest;
  terms.save();
}

export function setFee(contract: Bytes, fee: i32): void {
  const terms = termsAt(contract);
  terms.fee = fee;
  terms.save();
}

export function setMinimumRatio(contract: Bytes, ratio: i32): void {
  const terms = termsAt(contract);
  terms.minimumRatio = ratio;
  terms.save();
}

/** What the module keeps of a participant, which is there afterwards in any case. */
export function memberOf(participant: Bytes): PointsMember {
  const id = ofParticipant("member", participant);
  const known = PointsMember.load(id);
  if (known !== null) return known;
  const member = new PointsMember(id);
  member.participant = participant;
  member.isMember = false;
  member.admission = 0;
  member.programmeCount = 0;
  member.accepts = [];
  member.refundDays = REFUND_DAYS;
  member.deposit = BigInt.zero();
  member.shortfall = BigInt.zero();
  member.claimable = BigInt.zero();
  member.save();
  return member;
}

/** It leaves the alliance; what it has agreed with others ends with that. */
export function removeMember(event: ethereum.Event, member: PointsMember): void {
  const accepts = member.accepts;
  member.isMember = false;
  member.admission = 0;
  member.removedAt = long(event.block.timestamp);
  member.accepts = [];
  member.save();
  for (let i = 0; i < accepts.length; i++) {
    const acceptance = PointsAcceptance.load(accepts[i]);
    if (acceptance === null) continue;
    acceptance.isLive = false;
    acceptance.endedAt = long(event.block.timestamp);
    acceptance.save();
  }
}

export function openProgramme(event: PointsProgrammeOpened): PointsProgramme {
  const params = event.params;
  const opening = params.opening;
  const programme = programmeOrNew(event, params.programme);
  const flags: string[] = [];
  if (opening.transferable) flags.push("Transferable");
  if (opening.exchangeable) flags.push("Exchangeable");
  if (opening.honour) flags.push("Honour");
  programme.issuer = party(event, params.issuer);
  programme.name = textOf(opening.name);
  programme.terms = opening.terms;
  programme.status = "Open";
  programme.flags = flags;
  programme.expiry = nameOf(ExpiryPolicy, opening.expiry, event);
  if (!opening.fixedDay.isZero()) {
    programme.fixedDay = int(opening.fixedDay);
    programme.fixedDate = dateOf(programme.fixedDay);
  }
  programme.expiryMonths = opening.expiryMonths;
  programme.graceMonths = opening.graceMonths;
  programme.value = opening.value;
  programme.ratio = opening.ratio;
  programme.monthlyCap = opening.monthlyCap;
  programme.openedAt = long(event.block.timestamp);
  programme.openedDate = dateOf(dayOf(event.block.timestamp));
  if (opening.exchangeable) setRateOf(event, programme, opening.rate);
  refresh(event, programme);

  const member = memberOf(party(event, params.issuer));
  member.programmeCount += 1;
  if (!opening.honour) member.covered = programme.id;
  member.save();
  return programme;
}

/** A programme has ended. */
export function endProgramme(event: ethereum.Event, programme: PointsProgramme, outstanding: BigInt): void {
  programme.status = "Closed";
  programme.closedAt = long(event.block.timestamp);
  programme.voided = outstanding;
  refresh(event, programme);
  const issuer = programme.issuer;
  if (issuer === null) return;
  const member = memberOf(issuer);
  member.programmeCount -= 1;
  const covered = member.covered;
  if (covered !== null && covered == programme.id) member.covered = null;
  member.save();
}

function endRate(event: ethereum.Event, programme: PointsProgramme, next: PointsRate): void {
  const last = programme.lastRate;
  if (last === null) return;
  const rate = PointsRate.load(last);
  if (rate === null) return;
  rate.until = long(event.block.timestamp);
  rate.save();
  next.previous = rate.rate;
}

/** Another rate takes the place of the present one. The caller saves the programme. */
export function setRateOf(event: ethereum.Event, programme: PointsProgramme, rate: BigInt): void {
  const step = new PointsRate(actId(event));
  step.programme = programme.id;
  step.rate = rate;
  endRate(event, programme, step);
  // A common point's settlement value is that of its lot: a fen.
  step.parity = shareOf(rate, programme.value);
  step.since = long(event.block.timestamp);
  step.sinceDate = dateOf(dayOf(event.block.timestamp));
  step.save();
  programme.rate = rate;
  programme.lastRate = step.id;
}

export function openPointsRequest(event: RequestOpened): PointsRequest {
  const params = event.params;
  const request = new PointsRequest(requestId(event.address, params.request));
  request.number = int(params.request);
  request.part = event.address;
  request.programme = programmeOf(event, params.subject).id;
  request.from = party(event, params.from);
  request.to = party(event, params.to);
  request.rate = numberIn(params.terms, RATE_FROM, WORD);
  request.lastDay = int(params.lastDay);
  request.lastDate = dateOf(request.lastDay);
  request.status = "Open";
  request.openedAt = long(event.block.timestamp);
  request.save();
  return request;
}

export function loadPointsRequest(event: ethereum.Event, number: BigInt): PointsRequest | null {
  const id = requestId(event.address, number);
  const request = PointsRequest.load(id);
  if (request === null) unknown(event, "Request", id);
  return request;
}

/** An act about a proposal. */
export function newPointsRequestEvent(
  event: ethereum.Event,
  kind: string,
  who: Bytes,
  programme: PointsProgramme,
  request: PointsRequest,
): PointsEvent {
  const act = newPointsEvent(event, kind, who, request.id, [request.from, request.to]);
  act.programme = programme.id;
  act.request = request.id;
  act.from = request.from;
  act.to = request.to;
  act.rate = request.rate;
  act.requestStatus = request.status;
  return act;
}

function acceptanceId(programme: PointsProgramme, merchant: Bytes): Bytes {
  return ofPoints(programme.id, "acceptance", merchant);
}

export function agreeAcceptance(
  event: ethereum.Event,
  programme: PointsProgramme,
  merchant: Bytes,
  issuer: Bytes,
  rate: BigInt,
): PointsAcceptance {
  const member = memberOf(merchant);
  const acceptance = new PointsAcceptance(acceptanceId(programme, merchant));
  acceptance.programme = programme.id;
  acceptance.issuer = issuer;
  acceptance.merchant = merchant;
  acceptance.merchantMember = member.id;
  acceptance.isLive = true;
  acceptance.rate = rate;
  acceptance.agreedAt = long(event.block.timestamp);
  acceptance.agreedDate = dateOf(dayOf(event.block.timestamp));
  // What there was before is no more; an entity is written field by field.
  acceptance.unset("endedAt");
  acceptance.unset("endedBy");
  acceptance.save();
  if (!member.accepts.includes(acceptance.id)) {
    member.accepts = member.accepts.concat([acceptance.id]);
    member.save();
  }
  return acceptance;
}

export function endAcceptance(
  event: ethereum.Event,
  programme: PointsProgramme,
  merchant: Bytes,
  by: Bytes,
): PointsAcceptance | null {
  const id = acceptanceId(programme, merchant);
  const acceptance = PointsAcceptance.load(id);
  if (acceptance === null) {
    unknown(event, "Acceptance", id);
    return null;
  }
  acceptance.isLive = false;
  acceptance.endedAt = long(event.block.timestamp);
  acceptance.endedBy = by;
  acceptance.save();
  const member = memberOf(merchant);
  const rest: Bytes[] = [];
  for (let i = 0; i < member.accepts.length; i++) {
    if (member.accepts[i] != id) rest.push(member.accepts[i]);
  }
  member.accepts = rest;
  member.save();
  return acceptance;
}

export function setPartner(event: ethereum.Event, programme: PointsProgramme, who: Bytes, isAllowed: boolean): void {
  const partner = new PointsPartner(ofPoints(programme.id, "partner", who));
  partner.programme = programme.id;
  partner.partner = who;
  partner.isAllowed = isAllowed;
  partner.setAt = long(event.block.timestamp);
  partner.save();
}

export function setBudget(event: GrantBudgetSet, programme: PointsProgramme, partner: Bytes): PointsBudget {
  const params = event.params;
  const budget = new PointsBudget(ofPoints(programme.id, "budget", partner));
  budget.programme = programme.id;
  budget.partner = partner;
  budget.isEnded = false;
  budget.limit = params.limit;
  budget.used = params.used;
  budget.firstSequence = params.firstSequence;
  budget.lastSequence = params.lastSequence;
  budget.lastDay = int(params.lastDay);
  budget.lastDate = dateOf(budget.lastDay);
  budget.save();
  return budget;
}

export function endBudget(event: ethereum.Event, programme: PointsProgramme, partner: Bytes): PointsBudget | null {
  const id = ofPoints(programme.id, "budget", partner);
  const budget = PointsBudget.load(id);
  if (budget === null) {
    unknown(event, "Budget", id);
    return null;
  }
  budget.isEnded = true;
  budget.save();
  return budget;
}

/** A partner has granted for the issuer. */
export function useBudget(programme: PointsProgramme, granter: Bytes, points: BigInt): void {
  const issuer = programme.issuer;
  if (issuer !== null && granter == issuer) return;
  const budget = PointsBudget.load(ofPoints(programme.id, "budget", granter));
  if (budget === null) return;
  budget.used = budget.used.plus(points);
  budget.save();
}
