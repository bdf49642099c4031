import { expect } from "chai";
import type { Suite } from "../../deploy/suite.ts";
import { delivered } from "../utils/task-bills.ts";
import { foundedSuite } from "../utils/suite.ts";
import { done, run } from "../utils/tasks.ts";

const DIGEST = `0x${"7".repeat(64)}`;

/** Guanshan has discounted bill 1; both banks have money that the market and repos may take. */
async function discounted(suite: Suite): Promise<void> {
  await delivered(suite, "--splittable");
  for (const bank of ["guanshan", "baiyunling"]) {
    await done(suite, `money issue --to ${bank} --amount 2,000,000 --reference FUND-${bank} --as clearing`);
    await done(suite, `money approve QuoteMarket --amount 2,000,000 --as ${bank}`);
  }
  await done(suite, `market ask --lots 1 --last-day 2026-01-16 --trade-digest ${DIGEST} --as nanming`);
  await done(suite, "market quote 1 --rate 1.85 --as guanshan");
  await done(suite, "market accept 1/1 --as nanming");
}

const PLEDGED = "bill repo-propose --kind pledged --buyer baiyunling --lots 1:400,000 --rate 1.9 --far-day 2026-01-20";
const OUTRIGHT = "bill repo-propose --kind outright --buyer baiyunling --lots 1 --rate 1.7 --far-rate 1.75";

describe("Repos, by tasks alone", () => {
  it("T-1, T-3, T-9: a pledged repo is proposed, accepted at the amounts seen, and redeemed", async () => {
    const { suite } = await foundedSuite();
    await discounted(suite);
    const proposed = await done(suite, `${PLEDGED} --cash 390,000 --as guanshan`);
    expect(proposed.out).to.contain(
      "Guanshan Bank proposes Baiyunling Bank a repo of bill 1 over ¥400,000.00: against ¥390,000.00 at 1.90 %, until 2026-01-20.",
    );
    expect((await done(suite, "inbox --as baiyunling")).out).to.match(
      /2026-01-05 +Repo 1 of bill 1 over ¥400,000\.00: ¥390,000\.00 today, ¥390,304\.52 back/,
    );
    const poor = await run(suite, "bill repo-accept 1 --as baiyunling");
    expect(poor.err).to.contain("Next: npx hardhat money approve BillRepo --amount 390,000.00 --as baiyunling");
    await done(suite, "money approve BillRepo --amount 2,000,000 --as baiyunling");
    const accepted = await done(suite, "bill repo-accept 1 --as baiyunling");
    expect(accepted.out)
      .to.contain("On 2026-01-20 Guanshan Bank pays back ¥390,304.52.")
      .and.contain(
        "Guanshan Bank has pledged bill 1/2 to Baiyunling Bank for ¥390,304.52, due on 2026-01-20, by a repo.",
      );
    expect((await done(suite, "bill repo-accept 1 --as baiyunling")).out).to.contain("Nothing was sent.");
    expect((await done(suite, "bill show 1/2")).out).to.contain("Next: npx hardhat bill repo-list --holding 1/2");
    expect((await done(suite, "calendar maturities --as baiyunling")).out).to.match(
      /2026-01-20 .*¥390,304\.52 +Guanshan Bank +second leg of repo 1/,
    );
    expect((await done(suite, "participant exposure guanshan")).out).to.match(
      /1 +¥390,304\.52 +2026-01-20 +Baiyunling Bank/,
    );
    const early = await run(suite, "bill repo-redeem 1 --as guanshan");
    expect(early.err).to.contain("Repo 1 is paid back from 2026-01-20 on.");

    await done(suite, "system time --to 2026-01-20");
    expect((await done(suite, "inbox --as guanshan")).out).to.match(/2026-01-20 +Second leg of repo 1/);
    await done(suite, "money approve BillRepo --amount 390,304.52 --as guanshan");
    const redeemed = await done(suite, "bill repo-redeem 1 --as guanshan");
    expect(redeemed.out).to.contain(
      "Guanshan Bank pays Baiyunling Bank ¥390,304.52 and has its bills of repo 1 again.",
    );
    expect((await done(suite, "bill repo-redeem 1 --as guanshan")).out).to.contain("Nothing was sent.");
    expect((await done(suite, "bill repo-list --of guanshan --status redeemed")).out).to.match(/1 +Pledged +Guanshan/);
    expect((await done(suite, "statement guanshan")).out).to.match(/Baiyunling Bank +repo 1, back +¥390,304\.52/);
    const { json } = await done(suite, "bill repo-history 1 --json");
    expect((json.history as { event: string }[]).map(({ event }) => event)).to.deep.equal([
      "RepoProposed",
      "RepoOpened",
      "RepoRedeemed",
    ]);
  });

  it("T-3: an outright repo that is not paid back is enforced, and its bills are collected", async () => {
    const { suite } = await foundedSuite();
    await discounted(suite);
    await done(suite, "money approve BillRepo --amount 2,000,000 --as baiyunling");
    await done(suite, `${OUTRIGHT} --far-day 2026-02-03 --as guanshan`);
    await done(suite, "bill repo-accept 1 --as baiyunling");
    expect((await done(suite, "bill show 1")).out).to.contain("AwaitingRedemption 待赎回");
    await done(suite, "system time --to 2026-02-03");
    const poor = await run(suite, "bill repo-enforce 1 --as baiyunling");
    expect(poor.err).to.contain("Guanshan Bank was to pay");
    await done(suite, "system time --to 2026-02-04");
    expect((await done(suite, "inbox --as baiyunling")).out).to.contain(
      "npx hardhat bill repo-enforce 1 --as baiyunling",
    );
    const enforced = await done(suite, "bill repo-enforce 1 --as baiyunling");
    expect(enforced.out).to.contain(
      "Baiyunling Bank collects the bills up to that, and what is over goes to Guanshan Bank.",
    );
    expect((await done(suite, "bill repo-enforce 1 --as baiyunling")).out).to.contain("Nothing was sent.");
    expect((await done(suite, "bill repo-show 1")).out)
      .to.contain("Repo 1, Defaulted: Outright repo (买断式回购)")
      .and.match(/1 +¥1,000,000\.00 +2026-06-30 +Delivered, Pledged, to collect/);
  });

  it("T-3, T-5: terms are checked before anything is sent; a proposal is refused or taken back, once", async () => {
    const { suite } = await foundedSuite();
    await discounted(suite);
    const mixed = await run(suite, `${PLEDGED} --as guanshan`);
    expect(mixed).to.include({ code: 2 });
    expect(mixed.err).to.contain("Give --cash, and no --far-rate.");
    const holiday = await run(suite, `${OUTRIGHT} --far-day 2026-01-18 --as guanshan`);
    expect(holiday.err).to.contain("Give --far-day, a business day between 2026-01-06 and 2026-06-30");
    await done(suite, `${OUTRIGHT} --far-day 2026-02-03 --as guanshan`);
    expect((await done(suite, "bill repo-refuse 1 --as baiyunling")).out).to.contain("Repo 1 is Refused.");
    expect((await done(suite, "bill repo-refuse 1 --as baiyunling")).out).to.contain("Nothing was sent.");
    await done(suite, `${OUTRIGHT} --far-day 2026-02-03 --last-day 2026-01-09 --as guanshan`);
    expect((await done(suite, "bill repo-withdraw 2 --as guanshan")).out).to.contain("Repo 2 is Withdrawn.");
    const late = await run(suite, "bill repo-accept 2 --as baiyunling");
    expect(late.err).to.contain("Repo 2 is Withdrawn; repo-accept needs Proposed.");
  });
});
