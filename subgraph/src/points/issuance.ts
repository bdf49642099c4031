/** PointsIssuance. Grants themselves the ledger tells of. */
import {
  GrantBudgetEnded,
  GrantBudgetSet,
  GrantReversed,
} from "../../generated/templates/PointsIssuance/PointsIssuance";
import { party } from "../store/participants";
import { holderOf, loadGrant, move, newProgrammeEvent, programmeOf, setMonth } from "../store/points";
import { endBudget, setBudget } from "../store/pointsAlliance";
import { long } from "../store/values";

export function handleGrantBudgetSet(event: GrantBudgetSet): void {
  const programme = programmeOf(event, event.params.programme);
  const partner = party(event, event.params.partner);
  const budget = setBudget(event, programme, partner);
  const act = newProgrammeEvent(event, "GrantBudgetSet", programme.issuer, programme, [partner]);
  act.budget = budget.id;
  act.to = partner;
  act.points = budget.limit;
  act.save();
}

export function handleGrantBudgetEnded(event: GrantBudgetEnded): void {
  const programme = programmeOf(event, event.params.programme);
  const partner = party(event, event.params.partner);
  const budget = endBudget(event, programme, partner);
  if (budget === null) return;
  const act = newProgrammeEvent(event, "GrantBudgetEnded", programme.issuer, programme, [partner]);
  act.budget = budget.id;
  act.to = partner;
  act.points = budget.used;
  act.save();
}

export function handleGrantReversed(event: GrantReversed): void {
  const params = event.params;
  const programme = programmeOf(event, params.programme);
  move(event, programme, "reversed", params.account, params.month, params.points);
  const grant = loadGrant(event, programme, params.sequence);
  if (grant !== null) {
    grant.reversedAt = long(event.block.timestamp);
    grant.save();
  }
  const act = newProgrammeEvent(event, "GrantReversed", programme.issuer, programme);
  if (grant !== null) act.grant = grant.id;
  act.holder = holderOf(params.account).id;
  act.points = params.points;
  setMonth(act, params.month);
  act.save();
}
