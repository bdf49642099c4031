import { writes } from "../shared/run.ts";
import { thePayout } from "./steps.ts";

export default writes(async (context) => {
  const payout = await thePayout(context);
  return {
    contract: context.suite.reliefPayouts,
    method: "enterConfirmations",
    args: [payout],
    sentence: `The households that have confirmed payout ${payout} in time have it in their scores.`,
  };
});
