import type { Context } from "../shared/context.ts";
import { dateOf, listed, percent, timeOf, yuan } from "../shared/format.ts";
import { each } from "../shared/logs.ts";
import { ask as askOf } from "../shared/resolve.ts";
import { reads } from "../shared/run.ts";
import { facts, table } from "../shared/table.ts";
import { nextLines } from "../shared/write.ts";
import { quoteHandle } from "../shared/words.ts";
import { type AskState, askState, earliestDay, namedBuyers, nextSteps, rateOf, standing } from "./state.ts";
import { figuresOf, lotsInWords, priceOfAll, termsInWords } from "./titles.ts";

/** What the accepted quote was paid, by its event. */
async function saleOf(context: Context, { id, ask }: AskState) {
  const { market } = context.suite;
  if (ask.accepted === 0n) return undefined;
  const [sold] = await context.events((first, last) =>
    market.queryFilter(market.filters.QuoteAccepted((id << 32n) | ask.accepted), first, last),
  );
  return sold?.args;
}

export default reads(async (context) => {
  const { words, args } = context;
  const id = await askOf(context, args.required("ask", "an ask"));
  const state = await askState(context, id);
  const { ask, lots } = state;
  const [asker, buyers, offered, conditions, sale, next, valueDay] = await Promise.all([
    words.participant(ask.asker),
    namedBuyers(context, id),
    lotsInWords(context, ask.title, lots),
    termsInWords(context, ask.title, ask.terms),
    saleOf(context, state),
    nextSteps(context, state),
    earliestDay(context, ask),
  ]);
  const named = await Promise.all(buyers.map((buyer) => words.participant(buyer)));
  const quotes = await each(state.quotes, async (quote) => {
    const { id: number, info, status, binds } = quote;
    // A year that the calendar lacks leaves the price open, and nothing else.
    const price = binds ? await figuresOf(context, state, info.rate, valueDay).then(priceOfAll, () => null) : null;
    return {
      quote: number,
      handle: quoteHandle(number),
      buyer: info.buyer,
      name: await words.participant(info.buyer),
      rate: status === "Sealed" ? null : percent(info.rate),
      shown: rateOf(quote),
      lastDay: status === "Sealed" ? null : dateOf(info.lastDay),
      status,
      binds,
      price,
    };
  });
  const lines = table(quotes, [
    { head: "quote", cell: (row) => row.handle },
    { head: "buyer", cell: (row) => row.name },
    { head: "rate", cell: (row) => row.shown, right: true },
    { head: "binds until", cell: (row) => row.lastDay ?? "" },
    { head: `price on ${dateOf(valueDay)}`, cell: (row) => (row.price === null ? "" : yuan(row.price)), right: true },
    { head: "status", cell: ({ status, binds }) => (status === "Open" && !binds ? "Open, no longer binding" : status) },
  ]);
  const text = [
    `Ask ${id} of ${asker}`,
    "",
    facts([
      ["Status", standing(state)],
      ...offered.map((each) => ["Offers", each] as const),
      ["Terms", conditions],
      ["To", named.length === 0 ? "all who may buy" : listed(named)],
      ["Value day", `${dateOf(ask.firstDay)} to ${dateOf(ask.lastDay)}`],
      ["Bidding", ask.closesAt === 0n ? "open" : `sealed, until ${timeOf(ask.closesAt)}`],
      [
        "Sold",
        sale &&
          `to ${await words.participant(sale.buyer)} at ${percent(sale.rate)} for ${yuan(sale.price)}, on ${dateOf(sale.valueDay)}`,
      ],
    ]),
    "",
    quotes.length === 0 ? "No quotes." : lines,
    ...nextLines(next),
  ].join("\n");
  const json = {
    ask: id,
    status: state.status,
    isOver: state.isOver,
    asker: { participant: ask.asker, name: asker },
    title: ask.title,
    lots: lots.map((lot, index) => ({ ...lot, name: offered[index] })),
    buyers: buyers.map((participant, index) => ({ participant, name: named[index] })),
    firstDay: dateOf(ask.firstDay),
    lastDay: dateOf(ask.lastDay),
    closesAt: ask.closesAt === 0n ? null : timeOf(ask.closesAt),
    terms: ask.terms,
    quotes: quotes.map(({ shown: _, ...quote }) => quote),
    sale:
      sale === undefined
        ? null
        : { quote: sale.quote, buyer: sale.buyer, price: sale.price, day: dateOf(sale.valueDay) },
    next,
  };
  return { json, text };
});
