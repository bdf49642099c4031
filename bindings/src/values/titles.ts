const NUMBER_BITS = 32n;
const MAX_UINT32 = 2n ** NUMBER_BITS - 1n;

/** A part's id: what it is a part of, and its number on that. */
export function joined(whole: number | bigint, number: number | bigint, what: string): bigint {
  for (const part of [BigInt(whole), BigInt(number)]) {
    if (part < 1n || part > MAX_UINT32) {
      throw new RangeError(`${part} is no number of a ${what}. They count from 1 to ${MAX_UINT32}.`);
    }
  }
  return (BigInt(whole) << NUMBER_BITS) | BigInt(number);
}

export const titleIn = (part: bigint): number => Number(part >> NUMBER_BITS);
export const numberIn = (part: bigint): number => Number(part & MAX_UINT32);
