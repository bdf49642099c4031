/** Chain in, GraphQL out: PostgreSQL and graph-node over a chain that runs. */
import { join } from "node:path";
import { rpcCall } from "./calls.ts";
import { openDataFolder, removeFolder } from "./folders.ts";
import { startGraphNode } from "./graphnode.ts";
import { writeIdleSubgraph } from "./idleSubgraph.ts";
import { startIpfsStub } from "./ipfs.ts";
import { hold, withPorts, type Say } from "./ports.ts";
import { startPostgres } from "./postgres.ts";
import { isSameChain, noteChain } from "./sameChain.ts";
import { waitForBlock } from "./sync.ts";

export interface IndexStackSettings {
  /** JSON-RPC address of the chain. */
  readonly rpc: string;
  /** Everything that is written lies here, as an absolute path. */
  readonly dataFolder: string;
  /** What subgraph manifests call the chain. */
  readonly network?: string;
  /** The index outlives the stack: the next start on the same chain goes on with it. */
  readonly keep?: boolean;
  readonly say?: Say;
}

export interface IndexStack {
  /** Of the two programs. */
  readonly pids: { readonly PostgreSQL: number; readonly "graph-node": number };
  /** Where a subgraph answers queries. */
  graphqlUrl(name: string): string;
  /** Deploys a built subgraph (see subgraph.ts) under a name. */
  deploy(name: string, manifestPath: string): Promise<void>;
  /** Waits until queries see this block; fails with the cause when the subgraph stops, or stands still for so long. */
  waitForBlock(name: string, block: number | bigint, patienceSeconds?: number): Promise<void>;
  /** Fulfilled when a part ends though nobody stopped it. */
  readonly crashed: Promise<Error>;
  /** Ends all, and removes the index unless it is to be kept. */
  stop(): Promise<void>;
}

/** What a person is told when one of these is taken. */
const usualPorts = { GraphQL: 8000, deployment: 8020, "index state": 8030, metrics: 8040, PostgreSQL: 15432 };

/** The database's folder for this run. A kept one has a name of its own, and one user at a time. */
async function takeFolder({ rpc, dataFolder, keep, say }: IndexStackSettings, port: number) {
  if (keep !== true) return { folder: join(dataFolder, `postgres-${port}`), release: () => undefined };
  const folder = join(dataFolder, "postgres");
  const release = await hold(folder);
  if (release === undefined) {
    throw new Error(`The index in ${folder} is in use. Stop the sandbox that runs there, or start without --keep.`);
  }
  if (!(await isSameChain(`${folder}.chain`, rpc))) {
    say?.("The index that was kept belongs to another chain: it is made anew.");
    removeFolder(folder);
  }
  await noteChain(`${folder}.chain`, rpc);
  return { folder, release };
}

/** Starts PostgreSQL and graph-node. When a part does not start, the others are ended again. */
export async function startIndexStack(settings: IndexStackSettings): Promise<IndexStack> {
  const { rpc, dataFolder, network = "ropenet", keep = false, say = () => undefined } = settings;
  openDataFolder(dataFolder);
  return withPorts(usualPorts, say, async (ports) => {
    const stops: (() => Promise<void> | void)[] = [];
    const stop = async (): Promise<void> => {
      for (const part of stops.splice(0).reverse()) await part();
    };
    try {
      const { folder, release } = await takeFolder(settings, ports.PostgreSQL);
      stops.push(release);
      const postgres = await startPostgres({ dataFolder, databaseFolder: folder, port: ports.PostgreSQL, keep });
      stops.push(() => postgres.stop());
      const ipfs = await startIpfsStub();
      stops.push(() => ipfs.stop());
      const head = Number(await rpcCall<string>(rpc, "eth_blockNumber"));
      const idleFolder = join(dataFolder, `idle-${ports.deployment}`);
      stops.push(() => removeFolder(idleFolder));
      const node = await startGraphNode({
        rpc,
        network,
        databaseUrl: postgres.url,
        ipfsUrl: ipfs.url,
        idleManifest: writeIdleSubgraph(idleFolder, network, head),
        ports: {
          graphql: ports.GraphQL,
          admin: ports.deployment,
          state: ports["index state"],
          metrics: ports.metrics,
        },
        logFile: join(dataFolder, "logs", `graph-node-${ports.GraphQL}.log`),
      });
      stops.push(() => node.stop());
      say("graph-node can be reached from other machines: where the network is not to be trusted, put up a firewall.");
      return {
        pids: { PostgreSQL: postgres.pid, "graph-node": node.pid },
        graphqlUrl: (name) => node.graphqlUrl(name),
        async deploy(name, manifestPath) {
          if (keep) await noteChain(`${folder}.chain`, rpc);
          await node.deploy(name, manifestPath);
        },
        waitForBlock: (name, block, patienceSeconds = 30) => waitForBlock(node, name, Number(block), patienceSeconds),
        crashed: Promise.race([postgres.crashed, node.crashed]),
        stop,
      };
    } catch (error) {
      await stop();
      throw error;
    }
  });
}
