/** What a node is told: Besu's options by role, the allowlists, where the others are. */
import { stringify } from "smol-toml";
import { chain } from "./chain.ts";
import { type PublicKey } from "./keys.ts";
import { type Account, LOOPBACK, type Member } from "./members.ts";

/** A member whose key is there, or whose public key was handed over. */
export interface Node extends Member {
  readonly publicKey: PublicKey;
}

export type Option = string | number | boolean | string[];

/** Least Besu that the suite runs on: security fixes, and Osaka on QBFT. */
export const BESU_VERSION = "26.8.0";

/** Waiting transactions that a node keeps, and the share of them that one account may have. */
const POOL_SIZE = 20_000;
const POOL_SHARE = 0.25;

/** Below a node's folder, from which it is started. */
export const FILES = {
  key: "key",
  config: "config.toml",
  permissions: "permissions_config.toml",
  tokenPrivate: "token-private.pem",
  tokenPublic: "token-public.pem",
  data: "data",
} as const;

export const GENESIS = "genesis.json";
export const STATIC_NODES = "static-nodes.json";

export const enode = ({ publicKey, host, ports }: Node): string => `enode://${publicKey.id}@${host}:${ports.p2p}`;

const APIS: Record<Node["role"], string[]> = {
  validator: ["ETH", "NET", "QBFT", "PERM", "ADMIN", "TXPOOL"],
  rpc: ["ETH", "NET", "WEB3"],
  observer: ["ETH", "NET", "WEB3", "DEBUG", "TRACE"],
};

function jsonRpc({ role, rpcListen, allowedHosts, tokens, ports }: Node): Record<string, Option> {
  const api = APIS[role];
  const websocket = ports.ws === undefined ? {} : { "rpc-ws-enabled": true, "rpc-ws-host": rpcListen };
  return {
    "rpc-http-enabled": true,
    "rpc-http-host": rpcListen,
    "rpc-http-port": ports.http,
    "rpc-http-api": api,
    "host-allowlist": ["localhost", LOOPBACK, ...allowedHosts],
    ...websocket,
    ...(ports.ws === undefined ? {} : { "rpc-ws-port": ports.ws, "rpc-ws-api": api }),
    ...(tokens ? authentication("http") : {}),
    ...(tokens && ports.ws !== undefined ? authentication("ws") : {}),
  };
}

const authentication = (transport: "http" | "ws"): Record<string, Option> => ({
  [`rpc-${transport}-authentication-enabled`]: true,
  [`rpc-${transport}-authentication-jwt-public-key-file`]: FILES.tokenPublic,
});

const BY_ROLE: Record<Node["role"], Record<string, Option>> = {
  validator: {},
  rpc: { "revert-reason-enabled": true },
  // It is asked about the whole past at once.
  observer: { "revert-reason-enabled": true, "rpc-max-logs-range": 0 },
};

/** Besu's options for a node. Paths start from its folder. */
export function optionsOf(node: Node, nodes: readonly Node[], accounts: readonly Account[]): Record<string, Option> {
  const authorities = accounts.filter(({ priority }) => priority).map(({ address }) => address);
  return {
    identity: node.name,
    profile: "ENTERPRISE",
    "data-path": FILES.data,
    "data-storage-format": "FOREST",
    "sync-mode": "FULL",
    "genesis-file": `../../${GENESIS}`,
    "node-private-key-file": FILES.key,
    "p2p-host": node.host,
    "p2p-interface": node.listen,
    "p2p-port": node.ports.p2p,
    "nat-method": "NONE",
    "discovery-enabled": false,
    "static-nodes-file": `../../${STATIC_NODES}`,
    "max-peers": Math.max(25, nodes.length),
    ...jsonRpc(node),
    ...BY_ROLE[node.role],
    "min-gas-price": Number(chain.baseFeePerGas),
    "tx-pool": "sequenced",
    "tx-pool-max-size": POOL_SIZE,
    "tx-pool-limit-by-account-percentage": POOL_SHARE,
    "tx-pool-no-local-priority": true,
    ...(authorities.length === 0 ? {} : { "tx-pool-priority-senders": authorities }),
    "permissions-nodes-config-file-enabled": true,
    "permissions-nodes-config-file": FILES.permissions,
    "permissions-accounts-config-file-enabled": true,
    "permissions-accounts-config-file": FILES.permissions,
    "metrics-enabled": true,
    "metrics-host": node.metricsListen,
    "metrics-port": node.ports.metrics,
    logging: "INFO",
    "color-enabled": false,
  };
}

export const configToml = (node: Node, nodes: readonly Node[], accounts: readonly Account[]): string =>
  `# Besu ${BESU_VERSION} or later. Made by network:init; paths start from this folder.\n${stringify(optionsOf(node, nodes, accounts))}\n`;

/** Which nodes may connect, and whose transactions are taken. An observer takes nobody's. */
export function permissionsToml(node: Node, nodes: readonly Node[], accounts: readonly Account[]): string {
  return `${stringify({
    "nodes-allowlist": nodes.map(enode),
    "accounts-allowlist": node.role === "observer" ? [] : accounts.map(({ address }) => address),
  })}\n`;
}
