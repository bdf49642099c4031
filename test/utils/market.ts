/** Asks and quotes for tests, on bills. */
import { id, MaxUint256, ZeroHash } from "ethers";
import type { IQuoteMarket } from "../../types/contracts/kernel/market/QuoteMarket.js";
import { day, deposited, type Desk } from "./bills.ts";
import type { Actor } from "./suite.ts";

export const AskStatus = { None: 0n, Open: 1n, Sold: 2n, Withdrawn: 3n } as const;
export const QuoteStatus = { None: 0n, Sealed: 1n, Open: 2n, Accepted: 3n, Broken: 4n } as const;
export const Shortfall = { None: 0n, Money: 1n, Line: 2n } as const;

/** 1.85 % a year. */
export const RATE = 18_500n;

export interface Lot {
  title: bigint;
  amount: bigint;
}

/** What a test says of an ask; the rest is usual: open to all, from the chain's first day to the end of March. */
export interface AskDraft {
  buyers?: Actor[];
  firstDay?: string;
  lastDay?: string;
  closesAt?: number;
  terms?: string;
  title?: string;
}

export async function askTerms(desk: Desk, lots: Lot[], draft: AskDraft = {}): Promise<IQuoteMarket.AskTermsStruct> {
  return {
    title: draft.title ?? (await desk.suite.billDiscount.getAddress()),
    lots,
    buyers: (draft.buyers ?? []).map((buyer) => buyer.id),
    firstDay: day(draft.firstDay ?? "2026-01-05"),
    lastDay: day(draft.lastDay ?? "2026-03-31"),
    closesAt: draft.closesAt ?? 0,
    terms: draft.terms ?? id("contract and invoice"),
  };
}

/** Asks, and gives the ask's number. */
export async function asked(desk: Desk, asker: Actor, lots: Lot[], draft: AskDraft = {}): Promise<bigint> {
  const { market } = desk.suite;
  await market.connect(asker.signer).ask(await askTerms(desk, lots, draft));
  return market.askCount();
}

export const quoteOf = (ask: bigint, number = 1n): bigint => (ask << 32n) | number;

/** Quotes on an open ask, and gives the quote's id. */
export async function quoted(
  desk: Desk,
  buyer: Actor,
  ask: bigint,
  rate = RATE,
  lastDay = "2026-03-31",
): Promise<bigint> {
  const { market } = desk.suite;
  await market.connect(buyer.signer).quote(ask, rate, day(lastDay));
  return quoteOf(ask, (await market.askInfo(ask)).quoteCount);
}

/** Money in a buyer's wallet, and its leave for the market to pay with it. */
export async function able(desk: Desk, buyer: Actor, amount = 1_000_000_000n): Promise<void> {
  await deposited(desk, buyer, amount);
  await desk.suite.money.connect(buyer.signer).approve(desk.suite.market, MaxUint256);
}

/** Accepts at the price that the preview shows. */
export async function accepted(desk: Desk, asker: Actor, quote: bigint): Promise<bigint> {
  const { market } = desk.suite;
  const [, price] = await market.previewAccept(quote);
  await market.connect(asker.signer).accept(quote, price);
  return price;
}

/** A commitment as anybody computes it, and what opens it. */
export async function sealed(desk: Desk, buyer: Actor, ask: bigint, rate = RATE, lastDay = "2026-03-31") {
  const { market } = desk.suite;
  const salt = id(`${buyer.key} ${rate}`);
  const commitment = await market.commitmentOf(ask, buyer.id, rate, day(lastDay), salt);
  await market.connect(buyer.signer).quoteSealed(ask, commitment);
  const quote = quoteOf(ask, (await market.askInfo(ask)).quoteCount);
  const open = (change: { rate?: bigint; lastDay?: string; salt?: string; by?: Actor } = {}) =>
    market
      .connect((change.by ?? buyer).signer)
      .openQuote(quote, change.rate ?? rate, day(change.lastDay ?? lastDay), change.salt ?? salt);
  return { quote, commitment, open };
}

export const NO_TERMS = ZeroHash;
