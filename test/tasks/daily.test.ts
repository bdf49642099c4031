import { expect } from "chai";
import { foundedSuite } from "../utils/suite.ts";
import { done } from "../utils/tasks.ts";

describe("Daily work", () => {
  async function business() {
    const { suite } = await foundedSuite();
    await done(suite, "trade register --seller nanming --buyer qianling --amount 500.00 --number A-1 --as nanming");
    return { suite };
  }

  it("T-9: the inbox has what waits for an answer, with deadlines and the command that answers", async () => {
    const { suite } = await business();
    const documents = await done(suite, "inbox --as qianling");
    expect(documents.out).to.contain("Invoice A-1 over ¥500.00").and.to.contain('trade confirm "A-1" --as qianling');
    await done(suite, "trade confirm A-1 --as qianling");
    expect((await done(suite, "inbox --as qianling")).out).to.equal("Nothing waits for Qianling Equipment.\n");
    const terms = "--acceptor guanshan --payee nanming --amount 500.00 --maturity 2026-02-05 --documents A-1";
    await done(suite, `bill draw ${terms} --as qianling`);
    await done(suite, "bill present-for-acceptance 1 --as qianling");
    const { out } = await done(suite, "inbox --as guanshan");
    expect(out).to.match(/2026-01-08 +Acceptance of bill 1 over ¥500\.00 \(request 1\) +Qianling Equipment/);
    await done(suite, "bill accept 1 --as guanshan");
    await done(suite, "bill deliver 1 --as qianling");
    expect((await done(suite, "inbox --as nanming")).out).to.contain("npx hardhat bill sign 2 --as nanming");
    await done(suite, "bill sign 2 --as nanming");

    const held = await done(suite, "calendar maturities --as nanming");
    expect(held.out).to.contain("Nanming Precision Casting receives ¥500.00 and pays ¥0.00");
    const owed = await done(suite, "calendar maturities --as guanshan --json");
    expect(owed.json).to.include({ receives: "0", pays: "50000" });

    const exposure = await done(suite, "participant exposure guanshan");
    expect(exposure.out).to.match(
      /Guanshan Bank owes ¥500\.00.*\n\nmatures in.*\n2026-02 +1 +¥500\.00 +¥0\.00 +¥0\.00/,
    );
    expect((await done(suite, "participant exposure nanming --json")).json).to.include({ owes: "0", holds: "50000" });

    await done(suite, "bill present 1 --as nanming");
    const due = await done(suite, "inbox --as guanshan");
    expect(due.out).to.match(/2026-01-06 +Payment of bill 1, ¥500\.00 \(early\)/);
    await done(suite, 'system time --to "2026-01-20 09:00"');
  });

  it("T-9: the statement has each movement with the balance after it", async () => {
    const { suite } = await foundedSuite();
    await done(suite, "money issue --to guanshan --amount 1,000.00 --reference IN-1 --as clearing");
    await done(suite, "system time --to 2026-02-10");
    await done(suite, "money transfer-with-reference --to huaxi --amount 250.50 --reference RENT-2 --as guanshan");
    const { out } = await done(suite, "statement guanshan");
    expect(out).to.contain("Guanshan Bank, 2026-02-01 to 2026-02-10").and.to.contain("Opening balance ¥1,000.00");
    expect(out).to.match(/Huaxi Springs +RENT-2 +¥250\.50 +¥749\.50/);
    expect(out).to.contain("Closing balance ¥749.50");
    const csv = await done(suite, "statement guanshan --from 2026-01-01 --csv");
    expect(csv.out.split("\n")[0]).to.equal("time,counterparty,what,in,out,balance,transaction");
    expect(csv.out.split("\n")[1]).to.match(/^2026-01-05 [\d:]+,,"issued, IN-1",1000\.00,,1000\.00,0x/);
    expect(csv.out.split("\n")[2]).to.match(/^2026-02-10 [\d:]+,Huaxi Springs,RENT-2,,250\.50,749\.50,0x/);
    const january = await done(suite, "statement guanshan --from 2026-01-01 --to 2026-01-31 --json");
    expect(january.json).to.include({ opening: "0", closing: "100000" });
  });

  it("T-9: any act can be previewed, also by somebody whose key is not here", async () => {
    const { suite } = await business();
    await done(suite, "trade confirm A-1 --as qianling");
    const terms = "--acceptor guanshan --payee nanming --amount 500.00 --maturity 2026-02-05 --documents A-1";
    const { json } = await done(suite, `bill draw ${terms} --as qianling --dry-run --json`);
    expect(json).to.include({ dryRun: true, bill: "1" });
  });
});
