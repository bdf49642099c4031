/** graph-node for production, beside a member's RPC node: PostgreSQL, IPFS and graph-node by Docker Compose (W-6). */
import { stringify as toToml } from "smol-toml";
import { stringify } from "yaml";
import { isLoopback, LOOPBACK } from "./members.ts";
import type { Node } from "./nodes.ts";
import { Problem } from "./problem.ts";

/** What the subgraph's manifest calls the chain. */
export const GRAPH_NETWORK = "ropenet";

const GRAPH_NODE = "graphprotocol/graph-node:v0.45.0";
const POSTGRES = "postgres:17";
const IPFS = "ipfs/kubo:v0.34.1";

/** The address by which a container calls the RPC node; refused where it could not. */
export function graphRpcUrl({ name, rpcListen, allowedHosts, host, ports }: Node): string {
  if (isLoopback(rpcListen)) {
    throw new Problem(
      `${name} takes JSON-RPC on ${rpcListen} only, which containers do not reach.`,
      "Give its entry rpc: {listen, allowedHosts} with its address in the members' network; on a development network use npm start -- --rpc URL.",
    );
  }
  const address = rpcListen === "0.0.0.0" ? host : rpcListen;
  if (!allowedHosts.includes(address)) {
    throw new Problem(`${name} does not answer calls by ${address}.`, `Add "${address}" to its rpc.allowedHosts.`);
  }
  return `http://${address}:${ports.http}`;
}

/** graph-node's own configuration. It holds the token, so it is a secret. */
export function graphToml(node: Node, token: string | undefined): string {
  const provider = {
    label: node.name,
    url: graphRpcUrl(node),
    features: [],
    ...(token === undefined ? {} : { headers: { Authorization: `Bearer ${token}` } }),
  };
  return `${toToml({
    store: { primary: { connection: "postgresql://graph:${POSTGRES_PASSWORD}@postgres/graph", pool_size: 20 } },
    chains: { ingestor: "default", [GRAPH_NETWORK]: { shard: "primary", polling_interval: 500, provider: [provider] } },
    deployment: { rule: [{ shard: "primary", indexers: ["default"] }] },
  })}\n`;
}

/** Ports are open on this machine alone; a gateway with the operator's own rules stands before GraphQL. */
const published = (port: number): string => `${LOOPBACK}:${port}:${port}`;

export const graphComposeYaml = (): string =>
  `# Made by network:graph. Its secrets are in .env and config.toml.\n${stringify(
    {
      name: "ropenet-index",
      services: {
        postgres: {
          image: `\${POSTGRES_IMAGE:-${POSTGRES}}`,
          environment: {
            POSTGRES_USER: "graph",
            POSTGRES_PASSWORD: "${POSTGRES_PASSWORD}",
            POSTGRES_DB: "graph",
            // graph-node refuses other locales: they order text as it does not expect.
            POSTGRES_INITDB_ARGS: "-E UTF8 --locale=C",
          },
          command: ["postgres", "-c", "shared_preload_libraries=pg_stat_statements", "-c", "max_connections=200"],
          volumes: ["postgres:/var/lib/postgresql/data"],
          healthcheck: { test: ["CMD", "pg_isready", "-U", "graph"], interval: "5s", retries: 30 },
          restart: "unless-stopped",
          shm_size: "256m",
        },
        ipfs: {
          image: `\${IPFS_IMAGE:-${IPFS}}`,
          // Holds this member's subgraphs, and has nothing to do with the public network.
          command: ["daemon", "--migrate=true", "--offline"],
          ports: [published(5001)],
          volumes: ["ipfs:/data/ipfs"],
          restart: "unless-stopped",
        },
        "graph-node": {
          image: `\${GRAPH_NODE_IMAGE:-${GRAPH_NODE}}`,
          depends_on: { postgres: { condition: "service_healthy" }, ipfs: { condition: "service_started" } },
          environment: {
            GRAPH_NODE_CONFIG: "/etc/graph-node/config.toml",
            node_id: "default",
            BLOCK_INGESTOR: "default",
            ipfs: "ipfs:5001",
            POSTGRES_PASSWORD: "${POSTGRES_PASSWORD}",
            GRAPH_LOG: "info",
            RUST_BACKTRACE: "0",
            // A QBFT block is final: nothing is ever taken back, so nothing has to wait.
            ETHEREUM_REORG_THRESHOLD: "1",
            ETHEREUM_ANCESTOR_COUNT: "1",
            GRAPH_CHAIN_HEAD_WATCHER_TIMEOUT: "1",
            // Says so when the database was made from another chain, instead of standing still.
            GRAPH_NODE_GENESIS_VALIDATION_ENABLED: "true",
            GRAPH_ALLOW_NON_DETERMINISTIC_FULLTEXT_SEARCH: "true",
          },
          volumes: ["./config.toml:/etc/graph-node/config.toml:ro"],
          ports: [8000, 8020, 8030, 8040].map(published),
          restart: "unless-stopped",
        },
      },
      volumes: { postgres: {}, ipfs: {} },
    },
    { lineWidth: 0 },
  )}`;
