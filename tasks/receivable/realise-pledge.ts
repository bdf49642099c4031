import { yuan } from "../shared/format.ts";
import { writes } from "../shared/run.ts";
import { nameOf } from "../shared/terms.ts";
import { nextOf } from "./next.ts";
import { unitsOf } from "./state.ts";
import { namedNote } from "./steps.ts";

export default writes(async (context, actor) => {
  const { suite, words } = context;
  const { id, of, info } = await namedNote(context);
  const { status, secured } = await suite.receivableSecurity.pledgeOf(id);
  const it = words.note(id);
  const data = { receivable: of.id, note: id, secured };
  if (nameOf("PledgeStatus", status) === "Realised" && info.holder === actor.participant) {
    return { already: `${actor.name} has title to ${it} already, to collect.`, data, next: await nextOf(context, id) };
  }
  const owner = await words.participant(info.holder);
  return {
    contract: suite.receivableSecurity,
    method: "realise",
    args: [id],
    sentence: `${actor.name} takes title to ${it} over ${yuan(unitsOf(info))}, to collect what it is owed.`,
    changes: [{ what: "Holder", from: owner, to: actor.name }],
    notes: [`Of what it brings in, ${actor.name} gets ${yuan(secured)} at most, and ${owner} the rest.`],
    data: () => data,
    next: () => nextOf(context, id),
  };
});
