/** ReliefPayouts. */
import { Diversion, Payout, PayoutLine, Project, ReliefEvent } from "../../generated/schema";
import {
  DiversionFound,
  PayoutAnswered,
  PayoutConfirmed,
  PayoutCreated,
  PayoutDisputeAnswered,
  PayoutDisputed,
  PayoutDrawn,
  PayoutGivenBack,
  PayoutReturned,
} from "../../generated/templates/ReliefPayouts/ReliefPayouts";
import { orderOf, senderOf } from "../store/acts";
import { nameOf, PayoutStatus } from "../store/enums";
import { loadHousehold } from "../store/households";
import { actId } from "../store/ids";
import { loadOfficer, officerIfAny } from "../store/officers";
import { party } from "../store/participants";
import {
  answerPayout,
  confirmLine,
  createPayout,
  giveLineBack,
  givePartBack,
  loadLine,
  loadPayout,
  returnPayout,
  takePayoutBack,
} from "../store/payouts";
import { loadProgramme } from "../store/programmes";
import { loadProject } from "../store/projects";
import { joinProject, newHouseholdEvent, newOfficerEvent, newReliefEvent } from "../store/relief";
import { dateOf, dayOf, long } from "../store/values";

/** What the act is of. */
function join(act: ReliefEvent, payout: Payout): void {
  act.payout = payout.id;
  act.payoutStatus = payout.status;
  act.round = payout.round;
  act.milestone = payout.milestone;
  act.purchase = payout.purchase;
  const project = Project.load(payout.project);
  if (project !== null) joinProject(act, project);
}

function joinLine(act: ReliefEvent, payout: Payout, line: PayoutLine): void {
  join(act, payout);
  act.line = line.id;
  act.household = line.household;
  act.area = line.area;
  act.amount = line.amount;
}

export function handlePayoutCreated(event: PayoutCreated): void {
  const params = event.params;
  const programme = loadProgramme(event, params.programme);
  const project = loadProject(event, params.project);
  if (programme === null || project === null) return;
  const officer = officerIfAny(event, params.officer);
  const payout = createPayout(event, programme, project, officer);
  const act =
    officer === null
      ? newReliefEvent(event, "PayoutCreated", senderOf(event), payout.id, [payout.payee])
      : newOfficerEvent(event, "PayoutCreated", officer, payout.id, [payout.payee]);
  join(act, payout);
  act.amount = payout.total;
  act.save();
}

export function handlePayoutDrawn(event: PayoutDrawn): void {
  const payout = loadPayout(event, event.params.payout);
  if (payout === null) return;
  payout.drawn = event.params.drawn;
  payout.status = nameOf(PayoutStatus, event.params.status, event);
  payout.save();
  const act = newReliefEvent(event, "PayoutDrawn", senderOf(event), payout.id, [payout.payee]);
  join(act, payout);
  act.amount = payout.drawn;
  act.save();
}

export function handlePayoutAnswered(event: PayoutAnswered): void {
  const params = event.params;
  const payout = loadPayout(event, params.payout);
  if (payout === null) return;
  const project = Project.load(payout.project);
  if (project === null) return;
  payout.status = nameOf(PayoutStatus, params.status, event);
  answerPayout(event, payout, project);
  const act = newReliefEvent(event, "PayoutAnswered", payout.payee, payout.id);
  join(act, payout);
  act.amount = params.paid;
  act.evidence = params.receipt;
  act.save();
}

export function handlePayoutReturned(event: PayoutReturned): void {
  const params = event.params;
  const payout = loadPayout(event, params.payout);
  if (payout === null) return;
  const project = Project.load(payout.project);
  if (project === null) return;
  const previous = payout.status;
  payout.status = nameOf(PayoutStatus, params.status, event);
  if (payout.status == "Returning" || payout.status == "Returned") {
    takePayoutBack(event, payout, project, previous == "Drawing");
  } else {
    returnPayout(event, payout, project);
  }
  const act = newReliefEvent(event, "PayoutReturned", senderOf(event), payout.id, [payout.payee]);
  join(act, payout);
  act.amount = params.returned;
  act.save();
}

