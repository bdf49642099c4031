import { expect } from "chai";
import { delivered } from "../utils/task-bills.ts";
import { foundedSuite } from "../utils/suite.ts";
import { done, run } from "../utils/tasks.ts";

const DIGEST = `0x${"7".repeat(64)}`;

describe("Parts of a bill, by tasks alone", () => {
  it("T-3: a part is endorsed and signed for; the rest keeps its id", async () => {
    const { suite } = await foundedSuite();
    await delivered(suite, "--splittable");
    const asked = await done(suite, "bill endorse 1 --to huaxi --amount 400,000 --as nanming");
    expect(asked.out).to.contain("Nanming Precision Casting endorses ¥400,000.00 of bill 1 to Huaxi Springs.");
    expect((await done(suite, "bill list")).out, "nothing is parted yet").not.to.contain("1/2");
    const again = await done(suite, "bill endorse 1 --to huaxi --amount 400,000 --as nanming");
    expect(again.out).to.contain("Request 3 asks Huaxi Springs for this already");
    const signed = await done(suite, "bill sign 3 --as huaxi");
    expect(signed.out)
      .to.contain("Huaxi Springs signs for ¥400,000.00 of bill 1, endorsed by Nanming Precision Casting.")
      .and.match(/bill 1 +¥1,000,000\.00 → ¥600,000\.00\n +bill 1\/2 +– → ¥400,000\.00, Circulating, Huaxi Springs/)
      .and.contain("Next: npx hardhat bill endorse 1/2 --to <participant> --as huaxi");

    await done(suite, "bill instruct huaxi --ceiling 2,000,000 --until 2026-12-31 --as baiyunling");
    const atOnce = await done(suite, "bill endorse 1/2 --amount 100,000 --to baiyunling --as huaxi");
    expect(atOnce.out).to.contain("Bill 1/3, over ¥100,000.00, is split off bill 1/2.");
    const { json } = await done(suite, "bill show 1/3 --json");
    expect(json.holdings).to.have.lengthOf(3);
    expect((json.chain as { purpose: string }[]).map(({ purpose }) => purpose)).to.deep.equal(["Transfer", "Transfer"]);
    expect((await done(suite, "bill show 1/3")).out).to.contain("│ 2026-01-05  endorsed over ¥400,000.00");
  });

  it("T-3, T-5: a part is presented; more than there is, and parts of whole bills, are refused", async () => {
    const { suite } = await foundedSuite();
    await delivered(suite, "--splittable");
    const over = await run(suite, "bill present 1 --amount 1,000,000.01 --as nanming");
    expect(over).to.include({ code: 2 });
    expect(over.err).to.contain("--amount is ¥1,000,000.01; bill 1 is over ¥1,000,000.00.");
    await done(suite, "system time --to 2026-06-30");
    const presented = await done(suite, "bill present 1 --amount 250,000 --as nanming");
    expect(presented.out)
      .to.contain("Nanming Precision Casting presents ¥250,000.00 of bill 1 to Guanshan Bank for payment.")
      .and.contain("Next: npx hardhat bill pay 1/2 --as guanshan");
    await done(suite, "money issue --to guanshan --amount 250,000 --reference DEPOSIT-1 --as clearing");
    await done(suite, "money approve BillPayment --amount 250,000 --as guanshan");
    await done(suite, "bill pay 1/2 --as guanshan");
    const listed = await done(suite, "bill list");
    expect(listed.out)
      .to.match(/ 1 +¥750,000\.00 .*Circulating/)
      .and.match(/ 1\/2 +¥250,000\.00 .*Closed/);
    const { json } = await done(suite, "bill history 1 --json");
    const events = (json.history as { event: string }[]).map(({ event }) => event);
    expect(events).to.include.members(["BillDrawn", "RequestOpened", "HoldingSplit", "BillPresented", "BillPaid"]);
  });

  it("T-4: a bill that was drawn as a whole says so", async () => {
    const { suite } = await foundedSuite();
    await delivered(suite);
    const { code, err } = await run(suite, "bill endorse 1 --to huaxi --amount 400,000 --as nanming");
    expect(code).to.equal(1);
    expect(err).to.contain("Bill 1 was drawn as a whole: no part of it moves alone.");
  });
});

