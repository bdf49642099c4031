import { dateOf, percent } from "../shared/format.ts";
import { date, rate as parseRate } from "../shared/parse.ts";
import { ask as askOf } from "../shared/resolve.ts";
import { writes } from "../shared/run.ts";
import { quoteHandle } from "../shared/words.ts";
import { figureLines, fundingSteps } from "./figures.ts";
import { askState, earliestDay, nextOf } from "./state.ts";
import { figuresOf, priceOfAll } from "./titles.ts";

export default writes(async (context, actor) => {
  const { suite, words, args } = context;
  const id = await askOf(context, args.required("ask", "an ask"));
  const rate = args.parsed("rate", "percent a year, as in 1.85", parseRate);
  const state = await askState(context, id);
  const lastDay = args.optional("lastDay", date) ?? state.ask.lastDay;
  const same = state.quotes.find(
    ({ info, binds }) => binds && info.buyer === actor.participant && info.rate === rate && info.lastDay === lastDay,
  );
  if (same !== undefined) {
    return {
      already: `${actor.name} quotes ${percent(rate)} until ${dateOf(lastDay)} already, as quote ${quoteHandle(same.id)}.`,
      data: { quote: same.id, ask: id },
      next: await nextOf(context, id),
    };
  }
  const valueDay = await earliestDay(context, state.ask);
  const figures = await figuresOf(context, state, rate, valueDay);
  const price = priceOfAll(figures);
  return {
    contract: suite.market,
    method: "quote",
    args: [id, rate, lastDay],
    sentence: `${actor.name} quotes ${percent(rate)} on ask ${id} of ${await words.participant(state.ask.asker)}, and is bound until ${dateOf(lastDay)}.`,
    changes: ([quote]) => [{ what: `Quote ${quoteHandle(quote as bigint)}`, from: "–", to: "Open" }],
    notes: [`Paid on ${dateOf(valueDay)}:`, ...figureLines(figures, rate)],
    data: ([simulated], happened) => ({
      quote: happened.find(({ event }) => event === "QuoteOpened")?.arguments.quote ?? simulated,
      ask: id,
      rate,
      price,
    }),
    next: async () => [...(await fundingSteps(context, actor.participant, price)), ...(await nextOf(context, id))],
  };
});
