/** Factoring for tests: notes offered, sold to a factor, and what the factor is due. */
import { id, toBeHex } from "ethers";
import { day } from "./bills.ts";
import { accepted, type AskDraft, asked, type Lot, quoted, RATE } from "./market.ts";
import { type ReceivableDesk, unitsOf } from "./receivables.ts";
import type { Actor } from "./suite.ts";

export const FinancingStatus = { None: 0n, Live: 1n, Collected: 2n, Repaid: 3n, Ended: 4n } as const;

/** Digest of what proves costs. */
export const COSTS = id("bailiff's bill");
export const REGISTRATION = id("Zhongdeng registration 0001");

/** How a note is financed; neither with recourse nor disclosed unless a test says so. */
export interface Factoring {
  recourse?: boolean;
  disclosed?: boolean;
}

/** The terms of an ask for it. */
export const termsOf = ({ recourse = false, disclosed = false }: Factoring): string =>
  toBeHex((recourse ? 1n : 0n) | (disclosed ? 2n : 0n), 32);

/** Offers notes for factoring, and gives the ask's number. */
export async function offered(
  desk: ReceivableDesk,
  seller: Actor,
  lots: Lot[],
  { recourse, disclosed, ...draft }: AskDraft & Factoring = {},
): Promise<bigint> {
  const title = await desk.suite.receivableFinancing.getAddress();
  const terms = termsOf({ ...(recourse && { recourse }), ...(disclosed && { disclosed }) });
  return asked(desk, seller, lots, { title, terms, ...draft });
}

/** Sells a note, or `amount` of it, to a factor. Gives the note that the factor holds, and the price. */
export async function financed(
  desk: ReceivableDesk,
  note: bigint,
  seller: Actor,
  factor: Actor,
  { amount, rate = RATE, ...draft }: AskDraft & Factoring & { amount?: bigint; rate?: bigint } = {},
): Promise<{ note: bigint; price: bigint }> {
  const lot = { title: note, amount: amount ?? (await unitsOf(desk, note)) };
  const quote = await quoted(desk, factor, await offered(desk, seller, [lot], draft), rate, draft.lastDay);
  const [[sale]] = await desk.suite.market.previewAccept(quote);
  const price = await accepted(desk, seller, quote);
  if (sale?.title === note) return { note, price };
  const { seq } = await desk.suite.receivableRegistry.rootInfo(note >> 32n);
  return { note: ((note >> 32n) << 32n) | seq, price };
}

/** Simple interest over a year of 360 days, half up to the fen. */
export const interestOn = (principal: bigint, rate: bigint, days: bigint): bigint =>
  (principal * rate * days + 180_000_000n) / 360_000_000n;

/** What a face is worth on `from` when it is paid on `to`. */
export const priceOf = (face: bigint, rate: bigint, from: string, to: string): bigint =>
  face - interestOn(face, rate, day(to) - day(from));
