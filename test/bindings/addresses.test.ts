import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "chai";
import type { Deployment } from "../../bindings/src/addresses.ts";
import { contractNames, solidityName } from "../../deploy/contracts.ts";
import { deployedIn, journalsIn } from "../../scripts/bindings/addresses.ts";
import { type Deployable, deployables, suiteArtifacts } from "../../scripts/bindings/contracts.ts";
import { type BindingsKit, bindingsKit } from "../utils/bindings.ts";
import { failure } from "../utils/failure.ts";

interface Addresses {
  addressesOn: (chainId: number | bigint) => Record<string, string>;
  deploymentOn: (chainId: number | bigint) => Deployment<string>;
}

describe("addresses of the bindings", function () {
  let kit: BindingsKit;
  let addresses: Addresses;

  before(async function () {
    kit = await bindingsKit();
    addresses = (await kit.load("addresses")) as Addresses;
  });

  it("are those of the deployed suite", async function () {
    const here = addresses.addressesOn(BigInt(kit.chain.id));
    expect(Object.keys(here)).to.have.members(contractNames.map(solidityName));
    for (const name of contractNames) expect(here[solidityName(name)]).to.equal(await kit.suite[name].getAddress());
  });

  it("come with a block from which all events are found", async function () {
    const { fromBlock } = addresses.deploymentOn(kit.chain.id);
    expect(fromBlock).to.be.above(0).and.at.most(kit.suite.deployBlock);
  });

  it("are refused, in a sentence, for a chain that is not known", function () {
    expect(() => addresses.addressesOn(5)).to.throw(
      RangeError,
      `These bindings know no RopeNet on chain 5. They know ${kit.chain.id}. Use bindings that were built with`,
    );
  });
});

describe("journals that the bindings are built from", function () {
  let folder: string;
  let all: Deployable[];
  /** A whole deployment. */
  let original: string;

  before(async function () {
    original = (await bindingsKit()).journal;
    all = deployables(suiteArtifacts());
  });

  beforeEach(function () {
    folder = mkdtempSync(join(tmpdir(), "ropenet-journals-"));
  });

  afterEach(function () {
    rmSync(folder, { recursive: true });
  });

  /** A copy as of another chain, whole or cut off half way. */
  function journal(name: string, chainId: number, share = 1): void {
    cpSync(original, join(folder, name), { recursive: true });
    const file = join(folder, name, "journal.jsonl");
    const lines = readFileSync(file, "utf8")
      .replace(/"chainId":\d+/, `"chainId":${chainId}`)
      .split("\n");
    writeFileSync(file, `${lines.slice(0, lines.length * share).join("\n")}\n`);
  }

  const deployed = () => deployedIn(journalsIn(folder), all);
  const chains = async () => (await deployed()).map(({ chainId }) => chainId);

  it("may be none", async function () {
    expect(journalsIn(join(folder, "nowhere"))).to.deep.equal([]);
    expect(await chains()).to.deep.equal([]);
  });

  it("tell chain and addresses", async function () {
    journal("chain-7", 7);
    const [here] = await deployed();
    expect(here?.chainId).to.equal(7);
    expect(Object.keys(here?.addresses ?? {})).to.have.members(all.map(({ name }) => name));
  });

  it("are left out while a contract is missing", async function () {
    journal("chain-7", 7, 0.05);
    mkdirSync(join(folder, "chain-8"));
    journal("chain-9", 9);
    expect(await chains()).to.deep.equal([9]);
  });

  it("count as the chain's own by their names, where a chain has several", async function () {
    journal("rehearsal", 7);
    journal("chain-7", 7);
    expect(await chains()).to.deep.equal([7]);
    journal("one", 8);
    journal("other", 8);
    expect(await failure(chains())).to.equal(
      "Several deployments are on chain 8: one, other. Call the one to publish chain-8.",
    );
  });
});
