import { yuan } from "../shared/format.ts";
import { date } from "../shared/parse.ts";
import { holding as holdingOf, participant } from "../shared/resolve.ts";
import { writes } from "../shared/run.ts";
import { billState, unitsOf } from "./state.ts";
import { alreadyAsked, nextOf, pairChange, partAsked, partChange, partIn, requestIn } from "./steps.ts";

export default writes(async (context, actor) => {
  const { suite, words, args } = context;
  const holding = await holdingOf(context, args.required("holding", "a bill"));
  const to = await participant(context, args.required("to", "the endorsee"), "--to");
  const marked = args.flag("notTransferable");
  const lastDay = args.optional("until", date) ?? 0n;
  const state = await billState(context, holding);
  const part = partAsked(context, state);
  const asked = await alreadyAsked(context, state, actor, "Endorsement", to);
  if (asked !== undefined) return asked;
  const endorsee = await words.participant(to);
  const mark = marked ? ", not transferable further" : "";
  const circulation = marked ? "NotTransferable" : "Circulating";
  const it = words.holding(holding);
  const what = part === undefined ? `${it} over ${yuan(unitsOf(state.info))}` : `${yuan(part)} of ${it}`;
  return {
    contract: suite.billRegistry,
    ...(part === undefined
      ? { method: "endorse", args: [holding, to, marked, lastDay] }
      : { method: "endorsePart", args: [holding, part, to, marked, lastDay] }),
    sentence: `${actor.name} endorses ${what} to ${endorsee}${mark}.`,
    changes: ([request]) => {
      if (request !== 0n) return pairChange(state, state.status, "Locked");
      if (part !== undefined) return partChange(context, state, part, `${circulation}, ${endorsee}`);
      return [...pairChange(state, state.status, circulation), { what: "Holder", from: actor.name, to: endorsee }];
    },
    data: ([request], happened) => ({
      bill: state.id,
      holding: partIn(happened) ?? holding,
      request: requestIn(happened) ?? request,
    }),
    next: ({ happenings }) => nextOf(context, partIn(happenings) ?? holding),
  };
});
