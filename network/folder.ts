/** A network's folder: what network:init writes, and what the other commands read. Keys and genesis are never overwritten. */
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { COMPOSE, composeYaml } from "./compose.ts";
import { genesis } from "./genesis.ts";
import { handout } from "./handout.ts";
import { newPrivateKey, newTokenKeys, publicKeyOf, readPrivateKey, requireSecret, writeSecret } from "./keys.ts";
import type { Account, Members } from "./members.ts";
import { alertsYaml, MONITORING, prometheusYaml } from "./monitoring.ts";
import { configToml, enode, FILES, GENESIS, type Node, permissionsToml, STATIC_NODES } from "./nodes.ts";
import { EXIT, Problem } from "./problem.ts";

/** What is in network.json: all that is public, for the commands. */
export interface Network {
  readonly folder: string;
  readonly nodes: readonly Node[];
  readonly accounts: readonly Account[];
  /** Whether the development personas may send. */
  readonly dev: boolean;
}

export interface InitOptions {
  readonly dev?: boolean;
  /** Make no private key: all come from the members. */
  readonly publicOnly?: boolean;
  /** The folder has a network already, to which members are added or from which they are taken. */
  readonly update?: boolean;
}

const DESCRIPTION = "network.json";

const json = (value: unknown): string => `${JSON.stringify(value, null, 2)}\n`;

export const nodeFolder = ({ folder }: Pick<Network, "folder">, name: string): string => join(folder, "nodes", name);

/** The node's key: the one that lies in its folder, the one that its member keeps, or a new one. */
function keyOf(node: Members["nodes"][number], folder: string, publicOnly: boolean): Node {
  const file = join(folder, FILES.key);
  const found = existsSync(file) ? publicKeyOf(readPrivateKey(file)) : undefined;
  if (found !== undefined && node.publicKey !== undefined && found.id !== node.publicKey.id) {
    throw new Problem(
      `${file} is not the key that the members file has for ${node.name}.`,
      "Take its publicKey out of the members file, or put the member's own key there.",
    );
  }
  const publicKey = node.publicKey ?? found;
  if (publicKey !== undefined) return { ...node, publicKey };
  if (publicOnly) {
    throw new Problem(
      `${node.name} has no publicKey, and --public-only makes no keys.`,
      `Let ${node.organisation} run: npm run network:join -- --name ${node.name}. Put what it prints into the members file.`,
    );
  }
  const privateKey = newPrivateKey();
  mkdirSync(folder, { recursive: true });
  writeSecret(file, `${privateKey}\n`);
  return { ...node, publicKey: publicKeyOf(`0x${privateKey}`) };
}

/** Keys with which the node's operator signs tokens for its callers; only where the node's own key is, too. */
function provideTokenKeys({ tokens }: Node, folder: string): void {
  if (!tokens || !existsSync(join(folder, FILES.key)) || existsSync(join(folder, FILES.tokenPrivate))) return;
  const { privateKey, publicKey } = newTokenKeys();
  writeSecret(join(folder, FILES.tokenPrivate), privateKey);
  writeFileSync(join(folder, FILES.tokenPublic), publicKey);
}

function requirePlace(folder: string, update: boolean): void {
  const isThere = existsSync(join(folder, DESCRIPTION));
  if (isThere && !update) {
    throw new Problem(
      `${folder} holds a network already; nothing was changed.`,
      "With --update its nodes and accounts become those of the members file, while keys and genesis stay; or give another folder with --out.",
      EXIT.refused,
    );
  }
  if (update && !isThere) {
    throw new Problem(`${folder} holds no network to update.`, "Leave --update out, or name its folder with --out.");
  }
  if (!isThere && existsSync(folder) && readdirSync(folder).length > 0) {
    throw new Problem(`${folder} is not empty; nothing was changed.`, "Give another folder with --out.", EXIT.refused);
  }
}

/** Makes a network's folder, or brings one up to its members file. */
export function writeNetwork(folder: string, members: Members, options: InitOptions = {}): Network {
  const { dev = false, publicOnly = false, update = false } = options;
  requirePlace(folder, update);
  const { accounts } = members;
  mkdirSync(folder, { recursive: true });
  const nodes = members.nodes.map((node) => keyOf(node, nodeFolder({ folder }, node.name), publicOnly));
  const genesisFile = join(folder, GENESIS);
  if (!existsSync(genesisFile)) {
    const validators = nodes.filter(({ role }) => role === "validator").map(({ publicKey }) => publicKey.address);
    writeFileSync(genesisFile, json(genesis(validators)));
  }
  for (const node of nodes) {
    const own = nodeFolder({ folder }, node.name);
    mkdirSync(own, { recursive: true });
    provideTokenKeys(node, own);
    writeFileSync(join(own, FILES.config), configToml(node, nodes, accounts));
    writeFileSync(join(own, FILES.permissions), permissionsToml(node, nodes, accounts));
  }
  writeFileSync(join(folder, STATIC_NODES), json(nodes.map(enode)));
  writeFileSync(join(folder, COMPOSE), composeYaml(nodes));
  mkdirSync(join(folder, MONITORING.folder), { recursive: true });
  writeFileSync(join(folder, MONITORING.folder, MONITORING.scrape), prometheusYaml(nodes));
  writeFileSync(join(folder, MONITORING.folder, MONITORING.alerts), alertsYaml(nodes));
  const network = { folder, nodes, accounts, dev };
  writeFileSync(
    join(folder, "README.md"),
    handout(
      nodes,
      ownNodes(network).map(({ name }) => name),
      dev,
    ),
  );
  // Last: a folder without it is one that was not finished.
  writeFileSync(join(folder, DESCRIPTION), json({ nodes, accounts, dev }));
  return network;
}

/** Reads the folder of a network. */
export function readNetwork(folder: string): Network {
  const file = join(folder, DESCRIPTION);
  if (!existsSync(file)) {
    throw new Problem(
      `${folder} holds no network.`,
      "Make one: npm run network:init -- --members members.json5 --out FOLDER; or npm run network:init -- --dev for one on this machine.",
    );
  }
  return { folder, ...(JSON.parse(readFileSync(file, "utf8")) as Omit<Network, "folder">) };
}

/** The nodes that this machine can run: those whose keys lie here. */
export const ownNodes = (network: Network): Node[] =>
  network.nodes.filter(({ name }) => existsSync(join(nodeFolder(network, name), FILES.key)));

/** Refuses keys that others can read, and keys that are not their nodes'. */
export function checkKeys(network: Network, nodes: readonly Node[]): void {
  for (const { name, publicKey } of nodes) {
    const folder = nodeFolder(network, name);
    const file = join(folder, FILES.key);
    if (publicKeyOf(readPrivateKey(file)).id !== publicKey.id) {
      throw new Problem(
        `${file} is not the key of ${name} in network.json.`,
        "Put the right key there, or bring the network up to the members file with network:init -- --update.",
      );
    }
    const tokens = join(folder, FILES.tokenPrivate);
    if (existsSync(tokens)) requireSecret(tokens);
  }
}
