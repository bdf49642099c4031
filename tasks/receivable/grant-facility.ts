import { dateOf, yuan } from "../shared/format.ts";
import { date, positiveAmount } from "../shared/parse.ts";
import { participant } from "../shared/resolve.ts";
import { writes } from "../shared/run.ts";
import { facilities } from "./lines.ts";

export default writes(async (context, actor) => {
  const { suite, words, args } = context;
  const obligor = await participant(context, args.required("obligor", "a participant"), "The obligor");
  const limit = args.parsed("limit", "an amount in yuan, as in 10,000,000", positiveAmount);
  const until = args.parsed("until", "the last day on which something can be opened, as in 2026-12-31", date);
  const same = (await facilities(context)).find(
    (each) =>
      each.grantor === actor.participant &&
      each.obligor === obligor &&
      each.limit === limit &&
      each.until === until &&
      !each.closed,
  );
  if (same !== undefined) {
    return {
      already: `Facility ${same.id} is this already.`,
      data: { facility: same.id },
      next: [words.command(`receivable change-facility ${same.id} --limit <amount>`, actor.handle)],
    };
  }
  const name = obligor === actor.participant ? "itself" : await words.participant(obligor);
  return {
    contract: suite.receivableIssuance,
    method: "grantFacility",
    args: [obligor, limit, until],
    sentence: `${actor.name} gives ${name} a facility: up to ${yuan(limit)} open at a time, until ${dateOf(until)}.`,
    changes: ([facility]) => [{ what: `Facility ${String(facility)}`, from: "–", to: yuan(limit) }],
    data: ([simulated], happened) => ({
      facility: happened.find(({ event }) => event === "FacilityGranted")?.arguments.facility ?? simulated,
      obligor,
      limit,
    }),
    next: async () => [
      words.command(
        "receivable open --supplier <participant> --amount <amount> --due <day> --documents <invoices>",
        await words.handle(obligor),
      ),
    ],
  };
});
