/** How nodes are: what each says of blocks, peers, validators and allowlists. */
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "smol-toml";
import { type Network, nodeFolder, ownNodes } from "../../network/folder.ts";
import { readExtraData } from "../../network/genesis.ts";
import { FILES, type Node } from "../../network/nodes.ts";
import { containerStates } from "./docker.ts";
import { runningPid } from "./local.ts";
import { call } from "./rpc.ts";
import { readRun } from "./run.ts";

export interface Look {
  readonly name: string;
  readonly role: Node["role"];
  readonly organisation: string;
  /** "running (4711)", "stopped", "container exited", "another member's". */
  readonly process: string;
  readonly isUp: boolean;
  /** What it says; missing when it does not answer. */
  readonly block?: number;
  readonly blockHash?: string;
  /** Seconds since the newest block. */
  readonly age?: number;
  /** Round in which the newest block came about. */
  readonly round?: number;
  readonly peers?: number;
  readonly validators?: readonly string[];
  readonly allowedNodes?: readonly string[];
  readonly allowedAccounts?: readonly string[];
}

interface Block {
  readonly number: string;
  readonly hash: string;
  readonly timestamp: string;
  readonly extraData: string;
}

/** What a node says of itself; rejected when it does not answer. */
export async function ask(network: Network, node: Node) {
  const block = await call<Block>(network, node, "eth_getBlockByNumber", ["latest", false]);
  const peers = Number(await call<string>(network, node, "net_peerCount"));
  return {
    block: Number(block.number),
    blockHash: block.hash,
    age: Math.max(0, Math.round(Date.now() / 1000 - Number(block.timestamp))),
    round: readExtraData(block.extraData).round,
    peers,
  };
}

/** The lists that a node goes by: by its own word, or, where its JSON-RPC does not tell, those of its file. */
async function listsOf(network: Network, node: Node) {
  if (node.role === "validator") {
    const [validators, allowedNodes, allowedAccounts] = await Promise.all([
      call<string[]>(network, node, "qbft_getValidatorsByBlockNumber", ["latest"]),
      call<string[]>(network, node, "perm_getNodesAllowlist"),
      call<string[]>(network, node, "perm_getAccountsAllowlist"),
    ]);
    return { validators, allowedNodes, allowedAccounts };
  }
  const file = join(nodeFolder(network, node.name), FILES.permissions);
  if (!existsSync(file)) return {};
  const lists = parse(readFileSync(file, "utf8")) as Record<string, string[]>;
  return { allowedNodes: lists["nodes-allowlist"] ?? [], allowedAccounts: lists["accounts-allowlist"] ?? [] };
}

async function processOf(network: Network, node: Node, containers: Map<string, string> | undefined) {
  if (containers !== undefined) {
    const state = containers.get(node.name);
    return { isUp: state === "running", process: state === undefined ? "no container" : `container ${state}` };
  }
  const pid = runningPid(network, node);
  return { isUp: pid !== undefined, process: pid === undefined ? "stopped" : `running (${pid})` };
}

/** Looks at all nodes; of those of other members only their names are known here. */
export async function look(network: Network): Promise<Look[]> {
  const containers = readRun(network) === "docker" ? await containerStates(network) : undefined;
  const own = new Set(ownNodes(network).map(({ name }) => name));
  return Promise.all(
    network.nodes.map(async (node) => {
      const { name, role, organisation } = node;
      const known = { name, role, organisation };
      if (!own.has(name)) return { ...known, isUp: false, process: "another member's" };
      const state = await processOf(network, node, containers);
      if (!state.isUp) return { ...known, ...state };
      try {
        return { ...known, ...state, ...(await ask(network, node)), ...(await listsOf(network, node)) };
      } catch {
        return { ...known, ...state };
      }
    }),
  );
}

/** What is not as it must be, in sentences; empty when all is well. */
export function problemsOf(network: Network, looks: readonly Look[]): string[] {
  const own = looks.filter(({ process }) => process !== "another member's");
  const problems: string[] = [];
  const height = Math.max(...own.map(({ block = 0 }) => block));
  const lists = (pick: (each: Look) => readonly string[] | undefined, of: readonly Look[]): number =>
    new Set(of.flatMap((each) => (pick(each) === undefined ? [] : JSON.stringify([...(pick(each) ?? [])].sort()))))
      .size;
  for (const { name, process, isUp, block, peers } of own) {
    if (!isUp) problems.push(`${name} does not run (${process}).`);
    else if (block === undefined) problems.push(`${name} runs, and does not answer.`);
    else if (height - block > 5) problems.push(`${name} is at block ${block}, others are at ${height}.`);
    const others = network.nodes.length - 1;
    if (peers !== undefined && peers < others) problems.push(`${name} sees ${peers} of ${others} peers.`);
  }
  if (lists(({ validators }) => validators, own) > 1) problems.push("The validators do not agree on who they are.");
  if (lists(({ allowedNodes }) => allowedNodes, own) > 1)
    problems.push("Not all nodes have the same allowlist of nodes.");
  const taking = own.filter(({ role }) => role !== "observer");
  if (lists(({ allowedAccounts }) => allowedAccounts, taking) > 1) {
    problems.push("Not all nodes have the same allowlist of accounts.");
  }
  return problems;
}
