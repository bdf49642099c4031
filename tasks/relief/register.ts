import { writes } from "../shared/run.ts";
import { evidenceOf, householdsIn, householdsInWords } from "./steps.ts";

export default writes(async (context, actor) => {
  const households = await householdsIn(context);
  return {
    contract: context.suite.reliefReviews,
    method: "register",
    args: [households, evidenceOf(context)],
    sentence: `${actor.name} registers ${householdsInWords(context, households)} for the county.`,
  };
});
