import { digestGiven } from "../shared/digests.ts";
import { dateOf, yuan } from "../shared/format.ts";
import { bill as billOf } from "../shared/resolve.ts";
import { writes } from "../shared/run.ts";

export default writes(async (context, actor) => {
  const { suite, args } = context;
  const { billPayment, billRegistry } = suite;
  const id = await billOf(context, args.required("bill", "a bill"));
  const evidence = digestGiven(context, "What was checked");
  const [{ face, maturity, acceptor }, day] = await Promise.all([
    billRegistry.billInfo(id),
    billPayment.paymentConfirmedOn(id),
  ]);
  if (day !== 0n && acceptor === actor.participant) {
    return {
      already: `${actor.name} has confirmed payment of bill ${id} on ${dateOf(day)} already.`,
      data: { bill: id },
    };
  }
  return {
    contract: billPayment,
    method: "confirmPayment",
    args: [id, evidence],
    sentence: `${actor.name} confirms that it will pay bill ${id} over ${yuan(face)} at maturity, on ${dateOf(maturity)}.`,
    changes: [{ what: "Payment confirmed", from: "no", to: "yes" }],
    data: () => ({ bill: id, evidence }),
  };
});
