/** Purchases of data: what is paid, what is delivered, and each act's own refusals. The order of acts is in DataSalesWalk.test.ts. */
import { bn254 } from "@noble/curves/bn254.js";
import { expect } from "chai";
import { hexlify, keccak256, toBeHex, ZeroHash } from "ethers";
import fc from "fast-check";
import {
  chunkDigest,
  decryptChunk,
  isChunkOf,
  keyDigestOf,
  newContentKey,
  newOrderKey,
  unwrapKey,
  wrapKey,
} from "../../../../bindings/src/delivery.ts";
import { certified, type DataDesk, dataDesk, Right, Update, versionPublished } from "../../../utils/data.ts";
import { LicenceStatus } from "../../../utils/data-offers.ts";
import {
  CIPHERTEXT,
  ciphertextOf,
  committedSale,
  contentOf,
  type Delivery,
  DEPOSIT,
  keyPosted,
  NO_POINT,
  offeredForSale,
  orderedSale,
  placeOf,
  postedKey,
  PRICE,
  purse,
  receivedSale,
  SaleGround,
  SaleStatus,
  STEP_HOURS,
  UNDELIVERED,
} from "../../../utils/data-sales.ts";
import { at, DAY, freeze, halt, HOUR, newCase, now } from "../../../utils/orders.ts";
import { type Actor, carryOut, networkHelpers } from "../../../utils/suite.ts";
import { court } from "../../../utils/title-orders.ts";

const FIELD = bn254.fields.Fp.ORDER;
const ORDER = bn254.fields.Fr.ORDER;

/** No keys of the curve. */
const BAD_POINTS = [
  ["infinity", NO_POINT],
  ["a point beside the curve", { x: 1n, y: 3n }],
  ["a coordinate beyond the field", { x: 1n + FIELD, y: 2n }],
  ["the field's prime for infinity", { x: FIELD, y: FIELD }],
] as const;

