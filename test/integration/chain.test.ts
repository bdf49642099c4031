import { expect } from "chai";
import { Transaction, Wallet } from "ethers";
import hre from "hardhat";
import { accountOf } from "../../deploy/data/personas.ts";
import { chain } from "../../network/chain.ts";
import { connection, ethers, isLive } from "../utils/suite.ts";

interface Block {
  baseFeePerGas: string;
  gasLimit: string;
  timestamp: string;
}

const request = async <T>(method: string, params: unknown[] = []): Promise<T> =>
  (await connection.provider.request({ method, params })) as T;

const newest = () => request<Block>("eth_getBlockByNumber", ["latest", false]);

/** What the suite takes for granted of a chain: the development chain and a Besu network alike. */
describe("The chain", () => {
  let sender: Wallet;

  before(() => {
    sender = new Wallet(accountOf(0).privateKey, ethers.provider);
  });

  /** Signs a transaction by hand, as a wallet does that was told nothing of this chain. */
  async function signed(gasLimit: bigint): Promise<string> {
    const transaction = Transaction.from({
      type: 0,
      chainId: chain.id,
      to: sender.address,
      nonce: await ethers.provider.getTransactionCount(sender.address, "pending"),
      gasLimit,
      gasPrice: 0,
    });
    return sender.signTransaction(transaction);
  }

  it("W-4: has the id, the gas limit and the base fee of network/chain.ts", async () => {
    expect(Number(await request<string>("eth_chainId"))).to.equal(chain.id);
    expect(await request<string>("net_version")).to.equal(String(chain.id));
    const block = await newest();
    expect(BigInt(block.gasLimit)).to.equal(chain.blockGasLimit);
    expect(BigInt(block.baseFeePerGas)).to.equal(chain.baseFeePerGas);
  });

  it("W-4: quotes gas at nothing, and takes transactions of accounts without a coin at that price", async () => {
    expect(BigInt(await request<string>("eth_gasPrice"))).to.equal(0n);
    const hash = await request<string>("eth_sendRawTransaction", [await signed(21_000n)]);
    const receipt = await ethers.provider.waitForTransaction(hash);
    expect(receipt?.status).to.equal(1);
    expect(receipt?.fee).to.equal(0n);
  });

  it("W-4: refuses a transaction of more gas than the fork's cap", async () => {
    const send = async (gas: bigint) => request("eth_sendRawTransaction", [await signed(gas)]);
    const refusal = await send(chain.transactionGasCap + 1n).catch((error: Error) => error);
    expect(refusal).to.be.instanceOf(Error);
    await send(chain.transactionGasCap);
  });

  it("W-4: verifies P-256 by the precompile of its fork", async () => {
    // The first of Project Wycheproof's vectors for this curve.
    const input =
      "0xbb5a52f42f9c9261ed4361f59422a1e30036e7c32b270c8807a419feca605023" +
      "2ba3a8be6b94d5ec80a6d9d1190a436effe50d85a1eee859b8cc6af9bd5c2e18" +
      "4cd60b855d442f5b3c7b11eb6c4e0ae7525fe710fab9aa7c77a67f79e6fadd76" +
      "2927b10512bae3eddcfe467828128bad2903269919f7086069c8c4df6c732838" +
      "c7787964eaac00e5921fb1498a60f4606766b3d9685001558d1a974e7341513e";
    const answer = await ethers.provider.call({ to: "0x0000000000000000000000000000000000000100", data: input });
    expect(answer).to.equal(`0x${"1".padStart(64, "0")}`);
    const forged = `${input.slice(0, -1)}f`;
    expect(await ethers.provider.call({ to: "0x0000000000000000000000000000000000000100", data: forged })).to.equal(
      "0x",
    );
  });

  it("W-4: refuses contracts above EIP-170's size", async () => {
    // Returns so many zeros as its code.
    const deploying = (size: number) => `0x61${size.toString(16).padStart(4, "0")}5f f3`.replace(" ", "");
    const estimate = (size: number) => ethers.provider.estimateGas({ from: sender.address, data: deploying(size) });
    await estimate(24_576);
    expect(await estimate(24_577).catch((error: Error) => error)).to.be.instanceOf(Error);
  });

  it("W-4: gives a revert's data with the refusal of a call", async () => {
    const { abi, bytecode } = await hre.artifacts.readArtifact("ControlERC20");
    const control = await new ethers.ContractFactory(abi, bytecode, sender).deploy();
    await control.waitForDeployment();
    const transfer = control.interface.encodeFunctionData("transfer", [sender.address, 1n]);
    const refusal = (await ethers.provider
      .call({ from: sender.address, to: await control.getAddress(), data: transfer })
      .catch((error: unknown) => error)) as { data?: string };
    expect(control.interface.parseError(refusal.data ?? "0x")?.name).to.equal("ERC20InsufficientBalance");
  });

  it("W-4: dates blocks in seconds, and begins where tests begin unless it has a clock of its own", async () => {
    const timestamp = Number((await newest()).timestamp);
    if (isLive) expect(timestamp).to.be.closeTo(Date.now() / 1000, 120);
    else expect(timestamp).to.be.at.least(Date.parse(chain.initialDate) / 1000);
  });
});
