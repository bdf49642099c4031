/**
 * graph-node on a chain and a database, with subgraphs deployed by name. It listens on all network interfaces and has no
 * setting for that: everything else of the stack is on 127.0.0.1 only.
 */
import { dirname } from "node:path";
import { graphqlCall, orUndefined, rpcCall } from "./calls.ts";
import { graphNodeProgram } from "./programs.ts";
import { startServer } from "./wait.ts";

export interface GraphNodeSettings {
  /** JSON-RPC address of the chain. */
  readonly rpc: string;
  /** What manifests call the chain. */
  readonly network: string;
  readonly databaseUrl: string;
  readonly ipfsUrl: string;
  readonly idleManifest: string;
  readonly ports: {
    readonly graphql: number;
    readonly admin: number;
    readonly state: number;
    readonly metrics: number;
  };
  readonly logFile: string;
}

export interface GraphNode {
  readonly pid: number;
  /** Where a subgraph answers queries. */
  graphqlUrl(name: string): string;
  /** GraphQL about the subgraphs themselves: health, errors, heads. */
  readonly stateUrl: string;
  /** Deploys a built subgraph. The same manifest again goes on where it was. */
  deploy(name: string, manifestPath: string): Promise<void>;
  readonly crashed: Promise<Error>;
  stop(): Promise<void>;
}

const environment = {
  // Traces of the Rust program cost three quarters of its speed.
  RUST_BACKTRACE: "0",
  GRAPH_LOG: "info",
  // Milliseconds between looks at the chain; and no wait for a notice from the database, which sometimes does not come.
  ETHEREUM_POLLING_INTERVAL: "100",
  GRAPH_CHAIN_HEAD_WATCHER_TIMEOUT: "0",
  GRAPH_ALLOW_NON_DETERMINISTIC_FULLTEXT_SEARCH: "true",
  // Says so when the database was made from another chain, instead of standing still.
  GRAPH_NODE_GENESIS_VALIDATION_ENABLED: "true",
};

/** A company's proxy is not for addresses on this machine. */
const noProxy = [process.env.NO_PROXY ?? process.env.no_proxy, "127.0.0.1,localhost"].filter(Boolean).join(",");

export async function startGraphNode(settings: GraphNodeSettings): Promise<GraphNode> {
  const { rpc, network, databaseUrl, ipfsUrl, idleManifest, ports, logFile } = settings;
  const adminUrl = `http://127.0.0.1:${ports.admin}`;
  const stateUrl = `http://127.0.0.1:${ports.state}/graphql`;
  // The first sign of life after the ports are open is that it has deployed the idle subgraph, always by this name.
  const idle = "subgraph-0";
  const query = `{ indexingStatusForCurrentVersion(subgraphName: "${idle}") { subgraph } }`;
  const isUp = async (): Promise<true | undefined> => {
    const answer = await orUndefined(graphqlCall<{ indexingStatusForCurrentVersion: object | null }>(stateUrl, query));
    return answer?.data?.indexingStatusForCurrentVersion ? true : undefined;
  };
  const { process: node } = await startServer(
    {
      name: "graph-node",
      command: graphNodeProgram(),
      args: [
        ...["dev", "--manifests", `${idleManifest}:.`, "--ethereum-rpc", `${network}:${rpc}`, "--ipfs", ipfsUrl],
        ...["--http-port", String(ports.graphql), "--admin-port", String(ports.admin)],
        ...["--index-node-port", String(ports.state), "--metrics-port", String(ports.metrics)],
      ],
      cwd: dirname(idleManifest),
      // The database's address goes here and not on the command line, which everybody on the machine can read.
      env: { ...process.env, ...environment, POSTGRES_URL: databaseUrl, NO_PROXY: noProxy, no_proxy: noProxy },
      // It ignores SIGTERM and aborts on SIGINT. All it knows is in the database, so killing it loses nothing.
      endSignal: "SIGKILL",
      logFile,
    },
    isUp,
  );
  // It has done its work; to follow the chain for it would cost 6 % of a processor.
  await orUndefined(rpcCall(adminUrl, "subgraph_remove", { name: idle }));
  const graphqlUrl = (name: string): string => `http://127.0.0.1:${ports.graphql}/subgraphs/name/${name}`;

  return {
    pid: node.pid,
    stateUrl,
    graphqlUrl,
    async deploy(name, manifestPath) {
      try {
        await orUndefined(rpcCall(adminUrl, "subgraph_create", { name }));
        await rpcCall(adminUrl, "subgraph_deploy", { name, ipfs_hash: manifestPath });
      } catch (error) {
        const cause = error instanceof Error ? error.message : String(error);
        throw new Error(`graph-node refuses the subgraph ${name}: ${cause}. Its log is ${logFile}.`, { cause: error });
      }
    },
    crashed: node.crashed,
    stop: () => node.stop(),
  };
}
