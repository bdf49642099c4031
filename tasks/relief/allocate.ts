import { yuan } from "../shared/format.ts";
import { positiveAmount } from "../shared/parse.ts";
import { writes } from "../shared/run.ts";
import { theProject } from "./steps.ts";

export default writes(async (context, actor) => {
  const { suite, args } = context;
  const project = await theProject(context);
  const amount = args.parsed("amount", "an amount in yuan, as in 1,234.56", positiveAmount);
  const { fund, allocated } = await suite.reliefFunds.accountInfo(project);
  const free = await suite.reliefFunds.freeOf(fund);
  return {
    contract: suite.reliefFunds,
    method: "allocate",
    args: [project, amount],
    sentence: `${actor.name} allocates ${yuan(amount)} of fund ${fund} to project ${project}.`,
    changes: [
      { what: `fund ${fund}, free`, from: yuan(free), to: yuan(free - amount) },
      { what: `project ${project}`, from: yuan(allocated), to: yuan(allocated + amount) },
    ],
  };
});
