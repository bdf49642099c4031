import { type Hex, hexOfText, textOfHex } from "../hex.js";

const DIGITS = 64;

/** A short text as the contracts hold it (names of modules, categories, references): UTF-8, at most 31 bytes, zeros behind. */
export function bytes32Of(text: string): Hex {
  const digits = hexOfText(text).slice(2);
  if (digits.length >= DIGITS) throw new RangeError(`"${text}" is too long: ${digits.length / 2} bytes, at most 31.`);
  return `0x${digits.padEnd(DIGITS, "0")}`;
}

/** The text in 32 bytes. */
export function textOf(bytes32: string): string {
  return textOfHex(bytes32.replace(/(?:00)+$/, ""));
}
