import { expect } from "chai";
import { encodeBytes32String, id, toBeHex, ZeroHash } from "ethers";
import type { QuoteMarket, ReceivableFinancing, ReceivableRegistry } from "../../../../types/index.js";
import { day, fields, freeze, goTo, halt, order, qualification, suspend } from "../../../utils/bills.ts";
import { able, accepted, type Lot, quoted, RATE, Shortfall } from "../../../utils/market.ts";
import {
  financed,
  type Factoring,
  FinancingStatus,
  offered,
  priceOf,
  REGISTRATION,
  termsOf,
} from "../../../utils/receivables-financing.ts";
import {
  DUE_DAY,
  FACE,
  fanned,
  Ground,
  Marks,
  noteOf,
  NoteStatus,
  opened,
  type ReceivableDesk,
  receivableDesk,
  rootOf,
  TRADE,
  transferred,
} from "../../../utils/receivables.ts";
import { type Actor, carryOut, ethers, networkHelpers } from "../../../utils/suite.ts";

const ZERO = ethers.ZeroAddress;
const TODAY = "2026-01-05";
const UNTIL = Date.parse("2026-12-31T00:00:00+08:00") / 1000;
/** The Osaka cap of a transaction. */
const TRANSACTION_GAS = 16_777_216n;
const PRICE = priceOf(FACE, RATE, TODAY, DUE_DAY);

