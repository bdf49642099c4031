import { type Log, toBeHex } from "ethers";
import type { Context } from "../shared/context.ts";
import { yuan } from "../shared/format.ts";
import { historyOf } from "../shared/history.ts";
import { reads } from "../shared/run.ts";
import { noteOn } from "./state.ts";
import { namedRoot } from "./steps.ts";

/** Whether an event is about a receivable or one of its notes; other things have the same numbers. */
function isAbout({ dictionary }: Context, log: Log, id: bigint): boolean {
  const decoded = dictionary.event(log);
  return (decoded?.item.inputs ?? []).some(({ name, internalType }, index) => {
    const value = decoded?.args[index] as unknown;
    if (typeof value !== "bigint") return false;
    if (internalType === "RootId") return value === id;
    return (internalType === "NoteId" || name === "subject") && value >> 32n === id;
  });
}

export default reads(async (context) => {
  const { suite, chain } = context;
  const { id, root } = await namedRoot(context);
  const parts = [
    suite.receivableRegistry,
    suite.receivableIssuance,
    suite.receivableFinancing,
    suite.receivableSecurity,
    suite.receivableSettlement,
    suite.receivableDisputes,
    suite.receivableOrders,
  ];
  const notes = Array.from({ length: Number(root.seq) }, (_, index) => noteOn(id, index + 1));
  const topics = [id, ...notes].map((value) => toBeHex(value, 32));
  const address = await Promise.all(parts.map((part) => part.getAddress()));
  const { provider } = chain.connection.ethers;
  const { receivableRegistry } = suite;
  const logs = await context.events(async (fromBlock, toBlock) => {
    const found = await Promise.all([
      provider.getLogs({ address, fromBlock, toBlock, topics: [null, topics] }),
      // What is asked has its subject among the data, and is answered by its own number.
      receivableRegistry.queryFilter(receivableRegistry.filters.RequestOpened(), fromBlock, toBlock),
      receivableRegistry.queryFilter(receivableRegistry.filters.RequestAnswered(), fromBlock, toBlock),
    ]);
    return found.flat().filter((log) => isAbout(context, log, id));
  });
  const view = await historyOf(context, `Receivable ${id} over ${yuan(root.face)}`, logs);
  return { ...view, json: { receivable: id, ...view.json } };
});
