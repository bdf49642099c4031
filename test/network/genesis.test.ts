import { expect } from "chai";
import { decodeRlp, encodeRlp } from "ethers";
import hre from "hardhat";
import { chain } from "../../network/chain.ts";
import { extraData, genesis, LEAST_VALIDATORS, quorum, readExtraData, tolerated } from "../../network/genesis.ts";

/** As Besu's documentation has them: four validators as it happens to list them, and none. */
const DOCUMENTED = {
  four:
    "0xf87aa00000000000000000000000000000000000000000000000000000000000000000f854" +
    "9464a702e6263b7297a96638cac6ae65e6541f4169943923390ad55e90c237593b3b0e401f3b08a03185" +
    "94aefdb9a738c9f433e5b6b212a6d62f6370c2f69294c7eeb9a4e00ce683cf93039b212648e01c6c6b78c080c0",
  none: "0xe5a00000000000000000000000000000000000000000000000000000000000000000c0c080c0",
  validators: [
    "0x64a702e6263b7297a96638cac6ae65e6541f4169",
    "0x3923390ad55e90c237593b3b0e401f3b08a03185",
    "0xaefdb9a738c9f433e5b6b212a6d62f6370c2f692",
    "0xc7eeb9a4e00ce683cf93039b212648e01c6c6b78",
  ],
};

describe("The genesis", () => {
  it("W-1: writes validators as Besu's documented extra data has them, in ascending order", () => {
    expect(extraData([])).to.equal(DOCUMENTED.none);
    expect(readExtraData(DOCUMENTED.four)).to.deep.equal({ validators: DOCUMENTED.validators, round: 0 });
    const [a = "", b = "", c = "", d = ""] = DOCUMENTED.validators;
    // The same bytes, but for the first two of the list, which ascend.
    const ascending = DOCUMENTED.four.replace(`${a.slice(2)}94${b.slice(2)}`, `${b.slice(2)}94${a.slice(2)}`);
    for (const order of [DOCUMENTED.validators, [d, c, b, a], [c, a, d, b]]) {
      expect(extraData(order)).to.equal(ascending);
    }
  });

  it("W-1: reads the round of a block that has been sealed", () => {
    const [vanity, validators] = decodeRlp(DOCUMENTED.four) as [string, string[]];
    const sealed = encodeRlp([vanity, validators, [], "0x03", [`0x${"11".repeat(65)}`]]);
    expect(readExtraData(sealed)).to.deep.equal({ validators: DOCUMENTED.validators, round: 3 });
  });

  it("W-1: needs more than two thirds of the validators, and can spare the others", () => {
    const counts = [4, 5, 6, 7, 9, 10];
    expect(counts.map(quorum)).to.deep.equal([3, 4, 4, 5, 6, 7]);
    expect(counts.map(tolerated)).to.deep.equal([1, 1, 2, 2, 3, 3]);
    expect(tolerated(LEAST_VALIDATORS)).to.equal(1);
  });

  it("W-4: says of the chain what the development chain is set to", () => {
    const { config, gasLimit, baseFeePerGas } = genesis(DOCUMENTED.validators);
    for (const name of ["default", "node"]) {
      const network = hre.config.networks[name];
      if (network?.type !== "edr-simulated") throw new Error(`${name} is not embedded.`);
      expect(network.chainId, name).to.equal(config.chainId);
      expect(config, name).to.have.property(`${network.hardfork}Time`, 0);
      expect(network.blockGasLimit, name).to.equal(BigInt(gasLimit));
      expect(network.initialBaseFeePerGas, name).to.equal(BigInt(baseFeePerGas));
      expect(network.transactionGasCap, name).to.equal(chain.transactionGasCap);
      expect(network.allowUnlimitedContractSize, name).to.not.equal(true);
    }
    for (const name of ["besu", "localhost"]) expect(hre.config.networks[name]?.chainId).to.equal(config.chainId);
    expect(config.zeroBaseFee).to.equal(true);
  });

  it("W-4: leaves the protocol's own limits as they are: the cap on a transaction, and the size of a contract", () => {
    const { config } = genesis(DOCUMENTED.validators);
    expect(config.qbft).to.have.all.keys(
      "blockperiodseconds",
      "emptyblockperiodseconds",
      "requesttimeoutseconds",
      "epochlength",
    );
    expect(config).to.not.have.any.keys("contractSizeLimit", "transitions", "depositContractAddress");
    expect(chain.transactionGasCap).to.equal(2n ** 24n);
  });

  it("W-4: leaves no native coin to anybody", () => {
    expect(genesis(DOCUMENTED.validators).alloc).to.deep.equal({});
  });
});
