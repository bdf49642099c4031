import { toBeHex, ZeroHash } from "ethers";
import type { Actor } from "../shared/actor.ts";
import type { Context } from "../shared/context.ts";
import { WrongUsage } from "../shared/failures.ts";
import { dateOf, listed, timeOf } from "../shared/format.ts";
import { date, digest, fileDigest, parts, until } from "../shared/parse.ts";
import { participant } from "../shared/resolve.ts";
import { writes } from "../shared/run.ts";
import type { Already } from "../shared/write.ts";
import { askState, nextOf } from "./state.ts";
import { factoringTerms, type Lot, lotsInWords, lotsOf, termsInWords, type Titles } from "./titles.ts";

/** The same lots are offered under an ask of the actor's already. */
async function alreadyAsked(
  context: Context,
  { participant: asker }: Actor,
  titles: Titles,
  lots: Lot[],
  terms: string,
): Promise<Already | undefined> {
  const [first] = lots;
  if (first === undefined) return undefined;
  const id = await titles.offer(first.title);
  if (id === 0n) return undefined;
  const state = await askState(context, id);
  const isSame =
    state.ask.asker === asker &&
    state.ask.terms === terms &&
    state.lots.length === lots.length &&
    lots.every(({ title, amount }, index) => {
      const lot = state.lots[index];
      return lot?.title === title && lot.amount === amount;
    });
  if (!isSame || state.status !== "Open" || state.isOver) return undefined;
  return {
    already: `Ask ${id} offers this already, until ${dateOf(state.ask.lastDay)}.`,
    data: { ask: id },
    next: await nextOf(context, id),
  };
}

/** What the title needs to know besides: of bills the digest of the trade behind them, of notes the terms of the factoring. */
function termsOf({ args }: Context, { kind }: Titles): string {
  const trade = args.optional("tradeFile", fileDigest) ?? args.optional("tradeDigest", digest);
  const [recourse, disclosed] = [args.flag("recourse"), args.flag("disclosed")];
  if (kind === "notes" && trade !== undefined) {
    throw new WrongUsage("A trade is shown for bills.", "Notes need none: leave --trade-file and --trade-digest out.");
  }
  if (kind === "bills" && (recourse || disclosed)) {
    throw new WrongUsage("--recourse and --disclosed are for notes.", "Leave them out: bills have recourse by law.");
  }
  return kind === "notes" ? toBeHex(factoringTerms(recourse, disclosed), 32) : (trade ?? ZeroHash);
}

export default writes(async (context, actor) => {
  const { suite, words, args } = context;
  const today = await context.today();
  const { titles, lots } = await lotsOf(context);
  const buyers = [];
  for (const name of parts(args.text("buyers") ?? "")) buyers.push(await participant(context, name, "--buyers"));
  const firstDay = args.optional("firstDay", date) ?? today;
  const lastDay = args.parsed("lastDay", "the last day of acceptance, as in 2026-01-30", date);
  const closesAt = args.optional("closes", until) ?? 0n;
  const terms = termsOf(context, titles);
  if (lastDay < firstDay) {
    throw new WrongUsage(`--last-day ${dateOf(lastDay)} is before ${dateOf(firstDay)}.`, "Give a later day.");
  }
  const already = await alreadyAsked(context, actor, titles, lots, terms);
  if (already !== undefined) return already;

  const title = await titles.contract.getAddress();
  const conditions = await termsInWords(context, title, terms);
  const offered = listed(await lotsInWords(context, title, lots));
  const named = await Promise.all(buyers.map((buyer) => words.participant(buyer)));
  const whom = named.length === 0 ? "all who may buy" : listed(named);
  return {
    contract: suite.market,
    method: "ask",
    args: [{ title, lots, buyers, firstDay, lastDay, closesAt, terms }],
    sentence: `${actor.name} asks ${whom} for ${closesAt === 0n ? "" : "sealed "}quotes on ${offered}${conditions === undefined ? "" : `: ${conditions}`}.`,
    changes: ([ask]) => [
      { what: `Ask ${String(ask)}`, from: "–", to: "Open" },
      ...lots.map(({ title: lot }) => ({ what: titles.name(lot), from: titles.free, to: titles.locked })),
    ],
    notes: [
      `Value day: ${dateOf(firstDay)}${lastDay === firstDay ? "" : ` to ${dateOf(lastDay)}`}.`,
      closesAt === 0n
        ? "Each quote is seen at once."
        : `Bids stay sealed until ${timeOf(closesAt)}, and are opened then.`,
    ],
    data: ([simulated], happened) => ({
      ask: happened.find(({ event }) => event === "AskOpened")?.arguments.ask ?? simulated,
      lots,
    }),
    next: ({ happenings }) =>
      nextOf(context, happenings.find(({ event }) => event === "AskOpened")?.arguments.ask as bigint),
  };
});
