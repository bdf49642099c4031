/**
 * `npm run bench:index`: how long after a block graph-node answers for it, and how many events a second it reads, on the embedded
 * chain. `--acts` and `--events` say how many are measured; `--json` prints the figures as one JSON document.
 */
import { rmSync } from "node:fs";
import { availableParallelism } from "node:os";
import { join } from "node:path";
import process from "node:process";
import { setTimeout as sleep } from "node:timers/promises";
import { parseArgs } from "node:util";
import { hexlify, id, randomBytes, toQuantity } from "ethers";
import hre from "hardhat";
import { contractNames, solidityName } from "../../deploy/contracts.ts";
import { personas } from "../../deploy/data/personas.ts";
import { deploySuite, type Suite } from "../../deploy/suite.ts";
import { root } from "../checks/sources.ts";
import { graphqlCall, rpcCall } from "../sandbox/stack/calls.ts";
import { startChain } from "../sandbox/stack/chain.ts";
import { type IndexStack, startIndexStack } from "../sandbox/stack/stack.ts";
import { buildSubgraph } from "../sandbox/stack/subgraph.ts";
import { Stage } from "../sandbox/story/stage.ts";

const SHA256 = 1n;
const CATEGORY = id("bench");
const PER_BLOCK = 200;

const { values } = parseArgs({
  options: {
    acts: { type: "string", default: "100" },
    events: { type: "string", default: "10000" },
    json: { type: "boolean", default: false },
  },
});
const say = (line: string): unknown => values.json || console.log(line);
const silent = (): void => undefined;

const digest = (): string => hexlify(randomBytes(32));

/** Anchors documents one by one, and waits for each until a query finds it; milliseconds from the block to the answer. */
async function latencies(stage: Stage, url: string, acts: number): Promise<number[]> {
  const evidence = stage.as("auditor", stage.suite.evidence);
  const query = "query ($digest: Bytes!) { rows: evidences(where: { digest: $digest }) { id } }";
  const found: number[] = [];
  for (let i = 0; i < acts; i++) {
    const anchored = digest();
    await (await evidence.anchor(anchored, SHA256, CATEGORY, "")).wait();
    const mined = performance.now();
    for (;;) {
      const { data } = await graphqlCall<{ rows: object[] }>(url, query, { digest: anchored });
      if ((data?.rows.length ?? 0) > 0) break;
      await sleep(2);
    }
    found.push(performance.now() - mined);
  }
  return found.sort((a, b) => a - b);
}

/** Pays and anchors until there are so many events: a payment with a reference has two, a document one. */
async function makeEvents(rpc: string, stage: Stage, count: number): Promise<void> {
  const { money, evidence } = stage.suite;
  const [from, to] = [stage.wallet("guanshan"), stage.wallet("baiyunling")];
  const calls = await Promise.all(
    Array.from({ length: Math.ceil(count / 3) }, async () => [
      await money.transferWithReference.populateTransaction(to, 1n, digest()),
      await evidence.anchor.populateTransaction(digest(), SHA256, CATEGORY, ""),
    ]),
  );
  const transactions = calls.flat().map(({ to, data }) => ({ from, to, data, gas: "0x100000", gasPrice: "0x0" }));
  let nonce = Number(await rpcCall<string>(rpc, "eth_getTransactionCount", [from, "pending"]));
  await rpcCall(rpc, "evm_setAutomine", [false]);
  for (let i = 0; i < transactions.length; i += PER_BLOCK) {
    const block = transactions.slice(i, i + PER_BLOCK);
    await Promise.all(
      block.map((each) => rpcCall(rpc, "eth_sendTransaction", [{ ...each, nonce: toQuantity(nonce++) }])),
    );
    await rpcCall(rpc, "hardhat_mine", []);
  }
  await rpcCall(rpc, "evm_setAutomine", [true]);
}

/** Events of the suite since its first block. */
async function countEvents(rpc: string, address: string[], suite: Suite, head: number): Promise<number> {
  let count = 0;
  for (let block = suite.deployBlock; block <= head; block++) {
    const range = { fromBlock: toQuantity(block), toBlock: toQuantity(block), address };
    count += (await rpcCall<object[]>(rpc, "eth_getLogs", [range])).length;
  }
  return count;
}

/** Deploys the subgraph on a chain that is already there; seconds until it answers for the newest block. */
async function secondsToRead(stack: IndexStack, manifest: string, head: number): Promise<number> {
  const start = performance.now();
  await stack.deploy("bench", manifest);
  await stack.waitForBlock("bench", head, 600);
  return (performance.now() - start) / 1_000;
}

const folder = join(root, ".sandbox");
// Apart from the sandbox and the tests, which may be running.
const outDir = join(folder, "bench-subgraph");
const stops: (() => Promise<unknown> | void)[] = [];
try {
  await hre.tasks.getTask("build").run({ quiet: true, noTests: true });
  const chain = await startChain({ dataFolder: folder, say: silent });
  stops.push(() => chain.stop());
  const connection = await hre.network.create({ network: "localhost", override: { url: chain.rpc } });
  const deploymentId = `bench-${process.pid}`;
  stops.push(() => rmSync(join(root, "deploy", "deployments", deploymentId), { recursive: true, force: true }));
  const suite = await deploySuite(connection, { founders: personas, minimumCouncil: 3, deploymentId });
  const stage = new Stage(connection, suite);
  const pairs = contractNames.map(async (name) => [solidityName(name), await suite[name].getAddress()] as const);
  const addresses = Object.fromEntries(await Promise.all(pairs));
  const build = (startBlock: number) => buildSubgraph({ addresses, startBlock, outDir });
  const stack = await startIndexStack({ rpc: chain.rpc, dataFolder: folder, say: silent });
  stops.push(() => stack.stop());

  await stack.deploy("live", await build(suite.deployBlock));
  await stack.waitForBlock("live", await connection.ethers.provider.getBlockNumber());
  const found = await latencies(stage, stack.graphqlUrl("live"), Number(values.acts));
  const at = (share: number): number => Math.round(found[Math.ceil(found.length * share) - 1] ?? NaN);
  const latency = { acts: found.length, medianMs: at(0.5), p95Ms: at(0.95), worstMs: at(1) };
  say(
    `From block to answer: median ${latency.medianMs} ms, 95 % within ${latency.p95Ms} ms, worst ${latency.worstMs} ms`,
  );

  await stage.done(stage.as("clearing", suite.money).issue(stage.wallet("guanshan"), 1_000_000n, digest()));
  await makeEvents(chain.rpc, stage, Number(values.events));
  const head = await connection.ethers.provider.getBlockNumber();
  const events = await countEvents(chain.rpc, Object.values(addresses), suite, head);
  // Another first block makes another deployment, which reads all from there on.
  const seconds = await secondsToRead(stack, await build(suite.deployBlock - 1), head);
  const reading = { events, blocks: head - suite.deployBlock + 1, seconds, perSecond: Math.round(events / seconds) };
  say(
    `Reading from the first block: ${events} events in ${seconds.toFixed(1)} s, ${reading.perSecond} events a second`,
  );
  if (values.json) console.log(JSON.stringify({ cores: availableParallelism(), latency, reading }, null, 2));
} finally {
  for (const stop of stops.reverse()) await stop();
}
process.exit(0);
