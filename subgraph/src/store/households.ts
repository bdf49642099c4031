/** Households of relief: their way onto the register and off it, what changes, and what is only for supervisors. */
import { BigInt, Bytes, ethereum } from "@graphprotocol/graph-ts";
import {
  CategoryStep,
  Household,
  HouseholdChange,
  HouseholdFile,
  Kinship,
  Objection,
  Officer,
  PublicNotice,
} from "../../generated/schema";
import {
  HouseholdChanged,
  HouseholdChangeProposed,
  HouseholdEntered,
  HouseholdStatusChanged,
} from "../../generated/templates/ReliefHouseholds/ReliefHouseholds";
import { areaIfAny, areaOf } from "./areas";
import { ChangeKind, HouseholdStatus, nameOf } from "./enums";
import { actId, changeId, fileId, householdId } from "./ids";
import { unknown } from "./notices";
import { joinKindred } from "./officers";
import { partyIfAny } from "./participants";
import { loadProgramme } from "./programmes";
import { countHousehold, countEnded, countRaised } from "./reliefFigures";
import { dateOf, dayOf, int, long } from "./values";

const INITIAL_SCORE = 600;
/** A household's number: its programme's × 2^32 + its place. */
const IN_PROGRAMME = BigInt.fromString("4294967296");
/** Steps of a household's procedure, which are forgotten when it begins anew. */
const STEPS = [
  "proposedBy",
  "reviewedBy",
  "publishedBy",
  "endorsedBy",
  "decidedBy",
  "exitProposedBy",
  "exitPublishedBy",
  "exitDecidedBy",
  "relapsedBy",
  "noticeDay",
  "noticeDate",
];

export function householdNumber(programme: BigInt, place: BigInt): BigInt {
  return programme.times(IN_PROGRAMME).plus(place);
}

export function loadHousehold(event: ethereum.Event, number: BigInt): Household | null {
  const id = householdId(number);
  const household = Household.load(id);
  if (household === null) unknown(event, "Household", id);
  return household;
}

/** What of a household is only for supervisors. */
export function loadFile(household: Bytes): HouseholdFile {
  const id = fileId(household);
  const known = HouseholdFile.load(id);
  if (known !== null) return known;
  const file = new HouseholdFile(id);
  file.household = household;
  file.category = 0;
  file.score = INITIAL_SCORE;
  file.given = BigInt.zero();
  return file;
}

/** Adds to what a household was given, or takes from it. */
export function addGiven(household: Bytes, amount: BigInt): void {
  const file = loadFile(household);
  file.given = file.given.plus(amount);
  file.save();
}

/** A household enters, or enters again after it was refused, closed or put under review. */
export function enterHousehold(event: HouseholdEntered): void {
  const params = event.params;
  const programme = loadProgramme(event, params.programme);
  if (programme === null) return;
  const id = householdId(params.household);
  const area = areaOf(params.area);
  let household = Household.load(id);
  if (household === null) {
    household = new Household(id);
    household.number = params.household;
    household.programme = programme.id;
    household.place = int(params.household.mod(IN_PROGRAMME));
    household.status = "None";
    household.openObjections = 0;
  } else if (household.area != area) {
    settle(household, area);
  }
  household.commitment = params.commitment;
  household.area = area;
  household.bank = partyIfAny(event, params.bank);
  household.enteredAt = long(event.block.timestamp);
  household.save();
  joinKindred(household);
  setCategory(event, household, params.category, null);
}

/** It lives in another area now, with its status. */
function settle(household: Household, area: Bytes): void {
  countHousehold(household.programme, household.area, household.status, -1);
  countHousehold(household.programme, area, household.status, 1);
}

function setCategory(event: ethereum.Event, household: Household, category: i32, change: Bytes | null): void {
  const file = loadFile(household.id);
  const isSame = file.category == category;
  file.category = category;
  file.save();
  if (isSame) return;
  const step = new CategoryStep(actId(event));
  step.file = file.id;
  step.category = category;
  step.change = change;
  step.since = long(event.block.timestamp);
  step.save();
}

export function setHouseholdStatus(event: HouseholdStatusChanged, household: Household): void {
  const status = nameOf(HouseholdStatus, event.params.status, event);
  countHousehold(household.programme, household.area, household.status, -1);
  countHousehold(household.programme, household.area, status, 1);
  household.status = status;
  household.unset("observedUntilDay");
  household.unset("observedUntilDate");
  if (status == "Exited" || status == "Ended") {
    const today = dayOf(event.block.timestamp);
    household.setI32("closedDay", today);
    household.closedDate = dateOf(today);
  } else {
    household.unset("closedDay");
    household.unset("closedDate");
  }
  if (status != "OnNotice" && status != "ExitOnNotice") endNotice(household);
  household.save();
}

/** What was not answered in the household's notice is answered no more. */
function endNotice(household: Household): void {
  household.openObjections = 0;
  const id = household.notice;
  if (id === null) return;
  const notice = PublicNotice.load(id);
  if (notice === null || notice.isOver) return;
  for (let i = 0; i < notice.openObjections; i++) countEnded(notice.programme, notice.area, "None");
  notice.isOver = true;
  notice.openObjections = 0;
  notice.save();
}

