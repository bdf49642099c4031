import { yuan } from "../shared/format.ts";
import { writes } from "../shared/run.ts";
import { fromEvent, theMilestone } from "./steps.ts";

export default writes(async (context, actor) => {
  const { suite, words } = context;
  const { project, milestone } = await theMilestone(context);
  const { amount } = await suite.reliefProjects.milestoneInfo(project, milestone);
  const { implementer } = await suite.reliefProjects.projectInfo(project);
  return {
    contract: suite.reliefProjects,
    method: "release",
    args: [project, milestone],
    sentence: `${actor.name} has ${await words.participant(implementer)} paid ${yuan(amount)} for milestone ${project}/${milestone}.`,
    data: ([simulated], happened) => ({ payout: fromEvent(happened, "MilestoneReleased", "payout") ?? simulated }),
  };
});
