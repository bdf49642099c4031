import { yuan } from "../shared/format.ts";
import { writes } from "../shared/run.ts";
import { namedEntry } from "./disputes.ts";
import { nextOf } from "./next.ts";
import { namedNote } from "./steps.ts";

export default writes(async (context, actor) => {
  const { suite, words } = context;
  const state = await namedNote(context);
  const { id, of } = state;
  const { entry, claimant, amount, status } = await namedEntry(context, state, ["Entered", "Admitted"]);
  const data = { receivable: of.id, note: id, entry };
  if (status === "Ended" && claimant === actor.participant) {
    return { already: `Entry ${entry} on ${words.note(id)} has ended already.`, data, next: await nextOf(context, id) };
  }
  return {
    contract: suite.receivableDisputes,
    method: "withdraw",
    args: [id, entry],
    sentence: `${actor.name} takes back its assignment of ${words.note(id)} for ${yuan(amount)}.`,
    changes: [{ what: `Entry ${entry}`, from: status, to: "Ended" }],
    data: () => data,
    next: () => nextOf(context, id),
  };
});
