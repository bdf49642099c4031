/** What several verbs on bills have in common. */
import type { Actor } from "../shared/actor.ts";
import type { Context } from "../shared/context.ts";
import type { Happening } from "../shared/events.ts";
import { WrongUsage } from "../shared/failures.ts";
import { dateOf, yuan } from "../shared/format.ts";
import { positiveAmount } from "../shared/parse.ts";
import { nameOf, type Value, valueOf } from "../shared/terms.ts";
import { splitHolding } from "../shared/words.ts";
import type { Act, Already, Change } from "../shared/write.ts";
import { pledgeTerms, principalAsked } from "./security.ts";
import { type BillState, billState, nextSteps, type Request, unitsOf } from "./state.ts";

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

/** How much of a holding an act is about, when it is a part of it; a part is taken from its low end and becomes a holding of its own. */
export function partAsked({ args, words }: Context, { holding, info }: BillState): bigint | undefined {
  const amount = args.optional("amount", positiveAmount);
  const units = unitsOf(info);
  if (amount === undefined || amount === units) return undefined;
  if (amount < units) return amount;
  throw new WrongUsage(
    `${args.label("amount")} is ${yuan(amount)}; ${words.holding(holding)} is over ${yuan(units)}.`,
    "Give less, or leave it out for all of it.",
  );
}

/** What becomes of a holding when a part of it goes its own way. */
export function partChange({ words }: Context, { id, holding, bill, info }: BillState, part: bigint, to: string) {
  const units = unitsOf(info);
  return [
    { what: words.holding(holding), from: yuan(units), to: yuan(units - part) },
    { what: words.holding((id << 32n) + bill.seq + 1n), from: "–", to: `${yuan(part)}, ${to}` },
  ];
}

/** The holding that an act has parted off. */
export const partIn = (happened: readonly Happening[]): bigint | undefined =>
  happened.find(({ event }) => event === "HoldingSplit")?.arguments.part as bigint | undefined;

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
  const units = unitsOf(info);
  const amount = yuan(units);
  const isPart = units < unitsOf(state.info);
  const { secured, dueDay } = pledgeTerms(info);
  const principal = act === "Guarantee" ? await words.participant(principalAsked(info)) : "";
  const sentence = {
    Acceptance: `${actor.name} accepts ${holding} over ${amount}, drawn by ${from}: it is bound to pay on ${dateOf(state.bill.maturity)}.`,
    Delivery: `${actor.name} signs for ${holding} over ${amount}, delivered by ${from}.`,
    Endorsement: `${actor.name} signs for ${isPart ? `${amount} of ${holding}` : `${holding} over ${amount}`}, endorsed by ${from}.`,
    Guarantee: `${actor.name} guarantees ${holding} over ${amount} for ${principal}: it answers for the whole, as ${principal} does.`,
    Pledge: `${actor.name} takes ${isPart ? `${amount} of ${holding}` : `${holding} over ${amount}`} from ${from} as security for ${yuan(secured)}, due on ${dateOf(dueDay)}.`,
    None: `${actor.name} signs request ${id}.`,
  }[act];
  const changes = (): Change[] => {
    if (act === "Acceptance") return pairChange(state, "Accepted", "AwaitingDelivery");
    if (act === "Guarantee") return [{ what: `Guarantors of ${principal}`, from: "–", to: actor.name }];
    if (act === "Pledge") {
      return isPart ? partChange(context, state, units, "Pledged") : pairChange(state, "Delivered", "Pledged");
    }
    const marked = act === "Delivery" ? state.bill.notTransferable : BigInt(info.terms) === 1n;
    const circulation = marked ? "NotTransferable" : "Circulating";
    if (isPart) return partChange(context, state, units, `${circulation}, ${actor.name}`);
    return [...pairChange(state, "Delivered", circulation), { what: "Holder", from, to: actor.name }];
  };
  const isSecurity = act === "Guarantee" || act === "Pledge";
  return {
    contract: isSecurity ? suite.billSecurity : act === "Endorsement" ? suite.billRegistry : suite.billIssuance,
    method: "sign",
    args: [id],
    sentence,
    changes: changes(),
    data: (_, happened) => ({
      request: id,
      bill: splitHolding(info.subject).bill,
      holding: partIn(happened) ?? info.subject,
    }),
    next: ({ happenings }) => nextOf(context, partIn(happenings) ?? info.subject),
  };
}
