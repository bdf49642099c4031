import { writes } from "../shared/run.ts";
import { thePurchase } from "./steps.ts";

export default writes(async (context) => {
  const purchase = await thePurchase(context);
  return {
    contract: context.suite.reliefPurchases,
    method: "returnRest",
    args: [purchase],
    sentence: `What can't be paid any more of order ${purchase} goes back to the buyer.`,
  };
});
