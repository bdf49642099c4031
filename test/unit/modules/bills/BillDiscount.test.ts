import { expect } from "chai";
import { encodeBytes32String, id } from "ethers";
import type { BillDiscount, BillRegistry, QuoteMarket } from "../../../../types/index.js";
import {
  billDesk,
  BillStatus,
  Circulation,
  day,
  delivered,
  type Desk,
  endorsed,
  endorsementOf,
  FACE,
  fields,
  freeze,
  funded,
  goTo,
  holdingOf,
  order,
  qualification,
} from "../../../utils/bills.ts";
import { able, accepted, asked, type Lot, NO_TERMS, quoted, RATE } from "../../../utils/market.ts";
import { type Actor, carryOut, ethers } from "../../../utils/suite.ts";

const ZERO = ethers.ZeroAddress;
const DISCOUNT = 2n;
const REDISCOUNT = 3n;

describe("BillDiscount", () => {
  let desk: Desk;
  let discount: BillDiscount;
  let registry: BillRegistry;
  let market: QuoteMarket;
  let nanming: Actor, huaxi: Actor, guanshan: Actor, baiyunling: Actor, financeCompany: Actor;

  beforeEach(async () => {
    desk = await billDesk();
    ({ billDiscount: discount, billRegistry: registry, market } = desk.suite);
    ({ nanming, huaxi, guanshan, baiyunling, financeCompany } = desk);
    for (const bank of [guanshan, baiyunling, financeCompany]) await able(desk, bank, 100n * FACE);
  });

  /** Sells through ask and quote. */
  async function sold(lots: Lot[], seller: Actor, buyer: Actor, rate = RATE, draft = {}): Promise<bigint> {
    return accepted(desk, seller, await quoted(desk, buyer, await asked(desk, seller, lots, draft), rate));
  }
  const all = (title: bigint): Lot => ({ title, amount: FACE });
  const info = async (holding: bigint) => fields(await registry.holdingInfo(holding));
  const interval = async (holding: bigint) => {
    const { lo, hi, holder } = await registry.holdingInfo(holding);
    return [lo, hi, holder];
  };
  const part = (holding: bigint, number: bigint): bigint => ((holding >> 32n) << 32n) | number;
  const chain = async (holding: bigint) => {
    const [ids, endorsements] = await desk.suite.billDescriptor.chainOf(registry, holding, 0, 100);
    return endorsements
      .map(({ from, to, lo, hi, purpose }, index) => ({ id: ids[index], from, to, lo, hi, purpose }))
      .toReversed();
  };
  const regulated = (calls: Parameters<typeof carryOut>[1]) =>
    carryOut(desk.suite, calls, [[desk.regulator, "Regulator"]]);

  describe("the price", () => {
    it("X-13 is face − face × rate × days / 360, half up to the fen, days to the payable day (vectors 1 and 2)", async () => {
      await goTo("2026-04-01");
      const { holding } = await delivered(desk, { face: 123_456_789n, maturity: "2026-10-01" });
      const lot = { title: holding, amount: 123_456_789n };
      const [sale] = await discount.priceOf([lot], 18_500n, day("2026-07-15"));
      // Payable on 2026-10-08, after the holidays: 85 days.
      expect(fields(sale ?? {})).to.deep.equal({
        title: holding,
        debtor: guanshan.id,
        face: 123_456_789n,
        price: 122_917_523n,
      });
      const small = await delivered(desk, { face: 10_000n, maturity: "2026-10-01" });
      const [half] = await discount.priceOf([{ title: small.holding, amount: 10_000n }], 18_000n, day("2026-07-15"));
      expect(half?.price).to.equal(10_000n - 43n);

      await goTo("2026-07-15");
      const ask = await asked(desk, nanming, [lot], { firstDay: "2026-07-15", lastDay: "2026-07-15" });
      await able(desk, baiyunling, 122_917_523n);
      expect(await accepted(desk, nanming, await quoted(desk, baiyunling, ask, 18_500n, "2026-07-15"))).to.equal(
        122_917_523n,
      );
    });

    it("X-104 says which year of the calendar is missing (vector 4)", async () => {
      await goTo("2026-08-31");
      const { holding } = await delivered(desk, { maturity: "2027-02-28" });
      await expect(discount.priceOf([all(holding)], RATE, day("2026-09-01")))
        .to.be.revertedWithCustomError(desk.suite.calendar, "CalendarYearMissing")
        .withArgs(2027n);
    });

    it("of a part has no title yet; nothing is priced beyond the holding, from maturity on, or at an absurd rate", async () => {
      const { holding } = await delivered(desk, { splittable: true });
      const [sale] = await discount.priceOf([{ title: holding, amount: 1n }], RATE, day("2026-01-05"));
      expect(sale?.title).to.equal(0n);
      for (const amount of [0n, FACE + 1n]) {
        await expect(discount.priceOf([{ title: holding, amount }], RATE, day("2026-01-05")))
          .to.be.revertedWithCustomError(registry, "BillAmountOutOfRange")
          .withArgs(holding, amount, FACE);
      }
      await expect(discount.priceOf([all(holding)], RATE, day("2026-06-30")))
        .to.be.revertedWithCustomError(discount, "BillValueDayOutOfRange")
        .withArgs(holding, day("2026-06-30"), day("2026-06-30"));
      await discount.priceOf([all(holding)], RATE, day("2026-06-29"));
      await expect(discount.priceOf([all(holding)], 1_000_001n, day("2026-01-05"))).to.be.revertedWithCustomError(
        discount,
        "InterestRateAbsurd",
      );
    });
  });

  describe("a whole holding", () => {
    it("B-4 passes by an endorsement whose purpose is told: first discount, then rediscount", async () => {
      const { holding } = await delivered(desk);
      await endorsed(desk, holding, nanming, huaxi);
      await sold([all(holding)], huaxi, baiyunling);
      await sold([all(holding)], baiyunling, financeCompany, RATE, { terms: NO_TERMS });
      expect(await chain(holding)).to.deep.equal([
        { id: endorsementOf(holding, 1n), from: nanming.id, to: huaxi.id, lo: 1n, hi: FACE, purpose: 1n },
        { id: endorsementOf(holding, 2n), from: huaxi.id, to: baiyunling.id, lo: 1n, hi: FACE, purpose: DISCOUNT },
        {
          id: endorsementOf(holding, 3n),
          from: baiyunling.id,
          to: financeCompany.id,
          lo: 1n,
          hi: FACE,
          purpose: REDISCOUNT,
        },
      ]);
      expect(await info(holding)).to.deep.include({ discounted: true, offered: false, chainLength: 3n });
      expect(await registry.ownerOf(holding)).to.equal(financeCompany.wallet);
    });

    it("X-5, X-7 can't be endorsed, presented or asked for while it is offered", async () => {
      const { holding } = await delivered(desk);
      await asked(desk, nanming, [all(holding)]);
      const locked = BillStatus.Delivered * 16n + Circulation.Locked;
      for (const act of [
        () => registry.connect(nanming.signer).endorse(holding, huaxi.id, false, 0),
        () => desk.suite.billPayment.connect(nanming.signer).present(holding, NO_TERMS),
      ]) {
        await expect(act())
          .to.be.revertedWithCustomError(registry, "BillWrongPair")
          .withArgs(holding, locked / 16n, locked % 16n, (allowed: bigint) => allowed > 0n);
      }
      for (const act of ["transferFrom"] as const) {
        await expect(
          registry.connect(nanming.signer)[act](nanming.wallet, huaxi.wallet, holding),
        ).to.be.revertedWithCustomError(registry, "TitleMovesByItsActs");
      }
    });

    it("X-11 an endorsement asked before the offer lapses with it, and the other way round", async () => {
      const { holding } = await delivered(desk);
      await registry.connect(nanming.signer).endorse(holding, huaxi.id, false, day("2026-01-06"));
      const request = (await registry.holdingInfo(holding)).request;
      await expect(asked(desk, nanming, [all(holding)])).to.be.revertedWithCustomError(registry, "BillWrongPair");
      await goTo("2026-01-07");
      const ask = await asked(desk, nanming, [all(holding)], { firstDay: "2026-01-07", lastDay: "2026-01-08" });
      await expect(registry.connect(huaxi.signer).sign(request)).to.be.revertedWithCustomError(
        registry,
        "RequestLapsed",
      );
      const quote = await quoted(desk, baiyunling, ask, RATE, "2026-01-08");
      await goTo("2026-01-09");
      await endorsed(desk, holding, nanming, huaxi);
      await expect(market.connect(nanming.signer).accept(quote, 1n)).to.be.revertedWithCustomError(
        market,
        "MarketAskOver",
      );
    });

    it("a marked or matured holding is not for sale", async () => {
      const marked = await delivered(desk, { notTransferable: true });
      await expect(asked(desk, nanming, [all(marked.holding)])).to.be.revertedWithCustomError(
        registry,
        "BillWrongPair",
      );
      const { holding } = await delivered(desk);
      await goTo("2026-06-30");
      await expect(
        asked(desk, nanming, [all(holding)], { firstDay: "2026-06-30", lastDay: "2026-07-31" }),
      ).to.be.revertedWithCustomError(registry, "BillWrongPair");
    });

    it("K-11 a seller frozen meanwhile keeps its bill, and the offer its lock until it ends", async () => {
      const { holding } = await delivered(desk);
      const quote = await quoted(desk, baiyunling, await asked(desk, nanming, [all(holding)]));
      await freeze(desk, nanming);
      await expect(market.connect(nanming.signer).accept(quote, 1n)).to.be.revertedWithCustomError(
        desk.suite.participants,
        "ParticipantIsFrozen",
      );
      expect((await info(holding)).holder).to.equal(nanming.id);
    });
  });

  it("B-16, K-4 a bill that an order freezes is sold to nobody, and its buyer has broken nothing", async () => {
    const { holding } = await delivered(desk);
    const quote = await quoted(desk, baiyunling, await asked(desk, nanming, [all(holding)]));
    const [, price] = await market.previewAccept(quote);
    const until = Date.parse("2026-12-31T00:00:00+08:00") / 1000;
    await order(desk, "freeze", [holding, id("case"), nanming.id, 1n, FACE, until], desk.suite.billOrders);
    await desk.suite.money.connect(baiyunling.signer).approve(market, 0n);
    for (const act of [
      () => market.previewAccept(quote),
      () => market.connect(nanming.signer).accept(quote, price),
      () => market.connect(nanming.signer).recordBroken(quote),
    ]) {
      await expect(act())
        .to.be.revertedWithCustomError(registry, "BillNotOffered")
        .withArgs(holding, quote >> 32n);
    }
    await expect(asked(desk, nanming, [all(holding)])).to.be.revertedWithCustomError(registry, "BillFrozen");
  });

  describe("a part", () => {
    it("B-6, X-14 is split off the low end; the rest keeps its id, and both their chain", async () => {
      const { holding, bill } = await delivered(desk, { splittable: true });
      await endorsed(desk, holding, nanming, huaxi);
      const ask = await asked(desk, huaxi, [{ title: holding, amount: 400_000n }]);
      const [, price] = await market.previewAccept(await quoted(desk, baiyunling, ask));
      const accept = market.connect(huaxi.signer).accept((ask << 32n) | 1n, price);
      await expect(accept)
        .to.emit(registry, "HoldingSplit")
        .withArgs(holding, part(holding, 2n), huaxi.id, 1n, 400_000n);
      await expect(accept).to.emit(registry, "Transfer").withArgs(ZERO, huaxi.wallet, part(holding, 2n));
      await expect(accept).to.emit(registry, "Transfer").withArgs(huaxi.wallet, baiyunling.wallet, part(holding, 2n));
      expect(await interval(holding)).to.deep.equal([400_001n, FACE, huaxi.id]);
      expect(await interval(part(holding, 2n))).to.deep.equal([1n, 400_000n, baiyunling.id]);
      expect(await registry.balanceOf(huaxi.wallet)).to.equal(1n);
      expect(await registry.balanceOf(baiyunling.wallet)).to.equal(1n);
      const first = { id: endorsementOf(holding, 1n), from: nanming.id, to: huaxi.id, lo: 1n, hi: FACE, purpose: 1n };
      expect(await chain(holding)).to.deep.equal([first]);
      expect(await chain(part(holding, 2n))).to.deep.equal([
        first,
        {
          id: endorsementOf(part(holding, 2n), 2n),
          from: huaxi.id,
          to: baiyunling.id,
          lo: 1n,
          hi: 400_000n,
          purpose: DISCOUNT,
        },
      ]);
      expect((await registry.billInfo(bill)).seq).to.equal(2n);
      expect(await registry.pairOf(holding)).to.deep.equal([BillStatus.Delivered, Circulation.Circulating]);
    });

    it("B-6 parts of parts make up the face, whoever holds them, until each is paid", async () => {
      const { holding, bill } = await delivered(desk, { splittable: true });
      await sold([{ title: holding, amount: 400_000n }], nanming, baiyunling);
      await sold([{ title: part(holding, 2n), amount: 150_000n }], baiyunling, financeCompany, RATE, {
        terms: NO_TERMS,
      });
      await sold([{ title: holding, amount: 1n }], nanming, guanshan);
      const parts = [3n, 2n, 4n, 1n].map((number) => part(holding, number));
      expect(await Promise.all(parts.map(interval))).to.deep.equal([
        [1n, 150_000n, financeCompany.id],
        [150_001n, 400_000n, baiyunling.id],
        [400_001n, 400_001n, guanshan.id],
        [400_002n, FACE, nanming.id],
      ]);
      expect(await chain(part(holding, 3n))).to.have.length(2);

      await funded(desk, guanshan, FACE);
      await goTo("2026-06-30");
      for (const each of parts) {
        expect((await registry.billInfo(bill)).status).to.equal(BillStatus.Delivered);
        const holder = (await registry.holdingInfo(each)).holder;
        const actor = [financeCompany, baiyunling, guanshan, nanming].find(({ id }) => id === holder) ?? nanming;
        await desk.suite.billPayment.connect(actor.signer).present(each, NO_TERMS);
        await desk.suite.billPayment.connect(guanshan.signer).pay(each);
      }
      expect(fields(await registry.billInfo(bill))).to.deep.include({ status: BillStatus.Settled, closed: FACE });
    });

    it("keeps the discount: what a bank has bought stays discounted in its parts, what it left does not", async () => {
      const { holding } = await delivered(desk, { splittable: true });
      await sold([{ title: holding, amount: 400_000n }], nanming, baiyunling);
      expect((await info(holding)).discounted).to.be.false;
      expect((await info(part(holding, 2n))).discounted).to.be.true;
      await expect(asked(desk, nanming, [{ title: holding, amount: 600_000n }], { terms: NO_TERMS }))
        .to.be.revertedWithCustomError(discount, "BillTradeEvidenceMissing")
        .withArgs(holding);
    });
  });

  describe("who buys", () => {
    it("B-18 after the first discount also a central bank and the traders on the list, which a regulator keeps", async () => {
      const { holding } = await delivered(desk);
      await expect(discount.connect(nanming.signer).setTrader(huaxi.id, true)).to.be.revertedWithCustomError(
        discount,
        "AccessManagedUnauthorized",
      );
      const admit = (admitted: boolean) =>
        regulated([{ target: discount, name: "setTrader", args: [huaxi.id, admitted] }]);
      await expect(admit(true)).to.emit(discount, "TraderSet").withArgs(huaxi.id, true);
      await expect(admit(true)).to.be.revertedWithCustomError(discount, "BillTraderUnchanged").withArgs(huaxi.id, true);

      const first = await asked(desk, nanming, [all(holding)]);
      await expect(quoted(desk, huaxi, first))
        .to.be.revertedWithCustomError(discount, "TitleBuyerUnqualified")
        .withArgs(huaxi.id, encodeBytes32String("BANK"));
      await accepted(desk, nanming, await quoted(desk, baiyunling, first));

      const second = await asked(desk, baiyunling, [all(holding)], { terms: NO_TERMS });
      await quoted(desk, huaxi, second);
      await expect(quoted(desk, nanming, second)).to.be.revertedWithCustomError(discount, "TitleBuyerUnqualified");
      await regulated([qualification(desk.suite, nanming, desk.regulator, "CENTRAL_BANK", 0n)]);
      await quoted(desk, nanming, second);
      await admit(false);
      await able(desk, huaxi);
      await expect(accepted(desk, baiyunling, (second << 32n) | 1n)).to.be.revertedWithCustomError(
        discount,
        "TitleBuyerUnqualified",
      );
      expect(await discount.isTrader(huaxi.id)).to.be.false;
    });
  });

  it("B-18 requireTrader admits banks, finance companies, central banks and the traders on the list", async () => {
    const refused = (participant: bigint) =>
      expect(discount.requireTrader(participant))
        .to.be.revertedWithCustomError(discount, "TitleBuyerUnqualified")
        .withArgs(participant, encodeBytes32String("BANK"));
    for (const bank of [guanshan, financeCompany]) await discount.requireTrader(bank.id);
    for (const participant of [0n, nanming.id, huaxi.id]) await refused(participant);
    await regulated([
      { target: discount, name: "setTrader", args: [huaxi.id, true] },
      qualification(desk.suite, nanming, desk.regulator, "CENTRAL_BANK", 0n),
    ]);
    for (const { id: participant } of [nanming, huaxi]) await discount.requireTrader(participant);
    await regulated([{ target: discount, name: "setTrader", args: [huaxi.id, false] }]);
    await refused(huaxi.id);
  });

  it("B-18 a bank that lost its licence since it quoted does not discount, even as a trader on the list", async () => {
    const { holding } = await delivered(desk);
    const quote = await quoted(desk, baiyunling, await asked(desk, nanming, [all(holding)]));
    const bank = encodeBytes32String("BANK");
    await regulated([
      { target: discount, name: "setTrader", args: [baiyunling.id, true] },
      { target: desk.suite.participants, name: "revokeQualification", args: [baiyunling.id, bank] },
    ]);
    await expect(market.previewAccept(quote)).to.be.revertedWithCustomError(discount, "TitleBuyerUnqualified");
    await expect(market.connect(nanming.signer).accept(quote, FACE - 9_044n))
      .to.be.revertedWithCustomError(discount, "TitleBuyerUnqualified")
      .withArgs(baiyunling.id, bank);
  });

  describe("heldBy", () => {
    it("tells what a participant holds now", async () => {
      const { holding } = await delivered(desk, { splittable: true });
      expect(await discount.heldBy(holding, nanming.id)).to.equal(FACE);
      expect(await discount.heldBy(holding, huaxi.id)).to.equal(0n);
      await sold([{ title: holding, amount: 1n }], nanming, baiyunling);
      expect(await discount.heldBy(holding, nanming.id)).to.equal(FACE - 1n);
      await expect(discount.heldBy(holdingOf(9n), nanming.id)).to.be.revertedWithCustomError(
        registry,
        "HoldingUnknown",
      );
      await funded(desk, guanshan, FACE);
      await goTo("2026-06-30");
      await desk.suite.billPayment.connect(nanming.signer).present(holding, NO_TERMS);
      await desk.suite.billPayment.connect(guanshan.signer).pay(holding);
      expect(await discount.heldBy(holding, nanming.id)).to.equal(0n);
    });
  });

  it("X-26 an order that takes the bank's standing takes its quote's force", async () => {
    const { holding } = await delivered(desk);
    const quote = await quoted(desk, baiyunling, await asked(desk, nanming, [all(holding)]));
    await order(desk, "suspend", [baiyunling.id]);
    await expect(accepted(desk, nanming, quote)).to.be.revertedWithCustomError(
      desk.suite.participants,
      "ParticipantWrongStanding",
    );
  });
});
