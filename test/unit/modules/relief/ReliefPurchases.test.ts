/** ReliefPurchases: what households buy with vouchers, and buyers' orders of their produce. */
import { expect } from "chai";
import { encodeBytes32String, id, ZeroHash } from "ethers";
import type {
  ReliefBenefits,
  ReliefFunds,
  ReliefHouseholds,
  ReliefKeys,
  ReliefOfficers,
  ReliefPayouts,
  ReliefProgrammes,
  ReliefProjects,
  ReliefPurchases,
} from "../../../../types/index.js";
import { at, order as orderedBy } from "../../../utils/orders.ts";
import { sign } from "../../../utils/passkeys.ts";
import {
  CHOOSE_BANK,
  day,
  daysPass,
  DECISION,
  EVIDENCE,
  exited,
  exitOnNotice,
  exitProposed,
  FARM_SUPPLIES,
  type Household,
  HouseholdStatus,
  Level,
  MINUTES,
  noticePasses,
  proposalOf,
  propose,
  REASON,
  registered,
  Role,
  RULES,
  signedByHousehold,
  today,
} from "../../../utils/relief.ts";
import { fields } from "../../../utils/relief-funds.ts";
import { kinshipReported } from "../../../utils/relief-people.ts";
import { GOODS, LineStatus, PayoutKind, PayoutStatus, USE_VOUCHER } from "../../../utils/relief-payouts.ts";
import {
  acceptedOrder,
  answered,
  approvedProject,
  CAP,
  delivered,
  DELIVERY_DAYS,
  disputedOrder,
  finishedOrder,
  fundedProject,
  gains,
  lastSecondOf,
  MARGIN,
  NOBODY,
  openedVouchers,
  ordered,
  orderOf,
  producers,
  PROJECT_BUDGET,
  type ProjectDesk,
  projectDesk,
  PurchaseStatus,
  REPORT,
  SHARE,
  sharesPaid,
  submittedMilestone,
  usedVoucher,
} from "../../../utils/relief-projects.ts";
import type { Actor } from "../../../utils/suite.ts";

/** Of the usual order: three shares and the margin. */
const SHARES = [SHARE, SHARE + 1n, SHARE + 2n] as const;
const TOTAL = SHARES[0] + SHARES[1] + SHARES[2] + MARGIN;
const PRICE = 12_345n;

