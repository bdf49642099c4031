import { yuan } from "../shared/format.ts";
import { writes } from "../shared/run.ts";
import { ACTS, signed } from "./signing.ts";
import { theLine } from "./steps.ts";

export default writes(async (context) => {
  const { suite, words } = context;
  const { payout, line } = await theLine(context);
  const { household, amount } = await suite.reliefPayouts.lineInfo(payout, line);
  const assertion = await signed(context, ACTS.Confirm, household, { payout, line, amount });
  return {
    contract: suite.reliefPayouts,
    method: "confirm",
    args: [payout, line, household, assertion],
    sentence: `${words.household(household)} has received ${yuan(amount)} (payout ${payout}, line ${line}).`,
  };
});
