import { writes } from "../shared/run.ts";
import { namedOrder, orderAct } from "./orders.ts";

export default writes(async (context, actor) => {
  const order = await namedOrder(context);
  return orderAct(context, actor, order, {
    method: "withdrawApproval",
    args: [order.id, order.calls],
    sentence: `takes its approval of order ${order.id} back`,
  });
});
