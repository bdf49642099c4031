import { yuan } from "../shared/format.ts";
import { writes } from "../shared/run.ts";
import { theFund } from "./steps.ts";

export default writes(async (context, actor) => {
  const { suite, words } = context;
  const fund = await theFund(context);
  return {
    contract: suite.reliefFunds,
    method: "announceLeftover",
    args: [fund],
    sentence: `${actor.name} publishes what becomes of the ${yuan(await suite.reliefFunds.freeOf(fund))} that are left of fund ${fund}.`,
    next: [words.command(`relief return-lots ${fund}`, actor.handle)],
  };
});
