/** ReceivableSettlement: notes that can't be paid are set aside, and claimed later. */
import { expect } from "chai";
import { MaxUint256 } from "ethers";
import type { ReceivableRegistry, ReceivableSettlement } from "../../../../types/index.js";
import { day, fields, freeze, goTo, halt } from "../../../utils/bills.ts";
import {
  bankConfirmed,
  chained,
  DUE_DAY,
  FACE,
  Ground,
  Marks,
  NoteStatus,
  opened,
  type ReceivableDesk,
  receivableDesk,
  RootStatus,
  transferred,
} from "../../../utils/receivables.ts";
import { forced, frozen, pledged, unfrozen } from "../../../utils/receivables-rights.ts";
import { ALL, checkConserved, interestOn, unreachable } from "../../../utils/receivables-settlement.ts";
import { type Actor, ethers } from "../../../utils/suite.ts";

const LATE = "2026-07-01";
const QUARTER = FACE / 4n;
const RATE = 180_000n;
const A_DAY = interestOn(QUARTER, RATE, 1n);
/** Longer than any test. */
const UNTIL = Date.parse("2027-06-01T00:00:00+08:00") / 1000;

describe("ReceivableSettlement: set aside", () => {
  let desk: ReceivableDesk;
  let settlement: ReceivableSettlement;
  let registry: ReceivableRegistry;
  let money: ReceivableDesk["suite"]["money"];
  let qianling: Actor, nanming: Actor, huaxi: Actor, wudang: Actor, qingzhen: Actor, guanshan: Actor, baiyunling: Actor;

  beforeEach(async () => {
    desk = await receivableDesk();
    ({ receivableSettlement: settlement, receivableRegistry: registry, money } = desk.suite);
    ({ qianling, nanming, huaxi, wudang, qingzhen, guanshan, baiyunling } = desk);
  });

  afterEach(() => checkConserved(desk));

  const settle = (root: bigint, payer = qianling, limit = ALL) => settlement.connect(payer.signer).settle(root, limit);
  const settlePartly = (root: bigint, paidTo: bigint) =>
    settlement.connect(qianling.signer).settlePartly(root, paidTo, ALL);
  const collect = (root: bigint, payer = qianling) => settlement.connect(guanshan.signer).collect(root, payer.id, ALL);
  const claim = (note: bigint, by: Actor) => settlement.connect(by.signer).claim(note);
  const progressOf = async (note: bigint) => fields(await settlement.progressOf(note));
  const info = async (note: bigint) => fields(await registry.noteInfo(note));
  const statusOf = async (root: bigint) => (await registry.rootInfo(root)).status;
  const usedOf = async (facility: bigint) => (await desk.suite.receivableIssuance.facilityInfo(facility)).used;
  const moved = (act: Promise<unknown>, changes: [Actor, bigint][]) =>
    expect(act).to.changeTokenBalances(
      ethers,
      money,
      changes.map(([{ wallet }]) => wallet),
      changes.map(([, change]) => change),
    );
  const freezing = (note: bigint) => frozen(desk, note, { until: UNTIL });

  describe("by the obligor", () => {
    it("R-10 a frozen note holds up nobody: the rest is paid, the root is settled, its holder claims later", async () => {
      const { root, notes, facility } = await chained(desk);
      const key = await freezing(notes.wudang);
      await goTo(LATE);
      const settling = settle(root);
      const due = QUARTER + A_DAY;
      await moved(settling, [
        [qianling, -3n * due],
        [nanming, due],
        [huaxi, due],
        [wudang, 0n],
        [qingzhen, due],
      ]);
      await expect(settling)
        .to.emit(settlement, "NoteSetAside")
        .withArgs(notes.wudang, wudang.id, qianling.id, QUARTER, A_DAY);
      expect(await info(notes.wudang)).to.deep.include({
        status: NoteStatus.Live,
        marks: Marks.Frozen | Marks.SetAside,
      });
      expect(fields(await registry.rootInfo(root))).to.deep.include({
        paid: 3n * QUARTER,
        setAside: QUARTER,
        status: RootStatus.Settled,
      });
      expect(await progressOf(notes.wudang)).to.deep.equal({
        received: QUARTER,
        through: day(LATE),
        aside: QUARTER,
        asideInterest: A_DAY,
        payer: qianling.id,
      });
      expect(await usedOf(facility)).to.equal(QUARTER);
      // Somebody is still owed something.
      expect(await registry.openItems()).to.equal(1n);
      await checkConserved(desk);

      // No interest runs on what waits for its holder.
      await goTo("2026-08-01");
      expect(await settlement.dueOn(notes.wudang)).to.deep.equal([QUARTER, A_DAY]);
      expect(await settlement.needed(root, FACE)).to.deep.equal([QUARTER, A_DAY]);
      expect(await settlement.isOverdue(root)).to.equal(false);
      await expect(claim(notes.wudang, wudang))
        .to.be.revertedWithCustomError(settlement, "NoteStillFrozen")
        .withArgs(notes.wudang);
      await unfrozen(desk, notes.wudang, key);
      const claiming = claim(notes.wudang, wudang);
      await moved(claiming, [
        [qianling, -due],
        [wudang, due],
      ]);
      await expect(claiming)
        .to.emit(settlement, "NoteClaimed")
        .withArgs(notes.wudang, wudang.id, qianling.id, QUARTER, A_DAY)
        .and.to.emit(registry, "NoteClosed")
        .withArgs(notes.wudang, wudang.id, NoteStatus.Paid, QUARTER);
      await expect(claiming).not.to.emit(settlement, "NotePaid");
      expect(await usedOf(facility)).to.equal(0n);
      expect(fields(await registry.rootInfo(root))).to.deep.include({ paid: FACE, setAside: 0n });
      expect(await registry.openItems()).to.equal(0n);
      await expect(claim(notes.wudang, wudang)).to.be.revertedWithCustomError(settlement, "NoteNotSetAside");
    });

    it("R-10 a case that has ended by itself holds nothing up, though its mark stands", async () => {
      const { root, notes } = await chained(desk);
      await frozen(desk, notes.wudang, { until: Date.parse("2026-05-01T00:00:00+08:00") / 1000 });
      await goTo(DUE_DAY);
      expect((await registry.noteInfo(notes.wudang)).marks).to.equal(Marks.Frozen);
      await moved(settle(root), [[wudang, QUARTER]]);
      expect(await statusOf(root)).to.equal(RootStatus.Settled);
    });

    it("R-10 a holder that money does not go to is set aside, whatever comes of it", async () => {
      const { root, notes } = await chained(desk);
      await goTo(DUE_DAY);
      const back = await unreachable(desk, wudang);
      const settling = settle(root);
      await moved(settling, [
        [qianling, -3n * QUARTER],
        [qingzhen, QUARTER],
      ]);
      await expect(settling)
        .to.emit(settlement, "NoteSetAside")
        .withArgs(notes.wudang, wudang.id, qianling.id, QUARTER, 0n);
      expect(await statusOf(root)).to.equal(RootStatus.Settled);
      await back();
      await moved(claim(notes.wudang, wudang), [[wudang, QUARTER]]);
    });

    it("X-109 too little gas sets no note aside, and with a holder that can't be paid no other one's", async () => {
      const { root, notes } = await chained(desk);
      await goTo(DUE_DAY);
      const back = await unreachable(desk, wudang);
      const page = settlement.connect(qianling.signer);
      let refused = 0;
      for (let gasLimit = 60_000n; (await statusOf(root)) === RootStatus.Open; gasLimit += 997n) {
        expect(gasLimit).to.be.at.most(2_000_000n);
        await page.settle(root, ALL, { gasLimit }).catch(() => ++refused);
      }
      expect(refused).to.be.at.least(100);
      expect(await info(notes.wudang)).to.deep.include({ status: NoteStatus.Live, marks: Marks.SetAside });
      for (const note of [notes.nanming, notes.huaxi, notes.qingzhen]) {
        expect((await registry.noteInfo(note)).status).to.equal(NoteStatus.Paid);
      }
      await back();
    });

    it("R-10 what was set aside is also paid by the next round, which anyone can start once it can be", async () => {
      const { root, notes } = await chained(desk);
      const key = await freezing(notes.wudang);
      await goTo(DUE_DAY);
      await settle(root);
      await expect(collect(root)).not.to.emit(settlement, "NoteSetAside");
      await unfrozen(desk, notes.wudang, key);
      const collecting = collect(root);
      await moved(collecting, [[wudang, QUARTER]]);
      await expect(collecting)
        .to.emit(settlement, "NotePaid")
        .withArgs(notes.wudang, qianling.id, wudang.id, QUARTER, 0n);
      await expect(collect(root)).to.be.revertedWithCustomError(settlement, "SettlementNothingDue");
    });

    it("R-10 in part: the share waits, and is claimed without closing the note; what comes later adds to it", async () => {
      const { root, notes, facility } = await chained(desk);
      const key = await freezing(notes.wudang);
      await goTo("2026-07-10");
      const ten = interestOn(QUARTER, RATE, 10n);
      const paying = settlePartly(root, 400_000n);
      await moved(paying, [
        [qianling, -3n * (100_000n + ten)],
        [wudang, 0n],
      ]);
      await expect(paying)
        .to.emit(settlement, "NoteSetAside")
        .withArgs(notes.wudang, wudang.id, qianling.id, 100_000n, ten);
      expect(await info(notes.wudang)).to.deep.include({ marks: Marks.Frozen | Marks.PartPaid });
      expect(await statusOf(root)).to.equal(RootStatus.Open);
      await checkConserved(desk);

      await goTo("2026-07-13");
      const three = interestOn(150_000n, RATE, 3n);
      await expect(settlePartly(root, 600_000n))
        .to.emit(settlement, "NoteSetAside")
        .withArgs(notes.wudang, wudang.id, qianling.id, 150_000n, ten + three);
      expect(await settlement.dueOn(notes.wudang)).to.deep.equal([250_000n, ten + three]);
      await checkConserved(desk);

      await unfrozen(desk, notes.wudang, key);
      await moved(claim(notes.wudang, wudang), [
        [qianling, -150_000n - ten - three],
        [wudang, 150_000n + ten + three],
      ]);
      expect(await progressOf(notes.wudang)).to.deep.equal({
        received: 150_000n,
        through: day("2026-07-13"),
        aside: 0n,
        asideInterest: 0n,
        payer: 0n,
      });
      expect(await usedOf(facility)).to.equal(400_000n);
      await settle(root);
      expect(await statusOf(root)).to.equal(RootStatus.Settled);
    });

    it("R-10 in part, then in full: all of it is one debt", async () => {
      const { root, notes } = await chained(desk);
      const key = await freezing(notes.wudang);
      await goTo(DUE_DAY);
      await settlePartly(root, 400_000n);
      await expect(settle(root))
        .to.emit(settlement, "NoteSetAside")
        .withArgs(notes.wudang, wudang.id, qianling.id, QUARTER, 0n);
      expect(await statusOf(root)).to.equal(RootStatus.Settled);
      await unfrozen(desk, notes.wudang, key);
      await moved(claim(notes.wudang, wudang), [[wudang, QUARTER]]);
    });

    it("R-10 in part, and paid with the rest once the case has ended", async () => {
      const { root, notes } = await chained(desk);
      const key = await freezing(notes.wudang);
      await goTo(DUE_DAY);
      await settlePartly(root, 400_000n);
      await unfrozen(desk, notes.wudang, key);
      await moved(settle(root), [[wudang, QUARTER]]);
      expect(await statusOf(root)).to.equal(RootStatus.Settled);
    });

    it("R-10 an order that gives the note to another gives it what is set aside", async () => {
      const { root, notes } = await chained(desk);
      const key = await freezing(notes.wudang);
      await goTo(DUE_DAY);
      await settle(root);
      await forced(desk, notes.wudang, huaxi, { key });
      await expect(claim(notes.wudang, wudang))
        .to.be.revertedWithCustomError(registry, "NoteNotHolder")
        .withArgs(notes.wudang, wudang.id, huaxi.id);
      await moved(claim(notes.wudang, huaxi), [[huaxi, QUARTER]]);
    });

    it("K-4 an older pledgee has what is secured at once; the rest waits for the pledgor", async () => {
      const { root, note } = await opened(desk);
      await pledged(desk, note, nanming, guanshan, { secured: 600_000n });
      const key = await freezing(note);
      await goTo(LATE);
      const settling = settle(root);
      await moved(settling, [
        [qianling, -600_000n],
        [guanshan, 600_000n],
        [nanming, 0n],
      ]);
      // Interest first (Civil Code 561).
      await expect(settling)
        .to.emit(settlement, "NotePaid")
        .withArgs(note, qianling.id, nanming.id, 599_500n, 500n)
        .and.to.emit(settlement, "NoteDivided")
        .withArgs(note, guanshan.id, 600_000n)
        .and.to.emit(settlement, "NoteSetAside")
        .withArgs(note, nanming.id, qianling.id, 400_500n, 0n);
      expect(await info(note)).to.deep.include({ marks: Marks.Frozen | Marks.SetAside });
      await checkConserved(desk);
      await unfrozen(desk, note, key);
      await moved(claim(note, nanming), [[nanming, 400_500n]]);
      expect(await statusOf(root)).to.equal(RootStatus.Settled);
    });

    it("K-4 an older pledgee that is owed it all closes the note", async () => {
      const { root, note } = await opened(desk);
      await pledged(desk, note, nanming, guanshan, { secured: 2n * FACE });
      await freezing(note);
      await goTo(DUE_DAY);
      await moved(settle(root), [
        [guanshan, FACE],
        [nanming, 0n],
      ]);
      expect(await info(note)).to.deep.include({ status: NoteStatus.Paid });
    });

    it("K-4 under a realised pledge the rest waits for who pledged it, as the holder that it is again", async () => {
      const { root, note } = await opened(desk);
      await pledged(desk, note, nanming, guanshan, { secured: 600_000n });
      const key = await freezing(note);
      await goTo(DUE_DAY);
      await desk.suite.receivableSecurity.connect(guanshan.signer).realise(note);
      const settling = settle(root);
      await moved(settling, [
        [guanshan, 600_000n],
        [nanming, 0n],
      ]);
      await expect(settling).to.emit(settlement, "NoteSetAside").withArgs(note, nanming.id, qianling.id, 400_000n, 0n);
      await expect(claim(note, guanshan)).to.be.revertedWithCustomError(registry, "NoteNotHolder");
      await unfrozen(desk, note, key);
      await moved(claim(note, nanming), [[nanming, 400_000n]]);
    });

    it("K-4 in part an older pledgee has the share, as long as something is secured", async () => {
      const { root, note } = await opened(desk);
      await pledged(desk, note, nanming, guanshan, { secured: 600_000n });
      await freezing(note);
      await goTo(DUE_DAY);
      await moved(settlePartly(root, 400_000n), [[guanshan, 400_000n]]);
      expect(await info(note)).to.deep.include({ marks: Marks.Frozen | Marks.Pledged | Marks.PartPaid });
      const further = settlePartly(root, 700_000n);
      await moved(further, [[guanshan, 200_000n]]);
      await expect(further).to.emit(settlement, "NoteSetAside").withArgs(note, nanming.id, qianling.id, 100_000n, 0n);
      expect(await info(note)).to.deep.include({ marks: Marks.Frozen | Marks.PartPaid });
      await settle(root);
      expect(await progressOf(note)).to.deep.include({ aside: 400_000n });
    });
  });

  describe("by the confirming bank", () => {
    const ready = async () => {
      const { root, note } = await bankConfirmed(desk);
      const other = await transferred(desk, note, nanming, huaxi, FACE / 2n);
      const key = await freezing(other);
      await goTo(LATE);
      return { root, note, other, key };
    };
    const due = FACE / 2n + 250n;

    it("R-10 waits in the bank's name, and is claimed of it; the bank then holds the note", async () => {
      const { root, other, key } = await ready();
      const settling = settle(root, baiyunling);
      await moved(settling, [
        [baiyunling, -due],
        [nanming, due],
        [huaxi, 0n],
      ]);
      await expect(settling)
        .to.emit(settlement, "NoteSetAside")
        .withArgs(other, huaxi.id, baiyunling.id, FACE / 2n, 250n);
      // The obligor owes it all the same.
      expect(await info(other)).to.deep.include({ marks: Marks.Frozen | Marks.PartPaid });
      expect(await statusOf(root)).to.equal(RootStatus.Open);
      expect(await progressOf(other)).to.deep.equal({
        received: 0n,
        through: 0n,
        aside: FACE / 2n,
        asideInterest: 250n,
        payer: baiyunling.id,
      });
      await checkConserved(desk);

      await goTo("2026-07-11");
      expect(await settlement.dueOn(other)).to.deep.equal([FACE / 2n, 2_750n]);
      await unfrozen(desk, other, key);
      const claiming = claim(other, huaxi);
      await moved(claiming, [
        [baiyunling, -due],
        [huaxi, due],
      ]);
      await expect(claiming)
        .to.emit(settlement, "NoteClaimed")
        .withArgs(other, huaxi.id, baiyunling.id, FACE / 2n, 250n)
        .and.to.emit(registry, "NoteTransferred")
        .withArgs(other, huaxi.id, baiyunling.id, Ground.Confirmation, 1n, FACE / 2n, 2n, `0x${"0".repeat(64)}`);
      await moved(settle(root), [
        [qianling, -FACE - 2n * 2_750n],
        [baiyunling, FACE + 2n * 2_750n],
      ]);
      expect(await statusOf(root)).to.equal(RootStatus.Settled);
    });

    it("R-10 is taken over by the obligor's round in full, which sets it aside in its own name", async () => {
      const { root, other, key } = await ready();
      await settle(root, baiyunling);
      await goTo("2026-07-11");
      await expect(settle(root))
        .to.emit(settlement, "NoteSetAside")
        .withArgs(other, huaxi.id, qianling.id, FACE / 2n, 2_750n);
      expect(await statusOf(root)).to.equal(RootStatus.Settled);
      await checkConserved(desk);
      await unfrozen(desk, other, key);
      await moved(claim(other, huaxi), [
        [qianling, -FACE / 2n - 2_750n],
        [baiyunling, 0n],
        [huaxi, FACE / 2n + 2_750n],
      ]);
    });

    it("R-10 is off the bank once the obligor pays in full", async () => {
      const { root, other, key } = await ready();
      await settle(root, baiyunling);
      await unfrozen(desk, other, key);
      await moved(settle(root), [
        [qianling, -2n * due],
        [huaxi, due],
        [baiyunling, due],
      ]);
      expect(await statusOf(root)).to.equal(RootStatus.Settled);
      await expect(claim(other, huaxi)).to.be.revertedWithCustomError(settlement, "NoteNotSetAside");
    });

    it("R-10 is not taken off the bank by a part", async () => {
      const { root, other, key } = await ready();
      await settle(root, baiyunling);
      await moved(settlePartly(root, FACE / 2n), [
        [qianling, -FACE / 4n - 250n],
        [baiyunling, FACE / 4n + 250n],
      ]);
      expect(await progressOf(other)).to.deep.include({ aside: FACE / 2n, payer: baiyunling.id });
      await unfrozen(desk, other, key);
      await claim(other, huaxi);
      await moved(settle(root), [
        [qianling, -FACE / 4n - due],
        [baiyunling, FACE / 4n + due],
      ]);
    });

    it("R-10 is paid by the bank's next round once it can be, and left as it is until then", async () => {
      const { root, other, key } = await ready();
      await settle(root, baiyunling);
      await goTo("2026-07-11");
      await expect(collect(root, baiyunling)).not.to.emit(settlement, "NoteSetAside");
      expect(await progressOf(other)).to.deep.include({ aside: FACE / 2n, asideInterest: 250n });
      await unfrozen(desk, other, key);
      await moved(collect(root, baiyunling), [
        [baiyunling, -due],
        [huaxi, due],
      ]);
      expect((await registry.noteInfo(other)).holder).to.equal(baiyunling.id);
    });

    it("R-10 the bank pays what the obligor has set aside and not paid, and claims it", async () => {
      const { root, other, key } = await ready();
      await settle(root);
      expect(await statusOf(root)).to.equal(RootStatus.Settled);
      await moved(settle(root, baiyunling), [[baiyunling, 0n]]);
      await unfrozen(desk, other, key);
      await moved(settle(root, baiyunling), [
        [baiyunling, -due],
        [huaxi, due],
      ]);
      await moved(claim(other, baiyunling), [
        [qianling, -due],
        [baiyunling, due],
      ]);
      expect(await info(other)).to.deep.include({ status: NoteStatus.Paid });
    });

    it("K-4 an older pledgee waits with its pledgor: the bank pays all of a note or nothing", async () => {
      const { root, note } = await bankConfirmed(desk);
      await pledged(desk, note, nanming, guanshan, { secured: 600_000n });
      const key = await freezing(note);
      await goTo(LATE);
      await moved(settle(root, baiyunling), [[guanshan, 0n]]);
      await unfrozen(desk, note, key);
      await moved(claim(note, nanming), [
        [baiyunling, -FACE - 500n],
        [guanshan, 600_000n],
        [nanming, FACE + 500n - 600_000n],
      ]);
      expect(await info(note)).to.deep.include({ holder: baiyunling.id, marks: Marks.PartPaid });
    });
  });

  describe("claim", () => {
    it("reverts for anybody but the holder, and where nothing is set aside", async () => {
      const { root, notes } = await chained(desk);
      const key = await freezing(notes.wudang);
      await expect(claim(notes.wudang, wudang)).to.be.revertedWithCustomError(settlement, "NoteNotSetAside");
      await goTo(DUE_DAY);
      await settle(root);
      await unfrozen(desk, notes.wudang, key);
      await expect(claim(notes.wudang, huaxi))
        .to.be.revertedWithCustomError(registry, "NoteNotHolder")
        .withArgs(notes.wudang, huaxi.id, wudang.id);
      await expect(claim(99n, wudang)).to.be.revertedWithCustomError(registry, "NoteUnknown").withArgs(99n);
    });

    it("reverts without the payer's money, and is made again when it is there", async () => {
      const { root, notes } = await chained(desk);
      const key = await freezing(notes.wudang);
      await goTo(DUE_DAY);
      await settle(root);
      await unfrozen(desk, notes.wudang, key);
      await money.connect(qianling.signer).approve(settlement, QUARTER - 1n);
      await expect(claim(notes.wudang, wudang))
        .to.be.revertedWithCustomError(settlement, "SettlementMoneyShort")
        .withArgs(root, qianling.id, QUARTER, await money.balanceOf(qianling.wallet), QUARTER - 1n);
      await money.connect(qianling.signer).approve(settlement, MaxUint256);
      await claim(notes.wudang, wudang);
    });

    it("K-12 works in a halted module and for a frozen holder; a frozen payer's money does not move", async () => {
      const { root, notes } = await chained(desk);
      const keys = [await freezing(notes.wudang), await freezing(notes.huaxi)];
      await goTo(DUE_DAY);
      await settle(root);
      await unfrozen(desk, notes.wudang, keys[0] ?? "");
      await unfrozen(desk, notes.huaxi, keys[1] ?? "");
      await halt(desk, "receivables");
      await freeze(desk, wudang);
      await moved(claim(notes.wudang, wudang), [[wudang, QUARTER]]);
      await freeze(desk, qianling);
      await expect(claim(notes.huaxi, huaxi)).to.be.revertedWithCustomError(settlement, "SettlementMoneyShort");
    });
  });
});
