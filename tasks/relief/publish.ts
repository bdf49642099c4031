import { writes } from "../shared/run.ts";
import { householdsIn, householdsInWords } from "./steps.ts";

export default writes(async (context, actor) => {
  const households = await householdsIn(context);
  return {
    contract: context.suite.reliefReviews,
    method: "publish",
    args: [households],
    sentence: `${actor.name} puts ${householdsInWords(context, households)} on public notice.`,
  };
});
