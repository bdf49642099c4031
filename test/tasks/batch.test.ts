import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "chai";
import type { Suite } from "../../deploy/suite.ts";
import { personaOf } from "../../deploy/data/personas.ts";
import { parseCsv } from "../../tasks/shared/csv.ts";
import { foundedSuite } from "../utils/suite.ts";
import { done, DROPPED, foreignChain, run } from "../utils/tasks.ts";

const HEADER = "acceptor,payee,amount,maturity,documents,splittable";
const row = (amount: string, splittable = "no") => `4,2,"${amount}",2026-06-30,INV-1,${splittable}`;
const RESULT = ["line", "state", "bill", "number", "transaction", "message", "block", "digest"];

describe("Batch files", () => {
  let folder: string;
  let file: string;

  const results = () =>
    parseCsv(readFileSync(join(folder, "bills.result.csv"), "utf8"), RESULT, [], "bills.result.csv").map(
      ({ values }) => values,
    );

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "ropenet-batch-"));
    file = join(folder, "bills.csv");
  });

  afterEach(() => rmSync(folder, { recursive: true }));

  /** An invoice large enough for all of the file's bills. */
  async function invoiced(): Promise<Suite> {
    const { suite } = await foundedSuite();
    await done(
      suite,
      "trade register --seller nanming --buyer qianling --amount 1,000,000 --number INV-1 --as nanming",
    );
    await done(suite, "trade confirm INV-1 --as qianling");
    return suite;
  }

  const draw = () => `bill draw --file ${file} --as qianling`;

  it("T-8: draws a bill a row, writes a result a row, and does nothing when run again", async () => {
    const suite = await invoiced();
    writeFileSync(file, [HEADER, row("1,000.00"), row("2,000.00", "yes"), row("1,000.00")].join("\n"));
    const { out } = await done(suite, draw());
    expect(out).to.contain("✔ 3 rows sent.");
    expect(results().map(({ line, state, bill }) => [line, state, bill])).to.deep.equal([
      ["2", "done", "1"],
      ["3", "done", "2"],
      ["4", "done", "3"],
    ]);
    expect((await suite.billRegistry.billInfo(2)).splittable).to.equal(true);
    const again = await done(suite, draw());
    expect(again.out).to.contain("0 rows sent, 3 done before.");
    expect(await suite.billRegistry.billCount()).to.equal(3n);
  });

  it("T-8, T-5: checks the header and every row before it sends the first", async () => {
    const suite = await invoiced();
    writeFileSync(file, [HEADER, row("1,000.00"), row("1,0.00"), row("5").replace("4,2", "99,2")].join("\n"));
    const { code, err } = await run(suite, draw());
    expect(code).to.equal(2);
    expect(err).to.contain("2 rows of 3 are wrong; nothing was sent:");
    expect(err).to.contain('line 3: amount is "1,0.00", which is no amount.');
    expect(err).to.contain("line 4: acceptor: there is no participant 99.");
    expect(await suite.billRegistry.billCount()).to.equal(0n);
    writeFileSync(file, "acceptor,payee\n4,2");
    expect((await run(suite, draw())).err).to.contain("has no column amount, maturity, documents");
  });

  it("T-6, T-8: continues after the connection broke, also where an answer was lost, and draws nothing twice", async () => {
    const suite = await invoiced();
    writeFileSync(file, [HEADER, row("1,000.00"), row("1,000.00"), row("3,000.00")].join("\n"));
    let sent = 0;
    // The second transaction arrives, and its answer does not.
    const chain = await foreignChain(async (method, ask) => {
      if (method === "web3_clientVersion") return "besu/v26.8.0";
      const answer = await ask();
      return method === "eth_sendRawTransaction" && ++sent === 2 ? DROPPED : answer;
    });
    try {
      const connection = await chain.connect([personaOf("qianling").privateKey]);
      const line = `bill draw --file ${file} --yes`;
      const broken = await run(suite, line, { connection });
      expect(broken.code).to.equal(3);
      expect(broken.err).to.contain("1 row sent");
      expect(await suite.billRegistry.billCount()).to.equal(2n);
      expect(results().map(({ state }) => state)).to.deep.equal(["done", "begun"]);

      const { out } = await done(suite, line, { connection });
      expect(out).to.contain("2 rows sent, 1 done before.");
      expect(await suite.billRegistry.billCount()).to.equal(3n);
      expect(results().map(({ state, bill }) => [state, bill])).to.deep.equal([
        ["done", "1"],
        ["done", "2"],
        ["done", "3"],
      ]);
    } finally {
      await chain.close();
    }
  });

  it("T-6: Ctrl-C ends after the row at hand, and the same command goes on from there", async () => {
    const suite = await invoiced();
    writeFileSync(file, [HEADER, row("1,000.00"), row("2,000.00"), row("3,000.00")].join("\n"));
    let out = "";
    const ran = await run(suite, draw(), {
      out: (text) => {
        out += text;
        // What Node does when Ctrl-C is pressed, for the newest listener only: the test runner has its own.
        if (text.startsWith("1/3")) process.listeners("SIGINT").at(-1)?.("SIGINT");
      },
    });
    expect(ran.code).to.equal(1);
    expect(out).to.match(/✘ (1 row|2 rows) sent, (2|1) still open \(interrupted\)/);
    const { out: rest } = await done(suite, draw());
    expect(rest).to.match(/✔ (1 row|2 rows) sent, (2|1) done before/);
    expect(await suite.billRegistry.billCount()).to.equal(3n);
  });

  it("T-8: a row that is refused is told, the others are sent, and it is tried again", async () => {
    const suite = await invoiced();
    writeFileSync(
      file,
      [HEADER, row("1,000.00"), row("2,000.00").replace("2026-06-30", "2026-12-30"), row("3,000.00")].join("\n"),
    );
    const { code, out } = await run(suite, draw());
    expect(code).to.equal(1);
    expect(out).to.contain("2 rows sent, 1 refused").and.to.contain("Run the same command again");
    expect(results()[1]?.message).to.contain("The bill would mature on 2026-12-30.");
    writeFileSync(file, [HEADER, row("1,000.00"), row("2,000.00"), row("3,000.00")].join("\n"));
    await done(suite, draw());
    expect(await suite.billRegistry.billCount()).to.equal(3n);
  });

  it("T-8: a row that was sent can't be changed afterwards", async () => {
    const suite = await invoiced();
    writeFileSync(file, [HEADER, row("1,000.00")].join("\n"));
    await done(suite, draw());
    writeFileSync(file, [HEADER, row("9,000.00")].join("\n"));
    const { code, err } = await run(suite, draw());
    expect(code).to.equal(2);
    expect(err).to.contain("Line 2 of").and.to.contain("has been changed since it was sent");
  });

  it("T-8: two runs of one file at once do nothing twice", async () => {
    const suite = await invoiced();
    writeFileSync(file, [HEADER, row("1,000.00")].join("\n"));
    writeFileSync(join(folder, "bills.result.csv.lock"), "1");
    const { code, err } = await run(suite, draw());
    expect(code).to.equal(2);
    expect(err).to.contain("is being written by another run (process 1)");
    expect(await suite.billRegistry.billCount()).to.equal(0n);
  });

  it("T-8: a dry run checks and simulates each row", async () => {
    const suite = await invoiced();
    writeFileSync(file, [HEADER, row("1,000.00"), row("2,000.00")].join("\n"));
    const { out } = await done(suite, `${draw()} --dry-run`);
    expect(out).to.contain("line 3: Qianling Equipment draws a bill over ¥2,000.00");
    expect(await suite.billRegistry.billCount()).to.equal(0n);
  });

  it("T-8: trade documents are put forward from a file too", async () => {
    const suite = await invoiced();
    const documents = join(folder, "invoices.csv");
    writeFileSync(documents, 'seller,buyer,amount,number\n2,1,"5,000.00",B-1\n2,1,6000,B-2\n');
    await done(suite, `trade register --batch ${documents} --as nanming`);
    const again = await done(suite, `trade register --batch ${documents} --as nanming --json`);
    expect(again.json).to.include({ ok: true, done: 0, before: 2 });
    expect((await done(suite, "trade list --open")).out).to.contain("Invoice B-2");
  });
});
