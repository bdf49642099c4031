import { date } from "../shared/parse.ts";
import { writes } from "../shared/run.ts";
import { alreadyPutForward, openingAct } from "./opening.ts";
import { openTerms } from "./terms.ts";

export default writes(async (context, actor) => {
  const terms = await openTerms(context, context.args, "obligor");
  const lastDay = context.args.optional("until", date) ?? 0n;
  return (await alreadyPutForward(context, actor, terms, false)) ?? openingAct(context, actor, terms, false, lastDay);
});
