/** Puts signed transactions onto a chain as fast as it takes them, and sees them come into blocks. */
import { setTimeout as sleep } from "node:timers/promises";
import { keccak256, toQuantity, Transaction, Wallet } from "ethers";
import { chain } from "../../../network/chain.ts";
import type { Draft } from "./acts.ts";
import type { Rpc } from "./rpc.ts";

/** Transactions of one request. */
const BATCH = 50;
const LOOK_MS = 20;
const PATIENCE_MS = 120_000;
/** Gas that the first of several may need less than a later one. */
const MARGIN = { of: 100n, with: 130n };

interface Signed {
  readonly raw: string;
  readonly hash: string;
}

export interface Measured {
  readonly acts: number;
  readonly failed: number;
  readonly blocks: number;
  /** From the first that was sent to the last that was in a block. */
  readonly seconds: number;
  /** Acts a second, over the middle of the time: without the start, and without waiting for the last. */
  readonly perSecond: number;
  readonly gasEach: number;
  readonly gasPerSecond: number;
  /** From sending to being seen in a block. */
  readonly p50Ms: number;
  readonly p95Ms: number;
}

/** Signs all of a sender's drafts, with one nonce after the other. */
async function signAll(rpc: Rpc, wallet: Wallet, drafts: readonly Draft[]): Promise<Signed[]> {
  const [first] = drafts;
  if (first === undefined) return [];
  const estimate = BigInt(
    await rpc.call<string>("eth_estimateGas", [{ from: wallet.address, ...first, gasPrice: "0x0" }]),
  );
  const gasLimit = (estimate * MARGIN.with) / MARGIN.of;
  const start = Number(await rpc.call<string>("eth_getTransactionCount", [wallet.address, "pending"]));
  return drafts.map((draft, index) => {
    const transaction = Transaction.from({
      ...{ type: 0, chainId: chain.id, gasPrice: 0, gasLimit, nonce: start + index, value: 0 },
      ...draft,
    });
    transaction.signature = wallet.signingKey.sign(transaction.unsignedHash);
    return { raw: transaction.serialized, hash: keccak256(transaction.serialized) };
  });
}

interface Receipt {
  readonly gasUsed: string;
  readonly status: string;
}

/** Looks into each new block until all transactions have been in one; when each was seen. */
async function watch(rpc: Rpc, from: number, wanted: ReadonlySet<string>, isOver: () => boolean) {
  const seen = new Map<string, number>();
  const blocks = new Set<number>();
  let next = from;
  for (let last = performance.now(); ; await sleep(LOOK_MS)) {
    const head = Number(await rpc.call<string>("eth_blockNumber"));
    const at = performance.now();
    for (; next <= head; next++) {
      const { transactions } = await rpc.call<Block>("eth_getBlockByNumber", [toQuantity(next), false]);
      const own = transactions.filter((hash) => wanted.has(hash));
      for (const hash of own) seen.set(hash, at);
      if (own.length === 0) continue;
      blocks.add(next);
      last = at;
    }
    if (seen.size === wanted.size || isOver()) return { seen, blocks: blocks.size };
    if (at - last <= PATIENCE_MS) continue;
    const missing = wanted.size - seen.size;
    throw new Error(`${missing} transactions have not come into a block for two minutes. Are blocks being made?`);
  }
}

interface Block {
  readonly transactions: readonly string[];
}

/** Receipts, read when nothing is being measured any more. */
async function receiptsOf(rpc: Rpc, hashes: readonly string[]): Promise<Receipt[]> {
  const all: Receipt[] = [];
  for (let i = 0; i < hashes.length; i += BATCH) {
    const calls = hashes.slice(i, i + BATCH).map((hash) => ({ method: "eth_getTransactionReceipt", params: [hash] }));
    all.push(...((await rpc.batch(calls)) as Receipt[]));
  }
  return all;
}

const rankOf = (sorted: readonly number[], share: number): number =>
  sorted[Math.max(0, Math.ceil(sorted.length * share) - 1)] ?? NaN;

/** Acts a second over the middle 80 % of them; over all of them where they came all at once. */
function sustained(times: readonly number[], start: number): number {
  const sorted = [...times].sort((a, b) => a - b);
  const [low, high] = [rankOf(sorted, 0.1), rankOf(sorted, 0.9)];
  const middle = sorted.filter((at) => at > low && at <= high).length;
  const end = sorted.at(-1) ?? NaN;
  return high > low ? (middle * 1000) / (high - low) : (times.length * 1000) / (end - start);
}

/** Sends what each sender has to send; the senders at once, each in the order of its nonces, and none waits for a receipt. */
export async function load(rpc: Rpc, wallets: readonly Wallet[], drafts: readonly Draft[][]): Promise<Measured> {
  const signed = await Promise.all(wallets.map((wallet, index) => signAll(rpc, wallet, drafts[index] ?? [])));
  const sentAt = new Map<string, number>();
  const from = Number(await rpc.call<string>("eth_blockNumber")) + 1;
  let isBroken = false;
  const start = performance.now();
  const sending = signed.map(async (own) => {
    for (let i = 0; i < own.length; i += BATCH) {
      const page = own.slice(i, i + BATCH);
      for (const { hash } of page) sentAt.set(hash, performance.now());
      await rpc.batch(page.map(({ raw }) => ({ method: "eth_sendRawTransaction", params: [raw] })));
    }
  });
  const sent = Promise.all(sending).catch((error: unknown) => {
    isBroken = true;
    throw error;
  });
  const wanted = new Set(signed.flat().map(({ hash }) => hash));
  const [, { seen, blocks }] = await Promise.all([sent, watch(rpc, from, wanted, () => isBroken)]);

  const times = [...seen.values()];
  const latencies = [...seen].map(([hash, at]) => at - (sentAt.get(hash) ?? at)).sort((a, b) => a - b);
  const receipts = await receiptsOf(rpc, [...seen.keys()]);
  const gasEach = receipts.reduce((sum, { gasUsed }) => sum + Number(gasUsed), 0) / receipts.length;
  const perSecond = sustained(times, start);
  return {
    acts: receipts.length,
    failed: receipts.filter(({ status }) => status !== "0x1").length,
    blocks,
    seconds: (Math.max(...times) - start) / 1000,
    perSecond,
    gasEach,
    gasPerSecond: perSecond * gasEach,
    p50Ms: rankOf(latencies, 0.5),
    p95Ms: rankOf(latencies, 0.95),
  };
}
