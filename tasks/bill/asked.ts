import type { Asked } from "../shared/answer.ts";
import type { Context } from "../shared/context.ts";
import { request as requestOf } from "../shared/resolve.ts";
import { nameOf } from "../shared/terms.ts";
import { splitHolding } from "../shared/words.ts";
import { nextOf } from "./steps.ts";

/** The request that a command names. */
export async function askedIn(context: Context): Promise<Asked> {
  const { billRegistry } = context.suite;
  const { id, info } = await requestOf(context, billRegistry, context.args.required("request", "a request"));
  return {
    requests: billRegistry,
    id,
    info,
    what: `${nameOf("BillAct", info.act).toLowerCase()} of ${context.words.holding(info.subject)}`,
    data: { request: id, bill: splitHolding(info.subject).bill },
    next: () => nextOf(context, info.subject),
  };
}
