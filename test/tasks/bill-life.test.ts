import { expect } from "chai";
import { foundedSuite } from "../utils/suite.ts";
import { done, run } from "../utils/tasks.ts";
import type { Suite } from "../../deploy/suite.ts";

const AMOUNT = "1,234,567.89";

/** A confirmed invoice and a drawn bill on it. */
async function drawn(suite: Suite): Promise<void> {
  await done(suite, `trade register --seller nanming --buyer qianling --amount ${AMOUNT} --number INV-1 --as nanming`);
  await done(suite, "trade confirm INV-1 --as qianling");
  const terms = `--acceptor guanshan --payee nanming --amount ${AMOUNT} --maturity 2026-06-30 --documents INV-1`;
  await done(suite, `bill draw ${terms} --as qianling`);
}

/** The bill with its payee. */
async function delivered(suite: Suite): Promise<void> {
  await drawn(suite);
  await done(suite, "bill present-for-acceptance 1 --as qianling");
  await done(suite, "bill accept 1 --as guanshan");
  await done(suite, "bill deliver 1 --as qianling");
  await done(suite, "bill sign 2 --as nanming");
}

describe("A bill's life, by tasks alone", () => {
  it("T-1, T-3: draw, accept, deliver, endorse, present, pay", async () => {
    const { suite } = await foundedSuite();
    await delivered(suite);
    const endorsed = await done(suite, "bill endorse 1 --to huaxi --as nanming");
    expect(endorsed.out).to.contain("Next: npx hardhat bill sign 3 --as huaxi");
    await done(suite, "bill sign 3 --as huaxi");
    await done(suite, "money issue --to guanshan --amount 5,000,000 --reference DEPOSIT-1 --as clearing");
    await done(suite, "system time --to 2026-06-30");
    await done(suite, "bill present 1 --as huaxi");
    await done(suite, `money approve BillPayment --amount ${AMOUNT} --as guanshan`);
    const paid = await done(suite, "bill pay 1 --as guanshan");
    expect(paid.out).to.contain("Guanshan Bank pays Huaxi Springs ¥1,234,567.89 for bill 1.");
    expect(paid.out).to.match(/Guanshan Bank {2}¥5,000,000\.00 → ¥3,765,432\.11/);

    const shown = await done(suite, "bill show 1");
    const chain = shown.out.slice(shown.out.indexOf("Chain, 1 endorsement:"));
    expect(
      chain
        .split("\n")
        .slice(1, 8)
        .map((line) => line.trim()),
    ).to.deep.equal([
      "Qianling Equipment",
      "│ 2026-01-05  delivered",
      "Nanming Precision Casting",
      "│ 2026-01-05  endorsed",
      "Huaxi Springs",
      "│ 2026-06-30  paid ¥1,234,567.89",
      "Guanshan Bank",
    ]);
    const { json } = await done(suite, "bill show 1 --json");
    expect(json).to.include({ status: "Settled", face: "123456789" });
  });

  it("T-3: one step by standing instruction, told as such before it is sent", async () => {
    const { suite } = await foundedSuite();
    await delivered(suite);
    await done(suite, "bill instruct nanming --ceiling 2,000,000 --until 2026-12-31 --as huaxi");
    const listed = await done(suite, "bill instructions --as huaxi");
    expect(listed.out).to.contain("Nanming Precision Casting").and.to.contain("¥2,000,000.00");
    const endorsed = await done(suite, "bill endorse 1 --to huaxi --as nanming");
    expect(endorsed.out).to.match(/Holder +Nanming Precision Casting → Huaxi Springs/);
    await done(suite, "bill cancel-instruction nanming --as huaxi");
    const none = await done(suite, "bill instructions --as huaxi");
    expect(none.out).to.equal("Huaxi Springs signs for nobody in advance.\n");
  });

  it("T-3: a marked endorsement, and lifting its mark", async () => {
    const { suite } = await foundedSuite();
    await delivered(suite);
    await done(suite, "bill endorse 1 --to huaxi --not-transferable --as nanming");
    const signed = await done(suite, "bill sign 3 --as huaxi");
    expect(signed.out).to.match(/Circulation +Locked → NotTransferable/);
    expect(signed.out).to.contain("Next: npx hardhat bill lift-mark 1 --as nanming");
    const lifted = await done(suite, "bill lift-mark 1 --as nanming");
    expect(lifted.out).to.match(/Circulation +NotTransferable → Circulating/);
  });

  it("T-3: a marked bill that is refused goes back with its mark, as was told before", async () => {
    const { suite } = await foundedSuite();
    await delivered(suite);
    await done(suite, "bill endorse 1 --to huaxi --not-transferable --as nanming");
    await done(suite, "bill sign 3 --as huaxi");
    await done(suite, "bill present 1 --as huaxi");
    const refused = await done(suite, "bill dishonour 1 --reason not-due --as guanshan");
    expect(refused.out).to.match(/Circulation +InCollection → NotTransferable/);
    expect((await done(suite, "bill show 1")).out).to.contain("NotTransferable");
  });

  it("T-3: refusing, taking back, withdrawing", async () => {
    const { suite } = await foundedSuite();
    await drawn(suite);
    await done(suite, "bill present-for-acceptance 1 --as qianling");
    await done(suite, "bill refuse 1 --as guanshan");
    await done(suite, "bill present-for-acceptance 1 --as qianling");
    await done(suite, "bill withdraw-request 2 --as qianling");
    const withdrawn = await done(suite, "bill withdraw 1 --as qianling");
    expect(withdrawn.out).to.match(/Bill 1 +Drawn → Ended/);
    const again = await done(suite, "bill withdraw 1 --as qianling");
    expect(again.out).to.contain("Bill 1 is Ended already.\nNothing was sent.");
  });

  it("T-3: dishonour, and closing what was left unanswered", async () => {
    const { suite } = await foundedSuite();
    await delivered(suite);
    await done(suite, "system time --to 2026-06-30");
    await done(suite, "bill present 1 --as nanming");
    const refused = await done(suite, "bill dishonour 1 --reason insufficient-funds --as guanshan");
    expect(refused.out).to.contain("Guanshan Bank has dishonoured bill 1 over ¥1,234,567.89 (InsufficientFunds).");
    await done(suite, "bill present 1 --as nanming");
    const early = await run(suite, "bill close-unanswered 1 --as auditor");
    expect(early.code).to.equal(1);
    expect(early.err).to.contain("The acceptor of bill 1 can answer until 2026-07-01.");
    await done(suite, 'system time --to "2026-07-02 10:00"');
    const closed = await done(suite, "bill close-unanswered 1 --as auditor");
    expect(closed.out).to.contain("Guanshan Bank has dishonoured bill 1 over ¥1,234,567.89 (Silence).");
  });

  it("T-3: the same command twice does nothing twice, and says so", async () => {
    const { suite } = await foundedSuite();
    await delivered(suite);
    const head = async () => (await suite.docket.runner?.provider?.getBlockNumber()) ?? 0;
    const before = await head();
    const twice = [
      "trade register --seller nanming --buyer qianling --amount 1234567.89 --number INV-1 --as nanming",
      "trade confirm INV-1 --as qianling",
      "bill accept 1 --as guanshan",
      "bill sign 2 --as nanming",
    ];
    for (const line of twice) {
      const { out } = await done(suite, line);
      expect(out, line).to.contain("already").and.to.contain("Nothing was sent.");
    }
    expect(await head()).to.equal(before);

    const asked = await done(suite, "bill endorse 1 --to huaxi --as nanming --json");
    const again = await done(suite, "bill endorse 1 --to huaxi --as nanming --json");
    expect(again.json).to.include({ ok: true, already: true });
    expect(again.json.request).to.equal(asked.json.request);

    const issue = "money issue --to guanshan --amount 100 --reference BOOKING-7 --as clearing";
    await done(suite, issue);
    expect((await done(suite, issue)).out).to.contain("under BOOKING-7 already");
    expect((await done(suite, "money balance guanshan --json")).json.balance).to.equal("10000");
    const other = await run(suite, issue.replace("100", "101"));
    expect(other.code).to.equal(1);
    expect(other.err).to.contain("has used the reference BOOKING-7 before");
  });

  it("T-3: a dry run shows all and changes nothing", async () => {
    const { suite } = await foundedSuite();
    await drawn(suite);
    const before = await suite.docket.runner?.provider?.getBlockNumber();
    const { out } = await done(suite, "bill present-for-acceptance 1 --as qianling --dry-run");
    expect(out).to.contain("Qianling Equipment asks Guanshan Bank to accept bill 1");
    expect(out).to.match(/Circulation +AwaitingDelivery → Locked/);
    expect(out).to.contain("Dry run: it would succeed. Nothing was sent.");
    const { json } = await done(suite, "bill present-for-acceptance 1 --as qianling --dry-run --json");
    expect(json).to.include({ ok: true, dryRun: true });
    expect(json).not.to.have.property("transaction");
    const refused = await run(suite, "bill deliver 1 --as qianling --dry-run");
    expect(refused.code).to.equal(1);
    expect(await suite.docket.runner?.provider?.getBlockNumber()).to.equal(before);
  });
});

