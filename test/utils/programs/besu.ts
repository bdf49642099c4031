/**
 * Stands in for Besu where there is none: takes its arguments and its configuration, holds its ports, answers the calls that
 * commands make, and ends as it does. It runs no chain: blocks are numbers that go up while enough validators listen.
 */
import { createHash, createVerify } from "node:crypto";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { createServer, type IncomingMessage } from "node:http";
import net from "node:net";
import { join } from "node:path";
import process from "node:process";
import { parse } from "smol-toml";
import type { Network } from "../../../network/folder.ts";
import { readExtraData } from "../../../network/genesis.ts";

const [home = "", argument = ""] = process.argv.slice(2);
const versionFile = join(home, "version");
const version = existsSync(versionFile) ? readFileSync(versionFile, "utf8").trim() : "26.8.0";
const client = `besu/v${version}/linux-x86_64/openjdk-java-25`;

if (argument === "--version") {
  if (version === "no java") {
    console.error("ERROR: JAVA_HOME is not set and no 'java' command could be found in your PATH.");
    process.exit(1);
  }
  console.log(client);
  process.exit(0);
}

interface Options {
  identity: string;
  "genesis-file": string;
  "static-nodes-file": string;
  "host-allowlist": string[];
  "p2p-interface": string;
  "p2p-port": number;
  "rpc-http-host": string;
  "rpc-http-port": number;
  "rpc-http-api": string[];
  "rpc-http-authentication-enabled"?: boolean;
  "rpc-http-authentication-jwt-public-key-file": string;
  "rpc-ws-host": string;
  "rpc-ws-port"?: number;
  "metrics-host": string;
  "metrics-port": number;
  "permissions-nodes-config-file": string;
}

const read = (path: string): string => readFileSync(path, "utf8");
const log = (line: string): void => console.log(`2026-01-05 09:00:00.000+08:00 | main | INFO  | ${line}`);
const options = parse(read(argument.replace("--config-file=", ""))) as unknown as Options;
const lists = () => parse(read(options["permissions-nodes-config-file"])) as Record<string, string[]>;

const variables = Object.keys(process.env).filter((name) => name.startsWith("BESU_"));
log(`Arguments: ${argument}`);
log(`Variables: ${variables.sort().join(" ")} ${process.env.BESU_OPTS}`);
if (existsSync("die")) {
  log("Starting Besu");
  console.error(read("die"));
  process.exit(1);
}

const genesis = JSON.parse(read(options["genesis-file"])) as { config: { chainId: number }; extraData: string };
const enodes = JSON.parse(read(options["static-nodes-file"])) as string[];
const seats = (JSON.parse(read("../../network.json")) as Network).nodes.filter(({ role }) => role === "validator");
const validators = readExtraData(genesis.extraData).validators;
const peers = new Set(enodes.map((enode) => new URL(enode).host));
peers.delete(`${options["p2p-interface"]}:${options["p2p-port"]}`);
const began = Math.floor(Date.now() / 1000);
const votes: Record<string, boolean> = {};
let allowed = lists();

const listens = (host: string): Promise<boolean> =>
  new Promise((resolve) => {
    const [hostname = "", port] = host.split(":");
    const socket = net.connect(Number(port), hostname);
    socket.once("error", () => resolve(false));
    socket.once("connect", () => {
      socket.destroy();
      resolve(true);
    });
  });

const up = async (hosts: Iterable<string>): Promise<string[]> => {
  const all = [...hosts];
  const answers = await Promise.all(all.map(listens));
  return all.filter((_, index) => answers[index]);
};

/** The newest block, which all nodes have in common; the first validator that is up makes it. */
const headFile = "../../head";
/** Milliseconds between blocks: few enough in a second that nodes asked one after the other by a busy machine tell like heights. */
const PERIOD = 300;
let head = 0;
const headNow = (): number => {
  const text = existsSync(headFile) ? read(headFile) : "";
  return (head = Math.max(head, Number(text)));
};

