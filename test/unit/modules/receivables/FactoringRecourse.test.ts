import { expect } from "chai";
import { id, ZeroHash } from "ethers";
import type { ReceivableFinancing, ReceivableRegistry, ReceivableSettlement } from "../../../../types/index.js";
import { day, deposited, fields, freeze, goTo, halt, order, suspend } from "../../../utils/bills.ts";
import { RATE } from "../../../utils/market.ts";
import {
  COSTS,
  type Factoring,
  financed,
  FinancingStatus,
  interestOn,
  priceOf,
} from "../../../utils/receivables-financing.ts";
import {
  bankConfirmed,
  DUE_DAY,
  FACE,
  Ground,
  Marks,
  NoteStatus,
  opened,
  type ReceivableDesk,
  receivableDesk,
  type RootDraft,
  RootStatus,
  rootOf,
  transferred,
} from "../../../utils/receivables.ts";
import { type Actor, ethers, networkHelpers } from "../../../utils/suite.ts";

const TODAY = "2026-01-05";
const PRICE = priceOf(FACE, RATE, TODAY, DUE_DAY);
const DISCOUNT = FACE - PRICE;
/** The day after the payable day. */
const LATE = "2026-07-01";
const ALL = 10n;
const UNTIL = Date.parse("2026-08-31T00:00:00+08:00") / 1000;

