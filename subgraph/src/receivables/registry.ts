/** ReceivableRegistry. ERC-721's Transfer and ERC-5192's Locked say nothing that the acts themselves do not. */
import {
  InstructionCancelled,
  InstructionSet,
  NoteClosed,
  NoteMarked,
  NoteOffered,
  NoteOfferEnded,
  NotesMerged,
  NoteSplit,
  NoteTransferred,
  RequestAnswered,
  RequestOpened,
  RootProgressed,
  RootStatusChanged,
} from "../../generated/templates/ReceivableRegistry/ReceivableRegistry";
import { Receivable } from "../../generated/schema";
import { changeLive, reach } from "../store/credit";
import { nameOf, NoteStatus, RootStatus } from "../store/enums";
import { receivableId, registryOf } from "../store/ids";
import { unknown } from "../store/notices";
import { noteCancelled } from "../store/obligors";
import { party } from "../store/participants";
import {
  answerReceivable,
  cancelReceivableInstruction,
  countReceivable,
  deepen,
  loadNote,
  loadReceivable,
  loadReceivableRequest,
  markNote,
  mergeNotes,
  newHolderEvent,
  newRequestEvent,
  newNoteEvent,
  newSignatureEvent,
  openReceivableRequest,
  passNote,
  setReceivableInstruction,
  splitNote,
} from "../store/receivables";
import { long } from "../store/values";

export function handleRootStatusChanged(event: RootStatusChanged): void {
  const id = receivableId(registryOf(), event.params.root);
  const status = nameOf(RootStatus, event.params.status, event);
  const receivable = Receivable.load(id);
  // What is put forward, the issuance contract tells next.
  if (receivable === null && status == "Proposed") return;
  if (receivable === null) return unknown(event, "Receivable", id);
  receivable.status = status;
  if (status == "Settled" || status == "Cancelled") receivable.endedAt = long(event.block.timestamp);
  receivable.save();
}

export function handleRootProgressed(event: RootProgressed): void {
  const params = event.params;
  const receivable = loadReceivable(event, params.root);
  if (receivable === null) return;
  receivable.paid = params.paid;
  receivable.cancelled = params.cancelled;
  receivable.setAside = params.setAside;
  receivable.save();
}

export function handleNoteSplit(event: NoteSplit): void {
  const note = loadNote(event, event.params.note);
  if (note === null) return;
  const part = splitNote(event, note);
  newHolderEvent(event, "NoteSplit", part).save();
}

export function handleNoteTransferred(event: NoteTransferred): void {
  const note = loadNote(event, event.params.note);
  if (note === null) return;
  const before = note.tier;
  const transfer = passNote(event, note);
  if (transfer.ground == "Payment") {
    changeLive(note.obligor, before, note.amount.neg());
    changeLive(note.obligor, note.tier, note.amount);
    reach(event, note, transfer.amount);
    deepen(note);
    countReceivable("Passed", transfer.amount);
  }

  // What is taken under a pledge, and what was paid for on default, needs nobody's giving.
  const isTaken = transfer.ground == "Pledge" || transfer.ground == "Confirmation" || transfer.ground == "Recourse";
  const actor = isTaken ? transfer.to : transfer.from;
  const act = newNoteEvent(event, "NoteTransferred", actor, note, transfer.from, transfer.to);
  act.transfer = transfer.id;
  act.save();
}

export function handleNotesMerged(event: NotesMerged): void {
  const note = loadNote(event, event.params.note);
  const next = loadNote(event, event.params.next);
  if (note === null || next === null) return;
  changeLive(note.obligor, note.tier, note.amount.neg());
  changeLive(next.obligor, next.tier, next.amount.neg());
  mergeNotes(event, note, next);
  changeLive(note.obligor, note.tier, note.amount);
  const act = newHolderEvent(event, "NotesMerged", note);
  act.other = next.id;
  act.save();
}

export function handleNoteMarked(event: NoteMarked): void {
  const note = loadNote(event, event.params.note);
  if (note !== null) markNote(note, event.params.marks);
}

export function handleNoteOffered(event: NoteOffered): void {
  const note = loadNote(event, event.params.note);
  if (note === null) return;
  const act = newHolderEvent(event, "NoteOffered", note);
  act.amount = event.params.amount;
  act.save();
}

export function handleNoteOfferEnded(event: NoteOfferEnded): void {
  const note = loadNote(event, event.params.note);
  if (note === null) return;
  note.offer = null;
  note.save();
  newHolderEvent(event, "NoteOfferEnded", note).save();
}

export function handleNoteClosed(event: NoteClosed): void {
  const note = loadNote(event, event.params.note);
  if (note === null) return;
  note.status = nameOf(NoteStatus, event.params.status, event);
  note.closedAt = long(event.block.timestamp);
  note.save();
  changeLive(note.obligor, note.tier, note.amount.neg());
  if (note.status != "Cancelled") return;
  noteCancelled(note, event.params.units);
  countReceivable("Cancelled", event.params.units);
}

export function handleReceivableRequestOpened(event: RequestOpened): void {
  const request = openReceivableRequest(event);
  newRequestEvent(event, "RequestOpened", request.from, request).save();
}

export function handleReceivableRequestAnswered(event: RequestAnswered): void {
  const request = loadReceivableRequest(event, event.params.request);
  if (request === null) return;
  answerReceivable(event, request, event.params.status);
  const actor = request.status == "Withdrawn" ? request.from : request.to;
  newRequestEvent(event, "RequestAnswered", actor, request).save();
}

export function handleReceivableInstructionSet(event: InstructionSet): void {
  const by = party(event, event.params.by);
  const counterparty = party(event, event.params.counterparty);
  setReceivableInstruction(event, by, counterparty);
  newSignatureEvent(event, "InstructionSet", by, counterparty).save();
}

export function handleReceivableInstructionCancelled(event: InstructionCancelled): void {
  const by = party(event, event.params.by);
  const counterparty = party(event, event.params.counterparty);
  cancelReceivableInstruction(event, by, counterparty);
  newSignatureEvent(event, "InstructionCancelled", by, counterparty).save();
}
