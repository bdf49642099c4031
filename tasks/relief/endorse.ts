import { writes } from "../shared/run.ts";
import { evidenceOf, householdsIn, householdsInWords } from "./steps.ts";

export default writes(async (context, actor) => {
  const households = await householdsIn(context);
  return {
    contract: context.suite.reliefReviews,
    method: "endorse",
    args: [households, evidenceOf(context)],
    sentence: `${actor.name} approves ${householdsInWords(context, households)} for the township.`,
    next: [context.words.command(`relief register ${context.args.text("households") ?? ""}`, "<officer>")],
  };
});
