/** The chain that the stack reads: the embedded development chain, or one that already runs. */
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { orUndefined, rpcCall } from "./calls.ts";
import { openDataFolder } from "./folders.ts";
import { withPorts, type Say } from "./ports.ts";
import { startServer } from "./wait.ts";

const repository = fileURLToPath(new URL("../../../", import.meta.url));

export interface Chain {
  readonly rpc: string;
  readonly id: number;
  /** Whether it is ours: time can be moved, and it ends with us. */
  readonly embedded: boolean;
  /** Fulfilled when the embedded chain ends though nobody stopped it. */
  readonly crashed: Promise<Error>;
  /** Ends the embedded chain; leaves any other alone. */
  stop(): Promise<void>;
}

async function chainId(rpc: string): Promise<number> {
  return Number(await rpcCall<string>(rpc, "eth_chainId"));
}

/** Starts Hardhat's network `node` on 127.0.0.1. It lives in memory: every start is a new chain. */
export async function startChain({ dataFolder, say }: { dataFolder: string; say: Say }): Promise<Chain> {
  openDataFolder(dataFolder);
  return withPorts({ "the chain": 8545 }, say, async ({ "the chain": port }) => {
    const rpc = `http://127.0.0.1:${port}`;
    const hardhat = fileURLToPath(new URL("dist/src/cli.js", import.meta.resolve("hardhat/package.json")));
    const settings = {
      name: "the chain",
      command: process.execPath,
      args: [hardhat, "node", "--hostname", "127.0.0.1", "--port", String(port)],
      cwd: repository,
      env: { ...process.env, HARDHAT_DISABLE_TELEMETRY_PROMPT: "true" },
      logFile: join(dataFolder, "logs", `chain-${port}.log`),
    };
    const { process: node, answer: id } = await startServer(settings, () => orUndefined(chainId(rpc)));
    // graph-node asks ten times a second, for ever: without this the log grows by megabytes an hour.
    await rpcCall(rpc, "hardhat_setLoggingEnabled", [false]);
    return { rpc, id, embedded: true, crashed: node.crashed, stop: () => node.stop() };
  });
}

/** Uses a chain that already runs. */
export async function attachToChain(rpc: string): Promise<Chain> {
  const id = await orUndefined(chainId(rpc));
  if (id === undefined) {
    throw new Error(`No chain answers at ${rpc}. Start it, or give the address of its JSON-RPC with --rpc.`);
  }
  return { rpc, id, embedded: false, crashed: new Promise(() => undefined), stop: () => Promise.resolve() };
}
