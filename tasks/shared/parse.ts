/** Checks what a person typed before anything is sent, and says what is wrong and what would be right (T-5). */
import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { encodeBytes32String, getAddress, isHexString, keccak256 } from "ethers";
import { usccCheck } from "../../deploy/data/uscc.ts";
import { WrongUsage } from "./failures.ts";
import { dateOf, listed, startOf } from "./format.ts";
import type { Value } from "./terms.ts";

const quoted = (text: string): string => JSON.stringify(text);

/** Yuan with at most two decimals, as fen. */
export function amount(text: string, label = "The amount"): bigint {
  const [whole = "", decimals, ...more] = text.replace(/^¥\s?/, "").split(".");
  const isGrouped = /^\d{1,3}(,\d{3})+$/.test(whole);
  const right = "Give yuan with at most two decimals, as in 1,234.56 or 1234.56.";
  if (more.length > 0 || !(isGrouped || /^\d+$/.test(whole)) || (decimals !== undefined && !/^\d+$/.test(decimals))) {
    throw new WrongUsage(`${label} is ${quoted(text)}, which is no amount.`, right);
  }
  if (decimals !== undefined && decimals.length > 2) {
    throw new WrongUsage(`${label} is ${quoted(text)}: that is ${decimals.length} decimals.`, right);
  }
  return BigInt(whole.replaceAll(",", "")) * 100n + BigInt((decimals ?? "").padEnd(2, "0"));
}

/** An amount above nothing. */
export function positiveAmount(text: string, label?: string): bigint {
  const fen = amount(text, label);
  if (fen > 0n) return fen;
  throw new WrongUsage(`${label ?? "The amount"} is nothing.`, "Give an amount above 0.00.");
}

/** A date in UTC+8 as the number of its day. */
export function date(text: string, label = "The date"): bigint {
  const match = /^(\d{4})-(\d{2})-(\d{2})$/.exec(text);
  if (match === null) {
    throw new WrongUsage(
      `${label} is ${quoted(text)}, which is no date.`,
      "Give year, month and day, as in 2026-06-30.",
    );
  }
  const [, year = "", month = "", day = ""] = match;
  const number = Date.parse(`${year}-${month}-01T00:00:00Z`) / 86_400_000 + Number(day) - 1;
  if (Number.isNaN(number)) {
    throw new WrongUsage(`${label} is ${text}: there is no month ${month}.`, "Months are 01 to 12.");
  }
  if (dateOf(number) !== text) {
    const last = new Date(Date.UTC(Number(year), Number(month), 0)).getUTCDate();
    throw new WrongUsage(`${label} is ${text}: there is no such day.`, `${year}-${month} has ${last} days.`);
  }
  return BigInt(number);
}

/** A date, meaning its last second, or a date with a time; both in UTC+8. In seconds since 1970. */
export function until(text: string, label = "The time"): bigint {
  const [day = "", time, ...more] = text.split(/[ T]/);
  if (time === undefined) return startOf(date(text, label) + 1n) - 1n;
  const match = /^(\d{2}):(\d{2})(?::(\d{2}))?$/.exec(time);
  const [hours, minutes, seconds] = [match?.[1], match?.[2], match?.[3] ?? "0"].map(Number);
  const isTime = (hours ?? 24) < 24 && (minutes ?? 60) < 60 && (seconds ?? 60) < 60;
  if (match === null || !isTime || more.length > 0) {
    throw new WrongUsage(
      `${label} is ${quoted(text)}, which is no time.`,
      `Give it as in 2026-06-30 or "2026-06-30 17:00".`,
    );
  }
  return startOf(date(day, label)) + BigInt(hours ?? 0) * 3_600n + BigInt(minutes ?? 0) * 60n + BigInt(seconds ?? 0);
}

/** A unified social credit code with the right check character. */
export function uscc(text: string, label = "The USCC"): string {
  if (text.length !== 18) {
    throw new WrongUsage(`${label} is ${quoted(text)}, ${text.length} characters long.`, "A USCC has 18 characters.");
  }
  const check = usccCheck(text.slice(0, 17));
  if (check === undefined) {
    const wrong = [...text].find((character) => !/[0-9A-HJ-NPQRTUWXY]/.test(character));
    throw new WrongUsage(
      `${label} is ${text}: ${quoted(wrong ?? "")} does not occur in a USCC.`,
      "Use digits and capital letters without I, O, S, V and Z.",
    );
  }
  if (text[17] === check) return text;
  throw new WrongUsage(
    `${label} is ${text}: its check character is ${text[17]} and should be ${check}.`,
    `Look for a slip in it; if the first 17 characters are right, it is ${text.slice(0, 17)}${check}.`,
  );
}

/** An address, of which the checksum (its capital letters) is right. */
export function address(text: string, label = "The address"): string {
  if (!/^0x[0-9a-fA-F]{40}$/.test(text)) {
    throw new WrongUsage(`${label} is ${quoted(text)}, which is no address.`, "Give 0x and 40 hexadecimal digits.");
  }
  const right = getAddress(text.toLowerCase());
  if (right === text) return text;
  throw new WrongUsage(`${label} is ${text}: its checksum is wrong.`, `If every digit is right, write it as ${right}.`);
}

/** A digest of 32 bytes. */
export function digest(text: string, label = "The digest"): string {
  if (isHexString(text, 32)) return text.toLowerCase();
  throw new WrongUsage(`${label} is ${quoted(text)}, which is no digest.`, "Give 0x and 64 hexadecimal digits.");
}

