import { writes } from "../shared/run.ts";
import { namedOrder, orderAct } from "./orders.ts";

export default writes(async (context, actor) => {
  const order = await namedOrder(context);
  const { id, status, calls, reference } = order;
  if (status === "Lapsed") return { already: `Order ${id} has lapsed already.`, data: { order: id } };
  return orderAct(context, actor, order, {
    method: "lapse",
    args: [id, calls],
    sentence: `lets order ${id} (${reference}) lapse: what it did is undone`,
    to: "Lapsed",
  });
});
