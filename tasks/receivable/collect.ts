import { yuan } from "../shared/format.ts";
import { participant } from "../shared/resolve.ts";
import { writes } from "../shared/run.ts";
import { roundAct } from "./paying.ts";
import { namedRoot } from "./steps.ts";

export default writes(async (context, actor) => {
  const { suite, words, args } = context;
  const of = await namedRoot(context);
  const { id, root } = of;
  const text = args.text("payer");
  const payer = text === undefined ? root.obligor : await participant(context, text, "--payer");
  const round = await suite.receivableSettlement.roundOf(id, payer);
  const name = await words.participant(payer);
  // A round that runs is carried on to its own goal, which may be a part.
  const paidTo = round.cursor === 0n ? root.face : round.paidTo;
  return roundAct(context, of, {
    payer,
    paidTo,
    method: "collect",
    args: [id, payer],
    sentence: `${actor.name} has receivable ${id} over ${yuan(root.face)} paid out from the money that ${name} has allowed for it.`,
  });
});
