import { expect } from "chai";
import { id, ZeroAddress, ZeroHash } from "ethers";
import { leaf, merkle } from "../../../../tasks/shared/merkle.ts";
import { fields } from "../../../utils/bills.ts";
import {
  certified,
  courtOrders,
  dataDesk,
  type DataDesk,
  frozenAsset,
  givenByOrder,
  Right,
  Sensitivity,
  toDay,
  today,
  transferred,
  transferredHolding,
  unfrozenAsset,
} from "../../../utils/data.ts";
import {
  asPart,
  bitsOf,
  consented,
  enrolled,
  GUIZHOU,
  licensed,
  licensedAsset,
  LicenceStatus,
  personalAsset,
  purposeOf,
  scopeOf,
  setOf,
  termsHashOf,
  termsOf,
  UNLIMITED,
  USE,
  used,
  usedMany,
  withdrawn,
} from "../../../utils/data-offers.ts";
import { freeze, halt, now, stranger } from "../../../utils/orders.ts";
import { networkHelpers } from "../../../utils/suite.ts";

const NONE = 0n;
const RISK = purposeOf("RISK_CONTROL");
/** ¥2.00 a use. */
const PRICE = 200n;
const GROUND = id("decision, salted");

describe("DataLicences", () => {
  let desk: DataDesk;

  beforeEach(async () => {
    desk = await dataDesk();
  });

  const licences = () => desk.suite.dataLicences;
  const info = (licence: bigint) => licences().licenceInfo(licence);
  const refused = (call: Promise<unknown>, error: string, ...args: unknown[]) => {
    const refusal = expect(call).to.be.revertedWithCustomError(licences(), error);
    return args.length === 0 ? refusal : refusal.withArgs(...args);
  };
  const bySales = async () => licences().connect(await asPart(desk));
  /** Goes to the first second of a day, less so many. */
  const before = (day: bigint, seconds = 0n) =>
    networkHelpers.time.setNextBlockTimestamp(day * 86_400n - 28_800n - seconds);

  describe("issue", () => {
    it("X-57: fixes the terms by their digest, and says them in full", async () => {
      const asset = await certified(desk);
      const terms = termsOf(asset, { daysValid: 30n, uses: 100n, royalty: 500n, derivable: true, transferable: true });
      const first = await today();
      const hash = termsHashOf(desk, terms);
      await expect((await bySales()).issue(terms, 7, desk.yunlu.id, desk.shuju.id, false))
        .to.emit(licences(), "LicenceIssued")
        .withArgs(
          1,
          asset,
          desk.shuju.id,
          desk.yunlu.id,
          desk.yunlu.id,
          7,
          LicenceStatus.Live,
          first,
          first + 29n,
          hash,
          Object.values(terms),
        );
      expect(fields(await info(1n))).to.deep.include({
        licensee: desk.shuju.id,
        asset,
        lastDay: first + 29n,
        used: 0n,
        allowed: 100n,
        purposes: setOf("RISK_CONTROL"),
        status: LicenceStatus.Live,
        right: Right.Processing,
        meter: desk.yunlu.id,
        seller: desk.yunlu.id,
        offer: 7n,
        firstDay: first,
        royalty: 500n,
        derivable: true,
        exclusive: false,
        termsHash: hash,
      });
    });

    it("mints a token while the licence lives", async () => {
      const { licence } = await licensedAsset(desk);
      expect(await licences().ownerOf(licence)).to.equal(desk.shuju.wallet);
      expect(await licences().balanceOf(desk.shuju.wallet)).to.equal(1);
      expect(await licences().openItems()).to.equal(1);
      await expect(licences().connect(desk.shuju.signer).surrender(licence))
        .to.emit(licences(), "Transfer")
        .withArgs(desk.shuju.wallet, ZeroAddress, licence);
      await refused(licences().ownerOf(licence), "ERC721NonexistentToken");
    });

    it("D-2: reverts when the seller does not hold the right now", async () => {
      const asset = await certified(desk);
      const sales = await bySales();
      await transferred(desk, asset, Right.Processing, desk.yunlu, desk.kangning);
      await expect(sales.issue(termsOf(asset), 0, desk.yunlu.id, desk.shuju.id, false))
        .to.be.revertedWithCustomError(desk.suite.dataRegistry, "DataAssetRightNotHeld")
        .withArgs(asset, Right.Processing, desk.yunlu.id, desk.kangning.id);
      await licensed(desk, asset, {}, { seller: desk.kangning });
    });

    it("is a part's", async () => {
      const asset = await certified(desk);
      const mine = licences().connect(desk.yunlu.signer);
      const licence = await licensed(desk, asset, {}, { pending: true });
      const acts = [
        () => mine.issue(termsOf(asset), 0, desk.yunlu.id, desk.yunlu.id, false),
        () => mine.activate(licence),
        () => mine.void(licence),
        () => mine.convey(licence, desk.shuju.id, desk.yunlu.id),
        () => mine.terminate(licence, GROUND),
        () => mine.contest(licence),
        () => mine.strike(licence, 0),
      ];
      for (const act of acts) await refused(act(), "CallerNotPart", desk.yunlu.wallet);
    });
  });

  describe("activate and void", () => {
    it("a licence that is delivered runs from the day of its delivery, and is no token before", async () => {
      const asset = await certified(desk);
      const licence = await licensed(desk, asset, { daysValid: 10n }, { pending: true });
      await refused(licences().ownerOf(licence), "ERC721NonexistentToken");
      await refused(used(desk, licence), "DataLicenceWrongStatus", licence, LicenceStatus.Pending, LicenceStatus.Live);
      await toDay((await today()) + 5n);
      const first = await today();
      await expect((await bySales()).activate(licence))
        .to.emit(licences(), "LicenceActivated")
        .withArgs(licence, asset, first, first + 9n)
        .and.to.emit(licences(), "Transfer")
        .withArgs(ZeroAddress, desk.shuju.wallet, licence);
      await used(desk, licence);
    });

    it("an undone purchase's licence never was", async () => {
      const asset = await certified(desk);
      const licence = await licensed(desk, asset, {}, { pending: true });
      await expect((await bySales()).void(licence))
        .to.emit(licences(), "LicenceEnded")
        .withArgs(licence, asset, desk.shuju.id, LicenceStatus.Void, ZeroHash);
      expect(await licences().openItems()).to.equal(0);
      for (const act of ["activate", "void"] as const) {
        await refused(
          (await bySales())[act](licence),
          "DataLicenceWrongStatus",
          licence,
          LicenceStatus.Void,
          LicenceStatus.Pending,
        );
      }
      await refused(licences().close(licence), "DataLicenceWrongStatus");
    });

    it("frozen or withdrawn meanwhile: what was bought is still delivered or undone", async () => {
      const asset = await certified(desk);
      const [one, other] = [
        await licensed(desk, asset, {}, { pending: true }),
        await licensed(desk, asset, {}, { pending: true }),
      ];
      await frozenAsset(desk, asset);
      await (await bySales()).activate(one);
      await (await bySales()).void(other);
    });
  });

  describe("recordUse", () => {
    let asset: bigint;
    let licence: bigint;

    beforeEach(async () => {
      ({ asset, licence } = await licensedAsset(desk, { daysValid: 30n, uses: 3n }));
    });

    it("records who used what when for which purpose, and as which one", async () => {
      await expect(used(desk, licence)).to.emit(licences(), "UseRecorded").withArgs(licence, NONE, RISK, 1, USE);
      await expect(used(desk, licence)).to.emit(licences(), "UseRecorded").withArgs(licence, NONE, RISK, 2, USE);
      expect((await info(licence)).used).to.equal(2);
    });

    it("X-115: the same use is recorded once, whoever repeats the call", async () => {
      await used(desk, licence, { number: 1n });
      await refused(used(desk, licence, { number: 1n }), "DataLicenceUseOutOfOrder", licence, 1, 2);
      await refused(used(desk, licence, { number: 3n }), "DataLicenceUseOutOfOrder", licence, 3, 2);
      // Also when there are no uses left, so that a repeated call is told from one too many.
      await used(desk, licence);
      await used(desk, licence);
      await refused(used(desk, licence, { number: 3n }), "DataLicenceUseOutOfOrder", licence, 3, 4);
    });

    it("D-3: reverts beyond the number of uses", async () => {
      for (const _ of [1, 2, 3]) await used(desk, licence);
      await refused(used(desk, licence), "DataLicenceExhausted", licence, 3, 1, 3);
      await refused(licences().requireUsable(licence, RISK, 0, 1), "DataLicenceExhausted", licence, 3, 1, 3);
    });

    it("D-3, X-49: the last day is the last: its last second counts, the next does not", async () => {
      const { lastDay } = await info(licence);
      await before(lastDay + 1n, 1n);
      await used(desk, licence);
      await before(lastDay + 1n);
      await refused(used(desk, licence, { number: 2n }), "DataLicenceOver", licence, lastDay);
      await refused(licences().requireUsable(licence, RISK, 0, 1), "DataLicenceOver", licence, lastDay);
    });

    it("D-3: reverts outside the purposes", async () => {
      for (const purpose of [purposeOf("MARKETING"), 63n, 64n, 255n]) {
        await refused(
          used(desk, licence, { purpose }),
          "DataLicencePurposeOutside",
          licence,
          purpose,
          setOf("RISK_CONTROL"),
        );
      }
    });

    it("X-49: reverts from the block on in which the licence is given up or ended", async () => {
      await licences().connect(desk.shuju.signer).surrender(licence);
      await refused(
        used(desk, licence),
        "DataLicenceWrongStatus",
        licence,
        LicenceStatus.Surrendered,
        LicenceStatus.Live,
      );
    });

    it("D-7: goes on while the asset is frozen or suspended, unless the order stops uses", async () => {
      const key = await frozenAsset(desk, asset);
      await used(desk, licence);
      await unfrozenAsset(desk, asset, key);
      const until = (await now()) + 10n * 86_400n;
      const stopping = await frozenAsset(desk, asset, { uses: true, until });
      await refused(used(desk, licence), "DataLicenceUsesStopped", licence, asset, until);
      await refused(licences().requireUsable(licence, RISK, 0, 1), "DataLicenceUsesStopped");
      await unfrozenAsset(desk, asset, stopping);
      await used(desk, licence);
    });

    it("D-7: a case that stops uses ends with its last second", async () => {
      const until = (await now()) + 10n * 86_400n;
      await frozenAsset(desk, asset, { uses: true, until });
      await networkHelpers.time.setNextBlockTimestamp(until);
      await refused(used(desk, licence, { number: 1n }), "DataLicenceUsesStopped");
      await networkHelpers.time.setNextBlockTimestamp(until + 1n);
      await used(desk, licence, { number: 1n });
    });

    it("is the meter's alone, also for a meter that the terms name", async () => {
      await refused(
        used(desk, licence, { by: desk.shuju }),
        "DataLicenceNotMeter",
        licence,
        desk.shuju.id,
        desk.yunlu.id,
      );
      const other = await licensed(desk, asset, { meter: desk.hengping.id });
      await refused(used(desk, other), "DataLicenceNotMeter", other, desk.yunlu.id, desk.hengping.id);
      await used(desk, other, { by: desk.hengping });
    });

    it("goes on while the module is halted; a frozen meter records nothing", async () => {
      await halt(desk, "data");
      await used(desk, licence);
      await freeze(desk, desk.yunlu.id);
      await expect(used(desk, licence)).to.be.revertedWithCustomError(desk.suite.participants, "ParticipantIsFrozen");
    });

    it("D-8: takes a digest and nothing else, and names nobody whose data they are not", async () => {
      await refused(used(desk, licence, { digest: ZeroHash }), "DataLicenceDigestMissing", licence);
      await refused(used(desk, licence, { person: 1n }), "DataLicencePersonNotAsked", licence, 1);
    });

    it("reverts for a licence that there is not", async () => {
      await refused(licences().connect(desk.yunlu.signer).recordUse(77, 1, RISK, 0, USE), "DataLicenceUnknown", 77);
      await refused(licences().requireUsable(77, RISK, 0, 1), "DataLicenceUnknown", 77);
      await refused(licences().licenceInfo(0), "DataLicenceUnknown", 0);
    });

    it("D-6: goes on under a new holder; who holds the licensed right takes the metering over", async () => {
      await transferredHolding(desk, asset, desk.yunlu, desk.kangning);
      await used(desk, licence);
      const kangning = licences().connect(desk.kangning.signer);
      await expect(kangning.takeOverMeter(licence)).to.be.revertedWithCustomError(
        desk.suite.dataRegistry,
        "DataAssetRightNotHeld",
      );
      await transferred(desk, asset, Right.Processing, desk.yunlu, desk.kangning);
      await expect(kangning.takeOverMeter(licence))
        .to.emit(licences(), "MeterTakenOver")
        .withArgs(licence, desk.yunlu.id, desk.kangning.id);
      await used(desk, licence, { by: desk.kangning });
      await refused(used(desk, licence), "DataLicenceNotMeter");
      await refused(kangning.takeOverMeter(licence), "DataLicenceMeterStays", licence, desk.kangning.id);
    });

    it("nobody takes over from a meter that the terms name, or meters its own licence", async () => {
      const named = await licensed(desk, asset, { meter: desk.hengping.id });
      await refused(
        licences().connect(desk.yunlu.signer).takeOverMeter(named),
        "DataLicenceMeterStays",
        named,
        desk.hengping.id,
      );
      await givenByOrder(desk, asset, desk.yunlu, desk.shuju, Right.Processing);
      await refused(
        licences().connect(desk.shuju.signer).takeOverMeter(licence),
        "DataLicenceReceiverInvalid",
        licence,
        desk.shuju.id,
      );
    });
  });

  describe("uses of persons' data", () => {
    it("D-3, X-55: the person consents at each use, to this licensee and this purpose", async () => {
      const asset = await personalAsset(desk);
      const licence = await licensed(
        desk,
        asset,
        { territory: GUIZHOU, purposes: setOf("RISK_CONTROL", "RESEARCH") },
        { seller: desk.kangning },
      );
      const li = await enrolled(desk);
      const use = (draft = {}) => used(desk, licence, { by: desk.kangning, person: li.id, ...draft });
      const missing = (call: Promise<unknown>) =>
        expect(call).to.be.revertedWithCustomError(desk.suite.dataConsents, "DataConsentMissing");

      await refused(use({ person: 0n }), "DataLicencePersonMissing", licence, asset);
      await missing(use());
      await missing(licences().requireUsable(licence, RISK, li.id, 1));
      await consented(desk, li, scopeOf(desk, asset));
      await expect(use()).to.emit(licences(), "UseRecorded").withArgs(licence, li.id, RISK, 1, USE);
      await licences().requireUsable(licence, RISK, li.id, 1);
      await missing(use({ purpose: purposeOf("RESEARCH") }));
      await withdrawn(desk, li, scopeOf(desk, asset));
      await missing(use());
    });

    it("D-3: another licensee's consent is none, also when the licence passes on", async () => {
      const asset = await personalAsset(desk);
      const terms = { territory: GUIZHOU, transferable: true };
      const licence = await licensed(desk, asset, terms, { seller: desk.kangning });
      const li = await enrolled(desk);
      await consented(desk, li, scopeOf(desk, asset));
      await used(desk, licence, { by: desk.kangning, person: li.id });
      const { dataOffers } = desk.suite;
      await dataOffers.connect(desk.shuju.signer).transferLicence(licence, desk.yunlu.id, 0);
      await dataOffers.connect(desk.yunlu.signer).sign(1);
      await expect(used(desk, licence, { by: desk.kangning, person: li.id }))
        .to.be.revertedWithCustomError(desk.suite.dataConsents, "DataConsentMissing")
        .withArgs(li.id, asset, Sensitivity.Personal, RISK, desk.yunlu.id);
    });

    it("pays the person for each use, at once", async () => {
      const asset = await personalAsset(desk);
      const terms = { territory: GUIZHOU, pricePerUse: PRICE, personPay: 50n };
      const licence = await licensed(desk, asset, terms, { seller: desk.kangning });
      const li = await enrolled(desk);
      await consented(desk, li, scopeOf(desk, asset));
      await licences()
        .connect(desk.shuju.signer)
        .topUp(licence, 10n * PRICE);
      await used(desk, licence, { by: desk.kangning, person: li.id });
      expect(await desk.suite.dataRevenue.owedToPerson(li.id)).to.equal(50);
      await usedMany(desk, licence, 4n, { by: desk.kangning, persons: [li.id], counts: [4n] });
      expect(await desk.suite.dataRevenue.owedToPerson(li.id)).to.equal(250);
      expect((await info(licence)).paidToPersons).to.equal(250);
    });
  });

  describe("recordUses", () => {
    let licence: bigint;

    beforeEach(async () => {
      ({ licence } = await licensedAsset(desk, { uses: 2_000n }));
    });

    /** Uses from `first` on, and what proves each. */
    const uses = (first: bigint, count: number) => {
      const digests = Array.from({ length: count }, (_, index) => id(`use ${String(index)}, salted`));
      const leaves = digests.map((digest, index) => leaf(["uint40", "bytes32"], [first + BigInt(index), digest]));
      return { digests, ...merkle(leaves) };
    };

    it("records a thousand uses by their root, each of which can be shown", async () => {
      await used(desk, licence);
      const { digests, root, proofs } = uses(2n, 1_000);
      await expect(usedMany(desk, licence, 1_000n, { root }))
        .to.emit(licences(), "UsesRecorded")
        .withArgs(licence, RISK, 2, 1_000, root, [], []);
      expect((await info(licence)).used).to.equal(1_001);
      expect(await licences().batchRoot(licence, 2)).to.equal(root);
      const shown = (number: bigint, index: number, first = 2n) =>
        licences().verifyUse(licence, first, number, digests[index] ?? "", proofs[index] ?? []);
      expect(await shown(2n, 0)).to.equal(true);
      expect(await shown(1_001n, 999)).to.equal(true);
      expect(await shown(3n, 0)).to.equal(false);
      expect(await shown(2n, 1)).to.equal(false);
      expect(await shown(2n, 0, 3n)).to.equal(false);
    });

    it("no batch is what has no root: an empty proof shows nothing", async () => {
      expect(await licences().verifyUse(licence, 1, 1, ZeroHash, [])).to.equal(false);
    });

    it("X-115: reverts when the batch is recorded already, or one before it is missing", async () => {
      await usedMany(desk, licence, 10n, { number: 1n });
      await refused(usedMany(desk, licence, 10n, { number: 1n }), "DataLicenceUseOutOfOrder", licence, 1, 11);
      await refused(usedMany(desk, licence, 10n, { number: 12n }), "DataLicenceUseOutOfOrder", licence, 12, 11);
    });

    it("D-3: reverts as a whole when not all uses are left", async () => {
      await refused(usedMany(desk, licence, 2_001n), "DataLicenceExhausted", licence, 0, 2_001, 2_000);
      await refused(usedMany(desk, licence, UNLIMITED), "DataLicenceExhausted", licence, 0, UNLIMITED, 2_000);
      await usedMany(desk, licence, 2_000n);
    });

    it("reverts without uses or without a root, and for persons who are not asked", async () => {
      await refused(usedMany(desk, licence, 0n), "DataLicenceDigestMissing", licence);
      await refused(usedMany(desk, licence, 1n, { root: ZeroHash }), "DataLicenceDigestMissing", licence);
      await refused(
        usedMany(desk, licence, 1n, { persons: [1n], counts: [1n] }),
        "DataLicencePersonNotAsked",
        licence,
        1,
      );
    });

    describe("of persons' data", () => {
      let asset: bigint;
      let persons: [bigint, bigint];

      beforeEach(async () => {
        asset = await personalAsset(desk);
        licence = await licensed(desk, asset, { territory: GUIZHOU }, { seller: desk.kangning });
        const [li, wang] = [await enrolled(desk), await enrolled(desk)];
        for (const person of [li, wang]) await consented(desk, person, scopeOf(desk, asset));
        persons = [li.id, wang.id];
      });

      const batch = (count: bigint, of: bigint[], counts: bigint[]) =>
        usedMany(desk, licence, count, { by: desk.kangning, persons: of, counts });

      it("names each person with its number of uses", async () => {
        await expect(batch(5n, persons, [2n, 3n]))
          .to.emit(licences(), "UsesRecorded")
          .withArgs(licence, RISK, 1, 5, id("root"), persons, [2n, 3n]);
      });

      it("reverts when the numbers don't add up or persons don't rise", async () => {
        const [li, wang] = persons;
        for (const [of, counts] of [
          [
            [li, wang],
            [2n, 2n],
          ],
          [
            [li, wang],
            [5n, 0n],
          ],
          [
            [wang, li],
            [2n, 3n],
          ],
          [
            [li, li],
            [2n, 3n],
          ],
          [[li, wang], [5n]],
          [[li], [2n, 3n]],
        ] as [bigint[], bigint[]][]) {
          await refused(batch(5n, of, counts), "DataLicencePersonsUneven", licence, of.length, counts.length, 5);
        }
        await refused(batch(5n, [], []), "DataLicencePersonMissing", licence, asset);
        await refused(
          batch(
            65n,
            Array.from({ length: 65 }, (_, index) => BigInt(index + 1)),
            Array.from({ length: 65 }, () => 1n),
          ),
          "DataLicencePersonsTooMany",
          licence,
          65,
          64,
        );
      });

      it("X-55: reverts as a whole when one person does not consent", async () => {
        const zhang = await enrolled(desk);
        await expect(batch(3n, [...persons, zhang.id], [1n, 1n, 1n]))
          .to.be.revertedWithCustomError(desk.suite.dataConsents, "DataConsentMissing")
          .withArgs(zhang.id, asset, Sensitivity.Personal, RISK, desk.shuju.id);
      });
    });
  });

  describe("prepaid uses", () => {
    let asset: bigint;
    let licence: bigint;

    beforeEach(async () => {
      ({ asset, licence } = await licensedAsset(desk, { uses: 100n, pricePerUse: PRICE, daysValid: 30n }));
    });

    const shuju = () => licences().connect(desk.shuju.signer);
    const account = () => desk.suite.dataRevenue.accountOf(licence);
    /** What the asset's side is owed. */
    const owed = () => desk.suite.dataRevenue.owedTo(desk.yunlu.id);
    const settle = () => licences().connect(stranger("anyone")).settle(licence);
    /** Counts what was used, and lets the days pass after which it is settled. */
    const settledInTime = async () => {
      await settle();
      await toDay((await today()) + 7n);
      await settle();
    };

    it("stop where what is prepaid ends", async () => {
      await refused(used(desk, licence), "DataLicenceExhausted", licence, 0, 1, 0);
      await expect(shuju().topUp(licence, 2n * PRICE))
        .to.emit(licences(), "LicencePrepaid")
        .withArgs(licence, desk.shuju.id, 2n * PRICE, 2);
      await usedMany(desk, licence, 2n);
      await refused(used(desk, licence), "DataLicenceExhausted", licence, 2, 1, 2);
      expect((await account()).prepaid).to.equal(2n * PRICE);
    });

    it("are topped up by the licensee, in whole uses, and for no more than the terms allow", async () => {
      await refused(shuju().topUp(licence, 0), "DataLicenceAmountInvalid", licence, 0, PRICE);
      await refused(shuju().topUp(licence, 2n * PRICE + 1n), "DataLicenceAmountInvalid");
      await refused(shuju().topUp(licence, 101n * PRICE), "DataLicenceUsesBeyondTerms", licence, 101, 100);
      await refused(
        licences().connect(desk.kangning.signer).topUp(licence, PRICE),
        "DataLicenceNotLicensee",
        licence,
        desk.kangning.id,
        desk.shuju.id,
      );
      const free = await licensed(desk, asset);
      await refused(shuju().topUp(free, PRICE), "DataLicenceNotPriced", free);
    });

    it("are settled a week after they were counted; what came since waits for its turn", async () => {
      await shuju().topUp(licence, 50n * PRICE);
      await usedMany(desk, licence, 10n);
      const counted = await today();
      await expect(settle()).to.emit(licences(), "UsesCounted").withArgs(licence, 10, counted);
      expect(await owed()).to.equal(0);
      await usedMany(desk, licence, 5n);
      await before(counted + 7n, 1n);
      await refused(settle(), "DataLicenceNotSettled", licence, 10, counted + 7n);
      await before(counted + 7n);
      await expect(settle())
        .to.emit(licences(), "LicenceSettled")
        .withArgs(licence, 10, 10, 10n * PRICE, 0)
        .and.to.emit(licences(), "UsesCounted")
        .withArgs(licence, 15, counted + 7n);
      expect(await owed()).to.equal(10n * PRICE);
      expect((await account()).prepaid).to.equal(40n * PRICE);
      await toDay(counted + 14n);
      await settle();
      expect(await owed()).to.equal(15n * PRICE);
      await refused(settle(), "DataLicenceNothingUnsettled", licence);
    });

    it("nobody puts a settlement off by asking for it again", async () => {
      await shuju().topUp(licence, 50n * PRICE);
      await usedMany(desk, licence, 10n);
      await settle();
      const first = await today();
      for (let day = 1n; day < 7n; ++day) {
        await toDay(first + day);
        await refused(settle(), "DataLicenceNotSettled", licence, 10, first + 7n);
      }
      await toDay(first + 7n);
      await settle();
      expect(await owed()).to.equal(10n * PRICE);
    });

    it("reverts for a licence without a price, or without uses", async () => {
      await refused(settle(), "DataLicenceNothingUnsettled", licence);
      const free = await licensed(desk, asset);
      await used(desk, free);
      await refused(licences().settle(free), "DataLicenceNotPriced", free);
    });

    it("are not settled while the licensee disputes them, and are not paid for when they are struck", async () => {
      await shuju().topUp(licence, 20n * PRICE);
      await usedMany(desk, licence, 20n);
      const disputes = licences().connect(await asPart(desk, "dataDisputes"));
      expect(await disputes.contest.staticCall(licence)).to.equal(20);
      await expect(disputes.contest(licence)).to.emit(licences(), "UsesCounted");
      await refused(disputes.strike(licence, 21), "DataLicenceStrikeOutOfRange", licence, 21, 20);
      await expect(disputes.strike(licence, 8))
        .to.emit(licences(), "LicenceSettled")
        .withArgs(licence, 20, 12, 12n * PRICE, 0)
        .and.to.emit(licences(), "UsesStruck")
        .withArgs(licence, 8, 8, 28);
      expect(await owed()).to.equal(12n * PRICE);
      // What was paid for the struck uses lasts for as many others, and the terms' number is none the less.
      await usedMany(desk, licence, 8n);
      await refused(used(desk, licence), "DataLicenceExhausted", licence, 28, 1, 28);
      await shuju().topUp(licence, 80n * PRICE);
      await refused(shuju().topUp(licence, PRICE), "DataLicenceUsesBeyondTerms", licence, 109, 108);
    });

    it("uses recorded during a dispute are not released by its end", async () => {
      await shuju().topUp(licence, 20n * PRICE);
      await usedMany(desk, licence, 5n);
      const disputes = licences().connect(await asPart(desk, "dataDisputes"));
      await disputes.contest(licence);
      await usedMany(desk, licence, 15n);
      await disputes.strike(licence, 0);
      expect(await owed()).to.equal(5n * PRICE);
      expect((await info(licence)).settled).to.equal(5);
      await refused(disputes.strike(licence, 1), "DataLicenceStrikeOutOfRange", licence, 1, 0);
    });

    it("X-52: what persons were paid for struck uses comes from the asset's side, and the purse holds it all", async () => {
      const personal = await personalAsset(desk);
      // Two thirds of each price go to the person.
      const terms = { territory: GUIZHOU, pricePerUse: 300n, personPay: 200n };
      licence = await licensed(desk, personal, terms, { seller: desk.kangning });
      const li = await enrolled(desk);
      await consented(desk, li, scopeOf(desk, personal));
      await shuju().topUp(licence, 3_000n);
      await usedMany(desk, licence, 10n, { by: desk.kangning, persons: [li.id], counts: [10n] });
      const disputes = licences().connect(await asPart(desk, "dataDisputes"));
      await disputes.contest(licence);
      // Of 10 uses 5 stand: 1,500 fen, of which persons have had 2,000. The 500 missing take two of the five restored uses.
      await expect(disputes.strike(licence, 5))
        .to.emit(licences(), "LicenceSettled")
        .withArgs(licence, 10, 5, 0, 2_000)
        .and.to.emit(licences(), "UsesStruck")
        .withArgs(licence, 5, 3, 13);
      expect((await account()).prepaid).to.equal(1_000);
      await usedMany(desk, licence, 3n, { by: desk.kangning, persons: [li.id], counts: [3n] });
      await settledInTime();
      expect(fields(await account())).to.deep.include({ prepaid: 100n });
      expect(await desk.suite.dataRevenue.owedTo(desk.kangning.id)).to.equal(300);
    });
  });

  describe("close", () => {
    it("settles what was used, and gives the rest and the deposit back, 30 days after the end", async () => {
      const { licence } = await licensedAsset(desk, { pricePerUse: PRICE, daysValid: 30n });
      const shuju = licences().connect(desk.shuju.signer);
      await shuju.topUp(licence, 20n * PRICE);
      await usedMany(desk, licence, 5n);
      const { lastDay } = await info(licence);
      expect(await licences().closableFrom(licence)).to.equal(lastDay + 31n);
      await before(lastDay + 31n, 1n);
      await refused(licences().close(licence), "DataLicenceNotClosable", licence, lastDay + 31n);
      await before(lastDay + 31n);
      await expect(licences().connect(stranger("anyone")).close(licence))
        .to.emit(licences(), "LicenceEnded")
        .and.to.emit(licences(), "Transfer")
        .withArgs(desk.shuju.wallet, ZeroAddress, licence);
      expect(await desk.suite.dataRevenue.owedTo(desk.yunlu.id)).to.equal(5n * PRICE);
      expect(fields(await desk.suite.dataRevenue.accountOf(licence))).to.deep.include({ prepaid: 0n, deposit: 0n });
      expect(await licences().openItems()).to.equal(0);
      expect(await licences().closableFrom(licence)).to.equal(0);
      await refused(
        licences().close(licence),
        "DataLicenceWrongStatus",
        licence,
        LicenceStatus.Closed,
        LicenceStatus.Live,
      );
    });

    it("a licence that was given up is closed 30 days after that day", async () => {
      const { asset, licence } = await licensedAsset(desk);
      const given = await today();
      await expect(licences().connect(desk.shuju.signer).surrender(licence))
        .to.emit(licences(), "LicenceEnded")
        .withArgs(licence, asset, desk.shuju.id, LicenceStatus.Surrendered, ZeroHash);
      expect((await info(licence)).endedOn).to.equal(given);
      await toDay(given + 30n);
      await refused(licences().close(licence), "DataLicenceNotClosable", licence, given + 31n);
      await toDay(given + 31n);
      await licences().close(licence);
      expect((await info(licence)).status).to.equal(LicenceStatus.Closed);
    });

    it("surrendering is the licensee's, also when it is frozen", async () => {
      const { licence } = await licensedAsset(desk);
      await refused(licences().connect(desk.yunlu.signer).surrender(licence), "DataLicenceNotLicensee");
      await freeze(desk, desk.shuju.id);
      await licences().connect(desk.shuju.signer).surrender(licence);
    });
  });

  describe("terminate", () => {
    it("ends a licence by order, also one that was given up; its end stays its end", async () => {
      const { asset, licence } = await licensedAsset(desk);
      await expect(courtOrders(desk, "terminateByOrder", licence, GROUND))
        .to.emit(licences(), "LicenceEnded")
        .withArgs(licence, asset, desk.shuju.id, LicenceStatus.Terminated, GROUND);
      await refused(used(desk, licence), "DataLicenceWrongStatus");
      const other = await licensed(desk, asset);
      await licences().connect(desk.shuju.signer).surrender(other);
      const { endedOn } = await info(other);
      await toDay((await today()) + 3n);
      const part = await bySales();
      await part.terminate(other, GROUND);
      expect(fields(await info(other))).to.deep.include({ status: LicenceStatus.Terminated, endedOn });
      await refused(part.terminate(other, GROUND), "DataLicenceWrongStatus");
    });

    it("what is over when it is terminated has ended on its last day", async () => {
      const { licence } = await licensedAsset(desk, { daysValid: 5n });
      const { lastDay } = await info(licence);
      await toDay(lastDay + 3n);
      await (await bySales()).terminate(licence, GROUND);
      expect((await info(licence)).endedOn).to.equal(lastDay);
    });
  });

  describe("requireDerivable", () => {
    it("D-1: the licensee makes assets under a licence that allows it, of its asset, while it lives", async () => {
      const { asset, licence } = await licensedAsset(desk, { derivable: true, royalty: 1_250n, daysValid: 5n });
      await licences().requireDerivable(licence, asset, desk.shuju.id);
      expect(await licences().royaltyOf(licence)).to.equal(1_250);
      await refused(licences().requireDerivable(licence, asset, desk.kangning.id), "DataLicenceNotLicensee");
      await refused(
        licences().requireDerivable(licence, asset + 1n, desk.shuju.id),
        "DataLicenceNotDerivable",
        licence,
        asset + 1n,
        desk.shuju.id,
      );
      const plain = await licensed(desk, asset);
      await refused(licences().requireDerivable(plain, asset, desk.shuju.id), "DataLicenceNotDerivable");
      await toDay((await info(licence)).lastDay + 1n);
      await refused(licences().requireDerivable(licence, asset, desk.shuju.id), "DataLicenceOver");
    });
  });

  describe("setParts", () => {
    it("works once, while the suite is deployed", async () => {
      await expect(
        licences().connect(desk.yunlu.signer).setParts(desk.yunlu.wallet, desk.yunlu.wallet),
      ).to.be.revertedWithCustomError(licences(), "AccessManagedUnauthorized");
      expect(await licences().revenue()).to.equal(await desk.suite.dataRevenue.getAddress());
      expect(await licences().disputes()).to.equal(await desk.suite.dataDisputes.getAddress());
    });
  });

  it("is seen as a token that moves by its acts alone", async () => {
    const { licence } = await licensedAsset(desk);
    expect([await licences().name(), await licences().symbol()]).to.deep.equal(["RopeNet Data Licences", "RNDL"]);
    expect(await licences().tokenURI(licence)).to.match(/^data:application\/json;base64,/);
    await refused(
      licences().connect(desk.shuju.signer).transferFrom(desk.shuju.wallet, desk.yunlu.wallet, licence),
      "TitleMovesByItsActs",
    );
  });

  it("has the purposes of a set", () => {
    expect(bitsOf([0n, 63n])).to.equal(2n ** 63n + 1n);
  });
});
