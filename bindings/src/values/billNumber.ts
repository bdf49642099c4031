const LENGTH = 30;

/** A bill's number (票据号码) with its 30 digits. */
export function billNumberText(number: bigint): string {
  return number.toString().padStart(LENGTH, "0");
}

/** Whether 30 digits end in their check digit (ISO 7064 MOD 11,10). */
export function isBillNumber(text: string): boolean {
  if (!/^[1-9]\d{29}$/.test(text)) return false;
  let product = 10;
  for (const digit of text.slice(0, -1)) {
    const sum = (product + Number(digit)) % 10;
    product = ((sum === 0 ? 10 : sum) * 2) % 11;
  }
  return (11 - product) % 10 === Number(text.at(-1));
}
