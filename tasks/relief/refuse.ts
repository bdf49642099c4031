import { writes } from "../shared/run.ts";
import { reasonOf, theHousehold } from "./steps.ts";

export default writes(async (context, actor) => {
  const { suite, words } = context;
  const household = await theHousehold(context);
  return {
    contract: suite.reliefReviews,
    method: "refuse",
    args: [household, reasonOf(context)],
    sentence: `${actor.name} refuses ${words.household(household)}; it may be proposed again.`,
  };
});
