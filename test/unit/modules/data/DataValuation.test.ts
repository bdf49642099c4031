/** DataValuation: who may value an asset, what a valuation says and for how long, and what disputes do to it. */
import { expect } from "chai";
import { encodeBytes32String, ZeroHash } from "ethers";
import type { DataValuation } from "../../../../types/index.js";
import { day, fields, freeze, halt, order, suspend } from "../../../utils/bills.ts";
import { certified, type DataDesk, dataDesk, today, transferredHolding } from "../../../utils/data.ts";
import {
  DisputeStatus,
  Method,
  pledged,
  PLEDGING,
  REASON,
  REPORT,
  type ReportDraft,
  reportOf,
  VALUE,
  valued,
  ValuationStatus,
} from "../../../utils/data-assets.ts";
import { asPart } from "../../../utils/receivables-rights.ts";
import { type Actor, networkHelpers } from "../../../utils/suite.ts";

describe("DataValuation", () => {
  let desk: DataDesk;
  let valuation: DataValuation;
  let asset: bigint;
  let yunlu: Actor, hengping: Actor, shuju: Actor, guanshan: Actor, kangning: Actor;

  beforeEach(async () => {
    desk = await dataDesk();
    valuation = desk.suite.dataValuation;
    ({ yunlu, hengping, shuju, guanshan, kangning } = desk);
    asset = await certified(desk);
  });

  const commission = async (by: Actor, valuer: Pick<Actor, "id"> = hengping, lastDay?: bigint, purpose = PLEDGING) =>
    valuation.connect(by.signer).commission(asset, valuer.id, purpose, lastDay ?? (await today()) + 30n);
  const value = async (by: Actor, draft: ReportDraft = {}) =>
    valuation.connect(by.signer).value(asset, await reportOf(draft));
  const dispute = (by: Actor, which: bigint, digest = REASON) => valuation.connect(by.signer).dispute(which, digest);
  const answer = (which: bigint, disputer: Actor, upheld: boolean, by = hengping, digest = REASON) =>
    valuation.connect(by.signer).answerDispute(which, disputer.id, upheld, digest);
  const isValid = (which: bigint) => valuation.requireValid(which, asset);

  /** Makes one more actor a qualified valuer. */
  const qualified = (actor: Actor) =>
    order(desk, "grantQualification", [
      actor.id,
      encodeBytes32String("VALUER"),
      desk.regulator.id,
      2n ** 40n - 1n,
      0n,
      REPORT,
    ]);

  describe("commission", () => {
    it("the holder commissions a valuer for a purpose until a day; a new commission takes the old one's place", async () => {
      const until = (await today()) + 30n;
      await expect(commission(yunlu, hengping, until))
        .to.emit(valuation, "DataValuationCommissioned")
        .withArgs(asset, hengping.id, yunlu.id, false, PLEDGING, until);
      await commission(yunlu, hengping, until + 1n);
      expect(fields(await valuation.commissionOf(asset, hengping.id))).to.deep.equal({
        by: yunlu.id,
        byPledgee: false,
        lastDay: until + 1n,
        purpose: PLEDGING,
      });
    });

    it("reverts for all but the holder", async () => {
      for (const actor of [shuju, guanshan, hengping]) {
        await expect(commission(actor, kangning))
          .to.be.revertedWithCustomError(valuation, "DataValuationNotHolder")
          .withArgs(asset, actor.id, yunlu.id);
      }
    });

    it("reverts for who is no qualified valuer, and for one that has to do with the asset", async () => {
      await expect(commission(yunlu, shuju)).to.be.revertedWithCustomError(
        desk.suite.participants,
        "QualificationMissing",
      );
      await qualified(yunlu);
      await expect(commission(yunlu, yunlu))
        .to.be.revertedWithCustomError(valuation, "DataValuationNotIndependent")
        .withArgs(asset, yunlu.id);
    });

    it("reverts without a purpose, and for a day that has passed", async () => {
      const present = await today();
      await expect(commission(yunlu, hengping, present + 1n, ZeroHash))
        .to.be.revertedWithCustomError(valuation, "DataValuationPurposeMissing")
        .withArgs(asset);
      await expect(commission(yunlu, hengping, present - 1n))
        .to.be.revertedWithCustomError(valuation, "DataValuationDayPassed")
        .withArgs(asset, present - 1n, present);
      await commission(yunlu, hengping, present);
    });

    it("commissionFor is for parts of the module alone", async () => {
      const args = [asset, guanshan.id, hengping.id, PLEDGING, await today()] as const;
      await expect(valuation.connect(guanshan.signer).commissionFor(...args))
        .to.be.revertedWithCustomError(valuation, "CallerNotPart")
        .withArgs(guanshan.wallet);
      await valuation.connect(await asPart(desk.suite.dataPledges)).commissionFor(...args);
    });

    it("endCommission: who gave it takes it back, and nobody else", async () => {
      await commission(yunlu);
      await expect(valuation.connect(shuju.signer).endCommission(asset, hengping.id)).to.be.revertedWithCustomError(
        valuation,
        "DataValuationNotCommissioned",
      );
      await expect(valuation.connect(yunlu.signer).endCommission(asset, hengping.id))
        .to.emit(valuation, "DataValuationCommissionEnded")
        .withArgs(asset, hengping.id, yunlu.id);
      for (const attempt of [
        () => value(hengping),
        () => valuation.connect(yunlu.signer).endCommission(asset, hengping.id),
      ]) {
        await expect(attempt())
          .to.be.revertedWithCustomError(valuation, "DataValuationNotCommissioned")
          .withArgs(asset, hengping.id, 0n, 0n);
      }
    });
  });

  describe("value", () => {
    it("enters what the valuer reports, and uses the commission up", async () => {
      await commission(yunlu);
      const report = await reportOf();
      await expect(value(hengping))
        .to.emit(valuation, "DataValued")
        .withArgs(
          1n,
          asset,
          hengping.id,
          yunlu.id,
          Method.Income,
          PLEDGING,
          report.baseDay,
          VALUE,
          report.validThrough,
          REPORT,
        );
      expect(fields(await valuation.valuationInfo(1n))).to.include({
        asset,
        valuer: hengping.id,
        amount: VALUE,
        status: ValuationStatus.Stands,
        purpose: PLEDGING,
        digest: REPORT,
      });
      expect([...(await isValid(1n))]).to.deep.equal([VALUE, hengping.id]);
      await expect(value(hengping)).to.be.revertedWithCustomError(valuation, "DataValuationNotCommissioned");
    });

    it("several valuations of one asset coexist", async () => {
      const first = await valued(desk, asset);
      const second = await valued(desk, asset, { amount: VALUE / 2n, method: Method.Cost });
      expect((await isValid(first)).amount).to.equal(VALUE);
      expect((await isValid(second)).amount).to.equal(VALUE / 2n);
    });

    it("reverts after the commission's last day, for another valuer, and once who gave it holds the asset no more", async () => {
      const present = await today();
      await commission(yunlu, hengping, present);
      await qualified(kangning);
      await expect(value(kangning))
        .to.be.revertedWithCustomError(valuation, "DataValuationNotCommissioned")
        .withArgs(asset, kangning.id, 0n, 0n);
      await networkHelpers.time.increase(86_400);
      await expect(value(hengping))
        .to.be.revertedWithCustomError(valuation, "DataValuationNotCommissioned")
        .withArgs(asset, hengping.id, yunlu.id, present);
      await commission(yunlu);
      await transferredHolding(desk, asset, yunlu, guanshan);
      await expect(value(hengping)).to.be.revertedWithCustomError(valuation, "DataValuationNotCommissioned");
    });

    it("reverts for a valuer that has lost its qualification, or got to do with the asset, since", async () => {
      await commission(yunlu);
      await order(desk, "revokeQualification", [hengping.id, encodeBytes32String("VALUER")]);
      await expect(value(hengping)).to.be.revertedWithCustomError(desk.suite.participants, "QualificationMissing");
      await qualified(hengping);
      await transferredHolding(desk, asset, yunlu, guanshan);
      await valuation.connect(guanshan.signer).commission(asset, hengping.id, PLEDGING, (await today()) + 9n);
      await transferredHolding(desk, asset, guanshan, hengping);
      await expect(value(hengping)).to.be.revertedWithCustomError(valuation, "DataValuationNotCommissioned");
    });

    it("reverts without method, amount or digest, and for a base day to come", async () => {
      await commission(yunlu);
      const present = await today();
      await expect(value(hengping, { method: Method.None })).to.be.revertedWithCustomError(
        valuation,
        "DataValuationMethodMissing",
      );
      await expect(value(hengping, { amount: 0n })).to.be.revertedWithCustomError(valuation, "DataValuationAmountZero");
      await expect(value(hengping, { digest: ZeroHash })).to.be.revertedWithCustomError(
        valuation,
        "DataValuationDigestMissing",
      );
      await expect(value(hengping, { baseDay: present + 1n }))
        .to.be.revertedWithCustomError(valuation, "DataValuationBaseDayAhead")
        .withArgs(asset, present + 1n, present);
    });

    it("holds for a year from its base day at most, the base day counted; not for days that have passed", async () => {
      const present = await today();
      const baseDay = day("2025-07-01");
      const latest = day("2026-06-30");
      for (const validThrough of [present - 1n, latest + 1n]) {
        await commission(yunlu);
        await expect(value(hengping, { baseDay, validThrough }))
          .to.be.revertedWithCustomError(valuation, "DataValuationTermOutOfRange")
          .withArgs(asset, validThrough, present, latest);
      }
      await value(hengping, { baseDay, validThrough: latest });
      await commission(yunlu);
      await value(hengping, { baseDay, validThrough: present });
    });

    it("stops for a frozen or suspended valuer, and while the module is halted", async () => {
      await commission(yunlu);
      await freeze(desk, hengping);
      await expect(value(hengping)).to.be.revertedWithCustomError(desk.suite.participants, "ParticipantIsFrozen");
      await halt(desk, "data");
      await expect(value(hengping)).to.be.revertedWithCustomError(desk.suite.participants, "ParticipantModuleHalted");
    });
  });

  describe("requireValid", () => {
    it("reverts for another asset's, for none, and from the day after its last on", async () => {
      const other = await certified(desk);
      const present = await today();
      const which = await valued(desk, asset, { validThrough: present + 2n });
      await expect(valuation.requireValid(which, other))
        .to.be.revertedWithCustomError(valuation, "DataValuationOfOther")
        .withArgs(which, asset, other);
      await expect(isValid(99n)).to.be.revertedWithCustomError(valuation, "DataValuationUnknown").withArgs(99n);
      await networkHelpers.time.increaseTo((present + 3n) * 86_400n - 8n * 3_600n - 1n);
      await isValid(which);
      await networkHelpers.time.increase(1);
      await expect(isValid(which))
        .to.be.revertedWithCustomError(valuation, "DataValuationOver")
        .withArgs(which, present + 2n, present + 3n);
    });
  });

  describe("withdrawValuation", () => {
    it("its valuer takes it back, with a reason, also frozen and suspended and while the module is halted", async () => {
      const which = await valued(desk, asset);
      await expect(valuation.connect(shuju.signer).withdrawValuation(which, REASON))
        .to.be.revertedWithCustomError(valuation, "DataValuationNotValuer")
        .withArgs(which, shuju.id, hengping.id);
      await expect(valuation.connect(hengping.signer).withdrawValuation(which, ZeroHash)).to.be.revertedWithCustomError(
        valuation,
        "DataValuationDigestMissing",
      );
      await freeze(desk, hengping);
      await suspend(desk, hengping);
      await halt(desk, "data");
      await expect(valuation.connect(hengping.signer).withdrawValuation(which, REASON))
        .to.emit(valuation, "DataValuationWithdrawn")
        .withArgs(which, asset, hengping.id, REASON);
      for (const attempt of [
        () => isValid(which),
        () => dispute(yunlu, which),
        () => valuation.connect(hengping.signer).withdrawValuation(which, REASON),
      ]) {
        await expect(attempt())
          .to.be.revertedWithCustomError(valuation, "DataValuationNotStanding")
          .withArgs(which, ValuationStatus.Withdrawn);
      }
    });
  });

  describe("dispute", () => {
    it("of a holder of a right: the valuation is not relied on until it is answered", async () => {
      const which = await valued(desk, asset);
      await expect(dispute(yunlu, which))
        .to.emit(valuation, "DataValuationDisputed")
        .withArgs(which, asset, yunlu.id, true, REASON);
      await expect(isValid(which))
        .to.be.revertedWithCustomError(valuation, "DataValuationContested")
        .withArgs(which, 1n);
      await expect(answer(which, yunlu, false))
        .to.emit(valuation, "DataValuationDisputeAnswered")
        .withArgs(which, asset, yunlu.id, false, REASON);
      await isValid(which);
      expect((await valuation.disputeOf(which, yunlu.id)).status).to.equal(DisputeStatus.Rejected);
    });

    it("of others stays on record and holds nothing up: strangers cannot stop a sale", async () => {
      const which = await valued(desk, asset);
      await expect(dispute(shuju, which))
        .to.emit(valuation, "DataValuationDisputed")
        .withArgs(which, asset, shuju.id, false, REASON);
      await isValid(which);
      expect(fields(await valuation.disputeOf(which, shuju.id))).to.deep.equal({
        status: DisputeStatus.Open,
        suspends: false,
      });
      await answer(which, shuju, false);
      await isValid(which);
    });

    it("upheld, by whomever it was, ends the valuation", async () => {
      const which = await valued(desk, asset);
      await dispute(shuju, which);
      await answer(which, shuju, true);
      await expect(isValid(which))
        .to.be.revertedWithCustomError(valuation, "DataValuationNotStanding")
        .withArgs(which, ValuationStatus.Overturned);
    });

    it("each one's stands for itself: all that suspend must be closed", async () => {
      await pledged(desk, asset);
      const { dataPledges } = desk.suite;
      await dataPledges
        .connect(guanshan.signer)
        .commissionValuation(asset, hengping.id, PLEDGING, (await today()) + 9n);
      await value(hengping);
      const which = await valuation.valuationCount();
      await dispute(yunlu, which);
      await dispute(guanshan, which);
      await expect(isValid(which))
        .to.be.revertedWithCustomError(valuation, "DataValuationContested")
        .withArgs(which, 2n);
      await answer(which, guanshan, false);
      await expect(isValid(which))
        .to.be.revertedWithCustomError(valuation, "DataValuationContested")
        .withArgs(which, 1n);
      await expect(valuation.connect(yunlu.signer).withdrawDispute(which))
        .to.emit(valuation, "DataValuationDisputeWithdrawn")
        .withArgs(which, asset, yunlu.id);
      await isValid(which);
    });

    it("once each, for good: neither answered nor withdrawn ones begin anew", async () => {
      const which = await valued(desk, asset);
      await dispute(yunlu, which);
      await expect(dispute(yunlu, which))
        .to.be.revertedWithCustomError(valuation, "DataValuationDisputeExists")
        .withArgs(which, yunlu.id, DisputeStatus.Open);
      await valuation.connect(yunlu.signer).withdrawDispute(which);
      await expect(dispute(yunlu, which))
        .to.be.revertedWithCustomError(valuation, "DataValuationDisputeExists")
        .withArgs(which, yunlu.id, DisputeStatus.Withdrawn);
    });

    it("reverts for the valuer itself, without reasons, and for a valuation that there is not", async () => {
      const which = await valued(desk, asset);
      await expect(dispute(hengping, which))
        .to.be.revertedWithCustomError(valuation, "DataValuationOwn")
        .withArgs(which, hengping.id);
      await expect(dispute(yunlu, which, ZeroHash)).to.be.revertedWithCustomError(
        valuation,
        "DataValuationDigestMissing",
      );
      await expect(dispute(yunlu, 99n)).to.be.revertedWithCustomError(valuation, "DataValuationUnknown").withArgs(99n);
    });

    it("only the valuer answers, only what is open, and only with reasons", async () => {
      const which = await valued(desk, asset);
      await dispute(yunlu, which);
      await expect(answer(which, yunlu, false, shuju))
        .to.be.revertedWithCustomError(valuation, "DataValuationNotValuer")
        .withArgs(which, shuju.id, hengping.id);
      await expect(answer(which, yunlu, false, hengping, ZeroHash)).to.be.revertedWithCustomError(
        valuation,
        "DataValuationDigestMissing",
      );
      await expect(answer(which, shuju, false))
        .to.be.revertedWithCustomError(valuation, "DataValuationDisputeNotOpen")
        .withArgs(which, shuju.id, DisputeStatus.None);
      await answer(which, yunlu, false);
      for (const attempt of [
        () => answer(which, yunlu, true),
        () => valuation.connect(yunlu.signer).withdrawDispute(which),
      ]) {
        await expect(attempt())
          .to.be.revertedWithCustomError(valuation, "DataValuationDisputeNotOpen")
          .withArgs(which, yunlu.id, DisputeStatus.Rejected);
      }
    });

    it("a dispute counts as it did when it was opened, whoever has got to do with the asset since", async () => {
      const which = await valued(desk, asset);
      await dispute(yunlu, which);
      await dispute(guanshan, which);
      await transferredHolding(desk, asset, yunlu, guanshan);
      await answer(which, guanshan, false);
      await expect(isValid(which))
        .to.be.revertedWithCustomError(valuation, "DataValuationContested")
        .withArgs(which, 1n);
      await valuation.connect(yunlu.signer).withdrawDispute(which);
      await isValid(which);
    });
  });
});
