import { whole } from "../shared/parse.ts";
import { writes } from "../shared/run.ts";

export default writes((context, actor) => {
  const change = context.args.parsed("change", "a change's number", whole);
  return Promise.resolve({
    contract: context.suite.reliefHouseholds,
    method: "confirmChange",
    args: [change],
    sentence: `${actor.name} confirms change ${change}.`,
  });
});
