/** Who takes part in a network: reads members.json5, and says in a sentence what is wrong with it. */
import { readFileSync } from "node:fs";
import { isIPv4 } from "node:net";
import { getAddress, isAddress } from "ethers";
import json5 from "json5";
import { LEAST_VALIDATORS } from "./genesis.ts";
import { parsePublicKey, type PublicKey } from "./keys.ts";
import { Problem } from "./problem.ts";

export const ROLES = ["validator", "rpc", "observer"] as const;
export type Role = (typeof ROLES)[number];

export interface Ports {
  readonly p2p: number;
  readonly http: number;
  readonly ws?: number;
  readonly metrics: number;
}

export interface Member {
  readonly name: string;
  readonly organisation: string;
  readonly role: Role;
  /** Where the other nodes find it. */
  readonly host: string;
  /** The address that it takes their connections on. */
  readonly listen: string;
  /** The address that it gives its metrics on. */
  readonly metricsListen: string;
  /** The address that it takes JSON-RPC on. */
  readonly rpcListen: string;
  /** Names and addresses by which JSON-RPC may be called. */
  readonly allowedHosts: readonly string[];
  /** Whether JSON-RPC asks for a token. */
  readonly tokens: boolean;
  readonly ports: Ports;
  /** Given where the member has made its own key. */
  readonly publicKey?: PublicKey;
}

export interface Account {
  readonly address: string;
  readonly organisation: string;
  /** Its transactions come before all others: for authorities, whose orders must not wait behind a crowd. */
  readonly priority: boolean;
}

export interface Members {
  readonly nodes: readonly Member[];
  readonly accounts: readonly Account[];
}

/** Lists of the file, with the role of what is in them. */
const LISTS = { validators: "validator", rpcNodes: "rpc", observers: "observer" } as const satisfies Record<
  string,
  Role
>;

/** What may stand in each kind of entry; `rpc` has what says how its JSON-RPC is reached. */
const KEYS = ["name", "organisation", "host", "listen", "metricsListen", "ports", "publicKey"];
const RPC_KEYS = [...KEYS, "rpc"];
const PORTS = ["p2p", "http", "metrics"] as const;
const ANY = "0.0.0.0";
export const LOOPBACK = "127.0.0.1";

type Entry = Record<string, unknown>;

const isEntry = (value: unknown): value is Entry =>
  typeof value === "object" && value !== null && !Array.isArray(value);

export const isLoopback = (host: string): boolean => host.startsWith("127.");

const listed = (words: readonly string[]): string => words.join(", ");

/** Reads one entry; `where` begins what it says when something is wrong. */
class Reader {
  readonly #entry: Entry;
  readonly #where: string;

  constructor(value: unknown, where: string, keys: readonly string[]) {
    if (!isEntry(value)) throw new Problem(`${where} is ${JSON.stringify(value)}.`, `Give {${listed(keys)}}.`);
    this.#entry = value;
    this.#where = where;
    const unknown = Object.keys(value).find((key) => !keys.includes(key));
    if (unknown === undefined) return;
    throw new Problem(`${where} has the unknown key ${unknown}.`, `There are: ${listed(keys)}.`);
  }

  has(key: string): boolean {
    return this.#entry[key] !== undefined;
  }

  raw(key: string): unknown {
    return this.#entry[key];
  }

