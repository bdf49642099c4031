import { yuan } from "../shared/format.ts";
import { holding as holdingOf } from "../shared/resolve.ts";
import { writes } from "../shared/run.ts";
import { nameOf } from "../shared/terms.ts";
import { billState, unitsOf } from "./state.ts";
import { nextOf } from "./steps.ts";

export default writes(async (context, actor) => {
  const { suite, words, args } = context;
  const holding = await holdingOf(context, args.required("holding", "a bill"));
  const [state, { pledgor, status, debt }] = await Promise.all([
    billState(context, holding),
    suite.billSecurity.pledgeOf(holding),
  ]);
  const it = words.holding(holding);
  const [owner, secured] = await Promise.all([words.participant(pledgor), suite.billSecurity.securedOf(debt)]);
  if (nameOf("PledgeStatus", status) === "Realised" && state.info.holder === actor.participant) {
    return {
      already: `${actor.name} has title to ${it} already, to collect.`,
      data: { bill: state.id, holding },
      next: await nextOf(context, holding),
    };
  }
  return {
    contract: suite.billSecurity,
    method: "realise",
    args: [holding],
    sentence: `${actor.name} takes title to ${it} over ${yuan(unitsOf(state.info))}, to collect what it is owed.`,
    changes: [{ what: "Holder", from: owner, to: actor.name }],
    notes: [`Of what it brings in, ${actor.name} gets ${yuan(secured)} at most, and ${owner} the rest.`],
    data: () => ({ bill: state.id, holding, secured }),
    next: () => nextOf(context, holding),
  };
});
