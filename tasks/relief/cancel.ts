import { writes } from "../shared/run.ts";
import { thePurchase } from "./steps.ts";

export default writes(async (context, actor) => {
  const purchase = await thePurchase(context);
  return {
    contract: context.suite.reliefPurchases,
    method: "cancel",
    args: [purchase],
    sentence: `${actor.name} cancels order ${purchase}; the buyer has its money back.`,
  };
});
