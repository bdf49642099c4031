import { WrongUsage } from "../shared/failures.ts";
import { yuan } from "../shared/format.ts";
import { positiveAmount } from "../shared/parse.ts";
import { writes } from "../shared/run.ts";
import { nextOfRoot } from "./next.ts";
import { roundAct } from "./paying.ts";
import { namedRoot } from "./steps.ts";

export default writes(async (context, actor) => {
  const { suite, args } = context;
  const of = await namedRoot(context);
  const { id, root } = of;
  const paidTo = args.parsed("paidTo", "how much of it is to be paid in all, in yuan", positiveAmount);
  if (paidTo >= root.face) {
    throw new WrongUsage(
      `--paid-to is ${yuan(paidTo)}; receivable ${id} is over ${yuan(root.face)}.`,
      `All of it is paid by ${context.words.command(`receivable settle ${id}`, actor.handle)}.`,
    );
  }
  const [before, { cursor }] = await Promise.all([
    suite.receivableSettlement.paidTo(id),
    suite.receivableSettlement.roundOf(id, root.obligor),
  ]);
  if (before >= paidTo && cursor === 0n) {
    return {
      already: `${yuan(before)} of receivable ${id} is paid already.`,
      data: { receivable: id, paidTo: before },
      next: await nextOfRoot(context, id),
    };
  }
  return roundAct(context, of, {
    payer: actor.participant,
    paidTo,
    method: "settlePartly",
    args: [id, paidTo],
    sentence: `${actor.name} pays receivable ${id} in part: ${yuan(paidTo)} of ${yuan(root.face)} in all, the same share of every note.`,
  });
});
