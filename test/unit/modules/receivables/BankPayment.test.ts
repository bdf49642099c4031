/** ReceivableSettlement: the confirming bank pays on default (保兑), and owns what it has paid. Setting aside: SetAside.test.ts. */
import { expect } from "chai";
import { ZeroHash } from "ethers";
import type { ReceivableRegistry, ReceivableSettlement } from "../../../../types/index.js";
import { day, deposited, fields, goTo } from "../../../utils/bills.ts";
import {
  bankConfirmed,
  DUE_DAY,
  FACE,
  Ground,
  Marks,
  NoteStatus,
  type ReceivableDesk,
  receivableDesk,
  RootStatus,
  transferred,
} from "../../../utils/receivables.ts";
import { financed, FinancingStatus } from "../../../utils/receivables-financing.ts";
import { admitted, forced, pledged, PledgeStatus } from "../../../utils/receivables-rights.ts";
import { ALL, checkConserved, interestOn } from "../../../utils/receivables-settlement.ts";
import { type Actor, ethers } from "../../../utils/suite.ts";

/** The day after the payable day: a day's interest on the face is ¥5.00. */
const LATE = "2026-07-01";
const DUE = FACE + 500n;
const HALF = FACE / 2n;

describe("ReceivableSettlement: the confirming bank", () => {
  let desk: ReceivableDesk;
  let settlement: ReceivableSettlement;
  let registry: ReceivableRegistry;
  let money: ReceivableDesk["suite"]["money"];
  let qianling: Actor, nanming: Actor, huaxi: Actor, wudang: Actor, guanshan: Actor, baiyunling: Actor;

  beforeEach(async () => {
    desk = await receivableDesk();
    ({ receivableSettlement: settlement, receivableRegistry: registry, money } = desk.suite);
    ({ qianling, nanming, huaxi, wudang, guanshan, baiyunling } = desk);
  });

  afterEach(() => checkConserved(desk));

  const settle = (root: bigint, payer = baiyunling) => settlement.connect(payer.signer).settle(root, ALL);
  const settlePartly = (root: bigint, paidTo: bigint) =>
    settlement.connect(qianling.signer).settlePartly(root, paidTo, ALL);
  const collect = (root: bigint, payer = baiyunling) => settlement.connect(huaxi.signer).collect(root, payer.id, ALL);
  const info = async (note: bigint) => fields(await registry.noteInfo(note));
  const moved = (act: Promise<unknown>, changes: [Actor, bigint][]) =>
    expect(act).to.changeTokenBalances(
      ethers,
      money,
      changes.map(([{ wallet }]) => wallet),
      changes.map(([, change]) => change),
    );

  it("pays holders all they are due and takes their place; the obligor owes the bank what it owed them", async () => {
    const { root, note, facility } = await bankConfirmed(desk);
    const part = await transferred(desk, note, nanming, huaxi, HALF);
    await goTo(LATE);
    const paying = settle(root);
    await moved(paying, [
      [baiyunling, -DUE],
      [nanming, HALF + 250n],
      [huaxi, HALF + 250n],
      [qianling, 0n],
    ]);
    await expect(paying)
      .to.emit(settlement, "SettlementStarted")
      .withArgs(root, baiyunling.id, FACE, DUE + 1n, day(LATE))
      .and.to.emit(settlement, "NotePaid")
      .withArgs(part, baiyunling.id, huaxi.id, HALF, 250n)
      .and.to.emit(registry, "NoteTransferred")
      .withArgs(part, huaxi.id, baiyunling.id, Ground.Confirmation, 1n, HALF, 2n, ZeroHash)
      .and.to.emit(settlement, "SettlementPaged")
      .withArgs(root, baiyunling.id, 0n, DUE);
    expect(await info(part)).to.deep.include({ holder: baiyunling.id, status: NoteStatus.Live, marks: Marks.None });
    expect(fields(await registry.rootInfo(root))).to.deep.include({ paid: 0n, status: RootStatus.Open });
    expect(await settlement.isOverdue(root)).to.equal(true);
    expect((await desk.suite.receivableIssuance.facilityInfo(facility)).used).to.equal(FACE);

    await goTo("2026-07-10");
    await moved(settle(root, qianling), [
      [qianling, -FACE - 5_000n],
      [baiyunling, FACE + 5_000n],
    ]);
    expect(fields(await registry.rootInfo(root))).to.deep.include({ paid: FACE, status: RootStatus.Settled });
  });

  it("pays from the due day when it wants to, and by anyone's call from the day after the payable day", async () => {
    const { root } = await bankConfirmed(desk);
    await goTo(DUE_DAY);
    await expect(collect(root))
      .to.be.revertedWithCustomError(settlement, "SettlementTooEarly")
      .withArgs(root, day(LATE), day(DUE_DAY));
    await settle(root);
    const other = await bankConfirmed(desk, { dueDay: "2026-07-15" });
    await goTo("2026-07-16");
    await moved(collect(other.root), [[baiyunling, -DUE]]);
  });

  it("is asked for nothing where no bank has confirmed, and no other bank is", async () => {
    const { root } = await bankConfirmed(desk);
    await goTo(LATE);
    await expect(settle(root, guanshan))
      .to.be.revertedWithCustomError(settlement, "SettlementNotPayer")
      .withArgs(root, guanshan.id, qianling.id, baiyunling.id);
  });

  it("pays what the obligor has not, and interest from where the obligor's ended", async () => {
    const { root, note } = await bankConfirmed(desk);
    await goTo("2026-07-10");
    await settlePartly(root, 400_000n);
    await goTo("2026-07-14");
    const four = interestOn(600_000n, 180_000n, 4n);
    await moved(settle(root), [
      [baiyunling, -600_000n - four],
      [nanming, 600_000n + four],
    ]);
    expect(await info(note)).to.deep.include({ holder: baiyunling.id, marks: Marks.PartPaid });
    // A part and then the rest go to the bank.
    await moved(settlePartly(root, 500_000n), [[baiyunling, 100_000n + four]]);
    await moved(settle(root, qianling), [[baiyunling, 500_000n]]);
  });

  it("pays nobody for what it holds itself", async () => {
    const { root, note } = await bankConfirmed(desk);
    const { note: own } = await financed(desk, note, nanming, baiyunling, { amount: HALF, disclosed: true });
    await goTo(LATE);
    await moved(settle(root), [
      [baiyunling, -HALF - 250n],
      [nanming, HALF + 250n],
    ]);
    expect(await info(own)).to.deep.include({ holder: baiyunling.id, marks: Marks.Financed });
    await moved(settle(root), [[baiyunling, 0n]]);
  });

  it("pays a note in its next round that has come back to its seller after the first", async () => {
    const { root, note } = await bankConfirmed(desk);
    const terms = { amount: HALF, disclosed: true, recourse: true };
    const { note: own } = await financed(desk, note, nanming, baiyunling, terms);
    await goTo(LATE);
    await settle(root);
    const { receivableFinancing } = desk.suite;
    await receivableFinancing.connect(baiyunling.signer).claim(own, 0n, ZeroHash);
    await deposited(desk, nanming, FACE);
    await receivableFinancing.connect(nanming.signer).repay(own, 0n);
    expect((await registry.noteInfo(own)).holder).to.equal(nanming.id);
    await moved(collect(root), [[nanming, HALF + 250n]]);
    expect((await registry.noteInfo(own)).holder).to.equal(baiyunling.id);
  });

  describe("what stands on a note", () => {
    it("R-5, X-29 pays the factor that has given notice, and the financing is over", async () => {
      const { root, note } = await bankConfirmed(desk);
      await financed(desk, note, nanming, guanshan, { disclosed: false });
      await desk.suite.receivableFinancing.connect(guanshan.signer).notifyObligor(note);
      await goTo(LATE);
      await moved(settle(root), [
        [guanshan, DUE],
        [nanming, 0n],
      ]);
      expect((await desk.suite.receivableFinancing.financingOf(note)).status).to.equal(FinancingStatus.Collected);
      expect(await info(note)).to.deep.include({ holder: baiyunling.id, marks: Marks.None });
      await moved(settle(root, qianling), [
        [baiyunling, DUE],
        [guanshan, 0n],
      ]);
    });

    it("R-5 pays the seller of an undisclosed factoring as its factor's agent, and says so", async () => {
      const { root, note } = await bankConfirmed(desk);
      await financed(desk, note, nanming, guanshan, { disclosed: false });
      await goTo(LATE);
      const paying = settle(root);
      await moved(paying, [
        [guanshan, 0n],
        [nanming, DUE],
      ]);
      await expect(paying)
        .to.emit(settlement, "NotePaid")
        .withArgs(note, baiyunling.id, guanshan.id, FACE, 500n)
        .and.to.emit(settlement, "NoteDivided")
        .withArgs(note, nanming.id, DUE);
    });

    it("pays the pledgee and the pledgor, and the pledge is over", async () => {
      const { root, note } = await bankConfirmed(desk);
      await pledged(desk, note, nanming, guanshan, { secured: 600_000n });
      await goTo(LATE);
      await moved(settle(root), [
        [guanshan, 600_000n],
        [nanming, DUE - 600_000n],
      ]);
      expect((await desk.suite.receivableSecurity.pledgeOf(note)).status).to.equal(PledgeStatus.Ended);
      expect(await info(note)).to.deep.include({ holder: baiyunling.id, marks: Marks.None });
    });

    it("pays the pledgor alone where it is the pledgee itself, realised or not", async () => {
      const first = await bankConfirmed(desk);
      const second = await bankConfirmed(desk);
      for (const { note } of [first, second]) await pledged(desk, note, nanming, baiyunling, { secured: 600_000n });
      await goTo(LATE);
      await desk.suite.receivableSecurity.connect(baiyunling.signer).realise(second.note);
      for (const { root, note } of [first, second]) {
        await moved(settle(root), [
          [baiyunling, 600_000n - DUE],
          [nanming, DUE - 600_000n],
        ]);
        expect(await info(note)).to.deep.include({ holder: baiyunling.id, marks: Marks.None });
        await moved(settle(root, qianling), [[baiyunling, DUE]]);
      }
    });

    it("R-6 pays earlier assignees by the ladder, and holds the note free of them", async () => {
      const { root, note } = await bankConfirmed(desk);
      const registeredAt = Date.parse("2025-12-01T00:00:00+08:00") / 1000;
      await admitted(desk, note, nanming, guanshan, { amount: 300_000n, registeredAt });
      await goTo(LATE);
      const paying = settle(root);
      await moved(paying, [
        [guanshan, 300_000n],
        [nanming, DUE - 300_000n],
      ]);
      await expect(paying).to.emit(settlement, "NoteDivided").withArgs(note, guanshan.id, 300_000n);
      expect(await info(note)).to.deep.include({ holder: baiyunling.id, marks: Marks.None });
      await moved(settle(root, qianling), [[baiyunling, DUE]]);
    });

    it("pays whom an order has given the note to", async () => {
      const { root, note } = await bankConfirmed(desk);
      await forced(desk, note, wudang);
      await goTo(LATE);
      await moved(settle(root), [[wudang, DUE]]);
    });
  });
});
