import { yuan } from "../shared/format.ts";
import { writes } from "../shared/run.ts";
import { nextOf } from "./next.ts";
import { has } from "./state.ts";
import { namedNote } from "./steps.ts";

export default writes(async (context, actor) => {
  const { suite, words } = context;
  const state = await namedNote(context);
  const { receivableSettlement } = suite;
  const { id } = state;
  const claimed = has(state, "set aside")
    ? []
    : await context.events((first, last) =>
        receivableSettlement.queryFilter(receivableSettlement.filters.NoteClaimed(id, actor.participant), first, last),
      );
  if (claimed.length > 0) {
    return {
      already: `${actor.name} has claimed what was set aside for ${words.note(id)} already.`,
      data: { note: id },
      next: await nextOf(context, id),
    };
  }
  const { owed, payer } = await receivableSettlement.progressOf(id);
  return {
    contract: receivableSettlement,
    method: "claim",
    args: [id],
    sentence: `${actor.name} takes ${yuan(owed)} that was set aside for ${words.note(id)}, from ${await words.participant(payer)}.`,
    changes: [{ what: words.note(id), from: "set aside", to: "paid" }],
    data: () => ({ receivable: state.of.id, note: id, amount: owed }),
    next: () => nextOf(context, id),
  };
});
