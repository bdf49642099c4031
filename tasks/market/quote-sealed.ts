import { hexlify, randomBytes } from "ethers";
import { dateOf, percent, timeOf } from "../shared/format.ts";
import { date, rate as parseRate } from "../shared/parse.ts";
import { ask as askOf } from "../shared/resolve.ts";
import { writes } from "../shared/run.ts";
import { quoteHandle } from "../shared/words.ts";
import { figureLines } from "./figures.ts";
import { allKept, keep, whereKept } from "./sealed.ts";
import { askState, earliestDay, nextOf } from "./state.ts";
import { figuresOf } from "./titles.ts";

export default writes(async (context, actor) => {
  const { suite, words, args } = context;
  const { market } = suite;
  const buyer = actor.participant;
  const id = await askOf(context, args.required("ask", "an ask"));
  const rate = args.parsed("rate", "percent a year, as in 1.85", parseRate);
  const state = await askState(context, id);
  const { ask } = state;
  const lastDay = args.optional("lastDay", date) ?? ask.lastDay;
  const own = allKept(context).filter((secret) => secret.rate === rate && secret.lastDay === lastDay);
  const same = state.quotes.find(({ info }) => own.some(({ commitment }) => commitment === info.commitment));
  if (same?.info.buyer === buyer) {
    return {
      already: `${actor.name} has sealed ${percent(rate)} until ${dateOf(lastDay)} already, as quote ${quoteHandle(same.id)}.`,
      data: { quote: same.id, ask: id, kept: whereKept(context, same.info.commitment) },
      next: await nextOf(context, id),
    };
  }
  const salt = hexlify(randomBytes(32));
  const commitment = await market.commitmentOf(id, buyer, rate, lastDay, salt);
  const path = whereKept(context, commitment);
  const valueDay = await earliestDay(context, ask);
  const figures = await figuresOf(context, state, rate, valueDay);
  return {
    contract: market,
    method: "quoteSealed",
    args: [id, commitment],
    sentence: `${actor.name} seals a quote on ask ${id} of ${await words.participant(ask.asker)}: nobody sees the rate before it is opened.`,
    changes: ([quote]) => [{ what: `Quote ${quoteHandle(quote as bigint)}`, from: "–", to: "Sealed" }],
    notes: [
      `Only you know: ${percent(rate)}, binding until ${dateOf(lastDay)}. Paid on ${dateOf(valueDay)}:`,
      ...figureLines(figures, rate),
      `Rate and salt are kept in ${path}: without that file it can't be opened.`,
    ],
    prepare: () =>
      keep(context, {
        market: context.dictionary.addressOf("QuoteMarket") ?? "",
        ask: id,
        buyer,
        rate,
        lastDay,
        salt,
        commitment,
      }),
    data: ([simulated], happened) => ({
      quote: happened.find(({ event }) => event === "QuoteSealed")?.arguments.quote ?? simulated,
      ask: id,
      commitment,
      kept: path,
    }),
    next: ({ happenings }) => {
      const sealed = happenings.find(({ event }) => event === "QuoteSealed")?.arguments.quote as bigint;
      return [
        `from ${timeOf(ask.closesAt)}: ${words.command(`market open-quote ${quoteHandle(sealed)}`, actor.handle)}`,
      ];
    },
  };
});
