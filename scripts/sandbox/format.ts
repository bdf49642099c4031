/** Amounts and days as people read them. */

/** Fen as ¥1,234.56. */
export function yuan(fen: bigint): string {
  const whole = (fen / 100n).toString().replace(/\B(?=(\d{3})+$)/g, ",");
  return `¥${whole}.${(fen % 100n).toString().padStart(2, "0")}`;
}

const UTC8 = 8 * 3600;
const DAY = 86_400;

/** The date in UTC+8 of a second since 1970. */
export function dateOf(timestamp: number): string {
  return new Date((timestamp + UTC8) * 1000).toISOString().slice(0, 10);
}

/** The number of a date: days since 1970-01-01 in UTC+8. */
export function dayOf(date: string): bigint {
  return BigInt(Date.parse(`${date}T00:00:00Z`) / (DAY * 1000));
}

/** The second since 1970 at which it is so many hours on a date in UTC+8. */
export function timeOn(date: string, hours: number): number {
  return Date.parse(`${date}T00:00:00Z`) / 1000 - UTC8 + hours * 3600;
}

/** The date so many days after another. */
export function plusDays(date: string, days: number): string {
  return dateOf(timeOn(date, 0) + days * DAY);
}
