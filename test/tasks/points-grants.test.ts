import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, readFileSync, rmSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { expect } from "chai";
import { id, Wallet } from "ethers";
import { personaOf } from "../../deploy/data/personas.ts";
import { addressesOf, type Suite } from "../../deploy/suite.ts";
import { parseCsv } from "../../tasks/shared/csv.ts";
import { morningAfter } from "../utils/task-data.ts";
import { ethers } from "../utils/suite.ts";
import { allied } from "../utils/task-points.ts";
import { done, DROPPED, foreignChain, run } from "../utils/tasks.ts";

const PROGRAM = fileURLToPath(new URL("../utils/task-process.ts", import.meta.url));
const HEADER = "account,points,number";
const someone = (number: number): string => new Wallet(id(`somebody ${number}`)).address;
const rows = (count: number, first = 1): string[] =>
  Array.from({ length: count }, (_, index) => `${someone(index)},${100 + index},${first + index}`);

type Folder = Awaited<ReturnType<typeof allied>>["at"];

const results = (at: Folder) =>
  parseCsv(
    readFileSync(at.path("grants.result.csv"), "utf8"),
    ["line", "state", "number", "month", "transaction", "message", "block", "digest"],
    [],
    "grants.result.csv",
  ).map(({ values }) => values);

const write = (at: Folder, ...lines: string[]): string => at.file("grants.csv", [HEADER, ...lines].join("\n"));
const grant = (file: string): string => `points grant 2 --file ${file} --as baihuo`;

async function outstanding({ pointsLedger }: Suite): Promise<bigint> {
  return (await pointsLedger.bookOf(2n)).outstanding;
}

