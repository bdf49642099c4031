import { joined, numberIn, titleIn } from "./titles.js";

/**
 * The id of a holding (子票): its bill and its number on the bill, which is 1 for the whole bill as drawn.
 * It is also the id of the holding's ERC-721 token.
 */
export function holdingId(bill: number | bigint, number: number | bigint = 1n): bigint {
  return joined(bill, number, "bill or holding");
}

/** The bill of a holding. */
export function billOf(holding: bigint): number {
  return titleIn(holding);
}

/** The number of a holding on its bill. */
export function numberOnBill(holding: bigint): number {
  return numberIn(holding);
}
