/** PointsOrders. */
import {
  AccountPointsFrozen,
  AccountPointsUnfrozen,
  IssuingResumed,
  IssuingStopped,
  PointsTransferredByOrder,
  ProgrammeClosedByOrder,
} from "../../generated/templates/PointsOrders/PointsOrders";
import {
  freezePoints,
  holderOf,
  newPointsEvent,
  newProgrammeEvent,
  programmeOf,
  resumeProgramme,
  stopProgramme,
  thawPoints,
} from "../store/points";

export function handleAccountPointsFrozen(event: AccountPointsFrozen): void {
  const params = event.params;
  const holder = holderOf(params.account);
  const act = newPointsEvent(event, "AccountPointsFrozen", null, holder.id);
  act.holder = holder.id;
  act.freeze = freezePoints(event, holder, params.caseKey, params.until).id;
  act.evidence = params.caseKey;
  act.save();
}

export function handleAccountPointsUnfrozen(event: AccountPointsUnfrozen): void {
  const params = event.params;
  const holder = holderOf(params.account);
  const freeze = thawPoints(event, holder, params.caseKey);
  if (freeze === null) return;
  const act = newPointsEvent(event, "AccountPointsUnfrozen", null, holder.id);
  act.holder = holder.id;
  act.freeze = freeze.id;
  act.evidence = params.caseKey;
  act.save();
}

export function handleIssuingStopped(event: IssuingStopped): void {
  const params = event.params;
  const programme = programmeOf(event, params.programme);
  const act = newProgrammeEvent(event, "IssuingStopped", null, programme);
  act.stop = stopProgramme(event, programme, params.caseKey, params.until).id;
  act.evidence = params.caseKey;
  act.save();
}

export function handleIssuingResumed(event: IssuingResumed): void {
  const params = event.params;
  const programme = programmeOf(event, params.programme);
  const stop = resumeProgramme(event, programme, params.caseKey);
  if (stop === null) return;
  const act = newProgrammeEvent(event, "IssuingResumed", null, programme);
  act.stop = stop.id;
  act.evidence = params.caseKey;
  act.save();
}

/** The ledger has told which points. */
export function handlePointsTransferredByOrder(event: PointsTransferredByOrder): void {
  const params = event.params;
  const act = newProgrammeEvent(event, "PointsTransferredByOrder", null, programmeOf(event, params.programme));
  act.holder = holderOf(params.from).id;
  act.receiver = holderOf(params.to).id;
  act.points = params.points;
  act.evidence = params.caseKey;
  act.save();
}

export function handleProgrammeClosedByOrder(event: ProgrammeClosedByOrder): void {
  const programme = programmeOf(event, event.params.programme);
  const act = newProgrammeEvent(event, "ProgrammeClosedByOrder", null, programme);
  act.programmeStatus = "Closing";
  act.evidence = event.params.digest;
  act.save();
}
