import { writes } from "../shared/run.ts";
import { fromEvent, participantIn, thePurchase } from "./steps.ts";

export default writes(async (context) => {
  const { suite, words } = context;
  const purchase = await thePurchase(context);
  const bank = await participantIn(context, "bank", "the households' payout bank");
  const handle = await words.handle(bank);
  return {
    contract: suite.reliefPurchases,
    method: "payShares",
    args: [purchase, bank],
    sentence: `The shares of order ${purchase} go out through ${await words.participant(bank)}.`,
    data: ([simulated], happened) => ({ payout: fromEvent(happened, "ProduceSharesPaid", "payout") ?? simulated }),
    next: ({ happenings }) => [
      words.command(`relief answer ${String(fromEvent(happenings, "ProduceSharesPaid", "payout"))}`, handle),
    ],
  };
});
