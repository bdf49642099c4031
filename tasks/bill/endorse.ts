import { yuan } from "../shared/format.ts";
import { date } from "../shared/parse.ts";
import { holding as holdingOf, participant } from "../shared/resolve.ts";
import { writes } from "../shared/run.ts";
import { billState, unitsOf } from "./state.ts";
import { alreadyAsked, nextOf, pairChange, requestIn } from "./steps.ts";

export default writes(async (context, actor) => {
  const { suite, words, args } = context;
  const holding = await holdingOf(context, args.required("holding", "a bill"));
  const to = await participant(context, args.required("to", "the endorsee"), "--to");
  const marked = args.flag("notTransferable");
  const lastDay = args.optional("until", date) ?? 0n;
  const state = await billState(context, holding);
  const asked = await alreadyAsked(context, state, actor, "Endorsement", to);
  if (asked !== undefined) return asked;
  const endorsee = await words.participant(to);
  const mark = marked ? ", not transferable further" : "";
  return {
    contract: suite.billRegistry,
    method: "endorse",
    args: [holding, to, marked, lastDay],
    sentence: `${actor.name} endorses ${words.holding(holding)} over ${yuan(unitsOf(state.info))} to ${endorsee}${mark}.`,
    changes: ([request]) =>
      request === 0n
        ? [
            ...pairChange(state, state.status, marked ? "NotTransferable" : "Circulating"),
            { what: "Holder", from: actor.name, to: endorsee },
          ]
        : pairChange(state, state.status, "Locked"),
    data: ([request], happened) => ({ bill: state.id, holding, request: requestIn(happened) ?? request }),
    next: () => nextOf(context, holding),
  };
});