async function propose(): Promise<void> {
  const running = await up(seats.map(({ host, ports }) => `${host}:${ports.p2p}`));
  const isFirst = running[0]?.endsWith(`:${options["p2p-port"]}`) ?? false;
  if (isFirst && running.length >= Math.ceil((2 * validators.length) / 3)) writeFileSync(headFile, `${headNow() + 1}`);
}

setInterval(() => void propose(), PERIOD);

const hex = (value: number): string => `0x${value.toString(16)}`;
const block = (number: number) => ({
  number: hex(number),
  hash: `0x${createHash("sha256").update(String(number)).digest("hex")}`,
  timestamp: hex(began + Math.floor((number * PERIOD) / 1000)),
  extraData: genesis.extraData,
});

type Params = readonly [string, boolean];

const methods: Record<string, (params: Params) => unknown> = {
  eth_chainId: () => hex(genesis.config.chainId),
  eth_blockNumber: () => hex(headNow()),
  eth_getBlockByNumber: () => block(headNow()),
  net_peerCount: async () => hex((await up(peers)).length),
  web3_clientVersion: () => client,
  qbft_getValidatorsByBlockNumber: () => validators,
  qbft_proposeValidatorVote: ([address, isFor]) => (votes[address] = isFor) !== undefined,
  qbft_discardValidatorVote: ([address]) => delete votes[address],
  qbft_getPendingVotes: () => votes,
  perm_getNodesAllowlist: () => allowed["nodes-allowlist"],
  perm_getAccountsAllowlist: () => allowed["accounts-allowlist"],
  perm_reloadPermissionsFromFile: () => (allowed = lists()) && "Success",
  admin_addPeer: ([enode]) => peers.add(new URL(enode).host).size > 0,
};

/** Whether the bearer's token is signed by the operator's key and still holds. */
function isAllowed({ headers }: IncomingMessage): boolean {
  if (options["rpc-http-authentication-enabled"] !== true) return true;
  const [head, body, signature] = (headers.authorization ?? "").replace("Bearer ", "").split(".");
  if (body === undefined || signature === undefined) return false;
  const key = read(options["rpc-http-authentication-jwt-public-key-file"]);
  const check = createVerify("RSA-SHA256").update(`${head}.${body}`);
  const { exp } = JSON.parse(Buffer.from(body, "base64url").toString()) as { exp: number };
  return check.verify(key, Buffer.from(signature, "base64url")) && exp > Date.now() / 1000;
}

async function answer(text: string): Promise<string> {
  const { id, method, params } = JSON.parse(text) as { id: number; method: string; params: Params };
  const isEnabled = options["rpc-http-api"].includes(method.split("_")[0]?.toUpperCase() ?? "");
  const act = isEnabled ? methods[method] : undefined;
  const outcome =
    act === undefined ? { error: { code: -32604, message: "Method not enabled" } } : { result: await act(params) };
  return JSON.stringify({ jsonrpc: "2.0", id, ...outcome });
}

const rpc = createServer((request, response) => {
  const host = (request.headers.host ?? "").replace(/:\d+$/, "");
  const refusal = options["host-allowlist"].includes(host) ? (isAllowed(request) ? undefined : 401) : 403;
  if (refusal !== undefined) {
    response.writeHead(refusal).end();
    return;
  }
  let text = "";
  request.on("data", (data: Buffer) => (text += data.toString()));
  request.on("end", () => void answer(text).then((json) => response.end(json)));
});

function hold(server: net.Server, port: number, host: string): void {
  server.once("error", (error) => {
    console.error(`Failed to start Besu: ${error.message}`);
    process.exit(1);
  });
  server.listen(port, host);
}

hold(rpc, options["rpc-http-port"], options["rpc-http-host"]);
hold(net.createServer(), options["p2p-port"], options["p2p-interface"]);
hold(net.createServer(), options["metrics-port"], options["metrics-host"]);
if (options["rpc-ws-port"] !== undefined) hold(net.createServer(), options["rpc-ws-port"], options["rpc-ws-host"]);
log(`Ethereum main loop is up. ${options.identity}`);
process.on("SIGTERM", () => {
  log("Shutdown hook");
  setTimeout(() => process.exit(143), 30);
});
