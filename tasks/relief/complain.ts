import { writes } from "../shared/run.ts";
import { evidenceOf, thePurchase } from "./steps.ts";

export default writes(async (context, actor) => {
  const purchase = await thePurchase(context);
  return {
    contract: context.suite.reliefPurchases,
    method: "complain",
    args: [purchase, evidenceOf(context)],
    sentence: `${actor.name} complains of order ${purchase}; an officer decides.`,
  };
});
