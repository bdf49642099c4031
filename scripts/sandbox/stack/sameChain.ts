/**
 * An index must only ever meet the chain that it was made from: put on another one it stands still, or answers with blocks
 * that are not there. A development chain starts with the same first block each time, so a later one is noted.
 */
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { rpcCall } from "./calls.ts";

interface Block {
  readonly number: string;
  readonly hash: string;
}

/** Notes the newest block of the chain. */
export async function noteChain(file: string, rpc: string): Promise<void> {
  const { number, hash } = await rpcCall<Block>(rpc, "eth_getBlockByNumber", ["latest", false]);
  writeFileSync(file, JSON.stringify({ number, hash }));
}

/** Whether the chain has the block that was noted. Nothing noted, nothing wrong. */
export async function isSameChain(file: string, rpc: string): Promise<boolean> {
  if (!existsSync(file)) return true;
  const noted = JSON.parse(readFileSync(file, "utf8")) as Block;
  const block = await rpcCall<Block | null>(rpc, "eth_getBlockByNumber", [noted.number, false]);
  return block?.hash === noted.hash;
}
