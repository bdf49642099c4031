import { percent, yuan } from "../shared/format.ts";
import { quote as quoteOf } from "../shared/resolve.ts";
import { writes } from "../shared/run.ts";
import { nameOf } from "../shared/terms.ts";
import { quoteHandle, splitQuote } from "../shared/words.ts";
import { figureLines, meansOf } from "./figures.ts";
import { askState } from "./state.ts";
import { figuresOf } from "./titles.ts";

export default writes(async (context, actor) => {
  const { suite, words, args } = context;
  const id = await quoteOf(context, args.required("quote", "a quote"));
  const handle = quoteHandle(id);
  const { ask } = splitQuote(id);
  const { buyer, rate, status } = await suite.market.quoteInfo(id);
  const state = await askState(context, ask);
  if (nameOf("QuoteStatus", status) === "Accepted" && state.ask.asker === actor.participant) {
    return { already: `Quote ${handle} is accepted already.`, data: { quote: id, ask } };
  }
  // The price that is seen here is the price that is bound to.
  const { price } = await suite.market.previewAccept(id);
  const figures = await figuresOf(context, state, rate, await context.today());
  const [name, paying, receiving] = await Promise.all([
    words.participant(buyer),
    meansOf(context, buyer),
    meansOf(context, actor.participant),
  ]);
  return {
    contract: suite.market,
    method: "accept",
    args: [id, price],
    sentence: `${actor.name} accepts quote ${handle} of ${name} at ${percent(rate)}: title and ${yuan(price)} change hands.`,
    changes: [
      { what: `Ask ${ask}`, from: state.status, to: "Sold" },
      ...figures.map((each) => ({ what: `${each.name} over ${yuan(each.amount)}`, from: actor.name, to: name })),
      { what: `Balance of ${name}`, from: yuan(paying.balance), to: yuan(paying.balance - price) },
      { what: `Balance of ${actor.name}`, from: yuan(receiving.balance), to: yuan(receiving.balance + price) },
    ],
    notes: figureLines(figures, rate),
    data: (_, happened) => {
      const sales = happened.find(({ event }) => event === "QuoteAccepted")?.arguments.sales;
      return { quote: id, ask, rate, price, ...(sales === undefined ? {} : { sales }) };
    },
    next: [words.command(`market show ${ask}`)],
  };
});
