/** What a verb works with: the arguments, the chain, the suite, and words for what is there. */
import type { HardhatRuntimeEnvironment } from "hardhat/types/hre";
import { loadSuite, type Suite } from "../../deploy/suite.ts";
import { Dictionary } from "./abi.ts";
import { Args } from "./args.ts";
import { type Chain, connect } from "./chain.ts";
import { Refused } from "./failures.ts";
import { dayAt } from "./format.ts";
import { paged } from "./logs.ts";
import { isNetworkError } from "./networkErrors.ts";
import { surroundings } from "./surroundings.ts";
import { Words } from "./words.ts";

/** What a verb knows before it has looked for a chain. */
export interface Call {
  /** The task's name, as in "bill accept". */
  readonly task: string;
  readonly args: Args;
  readonly hre: HardhatRuntimeEnvironment;
}

export interface Context extends Call {
  readonly chain: Chain;
  readonly suite: Suite;
  readonly dictionary: Dictionary;
  readonly words: Words;
  /** Second of the newest block; a development chain's clock is not the host's. */
  readonly now: () => Promise<bigint>;
  /** Today in UTC+8 by the chain's clock. */
  readonly today: () => Promise<bigint>;
  /** Asks for events since the suite was deployed, page after page. */
  readonly events: <T>(query: (first: number, last: number) => Promise<T[]>) => Promise<T[]>;
}

async function suiteOn(hre: HardhatRuntimeEnvironment, chain: Chain): Promise<Suite> {
  const { suite } = surroundings();
  if (suite !== undefined) return suite;
  try {
    return await loadSuite(chain.connection);
  } catch (error) {
    if (!(error instanceof Error) || isNetworkError(error)) throw error;
    if (/artifact/i.test(error.message)) {
      throw new Refused("NotBuilt", "The contracts are not built.", "npm run build");
    }
    if (chain.connection.networkConfig.type === "edr-simulated") {
      const sentence = "The embedded chain is empty: it begins and ends with each command.";
      throw new Refused("NotDeployed", sentence, "Speak to a chain that stays: npm start, and leave out --network.");
    }
    const on = chain.isNamed ? ` --network ${chain.network}` : "";
    const remedy = chain.isDevelopment ? "npm start, or npx hardhat system deploy" : "npx hardhat system deploy";
    throw new Refused("NotDeployed", error.message, `${remedy}${on}`);
  }
}

export async function openContext(call: Call): Promise<Context> {
  const chain = await connect(call.hre);
  const suite = await suiteOn(call.hre, chain);
  const dictionary = await Dictionary.read(call.hre, suite);
  const { provider } = chain.connection.ethers;
  const now = async (): Promise<bigint> => BigInt((await provider.getBlock("latest"))?.timestamp ?? 0);
  return {
    ...call,
    chain,
    suite,
    dictionary,
    words: new Words(chain, suite, dictionary),
    now,
    today: async () => dayAt(await now()),
    events: async (query) => paged(suite.deployBlock, await provider.getBlockNumber(), query),
  };
}
