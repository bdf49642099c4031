/** Has the compiler's SMTChecker prove every assertion of the proofs beside this file, for all inputs. */
import { existsSync, readFileSync } from "node:fs";
import { basename, join } from "node:path";
import { expect } from "chai";
import solc from "solc";
import { files, read, root } from "../../scripts/checks/sources.ts";

interface Finding {
  readonly severity: string;
  readonly message: string;
  readonly formattedMessage: string;
}

/** Its own types leave this open. */
const compile = solc.compile as (input: string, callbacks: { import: (path: string) => object }) => string;

const SAFE = "CHC: Assertion violation check is safe!";
const VIOLATED = "CHC: Assertion violation happens here.";

/** What the checker says of a contract. */
function findings(path: string, content: string, contract: string): Finding[] {
  const input = {
    language: "Solidity",
    sources: { [path]: { content } },
    settings: {
      evmVersion: "cancun",
      outputSelection: { "*": { "": [] } },
      modelChecker: {
        engine: "chc",
        // The solver that is in the compiler; with a time limit it does not run there.
        solvers: ["z3"],
        targets: ["assert"],
        contracts: { [path]: [contract] },
        showProvedSafe: true,
        showUnproved: true,
      },
    },
  };
  const load = (name: string): object => {
    const file = [root, join(root, "node_modules")].map((folder) => join(folder, name)).find(existsSync);
    return file === undefined ? { error: `There is no ${name}.` } : { contents: readFileSync(file, "utf8") };
  };
  const output = JSON.parse(compile(JSON.stringify(input), { import: load })) as { errors?: Finding[] };
  // Of what it reads along, it does not know OpenZeppelin's assembly.
  return (output.errors ?? []).filter(({ message }) => !message.includes("unsupported language feature"));
}

describe("Proofs for all inputs", function () {
  this.timeout(300_000);

  for (const path of files("test/proof", ".t.sol")) {
    const source = read(path);
    it(`A-6: ${basename(path, ".t.sol")}: every assertion`, () => {
      const found = findings(path, source, /^contract (\w+)/m.exec(source)?.[1] ?? "");
      const assertions = source.match(/\bassert\(/g) ?? [];
      expect(found.map(({ message }) => message)).to.deep.equal(assertions.map(() => SAFE));
    });
  }

  it("A-6: what does not hold for one single input is found", () => {
    const source = `pragma solidity 0.8.34;
      import {Interest} from "contracts/kernel/libraries/Interest.sol";
      contract Wrong {
        function neverSeven(uint64 product) external pure { assert(Interest.roundHalfUp(product, 360) != 7); }
      }`;
    const found = findings("Wrong.sol", source, "Wrong").map(({ message }) => message.split("\n")[0]);
    expect(found).to.include(VIOLATED);
  });
});
