import { dateOf, yuan } from "../shared/format.ts";
import { oneOf } from "../shared/parse.ts";
import { holding as holdingOf } from "../shared/resolve.ts";
import { writes } from "../shared/run.ts";
import { choices, valueOf } from "../shared/terms.ts";
import { billState, heldAs, unitsOf } from "./state.ts";
import { nextOf, pairChange } from "./steps.ts";

const REASONS = choices("DishonourReason").filter((reason) => reason !== "Silence");

export default writes(async (context, actor) => {
  const { suite, words, args } = context;
  const holding = await holdingOf(context, args.required("holding", "a bill"));
  const reason = args.parsed("reason", "a reason, as in insufficient-funds", oneOf(REASONS));
  const state = await billState(context, holding);
  const { presentation } = state;
  if (!presentation.open && presentation.dishonouredOn !== 0n && state.bill.acceptor === actor.participant) {
    const day = dateOf(presentation.dishonouredOn);
    return {
      already: `${words.holding(holding)} was dishonoured on ${day} already.`,
      data: { bill: state.id, holding },
    };
  }
  const holder = await words.participant(state.info.holder);
  const effect = presentation.early
    ? "It was presented early, so this is no dishonour: it goes back to the holder."
    : "The holder gets it back with a right of recourse.";
  return {
    contract: suite.billPayment,
    method: "dishonour",
    args: [holding, valueOf("DishonourReason", reason)],
    sentence: `${actor.name} refuses to pay ${holder} ${yuan(unitsOf(state.info))} for ${words.holding(holding)} (${reason}).`,
    changes: pairChange(state, state.status, await heldAs(context, state)),
    notes: [effect],
    data: () => ({ bill: state.id, holding, reason }),
    next: () => nextOf(context, holding),
  };
});
