import { expect } from "chai";
import { encodeBytes32String, id, MaxUint256 } from "ethers";
import type { QuoteMarket } from "../../../../types/index.js";
import {
  billDesk,
  Circulation,
  BillStatus,
  BillKind,
  day,
  delivered,
  deposited,
  type Desk,
  FACE,
  fields,
  freeze,
  goTo,
  halt,
  order,
  suspend,
} from "../../../utils/bills.ts";
import {
  able,
  accepted,
  asked,
  AskStatus,
  askTerms,
  type AskDraft,
  type Lot,
  quoted,
  quoteOf,
  QuoteStatus,
  RATE,
  sealed,
  Shortfall,
} from "../../../utils/market.ts";
import { type Actor, networkHelpers } from "../../../utils/suite.ts";

const CLOSE = Date.parse("2026-01-06T15:00:00+08:00") / 1000;
/** FACE × 1.85 % × 176 days (2026-01-05 to 2026-06-30) / 360. */
const INTEREST = 9_044n;
const PRICE = FACE - INTEREST;

describe("QuoteMarket", () => {
  let desk: Desk;
  let market: QuoteMarket;
  let nanming: Actor, huaxi: Actor, guanshan: Actor, baiyunling: Actor, qianling: Actor;

  beforeEach(async () => {
    desk = await billDesk();
    market = desk.suite.market;
    ({ nanming, huaxi, guanshan, baiyunling, qianling } = desk);
  });

  const holding = async (splittable = false) => (await delivered(desk, { splittable })).holding;
  const whole = async (splittable = false): Promise<Lot> => ({ title: await holding(splittable), amount: FACE });
  const pair = async (title: bigint) => [...(await desk.suite.billRegistry.pairOf(title))];
  const locked = [BillStatus.Delivered, Circulation.Locked];
  const circulating = [BillStatus.Delivered, Circulation.Circulating];
  const holderOf = async (title: bigint) => (await desk.suite.billRegistry.holdingInfo(title)).holder;
  const balance = (actor: Actor) => desk.suite.money.balanceOf(actor.wallet);

  describe("ask", () => {
    it("records the ask, locks its lots, and tells all of it", async () => {
      const lot = await whole();
      const terms = await askTerms(desk, [lot], { buyers: [guanshan, baiyunling] });
      const title = await desk.suite.billDiscount.getAddress();
      await expect(market.connect(nanming.signer).ask(terms))
        .to.emit(market, "AskOpened")
        .withArgs(1n, nanming.id, title, Object.values({ ...terms, lots: [Object.values(lot)] }));
      expect(fields(await market.askInfo(1n))).to.deep.equal({
        title,
        asker: nanming.id,
        lastDay: terms.lastDay,
        status: AskStatus.Open,
        accepted: 0n,
        firstDay: terms.firstDay,
        closesAt: 0n,
        quoteCount: 0n,
        lotCount: 1n,
        isNamed: true,
        terms: terms.terms,
      });
      expect((await market.lotsOf(1n)).map(fields)).to.deep.equal([lot]);
      expect(await market.isNamed(1n, guanshan.id)).to.be.true;
      expect(await market.isNamed(1n, huaxi.id)).to.be.false;
      expect(await pair(lot.title)).to.deep.equal(locked);
    });

    it("X-11 a lot is offered under one ask at a time, and not twice in one", async () => {
      const lot = await whole(true);
      await expect(asked(desk, nanming, [lot, lot])).to.be.revertedWithCustomError(
        desk.suite.billRegistry,
        "BillWrongPair",
      );
      await asked(desk, nanming, [{ ...lot, amount: 1n }]);
      await expect(asked(desk, nanming, [lot])).to.be.revertedWithCustomError(desk.suite.billRegistry, "BillWrongPair");
    });

    it("frees the lots by itself after its last day", async () => {
      const lot = await whole();
      const ask = await asked(desk, nanming, [lot], { lastDay: "2026-01-09" });
      const quote = await quoted(desk, baiyunling, ask, RATE, "2026-01-09");
      await goTo("2026-01-09", "23:59:50");
      expect(await pair(lot.title)).to.deep.equal(locked);
      await goTo("2026-01-10", "00:00:00");
      expect(await pair(lot.title)).to.deep.equal(circulating);
      await able(desk, baiyunling);
      for (const act of [
        () => market.connect(nanming.signer).accept(quote, PRICE),
        () => market.connect(nanming.signer).recordBroken(quote),
      ]) {
        await expect(act()).to.be.revertedWithCustomError(market, "MarketAskOver").withArgs(ask, day("2026-01-09"));
      }
      await asked(desk, nanming, [lot], { firstDay: "2026-01-10" });
    });

    it("reverts for what can't be meant", async () => {
      const lot = await whole();
      const closing = (closesAt: number): AskDraft => ({ closesAt });
      const cases: [lots: Lot[], draft: AskDraft, error: string, args: unknown[]][] = [
        [[], {}, "MarketLotsInvalid", [0n, 50n]],
        [Array.from({ length: 51 }, () => lot), {}, "MarketLotsInvalid", [51n, 50n]],
        [[lot], { buyers: Array.from({ length: 21 }, () => guanshan) }, "MarketBuyersTooMany", [21n, 20n]],
        [
          [lot],
          { firstDay: "2026-01-04" },
          "MarketDaysOutOfRange",
          [day("2026-01-04"), day("2026-03-31"), day("2026-01-05")],
        ],
        [
          [lot],
          { firstDay: "2026-02-02", lastDay: "2026-02-01" },
          "MarketDaysOutOfRange",
          [day("2026-02-02"), day("2026-02-01"), day("2026-01-05")],
        ],
        [[lot], { title: nanming.wallet }, "MarketTitleUnknown", [nanming.wallet]],
      ];
      for (const [lots, draft, error, args] of cases) {
        await expect(asked(desk, nanming, lots, draft), error)
          .to.be.revertedWithCustomError(market, error)
          .withArgs(...args);
      }
      const end = Date.parse("2026-04-01T00:00:00+08:00") / 1000;
      const now = await networkHelpers.time.latest();
      await networkHelpers.time.setNextBlockTimestamp(now + 5);
      await expect(asked(desk, nanming, [lot], closing(now + 5))).to.be.revertedWithCustomError(
        market,
        "MarketCloseOutOfRange",
      );
      for (const closesAt of [1, end]) {
        await expect(asked(desk, nanming, [lot], closing(closesAt))).to.be.revertedWithCustomError(
          market,
          "MarketCloseOutOfRange",
        );
      }
      await asked(desk, nanming, [lot], closing(end - 1));
    });

    it("B-4 only the holder offers, only before maturity, and a first discount names its trade (B-3)", async () => {
      const { billRegistry, billDiscount } = desk.suite;
      const lot = await whole();
      await expect(asked(desk, huaxi, [lot]))
        .to.be.revertedWithCustomError(billRegistry, "BillNotHolder")
        .withArgs(lot.title, huaxi.id, nanming.id);
      await expect(asked(desk, nanming, [lot], { lastDay: "2026-06-30" })).to.be.revertedWithCustomError(
        billRegistry,
        "RequestLastDayOutOfRange",
      );
      await expect(asked(desk, nanming, [lot], { terms: `0x${"0".repeat(64)}` }))
        .to.be.revertedWithCustomError(billDiscount, "BillTradeEvidenceMissing")
        .withArgs(lot.title);
      await asked(desk, nanming, [lot], { lastDay: "2026-06-29" });
    });

    it("B-6, X-14 a part only of a splittable bill, and no more than there is", async () => {
      const { billRegistry } = desk.suite;
      const [one, many] = [await holding(), await holding(true)];
      await expect(asked(desk, nanming, [{ title: one, amount: 1n }]))
        .to.be.revertedWithCustomError(billRegistry, "BillNotSplittable")
        .withArgs(one >> 32n);
      for (const amount of [0n, FACE + 1n]) {
        await expect(asked(desk, nanming, [{ title: many, amount }]))
          .to.be.revertedWithCustomError(billRegistry, "BillAmountOutOfRange")
          .withArgs(many, amount, FACE);
      }
    });

    it("K-12, X-84 stops when either module is halted; withdrawing does not", async () => {
      const [first, second, third] = [await whole(), await whole(), await whole()];
      const ask = await asked(desk, nanming, [first]);
      const open = await asked(desk, nanming, [third]);
      const quote = await quoted(desk, guanshan, open);
      await able(desk, guanshan);
      await halt(desk, "bills");
      const title = await desk.suite.billDiscount.getAddress();
      const acts = [
        () => asked(desk, nanming, [second]),
        () => quoted(desk, baiyunling, ask),
        () => market.connect(nanming.signer).accept(quote, PRICE),
        () => market.connect(nanming.signer).recordBroken(quote),
      ];
      for (const act of acts) {
        await expect(act()).to.be.revertedWithCustomError(market, "MarketTitleHalted").withArgs(title);
      }
      await market.connect(nanming.signer).withdrawAsk(ask);
      await halt(desk, "market");
      await expect(market.connect(nanming.signer).accept(quote, PRICE)).to.be.revertedWithCustomError(
        desk.suite.participants,
        "ParticipantModuleHalted",
      );
      await market.connect(nanming.signer).withdrawAsk(open);
      expect(await pair(third.title)).to.deep.equal(circulating);
    });
  });

  describe("withdrawAsk", () => {
    it("frees the lots; once, by the asker, before it is sold", async () => {
      const lots = [await whole(), await whole()];
      const ask = await asked(desk, nanming, lots);
      const quote = await quoted(desk, guanshan, ask);
      await expect(market.connect(huaxi.signer).withdrawAsk(ask))
        .to.be.revertedWithCustomError(market, "MarketAskNotYours")
        .withArgs(ask, huaxi.id, nanming.id);
      await expect(market.connect(nanming.signer).withdrawAsk(ask))
        .to.emit(market, "AskWithdrawn")
        .withArgs(ask, nanming.id);
      for (const { title } of lots) expect(await pair(title)).to.deep.equal(circulating);
      await able(desk, guanshan);
      for (const act of [
        () => market.connect(nanming.signer).withdrawAsk(ask),
        () => market.connect(nanming.signer).accept(quote, PRICE),
        () => market.connect(nanming.signer).recordBroken(quote),
        () => quoted(desk, baiyunling, ask),
      ]) {
        await expect(act())
          .to.be.revertedWithCustomError(market, "MarketAskNotOpen")
          .withArgs(ask, AskStatus.Withdrawn);
      }
    });

    it("K-12 a frozen asker can still withdraw, and a new ask of the lot is not disturbed", async () => {
      const lot = await whole();
      const ask = await asked(desk, nanming, [lot]);
      await freeze(desk, nanming);
      await market.connect(nanming.signer).withdrawAsk(ask);
      expect(await pair(lot.title)).to.deep.equal(circulating);
    });
  });

  describe("quote", () => {
    it("is shown at once, and firm: nothing takes it back", async () => {
      const ask = await asked(desk, nanming, [await whole()]);
      await expect(market.connect(baiyunling.signer).quote(ask, RATE, day("2026-01-31")))
        .to.emit(market, "QuoteOpened")
        .withArgs(quoteOf(ask), ask, baiyunling.id, RATE, day("2026-01-31"));
      expect(fields(await market.quoteInfo(quoteOf(ask)))).to.deep.include({
        buyer: baiyunling.id,
        rate: RATE,
        lastDay: day("2026-01-31"),
        status: QuoteStatus.Open,
      });
      const names = market.interface.fragments.flatMap((each) => (each.type === "function" ? [each.format()] : []));
      expect(names.filter((name) => /withdraw|cancel|revoke/i.test(name))).to.deep.equal(["withdrawAsk(uint32)"]);
    });

    it("reverts for who may not, and for what can't bind", async () => {
      const ask = await asked(desk, nanming, [await whole()], { buyers: [guanshan], firstDay: "2026-01-12" });
      const by = (actor: Actor, rate = RATE, lastDay = "2026-01-12", on = ask) =>
        market.connect(actor.signer).quote(on, rate, day(lastDay));
      await expect(by(baiyunling)).to.be.revertedWithCustomError(market, "MarketNotNamed").withArgs(ask, baiyunling.id);
      await expect(by(nanming)).to.be.revertedWithCustomError(market, "MarketOwnAsk").withArgs(ask, nanming.id);
      await expect(by(guanshan, 1_000_001n)).to.be.revertedWithCustomError(market, "InterestRateAbsurd");
      for (const lastDay of ["2026-01-11", "2026-04-01"]) {
        await expect(by(guanshan, RATE, lastDay))
          .to.be.revertedWithCustomError(market, "MarketQuoteDayOutOfRange")
          .withArgs(day(lastDay), day("2026-01-12"), day("2026-03-31"));
      }
      await expect(by(guanshan, RATE, "2026-01-12", 7n))
        .to.be.revertedWithCustomError(market, "MarketAskUnknown")
        .withArgs(7n);
      await expect(market.connect(guanshan.signer).quoteSealed(ask, `0x${"11".repeat(32)}`))
        .to.be.revertedWithCustomError(market, "MarketAskNotSealed")
        .withArgs(ask);
      await suspend(desk, guanshan);
      await expect(by(guanshan)).to.be.revertedWithCustomError(desk.suite.participants, "ParticipantWrongStanding");
    });

    it("B-18 an ordinary participant never buys at a discount", async () => {
      const ask = await asked(desk, nanming, [await whole()]);
      for (const actor of [huaxi, qianling]) {
        await expect(quoted(desk, actor, ask)).to.be.revertedWithCustomError(
          desk.suite.billDiscount,
          "TitleBuyerUnqualified",
        );
      }
      await quoted(desk, desk.financeCompany, ask);
    });

    it("X-106 at most three of one buyer", async () => {
      const ask = await asked(desk, nanming, [await whole()]);
      for (let n = 0n; n < 3n; n++) await quoted(desk, guanshan, ask, RATE - n);
      await expect(quoted(desk, guanshan, ask))
        .to.be.revertedWithCustomError(market, "MarketQuotesFull")
        .withArgs(ask, guanshan.id, 3n);
      await quoted(desk, baiyunling, ask);
    });
  });

  describe("sealed bidding", () => {
    it("hides the rates until it closes; then they are opened, and one is accepted", async () => {
      const lot = await whole();
      const ask = await asked(desk, nanming, [lot], { closesAt: CLOSE });
      await expect(quoted(desk, guanshan, ask))
        .to.be.revertedWithCustomError(market, "MarketAskSealed")
        .withArgs(ask);
      const first = await sealed(desk, guanshan, ask, 19_000n);
      const second = await sealed(desk, baiyunling, ask, RATE);
      expect(fields(await market.quoteInfo(second.quote))).to.deep.equal({
        buyer: baiyunling.id,
        rate: 0n,
        lastDay: 0n,
        status: QuoteStatus.Sealed,
        commitment: second.commitment,
      });
      await expect(second.open()).to.be.revertedWithCustomError(market, "MarketBiddingOpen").withArgs(ask, CLOSE);
      await able(desk, baiyunling);
      await expect(market.connect(nanming.signer).accept(second.quote, PRICE))
        .to.be.revertedWithCustomError(market, "MarketQuoteWrongStatus")
        .withArgs(second.quote, QuoteStatus.Sealed, QuoteStatus.Open);

      await networkHelpers.time.setNextBlockTimestamp(CLOSE);
      await expect(sealed(desk, desk.financeCompany, ask)).to.be.revertedWithCustomError(market, "MarketBiddingOver");
      await first.open();
      await expect(sealed(desk, desk.financeCompany, ask)).to.be.revertedWithCustomError(market, "MarketBiddingOver");
      await expect(second.open())
        .to.emit(market, "QuoteOpened")
        .withArgs(second.quote, ask, baiyunling.id, RATE, day("2026-03-31"));
      await accepted(desk, nanming, second.quote);
      expect(await holderOf(lot.title)).to.equal(baiyunling.id);
    });

    it("X-24, X-79 opens only as it was committed, by who committed it, for this ask", async () => {
      const ask = await asked(desk, nanming, [await whole()], { closesAt: CLOSE });
      const other = await asked(desk, nanming, [await whole()], { closesAt: CLOSE });
      const { quote, commitment, open } = await sealed(desk, guanshan, ask);
      // Another's commitment, copied: of no use to the one who copied it.
      await market.connect(baiyunling.signer).quoteSealed(ask, commitment);
      await market.connect(guanshan.signer).quoteSealed(other, commitment);
      await goTo("2026-01-06", "15:00:00");
      for (const change of [{ rate: RATE + 1n }, { lastDay: "2026-03-30" }, { salt: `0x${"11".repeat(32)}` }]) {
        await expect(open(change)).to.be.revertedWithCustomError(market, "MarketCommitmentDiffers");
      }
      await expect(open({ by: baiyunling }))
        .to.be.revertedWithCustomError(market, "MarketQuoteNotYours")
        .withArgs(quote, baiyunling.id, guanshan.id);
      const salt = id(`guanshan ${RATE}`);
      for (const [buyer, copy] of [
        [baiyunling, quoteOf(ask, 2n)],
        [guanshan, quoteOf(other)],
      ] as const) {
        await expect(
          market.connect(buyer.signer).openQuote(copy, RATE, day("2026-03-31"), salt),
        ).to.be.revertedWithCustomError(market, "MarketCommitmentDiffers");
      }
      await open();
      await expect(open()).to.be.revertedWithCustomError(market, "MarketQuoteWrongStatus");
      await expect(
        market.connect(guanshan.signer).quoteSealed(other, `0x${"0".repeat(64)}`),
      ).to.be.revertedWithCustomError(market, "MarketBiddingOver");
    });

    it("refuses an empty commitment, and a quote nobody made", async () => {
      const ask = await asked(desk, nanming, [await whole()], { closesAt: CLOSE });
      await expect(
        market.connect(guanshan.signer).quoteSealed(ask, `0x${"0".repeat(64)}`),
      ).to.be.revertedWithCustomError(market, "MarketCommitmentEmpty");
      await expect(market.connect(nanming.signer).accept(quoteOf(ask, 1n), 1n))
        .to.be.revertedWithCustomError(market, "MarketQuoteUnknown")
        .withArgs(quoteOf(ask, 1n));
    });
  });

  describe("accept", () => {
    it("X-12 title and money change hands in one transaction, at the price that was seen", async () => {
      const lot = await whole();
      const ask = await asked(desk, nanming, [lot]);
      const quote = await quoted(desk, baiyunling, ask);
      await able(desk, baiyunling, PRICE);
      expect((await market.quoteInfo(quote)).status).to.equal(QuoteStatus.Open);
      expect((await market.quoteInfo(quoteOf(ask, 0n))).status).to.equal(QuoteStatus.None);
      const [sales, price] = await market.previewAccept(quote);
      expect(price).to.equal(PRICE);
      const sale = { title: lot.title, debtor: guanshan.id, face: FACE, price: PRICE };
      expect(sales.map(fields)).to.deep.equal([sale]);
      await expect(market.connect(nanming.signer).accept(quote, PRICE))
        .to.emit(market, "QuoteAccepted")
        .withArgs(quote, nanming.id, baiyunling.id, RATE, day("2026-01-05"), PRICE, [Object.values(sale)]);
      expect(await holderOf(lot.title)).to.equal(baiyunling.id);
      expect(await balance(nanming)).to.equal(PRICE);
      expect(await balance(baiyunling)).to.equal(0n);
      expect(await desk.suite.money.balanceOf(market)).to.equal(0n);
      expect((await market.askInfo(ask)).status).to.equal(AskStatus.Sold);
      expect((await market.quoteInfo(quote)).status).to.equal(QuoteStatus.Accepted);
      expect((await market.quoteInfo(quoteOf(ask, 0n))).status).to.equal(QuoteStatus.None);
      await expect(market.connect(nanming.signer).accept(quote, PRICE))
        .to.be.revertedWithCustomError(market, "MarketAskNotOpen")
        .withArgs(ask, AskStatus.Sold);
    });

    it("X-12 too little money or allowance moves nothing, and says who lacks how much", async () => {
      const lot = await whole();
      const ask = await asked(desk, nanming, [lot]);
      const quote = await quoted(desk, baiyunling, ask);
      const { money } = desk.suite;
      const cases: [balance: bigint, allowance: bigint][] = [
        [PRICE - 1n, MaxUint256],
        [PRICE, PRICE - 1n],
      ];
      await deposited(desk, baiyunling, PRICE - 1n);
      for (const [held, allowed] of cases) {
        if ((await balance(baiyunling)) < held) await deposited(desk, baiyunling, 1n);
        await money.connect(baiyunling.signer).approve(market, allowed);
        await expect(market.connect(nanming.signer).accept(quote, PRICE))
          .to.be.revertedWithCustomError(market, "MarketMoneyShort")
          .withArgs(baiyunling.id, PRICE, held, allowed);
        expect(await holderOf(lot.title)).to.equal(nanming.id);
        expect(await pair(lot.title)).to.deep.equal(locked);
        expect((await market.askInfo(ask)).status).to.equal(AskStatus.Open);
      }
    });

    it("X-13 binds to the price that the seller saw: on another day it is another", async () => {
      const ask = await asked(desk, nanming, [await whole()]);
      const quote = await quoted(desk, baiyunling, ask);
      await able(desk, baiyunling);
      await goTo("2026-01-06");
      for (const price of [FACE, 1n]) {
        await expect(market.connect(nanming.signer).accept(quote, price))
          .to.be.revertedWithCustomError(market, "MarketPriceDiffers")
          .withArgs(quote, price, FACE - 8_993n);
      }
      // One day less: 175 days.
      await expect(market.connect(nanming.signer).accept(quote, PRICE))
        .to.be.revertedWithCustomError(market, "MarketPriceDiffers")
        .withArgs(quote, PRICE, FACE - 8_993n);
    });

    it("only the asker's, on its days, while the quote binds", async () => {
      const ask = await asked(desk, nanming, [await whole()], { firstDay: "2026-01-07" });
      const quote = await quoted(desk, baiyunling, ask, RATE, "2026-01-08");
      await able(desk, baiyunling);
      const accept = (by: Actor) => market.connect(by.signer).accept(quote, 1n);
      await expect(accept(nanming))
        .to.be.revertedWithCustomError(market, "MarketTooEarly")
        .withArgs(ask, day("2026-01-07"));
      await goTo("2026-01-07");
      await expect(accept(huaxi)).to.be.revertedWithCustomError(market, "MarketAskNotYours");
      await expect(accept(nanming)).to.be.revertedWithCustomError(market, "MarketPriceDiffers");
      await goTo("2026-01-09");
      await expect(accept(nanming))
        .to.be.revertedWithCustomError(market, "MarketQuoteOver")
        .withArgs(quote, day("2026-01-08"));
    });

    it("K-11, X-8 a party frozen or suspended since then neither sells nor buys", async () => {
      const ask = await asked(desk, nanming, [await whole()]);
      const quote = await quoted(desk, baiyunling, ask);
      await able(desk, baiyunling);
      const snapshot = await networkHelpers.takeSnapshot();
      for (const [change, error] of [
        [() => freeze(desk, nanming), "ParticipantIsFrozen"],
        [() => freeze(desk, baiyunling), "ParticipantIsFrozen"],
        [() => suspend(desk, nanming), "ParticipantWrongStanding"],
        [() => suspend(desk, baiyunling), "ParticipantWrongStanding"],
      ] as const) {
        await change();
        for (const act of [
          () => market.connect(nanming.signer).accept(quote, PRICE),
          () => market.connect(nanming.signer).recordBroken(quote),
        ]) {
          await expect(act()).to.be.revertedWithCustomError(desk.suite.participants, error);
        }
        await snapshot.restore();
      }
    });

    it("X-26 a buyer that lost its qualification meanwhile does not buy", async () => {
      const ask = await asked(desk, nanming, [await whole()]);
      const quote = await quoted(desk, desk.financeCompany, ask);
      await able(desk, desk.financeCompany);
      await order(desk, "revokeQualification", [desk.financeCompany.id, encodeBytes32String("FINANCE_COMPANY")]);
      await expect(market.connect(nanming.signer).accept(quote, PRICE)).to.be.revertedWithCustomError(
        desk.suite.billDiscount,
        "TitleBuyerUnqualified",
      );
    });

    it("a basket: each lot priced by itself, all conveyed or none", async () => {
      const lots: Lot[] = [];
      for (const face of [333_333n, 100_000n, 1_000_001n]) {
        lots.push({ title: (await delivered(desk, { face })).holding, amount: face });
      }
      const ask = await asked(desk, nanming, lots);
      const quote = await quoted(desk, baiyunling, ask);
      const [sales, price] = await market.previewAccept(quote);
      // Half up, each: 3,014.81 → 3,015; 904.44 → 904; 9,044.45 → 9,044.
      expect(sales.map((sale) => sale.face - sale.price)).to.deep.equal([3_015n, 904n, 9_044n]);
      await able(desk, baiyunling, price - 1n);
      await expect(market.connect(nanming.signer).accept(quote, price)).to.be.revertedWithCustomError(
        market,
        "MarketMoneyShort",
      );
      for (const { title } of lots) expect(await holderOf(title)).to.equal(nanming.id);
      await deposited(desk, baiyunling, 1n);
      await market.connect(nanming.signer).accept(quote, price);
      for (const { title } of lots) expect(await holderOf(title)).to.equal(baiyunling.id);
      expect(await balance(nanming)).to.equal(price);
    });

    it("X-106 fifty lots at once stay far below the block's gas", async () => {
      const lots: Lot[] = [];
      for (let n = 0; n < 50; n++) lots.push(await whole(true));
      const ask = await asked(
        desk,
        nanming,
        lots.map(({ title }) => ({ title, amount: 1_000n })),
      );
      const quote = await quoted(desk, baiyunling, ask);
      await able(desk, baiyunling);
      const [, price] = await market.previewAccept(quote);
      const accept = await market.connect(nanming.signer).accept(quote, price);
      expect((await accept.wait())?.gasUsed).to.be.below(8_388_608n);
    }).timeout(60_000);
  });

  describe("recordBroken", () => {
    it("ends a quote whose buyer can't pay, and leaves the ask to the others", async () => {
      const ask = await asked(desk, nanming, [await whole()]);
      const [broken, good] = [await quoted(desk, guanshan, ask, 18_000n), await quoted(desk, baiyunling, ask)];
      await able(desk, baiyunling);
      await expect(market.connect(nanming.signer).recordBroken(broken))
        .to.emit(market, "QuoteBroken")
        .withArgs(broken, nanming.id, guanshan.id, FACE - 8_800n, Shortfall.Money);
      expect((await market.quoteInfo(broken)).status).to.equal(QuoteStatus.Broken);
      await able(desk, guanshan);
      for (const act of [
        () => market.connect(nanming.signer).recordBroken(broken),
        () => market.connect(nanming.signer).accept(broken, FACE - 8_800n),
      ]) {
        await expect(act())
          .to.be.revertedWithCustomError(market, "MarketQuoteWrongStatus")
          .withArgs(broken, QuoteStatus.Broken, QuoteStatus.Open);
      }
      await accepted(desk, nanming, good);
    });

    it("only by the asker, and never of a quote that could be paid", async () => {
      const ask = await asked(desk, nanming, [await whole()]);
      const quote = await quoted(desk, baiyunling, ask);
      await expect(market.connect(huaxi.signer).recordBroken(quote)).to.be.revertedWithCustomError(
        market,
        "MarketAskNotYours",
      );
      await able(desk, baiyunling, PRICE);
      await expect(market.connect(nanming.signer).recordBroken(quote))
        .to.be.revertedWithCustomError(market, "MarketQuoteCovered")
        .withArgs(quote);
      await desk.suite.money.connect(baiyunling.signer).approve(market, PRICE - 1n);
      await market.connect(nanming.signer).recordBroken(quote);
    });
  });

  describe("lines", () => {
    const line = async (buyer: Actor, debtor: Actor) => fields(await market.lineOf(buyer.id, debtor.id));

    it("limits what a buyer takes of one debtor; beyond it the headroom is named", async () => {
      const [first, second] = [await whole(true), await whole(true)];
      await able(desk, baiyunling);
      await expect(market.connect(baiyunling.signer).setLine(guanshan.id, FACE, 100n))
        .to.emit(market, "LineSet")
        .withArgs(baiyunling.id, guanshan.id, FACE, 100n);
      const ask = await asked(desk, nanming, [first]);
      const quote = await quoted(desk, baiyunling, ask);
      await expect(market.connect(nanming.signer).accept(quote, PRICE))
        .to.be.revertedWithCustomError(market, "MarketLineExceeded")
        .withArgs(baiyunling.id, guanshan.id, FACE, FACE - 100n);
      // Its own line does not free it from a firm quote: it is broken.
      await expect(market.connect(nanming.signer).recordBroken(quote))
        .to.emit(market, "QuoteBroken")
        .withArgs(quote, nanming.id, baiyunling.id, PRICE, Shortfall.Line);

      const part = await asked(desk, nanming, [{ ...second, amount: FACE - 100n }]);
      await accepted(desk, nanming, await quoted(desk, baiyunling, part));
      expect(await line(baiyunling, guanshan)).to.deep.equal({ limit: FACE, used: FACE, isSet: true });
    });

    it("X-27 a basket counts all its lots of one debtor together", async () => {
      const lots = [await whole(), await whole()];
      await able(desk, baiyunling);
      await market.connect(baiyunling.signer).setLine(guanshan.id, 2n * FACE - 1n, 0n);
      const quote = await quoted(desk, baiyunling, await asked(desk, nanming, lots));
      await expect(accepted(desk, nanming, quote))
        .to.be.revertedWithCustomError(market, "MarketLineExceeded")
        .withArgs(baiyunling.id, guanshan.id, FACE, FACE - 1n);
      await expect(market.connect(nanming.signer).recordBroken(quote)).to.emit(market, "QuoteBroken");
      await market.connect(baiyunling.signer).setLine(guanshan.id, 2n * FACE, 0n);
      // A line that just suffices is no breach: only money could be.
      const enough = await quoted(desk, baiyunling, 1n);
      await expect(market.connect(nanming.signer).recordBroken(enough))
        .to.be.revertedWithCustomError(market, "MarketQuoteCovered")
        .withArgs(enough);
      await accepted(desk, nanming, await quoted(desk, baiyunling, 1n));
    });

    it("anyone counts off what the buyer no longer holds, and no more", async () => {
      const lot = await whole(true);
      const title = await desk.suite.billDiscount.getAddress();
      await able(desk, baiyunling);
      await able(desk, desk.financeCompany);
      await market.connect(baiyunling.signer).setLine(guanshan.id, 5n * FACE, 0n);
      const countOff = () => market.connect(huaxi.signer).countOff(title, lot.title);
      await expect(countOff()).to.be.revertedWithCustomError(market, "MarketLineUnused").withArgs(title, lot.title);
      await accepted(desk, nanming, await quoted(desk, baiyunling, await asked(desk, nanming, [lot])));
      await expect(countOff()).to.be.revertedWithCustomError(market, "MarketLineUnused");

      // A rediscount of a part: what was booked keeps its id with the rest.
      const ask = await asked(desk, baiyunling, [{ ...lot, amount: 400_000n }], { terms: `0x${"0".repeat(64)}` });
      await accepted(desk, baiyunling, await quoted(desk, desk.financeCompany, ask));
      await expect(countOff())
        .to.emit(market, "LineUsed")
        .withArgs(baiyunling.id, guanshan.id, FACE - 400_000n, 5n * FACE);
      await expect(countOff()).to.be.revertedWithCustomError(market, "MarketLineUnused");
      expect(await line(baiyunling, guanshan)).to.deep.include({ used: FACE - 400_000n });
    });

    it("a title that another buys with a line of its own is counted off the first", async () => {
      const lot = await whole();
      for (const bank of [baiyunling, desk.financeCompany]) {
        await able(desk, bank);
        await market.connect(bank.signer).setLine(guanshan.id, FACE, 0n);
      }
      await accepted(desk, nanming, await quoted(desk, baiyunling, await asked(desk, nanming, [lot])));
      await accepted(desk, baiyunling, await quoted(desk, desk.financeCompany, await asked(desk, baiyunling, [lot])));
      expect(await line(baiyunling, guanshan)).to.deep.include({ used: 0n });
      expect(await line(desk.financeCompany, guanshan)).to.deep.include({ used: FACE });
    });

    it("is removed by who set it", async () => {
      await expect(market.connect(baiyunling.signer).removeLine(guanshan.id))
        .to.be.revertedWithCustomError(market, "MarketLineMissing")
        .withArgs(baiyunling.id, guanshan.id);
      await market.connect(baiyunling.signer).setLine(guanshan.id, 1n, 0n);
      await expect(market.connect(baiyunling.signer).removeLine(guanshan.id))
        .to.emit(market, "LineRemoved")
        .withArgs(baiyunling.id, guanshan.id);
      expect(await line(baiyunling, guanshan)).to.deep.equal({ limit: 0n, used: 0n, isSet: false });
      await expect(market.connect(baiyunling.signer).setLine(77n, 1n, 0n)).to.be.revertedWithCustomError(
        desk.suite.participants,
        "ParticipantUnknown",
      );
    });
  });

  describe("what titles admit", () => {
    it("K-3 only the market calls them", async () => {
      const { billDiscount } = desk.suite;
      const lot = await whole();
      const deal = {
        ask: 1n,
        seller: nanming.id,
        buyer: baiyunling.id,
        rate: RATE,
        sellerWallet: nanming.wallet,
        buyerWallet: baiyunling.wallet,
      };
      for (const act of [
        () =>
          billDiscount.connect(nanming.signer).offer(1n, nanming.id, [lot], day("2026-03-31"), `0x${"11".repeat(32)}`),
        () => billDiscount.connect(nanming.signer).endOffer(1n, [lot]),
        () => billDiscount.connect(nanming.signer).convey(deal, [lot]),
      ]) {
        await expect(act())
          .to.be.revertedWithCustomError(billDiscount, "TitleCallerNotMarket")
          .withArgs(nanming.wallet);
      }
    });

    it("X-94 a title that is no part of any module is never called", async () => {
      const terms = await askTerms(desk, [await whole()], { title: await desk.suite.participants.getAddress() });
      await expect(market.connect(nanming.signer).ask(terms)).to.be.revertedWithCustomError(
        market,
        "MarketTitleUnknown",
      );
    });

    it("a commercial bill counts against its own acceptor's line", async () => {
      const paper = await delivered(desk, { kind: BillKind.Commercial, acceptor: huaxi });
      await able(desk, baiyunling);
      await market.connect(baiyunling.signer).setLine(huaxi.id, FACE - 1n, 0n);
      const ask = await asked(desk, nanming, [{ title: paper.holding, amount: FACE }]);
      await expect(accepted(desk, nanming, await quoted(desk, baiyunling, ask)))
        .to.be.revertedWithCustomError(market, "MarketLineExceeded")
        .withArgs(baiyunling.id, huaxi.id, FACE, FACE - 1n);
    });
  });
});
