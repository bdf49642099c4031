import { digestGiven } from "../shared/digests.ts";
import { yuan } from "../shared/format.ts";
import { positiveAmount } from "../shared/parse.ts";
import { household as householdOf } from "../shared/resolve.ts";
import { writes } from "../shared/run.ts";
import { ACTS, signed } from "./signing.ts";
import { fromEvent, theRound } from "./steps.ts";

export default writes(async (context, actor) => {
  const { suite, words, args } = context;
  const round = await theRound(context);
  const household = await householdOf(context, args.required("household", "who buys, as in 1/17"), "--household");
  const amount = args.parsed("amount", "the price in yuan", positiveAmount);
  const goods = digestGiven(context, "The receipt", "goods");
  const fields = { round, merchant: actor.participant, amount, goods };
  const assertion = await signed(context, ACTS.UseVoucher, household, fields);
  return {
    contract: suite.reliefPurchases,
    method: "useVoucher",
    args: [round, household, amount, goods, assertion],
    sentence: `${words.household(household)} pays ${actor.name} ${yuan(amount)} with its voucher.`,
    data: ([simulated], happened) => ({ payout: fromEvent(happened, "VoucherUsed", "payout") ?? simulated }),
  };
});
