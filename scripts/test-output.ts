import type { HardhatPlugin } from "hardhat/types/plugins";

const TESTS = "project/test/";

/**
 * Lets a build of Solidity tests ask the compiler for the tests' own code only. Hardhat asks for that of all that they import, which is every
 * contract; the build of the contracts has it already, and the tests deploy that one (`deploy` in test/utils/Test.sol).
 */
const testOutput: HardhatPlugin = {
  id: "ropenet-test-output",
  hookHandlers: {
    solidity: async () => ({
      default: async () => ({
        preprocessSolcInputBeforeBuilding: async (context, solcInput, next) => {
          const input = await next(context, solcInput);
          const tests = Object.keys(input.sources).filter((source) => source.startsWith(TESTS));
          const { "": ofSources = [], "*": ofContracts = [] } = input.settings.outputSelection["*"] ?? {};
          if (tests.length === 0) return input;
          const own = Object.fromEntries(tests.map((source) => [source, { "*": ofContracts }]));
          const outputSelection = { "*": { "": ofSources }, ...own };
          return { ...input, settings: { ...input.settings, outputSelection } };
        },
      }),
    }),
  },
};

export default testOutput;
