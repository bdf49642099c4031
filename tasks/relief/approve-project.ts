import { writes } from "../shared/run.ts";
import { evidenceOf, theProject } from "./steps.ts";

export default writes(async (context, actor) => {
  const project = await theProject(context);
  return {
    contract: context.suite.reliefProjects,
    method: "approveProject",
    args: [project, evidenceOf(context)],
    sentence: `${actor.name} approves project ${project}.`,
    next: [context.words.command(`relief allocate ${project} --amount …`, "<authority>")],
  };
});
