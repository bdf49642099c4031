import { seatHolders } from "../participant/seats.ts";
import { Refused, WrongUsage } from "../shared/failures.ts";
import { listed } from "../shared/format.ts";
import { oneOf } from "../shared/parse.ts";
import { writes } from "../shared/run.ts";
import { choices, valueOf } from "../shared/terms.ts";
import { namedOrder, needs, nextForOrder, orderAct } from "./orders.ts";

export default writes(async (context, actor) => {
  const { suite, words, args } = context;
  const order = await namedOrder(context);
  const mine = order.approvals.find(({ participant }) => participant === actor.participant);
  if (mine !== undefined) {
    return {
      already: `${actor.name} has approved order ${order.id} already, as ${mine.seat}.`,
      data: { order: order.id },
      next: await nextForOrder(context, order),
    };
  }
  const held = (await seatHolders(suite)).get(actor.participant) ?? [];
  const wanted = await needs(context, order);
  const useful = held.filter((seat) => wanted.some((each) => each.seat === seat));
  const candidates = useful.length > 0 ? useful : held;
  const given = args.optional("seat", oneOf(choices("VotingClass")));
  const [only, ...others] = candidates;
  if (given === undefined && only === undefined) {
    throw new Refused(
      "SeatMissing",
      `${actor.name} has no seat.`,
      `Those with seats: ${words.command("participant list --seats")}`,
    );
  }
  if (given === undefined && others.length > 0) {
    throw new WrongUsage(`${actor.name} has several seats.`, `Give --seat ${listed(candidates, "or").toLowerCase()}.`);
  }
  const seat = given ?? only ?? "Council";
  return orderAct(context, actor, order, {
    method: "approve",
    args: [order.id, valueOf("VotingClass", seat), order.calls],
    sentence: `approves order ${order.id} (${order.reference}) as ${seat}`,
  });
});
