import { holding as holdingOf } from "../shared/resolve.ts";
import { writes } from "../shared/run.ts";
import { billState } from "./state.ts";
import { nextOf, pairChange } from "./steps.ts";

export default writes(async (context, actor) => {
  const { suite, words, args } = context;
  const holding = await holdingOf(context, args.required("holding", "a bill"));
  const state = await billState(context, holding);
  return {
    contract: suite.billRegistry,
    method: "liftMark",
    args: [holding],
    sentence: `${actor.name} lifts the mark "not transferable" on ${words.holding(holding)}.`,
    changes: pairChange(state, state.status, "Circulating"),
    data: () => ({ bill: state.id, holding }),
    next: () => nextOf(context, holding),
  };
});