describe("Standing presentation and payment beside the chain, by tasks alone", () => {
  it("T-3: the holder asks once, and anybody presents from maturity on", async () => {
    const { suite } = await foundedSuite();
    await delivered(suite);
    const set = await done(suite, "bill set-standing-presentation 1 --as nanming");
    expect(set.out)
      .to.match(/Standing presentation +no → from 2026-06-30 on/)
      .and.contain("Next: from 2026-06-30: npx hardhat bill present-standing 1");
    expect((await done(suite, "bill set-standing-presentation 1 --as nanming")).out).to.contain("Nothing was sent.");
    expect((await done(suite, "bill show 1 --json")).json).to.have.nested.property("holding.standing", true);
    const early = await run(suite, "bill present-standing 1 --as auditor");
    expect(early.err).to.contain("Bill 1 is presented by others from 2026-06-30 to 2026-07-10 only.");
    await done(suite, "system time --to 2026-06-30");
    const presented = await done(suite, "bill present-standing 1 --as auditor");
    expect(presented.out).to.contain("to Guanshan Bank, as Nanming Precision Casting has asked in advance.");
    expect((await done(suite, "bill present-standing 1 --as auditor")).out).to.contain("Bill 1 was presented on");
  });

  it("T-3: taken back, nobody else presents", async () => {
    const { suite } = await foundedSuite();
    await delivered(suite);
    await done(suite, "bill set-standing-presentation 1 --as nanming");
    const off = await done(suite, "bill set-standing-presentation 1 --off --as nanming");
    expect(off.out).to.contain("Nanming Precision Casting presents bill 1 itself again.");
    const { err } = await run(suite, "bill present-standing 1 --as auditor");
    expect(err).to.contain("The holder of bill 1 has not asked to have it presented.");
  });

  it("T-3, T-9: the acceptor declares, the holder finds it in its inbox and confirms, and the bill says how", async () => {
    const { suite } = await foundedSuite();
    await delivered(suite);
    const confirmed = await done(suite, `bill confirm-payment 1 --evidence ${DIGEST} --as guanshan`);
    expect(confirmed.out).to.contain("Guanshan Bank confirms that it will pay bill 1 over ¥1,000,000.00 at maturity");
    expect((await done(suite, `bill confirm-payment 1 --evidence ${DIGEST} --as guanshan`)).out).to.contain("already");
    await done(suite, "system time --to 2026-06-30");
    await done(suite, "bill present 1 --as nanming");
    const missing = await run(suite, "bill declare-paid-off-chain 1 --as guanshan");
    expect(missing.code).to.equal(2);
    const declare = `bill declare-paid-off-chain 1 --evidence ${DIGEST} --as guanshan`;
    const declared = await done(suite, declare);
    expect(declared.out).to.contain("Next: npx hardhat bill confirm-paid-off-chain 1 --as nanming");
    expect((await done(suite, declare)).out).to.contain("Nothing was sent.");
    expect((await done(suite, "inbox --as nanming")).out).to.match(/2026-07-01 +Payment of bill 1 beside the chain/);
    const other = `0x${"8".repeat(64)}`;
    const differs = await run(suite, `bill confirm-paid-off-chain 1 --evidence ${other} --as nanming`);
    expect(differs.err).to.contain(`The acceptor has declared another payment of bill 1, ${DIGEST}.`);
    const paid = await done(suite, "bill confirm-paid-off-chain 1 --as nanming");
    expect(paid.out).to.match(/Bill 1 +Matured → Settled/);
    expect((await done(suite, "bill confirm-paid-off-chain 1 --as nanming")).out).to.contain("Nothing was sent.");
    const { json, out } = await done(suite, "bill show 1 --json");
    expect(json).to.include({ status: "Settled", paymentConfirmedOn: "2026-01-05" });
    expect(json.payment, out).to.include({ how: "beside the chain", evidence: DIGEST, amount: "100000000" });
  });
});

