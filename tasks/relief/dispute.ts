import { yuan } from "../shared/format.ts";
import { writes } from "../shared/run.ts";
import { ACTS, signed } from "./signing.ts";
import { evidenceOf, theLine } from "./steps.ts";

export default writes(async (context) => {
  const { suite, words } = context;
  const { payout, line } = await theLine(context);
  const { household, amount } = await suite.reliefPayouts.lineInfo(payout, line);
  const evidence = evidenceOf(context);
  const assertion = await signed(context, ACTS.Dispute, household, { payout, line, amount, evidence });
  return {
    contract: suite.reliefPayouts,
    method: "dispute",
    args: [payout, line, household, evidence, assertion],
    sentence: `${words.household(household)} has not received ${yuan(amount)} as the bank says (payout ${payout}, line ${line}).`,
  };
});
