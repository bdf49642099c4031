/** Deployed addresses, from the journals that Ignition keeps. */
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { basename, join } from "node:path";
import { status } from "@nomicfoundation/ignition-core";
import type { Deployable } from "./contracts.ts";

interface Deployed {
  chainId: number;
  folder: string;
  addresses: Record<string, string>;
  fromBlock: number;
}

const JOURNAL = "journal.jsonl";

/** Folders of journals below one that holds deployments. */
export function journalsIn(deployments: string): string[] {
  if (!existsSync(deployments)) return [];
  return readdirSync(deployments, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => join(deployments, name))
    .filter((folder) => existsSync(join(folder, JOURNAL)));
}

/** The first block of which a journal tells. */
function firstBlock(folder: string): number {
  const lines = readFileSync(join(folder, JOURNAL), "utf8").split("\n").filter(Boolean);
  const receipts = lines.map((line) => (JSON.parse(line) as { receipt?: { blockNumber: number } }).receipt);
  return Math.min(...receipts.flatMap((receipt) => receipt?.blockNumber ?? []));
}

/** What a journal tells; undefined while a contract is missing. */
async function read(folder: string, all: readonly Deployable[]): Promise<Deployed | undefined> {
  const { chainId, contracts } = await status(folder);
  const found = all.map(({ name, futureId }) => [name, contracts[futureId]?.address] as const);
  if (found.some(([, address]) => address === undefined)) return undefined;
  return {
    chainId,
    folder,
    addresses: Object.fromEntries(found) as Record<string, string>,
    fromBlock: firstBlock(folder),
  };
}

/** One deployment a chain: where there are several, the one that bears the chain's own name. */
export async function deployedIn(journals: readonly string[], all: readonly Deployable[]): Promise<Deployed[]> {
  const told = await Promise.all(journals.map((folder) => read(folder, all)));
  const deployed = told.filter((each) => each !== undefined);
  const chains = [...new Set(deployed.map(({ chainId }) => chainId))].sort((a, b) => a - b);
  return chains.map((chainId) => {
    const here = deployed.filter((each) => each.chainId === chainId);
    const chosen = here.length === 1 ? here[0] : here.find(({ folder }) => basename(folder) === `chain-${chainId}`);
    if (chosen !== undefined) return chosen;
    const names = here.map(({ folder }) => basename(folder)).join(", ");
    throw new Error(`Several deployments are on chain ${chainId}: ${names}. Call the one to publish chain-${chainId}.`);
  });
}

export function addressesSource(deployed: readonly Deployed[], all: readonly Deployable[]): string {
  const entries = deployed.map(
    ({ chainId, addresses, fromBlock }) =>
      `  ${chainId}: {\n    addresses: {\n` +
      Object.entries(addresses)
        .map(([name, address]) => `      ${name}: "${address}",\n`)
        .join("") +
      `    },\n    fromBlock: ${fromBlock},\n  },\n`,
  );
  return [
    `import { type Deployment, deploymentIn, type Deployments } from "../addresses.js";`,
    `import type { Hex } from "../hex.js";`,
    `export type { Deployment } from "../addresses.js";\n`,
    `/** The suite's contracts, by their names in Solidity. */`,
    `export type ContractName =\n${all.map(({ name }) => `  | "${name}"`).join("\n")};\n`,
    `/** Where the suite is deployed, by chain id. */`,
    `export const deployments: Deployments<ContractName> = {\n${entries.join("")}};\n`,
    `/** The suite on a chain; throws a sentence when these bindings know of none there. */`,
    `export const deploymentOn = (chainId: number | bigint): Deployment<ContractName> => deploymentIn(deployments, chainId);\n`,
    `/** Addresses of the suite's contracts on a chain; throws as \`deploymentOn\` does. */`,
    `export const addressesOn = (chainId: number | bigint): Readonly<Record<ContractName, Hex>> => deploymentOn(chainId).addresses;\n`,
  ].join("\n");
}
