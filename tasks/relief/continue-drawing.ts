import { yuan } from "../shared/format.ts";
import { writes } from "../shared/run.ts";
import { nameOf } from "../shared/terms.ts";
import { thePayout } from "./steps.ts";

export default writes(async (context) => {
  const { suite } = context;
  const payout = await thePayout(context);
  const { drawn, total, returned, status } = await suite.reliefPayouts.payoutInfo(payout);
  const isBack = nameOf("PayoutStatus", status) === "Returning";
  return {
    contract: suite.reliefPayouts,
    method: "continueDrawing",
    args: [payout],
    sentence: isBack
      ? `Lots get back what payout ${payout} had of them and nobody may be paid: ${yuan(drawn - returned)} of ${yuan(drawn)}.`
      : `Lots are used for the rest of payout ${payout}: ${yuan(total - drawn)} of ${yuan(total)}. If its payee may no longer be paid, they get it back.`,
  };
});
