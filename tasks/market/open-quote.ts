import type { Args } from "../shared/args.ts";
import { WrongUsage } from "../shared/failures.ts";
import { dateOf, percent } from "../shared/format.ts";
import { date, digest, rate as parseRate } from "../shared/parse.ts";
import { quote as quoteOf } from "../shared/resolve.ts";
import { writes } from "../shared/run.ts";
import { nameOf } from "../shared/terms.ts";
import { quoteHandle, splitQuote } from "../shared/words.ts";
import { figureLines, fundingSteps } from "./figures.ts";
import { kept, type Secret, whereKept } from "./sealed.ts";
import { askState, earliestDay, nextOf } from "./state.ts";
import { figuresOf, priceOfAll } from "./titles.ts";

/** What the commitment hides, as it was typed. */
function typed(args: Args): Pick<Secret, "rate" | "lastDay" | "salt"> | undefined {
  if (args.text("salt") === undefined) return undefined;
  return {
    rate: args.parsed("rate", "the rate that was sealed, as in 1.85", parseRate),
    lastDay: args.parsed("lastDay", "the last day that was sealed, as in 2026-01-30", date),
    salt: args.parsed("salt", "the salt that was sealed", digest),
  };
}

export default writes(async (context, actor) => {
  const { suite, args } = context;
  const id = await quoteOf(context, args.required("quote", "a quote"));
  const handle = quoteHandle(id);
  const { ask } = splitQuote(id);
  const info = await suite.market.quoteInfo(id);
  const status = nameOf("QuoteStatus", info.status);
  if (status === "Open" && info.buyer === actor.participant) {
    const already = `Quote ${handle} is open already, at ${percent(info.rate)}.`;
    return { already, data: { quote: id, ask, rate: info.rate }, next: await nextOf(context, ask) };
  }
  const secret = typed(args) ?? kept(context, info.commitment);
  if (secret === undefined) {
    throw new WrongUsage(
      `What quote ${handle} hides is not known here: ${whereKept(context, info.commitment)} does not exist.`,
      "Open it where it was sealed, bring that file here, or give --rate, --last-day and --salt.",
    );
  }
  const { rate, lastDay, salt } = secret;
  const state = await askState(context, ask);
  const valueDay = await earliestDay(context, state.ask);
  const figures = await figuresOf(context, state, rate, valueDay);
  const price = priceOfAll(figures);
  return {
    contract: suite.market,
    method: "openQuote",
    args: [id, rate, lastDay, salt],
    sentence: `${actor.name} opens quote ${handle}: ${percent(rate)}, binding until ${dateOf(lastDay)}.`,
    changes: [{ what: `Quote ${handle}`, from: status, to: "Open" }],
    notes: [`Paid on ${dateOf(valueDay)}:`, ...figureLines(figures, rate)],
    data: () => ({ quote: id, ask, rate, price }),
    next: async () => [...(await fundingSteps(context, actor.participant, price)), ...(await nextOf(context, ask))],
  };
});
