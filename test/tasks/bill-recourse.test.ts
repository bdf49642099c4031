import { expect } from "chai";
import type { Suite } from "../../deploy/suite.ts";
import { delivered } from "../utils/task-bills.ts";
import { foundedSuite } from "../utils/suite.ts";
import { done, run } from "../utils/tasks.ts";

const DIGEST = `0x${"7".repeat(64)}`;

/** Bill 1 went from Nanming over Huaxi to Baiyunling, and was dishonoured on 2026-06-30. */
async function dishonoured(suite: Suite): Promise<void> {
  await delivered(suite);
  await done(suite, "bill endorse 1 --to huaxi --as nanming");
  await done(suite, "bill sign 3 --as huaxi");
  await done(suite, "bill endorse 1 --to baiyunling --as huaxi");
  await done(suite, "bill sign 4 --as baiyunling");
  await done(suite, "system time --to 2026-06-30");
  await done(suite, "bill present 1 --as baiyunling");
  await done(suite, "bill dishonour 1 --reason insufficient-funds --as guanshan");
}

const funded = async (suite: Suite, who: string): Promise<void> => {
  await done(suite, `money issue --to ${who} --amount 1,500,000 --reference FUND-${who} --as clearing`);
  await done(suite, `money approve BillRecourse --amount 1,500,000 --as ${who}`);
};

describe("Recourse, by tasks alone", () => {
  it("T-1, T-3: notice, claim past a party, partial payment, and again-recourse until the acceptor has paid", async () => {
    const { suite } = await foundedSuite();
    await dishonoured(suite);
    const told = await done(suite, "bill notify 1 --party nanming --as baiyunling");
    expect(told.out).to.contain("Baiyunling Bank tells Nanming Precision Casting that bill 1 was dishonoured.");
    expect((await done(suite, "bill notify 1 --party nanming --as baiyunling")).out).to.contain("Nothing was sent.");
    const unproven = await run(suite, "bill claim 1 --party nanming --costs 500 --as baiyunling");
    expect(unproven).to.include({ code: 2 });
    const claimed = await done(
      suite,
      `bill claim 1 --party nanming --costs 500 --costs-digest ${DIGEST} --as baiyunling`,
    );
    expect(claimed.out)
      .to.contain("Baiyunling Bank claims ¥1,000,500.00 on bill 1 from Nanming Precision Casting, ¥500.00 of it costs.")
      .and.match(/Circulation +Circulating → InRecourse/);
    expect((await done(suite, "bill claim 1 --party nanming --as baiyunling")).out).to.contain("Nothing was sent.");

    await done(suite, 'system time --to "2026-07-30 10:00"');
    const liable = await done(suite, "bill liable 1");
    expect(liable.out)
      .to.contain(
        "Baiyunling Bank is owed ¥1,003,000.00 on bill 1 today: costs ¥500.00, interest ¥2,500.00, principal ¥1,000,000.00.",
      )
      .and.match(/Guanshan Bank +acceptor +in 2028, not in the calendar yet/)
      .and.match(/Huaxi Springs +endorser 2 +2026-12-30\n/)
      .and.match(/Nanming Precision Casting +endorser 1 +2026-12-30 +2026-06-30 +2026-06-30/)
      .and.contain("npx hardhat bill settle 1 --as nanming");
    expect((await done(suite, "inbox --as nanming")).out).to.contain(
      "Claim of recourse on bill 1, ¥1,003,000.00 today",
    );
    expect((await done(suite, "participant exposure nanming")).out).to.match(/1 +¥1,003,000\.00 +Baiyunling Bank/);

    const poor = await run(suite, "bill settle 1 --amount 100,000.00 --as nanming");
    expect(poor.err).to.contain("lets BillRecourse take ¥0.00");
    await funded(suite, "nanming");
    const partial = await done(suite, "bill settle 1 --amount 100,000.00 --as nanming");
    expect(partial.out).to.contain(
      "¥500.00 for costs, ¥2,500.00 for interest, ¥97,000.00 for principal on bill 1; ¥903,000.00 is left.",
    );
    const all = await done(suite, "bill settle 1 --as nanming");
    expect(all.out).to.match(/Holder +Baiyunling Bank → Nanming Precision Casting/);
    expect((await done(suite, "bill settle 1 --as nanming")).out).to.contain("Nothing was sent.");
    expect((await done(suite, "bill show 1")).out)
      .to.match(/Owed +¥1,003,000\.00 to Nanming Precision Casting/)
      .and.contain("│ 2026-07-30  paid on a claim of recourse");

    await done(suite, "bill claim 1 --party guanshan --as nanming");
    await funded(suite, "guanshan");
    await done(suite, "bill settle 1 --as guanshan");
    const { json } = await done(suite, "bill show 1 --json");
    expect(json).to.include({ status: "Settled", owed: null });
    expect(json.payment).to.include({ how: "on a claim of recourse" });
    expect((await done(suite, "bill liable 1")).out).to.contain("is closed: nothing is owed any more.");
    expect((await done(suite, "statement nanming")).out).to.match(/Baiyunling Bank +recourse on bill 1 +¥903,000\.00/);
  });

  it("T-9: the inbox of a holder has the last day to claim, and interruption starts the time anew", async () => {
    const { suite } = await foundedSuite();
    await dishonoured(suite);
    expect((await done(suite, "inbox --as baiyunling")).out).to.match(
      /2026-12-30 +Recourse on bill 1: the last day to claim on Huaxi Springs/,
    );
    await done(suite, "system time --to 2026-07-20");
    const asked = await done(
      suite,
      `bill interrupt 1 --party huaxi --kind demand --evidence ${DIGEST} --as baiyunling`,
    );
    expect(asked.out).to.contain("Baiyunling Bank has asked Huaxi Springs for bill 1: it can claim until 2027-01-20.");
  });

  it("T-3: recourse before maturity, by a court's evidence", async () => {
    const { suite } = await foundedSuite();
    await delivered(suite);
    await done(suite, `evidence anchor --digest ${DIGEST} --category OTHER --as court`);
    const wrong = await run(suite, "bill open-early 1 --evidence 1 --as nanming");
    expect(wrong.err).to.contain("Evidence 1 proves no insolvency of the acceptor of bill 1");
    const { category } = /--category (?<category>\S+)/.exec(wrong.err)?.groups ?? {};
    await done(suite, `evidence anchor --digest 0x${"9".repeat(64)} --category ${category} --as court`);
    const opened = await done(suite, "bill open-early 1 --evidence 2 --as nanming");
    expect(opened.out).to.contain("Guanshan Bank is insolvent, by evidence 2 of Jiaxiu Court.");
    expect((await done(suite, "bill open-early 1 --evidence 2 --as nanming")).out).to.contain("Nothing was sent.");
    const claimed = await done(suite, "bill claim 1 --party qianling --as nanming");
    expect(claimed.out).to.contain("from Qianling Equipment, which is liable as drawer.");
  });

  it("T-4: a claim out of turn says why", async () => {
    const { suite } = await foundedSuite();
    await delivered(suite);
    const early = await run(suite, "bill claim 1 --party qianling --as nanming");
    expect(early.err).to.equal(
      "✘ Bill 1 was not dishonoured: nobody owes anything on it yet.\n" +
        "  Present it for payment: npx hardhat bill present 1 --as nanming\n",
    );
    const before = await done(suite, "bill liable 1");
    expect(before.out)
      .to.contain("Bill 1 over ¥1,000,000.00 is not dishonoured: nothing is owed yet.")
      .and.match(/Guanshan Bank +acceptor\nQianling Equipment +drawer/);
  });
});
