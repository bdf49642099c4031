/** Steps of relief, as its history has them. */
import { Bytes, ethereum } from "@graphprotocol/graph-ts";
import { Household, Officer, Project, ReliefEvent } from "../../generated/schema";
import { joinOrder, orderOf, stamp, those } from "./acts";
import { actId } from "./ids";

/** What a participant did, or nobody; the parties are all others whom it concerns. What an order brings about is nobody's act. */
export function newReliefEvent(
  event: ethereum.Event,
  kind: string,
  who: Bytes | null,
  subject: Bytes,
  others: Bytes[] = [],
): ReliefEvent {
  const act = new ReliefEvent(actId(event));
  const actor = orderOf(event) === null ? who : null;
  stamp(act, event, kind, actor, subject, those(actor).concat(others));
  joinOrder(act, event);
  act.isByHousehold = false;
  return act;
}

/** What an officer did. */
export function newOfficerEvent(
  event: ethereum.Event,
  kind: string,
  officer: Officer,
  subject: Bytes,
  others: Bytes[] = [],
): ReliefEvent {
  const act = newReliefEvent(event, kind, officer.participant, subject, others);
  act.officer = officer.id;
  return act;
}

/** What an officer did about a household. */
export function newStepEvent(event: ethereum.Event, kind: string, officer: Officer, household: Household): ReliefEvent {
  const act = newOfficerEvent(event, kind, officer, household.id);
  joinHousehold(act, household);
  return act;
}

/** What a household did, by its passkey; whoever has sent it only carried it. */
export function newHouseholdEvent(
  event: ethereum.Event,
  kind: string,
  household: Household,
  subject: Bytes,
  others: Bytes[] = [],
): ReliefEvent {
  const act = newReliefEvent(event, kind, null, subject, others);
  act.isByHousehold = true;
  joinHousehold(act, household);
  return act;
}

/** The act is about a household. */
export function joinHousehold(act: ReliefEvent, household: Household): void {
  act.household = household.id;
  act.programme = household.programme;
  act.area = household.area;
}

/** The act is about a project. */
export function joinProject(act: ReliefEvent, project: Project): void {
  act.project = project.id;
  act.programme = project.programme;
  act.area = project.area;
  act.fund = project.fund;
}
