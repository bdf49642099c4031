import { yuan } from "../shared/format.ts";
import { positiveAmount } from "../shared/parse.ts";
import { writes } from "../shared/run.ts";
import { holder, transferred } from "./holders.ts";

export default writes(async (context, actor) => {
  const { suite, args } = context;
  const from = await holder(context, args.required("from", "the participant whose money it is"), "--from");
  const to = await holder(context, args.required("to", "the participant that receives it"), "--to");
  const amount = args.parsed("amount", "an amount in yuan, as in 1,234.56", positiveAmount);
  const allowance = await suite.money.allowance(from.wallet, actor.address);
  return {
    contract: suite.money,
    method: "transferFrom",
    args: [from.wallet, to.wallet, amount],
    sentence: `${actor.name} takes ${yuan(amount)} from ${from.name} for ${to.name}.`,
    changes: [
      ...transferred(from, to, amount),
      { what: `${actor.name} may take`, from: yuan(allowance), to: yuan(allowance - amount) },
    ],
    data: () => ({ from: from.id, to: to.id, amount }),
  };
});
