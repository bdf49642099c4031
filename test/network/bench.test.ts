import { execFile } from "node:child_process";
import process from "node:process";
import { fileURLToPath } from "node:url";
import { expect } from "chai";

const root = fileURLToPath(new URL("../../", import.meta.url));

interface Figures {
  client: string;
  senders: number;
  count: number;
  acts: {
    act: string;
    acts: number;
    failed: number;
    blocks: number;
    perSecond: number;
    p50Ms: number;
    p95Ms: number;
    gasEach: number;
    gasPerSecond: number;
    rateRatio: number;
    gasRatio: number;
  }[];
}

describe("npm run bench:chain", function () {
  this.timeout(300_000);

  const run = (...args: string[]) =>
    new Promise<{ code: number; out: string; err: string }>((resolve) => {
      execFile(process.execPath, ["scripts/bench/chain.ts", ...args], { cwd: root }, (error, out, err) =>
        resolve({ code: error === null ? 0 : Number(error.code), out, err }),
      );
    });

  it("W-7: measures each act beside a plain ERC-20 transfer, sent by senders that wait for nothing", async () => {
    const { code, out, err } = await run("--senders", "2", "--count", "12", "--json");
    expect(err).to.equal("");
    expect(code).to.equal(0);
    const { client, senders, count, acts } = JSON.parse(out) as Figures;
    expect(client).to.match(/^HardhatNetwork/);
    expect([senders, count]).to.deep.equal([2, 12]);
    expect(acts.map(({ act }) => act.split(":")[0])).to.deep.equal([
      "ERC-20 transfer",
      "bill",
      "receivable",
      "points",
      "evidence",
    ]);
    const [control] = acts;
    for (const { act, acts: done, failed, blocks, perSecond, p50Ms, p95Ms, gasEach, ...rest } of acts) {
      expect([done, failed], act).to.deep.equal([12, 0]);
      expect(blocks, act).to.be.within(1, 12);
      expect(perSecond, act).to.be.greaterThan(0);
      expect(p50Ms, act).to.be.greaterThan(0).and.at.most(p95Ms);
      expect(gasEach, act).to.be.greaterThan(21_000);
      expect(rest.gasPerSecond, act).to.be.closeTo(perSecond * gasEach, 1);
      expect(rest.gasRatio, act).to.be.closeTo(gasEach / (control?.gasEach ?? 0), 1e-9);
      expect(rest.rateRatio, act).to.be.closeTo(perSecond / (control?.perSecond ?? 0), 1e-9);
    }
    // A holder's transfer to a holder, as every other measurement of it says.
    expect(control?.gasEach).to.be.within(30_000, 40_000);
  });

  it("W-7: what is typed wrongly, and a chain that is none, are told", async () => {
    const many = await run("--senders", "9");
    expect(many.code).to.equal(2);
    expect(many.err).to.contain('--senders is "9"; give a whole number from 1 to 8.');
    const none = await run("--act", "relief");
    expect(none.code).to.equal(2);
    expect(none.err).to.contain('There is no act "relief".').and.to.contain("evidence: anchor a document");
  });
});
