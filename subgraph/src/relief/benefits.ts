/** ReliefBenefits. */
import { Bytes, ethereum } from "@graphprotocol/graph-ts";
import { Objection, Officer, PublicNotice, ReliefEvent, Round } from "../../generated/schema";
import {
  LineObjectionAnswered,
  LineObjectionRaised,
  RoundApproved,
  RoundClosed,
  RoundProposed,
  RoundRefused,
  RoundReleased,
} from "../../generated/templates/ReliefBenefits/ReliefBenefits";
import { senderOf } from "../store/acts";
import { nameOf, Outcome } from "../store/enums";
import { answerObjection, loadHousehold, raiseObjection } from "../store/households";
import { lineObjectionId, payoutId } from "../store/ids";
import { unknown } from "../store/notices";
import { loadOfficer } from "../store/officers";
import { loadBenefit } from "../store/programmes";
import { loadProject } from "../store/projects";
import { newOfficerEvent, newReliefEvent } from "../store/relief";
import { loadRound, proposeRound } from "../store/rounds";
import { int } from "../store/values";

/** The act is about a round. */
function join(act: ReliefEvent, round: Round): void {
  act.round = round.id;
  act.programme = round.programme;
  act.benefit = round.benefit;
  act.project = round.project;
  act.area = round.area;
  act.amount = round.total;
}

/** A step of a round. */
function step(event: ethereum.Event, kind: string, officer: Officer, round: Round, evidence: Bytes | null): void {
  const act = newOfficerEvent(event, kind, officer, round.id);
  join(act, round);
  act.evidence = evidence;
  act.save();
}

export function handleRoundProposed(event: RoundProposed): void {
  const params = event.params;
  const benefit = loadBenefit(event, params.benefit);
  const project = loadProject(event, params.project);
  const officer = loadOfficer(event, params.officer);
  if (benefit === null || project === null || officer === null) return;
  const round = proposeRound(event, benefit, project, officer);
  step(event, "RoundProposed", officer, round, round.evidence);
}

export function handleRoundApproved(event: RoundApproved): void {
  const round = loadRound(event, event.params.round);
  const officer = loadOfficer(event, event.params.officer);
  if (round === null || officer === null) return;
  round.status = "Approved";
  round.decidedBy = officer.id;
  round.save();
  step(event, "RoundApproved", officer, round, event.params.evidence);
}

export function handleRoundRefused(event: RoundRefused): void {
  const round = loadRound(event, event.params.round);
  const officer = loadOfficer(event, event.params.officer);
  if (round === null || officer === null) return;
  round.status = "Refused";
  round.decidedBy = officer.id;
  round.save();
  step(event, "RoundRefused", officer, round, event.params.reason);
}

/** A page, whose payout has been told of before; or vouchers were opened. */
export function handleRoundReleased(event: RoundReleased): void {
  const params = event.params;
  const round = loadRound(event, params.round);
  const officer = loadOfficer(event, params.officer);
  if (round === null || officer === null) return;
  round.releasedBy = officer.id;
  if (params.payout.isZero()) round.isOpen = true;
  round.save();
  const act = newOfficerEvent(event, "RoundReleased", officer, round.id);
  join(act, round);
  if (!params.payout.isZero()) act.payout = payoutId(params.payout);
  act.amount = params.amount;
  act.save();
}

export function handleRoundClosed(event: RoundClosed): void {
  const round = loadRound(event, event.params.round);
  const officer = loadOfficer(event, event.params.officer);
  if (round === null || officer === null) return;
  round.status = "Closed";
  round.isOpen = false;
  round.save();
  step(event, "RoundClosed", officer, round, null);
}

export function handleLineObjectionRaised(event: LineObjectionRaised): void {
  const params = event.params;
  const round = loadRound(event, params.round);
  const household = loadHousehold(event, params.household);
  if (round === null || household === null) return;
  const notice = PublicNotice.load(round.notice);
  if (notice === null) return unknown(event, "A notice of round", round.id);
  const id = lineObjectionId(params.objection);
  raiseObjection(event, id, params.objection, household, notice, params.objector, params.evidence);
  round.openObjections = int(params.open);
  round.blocked += 1;
  round.save();
  const act = newReliefEvent(event, "LineObjectionRaised", senderOf(event), round.id);
  join(act, round);
  act.household = household.id;
  act.objection = id;
  act.evidence = params.evidence;
  act.save();
}

export function handleLineObjectionAnswered(event: LineObjectionAnswered): void {
  const params = event.params;
  const round = loadRound(event, params.round);
  const household = loadHousehold(event, params.household);
  const officer = loadOfficer(event, params.officer);
  const id = lineObjectionId(params.objection);
  const objection = Objection.load(id);
  if (objection === null) return unknown(event, "Objection", id);
  if (round === null || household === null || officer === null) return;
  answerObjection(event, objection, officer, nameOf(Outcome, params.outcome, event), params.answer);
  round.openObjections = int(params.open);
  if (objection.outcome == "Dismissed") round.blocked -= 1;
  round.save();
  const act = newOfficerEvent(event, "LineObjectionAnswered", officer, round.id);
  join(act, round);
  act.household = household.id;
  act.objection = id;
  act.setBoolean("isUpheld", objection.outcome == "Upheld");
  act.evidence = params.answer;
  act.save();
}
