import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "chai";
import type { Suite } from "../../deploy/suite.ts";
import { foundedSuite } from "../utils/suite.ts";
import { done as doneAt, run as runAt } from "../utils/tasks.ts";

const AMOUNT = "1,000,000.00";
const TRADE = `0x${"7".repeat(64)}`;
/** What sealed quotes are kept in. */
let privateFolder = "";

const done = (suite: Suite, line: string) => doneAt(suite, line, { privateFolder });
const run = (suite: Suite, line: string) => runAt(suite, line, { privateFolder });

/** Nanming holds a splittable bill over ¥1,000,000.00 on Guanshan Bank. */
async function delivered(suite: Suite): Promise<void> {
  await done(suite, `trade register --seller nanming --buyer qianling --amount ${AMOUNT} --number INV-1 --as nanming`);
  await done(suite, "trade confirm INV-1 --as qianling");
  const terms = `--acceptor guanshan --payee nanming --amount ${AMOUNT} --maturity 2026-06-30 --documents INV-1`;
  await done(suite, `bill draw ${terms} --splittable --as qianling`);
  await done(suite, "bill present-for-acceptance 1 --as qianling");
  await done(suite, "bill accept 1 --as guanshan");
  await done(suite, "bill deliver 1 --as qianling");
  await done(suite, "bill sign 2 --as nanming");
}

/** The bill, and ask 1 on ¥400,000.00 of it. */
async function asked(suite: Suite, more = ""): Promise<void> {
  await delivered(suite);
  await done(suite, `market ask --lots 1:400,000 --last-day 2026-01-16 --trade-digest ${TRADE} ${more} --as nanming`);
}

const funded = async (suite: Suite, bank: string, amount: string): Promise<void> => {
  await done(suite, `money issue --to ${bank} --amount ${amount} --reference FUND-${bank} --as clearing`);
  await done(suite, `money approve QuoteMarket --amount ${amount} --as ${bank}`);
};

