import { type Hex, hexOfText, textOfHex } from "../hex.js";

const ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY";

/** Whether a text is a unified social credit code (统一社会信用代码, GB 32100-2015): 18 characters, the last a check character. */
export function isUscc(code: string): boolean {
  if (code.length !== 18) return false;
  let sum = 0;
  let weight = 1;
  for (const character of code.slice(0, 17)) {
    const value = ALPHABET.indexOf(character);
    if (value < 0) return false;
    sum += value * weight;
    weight = (weight * 3) % 31;
  }
  return ALPHABET[(31 - (sum % 31)) % 31] === code[17];
}

/** A unified social credit code as the contracts hold it. */
export function usccBytes(code: string): Hex {
  if (!isUscc(code))
    throw new RangeError(`"${code}" is no unified social credit code: 18 characters, the last a check.`);
  return hexOfText(code);
}

/** The unified social credit code in 18 bytes. */
export function usccText(bytes18: string): string {
  return textOfHex(bytes18);
}