/** Bytes in hexadecimal digits. */
export function bytes(text: string, label = "The value"): string {
  if (isHexString(text) && text.length % 2 === 0) return text;
  throw new WrongUsage(`${label} is ${quoted(text)}, which are no bytes.`, "Give 0x and pairs of hexadecimal digits.");
}

/** A whole number. */
export function whole(text: string, label = "The number"): bigint {
  if (/^\d{1,30}$/.test(text)) return BigInt(text);
  throw new WrongUsage(`${label} is ${quoted(text)}, which is no whole number.`, "Give digits only, as in 7.");
}

/** A short name or reference as the contracts hold it: at most 31 bytes. */
export function text32(text: string, label = "The reference"): string {
  const length = Buffer.byteLength(text);
  if (length <= 31) return encodeBytes32String(text);
  throw new WrongUsage(`${label} is ${length} bytes long.`, "Give at most 31 bytes, which are 31 letters or digits.");
}

const plain = (word: string): string => word.toLowerCase().replace(/[\s_-]/g, "");

/** One of some words, in whatever way it is capitalised or joined: `finance-company` is FinanceCompany. */
export const oneOf =
  <T extends string>(words: readonly T[]) =>
  (text: string, label = "The value"): T => {
    const found = words.find((word) => plain(word) === plain(text));
    if (found !== undefined) return found;
    const known = words.map((word) => word.replace(/(?<=[a-z])[A-Z]/g, (letter) => `-${letter}`).toLowerCase());
    throw new WrongUsage(`${label} is ${quoted(text)}.`, `Give ${listed(known, "or")}.`);
  };

/** Yes or no, as in a column of a file. */
export function yesNo(text: string, label = "The value"): boolean {
  if (/^(yes|true|1|y)$/i.test(text)) return true;
  if (/^(no|false|0|n|)$/i.test(text)) return false;
  throw new WrongUsage(`${label} is ${quoted(text)}.`, "Give yes or no.");
}

/** The content of a file. */
export function content(path: string, label = "The file"): Buffer {
  try {
    return readFileSync(path);
  } catch (error) {
    const why = (error as NodeJS.ErrnoException).code === "ENOENT" ? "does not exist" : "can't be read";
    throw new WrongUsage(`${label} ${path} ${why}.`, "Give the path of a file, from the folder you are in.");
  }
}

/** Digest of a file. It is read here and goes nowhere. */
export function fileDigest(path: string, label?: string, algorithm: Value<"Algorithm"> = "Sha256"): string {
  const bytes = content(path, label);
  return algorithm === "Keccak256"
    ? keccak256(bytes)
    : `0x${createHash(algorithm.toLowerCase()).update(bytes).digest("hex")}`;
}

/** Parts of a list that is separated by commas or semicolons. */
export const parts = (text: string): string[] =>
  text
    .split(/[,;]/)
    .map((part) => part.trim())
    .filter((part) => part !== "");

/** Something named, and how much of it. */
export interface Parcel {
  name: string;
  amount?: bigint;
}

/** NAME, or NAME and an amount after `sign`; several with commas or semicolons. An amount may have commas of its own: 1,234.56. */
export function parcels(text: string, sign: "=" | ":", label: string, right: string): Parcel[] {
  const parcel = new RegExp(
    `\\s*([^${sign},;]+?)\\s*(?:${sign}\\s*(¥?\\d{1,3}(?:,\\d{3})+(?:\\.\\d+)?|[^,;]*))?\\s*(?:[,;]|$)`,
    "y",
  );
  const found: Parcel[] = [];
  while (parcel.lastIndex < text.length) {
    const match = parcel.exec(text);
    if (match?.[1] === undefined) throw new WrongUsage(`${label} is ${quoted(text)}.`, right);
    const [, name, part] = match;
    found.push(part === undefined ? { name } : { name, amount: amount(part, `The part of ${name}`) });
  }
  return found;
}

/** A yearly rate in percent with at most four decimals, in 1/1,000,000: 1.85 is 18,500. */
export function rate(text: string, label = "The rate"): bigint {
  const match = /^(\d{1,3})(?:\.(\d{1,4}))?\s?%?$/.exec(text);
  if (match === null) {
    throw new WrongUsage(
      `${label} is ${quoted(text)}, which is no rate.`,
      "Give percent a year with at most four decimals, as in 1.85.",
    );
  }
  return BigInt(match[1] ?? "") * 10_000n + BigInt((match[2] ?? "").padEnd(4, "0"));
}

/** An administrative division: six digits for a county, nine for a township, twelve for a village. */
export function area(text: string, label = "The area"): bigint {
  const digits = text.replaceAll(/[ -]/g, "");
  if (/^[1-9]\d{5}(?:\d{3}){0,2}$/.test(digits)) return BigInt(digits.padEnd(12, "0"));
  throw new WrongUsage(
    `${label} is ${quoted(text)}, which is no division's code.`,
    "Give six digits for a county, nine for a township, twelve for a village, as in 520112101201.",
  );
}

/** What money may be spent on: capitals, digits and underscores. */
export function purpose(text: string, label = "The purpose"): string {
  if (/^[A-Z][A-Z0-9_]{0,30}$/.test(text)) return text32(text, label);
  throw new WrongUsage(`${label} is ${quoted(text)}.`, "Give capitals, digits and underscores, as in EDUCATION.");
}

/** A whole number that may be below zero. */
export function signedWhole(text: string, label?: string): bigint {
  return text.startsWith("-") ? -whole(text.slice(1), label) : whole(text.replace(/^\+/, ""), label);
}