/** Forgets all steps, for what comes next is another procedure. */
export function restart(household: Household): void {
  for (let i = 0; i < STEPS.length; i++) household.unset(STEPS[i]);
}

export function setExitProposed(household: Household, officer: Officer): void {
  household.exitProposedBy = officer.id;
  household.unset("exitPublishedBy");
  household.unset("exitDecidedBy");
  household.unset("noticeDay");
  household.unset("noticeDate");
  household.save();
}

export function publish(
  event: ethereum.Event,
  household: Household,
  officer: Officer,
  last: i32,
  isExit: boolean,
): void {
  const notice = newNotice(event, household.programme, household.area, officer, last);
  notice.household = household.id;
  notice.isOfExit = isExit;
  notice.save();
  household.notice = notice.id;
  household.setI32("noticeDay", last);
  household.noticeDate = dateOf(last);
  if (isExit) household.exitPublishedBy = officer.id;
  else household.publishedBy = officer.id;
  household.save();
}

/** A notice of a household or a round; the caller says of which, and saves. */
export function newNotice(
  event: ethereum.Event,
  programme: Bytes,
  area: Bytes,
  officer: Officer,
  last: i32,
): PublicNotice {
  const notice = new PublicNotice(actId(event));
  notice.programme = programme;
  notice.area = area;
  notice.isOfExit = false;
  notice.publishedBy = officer.id;
  notice.day = dayOf(event.block.timestamp);
  notice.date = dateOf(notice.day);
  notice.lastDay = last;
  notice.lastDate = dateOf(last);
  notice.isOver = false;
  notice.openObjections = 0;
  return notice;
}

/** An objection during a notice. */
export function raiseObjection(
  event: ethereum.Event,
  id: Bytes,
  number: BigInt,
  household: Household,
  notice: PublicNotice,
  objector: Bytes,
  evidence: Bytes,
): Objection {
  const objection = new Objection(id);
  objection.number = int(number);
  objection.isToLine = notice.round !== null;
  objection.programme = household.programme;
  objection.household = household.id;
  objection.area = household.area;
  objection.round = notice.round;
  objection.notice = notice.id;
  objection.objector = objector;
  objection.evidence = evidence;
  objection.day = dayOf(event.block.timestamp);
  objection.date = dateOf(objection.day);
  objection.raisedAt = long(event.block.timestamp);
  objection.outcome = "None";
  objection.save();
  notice.openObjections += 1;
  notice.save();
  countRaised(objection.programme, objection.area);
  return objection;
}

export function answerObjection(
  event: ethereum.Event,
  objection: Objection,
  officer: Officer,
  outcome: string,
  answer: Bytes,
): void {
  objection.outcome = outcome;
  objection.answeredBy = officer.id;
  objection.answer = answer;
  objection.answeredAt = long(event.block.timestamp);
  objection.save();
  countEnded(objection.programme, objection.area, outcome);
  const notice = PublicNotice.load(objection.notice);
  if (notice === null) return;
  notice.openObjections -= 1;
  notice.save();
}

/** A kinship has voided the officer's steps. */
export function noteVoided(household: Household, officer: Officer): void {
  const kinship = Kinship.load(officer.id.concat(household.commitment));
  if (kinship === null) return;
  kinship.hasVoided = true;
  kinship.save();
}

export function loadChange(event: ethereum.Event, number: BigInt): HouseholdChange | null {
  const id = changeId(number);
  const change = HouseholdChange.load(id);
  if (change === null) unknown(event, "Change", id);
  return change;
}

export function proposeChange(event: HouseholdChangeProposed, household: Household, officer: Officer): HouseholdChange {
  const terms = event.params.terms;
  const change = new HouseholdChange(changeId(event.params.change));
  change.number = int(event.params.change);
  change.household = household.id;
  change.kind = nameOf(ChangeKind, terms.kind, event);
  change.proposedBy = officer.id;
  change.isDone = false;
  change.isRefused = false;
  change.area = areaIfAny(terms.area);
  if (!terms.into.isZero()) change.other = householdId(terms.into);
  if (terms.commitment != new Bytes(32)) change.commitment = terms.commitment;
  change.evidence = terms.evidence;
  change.proposedAt = long(event.block.timestamp);
  change.save();
  return change;
}

/** A change was done: the household lives elsewhere, has another category, or another has left it. */
export function applyChange(event: HouseholdChanged, household: Household, change: HouseholdChange): void {
  const params = event.params;
  const area = areaOf(params.area);
  if (household.area != area) settle(household, area);
  household.area = area;
  household.save();
  setCategory(event, household, params.category, change.id);
  if (!params.other.isZero()) change.other = householdId(params.other);
  if (change.kind != "Split") return;
  const other = Household.load(householdId(params.other));
  if (other === null) return;
  other.setI32("sinceDay", dayOf(event.block.timestamp));
  other.sinceDate = dateOf(dayOf(event.block.timestamp));
  other.save();
}
