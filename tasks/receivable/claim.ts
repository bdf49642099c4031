import { yuan } from "../shared/format.ts";
import { writes } from "../shared/run.ts";
import { nextOf } from "./next.ts";
import { standing } from "./state.ts";
import { namedNote } from "./steps.ts";

export default writes(async (context, actor) => {
  const { suite, words } = context;
  const state = await namedNote(context);
  const { receivableSettlement } = suite;
  const { id } = state;
  const { aside, asideInterest, payer } = await receivableSettlement.progressOf(id);
  const owed = aside + asideInterest;
  const claimed =
    owed > 0n
      ? []
      : await context.events((first, last) =>
          receivableSettlement.queryFilter(
            receivableSettlement.filters.NoteClaimed(id, actor.participant),
            first,
            last,
          ),
        );
  if (claimed.length > 0) {
    return {
      already: `${actor.name} has claimed what was set aside for ${words.note(id)} already.`,
      data: { note: id },
      next: await nextOf(context, id),
    };
  }
  return {
    contract: receivableSettlement,
    method: "claim",
    args: [id],
    sentence: `${actor.name} takes ${yuan(owed)} that was set aside for ${words.note(id)}, from ${await words.participant(payer)}.`,
    changes: [{ what: words.note(id), from: `${standing(state)}, ${yuan(owed)} owed`, to: "paid what was set aside" }],
    data: () => ({ receivable: state.of.id, note: id, amount: owed }),
    next: () => nextOf(context, id),
  };
});
