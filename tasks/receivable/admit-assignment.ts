import { yuan } from "../shared/format.ts";
import { writes } from "../shared/run.ts";
import { noteHandle } from "../shared/words.ts";
import { namedEntry } from "./disputes.ts";
import { standing } from "./state.ts";
import { namedNote } from "./steps.ts";

export default writes(async (context, actor) => {
  const { suite, words } = context;
  const state = await namedNote(context);
  const { id, of, info } = state;
  const { entry, claimant, amount, status } = await namedEntry(context, state, ["Entered"]);
  const data = { receivable: of.id, note: id, entry };
  const next = [words.command(`receivable ladder ${noteHandle(id)}`)];
  const name = await words.participant(claimant);
  if (status === "Admitted" && info.holder === actor.participant) {
    return { already: `Entry ${entry} of ${name} is admitted already.`, data, next };
  }
  return {
    contract: suite.receivableDisputes,
    method: "admit",
    args: [id, entry],
    sentence: `${actor.name} admits that ${words.note(id)} was assigned to ${name} before, for ${yuan(amount)}.`,
    changes: [{ what: words.note(id), from: standing(state), to: "contested" }],
    notes: ["What comes in on it is divided by rank from now on (Civil Code 768)."],
    data: () => data,
    next,
  };
});
