import { yuan } from "../shared/format.ts";
import { positiveAmount, whole } from "../shared/parse.ts";
import { writes } from "../shared/run.ts";
import { evidenceOf, thePayout } from "./steps.ts";

export default writes(async (context, actor) => {
  const { suite, words, args } = context;
  const payout = await thePayout(context);
  const { lines } = await suite.reliefPayouts.payoutInfo(payout);
  const line = args.optional("line", whole) ?? 0n;
  const amount =
    lines > 0n
      ? (await suite.reliefPayouts.lineInfo(payout, line)).amount
      : args.parsed("amount", "how much, in yuan", positiveAmount);
  return {
    contract: suite.reliefPayouts,
    method: "giveBack",
    args: [payout, line, amount, evidenceOf(context)],
    sentence: `${actor.name} gives ${yuan(amount)} of payout ${payout} back to the lots that it came from.`,
    notes: [
      `It takes leave first: ${words.command(`money approve ReliefFunds --amount ${yuan(amount).slice(1)}`, actor.handle)}`,
    ],
  };
});
