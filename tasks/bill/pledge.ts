import { dateOf, yuan } from "../shared/format.ts";
import { date, positiveAmount } from "../shared/parse.ts";
import { holding as holdingOf, participant } from "../shared/resolve.ts";
import { writes } from "../shared/run.ts";
import { billState, unitsOf } from "./state.ts";
import { alreadyAsked, nextOf, pairChange, partAsked, requestIn } from "./steps.ts";

export default writes(async (context, actor) => {
  const { suite, words, args } = context;
  const holding = await holdingOf(context, args.required("holding", "a bill"));
  const pledgee = await participant(context, args.required("pledgee", "who has the security"), "--pledgee");
  const secured = args.parsed("secured", "what it secures in yuan, as in 500,000.00", positiveAmount);
  const due = args.parsed("due", "the day on which that is due, as in 2026-06-30", date);
  const lastDay = args.optional("until", date) ?? 0n;
  const state = await billState(context, holding);
  const part = partAsked(context, state);
  const asked = await alreadyAsked(context, state, actor, "Pledge", pledgee);
  if (asked !== undefined) return asked;
  const units = unitsOf(state.info);
  const it = words.holding(holding);
  const what = part === undefined ? `${it} over ${yuan(units)}` : `${yuan(part)} of ${it}`;
  return {
    contract: suite.billSecurity,
    method: "pledge",
    args: [holding, part ?? units, pledgee, secured, due, lastDay],
    sentence: `${actor.name} pledges ${what} to ${await words.participant(pledgee)} for ${yuan(secured)}, due on ${dateOf(due)}.`,
    changes: pairChange(state, state.status, "Locked"),
    notes: ["Title stays; what the bill brings in beyond what is secured comes back."],
    data: ([request], happened) => ({ bill: state.id, holding, request: requestIn(happened) ?? request }),
    next: () => nextOf(context, holding),
  };
});
