/** What stands on notes beside their holders' right: pledges, disputes, assignments made before, and cases of orders. */
import { BigInt, Bytes, ethereum } from "@graphprotocol/graph-ts";
import { Assignment, Note, NoteDispute, NoteFreeze, NotePledge } from "../../generated/schema";
import { AssignmentEntered, NoteDisputed } from "../../generated/templates/ReceivableDisputes/ReceivableDisputes";
import { NoteFrozen, NoteUnfrozen } from "../../generated/templates/ReceivableOrders/ReceivableOrders";
import { NotePledged } from "../../generated/templates/ReceivableSecurity/ReceivableSecurity";
import { orderOf, sequenceOf } from "./acts";
import { actId, assignmentId, freezeId } from "./ids";
import { unknown } from "./notices";
import { party } from "./participants";
import { dateOf, int, long, unitsOf } from "./values";

/** Orders part a frozen note once for each case at most. */
const MOST_PARTINGS = 100;

export function pledgeNote(event: NotePledged, note: Note): NotePledge {
  const params = event.params;
  const pledge = new NotePledge(actId(event));
  pledge.note = note.id;
  pledge.receivable = note.receivable;
  pledge.pledgor = party(event, params.pledgor);
  pledge.pledgee = party(event, params.pledgee);
  pledge.secured = params.secured;
  pledge.left = params.secured;
  pledge.dueDay = int(params.dueDay);
  pledge.dueDate = dateOf(pledge.dueDay);
  pledge.status = "Live";
  pledge.toPledgee = BigInt.zero();
  pledge.toPledgor = BigInt.zero();
  pledge.pledgedAt = long(event.block.timestamp);
  pledge.save();
  note.pledge = pledge.id;
  note.save();
  return pledge;
}

/** The note's last pledge. */
export function pledgeOn(event: ethereum.Event, note: Note): NotePledge | null {
  const last = note.pledge;
  let pledge: NotePledge | null = null;
  if (last !== null) pledge = NotePledge.load(last);
  if (pledge === null) unknown(event, "The pledge of note", note.id);
  return pledge;
}

export function endNotePledge(event: ethereum.Event, pledge: NotePledge): void {
  pledge.status = "Ended";
  pledge.endedAt = long(event.block.timestamp);
  pledge.save();
}

export function raiseDispute(event: NoteDisputed, note: Note): NoteDispute {
  const params = event.params;
  const dispute = new NoteDispute(actId(event));
  dispute.note = note.id;
  dispute.receivable = note.receivable;
  dispute.raisedBy = party(event, params.raisedBy);
  dispute.against = party(event, params.against);
  dispute.evidence = params.evidence;
  dispute.isOpen = true;
  dispute.isByOrder = false;
  dispute.raisedAt = long(event.block.timestamp);
  dispute.save();
  note.dispute = dispute.id;
  note.save();
  return dispute;
}

/** The last dispute over a note. */
export function disputeOver(event: ethereum.Event, note: Note): NoteDispute | null {
  const last = note.dispute;
  let dispute: NoteDispute | null = null;
  if (last !== null) dispute = NoteDispute.load(last);
  if (dispute === null) unknown(event, "The dispute over note", note.id);
  return dispute;
}

export function enterAssignment(event: AssignmentEntered, note: Note): Assignment {
  const params = event.params;
  const assignment = new Assignment(assignmentId(note.id, params.entry));
  assignment.note = note.id;
  assignment.receivable = note.receivable;
  assignment.entry = int(params.entry);
  assignment.claimant = party(event, params.claimant);
  assignment.amount = params.amount;
  assignment.paid = BigInt.zero();
  assignment.left = params.amount;
  if (!params.registeredAt.isZero()) assignment.registeredAt = long(params.registeredAt);
  if (!params.notifiedAt.isZero()) assignment.notifiedAt = long(params.notifiedAt);
  assignment.proof = params.proof;
  assignment.status = "Entered";
  assignment.isByOrder = false;
  assignment.enteredAt = long(event.block.timestamp);
  assignment.save();
  return assignment;
}

export function loadAssignment(event: ethereum.Event, note: Note, entry: BigInt): Assignment | null {
  const id = assignmentId(note.id, entry);
  const assignment = Assignment.load(id);
  if (assignment === null) unknown(event, "Assignment", id);
  return assignment;
}

/** Opens a case on a note, or takes note that it was prolonged. */
export function freezeNote(event: NoteFrozen, note: Note): NoteFreeze {
  const params = event.params;
  const id = freezeId(note.id, params.caseKey);
  let freeze = NoteFreeze.load(id);
  if (freeze === null) {
    freeze = new NoteFreeze(id);
    freeze.note = note.id;
    freeze.receivable = note.receivable;
    freeze.against = party(event, params.against);
    freeze.key = params.caseKey;
    freeze.lo = note.lo;
    freeze.hi = note.hi;
    freeze.since = long(event.block.timestamp);
    freeze.sequence = sequenceOf(event);
    freeze.renewals = 0;
    freeze.order = orderOf(event);
  } else {
    freeze.renewals = freeze.renewals + 1;
  }
  freeze.amount = params.amount;
  freeze.until = long(params.until);
  freeze.save();
  return freeze;
}

export function thawNote(event: NoteUnfrozen, note: Note): NoteFreeze | null {
  const freeze = caseOn(event, note, event.params.caseKey);
  if (freeze === null) return null;
  freeze.liftedAt = long(event.block.timestamp);
  freeze.save();
  return freeze;
}

/** A case was carried out on a note, and freezes those units no more, unless it freezes others on both sides of them. */
export function executeOn(event: ethereum.Event, note: Note, key: Bytes): Bytes | null {
  if (key == new Bytes(32)) return null;
  const freeze = caseOn(event, note, key);
  if (freeze === null) return null;
  freeze.executedAt = long(event.block.timestamp);
  const one = BigInt.fromI32(1);
  // A case that was done with all its units ended before, and keeps them.
  if (freeze.liftedAt == 0 && note.lo == freeze.lo) freeze.lo = note.hi.plus(one);
  else if (freeze.liftedAt == 0 && note.hi == freeze.hi) freeze.hi = note.lo.minus(one);
  freeze.amount = unitsOf(freeze.lo, freeze.hi);
  freeze.save();
  return freeze.id;
}

/** A case that names the note, or what it was split from. */
function caseOn(event: ethereum.Event, note: Note, key: Bytes): NoteFreeze | null {
  let named: Note | null = note;
  for (let i = 0; named !== null && i < MOST_PARTINGS; i++) {
    const freeze = NoteFreeze.load(freezeId(named.id, key));
    if (freeze !== null) return freeze;
    named = parentOf(named);
  }
  unknown(event, "Case", freezeId(note.id, key));
  return null;
}

function parentOf(note: Note): Note | null {
  const parent = note.parent;
  return parent === null ? null : Note.load(parent);
}
