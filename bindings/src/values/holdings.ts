const NUMBER_BITS = 32n;
const MAX_UINT32 = 2n ** NUMBER_BITS - 1n;

/**
 * The id of a holding (子票): its bill and its number on the bill, which is 1 for the whole bill as drawn.
 * It is also the id of the holding's ERC-721 token.
 */
export function holdingId(bill: number | bigint, number: number | bigint = 1n): bigint {
  for (const part of [BigInt(bill), BigInt(number)]) {
    if (part < 1n || part > MAX_UINT32) {
      throw new RangeError(`${part} is no number of a bill or holding. They count from 1 to ${MAX_UINT32}.`);
    }
  }
  return (BigInt(bill) << NUMBER_BITS) | BigInt(number);
}

/** The bill of a holding. */
export function billOf(holding: bigint): number {
  return Number(holding >> NUMBER_BITS);
}

/** The number of a holding on its bill. */
export function numberOnBill(holding: bigint): number {
  return Number(holding & MAX_UINT32);
}
