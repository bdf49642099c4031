import { dateOf, yuan } from "../shared/format.ts";
import { holding as holdingOf } from "../shared/resolve.ts";
import { writes } from "../shared/run.ts";
import { billState, unitsOf } from "./state.ts";
import { nextOf } from "./steps.ts";

export default writes(async (context, actor) => {
  const { suite, words, args } = context;
  const holding = await holdingOf(context, args.required("holding", "a bill"));
  const state = await billState(context, holding);
  const acceptor = await words.participant(state.bill.acceptor);
  return {
    contract: suite.billPayment,
    method: "closeUnanswered",
    args: [holding],
    sentence:
      `${actor.name} closes what ${acceptor} left unanswered: ${words.holding(holding)} over ${yuan(unitsOf(state.info))}, ` +
      `to be answered by ${dateOf(state.presentation.answerBy)}.`,
    notes: ["With enough money and allowance it is paid now; else it is dishonoured by silence."],
    data: (_, happened) => ({ bill: state.id, holding, paid: happened.some(({ event }) => event === "BillPaid") }),
    next: () => nextOf(context, holding),
  };
});
