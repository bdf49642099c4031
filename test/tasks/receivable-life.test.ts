import { expect } from "chai";
import { delivered, funded, opened, OPENING, TRADES } from "../utils/task-receivables.ts";
import { foundedSuite } from "../utils/suite.ts";
import { done, run } from "../utils/tasks.ts";

const DIGEST = `0x${"7".repeat(64)}`;

describe("A receivable's life, by tasks alone", () => {
  it("T-1, T-3: from facility over opening and two tiers to settlement, each step suggesting the next", async () => {
    const { suite } = await foundedSuite();
    await delivered(suite);
    const opening = await done(suite, OPENING);
    expect(opening.out)
      .to.contain("Qianling Equipment opens a receivable over ¥1,000,000.00 for Nanming Precision Casting")
      .and.contain("Behind it: invoice INV-1, ¥1,000,000.00 of it.")
      .and.contain("The obligor promises, unconditionally, to pay this receivable")
      .and.contain("Next: npx hardhat receivable sign 1 --as nanming");
    expect((await done(suite, OPENING)).out).to.contain("Request 1 asks Nanming Precision Casting for this already");
    expect((await done(suite, "inbox --as nanming")).out).to.match(
      /2026-06-29 +Opening of receivable 1 over ¥1,000,000\.00 \(request 1\) +Qianling Equipment/,
    );
    const signed = await done(suite, "receivable sign 1 --as nanming");
    expect(signed.out).to.match(/receivable 1 +Proposed → Open/);
    expect((await done(suite, "receivable sign 1 --as nanming")).out).to.contain("has signed request 1 already");
    expect((await done(suite, "receivable facilities")).out).to.match(/Guanshan Bank .*¥1,000,000\.00 +¥4,000,000\.00/);
    expect((await done(suite, "trade show INV-1")).out).to.match(/receivable 1 +¥1,000,000\.00/);

    const transfer = `receivable transfer 1/1 --to huaxi --amount 400,000 --trade ${TRADES.huaxi} --as nanming`;
    const preview = await done(suite, `${transfer} --dry-run`);
    expect(preview.out)
      .to.match(/note 1\/1 +¥1,000,000\.00 → ¥600,000\.00/)
      .and.match(/note 1\/2 +– → ¥400,000\.00, locked until Huaxi Springs signs/)
      .and.contain("Nothing was sent.");
    expect((await done(suite, transfer)).out).to.contain("Note 1/2, over ¥400,000.00, is split off note 1/1.");
    const twice = await done(suite, transfer);
    expect(twice.out)
      .to.contain("Request 2 asks Huaxi Springs to sign for ¥400,000.00 for this trade already, as note 1/2.")
      .and.contain("Nothing was sent.");
    await done(suite, "receivable sign 2 --as huaxi");
    expect((await done(suite, transfer)).out).to.contain("has transferred ¥400,000.00 to Huaxi Springs for this trade");
    expect((await done(suite, `${transfer} --again --dry-run`)).out).to.contain("it would succeed");

    await done(suite, "receivable instruct huaxi --ceiling 1,000,000 --until 2026-12-31 --as wudang");
    expect((await done(suite, "receivable instructions --as wudang")).out).to.match(/Huaxi Springs +Opening, Transfer/);
    const atOnce = await done(
      suite,
      `receivable transfer 1/2 --to wudang --amount 150,000 --trade ${TRADES.wudang} --as huaxi`,
    );
    expect(atOnce.out).to.contain(
      "Huaxi Springs has transferred note 1/3 over ¥150,000.00 to Wudang Moulds, at tier 3.",
    );
    await done(suite, "receivable cancel-instruction huaxi --as wudang");
    expect((await done(suite, "receivable instructions --as wudang")).out).to.contain("signs for nobody in advance");
    const early = await done(suite, "receivable request-early-payment 1/3 --amount 50,000 --rate 3.6 --as wudang");
    // 50,000.00 × 3.6 % × 176 / 360 = 880.00
    expect(early.out).to.contain("Paid today it would be ¥49,120.00: ¥50,000.00 less ¥880.00 up to 2026-06-30.");
    await funded(suite, "qianling", "1,100,000");
    expect((await done(suite, "receivable sign 3 --as qianling")).out).to.contain(
      "Qianling Equipment has paid Wudang Moulds ¥49,120.00 for note 1/4 over ¥50,000.00, at 3.60 %.",
    );

    const due = await done(suite, "calendar maturities --as qianling");
    expect(due.out)
      .to.contain("pays ¥950,000.00")
      .and.match(/2026-06-30 +2026-06-30 +note 1\/3/);
    expect((await run(suite, "receivable settle 1 --as qianling")).err).to.contain(
      "Receivable 1 is paid from 2026-06-30 on; today is 2026-01-05.",
    );
    await done(suite, "system time --to 2026-06-30");
    expect((await done(suite, "inbox --as qianling")).out).to.contain(
      "Payment of receivable 1, ¥950,000.00 (Open, due)",
    );
    const needed = await done(suite, "receivable needed 1");
    expect(needed.out)
      .to.match(/Together +¥950,000\.00/)
      .and.contain("Qianling Equipment can pay it.");
    const settled = await done(suite, "receivable settle 1 --as qianling");
    expect(settled.out)
      .to.contain("3 notes to be paid, each holder directly.")
      .and.contain("Qianling Equipment pays Huaxi Springs ¥250,000.00 for note 1/2.")
      .and.contain("Receivable 1: Open → Settled.");
    expect((await done(suite, "receivable settle 1 --as qianling")).out).to.contain("has nothing more to pay");
    expect((await done(suite, "statement huaxi --from 2026-06-30")).out).to.match(
      /Qianling Equipment +receivable 1 +¥250,000\.00/,
    );
    expect((await done(suite, "receivable list --status settled")).out).to.match(/1 +¥1,000,000\.00 .*Settled/);
    const { json } = await done(suite, "receivable history 1 --json");
    const events = (json.history as { event: string }[]).map(({ event }) => event);
    expect(events).to.include.members([
      "ReceivableOpened",
      "NoteSplit",
      "RequestAnswered",
      "NotePaidEarly",
      "NotePaid",
    ]);
  });

  it("T-4: the tree shows tiers, holders, money, and what stands on each note", async () => {
    const { suite } = await foundedSuite();
    await opened(suite);
    await done(suite, "receivable instruct nanming --ceiling 1,000,000 --until 2026-12-31 --as huaxi");
    await done(suite, `receivable transfer 1/1 --to huaxi --amount 400,000 --trade ${TRADES.huaxi} --as nanming`);
    await done(suite, `receivable transfer 1/2 --to wudang --amount 150,000 --trade ${TRADES.wudang} --as huaxi`);
    await done(
      suite,
      "receivable pledge 1/1 --amount 100,000 --pledgee guanshan --secured 90,000 --due 2026-05-29 --as nanming",
    );
    await done(suite, "receivable sign 3 --as guanshan");
    const { out } = await done(suite, "receivable tree 1");
    expect(out.split("\n").slice(0, 9)).to.deep.equal([
      "Receivable 1, Open: Qianling Equipment owes ¥1,000,000.00, due on 2026-06-30, first to Nanming Precision Casting",
      "",
      "note            amount  tier  holder                     stands   money  hands",
      "1/1        ¥500,000.00     1  Nanming Precision Casting  free",
      "├─ 1/2     ¥250,000.00     2  Huaxi Springs              free            Nanming Precision Casting → Huaxi Springs",
      "│  └─ 1/3  ¥150,000.00     2  Huaxi Springs              locked",
      "└─ 1/4     ¥100,000.00     1  Nanming Precision Casting  pledged",
      "",
      "It is in 2 hands, down to tier 2.",
    ]);
    const { json } = await done(suite, "receivable tree 1 --json");
    expect(json).to.include({ receivable: "1", holders: 2, tiers: "2" });
    expect((json.notes as { parent: string | null }[]).map(({ parent }) => parent)).to.deep.equal([
      null,
      "4294967297",
      "4294967298",
      "4294967297",
    ]);
    const note = await done(suite, "receivable show 1/3");
    expect(note.out)
      .to.match(/Split from +1\/2 ← 1\/1/)
      .and.contain("Asked       Wudang Moulds for Transfer of note 1/3, until 2026-06-29 (request 2)")
      .and.contain("Next: npx hardhat receivable sign 2 --as wudang");
    expect((await done(suite, "receivable show 1/4")).out).to.match(
      /Pledged +to Guanshan Bank by Nanming .* for ¥90,000\.00/,
    );
    expect((await done(suite, "receivable notes --holder huaxi")).out).to.contain("¥400,000.00 in all.");
    expect((await done(suite, "receivable notes --holder huaxi --json")).json).to.include({ amount: "40000000" });
  });

  it("T-3: a supplier applies, the obligor confirms, a bank stands behind it and is paid for that", async () => {
    const { suite } = await foundedSuite();
    await delivered(suite);
    const apply =
      "receivable apply-to --obligor qianling --amount 600,000 --due 2026-06-30 --documents INV-1 --facility 1 --overdue-rate 6 --as nanming";
    const applied = await done(suite, apply);
    expect(applied.out)
      .to.contain("Nanming Precision Casting asks Qianling Equipment to confirm that it owes it ¥600,000.00")
      .and.contain("What is overdue bears 6.00 % a year.");
    expect((await done(suite, apply)).out).to.contain("Nothing was sent.");
    expect((await done(suite, "receivable show 1")).out).to.contain(
      "applied for by Nanming Precision Casting; Qianling Equipment can sign until 2026-06-29 (request 1, Open)",
    );
    expect((await done(suite, "receivable tree 1")).out).to.contain("It is not open: it has no notes yet.");
    const confirmed = await done(suite, "receivable sign 1 --as qianling");
    expect(confirmed.out).to.contain("Qianling Equipment confirms receivable 1 over ¥600,000.00");
    await done(suite, "receivable request-confirmation 1 --bank guanshan --fee 1,000 --as qianling");
    const short = await run(suite, "receivable sign 2 --as guanshan");
    expect(short.err).to.equal(
      "✘ Qianling Equipment was to pay a fee of ¥1,000.00; it has ¥0.00, and lets ReceivableIssuance take ¥0.00.\n" +
        "  Next: npx hardhat money approve ReceivableIssuance --amount 1,000.00 --as qianling\n",
    );
    await funded(suite, "qianling", "1,000", "ReceivableIssuance");
    const bank = await done(suite, "receivable sign 2 --as guanshan");
    expect(bank.out)
      .to.match(/Confirming bank +nobody → Guanshan Bank/)
      .and.contain("It was paid ¥1,000.00 for that.");
    expect((await done(suite, "statement guanshan")).out).to.contain("confirmation of receivable 1");
    expect((await done(suite, "receivable list --bank guanshan")).out).to.contain("Guanshan Bank");
  });

  it("T-3: facilities are changed and closed; the same is not done twice", async () => {
    const { suite } = await foundedSuite();
    await delivered(suite);
    const grant = "receivable grant-facility qianling --limit 5,000,000 --until 2026-12-31 --as guanshan";
    expect((await done(suite, grant)).out).to.contain("Facility 1 is this already.");
    const raised = await done(suite, "receivable change-facility 1 --limit 6,000,000 --as guanshan");
    expect(raised.out).to.match(/Limit +¥5,000,000\.00 → ¥6,000,000\.00/);
    expect((await done(suite, "receivable change-facility 1 --limit 6,000,000 --as guanshan")).out).to.contain(
      "already",
    );
    await done(suite, "receivable close-facility 1 --as guanshan");
    expect((await done(suite, "receivable close-facility 1 --as guanshan")).out).to.contain("is closed already");
    expect((await run(suite, OPENING)).err).to.contain("Facility 1 is closed.");
  });

  it("T-3: what was refused comes back, and two notes are joined in whatever order they are named", async () => {
    const { suite } = await foundedSuite();
    await opened(suite);
    const many = `receivable transfer-many 1/1 --to wudang=100,000,huaxi=50,000.50 --trade ${TRADES.huaxi} --as nanming`;
    const sent = await done(suite, many);
    expect(sent.out)
      .to.contain("Nanming Precision Casting transfers ¥150,000.50 of note 1/1 to 2 receivers, all or none.")
      .and.match(/note 1\/3 +– → ¥50,000\.50, locked until Huaxi Springs signs/)
      .and.contain("npx hardhat receivable sign 3 --as huaxi");
    expect((await done(suite, many)).out).to.contain("All go together or none: leave it out, or give --again.");
    expect((await done(suite, "receivable refuse 3 --as huaxi")).out).to.contain(
      "Huaxi Springs refuses what Nanming Precision Casting asks: transfer of note 1/3.",
    );
    expect((await done(suite, "receivable withdraw-request 2 --as nanming")).out).to.match(
      /Request 2 +Open → Withdrawn/,
    );
    expect((await done(suite, "receivable withdraw-request 2 --as nanming")).out).to.contain("is Withdrawn already");
    const merged = await done(suite, "receivable merge 1/1 1/3 --as nanming");
    expect(merged.out).to.contain("joins note 1/3 and note 1/1 to one note over ¥900,000.00.");
    expect((await done(suite, "receivable merge 1/1 1/3 --as nanming")).out).to.contain("Nothing was sent.");
    expect((await done(suite, "receivable tree 1")).out).to.contain("merged into 1/3");
  });

  it("T-3: a receivable is cancelled once all holders agree; its invoice is free again", async () => {
    const { suite } = await foundedSuite();
    await opened(suite);
    await done(suite, `receivable transfer 1/1 --to huaxi --amount 400,000 --trade ${TRADES.huaxi} --as nanming`);
    await done(suite, "receivable sign 2 --as huaxi");
    await done(suite, `receivable propose-cancellation 1 --reason ${DIGEST} --as qianling`);
    expect((await done(suite, "inbox --as huaxi")).out).to.contain(
      "Cancellation of receivable 1: note 1/2 over ¥400,000.00 has not agreed",
    );
    expect((await done(suite, "receivable agree-to-cancel 1/1 --as nanming")).out).to.match(
      /Agreed +¥0\.00 → ¥600,000\.00 of ¥1,000,000\.00/,
    );
    await done(suite, "receivable withdraw-agreement 1/1 --as nanming");
    await done(suite, "receivable agree-to-cancel 1/1 --as nanming");
    expect((await done(suite, "receivable agree-to-cancel 1/1 --as nanming")).out).to.contain(
      "has agreed for note 1/1",
    );
    await done(suite, "receivable agree-to-cancel 1/2 --as huaxi");
    const cancelled = await done(suite, "receivable cancel 1 --page 1 --as auditor");
    expect(cancelled.out)
      .to.contain("1/2  1 note closed")
      .and.contain("Note 1/2 over ¥400,000.00 is cancelled.")
      .and.contain("Receivable 1: Cancelling → Cancelled.");
    expect((await done(suite, "receivable cancel 1 --as auditor")).out).to.contain("is cancelled already");
    expect((await done(suite, "trade show INV-1")).out).to.contain("¥0.00; ¥1,000,000.00 is free");
  });
});
