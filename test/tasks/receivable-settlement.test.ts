import { expect } from "chai";
import type { Suite } from "../../deploy/suite.ts";
import { delivered, funded, opened, OPENING, TRADES } from "../utils/task-receivables.ts";
import { foundedSuite } from "../utils/suite.ts";
import { done, run } from "../utils/tasks.ts";

const BASIS = `--basis 0x${"7".repeat(64)} --reference 'Ruling 7'`;

/** Receivable 1, a fifth of it in each of 20 notes of ¥10,000.00 with Huaxi, and the rest with Nanming. */
async function parted(suite: Suite): Promise<void> {
  await opened(suite);
  await done(suite, "receivable instruct nanming --ceiling 1,000,000 --until 2026-12-31 --as huaxi");
  const to = Array.from({ length: 20 }, () => "huaxi=10,000.00").join(",");
  await done(suite, `receivable transfer-many 1/1 --to ${to} --trade ${TRADES.huaxi} --as nanming`);
  await done(suite, "system time --to 2026-06-30");
}

describe("Payment of receivables, by tasks alone", () => {
  it("T-6: Ctrl-C ends a settlement after the page at hand, and the same command goes on from there", async () => {
    const { suite } = await foundedSuite();
    await parted(suite);
    await funded(suite, "qianling", "1,000,000");
    let out = "";
    const stopped = await run(suite, "receivable settle 1 --page 8 --as qianling", {
      out: (text) => {
        out += text;
        // What Node does when Ctrl-C is pressed, for the newest listener only: the test runner has its own.
        if (text.startsWith("8/21")) process.listeners("SIGINT").at(-1)?.("SIGINT");
      },
    });
    expect(stopped.code).to.equal(1);
    expect(out).to.contain("8/21  8 notes paid, ¥870,000.00; goes on at 1/9");
    expect(out).to.contain("Interrupted. Run the same command again: it goes on from there.");
    expect(out).to.match(/16\/21|✘ Interrupted/);
    expect((await done(suite, "receivable show 1")).out).to.match(
      /Being paid +up to ¥1,000,000\.00; goes on at 1\/(9|17)/,
    );

    const rest = await done(suite, "receivable settle 1 --page 8 --as qianling --json");
    expect(rest.json).to.include({ ok: true, isInterrupted: false });
    expect(rest.err)
      .to.match(/It goes on at note 1\/(9|17)\./)
      .and.contain("the last one is done");
    expect((await suite.receivableRegistry.rootInfo(1)).paid).to.equal(100_000_000n);
    const { json } = await done(suite, "money balance huaxi --json");
    expect(json).to.include({ balance: "20000000" });
  });

  it("T-6: with many notes a page is a line, and what comes with each note is not told one by one", async () => {
    const { suite } = await foundedSuite();
    await parted(suite);
    await funded(suite, "qianling", "1,000,000");
    const { out } = await done(suite, "receivable collect 1 --as auditor");
    expect(out)
      .to.contain(
        "Lincheng Audit Bureau has receivable 1 over ¥1,000,000.00 paid out from the money that Qianling Equipment",
      )
      .and.contain("21/21  21 notes paid, ¥1,000,000.00; the last one is done")
      .and.contain("Receivable 1: Open → Settled.")
      .and.not.contain("for note 1/2.");
    expect((await done(suite, "receivable collect 1 --as auditor")).out).to.contain(
      "Qianling Equipment has nothing more to pay on receivable 1.",
    );
  });

  it("T-3: a part is paid by interval, once; what is short is said, with what it takes", async () => {
    const { suite } = await foundedSuite();
    await parted(suite);
    const short = await run(suite, "receivable settle 1 --as qianling");
    expect(short.err).to.contain(
      "Qianling Equipment must have ¥1,000,000.00 ready for receivable 1; it has ¥0.00, and lets ReceivableSettlement take ¥0.00.",
    );
    expect((await done(suite, "receivable needed 1")).out)
      .to.contain("Qianling Equipment can't pay it yet.")
      .and.contain("npx hardhat money approve ReceivableSettlement --amount 1,000,000.00 --as qianling");
    await funded(suite, "qianling", "1,000,000");
    const part = "receivable settle-partly 1 --paid-to 250,000 --as qianling";
    expect((await done(suite, part)).out).to.contain(
      "¥250,000.00 of ¥1,000,000.00 in all, the same share of every note.",
    );
    expect((await done(suite, part)).out).to.contain("¥250,000.00 of receivable 1 is paid already.");
    expect((await done(suite, "receivable due 1/2")).out)
      .to.contain("Qianling Equipment owes  ¥7,500.00: principal ¥7,500.00, interest ¥0.00")
      .and.match(/Received +¥2,500\.00/);
    expect((await done(suite, "receivable show 1")).out).to.match(/In part +¥250,000\.00 of it/);
    const all = await run(suite, "receivable settle-partly 1 --paid-to 1,000,000 --as qianling");
    expect(all.code).to.equal(2);
    expect(all.err).to.contain("All of it is paid by npx hardhat receivable settle 1 --as qianling.");
  });

  it("T-3: what is overdue bears interest; the confirming bank pays, and the obligor pays the bank", async () => {
    const { suite } = await foundedSuite();
    await delivered(suite);
    await done(suite, OPENING);
    await done(suite, "receivable sign 1 --as nanming");
    await done(suite, "receivable request-confirmation 1 --bank guanshan --fee 0 --as qianling");
    await done(suite, "receivable sign 2 --as guanshan");
    expect((await run(suite, "receivable record-overdue 1 --as auditor")).err).to.contain(
      "Receivable 1 is not overdue",
    );
    await done(suite, "system time --to 2026-07-10");
    await done(suite, "receivable record-overdue 1 --as auditor");
    expect((await done(suite, "receivable record-overdue 1 --as huaxi")).out).to.contain("Nothing was sent.");
    expect((await done(suite, "inbox --as guanshan")).out).to.contain("(Open, overdue)");
    expect((await done(suite, "participant exposure guanshan")).out).to.match(/1 +¥1,000,000\.00 +Qianling .*overdue/);
    // 1,000,000.00 × 18 % × 10 / 360 = 5,000.00, and half a fen for the note.
    expect((await done(suite, "receivable needed 1 --payer guanshan")).out).to.match(/Interest +¥5,000\.01/);
    await funded(suite, "guanshan", "1,100,000");
    const paid = await done(suite, "receivable settle 1 --as guanshan");
    expect(paid.out)
      .to.contain("Guanshan Bank pays the holders of receivable 1 over ¥1,000,000.00 for Qianling Equipment")
      .and.contain("Guanshan Bank pays Nanming Precision Casting ¥1,000,000.00 and ¥5,000.00 of interest for note 1/1.")
      .and.contain("Guanshan Bank has note 1/1 in the place of Nanming Precision Casting.");
    expect((await done(suite, "receivable settle 1 --as guanshan")).out).to.contain("has nothing more to pay");
    await funded(suite, "qianling", "1,100,000");
    await done(suite, "receivable settle 1 --as qianling");
    expect((await done(suite, "receivable tree 1")).out).to.contain(
      "¥1,005,000.00 from the bank, paid ¥1,005,000.00  Nanming Precision Casting → Guanshan Bank (has paid)",
    );
    expect((await run(suite, "receivable settle 1 --as huaxi")).err).to.contain("Nothing is owed on receivable 1");
  });

  it("T-3: a frozen note is set aside, and claimed once the case has ended", async () => {
    const { suite } = await foundedSuite();
    await opened(suite);
    await done(
      suite,
      `order propose freeze-note --note 1 --amount 300,000 --case 2026-7 --until 2026-12-31 ${BASIS} --as court`,
    );
    await done(suite, "order approve 1 --as court");
    await done(suite, "order execute 1 --as court");
    await done(suite, "system time --to 2026-06-30");
    await funded(suite, "qianling", "1,000,000");
    const settled = await done(suite, "receivable settle 1 --as qianling");
    expect(settled.out)
      .to.contain("1 note paid, 1 set aside, ¥700,000.00; the last one is done")
      .and.contain(
        "Nanming Precision Casting can't be paid for note 1/2: ¥300,000.00 is set aside, and Qianling Equipment owes it.",
      );
    expect((await done(suite, "receivable settle 1 --as qianling")).out).to.contain("has nothing more to pay");
    expect((await done(suite, "receivable show 1/2")).out)
      .to.match(/Stands +frozen, set aside/)
      .and.match(/Set aside +¥300,000\.00, owed by Qianling Equipment/);
    expect((await run(suite, "receivable claim 1/2 --as nanming")).err).to.contain("Note 1/2 is frozen by order");
    await done(suite, `order propose unfreeze-note --note 1 --case 2026-7 ${BASIS} --as court`);
    await done(suite, "order approve 2 --as court");
    await done(suite, "order execute 2 --as court");
    expect((await done(suite, "inbox --as nanming")).out).to.contain(
      "¥300,000.00 set aside for note 1/2: to be claimed",
    );
    const claimed = await done(suite, "receivable claim 1/2 --as nanming");
    expect(claimed.out).to.contain("Qianling Equipment pays Nanming Precision Casting ¥300,000.00 that was set aside");
    expect((await done(suite, "receivable claim 1/2 --as nanming")).out).to.contain("Nothing was sent.");
    expect((await done(suite, "statement nanming --from 2026-06-30")).out).to.contain("note 1/2, set aside before");
  });
});
