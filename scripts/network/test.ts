/** `npm run test:besu`: the integration tests on a network that is up. */
import { spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { accountOf } from "../../deploy/data/personas.ts";
import { chain } from "../../network/chain.ts";
import { type Network, ownNodes, readNetwork } from "../../network/folder.ts";
import { files, root } from "../checks/sources.ts";
import { rpcCall } from "../sandbox/stack/calls.ts";
import { call, rpcUrl } from "./rpc.ts";
import { say, surroundings } from "./surroundings.ts";

/** The JSON-RPC of the development network on this machine, if it is up. */
async function urlHere(folder: string): Promise<string | undefined> {
  if (!existsSync(join(folder, "network.json"))) return undefined;
  const network: Network = readNetwork(folder);
  const node = ownNodes(network).find(({ role }) => role === "rpc");
  if (node === undefined || !network.dev) return undefined;
  try {
    await call(network, node, "eth_chainId");
    return rpcUrl(node);
  } catch {
    return undefined;
  }
}

/** Keys of the development mnemonic as configuration variables: they are everybody's, and worth nothing elsewhere. */
function developmentKeys(): Record<string, string> {
  const names = Array.from({ length: chain.developmentAccounts }, (_, account) => `TEST${account}`);
  const keys = names.map((name, account) => [`BESU_KEY_${name}`, accountOf(account).privateKey] as const);
  return { BESU_SIGNERS: names.join(","), ...Object.fromEntries(keys) };
}

function hardhat(args: readonly string[], env: NodeJS.ProcessEnv): Promise<number> {
  const child = spawn(join(root, "node_modules", ".bin", "hardhat"), args, { cwd: root, stdio: "inherit", env });
  return new Promise((resolve, reject) => {
    child.once("error", reject);
    child.once("close", (code) => resolve(code ?? 1));
  });
}

/** @param folder of the network that may be up here */
export async function runTests(folder: string): Promise<number> {
  const { env } = surroundings();
  const url = env.BESU_RPC_URL ?? (await urlHere(folder));
  if (url === undefined) {
    say(
      "Skipped: no Besu network is up here. Bring one up with npm run network:up, or name one that was made with --dev: BESU_RPC_URL=http://…",
    );
    return 0;
  }
  const client = await rpcCall<string>(url, "web3_clientVersion");
  say(`The integration tests on ${client} at ${url}. What moves the clock or takes blocks back is left out.`);
  const known = { ...env, BESU_RPC_URL: url, ...developmentKeys() };
  const built = await hardhat(["build", "--no-tests", "--quiet"], known);
  if (built !== 0) return built;
  return hardhat(
    ["test", "mocha", "--network", "besu", "--no-compile", ...files("test/integration", ".test.ts")],
    known,
  );
}
