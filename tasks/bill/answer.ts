/** Ends a request without its act: by refusal, or by taking it back. */
import type { Actor } from "../shared/actor.ts";
import type { Context } from "../shared/context.ts";
import { nameOf, type Value } from "../shared/terms.ts";
import { splitHolding } from "../shared/words.ts";
import type { Act, Already } from "../shared/write.ts";
import type { Request } from "./state.ts";
import { nextOf } from "./steps.ts";

interface Answer {
  method: string;
  status: Value<"RequestStatus">;
  /** Whose answer it is. */
  by: bigint;
}

export async function answerAct(
  context: Context,
  actor: Actor,
  id: bigint,
  info: Request,
  { method, status, by }: Answer,
): Promise<Act | Already> {
  const { suite, words } = context;
  const now = nameOf("RequestStatus", info.status);
  const next = () => nextOf(context, info.subject);
  const data = { request: id, bill: splitHolding(info.subject).bill };
  if (now === status && by === actor.participant) {
    return { already: `Request ${id} is ${status} already.`, data, next: await next() };
  }
  const act = nameOf("BillAct", info.act).toLowerCase();
  const [from, to] = await Promise.all([words.participant(info.from), words.participant(info.to)]);
  const verb = status === "Refused" ? `refuses what ${from} asks` : `takes back what it asks of ${to}`;
  return {
    contract: suite.billRegistry,
    method,
    args: [id],
    sentence: `${actor.name} ${verb}: ${act} of ${words.holding(info.subject)}.`,
    changes: [{ what: `Request ${id}`, from: now, to: status }],
    data: () => data,
    next,
  };
}
