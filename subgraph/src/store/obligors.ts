/** What obligors owe, by day and by month, and how they pay. */
import { BigDecimal, BigInt, Bytes } from "@graphprotocol/graph-ts";
import { Note, Obligor, ObligorDay, ObligorMonth, Receivable } from "../../generated/schema";
import { word } from "./ids";

/** Overdue for so long to a micro or small firm is what supervisors ask about. */
const LONG_DELAY = 60;

export function isSmall(size: string): boolean {
  return size == "Micro" || size == "Small";
}

export function loadObligor(participant: Bytes): Obligor {
  const known = Obligor.load(participant);
  if (known !== null) return known;
  const obligor = new Obligor(participant);
  obligor.participant = participant;
  obligor.opened = 0;
  obligor.amount = BigInt.zero();
  obligor.cancelled = BigInt.zero();
  obligor.paid = BigInt.zero();
  obligor.outstanding = BigInt.zero();
  obligor.onTime = BigInt.zero();
  obligor.late = BigInt.zero();
  obligor.lateDays = BigInt.zero();
  obligor.longestDelay = 0;
  obligor.late60ToSmall = BigInt.zero();
  obligor.interest = BigInt.zero();
  obligor.paidByBanks = BigInt.zero();
  obligor.fees = BigInt.zero();
  obligor.firms = 0;
  obligor.smallFirms = 0;
  obligor.deepestTier = 0;
  return obligor;
}

function loadDay(participant: Bytes, due: Bytes, day: i32, date: string): ObligorDay {
  const id = participant.concat(word(BigInt.fromI32(day), 4));
  const known = ObligorDay.load(id);
  if (known !== null) return known;
  const entry = new ObligorDay(id);
  entry.obligor = participant;
  entry.day = day;
  entry.date = date;
  entry.due = due;
  entry.amount = BigInt.zero();
  entry.paid = BigInt.zero();
  entry.onTime = BigInt.zero();
  entry.outstanding = BigInt.zero();
  return entry;
}

/** The month of a date: 2026-07 of 2026-07-01. */
function loadMonth(participant: Bytes, date: string): ObligorMonth {
  const name = date.slice(0, date.length - 3);
  const id = participant.concat(Bytes.fromUTF8(name));
  const known = ObligorMonth.load(id);
  if (known !== null) return known;
  const month = new ObligorMonth(id);
  month.obligor = participant;
  month.month = name;
  month.amount = BigInt.zero();
  month.paid = BigInt.zero();
  month.onTime = BigInt.zero();
  month.outstanding = BigInt.zero();
  return month;
}

/** Adds to what an obligor owes on a day and in its month, or takes from it. */
function owe(participant: Bytes, due: Bytes, dueDay: i32, date: string, amount: BigInt): void {
  const day = loadDay(participant, due, dueDay, date);
  day.amount = day.amount.plus(amount);
  day.outstanding = day.outstanding.plus(amount);
  day.save();
  const month = loadMonth(participant, date);
  month.amount = month.amount.plus(amount);
  month.outstanding = month.outstanding.plus(amount);
  month.save();
}

export function noteOpened(receivable: Receivable): void {
  const obligor = loadObligor(receivable.obligor);
  obligor.opened += 1;
  obligor.amount = obligor.amount.plus(receivable.face);
  obligor.outstanding = obligor.outstanding.plus(receivable.face);
  obligor.save();
  owe(receivable.obligor, receivable.due, receivable.dueDay, receivable.dueDate, receivable.face);
}

export function noteCancelled(note: Note, units: BigInt): void {
  const obligor = loadObligor(note.obligor);
  obligor.cancelled = obligor.cancelled.plus(units);
  obligor.outstanding = obligor.outstanding.minus(units);
  obligor.save();
  owe(note.obligor, note.due, note.dueDay, note.dueDate, units.neg());
}

/**
 * The obligor has paid of a note.
 * @param late days after the payable day
 * @param size the holder's
 */
export function noteObligorPaid(note: Note, principal: BigInt, interest: BigInt, late: i32, size: string): void {
  const onTime = late == 0 ? principal : BigInt.zero();
  const obligor = loadObligor(note.obligor);
  obligor.paid = obligor.paid.plus(principal);
  obligor.outstanding = obligor.outstanding.minus(principal);
  obligor.onTime = obligor.onTime.plus(onTime);
  obligor.late = obligor.late.plus(principal).minus(onTime);
  obligor.lateDays = obligor.lateDays.plus(principal.times(BigInt.fromI32(late)));
  obligor.interest = obligor.interest.plus(interest);
  if (late > obligor.longestDelay) obligor.longestDelay = late;
  if (late >= LONG_DELAY && isSmall(size)) obligor.late60ToSmall = obligor.late60ToSmall.plus(principal);
  obligor.onTimeShare = share(obligor.onTime, obligor.paid);
  obligor.averageDaysLate = share(obligor.lateDays, obligor.late);
  obligor.save();

  const day = loadDay(note.obligor, note.due, note.dueDay, note.dueDate);
  day.paid = day.paid.plus(principal);
  day.onTime = day.onTime.plus(onTime);
  day.outstanding = day.outstanding.minus(principal);
  day.save();
  const month = loadMonth(note.obligor, note.dueDate);
  month.paid = month.paid.plus(principal);
  month.onTime = month.onTime.plus(onTime);
  month.outstanding = month.outstanding.minus(principal);
  month.save();
}

export function noteFee(participant: Bytes, fee: BigInt): void {
  const obligor = loadObligor(participant);
  obligor.fees = obligor.fees.plus(fee);
  obligor.save();
}

export function noteBankPaid(note: Note, principal: BigInt): void {
  const obligor = loadObligor(note.obligor);
  obligor.paidByBanks = obligor.paidByBanks.plus(principal);
  obligor.save();
}

function share(part: BigInt, whole: BigInt): BigDecimal | null {
  return whole.isZero() ? null : part.divDecimal(whole.toBigDecimal());
}
