import { digestGiven } from "../shared/digests.ts";
import { yuan } from "../shared/format.ts";
import { writes } from "../shared/run.ts";
import { disputeOn } from "./disputes.ts";
import { nextOf } from "./next.ts";
import { standing, unitsOf } from "./state.ts";
import { namedNote } from "./steps.ts";

export default writes(async (context, actor) => {
  const { suite, words } = context;
  const state = await namedNote(context);
  const { id, of, info } = state;
  const evidence = digestGiven(context, "What it is about");
  const { open, raisedBy } = await disputeOn(context, id);
  const data = { receivable: of.id, note: id, evidence };
  if (open && raisedBy === actor.participant) {
    return { already: `${actor.name} disputes ${words.note(id)} already.`, data, next: await nextOf(context, id) };
  }
  return {
    contract: suite.receivableDisputes,
    method: "dispute",
    args: [id, evidence],
    sentence: `${actor.name} disputes ${words.note(id)} over ${yuan(unitsOf(info))}, held by ${await words.participant(info.holder)}.`,
    changes: [{ what: words.note(id), from: standing(state), to: "disputed" }],
    notes: [
      "It is not passed on, pledged or financed until both sides, or a court, resolve it; it is paid all the same.",
    ],
    data: () => data,
    next: () => nextOf(context, id),
  };
});
