import { ZeroHash } from "ethers";
import type { Actor } from "../shared/actor.ts";
import type { Context } from "../shared/context.ts";
import { WrongUsage } from "../shared/failures.ts";
import { dateOf, listed, timeOf } from "../shared/format.ts";
import { date, digest, fileDigest, parts, until } from "../shared/parse.ts";
import { participant } from "../shared/resolve.ts";
import { writes } from "../shared/run.ts";
import type { Already } from "../shared/write.ts";
import { askState, nextOf } from "./state.ts";
import { type Lot, lotsInWords, lotsOf, titleContract } from "./titles.ts";

/** The same lots are offered under an ask of the actor's already. */
async function alreadyAsked(
  context: Context,
  { participant: asker }: Actor,
  lots: Lot[],
): Promise<Already | undefined> {
  const [first] = lots;
  if (first === undefined) return undefined;
  const { ask: id } = await context.suite.billRegistry.offerOf(first.title);
  if (id === 0n) return undefined;
  const state = await askState(context, id);
  const isSame =
    state.ask.asker === asker &&
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

export default writes(async (context, actor) => {
  const { suite, words, args } = context;
  const today = await context.today();
  const lots = await lotsOf(context);
  const buyers = [];
  for (const name of parts(args.text("buyers") ?? "")) buyers.push(await participant(context, name, "--buyers"));
  const firstDay = args.optional("firstDay", date) ?? today;
  const lastDay = args.parsed("lastDay", "the last day of acceptance, as in 2026-01-30", date);
  const closesAt = args.optional("closes", until) ?? 0n;
  const terms = args.optional("tradeFile", fileDigest) ?? args.optional("tradeDigest", digest) ?? ZeroHash;
  if (lastDay < firstDay) {
    throw new WrongUsage(`--last-day ${dateOf(lastDay)} is before ${dateOf(firstDay)}.`, "Give a later day.");
  }
  const already = await alreadyAsked(context, actor, lots);
  if (already !== undefined) return already;

  const title = await titleContract(context).getAddress();
  const offered = listed(await lotsInWords(context, title, lots));
  const named = await Promise.all(buyers.map((buyer) => words.participant(buyer)));
  const whom = named.length === 0 ? "all who may buy" : listed(named);
  return {
    contract: suite.market,
    method: "ask",
    args: [{ title, lots, buyers, firstDay, lastDay, closesAt, terms }],
    sentence: `${actor.name} asks ${whom} for ${closesAt === 0n ? "" : "sealed "}quotes on ${offered}.`,
    changes: ([ask]) => [
      { what: `Ask ${String(ask)}`, from: "–", to: "Open" },
      ...lots.map(({ title: lot }) => ({ what: words.holding(lot), from: "Circulating", to: "Locked" })),
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
