import { yuan } from "../shared/format.ts";
import { participant } from "../shared/resolve.ts";
import { writes } from "../shared/run.ts";

export default writes(async (context, actor) => {
  const { suite, words, args } = context;
  const debtor = await participant(context, args.required("debtor", "a participant"));
  const { limit } = await suite.market.lineOf(actor.participant, debtor);
  return {
    contract: suite.market,
    method: "removeLine",
    args: [debtor],
    sentence: `${actor.name} no longer limits what it takes on of ${await words.participant(debtor)}.`,
    changes: [{ what: "Limit", from: yuan(limit), to: "none" }],
    data: () => ({ debtor }),
  };
});
