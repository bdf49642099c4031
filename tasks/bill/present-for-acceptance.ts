import { yuan } from "../shared/format.ts";
import { bill as billOf } from "../shared/resolve.ts";
import { writes } from "../shared/run.ts";
import { billState, firstHolding } from "./state.ts";
import { alreadyAsked, nextOf, pairChange, requestIn } from "./steps.ts";

export default writes(async (context, actor) => {
  const id = await billOf(context, context.args.required("bill", "a bill"));
  const state = await billState(context, firstHolding(id));
  const asked = await alreadyAsked(context, state, actor, "Acceptance");
  if (asked !== undefined) return asked;
  const acceptor = await context.words.participant(state.bill.acceptor);
  const atOnce = (request: bigint) => request === 0n;
  return {
    contract: context.suite.billIssuance,
    method: "presentForAcceptance",
    args: [id],
    sentence: `${actor.name} asks ${acceptor} to accept bill ${id} over ${yuan(state.bill.face)}.`,
    changes: ([request]) =>
      atOnce(request as bigint)
        ? pairChange(state, "Accepted", "AwaitingDelivery")
        : pairChange(state, "Drawn", "Locked"),
    data: ([request], happened) => ({ bill: id, request: requestIn(happened) ?? request }),
    next: () => nextOf(context, firstHolding(id)),
  };
});
