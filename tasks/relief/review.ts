import { digestGiven } from "../shared/digests.ts";
import { writes } from "../shared/run.ts";
import { householdsIn, householdsInWords } from "./steps.ts";

export default writes(async (context, actor) => {
  const households = await householdsIn(context);
  return {
    contract: context.suite.reliefReviews,
    method: "review",
    args: [households, digestGiven(context, "The minutes of the village's meeting", "minutes")],
    sentence: `${actor.name} records the village's review of ${householdsInWords(context, households)}.`,
    next: [context.words.command(`relief publish ${context.args.text("households") ?? ""}`, "<officer>")],
  };
});
