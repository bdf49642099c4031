/** Rounds of payment, payments on notes, and what was set aside. */
import { BigInt, Bytes, ethereum } from "@graphprotocol/graph-ts";
import {
  DueDay,
  Note,
  NotePayment,
  PaymentShare,
  Receivable,
  SetAside,
  SettlementPage,
  SettlementRound,
} from "../../generated/schema";
import {
  NoteDivided,
  NotePaidEarly,
  NoteSetAside,
  SettlementPaged,
  SettlementStarted,
} from "../../generated/templates/ReceivableSettlement/ReceivableSettlement";
import { senderOf, sequenceOf } from "./acts";
import { daysLate } from "./calendar";
import { addEarly, sizeOf } from "./credit";
import { confirmationOf } from "./facilities";
import { actId } from "./ids";
import { unknown } from "./notices";
import { noteBankPaid, noteObligorPaid } from "./obligors";
import { party } from "./participants";
import { awaitPayment, awaitShare, expectNothing } from "./awaited";
import { dateOf, dayOf, int, long } from "./values";

export function startRound(event: SettlementStarted, receivable: Receivable): SettlementRound {
  const params = event.params;
  const round = new SettlementRound(actId(event));
  round.receivable = receivable.id;
  round.payer = party(event, params.payer);
  round.isByBank = round.payer != receivable.obligor;
  round.paidTo = params.paidTo;
  round.needed = params.amount;
  round.amount = BigInt.zero();
  round.next = 1;
  round.pageCount = 0;
  round.day = int(params.day);
  round.date = dateOf(round.day);
  round.startedAt = long(event.block.timestamp);
  round.save();
  if (round.isByBank) receivable.bankRound = round.id;
  else receivable.obligorRound = round.id;
  receivable.save();
  return round;
}

/** The payer's last round. */
export function roundOf(event: ethereum.Event, receivable: Receivable, payer: Bytes): SettlementRound | null {
  const last = payer == receivable.obligor ? receivable.obligorRound : receivable.bankRound;
  let round: SettlementRound | null = null;
  if (last !== null) round = SettlementRound.load(last);
  if (round === null) unknown(event, "A round on receivable", receivable.id);
  return round;
}

export function turnPage(event: SettlementPaged, round: SettlementRound): void {
  const params = event.params;
  const page = new SettlementPage(actId(event));
  page.round = round.id;
  page.index = round.pageCount;
  page.next = int(params.next);
  page.amount = params.amount;
  page.by = senderOf(event);
  page.time = long(event.block.timestamp);
  page.save();
  round.amount = round.amount.plus(params.amount);
  round.next = page.next;
  round.pageCount += 1;
  if (round.next == 0) round.endedAt = long(event.block.timestamp);
  round.save();
}

/** A payment with what all of them have; the caller adds its own, and saves. */
export function newPayment(
  event: ethereum.Event,
  note: Note,
  kind: string,
  payer: Bytes,
  holder: Bytes,
  principal: BigInt,
  interest: BigInt,
): NotePayment {
  const payment = new NotePayment(actId(event));
  payment.note = note.id;
  payment.receivable = note.receivable;
  payment.kind = kind;
  payment.payer = payer;
  payment.holder = holder;
  payment.obligor = note.obligor;
  payment.tier = note.tier;
  payment.principal = principal;
  payment.interest = interest;
  payment.discount = BigInt.zero();
  payment.amount = principal.plus(interest);
  payment.divided = BigInt.zero();
  payment.day = dayOf(event.block.timestamp);
  payment.date = dateOf(payment.day);
  payment.daysLate = 0;
  payment.holderSize = sizeOf(holder);
  payment.sequence = sequenceOf(event);
  payment.transaction = event.transaction.hash;
  return payment;
}

/** Books a payment of the obligor's or of the confirming bank's: on the note, on the record of the obligor, on the confirmation. */
export function book(event: ethereum.Event, note: Note, payment: NotePayment): void {
  const aside = asideOf(note, payment.payer);
  const due = DueDay.load(note.due);
  payment.daysLate = due === null ? 0 : daysLate(due, payment.day);
  if (payment.payer == note.obligor) {
    bookObligor(note, payment, aside, due);
    if (aside === null) leaveAside(event, note);
  } else {
    noteBankPaid(note, payment.principal);
    note.isPaidByBank = true;
  }
  if (aside !== null) payment.aside = endAside(event, aside, "Paid");
  payment.save();
  awaitPayment(event, payment);
  note.lastPayment = payment.id;
  note.save();
  bookConfirmation(note, payment);
}

