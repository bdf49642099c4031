/** What a transaction cost, and the least that its effects would cost on any EVM chain. */
import type { ContractTransactionResponse } from "ethers";
import type { NetworkConnection } from "hardhat/types/network";

export interface Measurement {
  readonly gas: number;
  /** 21,000 + calldata + new slots × 22,100 + changed slots × 5,000 + logs. */
  readonly floor: number;
}

interface TraceStep {
  op: string;
  depth: number;
  stack: string[];
}

interface Write {
  address: string;
  slot: string;
}

const word = (value: string | undefined): bigint => BigInt(value === undefined || value === "" ? 0 : hex(value));
const hex = (value: string): string => (value.startsWith("0x") ? value : `0x${value}`);
const addressOf = (value: string | undefined): string => `0x${word(value).toString(16).padStart(40, "0").slice(-40)}`;

/** The slots that a transaction wrote, each once, by the contract whose storage it is. */
function writesOf(steps: readonly TraceStep[], target: string): Write[] {
  const contracts = [target.toLowerCase()];
  const writes = new Map<string, Write>();
  for (const [index, { op, depth, stack }] of steps.entries()) {
    const address = contracts[depth - 1] ?? target;
    const top = (place: number): string | undefined => stack.at(-1 - place);
    if (op === "SSTORE") {
      const slot = `0x${word(top(0)).toString(16)}`;
      writes.set(`${address} ${slot}`, { address, slot });
    }
    const next = steps[index + 1];
    if (next === undefined || next.depth <= depth) continue;
    contracts[depth] = op === "DELEGATECALL" ? address : addressOf(top(1));
  }
  return [...writes.values()];
}

function calldataGas(data: string): number {
  const bytes = data.slice(2).match(/../g) ?? [];
  return bytes.reduce((sum, byte) => sum + (byte === "00" ? 4 : 16), 0);
}

export async function measure(
  { provider }: Pick<NetworkConnection, "provider">,
  sent: Promise<ContractTransactionResponse>,
): Promise<Measurement> {
  const transaction = await sent;
  const receipt = await transaction.wait();
  if (receipt === null) throw new Error(`Transaction ${transaction.hash} was not mined.`);
  const trace = (await provider.request({
    method: "debug_traceTransaction",
    params: [transaction.hash, { disableStorage: true, disableMemory: true }],
  })) as { structLogs: TraceStep[] };

  const before = `0x${(receipt.blockNumber - 1).toString(16)}`;
  const after = `0x${receipt.blockNumber.toString(16)}`;
  let slots = 0;
  for (const { address, slot } of writesOf(trace.structLogs, transaction.to ?? "")) {
    const read = async (block: string): Promise<bigint> =>
      BigInt((await provider.request({ method: "eth_getStorageAt", params: [address, slot, block] })) as string);
    const [old, fresh] = [await read(before), await read(after)];
    if (old !== fresh) slots += old === 0n ? 22_100 : 5_000;
  }
  const logs = receipt.logs.reduce((sum, log) => sum + 375 + 375 * log.topics.length + 4 * (log.data.length - 2), 0);
  return { gas: Number(receipt.gasUsed), floor: 21_000 + calldataGas(transaction.data) + slots + logs };
}
