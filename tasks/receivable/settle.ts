import { yuan } from "../shared/format.ts";
import { writes } from "../shared/run.ts";
import { roundAct } from "./paying.ts";
import { namedRoot } from "./steps.ts";

export default writes(async (context, actor) => {
  const { words } = context;
  const of = await namedRoot(context);
  const { id, root } = of;
  const isBank = actor.participant === root.confirmer;
  const obligor = await words.participant(root.obligor);
  return roundAct(context, of, {
    payer: actor.participant,
    paidTo: root.face,
    method: "settle",
    args: [id],
    sentence: isBank
      ? `${actor.name} pays the holders of receivable ${id} over ${yuan(root.face)} for ${obligor}, and takes their notes.`
      : `${actor.name} settles receivable ${id} over ${yuan(root.face)}.`,
  });
});
