/** Facilities (授信) of ReceivableIssuance, and the loan prime rate that it keeps. */
import { expect } from "chai";
import { encodeBytes32String } from "ethers";
import { day, fields, goTo, order, qualification, suspend } from "../../../utils/bills.ts";
import {
  applied,
  FACE,
  FIRST_PRIME_RATE,
  granted,
  opened,
  openTermsOf,
  proposed,
  receivableDesk,
  type ReceivableDesk,
} from "../../../utils/receivables.ts";
import type { Actor } from "../../../utils/suite.ts";

describe("ReceivableIssuance: facilities", () => {
  let desk: ReceivableDesk;
  let issuance: ReceivableDesk["suite"]["receivableIssuance"];

  beforeEach(async () => {
    desk = await receivableDesk();
    issuance = desk.suite.receivableIssuance;
  });

  const until = day("2026-12-31");
  const sign = (by: Actor, request: bigint) => issuance.connect(by.signer).sign(request);
  const used = async (facility = desk.facility) => (await issuance.facilityInfo(facility)).used;

  describe("grantFacility", () => {
    it("records the line and says so", async () => {
      const { baiyunling, qianling } = desk;
      await expect(issuance.connect(baiyunling.signer).grantFacility(qianling.id, 5_000n, until))
        .to.emit(issuance, "FacilityGranted")
        .withArgs(2n, baiyunling.id, qianling.id, 5_000n, until);
      expect(await issuance.facilityCount()).to.equal(2n);
      expect(fields(await issuance.facilityInfo(2))).to.deep.equal({
        grantor: baiyunling.id,
        obligor: qianling.id,
        limit: 5_000n,
        used: 0n,
        until,
        closed: false,
      });
    });

    it("is open to a bank, a finance company, and the enterprise for itself", async () => {
      const { guanshan, financeCompany, huaxi } = desk;
      expect(await granted(desk, guanshan, huaxi)).to.equal(2n);
      expect(await granted(desk, financeCompany, huaxi)).to.equal(3n);
      expect(await granted(desk, huaxi, huaxi)).to.equal(4n);
    });

    it("reverts when an enterprise gives another a line", async () => {
      const { huaxi, qianling, suite } = desk;
      await expect(issuance.connect(qianling.signer).grantFacility(huaxi.id, 1n, until))
        .to.be.revertedWithCustomError(suite.participants, "QualificationMissing")
        .withArgs(qianling.id, encodeBytes32String("BANK"));
    });

    it("reverts without a limit, when its last day is over, and for an obligor that is nobody or not active", async () => {
      const { guanshan, huaxi, suite } = desk;
      const bank = issuance.connect(guanshan.signer);
      await expect(bank.grantFacility(huaxi.id, 0, until)).to.be.revertedWithCustomError(issuance, "FacilityLimitZero");
      await expect(bank.grantFacility(huaxi.id, 1, day("2026-01-04")))
        .to.be.revertedWithCustomError(issuance, "FacilityOver")
        .withArgs(2n, day("2026-01-04"), day("2026-01-05"));
      await bank.grantFacility(huaxi.id, 1, day("2026-01-05"));
      await expect(bank.grantFacility(0, 1, until))
        .to.be.revertedWithCustomError(suite.participants, "ParticipantUnknown")
        .withArgs(0n);
      await suspend(desk, huaxi);
      await expect(bank.grantFacility(huaxi.id, 1, until)).to.be.revertedWithCustomError(
        suite.participants,
        "ParticipantWrongStanding",
      );
      expect(await issuance.facilityCount()).to.equal(2n);
    });
  });

  describe("changeFacility", () => {
    it("changes limit and last day for what is opened from now on; what is open stays", async () => {
      await opened(desk);
      await expect(issuance.connect(desk.guanshan.signer).changeFacility(desk.facility, FACE - 1n, day("2026-02-28")))
        .to.emit(issuance, "FacilityChanged")
        .withArgs(desk.facility, FACE - 1n, FACE, day("2026-02-28"), false);
      await expect(proposed(desk, { face: 1n }))
        .to.be.revertedWithCustomError(issuance, "FacilityExceeded")
        .withArgs(desk.facility, 1n, 0n);
    });

    it("reverts for anybody but its grantor, without a limit, when its last day is over, and of one that is closed or unknown", async () => {
      const { guanshan, baiyunling, qianling } = desk;
      for (const other of [baiyunling, qianling]) {
        await expect(issuance.connect(other.signer).changeFacility(desk.facility, 1, until))
          .to.be.revertedWithCustomError(issuance, "FacilityNotYours")
          .withArgs(desk.facility, other.id, guanshan.id);
      }
      const bank = issuance.connect(guanshan.signer);
      await expect(bank.changeFacility(desk.facility, 0, until)).to.be.revertedWithCustomError(
        issuance,
        "FacilityLimitZero",
      );
      await expect(bank.changeFacility(desk.facility, 1, day("2026-01-04"))).to.be.revertedWithCustomError(
        issuance,
        "FacilityOver",
      );
      await bank.closeFacility(desk.facility);
      await expect(bank.changeFacility(desk.facility, 1, until)).to.be.revertedWithCustomError(
        issuance,
        "FacilityClosed",
      );
      for (const unknown of [0n, 2n]) {
        await expect(bank.changeFacility(unknown, 1, until))
          .to.be.revertedWithCustomError(issuance, "FacilityUnknown")
          .withArgs(unknown);
        await expect(issuance.facilityInfo(unknown)).to.be.revertedWithCustomError(issuance, "FacilityUnknown");
      }
    });

    it("reverts when its grantor is a bank no more", async () => {
      const { guanshan, suite } = desk;
      await order(desk, "revokeQualification", [guanshan.id, encodeBytes32String("BANK")]);
      await expect(
        issuance.connect(guanshan.signer).changeFacility(desk.facility, 1, until),
      ).to.be.revertedWithCustomError(suite.participants, "QualificationMissing");
    });
  });

  describe("closeFacility", () => {
    it("ends it for new openings, also for what was proposed before; what is open stays", async () => {
      const { guanshan, nanming } = desk;
      const open = await opened(desk);
      const { request } = await proposed(desk);
      await expect(issuance.connect(guanshan.signer).closeFacility(desk.facility))
        .to.emit(issuance, "FacilityChanged")
        .withArgs(desk.facility, 100_000_000_000n, FACE, until, true);
      await expect(sign(nanming, request))
        .to.be.revertedWithCustomError(issuance, "FacilityClosed")
        .withArgs(desk.facility);
      await expect(proposed(desk)).to.be.revertedWithCustomError(issuance, "FacilityClosed");
      expect(await used()).to.equal(open.face);
      await expect(issuance.connect(guanshan.signer).closeFacility(desk.facility)).to.be.revertedWithCustomError(
        issuance,
        "FacilityClosed",
      );
    });

    it("reverts for anybody but its grantor", async () => {
      await expect(issuance.connect(desk.qianling.signer).closeFacility(desk.facility))
        .to.be.revertedWithCustomError(issuance, "FacilityNotYours")
        .withArgs(desk.facility, desk.qianling.id, desk.guanshan.id);
    });
  });

  describe("use", () => {
    it("is counted when the root is signed for, not when it is proposed", async () => {
      const { qianling, nanming } = desk;
      const opening = await proposed(desk);
      const application = await applied(desk, { face: 7n });
      expect(await used()).to.equal(0n);
      await expect(sign(nanming, opening.request))
        .to.emit(issuance, "FacilityChanged")
        .withArgs(desk.facility, 100_000_000_000n, FACE, until, false);
      await sign(qianling, application.request);
      expect(await used()).to.equal(FACE + 7n);
    });

    it("never exceeds the limit when something is opened, and may reach it", async () => {
      const facility = await granted(desk, desk.guanshan, desk.qianling, FACE);
      await expect(proposed(desk, { facility, face: FACE + 1n }))
        .to.be.revertedWithCustomError(issuance, "FacilityExceeded")
        .withArgs(facility, FACE + 1n, FACE);
      await opened(desk, { facility, face: FACE - 1n });
      await expect(proposed(desk, { facility, face: 2n }))
        .to.be.revertedWithCustomError(issuance, "FacilityExceeded")
        .withArgs(facility, 2n, 1n);
      await opened(desk, { facility, face: 1n });
      expect(await used(facility)).to.equal(FACE);
    });

    it("never exceeds the limit by two proposals that each fit", async () => {
      const { nanming, qianling } = desk;
      const facility = await granted(desk, desk.guanshan, qianling, FACE);
      const opening = await proposed(desk, { facility });
      const application = await applied(desk, { facility, face: FACE });
      await sign(nanming, opening.request);
      await expect(sign(qianling, application.request))
        .to.be.revertedWithCustomError(issuance, "FacilityExceeded")
        .withArgs(facility, FACE, 0n);
      expect(await used(facility)).to.equal(FACE);
      expect((await desk.suite.receivableRegistry.rootInfo(application.root)).status).to.equal(1n);
    });

    it("is up to the facility's last day, for what is proposed and again for what is signed", async () => {
      const facility = await granted(desk, desk.guanshan, desk.qianling, FACE * 3n, "2026-01-10");
      const last = await proposed(desk, { facility });
      const late = await proposed(desk, { facility });
      await goTo("2026-01-10", "23:00:00");
      await sign(desk.nanming, last.request);
      await goTo("2026-01-11", "00:00:00");
      await expect(sign(desk.nanming, late.request))
        .to.be.revertedWithCustomError(issuance, "FacilityOver")
        .withArgs(facility, day("2026-01-10"), day("2026-01-11"));
      await expect(proposed(desk, { facility })).to.be.revertedWithCustomError(issuance, "FacilityOver");
    });

    it("is the obligor's alone that it was given to", async () => {
      const { nanming, huaxi, qianling } = desk;
      await expect(opened(desk, { obligor: nanming, supplier: huaxi, facility: desk.facility }))
        .to.be.revertedWithCustomError(issuance, "FacilityForeign")
        .withArgs(desk.facility, qianling.id);
      await expect(proposed(desk, { facility: 9n }))
        .to.be.revertedWithCustomError(issuance, "FacilityUnknown")
        .withArgs(9n);
    });

    it("is not possible while its grantor is suspended or has lost its qualification, also of what was proposed before", async () => {
      const { baiyunling, qianling, nanming, suite } = desk;
      const facility = await granted(desk, baiyunling, qianling);
      const { request } = await proposed(desk, { facility });
      await order(desk, "revokeQualification", [baiyunling.id, encodeBytes32String("BANK")]);
      await expect(sign(nanming, request)).to.be.revertedWithCustomError(suite.participants, "QualificationMissing");
      await order(desk, ...grantOf(desk, baiyunling));
      await suspend(desk, baiyunling);
      await expect(sign(nanming, request))
        .to.be.revertedWithCustomError(suite.participants, "ParticipantWrongStanding")
        .withArgs(baiyunling.id, 4n, 3n);
      await expect(proposed(desk, { facility })).to.be.revertedWithCustomError(
        suite.participants,
        "ParticipantWrongStanding",
      );
    });

    it("names none: the one that the obligor has given itself last", async () => {
      const { qianling } = desk;
      await expect(proposed(desk, { facility: 0n }))
        .to.be.revertedWithCustomError(issuance, "FacilityUnknown")
        .withArgs(0n);
      await granted(desk, qianling, qianling, FACE);
      const last = await granted(desk, qianling, qianling, FACE);
      await granted(desk, desk.baiyunling, qianling, FACE);
      const { root } = await applied(desk, { facility: 0n });
      expect((await desk.suite.receivableRegistry.rootInfo(root)).facility).to.equal(last);
      await opened(desk, { facility: 0n });
      expect(await used(last)).to.equal(FACE);
    });

    it("reverts when somebody else than the module's parts frees it", async () => {
      const { root } = await opened(desk);
      for (const caller of [desk.qianling, desk.guanshan, desk.court]) {
        await expect(issuance.connect(caller.signer).freeFacility(root, 1))
          .to.be.revertedWithCustomError(issuance, "CallerNotPart")
          .withArgs(caller.wallet);
      }
    });
  });

  describe("the loan prime rate", () => {
    it("is what it was at the chain's beginning until an order says otherwise, from a day on", async () => {
      expect(await issuance.loanPrimeRate(day("2026-01-05"))).to.equal(FIRST_PRIME_RATE);
      await expect(order(desk, "setLoanPrimeRate", [31_000n, day("2026-03-20")], issuance))
        .to.emit(issuance, "LoanPrimeRateSet")
        .withArgs(31_000n, day("2026-03-20"));
      expect(await issuance.loanPrimeRate(day("2026-03-19"))).to.equal(FIRST_PRIME_RATE);
      expect(await issuance.loanPrimeRate(day("2026-03-20"))).to.equal(31_000n);
    });

    it("reverts but by order", async () => {
      const { terms } = await openTermsOf(desk);
      for (const caller of [desk.regulator, desk.guanshan]) {
        await expect(issuance.connect(caller.signer).setLoanPrimeRate(1, terms.dueDay)).to.be.revertedWithCustomError(
          issuance,
          "AccessManagedUnauthorized",
        );
      }
    });
  });
});

/** The call that makes a bank of it again. */
function grantOf(desk: ReceivableDesk, bank: Actor): [name: string, args: unknown[]] {
  const { name, args } = qualification(desk.suite, bank, desk.regulator, "BANK", 999_701_000_020n);
  return [name, args];
}
