import { timeOf, yuan } from "../shared/format.ts";
import { timesOf } from "../shared/history.ts";
import { positiveAmount, text32 } from "../shared/parse.ts";
import { writes } from "../shared/run.ts";
import { holder, moved, referenceText } from "./holders.ts";

export default writes(async (context, actor) => {
  const { suite, words, args } = context;
  const { money } = suite;
  const from = await holder(context, args.text("from") ?? actor.participant.toString(), "--from");
  const amount = args.parsed("amount", "an amount in yuan, as in 1,234.56", positiveAmount);
  const businessRef = args.parsed("reference", "the booking's own reference", text32);
  if (await money.isReferenceUsed(actor.participant, businessRef)) {
    const [redeemed] = await context.events((first, last) =>
      money.queryFilter(money.filters.MoneyRedeemed(actor.participant, undefined, businessRef), first, last),
    );
    if (redeemed !== undefined && redeemed.args.from === from.wallet && redeemed.args.amount === amount) {
      const times = await timesOf(context, [redeemed.blockNumber]);
      return {
        already:
          `${actor.name} has redeemed ${yuan(amount)} of ${from.name} under ${referenceText(businessRef)} ` +
          `already, at ${timeOf(times.get(redeemed.blockNumber) ?? 0)}.`,
        data: { from: from.id, amount, reference: referenceText(businessRef) },
      };
    }
  }
  return {
    contract: money,
    method: "redeem",
    args: [from.wallet, amount, businessRef],
    sentence: `${actor.name} redeems ${yuan(amount)} of ${from.name}, reference ${referenceText(businessRef)}.`,
    changes: [moved(from, -amount)],
    data: () => ({ from: from.id, amount, reference: referenceText(businessRef) }),
    next: [words.command(`money balance ${from.handle}`)],
  };
});
