import { fileURLToPath } from "node:url";
import toolbox from "@nomicfoundation/hardhat-toolbox-mocha-ethers";
import viem from "@nomicfoundation/hardhat-viem";
import { configVariable, defineConfig } from "hardhat/config";
import { chain, initialTimestamp } from "./network/chain.ts";
import freeGas from "./network/free-gas.ts";
import testOutput from "./scripts/test-output.ts";
import tasks from "./tasks/index.ts";

/** A whole number from the environment, for longer test runs than the usual. */
function count(variable: string, usual: number): number {
  const value = Number(process.env[variable] ?? usual);
  if (Number.isSafeInteger(value) && value > 0) return value;
  throw new Error(`${variable} is "${process.env[variable]}"; give a whole number above 0.`);
}

/** The compiler comes from npm, so a build needs no download. Deployments use the same settings, hence the same cache. */
const profile = {
  isolated: false,
  toolVersionsInBuildInfo: false,
  version: "0.8.34",
  path: fileURLToPath(import.meta.resolve("solc/soljson.js")),
  settings: {
    optimizer: { enabled: true, runs: 200 },
    evmVersion: "cancun",
  },
};

/** Besu's zero-fee network, embedded. A gas price of 0 lets accounts without any balance send. */
const simulated = {
  type: "edr-simulated",
  chainType: "l1",
  chainId: chain.id,
  hardfork: chain.hardfork,
  blockGasLimit: chain.blockGasLimit,
  transactionGasCap: chain.transactionGasCap,
  gas: chain.transactionGasCap,
  initialBaseFeePerGas: chain.baseFeePerGas,
  initialDate: chain.initialDate,
  gasPrice: 0n,
  accounts: { count: chain.developmentAccounts },
} as const;

const remote = { type: "http", chainType: "l1", chainId: chain.id, gasPrice: 0n } as const;

/** What an RPC node with tokens asks for: `npm run network:token` prints one. */
const { BESU_RPC_TOKEN: token } = process.env;

/** Names of the keys to use on the Besu network: BESU_SIGNERS=DEPLOYER,BANK reads BESU_KEY_DEPLOYER and BESU_KEY_BANK. */
const besuSigners = (process.env.BESU_SIGNERS ?? "DEPLOYER").split(",");

export default defineConfig({
  plugins: [toolbox, viem, freeGas, testOutput],
  tasks,
  solidity: {
    profiles: { default: profile, production: profile },
    // Tests stay out of artifacts/ and types/, which the bindings publish.
    splitTestsCompilation: true,
    npmFilesToBuild: ["@openzeppelin/contracts/access/manager/AccessManager.sol"],
  },
  networks: {
    default: simulated,
    node: simulated,
    localhost: { ...remote, url: "http://127.0.0.1:8545" },
    besu: {
      ...remote,
      url: configVariable("BESU_RPC_URL"),
      ...(token === undefined ? {} : { httpHeaders: { Authorization: `Bearer ${token}` } }),
      accounts: besuSigners.map((name) => configVariable(`BESU_KEY_${name.trim()}`)),
    },
  },
  paths: { sources: "./contracts", tests: { mocha: "./test", solidity: "./test" }, ignition: "./deploy" },
  ignition: { requiredConfirmations: 1, blockPollingInterval: 250, disableFeeBumping: true },
  typechain: { outDir: "types", tsNocheck: true },
  test: {
    mocha: { timeout: 120_000 },
    solidity: {
      blockTimestamp: initialTimestamp,
      fuzz: { runs: count("FUZZ_RUNS", 256), seed: "0x52a7" },
      invariant: { runs: count("INVARIANT_RUNS", 64), depth: 128, failOnRevert: false },
    },
  },
});
