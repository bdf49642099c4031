/** The commands behind `npm run network:*`: their options, what they do, and what they print. */
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join, relative } from "node:path";
import process from "node:process";
import { parseArgs, type ParseArgsOptionsConfig } from "node:util";
import { getAddress, isAddress } from "ethers";
import { accountOf, personas } from "../../deploy/data/personas.ts";
import { chain } from "../../network/chain.ts";
import { checkKeys, type Network, nodeFolder, ownNodes, readNetwork, writeNetwork } from "../../network/folder.ts";
import { graphComposeYaml, graphToml } from "../../network/graph.ts";
import { newPrivateKey, newTokenKeys, publicKeyOf, writeSecret } from "../../network/keys.ts";
import { type Account, type Members, readMembers, requireLoopback } from "../../network/members.ts";
import { EXPORTER_PORT } from "../../network/monitoring.ts";
import { FILES, type Node } from "../../network/nodes.ts";
import { EXIT, Problem } from "../../network/problem.ts";
import { root } from "../checks/sources.ts";
import { containerLogs, downContainers } from "./docker.ts";
import { serveMetrics } from "./exporter.ts";
import { stopNodes } from "./local.ts";
import { showLogs } from "./logs.ts";
import { look, problemsOf } from "./look.ts";
import { table } from "./table.ts";
import { call, rpcUrl, tokenFor } from "./rpc.ts";
import { readRun } from "./run.ts";
import { say, surroundings, typed } from "./surroundings.ts";
import { runTests } from "./test.ts";
import { chosen, suggestions, up } from "./up.ts";

interface Command {
  readonly usage: string;
  readonly help: string;
  /** Gives the exit code. */
  readonly run: (args: string[]) => Promise<number> | number;
}

const FOLDER = join(root, ".network");
const DEV_MEMBERS = join(root, "network", "members.dev.json5");
const HOUR = 3_600;
const GRAPH_TOKEN_HOURS = 366 * 24;

const out = { type: "string", default: FOLDER } as const;
const node = { type: "string", multiple: true, default: [] as string[] } as const;
const json = { type: "boolean", default: false } as const;

const shown = (path: string): string => relative(surroundings().cwd, path) || ".";

function read<T extends ParseArgsOptionsConfig>(args: string[], options: T) {
  return parseArgs({ args, options }).values;
}

function wholeNumber(name: string, text: string): number {
  if (/^\d{1,6}$/.test(text)) return Number(text);
  throw new Problem(`--${name} is "${text}".`, "Give a whole number.");
}

function required(name: string, value: string | undefined, example: string): string {
  if (value !== undefined && value !== "") return value;
  throw new Problem(`--${name} is missing.`, `Give it, as in --${name} ${example}.`);
}

/** What the development chain admits: everybody's keys, and the orders of authorities first. */
function developmentAccounts(): Account[] {
  const authorities = new Set(
    personas
      .filter(({ seats }) => seats.includes("Regulator") || seats.includes("Judiciary"))
      .map(({ wallet }) => wallet.toLowerCase()),
  );
  return Array.from({ length: chain.developmentAccounts }, (_, account) => {
    const address = accountOf(account).address.toLowerCase();
    return { address, organisation: "development", priority: authorities.has(address) };
  });
}

function withDevelopment(members: Members): Members {
  requireLoopback(members);
  const listed = new Set(members.accounts.map(({ address }) => address));
  const added = developmentAccounts().filter(({ address }) => !listed.has(address));
  return { ...members, accounts: [...members.accounts, ...added] };
}

