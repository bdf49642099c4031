/** ReceivableDisputes. */
import { Bytes, ethereum } from "@graphprotocol/graph-ts";
import { Assignment, Note, ReceivableEvent } from "../../generated/schema";
import {
  AssignmentAdmitted,
  AssignmentEnded,
  AssignmentEntered,
  AssignmentPaid,
  DisputeAgreed,
  DisputeResolved,
  NoteDisputed,
} from "../../generated/templates/ReceivableDisputes/ReceivableDisputes";
import { senderOf } from "../store/acts";
import { disputeOver, enterAssignment, loadAssignment, raiseDispute } from "../store/noteRights";
import { party } from "../store/participants";
import { loadNote, newNoteEvent } from "../store/receivables";
import { long } from "../store/values";

export function handleNoteDisputed(event: NoteDisputed): void {
  const note = loadNote(event, event.params.note);
  if (note === null) return;
  const dispute = raiseDispute(event, note);
  const act = newNoteEvent(event, "NoteDisputed", dispute.raisedBy, note, dispute.raisedBy, dispute.against);
  act.dispute = dispute.id;
  act.evidence = dispute.evidence;
  act.save();
}

export function handleDisputeAgreed(event: DisputeAgreed): void {
  const note = loadNote(event, event.params.note);
  if (note === null) return;
  const dispute = disputeOver(event, note);
  if (dispute === null) return;
  const by = party(event, event.params.by);
  dispute.agreedBy = by;
  dispute.resolution = event.params.resolution;
  dispute.save();
  // The side that raised it, or the other.
  const to = by == dispute.raisedBy ? dispute.against : dispute.raisedBy;
  const act = newNoteEvent(event, "DisputeAgreed", by, note, by, to);
  act.dispute = dispute.id;
  act.evidence = event.params.resolution;
  act.save();
}

export function handleDisputeResolved(event: DisputeResolved): void {
  const note = loadNote(event, event.params.note);
  if (note === null) return;
  const dispute = disputeOver(event, note);
  if (dispute === null) return;
  dispute.isOpen = false;
  dispute.resolution = event.params.resolution;
  dispute.isByOrder = event.params.byOrder;
  dispute.resolvedAt = long(event.block.timestamp);
  dispute.save();
  const act = newNoteEvent(event, "DisputeResolved", dispute.agreedBy, note, dispute.raisedBy, dispute.against);
  act.dispute = dispute.id;
  act.evidence = event.params.resolution;
  act.save();
}

/** A step of an assignment; its fen are what it is about. */
function newAssignmentEvent(
  event: ethereum.Event,
  kind: string,
  who: Bytes | null,
  note: Note,
  assignment: Assignment,
): ReceivableEvent {
  const act = newNoteEvent(event, kind, who, note, assignment.claimant, note.holder);
  act.assignment = assignment.id;
  act.amount = assignment.amount;
  return act;
}

export function handleAssignmentEntered(event: AssignmentEntered): void {
  const note = loadNote(event, event.params.note);
  if (note === null) return;
  const assignment = enterAssignment(event, note);
  const act = newAssignmentEvent(event, "AssignmentEntered", assignment.claimant, note, assignment);
  act.evidence = assignment.proof;
  act.save();
}

export function handleAssignmentAdmitted(event: AssignmentAdmitted): void {
  const params = event.params;
  const note = loadNote(event, params.note);
  if (note === null) return;
  const assignment = loadAssignment(event, note, params.entry);
  if (assignment === null) return;
  assignment.status = "Admitted";
  assignment.isByOrder = params.byOrder;
  assignment.admittedAt = long(event.block.timestamp);
  assignment.save();
  newAssignmentEvent(event, "AssignmentAdmitted", party(event, params.holder), note, assignment).save();
}

export function handleAssignmentPaid(event: AssignmentPaid): void {
  const params = event.params;
  const note = loadNote(event, params.note);
  if (note === null) return;
  const assignment = loadAssignment(event, note, params.entry);
  if (assignment === null) return;
  assignment.paid = assignment.paid.plus(params.paid);
  assignment.left = params.left;
  assignment.save();
  const act = newAssignmentEvent(event, "AssignmentPaid", senderOf(event), note, assignment);
  act.amount = params.paid;
  act.save();
}

export function handleAssignmentEnded(event: AssignmentEnded): void {
  const params = event.params;
  const note = loadNote(event, params.note);
  if (note === null) return;
  const assignment = loadAssignment(event, note, params.entry);
  if (assignment === null) return;
  assignment.status = "Ended";
  assignment.isByOrder = params.byOrder;
  assignment.endedAt = long(event.block.timestamp);
  assignment.save();
  newAssignmentEvent(event, "AssignmentEnded", senderOf(event), note, assignment).save();
}
