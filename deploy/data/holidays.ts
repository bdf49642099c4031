/**
 * Public holidays and make-up workdays of mainland China, as the State Council's yearly notices give them
 * (国务院办公厅关于部分节假日安排的通知). Weekends are Saturday and Sunday.
 */
import { sha256, toUtf8Bytes } from "ethers";

/** A notice. Dates are ISO dates. */
export interface HolidayNotice {
  year: number;
  /** When it was issued. */
  issued: string;
  /** First and last days of the holidays, weekends within them included. */
  off: readonly (readonly [first: string, last: string])[];
  /** Days of a weekend that are worked in exchange. */
  work: readonly string[];
}

export const notices: readonly HolidayNotice[] = [
  {
    year: 2024,
    issued: "2023-10-25",
    off: [
      ["2024-01-01", "2024-01-01"],
      ["2024-02-10", "2024-02-17"],
      ["2024-04-04", "2024-04-06"],
      ["2024-05-01", "2024-05-05"],
      ["2024-06-10", "2024-06-10"],
      ["2024-09-15", "2024-09-17"],
      ["2024-10-01", "2024-10-07"],
    ],
    work: [
      "2024-02-04",
      "2024-02-18",
      "2024-04-07",
      "2024-04-28",
      "2024-05-11",
      "2024-09-14",
      "2024-09-29",
      "2024-10-12",
    ],
  },
  {
    year: 2025,
    issued: "2024-11-12",
    off: [
      ["2025-01-01", "2025-01-01"],
      ["2025-01-28", "2025-02-04"],
      ["2025-04-04", "2025-04-06"],
      ["2025-05-01", "2025-05-05"],
      ["2025-05-31", "2025-06-02"],
      ["2025-10-01", "2025-10-08"],
    ],
    work: ["2025-01-26", "2025-02-08", "2025-04-27", "2025-09-28", "2025-10-11"],
  },
  {
    year: 2026,
    issued: "2025-11-04",
    off: [
      ["2026-01-01", "2026-01-03"],
      ["2026-02-15", "2026-02-23"],
      ["2026-04-04", "2026-04-06"],
      ["2026-05-01", "2026-05-05"],
      ["2026-06-19", "2026-06-21"],
      ["2026-09-25", "2026-09-27"],
      ["2026-10-01", "2026-10-07"],
    ],
    work: ["2026-01-04", "2026-02-14", "2026-02-28", "2026-05-09", "2026-09-20", "2026-10-10"],
  },
];

/** The two words of a year as `BusinessCalendar` takes them: bit n of the 512 is day n of the year, from 0. */
export type Bitmap = [bigint, bigint];

const DAY = 86_400_000;
const WORD = (1n << 256n) - 1n;

/** A date's number, days since 1970-01-01: what contracts call a `Day`. */
export function dayNumber(date: string): number {
  const time = Date.parse(`${date}T00:00:00Z`);
  // Date.parse takes February 30 for March 2.
  if (Number.isNaN(time) || dateOf(time / DAY) !== date)
    throw new Error(`"${date}" is no date; write it as 2026-02-28.`);
  return time / DAY;
}

/** The ISO date of a day's number. */
export function dateOf(day: number): string {
  return new Date(day * DAY).toISOString().slice(0, 10);
}

const isWeekend = (day: number): boolean => [0, 6].includes(new Date(day * DAY).getUTCDay());

/** The bitmap that a notice makes. Throws where the notice contradicts itself, so that a slip of the pen is found. */
export function bitmapOf({ year, off, work }: HolidayNotice): Bitmap {
  const first = dayNumber(`${year}-01-01`);
  const last = dayNumber(`${year}-12-31`);
  const inYear = (date: string): number => {
    const day = dayNumber(date);
    if (day < first || day > last) throw new Error(`The notice for ${year} names ${date}, which is in another year.`);
    return day;
  };

  const holidays = new Set<number>();
  for (const [from, to] of off) {
    if (inYear(from) > inYear(to)) throw new Error(`The notice for ${year} has a holiday from ${from} back to ${to}.`);
    for (let day = inYear(from); day <= inYear(to); day++) holidays.add(day);
  }
  const workdays = new Set(work.map(inYear));
  for (const day of workdays) {
    if (!isWeekend(day)) throw new Error(`The notice for ${year} makes ${dateOf(day)} a workday, which it is anyway.`);
    if (holidays.has(day)) throw new Error(`The notice for ${year} makes ${dateOf(day)} a holiday and a workday.`);
  }

  let bits = 0n;
  for (let day = first; day <= last; day++) {
    const isBusinessDay = workdays.has(day) || (!isWeekend(day) && !holidays.has(day));
    if (isBusinessDay) bits |= 1n << BigInt(day - first);
  }
  return [bits & WORD, bits >> 256n];
}

/**
 * Digest of a notice as it stands above, for the years that the suite is deployed with: SHA-256 of its JSON, so that who has this
 * file can check what the calendar was founded on. The operator of the calendar gives the digest of the notice's own text.
 */
export const digestOf = (notice: HolidayNotice): string => sha256(toUtf8Bytes(JSON.stringify(notice)));

/** The founding years of `BusinessCalendar`: all whose notice is known. */
export const foundingYears = (): { year: number; bitmap: Bitmap; evidence: string }[] =>
  notices.map((notice) => ({ year: notice.year, bitmap: bitmapOf(notice), evidence: digestOf(notice) }));
