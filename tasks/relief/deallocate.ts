import { yuan } from "../shared/format.ts";
import { positiveAmount } from "../shared/parse.ts";
import { writes } from "../shared/run.ts";
import { theProject } from "./steps.ts";

export default writes(async (context, actor) => {
  const { suite, args } = context;
  const project = await theProject(context);
  const free = await suite.reliefFunds.freeOfProject(project);
  const amount = args.optional("amount", positiveAmount) ?? free;
  const { fund } = await suite.reliefFunds.accountInfo(project);
  return {
    contract: suite.reliefFunds,
    method: "deallocate",
    args: [project, amount],
    sentence: `${actor.name} takes ${yuan(amount)} of project ${project} back into fund ${fund}.`,
    changes: [{ what: `project ${project}, free`, from: yuan(free), to: yuan(free - amount) }],
  };
});
