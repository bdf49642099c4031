import { WrongUsage } from "../shared/failures.ts";
import { dateOf, yuan } from "../shared/format.ts";
import { date, positiveAmount } from "../shared/parse.ts";
import { writes } from "../shared/run.ts";
import { namedFacility } from "./lines.ts";

export default writes(async (context, actor) => {
  const { suite, words, args } = context;
  const { id, obligor, used, ...now } = await namedFacility(context);
  const limit = args.optional("limit", positiveAmount) ?? now.limit;
  const until = args.optional("until", date) ?? now.until;
  if (args.text("limit") === undefined && args.text("until") === undefined) {
    throw new WrongUsage("Nothing is to change.", "Give --limit, --until or both.");
  }
  if (limit === now.limit && until === now.until) {
    return { already: `Facility ${id} is ${yuan(limit)} until ${dateOf(until)} already.`, data: { facility: id } };
  }
  return {
    contract: suite.receivableIssuance,
    method: "changeFacility",
    args: [id, limit, until],
    sentence: `${actor.name} changes its facility ${id} for ${await words.participant(obligor)}; what is open under it stays.`,
    changes: [
      { what: "Limit", from: yuan(now.limit), to: yuan(limit) },
      { what: "Until", from: dateOf(now.until), to: dateOf(until) },
      { what: "Used", from: yuan(used), to: yuan(used) },
    ],
    data: () => ({ facility: id, limit, used }),
  };
});
