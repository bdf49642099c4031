import { yuan } from "../shared/format.ts";
import { historyOf } from "../shared/history.ts";
import { each } from "../shared/logs.ts";
import { bill as billOf } from "../shared/resolve.ts";
import { reads } from "../shared/run.ts";

export default reads(async (context) => {
  const { billIssuance, billPayment, billRegistry } = context.suite;
  const id = await billOf(context, context.args.required("bill", "a bill"));
  const { face, seq } = await billRegistry.billInfo(id);
  const holdings = Array.from({ length: Number(seq) }, (_, index) => (id << 32n) + BigInt(index + 1));
  const logs = await context.events(async (first, last) => {
    const [opened, ...ofBill] = await Promise.all([
      billRegistry.queryFilter(billRegistry.filters.RequestOpened(), first, last),
      billIssuance.queryFilter(billIssuance.filters.BillDrawn(id), first, last),
      billIssuance.queryFilter(billIssuance.filters.BillAccepted(id), first, last),
      billIssuance.queryFilter(billIssuance.filters.BillDelivered(id), first, last),
      billIssuance.queryFilter(billIssuance.filters.BillWithdrawn(id), first, last),
    ]);
    const ofHoldings = await each(holdings, (holding) =>
      Promise.all([
        billRegistry.queryFilter(billRegistry.filters.BillEndorsed(holding), first, last),
        billRegistry.queryFilter(billRegistry.filters.BillMarkLifted(holding), first, last),
        billRegistry.queryFilter(billRegistry.filters.RequestAnswered(undefined, holding), first, last),
        billRegistry.queryFilter(billRegistry.filters.HoldingSplit(holding), first, last),
        billRegistry.queryFilter(billRegistry.filters.HoldingOffered(holding), first, last),
        billRegistry.queryFilter(billRegistry.filters.HoldingOfferEnded(holding), first, last),
        billPayment.queryFilter(billPayment.filters.BillPresented(holding), first, last),
        billPayment.queryFilter(billPayment.filters.BillPaid(holding), first, last),
        billPayment.queryFilter(billPayment.filters.BillDishonoured(holding), first, last),
        billPayment.queryFilter(billPayment.filters.BillPresentationReturned(holding), first, last),
      ]),
    );
    const asked = opened.filter(({ args }) => holdings.includes(args.subject));
    return [...ofBill.flat(), ...ofHoldings.flat(2), ...asked];
  });
  const view = await historyOf(context, `Bill ${id} over ${yuan(face)}`, logs);
  return { ...view, json: { bill: id, ...view.json } };
});
