import { digestGiven } from "../shared/digests.ts";
import { oneOf } from "../shared/parse.ts";
import { writes } from "../shared/run.ts";
import { theLine } from "./steps.ts";

export default writes(async (context, actor) => {
  const { payout, line } = await theLine(context);
  const outcome = context.args.parsed("outcome", "upheld or dismissed", oneOf(["upheld", "dismissed"] as const));
  return {
    contract: context.suite.reliefPayouts,
    method: "answerDispute",
    args: [payout, line, outcome === "upheld", digestGiven(context, "The answer", "answer")],
    sentence: `${actor.name} answers the dispute on line ${line} of payout ${payout}: ${outcome}.`,
  };
});
