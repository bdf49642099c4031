/** An ask as it is now with its quotes, and what can be done with it next. */
import type { Suite } from "../../deploy/suite.ts";
import type { Context } from "../shared/context.ts";
import { dateOf, percent, timeOf } from "../shared/format.ts";
import { each } from "../shared/logs.ts";
import { nameOf, type Value } from "../shared/terms.ts";
import { quoteHandle } from "../shared/words.ts";
import type { Lot } from "./titles.ts";

export type Ask = Awaited<ReturnType<Suite["market"]["askInfo"]>>;
export type Quote = Awaited<ReturnType<Suite["market"]["quoteInfo"]>>;

export interface QuoteState {
  id: bigint;
  info: Quote;
  status: Value<"QuoteStatus">;
  /** It can still be accepted, today or on a later day. */
  binds: boolean;
}

export interface AskState {
  id: bigint;
  ask: Ask;
  lots: Lot[];
  status: Value<"AskStatus">;
  /** Its last day has passed, and nobody bought. */
  isOver: boolean;
  /** A sealed ask that still gathers commitments. */
  isBidding: boolean;
  quotes: QuoteState[];
}

export async function askState(context: Context, id: bigint): Promise<AskState> {
  const { market } = context.suite;
  const [ask, lots, now, today] = await Promise.all([
    market.askInfo(id),
    market.lotsOf(id),
    context.now(),
    context.today(),
  ]);
  const status = nameOf("AskStatus", ask.status);
  const isOver = status === "Open" && ask.lastDay < today;
  const isLive = status === "Open" && !isOver;
  const ids = Array.from({ length: Number(ask.quoteCount) }, (_, index) => (id << 32n) + BigInt(index + 1));
  const quotes = await each(ids, async (quote) => {
    const info = await market.quoteInfo(quote);
    const own = nameOf("QuoteStatus", info.status);
    return { id: quote, info, status: own, binds: isLive && own === "Open" && info.lastDay >= today };
  });
  return {
    id,
    ask,
    lots: lots.map(({ title, amount }) => ({ title, amount })),
    status,
    isOver,
    isBidding: isLive && ask.closesAt > now,
    quotes,
  };
}

/** Where an ask stands, in a word or two. */
export function standing({ ask, status, isOver, isBidding }: AskState): string {
  if (status !== "Open") return status;
  if (isOver) return "Open, but over";
  return isBidding ? `Open, sealed bids until ${timeOf(ask.closesAt)}` : "Open";
}

/** The lowest rate that can be accepted. */
export const bestQuote = ({ quotes }: AskState): QuoteState | undefined =>
  quotes
    .filter(({ binds }) => binds)
    .sort((a, b) => Number(a.info.rate - b.info.rate))
    .at(0);

/** A quote's rate, once it is known. */
export const rateOf = ({ status, info }: QuoteState): string => (status === "Sealed" ? "sealed" : percent(info.rate));

/** The day on which an acceptance would be paid, at the earliest. */
export const earliestDay = async (context: Context, { firstDay }: Ask): Promise<bigint> => {
  const today = await context.today();
  return firstDay > today ? firstDay : today;
};

/** Commands for what may come next, the likeliest first. */
export async function nextSteps(context: Context, state: AskState): Promise<string[]> {
  const { words } = context;
  const { id, ask, status, isOver, isBidding, quotes } = state;
  if (status !== "Open" || isOver) return [];
  const asker = await words.handle(ask.asker);
  const withdraw = words.command(`market withdraw-ask ${id}`, asker);
  const last = dateOf(ask.lastDay);
  if (isBidding) {
    return [words.command(`market quote-sealed ${id} --rate <percent> --last-day ${last} --as <buyer>`), withdraw];
  }
  const sealed = await Promise.all(
    quotes
      .filter((quote) => quote.status === "Sealed")
      .map(async ({ id: quote, info }) =>
        words.command(`market open-quote ${quoteHandle(quote)}`, await words.handle(info.buyer)),
      ),
  );
  const best = bestQuote(state);
  const accept = best === undefined ? [] : [words.command(`market accept ${quoteHandle(best.id)}`, asker)];
  const early = ask.firstDay > (await context.today()) ? `from ${dateOf(ask.firstDay)}: ` : "";
  const answers = [...sealed, ...accept.map((command) => `${early}${command}`)];
  if (answers.length > 0) return answers;
  const isOpenAsk = ask.closesAt === 0n;
  return [
    ...(isOpenAsk ? [words.command(`market quote ${id} --rate <percent> --last-day ${last} --as <buyer>`)] : []),
    withdraw,
  ];
}

/** What can be done with an ask once an act is done. */
export const nextOf = async (context: Context, ask: bigint): Promise<string[]> =>
  nextSteps(context, await askState(context, ask));

/** Who may quote, by the ask's event; none: all that the title admits. */
export async function namedBuyers(context: Context, id: bigint): Promise<bigint[]> {
  const { market } = context.suite;
  const [opened] = await context.events((first, last) => market.queryFilter(market.filters.AskOpened(id), first, last));
  return [...(opened?.args.terms.buyers ?? [])];
}
