/** ReceivableFinancing. What it sells, the market tells too. */
import {
  FinancingClaimed,
  FinancingCollected,
  FinancingEnded,
  FinancingRegistered,
  FinancingRemitted,
  FinancingRepaid,
  FinancingsMerged,
  NoteFinanced,
  ObligorNotified,
} from "../../generated/templates/ReceivableFinancing/ReceivableFinancing";
import { senderOf } from "../store/acts";
import { FinancingStatus, nameOf } from "../store/enums";
import { endFinancing, finance, financingOf, mergeFinancings, newEntry } from "../store/financings";
import { countReceivable, loadNote, newNoteEvent, rootOf } from "../store/receivables";
import { long } from "../store/values";

export function handleNoteFinanced(event: NoteFinanced): void {
  const note = loadNote(event, event.params.note);
  if (note === null) return;
  const receivable = rootOf(event, note);
  if (receivable === null) return;
  const financing = finance(event, note, receivable);
  countReceivable("Financed", financing.amount);

  // The seller accepts a quote that binds the factor.
  const act = newNoteEvent(event, "NoteFinanced", financing.seller, note, financing.seller, financing.factor);
  act.financing = financing.id;
  act.amount = financing.price;
  act.save();
}

export function handleObligorNotified(event: ObligorNotified): void {
  const note = loadNote(event, event.params.note);
  if (note === null) return;
  const financing = financingOf(event, note);
  if (financing === null) return;
  financing.notifiedAt = long(event.block.timestamp);
  financing.save();
  const act = newNoteEvent(event, "ObligorNotified", financing.factor, note, financing.factor, note.obligor);
  act.financing = financing.id;
  act.save();
}

export function handleFinancingRegistered(event: FinancingRegistered): void {
  const note = loadNote(event, event.params.note);
  if (note === null) return;
  const financing = financingOf(event, note);
  if (financing === null) return;
  financing.registration = event.params.registration;
  financing.registeredAt = long(event.block.timestamp);
  financing.save();
  const act = newNoteEvent(event, "FinancingRegistered", financing.factor, note, financing.factor, financing.factor);
  act.financing = financing.id;
  act.evidence = event.params.registration;
  act.save();
}

export function handleFinancingsMerged(event: FinancingsMerged): void {
  const note = loadNote(event, event.params.note);
  const next = loadNote(event, event.params.next);
  if (note === null || next === null) return;
  const financing = financingOf(event, note);
  const other = financingOf(event, next);
  if (financing === null || other === null) return;
  mergeFinancings(event, financing, other);
  const act = newNoteEvent(event, "FinancingsMerged", financing.factor, note, financing.factor, financing.factor);
  act.financing = financing.id;
  act.other = next.id;
  act.amount = financing.price;
  act.save();
}

export function handleFinancingCollected(event: FinancingCollected): void {
  const params = event.params;
  const note = loadNote(event, params.note);
  if (note === null) return;
  const financing = financingOf(event, note);
  if (financing === null) return;
  const entry = newEntry(event, financing, "Collected", params.held, params.due);
  entry.toFactor = params.toFactor;
  // What the seller collects as the factor's agent is not its own.
  if (financing.notifiedAt != 0) entry.toSeller = params.toSeller;
  entry.save();
  financing.collected = financing.collected.plus(entry.toFactor);
  financing.returned = financing.returned.plus(entry.toSeller);
  financing.save();

  const act = newNoteEvent(event, "FinancingCollected", senderOf(event), note, note.obligor, financing.factor);
  act.financing = financing.id;
  act.amount = params.toFactor.plus(params.toSeller);
  act.save();
}

export function handleFinancingRemitted(event: FinancingRemitted): void {
  const params = event.params;
  const note = loadNote(event, params.note);
  if (note === null) return;
  const financing = financingOf(event, note);
  if (financing === null) return;
  const kept = financing.held.minus(params.amount).minus(params.held);
  const entry = newEntry(event, financing, "Remitted", params.held, params.due);
  entry.toFactor = params.amount;
  entry.toSeller = kept;
  entry.save();
  financing.remitted = financing.remitted.plus(params.amount);
  financing.returned = financing.returned.plus(kept);
  financing.save();

  const act = newNoteEvent(event, "FinancingRemitted", financing.seller, note, financing.seller, financing.factor);
  act.financing = financing.id;
  act.amount = params.amount;
  act.save();
}

export function handleFinancingClaimed(event: FinancingClaimed): void {
  const params = event.params;
  const note = loadNote(event, params.note);
  if (note === null) return;
  const financing = financingOf(event, note);
  if (financing === null) return;
  const entry = newEntry(event, financing, "Claimed", financing.held, params.due);
  entry.costs = params.costs;
  entry.save();
  financing.costs = financing.costs.plus(params.costs);
  financing.claimedAt = long(event.block.timestamp);
  financing.save();

  const act = newNoteEvent(event, "FinancingClaimed", financing.factor, note, financing.factor, financing.seller);
  act.financing = financing.id;
  act.amount = params.due;
  act.evidence = params.evidence;
  act.save();
}

export function handleFinancingRepaid(event: FinancingRepaid): void {
  const params = event.params;
  const note = loadNote(event, params.note);
  if (note === null) return;
  const financing = financingOf(event, note);
  if (financing === null) return;
  const entry = newEntry(event, financing, "Repaid", financing.held, params.due);
  entry.toFactor = params.amount;
  entry.save();
  financing.repaid = financing.repaid.plus(params.amount);
  financing.status = nameOf(FinancingStatus, params.status, event);
  if (financing.status == "Repaid") financing.endedAt = long(event.block.timestamp);
  financing.save();

  const act = newNoteEvent(event, "FinancingRepaid", financing.seller, note, financing.seller, financing.factor);
  act.financing = financing.id;
  act.amount = params.amount;
  act.save();
}

export function handleFinancingEnded(event: FinancingEnded): void {
  const note = loadNote(event, event.params.note);
  if (note === null) return;
  const financing = financingOf(event, note);
  if (financing === null) return;
  endFinancing(event, financing, nameOf(FinancingStatus, event.params.status, event));
  const act = newNoteEvent(event, "FinancingEnded", senderOf(event), note, financing.factor, financing.seller);
  act.financing = financing.id;
  act.save();
}