describe("ReceivableFinancing: what comes of it", () => {
  let desk: ReceivableDesk;
  let financing: ReceivableFinancing;
  let registry: ReceivableRegistry;
  let settlement: ReceivableSettlement;
  let money: ReceivableDesk["suite"]["money"];
  let qianling: Actor, nanming: Actor, huaxi: Actor, guanshan: Actor, baiyunling: Actor;

  beforeEach(async () => {
    desk = await receivableDesk();
    ({ receivableFinancing: financing, receivableRegistry: registry, receivableSettlement: settlement } = desk.suite);
    ({ money } = desk.suite);
    ({ qianling, nanming, huaxi, guanshan, baiyunling } = desk);
    await deposited(desk, nanming, 2n * FACE);
  });

  const info = async (note: bigint) => fields(await registry.noteInfo(note));
  const record = async (note: bigint) => fields(await financing.financingOf(note));
  const due = async (note: bigint) => (await financing.dueOn(note)).reduce((sum, part) => sum + part, 0n);
  const by = (actor: Actor) => financing.connect(actor.signer);
  const settled = (note: bigint, payer = qianling) => settlement.connect(payer.signer).settle(rootOf(note), ALL);
  const paidPartly = (note: bigint, paidTo: bigint) =>
    settlement.connect(qianling.signer).settlePartly(rootOf(note), paidTo, ALL);
  const claim = (note: bigint, costs = 0n) => by(baiyunling).claim(note, costs, costs === 0n ? ZeroHash : COSTS);
  const repay = (note: bigint, amount = 0n) => by(nanming).repay(note, amount);
  const moved = (act: Promise<unknown>, obligor: bigint, factor: bigint, seller: bigint) =>
    expect(act).to.changeTokenBalances(
      ethers,
      money,
      [qianling.wallet, baiyunling.wallet, nanming.wallet],
      [obligor, factor, seller],
    );
  const frozen = (note: bigint, holder: Actor) =>
    order(desk, "freeze", [note, id("case"), holder.id, FACE, UNTIL], desk.suite.receivableOrders);

  /** Nanming's whole claim on qianling, sold to baiyunling on the chain's first day. */
  async function sold(how: Factoring & { rate?: bigint }, draft: RootDraft = {}): Promise<bigint> {
    return (await financed(desk, (await opened(desk, draft)).note, nanming, baiyunling, how)).note;
  }

  /** As `sold`, with recourse and disclosed, claimed on the first day on which it can be. */
  async function claimed(costs = 0n, how: Factoring = { disclosed: true }): Promise<bigint> {
    const note = await sold({ recourse: true, ...how });
    await goTo(LATE);
    await claim(note, costs);
    return note;
  }

  /** A debt of qianling's that falls due two months later than usual, and is sold when the usual one is due. */
  const draftOf = (supplier: Actor): RootDraft => ({ supplier, dueDay: "2026-08-31" });
  const later = (firstDay: string) => ({ firstDay, lastDay: "2026-07-31" });

  describe("what the obligor pays", () => {
    it("R-5 goes to the seller as the factor's agent before notice, who remits it", async () => {
      const note = await sold({ recourse: false });
      await goTo(DUE_DAY);
      const paying = settled(note);
      await moved(paying, -FACE, 0n, FACE);
      await expect(paying)
        .to.emit(financing, "FinancingCollected")
        .withArgs(note, baiyunling.id, nanming.id, 0n, FACE, FACE, 0n);
      await expect(paying)
        .to.emit(financing, "FinancingEnded")
        .withArgs(note, baiyunling.id, FinancingStatus.Collected);
      expect(await info(note)).to.deep.include({ status: NoteStatus.Paid, marks: Marks.None });
      expect(await record(note)).to.deep.include({ status: FinancingStatus.Collected, held: FACE });
      expect(await financing.openItems()).to.equal(1n);

      const remitting = by(nanming).remit(note);
      await moved(remitting, 0n, FACE, -FACE);
      await expect(remitting)
        .to.emit(financing, "FinancingRemitted")
        .withArgs(note, nanming.id, baiyunling.id, FACE, 0n, 0n);
      expect((await record(note)).held).to.equal(0n);
      expect(await financing.openItems()).to.equal(0n);
    });

    it("R-5, X-29 goes to the factor alone from notice on, what was collected before being the seller's to remit", async () => {
      const note = await sold({ recourse: true });
      await goTo(DUE_DAY);
      await moved(paidPartly(note, 400_000n), -400_000n, 0n, 400_000n);
      expect(await financing.dueOn(note)).to.deep.equal([0n, DISCOUNT, PRICE]);
      expect(await financing.openItems()).to.equal(0n);
      await by(baiyunling).notifyObligor(note);
      const paying = settled(note);
      await moved(paying, -600_000n, 600_000n, 0n);
      await expect(paying)
        .to.emit(financing, "FinancingCollected")
        .withArgs(note, baiyunling.id, nanming.id, 600_000n, 0n, 400_000n, 400_000n);
      expect(await financing.openItems()).to.equal(1n);
      await moved(by(nanming).remit(note), 0n, 400_000n, -400_000n);
      expect(await financing.dueOn(note)).to.deep.equal([0n, 0n, 0n]);
      expect(await financing.openItems()).to.equal(0n);
    });

    it("is all the factor's without recourse, interest for lateness included (Civil Code 767)", async () => {
      const note = await sold({ disclosed: true });
      await goTo("2026-07-10");
      const late = interestOn(FACE, 180_000n, 10n);
      const paying = settled(note);
      await moved(paying, -FACE - late, FACE + late, 0n);
      await expect(paying)
        .to.emit(financing, "FinancingCollected")
        .withArgs(note, baiyunling.id, nanming.id, FACE + late, 0n, 0n, 0n);
    });

    it("X-22 is the factor's with recourse as far as it is due, beyond that the seller's (Civil Code 766)", async () => {
      const note = await sold({ recourse: true, disclosed: true });
      await goTo("2026-07-10");
      const late = interestOn(FACE, 180_000n, 10n);
      // 990,956 × 1.85 % × 10 / 360 = 509.24.
      expect(await financing.dueOn(note)).to.deep.equal([0n, DISCOUNT + 509n, PRICE]);
      const surplus = late - 509n;
      const paying = settled(note);
      await moved(paying, -FACE - late, FACE + 509n, surplus);
      await expect(paying)
        .to.emit(financing, "FinancingCollected")
        .withArgs(note, baiyunling.id, nanming.id, FACE + 509n, surplus, 0n, 0n);
      await expect(paying).to.emit(settlement, "NoteDivided").withArgs(note, nanming.id, surplus);
    });

    it("pays costs first, then interest, then principal", async () => {
      const note = await claimed(20_000n);
      const late = interestOn(FACE, 180_000n, 1n);
      // 1 day: 990,956 × 1.85 % / 360 = 50.92.
      expect(await financing.dueOn(note)).to.deep.equal([20_000n, DISCOUNT + 51n, PRICE]);
      await paidPartly(note, 15_000n);
      expect(late).to.equal(500n);
      expect(await financing.dueOn(note)).to.deep.equal([4_500n, DISCOUNT + 51n, PRICE]);
      await paidPartly(note, 20_000n);
      expect(await financing.dueOn(note)).to.deep.equal([0n, DISCOUNT + 51n - 500n, PRICE]);
      await paidPartly(note, 30_000n);
      expect(await financing.dueOn(note)).to.deep.equal([0n, 0n, PRICE - 10_000n + DISCOUNT + 51n - 500n]);
    });

    it("bears interest on what is not collected, rounded half up for each time between two payments", async () => {
      const note = await sold({ recourse: true, disclosed: true, rate: 60_000n });
      const price = priceOf(FACE, 60_000n, TODAY, DUE_DAY);
      await goTo(DUE_DAY);
      // Before the payable day has passed nothing is added to the discount.
      await paidPartly(note, 500_000n);
      let principal = price - (500_000n - (FACE - price));
      expect(await financing.dueOn(note)).to.deep.equal([0n, 0n, principal]);
      await goTo("2026-07-07");
      let interest = interestOn(principal, 60_000n, 7n);
      expect(await financing.dueOn(note)).to.deep.equal([0n, interest, principal]);
      await paidPartly(note, 600_000n);
      principal -= 100_000n + interestOn(500_000n, 180_000n, 7n) - interest;
      expect(await financing.dueOn(note)).to.deep.equal([0n, 0n, principal]);
      await goTo("2026-07-17");
      interest = interestOn(principal, 60_000n, 10n);
      expect(await financing.dueOn(note)).to.deep.equal([0n, interest, principal]);
    });

    it("on a day before the payable day pays the whole discount", async () => {
      // A Saturday; payable on Monday.
      const note = await sold({ recourse: true, disclosed: true }, { dueDay: "2026-06-27" });
      const price = priceOf(FACE, RATE, TODAY, "2026-06-29");
      await goTo("2026-06-27");
      await paidPartly(note, 100_000n);
      const left = price - (100_000n - (FACE - price));
      for (const date of ["2026-06-28", "2026-06-29"]) {
        await goTo(date);
        expect(await financing.dueOn(note), date).to.deep.equal([0n, 0n, left]);
      }
      await goTo("2026-06-30");
      expect(await financing.dueOn(note)).to.deep.equal([0n, interestOn(left, RATE, 1n), left]);
    });

    it("leaves due what it does not cover, which is nobody's to claim any more", async () => {
      const note = await sold({ recourse: true, disclosed: true, rate: 300_000n });
      await goTo("2026-07-10");
      const price = priceOf(FACE, 300_000n, TODAY, DUE_DAY);
      const short = interestOn(price, 300_000n, 10n) - interestOn(FACE, 180_000n, 10n);
      await settled(note);
      expect(await due(note)).to.equal(short);
      await expect(claim(note))
        .to.be.revertedWithCustomError(financing, "FinancingMissing")
        .withArgs(note, FinancingStatus.Collected);
      await expect(repay(note)).to.be.revertedWithCustomError(financing, "FinancingNotClaimed").withArgs(note);
    });

    it("is divided for each note by itself, whatever has been done with others of its root", async () => {
      const { note } = await opened(desk);
      const half = await transferred(desk, note, nanming, huaxi, 500_000n);
      const first = (await financed(desk, half, huaxi, guanshan, { disclosed: true })).note;
      const second = (await financed(desk, note, nanming, baiyunling, { recourse: true, amount: 300_000n })).note;
      await goTo(DUE_DAY);
      await expect(settled(note)).to.changeTokenBalances(
        ethers,
        money,
        [qianling.wallet, huaxi.wallet, guanshan.wallet, nanming.wallet, baiyunling.wallet],
        [-FACE, 0n, 500_000n, 500_000n, 0n],
      );
      expect((await record(first)).held).to.equal(0n);
      expect((await record(second)).held).to.equal(300_000n);
      expect((await registry.rootInfo(rootOf(note))).status).to.equal(RootStatus.Settled);
    });

    it("collect and end revert for all but the module's parts", async () => {
      const note = await sold({});
      for (const act of [() => by(baiyunling).collect(note, 1n, false), () => by(baiyunling).end(note)]) {
        await expect(act()).to.be.revertedWithCustomError(financing, "CallerNotPart").withArgs(baiyunling.wallet);
      }
    });
  });

  describe("remit", () => {
    it("X-22 pays with recourse no more than is due: the rest is the seller's own", async () => {
      const note = await sold({ recourse: true });
      await goTo("2026-07-10");
      const late = interestOn(FACE, 180_000n, 10n);
      await moved(settled(note), -FACE - late, 0n, FACE + late);
      expect((await record(note)).held).to.equal(FACE + late);
      // What it keeps it pays interest for, until the factor has it.
      await goTo("2026-07-20");
      const owed = FACE + interestOn(PRICE, RATE, 20n);
      const remitting = by(nanming).remit(note);
      await moved(remitting, 0n, owed, -owed);
      await expect(remitting)
        .to.emit(financing, "FinancingRemitted")
        .withArgs(note, nanming.id, baiyunling.id, owed, 0n, 0n);
      expect((await record(note)).held).to.equal(0n);
      await expect(by(nanming).remit(note)).to.be.revertedWithCustomError(financing, "FinancingNothingHeld");
    });

    it("in part, before all is paid, leaves the note with the factor", async () => {
      const note = await sold({ recourse: true });
      await goTo(DUE_DAY);
      await paidPartly(note, 100_000n);
      await moved(by(nanming).remit(note), 0n, 100_000n, -100_000n);
      expect(await due(note)).to.equal(900_000n);
      expect(await info(note)).to.deep.include({ holder: baiyunling.id, marks: Marks.Financed | Marks.PartPaid });
      await expect(by(nanming).remit(note))
        .to.be.revertedWithCustomError(financing, "FinancingNothingHeld")
        .withArgs(note);
    });

    it("reverts for all but the seller, and where nothing was financed", async () => {
      const note = await sold({});
      await goTo(DUE_DAY);
      await settled(note);
      await expect(by(huaxi).remit(note))
        .to.be.revertedWithCustomError(financing, "FinancingNotSeller")
        .withArgs(note, huaxi.id, nanming.id);
      const { note: other } = await opened(desk, { dueDay: "2026-12-01" });
      await expect(by(nanming).remit(other))
        .to.be.revertedWithCustomError(financing, "FinancingMissing")
        .withArgs(other, FinancingStatus.None);
    });

    it("says who lacks how much", async () => {
      const note = await sold({});
      await goTo(DUE_DAY);
      await settled(note);
      const balance = await money.balanceOf(nanming.wallet);
      await money.connect(nanming.signer).transfer(huaxi.wallet, balance - FACE + 1n);
      const [spender, allowance] = [await financing.getAddress(), await money.allowance(nanming.wallet, financing)];
      await expect(by(nanming).remit(note))
        .to.be.revertedWithCustomError(financing, "FinancingMoneyShort")
        .withArgs(nanming.id, FACE, FACE - 1n, allowance);
      await deposited(desk, nanming, 1n);
      await money.connect(nanming.signer).approve(spender, FACE - 1n);
      await expect(by(nanming).remit(note))
        .to.be.revertedWithCustomError(financing, "FinancingMoneyShort")
        .withArgs(nanming.id, FACE, FACE, FACE - 1n);
    });

    it("K-12, K-4 is open to a suspended seller, to a frozen factor's benefit, in a halted module; not to a frozen payer", async () => {
      const note = await sold({});
      await goTo(DUE_DAY);
      await paidPartly(note, 500_000n);
      await freeze(desk, nanming);
      await expect(by(nanming).remit(note)).to.be.revertedWithCustomError(
        desk.suite.participants,
        "ParticipantIsFrozen",
      );
      const other = (await financed(desk, (await opened(desk, draftOf(huaxi))).note, huaxi, baiyunling, later(DUE_DAY)))
        .note;
      await goTo("2026-08-31");
      await settled(other);
      await freeze(desk, baiyunling, Date.parse("2026-12-31T00:00:00+08:00") / 1000);
      await suspend(desk, huaxi);
      await halt(desk, "receivables");
      await expect(by(huaxi).remit(other)).to.changeTokenBalances(
        ethers,
        money,
        [huaxi.wallet, baiyunling.wallet],
        [-FACE, FACE],
      );
    });
  });

  describe("claim", () => {
    it("claims what is due of the seller once the obligor is overdue, with proven costs", async () => {
      const note = await sold({ recourse: true });
      await goTo(DUE_DAY, "23:59:00");
      await expect(claim(note))
        .to.be.revertedWithCustomError(financing, "FinancingNotOverdue")
        .withArgs(note, day(DUE_DAY), day(DUE_DAY));
      await goTo(LATE, "00:00:00");
      await expect(claim(note, 3_000n))
        .to.emit(financing, "FinancingClaimed")
        .withArgs(note, baiyunling.id, nanming.id, 3_000n, COSTS, FACE + 51n + 3_000n);
      expect(await record(note)).to.deep.include({ claimed: true, costs: 3_000n, claimedCosts: 3_000n });
      expect(await financing.dueOn(note)).to.deep.equal([3_000n, DISCOUNT + 51n, PRICE]);
    });

    it("waits for the payable day that the calendar in force has", async () => {
      const note = await sold({ recourse: true });
      await goTo("2026-06-29");
      await desk.suite.calendar.connect(desk.clearing.signer).amendDay(day(DUE_DAY), false, COSTS);
      await goTo("2026-07-01");
      await expect(claim(note))
        .to.be.revertedWithCustomError(financing, "FinancingNotOverdue")
        .withArgs(note, day("2026-07-01"), day("2026-07-01"));
      await goTo("2026-07-02");
      await claim(note);
      // Interest runs from the day to which the price was reckoned.
      expect(await financing.dueOn(note)).to.deep.equal([0n, DISCOUNT + interestOn(PRICE, RATE, 2n), PRICE]);
    });

    it("is made again with further costs, in all no more than the note's face, and without", async () => {
      const note = await claimed(400_000n);
      await claim(note);
      await claim(note, 100_000n);
      await repay(note, 450_000n);
      expect((await financing.dueOn(note))[0]).to.equal(50_000n);
      await expect(claim(note, 500_001n))
        .to.be.revertedWithCustomError(financing, "FinancingCostsTooHigh")
        .withArgs(note, 500_001n, 500_000n);
      await claim(note, 500_000n);
      expect((await financing.dueOn(note))[0]).to.equal(550_000n);
      await expect(claim(note, 1n))
        .to.be.revertedWithCustomError(financing, "FinancingCostsTooHigh")
        .withArgs(note, 1n, 0n);
    });

    it("reverts for costs without proof", async () => {
      const note = await sold({ recourse: true });
      await goTo(LATE);
      await expect(by(baiyunling).claim(note, 1n, ZeroHash))
        .to.be.revertedWithCustomError(financing, "FinancingCostsWithoutEvidence")
        .withArgs(note);
    });

    it("reverts without recourse (Civil Code 767), for others than the factor, and where nothing was financed", async () => {
      const note = await sold({ recourse: false, disclosed: true });
      const { note: other } = await opened(desk);
      await goTo(LATE);
      await expect(claim(note)).to.be.revertedWithCustomError(financing, "FinancingWithoutRecourse").withArgs(note);
      await expect(by(guanshan).claim(note, 0n, ZeroHash))
        .to.be.revertedWithCustomError(financing, "FinancingNotFactor")
        .withArgs(note, guanshan.id, baiyunling.id);
      await expect(claim(other))
        .to.be.revertedWithCustomError(financing, "FinancingMissing")
        .withArgs(other, FinancingStatus.None);
    });

    it("R-10 reverts while an order keeps the factor from what was set aside for it; once it is over the claim is open", async () => {
      const note = await sold({ recourse: true, disclosed: true });
      await frozen(note, baiyunling);
      await goTo("2026-06-30");
      await settled(note);
      expect((await info(note)).marks).to.equal(Marks.Financed | Marks.Frozen | Marks.SetAside);
      await goTo(LATE);
      await expect(claim(note)).to.be.revertedWithCustomError(financing, "FinancingSetAside").withArgs(note);
      await goTo("2026-09-01");
      await claim(note);
      await repay(note);
      // With the note the seller has what waits for its holder.
      await expect(settlement.connect(nanming.signer).claim(note)).to.changeTokenBalances(
        ethers,
        money,
        [qianling.wallet, nanming.wallet],
        [-FACE, FACE],
      );
    });

    it("R-10 what was set aside is divided when the factor gets it", async () => {
      const note = await sold({ recourse: true, disclosed: true });
      await frozen(note, baiyunling);
      await goTo("2026-07-10");
      await settled(note);
      await goTo("2026-09-01");
      const [late, owed] = [interestOn(FACE, 180_000n, 10n), interestOn(PRICE, RATE, 63n)];
      const claiming = settlement.connect(baiyunling.signer).claim(note);
      await moved(claiming, -FACE - late, FACE + owed, late - owed);
      expect((await record(note)).status).to.equal(FinancingStatus.Collected);
    });

    it("K-12 is open to a frozen factor in a halted module", async () => {
      const note = await sold({ recourse: true });
      await goTo(LATE);
      await freeze(desk, baiyunling);
      await halt(desk, "receivables");
      await claim(note);
    });
  });

  describe("repay", () => {
    it("pays costs, interest and principal, and with all of it the note is the seller's again", async () => {
      const note = await claimed(2_000n);
      const all = FACE + 51n + 2_000n;
      const paying = repay(note, 5_000n);
      await moved(paying, 0n, 5_000n, -5_000n);
      await expect(paying)
        .to.emit(financing, "FinancingRepaid")
        .withArgs(note, nanming.id, baiyunling.id, 5_000n, all - 5_000n, FinancingStatus.Live);
      expect(await financing.dueOn(note)).to.deep.equal([0n, DISCOUNT + 51n - 3_000n, PRICE]);
      expect(await info(note)).to.deep.include({ holder: baiyunling.id, marks: Marks.Financed });

      await goTo("2026-07-11");
      const left = all - 5_000n + interestOn(PRICE, RATE, 10n);
      const returning = repay(note);
      await moved(returning, 0n, left, -left);
      await expect(returning)
        .to.emit(financing, "FinancingRepaid")
        .withArgs(note, nanming.id, baiyunling.id, left, 0n, FinancingStatus.Repaid);
      await expect(returning)
        .to.emit(registry, "NoteTransferred")
        .withArgs(note, baiyunling.id, nanming.id, Ground.Recourse, 1n, FACE, 1n, ZeroHash);
      expect(await info(note)).to.deep.include({ holder: nanming.id, marks: Marks.None, status: NoteStatus.Live });
      expect(await record(note)).to.deep.include({ status: FinancingStatus.Repaid, principal: 0n, interest: 0n });
      expect(await financing.dueOn(note)).to.deep.equal([0n, 0n, 0n]);

      // What comes in later is its own, interest included.
      const late = interestOn(FACE, 180_000n, 11n);
      await moved(settled(note), -FACE - late, 0n, FACE + late);
    });

    it("of exactly what is due is repayment of all; a fen more is refused, a fen less leaves it open", async () => {
      const note = await claimed();
      const all = FACE + 51n;
      await expect(repay(note, all + 1n))
        .to.be.revertedWithCustomError(financing, "FinancingAmountOutOfRange")
        .withArgs(note, all + 1n, all);
      await repay(note, all - 1n);
      expect((await info(note)).holder).to.equal(baiyunling.id);
      await repay(note, 1n);
      expect((await info(note)).holder).to.equal(nanming.id);
    });

    it("reverts before a claim, and when nothing is due any more", async () => {
      const note = await sold({ recourse: true, disclosed: true });
      await goTo(LATE);
      await expect(repay(note)).to.be.revertedWithCustomError(financing, "FinancingNotClaimed").withArgs(note);
      await claim(note);
      await repay(note);
      await expect(repay(note))
        .to.be.revertedWithCustomError(financing, "FinancingMissing")
        .withArgs(note, FinancingStatus.Repaid);

      const other = (
        await financed(desk, (await opened(desk, draftOf(nanming))).note, nanming, baiyunling, {
          recourse: true,
          disclosed: true,
          ...later(LATE),
        })
      ).note;
      await goTo("2026-09-01");
      await claim(other);
      await settled(other);
      await expect(repay(other))
        .to.be.revertedWithCustomError(financing, "FinancingAmountOutOfRange")
        .withArgs(other, 0n, 0n);
    });

    it("is asked of that note's seller alone, not of who held it before", async () => {
      const { note } = await opened(desk);
      await transferred(desk, note, nanming, huaxi);
      await financed(desk, note, huaxi, baiyunling, { recourse: true });
      await goTo(LATE);
      await expect(claim(note))
        .to.emit(financing, "FinancingClaimed")
        .withArgs(note, baiyunling.id, huaxi.id, 0n, ZeroHash, FACE + 51n);
      await expect(repay(note))
        .to.be.revertedWithCustomError(financing, "FinancingNotSeller")
        .withArgs(note, nanming.id, huaxi.id);
      const { note: other } = await opened(desk, { dueDay: "2026-12-01" });
      await expect(repay(other))
        .to.be.revertedWithCustomError(financing, "FinancingMissing")
        .withArgs(other, FinancingStatus.None);
    });

    it("says who lacks how much", async () => {
      const note = await claimed();
      await money.connect(nanming.signer).approve(financing, 100n);
      await expect(repay(note, 101n))
        .to.be.revertedWithCustomError(financing, "FinancingMoneyShort")
        .withArgs(nanming.id, 101n, PRICE + 2n * FACE, 100n);
    });

    it("K-12, K-4 is open to a suspended seller in a halted module, to a frozen factor's benefit; not to a frozen payer", async () => {
      const note = await claimed();
      await freeze(desk, baiyunling);
      await suspend(desk, nanming);
      await halt(desk, "receivables");
      await repay(note, 1_000n);
      await freeze(desk, nanming);
      await expect(repay(note)).to.be.revertedWithCustomError(desk.suite.participants, "ParticipantIsFrozen");
    });

    it("K-4 takes a frozen note out of the factor's hand against payment in full, not in part", async () => {
      const note = await claimed();
      await frozen(note, baiyunling);
      await repay(note, 500_000n);
      expect((await info(note)).holder).to.equal(baiyunling.id);
      await repay(note);
      expect((await info(note)).holder).to.equal(nanming.id);
      await moved(settled(note), -FACE - interestOn(FACE, 180_000n, 1n), 0n, FACE + interestOn(FACE, 180_000n, 1n));
    });
  });

  describe("X-22 from obligor, bank and seller together the factor never has more than it is due", () => {
    it("obligor in part, seller the rest, then the obligor's rest to the seller", async () => {
      const note = await claimed();
      await paidPartly(note, 400_000n);
      const left = FACE + 51n - 400_000n - 500n;
      await moved(repay(note), 0n, left, -left);
      await moved(settled(note), -600_000n, 0n, 600_000n);
      expect((await info(note)).status).to.equal(NoteStatus.Paid);
    });

    it("seller in part, then the obligor: what is due to the factor, the rest to the seller", async () => {
      const note = await claimed(10_000n);
      await repay(note, 400_000n);
      const left = FACE + 51n + 10_000n - 400_000n;
      await moved(settled(note), -FACE - 500n, left, FACE + 500n - left);
      expect(await record(note)).to.deep.include({ status: FinancingStatus.Collected });
      expect(await due(note)).to.equal(0n);
      await expect(repay(note, 1n)).to.be.revertedWithCustomError(financing, "FinancingAmountOutOfRange");
    });

    it("obligor in part so that all is due no more: what follows is the seller's, though the factor holds the note", async () => {
      const note = await claimed();
      await repay(note, 600_000n);
      const left = FACE + 51n - 600_000n;
      await moved(paidPartly(note, 500_000n), -500_500n, left, 500_500n - left);
      expect(await due(note)).to.equal(0n);
      await goTo("2026-07-31");
      const late = interestOn(500_000n, 180_000n, 30n);
      await moved(settled(note), -500_000n - late, 0n, 500_000n + late);
    });

    it("seller repays all while it holds what it collected as agent: that is its own then", async () => {
      const note = await claimed(0n, { disclosed: false });
      await paidPartly(note, 300_000n);
      expect((await record(note)).held).to.equal(300_500n);
      await moved(repay(note), 0n, FACE + 51n, -FACE - 51n);
      expect((await record(note)).held).to.equal(0n);
      await expect(by(nanming).remit(note)).to.be.revertedWithCustomError(financing, "FinancingNothingHeld");
      await moved(settled(note), -700_000n, 0n, 700_000n);
    });

    it("seller remits and repays, in either order", async () => {
      const note = await claimed(0n, { disclosed: false });
      await paidPartly(note, 300_000n);
      await repay(note, 800_000n);
      const left = FACE + 51n - 800_000n;
      // Of 300,500 held the factor is due 200,051.
      await moved(by(nanming).remit(note), 0n, left, -left);
      expect(await record(note)).to.deep.include({ held: 0n, status: FinancingStatus.Live });
      await moved(settled(note), -700_000n, 0n, 700_000n);
      expect((await record(note)).held).to.equal(0n);
      await expect(by(nanming).remit(note)).to.be.revertedWithCustomError(financing, "FinancingNothingHeld");
    });

    it("what is left of a claim when the obligor has paid the note is repaid by itself, and no note comes back", async () => {
      const note = await claimed(50_000n);
      await moved(settled(note), -FACE - 500n, FACE + 500n, 0n);
      const left = 50_000n + 51n - 500n;
      expect(await due(note)).to.equal(left);
      const paying = repay(note);
      await moved(paying, 0n, left, -left);
      await expect(paying)
        .to.emit(financing, "FinancingRepaid")
        .withArgs(note, nanming.id, baiyunling.id, left, 0n, FinancingStatus.Collected);
      expect((await info(note)).status).to.equal(NoteStatus.Paid);
    });

    it("what it holds stops being held when the rest of a claim is repaid after the note was paid", async () => {
      const note = await claimed(0n, { disclosed: false });
      await settled(note);
      expect(await financing.openItems()).to.equal(1n);
      await moved(repay(note), 0n, FACE + 51n, -FACE - 51n);
      expect((await record(note)).held).to.equal(0n);
      expect(await financing.openItems()).to.equal(0n);
    });

    it("a confirming bank that pays has the note, free of the financing; later the obligor pays the bank", async () => {
      const certificate = await bankConfirmed(desk, {}, guanshan);
      const { note } = await financed(desk, certificate.note, nanming, baiyunling, { recourse: true, disclosed: true });
      await goTo("2026-07-10");
      await claim(note, 1_000n);
      await repay(note, 300_000n);
      const [late, owed] = [interestOn(FACE, 180_000n, 10n), FACE + 509n + 1_000n - 300_000n];
      const paying = settled(note, guanshan);
      await expect(paying).to.changeTokenBalances(
        ethers,
        money,
        [guanshan.wallet, baiyunling.wallet, nanming.wallet],
        [-FACE - late, owed, FACE + late - owed],
      );
      await expect(paying)
        .to.emit(financing, "FinancingEnded")
        .withArgs(note, baiyunling.id, FinancingStatus.Collected);
      expect(await info(note)).to.deep.include({
        holder: guanshan.id,
        marks: Marks.None,
        status: NoteStatus.Live,
      });
      await expect(settled(note)).to.changeTokenBalances(
        ethers,
        money,
        [qianling.wallet, guanshan.wallet, baiyunling.wallet],
        [-FACE - late, FACE + late, 0n],
      );
    });

    it("what goes to an earlier assignee comes off the factor's due only where it reached it", async () => {
      const note = await claimed();
      const opening = (await networkHelpers.time.latest()) - 400 * 86_400;
      const { receivableDisputes } = desk.suite;
      await receivableDisputes.connect(guanshan.signer).enter(note, 300_000n, opening, 0, COSTS);
      await order(desk, "admitByOrder", [note, 1], receivableDisputes);
      await expect(settled(note)).to.changeTokenBalances(
        ethers,
        money,
        [qianling.wallet, guanshan.wallet, baiyunling.wallet, nanming.wallet],
        [-FACE - 500n, 300_000n, 700_500n, 0n],
      );
      expect(await due(note)).to.equal(FACE + 51n - 700_500n);
    });
  });

  describe("end, by an order that gives the note to somebody else", () => {
    const forced = (note: bigint, to: Actor) =>
      order(desk, "transferByOrder", [note, ZeroHash, baiyunling.id, to.id], desk.suite.receivableOrders);

    it("ends the factor's right, and takes the mark off", async () => {
      const note = await sold({ recourse: true });
      await expect(forced(note, huaxi))
        .to.emit(financing, "FinancingEnded")
        .withArgs(note, baiyunling.id, FinancingStatus.Ended);
      expect(await info(note)).to.deep.include({ holder: huaxi.id, marks: Marks.None });
      await goTo(LATE);
      for (const act of [() => claim(note), () => by(baiyunling).notifyObligor(note)]) {
        await expect(act())
          .to.be.revertedWithCustomError(financing, "FinancingMissing")
          .withArgs(note, FinancingStatus.Ended);
      }
      const late = interestOn(FACE, 180_000n, 1n);
      await expect(settled(note)).to.changeTokenBalances(
        ethers,
        money,
        [qianling.wallet, huaxi.wallet, nanming.wallet],
        [-FACE - late, FACE + late, 0n],
      );
    });

    it("leaves the factor what the seller has collected for it", async () => {
      const note = await sold({ recourse: true });
      await goTo(DUE_DAY);
      await paidPartly(note, 300_000n);
      await forced(note, huaxi);
      expect(await financing.openItems()).to.equal(1n);
      await moved(by(nanming).remit(note), 0n, 300_000n, -300_000n);
      expect(await financing.openItems()).to.equal(0n);
      await expect(repay(note))
        .to.be.revertedWithCustomError(financing, "FinancingMissing")
        .withArgs(note, FinancingStatus.Ended);
    });

    it("does nothing to a note that is not financed", async () => {
      const { note } = await opened(desk);
      await order(desk, "transferByOrder", [note, ZeroHash, nanming.id, huaxi.id], desk.suite.receivableOrders);
      expect((await record(note)).status).to.equal(FinancingStatus.None);
    });
  });
});
