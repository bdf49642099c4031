import { dateOf, percent, yuan } from "../shared/format.ts";
import { date, rate as parseRate } from "../shared/parse.ts";
import { writes } from "../shared/run.ts";
import { numberIn } from "./asked.ts";
import { alreadyAsked, amountAsked, amountOf, dataOf, namedNote, nextAfter, noteChanges } from "./steps.ts";

export default writes(async (context, actor) => {
  const { suite, words, args } = context;
  const state = await namedNote(context);
  const { id, of, info } = state;
  const amount = amountAsked(context, state);
  const rate = args.parsed("rate", "percent a year, as in 3.6", parseRate);
  const lastDay = args.optional("until", date) ?? 0n;
  const already = await alreadyAsked(context, actor, {
    act: "EarlyPayment",
    to: info.obligor,
    root: of.id,
    amount,
    terms: (terms) => numberIn(terms) === rate,
  });
  if (already !== undefined) return already;
  const [obligor, price] = await Promise.all([
    words.participant(info.obligor),
    suite.receivableSettlement.earlyPrice(id, amount, rate),
  ]);
  return {
    contract: suite.receivableSettlement,
    method: "requestEarlyPayment",
    args: [id, amount, rate, lastDay],
    sentence: `${actor.name} asks ${obligor} to pay ${amountOf(context, state, amount)} early, at ${percent(rate)}.`,
    changes: noteChanges(context, state, amount, `locked until ${obligor} signs`),
    notes: [
      `Paid today it would be ${yuan(price)}: ${yuan(amount)} less ${yuan(amount - price)} up to ${dateOf(of.payableDay ?? info.dueDay)}.`,
    ],
    data: (result, happened) => ({ ...dataOf(id)(result, happened), price }),
    next: nextAfter(context, id),
  };
});
