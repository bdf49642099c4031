import { WrongUsage } from "../shared/failures.ts";
import { counted, yuan } from "../shared/format.ts";
import { area, content, date, positiveAmount, text32, yesNo } from "../shared/parse.ts";
import { parseCsv } from "../shared/csv.ts";
import { digestGiven } from "../shared/digests.ts";
import { writes } from "../shared/run.ts";
import { fromEvent, participantOr, theFund } from "./steps.ts";

const NEEDED = ["amount", "due", "evidence"];
const APPROVALS = ["village", "township", "inspection"];

export default writes(async (context, actor) => {
  const { suite, words, args } = context;
  const fund = await theFund(context);
  const budget = args.parsed("budget", "what it may cost, in yuan", positiveAmount);
  const place = args.parsed("area", "where it is, as in 520112101", area);
  const plan = digestGiven(context, "The plan", "plan");
  const file = args.text("milestones");
  const rows = file === undefined ? [] : parseCsv(content(file).toString("utf8"), NEEDED, APPROVALS, file);
  const milestones = rows.map(({ line, values }) => {
    const row = args.with(values, (name) => `line ${line}: ${name}`);
    return {
      amount: row.parsed("amount", "its amount in yuan", positiveAmount),
      dueDay: row.parsed("due", "the day by which its evidence is due", date),
      needsVillage: row.optional("village", yesNo) ?? false,
      needsTownship: row.optional("township", yesNo) ?? true,
      needsInspection: row.optional("inspection", yesNo) ?? false,
      evidence: row
        .required("evidence", "kinds of evidence, as in ACCEPTANCE_REPORT PHOTOS")
        .split(/\s+/)
        .map((each) => text32(each, `line ${line}: evidence`)),
    };
  });
  const implementer = await participantOr(context, "implementer");
  if (milestones.length > 0 && implementer === 0n) {
    throw new WrongUsage("Somebody must carry the milestones out.", "Give --implementer.");
  }
  return {
    contract: suite.reliefProjects,
    method: "proposeProject",
    args: [fund, implementer, place, budget, plan, milestones],
    sentence: `${actor.name} proposes a project of ${yuan(budget)} out of fund ${fund}, with ${counted(milestones.length, "milestone")}.`,
    data: ([simulated], happened) => ({ project: fromEvent(happened, "ProjectProposed", "project") ?? simulated }),
    next: ({ happenings }) => [
      words.command(
        `relief approve-project ${String(fromEvent(happenings, "ProjectProposed", "project"))}`,
        "<officer>",
      ),
    ],
  };
});
