import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { rmSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { expect } from "chai";
import hre from "hardhat";
import { ROLES } from "../../deploy/data/access.ts";
import { personas } from "../../deploy/data/personas.ts";
import { deploySuite, loadSuite } from "../../deploy/suite.ts";
import { failure } from "../utils/failure.ts";

const program = fileURLToPath(new URL("../utils/killed-deploy.ts", import.meta.url));
const deploymentId = `test-resume-${process.pid}`;
const journal = fileURLToPath(new URL(`../../deploy/deployments/${deploymentId}`, import.meta.url));

/** A chain that other processes reach, with a block every so often, as a consortium's has. */
async function startChain(chainId?: number) {
  const override = chainId === undefined ? {} : { override: { chainId } };
  const server = await hre.network.createServer({ network: "node", ...override }, "127.0.0.1");
  const url = `http://127.0.0.1:${(await server.listen()).port}`;
  const connection = await hre.network.create({ network: "localhost", override: { url } });
  const { ethers, provider } = connection;
  const options = { founders: personas, minimumCouncil: 3, deploymentId };
  return {
    url,
    connection,
    deploy: (renew = false) => deploySuite(connection, { ...options, renew }),
    load: () => loadSuite(connection, { deploymentId }),
    makeBlocks: async () => {
      await provider.request({ method: "evm_setAutomine", params: [false] });
      await provider.request({ method: "evm_setIntervalMining", params: [100] });
    },
    /** Transactions of the deployer so far. */
    sent: async () => ethers.provider.getTransactionCount((await ethers.getSigners())[0]?.address ?? ""),
    stop: async () => {
      await connection.close();
      await server.close();
    },
  };
}

describe("A deployment with a journal", function () {
  // Each step stands on the one before.
  this.bail(true);
  this.timeout(300_000);

  let chain: Awaited<ReturnType<typeof startChain>>;
  let other: typeof chain | undefined;
  let child: ChildProcess | undefined;
  let total: number;

  before(async () => {
    chain = await startChain();
    await chain.makeBlocks();
  });

  after(async () => {
    child?.kill("SIGKILL");
    await chain.stop();
    await other?.stop();
    rmSync(journal, { recursive: true, force: true });
  });

  /** Deploys in a process of its own that is killed right before or after it sends its n-th transaction. */
  async function killed(when: "before" | "after", nth: number): Promise<void> {
    child = spawn(process.execPath, [program, chain.url, deploymentId, when, String(nth)], { stdio: "inherit" });
    await once(child, "exit");
    expect(child.signalCode, `it ended by itself, not ${when} transaction ${nth}`).to.equal("SIGKILL");
  }

  it("says that there is no suite before there is one", async () => {
    expect(await failure(chain.load())).to.include("The suite is not deployed here");
  });

  it("A-9: goes on where it was killed", async () => {
    // While contracts are deployed, founders apply, parts are joined, founders are admitted.
    await killed("before", 4);
    await killed("after", 14);
    await killed("after", 25);
    await killed("after", 40);
    const suite = await chain.deploy();
    expect(await suite.participants.participantCount()).to.equal(personas.length);
    total = await chain.sent();
  });

  it("A-9: sends nothing when it is run again", async () => {
    await chain.deploy();
    expect(await chain.sent()).to.equal(total);
  });

  it("is found again by its journal", async () => {
    const suite = await chain.load();
    expect(await suite.participants.participantCount()).to.equal(personas.length);
    const [version] = await suite.directory.versions(await suite.directory.modules().then(([name]) => name ?? ""));
    expect(suite.deployBlock).to.equal(Number(version?.deployBlock));
  });

  it("X-90: refuses to call a suite deployed in which a key has power", async () => {
    const { authority, docket } = await chain.load();
    const { networkHelpers, ethers } = chain.connection;
    const address = await docket.getAddress();
    await networkHelpers.impersonateAccount(address);
    const manager = authority.connect(await ethers.getSigner(address));
    await (await manager.grantRole(ROLES.POLICY_ORDERS, personas[0]?.wallet ?? "", 0)).wait();
    expect(await failure(chain.deploy())).to.match(/externally owned account 0x\w+ has the role POLICY_ORDERS/);
  });

  it("A-9: does nothing twice: as many transactions as without a journal and interruptions", async () => {
    other = await startChain();
    expect(await failure(other.deploy())).to.include("was written for another chain");
    expect(await failure(other.load())).to.include("The suite is not deployed here");
    expect(await other.sent()).to.equal(0);
    // A chain in memory is gone when it ends; its journal is no use.
    await other.deploy(true);
    expect(await other.sent()).to.equal(total);
  });

  it("A-9: refuses a chain of another id before anything is sent", async () => {
    const foreign = await startChain(31_501);
    try {
      expect(await failure(foreign.deploy())).to.match(/chain/i);
    } finally {
      await foreign.stop();
    }
  });
});
