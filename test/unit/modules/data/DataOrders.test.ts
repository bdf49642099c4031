/** DataOrders: what courts and regulators order on assets and licences, through the Docket. */
import { expect } from "chai";
import { id, ZeroHash } from "ethers";
import type { DataOrders, DataRegistry } from "../../../../types/index.js";
import { fields } from "../../../utils/bills.ts";
import {
  AssetMarks,
  AssetStatus,
  cancelled,
  certified,
  courtOrders,
  type DataDesk,
  dataDesk,
  DECISION,
  freezing,
  frozenAsset,
  givenByOrder,
  ordered,
  REASON,
  registered,
  RegistrationKind,
  Right,
  Sharing,
  statusBits,
  suspendedAsset,
  transferAsked,
  transferred,
  unfrozenAsset,
} from "../../../utils/data.ts";
import { pledged } from "../../../utils/data-assets.ts";
import { licensed, LicenceStatus, used } from "../../../utils/data-offers.ts";
import { applied, DAY, HOUR, newCase, newcomer, now } from "../../../utils/orders.ts";
import { type Actor, approvedOrder, carryOut, networkHelpers } from "../../../utils/suite.ts";

const CERTIFICATE = statusBits(AssetStatus.Certified, AssetStatus.Suspended);

describe("DataOrders", () => {
  let desk: DataDesk;
  let orders: DataOrders;
  let registry: DataRegistry;
  let asset: bigint;
  let yunlu: Actor, shuju: Actor, kangning: Actor, transport: Actor, hub: Actor;

  beforeEach(async () => {
    desk = await dataDesk();
    ({ dataOrders: orders, dataRegistry: registry } = desk.suite);
    ({ yunlu, shuju, kangning, transport, hub } = desk);
    asset = await certified(desk);
  });

  const info = async (each = asset) => fields(await registry.assetInfo(each));
  const keys = async () => (await orders.casesOf(asset)).map(({ key }) => key);
  const refusal = (call: Promise<unknown>, contract: DataOrders | DataRegistry, error: string, ...args: unknown[]) => {
    const expected = expect(call).to.be.revertedWithCustomError(contract, error);
    return args.length === 0 ? expected : expected.withArgs(...args);
  };

  describe("freeze", () => {
    it("D-7: freezes the asset until its last second, and leaves uses alone unless it says so", async () => {
      const until = (await now()) + 30n * DAY;
      const key = newCase();
      await expect(carryOut(desk.suite, [await freezing(desk, asset, { key, until })], [[desk.court, "Judiciary"]]))
        .to.emit(orders, "AssetFrozen")
        .withArgs(asset, key, until, false);
      expect(await registry.isFrozen(asset)).to.equal(true);
      expect((await info()).marks).to.equal(AssetMarks.None);
      expect((await registry.useTerms(asset))[1]).to.equal(0n);
      await networkHelpers.time.increaseTo(until);
      expect(await registry.isFrozen(asset)).to.equal(true);
      await networkHelpers.time.increaseTo(until + 1n);
      expect(await registry.isFrozen(asset)).to.equal(false);
      await registry.requireTradable(asset);
    });

    it("D-7: stops uses only as long as a case that says so lives", async () => {
      const start = await now();
      const hard = await frozenAsset(desk, asset, { uses: true, until: start + 20n * DAY });
      const soft = await frozenAsset(desk, asset, { until: start + 40n * DAY });
      expect([await orders.stopsUses(asset, hard), await orders.stopsUses(asset, soft)]).to.deep.equal([true, false]);
      expect((await info()).frozenUntil).to.equal(start + 40n * DAY);
      expect((await registry.useTerms(asset))[1]).to.equal(start + 20n * DAY);
      await courtOrders(desk, "renewFreeze", asset, hard, start + 50n * DAY);
      expect((await info()).frozenUntil).to.equal(start + 50n * DAY);
      expect((await registry.useTerms(asset))[1]).to.equal(start + 50n * DAY);
      await unfrozenAsset(desk, asset, hard);
      expect((await info()).marks).to.equal(AssetMarks.None);
      expect((await info()).frozenUntil).to.equal(start + 40n * DAY);
      expect((await registry.useTerms(asset))[1]).to.equal(0n);
    });

    it("ends no other case, and a key serves once", async () => {
      const [first, second] = [await frozenAsset(desk, asset), await frozenAsset(desk, asset)];
      await expect(unfrozenAsset(desk, asset, first))
        .to.emit(orders, "AssetUnfrozen")
        .withArgs(asset, first);
      expect(await keys()).to.deep.equal([second]);
      expect(await registry.isFrozen(asset)).to.equal(true);
      await refusal(frozenAsset(desk, asset, { key: first }), orders, "CasesKeyUsed", first);
      await refusal(unfrozenAsset(desk, asset, first), orders, "CasesUnknown", first);
    });

    it("a regulator freezes at once, for 48 hours unless a court confirms it", async () => {
      const { docket } = desk.suite;
      const key = newCase();
      const call = { ...(await freezing(desk, asset, { key })), route: 1 };
      const { order, calls } = await approvedOrder(desk.suite, [call], [[desk.regulator, "Regulator"]]);
      await docket.execute(order, calls);
      expect(await registry.isFrozen(asset)).to.equal(true);
      await networkHelpers.time.increase(48n * HOUR);
      await expect(docket.lapse(order, calls))
        .to.emit(orders, "AssetUnfrozen")
        .withArgs(asset, key)
        .and.not.to.emit(docket, "OrderInverseFailed");
      expect(await registry.isFrozen(asset)).to.equal(false);
    });

    it("reverts without a key, for too long, for the past, and on what has ended or is unknown", async () => {
      await refusal(frozenAsset(desk, asset, { key: ZeroHash }), orders, "DataAssetCaseKeyMissing", asset);
      const far = (await now()) + 3n * 365n * DAY + 60n * DAY;
      await refusal(frozenAsset(desk, asset, { until: far }), orders, "CasesTermOutOfRange");
      await refusal(frozenAsset(desk, asset, { until: (await now()) - 1n }), orders, "CasesTermOutOfRange");
      await refusal(frozenAsset(desk, 99n), registry, "DataAssetUnknown", 99n);
      await cancelled(desk, asset, yunlu);
      await refusal(frozenAsset(desk, asset), orders, "DataAssetEnded", asset, AssetStatus.Withdrawn);
    });

    it("freezes what is not certified yet, too", async () => {
      const submitted = await registered(desk);
      await frozenAsset(desk, submitted);
      expect(await registry.isFrozen(submitted)).to.equal(true);
    });
  });

  describe("transferByOrder", () => {
    it("D-6: gives one right to another, and the others stay", async () => {
      await expect(givenByOrder(desk, asset, yunlu, shuju, Right.Operation))
        .to.emit(registry, "RightTransferred")
        .withArgs(asset, yunlu.id, shuju.id, Right.Operation, 0n, ZeroHash);
      const a = await info();
      expect([a.holder, a.processor, a.operator]).to.deep.equal([yunlu.id, yunlu.id, shuju.id]);
    });

    it("executes the case that ranks first, which ends with it, and no other", async () => {
      const [first, second] = [await frozenAsset(desk, asset), await frozenAsset(desk, asset)];
      const give = (key: string) => givenByOrder(desk, asset, yunlu, shuju, Right.Holding, key);
      await refusal(give(second), orders, "DataAssetCaseOutranked", asset, second, first);
      await refusal(give(ZeroHash), orders, "DataAssetCaseOutranked", asset, ZeroHash, first);
      await expect(give(first)).to.emit(registry, "Transfer").withArgs(yunlu.wallet, shuju.wallet, asset);
      expect(await keys()).to.deep.equal([second]);
      expect(await registry.isFrozen(asset)).to.equal(true);
    });

    it("names no case when none is live, and none that has ended", async () => {
      const key = await frozenAsset(desk, asset, { until: (await now()) + DAY });
      await networkHelpers.time.increase(DAY + 1n);
      await refusal(givenByOrder(desk, asset, yunlu, shuju, Right.Holding, key), orders, "CasesUnknown", key);
      await givenByOrder(desk, asset, yunlu, shuju);
    });

    it("reverts when the right has moved since, stays, or goes to who was never admitted", async () => {
      await transferred(desk, asset, Right.Holding, yunlu, shuju);
      const error = "DataAssetRightNotHeld";
      await refusal(givenByOrder(desk, asset, yunlu, kangning), registry, error, asset, 1n, yunlu.id, shuju.id);
      await refusal(givenByOrder(desk, asset, shuju, shuju), registry, "DataAssetReceiverHolds");
      const applicant = { ...kangning, id: await applied(desk, newcomer(1)) };
      await expect(givenByOrder(desk, asset, shuju, applicant)).to.be.revertedWithCustomError(
        desk.suite.participants,
        "ParticipantWrongStanding",
      );
    });

    it("leaves a pledge on it, reaches suspended ones, and no government data go to a firm", async () => {
      await pledged(desk, asset);
      await suspendedAsset(desk, asset);
      await givenByOrder(desk, asset, yunlu, kangning);
      expect((await info()).marks).to.equal(AssetMarks.Pledged);
      expect((await info()).status).to.equal(AssetStatus.Suspended);
      const theirs = await certified(desk, { holder: transport, sharing: Sharing.Unconditional });
      await refusal(givenByOrder(desk, theirs, transport, shuju), registry, "DataAssetSharingNotGovernment");
    });

    it("reverts when the asset has no certificate", async () => {
      const submitted = await registered(desk);
      const error = "DataAssetWrongStatus";
      const call = givenByOrder(desk, submitted, yunlu, shuju);
      await refusal(call, registry, error, submitted, AssetStatus.Submitted, CERTIFICATE);
    });

    it("defeats what was agreed before it", async () => {
      const request = await transferAsked(desk, asset, Right.Holding, yunlu, shuju);
      await givenByOrder(desk, asset, yunlu, kangning);
      const call = desk.suite.dataTransfers.connect(shuju.signer).sign(request);
      await refusal(call, registry, "DataAssetRightNotHeld");
    });
  });

  describe("cancelByOrder", () => {
    it("withdraws an asset, whatever stands on it", async () => {
      await transferred(desk, asset, Right.Operation, yunlu, shuju);
      await frozenAsset(desk, asset);
      const cancel = ordered(desk, "cancelByOrder", asset, DECISION);
      await expect(cancel).to.emit(orders, "AssetCancelledByOrder").withArgs(asset, DECISION);
      await expect(cancel)
        .to.emit(registry, "RegistrationEntered")
        .withArgs(asset, RegistrationKind.Cancellation, 0n, DECISION);
      expect((await info()).status).to.equal(AssetStatus.Withdrawn);
      await refusal(ordered(desk, "cancelByOrder", asset, DECISION), registry, "DataAssetWrongStatus");
      await refusal(ordered(desk, "cancelByOrder", asset, ZeroHash), orders, "DataOrderDigestMissing");
    });

    it("ends what was filed on it", async () => {
      const { dataCertification } = desk.suite;
      const submitted = await registered(desk);
      await dataCertification.connect(hub.signer).review(submitted << 32n, REASON);
      await ordered(desk, "cancelByOrder", submitted, DECISION);
      expect((await dataCertification.filingInfo(submitted << 32n)).status).to.equal(5n);
      expect((await dataCertification.openFiling(submitted)).open).to.equal(false);
    });
  });

  describe("suspendByOrder", () => {
    it("suspends so that only an order reinstates, also what its certifier had suspended", async () => {
      const { dataCertification } = desk.suite;
      const reinstate = () => dataCertification.connect(hub.signer).reinstate(asset, REASON);
      await suspendedAsset(desk, asset);
      await expect(courtOrders(desk, "suspendByOrder", asset, DECISION))
        .to.emit(orders, "AssetSuspendedByOrder")
        .withArgs(asset, DECISION);
      expect((await info()).marks).to.equal(AssetMarks.SuspendedByOrder);
      await expect(reinstate())
        .to.be.revertedWithCustomError(dataCertification, "DataCertificateSuspendedByOrder")
        .withArgs(asset);
      await expect(courtOrders(desk, "reinstateByOrder", asset, DECISION))
        .to.emit(orders, "AssetReinstatedByOrder")
        .withArgs(asset, DECISION);
      expect([(await info()).marks, (await info()).status]).to.deep.equal([AssetMarks.None, AssetStatus.Certified]);
      await suspendedAsset(desk, asset);
      await reinstate();
    });

    it("reinstates what its certifier has suspended, and nothing else", async () => {
      await suspendedAsset(desk, asset);
      await courtOrders(desk, "reinstateByOrder", asset, DECISION);
      expect((await info()).status).to.equal(AssetStatus.Certified);
      const bits = statusBits(AssetStatus.Suspended);
      const error = "DataAssetWrongStatus";
      const call = courtOrders(desk, "reinstateByOrder", asset, DECISION);
      await refusal(call, registry, error, asset, AssetStatus.Certified, bits);
      const submitted = await registered(desk);
      await refusal(courtOrders(desk, "suspendByOrder", submitted, DECISION), registry, error);
      await refusal(courtOrders(desk, "suspendByOrder", asset, ZeroHash), orders, "DataOrderDigestMissing");
      await refusal(courtOrders(desk, "reinstateByOrder", asset, ZeroHash), orders, "DataOrderDigestMissing");
    });
  });

  describe("licences", () => {
    let licence: bigint;

    beforeEach(async () => {
      licence = await licensed(desk, asset);
    });

    const statusOf = async () => (await desk.suite.dataLicences.licenceInfo(licence)).status;

    it("terminateByOrder ends one", async () => {
      await expect(courtOrders(desk, "terminateByOrder", licence, DECISION))
        .to.emit(orders, "LicenceTerminatedByOrder")
        .withArgs(licence, asset, shuju.id, DECISION);
      expect(await statusOf()).to.equal(LicenceStatus.Terminated);
      await refusal(courtOrders(desk, "terminateByOrder", licence, ZeroHash), orders, "DataOrderDigestMissing");
    });

    it("findMisuse enters what a licensee has done, and ends its licence", async () => {
      await expect(courtOrders(desk, "findMisuse", licence, shuju.id, DECISION))
        .to.emit(orders, "MisuseFound")
        .withArgs(licence, shuju.id, asset, DECISION);
      expect(await statusOf()).to.equal(LicenceStatus.Terminated);
      expect(await orders.isMisuseFound(licence, DECISION)).to.equal(true);
      const again = courtOrders(desk, "findMisuse", licence, shuju.id, DECISION);
      await refusal(again, orders, "DataLicenceMisuseKnown", licence, DECISION);
      // Another finding on a licence that has ended is entered all the same.
      await courtOrders(desk, "findMisuse", licence, shuju.id, REASON);
    });

    it("a finding against a former licensee leaves the licence of who has it now alone", async () => {
      await courtOrders(desk, "findMisuse", licence, kangning.id, DECISION);
      expect(await statusOf()).to.equal(LicenceStatus.Live);
      await refusal(courtOrders(desk, "findMisuse", licence, shuju.id, ZeroHash), orders, "DataOrderDigestMissing");
      const unknown = courtOrders(desk, "findMisuse", 99n, shuju.id, DECISION);
      await expect(unknown).to.be.revertedWithCustomError(desk.suite.dataLicences, "DataLicenceUnknown");
      await expect(courtOrders(desk, "findMisuse", licence, 4_000n, REASON)).to.be.revertedWithCustomError(
        desk.suite.participants,
        "ParticipantUnknown",
      );
    });

    it("D-7: given licences are used while the asset is frozen, and not when the case stops uses", async () => {
      await frozenAsset(desk, asset);
      await used(desk, licence);
      const hard = await frozenAsset(desk, asset, { uses: true });
      const { dataLicences } = desk.suite;
      await expect(used(desk, licence)).to.be.revertedWithCustomError(dataLicences, "DataLicenceUsesStopped");
      await unfrozenAsset(desk, asset, hard);
      await used(desk, licence);
    });

    it("D-6: a licence binds who gets the right by order", async () => {
      await givenByOrder(desk, asset, yunlu, kangning, Right.Processing);
      expect(await statusOf()).to.equal(LicenceStatus.Live);
      await used(desk, licence);
    });
  });

  it("reverts when who has no order calls", async () => {
    const mine = orders.connect(yunlu.signer);
    const until = (await now()) + DAY;
    const calls = [
      mine.freeze(asset, id("case"), until, true),
      mine.renewFreeze(asset, id("case"), until),
      mine.unfreeze(asset, id("case")),
      mine.transferByOrder(asset, Right.Holding, yunlu.id, shuju.id, ZeroHash),
      mine.cancelByOrder(asset, DECISION),
      mine.suspendByOrder(asset, DECISION),
      mine.reinstateByOrder(asset, DECISION),
      mine.terminateByOrder(1n, DECISION),
      mine.findMisuse(1n, shuju.id, DECISION),
    ];
    for (const call of calls) await refusal(call, orders, "AccessManagedUnauthorized", yunlu.wallet);
  });
});
