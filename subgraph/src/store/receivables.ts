/** Roots of receivables, their notes and the way that these went, and requests. */
import { BigInt, Bytes, ethereum } from "@graphprotocol/graph-ts";
import {
  Note,
  NoteTransfer,
  RateStep,
  Receivable,
  ReceivableDocument,
  ReceivableEvent,
  ReceivableFlow,
  ReceivableInstruction,
  ReceivableRequest,
} from "../../generated/schema";
import {
  ReceivableOpened,
  ReceivableProposed,
  ReceivableProposedTermsDocumentsStruct,
} from "../../generated/templates/ReceivableIssuance/ReceivableIssuance";
import {
  InstructionSet,
  NotesMerged,
  NoteSplit,
  NoteTransferred,
  RequestOpened,
} from "../../generated/templates/ReceivableRegistry/ReceivableRegistry";
import { joinOrder, orderOf, sequenceOf, stamp } from "./acts";
import { dueOn } from "./calendar";
import { calendarOf, tradeOf } from "./directory";
import { Ground, namesIn, nameOf, NoteMark, ReceivableAct, RequestStatus } from "./enums";
import { actId, facilityId, instructionId, noteId, place, receivableId, registryOf, requestId } from "./ids";
import { unknown } from "./notices";
import { party } from "./participants";
import { versionOf } from "./suite";
import { claimId, subjectId } from "./trade";
import { dateOf, dayOf, int, long, numberIn, unitsOf } from "./values";

/** A note's number: its root's × 2^32 + its place. */
const ON_ROOT = BigInt.fromString("4294967296");
/** What stands on a note only for a time is derived. */
const LAPSING = ["Locked", "Frozen"];
/** Acts on a whole root; they lock nothing. */
const ON_WHOLE_ROOT = ["Opening", "Application", "Confirmation"];

export function loadReceivable(event: ethereum.Event, number: BigInt): Receivable | null {
  const id = receivableId(registryOf(), number);
  const receivable = Receivable.load(id);
  if (receivable === null) unknown(event, "Receivable", id);
  return receivable;
}

export function loadNote(event: ethereum.Event, number: BigInt): Note | null {
  const id = noteId(registryOf(), number);
  const note = Note.load(id);
  if (note === null) unknown(event, "Note", id);
  return note;
}

export function loadReceivableRequest(event: ethereum.Event, number: BigInt): ReceivableRequest | null {
  const id = requestId(registryOf(), number);
  const request = ReceivableRequest.load(id);
  if (request === null) unknown(event, "Request", id);
  return request;
}

/** The root of a note, which is there when the note is. */
export function rootOf(event: ethereum.Event, note: Note): Receivable | null {
  const receivable = Receivable.load(note.receivable);
  if (receivable === null) unknown(event, "Receivable", note.receivable);
  return receivable;
}

/** The root as put forward. */
export function proposeReceivable(event: ReceivableProposed): Receivable {
  const params = event.params;
  const terms = params.terms;
  const receivable = new Receivable(receivableId(registryOf(), params.root));
  receivable.number = int(params.root);
  receivable.version = versionOf(event.address);
  receivable.status = "Proposed";
  receivable.obligor = party(event, params.obligor);
  receivable.supplier = party(event, params.supplier);
  receivable.isByObligor = params.byObligor;
  receivable.face = terms.face;
  receivable.paid = BigInt.zero();
  receivable.cancelled = BigInt.zero();
  receivable.setAside = BigInt.zero();
  receivable.dueDay = int(terms.dueDay);
  receivable.dueDate = dateOf(receivable.dueDay);
  receivable.due = dueOn(calendarOf(event.address), receivable.dueDay).id;
  receivable.overdueRate = int(terms.overdueRate);
  if (terms.reason != new Bytes(32)) receivable.reason = terms.reason;
  receivable.facility = facilityId(event.address, terms.facility);
  receivable.isFinanced = false;
  receivable.noteCount = 0;
  receivable.deepestTier = 0;
  receivable.proposedAt = long(event.block.timestamp);
  receivable.isCancellationProposed = false;
  receivable.agreed = BigInt.zero();
  receivable.save();

  for (let i = 0; i < terms.documents.length; i++) addUse(event, receivable, i, terms.documents[i]);
  return receivable;
}

function addUse(
  event: ethereum.Event,
  receivable: Receivable,
  index: i32,
  use: ReceivableProposedTermsDocumentsStruct,
): void {
  const document = new ReceivableDocument(receivable.id.concat(place(index)));
  const subject = subjectId(tradeOf(event.address), use.subject);
  document.receivable = receivable.id;
  document.subject = subject;
  document.amount = use.amount;
  // Opening makes this claim, under the root's number.
  document.claim = claimId(subject, event.address, BigInt.fromI32(receivable.number));
  document.save();
}

