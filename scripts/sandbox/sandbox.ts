/** Chain → deployment → index → story, and the way back. */
import { readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import hre from "hardhat";
import { contractNames, solidityName } from "../../deploy/contracts.ts";
import { accountOf } from "../../deploy/data/personas.ts";
import { readParameters } from "../../deploy/parameters.ts";
import { deploySuite, type Suite } from "../../deploy/suite.ts";
import { ask } from "./ask.ts";
import type { Options } from "./options.ts";
import type { Report } from "./report.ts";
import { attachToChain, startChain } from "./stack/chain.ts";
import { startIndexStack } from "./stack/stack.ts";
import { buildSubgraph, compileSubgraph } from "./stack/subgraph.ts";
import { story } from "./story/index.ts";
import { play, Stage } from "./story/stage.ts";

const repository = fileURLToPath(new URL("../../", import.meta.url));
const dataFolder = join(repository, ".sandbox");
const outDir = join(dataFolder, "subgraph");
const SUBGRAPH = "ropenet";

/** A question of subgraph/queries about the story, and what graph-node says to it. */
export interface Answer {
  readonly query: string;
  readonly answer: unknown;
}

export interface Summary {
  readonly chain: { readonly rpc: string; readonly id: number };
  readonly graphql: string;
  /** By the contracts' names. */
  readonly addresses: Readonly<Record<string, string>>;
  readonly parts: Report["parts"];
  readonly story: Report["story"];
  readonly answers: readonly Answer[];
}

async function addressesOf(suite: Suite): Promise<Record<string, string>> {
  const pairs = contractNames.map(async (name) => [solidityName(name), await suite[name].getAddress()] as const);
  return Object.fromEntries(await Promise.all(pairs));
}

/** What runs, so that it can be ended in the opposite order, and what ends though nobody stopped it. */
export class Sandbox {
  readonly #stops: (() => Promise<void>)[] = [];
  #crash: (reason: Error) => void = () => undefined;
  /** Rejected when a part ends by itself. */
  readonly crashed = new Promise<never>((_, reject) => (this.#crash = reject));

  constructor() {
    // A crash while nobody listens is told by whatever then fails.
    this.crashed.catch(() => undefined);
  }

  #holds(part: { crashed: Promise<Error>; stop(): Promise<void> }): void {
    this.#stops.push(() => part.stop());
    void part.crashed.then(this.#crash);
  }

  /** Tells the tasks where the sandbox is, while it is up. */
  #announce(state: { rpc: string; graphql: string }): void {
    const path = join(dataFolder, "state.json");
    writeFileSync(path, JSON.stringify(state));
    this.#stops.push(() => Promise.resolve(rmSync(path, { force: true })));
  }

  async close(): Promise<void> {
    for (const stop of this.#stops.splice(0).reverse()) await stop();
  }

  /** Brings everything up and plays the story. */
  async open(options: Options, report: Report): Promise<Summary> {
    await report.part(
      "Build",
      () => hre.tasks.getTask("build").run({ quiet: true, noTests: true }),
      () => "contracts compiled",
    );
    // The compiler of the subgraph needs no chain, so it works while the contracts are deployed.
    const compiled = compileSubgraph({ outDir });
    compiled.catch(() => undefined);

    const { rpc } = options;
    const chain = await report.part(
      "Chain",
      () => (rpc === undefined ? startChain({ dataFolder, say: report.note }) : attachToChain(rpc)),
      (it) => `chain ${it.id} at ${it.rpc}`,
    );
    this.#holds(chain);

    // A consortium's node holds no keys: the deployer's is the development mnemonic's first.
    const accounts = [accountOf(0).privateKey];
    const connection = await hre.network.create({ network: "localhost", override: { url: chain.rpc, accounts } });
    const parameters = readParameters(join(repository, "deploy", "parameters", "development.json5"));
    const suite = await report.part(
      "Contracts",
      () => deploySuite(connection, { ...parameters, renew: chain.embedded }),
      () => `${contractNames.length} deployed, ${parameters.founders.length} participants; only the docket has power`,
    );
    const addresses = await addressesOf(suite);

    const index = await report.part(
      "Index",
      async () => {
        const stack = await startIndexStack({ rpc: chain.rpc, dataFolder, keep: options.keep, say: report.note });
        this.#holds(stack);
        await stack.deploy(SUBGRAPH, await buildSubgraph({ addresses, startBlock: suite.deployBlock, outDir }));
        return stack;
      },
      (it) => it.graphqlUrl(SUBGRAPH),
    );

    this.#announce({ rpc: chain.rpc, graphql: index.graphqlUrl(SUBGRAPH) });
    const stage = new Stage(connection, suite);
    const scenes = story.filter(({ title, movesTime }) => {
      const isPlayed = chain.embedded || movesTime !== true;
      if (!isPlayed) report.note(`Left out, for its clock is not ours to move: ${title}`);
      return isPlayed;
    });
    await play(stage, scenes, ({ title }, sentence, milliseconds) => report.told(title, sentence, milliseconds));

    const url = index.graphqlUrl(SUBGRAPH);
    await index.waitForBlock(SUBGRAPH, await connection.ethers.provider.getBlockNumber());
    const answers = [
      await answerTo(url, "bill-chain", { number: stage.recallText("number") }),
      await answerTo(url, "credit-reach", { participant: Number(await stage.participant("qianling")) }),
    ];
    const { parts, story: told } = report;
    return { chain: { rpc: chain.rpc, id: chain.id }, graphql: url, addresses, parts, story: told, answers };
  }
}

async function answerTo(url: string, query: string, variables: Record<string, unknown>): Promise<Answer> {
  const text = readFileSync(join(repository, "subgraph", "queries", `${query}.graphql`), "utf8");
  return { query, answer: await ask(url, text, variables) };
}
