import { writes } from "../shared/run.ts";
import { evidenceOf, theMilestone } from "./steps.ts";

export default writes(async (context, actor) => {
  const { project, milestone } = await theMilestone(context);
  return {
    contract: context.suite.reliefProjects,
    method: "inspect",
    args: [project, milestone, evidenceOf(context)],
    sentence: `${actor.name} has inspected milestone ${project}/${milestone}.`,
  };
});
