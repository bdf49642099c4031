/** The chain that a task speaks to. */
import { existsSync, readFileSync } from "node:fs";
import process from "node:process";
import type { HardhatRuntimeEnvironment } from "hardhat/types/hre";
import type { NetworkConnection } from "hardhat/types/network";
import { chain as parameters } from "../../network/chain.ts";
import { NetworkTrouble } from "./failures.ts";
import { surroundings } from "./surroundings.ts";

/** Without --network tasks speak to the chain on this machine: the embedded one would end with the command. */
const USUAL_NETWORK = "localhost";

export interface Chain {
  readonly connection: NetworkConnection;
  readonly network: string;
  /** Whether the network was named on the command line, so that suggested commands name it too. */
  readonly isNamed: boolean;
  /** Whether it is the development chain: personas act there, its clock moves, and nobody asks before sending. */
  readonly isDevelopment: boolean;
}

/** What `npm start` notes about what it has brought up; empty when it does not run. */
export function sandboxState(root: string): { rpc?: string; graphql?: string } {
  const path = `${root}/.sandbox/state.json`;
  if (!existsSync(path)) return {};
  try {
    return JSON.parse(readFileSync(path, "utf8")) as { rpc?: string; graphql?: string };
  } catch {
    return {};
  }
}

/** Where localhost is, when not at its usual port: ROPENET_RPC says so, or the sandbox that runs. */
const localUrl = (root: string): string | undefined => process.env.ROPENET_RPC ?? sandboxState(root).rpc;

async function open(hre: HardhatRuntimeEnvironment, network: string): Promise<NetworkConnection> {
  const { connection } = surroundings();
  if (connection !== undefined) return connection;
  const url = network === USUAL_NETWORK ? localUrl(hre.config.paths.root) : undefined;
  if (url === undefined) return hre.network.getOrCreate(network);
  return hre.network.create({ network, override: { url } });
}

async function isDevelopmentChain({ networkConfig, provider }: NetworkConnection): Promise<boolean> {
  if (networkConfig.type === "edr-simulated") return true;
  const client = (await provider.request({ method: "web3_clientVersion" }).catch(() => "")) as string;
  return /^(HardhatNetwork|anvil)\//i.test(client);
}

/** Connects, and refuses a chain that is not the suite's. */
export async function connect(hre: HardhatRuntimeEnvironment): Promise<Chain> {
  const named = hre.globalOptions.network;
  const network = named ?? USUAL_NETWORK;
  const connection = await open(hre, network);
  const id = Number(await connection.provider.request({ method: "eth_chainId" }));
  if (id !== parameters.id) {
    throw new NetworkTrouble(
      `The chain behind --network ${network} has the id ${id}; the suite's has ${parameters.id}. Nothing was sent.`,
      "Choose another --network, or mend its address in hardhat.config.ts.",
    );
  }
  return { connection, network, isNamed: named !== undefined, isDevelopment: await isDevelopmentChain(connection) };
}
