import { expect } from "chai";
import { ZeroHash } from "ethers";
import type { TermsStruct } from "../../../../types/contracts/modules/data/DataOffers.js";
import { fields, RequestStatus } from "../../../utils/bills.ts";
import { pledged } from "../../../utils/data-assets.ts";
import {
  certified,
  dataDesk,
  type DataDesk,
  frozenAsset,
  registered,
  Right,
  Sensitivity,
  suspendedAsset,
  toDay,
  today,
  transferred,
  transferredHolding,
  unfrozenAsset,
} from "../../../utils/data.ts";
import {
  asPart,
  GUIZHOU,
  licensed,
  offered,
  OfferStatus,
  setOf,
  termsHashOf,
  termsOf,
} from "../../../utils/data-offers.ts";
import { freeze } from "../../../utils/orders.ts";
import type { Actor } from "../../../utils/suite.ts";

describe("DataOffers", () => {
  let desk: DataDesk;
  let asset: bigint;

  beforeEach(async () => {
    desk = await dataDesk();
    asset = await certified(desk);
  });

  const offers = () => desk.suite.dataOffers;
  const refused = (call: Promise<unknown>, error: string, ...args: unknown[]) => {
    const refusal = expect(call).to.be.revertedWithCustomError(offers(), error);
    return args.length === 0 ? refusal : refusal.withArgs(...args);
  };
  const refusedByRegistry = (call: Promise<unknown>, error: string) =>
    expect(call).to.be.revertedWithCustomError(desk.suite.dataRegistry, error);
  const hashOf = (offer: bigint) => offers().termsHash(offer);
  /** Takes an offer as a purchase does. */
  const take = async (offer: bigint, buyer: Pick<Actor, "id"> = desk.shuju, seen?: string) =>
    offers()
      .connect(await asPart(desk))
      .take(offer, buyer.id, seen ?? (await hashOf(offer)));

  describe("offer", () => {
    it("X-57: says the terms in full and fixes them by their digest", async () => {
      const terms = termsOf(asset, { price: 500_000n, uses: 10n });
      const lastDay = (await today()) + 30n;
      await expect(offers().connect(desk.yunlu.signer).offer(terms, lastDay))
        .to.emit(offers(), "OfferMade")
        .withArgs(1, asset, desk.yunlu.id, Object.values(terms), termsHashOf(desk, terms), lastDay);
      const info = await offers().offerInfo(1);
      expect(fields(info)).to.deep.include({ offerer: desk.yunlu.id, lastDay, status: OfferStatus.Open });
      expect(fields(info.terms)).to.deep.equal(terms);
      expect(await hashOf(1n)).to.equal(termsHashOf(desk, terms));
    });

    it("D-2: reverts for who does not hold the right", async () => {
      await refusedByRegistry(offered(desk, asset, {}, { by: desk.kangning }), "DataAssetRightNotHeld");
      await transferred(desk, asset, Right.Operation, desk.yunlu, desk.kangning);
      await refusedByRegistry(offered(desk, asset, { right: Right.Operation }), "DataAssetRightNotHeld");
      await offered(desk, asset, { right: Right.Operation }, { by: desk.kangning });
      await offered(desk, asset);
    });

    it("D-7: reverts for an asset that is not certified, suspended or frozen", async () => {
      await refusedByRegistry(offered(desk, await registered(desk)), "DataAssetWrongStatus");
      await suspendedAsset(desk, asset);
      await refusedByRegistry(offered(desk, asset), "DataAssetWrongStatus");
      const other = await certified(desk);
      await frozenAsset(desk, other);
      await refusedByRegistry(offered(desk, other), "DataAssetFrozen");
      await refusedByRegistry(offered(desk, 77n), "DataAssetUnknown");
    });

    const unsound: [what: string, draft: Partial<TermsStruct>, error: string][] = [
      ["the holding right", { right: Right.Holding }, "DataOfferRightNotLicensed"],
      ["no right", { right: Right.None }, "DataOfferRightNotLicensed"],
      ["no days", { daysValid: 0n }, "DataOfferDaysOutOfRange"],
      ["more than ten years", { daysValid: 3_661n }, "DataOfferDaysOutOfRange"],
      ["more to the person than the price", { pricePerUse: 10n, personPay: 11n }, "DataOfferPersonPayInvalid"],
      ["pay to persons whose data there are none of", { pricePerUse: 10n, personPay: 1n }, "DataOfferPersonPayInvalid"],
      ["making assets by operation", { right: Right.Operation, derivable: true }, "DataOfferNotDerivable"],
      ["all revenue as royalty", { derivable: true, royalty: 10_000n }, "DataOfferRoyaltyInvalid"],
      ["a royalty on what may not be made", { royalty: 1n }, "DataOfferRoyaltyInvalid"],
      ["delivery without a term", { delivery: true }, "DataOfferStepHoursInvalid"],
      ["a delivery's term of more than 30 days", { delivery: true, stepHours: 721n }, "DataOfferStepHoursInvalid"],
      ["a delivery's term of what is served", { stepHours: 24n }, "DataOfferStepHoursInvalid"],
      [
        "a price per use of what is delivered, metered by nobody",
        { delivery: true, stepHours: 24n, pricePerUse: 1n },
        "DataOfferMeterMissing",
      ],
      ["no text", { document: ZeroHash }, "DataOfferDocumentMissing"],
    ];
    for (const [what, draft, error] of unsound) {
      it(`reverts for ${what}`, async () => {
        await refused(offered(desk, asset, draft), error);
      });
    }

    it("reverts without a purpose or for one without a name, and for a last day that has passed", async () => {
      await refusedByRegistry(offered(desk, asset, { purposes: 0n }), "DataPurposesUnnamed");
      await refusedByRegistry(offered(desk, asset, { purposes: 1n << 63n }), "DataPurposesUnnamed");
      const day = await today();
      await refused(offered(desk, asset, {}, { lastDay: day - 1n }), "DataOfferLastDayPassed", day - 1n, day);
      await offered(desk, asset, {}, { lastDay: day });
    });

    it("goes to the bounds", async () => {
      await offered(desk, asset, { daysValid: 3_660n, derivable: true, royalty: 9_999n });
      const meter = desk.hengping.id;
      await offered(desk, asset, { delivery: true, stepHours: 720n, pricePerUse: 1n, meter });
    });

    it("core data are not offered; important ones only within a named territory", async () => {
      const core = await certified(desk, { sensitivity: Sensitivity.Core });
      await refused(offered(desk, core, { territory: GUIZHOU }), "DataOfferSensitivityRefused", core, Sensitivity.Core);
      const important = await certified(desk, { sensitivity: Sensitivity.Important });
      await refused(offered(desk, important), "DataOfferTerritoryMissing", important, Sensitivity.Important);
      await offered(desk, important, { territory: GUIZHOU });
    });

    it("X-55: persons' data are served and never delivered, so that a consent can be withdrawn with effect", async () => {
      for (const sensitivity of [Sensitivity.Personal, Sensitivity.SensitivePersonal]) {
        const personal = await certified(desk, { sensitivity });
        const draft = { territory: GUIZHOU, pricePerUse: 10n, personPay: 10n };
        await refused(offered(desk, personal), "DataOfferTerritoryMissing", personal, sensitivity);
        await refused(
          offered(desk, personal, { territory: GUIZHOU, delivery: true, stepHours: 24n }),
          "DataOfferSensitivityRefused",
          personal,
          sensitivity,
        );
        await offered(desk, personal, draft);
      }
    });

    it("nobody meters or judges itself", async () => {
      const buyer = desk.shuju.id;
      await refused(offered(desk, asset, { buyer, meter: buyer }), "DataOfferNotNeutral", buyer);
      await refused(offered(desk, asset, { buyer, arbiter: buyer }), "DataOfferNotNeutral", buyer);
      await refused(offered(desk, asset, { arbiter: desk.yunlu.id }), "DataOfferNotNeutral", desk.yunlu.id);
      await refused(offered(desk, asset, { buyer: desk.yunlu.id }), "DataOfferNotForBuyer");
      const open = await offered(desk, asset, { meter: desk.hengping.id, arbiter: desk.arbiter.id });
      for (const taker of [desk.hengping, desk.arbiter])
        await refused(take(open, taker), "DataOfferNotNeutral", taker.id);
      await take(open);
    });

    it("reverts for a meter, an arbiter or a buyer that there is not, and for a frozen offerer", async () => {
      for (const party of ["meter", "arbiter", "buyer"] as const) {
        await expect(offered(desk, asset, { [party]: 999n })).to.be.revertedWithCustomError(
          desk.suite.participants,
          "ParticipantUnknown",
        );
      }
      await freeze(desk, desk.yunlu.id);
      await expect(offered(desk, asset)).to.be.revertedWithCustomError(desk.suite.participants, "ParticipantIsFrozen");
    });
  });

  describe("withdrawOffer", () => {
    it("takes an offer back; the offerer's alone, also when it is frozen", async () => {
      const offer = await offered(desk, asset);
      await refused(offers().connect(desk.shuju.signer).withdrawOffer(offer), "DataOfferNotOfferer");
      await freeze(desk, desk.yunlu.id);
      await expect(offers().connect(desk.yunlu.signer).withdrawOffer(offer))
        .to.emit(offers(), "OfferWithdrawn")
        .withArgs(offer, asset, desk.yunlu.id);
      await refused(take(offer), "DataOfferWrongStatus", offer, OfferStatus.Withdrawn, OfferStatus.Open);
      await refused(offers().connect(desk.yunlu.signer).withdrawOffer(offer), "DataOfferWrongStatus");
      await refused(offers().connect(desk.yunlu.signer).withdrawOffer(77), "DataOfferUnknown", 77);
    });

    it("keeps one that is used up from opening again", async () => {
      const offer = await offered(desk, asset, { exclusive: true });
      await take(offer);
      await offers().connect(desk.yunlu.signer).withdrawOffer(offer);
      await offers()
        .connect(await asPart(desk))
        .reopen(offer);
      expect((await offers().offerInfo(offer)).status).to.equal(OfferStatus.Withdrawn);
    });
  });

  describe("take", () => {
    it("X-57: reverts for a buyer that has seen other terms", async () => {
      const offer = await offered(desk, asset, { price: 100n });
      const other = termsHashOf(desk, termsOf(asset, { price: 99n }));
      await refused(take(offer, desk.shuju, other), "DataOfferTermsDiffer", offer, other, await hashOf(offer));
      await expect(take(offer)).to.emit(offers(), "OfferTaken").withArgs(offer, asset, desk.shuju.id, OfferStatus.Open);
    });

    it("is a part's, as is reopen", async () => {
      const offer = await offered(desk, asset);
      const mine = offers().connect(desk.shuju.signer);
      await refused(mine.take(offer, desk.shuju.id, await hashOf(offer)), "CallerNotPart", desk.shuju.wallet);
      await refused(mine.reopen(offer), "CallerNotPart", desk.shuju.wallet);
    });

    it("lapses after its last day", async () => {
      const lastDay = (await today()) + 3n;
      const offer = await offered(desk, asset, {}, { lastDay });
      await toDay(lastDay);
      await take(offer);
      await toDay(lastDay + 1n);
      await refused(take(offer), "DataOfferLapsed", offer, lastDay);
      await refused(offers().requireTakeable(offer, desk.shuju.id), "DataOfferLapsed", offer, lastDay);
    });

    it("is for the buyer that the terms name, and never for the offerer", async () => {
      const offer = await offered(desk, asset, { buyer: desk.shuju.id });
      await refused(take(offer, desk.kangning), "DataOfferNotForBuyer", offer, desk.kangning.id);
      await take(offer);
      const open = await offered(desk, asset);
      await refused(take(open, desk.yunlu), "DataOfferNotForBuyer", open, desk.yunlu.id);
      await take(open, desk.kangning);
    });

    it("D-2: reverts when the offerer does not hold the right any more", async () => {
      const offer = await offered(desk, asset);
      await transferredHolding(desk, asset, desk.yunlu, desk.kangning);
      await take(offer);
      await transferred(desk, asset, Right.Processing, desk.yunlu, desk.kangning);
      await refusedByRegistry(take(offer), "DataAssetRightNotHeld");
      await refusedByRegistry(offers().requireTakeable(offer, desk.shuju.id), "DataAssetRightNotHeld");
    });

    it("D-7: reverts while the asset is frozen, and works again afterwards", async () => {
      const offer = await offered(desk, asset);
      const key = await frozenAsset(desk, asset);
      await refusedByRegistry(take(offer), "DataAssetFrozen");
      await unfrozenAsset(desk, asset, key);
      await take(offer);
      await suspendedAsset(desk, asset);
      await refusedByRegistry(take(offer), "DataAssetWrongStatus");
    });

    it("D-2: an exclusive offer is taken once, unless the purchase is undone", async () => {
      const offer = await offered(desk, asset, { exclusive: true });
      await expect(take(offer))
        .to.emit(offers(), "OfferTaken")
        .withArgs(offer, asset, desk.shuju.id, OfferStatus.UsedUp);
      await refused(take(offer), "DataOfferWrongStatus", offer, OfferStatus.UsedUp, OfferStatus.Open);
      const part = offers().connect(await asPart(desk));
      await expect(part.reopen(offer)).to.emit(offers(), "OfferReopened").withArgs(offer, asset);
      await take(offer, desk.kangning);
      const open = await offered(desk, asset, { purposes: setOf("RESEARCH") });
      await take(open);
      await expect(part.reopen(open)).not.to.emit(offers(), "OfferReopened");
    });
  });

  describe("consentToExclusive", () => {
    it("a pledged asset's exclusive offer is taken with the pledgee's consent only", async () => {
      await pledged(desk, asset);
      const offer = await offered(desk, asset, { exclusive: true });
      await refused(take(offer), "DataOfferConsentMissing", offer, desk.guanshan.id);
      await refused(
        offers().connect(desk.baiyunling.signer).consentToExclusive(offer),
        "DataOfferNotPledgee",
        offer,
        desk.baiyunling.id,
        desk.guanshan.id,
      );
      await expect(offers().connect(desk.guanshan.signer).consentToExclusive(offer))
        .to.emit(offers(), "ExclusiveConsented")
        .withArgs(offer, asset, desk.guanshan.id, 1);
      await take(offer);
      const plain = await offered(desk, asset);
      await take(plain);
      await refused(offers().connect(desk.guanshan.signer).consentToExclusive(plain), "DataOfferNotExclusive", plain);
    });

    it("an earlier pledge's consent is none under a later one, of the same pledgee as well", async () => {
      await pledged(desk, asset);
      const offer = await offered(desk, asset, { exclusive: true });
      await offers().connect(desk.guanshan.signer).consentToExclusive(offer);
      await desk.suite.dataPledges.connect(desk.guanshan.signer).release(asset);
      await offers().requireTakeable(offer, desk.shuju.id);
      await pledged(desk, asset);
      await refused(take(offer), "DataOfferConsentMissing", offer, desk.guanshan.id);
      await offers().connect(desk.guanshan.signer).consentToExclusive(offer);
      await take(offer);
    });

    it("of an asset that is not pledged there is nobody to consent", async () => {
      const offer = await offered(desk, asset, { exclusive: true });
      await refused(offers().connect(desk.guanshan.signer).consentToExclusive(offer), "DataOfferNotPledgee");
    });
  });

  describe("transferLicence", () => {
    const asked = async (licence: bigint, lastDay = 0n, from = desk.shuju, to = desk.kangning) => {
      await offers().connect(from.signer).transferLicence(licence, to.id, lastDay);
      return 1n;
    };

    it("passes a licence on when the other signs", async () => {
      const licence = await licensed(desk, asset, { transferable: true });
      const request = await asked(licence);
      await expect(offers().connect(desk.kangning.signer).sign(request))
        .to.emit(desk.suite.dataLicences, "LicenceTransferred")
        .withArgs(licence, desk.shuju.id, desk.kangning.id)
        .and.to.emit(desk.suite.dataLicences, "Transfer")
        .withArgs(desk.shuju.wallet, desk.kangning.wallet, licence);
      expect((await desk.suite.dataLicences.licenceInfo(licence)).licensee).to.equal(desk.kangning.id);
      expect((await offers().requestInfo(request)).status).to.equal(RequestStatus.Signed);
    });

    it("reverts for a licence whose terms do not allow it, or that is another's", async () => {
      const { dataLicences } = desk.suite;
      const fixed = await licensed(desk, asset);
      await expect(asked(fixed))
        .to.be.revertedWithCustomError(dataLicences, "DataLicenceNotTransferable")
        .withArgs(fixed);
      const licence = await licensed(desk, asset, { transferable: true });
      await expect(asked(licence, 0n, desk.yunlu)).to.be.revertedWithCustomError(
        dataLicences,
        "DataLicenceNotLicensee",
      );
      for (const to of [desk.yunlu, desk.shuju]) {
        await expect(asked(licence, 0n, desk.shuju, to))
          .to.be.revertedWithCustomError(dataLicences, "DataLicenceReceiverInvalid")
          .withArgs(licence, to.id);
      }
    });

    it("is signed by its addressee until its last day, at most the licence's", async () => {
      const licence = await licensed(desk, asset, { transferable: true, daysValid: 10n });
      const { lastDay } = await desk.suite.dataLicences.licenceInfo(licence);
      await refused(asked(licence, lastDay + 1n), "RequestLastDayOutOfRange", lastDay + 1n, await today(), lastDay);
      const request = await asked(licence);
      await refused(offers().connect(desk.guanshan.signer).sign(request), "RequestNotForCaller");
      await toDay(lastDay + 1n);
      await refused(offers().connect(desk.kangning.signer).sign(request), "RequestLapsed", request, lastDay);
    });

    it("all is checked again when it is signed", async () => {
      const licence = await licensed(desk, asset, { transferable: true });
      const request = await asked(licence);
      await desk.suite.dataLicences.connect(desk.shuju.signer).surrender(licence);
      await expect(offers().connect(desk.kangning.signer).sign(request)).to.be.revertedWithCustomError(
        desk.suite.dataLicences,
        "DataLicenceWrongStatus",
      );
    });

    it("is refused without a consequence, and taken back", async () => {
      const licence = await licensed(desk, asset, { transferable: true });
      await asked(licence);
      await offers().connect(desk.kangning.signer).refuse(1);
      await asked(licence);
      await offers().connect(desk.shuju.signer).withdrawRequest(2);
      expect((await offers().requestInfo(2)).status).to.equal(RequestStatus.Withdrawn);
    });
  });

  it("setParts works once, while the suite is deployed", async () => {
    await expect(
      offers().connect(desk.yunlu.signer).setParts(desk.yunlu.wallet, desk.yunlu.wallet),
    ).to.be.revertedWithCustomError(offers(), "AccessManagedUnauthorized");
    expect(await offers().pledges()).to.equal(await desk.suite.dataPledges.getAddress());
    expect(await offers().licences()).to.equal(await desk.suite.dataLicences.getAddress());
  });
});
