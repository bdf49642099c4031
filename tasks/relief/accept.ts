import { writes } from "../shared/run.ts";
import { thePurchase } from "./steps.ts";

export default writes(async (context, actor) => {
  const purchase = await thePurchase(context);
  return {
    contract: context.suite.reliefPurchases,
    method: "accept",
    args: [purchase],
    sentence: `${actor.name} accepts what order ${purchase} has brought.`,
    next: [context.words.command(`relief pay-shares ${purchase} --bank …`, "<anyone>")],
  };
});
