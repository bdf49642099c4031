import { whole } from "../shared/parse.ts";
import { writes } from "../shared/run.ts";
import { thePayout } from "./steps.ts";

export default writes(async (context) => {
  const { suite, words, args } = context;
  const payout = await thePayout(context);
  const { lines, payee } = await suite.reliefPayouts.payoutInfo(payout);
  const to = args.optional("to", whole) ?? lines;
  return {
    contract: suite.reliefPayouts,
    method: "returnOverdue",
    args: [payout, to],
    sentence: `What ${await words.participant(payee)} has not answered for of payout ${payout} goes back to its lots.`,
  };
});