/** What had been set aside counts as paid on the day on which it was: that its holder could not be paid is not the obligor's delay. */
function bookObligor(note: Note, payment: NotePayment, aside: SetAside | null, due: DueDay | null): void {
  note.received = note.received.plus(payment.principal);
  note.interest = note.interest.plus(payment.interest);
  let rest = payment.principal;
  if (aside !== null && due !== null) {
    const before = rest.lt(aside.principal) ? rest : aside.principal;
    const late = daysLate(due, aside.day);
    noteObligorPaid(note, before, BigInt.zero(), late, payment.holderSize);
    rest = rest.minus(before);
    if (rest.isZero()) payment.daysLate = late;
  }
  noteObligorPaid(note, rest, payment.interest, payment.daysLate, payment.holderSize);
}

function bookConfirmation(note: Note, payment: NotePayment): void {
  const receivable = Receivable.load(note.receivable);
  if (receivable === null) return;
  const confirmation = confirmationOf(receivable);
  if (confirmation === null) return;
  if (payment.payer == confirmation.bank) {
    confirmation.paid = confirmation.paid.plus(payment.principal);
    confirmation.interest = confirmation.interest.plus(payment.interest);
  } else if (note.isPaidByBank) {
    confirmation.recovered = confirmation.recovered.plus(payment.principal);
  }
  confirmation.save();
}

export function payEarly(event: NotePaidEarly, note: Note): NotePayment {
  const params = event.params;
  const payer = party(event, params.obligor);
  const holder = party(event, params.holder);
  const payment = newPayment(event, note, "Early", payer, holder, params.amount, BigInt.zero());
  payment.discount = params.amount.minus(params.price);
  payment.amount = params.price;
  payment.setI32("rate", int(params.rate));
  const due = DueDay.load(note.due);
  let days = 0;
  if (due !== null && due.payableDay != 0) {
    days = due.payableDay - payment.day;
    payment.setI32("days", days);
  }
  payment.save();
  awaitPayment(event, payment);
  note.received = note.received.plus(params.amount);
  note.lastPayment = payment.id;
  note.save();
  noteObligorPaid(note, params.amount, BigInt.zero(), 0, payment.holderSize);
  addEarly(note, payment.discount, days);
  return payment;
}

/** The note's last payment. */
function lastPaymentOn(note: Note): NotePayment | null {
  const last = note.lastPayment;
  return last === null ? null : NotePayment.load(last);
}

/** What of the note's last payment went to somebody else than its holder. */
export function divide(event: NoteDivided, note: Note): void {
  const payment = lastPaymentOn(note);
  if (payment === null) return unknown(event, "A payment on note", note.id);
  const share = new PaymentShare(actId(event));
  share.payment = payment.id;
  share.to = party(event, event.params.to);
  share.amount = event.params.amount;
  share.save();
  awaitShare(event, share);
  payment.divided = payment.divided.plus(share.amount);
  payment.save();
  if (payment.divided.ge(payment.amount)) expectNothing(event, payment);
}

function lastAside(note: Note): SetAside | null {
  const last = note.aside;
  return last === null ? null : SetAside.load(last);
}

/** What a payer owes on a note that it had set aside; none where it does not. */
function asideOf(note: Note, payer: Bytes): SetAside | null {
  const aside = lastAside(note);
  return aside !== null && aside.status == "Owed" && aside.payer == payer ? aside : null;
}

function endAside(event: ethereum.Event, aside: SetAside, status: string): Bytes {
  aside.status = status;
  aside.endedAt = long(event.block.timestamp);
  aside.save();
  return aside.id;
}

/** All that a payer now owes on a note that it cannot pay; the caller saves it. */
export function setAside(event: NoteSetAside, note: Note): SetAside {
  const params = event.params;
  const payer = party(event, params.payer);
  let aside = standingAside(event, note, payer);
  if (aside === null) {
    leaveAside(event, note);
    aside = new SetAside(actId(event));
    aside.note = note.id;
    aside.receivable = note.receivable;
    aside.payer = payer;
    aside.day = dayOf(event.block.timestamp);
    aside.date = dateOf(aside.day);
    note.aside = aside.id;
    note.save();
  }
  aside.holder = party(event, params.holder);
  aside.principal = params.principal;
  aside.interest = params.interest;
  aside.status = "Owed";
  aside.unset("endedAt");
  return aside;
}

/** What the same payer had set aside before, and of which it has paid at most a part right now. */
function standingAside(event: ethereum.Event, note: Note, payer: Bytes): SetAside | null {
  const aside = lastAside(note);
  if (aside === null || aside.payer != payer || aside.status == "TakenOver") return null;
  return aside.status == "Owed" || aside.endedAt == long(event.block.timestamp) ? aside : null;
}

/** What the confirming bank had set aside the obligor has paid, or owes from now on. */
function leaveAside(event: ethereum.Event, note: Note): void {
  const aside = lastAside(note);
  if (aside !== null && aside.status == "Owed") endAside(event, aside, "TakenOver");
}
