import { yuan } from "../shared/format.ts";
import { holding as holdingOf } from "../shared/resolve.ts";
import { writes } from "../shared/run.ts";
import { nameOf } from "../shared/terms.ts";
import { billState } from "./state.ts";
import { nextOf, pairChange } from "./steps.ts";

export default writes(async (context, actor) => {
  const { suite, words, args } = context;
  const holding = await holdingOf(context, args.required("holding", "a bill"));
  const [state, { pledgee, pledgor, status, debt }] = await Promise.all([
    billState(context, holding),
    suite.billSecurity.pledgeOf(holding),
  ]);
  const it = words.holding(holding);
  if (nameOf("PledgeStatus", status) === "Ended" && pledgee === actor.participant) {
    return { already: `The pledge of ${it} has ended already.`, data: { bill: state.id, holding } };
  }
  const secured = await suite.billSecurity.securedOf(debt);
  return {
    contract: suite.billSecurity,
    method: "release",
    args: [holding],
    sentence: `${actor.name} gives up its pledge of ${it}, which secured ${yuan(secured)}; ${await words.participant(pledgor)} may dispose of it again.`,
    changes: pairChange(state, state.status, "Circulating"),
    data: () => ({ bill: state.id, holding }),
    next: () => nextOf(context, holding),
  };
});