describe("ReliefPurchases", () => {
  let desk: ProjectDesk;
  let purchases: ReliefPurchases;
  let programmes: ReliefProgrammes;
  let households: ReliefHouseholds;
  let officers: ReliefOfficers;
  let projects: ReliefProjects;
  let benefits: ReliefBenefits;
  let funds: ReliefFunds;
  let payouts: ReliefPayouts;
  let keys: ReliefKeys;
  let staff: ProjectDesk["officers"];
  let rural: Actor, bianmin: Actor, nanming: Actor, huaxi: Actor, guanshan: Actor, baiyunling: Actor;
  let cooperative: Actor;

  beforeEach(async () => {
    desk = await projectDesk();
    ({ reliefPurchases: purchases, reliefProgrammes: programmes, reliefHouseholds: households } = desk.suite);
    ({ reliefOfficers: officers, reliefProjects: projects, reliefBenefits: benefits } = desk.suite);
    ({ reliefFunds: funds, reliefPayouts: payouts, reliefKeys: keys } = desk.suite);
    ({ officers: staff, rural, bianmin, nanming, huaxi, guanshan, baiyunling, cooperative } = desk);
  });

  const setRole = (programme: bigint, participant: Actor, role: bigint, admitted: boolean, of = ZeroHash) =>
    programmes.connect(rural.signer).setRole(programme, participant.id, role, of, admitted);
  const changeRules = (programme: bigint, rules: Partial<typeof RULES>) =>
    programmes.connect(rural.signer).changeRules(programme, { ...RULES, ...rules }, DECISION);
  /** The only one of a list. */
  function one<T>(list: T[]): T {
    const [first] = list;
    if (first === undefined) throw new Error("There is none.");
    return first;
  }

  describe("useVoucher", () => {
    const use = (round: bigint, household: Household, amount = PRICE, merchant = bianmin) =>
      usedVoucher(desk, round, household, amount, merchant);
    /** An open round, and a household of it. */
    async function voucher(draft: Parameters<typeof openedVouchers>[1] = {}) {
      const household = one(await registered(desk));
      return { household, ...(await openedVouchers(desk, draft)) };
    }

    it("pays the merchant at once, when the household says so", async () => {
      const { household, round, project, benefit, period } = await voucher();
      const [got] = await gains(desk, () => use(round, household), bianmin);
      expect(got).to.equal(PRICE);
      const { kind, status, payee, officer, origin, total, programme } = await payouts.payoutInfo(1n);
      expect([kind, status, payee, officer, origin, total, programme]).to.deep.equal([
        PayoutKind.Voucher,
        PayoutStatus.Paid,
        bianmin.id,
        0n,
        round,
        PRICE,
        desk.programme,
      ]);
      expect(await payouts.voucherUsed(benefit, period, household.id)).to.equal(PRICE);
      expect((await funds.accountInfo(project)).paid).to.equal(PRICE);
    });

    it("says who has bought what from whom", async () => {
      const { household, round } = await voucher();
      await expect(use(round, household))
        .to.emit(purchases, "VoucherUsed")
        .withArgs(round, household.id, bianmin.id, 1n, PRICE, GOODS)
        .and.to.emit(keys, "ActAsserted")
        .withArgs(household.id, id(USE_VOUCHER), 0n, 1n);
    });

    it("P-2: is good for the period's worth and no fen more", async () => {
      const { household, round, benefit, period } = await voucher();
      await use(round, household, PRICE);
      await use(round, household, CAP - PRICE);
      await expect(use(round, household, 1n))
        .to.be.revertedWithCustomError(payouts, "PayoutVoucherExceeded")
        .withArgs(benefit, period, household.id, CAP + 1n, CAP);
    });

    for (const [name, exit, status] of [
      ["has exited", exited, HouseholdStatus.Exited],
      ["waits for its exit", exitOnNotice, HouseholdStatus.ExitOnNotice],
      ["is proposed for its exit", exitProposed, HouseholdStatus.ExitProposed],
    ] as const) {
      it(`P-2, P-5, X-37: reverts when the household ${name}`, async () => {
        const { household, round } = await voucher();
        await exit(desk, [household]);
        expect(await households.statusOf(household.id)).to.equal(status);
        await expect(use(round, household))
          .to.be.revertedWithCustomError(benefits, "RoundHouseholdUnfit")
          .withArgs(round, household.id);
      });
    }

    it("P-2: reverts when the household is of another village or category", async () => {
      const { round } = await voucher({ category: 1 });
      const far = one(await registered(desk, { area: "chashan" }));
      const other = one(await registered(desk, { category: 2 }));
      for (const household of [far, other]) {
        await expect(use(round, household))
          .to.be.revertedWithCustomError(benefits, "RoundHouseholdUnfit")
          .withArgs(round, household.id);
      }
    });

    it("P-2: reverts when the household is another programme's", async () => {
      const { round } = await voucher();
      const household = one(await registered(desk, { programme: desk.social }));
      await expect(use(round, household))
        .to.be.revertedWithCustomError(households, "HouseholdOtherProgramme")
        .withArgs(household.id, desk.programme);
    });

    it("P-2: reverts above a ceiling, of the act or of the household", async () => {
      const { household, round } = await voucher();
      await changeRules(desk.programme, { actCeiling: PRICE - 1n });
      await expect(use(round, household)).to.be.revertedWithCustomError(benefits, "RoundHouseholdUnfit");
      await changeRules(desk.programme, { householdCeiling: 2n * PRICE - 1n });
      await use(round, household);
      await expect(use(round, household)).to.be.revertedWithCustomError(benefits, "RoundHouseholdUnfit");
    });

    it("P-8: reverts when the merchant is not admitted for the benefit's purpose", async () => {
      const { household, round } = await voucher();
      await setRole(desk.programme, nanming, Role.Merchant, true, encodeBytes32String("HOUSING"));
      for (const merchant of [nanming, huaxi]) {
        await expect(use(round, household, PRICE, merchant))
          .to.be.revertedWithCustomError(programmes, "ProgrammeRoleMissing")
          .withArgs(desk.programme, merchant.id, Role.Merchant, FARM_SUPPLIES);
      }
      await setRole(desk.programme, bianmin, Role.Merchant, false, FARM_SUPPLIES);
      await expect(use(round, household)).to.be.revertedWithCustomError(programmes, "ProgrammeRoleMissing");
    });

    it("P-8: reverts when a diversion by the merchant was found", async () => {
      const { household, round } = await voucher();
      await use(round, household);
      await orderedBy(desk, payouts, "findDiversion", [1n, 0n, true, DECISION]);
      await expect(use(round, household))
        .to.be.revertedWithCustomError(payouts, "PayoutPayeeBarred")
        .withArgs(desk.programme, bianmin.id);
    });

    it("reverts when the round is closed", async () => {
      const { household, round } = await voucher();
      await benefits.connect(staff.songxi3.signer).closeRound(round);
      await expect(use(round, household)).to.be.revertedWithCustomError(benefits, "RoundWrongStatus");
    });

    it("reverts when it is for nothing, or no receipt is named", async () => {
      const { household, round } = await voucher();
      await expect(use(round, household, 0n))
        .to.be.revertedWithCustomError(purchases, "VoucherAmountZero")
        .withArgs(round);
      const values = { round, merchant: bianmin.id, amount: PRICE, goods: ZeroHash };
      const signed = await signedByHousehold(desk, household, USE_VOUCHER, values);
      await expect(
        purchases.connect(bianmin.signer).useVoucher(round, household.id, PRICE, ZeroHash, signed),
      ).to.be.revertedWithCustomError(purchases, "PurchaseEvidenceMissing");
    });

    it("P-3, X-39: reverts when the household has signed another act, or this one before", async () => {
      const { household, round } = await voucher();
      const merchant = bianmin.id;
      const values = { round, merchant, amount: PRICE, goods: GOODS };
      const send = (assertion: Awaited<ReturnType<typeof signedByHousehold>>, by = bianmin) =>
        purchases.connect(by.signer).useVoucher(round, household.id, PRICE, GOODS, assertion);
      for (const other of [
        { ...values, round: round + 1n },
        { ...values, merchant: huaxi.id },
        { ...values, amount: PRICE + 1n },
        { ...values, goods: REPORT },
      ]) {
        const assertion = await signedByHousehold(desk, household, USE_VOUCHER, other);
        await expect(send(assertion)).to.be.revertedWithCustomError(keys, "AssertionInvalid");
      }
      const foreign = await signedByHousehold(desk, household, USE_VOUCHER, values, { chainId: 1n });
      await expect(send(foreign)).to.be.revertedWithCustomError(keys, "AssertionInvalid");
      const stolen = one(await registered(desk));
      const byAnother = await sign(keys, stolen.passkey, household.id, USE_VOUCHER, values);
      await expect(send(byAnother)).to.be.revertedWithCustomError(keys, "AssertionInvalid");

      const once = await signedByHousehold(desk, household, USE_VOUCHER, values);
      await send(once);
      await expect(send(once)).to.be.revertedWithCustomError(keys, "AssertionInvalid");
    });

    it("X-39: reverts when what was signed is used by another merchant", async () => {
      const { household, round } = await voucher();
      await setRole(desk.programme, huaxi, Role.Merchant, true, FARM_SUPPLIES);
      const values = { round, merchant: bianmin.id, amount: PRICE, goods: GOODS };
      const signed = await signedByHousehold(desk, household, USE_VOUCHER, values);
      const attempt = purchases.connect(huaxi.signer).useVoucher(round, household.id, PRICE, GOODS, signed);
      await expect(attempt).to.be.revertedWithCustomError(keys, "AssertionInvalid");
    });

    it("X-34: reverts when an officer of the round is found to be kin", async () => {
      const { household, round } = await voucher();
      await officers.connect(staff.songxi2.signer).declareKinship([household.commitment]);
      await expect(use(round, household))
        .to.be.revertedWithCustomError(officers, "OfficerIsKin")
        .withArgs(staff.songxi2.id, household.commitment);
    });

    it("P-1: reverts when the project has too little", async () => {
      const { household, round, project } = await voucher();
      await funds.connect(rural.signer).deallocate(project, PROJECT_BUDGET - PRICE + 1n);
      await expect(use(round, household))
        .to.be.revertedWithCustomError(funds, "ProjectShort")
        .withArgs(project, PRICE, PRICE - 1n);
    });
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
      await changeRules(desk.social, { householdCeiling: 10n });
      await expect(place([10n, 10n, 11n]))
        .to.be.revertedWithCustomError(purchases, "PurchaseHouseholdUnfit")
        .withArgs(third?.id);
      await exitProposed(desk, [one(some)]);
      await expect(place([1n, 1n, 1n]))
        .to.be.revertedWithCustomError(purchases, "PurchaseHouseholdUnfit")
        .withArgs(one(some).id);
    });

    it("P-2: reverts when a household lives outside the project's area", async () => {
      const { project } = await producers(desk);
      const far = await registered(desk, { programme: desk.social, area: "chashan" });
      await expect(ordered(desk, { households: far, project }))
        .to.be.revertedWithCustomError(purchases, "PurchaseHouseholdUnfit")
        .withArgs(one(far).id);
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
  const balanced = async (project: bigint, allocated: bigint, paid: bigint, open: bigint) => {
    const account = await funds.accountInfo(project);
    expect([account.allocated, account.paid, account.open]).to.deep.equal([allocated, paid, open]);
  };

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
      await balanced(project, 0n, 0n, 0n);
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
      await balanced(project, 0n, 0n, 0n);
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
      await setRole(desk.social, desk.county, Role.Cooperative, true);
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
      await balanced(project, TOTAL, 0n, SHARES[0] + SHARES[1]);
      const [got] = await gains(desk, () => answered(desk, 1n, guanshan), guanshan);
      expect(got).to.equal(SHARES[0] + SHARES[1]);
      const [household, , amount, state] = await payouts.lineInfo(1n, 1);
      expect([household, amount, state]).to.deep.equal([some[1]?.id, SHARES[1], LineStatus.Paid]);
      await balanced(project, TOTAL, SHARES[0] + SHARES[1], 0n);
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
      await exited(desk, [one(some)]);
      await expect(purchases.payShares(purchase, guanshan.id))
        .to.emit(purchases, "ProduceSharesPaid")
        .withArgs(purchase, 1n, guanshan.id, 1n, SHARES[1]);
      expect(await payouts.householdsOf(1n)).to.deep.equal([BigInt(some[1]?.number ?? 0)]);
    });

    it("P-2: leaves out who would be above the household's ceiling, and pays when it is raised", async () => {
      const { purchase } = await acceptedOrder(desk);
      await changeRules(desk.social, { householdCeiling: SHARES[0] });
      await sharesPaid(desk, purchase, guanshan);
      expect((await purchases.sharesOf(purchase)).map(({ payout }) => payout)).to.deep.equal([1n, 0n, 0n]);
      await changeRules(desk.social, { householdCeiling: SHARES[2] });
      await sharesPaid(desk, purchase, guanshan);
      expect((await purchases.sharesOf(purchase)).map(({ payout }) => payout)).to.deep.equal([1n, 2n, 0n]);
    });

    it("P-5: pays who is observed, if the programme's rules continue", async () => {
      await changeRules(desk.social, { continuesInObservation: true });
      const { purchase, households: some } = await acceptedOrder(desk);
      await exited(desk, [one(some)]);
      await expect(purchases.payShares(purchase, guanshan.id))
        .to.emit(purchases, "ProduceSharesPaid")
        .withArgs(purchase, 1n, guanshan.id, 2n, SHARES[0] + SHARES[1]);
    });

    it("pays a share again that a bank could not pay, through the household's next bank", async () => {
      const { purchase, project, households: some } = await acceptedOrder(desk);
      await sharesPaid(desk, purchase, guanshan, [0]);
      await balanced(project, TOTAL, SHARES[1], 0n);
      const mover = one(some);
      const chosen = await signedByHousehold(desk, mover, CHOOSE_BANK, { bank: baiyunling.id });
      await households.chooseBank(mover.id, baiyunling.id, chosen);
      await expect(purchases.payShares(purchase, baiyunling.id))
        .to.emit(purchases, "ProduceSharesPaid")
        .withArgs(purchase, 2n, baiyunling.id, 2n, SHARES[0] + SHARES[2]);
      await answered(desk, 2n, baiyunling);
      await balanced(project, TOTAL, TOTAL - MARGIN, 0n);
      const shares = await purchases.sharesOf(purchase);
      expect(shares.map(({ payout, line }) => [payout, line])).to.deep.equal([
        [2n, 0n],
        [1n, 1n],
        [2n, 1n],
      ]);
      await purchases.finish(purchase);
      expect(await statusOf(purchase)).to.equal(PurchaseStatus.Finished);
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
      await balanced(project, TOTAL, SHARES[1], 0n);
      await expect(purchases.payShares(purchase, guanshan.id))
        .to.emit(purchases, "ProduceSharesPaid")
        .withArgs(purchase, 2n, guanshan.id, 1n, SHARES[0]);
      await answered(desk, 2n, guanshan);
      await balanced(project, TOTAL, SHARES[0] + SHARES[1], 0n);
    });

    it("P-8: reverts when the programme no longer admits the bank", async () => {
      const { purchase } = await acceptedOrder(desk);
      await setRole(desk.social, guanshan, Role.PayoutBank, false);
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
      await balanced(project, TOTAL, TOTAL, 0n);
      expect(await purchases.openItems()).to.equal(0n);
    });

    it("gives the buyer back the share of a household that is no longer registered", async () => {
      const { purchase, project, households: some } = await acceptedOrder(desk);
      await exited(desk, [one(some)]);
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
      await balanced(project, TOTAL - SHARES[0], TOTAL - SHARES[0], 0n);
    });

    it("makes no payout for no margin", async () => {
      const { purchase } = await acceptedOrder(desk, { margin: 0n });
      for (const bank of [guanshan, baiyunling]) await sharesPaid(desk, purchase, bank);
      await expect(purchases.finish(purchase)).to.emit(purchases, "ProduceFinished").withArgs(purchase, 0n, 0n);
    });

    it("P-8: gives the buyer the margin of a cooperative that is no longer admitted", async () => {
      const { purchase } = await acceptedOrder(desk);
      for (const bank of [guanshan, baiyunling]) await sharesPaid(desk, purchase, bank);
      await setRole(desk.social, cooperative, Role.Cooperative, false);
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
      await balanced(project, TOTAL, TOTAL - waiting, 0n);
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
        await balanced(order.project, TOTAL, TOTAL, 0n);
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
      await balanced(project, TOTAL, TOTAL, 0n);
    });

    it("gives the buyer the share of a household that the review has refused, and nobody has it afterwards", async () => {
      const { purchase, project, household } = await underReview();
      await propose(desk, staff.longjing1, [await proposalOf(desk, household)]);
      await desk.suite.reliefReviews.connect(staff.songxi3.signer).refuse(household.id, REASON);
      await expect(purchases.returnRest(purchase))
        .to.emit(purchases, "ProduceRestReturned")
        .withArgs(purchase, nanming.id, SHARES[1], 0b010n);
      await balanced(project, TOTAL - SHARES[1], TOTAL - SHARES[1], 0n);
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
      await setRole(desk.social, baiyunling, Role.PayoutBank, false);
      await finishesWithout(order, SHARES[2]);
      const mover = order.households[2];
      if (mover === undefined) throw new Error("There is no third household.");
      const chosen = await signedByHousehold(desk, mover, CHOOSE_BANK, { bank: guanshan.id });
      await households.chooseBank(mover.id, guanshan.id, chosen);
      await sharesPaid(desk, order.purchase, guanshan);
      await balanced(order.project, TOTAL, TOTAL, 0n);
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
    await balanced(project, await amountOf(1n), await amountOf(1n), 0n);
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
    await balanced(project, TOTAL, TOTAL, 0n);
  });
});