describe("An act out of turn", () => {
  it("T-3, T-4: says the present pair, what is needed, and what comes next; nothing changes", async () => {
    const { suite } = await foundedSuite();
    await drawn(suite);
    const before = await suite.docket.runner?.provider?.getBlockNumber();
    const cases: [line: string, sentence: string, remedy: string][] = [
      [
        "bill pay 1 --as guanshan",
        "Bill 1 is Drawn, AwaitingDelivery; pay needs Delivered or Matured, InCollection.",
        "Next: npx hardhat bill present-for-acceptance 1 --as qianling",
      ],
      [
        "bill deliver 1 --as qianling",
        "Bill 1 is Drawn, AwaitingDelivery; deliver needs Accepted, AwaitingDelivery.",
        "Next: npx hardhat bill present-for-acceptance 1 --as qianling",
      ],
      [
        "bill endorse 1 --to huaxi --as nanming",
        "Nanming Precision Casting does not hold bill 1; Qianling Equipment does.",
        "Act as Qianling Equipment: --as qianling",
      ],
      [
        "bill accept 1 --as guanshan",
        "Bill 1 is Drawn, AwaitingDelivery; accept needs the drawer to have asked for acceptance.",
        "Next: npx hardhat bill present-for-acceptance 1 --as qianling",
      ],
    ];
    for (const [line, sentence, remedy] of cases) {
      const { code, err, out } = await run(suite, line);
      expect(code, line).to.equal(1);
      expect(err, line).to.equal(`✘ ${sentence}\n  ${remedy}\n`);
      expect(out, line).to.equal("");
    }
    expect(await suite.docket.runner?.provider?.getBlockNumber()).to.equal(before);
  });

  it("T-4: too little allowance names the command that mends it", async () => {
    const { suite } = await foundedSuite();
    await delivered(suite);
    await done(suite, "bill present 1 --as nanming");
    const { code, err } = await run(suite, "bill pay 1 --as guanshan");
    expect(code).to.equal(1);
    expect(err).to.equal(
      "✘ BillPayment may take ¥0.00 from Guanshan Bank; ¥1,234,567.89 is needed.\n" +
        "  Next: npx hardhat money approve BillPayment --amount 1,234,567.89 --as guanshan\n",
    );
  });
});
