/** Years of the business calendar. */
import { BigInt, Bytes, ethereum } from "@graphprotocol/graph-ts";
import { CalendarEvent, CalendarYear } from "../../generated/schema";
import { stamp } from "./acts";
import { currentPart } from "./directory";
import { actId, idOf } from "./ids";
import { unknown } from "./notices";
import { dateOf, firstDayOf, isLeap, long, yearOf } from "./values";

/** The contract's years are of 16 bits. */
const MAX_YEAR = 65535;

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

/** Whether a business day has come between two days, both counted. Twenty days on one has in any year. */
export function hasBusinessDay(first: i32, last: i32): boolean {
  if (last - first > 20) return true;
  for (let day = first; day <= last; day++) {
    const number = yearOf(day);
    const year = CalendarYear.load(yearId(currentPart("calendar"), number));
    if (year === null) return true;
    const dayOfYear = day - firstDayOf(number);
    if (isSet(dayOfYear < 256 ? year.firstWord : year.secondWord, dayOfYear % 256)) return true;
  }
  return false;
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