/** The root is owed, and its first note, all of it, is with the supplier. */
export function openReceivable(event: ReceivableOpened, receivable: Receivable): Note {
  const params = event.params;
  receivable.issueDay = int(params.issueDay);
  receivable.issueDate = dateOf(receivable.issueDay);
  receivable.openedAt = long(event.block.timestamp);
  receivable.overdueRate = int(params.overdueRate);
  receivable.facility = facilityId(event.address, params.facility);
  receivable.noteCount = 1;
  receivable.deepestTier = 1;
  receivable.save();

  const note = newNote(event, params.note, receivable.id);
  note.holder = receivable.supplier;
  note.tier = 1;
  note.marks = [];
  note.obligor = receivable.obligor;
  note.dueDay = receivable.dueDay;
  note.dueDate = receivable.dueDate;
  note.due = receivable.due;
  setInterval(note, BigInt.fromI32(1), receivable.face);
  return note;
}

function newNote(event: ethereum.Event, number: BigInt, receivable: Bytes): Note {
  const note = new Note(noteId(registryOf(), number));
  note.number = number;
  note.receivable = receivable;
  note.place = int(number.mod(ON_ROOT));
  note.status = "Live";
  note.heldSince = long(event.block.timestamp);
  note.received = BigInt.zero();
  note.interest = BigInt.zero();
  note.isPaidByBank = false;
  return note;
}

function setInterval(note: Note, lo: BigInt, hi: BigInt): void {
  note.lo = lo;
  note.hi = hi;
  note.amount = unitsOf(lo, hi);
  note.save();
}

/** Splits the low end [lo, hi] off a note: with its holder and its way, and what stands on both. */
export function splitNote(event: NoteSplit, note: Note): Note {
  const params = event.params;
  const part = newNote(event, params.part, note.receivable);
  part.holder = note.holder;
  part.heldSince = note.heldSince;
  part.tier = note.tier;
  part.marks = note.marks;
  part.parent = note.id;
  part.obligor = note.obligor;
  part.dueDay = note.dueDay;
  part.dueDate = note.dueDate;
  part.due = note.due;
  part.lastTransfer = note.lastTransfer;
  setInterval(part, params.lo, params.hi);
  setInterval(note, params.hi.plus(BigInt.fromI32(1)), note.hi);

  const receivable = Receivable.load(note.receivable);
  if (receivable === null) return part;
  receivable.noteCount += 1;
  receivable.save();
  return part;
}

/** `next` has become part of a note, which is [lo, hi] now, and as deep as the deeper one was. */
export function mergeNotes(event: NotesMerged, note: Note, next: Note): void {
  const params = event.params;
  next.status = "Merged";
  next.mergedInto = note.id;
  next.closedAt = long(event.block.timestamp);
  next.save();
  note.tier = params.tier;
  setInterval(note, params.lo, params.hi);
}

/** A note passes to another participant. */
export function passNote(event: NoteTransferred, note: Note): NoteTransfer {
  const params = event.params;
  const transfer = new NoteTransfer(actId(event));
  transfer.receivable = note.receivable;
  transfer.note = note.id;
  transfer.sequence = sequenceOf(event);
  transfer.from = party(event, params.from);
  transfer.to = party(event, params.to);
  transfer.ground = nameOf(Ground, params.ground, event);
  transfer.lo = params.lo;
  transfer.hi = params.hi;
  transfer.amount = unitsOf(params.lo, params.hi);
  transfer.tier = params.tier;
  if (params.trade != new Bytes(32)) transfer.trade = params.trade;
  transfer.day = dayOf(event.block.timestamp);
  transfer.date = dateOf(transfer.day);
  transfer.transaction = event.transaction.hash;
  transfer.save();

  note.holder = transfer.to;
  note.heldSince = long(event.block.timestamp);
  note.tier = params.tier;
  note.lastTransfer = transfer.id;
  // No event of its own tells of this mark.
  if (transfer.ground == "Financing") note.marks = note.marks.concat(["Financed"]);
  note.save();
  return transfer;
}

/** What stands on a note from now on, but what stands there only for a time. */
export function markNote(note: Note, bits: i32): void {
  const marks = namesIn(NoteMark, BigInt.fromI32(bits));
  const lasting: string[] = [];
  for (let i = 0; i < marks.length; i++) {
    if (!LAPSING.includes(marks[i])) lasting.push(marks[i]);
  }
  note.marks = lasting;
  note.save();
}

/** A request as opened. One about a whole root may come before anything else is known of it. */
export function openReceivableRequest(event: RequestOpened): ReceivableRequest {
  const params = event.params;
  const request = new ReceivableRequest(requestId(registryOf(), params.request));
  request.number = int(params.request);
  request.act = nameOf(ReceivableAct, params.act, event);
  request.receivable = receivableId(registryOf(), params.subject.div(ON_ROOT));
  request.from = party(event, params.from);
  request.to = party(event, params.to);
  request.amount = unitsOf(params.lo, params.hi);
  request.lastDay = int(params.lastDay);
  request.lastDate = dateOf(request.lastDay);
  request.terms = params.terms;
  request.status = "Open";
  request.openedAt = long(event.block.timestamp);
  readTerms(request);
  if (!ON_WHOLE_ROOT.includes(request.act)) lockNote(event, request, params.subject);
  request.save();
  return request;
}

