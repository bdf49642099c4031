import { digestGiven } from "../shared/digests.ts";
import { parts, whole } from "../shared/parse.ts";
import { writes } from "../shared/run.ts";
import { thePayout } from "./steps.ts";

export default writes(async (context, actor) => {
  const { suite, args } = context;
  const payout = await thePayout(context);
  const { lines, answered } = await suite.reliefPayouts.payoutInfo(payout);
  const to = args.optional("to", whole) ?? lines;
  const failed = parts(args.text("failed") ?? "").map((each) => whole(each, "--failed"));
  return {
    contract: suite.reliefPayouts,
    method: "answer",
    args: [payout, to, digestGiven(context, "The receipt", "receipt"), failed],
    sentence: `${actor.name} has paid lines ${answered} to ${to - 1n} of payout ${payout}${failed.length === 0 ? "" : `, but for ${failed.join(", ")}`}.`,
  };
});
