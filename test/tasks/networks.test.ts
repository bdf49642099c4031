import { expect } from "chai";
import { personaOf } from "../../deploy/data/personas.ts";
import { foundedSuite } from "../utils/suite.ts";
import { done, DROPPED, foreignChain, run } from "../utils/tasks.ts";

const ISSUE = "money issue --to guanshan --amount 10.00 --reference BOOKING-1";
const BESU = "besu/v26.8.0/linux-x86_64/openjdk-java-25";

type Foreign = Awaited<ReturnType<typeof foreignChain>>;
type Reply = Parameters<typeof foreignChain>[0];

/** A chain that is not the development chain. */
const asBesu: Reply = (method, ask) => (method === "web3_clientVersion" ? Promise.resolve(BESU) : ask());

const sent = ({ asked }: Foreign): number => asked.filter((method) => /^eth_send/.test(method)).length;

describe("Networks", () => {
  let chain: Foreign | undefined;

  const open = async (reply: Reply): Promise<Foreign> => (chain = await foreignChain(reply));

  afterEach(async () => {
    await chain?.close();
    chain = undefined;
  });

  it("T-2: personas act on the development chain only; elsewhere the keys that Hardhat has", async () => {
    const { suite } = await foundedSuite();
    const { connect, ...rest } = await open(asBesu);
    const { privateKey, wallet } = personaOf("clearing");
    const connection = await connect([privateKey]);
    const persona = await run(suite, `${ISSUE} --as clearing --yes`, { connection });
    expect(persona.code).to.equal(2);
    expect(persona.err)
      .to.contain("Personas such as clearing act on the development chain only.")
      .and.to.contain(wallet);
    const stranger = await run(suite, `${ISSUE.replace("guanshan", "4")} --as 4 --yes`, { connection });
    expect(stranger.err).to.contain("Hardhat has no key that acts for 4.");
    expect(sent({ connect, ...rest })).to.equal(0);
    const { out } = await done(suite, `${ISSUE.replace("guanshan", "4")} --as 6 --yes --json`, { connection });
    expect(JSON.parse(out)).to.have.nested.property("actor.address", wallet);
  });

  it("T-3: asks before it sends anywhere but on the development chain", async () => {
    const { suite } = await foundedSuite();
    const foreign = await open(asBesu);
    const connection = await foreign.connect([personaOf("clearing").privateKey]);
    const line = ISSUE.replace("guanshan", "4");
    const nobody = await run(suite, line, { connection });
    expect(nobody.code).to.equal(2);
    expect(nobody.err).to.contain("Nobody is there to confirm").and.to.contain("Add --yes");
    const asked: string[] = [];
    const answering = (answer: string) => ({
      connection,
      isTerminal: true,
      ask: (question: string) => {
        asked.push(question);
        return Promise.resolve(answer);
      },
    });
    const no = await run(suite, line, answering(""));
    expect(no.code).to.equal(1);
    expect(no.err).to.contain("Not confirmed; nothing was sent.");
    expect(sent(foreign)).to.equal(0);
    await done(suite, line, answering("y"));
    expect(sent(foreign)).to.equal(1);
    expect(asked).to.have.lengthOf(2);
  });

  it("T-3: waits for as many blocks as it is told", async () => {
    const { suite } = await foundedSuite();
    let looks = 0;
    const foreign = await open(async (method, ask) => {
      const answer = await asBesu(method, ask);
      if (method !== "eth_blockNumber" || sent(foreign) === 0) return answer;
      // From the fourth look after sending on, a block comes at each.
      return `0x${(Number(answer) + Math.max(0, ++looks - 3)).toString(16)}`;
    });
    const connection = await foreign.connect([personaOf("clearing").privateKey]);
    const { err } = await done(suite, `${ISSUE.replace("guanshan", "4")} --yes --wait 3`, { connection });
    expect(err).to.match(/Waiting for 3 blocks, until block \d+ …/);
    expect(looks).to.be.at.least(5);
  });

  it("T-3, T-4: refuses another chain before anything is sent", async () => {
    const { suite } = await foundedSuite();
    const foreign = await open((method, ask) => (method === "eth_chainId" ? Promise.resolve("0x1") : ask()));
    const connection = await foreign.connect([personaOf("clearing").privateKey]);
    const { code, err } = await run(suite, `${ISSUE} --yes`, { connection });
    expect(code).to.equal(3);
    expect(err).to.match(/31500/).and.to.match(/\b1\b/);
    expect(sent(foreign)).to.equal(0);
  });

  it("T-4: a chain that does not answer is network trouble, with a sentence", async () => {
    const { suite } = await foundedSuite();
    const foreign = await open(asBesu);
    const connection = await foreign.connect();
    await foreign.close();
    chain = undefined;
    for (const line of ["bill list", "system doctor", `${ISSUE} --as clearing --yes`]) {
      const { code, err, out } = await run(suite, line, { connection });
      expect(code, line).to.equal(3);
      expect(err + out, line).to.contain("The chain does not answer.");
    }
  });

  it("T-4: a connection that breaks in the middle is told as such, not as a refusal", async () => {
    const { suite } = await foundedSuite();
    const foreign = await open((method, ask) =>
      method === "eth_sendRawTransaction" ? Promise.resolve(DROPPED) : asBesu(method, ask),
    );
    const connection = await foreign.connect([personaOf("clearing").privateKey]);
    const { code, json } = await run(suite, `${ISSUE.replace("guanshan", "4")} --yes --json`, { connection });
    expect(code).to.equal(3);
    expect(json).to.have.nested.property("error.kind", "NetworkTrouble");
  });
});
