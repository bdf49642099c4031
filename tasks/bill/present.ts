import { ZeroHash } from "ethers";
import { dateOf, yuan } from "../shared/format.ts";
import { digest, fileDigest } from "../shared/parse.ts";
import { holding as holdingOf } from "../shared/resolve.ts";
import { writes } from "../shared/run.ts";
import { billState, unitsOf } from "./state.ts";
import { nextOf, pairChange, partAsked, partChange, partIn } from "./steps.ts";

export default writes(async (context, actor) => {
  const { suite, words, args } = context;
  const holding = await holdingOf(context, args.required("holding", "a bill"));
  const explanation = args.optional("explanationFile", fileDigest) ?? args.optional("explanation", digest) ?? ZeroHash;
  const state = await billState(context, holding);
  const acceptor = await words.participant(state.bill.acceptor);
  if (state.circulation === "InCollection" && state.info.holder === actor.participant) {
    const { answerBy, day } = state.presentation;
    return {
      already: `${words.holding(holding)} was presented on ${dateOf(day)}; ${acceptor} answers by ${dateOf(answerBy)}.`,
      data: { bill: state.id, holding },
      next: await nextOf(context, holding),
    };
  }
  const part = partAsked(context, state);
  const it = words.holding(holding);
  const isEarly = (await context.today()) < state.bill.maturity;
  return {
    contract: suite.billPayment,
    ...(part === undefined
      ? {
          method: "present",
          args: [holding, explanation],
          sentence: `${actor.name} presents ${it} over ${yuan(unitsOf(state.info))} to ${acceptor} for payment.`,
          changes: pairChange(state, state.status, "InCollection"),
        }
      : {
          method: "presentPart",
          args: [holding, part, explanation],
          sentence: `${actor.name} presents ${yuan(part)} of ${it} to ${acceptor} for payment.`,
          changes: partChange(context, state, part, "InCollection"),
        }),
    notes: isEarly
      ? [`It is due on ${dateOf(state.bill.maturity)}: until then ${acceptor} may refuse, which is no dishonour.`]
      : [],
    data: (_, happened) => ({ bill: state.id, holding: partIn(happened) ?? holding }),
    next: ({ happenings }) => nextOf(context, partIn(happenings) ?? holding),
  };
});
