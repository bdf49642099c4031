import { writes } from "../shared/run.ts";
import { namedOrder, nextForOrder, orderAct } from "./orders.ts";

export default writes(async (context, actor) => {
  const order = await namedOrder(context);
  const { id, status, calls, reference } = order;
  if (status === "Executed" || status === "Provisional") {
    return {
      already: `Order ${id} was carried out already${status === "Provisional" ? ", as an emergency" : ""}.`,
      data: { order: id },
      next: await nextForOrder(context, order),
    };
  }
  const emergencies = await Promise.all(
    calls.map(async ({ target, data, route }) => {
      const [policy] = await context.suite.docket.policyOf(target, data.slice(0, 10));
      return policy.routes[Number(route)]?.ratifiedBy !== 0n;
    }),
  );
  return orderAct(context, actor, order, {
    method: "execute",
    args: [id, calls],
    sentence: `carries order ${id} (${reference}) out`,
    to: emergencies.some(Boolean) ? "Provisional" : "Executed",
  });
});
