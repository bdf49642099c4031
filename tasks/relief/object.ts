import { writes } from "../shared/run.ts";
import { round as roundOf } from "../shared/resolve.ts";
import { evidenceOf, fromEvent, theHousehold } from "./steps.ts";

export default writes(async (context, actor) => {
  const { suite, words, args } = context;
  const household = await theHousehold(context);
  const text = args.text("round");
  const evidence = evidenceOf(context);
  if (text !== undefined) {
    const round = await roundOf(context, text, "--round");
    return {
      contract: suite.reliefBenefits,
      method: "objectToLine",
      args: [round, household, evidence],
      sentence: `${actor.name} objects to the line of ${words.household(household)} in round ${round}: it waits until this is answered.`,
      data: (_, happened) => ({ lineObjection: fromEvent(happened, "LineObjectionRaised", "objection") }),
    };
  }
  return {
    contract: suite.reliefReviews,
    method: "object",
    args: [household, evidence],
    sentence: `${actor.name} objects to ${words.household(household)}: nothing goes on until this is answered.`,
    data: (_, happened) => ({ objection: fromEvent(happened, "ObjectionRaised", "objection") }),
  };
});
