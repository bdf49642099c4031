/** Orders as they are now; their calls are read again from the event that proposed them. */
import type { Actor } from "../shared/actor.ts";
import type { Context } from "../shared/context.ts";
import { listed, timeOf } from "../shared/format.ts";
import { each } from "../shared/logs.ts";
import { order as orderOf } from "../shared/resolve.ts";
import { nameOf, type Value, valueOf } from "../shared/terms.ts";
import { callTexts } from "../shared/texts.ts";
import { tell, toldOf } from "../shared/told.ts";
import type { Act } from "../shared/write.ts";

export interface OrderCall {
  target: string;
  data: string;
  route: bigint;
}

export interface Order {
  id: bigint;
  status: Value<"OrderStatus">;
  proposer: bigint;
  proposedAt: bigint;
  expiresAt: bigint;
  satisfiedAt: bigint;
  executedAt: bigint;
  ratifyBy: bigint;
  basis: string;
  reference: string;
  calls: OrderCall[];
  approvals: { participant: bigint; seat: Value<"VotingClass"> }[];
  rejections: bigint[];
}

type Proposed = Awaited<ReturnType<typeof proposals>>[number];

/** What was proposed, all of it or one order. */
const proposals = ({ suite: { docket }, events }: Context, id?: bigint) =>
  events((first, last) => docket.queryFilter(docket.filters.OrderProposed(id), first, last));

export async function readOrder(context: Context, id: bigint): Promise<Order> {
  const [proposed] = await proposals(context, id);
  return orderFrom(context, id, proposed);
}

/** All orders, newest first. */
export async function readOrders(context: Context): Promise<Order[]> {
  const all = await proposals(context);
  return each(all.reverse(), (proposed) => orderFrom(context, proposed.args.order, proposed));
}

async function orderFrom({ suite: { docket } }: Context, id: bigint, proposed: Proposed | undefined): Promise<Order> {
  const [info, [approvers, seats], rejections] = await Promise.all([
    docket.orderInfo(id),
    docket.approvals(id),
    docket.rejections(id),
  ]);
  return {
    id,
    status: nameOf("OrderStatus", info.status),
    proposer: info.proposer,
    proposedAt: info.proposedAt,
    expiresAt: info.expiresAt,
    satisfiedAt: info.satisfiedAt,
    executedAt: info.executedAt,
    ratifyBy: info.ratifyBy,
    basis: info.basis,
    reference: proposed?.args.legalReference ?? "",
    calls: (proposed?.args.calls ?? []).map(({ target, data, route }) => ({ target, data, route })),
    approvals: approvers.map((participant, index) => ({
      participant,
      seat: nameOf("VotingClass", seats[index] ?? 0n),
    })),
    rejections: [...rejections],
  };
}

/** The order that a command names. */
export const namedOrder = async (context: Context): Promise<Order> =>
  readOrder(context, await orderOf(context, context.args.required("order", "an order's number")));

/** What an order's calls do, in words. */
export async function callsInWords(context: Context, calls: readonly OrderCall[]): Promise<string[]> {
  const { dictionary, words } = context;
  return Promise.all(
    calls.map(async ({ target, data }) => {
      const decoded = dictionary.call(target, data);
      if (decoded === undefined) return `${await words.account(target)}: ${data}`;
      const text = callTexts[`${decoded.contract}.${decoded.item.name}`];
      return text === undefined ? words.call(decoded) : tell(text, await toldOf(context, decoded));
    }),
  );
}

/** Each clause of the ways that the calls were proposed under: how many approvals it asks for, and how many it has. */
export async function needs({ suite: { docket, participants } }: Context, { calls, approvals, status }: Order) {
  const wanted = new Map<Value<"VotingClass">, number>();
  for (const { target, data, route } of calls) {
    const [policy] = await docket.policyOf(target, data.slice(0, 10)).catch(() => []);
    const way = policy?.routes[Number(route)];
    const ratifying =
      way !== undefined && way.ratifiedBy !== 0n ? policy?.routes[Number(way.ratifiedBy) - 1] : undefined;
    for (const { votingClass, votes } of (status === "Provisional" ? ratifying : way)?.clauses ?? []) {
      const seat = nameOf("VotingClass", votingClass);
      const seats = Number(await participants.seats(votingClass));
      const needed = votes === 0n ? Math.floor((seats * 2) / 3) + 1 : Number(votes);
      wanted.set(seat, Math.max(wanted.get(seat) ?? 0, needed));
    }
  }
  return Promise.all(
    [...wanted].map(async ([seat, needed]) => {
      const voting = await Promise.all(
        approvals.map(
          async (each) =>
            each.seat === seat && (await participants.mayVote(each.participant, valueOf("VotingClass", seat))),
        ),
      );
      return { seat, needed, has: voting.filter(Boolean).length };
    }),
  );
}

/** When an order can be carried out: from a second on, or not yet. */
export async function executableFrom({ suite: { docket } }: Context, { id, calls, status }: Order): Promise<bigint> {
  return status === "Open" ? docket.executableFrom(id, calls).catch(() => 0n) : 0n;
}

/** The approval that is wanted next, by somebody who can give it. */
async function approveCommand(context: Context, order: Order): Promise<string> {
  const { suite, words } = context;
  const short = (await needs(context, order)).filter(({ needed, has }) => has < needed);
  const [first] = short;
  const holders = first === undefined ? [] : await suite.participants.seatHolders(valueOf("VotingClass", first.seat));
  const spoken = [...order.approvals.map(({ participant }) => participant), ...order.rejections];
  const waiting = holders.filter((holder) => !spoken.includes(holder));
  const free = waiting.find((holder) => holder === order.proposer) ?? waiting[0];
  const missing = short.map(({ seat, needed, has }) => `${needed - has} of ${seat}`);
  const why = order.status === "Open" ? "still needed" : "to ratify";
  const command = words.command(
    `order approve ${order.id}`,
    free === undefined ? "<seat holder>" : await words.handle(free),
  );
  return `${command}   (${why}: ${listed(missing) || "approvals"})`;
}

/** Commands or sentences: what an order waits for. */
export async function nextForOrder(context: Context, order: Order): Promise<string[]> {
  const { words } = context;
  const { id, status, ratifyBy } = order;
  if (status === "Open") {
    const from = await executableFrom(context, order);
    if (from > 0n) {
      const execute = words.command(`order execute ${id}`, await words.handle(order.proposer));
      return [from > (await context.now()) ? `from ${timeOf(from)}: ${execute}` : execute];
    }
    return [await approveCommand(context, order)];
  }
  if (status === "Provisional") {
    const as = await words.handle(order.proposer);
    if ((await context.now()) > ratifyBy) return [words.command(`order lapse ${id}`, as)];
    const isMet = (await needs(context, order)).every(({ needed, has }) => has >= needed);
    return [isMet ? words.command(`order ratify ${id}`, as) : await approveCommand(context, order)];
  }
  return [];
}

/** An act on an order that says what the order does. */
export async function orderAct(
  context: Context,
  actor: Actor,
  order: Order,
  { method, args, sentence, to }: { method: string; args: unknown[]; sentence: string; to?: Value<"OrderStatus"> },
): Promise<Act> {
  return {
    contract: context.suite.docket,
    method,
    args,
    sentence: `${actor.name} ${sentence}.`,
    changes: to === undefined ? [] : [{ what: `Order ${order.id}`, from: order.status, to }],
    notes: await callsInWords(context, order.calls),
    data: () => ({ order: order.id }),
    next: async () => nextForOrder(context, await readOrder(context, order.id)),
  };
}
