/** Deploys the suite, or finds one that is deployed: for tests, tasks and the sandbox alike. */
import { setTimeout as sleep } from "node:timers/promises";
import type { BaseContract } from "ethers";
import type { NetworkConnection } from "hardhat/types/network";
import type {
  AccessManager,
  BillDescriptor,
  BillDiscount,
  BillIssuance,
  BillOrders,
  BillPayment,
  BillRecourse,
  BillRegistry,
  BillRepo,
  BillSecurity,
  BusinessCalendar,
  DataCertification,
  DataConsents,
  DataDescriptor,
  DataDisputes,
  DataLicences,
  DataOffers,
  DataOrders,
  DataPledges,
  DataPreservation,
  DataRegistry,
  DataRevenue,
  DataSales,
  DataSharing,
  DataTransfers,
  DataValuation,
  Docket,
  EvidenceRegistry,
  ModuleDirectory,
  ParticipantRegistry,
  PointsClearing,
  PointsDescriptor,
  PointsExchange,
  PointsIssuance,
  PointsLedger,
  PointsOrders,
  PointsProgrammes,
  PointsRedemption,
  QuoteMarket,
  ReceivableDescriptor,
  ReceivableDisputes,
  ReceivableFinancing,
  ReceivableIssuance,
  ReceivableOrders,
  ReceivableRegistry,
  ReceivableSecurity,
  ReceivableSettlement,
  ReliefBenefits,
  ReliefFunds,
  ReliefHouseholds,
  ReliefKeys,
  ReliefLedger,
  ReliefOfficers,
  ReliefPayouts,
  ReliefProgrammes,
  ReliefProjects,
  ReliefPurchases,
  ReliefReviews,
  ReliefScores,
  SettlementToken,
  TradeRegistry,
} from "../types/index.js";
import { contractNames, solidityName } from "./contracts.ts";
import { ROLES } from "./data/access.ts";
import { LOG_RANGE } from "./events.ts";
import { applyAll, type Founder, requireGoverning } from "./founders.ts";
import { type Addresses, fitsChain, journalledAddresses, requireFitting } from "./journal.ts";
import { mendJournal } from "./mend.ts";
import Contracts from "./modules/Contracts.ts";
import { foundingModule } from "./modules/Founding.ts";
import { powerReport } from "./power.ts";

