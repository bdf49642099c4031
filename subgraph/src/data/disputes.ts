/** DataDisputes. */
import {
  DisputeAnswered,
  DisputeEnded,
  DisputeOpened,
  OutcomeProposed,
} from "../../generated/templates/DataDisputes/DataDisputes";
import { orderOf, senderOf } from "../store/acts";
import { countOutcome, loadDispute, loadLicence, newDisputeEvent, openDispute } from "../store/dataLicences";
import { DisputeEnd, nameOf } from "../store/enums";
import { party } from "../store/participants";
import { long } from "../store/values";

export function handleDisputeOpened(event: DisputeOpened): void {
  const licence = loadLicence(event, event.params.licence);
  if (licence === null) return;
  const dispute = openDispute(event, licence);
  const act = newDisputeEvent(event, "DisputeOpened", party(event, event.params.claimant), dispute);
  act.amount = dispute.claimed;
  act.evidence = dispute.evidence;
  act.save();
}

export function handleDisputeAnswered(event: DisputeAnswered): void {
  const params = event.params;
  const dispute = loadDispute(event, params.dispute);
  if (dispute === null) return;
  dispute.answer = params.evidence;
  dispute.answeredAt = long(event.block.timestamp);
  dispute.save();
  const act = newDisputeEvent(event, "DisputeAnswered", party(event, params.respondent), dispute);
  act.evidence = params.evidence;
  act.save();
}

export function handleOutcomeProposed(event: OutcomeProposed): void {
  const params = event.params;
  const dispute = loadDispute(event, params.dispute);
  if (dispute === null) return;
  const by = party(event, params.by);
  dispute.proposedBy = by;
  dispute.proposed = params.outcome.amount;
  dispute.proposedUpheld = params.outcome.upheld;
  dispute.save();
  const act = newDisputeEvent(event, "OutcomeProposed", by, dispute);
  act.amount = params.outcome.amount;
  act.setBoolean("isUpheld", params.outcome.upheld);
  act.save();
}

export function handleDisputeEnded(event: DisputeEnded): void {
  const params = event.params;
  const dispute = loadDispute(event, params.dispute);
  if (dispute === null) return;
  dispute.end = nameOf(DisputeEnd, params.end, event);
  dispute.isUpheld = params.outcome.upheld;
  dispute.awarded = params.outcome.amount;
  dispute.ended = params.outcome.ends;
  dispute.reason = params.reason;
  dispute.endedAt = long(event.block.timestamp);
  dispute.order = orderOf(event);
  dispute.save();
  countOutcome(dispute, params.outcome.upheld, params.outcome.amount);

  const act = newDisputeEvent(event, "DisputeEnded", senderOf(event), dispute);
  act.amount = params.outcome.amount;
  act.setBoolean("isUpheld", params.outcome.upheld);
  act.evidence = params.reason;
  act.save();
}
