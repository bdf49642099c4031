/** ReceivableSettlement: what an obligor pays in part, note by note and to the fen. */
import { expect } from "chai";
import type { ReceivableRegistry, ReceivableSettlement } from "../../../../types/index.js";
import { day, fields, goTo } from "../../../utils/bills.ts";
import {
  bankConfirmed,
  chained,
  DUE_DAY,
  FACE,
  Marks,
  noteOf,
  NoteStatus,
  opened,
  type ReceivableDesk,
  receivableDesk,
  RootStatus,
  transferred,
} from "../../../utils/receivables.ts";
import { ALL, checkConserved, interestOn, shareOf } from "../../../utils/receivables-settlement.ts";
import { type Actor, ethers } from "../../../utils/suite.ts";

const LATE = "2026-07-01";
const QUARTER = FACE / 4n;
const RATE = 180_000n;

describe("ReceivableSettlement: partial payment", () => {
  let desk: ReceivableDesk;
  let settlement: ReceivableSettlement;
  let registry: ReceivableRegistry;
  let money: ReceivableDesk["suite"]["money"];
  let qianling: Actor, nanming: Actor, huaxi: Actor, wudang: Actor, qingzhen: Actor, baiyunling: Actor;

  beforeEach(async () => {
    desk = await receivableDesk();
    ({ receivableSettlement: settlement, receivableRegistry: registry, money } = desk.suite);
    ({ qianling, nanming, huaxi, wudang, qingzhen, baiyunling } = desk);
  });

  afterEach(() => checkConserved(desk));

  const settle = (root: bigint, limit = ALL, payer = qianling) => settlement.connect(payer.signer).settle(root, limit);
  const settlePartly = (root: bigint, paidTo: bigint, limit = ALL, payer = qianling) =>
    settlement.connect(payer.signer).settlePartly(root, paidTo, limit);
  const progressOf = async (note: bigint) => fields(await settlement.progressOf(note));
  /** Payer, then the chain. */
  const moved = (act: Promise<unknown>, payer: bigint, ...holders: bigint[]) =>
    expect(act).to.changeTokenBalances(
      ethers,
      money,
      [qianling, nanming, huaxi, wudang, qingzhen].map(({ wallet }) => wallet),
      [payer, ...holders],
    );

  it("by intervals gives what was reckoned by hand: the shares add up, and a fen more is one note's (vector 6)", async () => {
    // Notes are parted from the low end: nanming keeps the last interval.
    const face = 100_000_000n;
    const { root, note } = await opened(desk, { face });
    const first = await transferred(desk, note, nanming, huaxi, 33_333_333n);
    const second = await transferred(desk, note, nanming, wudang, 33_333_333n);
    const third = await transferred(desk, note, nanming, qingzhen, 20_000_000n);
    await goTo(DUE_DAY);
    const received = () =>
      Promise.all([first, second, third, note].map(async (each) => (await settlement.progressOf(each)).received));
    await settlePartly(root, 10_000_000n);
    expect(await received()).to.deep.equal([3_333_333n, 3_333_333n, 2_000_000n, 1_333_334n]);
    await moved(settlePartly(root, 10_000_001n), -1n, 0n, 0n, 1n, 0n);
    await settlePartly(root, 55_555_555n);
    expect(await received()).to.deep.equal([18_518_518n, 18_518_518n, 11_111_111n, 7_407_408n]);
    await moved(settle(root), -44_444_445n, 5_925_926n, 14_814_815n, 14_814_815n, 8_888_889n);
  });

  it("marks notes, keeps what they have received, frees the facility of it, and says so", async () => {
    const { root, notes, facility } = await chained(desk);
    await goTo(DUE_DAY);
    const paying = settlePartly(root, 400_000n);
    await moved(paying, -400_000n, 100_000n, 100_000n, 100_000n, 100_000n);
    await expect(paying)
      .to.emit(settlement, "SettlementStarted")
      .withArgs(root, qianling.id, 400_000n, 400_000n, day(DUE_DAY))
      .and.to.emit(settlement, "NotePaid")
      .withArgs(notes.huaxi, qianling.id, huaxi.id, 100_000n, 0n)
      .and.to.emit(settlement, "SettlementPaged")
      .withArgs(root, qianling.id, 0n, 400_000n);
    expect(await progressOf(notes.huaxi)).to.deep.equal({
      received: 100_000n,
      through: 0n,
      aside: 0n,
      asideInterest: 0n,
      payer: 0n,
    });
    expect(fields(await registry.noteInfo(notes.huaxi))).to.deep.include({
      status: NoteStatus.Live,
      marks: Marks.PartPaid,
    });
    expect(await settlement.paidTo(root)).to.equal(400_000n);
    expect(fields(await registry.rootInfo(root))).to.deep.include({ paid: 0n, status: RootStatus.Open });
    expect((await desk.suite.receivableIssuance.facilityInfo(facility)).used).to.equal(600_000n);

    await moved(settle(root), -600_000n, 150_000n, 150_000n, 150_000n, 150_000n);
    expect(await settlement.paidTo(root)).to.equal(FACE);
    expect(await progressOf(notes.huaxi)).to.deep.include({ received: 0n, payer: 0n });
    expect((await desk.suite.receivableIssuance.facilityInfo(facility)).used).to.equal(0n);
  });

  it("leaves a note without a mark that no fen of it reaches", async () => {
    const { root, note } = await opened(desk);
    const fen = await transferred(desk, note, nanming, huaxi, 1n);
    await goTo(DUE_DAY);
    await settlePartly(root, FACE / 2n);
    expect((await registry.noteInfo(fen)).marks).to.equal(Marks.None);
    await moved(settle(root), -FACE / 2n, FACE / 2n - 1n, 1n, 0n, 0n);
  });

  it("lets a fen stand that a later payment would take away", async () => {
    // [1, 2], [3, 3], [4, 5] of 5: the middle one has a fen of 2, and none of 3.
    const { root, note } = await opened(desk, { face: 5n });
    await transferred(desk, note, nanming, huaxi, 2n);
    await transferred(desk, note, nanming, wudang, 1n);
    await goTo(DUE_DAY);
    expect(await settlement.needed(root, 2n)).to.deep.equal([2n, 0n]);
    await moved(settlePartly(root, 2n), -2n, 1n, 0n, 1n, 0n);
    // Which has all it is owed with that. The others have a fen each of 3.
    expect(fields(await registry.rootInfo(root))).to.deep.include({ paid: 1n, status: RootStatus.Open });
    expect(await settlement.needed(root, 3n)).to.deep.equal([3n, 0n]);
    await moved(settlePartly(root, 3n), -2n, 1n, 1n, 0n, 0n);
    await moved(settlePartly(root, 4n), 0n, 0n, 0n, 0n, 0n);
    await moved(settle(root), -1n, 0n, 1n, 0n, 0n);
  });

  it("counts notes closed before as having received theirs", async () => {
    const { root, note } = await opened(desk);
    const early = await transferred(desk, note, nanming, huaxi, FACE / 2n);
    const { request } = await settlement.connect(huaxi.signer).requestEarlyPayment.staticCall(early, FACE / 2n, 0n, 0n);
    await settlement.connect(huaxi.signer).requestEarlyPayment(early, FACE / 2n, 0n, 0n);
    await settlement.connect(qianling.signer).sign(request);
    await goTo(DUE_DAY);
    // A fen more for each number that was given: where notes were closed, others' shares are not rounded against each other.
    expect(await settlement.needed(root, 500_000n)).to.deep.equal([250_002n, 0n]);
    await moved(settlePartly(root, 500_000n), -250_000n, 250_000n, 0n, 0n, 0n);
    expect(await settlement.needed(root, FACE)).to.deep.equal([250_000n, 0n]);
  });

  it("pays the interest that has run first, and lets it run on what is left only (Civil Code 561)", async () => {
    const { root, notes } = await chained(desk);
    await goTo("2026-07-10");
    const ten = interestOn(QUARTER, RATE, 10n);
    await moved(settlePartly(root, 400_000n), -400_000n - 4n * ten, ...[0, 1, 2, 3].map(() => 100_000n + ten));
    expect(await progressOf(notes.wudang)).to.deep.include({ received: 100_000n, through: day("2026-07-10") });
    await goTo("2026-07-13");
    const three = interestOn(150_000n, RATE, 3n);
    expect(await settlement.dueOn(notes.wudang)).to.deep.equal([150_000n, three]);
    expect(await settlement.needed(root, FACE)).to.deep.equal([600_000n, 4n * three + 2n]);
    await moved(settle(root), -600_000n - 4n * three, ...[0, 1, 2, 3].map(() => 150_000n + three));
  });

  it("pays interest through the day of each page, each note from the day through which it had its own", async () => {
    const { root, notes } = await chained(desk);
    const part = 100_000n;
    await goTo(LATE);
    await settlePartly(root, 400_000n, 2n);
    await goTo("2026-07-03");
    const three = interestOn(QUARTER, RATE, 3n);
    await moved(settlePartly(root, 400_000n, 2n), -2n * (part + three), 0n, 0n, part + three, part + three);
    await goTo("2026-07-05");
    const [four, two] = [interestOn(150_000n, RATE, 4n), interestOn(150_000n, RATE, 2n)];
    expect(await settlement.dueOn(notes.huaxi)).to.deep.equal([150_000n, four]);
    expect(await settlement.dueOn(notes.wudang)).to.deep.equal([150_000n, two]);
    expect(await settlement.needed(root, FACE)).to.deep.equal([600_000n, 2n * (four + two) + 2n]);
    await moved(
      settle(root),
      -600_000n - 2n * (four + two),
      150_000n + four,
      150_000n + four,
      150_000n + two,
      150_000n + two,
    );
  });

  it("pays a note its interest also where its share has not grown", async () => {
    const { root, notes } = await chained(desk);
    await goTo(LATE);
    await settlePartly(root, 400_000n);
    await goTo("2026-07-05");
    const four = interestOn(150_000n, RATE, 4n);
    // The one fen goes to the note with the highest units.
    await moved(settlePartly(root, 400_001n), -1n - 4n * four, four + 1n, four, four, four);
    expect(await progressOf(notes.huaxi)).to.deep.include({ received: 100_000n, through: day("2026-07-05") });
    expect(await settlement.dueOn(notes.huaxi)).to.deep.equal([150_000n, 0n]);
  });

  it("does nothing for a note of which nothing is due", async () => {
    const { root, note } = await opened(desk);
    const fen = await transferred(desk, note, nanming, huaxi, 1n);
    await goTo(LATE);
    // A day's interest on one fen is none.
    await expect(settlePartly(root, 10n))
      .to.emit(settlement, "NotePaid")
      .withArgs(note, qianling.id, nanming.id, 10n, 500n);
    expect(await progressOf(fen)).to.deep.include({ received: 0n, through: 0n });
  });

  it("X-19 reverts below what is reached, and at the face: a part is above the one and below the other", async () => {
    const { root } = await chained(desk);
    await goTo(DUE_DAY);
    for (const paidTo of [0n, FACE, FACE + 1n]) {
      await expect(settlePartly(root, paidTo))
        .to.be.revertedWithCustomError(settlement, "SettlementPartOutOfRange")
        .withArgs(root, paidTo, 0n, FACE);
    }
    await settlePartly(root, 400_000n);
    await expect(settlePartly(root, 400_000n))
      .to.be.revertedWithCustomError(settlement, "SettlementPartOutOfRange")
      .withArgs(root, 400_000n, 400_000n, FACE);
    await settlePartly(root, FACE - 1n);
  });

  it("reverts while a round with another goal is running", async () => {
    const { root } = await chained(desk);
    await goTo(DUE_DAY);
    await settlePartly(root, 400_000n, 1n);
    for (const act of [() => settle(root), () => settlePartly(root, 500_000n)]) {
      await expect(act())
        .to.be.revertedWithCustomError(settlement, "SettlementRunning")
        .withArgs(root, qianling.id, 400_000n, 2n);
    }
    expect(await settlement.paidTo(root)).to.equal(0n);
    await settlePartly(root, 400_000n);
    await settle(root, 1n);
    await expect(settlePartly(root, 500_000n))
      .to.be.revertedWithCustomError(settlement, "SettlementRunning")
      .withArgs(root, qianling.id, FACE, 2n);
    await settle(root);
  });

  it("reverts before the due day, without the money, and for anybody but the obligor", async () => {
    const { root } = await bankConfirmed(desk);
    await expect(settlePartly(root, 1n)).to.be.revertedWithCustomError(settlement, "SettlementTooEarly");
    await goTo(LATE);
    await expect(settlePartly(root, 1n, ALL, baiyunling))
      .to.be.revertedWithCustomError(settlement, "SettlementNotPayer")
      .withArgs(root, baiyunling.id, qianling.id, 0n);
    await expect(settlePartly(root, 1n, ALL, nanming)).to.be.revertedWithCustomError(settlement, "SettlementNotPayer");
    await money.connect(qianling.signer).approve(settlement, 400_501n);
    await expect(settlePartly(root, 400_001n)).to.be.revertedWithCustomError(settlement, "SettlementMoneyShort");
    await settlePartly(root, 400_000n);
  });

  it("changes nothing by how a root is parted: the same sum for the same interval", async () => {
    const face = 1_000_003n;
    const whole = await opened(desk, { face });
    const parted = await opened(desk, { face });
    await transferred(desk, parted.note, nanming, huaxi, 333_333n);
    await transferred(desk, parted.note, nanming, huaxi, 77n);
    await goTo(DUE_DAY);
    let reached = 0n;
    for (const paidTo of [1n, 2n, 399_999n, 700_001n]) {
      await moved(settlePartly(whole.root, paidTo), reached - paidTo, paidTo - reached, 0n, 0n, 0n);
      await settlePartly(parted.root, paidTo);
      reached = paidTo;
      const shares = await Promise.all(
        [1, 2, 3].map(async (number) => (await settlement.progressOf(noteOf(parted.root, number))).received),
      );
      expect(shares.reduce((sum, share) => sum + share)).to.equal(paidTo);
      expect(shares[1]).to.equal(shareOf(1n, 333_333n, paidTo, face));
    }
  });
});
