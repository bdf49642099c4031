/** PointsProgrammes. Its first terms are read by `founding`. */
import {
  AcceptanceAgreed,
  AcceptanceEnded,
  AllianceMemberAdmitted,
  AllianceMemberRemoved,
  ExchangeBandSet,
  ExchangeFeesClaimed,
  ExchangeFeeSet,
  ExchangePartnerSet,
  ExchangeRateSet,
  FeeReceiverSet,
  MinimumRatioSet,
  MonthlyCapSet,
  PointsProgrammeClosed,
  PointsProgrammeClosing,
  PointsProgrammeOpened,
  RequestAnswered,
  RequestOpened,
} from "../../generated/templates/PointsProgrammes/PointsProgrammes";
import { BigInt } from "@graphprotocol/graph-ts";
import { senderOf } from "../store/acts";
import { nameOf, RequestStatus } from "../store/enums";
import { party } from "../store/participants";
import { newPointsEvent, newProgrammeEvent, programmeOf, refresh } from "../store/points";
import {
  agreeAcceptance,
  endAcceptance,
  endProgramme,
  loadPointsRequest,
  memberOf,
  newPointsRequestEvent,
  openPointsRequest,
  openProgramme,
  removeMember,
  setBand,
  setFee,
  setMinimumRatio,
  setPartner,
  setRateOf,
  termsAt,
} from "../store/pointsAlliance";
import { dateOf, int, long } from "../store/values";

export function handleAllianceMemberAdmitted(event: AllianceMemberAdmitted): void {
  const participant = party(event, event.params.member);
  const member = memberOf(participant);
  member.isMember = true;
  member.admission = int(event.params.admission);
  member.admittedAt = long(event.block.timestamp);
  member.save();
  const act = newPointsEvent(event, "AllianceMemberAdmitted", null, participant, [participant]);
  act.to = participant;
  act.save();
}

export function handleAllianceMemberRemoved(event: AllianceMemberRemoved): void {
  const participant = party(event, event.params.member);
  removeMember(event, memberOf(participant));
  const act = newPointsEvent(event, "AllianceMemberRemoved", null, participant, [participant]);
  act.to = participant;
  act.save();
}

export function handleExchangeBandSet(event: ExchangeBandSet): void {
  setBand(event.address, event.params.lowest, event.params.highest);
  newPointsEvent(event, "ExchangeBandSet", null, event.address).save();
}

export function handleExchangeFeeSet(event: ExchangeFeeSet): void {
  setFee(event.address, event.params.fee);
  const act = newPointsEvent(event, "ExchangeFeeSet", null, event.address);
  act.amount = BigInt.fromI32(event.params.fee);
  act.save();
}

export function handleMinimumRatioSet(event: MinimumRatioSet): void {
  setMinimumRatio(event.address, event.params.ratio);
  const act = newPointsEvent(event, "MinimumRatioSet", null, event.address);
  act.amount = BigInt.fromI32(event.params.ratio);
  act.save();
}

export function handleFeeReceiverSet(event: FeeReceiverSet): void {
  const receiver = party(event, event.params.receiver);
  const terms = termsAt(event.address);
  terms.feeReceiver = receiver;
  terms.save();
  const act = newPointsEvent(event, "FeeReceiverSet", null, event.address, [receiver]);
  act.to = receiver;
  act.save();
}

export function handlePointsProgrammeOpened(event: PointsProgrammeOpened): void {
  const programme = openProgramme(event);
  const act = newProgrammeEvent(event, "PointsProgrammeOpened", programme.issuer, programme);
  act.programmeStatus = programme.status;
  act.rate = programme.rate;
  act.evidence = programme.terms;
  act.save();
}

export function handleExchangeRateSet(event: ExchangeRateSet): void {
  const programme = programmeOf(event, event.params.programme);
  setRateOf(event, programme, event.params.rate);
  refresh(event, programme);
  const act = newProgrammeEvent(event, "ExchangeRateSet", programme.issuer, programme);
  act.rate = programme.rate;
  act.save();
}

