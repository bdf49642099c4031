import { yuan } from "../shared/format.ts";
import { digest, fileDigest } from "../shared/parse.ts";
import { holding as holdingOf } from "../shared/resolve.ts";
import { writes } from "../shared/run.ts";
import { billState, unitsOf } from "./state.ts";
import { pairChange } from "./steps.ts";

export default writes(async (context, actor) => {
  const { suite, words, args } = context;
  const holding = await holdingOf(context, args.required("holding", "a bill"));
  const state = await billState(context, holding);
  const { offChain, evidence: declared } = state.presentation;
  const evidence = args.optional("evidenceFile", fileDigest) ?? args.optional("evidence", digest) ?? declared;
  const it = words.holding(holding);
  if (offChain) return { already: `${it} was paid beside the chain already.`, data: { bill: state.id, holding } };
  const acceptor = await words.participant(state.bill.acceptor);
  const units = unitsOf(state.info);
  const isLast = state.bill.closed + units === state.bill.face;
  return {
    contract: suite.billPayment,
    method: "confirmPaidOffChain",
    args: [holding, evidence],
    sentence: `${actor.name} confirms that ${acceptor} has paid it ${yuan(units)} for ${it} beside the chain.`,
    changes: pairChange(state, isLast ? "Settled" : state.status, "Closed"),
    notes: [`Digest of the payment: ${evidence}`],
    data: () => ({ bill: state.id, holding, evidence }),
  };
});
