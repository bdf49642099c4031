import { yuan } from "../shared/format.ts";
import { amount as parseAmount } from "../shared/parse.ts";
import { account } from "../shared/resolve.ts";
import { writes } from "../shared/run.ts";

export default writes(async (context, actor) => {
  const { suite, words, args } = context;
  const spender = await account(context, args.required("spender", "a contract, as in BillPayment"), "The spender");
  const amount = args.parsed("amount", "an amount in yuan, as in 1,234.56", parseAmount);
  const [name, before] = await Promise.all([words.account(spender), suite.money.allowance(actor.address, spender)]);
  if (before === amount) {
    return { already: `${name} may take ${yuan(amount)} from ${actor.name} already.`, data: { spender, amount } };
  }
  return {
    contract: suite.money,
    method: "approve",
    args: [spender, amount],
    sentence: `${actor.name} allows ${name} to take up to ${yuan(amount)}.`,
    changes: [{ what: `${name} may take`, from: yuan(before), to: yuan(amount) }],
    data: () => ({ spender, amount }),
  };
});
