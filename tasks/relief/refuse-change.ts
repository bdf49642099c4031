import { whole } from "../shared/parse.ts";
import { writes } from "../shared/run.ts";
import { reasonOf } from "./steps.ts";

export default writes((context, actor) => {
  const change = context.args.parsed("change", "a change's number", whole);
  return Promise.resolve({
    contract: context.suite.reliefHouseholds,
    method: "refuseChange",
    args: [change, reasonOf(context)],
    sentence: `${actor.name} refuses change ${change}.`,
  });
});
