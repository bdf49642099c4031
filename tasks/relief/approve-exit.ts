import { writes } from "../shared/run.ts";
import { evidenceOf, householdsIn, householdsInWords } from "./steps.ts";

export default writes(async (context, actor) => {
  const households = await householdsIn(context);
  return {
    contract: context.suite.reliefReviews,
    method: "approveExit",
    args: [households, evidenceOf(context)],
    sentence: `${actor.name} lets ${householdsInWords(context, households)} exit; a year of observation begins.`,
  };
});
