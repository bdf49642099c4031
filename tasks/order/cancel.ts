import { writes } from "../shared/run.ts";
import { namedOrder, orderAct } from "./orders.ts";

export default writes(async (context, actor) => {
  const order = await namedOrder(context);
  const { id, status, reference } = order;
  if (status === "Cancelled") return { already: `Order ${id} was taken back already.`, data: { order: id } };
  return orderAct(context, actor, order, {
    method: "cancel",
    args: [id],
    sentence: `takes order ${id} (${reference}) back`,
    to: "Cancelled",
  });
});