function init(args: string[]): number {
  const values = read(args, {
    members: { type: "string" },
    out,
    dev: { type: "boolean", default: false },
    "public-only": { type: "boolean", default: false },
    update: { type: "boolean", default: false },
  });
  const folder = typed(values.out);
  const dev = values.dev || (values.update && existsSync(join(folder, "network.json")) && readNetwork(folder).dev);
  const path = values.members ?? (dev ? DEV_MEMBERS : undefined);
  const members = readMembers(typed(required("members", path, "members.json5")));
  const network = writeNetwork(folder, dev ? withDevelopment(members) : members, {
    dev,
    publicOnly: values["public-only"],
    update: values.update,
  });
  const count = (role: Node["role"]): number => network.nodes.filter((each) => each.role === role).length;
  say(
    `${shown(folder)}: ${count("validator")} validators, ${count("rpc")} RPC nodes, ${count("observer")} observers, ` +
      `${network.accounts.length} accounts may send.`,
  );
  say(`Keys of ${ownNodes(network).length} nodes lie there, mode 600. README.md in it says what goes to whom.`);
  if (network.accounts.length === 0) say("No account may send yet: list some under accounts, then run with --update.");
  const where = folder === FOLDER ? "" : ` -- --out ${shown(folder)}`;
  say(values.update ? `Running nodes: npm run network:reload${where}` : `Next: npm run network:up${where}`);
  return 0;
}

function joinNetwork(args: string[]): number {
  const values = read(args, { name: { type: "string" }, network: { type: "string" }, out: { type: "string" } });
  const name = required("name", values.name, "guanshan-validator");
  if (values.network !== undefined) return install(typed(values.network), name, typed(values.out ?? name));
  const folder = typed(values.out ?? name);
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const key = newPrivateKey();
  writeSecret(join(folder, FILES.key), `${key}\n`);
  const tokens = newTokenKeys();
  writeSecret(join(folder, FILES.tokenPrivate), tokens.privateKey);
  writeFileSync(join(folder, FILES.tokenPublic), tokens.publicKey);
  const { id, address } = publicKeyOf(`0x${key}`);
  say(`The key of ${name} is ${shown(join(folder, FILES.key))}, mode 600: it stays with you.`);
  say(`As a validator it will be ${address}. Hand over this line, for its entry in the members file:\n`);
  say(`      publicKey: "${id}",\n`);
  say(
    `When you have the network's folder: npm run network:join -- --name ${name} --out ${shown(folder)} --network FOLDER`,
  );
  return 0;
}

/** Puts a member's own keys where its node looks for them. */
function install(folder: string, name: string, from: string): number {
  const network = readNetwork(folder);
  const found = network.nodes.find((each) => each.name === name);
  if (found === undefined)
    throw new Problem(`${folder} has no node ${name}.`, "Look into its README.md for the names.");
  const to = nodeFolder(network, name);
  for (const file of [FILES.key, FILES.tokenPrivate]) {
    if (existsSync(join(from, file))) writeSecret(join(to, file), readFileSync(join(from, file), "utf8"));
  }
  writeFileSync(join(to, FILES.tokenPublic), readFileSync(join(from, FILES.tokenPublic)));
  checkKeys(network, [found]);
  say(`${name} can run here: npm run network:up -- --out ${shown(folder)} --node ${name}`);
  return 0;
}

async function start(args: string[]): Promise<number> {
  const values = read(args, { out, node, with: { type: "string" }, wait: { type: "string", default: "180" } });
  const folder = typed(values.out);
  if (folder === FOLDER && !existsSync(folder)) {
    say("There is no network yet: making one of four validators, an RPC node and an observer on this machine.");
    init(["--dev"]);
  }
  const network = readNetwork(folder);
  await up(network, {
    nodes: values.node,
    waitSeconds: wholeNumber("wait", values.wait),
    ...(values.with === undefined ? {} : { with: values.with }),
  });
  say(
    `\nThe network is up. To try:\n${suggestions(network)
      .map((line) => `  ${line}`)
      .join("\n")}\n  npm run network:down`,
  );
  return 0;
}

async function down(args: string[]): Promise<number> {
  const values = read(args, { out, node });
  const network = readNetwork(typed(values.out));
  const nodes = chosen(network, values.node);
  if (readRun(network) === "docker") {
    await downContainers(network, nodes);
    say("The containers are gone; what the nodes know lies in their folders.");
    return 0;
  }
  const { stopped, killed } = await stopNodes(network, nodes);
  say(stopped.length === 0 ? "Nothing was running." : `Ended: ${stopped.map(({ name }) => name).join(", ")}.`);
  for (const { name } of killed)
    say(`${name} did not end by itself and was killed; look into its log before it starts again.`);
  return 0;
}

