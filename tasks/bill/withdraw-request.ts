import { request as requestOf } from "../shared/resolve.ts";
import { writes } from "../shared/run.ts";
import { answerAct } from "./answer.ts";

export default writes(async (context, actor) => {
  const { id, info } = await requestOf(context, context.args.required("request", "a request"));
  return answerAct(context, actor, id, info, { method: "withdrawRequest", status: "Withdrawn", by: info.from });
});
