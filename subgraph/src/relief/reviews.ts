/** ReliefReviews. */
import { BigInt, Bytes, ethereum } from "@graphprotocol/graph-ts";
import { Household, Objection, Officer, PublicNotice } from "../../generated/schema";
import {
  HouseholdEndorsed,
  HouseholdExited,
  HouseholdExitProposed,
  HouseholdExitRefused,
  HouseholdProposed,
  HouseholdPublished,
  HouseholdRefused,
  HouseholdRegistered,
  HouseholdRelapsed,
  HouseholdReviewed,
  KinshipFound,
  ObjectionAnswered,
  ObjectionRaised,
} from "../../generated/templates/ReliefReviews/ReliefReviews";
import { senderOf } from "../store/acts";
import { nameOf, Outcome } from "../store/enums";
import {
  answerObjection,
  loadHousehold,
  noteVoided,
  publish,
  raiseObjection,
  restart,
  setExitProposed,
} from "../store/households";
import { objectionId } from "../store/ids";
import { unknown } from "../store/notices";
import { loadOfficer } from "../store/officers";
import { joinHousehold, newReliefEvent, newStepEvent } from "../store/relief";
import { dateOf, int } from "../store/values";

/** A step of a procedure; the status has changed before it. */
function step(
  event: ethereum.Event,
  kind: string,
  household: Household,
  officer: Officer,
  evidence: Bytes | null,
): void {
  const act = newStepEvent(event, kind, officer, household);
  act.householdStatus = household.status;
  act.evidence = evidence;
  act.save();
}

export function handleHouseholdProposed(event: HouseholdProposed): void {
  const household = loadHousehold(event, event.params.household);
  const officer = loadOfficer(event, event.params.officer);
  if (household === null || officer === null) return;
  restart(household);
  household.proposedBy = officer.id;
  household.save();
  step(event, "HouseholdProposed", household, officer, event.params.evidence);
}

export function handleHouseholdReviewed(event: HouseholdReviewed): void {
  const household = loadHousehold(event, event.params.household);
  const officer = loadOfficer(event, event.params.officer);
  if (household === null || officer === null) return;
  household.reviewedBy = officer.id;
  household.save();
  step(event, "HouseholdReviewed", household, officer, event.params.minutesDigest);
}

export function handleHouseholdPublished(event: HouseholdPublished): void {
  const household = loadHousehold(event, event.params.household);
  const officer = loadOfficer(event, event.params.officer);
  if (household === null || officer === null) return;
  publish(event, household, officer, int(event.params.noticeEnd), event.params.isExit);
  step(event, "HouseholdPublished", household, officer, null);
}

export function handleHouseholdEndorsed(event: HouseholdEndorsed): void {
  const household = loadHousehold(event, event.params.household);
  const officer = loadOfficer(event, event.params.officer);
  if (household === null || officer === null) return;
  household.endorsedBy = officer.id;
  household.save();
  step(event, "HouseholdEndorsed", household, officer, event.params.evidence);
}

export function handleHouseholdRegistered(event: HouseholdRegistered): void {
  const household = loadHousehold(event, event.params.household);
  const officer = loadOfficer(event, event.params.officer);
  if (household === null || officer === null) return;
  household.decidedBy = officer.id;
  household.save();
  step(event, "HouseholdRegistered", household, officer, event.params.evidence);
}

export function handleHouseholdRefused(event: HouseholdRefused): void {
  const household = loadHousehold(event, event.params.household);
  const officer = loadOfficer(event, event.params.officer);
  if (household === null || officer === null) return;
  household.decidedBy = officer.id;
  household.save();
  step(event, "HouseholdRefused", household, officer, event.params.reason);
}

export function handleHouseholdExitProposed(event: HouseholdExitProposed): void {
  const household = loadHousehold(event, event.params.household);
  const officer = loadOfficer(event, event.params.officer);
  if (household === null || officer === null) return;
  setExitProposed(household, officer);
  step(event, "HouseholdExitProposed", household, officer, event.params.evidence);
}

export function handleHouseholdExited(event: HouseholdExited): void {
  const household = loadHousehold(event, event.params.household);
  const officer = loadOfficer(event, event.params.officer);
  if (household === null || officer === null) return;
  const until = int(event.params.observedUntil);
  household.exitDecidedBy = officer.id;
  household.setI32("observedUntilDay", until);
  household.observedUntilDate = dateOf(until);
  household.save();
  step(event, "HouseholdExited", household, officer, event.params.evidence);
}

export function handleHouseholdExitRefused(event: HouseholdExitRefused): void {
  const household = loadHousehold(event, event.params.household);
  const officer = loadOfficer(event, event.params.officer);
  if (household === null || officer === null) return;
  household.exitDecidedBy = officer.id;
  household.save();
  step(event, "HouseholdExitRefused", household, officer, event.params.reason);
}

export function handleHouseholdRelapsed(event: HouseholdRelapsed): void {
  const household = loadHousehold(event, event.params.household);
  const officer = loadOfficer(event, event.params.officer);
  if (household === null || officer === null) return;
  household.relapsedBy = officer.id;
  household.save();
  step(event, "HouseholdRelapsed", household, officer, event.params.evidence);
}

export function handleObjectionRaised(event: ObjectionRaised): void {
  const params = event.params;
  const household = loadHousehold(event, params.household);
  if (household === null) return;
  const last = household.notice;
  const notice: PublicNotice | null = last === null ? null : PublicNotice.load(last);
  if (notice === null) return unknown(event, "A notice of household", household.id);
  const id = objectionId(params.objection);
  raiseObjection(event, id, params.objection, household, notice, params.objector, params.evidence);
  household.openObjections = params.open;
  household.save();
  const act = newReliefEvent(event, "ObjectionRaised", senderOf(event), household.id);
  joinHousehold(act, household);
  act.objection = id;
  act.evidence = params.evidence;
  act.save();
}

export function handleObjectionAnswered(event: ObjectionAnswered): void {
  const params = event.params;
  const household = loadHousehold(event, params.household);
  const officer = loadOfficer(event, params.officer);
  const objection = loadObjection(event, params.objection);
  if (household === null || officer === null || objection === null) return;
  answerObjection(event, objection, officer, nameOf(Outcome, params.outcome, event), params.answer);
  household.openObjections = params.open;
  household.save();
  const act = newStepEvent(event, "ObjectionAnswered", officer, household);
  act.objection = objection.id;
  act.setBoolean("isUpheld", objection.outcome == "Upheld");
  act.evidence = params.answer;
  act.save();
}

function loadObjection(event: ethereum.Event, number: BigInt): Objection | null {
  const id = objectionId(number);
  const objection = Objection.load(id);
  if (objection === null) unknown(event, "Objection", id);
  return objection;
}

export function handleKinshipFound(event: KinshipFound): void {
  const params = event.params;
  const household = loadHousehold(event, params.household);
  const officer = loadOfficer(event, params.officer);
  const finder = loadOfficer(event, params.finder);
  if (household === null || officer === null || finder === null) return;
  if (params.voided) {
    restart(household);
    household.save();
    noteVoided(household, officer);
  }
  const act = newStepEvent(event, "KinshipFound", finder, household);
  act.other = officer.id;
  act.householdStatus = household.status;
  act.evidence = params.evidence;
  act.save();
}
