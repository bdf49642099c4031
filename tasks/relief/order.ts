import { parseCsv } from "../shared/csv.ts";
import { digestGiven } from "../shared/digests.ts";
import { WrongUsage } from "../shared/failures.ts";
import { counted, yuan } from "../shared/format.ts";
import { amount, content, date, positiveAmount, text32 } from "../shared/parse.ts";
import { household as householdOf } from "../shared/resolve.ts";
import { writes } from "../shared/run.ts";
import { fromEvent, participantIn, theProject } from "./steps.ts";

export default writes(async (context, actor) => {
  const { suite, words, args } = context;
  const project = await theProject(context);
  const cooperative = await participantIn(context, "cooperative", "who sells the produce");
  const file = args.required("shares", "a CSV file with the households' shares: household,amount");
  const rows = await Promise.all(
    parseCsv(content(file).toString("utf8"), ["household", "amount"], [], file).map(async ({ line, values }) => ({
      household: await householdOf(context, values.household ?? "", `line ${line}: household`),
      share: positiveAmount(values.amount ?? "", `line ${line}: amount`),
    })),
  );
  rows.sort((a, b) => (a.household < b.household ? -1 : 1));
  const [first] = rows;
  const { programme } = await suite.reliefProjects.projectInfo(project);
  if (first === undefined) throw new WrongUsage(`${file} has no rows.`, "Give a household a line.");
  const foreign = rows.find(({ household }) => household >> 32n !== programme);
  if (foreign !== undefined) {
    throw new WrongUsage(
      `${words.household(foreign.household)} is not of programme ${programme}, which the project is of.`,
      "Give households of that programme.",
    );
  }
  const margin = args.optional("margin", amount) ?? 0n;
  const total = rows.reduce((sum, { share }) => sum + share, margin);
  const businessRef = args.parsed("reference", "your own reference for it, used once", text32);
  return {
    contract: suite.reliefPurchases,
    method: "order",
    args: [
      project,
      cooperative,
      margin,
      args.parsed("deliverBy", "the last day of delivery, as in 2026-03-31", date),
      digestGiven(context, "The order", "goods"),
      rows.map(({ household }) => household & 0xffff_ffffn),
      rows.map(({ share }) => share),
      businessRef,
    ],
    sentence: `${actor.name} orders produce of ${counted(rows.length, "household")} from ${await words.participant(cooperative)} for ${yuan(total)}.`,
    notes: [
      `It takes leave first: ${words.command(`money approve ReliefFunds --amount ${yuan(total).slice(1)}`, actor.handle)}`,
    ],
    data: ([simulated], happened) => ({ purchase: fromEvent(happened, "ProduceOrdered", "purchase") ?? simulated }),
    next: ({ happenings }) => [
      words.command(`relief deliver ${String(fromEvent(happenings, "ProduceOrdered", "purchase"))}`, "<cooperative>"),
    ],
  };
});
