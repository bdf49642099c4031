import { writes } from "../shared/run.ts";
import { theRound } from "./steps.ts";

export default writes(async (context, actor) => {
  const round = await theRound(context);
  return {
    contract: context.suite.reliefBenefits,
    method: "closeRound",
    args: [round],
    sentence: `${actor.name} closes round ${round}: nothing more is released.`,
  };
});
