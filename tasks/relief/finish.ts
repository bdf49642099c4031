import { writes } from "../shared/run.ts";
import { thePurchase } from "./steps.ts";

export default writes(async (context) => {
  const purchase = await thePurchase(context);
  return {
    contract: context.suite.reliefPurchases,
    method: "finish",
    args: [purchase],
    sentence: `Order ${purchase} is finished: the cooperative has its margin, the buyer what can't be paid any more.`,
  };
});
