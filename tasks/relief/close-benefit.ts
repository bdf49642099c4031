import { writes } from "../shared/run.ts";
import { theBenefit } from "./steps.ts";

export default writes(async (context, actor) => {
  const benefit = await theBenefit(context);
  return {
    contract: context.suite.reliefProgrammes,
    method: "closeBenefit",
    args: [benefit],
    sentence: `${actor.name} ends benefit ${benefit}: nothing new is proposed for it.`,
  };
});