/** How long transactions of a run before this may take to come into a block. */
const SETTLE_SECONDS = 60;

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
  market: QuoteMarket;
  billRegistry: BillRegistry;
  billIssuance: BillIssuance;
  billSecurity: BillSecurity;
  billPayment: BillPayment;
  billDiscount: BillDiscount;
  billRepo: BillRepo;
  billRecourse: BillRecourse;
  billOrders: BillOrders;
  billDescriptor: BillDescriptor;
  receivableRegistry: ReceivableRegistry;
  receivableIssuance: ReceivableIssuance;
  receivableFinancing: ReceivableFinancing;
  receivableSecurity: ReceivableSecurity;
  receivableSettlement: ReceivableSettlement;
  receivableDisputes: ReceivableDisputes;
  receivableOrders: ReceivableOrders;
  receivableDescriptor: ReceivableDescriptor;
  reliefKeys: ReliefKeys;
  reliefProgrammes: ReliefProgrammes;
  reliefOfficers: ReliefOfficers;
  reliefHouseholds: ReliefHouseholds;
  reliefScores: ReliefScores;
  reliefReviews: ReliefReviews;
  reliefFunds: ReliefFunds;
  reliefPayouts: ReliefPayouts;
  reliefProjects: ReliefProjects;
  reliefBenefits: ReliefBenefits;
  reliefPurchases: ReliefPurchases;
  reliefLedger: ReliefLedger;
  dataDescriptor: DataDescriptor;
  dataRegistry: DataRegistry;
  dataTransfers: DataTransfers;
  dataCertification: DataCertification;
  dataPreservation: DataPreservation;
  dataValuation: DataValuation;
  dataPledges: DataPledges;
  dataOffers: DataOffers;
  dataConsents: DataConsents;
  dataLicences: DataLicences;
  dataSharing: DataSharing;
  dataRevenue: DataRevenue;
  dataSales: DataSales;
  dataDisputes: DataDisputes;
  dataOrders: DataOrders;
  pointsDescriptor: PointsDescriptor;
  pointsLedger: PointsLedger;
  pointsProgrammes: PointsProgrammes;
  pointsIssuance: PointsIssuance;
  pointsExchange: PointsExchange;
  pointsClearing: PointsClearing;
  pointsRedemption: PointsRedemption;
  pointsOrders: PointsOrders;
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
  requireGoverning(founders, minimumCouncil);
  const deploymentId = options.deploymentId ?? (await usualId(connection));
  const isEmbedded = connection.networkConfig.type === "edr-simulated";
  if (!isEmbedded) {
    await requireFitting(deploymentId, connection.ethers.provider, options.renew ?? false);
    await takeUp(connection, deploymentId);
  }
  const ignition = {
    deploymentId,
    parameters: { ParticipantRegistry: { minimumCouncil } },
    ...(isEmbedded ? { config: { blockPollingInterval: 10 } } : {}),
  };

  say("Deploying the contracts");
  // Ignition takes a module for unfinished while another of the same journal is: what is complete is not run again.
  const journalled = isEmbedded ? undefined : journalledAddresses(deploymentId);
  const addresses = journalled ?? (await addressesOf(await connection.ignition.deploy(Contracts, ignition)));
  const suite = await attach(connection, addresses);

  if (await isUnfounded(connection, suite)) {
    say(`Receiving ${founders.length} applications`);
    const now = (await connection.ethers.provider.getBlock("latest"))?.timestamp ?? 0;
    const numbers = await applyAll(suite.participants, founders, now);

    say("Joining the parts, setting the policies, founding the consortium");
    const applicants = founders.map((founder, index) => ({ ...founder, participant: numbers[index] ?? 0 }));
    await connection.ignition.deploy(foundingModule({ block: suite.deployBlock, addresses }, applicants), ignition);
  }

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
  if (addresses === undefined || !(await fitsChain(id, connection.ethers.provider))) {
    throw new Error(`The suite is not deployed here (deployment "${id}"). Deploy it, or name another deployment.`);
  }
  return attach(connection, addresses);
}

export async function addressesOf(contracts: Record<keyof Addresses, BaseContract>): Promise<Addresses> {
  const all = await Promise.all(contractNames.map(async (name) => [name, await contracts[name].getAddress()] as const));
  return Object.fromEntries(all) as Addresses;
}

/** The suite at these addresses: typed handles; the first account signs. */
export async function attach(connection: Connection, addresses: Addresses): Promise<Suite> {
  const handles = await Promise.all(
    contractNames.map(
      async (name) => [name, await connection.ethers.getContractAt(solidityName(name), addresses[name])] as const,
    ),
  );
  const suite = Object.fromEntries(handles) as unknown as Suite;
  suite.deployBlock = await firstBlock(connection, suite);
  return suite;
}

/** Whether the deployer still has the power that the founding's last step gives up. */
async function isUnfounded({ ethers }: Connection, { authority }: Suite): Promise<boolean> {
  const [deployer] = await ethers.getSigners();
  return deployer !== undefined && (await authority.hasRole(ROLES.ADMIN, deployer)).isMember;
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

/** Comes to know what an earlier run left behind: transactions on their way, or sent and not noted when it was killed. */
async function takeUp({ ethers, provider }: Connection, deploymentId: string): Promise<void> {
  const [deployer] = await ethers.getSigners();
  if (deployer === undefined) throw new Error("This network has no account that could deploy. Configure a key for it.");
  const { address } = deployer;
  const count = (tag: string) => ethers.provider.getTransactionCount(address, tag);
  for (let waited = 0; (await count("pending")) > (await count("latest")); waited++) {
    if (waited === SETTLE_SECONDS) {
      throw new Error(`Transactions of ${address} have been waiting for a minute. Are blocks being made?`);
    }
    await sleep(1_000);
  }
  await mendJournal(deploymentId, address, ethers.provider, provider);
}
