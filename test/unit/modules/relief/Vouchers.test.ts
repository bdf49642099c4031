/** ReliefPurchases: what households buy with vouchers. */
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
  ReliefPurchases,
} from "../../../../types/index.js";
import { order as orderedBy } from "../../../utils/orders.ts";
import { sign } from "../../../utils/passkeys.ts";
import {
  DECISION,
  exited,
  exitOnNotice,
  exitProposed,
  FARM_SUPPLIES,
  type Household,
  HouseholdStatus,
  registered,
  Role,
  signedByHousehold,
} from "../../../utils/relief.ts";
import { first } from "../../../utils/relief-people.ts";
import { GOODS, PayoutKind, PayoutStatus, USE_VOUCHER } from "../../../utils/relief-payouts.ts";
import {
  CAP,
  changeRules,
  gains,
  openedVouchers,
  PROJECT_BUDGET,
  type ProjectDesk,
  projectDesk,
  REPORT,
  setRole,
  usedVoucher,
} from "../../../utils/relief-projects.ts";
import type { Actor } from "../../../utils/suite.ts";

const PRICE = 12_345n;

describe("ReliefPurchases: vouchers", () => {
  let desk: ProjectDesk;
  let purchases: ReliefPurchases;
  let programmes: ReliefProgrammes;
  let households: ReliefHouseholds;
  let officers: ReliefOfficers;
  let benefits: ReliefBenefits;
  let funds: ReliefFunds;
  let payouts: ReliefPayouts;
  let keys: ReliefKeys;
  let staff: ProjectDesk["officers"];
  let rural: Actor, bianmin: Actor, nanming: Actor, huaxi: Actor;

  beforeEach(async () => {
    desk = await projectDesk();
    ({
      reliefPurchases: purchases,
      reliefProgrammes: programmes,
      reliefHouseholds: households,
      reliefOfficers: officers,
      reliefBenefits: benefits,
      reliefFunds: funds,
      reliefPayouts: payouts,
      reliefKeys: keys,
    } = desk.suite);
    ({ officers: staff, rural, bianmin, nanming, huaxi } = desk);
  });

  describe("useVoucher", () => {
    const use = (round: bigint, household: Household, amount = PRICE, merchant = bianmin) =>
      usedVoucher(desk, round, household, amount, merchant);
    /** An open round, and a household of it. */
    async function voucher(draft: Parameters<typeof openedVouchers>[1] = {}) {
      const household = first(await registered(desk));
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
      const far = first(await registered(desk, { area: "chashan" }));
      const other = first(await registered(desk, { category: 2 }));
      for (const household of [far, other]) {
        await expect(use(round, household))
          .to.be.revertedWithCustomError(benefits, "RoundHouseholdUnfit")
          .withArgs(round, household.id);
      }
    });

    it("P-2: reverts when the household is another programme's", async () => {
      const { round } = await voucher();
      const household = first(await registered(desk, { programme: desk.social }));
      await expect(use(round, household))
        .to.be.revertedWithCustomError(households, "HouseholdOtherProgramme")
        .withArgs(household.id, desk.programme);
    });

    it("P-2: reverts above a ceiling, of the act or of the household", async () => {
      const { household, round } = await voucher();
      await changeRules(desk, desk.programme, { actCeiling: PRICE - 1n });
      await expect(use(round, household)).to.be.revertedWithCustomError(benefits, "RoundHouseholdUnfit");
      await changeRules(desk, desk.programme, { householdCeiling: 2n * PRICE - 1n });
      await use(round, household);
      await expect(use(round, household)).to.be.revertedWithCustomError(benefits, "RoundHouseholdUnfit");
    });

    it("P-8: reverts when the merchant is not admitted for the benefit's purpose", async () => {
      const { household, round } = await voucher();
      await setRole(desk, desk.programme, nanming, Role.Merchant, true, encodeBytes32String("HOUSING"));
      for (const merchant of [nanming, huaxi]) {
        await expect(use(round, household, PRICE, merchant))
          .to.be.revertedWithCustomError(programmes, "ProgrammeRoleMissing")
          .withArgs(desk.programme, merchant.id, Role.Merchant, FARM_SUPPLIES);
      }
      await setRole(desk, desk.programme, bianmin, Role.Merchant, false, FARM_SUPPLIES);
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
      const stolen = first(await registered(desk));
      const byAnother = await sign(keys, stolen.passkey, household.id, USE_VOUCHER, values);
      await expect(send(byAnother)).to.be.revertedWithCustomError(keys, "AssertionInvalid");

      const once = await signedByHousehold(desk, household, USE_VOUCHER, values);
      await send(once);
      await expect(send(once)).to.be.revertedWithCustomError(keys, "AssertionInvalid");
    });

    it("X-39: reverts when what was signed is used by another merchant", async () => {
      const { household, round } = await voucher();
      await setRole(desk, desk.programme, huaxi, Role.Merchant, true, FARM_SUPPLIES);
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
});
