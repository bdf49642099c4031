import { digestGiven } from "../shared/digests.ts";
import { yuan } from "../shared/format.ts";
import { writes } from "../shared/run.ts";
import { rootSteps } from "./next.ts";
import { rootState } from "./state.ts";
import { namedRoot } from "./steps.ts";

export default writes(async (context, actor) => {
  const { suite } = context;
  const state = await namedRoot(context);
  const { id, root } = state;
  const reason = digestGiven(context, "The reason", "reason");
  const { proposed } = await suite.receivableIssuance.cancellationOf(id);
  const data = { receivable: id, reason };
  if (proposed && root.obligor === actor.participant) {
    return {
      already: `${actor.name} has asked its holders to cancel receivable ${id} already.`,
      data,
      next: await rootSteps(context, state),
    };
  }
  return {
    contract: suite.receivableIssuance,
    method: "proposeCancellation",
    args: [id, reason],
    sentence: `${actor.name} asks all holders to cancel receivable ${id} over ${yuan(root.face)}.`,
    notes: ["Whoever agrees can't dispose of its note until it takes that back; with the last one it is cancelled."],
    data: () => data,
    next: async () => rootSteps(context, await rootState(context, id)),
  };
});
