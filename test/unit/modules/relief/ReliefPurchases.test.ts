/** ReliefPurchases: buyers' orders of produce, until they are accepted, settled or called off. */
import { expect } from "chai";
import { id, ZeroHash } from "ethers";
import type {
  ReliefFunds,
  ReliefHouseholds,
  ReliefOfficers,
  ReliefPayouts,
  ReliefProgrammes,
  ReliefProjects,
  ReliefPurchases,
} from "../../../../types/index.js";
import { at } from "../../../utils/orders.ts";
import {
  day,
  DECISION,
  EVIDENCE,
  exited,
  exitProposed,
  Level,
  registered,
  Role,
  today,
} from "../../../utils/relief.ts";
import { fields } from "../../../utils/relief-funds.ts";
import { first } from "../../../utils/relief-people.ts";
import { GOODS } from "../../../utils/relief-payouts.ts";
import {
  acceptedOrder,
  answered,
  approvedProject,
  balanced,
  changeRules,
  delivered,
  DELIVERY_DAYS,
  disputedOrder,
  finishedOrder,
  fundedProject,
  gains,
  lastSecondOf,
  MARGIN,
  NOBODY,
  ordered,
  orderOf,
  producers,
  type ProjectDesk,
  projectDesk,
  PurchaseStatus,
  REPORT,
  setRole,
  SHARES,
  sharesPaid,
  submittedMilestone,
  TOTAL,
} from "../../../utils/relief-projects.ts";
import type { Actor } from "../../../utils/suite.ts";