describe("DataSales", () => {
  let desk: DataDesk;
  let sales: DataDesk["suite"]["dataSales"];

  /** The suite with an asset of yunlu's that is certified. */
  async function equipped() {
    const made = await dataDesk();
    return { made, asset: await certified(made) };
  }
  let asset: bigint;

  beforeEach(async () => {
    const { made, asset: first } = await networkHelpers.loadFixture(equipped);
    [desk, asset, sales] = [made, first, made.suite.dataSales];
  });

  const as = (actor: Actor) => sales.connect(actor.signer);
  const sold = async (terms = {}) => orderedSale(desk, { offer: await offeredForSale(desk, asset, terms) });
  const deadlineOf = async ({ sale }: Delivery) => (await sales.saleInfo(sale)).deadline;
  const frozen = async (key = newCase()) =>
    carryOut(
      desk.suite,
      [{ target: desk.suite.dataOrders, name: "freeze", args: [asset, key, (await now()) + 30n * DAY, false] }],
      court(desk),
    );

  describe("order", () => {
    it("D-4: takes price and deposit, and holds the licence's place until it is delivered", async () => {
      const { shuju, yunlu, suite } = desk;
      const offer = await offeredForSale(desk, asset);
      const { point } = newOrderKey();
      const before = await suite.money.balanceOf(shuju.wallet);
      const order = as(shuju).order(offer, await suite.dataOffers.termsHash(offer), point);
      await expect(order)
        .to.emit(sales, "SaleOrdered")
        .withArgs(
          1n,
          shuju.id,
          yunlu.id,
          offer,
          1n,
          asset,
          PRICE,
          DEPOSIT,
          [point.x, point.y],
          (deadline: bigint) => deadline > 0n,
        );
      await expect(order).to.emit(suite.dataRevenue, "MoneyTaken").withArgs(1n, shuju.id, PRICE, 0n, DEPOSIT);
      expect(await deadlineOf({ sale: 1n } as Delivery)).to.equal((await now()) + STEP_HOURS * HOUR);
      expect(before - (await suite.money.balanceOf(shuju.wallet))).to.equal(PRICE + DEPOSIT);
      expect((await suite.dataLicences.licenceInfo(1n)).status).to.equal(LicenceStatus.Pending);
      expect(await sales.saleOf(1n)).to.equal(1n);
      expect(await sales.saleOfOrderKey(point.x)).to.equal(1n);
      const sums = await purse(desk);
      expect(sums).to.include({ unaccounted: 0n, unbalanced: 0n, open: PRICE + DEPOSIT });
    });

    it("D-4: of what is served is released at once, and the licence is live", async () => {
      const { shuju, yunlu, suite } = desk;
      const offer = await offeredForSale(desk, asset, { delivery: false });
      const order = as(shuju).order(offer, await suite.dataOffers.termsHash(offer), NO_POINT);
      await expect(order).to.emit(sales, "SaleReleased").withArgs(1n, shuju.id, yunlu.id, SaleGround.Served, PRICE, 0n);
      await expect(order)
        .to.emit(suite.dataRevenue, "RevenueSplit")
        .withArgs(asset, 1n, PRICE, [], [], [yunlu.id, yunlu.id, yunlu.id], [80_003n, 10_000n, 10_000n]);
      expect((await suite.dataLicences.licenceInfo(1n)).status).to.equal(LicenceStatus.Live);
      expect(await suite.dataRevenue.owedTo(yunlu.id)).to.equal(PRICE);
      expect(await sales.openItems()).to.equal(0n);
      expect((await sales.saleInfo(1n)).status).to.equal(SaleStatus.Released);
    });

    it("is free where the offer asks nothing", async () => {
      const { suite } = desk;
      const delivery = await sold({ price: 0n, deposit: 0n });
      await keyPosted(desk, delivery);
      await as(desk.shuju).accept(delivery.sale);
      expect((await suite.dataRevenue.totals()).paid).to.equal(0n);
      expect((await suite.dataLicences.licenceInfo(delivery.licence)).status).to.equal(LicenceStatus.Live);
    });

    it("X-57: reverts when the terms are others than the buyer has seen", async () => {
      const offer = await offeredForSale(desk, asset);
      const order = as(desk.shuju).order(offer, keccak256("0x01"), newOrderKey().point);
      await expect(order).to.be.revertedWithCustomError(desk.suite.dataOffers, "DataOfferTermsDiffer");
    });

    for (const [what, point] of BAD_POINTS) {
      it(`D-5: reverts when the order key is ${what}`, async () => {
        const offer = await offeredForSale(desk, asset);
        const order = as(desk.shuju).order(offer, await desk.suite.dataOffers.termsHash(offer), point);
        await expect(order).to.be.revertedWithCustomError(sales, "DataSalePointInvalid").withArgs(point.x, point.y);
      });
    }

    it("D-5: reverts when the order key, or its negative, serves another sale", async () => {
      const { orderKey, offer, sale } = await sold();
      const { x, y } = orderKey.point;
      const terms = await desk.suite.dataOffers.termsHash(offer);
      for (const point of [
        { x, y },
        { x, y: FIELD - y },
      ]) {
        await expect(as(desk.kangning).order(offer, terms, point))
          .to.be.revertedWithCustomError(sales, "DataSaleOrderKeyUsed")
          .withArgs(point.x, sale);
      }
    });

    it("reverts when a key is named for what is served", async () => {
      const offer = await offeredForSale(desk, asset, { delivery: false });
      const order = as(desk.shuju).order(offer, await desk.suite.dataOffers.termsHash(offer), newOrderKey().point);
      await expect(order).to.be.revertedWithCustomError(sales, "DataSaleOrderKeyNotNeeded").withArgs(offer);
    });

    it("D-7: reverts when the asset is frozen", async () => {
      const offer = await offeredForSale(desk, asset);
      await frozen();
      const order = as(desk.shuju).order(offer, await desk.suite.dataOffers.termsHash(offer), newOrderKey().point);
      await expect(order).to.be.revertedWithCustomError(desk.suite.dataRegistry, "DataAssetFrozen");
    });

    it("reverts for a frozen buyer, and while the module is halted", async () => {
      const offer = await offeredForSale(desk, asset);
      const terms = await desk.suite.dataOffers.termsHash(offer);
      const { participants } = desk.suite;
      await freeze(desk, desk.shuju.id);
      await expect(as(desk.shuju).order(offer, terms, newOrderKey().point)).to.be.revertedWithCustomError(
        participants,
        "ParticipantIsFrozen",
      );
      await halt(desk, "data");
      await expect(as(desk.kangning).order(offer, terms, newOrderKey().point)).to.be.revertedWithCustomError(
        participants,
        "ParticipantModuleHalted",
      );
    });

    it("leaves no trace when the money is not there", async () => {
      const { suite, kangning } = desk;
      const offer = await offeredForSale(desk, asset, { exclusive: true, price: 10n ** 12n });
      const order = as(kangning).order(offer, await suite.dataOffers.termsHash(offer), newOrderKey().point);
      await expect(order).to.be.revertedWithCustomError(suite.money, "ERC20InsufficientBalance");
      expect(await sales.saleCount()).to.equal(0n);
      expect(await suite.dataLicences.licenceCount()).to.equal(0n);
    });
  });

  describe("commit", () => {
    it("names ciphertext and key, and gives the buyer as long again", async () => {
      const delivery = await sold();
      const digest = keyDigestOf(delivery.contentKey);
      const commit = as(desk.yunlu).commit(delivery.sale, CIPHERTEXT.root, CIPHERTEXT.chunks, digest);
      await expect(commit)
        .to.emit(sales, "CiphertextCommitted")
        .withArgs(
          delivery.sale,
          desk.yunlu.id,
          CIPHERTEXT.root,
          CIPHERTEXT.chunks,
          digest,
          (deadline: bigint) => deadline > 0n,
        );
      expect(await deadlineOf(delivery)).to.equal((await now()) + STEP_HOURS * HOUR);
    });

    it("is of the version that is the asset's latest then", async () => {
      const { yunlu } = desk;
      const dynamic = await certified(desk, { update: Update.Dynamic });
      const delivery = await orderedSale(desk, { offer: await offeredForSale(desk, dynamic) });
      await versionPublished(desk, dynamic, yunlu, keccak256("0x02"));
      await committedSale(desk, delivery);
      await versionPublished(desk, dynamic, yunlu, keccak256("0x03"));
      expect((await sales.saleInfo(delivery.sale)).version).to.equal(2n);
    });

    it("D-5: reverts for a key that the seller has used for another sale, whoever bought", async () => {
      const [first, second] = [await sold(), await sold()];
      await committedSale(desk, first);
      const again = committedSale(desk, { ...second, contentKey: first.contentKey });
      await expect(again)
        .to.be.revertedWithCustomError(sales, "DataSaleKeyDigestUsed")
        .withArgs(second.sale, keyDigestOf(first.contentKey));
    });

    it("another seller can't use up a key that it has seen committed", async () => {
      const mine = await sold();
      const { kangning } = desk;
      const theirs = await orderedSale(desk, { seller: kangning });
      await committedSale(desk, { ...theirs, contentKey: mine.contentKey });
      const renewed = await sold();
      await committedSale(desk, { ...renewed, contentKey: mine.contentKey });
      expect((await sales.saleInfo(renewed.sale)).status).to.equal(SaleStatus.Committed);
    });

    it("reverts without a ciphertext or a key", async () => {
      const { sale } = await sold();
      for (const [root, chunks, digest] of [
        [ZeroHash, 1n, keccak256("0x01")],
        [CIPHERTEXT.root, 0n, keccak256("0x01")],
        [CIPHERTEXT.root, 1n, ZeroHash],
      ] as const) {
        await expect(as(desk.yunlu).commit(sale, root, chunks, digest))
          .to.be.revertedWithCustomError(sales, "DataSaleCiphertextMissing")
          .withArgs(sale);
      }
    });

    it("D-7: reverts while the asset is frozen, and the buyer has its money back when the time is over", async () => {
      const delivery = await sold();
      await frozen();
      await expect(committedSale(desk, delivery)).to.be.revertedWithCustomError(
        desk.suite.dataRegistry,
        "DataAssetFrozen",
      );
      await at((await deadlineOf(delivery)) + 1n);
      await expect(as(desk.kangning).lapse(delivery.sale))
        .to.emit(sales, "SaleRefunded")
        .withArgs(delivery.sale, desk.shuju.id, desk.yunlu.id, SaleGround.Lapsed, 0n, PRICE, DEPOSIT);
    });
  });

  describe("a step", () => {
    it("can be made in the last second of its time, and not in the next", async () => {
      const delivery = await sold();
      const deadline = await deadlineOf(delivery);
      const snapshot = await networkHelpers.takeSnapshot();
      await at(deadline);
      await expect(as(desk.kangning).lapse(delivery.sale, { gasLimit: 500_000 }))
        .to.be.revertedWithCustomError(sales, "DataSaleTooEarly")
        .withArgs(delivery.sale, deadline);
      await snapshot.restore();
      await at(deadline);
      await committedSale(desk, delivery);
      await snapshot.restore();
      await at(deadline + 1n);
      const { yunlu } = desk;
      const late = as(yunlu).commit(delivery.sale, CIPHERTEXT.root, 1n, keccak256("0x01"), { gasLimit: 500_000 });
      await expect(late).to.be.revertedWithCustomError(sales, "DataSaleTooLate").withArgs(delivery.sale, deadline);
      await as(desk.kangning).lapse(delivery.sale);
    });

    it("says what it is and where the sale stands when it is out of order", async () => {
      const delivery = await sold();
      await expect(as(desk.shuju).confirmCiphertext(delivery.sale))
        .to.be.revertedWithCustomError(sales, "DataSaleWrongStatus")
        .withArgs(delivery.sale, SaleStatus.Ordered, 1n << SaleStatus.Committed);
      await keyPosted(desk, delivery);
      await expect(as(desk.yunlu).decline(delivery.sale))
        .to.be.revertedWithCustomError(sales, "DataSaleWrongStatus")
        .withArgs(delivery.sale, SaleStatus.KeyPosted, UNDELIVERED);
      await expect(as(desk.yunlu).accept(delivery.sale))
        .to.be.revertedWithCustomError(sales, "DataSaleNotBuyer")
        .withArgs(delivery.sale, desk.yunlu.id, desk.shuju.id);
      await expect(sales.saleInfo(99n)).to.be.revertedWithCustomError(sales, "DataSaleUnknown").withArgs(99n);
    });

    it("goes on while the module is halted: nobody's money is locked in", async () => {
      const delivery = await sold();
      await halt(desk, "data");
      await keyPosted(desk, delivery);
      await as(desk.shuju).accept(delivery.sale);
      await desk.suite.dataRevenue.connect(desk.kangning.signer).claimFor(desk.yunlu.id);
    });

    it("D-7: a frozen seller delivers nothing, and a frozen buyer proves all the same", async () => {
      const { suite, shuju, yunlu, kangning } = desk;
      const [first, second] = [await sold({ stepHours: 720n }), await sold({ stepHours: 720n })];
      await keyPosted(desk, second, newContentKey());
      await freeze(desk, yunlu.id);
      await expect(committedSale(desk, first)).to.be.revertedWithCustomError(suite.participants, "ParticipantIsFrozen");
      await freeze(desk, shuju.id);
      await expect(as(shuju).accept(second.sale)).to.be.revertedWithCustomError(
        suite.participants,
        "ParticipantIsFrozen",
      );
      await as(kangning).proveWrongKey(second.sale, second.orderKey.secret);
      expect((await sales.saleInfo(second.sale)).status).to.equal(SaleStatus.Refunded);
    });
  });

  describe("postKey", () => {
    for (const [what, point] of BAD_POINTS) {
      it(`D-5: reverts when the ephemeral key is ${what}: the buyer could prove nothing`, async () => {
        const delivery = await sold();
        await receivedSale(desk, delivery);
        await expect(as(desk.yunlu).postKey(delivery.sale, point, keccak256("0x01")))
          .to.be.revertedWithCustomError(sales, "DataSalePointInvalid")
          .withArgs(point.x, point.y);
      });
    }

    it("D-2: reverts when the seller does not hold the right any more", async () => {
      const { suite, yunlu, kangning } = desk;
      const delivery = await sold();
      await receivedSale(desk, delivery);
      const transfers = suite.dataTransfers;
      const mine = transfers.connect(yunlu.signer);
      const args = [asset, Right.Processing, kangning.id, 0n, (await now()) / DAY + 2n] as const;
      const request = await mine.transferRight.staticCall(...args);
      await mine.transferRight(...args);
      await transfers.connect(kangning.signer).sign(request);
      const { ephemeral, wrapped } = await postedKey(desk, delivery);
      await expect(as(yunlu).postKey(delivery.sale, ephemeral, wrapped)).to.be.revertedWithCustomError(
        suite.dataRegistry,
        "DataAssetRightNotHeld",
      );
    });

    it("D-7: reverts while the asset is frozen; what was delivered before is paid", async () => {
      const [first, second] = [await sold({ stepHours: 720n }), await sold({ stepHours: 720n })];
      await receivedSale(desk, first);
      await keyPosted(desk, second);
      await frozen();
      const { ephemeral, wrapped } = await postedKey(desk, first);
      await expect(as(desk.yunlu).postKey(first.sale, ephemeral, wrapped)).to.be.revertedWithCustomError(
        desk.suite.dataRegistry,
        "DataAssetFrozen",
      );
      await as(desk.shuju).accept(second.sale);
      expect(await desk.suite.dataRevenue.owedTo(desk.yunlu.id)).to.equal(PRICE);
    });

    it("D-8: the key goes through the chain in no form that others can read", async () => {
      const delivery = await sold();
      await keyPosted(desk, delivery);
      const { wrapped, ephemeral, orderKey, keyDigest } = await sales.saleInfo(delivery.sale);
      const place = await placeOf(desk, delivery.sale);
      const posted = { ephemeral: { x: ephemeral.x, y: ephemeral.y }, wrapped: wrapped as `0x${string}` };
      expect(wrapped).to.not.equal(hexlify(delivery.contentKey));
      // With what is public: neither point's own "secret" 1 opens it.
      expect(keyDigestOf(unwrapKey(posted, 1n, place))).to.not.equal(keyDigest);
      expect(
        keyDigestOf(unwrapKey({ ...posted, ephemeral: { x: orderKey.x, y: orderKey.y } }, 1n, place)),
      ).to.not.equal(keyDigest);
      expect(keyDigestOf(unwrapKey(posted, delivery.orderKey.secret, place))).to.equal(keyDigest);
    });
  });

  describe("proveWrongKey", () => {
    it("D-5: gives the buyer its money back at once", async () => {
      const { shuju, yunlu, kangning, suite } = desk;
      const delivery = await sold();
      await keyPosted(desk, delivery, newContentKey());
      const before = await suite.money.balanceOf(shuju.wallet);
      await expect(as(kangning).proveWrongKey(delivery.sale, delivery.orderKey.secret))
        .to.emit(sales, "SaleRefunded")
        .withArgs(delivery.sale, shuju.id, yunlu.id, SaleGround.WrongKey, 0n, PRICE, DEPOSIT);
      expect((await suite.money.balanceOf(shuju.wallet)) - before).to.equal(PRICE + DEPOSIT);
      expect((await suite.dataLicences.licenceInfo(delivery.licence)).status).to.equal(LicenceStatus.Void);
    });

    it("D-5: reverts when the key is right, and changes nothing", async () => {
      const delivery = await sold();
      await keyPosted(desk, delivery);
      await expect(as(desk.shuju).proveWrongKey(delivery.sale, delivery.orderKey.secret))
        .to.be.revertedWithCustomError(sales, "DataSaleKeyRight")
        .withArgs(delivery.sale);
      expect((await sales.saleInfo(delivery.sale)).status).to.equal(SaleStatus.KeyPosted);
    });

    it("D-5: reverts for any other secret, also for the negative's", async () => {
      const delivery = await sold();
      await keyPosted(desk, delivery, newContentKey());
      for (const secret of [0n, 1n, ORDER, ORDER - delivery.orderKey.secret, newOrderKey().secret]) {
        await expect(as(desk.shuju).proveWrongKey(delivery.sale, secret))
          .to.be.revertedWithCustomError(sales, "DataSaleSecretWrong")
          .withArgs(delivery.sale);
      }
    });

    it("D-5: a secret from the group's order on is the same secret, and proves no right key wrong", async () => {
      const [right, wrong] = [await sold(), await sold()];
      await keyPosted(desk, right);
      await keyPosted(desk, wrong, newContentKey());
      const beyond = ({ orderKey }: Delivery) => orderKey.secret + ORDER;
      await expect(as(desk.shuju).proveWrongKey(right.sale, beyond(right))).to.be.revertedWithCustomError(
        sales,
        "DataSaleKeyRight",
      );
      await as(desk.shuju).proveWrongKey(wrong.sale, beyond(wrong));
      expect((await sales.saleInfo(wrong.sale)).status).to.equal(SaleStatus.Refunded);
    });

    it("D-5: is possible in the last second of the window, and not in the next, when the seller is paid", async () => {
      const delivery = await sold();
      await keyPosted(desk, delivery, newContentKey());
      const deadline = await deadlineOf(delivery);
      const snapshot = await networkHelpers.takeSnapshot();
      await at(deadline);
      await as(desk.shuju).proveWrongKey(delivery.sale, delivery.orderKey.secret);
      await snapshot.restore();
      await at(deadline + 1n);
      const late = as(desk.shuju).proveWrongKey(delivery.sale, delivery.orderKey.secret, { gasLimit: 500_000 });
      await expect(late).to.be.revertedWithCustomError(sales, "DataSaleTooLate").withArgs(delivery.sale, deadline);
      await as(desk.kangning).release(delivery.sale);
      expect(await desk.suite.dataRevenue.owedTo(desk.yunlu.id)).to.equal(PRICE);
    });

    it("D-5: tells right from wrong as an independent implementation does, whatever was posted", async function () {
      const delivery = await sold({ stepHours: 720n });
      await receivedSale(desk, delivery);
      const place = await placeOf(desk, delivery.sale);
      const digest = keyDigestOf(delivery.contentKey);
      const secrets = fc.bigInt({ min: 1n, max: ORDER - 1n });
      const start = await networkHelpers.takeSnapshot();
      await fc.assert(
        fc.asyncProperty(
          secrets,
          fc.bigInt({ min: 0n, max: 2n ** 256n - 1n }),
          fc.boolean(),
          async (e, noise, right) => {
            const ephemeral = bn254.G1.ProjectivePoint.BASE.multiply(e).toAffine();
            const honest = wrapKey(delivery.contentKey, delivery.orderKey.point, place);
            const posted = right ? honest : { ephemeral, wrapped: toBeHex(noise, 32) as `0x${string}` };
            await as(desk.yunlu).postKey(delivery.sale, posted.ephemeral, posted.wrapped);
            const opened = unwrapKey(posted, delivery.orderKey.secret, place);
            const isWrong = keyDigestOf(opened) !== digest;
            expect(isWrong).to.equal(!right);
            expect(await sales.previewWrongKey(delivery.sale, delivery.orderKey.secret)).to.equal(isWrong);
            await start.restore();
          },
        ),
        { numRuns: 20 },
      );
    });
  });

  describe("an exclusive sale", () => {
    it("D-2: keeps others out while it is delivered, and its undoing opens the offer again", async () => {
      const { suite, shuju, kangning, yunlu } = desk;
      const offer = await offeredForSale(desk, asset, { exclusive: true });
      const terms = await suite.dataOffers.termsHash(offer);
      const other = await offeredForSale(desk, asset);
      const delivery = await orderedSale(desk, { offer });
      await expect(as(kangning).order(offer, terms, newOrderKey().point)).to.be.revertedWithCustomError(
        suite.dataOffers,
        "DataOfferWrongStatus",
      );
      const beside = as(kangning).order(other, await suite.dataOffers.termsHash(other), newOrderKey().point);
      await expect(beside).to.be.revertedWithCustomError(suite.dataLicences, "DataLicenceExcluded");
      await as(yunlu).decline(delivery.sale);
      await as(shuju).order(offer, terms, newOrderKey().point);
    });

    it("is undone though its offer was withdrawn and has lapsed", async () => {
      const { suite, yunlu, kangning } = desk;
      const delivery = await orderedSale(desk, { offer: await offeredForSale(desk, asset, { exclusive: true }) });
      await suite.dataOffers.connect(yunlu.signer).withdrawOffer(delivery.offer);
      await networkHelpers.time.increase(1_500n * DAY);
      await as(kangning).lapse(delivery.sale);
      expect((await sales.saleInfo(delivery.sale)).status).to.equal(SaleStatus.Refunded);
    });
  });

  describe("an asset that is gone when the window ends", () => {
    it("is paid for all the same", async () => {
      const { suite, yunlu, kangning } = desk;
      const delivery = await sold();
      await keyPosted(desk, delivery);
      await suite.dataRegistry.connect(yunlu.signer).cancel(asset, keccak256("0x01"));
      await networkHelpers.time.increase(2n * DAY);
      await as(kangning).release(delivery.sale);
      expect(await suite.dataRevenue.owedTo(yunlu.id)).to.equal(PRICE);
    });
  });

  describe("a whole delivery", () => {
    it("D-5: the buyer opens what the seller has encrypted, and finds the registered content", async () => {
      const { suite, shuju, yunlu } = desk;
      const content = contentOf("station;day;count\n", "1;2026-01-05;17\n", "2;2026-01-05;4\n");
      const own = await certified(desk, { commitment: content.commitment });
      const delivery = await orderedSale(desk, { offer: await offeredForSale(desk, own) });
      const { contentKey, sale, orderKey } = delivery;

      // The seller's side.
      const sent = await ciphertextOf(content, contentKey);
      await as(yunlu).commit(sale, sent.tree.root, sent.chunks.length, keyDigestOf(contentKey));

      // The buyer's: each chunk as it comes, against the root on chain.
      const { ciphertextRoot } = await sales.saleInfo(sale);
      for (const [index, chunk] of sent.chunks.entries()) {
        const proof = sent.tree.proof(index);
        expect(isChunkOf(ciphertextRoot as `0x${string}`, index, keccak256(chunk) as `0x${string}`, proof)).to.equal(
          true,
        );
      }
      await as(shuju).confirmCiphertext(sale);
      const wrapped = wrapKey(contentKey, (await sales.saleInfo(sale)).orderKey, await placeOf(desk, sale));
      await as(yunlu).postKey(sale, wrapped.ephemeral, wrapped.wrapped);

      const posted = await sales.saleInfo(sale);
      const key = unwrapKey(
        { ephemeral: { x: posted.ephemeral.x, y: posted.ephemeral.y }, wrapped: posted.wrapped as `0x${string}` },
        orderKey.secret,
        await placeOf(desk, sale),
      );
      expect(keyDigestOf(key)).to.equal(posted.keyDigest);
      const registered = await suite.dataRegistry.commitmentOf(own, 1n);
      expect(content.commitment).to.equal(registered);
      for (const [index, chunk] of sent.chunks.entries()) {
        const opened = await decryptChunk(key, index, chunk);
        expect(new TextDecoder().decode(opened.content)).to.equal(new TextDecoder().decode(content.texts[index]));
        const digest = chunkDigest(opened.content, opened.salt);
        expect(isChunkOf(content.tree.root, index, digest, content.tree.proof(index))).to.equal(true);
      }
      await as(shuju).accept(sale);
    });
  });

  describe("what only parts and orders may", () => {
    it("D-5: nobody else holds or resolves a sale", async () => {
      const { sale } = await sold();
      await expect(as(desk.shuju).hold(sale, desk.shuju.id)).to.be.revertedWithCustomError(sales, "CallerNotPart");
      await expect(as(desk.shuju).resolve(sale, PRICE, true)).to.be.revertedWithCustomError(sales, "CallerNotPart");
      await expect(as(desk.shuju).setDisputes(desk.shuju.wallet)).to.be.revertedWithCustomError(
        sales,
        "AccessManagedUnauthorized",
      );
    });
  });
});