export function handlePayoutConfirmed(event: PayoutConfirmed): void {
  const params = event.params;
  const payout = loadPayout(event, params.payout);
  const household = loadHousehold(event, params.household);
  if (payout === null || household === null) return;
  const line = loadLine(event, payout, params.line);
  if (line === null) return;
  confirmLine(event, payout, line, params.sinceReceipt);
  payout.save();
  const act = newHouseholdEvent(event, "PayoutConfirmed", household, payout.id, [payout.payee]);
  joinLine(act, payout, line);
  act.save();
}

export function handlePayoutDisputed(event: PayoutDisputed): void {
  const params = event.params;
  const payout = loadPayout(event, params.payout);
  const household = loadHousehold(event, params.household);
  if (payout === null || household === null) return;
  const line = loadLine(event, payout, params.line);
  if (line === null) return;
  line.status = "Disputed";
  line.dispute = params.evidence;
  line.disputedAt = long(event.block.timestamp);
  line.unset("disputeAnsweredBy");
  line.unset("isDisputeUpheld");
  line.unset("disputeAnswer");
  line.save();
  payout.disputed = payout.disputed.plus(line.amount);
  payout.save();
  const act = newHouseholdEvent(event, "PayoutDisputed", household, payout.id, [payout.payee]);
  joinLine(act, payout, line);
  act.evidence = params.evidence;
  act.save();
}

export function handlePayoutDisputeAnswered(event: PayoutDisputeAnswered): void {
  const params = event.params;
  const payout = loadPayout(event, params.payout);
  const officer = loadOfficer(event, params.officer);
  if (payout === null || officer === null) return;
  const line = loadLine(event, payout, params.line);
  if (line === null) return;
  line.disputeAnsweredBy = officer.id;
  line.setBoolean("isDisputeUpheld", params.upheld);
  line.disputeAnswer = params.answer;
  if (!params.upheld) {
    line.status = "Paid";
    payout.disputed = payout.disputed.minus(line.amount);
    payout.save();
  }
  line.save();
  const act = newOfficerEvent(event, "PayoutDisputeAnswered", officer, payout.id, [payout.payee]);
  joinLine(act, payout, line);
  act.setBoolean("isUpheld", params.upheld);
  act.evidence = params.answer;
  act.save();
}

export function handlePayoutGivenBack(event: PayoutGivenBack): void {
  const params = event.params;
  const payout = loadPayout(event, params.payout);
  if (payout === null) return;
  const project = Project.load(payout.project);
  if (project === null) return;
  let line: PayoutLine | null = null;
  if (payout.kind == "Bank" || payout.kind == "Share") {
    line = loadLine(event, payout, params.line);
    if (line === null) return;
    giveLineBack(event, payout, line);
  } else {
    givePartBack(event, payout, project, params.amount);
  }
  payout.save();
  const act = newReliefEvent(event, "PayoutGivenBack", payout.payee, payout.id);
  if (line === null) join(act, payout);
  else joinLine(act, payout, line);
  act.amount = params.amount;
  act.evidence = params.evidence;
  act.save();
}

export function handleDiversionFound(event: DiversionFound): void {
  const params = event.params;
  const payout = loadPayout(event, params.payout);
  if (payout === null) return;
  const officer = officerIfAny(event, params.officer);
  const diversion = new Diversion(actId(event));
  diversion.payout = payout.id;
  diversion.programme = payout.programme;
  if (officer !== null) diversion.officer = officer.id;
  diversion.payee = party(event, params.payee);
  diversion.isBarred = params.barred;
  diversion.isCleared = !params.barred && officer === null;
  diversion.evidence = params.evidence;
  diversion.date = dateOf(dayOf(event.block.timestamp));
  diversion.order = orderOf(event);
  diversion.save();
  const act = newReliefEvent(event, "DiversionFound", null, payout.id, [diversion.payee]);
  join(act, payout);
  if (officer !== null) act.other = officer.id;
  act.amount = payout.total;
  act.evidence = params.evidence;
  act.save();
}