const short = (hash: string | undefined): string => (hash === undefined ? "" : `${hash.slice(0, 10)}…`);

async function status(args: string[]): Promise<number> {
  const values = read(args, { out, json });
  const network = readNetwork(typed(values.out));
  const looks = await look(network);
  const problems = problemsOf(network, looks);
  if (values.json) {
    say(JSON.stringify({ nodes: looks, problems }, null, 2));
    return problems.length === 0 ? 0 : EXIT.refused;
  }
  const head = ["node", "role", "process", "block", "hash", "age", "round", "peers", "validators", "nodes", "accounts"];
  const rows = looks.map((each) => [
    each.name,
    each.role,
    each.process,
    each.block?.toString() ?? "–",
    short(each.blockHash),
    each.age === undefined ? "" : `${each.age} s`,
    each.round?.toString() ?? "",
    each.peers?.toString() ?? "",
    each.validators?.length.toString() ?? "",
    each.allowedNodes?.length.toString() ?? "",
    each.allowedAccounts?.length.toString() ?? "",
  ]);
  say(table(head, rows));
  say(problems.length === 0 ? "\nAll is well." : `\n${problems.join("\n")}`);
  return problems.length === 0 ? 0 : EXIT.refused;
}

async function logs(args: string[]): Promise<number> {
  const values = read(args, {
    out,
    node,
    lines: { type: "string", default: "20" },
    follow: { type: "boolean", short: "f", default: false },
  });
  const network = readNetwork(typed(values.out));
  const nodes = chosen(network, values.node);
  const lines = wholeNumber("lines", values.lines);
  if (readRun(network) === "docker") await containerLogs(network, nodes, lines, values.follow);
  else await showLogs(network, nodes, lines, values.follow);
  return 0;
}

const validatorsHere = (network: Network): Node[] => {
  const validators = ownNodes(network).filter(({ role }) => role === "validator");
  if (validators.length > 0) return validators;
  throw new Problem("No validator's key is in this folder.", "Run it where the validator runs.");
};

/** Calls each of these nodes, and says what came of it; the exit code. */
async function callEach(nodes: readonly Node[], act: (node: Node) => Promise<string>): Promise<number> {
  let code = 0;
  for (const each of nodes) {
    try {
      say(`${each.name}: ${await act(each)}`);
    } catch (error) {
      say(`${each.name}: ${(error as Error).message}`);
      code = EXIT.refused;
    }
  }
  return code;
}

async function reload(args: string[]): Promise<number> {
  const network = readNetwork(typed(read(args, { out }).out));
  const own = ownNodes(network);
  const code = await callEach(
    own.filter(({ role }) => role === "validator"),
    async (each) => {
      await call(network, each, "perm_reloadPermissionsFromFile");
      const [nodes, accounts] = await Promise.all([
        call<string[]>(network, each, "perm_getNodesAllowlist"),
        call<string[]>(network, each, "perm_getAccountsAllowlist"),
      ]);
      // A static node that joins later is not looked for by those that run: they are told of it.
      for (const other of network.nodes.filter(({ name }) => name !== each.name)) {
        const { publicKey, host, ports } = other;
        await call(network, each, "admin_addPeer", [`enode://${publicKey.id}@${host}:${ports.p2p}`]);
      }
      return `allows ${nodes.length} nodes and ${accounts.length} accounts`;
    },
  );
  // Their JSON-RPC is for callers, and cannot change who may call.
  for (const { name } of own.filter(({ role }) => role !== "validator")) {
    say(`${name}: npm run network:down -- --node ${name} && npm run network:up -- --node ${name}`);
  }
  return code;
}

/** A validator's address, by its name in the network or as it is. */
function addressOf(network: Network, text: string): string {
  const named = network.nodes.find(({ name }) => name === text);
  if (named !== undefined) return named.publicKey.address;
  const words = `"${text}" is no node and no address.`;
  if (!isAddress(text)) throw new Problem(words, "Give a node's name or a validator's address.");
  return getAddress(text).toLowerCase();
}

