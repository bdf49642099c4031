/** 100 % a year: what is above is a mistake, not a rate. */
export const MAX_RATE = 1_000_000;

const RATE_UNIT = 1_000_000n;

/** Days that a year of interest has: 360 for discounts, recourse and financing; 365 for pledged repos. */
export type DaysOfYear = 360 | 365;

/** Days since 1970-01-01 in UTC+8: the first one counts, the last does not. */
export interface Period {
  from: number | bigint;
  to: number | bigint;
}

/** A yearly rate in 1/1,000,000 (18,500 is 1.85 %), from a day on until the next one. */
export interface RateStep {
  from: number | bigint;
  rate: number | bigint;
}

export interface Discount {
  /** In fen. */
  interest: bigint;
  /** What is paid for the face, in fen. */
  proceeds: bigint;
}

/** Simple interest in fen at a yearly rate in 1/1,000,000, rounded half up to the fen. */
export function interest(
  principal: bigint,
  rate: number | bigint,
  period: Period,
  daysOfYear: DaysOfYear = 360,
): bigint {
  return ofRateDays(principal, rateDays(rate, period), daysOfYear);
}

/** What a face that is due on the payable day is worth on the value day, over a year of 360 days. */
export function discount(
  face: bigint,
  rate: number | bigint,
  valueDay: number | bigint,
  payableDay: number | bigint,
): Discount {
  const kept = interest(face, rate, { from: valueDay, to: payableDay });
  if (kept >= face) throw new RangeError(`Interest of ${kept} fen leaves nothing of a face of ${face} fen.`);
  return { interest: kept, proceeds: face - kept };
}

/** Simple interest over a period in which the rate changes: its parts are added up exactly, and rounded once. */
export function interestBySchedule(
  principal: bigint,
  schedule: readonly RateStep[],
  period: Period,
  daysOfYear: DaysOfYear = 360,
): bigint {
  requirePeriod(period);
  const from = BigInt(period.from);
  let to = BigInt(period.to);
  let sum = 0n;
  for (const step of [...schedule].sort((a, b) => Number(b.from) - Number(a.from))) {
    const first = BigInt(step.from);
    if (first >= to) continue;
    sum += rateDays(step.rate, { from: first > from ? first : from, to });
    to = first;
    if (first <= from) break;
  }
  if (to > from) throw new RangeError(`No rate holds on day ${from}. Give the schedule from that day on.`);
  return ofRateDays(principal, sum, daysOfYear);
}

function rateDays(rate: number | bigint, period: Period): bigint {
  if (rate < 0 || rate > MAX_RATE) {
    throw new RangeError(`${rate} is no rate. Give a yearly rate in 1/1,000,000, from 0 to ${MAX_RATE} (100 %).`);
  }
  requirePeriod(period);
  return BigInt(rate) * (BigInt(period.to) - BigInt(period.from));
}

function ofRateDays(principal: bigint, sum: bigint, daysOfYear: DaysOfYear): bigint {
  if (principal < 0n) throw new RangeError(`${principal} fen is no principal. Give an amount from 0 on.`);
  const divisor = RATE_UNIT * BigInt(daysOfYear);
  return (principal * sum + divisor / 2n) / divisor;
}

function requirePeriod({ from, to }: Period): void {
  if (to < from) throw new RangeError(`A period from day ${from} to day ${to} ends before it begins.`);
}
