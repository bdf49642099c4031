import { writes } from "../shared/run.ts";
import { namedOrder, orderAct } from "./orders.ts";

export default writes(async (context, actor) => {
  const order = await namedOrder(context);
  return orderAct(context, actor, order, {
    method: "recount",
    args: [order.id, order.calls],
    sentence: `has order ${order.id} counted again`,
  });
});
