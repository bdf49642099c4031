import { yuan } from "../shared/format.ts";
import { historyOf } from "../shared/history.ts";
import { bill as billOf } from "../shared/resolve.ts";
import { reads } from "../shared/run.ts";
import { firstHolding } from "./state.ts";

export default reads(async (context) => {
  const { billIssuance, billPayment, billRegistry } = context.suite;
  const id = await billOf(context, context.args.required("bill", "a bill"));
  const { face } = await billRegistry.billInfo(id);
  const holding = firstHolding(id);
  const logs = await context.events(async (first, last) => {
    const opened = await billRegistry.queryFilter(billRegistry.filters.RequestOpened(), first, last);
    const found = await Promise.all([
      billIssuance.queryFilter(billIssuance.filters.BillDrawn(id), first, last),
      billIssuance.queryFilter(billIssuance.filters.BillAccepted(id), first, last),
      billIssuance.queryFilter(billIssuance.filters.BillDelivered(id), first, last),
      billIssuance.queryFilter(billIssuance.filters.BillWithdrawn(id), first, last),
      billRegistry.queryFilter(billRegistry.filters.BillEndorsed(holding), first, last),
      billRegistry.queryFilter(billRegistry.filters.BillMarkLifted(holding), first, last),
      billRegistry.queryFilter(billRegistry.filters.RequestAnswered(undefined, holding), first, last),
      billPayment.queryFilter(billPayment.filters.BillPresented(holding), first, last),
      billPayment.queryFilter(billPayment.filters.BillPaid(holding), first, last),
      billPayment.queryFilter(billPayment.filters.BillDishonoured(holding), first, last),
      billPayment.queryFilter(billPayment.filters.BillPresentationReturned(holding), first, last),
    ]);
    return [...found.flat(), ...opened.filter(({ args }) => args.subject === holding)];
  });
  const view = await historyOf(context, `Bill ${id} over ${yuan(face)}`, logs);
  return { ...view, json: { bill: id, ...view.json } };
});
