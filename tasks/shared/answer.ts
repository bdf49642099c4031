/** Ends a request without its act: by refusal, or by taking it back. */
import type { Actor } from "./actor.ts";
import type { Context } from "./context.ts";
import type { Requests } from "./resolve.ts";
import { nameOf } from "./terms.ts";
import type { Act, Already } from "./write.ts";

/** A request, as those see it who are to answer it. */
export interface Asked {
  requests: Requests;
  id: bigint;
  info: Awaited<ReturnType<Requests["requestInfo"]>>;
  /** What is asked: "acceptance of bill 7". */
  what: string;
  data: Record<string, unknown>;
  next: () => Promise<string[]>;
}

const ANSWERS = {
  refuse: { status: "Refused", tells: (from: string) => `refuses what ${from} asks` },
  withdrawRequest: { status: "Withdrawn", tells: (_: string, to: string) => `takes back what it asks of ${to}` },
} as const;

export async function answerAct(
  { words }: Context,
  actor: Actor,
  { requests, id, info, what, data, next }: Asked,
  method: keyof typeof ANSWERS,
): Promise<Act | Already> {
  const { status, tells } = ANSWERS[method];
  const now = nameOf("RequestStatus", info.status);
  const by = method === "refuse" ? info.to : info.from;
  if (now === status && by === actor.participant) {
    return { already: `Request ${id} is ${status} already.`, data, next: await next() };
  }
  const [from, to] = await Promise.all([words.participant(info.from), words.participant(info.to)]);
  return {
    contract: requests,
    method,
    args: [id],
    sentence: `${actor.name} ${tells(from, to)}: ${what}.`,
    changes: [{ what: `Request ${id}`, from: now, to: status }],
    data: () => data,
    next,
  };
}
