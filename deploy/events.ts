import type { BaseContract, EventLog } from "ethers";

/** Blocks of one query for logs; what Besu allows unless told otherwise. */
export const LOG_RANGE = 5_000;

/** A contract's events from a block on, in pages. */
export async function* eventPages(contract: BaseContract, from: number, name = "*"): AsyncGenerator<EventLog[]> {
  const newest = (await contract.runner?.provider?.getBlockNumber()) ?? from;
  for (let first = from; first <= newest; first += LOG_RANGE) {
    const logs = await contract.queryFilter(name, first, Math.min(newest, first + LOG_RANGE - 1));
    yield logs.filter((log): log is EventLog => "args" in log);
  }
}