describe("The market, by tasks alone", () => {
  beforeEach(() => (privateFolder = mkdtempSync(join(tmpdir(), "ropenet-test-"))));
  afterEach(() => rmSync(privateFolder, { recursive: true }));

  it("T-1, T-3: part of a bill is asked for, quoted on under seal, opened, and sold against money", async () => {
    const { suite } = await foundedSuite();
    await delivered(suite);
    const ask = await done(
      suite,
      `market ask --lots 1:400,000 --buyers guanshan,baiyunling --last-day 2026-01-16 --closes "2026-01-06 12:00" --trade-digest ${TRADE} --as nanming`,
    );
    expect(ask.out).to.contain(
      "Nanming Precision Casting asks Guanshan Bank and Baiyunling Bank for sealed quotes on bill 1 over ¥400,000.00.",
    );
    expect(ask.out).to.match(/bill 1 +Circulating → Locked/);
    const inbox = await done(suite, "inbox --as baiyunling");
    expect(inbox.out).to.match(/2026-01-06 12:00:00 +Ask 1 for sealed quotes on bill 1 over ¥400,000.00/);

    const sealed = await done(suite, "market quote-sealed 1 --rate 1.85 --as baiyunling");
    expect(sealed.out).to.contain("Rate and salt are kept in " + privateFolder);
    await done(suite, "market quote-sealed 1 --rate 1.9 --as guanshan");
    expect((await done(suite, "market show 1")).out)
      .to.match(/1\/1 +Baiyunling Bank +sealed/)
      .and.not.to.contain("1.85");
    await done(suite, 'system time --to "2026-01-06 12:00"');
    expect((await done(suite, "inbox --as guanshan")).out).to.contain("Sealed quote 1/2");
    await funded(suite, "baiyunling", "1,000,000");
    await done(suite, "market open-quote 1/1 --as baiyunling");
    await done(suite, "market open-quote 1/2 --as guanshan");

    const chosen = await done(suite, "inbox --as nanming");
    expect(chosen.out)
      .to.contain("2 quotes on ask 1, bill 1 over ¥400,000.00; the best is 1.85 %")
      .and.to.contain("npx hardhat market accept 1/1 --as nanming");
    const preview = await done(suite, "market accept 1/1 --as nanming --dry-run");
    // 400,000.00 × 1.85 % × 175 / 360 = 3,597.22
    expect(preview.out).to.contain("bill 1: ¥400,000.00 less ¥3,597.22 for 175 days at 1.85 % is ¥396,402.78.");
    expect(preview.out).to.match(/Balance of Baiyunling Bank +¥1,000,000\.00 → ¥603,597\.22/);
    const sold = await done(suite, "market accept 1/1 --as nanming");
    expect(sold.out).to.contain("Bill 1/2, over ¥400,000.00, is split off bill 1.");
    expect(sold.out).to.contain(
      "Nanming Precision Casting has sold ¥400,000.00 of face to Baiyunling Bank at 1.85 % for ¥396,402.78: quote 1/1 is accepted.",
    );
    expect((await done(suite, "money balance nanming --json")).json).to.include({ balance: "39640278" });
    const shown = await done(suite, "market show 1");
    expect(shown.out).to.contain("to Baiyunling Bank at 1.85 % for ¥396,402.78, on 2026-01-06");
    expect(shown.out).to.match(/1\/2 +Guanshan Bank +1\.90 % +2026-01-16 +Open, no longer binding/);
    const statement = await done(suite, "statement nanming");
    expect(statement.out).to.contain("quote 1/1");
  });

  it("T-4: a split bill shows all its holdings, who holds them, and what is offered", async () => {
    const { suite } = await foundedSuite();
    await asked(suite);
    const offered = await done(suite, "bill show 1");
    expect(offered.out).to.contain("Offered    ¥400,000.00 of it under ask 1, until 2026-01-16");
    expect(offered.out).to.contain("Next: npx hardhat market show 1");
    await done(suite, "market quote 1 --rate 2 --as baiyunling");
    await funded(suite, "baiyunling", "1,000,000");
    await done(suite, "market accept 1/1 --as nanming");
    const shown = await done(suite, "bill show 1");
    expect(shown.out).to.contain("2 holdings:");
    expect(shown.out).to.match(/ 1 +40000001–100000000 +¥600,000\.00 +Nanming Precision Casting +Circulating/);
    expect(shown.out).to.match(/ 1\/2 +1–40000000 +¥400,000\.00 +Baiyunling Bank +Circulating/);
    const part = await done(suite, "bill show 1/2");
    expect(part.out).to.contain("discounted");
    const listed = await done(suite, "bill list");
    expect(listed.out)
      .to.match(/^ *1 +¥600,000\.00/m)
      .and.to.match(/^ *1\/2 +¥400,000\.00/m);
    const history = await done(suite, "bill history 1");
    expect(history.out).to.contain("Nanming Precision Casting has discounted bill 1/2 to Baiyunling Bank.");
    const exposure = await done(suite, "participant exposure baiyunling");
    expect(exposure.out).to.contain("Baiyunling Bank holds ¥400,000.00 of accepted bills");
    const due = await done(suite, "calendar maturities --as baiyunling");
    expect(due.out).to.match(/1\/2 +¥400,000\.00/);
  });

  it("T-3: a quote that its buyer can't pay is said to be short, recorded as broken, and the ask goes on", async () => {
    const { suite } = await foundedSuite();
    await asked(suite);
    const quoted = await done(suite, "market quote 1 --rate 1.8 --as baiyunling");
    expect(quoted.out).to.contain("npx hardhat money approve QuoteMarket --amount 396,480.00 --as baiyunling");
    await done(suite, "market quote 1 --rate 1.9 --as guanshan");
    const short = await run(suite, "market accept 1/1 --as nanming");
    expect(short.code).to.equal(1);
    expect(short.err).to.equal(
      "✘ Baiyunling Bank was to pay ¥396,480.00; it has ¥0.00, and lets the market take ¥0.00.\n" +
        "  Next: npx hardhat market record-broken 1/1 --as nanming\n",
    );
    const broken = await done(suite, "market record-broken 1/1 --as nanming");
    expect(broken.out).to.contain(
      "Quote 1/1 is broken: Baiyunling Bank can't pay Nanming Precision Casting ¥396,480.00.",
    );
    expect(broken.out).to.contain("Next: npx hardhat market accept 1/2 --as nanming");
    expect((await done(suite, "market record-broken 1/1 --as nanming")).out).to.contain("Nothing was sent.");
    await funded(suite, "guanshan", "1,000,000");
    const covered = await run(suite, "market record-broken 1/2 --as nanming");
    expect(covered.err).to.contain("Quote 1/2 can be paid: nothing is broken.");
    await done(suite, "market accept 1/2 --as nanming");
    const history = await done(suite, "market history 1");
    expect(history.out).to.contain("is broken").and.to.contain("is accepted");
  });

  it("T-3: the same command twice asks, quotes, seals and opens once", async () => {
    const { suite } = await foundedSuite();
    const closes = '--closes "2026-01-06 12:00"';
    await asked(suite, closes);
    const again = `market ask --lots 1:400,000 --last-day 2026-01-16 --trade-digest ${TRADE} ${closes} --as nanming`;
    expect((await done(suite, again)).out).to.contain("Ask 1 offers this already, until 2026-01-16.");
    await done(suite, "market quote-sealed 1 --rate 1.85 --as baiyunling");
    const sealed = await done(suite, "market quote-sealed 1 --rate 1.85 --as baiyunling");
    expect(sealed.out).to.contain("Baiyunling Bank has sealed 1.85 % until 2026-01-16 already, as quote 1/1.");
    await done(suite, 'system time --to "2026-01-06 12:00"');
    await done(suite, "market open-quote 1/1 --as baiyunling");
    expect((await done(suite, "market open-quote 1/1 --as baiyunling")).out).to.contain("Quote 1/1 is open already");
    await done(suite, "market withdraw-ask 1 --as nanming");
    expect((await done(suite, "market withdraw-ask 1 --as nanming")).out).to.contain("Ask 1 is withdrawn already.");
    await done(suite, `market ask --lots 1 --last-day 2026-01-16 --trade-digest ${TRADE} --as nanming`);
    await done(suite, "market quote 2 --rate 2 --as guanshan");
    expect((await done(suite, "market quote 2 --rate 2 --as guanshan")).out).to.contain("already, as quote 2/1");
  });

  it("T-2: what a sealed quote hides is kept for its owner alone, and nothing is kept of a dry run", async () => {
    const { suite } = await foundedSuite();
    await asked(suite, '--closes "2026-01-06 12:00"');
    await done(suite, "market quote-sealed 1 --rate 1.85 --as baiyunling --dry-run");
    expect(readdirSync(privateFolder)).to.deep.equal([]);
    const { json } = await done(suite, "market quote-sealed 1 --rate 1.85 --as baiyunling --json");
    const kept = json.kept as string;
    expect(statSync(kept).mode & 0o777).to.equal(0o600);
    const { salt, rate } = JSON.parse(readFileSync(kept, "utf8")) as { salt: string; rate: string };
    expect(rate).to.equal("18500");
    rmSync(kept);
    await done(suite, 'system time --to "2026-01-06 12:00"');
    const lost = await run(suite, "market open-quote 1/1 --as baiyunling");
    expect([lost.code, lost.err]).to.deep.equal([
      2,
      `✘ What quote 1/1 hides is not known here: ${kept} does not exist.\n` +
        "  Open it where it was sealed, bring that file here, or give --rate, --last-day and --salt.\n",
    ]);
    const wrong = await run(
      suite,
      `market open-quote 1/1 --rate 1.8 --last-day 2026-01-16 --salt ${salt} --as baiyunling`,
    );
    expect(wrong.err).to.contain("Quote 1/1 was sealed with another rate, last day or salt.");
    await done(suite, `market open-quote 1/1 --rate 1.85 --last-day 2026-01-16 --salt ${salt} --as baiyunling`);
  });

  it("T-3: a buyer's line is set with what it holds, used by what it buys, and counted off", async () => {
    const { suite } = await foundedSuite();
    await asked(suite);
    await done(suite, "market set-line guanshan --limit 300,000 --as baiyunling");
    await funded(suite, "baiyunling", "1,000,000");
    await done(suite, "market quote 1 --rate 2 --as baiyunling");
    const over = await run(suite, "market accept 1/1 --as nanming");
    expect(over.err).to.contain(
      "Baiyunling Bank can take ¥300,000.00 more of Guanshan Bank by its own line; ¥400,000.00 is needed.",
    );
    const raised = await done(suite, "market set-line guanshan --limit 500,000 --used 0 --as baiyunling");
    expect(raised.out).to.match(/Limit +¥300,000\.00 → ¥500,000\.00/);
    expect((await done(suite, "market set-line guanshan --limit 500,000 --as baiyunling")).out).to.contain("already");
    const sold = await done(suite, "market accept 1/1 --as nanming");
    expect(sold.out).to.contain("Baiyunling Bank has used ¥400,000.00 of its line of ¥500,000.00 for Guanshan Bank.");
    const lines = await done(suite, "market lines --as baiyunling");
    expect(lines.out).to.match(/Guanshan Bank +¥500,000\.00 +¥400,000\.00 +¥100,000\.00/);
    const held = await run(suite, "market count-off 1/2 --as auditor");
    expect(held.err).to.contain("Nothing of it counts on a line that its buyer does not hold.");
    await done(suite, "bill endorse 1/2 --to huaxi --as baiyunling");
    await done(suite, "bill sign 3 --as huaxi");
    const counted = await done(suite, "market count-off 1/2 --as auditor");
    expect(counted.out).to.contain("Baiyunling Bank has used ¥0.00 of its line");
    await done(suite, "market remove-line guanshan --as baiyunling");
    expect((await done(suite, "market lines --as baiyunling")).out).to.equal("Baiyunling Bank has set no line.\n");
    expect((await run(suite, "market remove-line guanshan --as baiyunling")).err).to.contain("has no line for");
  });

  it("T-3: prices are known before anything is signed, for a basket from a file too", async () => {
    const { suite } = await foundedSuite();
    await delivered(suite);
    const { out } = await done(suite, "market price --lots 1:400,000 --rate 1.85 --value-day 2026-01-06");
    expect(out).to.contain("At 1.85 %, paid on 2026-01-06:");
    expect(out).to.match(/bill 1 +175 +¥400,000\.00 +¥3,597\.22 +¥396,402\.78/);
    const file = join(privateFolder, "lots.csv");
    writeFileSync(file, 'holding,amount\n1,"250,000.00"\n');
    const priced = await done(suite, `market price --file ${file} --rate 1.85 --value-day 2026-01-06 --json`);
    expect(priced.json).to.include({ price: "24775174" });
    await done(suite, `market ask --file ${file} --last-day 2026-01-16 --trade-digest ${TRADE} --as nanming`);
    expect((await done(suite, "market list --asker nanming")).out).to.match(/1 +Nanming.*¥250,000\.00 +2026-01-16 +0/);
  });

  it("T-3: whom an order admits buys what a bank has discounted", async () => {
    const { suite } = await foundedSuite();
    await asked(suite);
    const unfit = await run(suite, "market quote 1 --rate 2 --as huaxi");
    expect(unfit.err).to.contain("Huaxi Springs may not trade this");
    const basis = `--basis ${TRADE} --reference "Notice 7"`;
    const proposed = await done(suite, `order propose set-trader --participant huaxi ${basis} --as regulator --json`);
    const order = String(proposed.json.order);
    await done(suite, `order approve ${order} --as regulator`);
    const executed = await done(suite, `order execute ${order} --as regulator`);
    expect(executed.out).to.contain("Huaxi Springs may buy bills that a bank has discounted.");
  });

  it("T-5: mistyped terms are named before anything is sent", async () => {
    const { suite } = await foundedSuite();
    await asked(suite);
    const before = await suite.docket.runner?.provider?.getBlockNumber();
    const file = join(privateFolder, "lots.csv");
    writeFileSync(file, "bill\n1\n");
    const ask = `--last-day 2026-01-16 --trade-digest ${TRADE} --as nanming`;
    const cases: [line: string, code: number, ...told: string[]][] = [
      [`market ask ${ask}`, 2, "What is it about?", "--lots"],
      [`market ask --lots 9 ${ask}`, 2, "there is no bill 9", "Bills are numbered 1 to 1"],
      [`market ask --lots 1:1.234 ${ask}`, 2, "that is 3 decimals", "at most two"],
      [`market ask --lots 1:2,000,000 ${ask}`, 2, "1 is over ¥1,000,000.00", "leave the amount out"],
      [`market ask --lots 1:1,1:2 ${ask}`, 2, "names 1 twice", "Add the amounts up."],
      [`market ask --lots 1:0 ${ask}`, 2, "the part of 1 is nothing", "above 0.00"],
      [`market ask --file ${file} ${ask}`, 2, "has no column holding", "The header is: holding"],
      ["market ask --lots 1 --as nanming", 2, "--last-day is missing", "2026-01-30"],
      ["market ask --lots 1 --last-day 2026-01-04 --as nanming", 2, "is before 2026-01-05", "Give a later day."],
      [`market ask --lots 1 --buyers guanshen ${ask}`, 2, 'no participant "guanshen"', "Did you mean guanshan?"],
      [`market ask --lots 1 ${ask}`, 1, "Bill 1 is Delivered, Locked", "market show 1"],
      ["market quote 1 --rate high --as baiyunling", 2, "which is no rate", "as in 1.85"],
      ["market quote 1 --rate 1.85123 --as baiyunling", 2, "which is no rate", "at most four decimals"],
      ["market quote 1 --rate 101 --as baiyunling", 1, "101.00 % a year is no rate", "100.00 % at most"],
      ["market quote 1 --rate 2 --last-day 2026-02-30 --as baiyunling", 2, "there is no such day", "28 days"],
      [
        "market quote 1 --rate 2 --last-day 2026-01-20 --as baiyunling",
        1,
        "would bind until 2026-01-20",
        "between 2026-01-05 and 2026-01-16",
      ],
      ["market quote 2 --rate 2 --as baiyunling", 2, "There is no ask 2", "numbered 1 to 1"],
      ["market quote 1 --rate 2 --as nanming", 1, "is Nanming Precision Casting's own", "market show 1"],
      ["market quote-sealed 1 --rate 2 --as baiyunling", 1, "takes open quotes", "market quote 1"],
      ["market accept 1 --as nanming", 2, 'The quote is "1"', "as in 3/1"],
      ["market accept 1/1 --as nanming", 2, "There is no quote 1/1", "Ask 1 has none."],
      ["market withdraw-ask 1 --as huaxi", 1, "is not Huaxi Springs's; Nanming", "--as nanming"],
      ["market price --lots 1 --rate 2 --value-day 2026-07-01", 1, "is due on 2026-06-30", "earlier day"],
      ["market price --lots 1/x --rate 2", 2, 'is "1/x"', "7/3"],
    ];
    for (const [line, code, ...told] of cases) {
      const ran = await run(suite, line);
      expect(ran.code, `${line}: ${ran.err}`).to.equal(code);
      for (const each of told) expect(ran.err, line).to.contain(each);
    }
    expect(await suite.docket.runner?.provider?.getBlockNumber()).to.equal(before);
  });
});
