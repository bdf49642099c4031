import { yuan } from "../shared/format.ts";
import { writes } from "../shared/run.ts";
import { nameOf } from "../shared/terms.ts";
import { nextOf } from "./next.ts";
import { namedNote } from "./steps.ts";

export default writes(async (context, actor) => {
  const { suite, words } = context;
  const { id, of, info } = await namedNote(context);
  const { pledgee, status, secured } = await suite.receivableSecurity.pledgeOf(id);
  const data = { receivable: of.id, note: id };
  if (nameOf("PledgeStatus", status) === "Ended" && pledgee === actor.participant) {
    return { already: `The pledge of ${words.note(id)} has ended already.`, data };
  }
  return {
    contract: suite.receivableSecurity,
    method: "release",
    args: [id],
    sentence: `${actor.name} gives up its pledge of ${words.note(id)}, which secured ${yuan(secured)}; ${await words.participant(info.holder)} may dispose of it again.`,
    changes: [{ what: words.note(id), from: "pledged", to: "free" }],
    data: () => data,
    next: () => nextOf(context, id),
  };
});
