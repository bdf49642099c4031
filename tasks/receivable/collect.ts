import { yuan } from "../shared/format.ts";
import { participant } from "../shared/resolve.ts";
import { writes } from "../shared/run.ts";
import { nextOfRoot } from "./next.ts";
import { pageSize, roundAct } from "./paying.ts";
import { namedRoot } from "./steps.ts";

export default writes(async (context, actor) => {
  const { suite, words, args } = context;
  const of = await namedRoot(context);
  const { id, root, status } = of;
  const text = args.text("payer");
  const payer = text === undefined ? root.obligor : await participant(context, text, "--payer");
  const round = await suite.receivableSettlement.roundOf(id, payer);
  const name = await words.participant(payer);
  if (status === "Settled" || (round.cursor === 0n && round.paidTo === root.face)) {
    return {
      already: `${name} has nothing more to pay on receivable ${id}.`,
      data: { receivable: id },
      next: await nextOfRoot(context, id),
    };
  }
  // A round that runs is carried on to its own goal, which may be a part.
  const paidTo = round.cursor === 0n ? root.face : round.paidTo;
  return roundAct(context, of, {
    payer,
    paidTo,
    method: "collect",
    args: [id, payer, pageSize(context)],
    sentence: `${actor.name} has receivable ${id} over ${yuan(root.face)} paid out from the money that ${name} has allowed for it.`,
  });
});
