/** ReliefProgrammes. */
import {
  BenefitClosed,
  BenefitDefined,
  ProgrammeAreaAdded,
  ProgrammeCreated,
  ProgrammePurposeAdded,
  ProgrammeRoleSet,
  ProgrammeRulesChanged,
} from "../../generated/templates/ReliefProgrammes/ReliefProgrammes";
import { Programme } from "../../generated/schema";
import { areaOf } from "../store/areas";
import { createProgramme, defineBenefit, loadBenefit, loadProgramme, setRole, setRules } from "../store/programmes";
import { newReliefEvent } from "../store/relief";
import { textOf } from "../store/values";

export function handleProgrammeCreated(event: ProgrammeCreated): void {
  const programme = createProgramme(event);
  const act = newReliefEvent(event, "ProgrammeCreated", programme.authority, programme.id);
  act.programme = programme.id;
  act.amount = programme.budget;
  act.evidence = programme.evidence;
  act.save();
}

export function handleProgrammeAreaAdded(event: ProgrammeAreaAdded): void {
  const programme = loadProgramme(event, event.params.programme);
  if (programme === null) return;
  const area = areaOf(event.params.area);
  programme.areas = programme.areas.concat([area]);
  programme.save();
  const act = newReliefEvent(event, "ProgrammeAreaAdded", programme.authority, programme.id);
  act.programme = programme.id;
  act.area = area;
  act.save();
}

export function handleProgrammePurposeAdded(event: ProgrammePurposeAdded): void {
  const programme = loadProgramme(event, event.params.programme);
  if (programme === null) return;
  programme.purposes = programme.purposes.concat([textOf(event.params.purpose)]);
  programme.save();
  const act = newReliefEvent(event, "ProgrammePurposeAdded", programme.authority, programme.id);
  act.programme = programme.id;
  act.save();
}

export function handleProgrammeRulesChanged(event: ProgrammeRulesChanged): void {
  const programme = loadProgramme(event, event.params.programme);
  if (programme === null) return;
  const rules = event.params.rules;
  setRules(
    programme,
    rules.noticeDays,
    rules.receiptDays,
    rules.continuesInObservation,
    [rules.householdCeiling, rules.actCeiling, rules.minimumLot],
    event.params.evidence,
  );
  const act = newReliefEvent(event, "ProgrammeRulesChanged", programme.authority, programme.id);
  act.programme = programme.id;
  act.evidence = programme.evidence;
  act.save();
}

export function handleProgrammeRoleSet(event: ProgrammeRoleSet): void {
  const programme = loadProgramme(event, event.params.programme);
  if (programme === null) return;
  const role = setRole(event, programme);
  const act = newReliefEvent(event, "ProgrammeRoleSet", programme.authority, programme.id, [role.participant]);
  act.programme = programme.id;
  act.role = role.role;
  act.save();
}

export function handleBenefitDefined(event: BenefitDefined): void {
  const programme = loadProgramme(event, event.params.programme);
  if (programme === null) return;
  const benefit = defineBenefit(event, programme);
  const act = newReliefEvent(event, "BenefitDefined", programme.authority, programme.id);
  act.programme = programme.id;
  act.benefit = benefit.id;
  act.amount = benefit.amount;
  act.save();
}

export function handleBenefitClosed(event: BenefitClosed): void {
  const benefit = loadBenefit(event, event.params.benefit);
  if (benefit === null) return;
  benefit.isClosed = true;
  benefit.save();
  const programme = Programme.load(benefit.programme);
  const act = newReliefEvent(
    event,
    "BenefitClosed",
    programme === null ? null : programme.authority,
    benefit.programme,
  );
  act.programme = benefit.programme;
  act.benefit = benefit.id;
  act.save();
}
