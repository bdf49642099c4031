import { writes } from "../shared/run.ts";
import { reasonOf, theProject } from "./steps.ts";

export default writes(async (context, actor) => {
  const project = await theProject(context);
  return {
    contract: context.suite.reliefProjects,
    method: "refuseProject",
    args: [project, reasonOf(context)],
    sentence: `${actor.name} refuses project ${project}.`,
  };
});