describe("Batches of grants, budgets and reversals", () => {
  it("T-8: a file is granted in batches of 500, with a row for each in the result, and nothing when run again", async () => {
    const { suite, at } = await allied();
    const file = write(at, ...rows(620));
    const dry = await done(suite, `${grant(file)} --dry-run`);
    expect(dry.out)
      .to.contain(`line 2: 100 to ${someone(0)}, number 1`)
      .and.contain("Dry run: each 500 of them would succeed.");
    expect(await outstanding(suite)).to.equal(0n);
    const sent = await done(suite, grant(file));
    expect(sent.out)
      .to.contain("500/620  lines 2 to 501: 500 done")
      .and.contain("620/620  lines 502 to 621: 120 done")
      .and.contain("✔ 620 rows sent.");
    expect(results(at)).to.have.length(620);
    expect(new Set(results(at).map(({ transaction }) => transaction)).size).to.equal(2);
    expect(results(at)[619]).to.include({ line: "621", state: "done", number: "620", month: "2026-07" });
    const total = await outstanding(suite);
    expect((await done(suite, grant(file))).out).to.contain("0 rows sent, 620 done before.");
    rmSync(at.path("grants.result.csv"));
    expect((await done(suite, grant(file))).out).to.contain("0 rows sent, 620 done before.");
    expect(results(at)[0]).to.include({ state: "done", message: "was done before" });
    expect((await done(suite, `${grant(file)} --dry-run`)).out).to.contain("620 rows done before.");
    expect(await outstanding(suite)).to.equal(total);
  });

  it("T-8, T-5: checks the header and every row before it sends the first", async () => {
    const { suite, at } = await allied();
    const file = write(at, ...rows(2), `${someone(7)},10,2`, "0x12,10,5", `${someone(8)},-1,6`, `user:lan,10,7`);
    const { code, err } = await run(suite, grant(file));
    expect(code).to.equal(2);
    expect(err)
      .to.contain("3 rows of 6 are wrong; nothing was sent:")
      .and.contain("line 4: number 2 stands in line 3 already.")
      .and.contain('line 5: account is "0x12", which is no address.')
      .and.contain('line 6: points is "-1".');
    expect((await run(suite, grant(at.file("grants.csv", "account,points\n1,2")))).err).to.contain(
      "has no column number",
    );
    expect(await outstanding(suite)).to.equal(0n);
  });

  it("T-6, T-8: numbers that are used are skipped and said, and a refused row holds up no other", async () => {
    const { suite, at } = await allied();
    await done(suite, `points grant 2 --to ${someone(1)} --points 101 --number 2 --as baihuo`);
    await done(suite, `points grant 2 --to ${someone(9)} --points 5 --number 3 --as baihuo`);
    const file = write(at, ...rows(4), `${someone(5)},9000000,5`);
    const ran = await run(suite, grant(file));
    expect(ran.code).to.equal(1);
    expect(ran.out)
      .to.contain("lines 2 to 6: 2 done, 1 done before, 2 refused")
      .and.contain("2 rows sent, 1 done before, 2 refused");
    const all = results(at);
    expect(all.map(({ state }) => state)).to.deep.equal(["done", "done", "refused", "done", "refused"]);
    expect(all[1]?.message).to.equal("was done before");
    expect(all[2]?.message).to.contain("Number 3 has granted 5 of Lincheng Stars (programme 2) to");
    expect(all[4]?.message).to.contain("points add-reserve 2 --amount …");
    // Mended rows are sent when it is run again.
    write(at, ...rows(2), `${someone(2)},102,30`, ...rows(4).slice(3), `${someone(5)},90,5`);
    expect((await done(suite, grant(file))).out).to.contain("2 rows sent, 3 done before.");
    expect(await outstanding(suite)).to.equal(100n + 101n + 5n + 102n + 103n + 90n);
  });

  it("A-9, T-6: a batch whose answer was lost goes on, and grants nothing twice", async () => {
    const { suite, at } = await allied();
    const file = write(at, ...rows(510));
    let sent = 0;
    // The first batch arrives, and its answer does not.
    const chain = await foreignChain(async (method, ask) => {
      if (method === "web3_clientVersion") return "besu/v26.8.0";
      const answer = await ask();
      return method === "eth_sendRawTransaction" && ++sent === 1 ? DROPPED : answer;
    });
    try {
      const connection = await chain.connect([personaOf("baihuo").privateKey]);
      const line = `points grant 2 --file ${file} --yes`;
      const broken = await run(suite, line, { connection });
      expect(broken.code, broken.err).to.equal(3);
      expect(broken.err).to.contain("0 rows sent");
      expect(results(at).filter(({ state }) => state === "begun")).to.have.length(500);
      // A run that was killed leaves its lock, of a process that is no more.
      at.file("grants.result.csv.lock", "99999999");
      const { out } = await done(suite, line, { connection });
      expect(out).to.contain("500 done").and.contain("10 done").and.contain("✔ 510 rows sent.");
      expect(results(at)[0]).to.include({ state: "done", message: "found on chain after an interruption" });
      expect(await outstanding(suite)).to.equal(BigInt((510 * (100 + 609)) / 2));
    } finally {
      await chain.close();
    }
  });

  it("A-9, T-6: a batch whose process is killed before an act arrives, and again after one did, goes on: each line is granted once", async () => {
    const { suite, at } = await allied();
    const lines = rows(505);
    const file = write(at, ...lines);
    let child: ChildProcess | undefined;
    let acts = 0;
    // The second act does not arrive; the third does, and nobody hears of it.
    const chain = await foreignChain(async (method, ask) => {
      if (!method.startsWith("eth_send") || ++acts === 1) return ask();
      if (acts === 3) await ask();
      child?.kill("SIGKILL");
      return DROPPED;
    });
    const states = () => results(at).map(({ state }) => state);
    const all = (count: number, state: string) => Array<string>(count).fill(state);
    const lock = at.path("grants.result.csv.lock");
    const addresses = JSON.stringify(await addressesOf(suite));
    const killed = async (): Promise<void> => {
      child = spawn(process.execPath, [PROGRAM, chain.url, addresses, grant(file)], {
        stdio: ["ignore", "ignore", "inherit"],
      });
      await once(child, "exit");
      expect(child.signalCode, "it ended by itself").to.equal("SIGKILL");
      expect(states()).to.deep.equal([...all(500, "done"), ...all(5, "begun")]);
      // Nobody has taken its lock away.
      expect(readFileSync(lock, "utf8")).to.equal(String(child.pid));
    };
    try {
      await killed();
      await killed();
    } finally {
      child?.kill("SIGKILL");
      await chain.close();
    }
    expect(acts).to.equal(3);
    const arrived = await ethers.provider.getBlockNumber();
    const { out } = await done(suite, grant(file));
    expect(out).to.contain("lines 502 to 506: 5 done").and.contain("5 rows sent, 500 done before.");
    expect(await ethers.provider.getBlockNumber(), "it has sent something").to.equal(arrived);
    expect(results(at)[504]).to.include({ state: "done", message: "found on chain after an interruption" });
    expect(states()).to.deep.equal(all(505, "done"));
    expect(existsSync(lock)).to.be.false;
    const { pointsLedger } = suite;
    const granted = await pointsLedger.queryFilter(pointsLedger.filters.PointsGranted(2n), suite.deployBlock);
    expect(granted.map(({ args }) => `${args.account},${args.points},${args.sequence}`)).to.deep.equal(lines);
  });

  it("A-9, T-6: Ctrl-C ends after the batch at hand, and the same command goes on from there", async () => {
    const { suite, at } = await allied();
    const file = write(at, ...rows(505));
    let out = "";
    const ran = await run(suite, grant(file), {
      out: (text) => {
        out += text;
        // What Node does when Ctrl-C is pressed, for the newest listener only: the test runner has its own.
        if (text.startsWith("500/505")) process.listeners("SIGINT").at(-1)?.("SIGINT");
      },
    });
    expect(ran.code).to.equal(1);
    expect(out).to.contain("500 rows sent, 5 still open (interrupted)");
    expect((await done(suite, grant(file))).out).to.contain("5 rows sent, 500 done before.");
  });

  it("S-9: a partner grants within its budget, with numbers of its own", async () => {
    const { suite } = await allied();
    const grantAs = (number: number, count = 100) =>
      `points grant 2 --to user:lan --points ${count} --number ${number} --as linxun`;
    const none = await run(suite, grantAs(1000));
    expect(none.code).to.equal(1);
    expect(none.err)
      .to.contain("Linxun Telecom has no budget to grant Lincheng Stars (programme 2).")
      .and.contain("points set-budget 2 --partner linxun");
    const budget =
      "points set-budget 2 --partner linxun --limit 250 --numbers 1000-1009 --until 2026-03-31 --as baihuo";
    expect((await run(suite, budget.replace("1000-1009", "1009-1000"))).code).to.equal(2);
    expect((await done(suite, budget)).out).to.contain(
      "lets Linxun Telecom grant Lincheng Stars (programme 2): up to 250 in all, with numbers 1000 to 1009, until 2026-03-31.",
    );
    const outside = await run(suite, grantAs(7));
    expect(outside.err).to.contain("Number 7 is not one of the partner's: they are 1000 to 1009.");
    await done(suite, grantAs(1000));
    await done(suite, grantAs(1001));
    const over = await run(suite, grantAs(1002));
    expect(over.code).to.equal(1);
    expect(over.err).to.contain("Linxun Telecom may still grant 50 of Lincheng Stars (programme 2), not 100.");
    expect((await done(suite, "points end-budget 2 --partner linxun --as baihuo")).out).to.contain(
      "granted 200 of 250",
    );
    expect((await done(suite, "points end-budget 2 --partner linxun --as baihuo")).out).to.contain("Nothing was sent.");
    const after = await run(suite, grantAs(1003, 10));
    expect(after.code).to.equal(1);
  });

  it("X-63: a mistaken grant is found by its number, proved from the chain's events, and taken back once", async () => {
    const { suite, at } = await allied();
    await done(suite, grant(write(at, ...rows(3))));
    await done(suite, "points grant 2 --to user:lan --points 700 --number 50 --as baihuo");
    await done(suite, "points grant 2 --to user:lan --points 40 --number 51 --as baihuo");
    expect((await run(suite, "points reverse 2 --number 99 --as baihuo")).err).to.contain(
      "Lincheng Stars (programme 2) has no grant with number 99.",
    );
    const reversed = await done(suite, "points reverse 2 --number 2 --as baihuo");
    expect(reversed.out)
      .to.contain(`takes back 101 of Lincheng Stars (programme 2), which number 2 has granted to ${someone(1)}.`)
      .and.contain("3 grants with a number of the same 32")
      .and.match(/Its points of 2026-07 +101 → 0/);
    expect((await done(suite, "points reverse 2 --number 2 --as baihuo")).out).to.contain("Nothing was sent.");
    await done(suite, "points transfer 2 --to user:ming --points 41 --as user:lan");
    await done(suite, "points reverse 2 --number 50 --dry-run --as baihuo").then(
      () => expect.fail("what is spent came back"),
      (error: Error) =>
        expect(error.message).to.contain("holds 699 of Lincheng Stars (programme 2) of 2026-07, not 700"),
    );
    await done(suite, "points reverse 2 --number 51 --as baihuo");
    const { json } = await done(suite, "points statement user:lan --json");
    expect((json.movements as { what: string }[]).map(({ what }) => what)).to.deep.equal([
      "granted, number 50",
      "granted, number 51",
      "passed on",
      "grant 51 reversed",
    ]);
    const used = await run(suite, `points grant 2 --to ${someone(1)} --points 5 --number 2 --as baihuo`);
    expect(used.code).to.equal(1);
  });

  it("S-3: what has expired can't be spent, and is swept page by page, its cover going back", async () => {
    const { suite, at } = await allied();
    await done(suite, grant(write(at, ...rows(260))));
    await done(suite, "points grant 2 --to user:lan --points 900 --number 900 --as baihuo");
    const early = await run(suite, "points sweep 2 --month 2026-07 --as linxun");
    expect(early.code).to.equal(2);
    expect(early.err).to.contain("Points of 2026-07 have not expired: Lincheng Stars (programme 2).");
    await done(suite, `system time --to '${morningAfter(BigInt(Date.parse("2026-07-31") / 86_400_000))}'`);
    expect((await done(suite, "points statement user:lan")).out).to.match(/0 +900 +2026-07: expired, not swept/);
    const spent = await run(suite, "points transfer 2 --to user:ming --points 1 --as user:lan");
    expect(spent.code).to.equal(1);
    const some = await done(suite, "points sweep 2 --month 2026-07 --accounts user:lan --as linxun");
    expect(some.out).to.contain("sweeps the expired points of 2026-07 of Lincheng Stars (programme 2): 1 account.");
    const swept = await done(suite, "points sweep 2 --month 2026-07 --as linxun --json");
    expect(swept.json).to.include({ accounts: 260, swept: String((260 * (100 + 359)) / 2) });
    expect(swept.json.transactions).to.have.length(2);
    expect(await outstanding(suite)).to.equal(0n);
    expect((await done(suite, "points sweep 2 --month 2026-07 --as linxun")).out).to.contain("Nothing was sent.");
    expect((await done(suite, "points statement user:lan")).out).to.match(/expired, swept +900/);
  });
});
