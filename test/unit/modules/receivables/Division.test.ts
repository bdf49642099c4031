/**
 * ReceivableSettlement: who gets what comes in on a note. How each part divides is tested with that part; here they are together, and in parts,
 * with what is frozen.
 */
import { expect } from "chai";
import type { ReceivableRegistry, ReceivableSettlement } from "../../../../types/index.js";
import { fields, goTo } from "../../../utils/bills.ts";
import {
  DUE_DAY,
  FACE,
  Marks,
  NoteStatus,
  opened,
  type ReceivableDesk,
  receivableDesk,
  RootStatus,
} from "../../../utils/receivables.ts";
import { financed, FinancingStatus } from "../../../utils/receivables-financing.ts";
import { admitted, entered, frozen, pledged, ruled, unfrozen } from "../../../utils/receivables-rights.ts";
import { ALL, checkConserved } from "../../../utils/receivables-settlement.ts";
import { type Actor, ethers } from "../../../utils/suite.ts";

const at = (date: string) => Date.parse(`${date}T00:00:00+08:00`) / 1000;
/** Before everything that is on the chain. */
const REGISTERED = { registeredAt: at("2025-12-01") };
const UNTIL = at("2027-06-01");

describe("ReceivableSettlement: who gets the money", () => {
  let desk: ReceivableDesk;
  let settlement: ReceivableSettlement;
  let registry: ReceivableRegistry;
  let money: ReceivableDesk["suite"]["money"];
  let qianling: Actor, nanming: Actor, guanshan: Actor, baiyunling: Actor;
  let root: bigint, note: bigint;

  beforeEach(async () => {
    desk = await receivableDesk();
    ({ receivableSettlement: settlement, receivableRegistry: registry, money } = desk.suite);
    ({ qianling, nanming, guanshan, baiyunling } = desk);
    ({ root, note } = await opened(desk));
  });

  afterEach(() => checkConserved(desk));

  const settle = () => settlement.connect(qianling.signer).settle(root, ALL);
  const settlePartly = (paidTo: bigint) => settlement.connect(qianling.signer).settlePartly(root, paidTo, ALL);
  const claim = (by: Actor) => settlement.connect(by.signer).claim(note);
  const info = async () => fields(await registry.noteInfo(note));
  /** Obligor, supplier, the two banks. */
  const moved = (act: Promise<unknown>, ...changes: bigint[]) =>
    expect(act).to.changeTokenBalances(
      ethers,
      money,
      [qianling, nanming, guanshan, baiyunling].map(({ wallet }) => wallet),
      changes,
    );

  it("R-6 earlier assignees first, then the pledgee, then the holder; each is told of", async () => {
    await pledged(desk, note, nanming, guanshan, { secured: 500_000n });
    const entry = await entered(desk, note, baiyunling, { amount: 300_000n, ...REGISTERED });
    await ruled(desk, "admitByOrder", note, entry);
    await goTo(DUE_DAY);
    const settling = settle();
    await moved(settling, -FACE, 200_000n, 500_000n, 300_000n);
    await expect(settling)
      .to.emit(settlement, "NotePaid")
      .withArgs(note, qianling.id, nanming.id, FACE, 0n)
      .and.to.emit(settlement, "NoteDivided")
      .withArgs(note, baiyunling.id, 300_000n)
      .and.to.emit(settlement, "NoteDivided")
      .withArgs(note, guanshan.id, 500_000n);
    const receipt = await (await settling).wait();
    const told = receipt?.logs.flatMap((log) => settlement.interface.parseLog(log)?.name ?? []);
    expect(told).to.deep.equal(["SettlementStarted", "NotePaid", "NoteDivided", "NoteDivided", "SettlementPaged"]);
  });

  it("R-6 in parts each has its own, in the same order", async () => {
    await pledged(desk, note, nanming, guanshan, { secured: 500_000n });
    const entry = await entered(desk, note, baiyunling, { amount: 300_000n, ...REGISTERED });
    await ruled(desk, "admitByOrder", note, entry);
    await goTo(DUE_DAY);
    await moved(settlePartly(200_000n), -200_000n, 0n, 0n, 200_000n);
    await moved(settlePartly(700_000n), -500_000n, 0n, 400_000n, 100_000n);
    expect((await info()).marks).to.equal(Marks.Pledged | Marks.PartPaid);
    await moved(settle(), -300_000n, 200_000n, 100_000n, 0n);
    expect(await info()).to.deep.include({ status: NoteStatus.Paid });
  });

  it("R-6 earlier assignees before the factor, which has what is over", async () => {
    await financed(desk, note, nanming, guanshan, { disclosed: true, recourse: true });
    const entry = await entered(desk, note, baiyunling, { amount: 300_000n, ...REGISTERED });
    await ruled(desk, "admitByOrder", note, entry);
    await goTo(DUE_DAY);
    await moved(settle(), -FACE, 0n, 700_000n, 300_000n);
    expect((await desk.suite.receivableFinancing.financingOf(note)).status).to.equal(FinancingStatus.Collected);
  });

  it("R-5, X-29 in parts: the seller until notice, and only the factor from then on", async () => {
    await financed(desk, note, nanming, guanshan, { disclosed: false });
    await goTo(DUE_DAY);
    await moved(settlePartly(300_000n), -300_000n, 300_000n, 0n, 0n);
    await desk.suite.receivableFinancing.connect(guanshan.signer).notifyObligor(note);
    await moved(settlePartly(500_000n), -200_000n, 0n, 200_000n, 0n);
    await moved(settle(), -500_000n, 0n, 500_000n, 0n);
  });

  it("R-10, K-4 of a frozen note earlier assignees have theirs at once, and the holder's waits", async () => {
    await admitted(desk, note, nanming, baiyunling, { amount: 300_000n, ...REGISTERED });
    const key = await frozen(desk, note, { until: UNTIL });
    await goTo(DUE_DAY);
    const settling = settle();
    await moved(settling, -300_000n, 0n, 0n, 300_000n);
    await expect(settling)
      .to.emit(settlement, "NotePaid")
      .withArgs(note, qianling.id, nanming.id, 300_000n, 0n)
      .and.to.emit(settlement, "NoteSetAside")
      .withArgs(note, nanming.id, qianling.id, 700_000n, 0n);
    expect((await info()).marks).to.equal(Marks.Frozen | Marks.SetAside);
    await unfrozen(desk, note, key);
    await moved(claim(nanming), -700_000n, 700_000n, 0n, 0n);
    expect((await registry.rootInfo(root)).status).to.equal(RootStatus.Settled);
  });

  for (const disclosed of [true, false]) {
    it(`R-10, R-5 of a frozen factored note, ${disclosed ? "disclosed" : "undisclosed"}, all waits, and is divided when it is paid`, async () => {
      await financed(desk, note, nanming, guanshan, { disclosed, recourse: true });
      const key = await frozen(desk, note, { until: UNTIL });
      await goTo(DUE_DAY);
      await moved(settlePartly(300_000n), 0n, 0n, 0n, 0n);
      await moved(settle(), 0n, 0n, 0n, 0n);
      expect((await info()).marks).to.equal(Marks.Frozen | Marks.Financed | Marks.PartPaid | Marks.SetAside);
      await unfrozen(desk, note, key);
      await moved(claim(guanshan), -FACE, disclosed ? 0n : FACE, disclosed ? FACE : 0n, 0n);
      expect((await desk.suite.receivableFinancing.financingOf(note)).status).to.equal(FinancingStatus.Collected);
    });
  }

  it("R-10 of a frozen factored note earlier assignees have theirs at once, and the factor's waits", async () => {
    await financed(desk, note, nanming, guanshan, { disclosed: true });
    const entry = await entered(desk, note, baiyunling, { amount: 300_000n, ...REGISTERED });
    await ruled(desk, "admitByOrder", note, entry);
    const key = await frozen(desk, note, { until: UNTIL });
    await goTo(DUE_DAY);
    await moved(settle(), -300_000n, 0n, 0n, 300_000n);
    await unfrozen(desk, note, key);
    await moved(claim(guanshan), -700_000n, 0n, 700_000n, 0n);
  });

  it("R-6 of a frozen pledged note assignees and pledgee have theirs, and nothing waits when nothing is left", async () => {
    await pledged(desk, note, nanming, guanshan, { secured: 700_000n });
    const entry = await entered(desk, note, baiyunling, { amount: 300_000n, ...REGISTERED });
    await ruled(desk, "admitByOrder", note, entry);
    await frozen(desk, note, { until: UNTIL });
    await goTo(DUE_DAY);
    const settling = settle();
    await moved(settling, -FACE, 0n, 700_000n, 300_000n);
    await expect(settling).not.to.emit(settlement, "NoteSetAside");
    expect(await info()).to.deep.include({ status: NoteStatus.Paid });
  });

  it("a disputed note is paid like any other", async () => {
    await desk.suite.receivableDisputes.connect(qianling.signer).dispute(note, `0x${"11".repeat(32)}`);
    await goTo(DUE_DAY);
    await moved(settle(), -FACE, FACE, 0n, 0n);
  });
});
