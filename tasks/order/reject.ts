import { writes } from "../shared/run.ts";
import { namedOrder, orderAct } from "./orders.ts";

export default writes(async (context, actor) => {
  const order = await namedOrder(context);
  if (order.rejections.includes(actor.participant)) {
    return { already: `${actor.name} has rejected order ${order.id} already.`, data: { order: order.id } };
  }
  return orderAct(context, actor, order, {
    method: "reject",
    args: [order.id, order.calls],
    sentence: `rejects order ${order.id} (${order.reference}), for good`,
  });
});
