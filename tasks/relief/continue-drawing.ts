import { yuan } from "../shared/format.ts";
import { writes } from "../shared/run.ts";
import { thePayout } from "./steps.ts";

export default writes(async (context) => {
  const { suite } = context;
  const payout = await thePayout(context);
  const { drawn, total } = await suite.reliefPayouts.payoutInfo(payout);
  return {
    contract: suite.reliefPayouts,
    method: "continueDrawing",
    args: [payout],
    sentence: `Lots are used for the rest of payout ${payout}: ${yuan(total - drawn)} of ${yuan(total)}.`,
  };
});
