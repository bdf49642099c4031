/** Deploys the suite, or finds one that is deployed: for tests, tasks and the sandbox alike. */
import { existsSync, readFileSync, rmSync } from "node:fs";
import { fileURLToPath } from "node:url";
import type { NetworkConnection } from "hardhat/types/network";
import type {
  AccessManager,
  BillDescriptor,
  BillIssuance,
  BillPayment,
  BillRegistry,
  BusinessCalendar,
  Docket,
  EvidenceRegistry,
  ModuleDirectory,
  ParticipantRegistry,
  SettlementToken,
  TradeRegistry,
} from "../types/index.js";
import { type ContractName, contractNames } from "./contracts.ts";
import { ROLES } from "./data/access.ts";
import { LOG_RANGE } from "./events.ts";
import { applyAll, type Founder } from "./founders.ts";
import Contracts from "./modules/Contracts.ts";
import { foundingModule } from "./modules/Founding.ts";
import { powerReport } from "./power.ts";

type Connection = Pick<NetworkConnection, "ethers" | "ignition" | "provider" | "networkConfig">;

export interface Suite {
  authority: AccessManager;
  directory: ModuleDirectory;
  participants: ParticipantRegistry;
  docket: Docket;
  evidence: EvidenceRegistry;
  trade: TradeRegistry;
  money: SettlementToken;
  calendar: BusinessCalendar;
  billRegistry: BillRegistry;
  billIssuance: BillIssuance;
  billPayment: BillPayment;
  billDescriptor: BillDescriptor;
  /** From this block on all events of the suite are found. */
  deployBlock: number;
}

export interface DeployOptions {
  founders: readonly Founder[];
  /** Seats that the council never falls below. */
  minimumCouncil: number;
  /** Name of the journal below deploy/deployments; chain-<chain id> when left out. */
  deploymentId?: string;
  /** Drops a journal that was written for a chain that is no more: for chains that live in memory. */
  renew?: boolean;
  /** Hears what is being done. */
  say?: (line: string) => void;
}

/**
 * Deploys the whole suite and founds the consortium. On a network that keeps a journal, a deployment that was cut short goes on
 * where it stopped, and one that is complete is only checked.
 */
export async function deploySuite(connection: Connection, options: DeployOptions): Promise<Suite> {
  const { founders, minimumCouncil, say = () => undefined } = options;
  const deploymentId = options.deploymentId ?? (await usualId(connection));
  await requireOwnJournal(connection, deploymentId, options.renew ?? false);
  const isEmbedded = connection.networkConfig.type === "edr-simulated";
  const ignition = {
    deploymentId,
    parameters: { ParticipantRegistry: { minimumCouncil } },
    ...(isEmbedded ? { config: { blockPollingInterval: 10 } } : {}),
  };

  say("Deploying the contracts");
  const contracts = await connection.ignition.deploy(Contracts, ignition);
  const addresses = Object.fromEntries(
    await Promise.all(contractNames.map(async (name) => [name, await contracts[name].getAddress()])),
  ) as Record<ContractName, string>;
  const suite = await attach(connection, addresses);

  say(`Receiving ${founders.length} applications`);
  const now = (await connection.ethers.provider.getBlock("latest"))?.timestamp ?? 0;
  const numbers = await applyAll(suite.participants, founders, now);

  say("Joining the parts, setting the policies, founding the consortium");
  const applicants = founders.map((founder, index) => ({ ...founder, participant: numbers[index] ?? 0 }));
  await connection.ignition.deploy(foundingModule({ block: suite.deployBlock, addresses }, applicants), ignition);

  const { problems } = await powerReport(suite);
  if (problems.length > 0) throw new Error(`The suite is not as it must be:\n  ${problems.join("\n  ")}`);
  return suite;
}

/** Finds the suite that a journal below deploy/deployments tells of. */
export async function loadSuite(
  connection: Connection,
  { deploymentId }: { deploymentId?: string } = {},
): Promise<Suite> {
  const id = deploymentId ?? (await usualId(connection));
  const addresses = journalledAddresses(id);
  const known = addresses && contractNames.every((name) => addresses[name] !== undefined);
  if (!known || !(await hasCode(connection, addresses.docket))) {
    throw new Error(`The suite is not deployed here (deployment "${id}"). Deploy it, or name another deployment.`);
  }
  return attach(connection, addresses as Record<ContractName, string>);
}

/** Typed handles; the first account signs. */
async function attach(connection: Connection, addresses: Record<ContractName, string>): Promise<Suite> {
  const handles = await Promise.all(
    contractNames.map(async (name) => {
      const { contractName } = Contracts.results[name];
      return [name, await connection.ethers.getContractAt(contractName, addresses[name])] as const;
    }),
  );
  const suite = Object.fromEntries(handles) as unknown as Suite;
  suite.deployBlock = await firstBlock(connection, suite);
  return suite;
}

/** The block that the directory names; while nothing is registered, the one in which the manager was deployed. */
async function firstBlock({ ethers }: Connection, { authority, directory }: Suite): Promise<number> {
  const [registered] = await directory.modules();
  if (registered !== undefined) {
    const [first] = await directory.versions(registered);
    return Number(first?.deployBlock);
  }
  const [deployer] = await ethers.getSigners();
  const founded = authority.filters.RoleGranted(ROLES.ADMIN, await deployer?.getAddress());
  for (let last = await ethers.provider.getBlockNumber(); last >= 0; last -= LOG_RANGE) {
    const [event] = await authority.queryFilter(founded, Math.max(0, last - LOG_RANGE + 1), last);
    if (event !== undefined) return event.blockNumber;
  }
  throw new Error("The first account did not deploy this suite. Use the key that began the deployment.");
}

async function usualId({ provider }: Connection): Promise<string> {
  return `chain-${Number(await provider.request({ method: "eth_chainId" }))}`;
}

const journalFolder = (deploymentId: string) => fileURLToPath(new URL(`deployments/${deploymentId}/`, import.meta.url));

/** What the journal has deployed so far; undefined when there is none. */
function journalledAddresses(deploymentId: string): Partial<Record<ContractName, string>> | undefined {
  const path = `${journalFolder(deploymentId)}deployed_addresses.json`;
  if (!existsSync(path)) return undefined;
  const byId = JSON.parse(readFileSync(path, "utf8")) as Record<string, string>;
  return Object.fromEntries(contractNames.map((name) => [name, byId[Contracts.results[name].id]]));
}

async function hasCode({ ethers }: Connection, address: string | undefined): Promise<boolean> {
  return address !== undefined && (await ethers.provider.getCode(address)) !== "0x";
}

/** A journal of a chain that has been replaced by another would make Ignition skip what is not there. */
async function requireOwnJournal(connection: Connection, deploymentId: string, renew: boolean): Promise<void> {
  if (connection.networkConfig.type === "edr-simulated") return;
  const addresses = Object.values(journalledAddresses(deploymentId) ?? {});
  const known = addresses.filter((address) => address !== undefined);
  const present = await Promise.all(known.map((address) => hasCode(connection, address)));
  if (present.every(Boolean)) return;
  const folder = journalFolder(deploymentId);
  if (!renew) {
    throw new Error(
      `The journal in ${folder} was written for another chain: its contracts are not on this one. ` +
        `Move it away, or choose another deployment id.`,
    );
  }
  rmSync(folder, { recursive: true });
}
