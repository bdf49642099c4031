/** Nodes as processes of this machine, which go on when the command that started them has ended. */
import { type ChildProcess, execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import { closeSync, existsSync, openSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { join } from "node:path";
import process from "node:process";
import { setTimeout as sleep } from "node:timers/promises";
import { type Network, nodeFolder } from "../../network/folder.ts";
import { FILES, type Node } from "../../network/nodes.ts";
import { EXIT, Problem } from "../../network/problem.ts";
import { surroundings } from "./surroundings.ts";

const HEAP = "-Xmx1g";
const STOP_SECONDS = 60;

interface Noted {
  readonly pid: number;
  /** When it began, as the system tells it: a number that has gone to another process has begun at another time. */
  readonly began: string;
}

const noteOf = (network: Network, node: Node): string => join(nodeFolder(network, node.name), "process.json");
export const logOf = (network: Network, { name }: Node): string => join(nodeFolder(network, name), "besu.log");

/** When a process began; undefined when there is none of this number. */
function beganAt(pid: number): string | undefined {
  try {
    if (process.platform === "linux") {
      const boot = readFileSync("/proc/sys/kernel/random/boot_id", "utf8").trim();
      // The name in brackets may hold anything; fields are counted from behind it.
      const fields = readFileSync(`/proc/${pid}/stat`, "utf8").split(") ").at(-1)?.split(" ") ?? [];
      const [state] = fields;
      return state === "Z" ? undefined : `${boot} ${fields[19]}`;
    }
    return execFileSync("ps", ["-p", String(pid), "-o", "lstart="], { encoding: "utf8" }).trim() || undefined;
  } catch {
    return undefined;
  }
}

/** Number of a node's process, if it runs. What an earlier process has left behind counts for nothing. */
export function runningPid(network: Network, node: Node): number | undefined {
  const file = noteOf(network, node);
  if (!existsSync(file)) return undefined;
  try {
    const { pid, began } = JSON.parse(readFileSync(file, "utf8")) as Noted;
    return beganAt(pid) === began ? pid : undefined;
  } catch {
    return undefined;
  }
}

async function isFree(host: string, port: number): Promise<boolean> {
  const server = createServer();
  return new Promise((resolve) => {
    server.once("error", () => resolve(false));
    server.listen({ host, port, exclusive: true }, () => server.close(() => resolve(true)));
  });
}

/** Refuses to start a node whose ports another program has. */
export async function requirePorts(nodes: readonly Node[]): Promise<void> {
  for (const { name, ports, listen, rpcListen, metricsListen } of nodes) {
    const wanted = [
      ["peers", listen, ports.p2p],
      ["JSON-RPC", rpcListen, ports.http],
      ["WebSocket", rpcListen, ports.ws],
      ["metrics", metricsListen, ports.metrics],
    ] as const;
    for (const [purpose, host, port] of wanted) {
      if (port === undefined || (await isFree(host, port))) continue;
      throw new Problem(
        `Port ${port} on ${host}, for ${purpose} of ${name}, can't be had: another program has it, or the address is not this machine's.`,
        "End that program (npm start and hardhat node use 8545), or change the port in the members file and run network:init -- --update.",
        EXIT.refused,
      );
    }
  }
}

/** Variables of Besu's outweigh config.toml, so those of somebody's shell must not reach it. */
function environment(): NodeJS.ProcessEnv {
  const kept = Object.entries(surroundings().env).filter(([name]) => !name.startsWith("BESU_") || name === "BESU_OPTS");
  return { BESU_OPTS: HEAP, ...Object.fromEntries(kept) };
}

export interface Started {
  readonly node: Node;
  readonly pid: number;
  /** Set when it has ended. */
  exit(): string | undefined;
}

/** Starts a node's process in a group and a session of its own. */
export async function startNode(network: Network, node: Node, besu: string): Promise<Started> {
  const log = logOf(network, node);
  if (existsSync(log)) renameSync(log, `${log}.1`);
  const file = openSync(log, "w", 0o600);
  let child: ChildProcess;
  try {
    child = spawn(besu, [`--config-file=${FILES.config}`], {
      cwd: nodeFolder(network, node.name),
      detached: true,
      stdio: ["ignore", file, file],
      env: environment(),
    });
    await once(child, "spawn");
  } finally {
    closeSync(file);
  }
  let ended: string | undefined;
  child.once("exit", (code, signal) => (ended = signal ?? `code ${code}`));
  child.unref();
  const pid = child.pid ?? 0;
  const noted: Noted = { pid, began: beganAt(pid) ?? "" };
  writeFileSync(noteOf(network, node), JSON.stringify(noted));
  return { node, pid, exit: () => ended };
}

function signal(pid: number, name: NodeJS.Signals): void {
  try {
    process.kill(-pid, name);
  } catch {
    // Gone already.
  }
}

/**
 * Ends nodes together: validators that went one by one would leave the last ones waiting for rounds that can't succeed. Says which had to be
 * killed, because they did not end by themselves.
 */
export async function stopNodes(
  network: Network,
  nodes: readonly Node[],
): Promise<{ stopped: Node[]; killed: Node[] }> {
  const running = nodes.flatMap((node) => {
    const pid = runningPid(network, node);
    return pid === undefined ? [] : [{ node, pid }];
  });
  for (const { pid } of running) signal(pid, "SIGTERM");
  const left = () => running.filter(({ node }) => runningPid(network, node) !== undefined);
  for (const end = performance.now() + STOP_SECONDS * 1000; left().length > 0 && performance.now() < end;)
    await sleep(50);
  const killed = left();
  for (const { pid } of killed) signal(pid, "SIGKILL");
  for (const node of nodes) rmSync(noteOf(network, node), { force: true });
  return { stopped: running.map(({ node }) => node), killed: killed.map(({ node }) => node) };
}
