/** DataCertification: review, notice, objections, certification, and how long a certificate runs. */
import { expect } from "chai";
import { hexlify, id, randomBytes, ZeroHash } from "ethers";
import type { DataCertification, DataRegistry } from "../../../../types/index.js";
import { day, fields, freeze, halt, order } from "../../../utils/bills.ts";
import {
  AssetMarks,
  AssetStatus,
  cancelled,
  certified,
  certifiedFiling,
  type DataDesk,
  dataDesk,
  DECISION,
  detailsFiled,
  detailsOf,
  filingOf,
  FilingStatus,
  FINDINGS,
  frozenAsset,
  GROUNDS,
  madeCertifier,
  noticePassed,
  ObjectionStatus,
  PAPERS,
  REASON,
  registered,
  RegistrationKind,
  reviewed,
  Right,
  Sensitivity,
  Sharing,
  SignatureAlgorithm,
  statusBits,
  suspendedAsset,
  toDay,
  today,
  transferred,
  transferredHolding,
  unfrozenAsset,
  UNSIGNED,
  Volume,
} from "../../../utils/data.ts";
import { pledged } from "../../../utils/data-assets.ts";
import { type Actor, carryOut } from "../../../utils/suite.ts";
import { court } from "../../../utils/title-orders.ts";

const NOTICE_DAYS = 10n;