describe("ReceivableFinancing: the sale", () => {
  let desk: ReceivableDesk;
  let financing: ReceivableFinancing;
  let registry: ReceivableRegistry;
  let market: QuoteMarket;
  let qianling: Actor, nanming: Actor, huaxi: Actor, guanshan: Actor, baiyunling: Actor, financeCompany: Actor;
  let money: ReceivableDesk["suite"]["money"];
  let root: bigint, note: bigint;

  beforeEach(async () => {
    desk = await receivableDesk();
    ({ receivableFinancing: financing, receivableRegistry: registry, market, money } = desk.suite);
    ({ qianling, nanming, huaxi, guanshan, baiyunling, financeCompany } = desk);
    ({ root, note } = await opened(desk));
  });

  const all = (title: bigint): Lot => ({ title, amount: FACE });
  const info = async (each: bigint) => fields(await registry.noteInfo(each));
  const record = async (each: bigint) => fields(await financing.financingOf(each));
  const today = async () =>
    new Date(((await networkHelpers.time.latest()) + 28_800) * 1_000).toISOString().slice(0, 10);
  const regulated = (calls: Parameters<typeof carryOut>[1]) =>
    carryOut(desk.suite, calls, [[desk.regulator, "Regulator"]]);
  /** Given to somebody else by order. */
  const forced = (each: bigint, from: Actor, to: Actor) =>
    order(desk, "transferByOrder", [each, ZeroHash, from.id, to.id], desk.suite.receivableOrders);
  /** Frozen by order as a whole. */
  const frozen = (each: bigint, holder: Actor) =>
    order(desk, "freeze", [each, id("case"), holder.id, FACE, UNTIL], desk.suite.receivableOrders);
  const merge = (first: bigint, second: bigint) => financing.connect(baiyunling.signer).mergeFinanced(first, second);
  /** A fresh root's notes, each `1 / count` of it, financed by one factor on one day; the last is the first note. */
  async function twins(draft: Factoring = {}, count = 2): Promise<[bigint, bigint, bigint]> {
    const { note: whole } = await opened(desk);
    const parts: bigint[] = [];
    for (let left = count; left > 0; --left) {
      const amount = left === 1 ? FACE - (FACE / BigInt(count)) * BigInt(count - 1) : FACE / BigInt(count);
      const firstDay = await today();
      parts.push((await financed(desk, whole, nanming, baiyunling, { amount, firstDay, ...draft })).note);
    }
    return parts as [bigint, bigint, bigint];
  }

  describe("offer", () => {
    it("locks the note for the ask and says so", async () => {
      const ask = await offered(desk, nanming, [{ title: note, amount: 400_000n }]);
      expect(await registry.marksOf(note)).to.equal(Marks.Locked);
      expect(fields(await registry.lockOf(note))).to.deep.include({ ask, amount: 400_000n, request: 0n });
    });

    it("reverts when terms have other bits than recourse and disclosure", async () => {
      for (const terms of [toBeHex(4n, 32), toBeHex(1n << 255n, 32)]) {
        await expect(offered(desk, nanming, [all(note)], { terms }))
          .to.be.revertedWithCustomError(financing, "FinancingTermsUnknown")
          .withArgs(terms);
      }
      for (const recourse of [false, true]) {
        for (const disclosed of [false, true]) {
          const ask = await offered(desk, nanming, [all(note)], { recourse, disclosed });
          expect((await market.askInfo(ask)).terms).to.equal(termsOf({ recourse, disclosed }));
          await market.connect(nanming.signer).withdrawAsk(ask);
        }
      }
    });

    it("reverts when the caller is not the market", async () => {
      const lots = [all(note)];
      const deal = {
        ask: 1n,
        seller: nanming.id,
        buyer: baiyunling.id,
        rate: RATE,
        sellerWallet: ZERO,
        buyerWallet: ZERO,
      };
      const calls = financing.connect(nanming.signer);
      for (const act of [
        () => calls.offer(1n, nanming.id, lots, day(DUE_DAY), ZeroHash),
        () => calls.endOffer(1n, lots),
        () => calls.convey(deal, lots),
      ]) {
        await expect(act()).to.be.revertedWithCustomError(financing, "TitleCallerNotMarket").withArgs(nanming.wallet);
      }
    });

    it("R-4 reverts for a note that is not free, and from the due day on", async () => {
      await transferAsked();
      await expect(offered(desk, nanming, [all(note)]))
        .to.be.revertedWithCustomError(registry, "NoteNotFree")
        .withArgs(note, Marks.Locked, day(DUE_DAY));
      const other = await opened(desk);
      await expect(offered(desk, huaxi, [all(other.note)]))
        .to.be.revertedWithCustomError(registry, "NoteNotHolder")
        .withArgs(other.note, huaxi.id, nanming.id);
      await goTo(DUE_DAY);
      await expect(offered(desk, nanming, [all(other.note)], { firstDay: DUE_DAY, lastDay: "2026-07-31" }))
        .to.be.revertedWithCustomError(registry, "NoteNotFree")
        .withArgs(other.note, Marks.None, day(DUE_DAY));

      async function transferAsked() {
        await registry.connect(nanming.signer).transfer(note, FACE, huaxi.id, TRADE, 0);
      }
    });

    it("R-4 does not outlast the day before the due day", async () => {
      await expect(offered(desk, nanming, [all(note)], { lastDay: DUE_DAY })).to.be.revertedWithCustomError(
        registry,
        "RequestLastDayOutOfRange",
      );
      await offered(desk, nanming, [all(note)], { lastDay: "2026-06-29" });
    });

    it("ends when it is taken back, and lapses with its last day", async () => {
      const ask = await offered(desk, nanming, [all(note)]);
      await market.connect(nanming.signer).withdrawAsk(ask);
      expect(await registry.marksOf(note)).to.equal(Marks.None);

      const second = await offered(desk, nanming, [all(note)], { lastDay: "2026-01-06" });
      await goTo("2026-01-07");
      expect(await registry.marksOf(note)).to.equal(Marks.None);
      const third = await offered(desk, nanming, [all(note)], { firstDay: "2026-01-07" });
      await expect(market.connect(nanming.signer).withdrawAsk(second)).to.be.revertedWithCustomError(
        market,
        "MarketAskOver",
      );
      expect((await registry.lockOf(note)).ask).to.equal(third);
    });
  });

  describe("the price", () => {
    it("X-13 is face − face × rate × days / 360, half up to the fen, days to the payable day (vector 1)", async () => {
      await goTo("2026-04-01");
      const paper = await opened(desk, { face: 123_456_789n, dueDay: "2026-10-01", reason: ZeroHash });
      const lot = { title: paper.note, amount: 123_456_789n };
      // Payable on 2026-10-08, after the holidays: 85 days.
      const [sale] = await financing.priceOf([lot], 18_500n, day("2026-07-15"));
      expect(fields(sale ?? {})).to.deep.equal({
        title: paper.note,
        debtor: qianling.id,
        face: 123_456_789n,
        price: 122_917_523n,
      });
      await goTo("2026-07-15");
      const draft = { firstDay: "2026-07-15", lastDay: "2026-07-15", recourse: true };
      const ask = await offered(desk, nanming, [lot], draft);
      await accepted(desk, nanming, await quoted(desk, baiyunling, ask, 18_500n, "2026-07-15"));
      expect(await record(paper.note)).to.deep.include({ price: 122_917_523n, payableDay: day("2026-10-08") });
    });

    it("is of a part without a title yet; nothing is priced beyond the note, from the due day on, or at an absurd rate", async () => {
      const [sale] = await financing.priceOf([{ title: note, amount: 1n }], RATE, day(TODAY));
      expect(fields(sale ?? {})).to.deep.equal({ title: 0n, debtor: qianling.id, face: 1n, price: 1n });
      for (const amount of [0n, FACE + 1n]) {
        await expect(financing.priceOf([{ title: note, amount }], RATE, day(TODAY)))
          .to.be.revertedWithCustomError(registry, "NoteAmountOutOfRange")
          .withArgs(note, amount, FACE);
      }
      await expect(financing.priceOf([all(note)], RATE, day(DUE_DAY)))
        .to.be.revertedWithCustomError(financing, "FinancingValueDayOutOfRange")
        .withArgs(note, day(DUE_DAY), day(DUE_DAY));
      expect((await financing.priceOf([all(note)], RATE, day("2026-06-29")))[0]?.price).to.equal(FACE - 51n);
      expect((await financing.priceOf([all(note)], 0n, day(TODAY)))[0]?.price).to.equal(FACE);
      await expect(financing.priceOf([all(note)], 1_000_001n, day(TODAY))).to.be.revertedWithCustomError(
        financing,
        "InterestRateAbsurd",
      );
      await expect(financing.priceOf([all(noteOf(9n))], RATE, day(TODAY)))
        .to.be.revertedWithCustomError(registry, "NoteUnknown")
        .withArgs(noteOf(9n));
    });

    it("X-13 never consumes the face", async () => {
      const long = await opened(desk, { dueDay: "2026-12-31", reason: TRADE });
      await expect(financing.priceOf([{ title: long.note, amount: 1n }], 1_000_000n, day(TODAY)))
        .to.be.revertedWithCustomError(financing, "InterestConsumesFace")
        .withArgs(1n, 1n);
    });
  });

  describe("convey", () => {
    it("X-12 passes note and money in one transaction, and records the financing", async () => {
      const quote = await quoted(desk, baiyunling, await offered(desk, nanming, [all(note)], { recourse: true }));
      const [sales, price] = await market.previewAccept(quote);
      expect(price).to.equal(PRICE);
      expect(fields(sales[0] ?? {})).to.deep.equal({ title: note, debtor: qianling.id, face: FACE, price });
      const accept = market.connect(nanming.signer).accept(quote, price);
      await expect(accept).to.changeTokenBalances(ethers, money, [nanming.wallet, baiyunling.wallet], [price, -price]);
      await expect(accept)
        .to.emit(financing, "NoteFinanced")
        .withArgs(note, nanming.id, baiyunling.id, FACE, price, RATE, day(TODAY), day(DUE_DAY), true, false);
      await expect(accept)
        .to.emit(registry, "NoteTransferred")
        .withArgs(note, nanming.id, baiyunling.id, Ground.Financing, 1n, FACE, 1n, ZeroHash);
      expect(await info(note)).to.deep.include({ holder: baiyunling.id, marks: Marks.Financed, tier: 1n });
      expect(await record(note)).to.deep.equal({
        seller: nanming.id,
        factor: baiyunling.id,
        price,
        rate: RATE,
        valueDay: day(TODAY),
        payableDay: day(DUE_DAY),
        status: FinancingStatus.Live,
        recourse: true,
        disclosed: false,
        notified: false,
        principal: 0n,
        interest: 0n,
        costs: 0n,
        since: 0n,
        held: 0n,
        claimedCosts: 0n,
        claimed: false,
        registeredAt: 0n,
        notifiedAt: 0n,
        registration: ZeroHash,
      });
      expect((await registry.rootInfo(root)).financed).to.be.true;
      expect(await registry.ownerOf(note)).to.equal(baiyunling.wallet);
    });

    it("R-5, R-6 disclosed, the obligor has notice from that second on", async () => {
      await financed(desk, note, nanming, baiyunling, { disclosed: true });
      expect(await record(note)).to.deep.include({
        recourse: false,
        disclosed: true,
        notified: true,
        notifiedAt: BigInt(await networkHelpers.time.latest()),
      });
      expect(await financing.dueOn(note)).to.deep.equal([0n, 0n, 0n]);
    });

    it("X-12, X-13 changes nothing when the price is another than the seller saw", async () => {
      const quote = await quoted(desk, baiyunling, await offered(desk, nanming, [all(note)]));
      await expect(market.connect(nanming.signer).accept(quote, PRICE + 1n))
        .to.be.revertedWithCustomError(market, "MarketPriceDiffers")
        .withArgs(quote, PRICE + 1n, PRICE);
      expect(await info(note)).to.deep.include({ holder: nanming.id, marks: Marks.Locked });
    });

    it("X-27, X-30 splits a part off the low end, and leaves the rest with its id and its holder", async () => {
      const held = await transferred(desk, note, nanming, huaxi, 600_000n);
      const { note: part, price } = await financed(desk, held, huaxi, baiyunling, { amount: 200_000n });
      expect(price).to.equal(priceOf(200_000n, RATE, TODAY, DUE_DAY));
      expect(part).to.equal(noteOf(root, 3n));
      expect(await info(part)).to.deep.include({
        lo: 1n,
        hi: 200_000n,
        holder: baiyunling.id,
        tier: 2n,
        parent: 2n,
        marks: Marks.Financed,
      });
      expect(await info(held)).to.deep.include({ lo: 200_001n, hi: 600_000n, holder: huaxi.id, marks: Marks.None });
      expect((await record(held)).status).to.equal(FinancingStatus.None);
      await transferred(desk, held, huaxi, desk.wudang);
    });

    it("R-4 leaves nothing to the factor but to be paid: the note is neither passed on nor sold nor pledged again", async () => {
      await financed(desk, note, nanming, baiyunling);
      for (const act of [
        () => registry.connect(baiyunling.signer).transfer(note, 1n, huaxi.id, TRADE, 0),
        () => registry.connect(baiyunling.signer).merge(note, noteOf(root, 2n)),
        () => offered(desk, baiyunling, [all(note)]),
      ]) {
        await expect(act())
          .to.be.revertedWithCustomError(registry, "NoteNotFree")
          .withArgs(note, Marks.Financed, day(DUE_DAY));
      }
      await expect(
        registry.connect(baiyunling.signer).transferFrom(baiyunling.wallet, huaxi.wallet, note),
      ).to.be.revertedWithCustomError(registry, "TitleMovesByItsActs");
    });

    it("records anew what is sold again after an order has ended its financing", async () => {
      await financed(desk, note, nanming, baiyunling, { recourse: true, disclosed: true });
      await financing.connect(baiyunling.signer).register(note, REGISTRATION);
      await forced(note, baiyunling, huaxi);
      expect(await record(note)).to.deep.include({ status: FinancingStatus.Ended, seller: nanming.id });
      await financed(desk, note, huaxi, guanshan, { firstDay: "2026-01-05" });
      expect(await record(note)).to.deep.include({
        status: FinancingStatus.Live,
        seller: huaxi.id,
        factor: guanshan.id,
        recourse: false,
        notified: false,
        notifiedAt: 0n,
        registeredAt: 0n,
        registration: ZeroHash,
      });
    });
  });

  describe("X-27 one fen of a note to two factors", () => {
    it("is not offered in two asks, nor twice in one, nor the rest of it in another", async () => {
      const ask = await offered(desk, nanming, [{ title: note, amount: 400_000n }]);
      const refused = (act: Promise<unknown>) =>
        expect(act).to.be.revertedWithCustomError(registry, "NoteNotFree").withArgs(note, Marks.Locked, day(DUE_DAY));
      await refused(offered(desk, nanming, [{ title: note, amount: 400_000n }]));
      await refused(offered(desk, nanming, [{ title: note, amount: 1n }]));
      await market.connect(nanming.signer).withdrawAsk(ask);
      await refused(offered(desk, nanming, [all(note), all(note)]));
    });

    it("is sold on one of two quotes", async () => {
      const ask = await offered(desk, nanming, [all(note)]);
      const first = await quoted(desk, baiyunling, ask);
      const second = await quoted(desk, guanshan, ask);
      await accepted(desk, nanming, first);
      await expect(market.connect(nanming.signer).accept(second, PRICE)).to.be.revertedWithCustomError(
        market,
        "MarketAskNotOpen",
      );
    });

    it("is not sold under an ask that has lapsed, whoever has quoted on it, once another has followed", async () => {
      const first = await offered(desk, nanming, [all(note)], { lastDay: "2026-01-06" });
      const old = await quoted(desk, baiyunling, first, RATE, "2026-01-06");
      await goTo("2026-01-07");
      const second = await offered(desk, nanming, [all(note)], { firstDay: "2026-01-07" });
      await expect(market.connect(nanming.signer).accept(old, PRICE)).to.be.revertedWithCustomError(
        market,
        "MarketAskOver",
      );
      await accepted(desk, nanming, await quoted(desk, guanshan, second));
      expect((await info(note)).holder).to.equal(guanshan.id);
    });

    it("is not sold by its seller any more once it is financed, nor by its factor", async () => {
      await financed(desk, note, nanming, baiyunling);
      await expect(offered(desk, nanming, [all(note)]))
        .to.be.revertedWithCustomError(registry, "NoteNotHolder")
        .withArgs(note, nanming.id, baiyunling.id);
      await expect(offered(desk, baiyunling, [all(note)])).to.be.revertedWithCustomError(registry, "NoteNotFree");
    });
  });

  describe("who buys", () => {
    it("banks and finance companies", async () => {
      await able(desk, financeCompany, FACE);
      const ask = await offered(desk, nanming, [all(note)]);
      const quote = await quoted(desk, financeCompany, ask);
      await expect(quoted(desk, huaxi, ask))
        .to.be.revertedWithCustomError(financing, "TitleBuyerUnqualified")
        .withArgs(huaxi.id, encodeBytes32String("BANK"));
      await accepted(desk, nanming, quote);
      expect((await info(note)).holder).to.equal(financeCompany.id);
    });

    it("R-11 never the obligor, licensed or not", async () => {
      await regulated([qualification(desk.suite, qianling, desk.regulator, "FINANCE_COMPANY", 907_010_000_026n)]);
      const other = await opened(desk, { obligor: huaxi });
      const ask = await offered(desk, nanming, [all(other.note), all(note)]);
      await expect(quoted(desk, qianling, ask))
        .to.be.revertedWithCustomError(financing, "FinancingBuyerIsObligor")
        .withArgs(note, qianling.id);
      // What others owe it may buy.
      await quoted(desk, qianling, await offered(desk, nanming, [all((await opened(desk, { obligor: huaxi })).note)]));
    });

    it("not a bank that has lost its licence since it quoted", async () => {
      const quote = await quoted(desk, baiyunling, await offered(desk, nanming, [all(note)]));
      const bank = encodeBytes32String("BANK");
      await regulated([{ target: desk.suite.participants, name: "revokeQualification", args: [baiyunling.id, bank] }]);
      for (const act of [
        () => market.previewAccept(quote),
        () => market.connect(nanming.signer).accept(quote, PRICE),
        () => market.connect(nanming.signer).recordBroken(quote),
      ]) {
        await expect(act())
          .to.be.revertedWithCustomError(financing, "TitleBuyerUnqualified")
          .withArgs(baiyunling.id, bank);
      }
    });

    it("X-26 nobody, while a bank or the seller is suspended or frozen", async () => {
      const quote = await quoted(desk, baiyunling, await offered(desk, nanming, [all(note)]));
      await freeze(desk, nanming);
      await expect(market.connect(nanming.signer).accept(quote, PRICE)).to.be.revertedWithCustomError(
        desk.suite.participants,
        "ParticipantIsFrozen",
      );
      const other = await opened(desk, { supplier: huaxi });
      const second = await quoted(desk, baiyunling, await offered(desk, huaxi, [all(other.note)]));
      await suspend(desk, baiyunling);
      await expect(market.connect(huaxi.signer).accept(second, PRICE)).to.be.revertedWithCustomError(
        desk.suite.participants,
        "ParticipantWrongStanding",
      );
    });
  });

  describe("what came between quote and acceptance", () => {
    let quote: bigint;
    const acts = () => [
      () => market.previewAccept(quote),
      () => market.connect(nanming.signer).accept(quote, PRICE),
      () => market.connect(nanming.signer).recordBroken(quote),
    ];

    beforeEach(async () => {
      quote = await quoted(desk, baiyunling, await offered(desk, nanming, [all(note)]));
    });

    it("K-4 a note that an order freezes is sold to nobody, and its buyer has broken nothing", async () => {
      await money.connect(baiyunling.signer).approve(market, 0n);
      await frozen(note, nanming);
      for (const act of acts()) {
        await expect(act())
          .to.be.revertedWithCustomError(registry, "NoteNotOffered")
          .withArgs(note, quote >> 32n);
      }
    });

    it("R-4 nor is one that is disputed since", async () => {
      await desk.suite.receivableDisputes.connect(qianling.signer).dispute(note, TRADE);
      for (const act of acts()) {
        await expect(act())
          .to.be.revertedWithCustomError(registry, "NoteNotFree")
          .withArgs(note, Marks.Disputed, day(DUE_DAY));
      }
    });

    it("X-12 a bank that can't pay breaks its quote, and the note stays offered", async () => {
      await money.connect(baiyunling.signer).approve(market, PRICE - 1n);
      await expect(market.connect(nanming.signer).accept(quote, PRICE)).to.be.revertedWithCustomError(
        market,
        "MarketMoneyShort",
      );
      await expect(market.connect(nanming.signer).recordBroken(quote))
        .to.emit(market, "QuoteBroken")
        .withArgs(quote, nanming.id, baiyunling.id, PRICE, Shortfall.Money);
      expect(await info(note)).to.deep.include({ holder: nanming.id, marks: Marks.Locked });
      await accepted(desk, nanming, await quoted(desk, guanshan, quote >> 32n));
    });

    it("a halted module sells nothing", async () => {
      await halt(desk, "receivables");
      await expect(market.connect(nanming.signer).accept(quote, PRICE)).to.be.revertedWithCustomError(
        market,
        "MarketTitleHalted",
      );
      await market.connect(nanming.signer).withdrawAsk(quote >> 32n);
      expect((await info(note)).marks).to.equal(Marks.None);
    });
  });

  describe("lines", () => {
    it("count by obligor, and count off what is held no more", async () => {
      await market.connect(baiyunling.signer).setLine(qianling.id, FACE, 0n);
      const part = (await financed(desk, note, nanming, baiyunling, { amount: 700_000n, disclosed: true })).note;
      expect((await market.lineOf(baiyunling.id, qianling.id)).used).to.equal(700_000n);
      const others = await opened(desk, { obligor: huaxi });
      await financed(desk, others.note, nanming, baiyunling);

      const quote = await quoted(desk, baiyunling, await offered(desk, nanming, [{ title: note, amount: 300_000n }]));
      await accepted(desk, nanming, quote);
      const more = await opened(desk);
      const broken = await quoted(desk, baiyunling, await offered(desk, nanming, [{ title: more.note, amount: 1n }]));
      await expect(market.connect(nanming.signer).accept(broken, 1n))
        .to.be.revertedWithCustomError(market, "MarketLineExceeded")
        .withArgs(baiyunling.id, qianling.id, 1n, 0n);
      await expect(market.connect(nanming.signer).recordBroken(broken))
        .to.emit(market, "QuoteBroken")
        .withArgs(broken, nanming.id, baiyunling.id, 1n, Shortfall.Line);

      await expect(market.countOff(financing, part)).to.be.revertedWithCustomError(market, "MarketLineUnused");
      await forced(part, baiyunling, huaxi);
      await market.countOff(financing, part);
      expect((await market.lineOf(baiyunling.id, qianling.id)).used).to.equal(300_000n);
    });

    it("are not freed by merging what is still held", async () => {
      await market.connect(baiyunling.signer).setLine(qianling.id, FACE, 0n);
      const parts = await twins({}, 3);
      // From both sides: the third into the second, that into the first.
      await merge(parts[1], parts[2]);
      await merge(parts[0], parts[1]);
      for (const part of parts) {
        await expect(market.countOff(financing, part))
          .to.be.revertedWithCustomError(market, "MarketLineUnused")
          .withArgs(await financing.getAddress(), part);
      }
      await forced(parts[0], baiyunling, huaxi);
      for (const part of parts) await market.countOff(financing, part);
      expect((await market.lineOf(baiyunling.id, qianling.id)).used).to.equal(0n);
    });
  });

  it("50 notes are sold in one transaction, each priced by itself, parts and all", async () => {
    const notes = await fanned(desk, note, nanming, huaxi, 51);
    expect(notes).to.have.length(50);
    await market.connect(baiyunling.signer).setLine(qianling.id, FACE, 0n);
    const lots = notes.map((title) => ({ title, amount: 10_001n }));
    const quote = await quoted(desk, baiyunling, await offered(desk, huaxi, lots, { disclosed: true, recourse: true }));
    const [sales, total] = await market.previewAccept(quote);
    const each = priceOf(10_001n, RATE, TODAY, DUE_DAY);
    expect(sales.map(({ price, title }) => [price, title])).to.deep.equal(lots.map(() => [each, 0n]));
    expect(total).to.equal(50n * each);
    const { gasUsed } = (await (await market.connect(huaxi.signer).accept(quote, total)).wait()) ?? {};
    expect(gasUsed).to.be.lessThan(TRANSACTION_GAS);
    for (const [index, title] of notes.entries()) {
      expect(await info(title)).to.deep.include({ holder: huaxi.id, marks: Marks.None });
      const part = noteOf(root, 52n + BigInt(index));
      expect(await info(part)).to.deep.include({ holder: baiyunling.id, marks: Marks.Financed });
      expect(await record(part)).to.deep.include({ price: each, recourse: true, notified: true });
    }
  });

  describe("heldBy", () => {
    it("tells what a participant holds now", async () => {
      expect(await financing.heldBy(note, nanming.id)).to.equal(FACE);
      expect(await financing.heldBy(note, huaxi.id)).to.equal(0n);
      await financed(desk, note, nanming, baiyunling, { amount: 1n });
      expect(await financing.heldBy(note, nanming.id)).to.equal(FACE - 1n);
      await expect(financing.heldBy(noteOf(9n), nanming.id))
        .to.be.revertedWithCustomError(registry, "NoteUnknown")
        .withArgs(noteOf(9n));
    });

    it("is nothing for what its holder has merged before it was financed", async () => {
      const part = await transferred(desk, note, nanming, huaxi, 400_000n);
      const next = await transferred(desk, note, nanming, huaxi, 300_000n);
      await registry.connect(huaxi.signer).merge(part, next);
      expect(await financing.heldBy(next, huaxi.id)).to.equal(0n);
      expect(await financing.heldBy(part, huaxi.id)).to.equal(700_000n);
    });
  });

  describe("notifyObligor", () => {
    it("R-5, R-6 tells the obligor, once, and records when", async () => {
      await financed(desk, note, nanming, baiyunling);
      await goTo("2026-02-02");
      await expect(financing.connect(baiyunling.signer).notifyObligor(note))
        .to.emit(financing, "ObligorNotified")
        .withArgs(note, baiyunling.id, qianling.id);
      expect(await record(note)).to.deep.include({
        disclosed: false,
        notified: true,
        notifiedAt: BigInt(await networkHelpers.time.latest()),
      });
      await expect(financing.connect(baiyunling.signer).notifyObligor(note))
        .to.be.revertedWithCustomError(financing, "FinancingAlreadyNotified")
        .withArgs(note);
    });

    it("reverts when it is disclosed, not financed, or not the caller's", async () => {
      await financed(desk, note, nanming, baiyunling, { disclosed: true });
      await expect(financing.connect(baiyunling.signer).notifyObligor(note)).to.be.revertedWithCustomError(
        financing,
        "FinancingAlreadyNotified",
      );
      await expect(financing.connect(nanming.signer).notifyObligor(note))
        .to.be.revertedWithCustomError(financing, "FinancingNotFactor")
        .withArgs(note, nanming.id, baiyunling.id);
      const other = await opened(desk);
      await expect(financing.connect(nanming.signer).notifyObligor(other.note))
        .to.be.revertedWithCustomError(financing, "FinancingMissing")
        .withArgs(other.note, FinancingStatus.None);
    });

    it("R-5, K-12 a factor that is frozen, suspended, or in a halted module can still give notice", async () => {
      const parts = await twins();
      await freeze(desk, baiyunling);
      await financing.connect(baiyunling.signer).notifyObligor(parts[0]);
      await suspend(desk, baiyunling);
      await halt(desk, "receivables");
      await financing.connect(baiyunling.signer).notifyObligor(parts[1]);
    });
  });

  describe("register", () => {
    it("R-6 records the registration's reference and time, once", async () => {
      await financed(desk, note, nanming, baiyunling);
      await expect(financing.connect(baiyunling.signer).register(note, ZeroHash))
        .to.be.revertedWithCustomError(financing, "FinancingReferenceMissing")
        .withArgs(note);
      await goTo("2026-02-02");
      await expect(financing.connect(baiyunling.signer).register(note, REGISTRATION))
        .to.emit(financing, "FinancingRegistered")
        .withArgs(note, baiyunling.id, REGISTRATION);
      expect(await record(note)).to.deep.include({
        registration: REGISTRATION,
        registeredAt: BigInt(await networkHelpers.time.latest()),
      });
      await expect(financing.connect(baiyunling.signer).register(note, TRADE))
        .to.be.revertedWithCustomError(financing, "FinancingAlreadyRegistered")
        .withArgs(note);
    });

    it("reverts when the note is not financed, or not by the caller", async () => {
      await expect(financing.connect(nanming.signer).register(note, REGISTRATION))
        .to.be.revertedWithCustomError(financing, "FinancingMissing")
        .withArgs(note, FinancingStatus.None);
      await financed(desk, note, nanming, baiyunling);
      await expect(financing.connect(guanshan.signer).register(note, REGISTRATION))
        .to.be.revertedWithCustomError(financing, "FinancingNotFactor")
        .withArgs(note, guanshan.id, baiyunling.id);
    });
  });

  describe("mergeFinanced", () => {
    it("joins what was financed alike: prices add, and the discount with them", async () => {
      const [first, second] = await twins({ recourse: true });
      const price = (await financing.financingOf(first)).price + (await financing.financingOf(second)).price;
      await expect(merge(first, second))
        .to.emit(financing, "FinancingsMerged")
        .withArgs(first, second, price)
        .and.to.emit(registry, "NotesMerged")
        .withArgs(first, second, baiyunling.id, 1n, FACE, 1n);
      expect(await record(first)).to.deep.include({ price, status: FinancingStatus.Live, recourse: true });
      expect((await record(second)).status).to.equal(FinancingStatus.None);
      expect((await info(second)).status).to.equal(NoteStatus.Merged);
      expect(await info(first)).to.deep.include({ marks: Marks.Financed, holder: baiyunling.id, hi: FACE });
      expect(await financing.dueOn(first)).to.deep.equal([0n, FACE - price, price]);
    });

    it("R-6 gives the merged note the later time of notice and of registration, whichever comes first", async () => {
      for (const order of [
        [0, 1],
        [1, 0],
      ] as const) {
        const parts = await twins();
        const times = [];
        for (const index of order) {
          await financing.connect(baiyunling.signer).notifyObligor(parts[index]);
          await financing.connect(baiyunling.signer).register(parts[index], REGISTRATION);
          const { notifiedAt, registeredAt } = await record(parts[index]);
          times.push([notifiedAt, registeredAt]);
        }
        await merge(parts[0], parts[1]);
        const { notifiedAt, registeredAt } = await record(parts[0]);
        expect([notifiedAt, registeredAt]).to.deep.equal(times[1]);
      }
    });

    it("X-17 reverts when they were financed differently", async () => {
      const differing: [Factoring & { rate?: bigint; factor?: Actor; seller?: Actor; later?: boolean }, string][] = [
        [{ recourse: true }, "recourse"],
        [{ disclosed: true }, "disclosure"],
        [{ rate: RATE + 1n }, "rate"],
        [{ factor: guanshan }, "factor"],
        [{ seller: huaxi }, "seller"],
        [{ later: true }, "value day"],
      ];
      let month = 5;
      for (const [{ factor = baiyunling, seller = nanming, later, ...draft }, what] of differing) {
        const { note: whole } = await opened(desk);
        const firstDay = await today();
        if (seller === huaxi) await transferred(desk, whole, nanming, huaxi, 600_000n);
        const lower = seller === huaxi ? noteOf(rootOf(whole), 2n) : whole;
        const first = (await financed(desk, lower, seller, factor, { amount: 600_000n, firstDay, ...draft })).note;
        if (later) await goTo(`2026-01-0${++month}`);
        await financed(desk, whole, nanming, baiyunling, { firstDay: await today() });
        await expect(financing.connect(factor.signer).mergeFinanced(first, whole), what)
          .to.be.revertedWithCustomError(financing, "FinancingMarksDiffer")
          .withArgs(first, whole);
      }
      for (const act of ["notifyObligor", "register"] as const) {
        const [first, second] = await twins();
        const calls = financing.connect(baiyunling.signer);
        await (act === "register" ? calls.register(second, REGISTRATION) : calls.notifyObligor(second));
        await expect(merge(first, second), act).to.be.revertedWithCustomError(financing, "FinancingMarksDiffer");
      }
    });

    it("X-17 reverts when the calendar has moved the payable day between the two", async () => {
      const whole = await opened(desk);
      const first = (await financed(desk, whole.note, nanming, baiyunling, { amount: 400_000n })).note;
      await desk.suite.calendar.connect(desk.clearing.signer).amendDay(day(DUE_DAY), false, TRADE);
      await financed(desk, whole.note, nanming, baiyunling);
      expect((await record(whole.note)).payableDay).to.equal(day("2026-07-01"));
      await expect(merge(first, whole.note)).to.be.revertedWithCustomError(financing, "FinancingMarksDiffer");
    });

    it("X-17 reverts when they do not adjoin, or are of two roots", async () => {
      const [first, second] = await twins();
      const [other] = await twins();
      await expect(merge(second, first)).to.be.revertedWithCustomError(registry, "IntervalsNotAdjoining");
      await expect(merge(first, first)).to.be.revertedWithCustomError(registry, "IntervalsNotAdjoining");
      await expect(merge(first, other)).to.be.revertedWithCustomError(registry, "NotesNotOfOneRoot");
    });

    it("R-4 reverts from the due day on, and when something else stands on either", async () => {
      for (const index of [0, 1]) {
        const parts = await twins();
        const disputed = parts[index] ?? 0n;
        await desk.suite.receivableDisputes.connect(qianling.signer).dispute(disputed, TRADE);
        await expect(merge(parts[0], parts[1]))
          .to.be.revertedWithCustomError(registry, "NoteNotFree")
          .withArgs(disputed, Marks.Financed | Marks.Disputed, day(DUE_DAY));
      }
      const parts = await twins();
      await goTo(DUE_DAY, "00:00:00");
      await expect(merge(parts[0], parts[1]))
        .to.be.revertedWithCustomError(registry, "NoteNotFree")
        .withArgs(parts[0], Marks.Financed, day(DUE_DAY));
    });

    it("reverts when either is not financed, or the caller is not the factor, or frozen", async () => {
      const [first, second] = await twins();
      const other = await opened(desk);
      await expect(merge(first, other.note))
        .to.be.revertedWithCustomError(financing, "FinancingMissing")
        .withArgs(other.note, FinancingStatus.None);
      await expect(merge(other.note, first)).to.be.revertedWithCustomError(financing, "FinancingMissing");
      await expect(financing.connect(nanming.signer).mergeFinanced(first, second))
        .to.be.revertedWithCustomError(financing, "FinancingNotFactor")
        .withArgs(first, nanming.id, baiyunling.id);
      await freeze(desk, baiyunling);
      await expect(merge(first, second)).to.be.revertedWithCustomError(desk.suite.participants, "ParticipantIsFrozen");
    });
  });
});
