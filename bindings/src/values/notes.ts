import { joined, numberIn, titleIn } from "./titles.js";

/**
 * The id of a note (凭证): its receivable (原始凭证) and its number on that, which is 1 for the whole as opened.
 * It is also the id of the note's ERC-721 token.
 */
export function noteId(receivable: number | bigint, number: number | bigint = 1n): bigint {
  return joined(receivable, number, "receivable or note");
}

/** The receivable of a note. */
export function receivableOf(note: bigint): number {
  return titleIn(note);
}

/** The number of a note on its receivable. */
export function numberOnReceivable(note: bigint): number {
  return numberIn(note);
}
