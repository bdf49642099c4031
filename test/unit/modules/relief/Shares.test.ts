/** ReliefPurchases: the households' shares of an order of produce, its end, and what goes back to the buyer. */
import { expect } from "chai";
import { ZeroHash } from "ethers";
import type { ReliefHouseholds, ReliefPayouts, ReliefProgrammes, ReliefPurchases } from "../../../../types/index.js";
import { at, order as orderedBy } from "../../../utils/orders.ts";
import {
  CHOOSE_BANK,
  day,
  daysPass,
  DECISION,
  EVIDENCE,
  exited,
  exitOnNotice,
  exitProposed,
  type Household,
  MINUTES,
  noticePasses,
  proposalOf,
  propose,
  REASON,
  Role,
  signedByHousehold,
} from "../../../utils/relief.ts";
import { first, kinshipReported } from "../../../utils/relief-people.ts";
import { LineStatus, PayoutKind, PayoutStatus } from "../../../utils/relief-payouts.ts";
import {
  acceptedOrder,
  answered,
  balanced,
  changeRules,
  finishedOrder,
  gains,
  lastSecondOf,
  MARGIN,
  type ProjectDesk,
  projectDesk,
  PurchaseStatus,
  setRole,
  SHARES,
  sharesPaid,
  TOTAL,
} from "../../../utils/relief-projects.ts";
import type { Actor } from "../../../utils/suite.ts";

