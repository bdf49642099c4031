import { type Log, toBeHex } from "ethers";
import type { Context } from "../shared/context.ts";
import { yuan } from "../shared/format.ts";
import { historyOf } from "../shared/history.ts";
import { bill as billOf } from "../shared/resolve.ts";
import { reads } from "../shared/run.ts";

/** Whether an event is about a bill or one of its holdings; other things have the same numbers. */
function isAbout({ dictionary }: Context, log: Log, id: bigint): boolean {
  const decoded = dictionary.event(log);
  return (decoded?.item.inputs ?? []).some(({ name, internalType }, index) => {
    const value = decoded?.args[index] as unknown;
    if (typeof value !== "bigint") return false;
    if (internalType === "BillId") return value === id;
    return (internalType === "HoldingId" || name === "subject") && value >> 32n === id;
  });
}

export default reads(async (context) => {
  const { suite, chain } = context;
  const { billRegistry, billIssuance, billSecurity, billPayment, billRecourse, billOrders } = suite;
  const id = await billOf(context, context.args.required("bill", "a bill"));
  const { face, seq } = await billRegistry.billInfo(id);
  const holdings = Array.from({ length: Number(seq) }, (_, index) => (id << 32n) + BigInt(index + 1));
  const topics = [id, ...holdings].map((value) => toBeHex(value, 32));
  const address = await Promise.all(
    [billRegistry, billIssuance, billSecurity, billPayment, billRecourse, billOrders].map((part) => part.getAddress()),
  );
  const { provider } = chain.connection.ethers;
  const logs = await context.events(async (fromBlock, toBlock) => {
    const found = await Promise.all([
      provider.getLogs({ address, fromBlock, toBlock, topics: [null, topics] }),
      provider.getLogs({ address, fromBlock, toBlock, topics: [null, null, topics] }),
      // What is asked has its subject among the data.
      billRegistry.queryFilter(billRegistry.filters.RequestOpened(), fromBlock, toBlock),
    ]);
    return found.flat().filter((log) => isAbout(context, log, id));
  });
  const view = await historyOf(context, `Bill ${id} over ${yuan(face)}`, logs);
  return { ...view, json: { bill: id, ...view.json } };
});