  /** What stands under a key, as `accept` reads it. */
  take<T>(key: string, right: string, accept: (value: unknown) => T | undefined): T {
    const accepted = accept(this.#entry[key]);
    if (accepted !== undefined) return accepted;
    const found = JSON.stringify(this.#entry[key]);
    throw new Problem(
      found === undefined ? `${this.#where} has no ${key}.` : `${this.#where}: ${key} is ${found}.`,
      `Give ${right}.`,
    );
  }

  /** The same, or what is usual where nothing stands. */
  maybe<T>(key: string, usual: T, right: string, accept: (value: unknown) => T | undefined): T {
    return this.has(key) ? this.take(key, right, accept) : usual;
  }
}

const aName = (value: unknown) =>
  typeof value === "string" && /^[a-z][a-z0-9-]{0,39}$/.test(value) ? value : undefined;
const anAddressOfAHost = (value: unknown) => (typeof value === "string" && isIPv4(value) ? value : undefined);
const aPort = (value: unknown) =>
  typeof value === "number" && Number.isInteger(value) && value >= 1024 && value <= 65_535 ? value : undefined;
const aBoolean = (value: unknown) => (typeof value === "boolean" ? value : undefined);
const aList = (value: unknown) => (Array.isArray(value) ? (value as unknown[]) : undefined);
const hostNames = (value: unknown) =>
  Array.isArray(value) && value.every((each): each is string => typeof each === "string" && /^[\w.-]+$/.test(each))
    ? value
    : undefined;

const NAME = "a short name of small letters, digits and hyphens";
const ADDRESS =
  "an IPv4 address: enode URLs hold addresses, and Besu's use of names in them is an early-access feature";
const PORT = "a port from 1024 to 65535";

function portsOf(value: unknown, role: Role, where: string): Ports {
  const names = role === "rpc" ? [...PORTS, "ws"] : [...PORTS];
  const reader = new Reader(value, `${where}: ports`, names);
  const [p2p, http, metrics] = PORTS.map((name) => reader.take(name, PORT, aPort)) as [number, number, number];
  return { p2p, http, metrics, ...(reader.has("ws") ? { ws: reader.take("ws", PORT, aPort) } : {}) };
}

/** How JSON-RPC is reached: from the machine itself by its operator, unless the entry says more. */
function doorOf(value: unknown, where: string): Pick<Member, "rpcListen" | "allowedHosts" | "tokens"> {
  if (value === undefined) return { rpcListen: LOOPBACK, allowedHosts: [], tokens: true };
  const keys = ["listen", "allowedHosts", "tokens"];
  const reader = new Reader(value, `${where}: rpc`, keys);
  const rpcListen = reader.maybe("listen", LOOPBACK, ADDRESS, anAddressOfAHost);
  const allowedHosts = reader.maybe("allowedHosts", [], "a list of host names, not *", hostNames);
  const tokens = reader.maybe("tokens", true, "true or false", aBoolean);
  if (!tokens && !isLoopback(rpcListen)) {
    throw new Problem(
      `${where}: rpc asks for no tokens, and listens on ${rpcListen}.`,
      "Leave tokens out, so that callers must show one; or listen on 127.0.0.1.",
    );
  }
  return { rpcListen, allowedHosts, tokens };
}

function nodeOf(value: unknown, list: string, role: Role, index: number): Member {
  const named = isEntry(value) && typeof value.name === "string" ? ` (${value.name})` : "";
  const where = `${list} ${index + 1}${named}`;
  const reader = new Reader(value, where, role === "validator" ? KEYS : RPC_KEYS);
  const host = reader.take("host", ADDRESS, anAddressOfAHost);
  if (host === ANY) {
    throw new Problem(`${where}: host is ${host}, where nobody can be reached.`, `Give ${ADDRESS}.`);
  }
  const publicKey = reader.has("publicKey")
    ? reader.take("publicKey", "the 128 hexadecimal digits that network:join has printed", (key) =>
        typeof key === "string" ? parsePublicKey(key) : undefined,
      )
    : undefined;
  return {
    name: reader.take("name", NAME, aName),
    organisation: reader.take("organisation", NAME, aName),
    role,
    host,
    listen: reader.maybe("listen", host, ADDRESS, anAddressOfAHost),
    metricsListen: reader.maybe("metricsListen", LOOPBACK, ADDRESS, anAddressOfAHost),
    ...(role === "validator"
      ? { rpcListen: LOOPBACK, allowedHosts: [], tokens: false }
      : doorOf(reader.raw("rpc"), where)),
    ports: portsOf(reader.raw("ports"), role, where),
    ...(publicKey === undefined ? {} : { publicKey }),
  };
}

function accountOf(value: unknown, index: number): Account {
  const reader = new Reader(value, `accounts ${index + 1}`, ["address", "organisation", "priority"]);
  return {
    address: reader.take("address", "an address of 20 bytes with a right checksum", (address) =>
      typeof address === "string" && isAddress(address) ? getAddress(address).toLowerCase() : undefined,
    ),
    organisation: reader.take("organisation", NAME, aName),
    priority: reader.maybe("priority", false, "true or false", aBoolean),
  };
}

/** The first two that have something in common. */
function pair<T>(things: readonly T[], key: (thing: T) => string | undefined): [T, T] | undefined {
  const seen = new Map<string, T>();
  for (const thing of things) {
    const name = key(thing);
    if (name === undefined) continue;
    const first = seen.get(name);
    if (first !== undefined) return [first, thing];
    seen.set(name, thing);
  }
  return undefined;
}

function requireDistinct({ nodes, accounts }: Members): void {
  const names = pair(nodes, ({ name }) => name);
  if (names) throw new Problem(`Two nodes have the name ${names[0].name}.`, "Give each its own: it names folders too.");
  const keys = pair(nodes, ({ publicKey }) => publicKey?.id);
  if (keys) {
    throw new Problem(`${keys[0].name} and ${keys[1].name} have the same public key.`, "Let each node make its own.");
  }
  const ports = nodes.flatMap(({ name, host, ports }) =>
    Object.entries(ports).map(([purpose, port]) => ({ at: `${host}:${port}`, use: `${purpose} of ${name}` })),
  );
  const clash = pair(ports, ({ at }) => at);
  if (clash) {
    throw new Problem(
      `${clash[0].use} and ${clash[1].use} both want ${clash[0].at}.`,
      "Give one of them another port.",
    );
  }
  const twice = pair(accounts, ({ address }) => address);
  if (twice) throw new Problem(`The account ${twice[0].address} is listed twice.`, "Take one of the entries out.");
}

/** Checks what was read from a members file. */
export function membersOf(value: unknown): Members {
  const lists = Object.keys(LISTS);
  const reader = new Reader(value, "The members file", [...lists, "accounts"]);
  const nodes = Object.entries(LISTS).flatMap(([list, role]) =>
    reader.maybe(list, [], "a list of nodes", aList).map((node, index) => nodeOf(node, list, role, index)),
  );
  const accounts = reader.maybe("accounts", [], "a list of {address, organisation}", aList).map(accountOf);
  const members = { nodes, accounts };
  const validators = nodes.filter(({ role }) => role === "validator").length;
  if (validators < LEAST_VALIDATORS) {
    throw new Problem(
      `There ${validators === 1 ? "is 1 validator" : `are ${validators} validators`}; with fewer than ${LEAST_VALIDATORS} the first that fails stops the chain.`,
      `List ${LEAST_VALIDATORS} or more under validators, best of as many organisations.`,
    );
  }
  if (!nodes.some(({ role }) => role === "rpc")) {
    throw new Problem("No member has an RPC node, so nobody could use the chain.", "List one a member under rpcNodes.");
  }
  requireDistinct(members);
  return members;
}

/** @param path of a JSON5 file */
export function readMembers(path: string): Members {
  let text: string;
  try {
    text = readFileSync(path, "utf8");
  } catch {
    throw new Problem(`${path} can't be read.`, "Copy network/members.example.json5, fill it in, and name it here.");
  }
  let value: unknown;
  try {
    value = json5.parse(text);
  } catch (error) {
    throw new Problem(`${path} is not JSON5: ${(error as Error).message}.`, "Mend it there.");
  }
  return membersOf(value);
}

const addressesOf = ({ host, listen, rpcListen, metricsListen }: Member) => [host, listen, rpcListen, metricsListen];

/** Refuses known keys on a network that others could reach. */
export function requireLoopback({ nodes }: Members): void {
  const outside = nodes.find((node) => addressesOf(node).some((host) => !isLoopback(host)));
  if (outside === undefined) return;
  throw new Problem(
    `--dev admits accounts whose keys everybody knows, and ${outside.name} is at ${addressesOf(outside).find((host) => !isLoopback(host))}.`,
    "Leave --dev out, or give all hosts addresses of this machine alone (127.0.0.1).",
  );
}
