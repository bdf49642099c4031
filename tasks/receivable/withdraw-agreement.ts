import { yuan } from "../shared/format.ts";
import { writes } from "../shared/run.ts";
import { nextOf } from "./next.ts";
import { unitsOf } from "./state.ts";
import { namedNote } from "./steps.ts";

export default writes(async (context, actor) => {
  const { suite, words } = context;
  const { id, of, info } = await namedNote(context);
  return {
    contract: suite.receivableIssuance,
    method: "withdrawAgreement",
    args: [id],
    sentence: `${actor.name} no longer agrees, for ${words.note(id)} over ${yuan(unitsOf(info))}, to cancel receivable ${of.id}.`,
    changes: [{ what: words.note(id), from: "agreed to cancel", to: "free" }],
    data: () => ({ receivable: of.id, note: id }),
    next: () => nextOf(context, id),
  };
});
