import { yuan } from "../shared/format.ts";
import { date } from "../shared/parse.ts";
import { bill as billOf } from "../shared/resolve.ts";
import { writes } from "../shared/run.ts";
import { billState, firstHolding } from "./state.ts";
import { alreadyAsked, nextOf, pairChange, requestIn } from "./steps.ts";

export default writes(async (context, actor) => {
  const { suite, words, args } = context;
  const id = await billOf(context, args.required("bill", "a bill"));
  const lastDay = args.optional("until", date) ?? 0n;
  const state = await billState(context, firstHolding(id));
  const asked = await alreadyAsked(context, state, actor, "Delivery");
  if (asked !== undefined) return asked;
  const payee = await words.participant(state.bill.payee);
  const circulation = state.bill.notTransferable ? "NotTransferable" : "Circulating";
  return {
    contract: suite.billIssuance,
    method: "deliver",
    args: [id, lastDay],
    sentence: `${actor.name} delivers bill ${id} over ${yuan(state.bill.face)} to ${payee}.`,
    changes: ([request]) =>
      request === 0n
        ? [...pairChange(state, "Delivered", circulation), { what: "Holder", from: actor.name, to: payee }]
        : pairChange(state, "Accepted", "Locked"),
    data: ([request], happened) => ({ bill: id, request: requestIn(happened) ?? request }),
    next: () => nextOf(context, firstHolding(id)),
  };
});
