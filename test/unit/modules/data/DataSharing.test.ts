import { expect } from "chai";
import { id, ZeroHash } from "ethers";
import { fields } from "../../../utils/bills.ts";
import {
  certified,
  dataDesk,
  type DataDesk,
  frozenAsset,
  Right,
  Sensitivity,
  Sharing,
  toDay,
  today,
  transferred,
  transferredHolding,
} from "../../../utils/data.ts";
import {
  consented,
  enrolled,
  licensed,
  LicenceStatus,
  purposeOf,
  scopeOf,
  setOf,
  SharingStatus,
  UNLIMITED,
  used,
  usedMany,
} from "../../../utils/data-offers.ts";
import { freeze, halt, order, stranger } from "../../../utils/orders.ts";
import type { Actor } from "../../../utils/suite.ts";

const LEGAL_BASIS = id("provision and need, salted");
const ANSWER = id("answer, salted");
const PURPOSES = setOf("TRAFFIC_PLANNING", "STATISTICS");
const TRAFFIC = purposeOf("TRAFFIC_PLANNING");
const ANSWER_DAYS = 10;

describe("DataSharing", () => {
  let desk: DataDesk;

  beforeEach(async () => {
    desk = await dataDesk();
  });

  const sharing = () => desk.suite.dataSharing;
  const licences = () => desk.suite.dataLicences;
  const refused = (call: Promise<unknown>, error: string, ...args: unknown[]) => {
    const refusal = expect(call).to.be.revertedWithCustomError(sharing(), error);
    return args.length === 0 ? refusal : refusal.withArgs(...args);
  };
  /** Data of the transport bureau. */
  const governmental = (class_: bigint, sensitivity: bigint = Sensitivity.General) =>
    certified(desk, { holder: desk.transport, sharing: class_, sensitivity });

  interface Draft {
    by?: Actor;
    purposes?: bigint;
    daysValid?: bigint;
    legalBasis?: string;
  }
  const asked = (asset: bigint, draft: Draft = {}) => {
    const { by = desk.kangning, purposes = PURPOSES, daysValid = 90n, legalBasis = LEGAL_BASIS } = draft;
    return sharing().connect(by.signer).requestSharing(asset, purposes, daysValid, legalBasis);
  };
  /** A request that the bureau has to answer. */
  async function requested() {
    const asset = await governmental(Sharing.Conditional);
    await asked(asset);
    const { dueDay } = await sharing().sharingInfo(1);
    return { asset, dueDay };
  }
  const bureau = () => sharing().connect(desk.transport.signer);

  describe("requestSharing", () => {
    it("licenses data shared with every department at once, without a price and for the purposes asked", async () => {
      const asset = await governmental(Sharing.Unconditional);
      const day = await today();
      const due = await desk.suite.calendar.addBusinessDays(day, ANSWER_DAYS);
      await expect(asked(asset))
        .to.emit(sharing(), "SharingRequested")
        .withArgs(1, asset, desk.kangning.id, desk.transport.id, Sharing.Unconditional, PURPOSES, 90, LEGAL_BASIS, due)
        .and.to.emit(sharing(), "SharingGranted")
        .withArgs(1, 1, desk.transport.id, 90, 0, ZeroHash);
      expect(fields(await sharing().sharingInfo(1))).to.deep.include({ status: SharingStatus.Granted, licence: 1n });
      expect(fields(await licences().licenceInfo(1))).to.deep.include({
        licensee: desk.kangning.id,
        seller: desk.transport.id,
        meter: desk.transport.id,
        asset,
        right: Right.Processing,
        purposes: PURPOSES,
        lastDay: day + 89n,
        allowed: UNLIMITED,
        pricePerUse: 0n,
        status: LicenceStatus.Live,
        offer: 0n,
        exclusive: false,
        transferable: false,
      });
      expect(await sharing().openItems()).to.equal(0);
    });

    it("asks the holder for data shared on conditions", async () => {
      const asset = await governmental(Sharing.Conditional);
      await expect(asked(asset)).not.to.emit(sharing(), "SharingGranted");
      expect(await licences().licenceCount()).to.equal(0);
      expect(await sharing().openItems()).to.equal(1);
    });

    it("is refused for data that are not shared or not government's, and says which", async () => {
      const kept = await governmental(Sharing.NotShared);
      await refused(asked(kept), "DataSharingClassRefused", kept, Sharing.NotShared);
      const company = await certified(desk);
      await refused(asked(company), "DataSharingClassRefused", company, Sharing.None);
      const core = await governmental(Sharing.Unconditional, Sensitivity.Core);
      await refused(asked(core), "DataSharingSensitivityRefused", core, Sensitivity.Core);
    });

    it("is a department's, of another's data", async () => {
      const asset = await governmental(Sharing.Unconditional);
      await refused(asked(asset, { by: desk.shuju }), "DataSharingNotInstitution", desk.shuju.id);
      await refused(asked(asset, { by: desk.transport }), "DataSharingOwnAsset", asset, desk.transport.id);
    });

    it("names purposes, days and the legal basis", async () => {
      const asset = await governmental(Sharing.Unconditional);
      for (const purposes of [0n, 1n << 63n]) {
        await expect(asked(asset, { purposes })).to.be.revertedWithCustomError(
          desk.suite.dataRegistry,
          "DataPurposesUnnamed",
        );
      }
      for (const daysValid of [0n, 3_661n]) {
        await refused(asked(asset, { daysValid }), "DataSharingDaysOutOfRange", daysValid, 3_660);
      }
      await refused(asked(asset, { legalBasis: ZeroHash }), "DataSharingLegalBasisMissing");
      await asked(asset, { daysValid: 3_660n });
    });

    it("D-7: reverts for frozen data, and for a frozen department", async () => {
      const asset = await governmental(Sharing.Unconditional);
      await freeze(desk, desk.kangning.id);
      await expect(asked(asset)).to.be.revertedWithCustomError(desk.suite.participants, "ParticipantIsFrozen");
      await frozenAsset(desk, asset);
      await expect(asked(asset, { by: desk.hub })).to.be.revertedWithCustomError(
        desk.suite.dataRegistry,
        "DataAssetFrozen",
      );
    });

    it("D-2: grants no right that the holder has passed on, and none that is another's alone", async () => {
      const asset = await governmental(Sharing.Unconditional);
      await licensed(
        desk,
        asset,
        { exclusive: true, purposes: setOf("STATISTICS"), daysValid: 5n },
        { seller: desk.transport },
      );
      await expect(asked(asset)).to.be.revertedWithCustomError(licences(), "DataLicenceExcluded");
      await asked(asset, { purposes: setOf("TRAFFIC_PLANNING") });
      await transferred(desk, asset, Right.Processing, desk.transport, desk.hub);
      await expect(asked(asset, { purposes: setOf("TRAFFIC_PLANNING") })).to.be.revertedWithCustomError(
        desk.suite.dataRegistry,
        "DataAssetRightNotHeld",
      );
    });
  });

  describe("grant", () => {
    it("licenses for at most the days asked, and as many uses as the holder says", async () => {
      await requested();
      await refused(bureau().grant(1, 91, 0, ANSWER), "DataSharingDaysOutOfRange", 91, 90);
      await refused(bureau().grant(1, 0, 0, ANSWER), "DataSharingDaysOutOfRange", 0, 90);
      await refused(bureau().grant(1, 30, 0, ZeroHash), "DataSharingReasonMissing", 1);
      await expect(bureau().grant(1, 30, 500, ANSWER))
        .to.emit(sharing(), "SharingGranted")
        .withArgs(1, 1, desk.transport.id, 30, 500, ANSWER);
      const { lastDay, allowed } = await licences().licenceInfo(1);
      expect([lastDay, allowed]).to.deep.equal([(await today()) + 29n, 500n]);
    });

    it("D-3: what is shared is metered and stopped as what is sold", async () => {
      const { asset } = await requested();
      await bureau().grant(1, 30, 10, ANSWER);
      const use = { by: desk.transport, purpose: TRAFFIC };
      await usedMany(desk, 1n, 9n, use);
      await used(desk, 1n, use);
      await expect(used(desk, 1n, use)).to.be.revertedWithCustomError(licences(), "DataLicenceExhausted");
      await asked(asset);
      await bureau().grant(2, 30, 10, ANSWER);
      await frozenAsset(desk, asset, { uses: true });
      await expect(used(desk, 2n, use)).to.be.revertedWithCustomError(licences(), "DataLicenceUsesStopped");
    });

    it("D-3: persons' data are shared within China, and used with the person's consent", async () => {
      const asset = await governmental(Sharing.Unconditional, Sensitivity.Personal);
      await asked(asset);
      const li = await enrolled(desk);
      const use = { by: desk.transport, purpose: TRAFFIC, person: li.id };
      await expect(used(desk, 1n, use)).to.be.revertedWithCustomError(desk.suite.dataConsents, "DataConsentMissing");
      await consented(desk, li, scopeOf(desk, asset, { recipient: desk.kangning.id, purpose: TRAFFIC }));
      await used(desk, 1n, use);
      expect(await sharing().TERRITORY()).to.equal(156);
    });

    it("is the present holder's, also when it is late", async () => {
      const { asset, dueDay } = await requested();
      await refused(
        sharing().connect(desk.hub.signer).grant(1, 30, 0, ANSWER),
        "DataSharingNotHolder",
        1,
        desk.hub.id,
        desk.transport.id,
      );
      await toDay(dueDay + 20n);
      for (const right of [Right.Processing]) await transferred(desk, asset, right, desk.transport, desk.hub);
      await transferredHolding(desk, asset, desk.transport, desk.hub);
      await refused(bureau().grant(1, 30, 0, ANSWER), "DataSharingNotHolder");
      await sharing().connect(desk.hub.signer).grant(1, 30, 0, ANSWER);
      await refused(
        sharing().connect(desk.hub.signer).grant(1, 30, 0, ANSWER),
        "DataSharingWrongStatus",
        1,
        SharingStatus.Granted,
        SharingStatus.Requested,
      );
    });

    it("D-7: reverts while the data are frozen", async () => {
      const { asset } = await requested();
      await frozenAsset(desk, asset);
      await expect(bureau().grant(1, 30, 0, ANSWER)).to.be.revertedWithCustomError(
        desk.suite.dataRegistry,
        "DataAssetFrozen",
      );
    });
  });

  describe("refuse and withdrawSharing", () => {
    it("refuses with a reason, also when frozen, halted or late", async () => {
      const { dueDay } = await requested();
      await refused(bureau().refuse(1, ZeroHash), "DataSharingReasonMissing", 1);
      await refused(sharing().connect(desk.kangning.signer).refuse(1, ANSWER), "DataSharingNotHolder");
      await freeze(desk, desk.transport.id, 90n * 86_400n);
      await halt(desk, "data");
      await toDay(dueDay + 1n);
      await expect(bureau().refuse(1, ANSWER))
        .to.emit(sharing(), "SharingRefused")
        .withArgs(1, desk.transport.id, ANSWER);
      await refused(bureau().refuse(1, ANSWER), "DataSharingWrongStatus");
      expect(await sharing().openItems()).to.equal(0);
    });

    it("is taken back by who has asked", async () => {
      await requested();
      await refused(bureau().withdrawSharing(1), "DataSharingNotRequester", 1, desk.transport.id, desk.kangning.id);
      await expect(sharing().connect(desk.kangning.signer).withdrawSharing(1))
        .to.emit(sharing(), "SharingWithdrawn")
        .withArgs(1, desk.kangning.id);
      await refused(bureau().grant(1, 30, 0, ANSWER), "DataSharingWrongStatus");
    });
  });

  describe("the term of the answer", () => {
    it("is a number of business days, extended once by as many, before it is over", async () => {
      const { dueDay } = await requested();
      const later = await desk.suite.calendar.addBusinessDays(dueDay, ANSWER_DAYS);
      await toDay(dueDay);
      await expect(bureau().extend(1, ANSWER))
        .to.emit(sharing(), "SharingExtended")
        .withArgs(1, desk.transport.id, later, ANSWER);
      await refused(bureau().extend(1, ANSWER), "DataSharingAlreadyExtended", 1);
      await refused(bureau().extend(1, ZeroHash), "DataSharingReasonMissing", 1);
    });

    it("is not extended after its last day", async () => {
      const { dueDay } = await requested();
      await toDay(dueDay + 1n);
      await refused(bureau().extend(1, ANSWER), "DataSharingTermOver", 1, dueDay);
    });

    it("silence is put on record once, by anyone, and grants nothing", async () => {
      const { dueDay } = await requested();
      const anyone = sharing().connect(stranger("anyone"));
      await toDay(dueDay);
      await refused(anyone.reportSilence(1), "DataSharingTermRunning", 1, dueDay);
      await toDay(dueDay + 1n);
      await expect(anyone.reportSilence(1))
        .to.emit(sharing(), "SharingAnswerLate")
        .withArgs(1, desk.transport.id, dueDay);
      await refused(anyone.reportSilence(1), "DataSharingSilenceAlreadyReported", 1);
      expect((await sharing().sharingInfo(1)).status).to.equal(SharingStatus.Requested);
      expect(await licences().licenceCount()).to.equal(0);
      await bureau().refuse(1, ANSWER);
      await refused(anyone.reportSilence(1), "DataSharingWrongStatus");
    });

    it("is set by order, for later requests", async () => {
      const { asset } = await requested();
      await expect(order(desk, sharing(), "setAnswerDays", [20]))
        .to.emit(sharing(), "SharingAnswerDaysSet")
        .withArgs(20);
      expect((await sharing().sharingInfo(1)).answerDays).to.equal(ANSWER_DAYS);
      const day = await today();
      await asked(asset);
      expect((await sharing().sharingInfo(2)).dueDay).to.equal(await desk.suite.calendar.addBusinessDays(day, 20));
      for (const days of [0, 61]) {
        await expect(order(desk, sharing(), "setAnswerDays", [days])).to.be.revertedWithCustomError(
          sharing(),
          "DataSharingAnswerDaysOutOfRange",
        );
      }
      await expect(sharing().connect(desk.transport.signer).setAnswerDays(5)).to.be.revertedWithCustomError(
        sharing(),
        "AccessManagedUnauthorized",
      );
    });
  });

  it("reverts for a request that there is not", async () => {
    for (const act of [
      () => bureau().grant(7, 30, 0, ANSWER),
      () => bureau().refuse(7, ANSWER),
      () => bureau().extend(7, ANSWER),
      () => bureau().withdrawSharing(7),
      () => bureau().reportSilence(7),
      () => sharing().sharingInfo(7),
    ]) {
      await refused(act(), "DataSharingUnknown", 7);
    }
  });
});
