/** What several verbs on bills have in common. */
import type { Actor } from "../shared/actor.ts";
import type { Context } from "../shared/context.ts";
import type { Happening } from "../shared/events.ts";
import { dateOf } from "../shared/format.ts";
import { nameOf, type Value, valueOf } from "../shared/terms.ts";
import type { Act, Already, Change } from "../shared/write.ts";
import { type BillState, billState, nextSteps, type Request, unitsOf } from "./state.ts";
import { splitHolding } from "../shared/words.ts";
import { yuan } from "../shared/format.ts";

/** A bill's two statuses before and after. */
export function pairChange(
  { id, status, circulation }: BillState,
  nextStatus: Value<"BillStatus">,
  nextCirculation: Value<"Circulation">,
): Change[] {
  return [
    { what: `Bill ${id}`, from: status, to: nextStatus },
    { what: "Circulation", from: circulation, to: nextCirculation },
  ];
}

/** What can be done with a holding once an act is done. */
export const nextOf = async (context: Context, holding: bigint): Promise<string[]> =>
  nextSteps(context, await billState(context, holding));

/** The request that an act has opened. */
export const requestIn = (happened: readonly Happening[]): unknown =>
  happened.find(({ event }) => event === "RequestOpened")?.arguments.request;

/** The same has been asked before, and waits for its answer. */
export async function alreadyAsked(
  context: Context,
  { request, id }: BillState,
  actor: Actor,
  act: Value<"BillAct">,
  to?: bigint,
): Promise<Already | undefined> {
  if (request === undefined || request.info.from !== actor.participant) return undefined;
  if (request.info.act !== valueOf("BillAct", act) || (to !== undefined && request.info.to !== to)) return undefined;
  const asked = await context.words.participant(request.info.to);
  return {
    already: `Request ${request.id} asks ${asked} for this already; it can answer until ${dateOf(request.info.lastDay)}.`,
    data: { bill: id, request: request.id },
    next: await nextOf(context, request.info.subject),
  };
}

/** Signs for a request at the part that carries its act out. */
export async function signAct(context: Context, actor: Actor, id: bigint, info: Request): Promise<Act | Already> {
  const { suite, words } = context;
  const state = await billState(context, info.subject);
  const from = await words.participant(info.from);
  if (nameOf("RequestStatus", info.status) === "Signed" && info.to === actor.participant) {
    return {
      already: `${actor.name} has signed request ${id} already.`,
      data: { request: id, bill: state.id },
      next: await nextOf(context, info.subject),
    };
  }
  const act = nameOf("BillAct", info.act);
  const holding = words.holding(info.subject);
  const amount = yuan(unitsOf(info));
  const marked = act === "Delivery" ? state.bill.notTransferable : BigInt(info.terms) === 1n;
  const circulation = marked ? "NotTransferable" : "Circulating";
  const sentence = {
    Acceptance: `${actor.name} accepts ${holding} over ${amount}, drawn by ${from}: it is bound to pay on ${dateOf(state.bill.maturity)}.`,
    Delivery: `${actor.name} signs for ${holding} over ${amount}, delivered by ${from}.`,
    Endorsement: `${actor.name} signs for ${holding} over ${amount}, endorsed by ${from}.`,
    None: `${actor.name} signs request ${id}.`,
  }[act];
  const holder = { what: "Holder", from, to: actor.name };
  return {
    contract: act === "Endorsement" ? suite.billRegistry : suite.billIssuance,
    method: "sign",
    args: [id],
    sentence,
    changes:
      act === "Acceptance"
        ? pairChange(state, "Accepted", "AwaitingDelivery")
        : [...pairChange(state, "Delivered", circulation), holder],
    data: () => ({ request: id, bill: splitHolding(info.subject).bill }),
    next: () => nextOf(context, info.subject),
  };
}
