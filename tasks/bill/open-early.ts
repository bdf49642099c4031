import { evidenceIn } from "../evidence/digests.ts";
import { holding as holdingOf } from "../shared/resolve.ts";
import { writes } from "../shared/run.ts";
import { billState } from "./state.ts";
import { nextOf } from "./steps.ts";

export default writes(async (context, actor) => {
  const { suite, words, args } = context;
  const holding = await holdingOf(context, args.required("holding", "a bill"));
  const { evidence, name } = await evidenceIn(context);
  const state = await billState(context, holding);
  const it = words.holding(holding);
  if (state.info.dishonoured && state.info.holder === actor.participant) {
    return {
      already: `Recourse on ${it} is open already.`,
      data: { bill: state.id, holding },
      next: await nextOf(context, holding),
    };
  }
  const acceptor = await words.participant(state.bill.acceptor);
  return {
    contract: suite.billRecourse,
    method: "openEarly",
    args: [holding, evidence],
    sentence: `${actor.name} opens recourse on ${it} before its maturity: ${acceptor} is insolvent, by evidence ${evidence} of ${name}.`,
    changes: [{ what: words.holding(holding), from: state.circulation, to: "as dishonoured" }],
    data: () => ({ bill: state.id, holding, evidence }),
    next: () => nextOf(context, holding),
  };
});
