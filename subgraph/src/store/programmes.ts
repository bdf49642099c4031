/** Programmes of relief, who does what in them, and what they grant. */
import { BigInt, Bytes, ethereum } from "@graphprotocol/graph-ts";
import { Benefit, Programme, ProgrammeRole } from "../../generated/schema";
import {
  BenefitDefined,
  ProgrammeCreated,
  ProgrammeRoleSet,
} from "../../generated/templates/ReliefProgrammes/ReliefProgrammes";
import { BenefitKind, nameOf, ReliefRole, Source } from "./enums";
import { benefitId, programmeId } from "./ids";
import { unknown } from "./notices";
import { party } from "./participants";
import { versionOf } from "./suite";
import { dateOf, int, long, textOf } from "./values";

export function loadProgramme(event: ethereum.Event, number: BigInt): Programme | null {
  const id = programmeId(number);
  const programme = Programme.load(id);
  if (programme === null) unknown(event, "Programme", id);
  return programme;
}

export function loadBenefit(event: ethereum.Event, number: BigInt): Benefit | null {
  const id = benefitId(number);
  const benefit = Benefit.load(id);
  if (benefit === null) unknown(event, "Benefit", id);
  return benefit;
}

export function createProgramme(event: ProgrammeCreated): Programme {
  const params = event.params;
  const programme = new Programme(programmeId(params.programme));
  programme.number = int(params.programme);
  programme.version = versionOf(event.address);
  programme.authority = party(event, params.authority);
  programme.source = nameOf(Source, params.source, event);
  programme.startDay = int(params.start);
  programme.startDate = dateOf(programme.startDay);
  programme.endDay = int(params.end);
  programme.endDate = dateOf(programme.endDay);
  programme.budget = params.budget;
  programme.areas = [];
  programme.purposes = [];
  programme.received = BigInt.zero();
  programme.allocated = BigInt.zero();
  programme.free = BigInt.zero();
  programme.returned = BigInt.zero();
  programme.paid = BigInt.zero();
  programme.open = BigInt.zero();
  programme.confirmed = BigInt.zero();
  programme.paidLines = 0;
  programme.confirmedLines = 0;
  programme.promptLines = 0;
  const rules = params.rules;
  setRules(
    programme,
    rules.noticeDays,
    rules.receiptDays,
    rules.continuesInObservation,
    [rules.householdCeiling, rules.actCeiling, rules.minimumLot],
    params.evidence,
  );
  return programme;
}

/** @param limits fen: a household's ceiling, an act's, and the least of a lot */
export function setRules(
  programme: Programme,
  noticeDays: i32,
  receiptDays: i32,
  continuesInObservation: boolean,
  limits: BigInt[],
  evidence: Bytes,
): void {
  programme.noticeDays = noticeDays;
  programme.receiptDays = receiptDays;
  programme.continuesInObservation = continuesInObservation;
  programme.householdCeiling = limits[0];
  programme.actCeiling = limits[1];
  programme.minimumLot = limits[2];
  programme.evidence = evidence;
  programme.save();
}

export function setRole(event: ProgrammeRoleSet, programme: Programme): ProgrammeRole {
  const params = event.params;
  const participant = party(event, params.participant);
  const name = nameOf(ReliefRole, params.role, event);
  const id = programme.id.concat(participant).concat(Bytes.fromUTF8(name)).concat(params.purpose);
  let role = ProgrammeRole.load(id);
  if (role === null) role = new ProgrammeRole(id);
  role.programme = programme.id;
  role.participant = participant;
  role.role = name;
  role.purpose = textOf(params.purpose);
  role.isAdmitted = params.admitted;
  role.since = long(event.block.timestamp);
  role.save();
  return role;
}

export function defineBenefit(event: BenefitDefined, programme: Programme): Benefit {
  const terms = event.params.terms;
  const benefit = new Benefit(benefitId(event.params.benefit));
  benefit.number = int(event.params.benefit);
  benefit.programme = programme.id;
  benefit.kind = nameOf(BenefitKind, terms.kind, event);
  benefit.category = terms.category;
  benefit.months = terms.months;
  benefit.amount = terms.amount;
  benefit.purpose = textOf(terms.purpose);
  benefit.isClosed = terms.closed;
  benefit.save();
  return benefit;
}
