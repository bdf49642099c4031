import { yuan } from "../shared/format.ts";
import { positiveAmount, text32 } from "../shared/parse.ts";
import { writes } from "../shared/run.ts";
import { holder, ownHolder, referenceText, transferred } from "./holders.ts";

export default writes(async (context, actor) => {
  const { suite, args } = context;
  const from = await ownHolder(context, actor);
  const to = await holder(context, args.required("to", "the participant that receives it"), "--to");
  const amount = args.parsed("amount", "an amount in yuan, as in 1,234.56", positiveAmount);
  const businessRef = args.parsed("reference", "the reference of what it pays", text32);
  const reference = referenceText(businessRef);
  const paid = await context.events((first, last) =>
    suite.money.queryFilter(suite.money.filters.TransferReferenced(actor.address, to.wallet, businessRef), first, last),
  );
  // The token does not keep these references apart; paying one bill twice is a slip all the same.
  if (paid.some((each) => each.args.amount === amount) && !args.flag("again")) {
    return {
      already: `${actor.name} has paid ${to.name} ${yuan(amount)} under ${reference} already; add --again to pay it once more.`,
      data: { to: to.id, amount, reference },
    };
  }
  return {
    contract: suite.money,
    method: "transferWithReference",
    args: [to.wallet, amount, businessRef],
    sentence: `${actor.name} pays ${to.name} ${yuan(amount)}, reference ${reference}.`,
    changes: transferred(from, to, amount),
    data: () => ({ to: to.id, amount, reference }),
  };
});
