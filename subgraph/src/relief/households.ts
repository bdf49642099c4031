/** ReliefHouseholds. */
import {
  HouseholdBankChosen,
  HouseholdChanged,
  HouseholdChangeProposed,
  HouseholdChangeRefused,
  HouseholdEntered,
  HouseholdStatusChanged,
} from "../../generated/templates/ReliefHouseholds/ReliefHouseholds";
import {
  applyChange,
  enterHousehold,
  loadChange,
  loadHousehold,
  proposeChange,
  setHouseholdStatus,
} from "../store/households";
import { those } from "../store/acts";
import { loadOfficer } from "../store/officers";
import { partyIfAny } from "../store/participants";
import { newHouseholdEvent, newStepEvent } from "../store/relief";
import { long } from "../store/values";

/** HouseholdProposed, or HouseholdChanged of what it was split from, is the act. */
export function handleHouseholdEntered(event: HouseholdEntered): void {
  enterHousehold(event);
}

export function handleHouseholdStatusChanged(event: HouseholdStatusChanged): void {
  const household = loadHousehold(event, event.params.household);
  if (household !== null) setHouseholdStatus(event, household);
}

export function handleHouseholdBankChosen(event: HouseholdBankChosen): void {
  const household = loadHousehold(event, event.params.household);
  if (household === null) return;
  const former = partyIfAny(event, event.params.previous);
  household.bank = partyIfAny(event, event.params.bank);
  household.save();
  const parties = those(household.bank, former);
  newHouseholdEvent(event, "HouseholdBankChosen", household, household.id, parties).save();
}

export function handleHouseholdChangeProposed(event: HouseholdChangeProposed): void {
  const household = loadHousehold(event, event.params.household);
  const officer = loadOfficer(event, event.params.officer);
  if (household === null || officer === null) return;
  const change = proposeChange(event, household, officer);
  const act = newStepEvent(event, "HouseholdChangeProposed", officer, household);
  act.change = change.id;
  act.evidence = change.evidence;
  act.save();
}

export function handleHouseholdChangeRefused(event: HouseholdChangeRefused): void {
  const household = loadHousehold(event, event.params.household);
  const officer = loadOfficer(event, event.params.officer);
  const change = loadChange(event, event.params.change);
  if (household === null || officer === null || change === null) return;
  change.isRefused = true;
  change.decidedBy = officer.id;
  change.reason = event.params.reason;
  change.decidedAt = long(event.block.timestamp);
  change.save();
  const act = newStepEvent(event, "HouseholdChangeRefused", officer, household);
  act.change = change.id;
  act.evidence = change.reason;
  act.save();
}

export function handleHouseholdChanged(event: HouseholdChanged): void {
  const household = loadHousehold(event, event.params.household);
  const officer = loadOfficer(event, event.params.officer);
  const change = loadChange(event, event.params.change);
  if (household === null || officer === null || change === null) return;
  applyChange(event, household, change);
  change.isDone = true;
  change.decidedBy = officer.id;
  change.decidedAt = long(event.block.timestamp);
  change.save();
  const act = newStepEvent(event, "HouseholdChanged", officer, household);
  act.change = change.id;
  act.householdStatus = household.status;
  act.save();
}
