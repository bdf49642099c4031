import { allHoldings, unitsOf } from "../bill/state.ts";
import { liveNotes } from "../receivable/state.ts";
import type { Context } from "../shared/context.ts";
import { yuan } from "../shared/format.ts";
import { amount } from "../shared/parse.ts";
import { participant } from "../shared/resolve.ts";
import { writes } from "../shared/run.ts";

/** Face of a debtor's bills and notes that a participant holds; what it has drawn and not delivered is no claim yet. */
async function heldOf(context: Context, debtor: bigint, holder: bigint): Promise<bigint> {
  const [holdings, notes] = await Promise.all([allHoldings(context), liveNotes(context)]);
  const bills = holdings.filter(
    ({ bill, info, circulation }) =>
      bill.acceptor === debtor && info.holder === holder && !["AwaitingDelivery", "Closed"].includes(circulation),
  );
  const owed = notes.filter(({ info }) => info.obligor === debtor && info.holder === holder);
  return [...bills, ...owed].reduce((sum, { info }) => sum + unitsOf(info), 0n);
}

export default writes(async (context, actor) => {
  const { suite, words, args } = context;
  const debtor = await participant(context, args.required("debtor", "a participant"));
  const limit = args.parsed("limit", "an amount in yuan, as in 10,000,000", amount);
  const used = args.optional("used", amount) ?? (await heldOf(context, debtor, actor.participant));
  const [before, name] = await Promise.all([suite.market.lineOf(actor.participant, debtor), words.participant(debtor)]);
  if (before.isSet && before.limit === limit && before.used === used) {
    return {
      already: `The line of ${actor.name} for ${name} is ${yuan(limit)} already, ${yuan(used)} of it used.`,
      data: { debtor, limit, used },
    };
  }
  return {
    contract: suite.market,
    method: "setLine",
    args: [debtor, limit, used],
    sentence: `${actor.name} takes on ${yuan(limit)} of ${name} at most, ${yuan(used)} of which it has.`,
    changes: [
      { what: "Limit", from: before.isSet ? yuan(before.limit) : "none", to: yuan(limit) },
      { what: "Used", from: before.isSet ? yuan(before.used) : "–", to: yuan(used) },
    ],
    data: () => ({ debtor, limit, used }),
    next: [words.command("market lines", actor.handle)],
  };
});
