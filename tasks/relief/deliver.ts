import { writes } from "../shared/run.ts";
import { evidenceOf, thePurchase } from "./steps.ts";

export default writes(async (context, actor) => {
  const purchase = await thePurchase(context);
  return {
    contract: context.suite.reliefPurchases,
    method: "deliver",
    args: [purchase, evidenceOf(context)],
    sentence: `${actor.name} has delivered order ${purchase}.`,
    next: [context.words.command(`relief accept ${purchase}`, "<buyer>")],
  };
});
