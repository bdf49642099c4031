import { writes } from "../shared/run.ts";
import { namedOrder, orderAct } from "./orders.ts";

export default writes(async (context, actor) => {
  const order = await namedOrder(context);
  const { id, status, calls, reference, ratifyBy } = order;
  if (status === "Executed") {
    return {
      already: `Order ${id} is ${ratifyBy === 0n ? "final and needs no ratification" : "ratified already"}.`,
      data: { order: id },
    };
  }
  return orderAct(context, actor, order, {
    method: "ratify",
    args: [id, calls],
    sentence: `has order ${id} (${reference}) ratified`,
    to: "Executed",
  });
});