async function vote(args: string[]): Promise<number> {
  const values = read(args, {
    out,
    add: { type: "string" },
    remove: { type: "string" },
    discard: { type: "string" },
  });
  const given = [values.add, values.remove, values.discard].filter((value) => value !== undefined);
  const [text] = given;
  if (given.length !== 1 || text === undefined) {
    throw new Problem(
      "A vote is on one validator.",
      "Give one of --add, --remove, --discard, with a node's name or an address.",
    );
  }
  const network = readNetwork(typed(values.out));
  const address = addressOf(network, text);
  return callEach(validatorsHere(network), async (each) => {
    if (values.discard !== undefined) await call(network, each, "qbft_discardValidatorVote", [address]);
    else await call(network, each, "qbft_proposeValidatorVote", [address, values.add !== undefined]);
    const validators = await call<string[]>(network, each, "qbft_getValidatorsByBlockNumber", ["latest"]);
    const pending = await call<Record<string, boolean>>(network, each, "qbft_getPendingVotes");
    const votes = Object.entries(pending).map(([candidate, isFor]) => `${isFor ? "add" : "remove"} ${candidate}`);
    return `${validators.length} validators; votes for: ${votes.join(", ") || "nothing"}`;
  });
}

function token(args: string[]): number {
  const values = read(args, {
    out,
    node: { type: "string" },
    hours: { type: "string", default: "12" },
    allow: { type: "string", multiple: true, default: ["eth:*", "net:*", "web3:*"] },
  });
  const network = readNetwork(typed(values.out));
  const name = required("node", values.node, "guanshan-rpc");
  const found = network.nodes.find((each) => each.name === name);
  if (found === undefined || !found.tokens) {
    throw new Problem(
      found === undefined ? `There is no node ${name}.` : `${name} asks for no tokens.`,
      `Those that do: ${
        network.nodes
          .filter(({ tokens }) => tokens)
          .map((each) => each.name)
          .join(", ") || "none"
      }.`,
    );
  }
  // Alone on standard output, so that it can go straight into a variable and never onto a screen.
  surroundings().out(`${tokenFor(network, found, values.allow, wholeNumber("hours", values.hours) * HOUR)}\n`);
  return 0;
}

function graph(args: string[]): number {
  const values = read(args, { out, node: { type: "string" } });
  const network = readNetwork(typed(values.out));
  const name = required("node", values.node, "guanshan-rpc");
  const found = chosen(network, [name]).find(({ role }) => role !== "validator");
  if (found === undefined) {
    throw new Problem(`${name} is a validator.`, "An index reads from an RPC node or an observer.");
  }
  const folder = join(network.folder, "graph-node", name);
  const permissions = ["eth:*", "net:*", "web3:*"];
  const config = graphToml(
    found,
    found.tokens ? tokenFor(network, found, permissions, GRAPH_TOKEN_HOURS * HOUR) : undefined,
  );
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  writeSecret(join(folder, "config.toml"), config);
  writeSecret(join(folder, ".env"), `POSTGRES_PASSWORD=${newPrivateKey()}\n`);
  writeFileSync(join(folder, "docker-compose.yml"), graphComposeYaml());
  say(`${shown(folder)} holds PostgreSQL, IPFS and graph-node for ${name}. Next:`);
  say(`  docker compose --project-directory ${shown(folder)} up --detach`);
  say(`  npm run network:index -- --node ${name}`);
  if (found.tokens) say(`Its token ends in ${GRAPH_TOKEN_HOURS / 24} days: docs/production.md says how to renew it.`);
  return 0;
}

async function publishedOrProblem(work: () => Promise<string>): Promise<string> {
  try {
    return await work();
  } catch (error) {
    throw new Problem(
      (error as Error).message,
      "The suite must be deployed from this folder (deploy/README.md), and the containers of network:graph must run.",
      EXIT.refused,
    );
  }
}

async function index(args: string[]): Promise<number> {
  const values = read(args, { out, node: { type: "string" }, name: { type: "string", default: "ropenet" } });
  const network = readNetwork(typed(values.out));
  const [found] = chosen(network, [required("node", values.node, "guanshan-rpc")]);
  if (found === undefined) return EXIT.refused;
  // Only this command needs the compilers.
  const { buildFor, publish } = await import("./subgraph.ts");
  const permissions = ["eth:*", "net:*", "web3:*"];
  const bearer = found.tokens ? tokenFor(network, found, permissions, HOUR) : undefined;
  const hash = await publishedOrProblem(async () => publish(await buildFor(rpcUrl(found), bearer), values.name));
  say(`graph-node indexes ${hash} as ${values.name}: http://127.0.0.1:8000/subgraphs/name/${values.name}`);
  return 0;
}

