/** Unified social credit codes (统一社会信用代码, GB 32100-2015): 18 characters, the last a check character over the others. */

const ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY";

/** The check character for the first 17 characters, or undefined when one of them cannot stand in a code. */
export function usccCheck(first17: string): string | undefined {
  let sum = 0;
  let weight = 1;
  for (const character of first17) {
    const value = ALPHABET.indexOf(character);
    if (value < 0) return undefined;
    sum += value * weight;
    weight = (weight * 3) % 31;
  }
  return ALPHABET[(31 - (sum % 31)) % 31];
}

export function isUscc(code: string): boolean {
  return code.length === 18 && usccCheck(code.slice(0, 17)) === code[17];
}
