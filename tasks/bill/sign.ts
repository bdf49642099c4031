import { request as requestOf } from "../shared/resolve.ts";
import { writes } from "../shared/run.ts";
import { signAct } from "./steps.ts";

export default writes(async (context, actor) => {
  const { id, info } = await requestOf(
    context,
    context.suite.billRegistry,
    context.args.required("request", "a request"),
  );
  return signAct(context, actor, id, info);
});
