/** Numbers, days and text of the chain as the index holds them. None of these can abort, whatever the chain says. */
import { BigDecimal, BigInt, Bytes, ethereum } from "@graphprotocol/graph-ts";

const MAX_INT = BigInt.fromI32(i32.MAX_VALUE);
const MIN_INT = BigInt.fromI32(i32.MIN_VALUE);
const MAX_LONG = BigInt.fromString("9223372036854775807");
const MIN_LONG = BigInt.fromString("-9223372036854775808");

/** Whether a number is one of its type, which has so many bytes; graph-ts aborts where it is not, and its type becomes an i32. */
export function fits(value: ethereum.Value, bytes: i32): boolean {
  return value
    .toBigInt()
    .rightShift((bytes * 8) as u8)
    .isZero();
}

/** As GraphQL's Int; what does not fit becomes the greatest Int, or the least. */
export function int(value: BigInt): i32 {
  if (value.lt(MIN_INT)) return i32.MIN_VALUE;
  return value.gt(MAX_INT) ? i32.MAX_VALUE : value.toI32();
}

/** As Int8; what does not fit becomes the greatest one, or the least. */
export function long(value: BigInt): i64 {
  if (value.lt(MIN_LONG)) return i64.MIN_VALUE;
  return value.gt(MAX_LONG) ? i64.MAX_VALUE : value.toI64();
}

/** Fen of an interval. */
export function unitsOf(lo: BigInt, hi: BigInt): BigInt {
  return hi.minus(lo).plus(BigInt.fromI32(1));
}

/** Days since 1970-01-01 in UTC+8. */
export function dayOf(seconds: BigInt): i32 {
  return ((long(seconds) + 28800) / 86400) as i32;
}

function padded(value: i64, digits: i32): string {
  return value.toString().padStart(digits, "0");
}

/** Year and month of a day, as 2026-07. */
export function monthOf(day: i32): string {
  const date = dateOf(day);
  return date.slice(0, date.length - 3);
}

/** `part` of `whole`, as a share; empty where there is no whole. */
export function shareOf(part: BigInt, whole: BigInt): BigDecimal | null {
  return whole.isZero() ? null : part.toBigDecimal().div(whole.toBigDecimal());
}

export function lesser(a: BigInt, b: BigInt): BigInt {
  return a.lt(b) ? a : b;
}

/** Years, months from 1 and days from 1 of the proleptic Gregorian calendar (Hinnant's civil_from_days). */
function civil(day: i32): i64[] {
  const shifted: i64 = (day as i64) + 719468;
  const era = shifted / 146097;
  const dayOfEra = shifted - era * 146097;
  const yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36524 - dayOfEra / 146096) / 365;
  const dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100);
  const marchMonth = (5 * dayOfYear + 2) / 153;
  const dayOfMonth = dayOfYear - (153 * marchMonth + 2) / 5 + 1;
  const month = marchMonth < 10 ? marchMonth + 3 : marchMonth - 9;
  const year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0);
  return [year, month, dayOfMonth];
}

/** A day as year-month-day. */
export function dateOf(day: i32): string {
  const date = civil(day);
  return padded(date[0], 4) + "-" + padded(date[1], 2) + "-" + padded(date[2], 2);
}

export function yearOf(day: i32): i32 {
  return civil(day)[0] as i32;
}

/** The first day of a year, since 1970-01-01. */
export function firstDayOf(year: i32): i32 {
  const before: i64 = year - 1;
  return (365 * (year as i64) + before / 4 - before / 100 + before / 400 - 719528 + 1) as i32;
}

/** Days of a year that has no 29th of February, before each of its months. */
const DAYS_BEFORE: i32[] = [0, 31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334];

/** A day's month, since January 1970. */
export function monthNumberOf(day: i32): i32 {
  const date = civil(day);
  return ((date[0] - 1970) * 12 + date[1] - 1) as i32;
}

/** The last day of a month, since 1970-01-01. */
export function lastDayOf(month: i32): i32 {
  const year = 1970 + (month + 1) / 12;
  const next = (month + 1) % 12;
  const leapDay = next > 1 && isLeap(year) ? 1 : 0;
  return firstDayOf(year) + DAYS_BEFORE[next] + leapDay - 1;
}

export function isLeap(year: i32): boolean {
  return (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
}

/** Length of the UTF-8 sequence that begins at `i`; 0 when it is none, or a control character. */
function sequenceAt(bytes: Bytes, i: i32): i32 {
  const first = bytes[i];
  if (first < 0x80) return first < 0x20 || first == 0x7f ? 0 : 1;
  const length =
    first >= 0xc2 && first < 0xe0 ? 2 : first >= 0xe0 && first < 0xf0 ? 3 : first >= 0xf0 && first < 0xf5 ? 4 : 0;
  if (length == 0 || i + length > bytes.length) return 0;
  for (let k = 1; k < length; k++) {
    if ((bytes[i + k] & 0xc0) != 0x80) return 0;
  }
  return length;
}

/** Short text that the chain holds in a word: what stands before the zeros; in hex when that is not text. */
export function textOf(bytes: Bytes): string {
  let length = bytes.length;
  while (length > 0 && bytes[length - 1] == 0) length--;
  for (let i = 0; i < length;) {
    const step = sequenceAt(bytes, i);
    if (step == 0) return bytes.toHexString();
    i += step;
  }
  return Bytes.fromUint8Array(bytes.subarray(0, length)).toString();
}

/** The unsigned number that stands in `bytes` from `from` up to `to`, big endian. */
export function numberIn(bytes: Bytes, from: i32, to: i32): BigInt {
  let number = BigInt.zero();
  for (let i = from; i < to && i < bytes.length; i++) number = number.leftShift(8).plus(BigInt.fromI32(bytes[i]));
  return number;
}

/** `bytes` from `from` up to `to`, or as far as they go. */
export function slice(bytes: Bytes, from: i32, to: i32): Bytes {
  const end = to < bytes.length ? to : bytes.length;
  return Bytes.fromUint8Array(bytes.subarray(from < end ? from : end, end));
}
