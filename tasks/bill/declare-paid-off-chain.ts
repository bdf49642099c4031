import { digestGiven } from "../shared/digests.ts";
import { yuan } from "../shared/format.ts";
import { holding as holdingOf } from "../shared/resolve.ts";
import { writes } from "../shared/run.ts";
import { billState, unitsOf } from "./state.ts";
import { nextOf } from "./steps.ts";

export default writes(async (context, actor) => {
  const { suite, words, args } = context;
  const holding = await holdingOf(context, args.required("holding", "a bill"));
  const evidence = digestGiven(context, "What proves the payment");
  const state = await billState(context, holding);
  const holder = await words.participant(state.info.holder);
  const it = words.holding(holding);
  if (state.circulation === "InCollection" && state.presentation.evidence === evidence) {
    return {
      already: `${actor.name} has declared this payment of ${it} already; ${holder} is to confirm it.`,
      data: { bill: state.id, holding, evidence },
      next: await nextOf(context, holding),
    };
  }
  return {
    contract: suite.billPayment,
    method: "declarePaidOffChain",
    args: [holding, evidence],
    sentence: `${actor.name} declares that it has paid ${holder} ${yuan(unitsOf(state.info))} for ${it} beside the chain.`,
    notes: [`It counts once ${holder} confirms it, and the bill shows for ever how it was paid.`],
    data: () => ({ bill: state.id, holding, evidence }),
    next: () => nextOf(context, holding),
  };
});
