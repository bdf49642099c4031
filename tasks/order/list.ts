import { timeOf } from "../shared/format.ts";
import { each } from "../shared/logs.ts";
import { reads } from "../shared/run.ts";
import { table } from "../shared/table.ts";
import { callsInWords, readOrders } from "./orders.ts";

export default reads(async (context) => {
  const { words, args } = context;
  const wanted = (await readOrders(context)).filter(
    ({ status }) => !args.flag("open") || status === "Open" || status === "Provisional",
  );
  const orders = await each(wanted, async (order) => ({
    order: order.id,
    status: order.status,
    proposer: await words.participant(order.proposer),
    reference: order.reference,
    approvals: order.approvals.length,
    proposedAt: timeOf(order.proposedAt),
    expiresAt: timeOf(order.expiresAt),
    does: await callsInWords(context, order.calls),
  }));
  const lines = table(orders, [
    { head: "order", cell: (row) => row.order.toString(), right: true },
    { head: "status", cell: (row) => row.status },
    { head: "proposed by", cell: (row) => row.proposer },
    { head: "reference", cell: (row) => row.reference },
    { head: "approvals", cell: (row) => String(row.approvals), right: true },
    { head: "until", cell: (row) => row.expiresAt },
    { head: "what it does", cell: (row) => row.does.join("; ") },
  ]);
  const none = args.flag("open") ? "No order is open." : "No order has been proposed yet.";
  return { json: { orders }, text: orders.length === 0 ? none : lines };
});
