import { writes } from "../shared/run.ts";
import { evidenceOf, theHousehold } from "./steps.ts";

export default writes(async (context, actor) => {
  const { suite, words } = context;
  const household = await theHousehold(context);
  return {
    contract: suite.reliefReviews,
    method: "relapse",
    args: [household, evidenceOf(context)],
    sentence: `${actor.name} takes ${words.household(household)} back on the register.`,
  };
});
