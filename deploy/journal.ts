/** Ignition's journals below deploy/deployments: what has been deployed where. */
import { existsSync, readFileSync, rmSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { type EIP1193Provider, status, trackTransaction } from "@nomicfoundation/ignition-core";
import type { Provider } from "ethers";
import { type ContractName, contractNames, futureIdOf } from "./contracts.ts";

export type Addresses = Record<ContractName, string>;

const folderOf = (deploymentId: string) => fileURLToPath(new URL(`deployments/${deploymentId}`, import.meta.url));

async function known(deploymentId: string): Promise<Partial<Addresses>> {
  const folder = folderOf(deploymentId);
  if (!existsSync(`${folder}/journal.jsonl`)) return {};
  const { contracts } = await status(folder);
  return Object.fromEntries(contractNames.map((name) => [name, contracts[futureIdOf(name)]?.address]));
}

/** The suite's addresses; undefined while not all contracts are deployed. */
export async function journalledAddresses(deploymentId: string): Promise<Addresses | undefined> {
  const addresses = await known(deploymentId);
  const isComplete = contractNames.every((name) => addresses[name] !== undefined);
  return isComplete ? (addresses as Addresses) : undefined;
}

/** Whether the chain has what the journal says; one that says nothing yet fits any chain. */
export async function fitsChain(deploymentId: string, provider: Pick<Provider, "getCode">): Promise<boolean> {
  const addresses = Object.values(await known(deploymentId)).filter((address) => address !== undefined);
  const codes = await Promise.all(addresses.map((address) => provider.getCode(address)));
  return !codes.includes("0x");
}

/** A journal that was written for another chain would make Ignition skip what is not there. */
export async function requireFitting(
  deploymentId: string,
  provider: Pick<Provider, "getCode">,
  renew: boolean,
): Promise<void> {
  if (await fitsChain(deploymentId, provider)) return;
  const folder = folderOf(deploymentId);
  if (renew) rmSync(folder, { recursive: true });
  else {
    throw new Error(
      `${folder} was written for another chain: its contracts are not on this one. Move it away, or choose another ` +
        `deployment id.`,
    );
  }
}

interface Message {
  type: string;
  futureId: string;
  networkInteractionId: number;
  nonce: number;
}

/** Nonces of transactions that a run was about to send when it was killed; whether they were sent the journal does not know. */
function uncertainNonces(deploymentId: string): number[] {
  const path = `${folderOf(deploymentId)}/journal.jsonl`;
  if (!existsSync(path)) return [];
  const nonces = new Map<string, number>();
  for (const line of readFileSync(path, "utf8").split("\n").filter(Boolean)) {
    const { type, futureId, networkInteractionId, nonce } = JSON.parse(line) as Message;
    const interaction = `${futureId} ${networkInteractionId}`;
    if (type === "TRANSACTION_PREPARE_SEND") nonces.set(interaction, nonce);
    if (type === "TRANSACTION_SEND") nonces.delete(interaction);
  }
  return [...nonces.values()].sort((a, b) => b - a);
}

/** Notes in the journal what an earlier run sent but was killed before it could note. Nothing of the sender's may be pending. */
export async function noteUncertain(
  deploymentId: string,
  sender: string,
  ethers: Pick<Provider, "getBlock" | "getBlockNumber" | "getTransactionCount">,
  provider: EIP1193Provider,
): Promise<void> {
  const next = await ethers.getTransactionCount(sender);
  const missing = new Set(uncertainNonces(deploymentId).filter((nonce) => nonce < next));
  for (let number = await ethers.getBlockNumber(); missing.size > 0 && number >= 0; number--) {
    const block = await ethers.getBlock(number, true);
    for (const { hash, from, nonce } of block?.prefetchedTransactions ?? []) {
      if (from !== sender || !missing.delete(nonce)) continue;
      await trackTransaction(folderOf(deploymentId), hash, provider, 1);
    }
  }
}