describe("ReliefPurchases: shares", () => {
  let desk: ProjectDesk;
  let purchases: ReliefPurchases;
  let programmes: ReliefProgrammes;
  let households: ReliefHouseholds;
  let payouts: ReliefPayouts;
  let staff: ProjectDesk["officers"];
  let nanming: Actor, guanshan: Actor, baiyunling: Actor, cooperative: Actor;

  beforeEach(async () => {
    desk = await projectDesk();
    ({
      reliefPurchases: purchases,
      reliefProgrammes: programmes,
      reliefHouseholds: households,
      reliefPayouts: payouts,
    } = desk.suite);
    ({ officers: staff, nanming, guanshan, baiyunling, cooperative } = desk);
  });

  describe("payShares", () => {
    it("pays the shares of one bank's households, which the bank answers for", async () => {
      const { purchase, project, households: some } = await acceptedOrder(desk);
      await expect(purchases.payShares(purchase, guanshan.id))
        .to.emit(purchases, "ProduceSharesPaid")
        .withArgs(purchase, 1n, guanshan.id, 2n, SHARES[0] + SHARES[1]);
      const { kind, status, payee, origin, lot, total, lines } = await payouts.payoutInfo(1n);
      expect([kind, status, payee, origin, lot, total, lines]).to.deep.equal([
        PayoutKind.Share,
        PayoutStatus.Open,
        guanshan.id,
        purchase,
        (desk.produce << 32n) | 1n,
        SHARES[0] + SHARES[1],
        2n,
      ]);
      const shares = await purchases.sharesOf(purchase);
      expect(shares.map(({ payout, line }) => [payout, line])).to.deep.equal([
        [1n, 0n],
        [1n, 1n],
        [0n, 0n],
      ]);
      await balanced(desk, project, TOTAL, 0n, SHARES[0] + SHARES[1]);
      const [got] = await gains(desk, () => answered(desk, 1n, guanshan), guanshan);
      expect(got).to.equal(SHARES[0] + SHARES[1]);
      const [household, , amount, state] = await payouts.lineInfo(1n, 1);
      expect([household, amount, state]).to.deep.equal([some[1]?.id, SHARES[1], LineStatus.Paid]);
      await balanced(desk, project, TOTAL, SHARES[0] + SHARES[1], 0n);
    });

    it("X-41: pays nobody twice", async () => {
      const { purchase } = await acceptedOrder(desk);
      await purchases.payShares(purchase, guanshan.id);
      await expect(purchases.payShares(purchase, guanshan.id))
        .to.be.revertedWithCustomError(purchases, "PurchaseNothingForBank")
        .withArgs(purchase, guanshan.id);
      await answered(desk, 1n, guanshan);
      await expect(purchases.payShares(purchase, guanshan.id)).to.be.revertedWithCustomError(
        purchases,
        "PurchaseNothingForBank",
      );
    });

    it("P-2, X-37: leaves out who is no longer registered", async () => {
      const { purchase, households: some } = await acceptedOrder(desk);
      await exited(desk, [first(some)]);
      await expect(purchases.payShares(purchase, guanshan.id))
        .to.emit(purchases, "ProduceSharesPaid")
        .withArgs(purchase, 1n, guanshan.id, 1n, SHARES[1]);
      expect(await payouts.householdsOf(1n)).to.deep.equal([BigInt(some[1]?.number ?? 0)]);
    });

    it("P-2: leaves out who would be above the household's ceiling, and pays when it is raised", async () => {
      const { purchase } = await acceptedOrder(desk);
      await changeRules(desk, desk.social, { householdCeiling: SHARES[0] });
      await sharesPaid(desk, purchase, guanshan);
      expect((await purchases.sharesOf(purchase)).map(({ payout }) => payout)).to.deep.equal([1n, 0n, 0n]);
      await changeRules(desk, desk.social, { householdCeiling: SHARES[2] });
      await sharesPaid(desk, purchase, guanshan);
      expect((await purchases.sharesOf(purchase)).map(({ payout }) => payout)).to.deep.equal([1n, 2n, 0n]);
    });

    it("P-5: pays who is observed, if the programme's rules continue", async () => {
      await changeRules(desk, desk.social, { continuesInObservation: true });
      const { purchase, households: some } = await acceptedOrder(desk);
      await exited(desk, [first(some)]);
      await expect(purchases.payShares(purchase, guanshan.id))
        .to.emit(purchases, "ProduceSharesPaid")
        .withArgs(purchase, 1n, guanshan.id, 2n, SHARES[0] + SHARES[1]);
    });

    it("pays a share again that a bank could not pay, through the household's next bank", async () => {
      const { purchase, project, households: some } = await acceptedOrder(desk);
      await sharesPaid(desk, purchase, guanshan, [0]);
      await balanced(desk, project, TOTAL, SHARES[1], 0n);
      const mover = first(some);
      const chosen = await signedByHousehold(desk, mover, CHOOSE_BANK, { bank: baiyunling.id });
      await households.chooseBank(mover.id, baiyunling.id, chosen);
      await expect(purchases.payShares(purchase, baiyunling.id))
        .to.emit(purchases, "ProduceSharesPaid")
        .withArgs(purchase, 2n, baiyunling.id, 2n, SHARES[0] + SHARES[2]);
      await answered(desk, 2n, baiyunling);
      await balanced(desk, project, TOTAL, TOTAL - MARGIN, 0n);
      const shares = await purchases.sharesOf(purchase);
      expect(shares.map(({ payout, line }) => [payout, line])).to.deep.equal([
        [2n, 0n],
        [1n, 1n],
        [2n, 1n],
      ]);
      await purchases.finish(purchase);
      expect((await purchases.purchaseInfo(purchase)).status).to.equal(PurchaseStatus.Finished);
    });

    it("pays shares again that a bank was silent about", async () => {
      const { purchase } = await acceptedOrder(desk);
      await purchases.payShares(purchase, guanshan.id);
      await daysPass(11);
      await payouts.returnOverdue(1n, 2);
      await expect(purchases.payShares(purchase, guanshan.id))
        .to.emit(purchases, "ProduceSharesPaid")
        .withArgs(purchase, 2n, guanshan.id, 2n, SHARES[0] + SHARES[1]);
    });

    it("X-42: pays a share again that the bank has given back, and no other", async () => {
      const { purchase, project } = await acceptedOrder(desk);
      await sharesPaid(desk, purchase, guanshan);
      await payouts.connect(guanshan.signer).giveBack(1n, 0, SHARES[0], EVIDENCE);
      await balanced(desk, project, TOTAL, SHARES[1], 0n);
      await expect(purchases.payShares(purchase, guanshan.id))
        .to.emit(purchases, "ProduceSharesPaid")
        .withArgs(purchase, 2n, guanshan.id, 1n, SHARES[0]);
      await answered(desk, 2n, guanshan);
      await balanced(desk, project, TOTAL, SHARES[0] + SHARES[1], 0n);
    });

    it("P-8: reverts when the programme no longer admits the bank", async () => {
      const { purchase } = await acceptedOrder(desk);
      await setRole(desk, desk.social, guanshan, Role.PayoutBank, false);
      await expect(purchases.payShares(purchase, guanshan.id))
        .to.be.revertedWithCustomError(programmes, "ProgrammeRoleMissing")
        .withArgs(desk.social, guanshan.id, Role.PayoutBank, ZeroHash);
    });

    it("goes on when the programme is over", async () => {
      const { purchase } = await acceptedOrder(desk, { deliverBy: day("2027-12-31") });
      await at(lastSecondOf(day("2027-12-31")) + 1n);
      for (const bank of [guanshan, baiyunling]) await sharesPaid(desk, purchase, bank);
      const [got] = await gains(desk, () => purchases.finish(purchase), cooperative);
      expect(got).to.equal(MARGIN);
    });
  });

  describe("finish", () => {
    it("pays the cooperative its margin", async () => {
      const { purchase, project } = await acceptedOrder(desk);
      for (const bank of [guanshan, baiyunling]) await sharesPaid(desk, purchase, bank);
      const [got, back] = await gains(
        desk,
        () => expect(purchases.finish(purchase)).to.emit(purchases, "ProduceFinished").withArgs(purchase, 3n, 0n),
        cooperative,
        nanming,
      );
      expect([got, back]).to.deep.equal([MARGIN, 0n]);
      expect((await payouts.payoutInfo(3n)).kind).to.equal(PayoutKind.Margin);
      await balanced(desk, project, TOTAL, TOTAL, 0n);
      expect(await purchases.openItems()).to.equal(0n);
    });

    it("gives the buyer back the share of a household that is no longer registered", async () => {
      const { purchase, project, households: some } = await acceptedOrder(desk);
      await exited(desk, [first(some)]);
      for (const bank of [guanshan, baiyunling]) await sharesPaid(desk, purchase, bank);
      const [got, back] = await gains(
        desk,
        () =>
          expect(purchases.finish(purchase))
            .to.emit(purchases, "ProduceFinished")
            .withArgs(purchase, 3n, SHARES[0])
            .and.to.emit(purchases, "ProduceRestReturned")
            .withArgs(purchase, nanming.id, SHARES[0], 0b001n),
        cooperative,
        nanming,
      );
      expect([got, back]).to.deep.equal([MARGIN, SHARES[0]]);
      await balanced(desk, project, TOTAL - SHARES[0], TOTAL - SHARES[0], 0n);
    });

    it("makes no payout for no margin", async () => {
      const { purchase } = await acceptedOrder(desk, { margin: 0n });
      for (const bank of [guanshan, baiyunling]) await sharesPaid(desk, purchase, bank);
      await expect(purchases.finish(purchase)).to.emit(purchases, "ProduceFinished").withArgs(purchase, 0n, 0n);
    });

    it("P-8: gives the buyer the margin of a cooperative that is no longer admitted", async () => {
      const { purchase } = await acceptedOrder(desk);
      for (const bank of [guanshan, baiyunling]) await sharesPaid(desk, purchase, bank);
      await setRole(desk, desk.social, cooperative, Role.Cooperative, false);
      const [got, back] = await gains(desk, () => purchases.finish(purchase), cooperative, nanming);
      expect([got, back]).to.deep.equal([0n, MARGIN]);
    });

    it("P-8: or that has diverted money", async () => {
      const first = await finishedOrder(desk);
      await orderedBy(desk, payouts, "findDiversion", [3n, 0n, true, DECISION]);
      const { purchase } = await acceptedOrder(desk, first);
      for (const bank of [guanshan, baiyunling]) await sharesPaid(desk, purchase, bank);
      await expect(purchases.finish(purchase)).to.emit(purchases, "ProduceFinished").withArgs(purchase, 0n, MARGIN);
    });

    it("reverts when a line can still be paid, or waits for its bank", async () => {
      const { purchase } = await acceptedOrder(desk);
      const isOpen = (line: bigint) =>
        expect(purchases.finish(purchase))
          .to.be.revertedWithCustomError(purchases, "PurchaseLinesOpen")
          .withArgs(purchase, line);
      await isOpen(0n);
      await sharesPaid(desk, purchase, baiyunling);
      await purchases.payShares(purchase, guanshan.id);
      await isOpen(0n);
      await answered(desk, 2n, guanshan);
      await purchases.finish(purchase);
    });

    /** A household's share waits: the cooperative has its margin all the same, and the buyer nothing. */
    async function finishesWithout({ purchase, project }: { purchase: bigint; project: bigint }, waiting: bigint) {
      const [got, back] = await gains(desk, () => purchases.finish(purchase), cooperative, nanming);
      expect([got, back]).to.deep.equal([MARGIN, 0n]);
      await balanced(desk, project, TOTAL, TOTAL - waiting, 0n);
      await expect(purchases.returnRest(purchase))
        .to.be.revertedWithCustomError(purchases, "PurchaseNothingLeft")
        .withArgs(purchase);
    }

    for (const [name, exit] of [
      ["proposed", exitProposed],
      ["on notice", exitOnNotice],
    ] as const) {
      it(`keeps the share of a household whose exit is ${name}, and pays it when the exit is refused`, async () => {
        const order = await acceptedOrder(desk);
        const [, leaving] = order.households;
        await exit(desk, order.households.slice(1, 2));
        for (const bank of [guanshan, baiyunling]) await sharesPaid(desk, order.purchase, bank);
        await finishesWithout(order, SHARES[1]);
        await desk.suite.reliefReviews.connect(staff.songxi3.signer).refuseExit(leaving?.id ?? 0n, REASON);
        const [got] = await gains(desk, () => sharesPaid(desk, order.purchase, guanshan), guanshan);
        expect(got).to.equal(SHARES[1]);
        await balanced(desk, order.project, TOTAL, TOTAL, 0n);
      });
    }

    /** Kinship is found of who had put the second household on the register. */
    async function underReview() {
      const order = await acceptedOrder(desk);
      const [, household] = order.households;
      if (household === undefined) throw new Error("There is no second household.");
      await kinshipReported(desk, household, staff.wudang1);
      for (const bank of [guanshan, baiyunling]) await sharesPaid(desk, order.purchase, bank);
      await finishesWithout(order, SHARES[1]);
      return { ...order, household };
    }

    /** By officers who are not kin. */
    async function registeredAnew(household: Household) {
      const reviews = desk.suite.reliefReviews;
      await propose(desk, staff.longjing1, [await proposalOf(desk, household)]);
      await reviews.connect(staff.longjing2.signer).review([household.id], MINUTES);
      await reviews.connect(staff.songxi1.signer).publish([household.id]);
      await noticePasses(desk, [household]);
      await reviews.connect(staff.songxi2.signer).endorse([household.id], EVIDENCE);
      await reviews.connect(staff.wudang3.signer).register([household.id], EVIDENCE);
    }

    it("keeps the share of a household under review, and pays it when it is registered anew", async () => {
      const { purchase, project, household } = await underReview();
      await registeredAnew(household);
      const [got] = await gains(desk, () => sharesPaid(desk, purchase, guanshan), guanshan);
      expect(got).to.equal(SHARES[1]);
      await balanced(desk, project, TOTAL, TOTAL, 0n);
    });

    it("gives the buyer the share of a household that the review has refused, and nobody has it afterwards", async () => {
      const { purchase, project, household } = await underReview();
      await propose(desk, staff.longjing1, [await proposalOf(desk, household)]);
      await desk.suite.reliefReviews.connect(staff.songxi3.signer).refuse(household.id, REASON);
      await expect(purchases.returnRest(purchase))
        .to.emit(purchases, "ProduceRestReturned")
        .withArgs(purchase, nanming.id, SHARES[1], 0b010n);
      await balanced(desk, project, TOTAL - SHARES[1], TOTAL - SHARES[1], 0n);
      expect((await purchases.purchaseInfo(purchase)).back).to.equal(0b010n);
      await registeredAnew(household);
      await expect(purchases.payShares(purchase, guanshan.id))
        .to.be.revertedWithCustomError(purchases, "PurchaseNothingForBank")
        .withArgs(purchase, guanshan.id);
    });

    it("gives the buyer a share that has waited for a year after the days for complaints", async () => {
      const { purchase } = await underReview();
      const { complainBy } = await purchases.purchaseInfo(purchase);
      const last = complainBy + 365n;
      await at(lastSecondOf(last));
      await expect(purchases.returnRest(purchase)).to.be.revertedWithCustomError(purchases, "PurchaseNothingLeft");
      await at(lastSecondOf(last) + 1n);
      const [back] = await gains(desk, () => purchases.returnRest(purchase), nanming);
      expect(back).to.equal(SHARES[1]);
    });

    it("P-8: keeps the shares of households whose bank is no longer admitted, until they choose another", async () => {
      const order = await acceptedOrder(desk);
      await sharesPaid(desk, order.purchase, guanshan);
      await setRole(desk, desk.social, baiyunling, Role.PayoutBank, false);
      await finishesWithout(order, SHARES[2]);
      const mover = order.households[2];
      if (mover === undefined) throw new Error("There is no third household.");
      const chosen = await signedByHousehold(desk, mover, CHOOSE_BANK, { bank: guanshan.id });
      await households.chooseBank(mover.id, guanshan.id, chosen);
      await sharesPaid(desk, order.purchase, guanshan);
      await balanced(desk, order.project, TOTAL, TOTAL, 0n);
    });

    it("P-8: or has diverted money", async () => {
      const order = await acceptedOrder(desk);
      await sharesPaid(desk, order.purchase, guanshan);
      await sharesPaid(desk, order.purchase, baiyunling, [0]);
      await orderedBy(desk, payouts, "findDiversion", [2n, 0n, true, DECISION]);
      await finishesWithout(order, SHARES[2]);
    });

    it("does not wait for a bank that is silent a second time: what came back goes out again later", async () => {
      const order = await acceptedOrder(desk);
      await sharesPaid(desk, order.purchase, baiyunling);
      await purchases.payShares(order.purchase, guanshan.id);
      await daysPass(11);
      await payouts.returnOverdue(2n, 2);
      await finishesWithout(order, SHARES[0] + SHARES[1]);
      const [got] = await gains(desk, () => sharesPaid(desk, order.purchase, guanshan), guanshan);
      expect(got).to.equal(SHARES[0] + SHARES[1]);
    });
  });

  describe("returnRest", () => {
    it("gives the buyer back what a bank has given back since the end of a household that has exited", async () => {
      const { purchase, households: some } = await finishedOrder(desk);
      await payouts.connect(guanshan.signer).giveBack(1n, 1, SHARES[1], EVIDENCE);
      await expect(purchases.returnRest(purchase)).to.be.revertedWithCustomError(purchases, "PurchaseNothingLeft");
      await exited(desk, some.slice(1, 2));
      const [back] = await gains(
        desk,
        () =>
          expect(purchases.returnRest(purchase))
            .to.emit(purchases, "ProduceRestReturned")
            .withArgs(purchase, nanming.id, SHARES[1], 0b010n),
        nanming,
      );
      expect(back).to.equal(SHARES[1]);
    });

    it("reverts when nothing is left", async () => {
      const { purchase } = await finishedOrder(desk);
      await expect(purchases.returnRest(purchase))
        .to.be.revertedWithCustomError(purchases, "PurchaseNothingLeft")
        .withArgs(purchase);
    });
  });
});
