import { oneOf } from "../shared/parse.ts";
import { writes } from "../shared/run.ts";
import { evidenceOf, thePurchase } from "./steps.ts";

export default writes(async (context, actor) => {
  const purchase = await thePurchase(context);
  const outcome = context.args.parsed("outcome", "delivered or cancelled", oneOf(["delivered", "cancelled"] as const));
  return {
    contract: context.suite.reliefPurchases,
    method: "settle",
    args: [purchase, outcome === "delivered", evidenceOf(context)],
    sentence: `${actor.name} decides on order ${purchase}: ${outcome}.`,
  };
});
