import { yuan } from "../shared/format.ts";
import { positiveAmount, purpose } from "../shared/parse.ts";
import { writes } from "../shared/run.ts";
import { textOf } from "../shared/words.ts";
import { evidenceOf, fromEvent, theProgramme } from "./steps.ts";

export default writes(async (context, actor) => {
  const { suite, words, args } = context;
  const programme = await theProgramme(context);
  const target = args.parsed("target", "what may come in, in yuan", positiveAmount);
  const code = args.parsed("purpose", "what it is for, as in EDUCATION", purpose);
  const isProduce = args.flag("produce");
  return {
    contract: suite.reliefFunds,
    method: isProduce ? "openProduce" : "openBudget",
    args: [programme, code, target, evidenceOf(context)],
    sentence: `${actor.name} opens a ${isProduce ? "fund for buyers of produce" : "budget line"} of programme ${programme}: ${yuan(target)} for ${textOf(code) ?? code}.`,
    data: ([simulated], happened) => ({ fund: fromEvent(happened, "FundOpened", "fund") ?? simulated }),
    next: ({ happenings }) =>
      isProduce
        ? []
        : [
            words.command(
              `relief appropriate ${String(fromEvent(happenings, "FundOpened", "fund"))} --amount …`,
              actor.handle,
            ),
          ],
  };
});
