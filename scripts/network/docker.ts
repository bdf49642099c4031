/** Nodes as containers, by Docker Compose. */
import { spawn } from "node:child_process";
import { statSync } from "node:fs";
import { join } from "node:path";
import { COMPOSE } from "../../network/compose.ts";
import { type Network, nodeFolder } from "../../network/folder.ts";
import { FILES, type Node } from "../../network/nodes.ts";
import { EXIT, Problem } from "../../network/problem.ts";
import { surroundings } from "./surroundings.ts";

const namesOf = (nodes: readonly Node[]): string[] => nodes.map(({ name }) => name);

/** Containers run as the user whom the keys belong to: nobody else may read them. */
function owner(network: Network): string {
  const [first] = network.nodes;
  const { uid, gid } = statSync(
    first === undefined ? network.folder : join(nodeFolder(network, first.name), FILES.config),
  );
  return `${uid}:${gid}`;
}

/** Runs `docker compose`; gives what it printed when `quiet`, else lets the person see it. */
async function compose(network: Network, args: readonly string[], quiet = false): Promise<string> {
  const { env } = surroundings();
  const child = spawn("docker", ["compose", "-f", join(network.folder, COMPOSE), ...args], {
    stdio: ["ignore", quiet ? "pipe" : "inherit", quiet ? "pipe" : "inherit"],
    env: { ...env, BESU_USER: env.BESU_USER ?? owner(network) },
  });
  let output = "";
  let errors = "";
  child.stdout?.on("data", (data: Buffer) => (output += data.toString()));
  child.stderr?.on("data", (data: Buffer) => (errors += data.toString()));
  const code = await new Promise<number | null>((resolve, reject) => {
    child.once("error", reject);
    child.once("close", resolve);
  });
  if (code === 0) return output;
  throw new Problem(
    `docker compose ${args[0] ?? ""} ended with ${code}. ${errors.trim().split("\n").at(-1) ?? ""}`.trim(),
    "What it says above tells why; docker info tells whether the engine runs.",
    EXIT.refused,
  );
}

export const upContainers = (network: Network, nodes: readonly Node[]) =>
  compose(network, ["up", "--detach", ...namesOf(nodes)]);

/** Ends containers; what nodes keep lies in their folders. */
export const downContainers = (network: Network, nodes: readonly Node[]) =>
  compose(network, ["rm", "--stop", "--force", ...namesOf(nodes)]);

export const containerLogs = (network: Network, nodes: readonly Node[], lines: number, follow: boolean) =>
  compose(network, ["logs", "--tail", String(lines), ...(follow ? ["--follow"] : []), ...namesOf(nodes)]);

/** States of the containers ("running", "exited") by the nodes' names. */
export async function containerStates(network: Network): Promise<Map<string, string>> {
  const output = await compose(network, ["ps", "--all", "--format", "json"], true);
  // One document a line; older versions print one list.
  const rows = output
    .trim()
    .split("\n")
    .filter((line) => line !== "")
    .flatMap((line) => JSON.parse(line) as Row | Row[]);
  return new Map(rows.map(({ Service, State }) => [Service, State]));
}

interface Row {
  readonly Service: string;
  readonly State: string;
}
