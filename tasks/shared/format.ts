/** Amounts, days and times as people read them. */

const UTC8 = 8n * 3_600n;
const DAY = 86_400n;

/** Fen as ¥1,234.56. */
export function yuan(fen: bigint): string {
  const sign = fen < 0n ? "-" : "";
  const size = fen < 0n ? -fen : fen;
  const whole = (size / 100n).toString().replace(/\B(?=(\d{3})+$)/g, ",");
  return `${sign}¥${whole}.${(size % 100n).toString().padStart(2, "0")}`;
}

/** A yearly rate in 1/1,000,000 as 1.85 %. */
export function percent(rate: bigint): string {
  const decimals = (rate % 10_000n)
    .toString()
    .padStart(4, "0")
    .replace(/0{1,2}$/, "");
  return `${rate / 10_000n}.${decimals} %`;
}

/** The ISO date of a day's number (days since 1970-01-01 in UTC+8). */
export const dateOf = (day: bigint | number): string => new Date(Number(day) * 86_400_000).toISOString().slice(0, 10);

/** The day, in UTC+8, of a second since 1970. */
export const dayAt = (second: bigint | number): bigint => (BigInt(second) + UTC8) / DAY;

/** The first second of a day in UTC+8. */
export const startOf = (day: bigint): bigint => day * DAY - UTC8;

/** A second since 1970 as date and time in UTC+8. */
export const timeOf = (second: bigint | number): string =>
  new Date((Number(second) + Number(UTC8)) * 1_000).toISOString().slice(0, 19).replace("T", " ");

/** A calendar month (months since January 1970) as 2026-09; 0, where something never expires. */
export const monthOf = (month: bigint | number): string =>
  BigInt(month) === 0n ? "never" : new Date(Date.UTC(1970, Number(month))).toISOString().slice(0, 7);

/** The calendar month that a day is in. */
export function monthAt(day: bigint | number): bigint {
  const date = new Date(Number(day) * 86_400_000);
  return BigInt((date.getUTCFullYear() - 1970) * 12 + date.getUTCMonth());
}

/** A part of 10,000 as 2.5 %. */
export const share = (part: bigint | number): string => `${Number(part) / 100} %`;

/** A number with its digits in groups: 213,441. */
export const grouped = (value: bigint | number): string => value.toString().replace(/\B(?=(\d{3})+$)/g, ",");

/** "1 day", "3 days". */
export const counted = (count: bigint | number, noun: string): string =>
  `${count} ${noun}${BigInt(count) === 1n ? "" : "s"}`;

/** A bill's number with blanks between its parts: kind, institution, date, serial, check digit. */
export const billNumber = (number: bigint): string =>
  number
    .toString()
    .padStart(30, "0")
    .replace(/^(\d)(\d{12})(\d{8})(\d{8})(\d)$/, "$1 $2 $3 $4 $5");

/** The first digits of a hash, enough to tell it from others. */
export const shortHash = (hash: string): string => (hash.length > 14 ? `${hash.slice(0, 10)}…` : hash);

/** "a, b and c". */
export function listed(words: readonly string[], and = "and"): string {
  if (words.length < 2) return words.join("");
  return `${words.slice(0, -1).join(", ")} ${and} ${words.at(-1)}`;
}

/** JSON with bigints as strings, and two blanks of indentation. */
export const toJson = (value: unknown): string =>
  JSON.stringify(value, (_, each: unknown) => (typeof each === "bigint" ? each.toString() : each), 2);

/** A sentence, with a capital. */
export const capitalised = (text: string): string => text.slice(0, 1).toUpperCase() + text.slice(1);
