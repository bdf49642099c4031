/** One chain, one suite and one graph-node for all tests of a run, with what the scenario leaves behind. */
import { rmSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import hre from "hardhat";
import type { Context } from "mocha";
import { contractNames, solidityName } from "../../deploy/contracts.ts";
import { personas } from "../../deploy/data/personas.ts";
import { deploySuite, type Suite } from "../../deploy/suite.ts";
import { graphqlCall, type GraphQLAnswer } from "../../scripts/sandbox/stack/calls.ts";
import { type Chain, startChain } from "../../scripts/sandbox/stack/chain.ts";
import { graphNodeProgram, postgresPrograms } from "../../scripts/sandbox/stack/programs.ts";
import { type IndexStack, startIndexStack } from "../../scripts/sandbox/stack/stack.ts";
import { buildSubgraph, compileSubgraph } from "../../scripts/sandbox/stack/subgraph.ts";
import { Stage } from "../../scripts/sandbox/story/stage.ts";
import type { Scenario } from "./play.ts";
import { playScenario } from "./scenario.ts";

const repository = fileURLToPath(new URL("../../", import.meta.url));
export const dataFolder = join(repository, ".sandbox");

export interface Index {
  readonly rpc: string;
  /** Path of the manifest of the suite's subgraph, built. */
  readonly manifest: string;
  readonly suite: Suite;
  readonly stage: Stage;
  readonly scenario: Scenario;
  readonly ask: Ask;
  /** Asks an index that is made anew, from the first block on. */
  readonly askAnew: Ask;
}

/** Asks once the index has read all blocks; fails on GraphQL errors. */
export type Ask = <T>(query: string, variables?: object) => Promise<T>;

/** Why graph-node cannot run here; undefined when it can. */
function missing(): string | undefined {
  try {
    graphNodeProgram();
    postgresPrograms(dataFolder, undefined);
    return undefined;
  } catch (error) {
    return (error as Error).message;
  }
}

const stops: (() => Promise<void>)[] = [];
let started: Promise<Index> | undefined;

/** The index after the scenario, started once; skips, and says why, where graph-node cannot run. */
export async function indexOrSkip(hook: Context): Promise<Index> {
  const reason = missing();
  if (reason !== undefined) {
    console.log(`    Left out: ${reason}`);
    hook.skip();
  }
  // Whoever comes first waits for the compiler and the whole scenario.
  hook.timeout(600_000);
  started ??= start();
  return started;
}

async function start(): Promise<Index> {
  const outDir = join(dataFolder, "subgraph");
  // The compiler needs no chain.
  const compiled = compileSubgraph({ outDir });
  compiled.catch(() => undefined);
  const say = (): void => undefined;
  const chain = await startChain({ dataFolder, say });
  stops.push(() => chain.stop());
  const { suite, stage } = await deploy(chain);
  const stack = await startIndexStack({ rpc: chain.rpc, dataFolder, say });
  stops.push(() => stack.stop());

  const pairs = contractNames.map(async (name) => [solidityName(name), await suite[name].getAddress()] as const);
  const settings = { addresses: Object.fromEntries(await Promise.all(pairs)), startBlock: suite.deployBlock };
  await compiled;
  const manifest = await buildSubgraph({ ...settings, outDir });
  await stack.deploy("live", manifest);
  const scenario = await playScenario(stage);

  // Another manifest is another deployment, which graph-node begins at the manifest's first block.
  const anew = async (): Promise<void> =>
    stack.deploy("anew", await buildSubgraph({ ...settings, startBlock: settings.startBlock - 1, outDir }));
  let deployedAnew: Promise<void> | undefined;
  return {
    rpc: chain.rpc,
    manifest,
    suite,
    stage,
    scenario,
    ask: askOf(stack, "live", stage),
    askAnew: async (query, variables) => {
      deployedAnew ??= anew();
      await deployedAnew;
      return askOf(stack, "anew", stage)(query, variables);
    },
  };
}

/** Asks a deployed subgraph by its name. */
export function askOf(stack: IndexStack, name: string, { connection }: Stage): Ask {
  return async <T>(query: string, variables: object = {}): Promise<T> => {
    await stack.waitForBlock(name, await connection.ethers.provider.getBlockNumber());
    return answerOf(await graphqlCall<T>(stack.graphqlUrl(name), query, variables));
  };
}

async function deploy(chain: Chain): Promise<{ suite: Suite; stage: Stage }> {
  const connection = await hre.network.create({ network: "localhost", override: { url: chain.rpc } });
  const deploymentId = `subgraph-test-${process.pid}`;
  stops.push(async () => {
    rmSync(join(repository, "deploy", "deployments", deploymentId), { recursive: true, force: true });
  });
  const suite = await deploySuite(connection, { founders: personas, minimumCouncil: 3, deploymentId });
  return { suite, stage: new Stage(connection, suite) };
}

function answerOf<T>({ data, errors }: GraphQLAnswer<T>): T {
  if (errors !== undefined) throw new Error(errors.map(({ message }) => message).join("\n"));
  if (data === undefined) throw new Error("graph-node gave no data.");
  return data;
}

after(async () => {
  for (const stop of stops.splice(0).reverse()) await stop();
});
