import { historyOf } from "../shared/history.ts";
import { ask as askOf } from "../shared/resolve.ts";
import { reads } from "../shared/run.ts";
import { splitQuote } from "../shared/words.ts";

export default reads(async (context) => {
  const { market } = context.suite;
  const { filters } = market;
  const id = await askOf(context, context.args.required("ask", "an ask"));
  const logs = await context.events(async (first, last) => {
    const own = await Promise.all([
      market.queryFilter(filters.AskOpened(id), first, last),
      market.queryFilter(filters.AskWithdrawn(id), first, last),
      market.queryFilter(filters.QuoteSealed(undefined, id), first, last),
      market.queryFilter(filters.QuoteOpened(undefined, id), first, last),
    ]);
    const ends = await Promise.all([
      market.queryFilter(filters.QuoteAccepted(), first, last),
      market.queryFilter(filters.QuoteBroken(), first, last),
    ]);
    return [...own.flat(), ...ends.flat().filter(({ args }) => splitQuote(args.quote).ask === id)];
  });
  const view = await historyOf(context, `Ask ${id}`, logs);
  return { ...view, json: { ask: id, ...view.json } };
});
