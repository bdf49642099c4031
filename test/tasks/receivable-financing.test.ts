import { expect } from "chai";
import type { Suite } from "../../deploy/suite.ts";
import { funded, opened, TRADES } from "../utils/task-receivables.ts";
import { foundedSuite } from "../utils/suite.ts";
import { done, run } from "../utils/tasks.ts";

const DIGEST = `0x${"7".repeat(64)}`;

/** Note 1/2 over ¥500,000.00, sold by Nanming to Baiyunling at 3.6 % on the chain's first day. */
async function factored(suite: Suite, terms = "--recourse"): Promise<void> {
  await opened(suite);
  await done(suite, `market ask --notes 1/1:500,000 ${terms} --last-day 2026-01-16 --as nanming`);
  await funded(suite, "baiyunling", "1,000,000", "QuoteMarket");
  await done(suite, "market quote 1 --rate 3.6 --as baiyunling");
  await done(suite, "market accept 1/1 --as nanming");
}

describe("Factoring and pledge of notes, by tasks alone", () => {
  it("T-1, T-3: a part of a note is asked for, quoted on, and sold against money", async () => {
    const { suite } = await foundedSuite();
    await opened(suite);
    const price = await done(suite, "market price --notes 1/1:500,000 --rate 3.6");
    // 500,000.00 × 3.6 % × 176 / 360 = 8,800.00
    expect(price.out).to.match(/note 1\/1 +176 +¥500,000\.00 +¥8,800\.00 +¥491,200\.00/);
    const ask = "market ask --notes 1/1:500,000 --recourse --buyers baiyunling --last-day 2026-01-16 --as nanming";
    expect((await done(suite, ask)).out)
      .to.contain("asks Baiyunling Bank for quotes on note 1/1 over ¥500,000.00: with recourse, undisclosed.")
      .and.match(/note 1\/1 +free → locked/);
    expect((await done(suite, ask)).out).to.contain("Ask 1 offers this already");
    expect((await done(suite, "inbox --as baiyunling")).out).to.contain(
      "Ask 1 for quotes on note 1/1 over ¥500,000.00",
    );
    expect((await done(suite, "market show 1")).out).to.match(/Terms +with recourse, undisclosed/);
    expect((await done(suite, "receivable show 1/1")).out)
      .to.match(/Stands +ask 1/)
      .and.contain("Next: npx hardhat market show 1");
    await done(suite, "market set-line qianling --limit 400,000 --as baiyunling");
    await done(suite, "market quote 1 --rate 3.6 --as baiyunling");
    await funded(suite, "baiyunling", "1,000,000", "QuoteMarket");
    expect((await run(suite, "market accept 1/1 --as nanming")).err).to.contain(
      "more of Qianling Equipment by its own line",
    );
    await done(suite, "market set-line qianling --limit 600,000 --as baiyunling");
    const sold = await done(suite, "market accept 1/1 --as nanming");
    expect(sold.out).to.contain(
      "Baiyunling Bank has factored note 1/2 over ¥500,000.00 of Nanming Precision Casting's at 3.60 % for ¥491,200.00, with recourse",
    );
    expect((await done(suite, "market lines --as baiyunling")).out).to.match(/Qianling .*¥600,000\.00 +¥500,000\.00/);
    expect((await done(suite, "market set-line qianling --limit 700,000 --as baiyunling")).out).to.match(
      /Used +¥500,000\.00/,
    );
    expect((await done(suite, "receivable show 1/2")).out).to.match(
      /Financed +by Baiyunling Bank from Nanming .* for ¥491,200\.00 at 3\.60 % on 2026-01-05, with recourse, Nanming .* collects, not registered/,
    );
    const again = await run(suite, "market ask --notes 1/2 --last-day 2026-01-16 --as baiyunling");
    expect(again.err).to.contain("Note 1/2 is financed: it can't be disposed of.");
    expect((await done(suite, "participant exposure baiyunling")).out)
      .to.contain("Baiyunling Bank holds ¥500,000.00 of receivables:")
      .and.contain("Sold with recourse:");
  });

  it("T-3: undisclosed, the seller collects and remits; what the factor is not due is its own", async () => {
    const { suite } = await foundedSuite();
    await factored(suite);
    const register = 'receivable register 1/2 --number "0123 4567" --as baiyunling';
    expect((await done(suite, register)).out).to.contain(
      "is registered with the national registry, for Baiyunling Bank.",
    );
    expect((await done(suite, register)).out).to.contain("This registration of note 1/2 stands since");
    await done(suite, "system time --to 2026-06-30");
    await funded(suite, "qianling", "1,000,000");
    expect((await done(suite, "receivable settle 1 --as qianling")).out).to.contain(
      "Nanming Precision Casting has collected ¥500,000.00 on note 1/2 for Baiyunling Bank, and holds ¥500,000.00 for it.",
    );
    expect((await done(suite, "inbox --as nanming")).out).to.contain(
      "¥500,000.00 collected on note 1/2: to be remitted",
    );
    await done(suite, "money approve ReceivableFinancing --amount 500,000 --as nanming");
    const remitted = await done(suite, "receivable remit 1/2 --as nanming");
    // Financed were 491,200.00, and the discount is earned.
    expect(remitted.out).to.contain("Nanming Precision Casting has paid Baiyunling Bank ¥500,000.00");
    expect((await done(suite, "receivable remit 1/2 --as nanming")).out).to.contain(
      "has remitted what it had collected",
    );
    expect((await done(suite, "statement baiyunling --from 2026-06-30")).out).to.contain("note 1/2, collected before");
  });

  it("T-3: with notice only the factor is paid; told twice it is said once", async () => {
    const { suite } = await foundedSuite();
    await factored(suite, "");
    const notice = await done(suite, "receivable notify-obligor 1/2 --as baiyunling");
    expect(notice.out).to.match(/Collected by +Nanming Precision Casting → Baiyunling Bank/);
    expect((await done(suite, "receivable notify-obligor 1/2 --as baiyunling")).out).to.contain("Nothing was sent.");
    expect((await run(suite, "receivable claim-recourse 1/2 --as baiyunling")).err).to.contain("without recourse");
    expect((await run(suite, "receivable notify-obligor 1/2 --as huaxi")).err).to.contain(
      "Huaxi Springs has not factored note 1/2; Baiyunling Bank has.",
    );
  });

  it("T-3: overdue, the factor claims of the seller, which repays and has the note again", async () => {
    const { suite } = await foundedSuite();
    await factored(suite);
    const soon = await run(suite, "receivable claim-recourse 1/2 --as baiyunling");
    expect(soon.err).to.contain("There is recourse once the obligor of note 1/2 is overdue, after 2026-06-30");
    await done(suite, "system time --to 2026-07-10");
    expect((await done(suite, "inbox --as baiyunling")).out).to.contain(
      "Recourse on note 1/2: receivable 1 is overdue",
    );
    const unproven = await run(suite, "receivable claim-recourse 1/2 --costs 100 --as baiyunling");
    expect(unproven.code).to.equal(2);
    const claimed = await done(suite, `receivable claim-recourse 1/2 --costs 100 --evidence ${DIGEST} --as baiyunling`);
    // 491,200.00 and 8,800.00 of discount, 491,200.00 × 3.6 % × 10 / 360 = 491.20, and costs
    expect(claimed.out).to.contain(
      "Baiyunling Bank claims ¥500,591.20 on note 1/2 from Nanming Precision Casting, ¥100.00 of it",
    );
    expect((await done(suite, "receivable claim-recourse 1/2 --as baiyunling")).out).to.contain("has claimed on");
    expect((await done(suite, "inbox --as nanming")).out).to.contain(
      "Claim of recourse on note 1/2, ¥500,591.20 today",
    );
    const poor = await run(suite, "receivable repay 1/2 --as nanming");
    expect(poor.err).to.contain("npx hardhat money approve ReceivableFinancing --amount 500,591.20 --as nanming");
    await funded(suite, "nanming", "600,000", "ReceivableFinancing");
    expect((await done(suite, "receivable repay 1/2 --amount 100,000 --as nanming")).out).to.contain(
      "Still due  ¥500,591.20 → ¥400,591.20",
    );
    expect((await done(suite, "receivable due 1/2")).out).to.contain("Baiyunling Bank is due ¥400,591.20");
    expect((await done(suite, "receivable repay 1/2 --as nanming")).out).to.contain(
      "Note 1/2 is Nanming Precision Casting's again.",
    );
    expect((await done(suite, "receivable repay 1/2 --as nanming")).out).to.contain("has paid all that was due");
    expect((await done(suite, "receivable tree 1")).out).to.contain(
      "Nanming Precision Casting → Baiyunling Bank (financed) → Nanming Precision Casting (recourse)",
    );
  });

  it("T-3: a note is pledged, realised when the debt is due, or given up", async () => {
    const { suite } = await foundedSuite();
    await opened(suite);
    const pledge =
      "receivable pledge 1/1 --amount 400,000 --pledgee guanshan --secured 300,000 --due 2026-05-29 --as nanming";
    expect((await done(suite, pledge)).out).to.match(/note 1\/2 +– → ¥400,000\.00, locked until Guanshan Bank signs/);
    expect((await done(suite, pledge)).out).to.contain("Request 2 asks Guanshan Bank for this already");
    expect((await done(suite, "inbox --as guanshan")).out).to.contain(
      "Pledge of note 1/2 over ¥400,000.00 for ¥300,000.00 due on 2026-05-29 (request 2)",
    );
    await done(suite, "receivable sign 2 --as guanshan");
    expect((await run(suite, "receivable realise-pledge 1/2 --as guanshan")).err).to.contain("is due on 2026-05-29");
    expect((await run(suite, `receivable transfer 1/2 --to huaxi --trade ${TRADES.huaxi} --as nanming`)).err)
      .to.contain("Note 1/2 is pledged: it can't be disposed of.")
      .and.contain("npx hardhat receivable release-pledge 1/2 --as guanshan");
    await done(suite, "system time --to 2026-05-29");
    expect((await done(suite, "inbox --as guanshan")).out).to.contain("Pledge of note 1/2: ¥300,000.00 secured");
    expect((await done(suite, "receivable realise-pledge 1/2 --as guanshan")).out).to.match(
      /Holder +Nanming Precision Casting → Guanshan Bank/,
    );
    expect((await done(suite, "receivable realise-pledge 1/2 --as guanshan")).out).to.contain(
      "has title to note 1/2 already",
    );
    await done(suite, "receivable pledge 1/1 --pledgee guanshan --secured 100 --due 2026-06-01 --as nanming");
    await done(suite, "receivable sign 3 --as guanshan");
    await done(suite, "receivable release-pledge 1/1 --as guanshan");
    expect((await done(suite, "receivable release-pledge 1/1 --as guanshan")).out).to.contain("has ended already");
  });

  it("T-3: notes factored alike are joined", async () => {
    const { suite } = await foundedSuite();
    await opened(suite);
    await funded(suite, "baiyunling", "1,000,000", "QuoteMarket");
    for (const ask of [1, 2]) {
      await done(suite, "market ask --notes 1/1:300,000 --last-day 2026-01-16 --as nanming");
      await done(suite, `market quote ${ask} --rate 3.6 --as baiyunling`);
      await done(suite, `market accept ${ask}/1 --as nanming`);
    }
    const merged = await done(suite, "receivable merge-financed 1/3 1/2 --as baiyunling");
    expect(merged.out)
      .to.contain("joins note 1/2 and note 1/3 to one note over ¥600,000.00.")
      .and.contain("Note 1/2 and note 1/3 are one factoring now");
  });
});
