import { yuan } from "../shared/format.ts";
import { writes } from "../shared/run.ts";
import { pageSize, roundAct } from "./paying.ts";
import { nextOfRoot } from "./next.ts";
import { namedRoot } from "./steps.ts";

export default writes(async (context, actor) => {
  const { suite, words } = context;
  const of = await namedRoot(context);
  const { id, root, status } = of;
  const round = await suite.receivableSettlement.roundOf(id, actor.participant);
  if (status === "Settled" || (round.cursor === 0n && round.paidTo === root.face)) {
    return {
      already: `${status === "Settled" ? words.receivable(id) : `What ${actor.name} had to pay on ${words.receivable(id)}`} is settled already.`,
      data: { receivable: id },
      next: await nextOfRoot(context, id),
    };
  }
  const isBank = actor.participant === root.confirmer;
  const obligor = await words.participant(root.obligor);
  return roundAct(context, of, {
    payer: actor.participant,
    paidTo: root.face,
    method: "settle",
    args: [id, pageSize(context)],
    sentence: isBank
      ? `${actor.name} pays the holders of receivable ${id} over ${yuan(root.face)} for ${obligor}, and takes their notes.`
      : `${actor.name} settles receivable ${id} over ${yuan(root.face)}.`,
  });
});
