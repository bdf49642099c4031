import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "chai";
import { personaOf } from "../../deploy/data/personas.ts";
import { parseCsv } from "../../tasks/shared/csv.ts";
import { delivered, opened, TRADES } from "../utils/task-receivables.ts";
import { foundedSuite } from "../utils/suite.ts";
import { done, DROPPED, foreignChain, run } from "../utils/tasks.ts";

const OPENINGS = "supplier,amount,due,documents,facility";
const opening = (amount: string) => `nanming,"${amount}",2026-06-30,INV-1,1`;
const PAYMENTS = "note,to,amount,trade";
const payment = (to: string, amount: string, trade: string) => `1/1,${to},"${amount}",${trade}`;

describe("Batch files of receivables", () => {
  let folder: string;
  let file: string;

  const results = (ids: string[]) =>
    parseCsv(
      readFileSync(join(folder, "rows.result.csv"), "utf8"),
      ["line", "state", ...ids, "transaction", "message", "block", "digest"],
      [],
      "rows.result.csv",
    ).map(({ values }) => values);
  const paid = () => results(["note", "request"]).map(({ state, note, message }) => [state, note, message]);
  const write = (...lines: string[]): void => writeFileSync(file, lines.join("\n"));

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "ropenet-batch-"));
    file = join(folder, "rows.csv");
  });

  afterEach(() => rmSync(folder, { recursive: true }));

  it("T-8: opens a receivable a row, and none when run again", async () => {
    const { suite } = await foundedSuite();
    await delivered(suite);
    write(OPENINGS, opening("100,000.00"), opening("200,000.00"), opening("100,000.00"));
    const { out } = await done(suite, `receivable open --file ${file} --as qianling`);
    expect(out).to.contain("✔ 3 rows sent.");
    expect(results(["receivable"]).map(({ receivable }) => receivable)).to.deep.equal(["1", "2", "3"]);
    const again = await done(suite, `receivable open --file ${file} --as qianling`);
    expect(again.out).to.contain("0 rows sent, 3 done before.");
    expect(await suite.receivableRegistry.rootCount()).to.equal(3n);
  });

  it("T-8, T-5: checks the header and every row before it sends the first", async () => {
    const { suite } = await foundedSuite();
    await delivered(suite);
    write(OPENINGS, opening("1,000.00"), opening("1.001"), opening("5").replace("nanming", "nobody"));
    const { code, err } = await run(suite, `receivable open --file ${file} --as qianling`);
    expect(code).to.equal(2);
    expect(err)
      .to.contain("2 rows of 3 are wrong; nothing was sent:")
      .and.contain('line 3: amount is "1.001": that is 3 decimals.')
      .and.contain('line 4: supplier: there is no participant "nobody".');
    write("supplier,amount\nnanming,5");
    expect((await run(suite, `receivable open --file ${file} --as qianling`)).err).to.contain(
      "has no column due, documents",
    );
    expect(await suite.receivableRegistry.rootCount()).to.equal(0n);
  });

  it("T-8: pays a row each, never twice: not when run again, and not when the result file is lost", async () => {
    const { suite } = await foundedSuite();
    await opened(suite);
    await done(suite, "receivable instruct nanming --ceiling 1,000,000 --until 2026-12-31 --as huaxi");
    const order = join(folder, "order.txt");
    writeFileSync(order, "order 5");
    write(PAYMENTS, payment("huaxi", "400,000", TRADES.huaxi), payment("wudang", "600,000", order));
    const pay = `receivable transfer --file ${file} --as nanming`;
    expect((await done(suite, `${pay} --dry-run`)).out).to.contain(
      "line 2: Nanming Precision Casting transfers ¥400,000.00",
    );
    expect((await done(suite, pay)).out).to.contain("✔ 2 rows sent.");
    expect(paid()).to.deep.equal([
      ["done", "1/2", ""],
      ["done", "1/1", ""],
    ]);
    expect((await done(suite, pay)).out).to.contain("0 rows sent, 2 done before.");
    rmSync(join(folder, "rows.result.csv"));
    expect((await done(suite, pay)).out).to.contain("0 rows sent, 2 done before.");
    expect(paid()).to.deep.equal([
      ["done", "1/2", "was done before"],
      ["done", "1/1", "was done before"],
    ]);
    expect((await suite.receivableRegistry.rootInfo(1)).seq).to.equal(2n);
  });

  it("T-8: a payment that occurs twice, or more than a note has, is told before anything is sent", async () => {
    const { suite } = await foundedSuite();
    await opened(suite);
    write(
      PAYMENTS,
      payment("huaxi", "400,000", TRADES.huaxi),
      payment("huaxi", "400,000", TRADES.huaxi),
      payment("wudang", "700,000", TRADES.wudang),
    );
    const { code, err } = await run(suite, `receivable transfer --file ${file} --as nanming`);
    expect(code).to.equal(2);
    expect(err)
      .to.contain("line 3: It pays the same receiver the same amount for the same trade as line 2.")
      .and.contain("line 4: The rows up to here take ¥1,100,000.00 from note 1/1, which is over ¥1,000,000.00.");
    expect((await suite.receivableRegistry.rootInfo(1)).seq).to.equal(1n);
  });

  it("T-6, T-8: goes on after the connection broke, also where an answer was lost, and pays nothing twice", async () => {
    const { suite } = await foundedSuite();
    await opened(suite);
    write(
      PAYMENTS,
      payment("huaxi", "100,000", TRADES.huaxi),
      payment("huaxi", "100,000", TRADES.wudang),
      payment("wudang", "300,000", TRADES.wudang),
    );
    let sent = 0;
    // The second transaction arrives, and its answer does not.
    const chain = await foreignChain(async (method, ask) => {
      if (method === "web3_clientVersion") return "besu/v26.8.0";
      const answer = await ask();
      return method === "eth_sendRawTransaction" && ++sent === 2 ? DROPPED : answer;
    });
    try {
      const connection = await chain.connect([personaOf("nanming").privateKey]);
      // Elsewhere than on the development chain participants go by number or name.
      const line = `receivable transfer --file ${file} --yes`;
      write(...readFileSync(file, "utf8").replaceAll("huaxi", "3").replaceAll("wudang", "11").split("\n"));
      const broken = await run(suite, line, { connection });
      expect(broken.code, broken.err).to.equal(3);
      expect(results(["note", "request"]).map(({ state }) => state)).to.deep.equal(["done", "begun"]);
      const { out } = await done(suite, line, { connection });
      expect(out).to.contain("2 rows sent, 1 done before.");
      expect((await suite.receivableRegistry.rootInfo(1)).seq).to.equal(4n);
    } finally {
      await chain.close();
    }
  });

  it("T-8: many receivers of one note come from a file too, each with its trade", async () => {
    const { suite } = await foundedSuite();
    await opened(suite);
    write("to,amount,trade", `huaxi,"400,000.00",${TRADES.huaxi}`, `wudang,600000,${TRADES.wudang}`);
    const sent = await done(suite, `receivable transfer-many 1/1 --file ${file} --as nanming`);
    expect(sent.out)
      .to.contain("transfers ¥1,000,000.00 of note 1/1 to 2 receivers, all or none.")
      .and.match(/note 1\/1 +– → ¥600,000\.00, locked until Wudang Moulds signs/);
    write("to,amount,trade", "huaxi,5,no-such-file");
    const wrong = await run(suite, `receivable transfer-many 1/1 --file ${file} --as nanming`);
    expect(wrong.code).to.equal(2);
    expect(wrong.err).to.contain('trade is "no-such-file", which is no digest.');
  });
});