async function exporter(args: string[]): Promise<number> {
  const values = read(args, {
    out,
    port: { type: "string", default: String(EXPORTER_PORT) },
    graphql: { type: "string" },
  });
  const network = readNetwork(typed(values.out));
  const server = await serveMetrics(network, wholeNumber("port", values.port), values.graphql);
  say(`Metrics at ${server.url}; Ctrl-C ends it.`);
  await new Promise<void>((done) => {
    for (const name of ["SIGINT", "SIGTERM"] as const) process.once(name, done);
  });
  await server.close();
  return 0;
}

export type CommandName = keyof typeof commands;

const BELOW = "[--out FOLDER]";

export const commands = {
  init: {
    usage: `npm run network:init -- --members FILE [--out FOLDER] [--public-only] [--update] | --dev`,
    help: `Makes a network's folder: genesis, keys, configurations, allowlists, Compose and Prometheus files.
  --public-only   make no key: each member hands over the public part of its own (network:join)
  --update        bring an existing network up to its members file; keys and genesis stay
  --dev           admit the development personas; only for hosts of this machine`,
    run: init,
  },
  join: {
    usage: "npm run network:join -- --name NODE [--out FOLDER] [--network FOLDER]",
    help: `Makes a member's key where the member is, and prints its public part. With --network: puts the key into the network's folder.`,
    run: joinNetwork,
  },
  up: {
    usage: `npm run network:up -- ${BELOW} [--node NAME]… [--with local|docker] [--wait SECONDS]`,
    help: "Starts the nodes whose keys are here, and waits until blocks come and they see each other.",
    run: start,
  },
  down: {
    usage: `npm run network:down -- ${BELOW} [--node NAME]…`,
    help: "Ends nodes; what they know stays in their folders.",
    run: down,
  },
  status: {
    usage: `npm run network:status -- ${BELOW} [--json]`,
    help: "Block, peers, validators and allowlists of each node; ends with 1 when something is not as it must be.",
    run: status,
  },
  logs: {
    usage: `npm run network:logs -- ${BELOW} [--node NAME]… [--lines N] [--follow]`,
    help: "The ends of the nodes' logs.",
    run: logs,
  },
  reload: {
    usage: `npm run network:reload -- ${BELOW}`,
    help: "Has running validators read their allowlists again, after network:init -- --update.",
    run: reload,
  },
  vote: {
    usage: `npm run network:vote -- ${BELOW} --add NODE | --remove NODE | --discard NODE`,
    help: "The vote of the validators here on who is a validator. It carries when more than half of them vote alike.",
    run: vote,
  },
  token: {
    usage: `npm run network:token -- --node NODE ${BELOW} [--hours N] [--allow eth:*]…`,
    help: "Prints a token for callers of an RPC node's JSON-RPC.",
    run: token,
  },
  graph: {
    usage: `npm run network:graph -- --node NODE ${BELOW}`,
    help: "Makes a folder with PostgreSQL, IPFS and graph-node for an RPC node, to run by Docker Compose.",
    run: graph,
  },
  index: {
    usage: `npm run network:index -- --node NODE ${BELOW} [--name NAME]`,
    help: "Builds the subgraph for the suite on this chain, and has the graph-node of network:graph index it.",
    run: index,
  },
  exporter: {
    usage: `npm run network:exporter -- ${BELOW} [--port N] [--graphql URL]`,
    help: "Serves what Besu and graph-node do not tell Prometheus: rounds, and how far an index is behind.",
    run: exporter,
  },
  test: {
    usage: `npm run test:besu -- ${BELOW}`,
    help: "The integration tests on the network that is up, or at BESU_RPC_URL; skipped where there is none.",
    run: (args) => runTests(typed(read(args, { out }).out)),
  },
} as const satisfies Record<string, Command>;
