import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "chai";
import { personas } from "../../deploy/data/personas.ts";
import { ethers, foundedSuite } from "../utils/suite.ts";
import { done, run } from "../utils/tasks.ts";

const BASIS = `--basis 0x${"ab".repeat(32)} --reference "Council, 2026-1"`;
const NOTICE = `{ year: 2027, off: [["2027-01-01", "2027-01-03"], ["2027-02-05", "2027-02-11"]], work: ["2027-02-14"] }`;

/** The number that the next applicant gets. */
const newcomer = personas.length + 1;

describe("Tasks of the kernel", () => {
  let folder: string;

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "ropenet-tasks-"));
  });

  afterEach(() => rmSync(folder, { recursive: true }));

  it("T-1: a firm applies, the council admits it by order, it binds an account", async () => {
    const { suite } = await foundedSuite();
    const papers = join(folder, "licence.txt");
    writeFileSync(papers, "business licence");
    const apply = `participant apply-for-admission --name "乌江物流有限公司" --uscc 91520100MA6H99998J --size small --file ${papers} --as account15`;
    const applied = await done(suite, apply);
    expect(applied.out).to.contain(
      `乌江物流有限公司 (91520100MA6H99998J) has applied for admission, as number ${newcomer}.`,
    );
    expect((await done(suite, apply)).out).to.contain(`has applied already, as number ${newcomer}.`);

    const proposed = await done(suite, `order propose admit --participant ${newcomer} ${BASIS} --as qianling`);
    expect(proposed.out).to.contain("ParticipantRegistry.admit(participant: 乌江物流有限公司)");
    expect(proposed.out).to.contain("It needs: > 2/3 Council.");
    expect(proposed.out).to.contain("Next: npx hardhat order approve 1 --as qianling   (still needed: 3 of Council)");
    const early = await run(suite, "order execute 1 --as auditor");
    expect(early.code).to.equal(1);
    expect(early.err).to.contain("The approvals of order 1 do not suffice.");
    for (const member of ["qianling", "guanshan", "baiyunling"]) await done(suite, `order approve 1 --as ${member}`);
    expect((await done(suite, "order approve 1 --as guanshan")).out).to.contain("has approved order 1 already");
    const shown = await done(suite, "order show 1");
    expect(shown.out)
      .to.match(/Council +3 of 3/)
      .and.to.contain("Next: npx hardhat order execute 1 --as qianling");
    const executed = await done(suite, "order execute 1 --as auditor");
    expect(executed.out).to.contain("乌江物流有限公司 is a participant in good standing.");
    expect((await done(suite, "order execute 1 --as auditor")).out).to.contain("was carried out already");

    const [, , , , , , , , , , , , , , , , account] = await ethers.getSigners();
    const bind = `participant bind-account ${account?.address} --scopes acts --ceiling 1,000.00 --modules bills,money --as account15`;
    const bound = await done(suite, bind);
    expect(bound.out).to.contain("lets").and.to.contain("acts, up to ¥1,000.00 each, in bills and money only");
    const listed = await done(suite, `participant show ${newcomer}`);
    expect(listed.out)
      .to.contain(account?.address ?? "")
      .and.to.contain("bills, money");
    await done(suite, `participant release-account ${account?.address} --as account15`);
  });

  it("T-1: a wallet is changed by its owner, with what must be allowed anew; and by order when the key is lost", async () => {
    const { suite, nanming } = await foundedSuite();
    const signers = await ethers.getSigners();
    const [heir, second] = [signers[16]?.address ?? "", signers[17]?.address ?? ""];
    await done(suite, "money issue --to nanming --amount 1,000.00 --reference 2601-1 --as clearing");
    await done(suite, "money approve BillPayment --amount 500.00 --as nanming");
    await done(suite, `money approve ${nanming.wallet} --amount 3.00 --as huaxi`);
    await done(suite, "money approve clearing --amount 0.00 --as nanming");
    const rotated = await done(suite, `participant rotate-wallet ${heir} --as nanming`);
    expect(rotated.out)
      .to.contain(`The wallet of Nanming Precision Casting is now ${heir}, and no longer ${nanming.wallet}.`)
      .and.to.contain("¥0.00 → ¥1,000.00")
      .and.to.contain("Ends with the old wallet: BillPayment may take up to ¥500.00.")
      .and.to.contain(`--amount 500.00 --as ${heir}`)
      .and.to.contain(`money approve ${heir} --amount 3.00`);
    expect(rotated.out.match(/Ends with the old wallet/g)).to.have.lengthOf(2);
    const again = await run(suite, `participant rotate-wallet ${heir} --as ${nanming.wallet}`);
    expect(again.code).to.equal(1);
    expect((await done(suite, `participant rotate-wallet ${heir} --as ${heir}`)).out).to.contain("already");

    await done(suite, `order propose replace-wallet --participant 2 --wallet ${second} ${BASIS} --as court`);
    for (const who of ["qianling", "guanshan", "clearing", "regulator"])
      await done(suite, `order approve 1 --as ${who}`);
    const replaced = await done(suite, "order execute 1 --as auditor");
    expect(replaced.out).to.contain(`is now ${second}, and no longer ${heir}.`);
    expect((await done(suite, "participant history 2")).out).to.contain(`is now ${second}`);
  });

  it("T-1: an order is rejected; a participant is warned of, and the warning taken back", async () => {
    const { suite } = await foundedSuite();
    await done(suite, `order propose expel --participant huaxi ${BASIS} --as qianling`);
    const first = await done(suite, "order reject 1 --as guanshan");
    expect(first.out).to.contain("Guanshan Bank has rejected order 1; what it needs can still be reached.");
    expect(first.out).to.contain("Next: npx hardhat order approve 1 --as qianling");
    expect((await done(suite, "order reject 1 --as guanshan")).out).to.contain("has rejected order 1 already");
    const second = await done(suite, "order reject 1 --as clearing");
    expect(second.out).to.contain("Clearing Centre has rejected order 1; the approvals that it needs can no longer");
    expect((await done(suite, "order show 1")).out)
      .to.contain("Order 1, Rejected")
      .and.to.match(/rejected by\s+Guanshan Bank\s+Lincheng Clearing Centre/);
    expect((await done(suite, "order history 1")).out).to.contain("Guanshan Bank has rejected");
    expect((await run(suite, "order approve 1 --as qianling")).err).to.contain("Order 1 is Rejected");

    const notice = join(folder, "notice.txt");
    writeFileSync(notice, "false invoices");
    for (const [order, act] of [
      [2, `warn --participant nanming --evidence-file ${notice} --until 2026-12-31`],
      [3, `withdraw-warning --participant nanming --evidence-file ${notice}`],
    ] as const) {
      await done(suite, `order propose ${act} ${BASIS} --as regulator`);
      await done(suite, `order approve ${order} --as regulator`);
      const executed = await done(suite, `order execute ${order} --as regulator`);
      const shown = (await done(suite, "participant show nanming")).out;
      if (order === 2) {
        expect(executed.out).to.contain("Nanming Precision Casting is publicly warned until 2026-12-31 23:59:59");
        expect(shown).to.contain("until 2026-12-31 23:59:59, text 0x");
      } else {
        expect(executed.out).to.contain("is taken back");
        expect(shown).not.to.contain("Warned of");
      }
    }
    const missing = await run(
      suite,
      `order propose warn --participant nanming --until 2026-12-31 ${BASIS} --as market`,
    );
    expect(missing.code).to.equal(2);
  });

  it("T-1: an emergency freeze, told, ratified or lapsed", async () => {
    const { suite } = await foundedSuite();
    const freeze = `order propose freeze --participant huaxi --case 2026-17 --until 2026-03-31 --emergency ${BASIS} --as regulator`;
    await done(suite, freeze);
    await done(suite, "order approve 1 --as regulator");
    const executed = await done(suite, "order execute 1 --as regulator");
    expect(executed.out).to.contain("Open → Provisional");
    expect(executed.out).to.contain("Huaxi Springs is frozen until 2026-03-31 23:59:59 (case 2026-17).");
    const waits = await done(suite, "inbox --as court --json");
    expect(waits.json).to.have.nested.property("waiting[0].what", "Order 1, to ratify: Council, 2026-1");
    const open = await run(suite, "order lapse 1 --as auditor");
    expect(open.err).to.contain("can still be ratified");
    await done(suite, 'system time --to "2026-01-08 10:00"');
    const lapsed = await done(suite, "order lapse 1 --as auditor");
    expect(lapsed.out).to.contain("has lapsed: what it did is undone.").and.to.contain("has ended.");
    const history = await done(suite, "order history 1");
    expect(history.out.split("\n").filter((line) => line.startsWith("2026"))).to.have.lengthOf(4);
  });

  it("T-1: orders by --target and --call; taking approvals and orders back", async () => {
    const { suite } = await foundedSuite();
    const call = `order propose --target ParticipantRegistry --call "suspend(huaxi)" ${BASIS} --as qianling`;
    expect((await done(suite, call)).out).to.contain("ParticipantRegistry.suspend(participant: Huaxi Springs)");
    expect((await done(suite, call)).out).to.contain("has proposed this already, as order 1.");
    await done(suite, "order approve 1 --as qianling");
    const withdrawn = await done(suite, "order withdraw-approval 1 --as qianling");
    expect(withdrawn.out).to.contain("has taken its approval of order 1 back; the others do not suffice.");
    const counted = await run(suite, "order recount 1 --as auditor");
    expect(counted.err).to.contain("Order 1 counts as before.");
    const foreign = await run(suite, "order cancel 1 --as guanshan");
    expect(foreign.err).to.contain("Order 1 was proposed by Qianling Equipment; only it can take it back.");
    await done(suite, "order cancel 1 --as qianling");
    expect((await done(suite, "order list --open")).out).to.equal("No order is open.\n");
    const typed = await run(
      suite,
      `order propose --target ParticipantRegistry --call "suspend(3, 4)" ${BASIS} --as qianling`,
    );
    expect(typed.code).to.equal(2);
    expect(typed.err).to.contain("suspend takes 1 arguments, not 2.");
  });

  it("T-1: evidence is anchored by its file's digest, once, and verified", async () => {
    const { suite } = await foundedSuite();
    const contract = join(folder, "contract.txt");
    writeFileSync(contract, "castings, lot 2601");
    const unknown = await run(suite, `evidence verify --file ${contract}`);
    expect(unknown.code).to.equal(1);
    await done(suite, `evidence anchor --file ${contract} --category CONTRACT --as nanming`);
    expect((await done(suite, `evidence anchor --file ${contract} --as huaxi`)).out).to.contain(
      "already, as evidence 1",
    );
    expect((await done(suite, `evidence verify --file ${contract}`)).out).to.match(
      /^✔ .*Nanming Precision Casting anchored it/,
    );
    expect((await done(suite, "evidence show 1")).out).to.contain("CONTRACT");

    const receipts = join(folder, "receipts");
    mkdirSync(receipts);
    for (const name of ["a", "b", "c"]) writeFileSync(join(receipts, name), `receipt ${name}`);
    await done(suite, `evidence anchor-batch --folder ${receipts} --as nanming`);
    const proofs = `--proofs ${receipts}.proofs.json`;
    for (const name of ["a", "b", "c"]) await done(suite, `evidence verify --file ${join(receipts, name)} ${proofs}`);
    writeFileSync(join(receipts, "b"), "receipt B");
    const changed = await run(suite, `evidence verify --file ${join(receipts, "b")} ${proofs}`);
    expect(changed.code).to.equal(1);
    expect(changed.out).to.contain("is not in the batch");
  });

  it("T-1: a person's account is attested, pays, and gives back what it holds when nobody answers for it", async () => {
    const { suite } = await foundedSuite();
    const signers = await ethers.getSigners();
    const person = signers[16]?.address ?? "";
    const attest = `participant attest ${person} --until 2026-12-31 --as nanming`;
    expect((await done(suite, attest)).out).to.contain(
      `answers for ${person} as a person's account until 2026-12-31 23:59:59.`,
    );
    expect((await done(suite, attest)).out).to.contain("already, until 2026-12-31");
    await done(suite, `participant renew-attestation ${person} --until 2027-06-30 --as nanming`);
    await done(suite, `money issue --to ${person} --amount 100.00 --reference IN-1 --as clearing`);
    await done(suite, `money transfer --to huaxi --amount 30.00 --as ${person}`);
    const balance = await done(suite, `money balance ${person} --json`);
    expect(balance.json).to.include({ participant: person, balance: "7000", spendable: "7000", frozen: "0" });
    const other = await run(suite, `participant withdraw-attestation ${person} --as huaxi`);
    expect(other.err).to.contain("Nanming Precision Casting answers for");
    await done(suite, `participant withdraw-attestation ${person} --as nanming`);
    const refused = await run(suite, `money transfer --to huaxi --amount 1.00 --as ${person}`);
    expect(refused.err).to.contain("Nobody answers for").and.to.contain("participant renew-attestation");
    await done(suite, `money transfer --to nanming --amount 70.00 --as ${person}`);
  });

  it("T-1: money is frozen by amount, taken under the case, and not taken twice under one booking", async () => {
    const { suite } = await foundedSuite();
    await done(suite, "money issue --to huaxi --amount 1,000.00 --reference IN-1 --as clearing");
    const carry = async (order: number, act: string, ...who: string[]) => {
      await done(suite, `order propose ${act} ${BASIS} --as ${who[0]}`);
      for (const each of who) await done(suite, `order approve ${order} --as ${each}`);
      return run(suite, `order execute ${order} --as auditor`);
    };
    const freeze = "freeze-money --participant huaxi --case 2026-18 --until 2026-06-30";
    const frozen = await carry(1, `${freeze} --amount 600.00`, "court");
    expect(frozen.out).to.contain("Case 2026-18 freezes ¥600.00 of what Huaxi Springs has");
    const held = await done(suite, "money balance huaxi");
    expect(held.out)
      .to.contain("Huaxi Springs has ¥1,000.00, and can spend ¥400.00 of it.")
      .and.to.match(/2026-18 +¥600\.00 +2026-06-30/);
    const short = await run(suite, "money transfer --to nanming --amount 400.01 --as huaxi");
    expect(short.err).to.contain("all except ¥400.00 of it is frozen").and.to.contain("money balance");

    const take = "force-transfer --from huaxi --to nanming --amount 250.00 --case 2026-18 --booking TAKE-1";
    const taken = await carry(2, take, "court", "regulator");
    expect(taken.out)
      .to.contain("¥250.00 is taken from Huaxi Springs for Nanming Precision Casting by order, reference TAKE-1")
      .and.to.contain("case 2026-18 still asks ¥350.00.");
    const twice = await carry(3, take, "court", "regulator");
    expect(twice.err).to.contain("An order has taken money under the reference TAKE-1 before");

    await carry(4, "renew-money-freeze --participant huaxi --case 2026-18 --until 2026-12-31", "court");
    const ended = await carry(5, "unfreeze-money --participant huaxi --case 2026-18", "court");
    expect(ended.out).to.contain("Case 2026-18 on the money of Huaxi Springs has ended.");
    const all = await carry(6, freeze.replace("18", "19") + " --amount all", "court");
    expect(all.out).to.contain("freezes everything of what Huaxi Springs has");
    const unknown = await run(
      suite,
      `order propose freeze-money --account ${suite.money.target as string} --case 1 --until 2026-06-30 --amount all ${BASIS} --as court`,
    );
    expect(unknown.code).to.equal(2);
    const purse = `order propose set-custodial --part BillPayment ${BASIS} --as regulator`;
    expect((await done(suite, purse)).out).to.contain(
      "ModuleDirectory.setCustodial(part: BillPayment, custodial: yes)",
    );
  });

  it("T-1: evidence under the national standard: SM3 of files, singly and in a batch, also taken by the chain", async () => {
    const { suite } = await foundedSuite();
    const contract = join(folder, "contract.txt");
    writeFileSync(contract, "abc");
    const anchored = await done(suite, `evidence anchor --file ${contract} --algorithm sm3 --as nanming`);
    // GB/T 32905-2016, A.1.
    expect(anchored.out).to.contain("0x66c7f0f462eeedd9d1f2d46bdc10e4e24167c4875cf2f7a2297da02b8f4ba8e0");
    expect((await run(suite, `evidence verify --file ${contract}`)).code).to.equal(1);
    expect((await done(suite, `evidence verify --file ${contract} --algorithm sm3 --on-chain`)).out).to.match(/^✔/);
    expect((await done(suite, "evidence show 1")).out).to.contain("Sm3");

    const receipts = join(folder, "receipts");
    mkdirSync(receipts);
    for (const name of ["a", "b", "c"]) writeFileSync(join(receipts, name), `receipt ${name}`);
    await done(suite, `evidence anchor-batch --folder ${receipts} --algorithm sm3 --as nanming`);
    expect((await done(suite, "evidence show 2 --json")).json).to.include({ algorithm: "Sm3", batch: true });
    const verify = `evidence verify --file ${join(receipts, "b")} --proofs ${receipts}.proofs.json`;
    expect((await done(suite, verify)).out).to.match(/^✔/);
  });

  it("T-1: a court signs for what a firm anchored, once, and for the document that it means", async () => {
    const { suite } = await foundedSuite();
    const [contract, other] = [join(folder, "contract.txt"), join(folder, "other.txt")];
    writeFileSync(contract, "castings, lot 2601");
    writeFileSync(other, "castings, lot 2602");
    await done(suite, `evidence anchor --file ${contract} --algorithm sm3 --category CONTRACT --as nanming`);
    const wrong = await run(suite, `evidence countersign 1 --file ${other} --as court`);
    expect(wrong.code).to.equal(1);
    expect(wrong.err).to.contain("is not what evidence 1 stands for");
    const own = await run(suite, `evidence countersign 1 --file ${contract} --as nanming`);
    expect(own.err).to.contain("has anchored evidence 1 itself");
    const sign = `evidence countersign 1 --file ${contract} --statement ${other} --as court`;
    expect((await done(suite, sign)).out).to.contain("has signed for evidence 1 (1 in all).");
    expect((await done(suite, sign)).out).to.contain("has signed for evidence 1 already.");
    const { json } = await done(suite, "evidence show 1 --json");
    expect(json)
      .to.have.nested.property("countersignatures[0].statement")
      .that.matches(/^0x[0-9a-f]{64}$/);
    expect((await run(suite, "evidence countersign 2 --as court")).err).to.contain("There is no evidence 2.");
  });

  it("T-1: X-28: a red invoice reduces an invoice once both sides have sent the same, and shows in the trade's file", async () => {
    const { suite } = await foundedSuite();
    const register = "trade register --seller nanming --buyer qianling --as nanming --number";
    for (const [kind, number] of [
      ["invoice", "INV-1"],
      ["contract", "HT-1"],
      ["delivery", "SH-1"],
    ]) {
      await done(suite, `${register} ${number} --kind ${kind} --amount 1,000.00`);
      await done(suite, `trade confirm ${number} --as qianling`);
    }
    const open = "trade open-file --documents INV-1,HT-1 --as qianling";
    expect((await done(suite, open)).out).to.contain("Invoice INV-1 is in trade file 1 now.");
    expect((await done(suite, open)).out).to.contain("are in trade file 1 already.");
    const extend = "trade extend-file 1 --documents SH-1 --as nanming";
    expect((await done(suite, extend)).out).to.contain("Delivery SH-1 is in trade file 1 now.");
    expect((await done(suite, extend)).out).to.contain("already");
    const complete = await done(suite, "trade file 1");
    expect(complete.out).to.contain("Trade file 1: without payment; the amounts agree");
    expect((await run(suite, "trade file 2")).err).to.contain("They are numbered 1 to 1.");

    const reduce = "trade reduce INV-1 --amount 100.00 --number RED-1 --as nanming";
    const put = await done(suite, reduce);
    expect(put.out).to.contain("it counts once Qianling Equipment has sent the same.");
    expect((await run(suite, reduce)).err).to.contain("has put correcting document RED-1 forward already");
    expect((await done(suite, "inbox --as qianling")).out).to.contain("RED-1, to reduce invoice INV-1 by ¥100.00");
    const none = await run(suite, "trade reduce HT-1 --as qianling");
    expect(none.err).to.contain("The other side has put no reduction of contract HT-1 forward.");
    const agreed = await done(suite, "trade reduce INV-1 --number RED-1 --as qianling");
    expect(agreed.out).to.match(/Face of invoice INV-1 +¥1,000\.00 → ¥900\.00/);
    expect((await done(suite, reduce)).out).to.contain("it counts once.");
    const shown = await done(suite, "trade show INV-1");
    expect(shown.out).to.contain("Invoice INV-1 over ¥900.00");
    expect(shown.out).to.contain("from ¥1,000.00");
    expect((await done(suite, "trade list")).out).to.contain("¥900.00");
    expect((await done(suite, "trade file 1")).out).to.contain("the amounts differ");
    const tooMuch = await run(suite, "trade reduce INV-1 --amount 900.01 --number RED-2 --as nanming");
    expect(tooMuch.err).to.contain("only ¥900.00 is not claimed; it can't be reduced by ¥900.01.");
  });

  it("T-1: money moves by transfer, by reference, by allowance and by permit, and is redeemed", async () => {
    const { suite } = await foundedSuite();
    await done(suite, "money issue --to guanshan --amount 1,000.00 --reference IN-1 --as clearing");
    await done(suite, "money transfer --to huaxi --amount 100.00 --as guanshan");
    const pay = "money transfer-with-reference --to huaxi --amount 50.00 --reference RENT-1 --as guanshan";
    await done(suite, pay);
    expect((await done(suite, pay)).out).to.contain("under RENT-1 already; add --again");
    await done(suite, "money permit --owner guanshan --spender nanming --amount 70.00 --as auditor");
    const taken = await done(suite, "money transfer-from --from guanshan --to huaxi --amount 30.00 --as nanming");
    expect(taken.out).to.match(/Nanming Precision Casting may take +¥70\.00 → ¥40\.00/);
    await done(suite, "money approve clearing --amount 200.00 --as huaxi");
    await done(suite, "money redeem --from huaxi --amount 180.00 --reference OUT-1 --as clearing");
    expect((await done(suite, "money balance --json")).json).to.include({
      issued: "100000",
      redeemed: "18000",
      supply: "82000",
    });
    const poor = await run(suite, "money transfer --to guanshan --amount 1.00 --as huaxi");
    expect(poor.err).to.contain("Huaxi Springs has ¥0.00; ¥1.00 is needed.");
  });

  it("T-1, T-5: a year of the calendar is entered from the notice, and a day amended", async () => {
    const { suite } = await foundedSuite();
    const file = join(folder, "2027.json5");
    writeFileSync(file, NOTICE);
    const evidence = `0x${"cd".repeat(32)}`;
    const missing = await run(suite, "calendar show 2027");
    expect(missing.err).to.contain("The calendar has no data for 2027.");
    const unproved = await run(suite, `calendar set-year --file ${file} --as clearing`);
    expect(unproved.code).to.equal(2);
    expect(unproved.err).to.contain("By which notice?");
    const stranger = await run(suite, `calendar set-year --file ${file} --evidence ${evidence} --as huaxi`);
    expect(stranger.err).to.contain("Huaxi Springs is not qualified as CALENDAR_OPERATOR.");
    await done(suite, `calendar set-year --file ${file} --evidence ${evidence} --as clearing`);
    expect((await done(suite, `calendar set-year --file ${file} --evidence ${evidence} --as clearing`)).out).to.contain(
      "The calendar has 2027 already",
    );
    const amend = `calendar amend-day 2027-01-04 --holiday --evidence 0x${"cd".repeat(32)} --as clearing`;
    await done(suite, amend);
    expect((await done(suite, amend)).out).to.contain("2027-01-04 is a holiday already.");
    const month = await done(suite, "calendar show 2027-01");
    expect(month.out).to.contain("(4)").and.to.contain("(1)");
    writeFileSync(file, NOTICE.replace("2027-02-14", "2027-02-15"));
    const wrong = await run(suite, `calendar set-year --file ${file} --evidence ${evidence} --as clearing`);
    expect(wrong.code).to.equal(2);
    expect(wrong.err).to.contain("makes 2027-02-15 a workday, which it is anyway");
  });
});
