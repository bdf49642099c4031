/** Brings a network up, and waits until it is one. */
import process from "node:process";
import { setTimeout as sleep } from "node:timers/promises";
import { checkKeys, type Network, ownNodes } from "../../network/folder.ts";
import type { Node } from "../../network/nodes.ts";
import { EXIT, Problem } from "../../network/problem.ts";
import { lastWords } from "../sandbox/stack/processes.ts";
import { upContainers } from "./docker.ts";
import { logOf, requirePorts, runningPid, startNode, type Started, stopNodes } from "./local.ts";
import { ask } from "./look.ts";
import { chooseRunner } from "./programs.ts";
import { rpcUrl } from "./rpc.ts";
import { noteRun, readRun } from "./run.ts";
import { say } from "./surroundings.ts";

const LOG_LINES = 12;

export interface UpOptions {
  /** local or docker; chosen when left out. */
  readonly with?: string;
  /** Names of nodes; all whose keys are here when left out. */
  readonly nodes: readonly string[];
  readonly waitSeconds: number;
}

/** Nodes by their names, among those that can run here. */
export function chosen(network: Network, names: readonly string[]): Node[] {
  const own = ownNodes(network);
  if (own.length === 0) {
    throw new Problem(
      "No node's key is in this folder, so none can run here.",
      "Put your own where network:join said, or run the command where the keys are.",
    );
  }
  const unknown = names.find((name) => !own.some((node) => node.name === name));
  if (unknown !== undefined) {
    throw new Problem(`There is no node "${unknown}" here.`, `There are: ${own.map(({ name }) => name).join(", ")}.`);
  }
  return names.length === 0 ? own : own.filter(({ name }) => names.includes(name));
}

const log = (network: Network, node: Node): string => lastWords(logOf(network, node), LOG_LINES).trim();

/** Starts processes; those that this call has started are ended again when one of them fails. */
async function startAll(network: Network, nodes: readonly Node[], besu: string): Promise<Started[]> {
  const idle = nodes.filter((node) => runningPid(network, node) === undefined);
  for (const { name } of nodes.filter((node) => !idle.includes(node))) say(`${name} runs already`);
  await requirePorts(idle);
  const started: Started[] = [];
  for (const node of idle) {
    started.push(await startNode(network, node, besu));
    say(`${node.name} started (${started.at(-1)?.pid}), log ${logOf(network, node)}`);
  }
  return started;
}

/** What a node still lacks to be part of a working network; undefined when nothing. */
async function lackOf(network: Network, node: Node, peersWanted: number): Promise<string | undefined> {
  try {
    const { block, peers } = await ask(network, node);
    if (peers < peersWanted) return `sees ${peers} of ${peersWanted} peers`;
    return block === 0 ? "has no block yet" : undefined;
  } catch {
    return "does not answer yet";
  }
}

/** Waits until each node has blocks and sees the others; rejected when one of the processes ends, or after the time. */
async function waitFor(
  network: Network,
  nodes: readonly Node[],
  started: readonly Started[],
  options: UpOptions,
): Promise<void> {
  // Of members elsewhere it is not known here whether they are up.
  const isWhole = ownNodes(network).length === network.nodes.length && nodes.length === network.nodes.length;
  const peersWanted = isWhole ? network.nodes.length - 1 : 1;
  const end = performance.now() + options.waitSeconds * 1000;
  let waiting = [...nodes];
  for (;;) {
    const dead = started.find((each) => each.exit() !== undefined);
    if (dead !== undefined) {
      throw new Problem(
        `${dead.node.name} has ended (${dead.exit()}).\n${log(network, dead.node)}`,
        "Mend what its log says; docs/operations.md lists what is usual.",
        EXIT.refused,
      );
    }
    const lacks = await Promise.all(
      waiting.map(async (node) => ({ node, lack: await lackOf(network, node, peersWanted) })),
    );
    for (const { node } of lacks.filter(({ lack }) => lack === undefined))
      say(`${node.name} has blocks and ${peersWanted === 1 ? "a peer" : `${peersWanted} peers`}`);
    waiting = lacks.filter(({ lack }) => lack !== undefined).map(({ node }) => node);
    if (waiting.length === 0) return;
    if (performance.now() > end) {
      const list = lacks.filter(({ lack }) => lack !== undefined).map(({ node, lack }) => `${node.name} ${lack}`);
      throw new Problem(
        `After ${options.waitSeconds} seconds, ${list.join("; ")}.`,
        "The nodes go on. Look again with npm run network:status, and into npm run network:logs.",
        EXIT.refused,
      );
    }
    await sleep(200);
  }
}

/** Starts what does not run yet. Fulfilled when the network works, as far as can be seen from here. */
export async function up(network: Network, options: UpOptions): Promise<void> {
  const nodes = chosen(network, options.nodes);
  checkKeys(network, nodes);
  const runner = await chooseRunner(options.with);
  const before = readRun(network);
  if (before !== undefined && before !== runner.by) {
    const runs = before === "local" && network.nodes.some((node) => runningPid(network, node) !== undefined);
    if (runs) {
      throw new Problem("The network runs as local processes.", "End it first: npm run network:down.", EXIT.refused);
    }
  }
  noteRun(network, runner.by);
  if (runner.by === "docker") {
    await upContainers(network, nodes);
    if (options.waitSeconds > 0) await waitFor(network, nodes, [], options);
    return;
  }
  let started: Started[] = [];
  const giveUp = async (): Promise<void> => {
    await stopNodes(
      network,
      started.map(({ node }) => node),
    );
  };
  const interrupt = (): void => void giveUp().then(() => process.exit(130));
  process.once("SIGINT", interrupt);
  process.once("SIGTERM", interrupt);
  try {
    started = await startAll(network, nodes, runner.besu);
    if (options.waitSeconds > 0) await waitFor(network, nodes, started, options);
  } catch (error) {
    // Those that only take their time go on; of a network of which one has died, nothing stays.
    if (started.some((each) => each.exit() !== undefined)) await giveUp();
    throw error;
  } finally {
    process.off("SIGINT", interrupt);
    process.off("SIGTERM", interrupt);
  }
}

/** What to do with a network that is up. */
export function suggestions(network: Network): string[] {
  const door = ownNodes(network).find(({ role }) => role === "rpc");
  if (door === undefined) return ["npm run network:status"];
  const url = rpcUrl(door);
  if (!network.dev) {
    return [
      "npm run network:status",
      ...(door.tokens ? [`npm run network:token -- --node ${door.name}   # what BESU_RPC_TOKEN takes`] : []),
      `BESU_RPC_URL=${url} npx hardhat system doctor --network besu`,
    ];
  }
  return [
    "npm run network:status",
    `npm start -- --rpc ${url}          # the suite, its index and the story, on this network`,
    "npm run test:besu                               # the integration tests on it",
    `npm run bench:chain -- --rpc ${url}`,
  ];
}
