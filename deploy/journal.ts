/** Ignition's journals below deploy/deployments: what has been deployed where. */
import { existsSync, readFileSync, rmSync } from "node:fs";
import { fileURLToPath } from "node:url";
import type { Provider } from "ethers";
import { type ContractName, contractNames, futureIdOf } from "./contracts.ts";

export type Addresses = Record<ContractName, string>;

/** What is read of a line of a journal. */
export interface Message {
  type: string;
  futureId: string;
  networkInteractionId: number;
  nonce: number;
  transaction: { hash: string };
  result: { type: string; address: string };
}

export interface Line {
  text: string;
  message: Message;
}

export const folderOf = (deploymentId: string): string =>
  fileURLToPath(new URL(`deployments/${deploymentId}`, import.meta.url));

export const journalOf = (deploymentId: string): string => `${folderOf(deploymentId)}/journal.jsonl`;

/** The lines of a journal, none when there is no such file. The last is left out when a power cut has torn it. */
export function readLines(path: string): Line[] {
  if (!existsSync(path)) return [];
  const texts = readFileSync(path, "utf8").split("\n").filter(Boolean);
  return texts.flatMap((text, index) => {
    try {
      return [{ text, message: JSON.parse(text) as Message }];
    } catch (error) {
      if (index === texts.length - 1) return [];
      throw error;
    }
  });
}

function known(deploymentId: string): Partial<Addresses> {
  const addresses = new Map<string, string>();
  for (const { message } of readLines(journalOf(deploymentId))) {
    const isDeployed = message.type === "DEPLOYMENT_EXECUTION_STATE_COMPLETE" && message.result.type === "SUCCESS";
    if (isDeployed) addresses.set(message.futureId, message.result.address);
  }
  return Object.fromEntries(contractNames.map((name) => [name, addresses.get(futureIdOf(name))]));
}

/** The suite's addresses; undefined while not all contracts are deployed. */
export function journalledAddresses(deploymentId: string): Addresses | undefined {
  const addresses = known(deploymentId);
  const isComplete = contractNames.every((name) => addresses[name] !== undefined);
  return isComplete ? (addresses as Addresses) : undefined;
}

/** Whether the chain has what the journal says; one that says nothing yet fits any chain. */
export async function fitsChain(deploymentId: string, provider: Pick<Provider, "getCode">): Promise<boolean> {
  const addresses = Object.values(known(deploymentId)).filter((address) => address !== undefined);
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