/** What the module packs into the terms of some acts. */
function readTerms(request: ReceivableRequest): void {
  if (request.act != "Confirmation" && request.act != "Pledge") return;
  request.sum = numberIn(request.terms, 24, 32);
  if (request.act == "Pledge") request.debtDate = dateOf(int(numberIn(request.terms, 20, 24)));
}

function lockNote(event: ethereum.Event, request: ReceivableRequest, number: BigInt): void {
  const note = loadNote(event, number);
  if (note === null) return;
  request.note = note.id;
  note.request = request.id;
  note.save();
}

export function answerReceivable(event: ethereum.Event, request: ReceivableRequest, status: i32): void {
  request.status = nameOf(RequestStatus, status, event);
  request.answeredAt = long(event.block.timestamp);
  request.save();
}

export function setReceivableInstruction(event: InstructionSet, by: Bytes, counterparty: Bytes): void {
  const params = event.params;
  const instruction = new ReceivableInstruction(instructionId(by, counterparty));
  instruction.by = by;
  instruction.counterparty = counterparty;
  instruction.acts = namesIn(ReceivableAct, params.acts);
  instruction.ceiling = params.ceiling;
  instruction.tenor = params.tenor;
  instruction.until = int(params.until);
  instruction.untilDate = dateOf(instruction.until);
  instruction.isCancelled = false;
  instruction.save();
}

export function cancelReceivableInstruction(event: ethereum.Event, by: Bytes, counterparty: Bytes): void {
  const id = instructionId(by, counterparty);
  const instruction = ReceivableInstruction.load(id);
  if (instruction === null) return unknown(event, "Instruction", id);
  instruction.isCancelled = true;
  instruction.save();
}

/** What was signed in advance, or cancelled. */
export function newSignatureEvent(
  event: ethereum.Event,
  kind: string,
  by: Bytes,
  counterparty: Bytes,
): ReceivableEvent {
  const act = new ReceivableEvent(actId(event));
  stamp(act, event, kind, by, instructionId(by, counterparty), [by, counterparty]);
  act.from = by;
  act.to = counterparty;
  return act;
}

/** A step of a receivable from one participant to another. What an order brings about is nobody's act. */
function newStep(
  event: ethereum.Event,
  kind: string,
  who: Bytes | null,
  receivable: Bytes,
  subject: Bytes,
  from: Bytes,
  to: Bytes,
): ReceivableEvent {
  const act = new ReceivableEvent(actId(event));
  const actor = orderOf(event) === null ? who : null;
  stamp(act, event, kind, actor, subject, actor === null ? [from, to] : [from, to, actor]);
  joinOrder(act, event);
  act.receivable = receivable;
  act.from = from;
  act.to = to;
  return act;
}

/** A step of a whole root. */
export function newRootEvent(
  event: ethereum.Event,
  kind: string,
  who: Bytes | null,
  receivable: Bytes,
  from: Bytes,
  to: Bytes,
): ReceivableEvent {
  return newStep(event, kind, who, receivable, receivable, from, to);
}

/** A step of a note. */
export function newNoteEvent(
  event: ethereum.Event,
  kind: string,
  who: Bytes | null,
  note: Note,
  from: Bytes,
  to: Bytes,
): ReceivableEvent {
  const act = newStep(event, kind, who, note.receivable, note.id, from, to);
  act.note = note.id;
  act.amount = note.amount;
  return act;
}

/** What a holder did with a note, alone. */
export function newHolderEvent(event: ethereum.Event, kind: string, note: Note): ReceivableEvent {
  return newNoteEvent(event, kind, note.holder, note, note.holder, note.holder);
}

export function countReceivable(kind: string, amount: BigInt): void {
  const flow = new ReceivableFlow(0);
  flow.kind = kind;
  flow.amount = amount;
  flow.save();
}

/** A request, or its answer. */
export function newRequestEvent(
  event: ethereum.Event,
  kind: string,
  who: Bytes,
  request: ReceivableRequest,
): ReceivableEvent {
  const note = request.note;
  const receivable = request.receivable;
  const root = receivable === null ? new Bytes(0) : receivable;
  const act = newStep(event, kind, who, root, note === null ? root : note, request.from, request.to);
  act.note = note;
  act.request = request.id;
  act.requestStatus = request.status;
  act.amount = request.amount;
  return act;
}

export function newPrimeRateEvent(event: ethereum.Event, rate: RateStep): ReceivableEvent {
  const act = new ReceivableEvent(actId(event));
  stamp(act, event, "LoanPrimeRateSet", null, rate.id, []);
  joinOrder(act, event);
  return act;
}

/** A note is as deep as none of its root was before, or not. */
export function deepen(note: Note): void {
  const receivable = Receivable.load(note.receivable);
  if (receivable === null || note.tier <= receivable.deepestTier) return;
  receivable.deepestTier = note.tier;
  receivable.save();
}