describe("ReliefPurchases", () => {
  let desk: ProjectDesk;
  let purchases: ReliefPurchases;
  let programmes: ReliefProgrammes;
  let households: ReliefHouseholds;
  let officers: ReliefOfficers;
  let projects: ReliefProjects;
  let funds: ReliefFunds;
  let payouts: ReliefPayouts;
  let staff: ProjectDesk["officers"];
  let rural: Actor, nanming: Actor, huaxi: Actor, guanshan: Actor, baiyunling: Actor, cooperative: Actor;

  beforeEach(async () => {
    desk = await projectDesk();
    ({
      reliefPurchases: purchases,
      reliefProgrammes: programmes,
      reliefHouseholds: households,
      reliefOfficers: officers,
      reliefProjects: projects,
      reliefFunds: funds,
      reliefPayouts: payouts,
    } = desk.suite);
    ({ officers: staff, rural, nanming, huaxi, guanshan, baiyunling, cooperative } = desk);
  });

  describe("order", () => {
    it("takes the buyer's money as a lot that this order alone may use", async () => {
      const { households: some, project } = await producers(desk);
      const [paid] = await gains(desk, () => ordered(desk, { households: some, project }), nanming);
      expect(paid).to.equal(-TOTAL);
      const lot = (desk.produce << 32n) | 1n;
      const placed = await purchases.purchaseInfo(1n);
      expect(fields(placed)).to.deep.equal({
        project,
        buyer: nanming.id,
        cooperative: cooperative.id,
        status: PurchaseStatus.Ordered,
        deliverBy: (await today()) + DELIVERY_DAYS,
        complainBy: 0n,
        lines: 3n,
        lot,
        amount: TOTAL,
        margin: MARGIN,
        back: 0n,
        goods: GOODS,
        delivery: ZeroHash,
      });
      expect((await purchases.sharesOf(1n)).map((share) => [...share])).to.deep.equal(
        some.map(({ number }, index) => [BigInt(number), SHARES[index], 0n, 0n]),
      );
      const { giver, amount } = await funds.lotInfo(lot);
      expect([giver, amount]).to.deep.equal([nanming.id, TOTAL]);
      const { allocated, open } = await funds.accountInfo(project);
      expect([allocated, open]).to.deep.equal([TOTAL, 0n]);
      expect(await purchases.openItems()).to.equal(1n);
    });

    it("says what was ordered of whom", async () => {
      const { households: some, project } = await producers(desk);
      const terms = await orderOf(desk, { households: some, project });
      await expect(purchases.connect(nanming.signer).order(...terms))
        .to.emit(purchases, "ProduceOrdered")
        .withArgs(
          1n,
          project,
          nanming.id,
          cooperative.id,
          (desk.produce << 32n) | 1n,
          TOTAL,
          MARGIN,
          terms[3],
          GOODS,
          some.map(({ number }) => number),
          SHARES,
        );
    });

    it("may leave the cooperative no margin", async () => {
      const { purchase } = await ordered(desk, { margin: 0n });
      expect((await purchases.purchaseInfo(purchase)).amount).to.equal(TOTAL - MARGIN);
    });

    it("reverts when there is no household, more than 64, or not a share for each", async () => {
      const { project } = await producers(desk);
      const terms = await orderOf(desk, { households: [], project });
      const place = (numbers: number[], shares: bigint[]) =>
        purchases
          .connect(nanming.signer)
          .order(terms[0], terms[1], terms[2], terms[3], terms[4], numbers, shares, terms[7]);
      const numbers = Array.from({ length: 65 }, (_, index) => index + 1);
      for (const [count, shares] of [
        [0, 0],
        [65, 65],
        [2, 1],
        [1, 2],
      ] as const) {
        await expect(place(numbers.slice(0, count), Array<bigint>(shares).fill(1n)))
          .to.be.revertedWithCustomError(purchases, "PurchaseLinesUnfit")
          .withArgs(BigInt(count), BigInt(shares), 64n);
      }
      await expect(place([2, 1], [1n, 1n]))
        .to.be.revertedWithCustomError(households, "HouseholdsNotAscending")
        .withArgs(2n, 1n);
      await expect(place([1, 1], [1n, 1n]))
        .to.be.revertedWithCustomError(households, "HouseholdsNotAscending")
        .withArgs(1n, 1n);
      const most = 2n ** 64n - 1n;
      await expect(place([1, 2], [most, 1n]))
        .to.be.revertedWithCustomError(purchases, "PurchaseAmountTooLarge")
        .withArgs(most + 1n + MARGIN);
    });

    it("P-2: reverts when a household can't be paid now, or gets nothing", async () => {
      const { households: some, project } = await producers(desk);
      const place = (shares?: bigint[]) => ordered(desk, { households: some, project, ...(shares && { shares }) });
      const [, second, third] = some;
      await expect(place([1n, 0n, 1n]))
        .to.be.revertedWithCustomError(purchases, "PurchaseHouseholdUnfit")
        .withArgs(second?.id);
      await changeRules(desk, desk.social, { householdCeiling: 10n });
      await expect(place([10n, 10n, 11n]))
        .to.be.revertedWithCustomError(purchases, "PurchaseHouseholdUnfit")
        .withArgs(third?.id);
      await exitProposed(desk, [first(some)]);
      await expect(place([1n, 1n, 1n]))
        .to.be.revertedWithCustomError(purchases, "PurchaseHouseholdUnfit")
        .withArgs(first(some).id);
    });

    it("P-2: reverts when a household lives outside the project's area", async () => {
      const { project } = await producers(desk);
      const far = await registered(desk, { programme: desk.social, area: "chashan" });
      await expect(ordered(desk, { households: far, project }))
        .to.be.revertedWithCustomError(purchases, "PurchaseHouseholdUnfit")
        .withArgs(first(far).id);
    });

    it("P-8: reverts when the programme does not admit the cooperative", async () => {
      const { households: some, project } = await producers(desk);
      await expect(ordered(desk, { households: some, project, cooperative: huaxi.id }))
        .to.be.revertedWithCustomError(programmes, "ProgrammeRoleMissing")
        .withArgs(desk.social, huaxi.id, Role.Cooperative, ZeroHash);
    });

    it("reverts when the project is not approved, or not for produce", async () => {
      const { households: some, project } = await producers(desk);
      await projects.connect(staff.wudang1.signer).closeProject(project, REPORT);
      await expect(ordered(desk, { households: some, project })).to.be.revertedWithCustomError(
        projects,
        "ProjectWrongStatus",
      );
      const others = await registered(desk);
      const other = await approvedProject(desk, { implementer: NOBODY, milestones: [] });
      await expect(ordered(desk, { households: others, project: other })).to.be.revertedWithCustomError(
        funds,
        "FundWrongKind",
      );
    });

    it("takes a last day from today to the programme's end", async () => {
      const { households: some, project } = await producers(desk);
      const [from, until] = [await today(), day("2027-12-31")];
      for (const deliverBy of [from - 1n, until + 1n]) {
        await expect(ordered(desk, { households: some, project, deliverBy }))
          .to.be.revertedWithCustomError(purchases, "PurchaseDayOutOfRange")
          .withArgs(deliverBy, from, until);
      }
      for (const deliverBy of [from, until]) await ordered(desk, { households: some, project, deliverBy });
    });

    it("reverts when nothing says what was ordered, or the reference was used", async () => {
      const { households: some, project } = await producers(desk);
      const goods = ordered(desk, { households: some, project, goods: ZeroHash });
      await expect(goods).to.be.revertedWithCustomError(purchases, "PurchaseEvidenceMissing");
      const reference = id("the buyer's order 1");
      await ordered(desk, { households: some, project, reference });
      await expect(ordered(desk, { households: some, project, reference })).to.be.revertedWithCustomError(
        funds,
        "LotReferenceUsed",
      );
    });
  });

  const deliver = (purchase: bigint, by = cooperative, evidence = EVIDENCE) =>
    purchases.connect(by.signer).deliver(purchase, evidence);
  const cancel = (purchase: bigint, by = cooperative) => purchases.connect(by.signer).cancel(purchase);
  const accept = (purchase: bigint, by = nanming) => purchases.connect(by.signer).accept(purchase);
  const complain = (purchase: bigint, by = nanming, evidence = REPORT) =>
    purchases.connect(by.signer).complain(purchase, evidence);
  const settle = (purchase: bigint, delivered_: boolean, by = staff.wudang2, evidence = DECISION) =>
    purchases.connect(by.signer).settle(purchase, delivered_, evidence);
  const amountOf = async (purchase: bigint) => (await purchases.purchaseInfo(purchase)).amount;
  const statusOf = async (purchase: bigint) => (await purchases.purchaseInfo(purchase)).status;

  describe("deliver", () => {
    it("shows the delivery, on the last day still", async () => {
      const { purchase } = await ordered(desk);
      await at(lastSecondOf((await purchases.purchaseInfo(purchase)).deliverBy));
      const complainBy = (await purchases.purchaseInfo(purchase)).deliverBy + 10n;
      await expect(deliver(purchase))
        .to.emit(purchases, "ProduceDelivered")
        .withArgs(purchase, cooperative.id, EVIDENCE, complainBy);
      const placed = await purchases.purchaseInfo(purchase);
      expect([placed.status, placed.complainBy, placed.delivery]).to.deep.equal([
        PurchaseStatus.Delivered,
        complainBy,
        EVIDENCE,
      ]);
    });

    it("reverts when it is late", async () => {
      const { purchase } = await ordered(desk);
      const { deliverBy } = await purchases.purchaseInfo(purchase);
      await at(lastSecondOf(deliverBy) + 1n);
      await expect(deliver(purchase))
        .to.be.revertedWithCustomError(purchases, "PurchaseDeliveryLate")
        .withArgs(purchase, deliverBy, deliverBy + 1n);
    });

    it("reverts when another than the cooperative delivers, or without evidence", async () => {
      const { purchase } = await ordered(desk);
      await expect(deliver(purchase, nanming))
        .to.be.revertedWithCustomError(purchases, "PurchaseNotParty")
        .withArgs(purchase, nanming.id, cooperative.id);
      await expect(deliver(purchase, cooperative, ZeroHash)).to.be.revertedWithCustomError(
        purchases,
        "PurchaseEvidenceMissing",
      );
    });
  });

  describe("cancel", () => {
    it("gives the buyer all back when the cooperative can't deliver", async () => {
      const { purchase, project } = await ordered(desk);
      const [back] = await gains(
        desk,
        () =>
          expect(cancel(purchase))
            .to.emit(purchases, "ProduceStatusChanged")
            .withArgs(purchase, cooperative.id, 0n, PurchaseStatus.Ordered, PurchaseStatus.Cancelled, ZeroHash)
            .and.to.emit(purchases, "ProduceRestReturned")
            .withArgs(purchase, nanming.id, TOTAL, 0b111n),
        nanming,
      );
      expect(back).to.equal(TOTAL);
      await balanced(desk, project, 0n, 0n, 0n);
      expect(await purchases.openItems()).to.equal(0n);
    });

    it("is anybody's after the last day: no delivery", async () => {
      const { purchase } = await ordered(desk);
      const { deliverBy } = await purchases.purchaseInfo(purchase);
      await at(lastSecondOf(deliverBy));
      await expect(cancel(purchase, huaxi))
        .to.be.revertedWithCustomError(purchases, "PurchaseNotOverdue")
        .withArgs(purchase, deliverBy, deliverBy);
      const [back] = await gains(desk, () => cancel(purchase, huaxi), nanming);
      expect(back).to.equal(TOTAL);
    });
  });

  describe("accept", () => {
    it("is the buyer's, at once", async () => {
      const { purchase } = await delivered(desk);
      await expect(accept(purchase))
        .to.emit(purchases, "ProduceStatusChanged")
        .withArgs(purchase, nanming.id, 0n, PurchaseStatus.Delivered, PurchaseStatus.Accepted, ZeroHash);
    });

    it("is anybody's when the buyer is silent to the last day", async () => {
      const { purchase } = await delivered(desk);
      const { complainBy } = await purchases.purchaseInfo(purchase);
      await at(lastSecondOf(complainBy));
      await expect(accept(purchase, cooperative))
        .to.be.revertedWithCustomError(purchases, "PurchaseComplaintOpen")
        .withArgs(purchase, complainBy, complainBy);
      await expect(accept(purchase, cooperative)).to.emit(purchases, "ProduceStatusChanged");
    });
  });

  describe("complain", () => {
    it("is the buyer's, to the last day", async () => {
      const { purchase } = await delivered(desk);
      await at(lastSecondOf((await purchases.purchaseInfo(purchase)).complainBy));
      await expect(complain(purchase))
        .to.emit(purchases, "ProduceStatusChanged")
        .withArgs(purchase, nanming.id, 0n, PurchaseStatus.Delivered, PurchaseStatus.Disputed, REPORT);
    });

    it("reverts when it is late", async () => {
      const { purchase } = await delivered(desk);
      const { complainBy } = await purchases.purchaseInfo(purchase);
      await at(lastSecondOf(complainBy) + 1n);
      await expect(complain(purchase))
        .to.be.revertedWithCustomError(purchases, "PurchaseComplaintLate")
        .withArgs(purchase, complainBy, complainBy + 1n);
    });

    it("reverts when another complains, or without evidence", async () => {
      const { purchase } = await delivered(desk);
      await expect(complain(purchase, huaxi))
        .to.be.revertedWithCustomError(purchases, "PurchaseNotParty")
        .withArgs(purchase, huaxi.id, nanming.id);
      await expect(complain(purchase, nanming, ZeroHash)).to.be.revertedWithCustomError(
        purchases,
        "PurchaseEvidenceMissing",
      );
    });
  });

  describe("settle", () => {
    it("P-7: blocks the money until it is decided: delivered", async () => {
      const { purchase } = await disputedOrder(desk);
      await expect(purchases.payShares(purchase, guanshan.id))
        .to.be.revertedWithCustomError(purchases, "PurchaseWrongStatus")
        .withArgs(purchase, PurchaseStatus.Disputed, PurchaseStatus.Accepted);
      await expect(settle(purchase, true))
        .to.emit(purchases, "ProduceStatusChanged")
        .withArgs(
          purchase,
          desk.county.id,
          staff.wudang2.id,
          PurchaseStatus.Disputed,
          PurchaseStatus.Accepted,
          DECISION,
        );
      await expect(purchases.payShares(purchase, guanshan.id)).to.emit(purchases, "ProduceSharesPaid");
    });

    it("or not: the buyer has all back", async () => {
      const { purchase, project } = await disputedOrder(desk);
      const [back] = await gains(desk, () => settle(purchase, false), nanming);
      expect(back).to.equal(TOTAL);
      expect(await statusOf(purchase)).to.equal(PurchaseStatus.Cancelled);
      expect(await purchases.openItems()).to.equal(0n);
      await balanced(desk, project, 0n, 0n, 0n);
    });

    it("reverts when the officer is not of the county, or without a reason", async () => {
      const { purchase } = await disputedOrder(desk);
      await expect(settle(purchase, true, staff.songxi1))
        .to.be.revertedWithCustomError(officers, "OfficerWrongLevel")
        .withArgs(staff.songxi1.id, Level.Township, Level.County);
      await expect(settle(purchase, true, staff.wudang2, ZeroHash)).to.be.revertedWithCustomError(
        purchases,
        "PurchaseEvidenceMissing",
      );
    });

    it("P-4, X-34: reverts when the officer is kin of a household that is to be paid", async () => {
      const { purchase, households: some } = await disputedOrder(desk);
      const commitment = some[2]?.commitment ?? "";
      await officers.connect(staff.wudang2.signer).declareKinship([commitment]);
      await expect(settle(purchase, true))
        .to.be.revertedWithCustomError(officers, "OfficerIsKin")
        .withArgs(staff.wudang2.id, commitment);
    });

    it("P-4: reverts when the buyer or the cooperative employs the officer", async () => {
      await setRole(desk, desk.social, desk.county, Role.Cooperative, true);
      const { purchase } = await ordered(desk, { cooperative: desk.county.id });
      await deliver(purchase, desk.county);
      await complain(purchase);
      await expect(settle(purchase, true))
        .to.be.revertedWithCustomError(purchases, "PurchaseOfficerPartial")
        .withArgs(purchase, staff.wudang2.id);
      await expect(settle(purchase, true, staff.wudang4)).to.emit(purchases, "ProduceStatusChanged");

      const bought = await ordered(desk, { buyer: rural });
      await deliver(bought.purchase);
      await complain(bought.purchase, rural);
      await expect(settle(bought.purchase, true, staff.wudang4))
        .to.be.revertedWithCustomError(purchases, "PurchaseOfficerPartial")
        .withArgs(bought.purchase, staff.wudang4.id);
    });
  });

  describe("each act in each status of an order", () => {
    const brought: Record<string, () => Promise<{ purchase: bigint }>> = {
      Ordered: () => ordered(desk),
      Delivered: () => delivered(desk),
      Accepted: () => acceptedOrder(desk),
      Disputed: () => disputedOrder(desk),
      Cancelled: async () => {
        const placed = await ordered(desk);
        await cancel(placed.purchase);
        return placed;
      },
      Finished: async () => {
        const placed = await finishedOrder(desk);
        for (const line of [0, 1] as const) {
          await payouts.connect(guanshan.signer).giveBack(1n, line, SHARES[line], EVIDENCE);
        }
        await exited(desk, placed.households.slice(1, 2));
        return placed;
      },
    };
    type Status = keyof typeof PurchaseStatus;
    const acts: Record<string, { act: (purchase: bigint) => Promise<unknown>; from: Status; also?: Status }> = {
      deliver: { act: (purchase) => deliver(purchase), from: "Ordered" },
      cancel: { act: (purchase) => cancel(purchase), from: "Ordered" },
      accept: { act: (purchase) => accept(purchase), from: "Delivered" },
      complain: { act: (purchase) => complain(purchase), from: "Delivered" },
      settle: { act: (purchase) => settle(purchase, true), from: "Disputed" },
      payShares: { act: (purchase) => purchases.payShares(purchase, guanshan.id), from: "Accepted", also: "Finished" },
      // Its lines are open: it gets as far as that.
      finish: { act: (purchase) => purchases.finish(purchase), from: "Accepted" },
      returnRest: { act: (purchase) => purchases.returnRest(purchase), from: "Finished" },
    };
    for (const [status, bring] of Object.entries(brought)) {
      for (const [name, { act, from, also }] of Object.entries(acts)) {
        const passes = status === from || status === also;
        it(`${name} ${passes ? "passes" : "reverts"} when it is ${status}`, async () => {
          const { purchase } = await bring();
          if (!passes) {
            await expect(act(purchase))
              .to.be.revertedWithCustomError(purchases, "PurchaseWrongStatus")
              .withArgs(purchase, PurchaseStatus[status as keyof typeof PurchaseStatus], PurchaseStatus[from]);
          } else if (name === "finish") {
            await expect(act(purchase)).to.be.revertedWithCustomError(purchases, "PurchaseLinesOpen");
          } else {
            await act(purchase);
          }
        });
      }
    }

    it("reverts when nobody knows the order", async () => {
      for (const { act } of Object.values(acts)) {
        await expect(act(9n)).to.be.revertedWithCustomError(purchases, "PurchaseUnknown").withArgs(9n);
      }
      for (const view of [purchases.purchaseInfo(9n), purchases.sharesOf(9n)]) {
        await expect(view).to.be.revertedWithCustomError(purchases, "PurchaseUnknown").withArgs(9n);
      }
    });
  });

  it("X-106: each act on an order of 64 lines takes less than half of what a transaction may", async () => {
    const some = await registered(desk, { programme: desk.social, count: 64 });
    const project = await approvedProject(desk, { fund: desk.produce, implementer: NOBODY, milestones: [] });
    const costs = async (act: Promise<{ wait: () => Promise<{ gasUsed: bigint } | null> }>) =>
      expect((await (await act).wait())?.gasUsed).to.be.lessThan(8_000_000n);
    await costs(purchases.connect(nanming.signer).order(...(await orderOf(desk, { households: some, project }))));
    await deliver(1n);
    await complain(1n);
    await costs(settle(1n, true));
    await costs(purchases.payShares(1n, guanshan.id));
    await answered(desk, 1n, guanshan);
    await costs(purchases.finish(1n));
    await balanced(desk, project, await amountOf(1n), await amountOf(1n), 0n);
  });

  it("P-1: orders, milestones and vouchers share no money", async () => {
    const { purchase, project } = await acceptedOrder(desk);
    await submittedMilestone(desk);
    await fundedProject(desk, { fund: desk.supplies });
    await expect(funds.connect(rural.signer).deallocate(project, 1n)).to.be.revertedWithCustomError(
      funds,
      "FundWrongKind",
    );
    for (const bank of [guanshan, baiyunling]) await sharesPaid(desk, purchase, bank);
    await purchases.finish(purchase);
    await balanced(desk, project, TOTAL, TOTAL, 0n);
  });
});