describe("DataCertification", () => {
  let desk: DataDesk;
  let certification: DataCertification;
  let registry: DataRegistry;
  let yunlu: Actor, shuju: Actor, kangning: Actor, hub: Actor, wudang: Actor;

  beforeEach(async () => {
    desk = await dataDesk();
    ({ dataCertification: certification, dataRegistry: registry } = desk.suite);
    ({ yunlu, shuju, kangning, hub, wudang } = desk);
  });

  const as = (actor: Actor) => certification.connect(actor.signer);
  const filing = async (each: bigint) => fields(await certification.filingInfo(each));
  const statusOf = async (asset: bigint) => (await registry.assetInfo(asset)).status;
  const objected = async (each: bigint, by: Actor) => {
    await as(by).objectTo(each, GROUNDS);
    return certification.objectionCount();
  };
  const objectedTo = async (asset: bigint, by: Actor) => {
    await as(by).objectToCertificate(asset, GROUNDS);
    return certification.objectionCount();
  };
  const refusal = async (call: Promise<unknown>, error: string, ...args: unknown[]) => {
    const expected = expect(call).to.be.revertedWithCustomError(certification, error);
    await (args.length === 0 ? expected : expected.withArgs(...args));
  };
  const byCourt = (name: string, ...args: unknown[]) =>
    carryOut(desk.suite, [{ target: certification, name, args }], court(desk));

  describe("review", () => {
    it("puts a registration on notice until the tenth business day after it", async () => {
      const asset = await registered(desk);
      const ends = await desk.suite.calendar.addBusinessDays(await today(), NOTICE_DAYS);
      await expect(as(hub).review(filingOf(asset), FINDINGS))
        .to.emit(certification, "FilingReviewed")
        .withArgs(filingOf(asset), asset, hub.id, RegistrationKind.Initial, ends, FINDINGS);
      expect(ends).to.equal(day("2026-01-19"));
      expect(await statusOf(asset)).to.equal(AssetStatus.MaterialReviewed);
      const f = await filing(filingOf(asset));
      expect([f.applicant, f.reviewer, f.status]).to.deep.equal([yunlu.id, hub.id, FilingStatus.Reviewed]);
    });

    it("reverts when the caller is no certifier, has a share in it, or says nothing", async () => {
      const asset = await registered(desk);
      await expect(as(shuju).review(filingOf(asset), FINDINGS)).to.be.revertedWithCustomError(
        desk.suite.participants,
        "QualificationMissing",
      );
      await refusal(as(hub).review(filingOf(asset), ZeroHash), "DataFilingDigestMissing", asset);
      const contributors = [{ participant: hub.id, share: 1_000n }];
      const theirs = await registered(desk, { shares: { holding: 7_000n, contributors } });
      await refusal(as(hub).review(filingOf(theirs), FINDINGS), "DataCertifierConnected", theirs, hub.id);
      const own = await registered(desk, { holder: hub });
      await refusal(as(hub).review(filingOf(own), FINDINGS), "DataCertifierConnected", own, hub.id);
    });

    it("reverts when there is no such filing, and when it is reviewed already", async () => {
      await expect(as(hub).review(filingOf(9n), FINDINGS)).to.be.revertedWithCustomError(registry, "DataAssetUnknown");
      const asset = await registered(desk);
      await refusal(as(hub).review(filingOf(asset, 1n), FINDINGS), "DataFilingUnknown", filingOf(asset, 1n));
      await reviewed(desk, filingOf(asset));
      const [status, needed] = [FilingStatus.Reviewed, FilingStatus.Submitted];
      await refusal(
        as(hub).review(filingOf(asset), FINDINGS),
        "DataFilingWrongStatus",
        filingOf(asset),
        status,
        needed,
      );
    });

    it("reverts when the certifier is frozen, or the module is halted", async () => {
      const asset = await registered(desk);
      const { participants } = desk.suite;
      await freeze(desk, hub);
      const call = () => as(hub).review(filingOf(asset), FINDINGS);
      await expect(call()).to.be.revertedWithCustomError(participants, "ParticipantIsFrozen");
      await halt(desk, "data");
      await expect(call()).to.be.revertedWithCustomError(participants, "ParticipantModuleHalted");
    });
  });

  describe("certify", () => {
    it("certifies after the notice, for three years to the day before", async () => {
      const asset = await registered(desk);
      await reviewed(desk, filingOf(asset));
      await toDay(day("2026-01-19"));
      const ends = day("2026-01-19");
      await refusal(as(hub).certify(filingOf(asset), UNSIGNED), "DataFilingNoticeRuns", filingOf(asset), ends);
      await toDay(day("2026-01-20"));
      const certify = as(hub).certify(filingOf(asset), UNSIGNED);
      await expect(certify)
        .to.emit(certification, "FilingCertified")
        .withArgs(filingOf(asset), asset, hub.id, RegistrationKind.Initial, day("2029-01-19"));
      await expect(certify)
        .to.emit(registry, "RegistrationEntered")
        .withArgs(asset, RegistrationKind.Initial, yunlu.id, ZeroHash);
      await expect(certify).not.to.emit(certification, "CaSignatureAttached");
      const a = await registry.assetInfo(asset);
      expect([a.status, a.certifier, a.certifiedOn, a.validThrough]).to.deep.equal([
        AssetStatus.Certified,
        hub.id,
        day("2026-01-20"),
        day("2029-01-19"),
      ]);
      await refusal(as(hub).certify(filingOf(asset), UNSIGNED), "DataFilingWrongStatus");
    });

    it("another certifier may certify what one has reviewed", async () => {
      await madeCertifier(desk, wudang);
      const asset = await registered(desk);
      await reviewed(desk, filingOf(asset));
      await noticePassed(desk, filingOf(asset));
      await as(wudang).certify(filingOf(asset), UNSIGNED);
      expect((await registry.assetInfo(asset)).certifier).to.equal(wudang.id);
    });

    it("records an authority's signature as it was attached", async () => {
      const asset = await registered(desk);
      await reviewed(desk, filingOf(asset));
      await noticePassed(desk, filingOf(asset));
      const ca = {
        algorithm: SignatureAlgorithm.Sm2Sm3,
        certificate: id("certificate of hub's"),
        signature: hexlify(randomBytes(72)),
      };
      await expect(as(hub).certify(filingOf(asset), ca))
        .to.emit(certification, "CaSignatureAttached")
        .withArgs(filingOf(asset), hub.id, ca.algorithm, ca.certificate, ca.signature);
    });

    it("reverts when the signature is no whole one, or too long", async () => {
      const asset = await registered(desk);
      await reviewed(desk, filingOf(asset));
      await noticePassed(desk, filingOf(asset));
      const [algorithm, certificate] = [SignatureAlgorithm.EcdsaP256Sha256, id("certificate")];
      for (const ca of [
        { algorithm, certificate, signature: "0x" },
        { algorithm, certificate: ZeroHash, signature: "0x01" },
        { algorithm: SignatureAlgorithm.None, certificate, signature: "0x" },
        { algorithm: SignatureAlgorithm.None, certificate: ZeroHash, signature: "0x01" },
        { algorithm, certificate, signature: hexlify(randomBytes(513)) },
      ]) {
        await refusal(
          as(hub).certify(filingOf(asset), ca),
          "DataSignatureMalformed",
          ca.algorithm,
          length(ca.signature),
        );
      }
      await as(hub).certify(filingOf(asset), { algorithm, certificate, signature: hexlify(randomBytes(512)) });
    });

    it("reverts before it is reviewed, by who is no certifier, and for a change", async () => {
      const asset = await registered(desk);
      const [status, needed] = [FilingStatus.Submitted, FilingStatus.Reviewed];
      const early = as(hub).certify(filingOf(asset), UNSIGNED);
      await refusal(early, "DataFilingWrongStatus", filingOf(asset), status, needed);
      await certifiedFiling(desk, filingOf(asset));
      await expect(as(shuju).certify(filingOf(asset), UNSIGNED)).to.be.revertedWithCustomError(
        desk.suite.participants,
        "QualificationMissing",
      );
      const change = await detailsFiled(desk, "Change", asset, yunlu, detailsOf({ volume: Volume.Terabytes }));
      await reviewed(desk, change);
      await noticePassed(desk, change);
      await refusal(as(hub).certify(change, UNSIGNED), "DataFilingWrongKind", change, RegistrationKind.Change);
    });
  });

  describe("refuseFiling, withdrawFiling", () => {
    it("refuses a registration with its reason, so that the asset is Refused", async () => {
      const asset = await registered(desk);
      await expect(as(hub).refuseFiling(filingOf(asset), REASON))
        .to.emit(certification, "FilingRefused")
        .withArgs(filingOf(asset), asset, hub.id, REASON);
      expect(await statusOf(asset)).to.equal(AssetStatus.Refused);
      expect((await filing(filingOf(asset))).status).to.equal(FilingStatus.Refused);
      await refusal(as(hub).review(filingOf(asset), FINDINGS), "DataFilingWrongStatus");
      await refusal(as(hub).refuseFiling(filingOf(asset), REASON), "DataFilingWrongStatus");
    });

    it("what is reviewed only its reviewer refuses", async () => {
      await madeCertifier(desk, wudang);
      const asset = await registered(desk);
      await reviewed(desk, filingOf(asset));
      const call = as(wudang).refuseFiling(filingOf(asset), REASON);
      await refusal(call, "DataFilingNotReviewer", filingOf(asset), wudang.id, hub.id);
      await refusal(as(hub).refuseFiling(filingOf(asset), ZeroHash), "DataFilingDigestMissing", asset);
      await as(hub).refuseFiling(filingOf(asset), REASON);
    });

    it("is taken back by its applicant, whose asset is Withdrawn when it was the registration", async () => {
      const asset = await registered(desk);
      const refused = as(shuju).withdrawFiling(filingOf(asset));
      await refusal(refused, "DataFilingNotApplicant", filingOf(asset), shuju.id, yunlu.id);
      await expect(as(yunlu).withdrawFiling(filingOf(asset)))
        .to.emit(certification, "FilingWithdrawn")
        .withArgs(filingOf(asset), asset, yunlu.id);
      expect(await statusOf(asset)).to.equal(AssetStatus.Withdrawn);
      await refusal(as(yunlu).withdrawFiling(filingOf(asset)), "DataFilingWrongStatus");
    });

    it("a registration of a frozen asset is not taken back, so that the case is not shaken off", async () => {
      const asset = await registered(desk);
      const key = await frozenAsset(desk, asset);
      const withdraw = () => as(yunlu).withdrawFiling(filingOf(asset));
      await expect(withdraw()).to.be.revertedWithCustomError(registry, "DataAssetFrozen");
      await unfrozenAsset(desk, asset, key);
      await withdraw();
    });

    it("a refused change leaves the asset as it was, and another may be filed", async () => {
      const asset = await certified(desk);
      const before = await registry.assetInfo(asset);
      const change = await detailsFiled(desk, "Change", asset, yunlu, detailsOf({ volume: Volume.Terabytes }));
      await as(hub).refuseFiling(change, REASON);
      expect(await registry.assetInfo(asset)).to.deep.equal(before);
      expect(await certification.openFiling(asset)).to.deep.equal([filingOf(asset), false]);
      await detailsFiled(desk, "Change", asset, yunlu, detailsOf({ volume: Volume.Terabytes }));
    });
  });

  describe("objections to a filing", () => {
    let asset: bigint;
    let number: bigint;

    beforeEach(async () => {
      asset = await registered(desk);
      number = filingOf(asset);
      await reviewed(desk, number);
    });

    it("any participant but the applicant objects, one objection at a time", async () => {
      const call = as(shuju).objectTo(number, GROUNDS);
      await expect(call).to.emit(certification, "ObjectionRaised").withArgs(1n, asset, shuju.id, true, number, GROUNDS);
      await expect(call)
        .to.emit(registry, "RegistrationEntered")
        .withArgs(asset, RegistrationKind.Objection, shuju.id, GROUNDS);
      await refusal(as(shuju).objectTo(number, GROUNDS), "DataObjectionStands", 1n);
      await refusal(as(yunlu).objectTo(number, GROUNDS), "DataObjectionByApplicant", asset, yunlu.id);
      await refusal(as(kangning).objectTo(number, ZeroHash), "DataFilingDigestMissing", asset);
      expect(await certification.objectionTo(number, shuju.id)).to.equal(1n);
    });

    it("can be raised on the last day of the notice, also by the frozen and in a halted module, and not after it", async () => {
      await toDay(day("2026-01-19"));
      await freeze(desk, shuju);
      await halt(desk, "data");
      await objected(number, shuju);
      await toDay(day("2026-01-20"));
      await refusal(as(kangning).objectTo(number, GROUNDS), "DataFilingNoticeOver", number, day("2026-01-19"));
    });

    it("keeps it from being certified until all are decided", async () => {
      const [first, second] = [await objected(number, shuju), await objected(number, kangning)];
      await noticePassed(desk, number);
      await refusal(as(hub).certify(number, UNSIGNED), "DataFilingObjected", number, 2n);
      await expect(as(hub).decideObjection(first, false, DECISION))
        .to.emit(certification, "ObjectionDecided")
        .withArgs(first, asset, hub.id, shuju.id, false, DECISION);
      await refusal(as(hub).certify(number, UNSIGNED), "DataFilingObjected", number, 1n);
      await as(kangning).withdrawObjection(second);
      await as(hub).certify(number, UNSIGNED);
      const statuses = await Promise.all([first, second].map((each) => certification.objectionInfo(each)));
      expect(statuses.map(({ status }) => status)).to.deep.equal([
        ObjectionStatus.Dismissed,
        ObjectionStatus.Withdrawn,
      ]);
    });

    it("upheld, the filing is Refused, and the other objections end with it", async () => {
      const [first, second] = [await objected(number, shuju), await objected(number, kangning)];
      await expect(as(hub).decideObjection(first, true, DECISION))
        .to.emit(certification, "FilingRefused")
        .withArgs(number, asset, hub.id, DECISION);
      expect(await statusOf(asset)).to.equal(AssetStatus.Refused);
      const call = as(hub).decideObjection(second, true, DECISION);
      await refusal(call, "DataObjectionNotOpen", second, ObjectionStatus.Open);
      await refusal(as(kangning).withdrawObjection(second), "DataObjectionNotOpen");
    });

    it("is answered once, by the applicant", async () => {
      const objection = await objected(number, shuju);
      const answer = (by: Actor, digest = REASON) => as(by).answerObjection(objection, digest);
      await refusal(answer(kangning), "DataObjectionNotForCaller", objection, kangning.id, yunlu.id);
      await refusal(answer(yunlu, ZeroHash), "DataFilingDigestMissing", asset);
      await expect(answer(yunlu))
        .to.emit(certification, "ObjectionAnswered")
        .withArgs(objection, asset, yunlu.id, REASON);
      await refusal(answer(yunlu), "DataObjectionAnswered", objection);
    });

    it("is decided by the filing's reviewer, not by another certifier, nor by who objects", async () => {
      await madeCertifier(desk, wudang);
      const objection = await objected(number, shuju);
      const decide = as(wudang).decideObjection(objection, false, DECISION);
      await refusal(decide, "DataObjectionNotForCaller", objection, wudang.id, hub.id);
      await refusal(as(hub).decideObjection(objection, false, ZeroHash), "DataFilingDigestMissing", asset);
      const own = await objected(number, hub);
      await refusal(as(hub).decideObjection(own, false, DECISION), "DataCertifierConnected", asset, hub.id);
      await refusal(as(hub).decideObjection(99n, false, DECISION), "DataObjectionUnknown", 99n);
      await refusal(as(kangning).withdrawObjection(own), "DataObjectionNotForCaller", own, kangning.id, hub.id);
    });

    it("a court decides by order, either way", async () => {
      const [first, second] = [await objected(number, shuju), await objected(number, kangning)];
      await expect(byCourt("decideObjectionByOrder", first, false, DECISION))
        .to.emit(certification, "ObjectionDecided")
        .withArgs(first, asset, 0n, shuju.id, false, DECISION);
      await expect(byCourt("decideObjectionByOrder", second, true, DECISION))
        .to.emit(certification, "FilingRefused")
        .withArgs(number, asset, 0n, DECISION);
      expect(await statusOf(asset)).to.equal(AssetStatus.Refused);
      await expect(as(shuju).decideObjectionByOrder(first, true, DECISION)).to.be.revertedWithCustomError(
        certification,
        "AccessManagedUnauthorized",
      );
    });

    it("can't be raised before the review", async () => {
      const submitted = await registered(desk);
      await refusal(as(shuju).objectTo(filingOf(submitted), GROUNDS), "DataFilingWrongStatus");
    });
  });

  describe("objections to a certificate", () => {
    let asset: bigint;

    beforeEach(async () => {
      asset = await certified(desk);
    });

    it("upheld by who has certified it, the asset is suspended until it reinstates", async () => {
      const objection = await objectedTo(asset, shuju);
      await refusal(as(shuju).objectToCertificate(asset, GROUNDS), "DataObjectionStands", objection);
      await as(yunlu).answerObjection(objection, REASON);
      await expect(as(hub).decideObjection(objection, true, DECISION))
        .to.emit(certification, "CertificateSuspended")
        .withArgs(asset, DECISION);
      expect(await statusOf(asset)).to.equal(AssetStatus.Suspended);
      await as(shuju).objectToCertificate(asset, GROUNDS);
      await as(hub).reinstate(asset, REASON);
      expect(await statusOf(asset)).to.equal(AssetStatus.Certified);
      expect(await certification.objectionOn(asset, shuju.id)).to.equal(2n);
    });

    it("dismissed, nothing happens to it", async () => {
      const objection = await objectedTo(asset, shuju);
      await as(hub).decideObjection(objection, false, DECISION);
      expect(await statusOf(asset)).to.equal(AssetStatus.Certified);
    });

    it("upheld by order, it is reinstated by order only; also when it was suspended already", async () => {
      const [first, second] = [await objectedTo(asset, shuju), await objectedTo(asset, kangning)];
      await as(hub).decideObjection(first, true, DECISION);
      await byCourt("decideObjectionByOrder", second, true, DECISION);
      expect((await registry.assetInfo(asset)).marks).to.equal(AssetMarks.SuspendedByOrder);
      await expect(as(hub).reinstate(asset, REASON))
        .to.be.revertedWithCustomError(registry, "DataAssetSuspendedByOrder")
        .withArgs(asset);
    });

    it("is decided also when the certificate has been cancelled since", async () => {
      const objection = await objectedTo(asset, shuju);
      await cancelled(desk, asset, yunlu);
      await expect(as(hub).decideObjection(objection, true, DECISION))
        .to.emit(certification, "ObjectionDecided")
        .withArgs(objection, asset, hub.id, shuju.id, true, DECISION);
      expect(await statusOf(asset)).to.equal(AssetStatus.Withdrawn);
    });

    it("reverts when the holder objects, or there is no certificate", async () => {
      await refusal(as(yunlu).objectToCertificate(asset, GROUNDS), "DataObjectionByApplicant", asset, yunlu.id);
      const submitted = await registered(desk);
      const bits = statusBits(AssetStatus.Certified, AssetStatus.Suspended);
      await expect(as(shuju).objectToCertificate(submitted, GROUNDS))
        .to.be.revertedWithCustomError(registry, "DataAssetWrongStatus")
        .withArgs(submitted, AssetStatus.Submitted, bits);
    });

    it("is answered by who holds the certificate by then", async () => {
      const objection = await objectedTo(asset, kangning);
      await transferredHolding(desk, asset, yunlu, shuju);
      await refusal(as(yunlu).answerObjection(objection, REASON), "DataObjectionNotForCaller");
      await as(shuju).answerObjection(objection, REASON);
    });
  });

  describe("changes and corrections", () => {
    let asset: bigint;

    beforeEach(async () => {
      asset = await certified(desk, {
        shares: { holding: 7_000n, contributors: [{ participant: shuju.id, share: 1_000n }] },
      });
    });

    const shares = { holding: 7_000n, contributors: [] as { participant: bigint; share: bigint }[] };
    const keeping = () => ({ ...shares, contributors: [{ participant: shuju.id, share: 1_000n }] });

    it("a change is entered after its own notice, and the certificate's end stays", async () => {
      const { validThrough } = await registry.assetInfo(asset);
      const contributors = [
        { participant: shuju.id, share: 500n },
        { participant: kangning.id, share: 500n },
      ];
      const details = detailsOf({
        volume: Volume.Terabytes,
        sensitivity: Sensitivity.Important,
        schema: id("new schema"),
        shares: { holding: 7_000n, contributors },
      });
      const change = await detailsFiled(desk, "Change", asset, yunlu, details);
      const [filed] = await certification.queryFilter(certification.filters.DetailsFiled());
      expect(filed?.args.details.schema).to.equal(details.schema);
      await reviewed(desk, change);
      await refusal(as(hub).certifyDetails(change, details, UNSIGNED), "DataFilingNoticeRuns");
      await noticePassed(desk, change);
      const before = (await registry.assetInfo(asset)).statement;
      const certify = as(hub).certifyDetails(change, details, UNSIGNED);
      await expect(certify)
        .to.emit(certification, "FilingCertified")
        .withArgs(change, asset, hub.id, RegistrationKind.Change, validThrough);
      await expect(certify).to.emit(registry, "DetailsEntered");
      const a = await registry.assetInfo(asset);
      expect([a.volume, a.sensitivity, a.validThrough]).to.deep.equal([
        Volume.Terabytes,
        Sensitivity.Important,
        validThrough,
      ]);
      expect(a.statement).not.to.equal(before);
      expect((await registry.sharesOf(asset)).contributors.map(fields)).to.deep.equal(contributors);
    });

    it("what is certified is what was filed", async () => {
      const details = detailsOf({ volume: Volume.Terabytes, shares: keeping() });
      const change = await detailsFiled(desk, "Change", asset, yunlu, details);
      await reviewed(desk, change);
      await noticePassed(desk, change);
      const other = detailsOf({ volume: Volume.Petabytes, shares: keeping() });
      await refusal(as(hub).certifyDetails(change, other, UNSIGNED), "DataFilingDetailsDiffer");
    });

    it("a correction needs no notice, and changes nothing that others rely on", async () => {
      for (const change of [
        { shares: { holding: 8_000n } },
        { shares: keeping(), sensitivity: Sensitivity.Important },
        { shares: keeping(), sharing: Sharing.Conditional },
      ]) {
        await refusal(as(yunlu).fileCorrection(asset, detailsOf(change), PAPERS), "DataFilingCorrectionTooFar", asset);
      }
      const details = detailsOf({ schema: id("right schema"), volume: Volume.Megabytes, shares: keeping() });
      const correction = await detailsFiled(desk, "Correction", asset, yunlu, details);
      await reviewed(desk, correction);
      await refusal(as(shuju).objectTo(correction, GROUNDS), "DataFilingNoticeOver", correction, 0n);
      await expect(as(hub).certifyDetails(correction, details, UNSIGNED))
        .to.emit(registry, "RegistrationEntered")
        .withArgs(asset, RegistrationKind.Correction, yunlu.id, (await filing(correction)).details);
      expect((await registry.assetInfo(asset)).volume).to.equal(Volume.Megabytes);
    });

    it("nothing is entered while the asset is frozen", async () => {
      const details = detailsOf({ volume: Volume.Megabytes, shares: keeping() });
      const correction = await detailsFiled(desk, "Correction", asset, yunlu, details);
      await reviewed(desk, correction);
      const key = await frozenAsset(desk, asset);
      const certify = () => as(hub).certifyDetails(correction, details, UNSIGNED);
      await expect(certify()).to.be.revertedWithCustomError(registry, "DataAssetFrozen");
      await unfrozenAsset(desk, asset, key);
      await certify();
    });

    it("a pledged asset's shares stay, whatever else of it changes", async () => {
      const stripped = detailsOf({ shares: { holding: 1n, processing: 8_999n } });
      const plain = detailsOf({ volume: Volume.Terabytes, shares: keeping() });
      await pledged(desk, asset);
      const change = await detailsFiled(desk, "Change", asset, yunlu, stripped);
      await reviewed(desk, change);
      await noticePassed(desk, change);
      await expect(as(hub).certifyDetails(change, stripped, UNSIGNED))
        .to.be.revertedWithCustomError(registry, "DataAssetPledged")
        .withArgs(asset);
      await as(yunlu).withdrawFiling(change);
      const next = await detailsFiled(desk, "Change", asset, yunlu, plain);
      await reviewed(desk, next);
      await noticePassed(desk, next);
      await as(hub).certifyDetails(next, plain, UNSIGNED);
    });

    it("details are those of who holds it: shares and sharing are checked again", async () => {
      const details = detailsOf({ shares: { holding: 9_999n } });
      const change = await detailsFiled(desk, "Change", asset, yunlu, details);
      await reviewed(desk, change);
      await noticePassed(desk, change);
      await expect(as(hub).certifyDetails(change, details, UNSIGNED)).to.be.revertedWithCustomError(
        registry,
        "DataAssetSharesNotWhole",
      );
    });

    it("only the holder files, one filing at a time, on what has a certificate", async () => {
      const details = detailsOf({ volume: Volume.Megabytes, shares: keeping() });
      await refusal(as(shuju).fileChange(asset, details, PAPERS), "DataFilingNotHolder", asset, shuju.id, yunlu.id);
      await refusal(as(yunlu).fileChange(asset, details, ZeroHash), "DataFilingDigestMissing", asset);
      const change = await detailsFiled(desk, "Change", asset, yunlu, details);
      await refusal(as(yunlu).fileCorrection(asset, details, PAPERS), "DataFilingOpen", change);
      const submitted = await registered(desk);
      await expect(as(yunlu).fileChange(submitted, details, PAPERS)).to.be.revertedWithCustomError(
        registry,
        "DataAssetWrongStatus",
      );
    });

    it("a new holder takes its predecessor's filing back, which is not certified any more", async () => {
      const details = detailsOf({ volume: Volume.Megabytes, shares: keeping() });
      const correction = await detailsFiled(desk, "Correction", asset, yunlu, details);
      await reviewed(desk, correction);
      await transferredHolding(desk, asset, yunlu, kangning);
      const certify = as(hub).certifyDetails(correction, details, UNSIGNED);
      await refusal(certify, "DataFilingApplicantGone", correction, yunlu.id, kangning.id);
      await as(kangning).withdrawFiling(correction);
      await detailsFiled(desk, "Correction", asset, kangning, details);
    });

    it("a registration is certified with certify, and nothing else", async () => {
      const submitted = await registered(desk);
      await reviewed(desk, filingOf(submitted));
      await noticePassed(desk, filingOf(submitted));
      const call = as(hub).certifyDetails(filingOf(submitted), detailsOf(), UNSIGNED);
      await refusal(call, "DataFilingWrongKind", filingOf(submitted), RegistrationKind.Initial);
    });
  });

  describe("renewal", () => {
    let asset: bigint;
    let end: bigint;

    beforeEach(async () => {
      asset = await certified(desk);
      end = (await registry.assetInfo(asset)).validThrough;
    });

    const file = () => as(yunlu).fileRenewal(asset, PAPERS);
    const renew = async () => {
      const { filing: renewal } = await certification.openFiling(asset);
      await reviewed(desk, renewal);
      return as(hub).certify(renewal, UNSIGNED);
    };

    it("is from 90 days before its end on, for three years from that end", async () => {
      await toDay(end - 91n);
      await refusal(file(), "DataFilingRenewalOutOfTime", asset, end - 90n, end + 90n);
      await toDay(end - 90n);
      await file();
      await renew();
      const a = await registry.assetInfo(asset);
      expect(a.validThrough).to.equal(day("2032-01-19"));
      expect(a.certifiedOn).to.equal(end - 90n);
      expect(await registry.ownerOf(asset)).to.equal(yunlu.wallet);
    });

    it("is until the 90th day after its end, for three years from that day", async () => {
      await toDay(end + 90n);
      await file();
      await renew();
      expect((await registry.assetInfo(asset)).validThrough).to.equal(day("2032-04-18"));
      expect(await registry.isTradable(asset)).to.equal(true);
    });

    it("D-1: what was filed in time is not certified when the commitment is free by then", async () => {
      await toDay(end + 90n);
      await file();
      await toDay(end + 91n);
      await expect(renew()).to.be.revertedWithCustomError(certification, "DataFilingRenewalOutOfTime");
    });

    it("a pledged certificate is renewed however late", async () => {
      await pledged(desk, asset);
      await toDay(end + 400n);
      expect(await registry.isLive(asset)).to.equal(true);
      await file();
      await renew();
      expect(await registry.isTradable(asset)).to.equal(true);
    });

    it("a suspended one is reinstated first", async () => {
      await toDay(end);
      await suspendedAsset(desk, asset);
      await expect(file()).to.be.revertedWithCustomError(registry, "DataAssetWrongStatus");
    });
  });

  describe("suspend, reinstate", () => {
    it("is for who has certified it, with its reason", async () => {
      await madeCertifier(desk, wudang);
      const asset = await certified(desk);
      await refusal(as(wudang).suspend(asset, REASON), "DataCertifierOther", asset, wudang.id, hub.id);
      await refusal(as(hub).suspend(asset, ZeroHash), "DataFilingDigestMissing", asset);
      const reinstate = as(hub).reinstate(asset, REASON);
      await expect(reinstate).to.be.revertedWithCustomError(registry, "DataAssetWrongStatus");
      await expect(as(hub).suspend(asset, REASON))
        .to.emit(certification, "CertificateSuspended")
        .withArgs(asset, REASON);
      await refusal(as(wudang).reinstate(asset, REASON), "DataCertifierOther", asset, wudang.id, hub.id);
      await expect(as(hub).reinstate(asset, REASON))
        .to.emit(certification, "CertificateReinstated")
        .withArgs(asset, REASON);
    });

    it("reverts when the certifier has got a right of the asset since", async () => {
      const asset = await certified(desk);
      await transferred(desk, asset, Right.Operation, yunlu, hub);
      await refusal(as(hub).suspend(asset, REASON), "DataCertifierConnected", asset, hub.id);
    });
  });

  describe("setNoticeDays", () => {
    it("holds for filings that are reviewed from then on", async () => {
      const [first, second] = [await registered(desk), await registered(desk)];
      await reviewed(desk, filingOf(first));
      await expect(order(desk, "setNoticeDays", [1n], certification))
        .to.emit(certification, "NoticeDaysSet")
        .withArgs(1n);
      await reviewed(desk, filingOf(second));
      expect((await filing(filingOf(first))).noticeEnds).to.equal(day("2026-01-19"));
      const one = await desk.suite.calendar.addBusinessDays(await today(), 1n);
      expect((await filing(filingOf(second))).noticeEnds).to.equal(one);
    });

    it("reverts when it is none, more than sixty, or no order", async () => {
      for (const days of [0n, 61n]) {
        await refusal(order(desk, "setNoticeDays", [days], certification), "DataNoticeDaysOutOfRange", days, 60n);
      }
      await order(desk, "setNoticeDays", [60n], certification);
      await refusal(as(yunlu).setNoticeDays(5n), "AccessManagedUnauthorized", yunlu.wallet);
    });
  });
});

const length = (hex: string): number => (hex.length - 2) / 2;
