/** DataRegistry: registration under seal, what is live, versions, what a part may do, and who may call. */
import { expect } from "chai";
import { encodeBytes32String, id, ZeroHash } from "ethers";
import type { DataRegistry } from "../../../../types/index.js";
import { fields, freeze, halt, order, suspend } from "../../../utils/bills.ts";
import {
  AssetMarks,
  AssetStatus,
  cancelled,
  certified,
  certifiedFiling,
  courtOrders,
  type DataDesk,
  dataDesk,
  DECISION,
  filingOf,
  frozenAsset,
  ordered,
  REASON,
  registered,
  RegistrationKind,
  registrationOf,
  Right,
  SALT,
  sealed,
  Sensitivity,
  Sharing,
  statusBits,
  suspendedAsset,
  toDay,
  transferred,
  unfrozenAsset,
  Update,
  versionPublished,
  Volume,
} from "../../../utils/data.ts";
import { licensed } from "../../../utils/data-offers.ts";
import { applied, DAY, newcomer, now } from "../../../utils/orders.ts";
import { type Actor, ethers, networkHelpers } from "../../../utils/suite.ts";

const CERTIFICATE = statusBits(AssetStatus.Certified, AssetStatus.Suspended);

describe("DataRegistry", () => {
  let desk: DataDesk;
  let registry: DataRegistry;
  let yunlu: Actor, shuju: Actor, kangning: Actor, transport: Actor, hub: Actor;

  beforeEach(async () => {
    desk = await dataDesk();
    registry = desk.suite.dataRegistry;
    ({ yunlu, shuju, kangning, transport, hub } = desk);
  });

  const as = (actor: Actor) => registry.connect(actor.signer);
  const info = async (asset: bigint) => fields(await registry.assetInfo(asset));
  const refusal = async (call: Promise<unknown>, error: string, ...args: unknown[]) => {
    const expected = expect(call).to.be.revertedWithCustomError(registry, error);
    await (args.length === 0 ? expected : expected.withArgs(...args));
  };
  /** Registers what a test changes about the usual registration. */
  const tried = async (change: Parameters<typeof registrationOf>[0] = {}, holder = yunlu) => {
    const registration = registrationOf(change);
    await sealed(desk, holder, registration);
    return as(holder).register(registration, SALT);
  };

  describe("seal", () => {
    it("X-53: a registration that was not sealed is refused", async () => {
      const registration = registrationOf();
      const seal = await registry.sealOf(yunlu.id, registration, SALT);
      await refusal(as(yunlu).register(registration, SALT), "DataAssetSealMissing", yunlu.id, seal);
    });

    it("X-53: who copies a registration that it sees has not sealed it, and can't show it in the block of its own seal", async () => {
      const registration = registrationOf();
      await sealed(desk, yunlu, registration);
      const copied = await registry.sealOf(shuju.id, registration, SALT);
      await refusal(as(shuju).register(registration, SALT), "DataAssetSealMissing", shuju.id, copied);

      // The thief seals and shows in one block, before the owner's own transaction of the next one.
      await networkHelpers.mine();
      await ethers.provider.send("evm_setAutomine", [false]);
      try {
        const gasLimit = 1_000_000n;
        const seal = await as(shuju).seal(copied, { gasLimit });
        const show = await as(shuju).register(registration, SALT, { gasLimit });
        const own = await as(yunlu).register(registration, SALT, { gasLimit });
        await networkHelpers.mine();
        expect((await ethers.provider.getTransactionReceipt(seal.hash))?.status).to.equal(1);
        expect((await ethers.provider.getTransactionReceipt(show.hash))?.status).to.equal(0);
        expect((await ethers.provider.getTransactionReceipt(own.hash))?.status).to.equal(1);
      } finally {
        await ethers.provider.send("evm_setAutomine", [true]);
      }
      expect(await registry.holderOf(1n)).to.equal(yunlu.id);
      await refusal(as(shuju).register(registration, SALT), "DataAssetCommitmentTaken");
    });

    it("X-53: another's seal of the same word neither stops nor serves anybody", async () => {
      const registration = registrationOf();
      const seal = await registry.sealOf(yunlu.id, registration, SALT);
      await as(shuju).seal(seal);
      await as(yunlu).seal(seal);
      await refusal(as(shuju).register(registration, SALT), "DataAssetSealMissing");
      await as(yunlu).register(registration, SALT);
    });

    it("keeps its block, serves once, and stands but once", async () => {
      const registration = registrationOf();
      const seal = await registry.sealOf(yunlu.id, registration, SALT);
      await expect(as(yunlu).seal(seal)).to.emit(registry, "AssetSealed").withArgs(yunlu.id, seal);
      expect(await registry.sealedIn(yunlu.id, seal)).to.equal(await ethers.provider.getBlockNumber());
      await refusal(as(yunlu).seal(seal), "DataAssetSealKnown", seal);
      await as(yunlu).register(registration, SALT);
      expect(await registry.sealedIn(yunlu.id, seal)).to.equal(0n);
      await refusal(as(yunlu).register(registration, SALT), "DataAssetSealMissing", yunlu.id, seal);
    });

    it("reverts when anything of it is changed after it was sealed", async () => {
      const registration = registrationOf();
      await sealed(desk, yunlu, registration);
      for (const changed of [
        { ...registration, commitment: id("other") },
        { ...registration, number: "other" },
        { ...registration, update: Update.Dynamic },
        { ...registration, details: registrationOf({ volume: Volume.Petabytes }).details },
      ]) {
        await refusal(as(yunlu).register(changed, SALT), "DataAssetSealMissing");
      }
      await refusal(as(yunlu).register(registration, id("other salt")), "DataAssetSealMissing");
    });
  });

  describe("register", () => {
    it("enters the asset, with all three rights its registrant's, and says all of it", async () => {
      const shares = {
        holding: 5_000n,
        processing: 2_000n,
        operation: 1_000n,
        contributors: [
          { participant: shuju.id, share: 1_500n },
          { participant: kangning.id, share: 500n },
        ],
      };
      const registration = registrationOf({ shares, sensitivity: Sensitivity.Personal, update: Update.Dynamic });
      await sealed(desk, yunlu, registration);
      await as(yunlu).register(registration, SALT);
      const [event] = await registry.queryFilter(registry.filters.AssetRegistered());
      expect(event?.args.asset).to.equal(1n);
      expect(event?.args.holder).to.equal(yunlu.id);
      expect(event?.args.commitment).to.equal(registration.commitment);
      expect(event?.args.number).to.equal(registration.number);
      expect(event?.args.details.schema).to.equal(registration.details.schema);
      expect(event?.args.details.shares.contributors.map(({ share }) => share)).to.deep.equal([1_500n, 500n]);

      const asset = await info(1n);
      expect([asset.holder, asset.processor, asset.operator]).to.deep.equal([yunlu.id, yunlu.id, yunlu.id]);
      expect(asset.status).to.equal(AssetStatus.Submitted);
      expect(asset.update).to.equal(Update.Dynamic);
      expect(asset.sensitivity).to.equal(Sensitivity.Personal);
      expect(asset.version).to.equal(1n);
      expect(await registry.commitmentOf(1n, 1n)).to.equal(registration.commitment);
      expect(await registry.assetByCommitment(registration.commitment)).to.equal(1n);
      expect(await registry.assetByNumber(yunlu.id, registration.number.toLowerCase())).to.equal(1n);
      const kept = await registry.sharesOf(1n);
      expect([kept.holding, kept.processing, kept.operation]).to.deep.equal([5_000n, 2_000n, 1_000n]);
      expect(kept.contributors.map(fields)).to.deep.equal(shares.contributors);
      expect(await registry.parentsOf(1n)).to.deep.equal([]);
    });

    it("keeps fourteen contributors, and refuses a fifteenth", async () => {
      const contributors = Array.from({ length: 14 }, (_, index) => ({ participant: BigInt(index + 1), share: 100n }));
      const asset = await registered(desk, { shares: { holding: 6_600n, contributors } });
      expect((await registry.sharesOf(asset)).contributors.map(fields)).to.deep.equal(contributors);
      for (const { participant } of contributors) expect(await registry.isConnected(asset, participant)).to.equal(true);
      const more = [...contributors, { participant: 15n, share: 100n }];
      await refusal(
        tried({ shares: { holding: 6_500n, contributors: more } }),
        "DataAssetContributorsTooMany",
        15n,
        14n,
      );
    });

    it("X-52: shares that are not a whole are refused, and so is one without the holder's", async () => {
      await refusal(tried({ shares: { holding: 8_001n } }), "DataAssetSharesNotWhole", 10_001n, 10_000n);
      await refusal(tried({ shares: { holding: 7_999n } }), "DataAssetSharesNotWhole", 9_999n, 10_000n);
      await refusal(tried({ shares: { holding: 0n, processing: 9_000n } }), "DataAssetHoldingShareMissing");
    });

    it("reverts when a contributor has no share, is named twice, or was never admitted", async () => {
      const contributors = (...list: (readonly [participant: bigint, share: bigint])[]) => ({
        holding: 7_000n,
        contributors: list.map(([participant, share]) => ({ participant, share })),
      });
      const error = "DataAssetContributorInvalid";
      await refusal(tried({ shares: contributors([shuju.id, 1_000n], [kangning.id, 0n]) }), error, 1n, kangning.id);
      await refusal(tried({ shares: contributors([shuju.id, 500n], [shuju.id, 500n]) }), error, 1n, shuju.id);
      await refusal(tried({ shares: contributors([kangning.id, 500n], [shuju.id, 500n]) }), error, 1n, shuju.id);
      await refusal(tried({ shares: contributors([0n, 1_000n]) }), error, 0n, 0n);
      const applicant = await applied(desk, newcomer(1));
      await refusal(tried({ shares: contributors([applicant, 1_000n]) }), error, 0n, applicant);
      await refusal(tried({ shares: contributors([4_000n, 1_000n]) }), error, 0n, 4_000n);
    });

    it("reverts when something is missing", async () => {
      await refusal(tried({ commitment: ZeroHash }), "DataAssetCommitmentMissing");
      await refusal(tried({ update: Update.None }), "DataAssetUpdateMissing");
      for (const missing of [
        { schema: ZeroHash },
        { source: ZeroHash },
        { volume: Volume.None },
        { sensitivity: Sensitivity.None },
      ]) {
        await refusal(tried(missing), "DataAssetDetailMissing");
      }
      await refusal(tried({ number: " 00 " }), "NaturalKeyEmpty", " 00 ");
      await refusal(tried({ number: "№1" }), "NaturalKeyCharacter");
    });

    it("only an institution's data are government data", async () => {
      const sharing = Sharing.Conditional;
      await refusal(tried({ sharing }), "DataAssetSharingNotGovernment", yunlu.id, sharing);
      await tried({ sharing }, transport);
    });

    it("D-1: the same commitment can't be registered twice, by nobody", async () => {
      const commitment = id("content");
      const asset = await registered(desk, { commitment });
      for (const holder of [yunlu, shuju]) {
        await refusal(tried({ commitment }, holder), "DataAssetCommitmentTaken", commitment, asset);
      }
    });

    it("D-1: the same number can't be registered twice by its registrant, however it is written", async () => {
      const asset = await registered(desk, { number: "cw-01" });
      await refusal(tried({ number: "0 CW-01" }), "DataAssetNumberTaken", "0 CW-01", asset);
      await tried({ number: "cw-01" }, shuju);
    });

    it("D-1: a refused or withdrawn asset's commitment and number are free again", async () => {
      const { dataCertification } = desk.suite;
      const again = { commitment: id("content"), number: "CW-01" };
      const refused = await registered(desk, again);
      await dataCertification.connect(hub.signer).refuseFiling(filingOf(refused), REASON);
      expect(await registry.isLive(refused)).to.equal(false);
      const taken = await registered(desk, again);
      await dataCertification.connect(yunlu.signer).withdrawFiling(filingOf(taken));
      const third = await certified(desk, again);
      expect(await registry.assetByCommitment(again.commitment)).to.equal(third);
      await cancelled(desk, third, yunlu);
      await tried(again);
      expect(await registry.commitmentOf(third, 1n)).to.equal(again.commitment);
    });

    it("D-1: a commitment is free from the 91st day after its certificate ran out, and not before", async () => {
      const commitment = id("content");
      const asset = await certified(desk, { commitment });
      const { validThrough } = await registry.assetInfo(asset);
      await toDay(validThrough + 90n);
      expect(await registry.isLive(asset)).to.equal(true);
      await refusal(tried({ commitment }, shuju), "DataAssetCommitmentTaken", commitment, asset);
      await toDay(validThrough + 91n);
      expect(await registry.isLive(asset)).to.equal(false);
      await tried({ commitment }, shuju);
      const { dataCertification } = desk.suite;
      await expect(dataCertification.connect(yunlu.signer).fileRenewal(asset, REASON)).to.be.revertedWithCustomError(
        dataCertification,
        "DataFilingRenewalOutOfTime",
      );
      expect(await registry.isTradable(asset)).to.equal(false);
    });

    it("D-1: whose content was registered anew is not live again when it is frozen or suspended, nor renewed", async () => {
      const commitment = id("content");
      const asset = await certified(desk, { commitment });
      await toDay((await registry.assetInfo(asset)).validThrough + 91n);
      const anew = await registered(desk, { commitment, holder: shuju });
      await frozenAsset(desk, asset);
      expect([await registry.isLive(asset), await registry.isLive(anew)]).to.deep.equal([false, true]);
      const { dataCertification } = desk.suite;
      await expect(dataCertification.connect(yunlu.signer).fileRenewal(asset, REASON)).to.be.revertedWithCustomError(
        dataCertification,
        "DataFilingRenewalOutOfTime",
      );
      await courtOrders(desk, "suspendByOrder", asset, DECISION);
      expect(await registry.isLive(asset)).to.equal(false);
    });

    it("D-1: a derived asset names its parents, whose processing right the registrant has", async () => {
      const parent = await certified(desk);
      const parents = [{ asset: parent, licence: 0n }];
      const error = "DataAssetRightNotHeld";
      await refusal(tried({ parents }, shuju), error, parent, Right.Processing, shuju.id, yunlu.id);
      await transferred(desk, parent, Right.Processing, yunlu, shuju);
      await tried({ parents }, shuju);
      const derived = await registry.assetCount();
      expect((await registry.parentsOf(derived)).map(fields)).to.deep.equal(parents);
      await refusal(tried({ parents }, yunlu), error, parent, Right.Processing, yunlu.id, shuju.id);
    });

    it("D-1: nothing is derived from what is not certified, suspended or frozen, by its own holder either", async () => {
      const parent = await registered(desk);
      const parents = [{ asset: parent, licence: 0n }];
      const bits = statusBits(AssetStatus.Certified);
      await refusal(tried({ parents }), "DataAssetWrongStatus", parent, AssetStatus.Submitted, bits);
      await certifiedFiling(desk, filingOf(parent));
      await frozenAsset(desk, parent);
      await refusal(tried({ parents }), "DataAssetFrozen");
      await refusal(tried({ parents: [{ asset: 99n, licence: 0n }] }), "DataAssetUnknown", 99n);
    });

    it("D-1: no licence but the registrant's own stands for a parent", async () => {
      const parent = await certified(desk);
      const call = tried({ parents: [{ asset: parent, licence: 7n }] }, shuju);
      await expect(call).to.be.revertedWithCustomError(desk.suite.dataLicences, "DataLicenceUnknown").withArgs(7n);
    });

    it("D-1: a parent's licence must allow processing on the day of the registration", async () => {
      const { dataLicences } = desk.suite;
      const parent = await certified(desk);
      const derivable = await licensed(desk, parent, { derivable: true, royalty: 500n, daysValid: 30n });
      const plain = await licensed(desk, parent);
      const under = (licence: bigint) => ({ parents: [{ asset: parent, licence }] });
      const refused = async (call: Promise<unknown>, error: string) =>
        expect(call).to.be.revertedWithCustomError(dataLicences, error);
      await refused(tried(under(plain), shuju), "DataLicenceNotDerivable");
      await refused(tried(under(derivable), kangning), "DataLicenceNotLicensee");
      await tried(under(derivable), shuju);
      const [{ licence } = { licence: 0n }] = await registry.parentsOf(await registry.assetCount());
      expect(licence).to.equal(derivable);
      const { lastDay } = await dataLicences.licenceInfo(derivable);
      await toDay(lastDay + 1n);
      await refused(tried(under(derivable), shuju), "DataLicenceOver");
    });

    it("reverts when the parents' royalties take it all", async () => {
      const [first, second] = [await certified(desk), await certified(desk)];
      const terms = { derivable: true, royalty: 5_000n };
      const parents = [
        { asset: first, licence: await licensed(desk, first, terms) },
        { asset: second, licence: await licensed(desk, second, terms) },
      ];
      await refusal(tried({ parents }, shuju), "DataAssetRoyaltiesTooHigh", 10_000n, 10_000n);
    });

    it("D-2: an exclusive licence is not escaped by cancelling, and registering the same content anew", async () => {
      const commitment = id("content");
      const asset = await certified(desk, { commitment });
      const exclusive = await licensed(desk, asset, { exclusive: true, daysValid: 100n });
      await cancelled(desk, asset, yunlu);
      const { lastDay } = await desk.suite.dataLicences.licenceInfo(exclusive);
      const error = "DataAssetLicensedExclusively";
      await refusal(tried({ commitment }), error, asset, exclusive, lastDay);
      // Who never held it is not bound by what another has promised.
      const snapshot = await networkHelpers.takeSnapshot();
      await tried({ commitment }, shuju);
      await snapshot.restore();
      await toDay(lastDay);
      await refusal(tried({ commitment }), error, asset, exclusive, lastDay);
      await toDay(lastDay + 1n);
      await tried({ commitment });
    });

    it("keeps eight parents, by rising number, and refuses a ninth", async () => {
      const made = [];
      for (let index = 0; index < 9; ++index) made.push(await registered(desk));
      const { dataCertification } = desk.suite;
      for (const asset of made) await dataCertification.connect(hub.signer).review(filingOf(asset), REASON);
      const { noticeEnds } = await dataCertification.filingInfo(filingOf(made[8] ?? 0n));
      await toDay(noticeEnds + 1n);
      const unsigned = { algorithm: 0n, certificate: ZeroHash, signature: "0x" };
      for (const asset of made) await dataCertification.connect(hub.signer).certify(filingOf(asset), unsigned);
      const parents = made.map((asset) => ({ asset, licence: 0n }));
      await refusal(tried({ parents }), "DataAssetParentsTooMany", 9n, 8n);
      for (const count of [4, 5, 8]) {
        const asset = await registered(desk, { parents: parents.slice(0, count) });
        expect((await registry.parentsOf(asset)).map(fields)).to.deep.equal(parents.slice(0, count));
      }
      const [first, second] = parents;
      if (first === undefined || second === undefined) throw new Error("There are nine.");
      await refusal(tried({ parents: [second, first] }), "DataAssetParentsUnordered", 1n, first.asset);
      await refusal(tried({ parents: [first, first] }), "DataAssetParentsUnordered", 1n, first.asset);
    });

    it("reverts when the caller is suspended, frozen or a stranger, or the module is halted", async () => {
      const registration = registrationOf();
      await sealed(desk, yunlu, registration);
      const { participants } = desk.suite;
      const call = () => as(yunlu).register(registration, SALT);
      const snapshot = await networkHelpers.takeSnapshot();
      await freeze(desk, yunlu);
      await expect(call()).to.be.revertedWithCustomError(participants, "ParticipantIsFrozen");
      await snapshot.restore();
      await suspend(desk, yunlu);
      await expect(call()).to.be.revertedWithCustomError(participants, "ParticipantWrongStanding");
      await snapshot.restore();
      await halt(desk, "data");
      await expect(call()).to.be.revertedWithCustomError(participants, "ParticipantModuleHalted");
      await expect(as(shuju).seal(id("x"))).to.be.revertedWithCustomError(participants, "ParticipantModuleHalted");
    });
  });

  describe("certificate", () => {
    it("is a token from certification to withdrawal, and moves by the register's acts only", async () => {
      const asset = await registered(desk);
      await refusal(registry.ownerOf(asset), "ERC721NonexistentToken", asset);
      await certifiedFiling(desk, filingOf(asset));
      expect(await registry.ownerOf(asset)).to.equal(yunlu.wallet);
      expect(await registry.balanceOf(yunlu.wallet)).to.equal(1n);
      expect(await registry.locked(asset)).to.equal(true);
      await refusal(as(yunlu).transferFrom(yunlu.wallet, shuju.wallet, asset), "TitleMovesByItsActs");
      await suspendedAsset(desk, asset);
      expect(await registry.ownerOf(asset)).to.equal(yunlu.wallet);
      await expect(cancelled(desk, asset, yunlu))
        .to.emit(registry, "Transfer")
        .withArgs(yunlu.wallet, ethers.ZeroAddress, asset);
      expect(await registry.balanceOf(yunlu.wallet)).to.equal(0n);
      await refusal(registry.ownerOf(asset), "ERC721NonexistentToken", asset);
      await refusal(registry.ownerOf(1n << 32n), "ERC721NonexistentToken", 1n << 32n);
      expect([await registry.name(), await registry.symbol()]).to.deep.equal(["RopeNet Data Certificates", "RNDC"]);
    });

    it("D-7: it is tradable until the last second of its last day", async () => {
      const asset = await certified(desk);
      const { validThrough } = await registry.assetInfo(asset);
      await networkHelpers.time.increaseTo((validThrough + 1n) * DAY - 8n * 3_600n - 1n);
      await registry.requireTradable(asset);
      expect(await registry.isTradable(asset)).to.equal(true);
      await networkHelpers.time.increaseTo((validThrough + 1n) * DAY - 8n * 3_600n);
      await refusal(registry.requireTradable(asset), "DataAssetExpired", asset, validThrough);
      expect(await registry.isTradable(asset)).to.equal(false);
      expect(await registry.ownerOf(asset)).to.equal(yunlu.wallet);
    });

    it("D-7: a suspended, a frozen and an unregistered asset sell nothing", async () => {
      const asset = await certified(desk);
      await suspendedAsset(desk, asset);
      const bits = statusBits(AssetStatus.Certified);
      await refusal(registry.requireTradable(asset), "DataAssetWrongStatus", asset, AssetStatus.Suspended, bits);
      await desk.suite.dataCertification.connect(hub.signer).reinstate(asset, REASON);
      await registry.requireTradable(asset);
      const until = (await now()) + 30n * DAY;
      const key = await frozenAsset(desk, asset, { until });
      await refusal(registry.requireTradable(asset), "DataAssetFrozen", asset, until);
      await unfrozenAsset(desk, asset, key);
      await registry.requireTradable(asset);
      await refusal(registry.requireTradable(99n), "DataAssetUnknown", 99n);
      expect(await registry.isTradable(99n)).to.equal(false);
    });
  });

  describe("publishVersion", () => {
    const COMMITMENT = id("second version");
    let asset: bigint;

    beforeEach(async () => {
      asset = await certified(desk, { update: Update.Dynamic });
    });

    const publish = (actor: Actor, commitment = COMMITMENT, digest = REASON) =>
      as(actor).publishVersion(asset, commitment, digest, SALT);
    const sealedVersion = async (actor: Actor, commitment = COMMITMENT, digest = REASON) =>
      as(actor).seal(await registry.versionSealOf(actor.id, asset, commitment, digest, SALT));

    it("adds a version, and keeps the earlier ones' commitments the asset's", async () => {
      const first = await registry.commitmentOf(asset, 1n);
      await sealedVersion(yunlu);
      await expect(publish(yunlu)).to.emit(registry, "AssetVersionPublished").withArgs(asset, 2n, COMMITMENT, REASON);
      expect(await registry.commitmentOf(asset, 1n)).to.equal(first);
      expect(await registry.commitmentOf(asset, 2n)).to.equal(COMMITMENT);
      expect((await registry.assetInfo(asset)).version).to.equal(2n);
      await refusal(registry.commitmentOf(asset, 3n), "DataAssetVersionUnknown", asset, 3n);
    });

    it("D-1: a version's commitment is nobody else's, and not its own again", async () => {
      await versionPublished(desk, asset, yunlu, COMMITMENT);
      await refusal(tried({ commitment: COMMITMENT }, shuju), "DataAssetCommitmentTaken", COMMITMENT, asset);
      await sealedVersion(yunlu);
      await refusal(publish(yunlu), "DataAssetCommitmentTaken", COMMITMENT, asset);
      const first = await registry.commitmentOf(asset, 1n);
      await refusal(tried({ commitment: first }, shuju), "DataAssetCommitmentTaken", first, asset);
    });

    it("X-53: a version is sealed before it is shown, by its own publisher", async () => {
      await refusal(publish(yunlu), "DataAssetSealMissing");
      const other = await certified(desk, { update: Update.Dynamic, holder: shuju });
      await sealedVersion(yunlu);
      await refusal(as(shuju).publishVersion(other, COMMITMENT, REASON, SALT), "DataAssetSealMissing");
      await publish(yunlu);
    });

    it("reverts when it is static, another's, without a digest, frozen or suspended", async () => {
      const fixed = await certified(desk);
      await refusal(as(yunlu).publishVersion(fixed, COMMITMENT, REASON, SALT), "DataAssetNotDynamic", fixed);
      await refusal(publish(shuju), "DataAssetRightNotHeld", asset, Right.Holding, shuju.id, yunlu.id);
      await refusal(publish(yunlu, COMMITMENT, ZeroHash), "DataAssetDigestMissing", asset);
      await sealedVersion(yunlu);
      const key = await frozenAsset(desk, asset);
      await refusal(publish(yunlu), "DataAssetFrozen");
      await unfrozenAsset(desk, asset, key);
      await suspendedAsset(desk, asset);
      await refusal(publish(yunlu), "DataAssetWrongStatus");
    });
  });

  describe("cancel", () => {
    it("withdraws the certificate, and enters it as a cancellation", async () => {
      const asset = await certified(desk);
      await expect(cancelled(desk, asset, yunlu))
        .to.emit(registry, "RegistrationEntered")
        .withArgs(asset, RegistrationKind.Cancellation, yunlu.id, REASON);
      expect((await registry.assetInfo(asset)).status).to.equal(AssetStatus.Withdrawn);
      await refusal(cancelled(desk, asset, yunlu), "DataAssetWrongStatus", asset, AssetStatus.Withdrawn, CERTIFICATE);
    });

    it("reverts when another holds one of the rights, so that none is lost to who bought it", async () => {
      const asset = await certified(desk);
      await transferred(desk, asset, Right.Operation, yunlu, shuju, 100n);
      const error = "DataAssetRightNotHeld";
      await refusal(cancelled(desk, asset, yunlu), error, asset, Right.Operation, yunlu.id, shuju.id);
      await refusal(cancelled(desk, asset, shuju), error, asset, Right.Holding, shuju.id, yunlu.id);
    });

    it("reverts while it is frozen, without a digest, and before it is certified", async () => {
      const asset = await certified(desk);
      await refusal(as(yunlu).cancel(asset, ZeroHash), "DataAssetDigestMissing", asset);
      await frozenAsset(desk, asset);
      await refusal(cancelled(desk, asset, yunlu), "DataAssetFrozen");
      const submitted = await registered(desk);
      await refusal(cancelled(desk, submitted, yunlu), "DataAssetWrongStatus");
      await refusal(cancelled(desk, 99n, yunlu), "DataAssetUnknown", 99n);
    });

    it("lets it be cancelled after it has run out, and while it is suspended", async () => {
      const asset = await certified(desk);
      await suspendedAsset(desk, asset);
      await toDay((await registry.assetInfo(asset)).validThrough + 1n);
      await cancelled(desk, asset, yunlu);
    });
  });

  describe("purposes", () => {
    const EDUCATION = encodeBytes32String("EDUCATION");

    it("are named by order, once and for all", async () => {
      await expect(order(desk, "setPurpose", [20n, EDUCATION], registry))
        .to.emit(registry, "PurposeNamed")
        .withArgs(20n, EDUCATION);
      expect(await registry.purposeName(20n)).to.equal(EDUCATION);
      await registry.requirePurposes((1n << 20n) | 1n);
      await refusal(
        order(desk, "setPurpose", [20n, encodeBytes32String("OTHER")], registry),
        "DataPurposeAlreadyNamed",
        20n,
        EDUCATION,
      );
      await refusal(order(desk, "setPurpose", [64n, EDUCATION], registry), "DataPurposeOutOfRange", 64n);
      await refusal(order(desk, "setPurpose", [21n, ZeroHash], registry), "DataPurposeNameMissing", 21n);
      await order(desk, "setPurpose", [63n, EDUCATION], registry);
      await registry.requirePurposes(1n << 63n);
    });

    it("must have a name, and be some", async () => {
      await refusal(registry.requirePurposes(0n), "DataPurposesUnnamed", 0n);
      await refusal(registry.requirePurposes(1n | (1n << 40n)), "DataPurposesUnnamed", 1n << 40n);
    });
  });

  describe("parts and orders", () => {
    it("reverts when a part's act is called by anybody else", async () => {
      const asset = await certified(desk);
      const details = registrationOf().details;
      const calls = [
        as(yunlu).setStatus(asset, AssetStatus.Withdrawn, 0n, 0n),
        as(yunlu).applyDetails(asset, details),
        as(yunlu).moveRight(asset, Right.Holding, yunlu.id, shuju.id, 0n, ZeroHash),
        as(yunlu).mark(asset, 0n, AssetMarks.Pledged),
        as(yunlu).freezeUntil(asset, 0n, 0n),
        as(yunlu).enter(asset, RegistrationKind.Change, yunlu.id, REASON),
      ];
      for (const call of calls) await refusal(call, "CallerNotPart", yunlu.wallet);
    });

    it("reverts when who has no order names purposes or parts", async () => {
      await refusal(as(yunlu).setPurpose(20n, REASON), "AccessManagedUnauthorized", yunlu.wallet);
      await refusal(as(yunlu).setLicences(yunlu.wallet), "AccessManagedUnauthorized", yunlu.wallet);
      const { dataLicences } = desk.suite;
      expect(await registry.licences()).to.equal(await dataLicences.getAddress());
    });

    it("D-8: what uses ask tells the class, and until when orders stop them", async () => {
      const asset = await certified(desk, { sensitivity: Sensitivity.SensitivePersonal });
      expect(await registry.useTerms(asset)).to.deep.equal([Sensitivity.SensitivePersonal, 0n]);
      const until = (await now()) + 30n * DAY;
      await frozenAsset(desk, asset, { until, uses: true });
      expect(await registry.useTerms(asset)).to.deep.equal([Sensitivity.SensitivePersonal, until]);
      await refusal(registry.useTerms(99n), "DataAssetUnknown", 99n);
    });

    it("answers of an asset that has ended as before, so that its revenue is split still", async () => {
      const asset = await certified(desk, { holder: shuju });
      await ordered(desk, "cancelByOrder", asset, REASON);
      expect((await registry.sharesOf(asset)).holding).to.equal(8_000n);
      expect(await registry.parentsOf(asset)).to.deep.equal([]);
      expect(await registry.rightHolder(asset, Right.Operation)).to.equal(shuju.id);
      await registry.requireRight(asset, Right.Processing, shuju.id);
      await refusal(registry.rightHolder(asset, Right.None), "DataAssetRightMissing");
    });
  });
});
