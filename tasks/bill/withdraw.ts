import { yuan } from "../shared/format.ts";
import { bill as billOf } from "../shared/resolve.ts";
import { writes } from "../shared/run.ts";
import { billState, firstHolding } from "./state.ts";
import { pairChange } from "./steps.ts";

export default writes(async (context, actor) => {
  const { suite, args } = context;
  const id = await billOf(context, args.required("bill", "a bill"));
  const state = await billState(context, firstHolding(id));
  if (state.status === "Ended") return { already: `Bill ${id} is Ended already.`, data: { bill: id } };
  const released =
    state.status === "Accepted" ? [`Its trade documents, ${yuan(state.bill.face)} of them, become free again.`] : [];
  return {
    contract: suite.billIssuance,
    method: "withdraw",
    args: [id],
    sentence: `${actor.name} withdraws bill ${id} over ${yuan(state.bill.face)}, which was not delivered.`,
    changes: pairChange(state, "Ended", "Closed"),
    notes: released,
    data: () => ({ bill: id }),
  };
});
