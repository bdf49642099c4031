import { writes } from "../shared/run.ts";
import { reasonOf, theRound } from "./steps.ts";

export default writes(async (context, actor) => {
  const round = await theRound(context);
  return {
    contract: context.suite.reliefBenefits,
    method: "refuseRound",
    args: [round, reasonOf(context)],
    sentence: `${actor.name} refuses round ${round}.`,
  };
});
