import { yuan } from "../shared/format.ts";
import { writes } from "../shared/run.ts";
import { nextOf } from "./next.ts";
import { has, standing, unitsOf } from "./state.ts";
import { namedNote } from "./steps.ts";

export default writes(async (context, actor) => {
  const { suite, words } = context;
  const state = await namedNote(context);
  const { id, of, info } = state;
  const data = { receivable: of.id, note: id };
  if (has(state, "agreed to cancel") && info.holder === actor.participant) {
    return {
      already: `${actor.name} has agreed for ${words.note(id)} already.`,
      data,
      next: await nextOf(context, id),
    };
  }
  const { agreedUnits } = await suite.receivableIssuance.cancellationOf(of.id);
  const after = agreedUnits + unitsOf(info);
  const all = of.root.face - of.root.paid;
  return {
    contract: suite.receivableIssuance,
    method: "agreeToCancel",
    args: [id],
    sentence: `${actor.name} agrees, for ${words.note(id)} over ${yuan(unitsOf(info))}, to cancel receivable ${of.id}.`,
    changes: [
      { what: words.note(id), from: standing(state), to: "agreed to cancel" },
      { what: "Agreed", from: yuan(agreedUnits), to: `${yuan(after)} of ${yuan(all)}` },
    ],
    data: () => data,
    next: () => nextOf(context, id),
  };
});
