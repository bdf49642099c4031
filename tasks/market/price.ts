import { dateOf, percent } from "../shared/format.ts";
import { date, rate as parseRate } from "../shared/parse.ts";
import { reads } from "../shared/run.ts";
import { figureTable } from "./figures.ts";
import { figuresAt, lotsOf, priceOfAll } from "./titles.ts";

export default reads(async (context) => {
  const { args } = context;
  const rate = args.parsed("rate", "percent a year, as in 1.85", parseRate);
  const valueDay = args.optional("valueDay", date) ?? (await context.today());
  const { titles, lots } = await lotsOf(context);
  const figures = await figuresAt(context, titles, lots, rate, valueDay);
  const json = { rate: percent(rate), valueDay: dateOf(valueDay), price: priceOfAll(figures), lots: figures };
  return { json, text: `At ${percent(rate)}, paid on ${dateOf(valueDay)}:\n\n${figureTable(figures)}` };
});