export function handleMonthlyCapSet(event: MonthlyCapSet): void {
  const programme = programmeOf(event, event.params.programme);
  programme.monthlyCap = event.params.monthlyCap;
  programme.save();
  const act = newProgrammeEvent(event, "MonthlyCapSet", programme.issuer, programme);
  act.points = programme.monthlyCap;
  act.save();
}

export function handlePointsProgrammeClosing(event: PointsProgrammeClosing): void {
  const params = event.params;
  const programme = programmeOf(event, params.programme);
  programme.status = "Closing";
  programme.notice = params.digest;
  programme.isClosedByOrder = params.byOrder;
  programme.closesAfter = int(params.closesAfter);
  programme.closesAfterDate = dateOf(programme.closesAfter);
  programme.save();
  const act = newProgrammeEvent(event, "PointsProgrammeClosing", programme.issuer, programme);
  act.programmeStatus = programme.status;
  act.evidence = params.digest;
  act.save();
}

export function handlePointsProgrammeClosed(event: PointsProgrammeClosed): void {
  const params = event.params;
  const programme = programmeOf(event, params.programme);
  endProgramme(event, programme, params.outstanding);
  const act = newProgrammeEvent(event, "PointsProgrammeClosed", senderOf(event), programme);
  act.programmeStatus = programme.status;
  act.to = programme.issuer;
  act.points = params.outstanding;
  act.amount = params.released;
  act.save();
}

export function handlePointsRequestOpened(event: RequestOpened): void {
  const request = openPointsRequest(event);
  const programme = programmeOf(event, event.params.subject);
  newPointsRequestEvent(event, "RequestOpened", request.from, programme, request).save();
}

export function handlePointsRequestAnswered(event: RequestAnswered): void {
  const request = loadPointsRequest(event, event.params.request);
  if (request === null) return;
  request.status = nameOf(RequestStatus, event.params.status, event);
  request.answeredAt = long(event.block.timestamp);
  request.save();
  const programme = programmeOf(event, event.params.subject);
  const actor = request.status == "Withdrawn" ? request.from : request.to;
  newPointsRequestEvent(event, "RequestAnswered", actor, programme, request).save();
}

export function handleAcceptanceAgreed(event: AcceptanceAgreed): void {
  const params = event.params;
  const programme = programmeOf(event, params.programme);
  const merchant = party(event, params.merchant);
  const issuer = party(event, params.issuer);
  const acceptance = agreeAcceptance(event, programme, merchant, issuer, params.rate);
  const act = newProgrammeEvent(event, "AcceptanceAgreed", merchant, programme, [issuer]);
  act.acceptance = acceptance.id;
  act.from = issuer;
  act.to = merchant;
  act.rate = params.rate;
  act.save();
}

export function handleAcceptanceEnded(event: AcceptanceEnded): void {
  const params = event.params;
  const programme = programmeOf(event, params.programme);
  const merchant = party(event, params.merchant);
  const by = party(event, params.by);
  const acceptance = endAcceptance(event, programme, merchant, by);
  if (acceptance === null) return;
  const act = newProgrammeEvent(event, "AcceptanceEnded", by, programme, [acceptance.issuer, merchant]);
  act.acceptance = acceptance.id;
  act.from = acceptance.issuer;
  act.to = merchant;
  act.save();
}

export function handleExchangePartnerSet(event: ExchangePartnerSet): void {
  const params = event.params;
  const programme = programmeOf(event, params.programme);
  const partner = party(event, params.partner);
  setPartner(event, programme, partner, params.allowed);
  const act = newProgrammeEvent(event, "ExchangePartnerSet", programme.issuer, programme, [partner]);
  act.to = partner;
  act.isAllowed = params.allowed;
  act.save();
}

export function handleExchangeFeesClaimed(event: ExchangeFeesClaimed): void {
  const receiver = party(event, event.params.receiver);
  const act = newPointsEvent(event, "ExchangeFeesClaimed", senderOf(event), receiver, [receiver]);
  act.to = receiver;
  act.amount = event.params.fen;
  act.save();
}
