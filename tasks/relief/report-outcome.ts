import { whole } from "../shared/parse.ts";
import { writes } from "../shared/run.ts";
import { evidenceOf, theProject } from "./steps.ts";

export default writes(async (context, actor) => {
  const { suite, args } = context;
  const project = await theProject(context);
  const indicator = args.parsed("indicator", "what is counted, by its number in the plan", whole);
  const planned = args.parsed("planned", "what was planned, in its unit", whole);
  const achieved = args.parsed("achieved", "what was achieved, in its unit", whole);
  return {
    contract: suite.reliefLedger,
    method: "reportOutcome",
    args: [project, indicator, planned, achieved, evidenceOf(context)],
    sentence: `${actor.name} reports for project ${project}: ${achieved} of ${planned} (indicator ${indicator}).`,
  };
});