describe("Guarantee and pledge, by tasks alone", () => {
  it("T-3: a guarantee is asked for, found in the inbox, signed, and drawn into the chain", async () => {
    const { suite } = await foundedSuite();
    await delivered(suite);
    const ask = "bill request-guarantee 1 --guarantor baiyunling --as nanming";
    expect((await done(suite, ask)).out)
      .to.contain("asks Baiyunling Bank to guarantee bill 1 over ¥1,000,000.00 for Nanming Precision Casting.")
      .and.contain("Next: npx hardhat bill sign 3 --as baiyunling");
    expect((await done(suite, ask)).out).to.contain("Request 3 asks Baiyunling Bank for this already");
    expect((await done(suite, "inbox --as baiyunling")).out).to.contain(
      "Guarantee of bill 1 over ¥1,000,000.00 for Nanming Precision Casting (request 3)",
    );
    const signed = await done(suite, "bill sign 3 --as baiyunling");
    expect(signed.out).to.contain(
      "Baiyunling Bank guarantees bill 1 over ¥1,000,000.00 for Nanming Precision Casting, endorser 1 of its chain.",
    );
    await done(suite, "bill endorse 1 --to huaxi --as nanming");
    await done(suite, "bill sign 4 --as huaxi");
    expect((await done(suite, "bill show 1")).out).to.contain(
      "Nanming Precision Casting  guaranteed by Baiyunling Bank",
    );
    expect((await done(suite, "participant exposure baiyunling")).out).to.match(
      /1 +¥1,000,000\.00 +Nanming Precision Casting +endorser/,
    );
    expect((await done(suite, "bill liable 1")).out).to.match(/Baiyunling Bank +guarantor of endorser 1/);
    const twice = await run(suite, "bill request-guarantee 1 --guarantor baiyunling --as huaxi");
    expect(twice.err).to.contain("Baiyunling Bank is liable on bill 1 already, as Guarantor");
  });

  it("T-3: guarantees for drawer and acceptor stand beside them", async () => {
    const { suite } = await foundedSuite();
    const number = "trade register --seller nanming --buyer qianling --amount 500.00 --number INV-9 --as nanming";
    await done(suite, number);
    await done(suite, "trade confirm INV-9 --as qianling");
    const terms = "--acceptor guanshan --payee nanming --amount 500.00 --maturity 2026-06-30 --documents INV-9";
    await done(suite, `bill draw ${terms} --as qianling`);
    await done(suite, "bill request-guarantee 1 --guarantor huaxi --as qianling");
    await done(suite, "bill sign 1 --as huaxi");
    await done(suite, "bill present-for-acceptance 1 --as qianling");
    await done(suite, "bill accept 1 --as guanshan");
    await done(suite, "bill request-guarantee 1 --guarantor baiyunling --as guanshan");
    await done(suite, "bill sign 3 --as baiyunling");
    expect((await done(suite, "bill show 1")).out)
      .to.match(/Acceptor +Guanshan Bank, accepted on 2026-01-05 +guaranteed by Baiyunling Bank/)
      .and.contain("Qianling Equipment  guaranteed by Huaxi Springs");
  });

  it("T-3, T-9: a part is pledged, realised when the debt is due, collected, and the surplus comes back", async () => {
    const { suite } = await foundedSuite();
    await delivered(suite, "--splittable");
    const terms = "--pledgee baiyunling --amount 500,000 --secured 300,000 --due 2026-05-29";
    const pledged = await done(suite, `bill pledge 1 ${terms} --as nanming`);
    expect(pledged.out).to.contain(
      "Nanming Precision Casting pledges ¥500,000.00 of bill 1 to Baiyunling Bank for ¥300,000.00, due on 2026-05-29.",
    );
    expect((await done(suite, `bill pledge 1 ${terms} --as nanming`)).out).to.contain("Nothing was sent.");
    const secures = "Pledge of ¥500,000.00 for ¥300,000.00 due on 2026-05-29";
    expect((await done(suite, "bill show 1")).out).to.contain(`asks Baiyunling Bank: ${secures}, until 2026-06-29`);
    expect((await done(suite, "inbox --as baiyunling")).out).to.contain(
      "for ¥300,000.00 due on 2026-05-29 (request 3)",
    );
    const signed = await done(suite, "bill sign 3 --as baiyunling");
    expect(signed.out)
      .to.match(/bill 1\/2 +– → ¥500,000\.00, Pledged/)
      .and.contain("Next: npx hardhat bill release-pledge 1/2 --as baiyunling")
      .and.contain("from 2026-05-29: npx hardhat bill realise-pledge 1/2 --as baiyunling");
    expect((await done(suite, "bill show 1/2")).out).to.match(
      /Pledged +to Baiyunling Bank for ¥300,000\.00, due on 2026-05-29/,
    );
    expect((await done(suite, "participant exposure baiyunling")).out).to.match(
      /1\/2 +¥500,000\.00 +¥300,000\.00 +2026-05-29 +Nanming Precision Casting +Baiyunling Bank/,
    );
    expect((await run(suite, "bill realise-pledge 1/2 --as baiyunling")).err).to.contain(
      "The debt is due on 2026-05-29, and bill 1/2 on 2026-06-30.",
    );
    expect((await run(suite, "bill present 1/2 --as nanming")).err).to.contain(
      "Bill 1/2 is pledged: Nanming Precision Casting can't present it.",
    );

    await done(suite, "system time --to 2026-05-29");
    expect((await done(suite, "inbox --as baiyunling")).out).to.contain("npx hardhat bill realise-pledge 1/2");
    const realised = await done(suite, "bill realise-pledge 1/2 --as baiyunling");
    expect(realised.out).to.match(/Holder +Nanming Precision Casting → Baiyunling Bank/);
    expect((await done(suite, "bill realise-pledge 1/2 --as baiyunling")).out).to.contain("Nothing was sent.");
    expect((await done(suite, "bill list")).out).to.contain("Pledged, to collect");
    expect((await done(suite, "bill show 1/2")).out).to.contain("Baiyunling Bank  ◀ holds it, to collect");

    await done(suite, "system time --to 2026-06-30");
    await done(suite, "bill present 1/2 --as baiyunling");
    await done(suite, "money issue --to guanshan --amount 500,000 --reference DEPOSIT-1 --as clearing");
    await done(suite, "money approve BillPayment --amount 500,000 --as guanshan");
    const paid = await done(suite, "bill pay 1/2 --as guanshan");
    expect(paid.out)
      .to.match(/Baiyunling Bank +¥0\.00 → ¥300,000\.00/)
      .and.contain("¥200,000.00 of it, more than is secured, goes to Nanming Precision Casting.")
      .and.contain("¥300,000.00 goes to Baiyunling Bank and ¥200,000.00 to Nanming Precision Casting");
    expect((await done(suite, "statement nanming")).out).to.match(/Guanshan Bank +bill 1\/2 +¥200,000\.00/);
  });

  it("T-3: a pledge is given up, once", async () => {
    const { suite } = await foundedSuite();
    await delivered(suite);
    await done(suite, "bill pledge 1 --pledgee baiyunling --secured 300,000 --due 2026-05-29 --as nanming");
    await done(suite, "bill sign 3 --as baiyunling");
    const other = await run(suite, "bill release-pledge 1 --as huaxi");
    expect(other.err).to.contain("Huaxi Springs has no pledge of bill 1; Baiyunling Bank has.");
    const released = await done(suite, "bill release-pledge 1 --as baiyunling");
    expect(released.out).to.match(/Circulation +Pledged → Circulating/);
    const again = await done(suite, "bill release-pledge 1 --as baiyunling");
    expect(again.out).to.contain("The pledge of bill 1 has ended already.\nNothing was sent.");
  });
});
