/**
 * Mends the journal of a deployment that was killed.
 *
 * Ignition notes what it is about to do, does it, and notes how it went. Killed in between, it cannot go on by itself when a step
 * was begun without a transaction, when a transaction was to be sent and may have been, or when of several transactions a later
 * one was noted as confirmed before an earlier one. The chain knows, so each is settled by asking it.
 */
import { renameSync, writeFileSync } from "node:fs";
import { type EIP1193Provider, trackTransaction } from "@nomicfoundation/ignition-core";
import type { Provider } from "ethers";
import { folderOf, journalOf, type Line, readLines } from "./journal.ts";

function writeLines(path: string, texts: string[]): void {
  writeFileSync(`${path}.new`, texts.map((text) => `\n${text}`).join(""));
  renameSync(`${path}.new`, path);
}

/** The newest line of `type` of each transaction that has none of the types `settledBy` after it. */
function open(lines: Line[], type: string, settledBy: string[]): Line[] {
  const found = new Map<string, Line>();
  for (const line of lines) {
    const { futureId, networkInteractionId, type: actual } = line.message;
    const key = `${futureId} ${networkInteractionId}`;
    if (actual === type) found.set(key, line);
    else if (settledBy.includes(actual)) found.delete(key);
  }
  return [...found.values()];
}

const ENDS = ["TRANSACTION_CONFIRM", "ONCHAIN_INTERACTION_DROPPED", "ONCHAIN_INTERACTION_REPLACED_BY_USER"];

/** Steps that were begun and have asked for nothing yet. */
function idle(lines: Line[]): Line[] {
  const found = new Map<string, Line>();
  for (const line of lines) {
    const { futureId, type } = line.message;
    if (/^(DEPLOYMENT|CALL)_EXECUTION_STATE_INITIALIZE$/.test(type)) found.set(futureId, line);
    else found.delete(futureId);
  }
  return [...found.values()];
}

/** Hashes of the sender's transactions with these nonces, looked for from the newest block back. */
async function hashesOf(nonces: Set<number>, sender: string, provider: Provider): Promise<string[]> {
  const hashes: string[] = [];
  for (let number = await provider.getBlockNumber(); hashes.length < nonces.size && number >= 0; number--) {
    const block = await provider.getBlock(number, true);
    for (const { hash, from, nonce } of block?.prefetchedTransactions ?? []) {
      if (from === sender && nonces.has(nonce)) hashes.push(hash);
    }
  }
  return hashes;
}

/** The line with which Ignition notes that a transaction is confirmed; undefined when it is not, or has failed. */
async function confirmation({ message }: Line, provider: Provider): Promise<string | undefined> {
  const { futureId, networkInteractionId, transaction } = message;
  const receipt = await provider.getTransactionReceipt(transaction.hash);
  if (receipt?.status !== 1) return undefined;
  return JSON.stringify({
    type: "TRANSACTION_CONFIRM",
    futureId,
    networkInteractionId,
    hash: transaction.hash,
    receipt: {
      blockHash: receipt.blockHash,
      blockNumber: receipt.blockNumber,
      ...(receipt.contractAddress !== null && { contractAddress: receipt.contractAddress }),
      logs: receipt.logs.map(({ address, data, index, topics }) => ({ address, data, logIndex: index, topics })),
      status: "SUCCESS",
    },
  });
}

/** @param sender of the deployment's transactions; none of them may be pending */
export async function mendJournal(
  deploymentId: string,
  sender: string,
  provider: Provider,
  eip1193: EIP1193Provider,
): Promise<void> {
  const path = journalOf(deploymentId);
  const lines = readLines(path);
  if (lines.length === 0) return;
  const next = await provider.getTransactionCount(sender);
  const prepared = open(lines, "TRANSACTION_PREPARE_SEND", ["TRANSACTION_SEND"]);
  // A transaction whose nonce is free was never sent.
  const undone = new Set([...idle(lines), ...prepared.filter(({ message }) => message.nonce >= next)]);
  writeLines(
    path,
    lines.filter((line) => !undone.has(line)).map(({ text }) => text),
  );

  const sent = new Set(prepared.map(({ message }) => message.nonce).filter((nonce) => nonce < next));
  for (const hash of await hashesOf(sent, sender, provider)) {
    await trackTransaction(folderOf(deploymentId), hash, eip1193, 1);
  }

  const now = readLines(path);
  const waiting = open(now, "TRANSACTION_SEND", ENDS);
  const confirmed = await Promise.all(waiting.map((line) => confirmation(line, provider)));
  writeLines(path, [...now.map(({ text }) => text), ...confirmed.filter((text) => text !== undefined)]);
}
