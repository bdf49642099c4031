import { dateOf, yuan } from "../shared/format.ts";
import { holding as holdingOf } from "../shared/resolve.ts";
import { writes } from "../shared/run.ts";
import { billState, unitsOf } from "./state.ts";
import { nextOf, pairChange } from "./steps.ts";

export default writes(async (context, actor) => {
  const { suite, words, args } = context;
  const holding = await holdingOf(context, args.required("holding", "a bill"));
  const state = await billState(context, holding);
  const it = words.holding(holding);
  if (state.circulation === "InCollection") {
    const { day, answerBy } = state.presentation;
    return {
      already: `${it} was presented on ${dateOf(day)}; its acceptor answers by ${dateOf(answerBy)}.`,
      data: { bill: state.id, holding },
      next: await nextOf(context, holding),
    };
  }
  const [acceptor, holder] = await Promise.all([
    words.participant(state.bill.acceptor),
    words.participant(state.info.holder),
  ]);
  return {
    contract: suite.billPayment,
    method: "presentStanding",
    args: [holding],
    sentence: `${actor.name} presents ${it} over ${yuan(unitsOf(state.info))} to ${acceptor}, as ${holder} has asked in advance.`,
    changes: pairChange(state, state.status, "InCollection"),
    data: () => ({ bill: state.id, holding }),
    next: () => nextOf(context, holding),
  };
});
