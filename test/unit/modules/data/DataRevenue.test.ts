/** The purse of data assets: how a release is split to the fen, and that its balance is what its entries say. */
import { expect } from "chai";
import { id } from "ethers";
import fc from "fast-check";
import {
  certified,
  type DataDesk,
  dataDesk,
  registered,
  Right,
  Sensitivity,
  today,
  transferred,
} from "../../../utils/data.ts";
import {
  asPart,
  consented,
  enrolled,
  enrolledAccount,
  GUIZHOU,
  licensed,
  LicenceStatus,
  personalAsset,
  purposeOf,
  used,
} from "../../../utils/data-offers.ts";
import { DEPOSIT, keyPosted, offeredForSale, orderedSale, PRICE, purse } from "../../../utils/data-sales.ts";
import { DAY, freeze, halt } from "../../../utils/orders.ts";
import { type Actor, networkHelpers } from "../../../utils/suite.ts";

/** 12.5 %. */
const ROYALTY = 1_250n;
const WHOLE = 10_000n;

describe("DataRevenue", () => {
  let desk: DataDesk;
  let revenue: DataDesk["suite"]["dataRevenue"];

  beforeEach(async () => {
    desk = await dataDesk();
    revenue = desk.suite.dataRevenue;
  });

  /** Nothing is unaccounted for. */
  async function balanced(what = "") {
    const sums = await purse(desk);
    expect(sums, what).to.include({ unaccounted: 0n, unbalanced: 0n, unsplit: 0n });
    return sums;
  }

  /** Sells a licence of what is served, so that its price is released at once. */
  async function released(asset: bigint, price: bigint, seller: Actor = desk.yunlu, buyer: Actor = desk.guanshan) {
    const offer = await offeredForSale(desk, asset, { delivery: false, deposit: 0n, price }, seller);
    return orderedSale(desk, { offer, seller, buyer });
  }

  /** An asset of shuju's, made from one of yunlu's under a licence with a royalty. */
  async function derived(royalty = ROYALTY) {
    const parent = await certified(desk);
    const licence = await licensed(desk, parent, { derivable: true, royalty });
    const contributors = [
      { participant: desk.kangning.id, share: 2_500n },
      { participant: desk.transport.id, share: 1_500n },
    ];
    const shares = { holding: 6_000n, processing: 0n, operation: 0n, contributors };
    const asset = await certified(desk, { holder: desk.shuju, parents: [{ asset: parent, licence }], shares });
    return { parent, asset };
  }

  describe("splitting", () => {
    it("D-4, X-52: ¥1,000.03 under a royalty of 12.5 %, at 60, 25 and 15 (worked example 10)", async () => {
      const { shuju, kangning, transport, guanshan, suite } = desk;
      const { parent, asset } = await derived();
      const offer = await offeredForSale(desk, asset, { delivery: false, deposit: 0n }, shuju);
      const order = suite.dataSales
        .connect(guanshan.signer)
        .order(offer, await suite.dataOffers.termsHash(offer), { x: 0n, y: 0n });
      await expect(order)
        .to.emit(revenue, "RevenueSplit")
        .withArgs(
          asset,
          2n,
          100_003n,
          [parent],
          [12_500n],
          [shuju.id, kangning.id, transport.id],
          [52_503n, 21_875n, 13_125n],
        );
      expect(await revenue.owedTo(shuju.id)).to.equal(52_503n);
      expect(await revenue.owedTo(kangning.id)).to.equal(21_875n);
      expect(await revenue.owedTo(transport.id)).to.equal(13_125n);
      expect(await revenue.waitingAt(parent)).to.equal(12_500n);
      await balanced();
    });

    it("D-4: what waits at a parent is passed on by the parent's own shares, by anyone", async () => {
      const { yunlu, kangning } = desk;
      const { parent, asset } = await derived();
      await released(asset, PRICE, desk.shuju);
      await expect(revenue.connect(kangning.signer).passOn(parent))
        .to.emit(revenue, "RevenueSplit")
        .withArgs(parent, 0n, 12_500n, [], [], [yunlu.id, yunlu.id, yunlu.id], [10_000n, 1_250n, 1_250n]);
      expect(await revenue.owedTo(yunlu.id)).to.equal(12_500n);
      await balanced();
      await expect(revenue.passOn(parent))
        .to.be.revertedWithCustomError(revenue, "DataRevenueNothingWaiting")
        .withArgs(parent);
    });

    it("D-4: goes up a lineage a step at a time", async () => {
      const { yunlu, shuju, guanshan } = desk;
      const { parent, asset } = await derived(5_000n);
      const licence = await licensed(
        desk,
        asset,
        { derivable: true, royalty: 5_000n },
        { seller: shuju, licensee: guanshan },
      );
      const grandchild = await certified(desk, { holder: guanshan, parents: [{ asset, licence }] });
      await released(grandchild, 1_001n, guanshan, desk.baiyunling);
      expect([await revenue.waitingAt(asset), await revenue.waitingAt(parent)]).to.deep.equal([500n, 0n]);
      await revenue.passOn(asset);
      expect([await revenue.waitingAt(asset), await revenue.waitingAt(parent)]).to.deep.equal([0n, 250n]);
      await revenue.passOn(parent);
      expect(await revenue.owedTo(yunlu.id)).to.equal(250n);
      expect(await revenue.owedTo(guanshan.id)).to.equal(501n);
      await balanced();
    });

    it("X-52: a fen that can't be divided is the certificate's holder's, and a royalty below a fen is none", async () => {
      const { parent, asset } = await derived();
      const { parents, royalties, receivers, amounts } = await revenue.previewSplit(asset, 1n);
      expect([parents, royalties, receivers, amounts]).to.deep.equal([[], [], [desk.shuju.id], [1n]]);
      expect((await revenue.previewSplit(asset, 8n)).parents).to.deep.equal([parent]);
      expect((await revenue.previewSplit(asset, 0n)).amounts).to.deep.equal([]);
    });

    it("D-6: shares follow the rights as they are at the release", async () => {
      const { yunlu, kangning } = desk;
      const asset = await certified(desk);
      await transferred(desk, asset, Right.Operation, yunlu, kangning);
      await released(asset, 1_000n);
      expect([await revenue.owedTo(yunlu.id), await revenue.owedTo(kangning.id)]).to.deep.equal([900n, 100n]);
    });

    it("D-4, X-52: sums to the fen, as an independent reckoning has it, whatever the shares and royalties", async function () {
      const { kangning, transport, hengping } = desk;
      const parents: bigint[] = [];
      for (let index = 0; index < 3; ++index) parents.push(await certified(desk));
      const others = [kangning, transport, hengping].toSorted((a, b) => (a.id < b.id ? -1 : 1));
      const start = await networkHelpers.takeSnapshot();
      const weight = fc.integer({ min: 0, max: 3_000 }).map(BigInt);
      const draft = fc.record({
        gross: fc.bigInt({ min: 1n, max: 10n ** 13n }),
        rights: fc.tuple(weight, weight),
        contributions: fc.array(fc.integer({ min: 1, max: 1_000 }).map(BigInt), { maxLength: 3 }),
        royalties: fc.array(fc.integer({ min: 0, max: 3_333 }).map(BigInt), { maxLength: 3 }),
      });
      await fc.assert(
        fc.asyncProperty(draft, async ({ gross, rights: [processing, operation], contributions, royalties }) => {
          const contributors = contributions.map((share, index) => ({ participant: others[index]?.id ?? 0n, share }));
          const holding = WHOLE - processing - operation - contributions.reduce((sum, each) => sum + each, 0n);
          const from = [];
          for (const [index, royalty] of royalties.entries()) {
            const parent = parents[index] ?? 0n;
            from.push({ asset: parent, licence: await licensed(desk, parent, { derivable: true, royalty }) });
          }
          const shares = { holding, processing, operation, contributors };
          const asset = await registered(desk, { holder: desk.shuju, parents: from, shares });

          const split = await revenue.previewSplit(asset, gross);
          const due = royalties.map((royalty) => (gross * royalty) / WHOLE);
          expect(split.royalties).to.deep.equal(due.filter((each) => each > 0n));
          const rest = gross - due.reduce((sum, each) => sum + each, 0n);
          const rounded = [processing, operation, ...contributions].map((share) => (rest * share) / WHOLE);
          const first = rest - rounded.reduce((sum, each) => sum + each, 0n);
          expect(split.amounts).to.deep.equal([first, ...rounded].filter((each) => each > 0n));
          expect(first).to.be.at.least((rest * holding) / WHOLE);
          const sum = (list: readonly bigint[]) => list.reduce((total, each) => total + each, 0n);
          expect(sum(split.royalties) + sum(split.amounts)).to.equal(gross);
          await start.restore();
        }),
        { numRuns: 25 },
      );
    });
  });

  describe("claims", () => {
    it("K-6: anyone has a participant paid all that it is owed, into its wallet", async () => {
      const { yunlu, kangning, suite } = desk;
      await released(await certified(desk), PRICE);
      const before = await suite.money.balanceOf(yunlu.wallet);
      await expect(revenue.connect(kangning.signer).claimFor(yunlu.id))
        .to.emit(revenue, "RevenueClaimed")
        .withArgs(yunlu.id, PRICE);
      expect((await suite.money.balanceOf(yunlu.wallet)) - before).to.equal(PRICE);
      expect(await balanced()).to.include({ balance: 0n, claimed: PRICE });
      await expect(revenue.claimFor(yunlu.id)).to.be.revertedWithCustomError(revenue, "DataRevenueNothingOwed");
    });

    it("X-82: what is owed to one that is frozen reaches its wallet, where a case holds it; also in a halted module", async () => {
      const { yunlu, kangning, suite } = desk;
      await released(await certified(desk), PRICE);
      await freeze(desk, yunlu.id);
      await halt(desk, "data");
      const before = await suite.money.balanceOf(yunlu.wallet);
      await revenue.connect(kangning.signer).claimFor(yunlu.id);
      expect((await suite.money.balanceOf(yunlu.wallet)) - before).to.equal(PRICE);
      expect(await suite.money.spendable(yunlu.wallet)).to.equal(0n);
    });

    it("reverts for nobody, and for whom nothing waits", async () => {
      for (const participant of [0n, desk.court.id]) {
        await expect(revenue.claimFor(participant))
          .to.be.revertedWithCustomError(revenue, "DataRevenueNothingOwed")
          .withArgs(participant);
      }
      await expect(revenue.claimForPerson(7n)).to.be.revertedWithCustomError(revenue, "DataRevenueNothingOwedToPerson");
    });
  });

  describe("persons", () => {
    const PER_USE = 500n;
    const PERSON_PAY = 40n;

    /** A licence of kangning's personal data to shuju with uses at a price, of which a person gets a part. */
    async function metered() {
      const asset = await personalAsset(desk, Sensitivity.Personal);
      const terms = { delivery: false, territory: GUIZHOU, pricePerUse: PER_USE, personPay: PERSON_PAY };
      const offer = await offeredForSale(desk, asset, terms, desk.kangning);
      const { licence } = await orderedSale(desk, { offer });
      await desk.suite.dataLicences.connect(desk.shuju.signer).topUp(licence, 10n * PER_USE);
      const scope = { asset, sensitivity: 0n, purpose: purposeOf("RISK_CONTROL"), recipient: desk.shuju.id };
      return { licence, scope };
    }

    it("K-6, D-4: are paid for each use at once, and the rest when it is settled, to the fen", async () => {
      const { suite, shuju, kangning } = desk;
      const { licence, scope } = await metered();
      const { id: person, account } = await enrolledAccount(desk);
      await suite.dataConsents.connect(account).giveFromAccount(scope, (await today()) + 365n);
      await balanced("topped up");
      for (let use = 0; use < 3; ++use) await used(desk, licence, { by: kangning, person });
      expect(await revenue.owedToPerson(person)).to.equal(3n * PERSON_PAY);
      expect(await balanced("used")).to.include({ open: DEPOSIT + 10n * PER_USE - 3n * PERSON_PAY });

      await suite.dataLicences.settle(licence);
      await networkHelpers.time.increase(8n * DAY);
      await suite.dataLicences.settle(licence);
      expect(await revenue.owedTo(kangning.id)).to.equal(PRICE + 3n * (PER_USE - PERSON_PAY));
      await balanced("settled");

      const before = await suite.money.balanceOf(account.address);
      await expect(revenue.claimForPerson(person))
        .to.emit(revenue, "PersonPaid")
        .withArgs(person, account.address, 120n);
      expect((await suite.money.balanceOf(account.address)) - before).to.equal(3n * PERSON_PAY);
      await balanced("paid out");

      await networkHelpers.time.increase(500n * DAY);
      const purseOfBuyer = await suite.money.balanceOf(shuju.wallet);
      await expect(suite.dataLicences.close(licence))
        .to.emit(revenue, "MoneyGivenBack")
        .withArgs(licence, shuju.id, 0n, 7n * PER_USE, DEPOSIT);
      expect((await suite.money.balanceOf(shuju.wallet)) - purseOfBuyer).to.equal(7n * PER_USE + DEPOSIT);
      expect(await balanced("closed")).to.include({ open: 0n });
      await revenue.claimFor(kangning.id);
      expect(await balanced("emptied")).to.include({ balance: 0n });
      expect(await revenue.openItems()).to.equal(0n);
    });

    it("without an account are owed until they name one", async () => {
      const { licence, scope } = await metered();
      const subject = await enrolled(desk);
      await consented(desk, subject, scope);
      await used(desk, licence, { by: desk.kangning, person: subject.id });
      await expect(revenue.claimForPerson(subject.id))
        .to.be.revertedWithCustomError(revenue, "DataRevenuePayeeMissing")
        .withArgs(subject.id);
      expect(await revenue.owedToPerson(subject.id)).to.equal(PERSON_PAY);
    });
  });

  describe("accounts of licences", () => {
    it("K-6: give no more than they have, from no part of another's", async () => {
      const { suite, shuju, kangning } = desk;
      const asset = await certified(desk);
      const [first] = [await orderedSale(desk, { offer: await offeredForSale(desk, asset) })];
      await orderedSale(desk, { offer: first.offer, buyer: kangning });
      const part = revenue.connect(await asPart(desk));
      const short = (needed: bigint, available: bigint) => [first.licence, needed, available] as const;
      for (const [act, args] of [
        [part.releaseOrder(first.licence, asset, PRICE + 1n), short(PRICE + 1n, PRICE)],
        [part.refundOrder(first.licence, shuju.id, PRICE + 1n, 0n), short(PRICE + 1n, PRICE)],
        [part.refundOrder(first.licence, shuju.id, 0n, DEPOSIT + 1n), short(DEPOSIT + 1n, DEPOSIT)],
        [part.forfeitDeposit(first.licence, asset, DEPOSIT + 1n), short(DEPOSIT + 1n, DEPOSIT)],
        [part.releaseUses(first.licence, asset, 1n), short(1n, 0n)],
        [part.creditPerson(first.licence, 1n, 1n), short(1n, 0n)],
      ] as const) {
        await expect(act)
          .to.be.revertedWithCustomError(revenue, "DataRevenueShort")
          .withArgs(...args);
      }
      expect(await suite.dataRevenue.accountOf(first.licence)).to.deep.equal([PRICE, 0n, DEPOSIT]);
    });

    it("D-4: of what was delivered keep the deposit until the licence is closed", async () => {
      const { suite, shuju } = desk;
      const delivery = await orderedSale(desk);
      await keyPosted(desk, delivery);
      await suite.dataSales.connect(shuju.signer).accept(delivery.sale);
      expect(await revenue.accountOf(delivery.licence)).to.deep.equal([0n, 0n, DEPOSIT]);
      await networkHelpers.time.increase(400n * DAY);
      await suite.dataLicences.close(delivery.licence);
      expect((await suite.dataLicences.licenceInfo(delivery.licence)).status).to.equal(LicenceStatus.Closed);
      expect(await balanced()).to.include({ open: 0n, refunded: DEPOSIT, released: PRICE });
    });

    it("K-6: are moved by parts of the module alone", async () => {
      const other = revenue.connect(desk.shuju.signer);
      for (const act of [
        other.takeOrder(1n, desk.yunlu.id, 1n, 1n),
        other.releaseOrder(1n, 1n, 1n),
        other.refundOrder(1n, 1n, 1n, 1n),
        other.prepay(1n, desk.yunlu.id, 1n),
        other.releaseUses(1n, 1n, 1n),
        other.creditPerson(1n, 1n, 1n),
        other.forfeitDeposit(1n, 1n, 1n),
        other.giveBack(1n, 1n),
      ]) {
        await expect(act).to.be.revertedWithCustomError(revenue, "CallerNotPart").withArgs(desk.shuju.wallet);
      }
    });

    it("K-6: nobody else fills the purse", async () => {
      const { suite, shuju } = desk;
      const transfer = suite.money.connect(shuju.signer).transferWithReference(revenue, 1n, id("gift"));
      await expect(transfer).to.be.revertedWithCustomError(suite.participants, "AccountUnknown");
    });
  });
});
