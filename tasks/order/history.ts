import { historyOf } from "../shared/history.ts";
import { order as orderOf } from "../shared/resolve.ts";
import { reads } from "../shared/run.ts";

export default reads(async (context) => {
  const { docket } = context.suite;
  const { filters } = docket;
  const id = await orderOf(context, context.args.required("order", "an order's number"));
  const logs = await context.events(async (first, last) =>
    (
      await Promise.all([
        docket.queryFilter(filters.OrderProposed(id), first, last),
        docket.queryFilter(filters.OrderApproved(id), first, last),
        docket.queryFilter(filters.OrderApprovalWithdrawn(id), first, last),
        docket.queryFilter(filters.OrderRejected(id), first, last),
        docket.queryFilter(filters.OrderRecounted(id), first, last),
        docket.queryFilter(filters.OrderExecuted(id), first, last),
        docket.queryFilter(filters.OrderRatified(id), first, last),
        docket.queryFilter(filters.OrderLapsed(id), first, last),
        docket.queryFilter(filters.OrderInverseFailed(id), first, last),
        docket.queryFilter(filters.OrderCancelled(id), first, last),
      ])
    ).flat(),
  );
  const view = await historyOf(context, `Order ${id}`, logs);
  return { ...view, json: { order: id, ...view.json } };
});
