const SECONDS = 86_400;
const UTC8 = 8 * 3_600;

/** Stands for "no day". */
export const NO_DAY = 0;

/** The day of a date (`2026-07-01`): days since 1970-01-01 in UTC+8, as the contracts count them. */
export function dayOf(date: string): number {
  const milliseconds = /^\d{4}-\d\d-\d\d$/.test(date) ? Date.parse(`${date}T00:00:00Z`) : NaN;
  const isDate = milliseconds > 0 && new Date(milliseconds).toISOString().startsWith(date);
  if (!isDate)
    throw new RangeError(`"${date}" is no date. Write a day after 1970-01-01 as year-month-day: 2026-07-01.`);
  return milliseconds / 1_000 / SECONDS;
}

/** The date (`2026-07-01`) of a day. */
export function dateOf(day: number | bigint): string {
  if (Number(day) === NO_DAY) throw new RangeError("Day 0 stands for no day. Compare with NO_DAY before.");
  return new Date(Number(day) * SECONDS * 1_000).toISOString().slice(0, 10);
}

/** The day in UTC+8 of a second since 1970, a block's timestamp for example. */
export function dayAt(timestamp: number | bigint): number {
  return Math.floor((Number(timestamp) + UTC8) / SECONDS);
}

/** The first second of a day in UTC+8, in seconds since 1970. */
export function startOf(day: number | bigint): number {
  return Number(day) * SECONDS - UTC8;
}
