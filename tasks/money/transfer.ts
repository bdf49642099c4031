import { yuan } from "../shared/format.ts";
import { positiveAmount } from "../shared/parse.ts";
import { writes } from "../shared/run.ts";
import { holder, ownHolder, transferred } from "./holders.ts";

export default writes(async (context, actor) => {
  const { suite, args } = context;
  const from = await ownHolder(context, actor);
  const to = await holder(context, args.required("to", "the participant that receives it"), "--to");
  const amount = args.parsed("amount", "an amount in yuan, as in 1,234.56", positiveAmount);
  return {
    contract: suite.money,
    method: "transfer",
    args: [to.wallet, amount],
    sentence: `${actor.name} pays ${to.name} ${yuan(amount)}.`,
    changes: transferred(from, to, amount),
    notes: ["It names nothing that it pays; with `money transfer-with-reference` it would."],
    data: () => ({ to: to.id, amount }),
  };
});
