import { timeOf, yuan } from "../shared/format.ts";
import { timesOf } from "../shared/history.ts";
import { positiveAmount, text32 } from "../shared/parse.ts";
import { writes } from "../shared/run.ts";
import { holder, moved, referenceText } from "./holders.ts";

export default writes(async (context, actor) => {
  const { suite, words, args } = context;
  const { money } = suite;
  const to = await holder(context, args.required("to", "the participant that receives it"), "--to");
  const amount = args.parsed("amount", "an amount in yuan, as in 1,234.56", positiveAmount);
  const businessRef = args.parsed("reference", "the booking's own reference", text32);
  if (await money.isReferenceUsed(actor.participant, businessRef)) {
    const [issued] = await context.events((first, last) =>
      money.queryFilter(money.filters.MoneyIssued(actor.participant, undefined, businessRef), first, last),
    );
    // The same reference for something else is for the contract to refuse.
    if (issued !== undefined && issued.args.to === to.wallet && issued.args.amount === amount) {
      const times = await timesOf(context, [issued.blockNumber]);
      return {
        already:
          `${actor.name} has issued ${yuan(amount)} to ${to.name} under ${referenceText(businessRef)} ` +
          `already, at ${timeOf(times.get(issued.blockNumber) ?? 0)}.`,
        data: { to: to.id, amount, reference: referenceText(businessRef) },
      };
    }
  }
  return {
    contract: money,
    method: "issue",
    args: [to.wallet, amount, businessRef],
    sentence: `${actor.name} issues ${yuan(amount)} to ${to.name}, reference ${referenceText(businessRef)}.`,
    changes: [moved(to, amount)],
    data: () => ({ to: to.id, amount, reference: referenceText(businessRef) }),
    next: [words.command(`money balance ${to.handle}`)],
  };
});
