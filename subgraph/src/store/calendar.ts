/** Years of the business calendar. */
import { BigInt, Bytes, ethereum } from "@graphprotocol/graph-ts";
import { CalendarEvent, CalendarYear, DueDay } from "../../generated/schema";
import { stamp } from "./acts";
import { currentPart } from "./directory";
import { actId, idOf } from "./ids";
import { unknown } from "./notices";
import { dateOf, firstDayOf, isLeap, long, yearOf } from "./values";

/** The contract's years are of 16 bits. */
const MAX_YEAR = 65535;
/** No row of closed days is as long in any year. */
const LONGEST_ROW = 20;

function yearId(calendar: Bytes, year: i32): Bytes {
  return idOf(calendar, BigInt.fromI32(year), 2);
}

export function loadYear(event: ethereum.Event, number: i32): CalendarYear | null {
  let year: CalendarYear | null = null;
  if (number <= MAX_YEAR) year = CalendarYear.load(yearId(event.address, number));
  if (year === null) unknown(event, "Year", yearId(event.address, number));
  return year;
}

export function setYear(
  event: ethereum.Event,
  year: i32,
  operator: Bytes | null,
  words: BigInt[],
  evidence: Bytes,
): CalendarYear {
  const entry = new CalendarYear(yearId(event.address, year));
  entry.calendar = event.address;
  entry.part = event.address;
  entry.year = year;
  entry.operator = operator;
  entry.firstWord = words[0];
  entry.secondWord = words[1];
  entry.evidence = evidence;
  entry.setAt = long(event.block.timestamp);
  describe(entry);
  entry.save();
  return entry;
}

/** Turns a day of the year, from 0, over. */
export function turnOver(entry: CalendarYear, dayOfYear: i32): void {
  const bit = BigInt.fromI32(1).leftShift((dayOfYear % 256) as u8);
  const isFirst = dayOfYear < 256;
  const word = isFirst ? entry.firstWord : entry.secondWord;
  const turned = word.bitAnd(bit).isZero() ? word.plus(bit) : word.minus(bit);
  if (isFirst) entry.firstWord = turned;
  else entry.secondWord = turned;
  describe(entry);
  entry.save();
}

/** Says which days are not what their day of the week would have them. */
function describe(entry: CalendarYear): void {
  const first = firstDayOf(entry.year);
  const days = isLeap(entry.year) ? 366 : 365;
  const closed: string[] = [];
  const worked: string[] = [];
  let business = 0;
  for (let i = 0; i < days; i++) {
    const isBusiness = isSet(i < 256 ? entry.firstWord : entry.secondWord, i % 256);
    // 1970-01-01 was a Thursday; 0 is Monday here.
    const isWeekend = (first + i + 3) % 7 > 4;
    if (isBusiness) business++;
    if (isBusiness && isWeekend) worked.push(dateOf(first + i));
    if (!isBusiness && !isWeekend) closed.push(dateOf(first + i));
  }
  entry.businessDays = business;
  entry.closedWeekdays = closed;
  entry.workedWeekends = worked;
}

/** Whether a business day has come between two days, both counted; where the calendar has no such year, it has. */
export function hasBusinessDay(first: i32, last: i32): boolean {
  if (last - first > LONGEST_ROW) return true;
  for (let day = first; day <= last; day++) {
    const year = yearAround(currentPart("calendar"), day);
    if (year === null || isBusinessDay(year, day)) return true;
  }
  return false;
}

/** The year of a day; none where the calendar has not got it. */
function yearAround(calendar: Bytes, day: i32): CalendarYear | null {
  const number = yearOf(day);
  return number >= 0 && number <= MAX_YEAR ? CalendarYear.load(yearId(calendar, number)) : null;
}

function isBusinessDay(year: CalendarYear, day: i32): boolean {
  const dayOfYear = day - firstDayOf(year.year);
  return isSet(dayOfYear < 256 ? year.firstWord : year.secondWord, dayOfYear % 256);
}

/** A day on which something falls due, with the business day on which that is paid. */
export function dueOn(calendar: Bytes, day: i32): DueDay {
  const id = idOf(calendar, BigInt.fromI32(day), 4);
  const known = DueDay.load(id);
  if (known !== null) return known;
  const due = new DueDay(id);
  due.day = day;
  due.date = dateOf(day);
  setPayableDay(calendar, due);
  return due;
}

function setPayableDay(calendar: Bytes, due: DueDay): void {
  due.unset("payableDay");
  due.unset("payableDate");
  for (let i = 0; i <= LONGEST_ROW; i++) {
    const year = yearAround(calendar, due.day + i);
    if (year === null) break;
    if (!isBusinessDay(year, due.day + i)) continue;
    due.payableDay = due.day + i;
    due.payableDate = dateOf(due.day + i);
    break;
  }
  due.save();
}

/** Business days between two days are others now: so may be the days on which is paid what falls due on them, or shortly before. */
export function refreshDueDays(calendar: Bytes, first: i32, last: i32): void {
  for (let day = first - LONGEST_ROW; day <= last; day++) {
    const due = DueDay.load(idOf(calendar, BigInt.fromI32(day), 4));
    if (due !== null) setPayableDay(calendar, due);
  }
}

/** Days after the day on which it was to be paid; 0: none, or nobody knows. */
export function daysLate(due: DueDay, day: i32): i32 {
  return due.payableDay != 0 && day > due.payableDay ? day - due.payableDay : 0;
}

function isSet(word: BigInt, bit: i32): boolean {
  const byte = bit / 8;
  return byte < word.length && ((word[byte] >> ((bit % 8) as u8)) & 1) == 1;
}

export function newCalendarEvent(
  event: ethereum.Event,
  kind: string,
  operator: Bytes,
  year: CalendarYear,
): CalendarEvent {
  const act = new CalendarEvent(actId(event));
  stamp(act, event, kind, operator, year.id, [operator]);
  act.year = year.id;
  return act;
}
