/** DataTransfers: the three rights pass on one by one, by agreement. */
import { expect } from "chai";
import { ZeroHash } from "ethers";
import type { DataRegistry, DataTransfers } from "../../../../types/index.js";
import { freeze, freezeMoney, halt, RequestStatus, suspend } from "../../../utils/bills.ts";
import {
  AssetStatus,
  certified,
  type DataDesk,
  dataDesk,
  frozenAsset,
  registered,
  RegistrationKind,
  Right,
  Sharing,
  statusBits,
  suspendedAsset,
  toDay,
  today,
  transferAsked,
  transferred,
  transferredHolding,
  unfrozenAsset,
} from "../../../utils/data.ts";
import { pledged } from "../../../utils/data-assets.ts";
import { applied, bound, DAY, newcomer, now, stranger } from "../../../utils/orders.ts";
import { type Actor, ethers } from "../../../utils/suite.ts";

const PRICE = 50_000n;
const RIGHTS = [Right.Holding, Right.Processing, Right.Operation];

describe("DataTransfers", () => {
  let desk: DataDesk;
  let transfers: DataTransfers;
  let registry: DataRegistry;
  let money: DataDesk["suite"]["money"];
  let asset: bigint;
  let yunlu: Actor, shuju: Actor, kangning: Actor, transport: Actor;

  beforeEach(async () => {
    desk = await dataDesk();
    ({ dataTransfers: transfers, dataRegistry: registry, money } = desk.suite);
    ({ yunlu, shuju, kangning, transport } = desk);
    asset = await certified(desk);
  });

  const sign = (request: bigint, by = shuju) => transfers.connect(by.signer).sign(request);
  const ask = (right: bigint = Right.Operation, price = PRICE) =>
    transferAsked(desk, asset, right, yunlu, shuju, price);
  const holders = (id = asset) => Promise.all(RIGHTS.map((right) => registry.rightHolder(id, right)));
  const refusal = (call: Promise<unknown>, error: string, ...args: unknown[]) => {
    const expected = expect(call).to.be.revertedWithCustomError(registry, error);
    return args.length === 0 ? expected : expected.withArgs(...args);
  };

  describe("transferRight", () => {
    it("asks, and moves nothing", async () => {
      const request = await ask();
      const { validThrough } = await registry.assetInfo(asset);
      const r = await transfers.requestInfo(request);
      expect([r.from, r.to, r.subject, r.act]).to.deep.equal([yunlu.id, shuju.id, asset, Right.Operation]);
      expect(BigInt(r.terms)).to.equal(PRICE);
      expect(r.lastDay).to.equal(validThrough);
      expect(await holders()).to.deep.equal([yunlu.id, yunlu.id, yunlu.id]);
    });

    it("reverts when the caller does not hold that right", async () => {
      const call = transferAsked(desk, asset, Right.Holding, shuju, kangning);
      await refusal(call, "DataAssetRightNotHeld", asset, Right.Holding, shuju.id, yunlu.id);
      await transferred(desk, asset, Right.Processing, yunlu, shuju);
      await refusal(transferAsked(desk, asset, Right.Processing, yunlu, kangning), "DataAssetRightNotHeld");
      await transferAsked(desk, asset, Right.Operation, yunlu, kangning);
    });

    it("reverts when it goes to its holder, to nobody, or is no right", async () => {
      await refusal(transferAsked(desk, asset, Right.Holding, yunlu, yunlu), "DataAssetReceiverHolds");
      const mine = transfers.connect(yunlu.signer);
      await refusal(mine.transferRight(asset, Right.Holding, 0n, 0n, 0n), "DataAssetReceiverHolds", asset, 1n, 0n);
      await refusal(mine.transferRight(asset, Right.None, shuju.id, 0n, 0n), "DataAssetRightMissing");
      const unknown = mine.transferRight(99n, Right.Holding, shuju.id, 0n, 0n);
      await refusal(unknown, "DataAssetUnknown", 99n);
    });

    it("D-7: reverts while the asset is not certified, suspended, frozen, or has run out", async () => {
      const submitted = await registered(desk);
      const bits = statusBits(AssetStatus.Certified);
      const early = transferAsked(desk, submitted, Right.Holding, yunlu, shuju);
      await refusal(early, "DataAssetWrongStatus", submitted, AssetStatus.Submitted, bits);
      const key = await frozenAsset(desk, asset);
      for (const right of RIGHTS) await refusal(ask(right), "DataAssetFrozen");
      await unfrozenAsset(desk, asset, key);
      const other = await certified(desk);
      await suspendedAsset(desk, other);
      await refusal(transferAsked(desk, other, Right.Holding, yunlu, shuju), "DataAssetWrongStatus");
      await toDay((await registry.assetInfo(asset)).validThrough);
      await ask();
      await toDay((await registry.assetInfo(asset)).validThrough + 1n);
      await refusal(ask(), "DataAssetExpired");
    });

    it("reverts when its last day is past, or after the certificate's", async () => {
      const { validThrough } = await registry.assetInfo(asset);
      const day = await today();
      for (const last of [day - 1n, validThrough + 1n]) {
        await expect(transferAsked(desk, asset, Right.Holding, yunlu, shuju, 0n, last))
          .to.be.revertedWithCustomError(transfers, "RequestLastDayOutOfRange")
          .withArgs(last, day, validThrough);
      }
      for (const last of [day, validThrough]) {
        await transferAsked(desk, asset, Right.Holding, yunlu, shuju, 0n, last);
      }
    });

    it("government data pass to an institution only", async () => {
      const theirs = await certified(desk, { holder: transport, sharing: Sharing.Conditional });
      const call = transferAsked(desk, theirs, Right.Holding, transport, yunlu);
      await refusal(call, "DataAssetSharingNotGovernment", yunlu.id, Sharing.Conditional);
      await transferred(desk, theirs, Right.Operation, transport, yunlu);
      await transferredHolding(desk, theirs, transport, kangning);
      expect(await holders(theirs)).to.deep.equal([kangning.id, transport.id, yunlu.id]);
    });

    it("a pledgor's rights in its pledged asset stay; another's pass on", async () => {
      await transferred(desk, asset, Right.Operation, yunlu, shuju);
      await pledged(desk, asset);
      await refusal(transferAsked(desk, asset, Right.Holding, yunlu, shuju), "DataAssetPledged", asset);
      await refusal(transferAsked(desk, asset, Right.Processing, yunlu, shuju), "DataAssetPledged", asset);
      await transferred(desk, asset, Right.Operation, shuju, kangning);
    });
  });

  describe("sign", () => {
    it("D-6: moves that right and nothing else, against its price", async () => {
      for (const [index, right] of RIGHTS.entries()) {
        const before = await holders();
        const request = await ask(right, PRICE + BigInt(index));
        const call = sign(request);
        await expect(call).to.changeTokenBalances(
          ethers,
          money,
          [shuju.wallet, yunlu.wallet],
          [-PRICE - BigInt(index), PRICE + BigInt(index)],
        );
        await expect(call)
          .to.emit(registry, "RightTransferred")
          .withArgs(asset, yunlu.id, shuju.id, right, PRICE + BigInt(index), ZeroHash);
        await expect(call)
          .to.emit(registry, "RegistrationEntered")
          .withArgs(asset, RegistrationKind.Transfer, shuju.id, ZeroHash);
        before[index] = shuju.id;
        expect(await holders()).to.deep.equal(before);
      }
      expect((await registry.assetInfo(asset)).status).to.equal(AssetStatus.Certified);
    });

    it("D-6: the token goes with the holding right, and with no other", async () => {
      await expect(sign(await ask(Right.Operation))).not.to.emit(registry, "Transfer");
      expect(await registry.ownerOf(asset)).to.equal(yunlu.wallet);
      await expect(sign(await ask(Right.Holding)))
        .to.emit(registry, "Transfer")
        .withArgs(yunlu.wallet, shuju.wallet, asset);
      expect(await registry.ownerOf(asset)).to.equal(shuju.wallet);
      expect([await registry.balanceOf(yunlu.wallet), await registry.balanceOf(shuju.wallet)]).to.deep.equal([0n, 1n]);
    });

    it("is free without a price", async () => {
      await expect(sign(await ask(Right.Holding, 0n))).to.changeTokenBalance(ethers, money, shuju.wallet, 0n);
      expect(await registry.holderOf(asset)).to.equal(shuju.id);
    });

    it("reverts when another signs, and when it is signed twice", async () => {
      const request = await ask();
      await expect(sign(request, kangning))
        .to.be.revertedWithCustomError(transfers, "RequestNotForCaller")
        .withArgs(request, kangning.id, shuju.id);
      await sign(request);
      await expect(sign(request))
        .to.be.revertedWithCustomError(transfers, "RequestNotOpen")
        .withArgs(request, RequestStatus.Signed);
      await expect(sign(99n)).to.be.revertedWithCustomError(transfers, "RequestUnknown").withArgs(99n);
    });

    it("checks anew: of two that were asked, the second finds the right gone", async () => {
      const first = await ask(Right.Holding);
      const second = await transferAsked(desk, asset, Right.Holding, yunlu, kangning);
      await sign(first);
      const error = "DataAssetRightNotHeld";
      await refusal(sign(second, kangning), error, asset, Right.Holding, yunlu.id, shuju.id);
    });

    it("D-7: reverts when the asset was frozen, suspended or pledged after it was asked", async () => {
      const request = await ask(Right.Holding);
      const key = await frozenAsset(desk, asset);
      await refusal(sign(request), "DataAssetFrozen");
      await unfrozenAsset(desk, asset, key);
      await pledged(desk, asset);
      await refusal(sign(request), "DataAssetPledged", asset);
      await suspendedAsset(desk, asset);
      await refusal(sign(request), "DataAssetWrongStatus");
    });

    it("lapses after its last day", async () => {
      const last = (await today()) + 3n;
      const request = await transferAsked(desk, asset, Right.Holding, yunlu, shuju, 0n, last);
      await toDay(last + 1n);
      await expect(sign(request)).to.be.revertedWithCustomError(transfers, "RequestLapsed").withArgs(request, last);
    });

    it("reverts whole when the receiver can't pay", async () => {
      const request = await ask(Right.Holding);
      await freezeMoney(desk, shuju, 10n ** 12n);
      await expect(sign(request)).to.be.revertedWithCustomError(money, "ERC7943InsufficientUnfrozenBalance");
      expect(await registry.holderOf(asset)).to.equal(yunlu.id);
    });

    it("reverts when either side is frozen or suspended, or the module is halted", async () => {
      const request = await ask();
      const { participants } = desk.suite;
      await freeze(desk, yunlu, (await now()) + 2n * DAY);
      await expect(sign(request)).to.be.revertedWithCustomError(participants, "ParticipantIsFrozen");
      await toDay((await today()) + 3n);
      await suspend(desk, shuju);
      await expect(sign(request)).to.be.revertedWithCustomError(participants, "ParticipantWrongStanding");
      const other = await transferAsked(desk, asset, Right.Operation, yunlu, kangning);
      await halt(desk, "data");
      await expect(sign(other, kangning)).to.be.revertedWithCustomError(participants, "ParticipantModuleHalted");
      // What was asked is still refused and taken back.
      await transfers.connect(kangning.signer).refuse(other);
      await transfers.connect(yunlu.signer).withdrawRequest(request);
    });

    it("holds an account to its ceiling on both sides", async () => {
      const clerk = stranger("yunlu's clerk");
      await bound(desk, yunlu, clerk, { ceiling: PRICE - 1n });
      const mine = transfers.connect(clerk);
      const { participants } = desk.suite;
      await expect(mine.transferRight(asset, Right.Holding, shuju.id, PRICE, 0n)).to.be.revertedWithCustomError(
        participants,
        "AccountCeilingExceeded",
      );
      const buyers = stranger("shuju's clerk");
      await bound(desk, shuju, buyers, { ceiling: PRICE - 1n });
      const request = await ask();
      await expect(transfers.connect(buyers).sign(request)).to.be.revertedWithCustomError(
        participants,
        "AccountCeilingExceeded",
      );
    });
  });

  it("reverts when it goes to who was never admitted", async () => {
    const applicant = await applied(desk, newcomer(1));
    await expect(
      transfers.connect(yunlu.signer).transferRight(asset, Right.Holding, applicant, 0n, 0n),
    ).to.be.revertedWithCustomError(desk.suite.participants, "ParticipantWrongStanding");
  });
});
