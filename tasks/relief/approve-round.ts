import { yuan } from "../shared/format.ts";
import { writes } from "../shared/run.ts";
import { listIn } from "./lists.ts";
import { evidenceOf, theRound } from "./steps.ts";
import { WrongUsage } from "../shared/failures.ts";

export default writes(async (context, actor) => {
  const { suite, words, args } = context;
  const round = await theRound(context);
  const { root, total } = await suite.reliefBenefits.roundInfo(round);
  const list = args.text("list") === undefined ? undefined : listIn(context);
  if (list !== undefined && (list.root !== root || list.total !== total)) {
    throw new WrongUsage(
      `This is not the list of round ${round}, which comes to ${yuan(total)}; this one comes to ${yuan(list.total)}.`,
      "Ask who has proposed it for the list.",
    );
  }
  return {
    contract: suite.reliefBenefits,
    method: "approveRound",
    args: [round, root, total, evidenceOf(context)],
    sentence: `${actor.name} approves round ${round}: ${yuan(total)} at most.`,
    next: [words.command(`relief pay-benefits ${round}`, "<officer>")],
  };
});
