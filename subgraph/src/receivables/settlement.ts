/** ReceivableSettlement. */
import {
  EarlyPaymentRequested,
  NoteClaimed,
  NoteDivided,
  NotePaid,
  NotePaidEarly,
  NoteSetAside,
  ReceivableOverdue,
  SettlementPaged,
  SettlementStarted,
} from "../../generated/templates/ReceivableSettlement/ReceivableSettlement";
import { senderOf } from "../store/acts";
import { party } from "../store/participants";
import {
  countReceivable,
  loadNote,
  loadReceivable,
  loadReceivableRequest,
  newNoteEvent,
  newRootEvent,
  rootOf,
} from "../store/receivables";
import { book, divide, newPayment, payEarly, roundOf, setAside, startRound, turnPage } from "../store/settlement";
import { int, long } from "../store/values";

export function handleSettlementStarted(event: SettlementStarted): void {
  const receivable = loadReceivable(event, event.params.root);
  if (receivable === null) return;
  const round = startRound(event, receivable);
  const supplier = receivable.supplier;
  const act = newRootEvent(event, "SettlementStarted", senderOf(event), receivable.id, round.payer, supplier);
  act.round = round.id;
  act.amount = round.needed;
  act.save();
}

export function handleSettlementPaged(event: SettlementPaged): void {
  const receivable = loadReceivable(event, event.params.root);
  if (receivable === null) return;
  const payer = party(event, event.params.payer);
  const round = roundOf(event, receivable, payer);
  if (round === null) return;
  turnPage(event, round);
  const act = newRootEvent(event, "SettlementPaged", senderOf(event), receivable.id, payer, receivable.supplier);
  act.round = round.id;
  act.amount = event.params.amount;
  act.save();
}

export function handleNotePaid(event: NotePaid): void {
  const params = event.params;
  const note = loadNote(event, params.note);
  if (note === null) return;
  const receivable = rootOf(event, note);
  if (receivable === null) return;
  const payer = party(event, params.payer);
  const isByObligor = payer == note.obligor;
  const kind = isByObligor ? "Settlement" : "Confirmation";
  const payment = newPayment(event, note, kind, payer, party(event, params.holder), params.principal, params.interest);
  const round = roundOf(event, receivable, payer);
  if (round !== null) payment.round = round.id;
  book(event, note, payment);
  countReceivable(isByObligor ? "Paid" : "PaidByBank", payment.principal);

  // Whoever carries the round on.
  const act = newNoteEvent(event, "NotePaid", senderOf(event), note, payer, payment.holder);
  act.payment = payment.id;
  act.amount = payment.amount;
  act.save();
}

export function handleNoteDivided(event: NoteDivided): void {
  const note = loadNote(event, event.params.note);
  if (note !== null) divide(event, note);
}

export function handleNoteSetAside(event: NoteSetAside): void {
  const note = loadNote(event, event.params.note);
  if (note === null) return;
  const receivable = rootOf(event, note);
  if (receivable === null) return;
  const aside = setAside(event, note);
  const round = roundOf(event, receivable, aside.payer);
  if (round !== null) aside.round = round.id;
  aside.save();
  const amount = aside.principal.plus(aside.interest);
  countReceivable("SetAside", amount);
  const act = newNoteEvent(event, "NoteSetAside", senderOf(event), note, aside.payer, aside.holder);
  act.aside = aside.id;
  act.amount = amount;
  act.save();
}

export function handleNoteClaimed(event: NoteClaimed): void {
  const params = event.params;
  const note = loadNote(event, params.note);
  if (note === null) return;
  const payer = party(event, params.payer);
  const holder = party(event, params.holder);
  const payment = newPayment(event, note, "Claim", payer, holder, params.principal, params.interest);
  book(event, note, payment);
  countReceivable(payer == note.obligor ? "Paid" : "PaidByBank", payment.principal);

  const act = newNoteEvent(event, "NoteClaimed", holder, note, payer, holder);
  act.payment = payment.id;
  act.aside = payment.aside;
  act.amount = payment.amount;
  act.save();
}

export function handleEarlyPaymentRequested(event: EarlyPaymentRequested): void {
  const params = event.params;
  const note = loadNote(event, params.note);
  const request = loadReceivableRequest(event, params.request);
  if (note === null || request === null) return;
  request.setI32("rate", int(params.rate));
  request.save();
  const act = newNoteEvent(event, "EarlyPaymentRequested", request.from, note, request.from, request.to);
  act.request = request.id;
  act.amount = params.amount;
  act.save();
}

export function handleNotePaidEarly(event: NotePaidEarly): void {
  const note = loadNote(event, event.params.note);
  if (note === null) return;
  const payment = payEarly(event, note);
  countReceivable("PaidEarly", payment.principal);
  const act = newNoteEvent(event, "NotePaidEarly", payment.payer, note, payment.payer, payment.holder);
  act.payment = payment.id;
  act.amount = payment.amount;
  act.save();
}

export function handleReceivableOverdue(event: ReceivableOverdue): void {
  const receivable = loadReceivable(event, event.params.root);
  if (receivable === null) return;
  receivable.overdueAt = long(event.block.timestamp);
  receivable.save();
  const by = receivable.obligor;
  const act = newRootEvent(event, "ReceivableOverdue", senderOf(event), receivable.id, by, receivable.supplier);
  act.amount = event.params.unpaid;
  act.save();
}
