import { writes } from "../shared/run.ts";
import { reasonOf, theMilestone } from "./steps.ts";

export default writes(async (context, actor) => {
  const { project, milestone } = await theMilestone(context);
  return {
    contract: context.suite.reliefProjects,
    method: "reject",
    args: [project, milestone, reasonOf(context)],
    sentence: `${actor.name} sends milestone ${project}/${milestone} back.`,
  };
});
