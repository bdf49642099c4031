import { writes } from "../shared/run.ts";
import { evidenceOf, theProject } from "./steps.ts";

export default writes(async (context, actor) => {
  const project = await theProject(context);
  return {
    contract: context.suite.reliefProjects,
    method: "closeProject",
    args: [project, evidenceOf(context)],
    sentence: `${actor.name} closes project ${project}; what is open goes on.`,
    next: [context.words.command(`relief deallocate ${project}`, "<authority>")],
  };
});
