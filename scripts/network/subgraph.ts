/** Puts a built subgraph into IPFS and has graph-node index it, as production's graph-node takes it. */
import { readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import hre from "hardhat";
import { parse, stringify } from "yaml";
import { contractNames, solidityName } from "../../deploy/contracts.ts";
import { loadSuite } from "../../deploy/suite.ts";
import { LOOPBACK } from "../../network/members.ts";
import { root } from "../checks/sources.ts";
import { orUndefined, rpcCall } from "../sandbox/stack/calls.ts";
import { buildSubgraph } from "../sandbox/stack/subgraph.ts";

export interface IndexPorts {
  readonly ipfs: number;
  readonly admin: number;
}

export const INDEX_PORTS: IndexPorts = { ipfs: 5001, admin: 8020 };

/** Adds content to IPFS, pinned; where it is then found. */
async function addToIpfs(port: number, content: Buffer | string): Promise<string> {
  const form = new FormData();
  form.append("file", new Blob([new Uint8Array(Buffer.from(content))]));
  const response = await fetch(`http://${LOOPBACK}:${port}/api/v0/add?pin=true`, { method: "POST", body: form });
  if (!response.ok) throw new Error(`IPFS answers with HTTP ${response.status}.`);
  return ((await response.json()) as { Hash: string }).Hash;
}

/** The manifest with each file that it names put into IPFS, and named by its hash. */
async function published(value: unknown, folder: string, port: number): Promise<unknown> {
  if (Array.isArray(value)) return Promise.all(value.map((each) => published(each, folder, port)));
  if (typeof value !== "object" || value === null) return value;
  const entries = Object.entries(value).map(async ([key, inner]: [string, unknown]) => {
    if (key !== "file" || typeof inner !== "string") return [key, await published(inner, folder, port)] as const;
    const hash = await addToIpfs(port, readFileSync(join(folder, inner)));
    return [key, { "/": `/ipfs/${hash}` }] as const;
  });
  return Object.fromEntries(await Promise.all(entries));
}

/** Publishes a built subgraph, and deploys it by name; the deployment's hash. */
export async function publish(manifestPath: string, name: string, ports = INDEX_PORTS): Promise<string> {
  const manifest = await published(parse(readFileSync(manifestPath, "utf8")), dirname(manifestPath), ports.ipfs);
  const hash = await addToIpfs(ports.ipfs, stringify(manifest));
  const admin = `http://${LOOPBACK}:${ports.admin}`;
  // It exists from the second time on.
  await orUndefined(rpcCall(admin, "subgraph_create", { name }));
  await rpcCall(admin, "subgraph_deploy", { name, ipfs_hash: hash });
  return hash;
}

/** Builds the subgraph for the suite that is deployed on the chain behind a node. */
export async function buildFor(url: string, token: string | undefined): Promise<string> {
  await hre.tasks.getTask("build").run({ quiet: true, noTests: true });
  const headers = token === undefined ? {} : { httpHeaders: { Authorization: `Bearer ${token}` } };
  const connection = await hre.network.create({ network: "localhost", override: { url, accounts: [], ...headers } });
  const suite = await loadSuite(connection);
  const pairs = contractNames.map(async (each) => [solidityName(each), await suite[each].getAddress()] as const);
  return buildSubgraph({
    addresses: Object.fromEntries(await Promise.all(pairs)),
    startBlock: suite.deployBlock,
    outDir: join(root, ".sandbox", "subgraph"),
  });
}
