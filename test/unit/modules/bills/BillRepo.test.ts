/** BillRepo up to the first leg: what is proposed, what accepting it costs and moves, by which accounts, and the gas of each act. */
import { expect } from "chai";
import { encodeBytes32String, id } from "ethers";
import type { BillRegistry, BillRepo, BillSecurity } from "../../../../types/index.js";
import {
  billDesk,
  day,
  delivered,
  deposited,
  type Desk,
  endorsed,
  FACE,
  fields,
  freeze,
  goTo,
  halt,
  instructed,
  NO_DIGEST,
  pairOf,
  Purpose,
  qualification,
  suspend,
} from "../../../utils/bills.ts";
import { asked } from "../../../utils/market.ts";
import {
  agreed,
  all,
  balance,
  covered,
  discounted,
  holder,
  KINDS,
  last,
  type Lot,
  opened,
  ordered,
  pair,
  proposed,
  ready,
  type RepoDraft,
  RepoKind,
  RepoStatus,
  status,
  termsOf,
  UNTIL,
  worth,
} from "../../../utils/repo.ts";
import { bound, rotated } from "../../../utils/orders.ts";
import { type Actor, carryOut, ethers, networkHelpers } from "../../../utils/suite.ts";

/** The highest gas of one transaction (Osaka). */
const GAS_CAP = 16_777_216n;

describe("BillRepo", () => {
  let desk: Desk;
  let repos: BillRepo;
  let registry: BillRegistry;
  let security: BillSecurity;
  let nanming: Actor, huaxi: Actor, guanshan: Actor;
  /** Who sells and buys back, and who has the money. */
  let seller: Actor, buyer: Actor;

  beforeEach(async () => {
    desk = await billDesk();
    ({ billRepo: repos, billRegistry: registry, billSecurity: security } = desk.suite);
    ({ nanming, huaxi, guanshan, baiyunling: seller, financeCompany: buyer } = desk);
  });

  const part = (holding: bigint, number: bigint): bigint => ((holding >> 32n) << 32n) | number;
  const bySeller = () => repos.connect(seller.signer);
  const byBuyer = () => repos.connect(buyer.signer);
  const regulated = (calls: Parameters<typeof carryOut>[1]) =>
    carryOut(desk.suite, calls, [[desk.regulator, "Regulator"]]);
  const propose = (lots: Lot[], draft: RepoDraft = {}, by = seller, to = buyer) =>
    repos.connect(by.signer).propose(termsOf(to, lots, draft));

  describe("propose", () => {
    it("X-11 records the terms, says them, and locks nothing", async () => {
      const holding = await discounted(desk, seller);
      const act = propose([all(holding)]);
      await expect(act).to.emit(repos, "RepoProposed");
      expect(fields(await repos.repoInfo(1n))).to.deep.equal({
        seller: seller.id,
        buyer: buyer.id,
        kind: RepoKind.Pledged,
        status: RepoStatus.Proposed,
        rate: 15_500n,
        farRate: 0n,
        farDay: day("2026-02-02"),
        lastDay: day("2026-01-05"),
        lotCount: 1n,
        near: FACE,
        far: 0n,
        nearDay: 0n,
        debt: 0n,
      });
      expect((await repos.lotsOf(1n)).map(fields)).to.deep.equal([all(holding)]);
      expect(await pair(desk, holding)).to.deep.equal(pairOf("Delivered, Circulating"));
      expect(await repos.openItems()).to.equal(0n);
    });

    it("B-18 only between those who trade bills, the central bank among them", async () => {
      const holding = await discounted(desk, seller);
      const bank = encodeBytes32String("BANK");
      await expect(propose([all(holding)], {}, seller, nanming))
        .to.be.revertedWithCustomError(desk.suite.billDiscount, "TitleBuyerUnqualified")
        .withArgs(nanming.id, bank);
      await regulated([qualification(desk.suite, nanming, desk.regulator, "CENTRAL_BANK", 0n)]);
      await propose([all(holding)], {}, seller, nanming);

      await endorsed(desk, holding, seller, huaxi);
      await expect(propose([all(holding)], {}, huaxi))
        .to.be.revertedWithCustomError(desk.suite.billDiscount, "TitleBuyerUnqualified")
        .withArgs(huaxi.id, bank);
      await regulated([{ target: desk.suite.billDiscount, name: "setTrader", args: [huaxi.id, true] }]);
      await propose([all(holding)], {}, huaxi);
    });

    it("reverts when the lots are none, more than 50, or one twice, or with oneself", async () => {
      const holding = await discounted(desk, seller, { splittable: true });
      await expect(propose([])).to.be.revertedWithCustomError(repos, "RepoLotsInvalid").withArgs(0n, 50n);
      const many = Array.from({ length: 51 }, (_, i) => all(part(holding, BigInt(i + 1)), 1n));
      await expect(propose(many)).to.be.revertedWithCustomError(repos, "RepoLotsInvalid").withArgs(51n, 50n);
      await expect(propose([all(holding, 1n), all(part(holding, 2n), 1n), all(holding, 2n)]))
        .to.be.revertedWithCustomError(repos, "RepoHoldingTwice")
        .withArgs(holding);
      await expect(propose([all(holding)], {}, seller, seller))
        .to.be.revertedWithCustomError(repos, "RepoOwn")
        .withArgs(seller.id);
    });

    it("X-13 reverts when the terms are of the other kind, absurd, or lend nothing or more than the face", async () => {
      const holding = await discounted(desk, seller);
      const lots = [all(holding)];
      await expect(propose(lots, { kind: RepoKind.None })).to.be.revertedWithCustomError(repos, "RepoKindMissing");
      for (const draft of [
        { farRate: 1n },
        { rate: 0n },
        { kind: RepoKind.Outright, cash: 1n },
      ] satisfies RepoDraft[]) {
        await expect(propose(lots, draft))
          .to.be.revertedWithCustomError(repos, "RepoTermsMixed")
          .withArgs("kind" in draft ? RepoKind.Outright : RepoKind.Pledged);
      }
      for (const draft of [{ rate: 1_000_001n }, { kind: RepoKind.Outright, farRate: 1_000_001n }]) {
        await expect(propose(lots, draft)).to.be.revertedWithCustomError(repos, "InterestRateAbsurd");
      }
      for (const cash of [0n, FACE + 1n]) {
        await expect(propose(lots, { cash }))
          .to.be.revertedWithCustomError(repos, "RepoCashOutOfRange")
          .withArgs(cash, FACE);
      }
      await propose(lots, { cash: 1n });
      await propose(lots, { cash: FACE, rate: 1_000_000n });
      await propose(lots, { kind: RepoKind.Outright, rate: 0n, farRate: 0n });
    });

    it("X-13 reverts when a leg would be worth nothing: the interest of a fen is a fen", async () => {
      // 181 days at 100 %: half a fen and more.
      const holding = await discounted(desk, seller, { splittable: true, maturity: "2026-07-05" });
      await expect(propose([all(holding, 1n)], { kind: RepoKind.Outright, rate: 1_000_000n }))
        .to.be.revertedWithCustomError(repos, "InterestConsumesFace")
        .withArgs(1n, 1n);
      await propose([all(holding, 1n)], { kind: RepoKind.Outright, rate: 900_000n });
    });

    it("B-3, B-6 reverts when a bill is not the seller's, not discounted, not so large, or a part of a whole one", async () => {
      const holding = await discounted(desk, seller);
      const raw = await delivered(desk, { payee: huaxi });
      await endorsed(desk, raw.holding, huaxi, seller);
      const foreign = await discounted(desk, guanshan, { acceptor: seller });
      await expect(propose([all(foreign)]))
        .to.be.revertedWithCustomError(registry, "BillNotHolder")
        .withArgs(foreign, seller.id, guanshan.id);
      await expect(propose([all(raw.holding)]))
        .to.be.revertedWithCustomError(repos, "RepoNotDiscounted")
        .withArgs(raw.holding);
      for (const amount of [0n, FACE + 1n]) {
        await expect(propose([all(holding, amount)], { cash: 1n }))
          .to.be.revertedWithCustomError(registry, "BillAmountOutOfRange")
          .withArgs(holding, amount, FACE);
      }
      await expect(propose([all(holding, FACE - 1n)]))
        .to.be.revertedWithCustomError(registry, "BillNotSplittable")
        .withArgs(holding >> 32n);
      await expect(propose([all(part(holding, 9n))])).to.be.revertedWithCustomError(registry, "HoldingUnknown");
    });

    it("B-4, B-16 reverts when a bill is offered, asked for, pledged or frozen", async () => {
      const holding = await discounted(desk, seller);
      await registry.connect(seller.signer).endorse(holding, huaxi.id, false, 0);
      await expect(propose([all(holding)])).to.be.revertedWithCustomError(registry, "BillWrongPair");
      await registry.connect(seller.signer).withdrawRequest((await registry.holdingInfo(holding)).request);
      await asked(desk, seller, [{ title: holding, amount: FACE }], { terms: NO_DIGEST });
      await expect(propose([all(holding)])).to.be.revertedWithCustomError(registry, "BillWrongPair");
      await desk.suite.market.connect(seller.signer).withdrawAsk(2n);
      await propose([all(holding)]);
      await ordered(desk, "freeze", [holding, id("case"), seller.id, 1n, FACE, UNTIL]);
      await expect(propose([all(holding)], { lastDay: "2026-01-20" })).to.be.revertedWithCustomError(
        registry,
        "BillFrozen",
      );
    });

    it("X-7, X-104 the far day is a business day after the last day and not after any payable day", async () => {
      await goTo("2026-04-01");
      const [first, second] = [
        await discounted(desk, seller, { maturity: "2026-10-01" }, "2026-04-01"),
        await discounted(desk, seller, { maturity: "2026-09-30" }, "2026-04-01"),
      ];
      const lots = [all(first), all(second)];
      const usual = { lastDay: "2026-04-01" };
      for (const farDay of ["2026-04-01", "2026-04-04", "2026-10-01", "2026-10-08"]) {
        await expect(propose(lots, { ...usual, farDay }), farDay)
          .to.be.revertedWithCustomError(repos, "RepoFarDayInvalid")
          .withArgs(day(farDay), day("2026-04-02"), day("2026-09-30"));
      }
      await propose(lots, { ...usual, farDay: "2026-04-02" });
      await propose(lots, { ...usual, farDay: "2026-09-30" });
      // Payable on the first business day after the holidays.
      await propose([all(first)], { ...usual, farDay: "2026-10-08" });
      await expect(propose([all(first)], { ...usual, farDay: "2026-10-09" }))
        .to.be.revertedWithCustomError(repos, "RepoFarDayInvalid")
        .withArgs(day("2026-10-09"), day("2026-04-02"), day("2026-10-08"));
    });

    it("X-7 the last day is today at the earliest, and before each maturity", async () => {
      const holding = await discounted(desk, seller);
      for (const lastDay of ["2026-01-04", "2026-06-30"]) {
        await expect(propose([all(holding)], { lastDay, farDay: "2026-06-30" }), lastDay)
          .to.be.revertedWithCustomError(repos, "RepoLastDayInvalid")
          .withArgs(day(lastDay), day("2026-01-05"), day("2026-06-29"));
      }
      await propose([all(holding)], { lastDay: "2026-06-29", farDay: "2026-06-30" });
    });

    it("K-11, K-12 reverts when a party is frozen or suspended, or the module halted", async () => {
      const holding = await discounted(desk, seller);
      const repo = await proposed(desk, seller, buyer, [all(holding)], { lastDay: "2026-01-30" });
      await halt(desk, "bills");
      await expect(propose([all(holding)], { lastDay: "2026-01-30" })).to.be.revertedWithCustomError(
        desk.suite.participants,
        "ParticipantModuleHalted",
      );
      await expect(byBuyer().accept(repo, 1n, 1n)).to.be.revertedWithCustomError(
        desk.suite.participants,
        "ParticipantModuleHalted",
      );
      // What takes nothing on goes on.
      await byBuyer().refuse(repo);
    });
  });

  describe("accept", () => {
    it("X-13 a pledged repo: back at the first amount × (1 + rate × days / 365) (vector 3)", async () => {
      await goTo("2026-09-24");
      const face = 500_000_000n;
      const paper = { face, maturity: "2026-12-01" };
      // Seven days end in the holidays; the far day is the next business day: fourteen.
      const { near, far } = await opened(desk, { cash: 480_000_000n, farDay: "2026-10-08" }, paper, "2026-09-24");
      expect([near, far]).to.deep.equal([480_000_000n, 480_285_370n]);
    });

    it("X-13 half a fen of interest is a fen", async () => {
      // 365.00 × 1.5 % × 10 / 365 = 0.15; 36.50 × 0.5 % × 10 / 365 = 0.005.
      const holding = await discounted(desk, seller);
      const draft = { farDay: "2026-01-15" };
      for (const [cash, rate, far] of [
        [36_500n, 15_000n, 36_515n],
        [3_650n, 5_000n, 3_651n],
        [3_649n, 5_000n, 3_649n],
      ] as const) {
        const repo = await proposed(desk, seller, buyer, [all(holding)], { ...draft, cash, rate });
        expect(await repos.preview(repo), String(cash)).to.deep.equal([cash, far]);
      }
    });

    it("X-13 an outright repo: both legs are discounts at their own rates, to the payable day (vector 1)", async () => {
      await goTo("2026-07-15");
      const face = 123_456_789n;
      const draft = { kind: RepoKind.Outright, rate: 18_500n, farRate: 17_000n, farDay: "2026-08-14" };
      const paper = { face, maturity: "2026-10-01" };
      const { near, far } = await opened(desk, draft, paper, "2026-07-15");
      // 85 days and 55 days to 2026-10-08.
      expect([near, far]).to.deep.equal([122_917_523n, 123_136_144n]);
      expect(far).to.equal(worth(face, 17_000n, "2026-08-14", "2026-10-08"));
    });

    it("X-13 on the payable day the second leg is the face; at a higher rate it may be below the first", async () => {
      const holding = await discounted(desk, seller);
      const draft = { kind: RepoKind.Outright, farDay: "2026-06-30" };
      const first = await proposed(desk, seller, buyer, [all(holding)], draft);
      expect(await repos.preview(first)).to.deep.equal([worth(FACE, 15_500n, "2026-01-05", "2026-06-30"), FACE]);
      const second = await proposed(desk, seller, buyer, [all(holding)], {
        kind: RepoKind.Outright,
        rate: 1_000n,
        farRate: 900_000n,
      });
      const [near, far] = await repos.preview(second);
      expect(far).to.equal(worth(FACE, 900_000n, "2026-02-02", "2026-06-30"));
      expect(far < near).to.be.true;
    });

    it("X-13 each holding of a basket is rounded by itself; one debt stands behind all", async () => {
      // 30 days at 1.8 %: 15 fen of each 10,000; 100.33 → 15.0495, twice that 30.099.
      const lots = [];
      for (let i = 0; i < 2; i++) lots.push(all(await discounted(desk, seller, { face: 10_033n }), 10_033n));
      const draft = { kind: RepoKind.Outright, rate: 18_000n, farRate: 0n, farDay: "2026-02-02" };
      const each = worth(10_033n, 18_000n, "2026-01-05", "2026-06-30");
      const [near] = await repos.preview(await proposed(desk, seller, buyer, lots, draft));
      expect(near).to.equal(2n * each);
      expect(near).to.not.equal(worth(20_066n, 18_000n, "2026-01-05", "2026-06-30"));

      const repo = await proposed(desk, seller, buyer, lots, { cash: 20_000n });
      await ready(desk, buyer, 20_000n);
      const { far } = await agreed(desk, buyer, repo);
      const { debt } = await repos.repoInfo(repo);
      expect(await security.securedOf(debt)).to.equal(far);
      for (const { holding } of lots) {
        expect(fields(await security.pledgeOf(holding))).to.deep.include({
          pledgor: seller.id,
          pledgee: buyer.id,
          debt,
          byRepo: true,
        });
      }
    });

    it("X-12, B-17 pledged: the holder keeps title, the buyer has the pledge, the seller the money", async () => {
      const before = await balance(desk, seller);
      const holding = await discounted(desk, seller);
      await ready(desk, buyer, FACE);
      const repo = await proposed(desk, seller, buyer, [all(holding)]);
      const [near, far] = await repos.preview(repo);
      const had = await balance(desk, seller);
      await expect(byBuyer().accept(repo, near, far))
        .to.emit(repos, "RepoOpened")
        .withArgs(repo, seller.id, buyer.id, RepoKind.Pledged, near, far, day("2026-01-05"), day("2026-02-02"), [
          holding,
        ]);
      expect(await balance(desk, seller)).to.equal(had + FACE);
      expect(await balance(desk, buyer)).to.equal(0n);
      expect(before <= had).to.be.true;
      expect(await holder(desk, holding)).to.equal(seller.id);
      expect(await pair(desk, holding)).to.deep.equal(pairOf("Delivered, Pledged"));
      expect(fields(await repos.repoInfo(repo))).to.deep.include({
        status: RepoStatus.Open,
        near,
        far,
        nearDay: day("2026-01-05"),
      });
      expect(await repos.openItems()).to.equal(1n);
    });

    it("X-12 outright: title passes by an endorsement, awaiting redemption", async () => {
      const { holding, near } = await opened(desk, { kind: RepoKind.Outright });
      expect(await holder(desk, holding)).to.equal(buyer.id);
      expect(await pair(desk, holding)).to.deep.equal(pairOf("Delivered, AwaitingRedemption"));
      expect(fields((await last(desk, holding)) ?? {})).to.deep.include({
        from: seller.id,
        to: buyer.id,
        purpose: Purpose.Rediscount,
        notTransferable: false,
      });
      expect(await balance(desk, buyer)).to.equal(0n);
      expect(near).to.equal(worth(FACE, 15_500n, "2026-01-05", "2026-06-30"));
    });

    it("B-6, X-14 parts are split off when it is accepted; the repo names them, the rest stays free", async () => {
      for (const kind of [RepoKind.Pledged, RepoKind.Outright]) {
        const holding = await discounted(desk, seller, { splittable: true });
        const repo = await proposed(desk, seller, buyer, [all(holding, 400_000n)], { kind });
        expect((await registry.billInfo(holding >> 32n)).seq).to.equal(1n);
        await ready(desk, buyer, 400_000n);
        await agreed(desk, buyer, repo);
        expect((await repos.lotsOf(repo)).map(fields)).to.deep.equal([all(part(holding, 2n), 400_000n)]);
        const [low, rest] = [await registry.holdingInfo(part(holding, 2n)), await registry.holdingInfo(holding)];
        expect([low.lo, low.hi, rest.lo, rest.hi]).to.deep.equal([1n, 400_000n, 400_001n, FACE]);
        expect(await pair(desk, holding)).to.deep.equal(pairOf("Delivered, Circulating"));
      }
    });

    for (const [name, kind] of KINDS) {
      it(`X-12 ${name}: reverts when balance or allowance is a fen short, and nothing has moved`, async () => {
        const holding = await discounted(desk, seller);
        const repo = await proposed(desk, seller, buyer, [all(holding)], { kind });
        const [near, far] = await repos.preview(repo);
        await ready(desk, buyer, near - 1n);
        await expect(byBuyer().accept(repo, near, far))
          .to.be.revertedWithCustomError(repos, "RepoMoneyShort")
          .withArgs(repo, buyer.id, near, near - 1n, ethers.MaxUint256);
        await deposited(desk, buyer, 1n);
        await desk.suite.money.connect(buyer.signer).approve(repos, near - 1n);
        await expect(byBuyer().accept(repo, near, far))
          .to.be.revertedWithCustomError(repos, "RepoMoneyShort")
          .withArgs(repo, buyer.id, near, near, near - 1n);
        expect(await pair(desk, holding)).to.deep.equal(pairOf("Delivered, Circulating"));
        expect(await holder(desk, holding)).to.equal(seller.id);
        expect(await status(desk, repo)).to.equal(RepoStatus.Proposed);
        expect(await repos.openItems()).to.equal(0n);
      });
    }

    it("X-13 reverts when the figures are others than the buyer saw, as they are on the next day", async () => {
      const holding = await discounted(desk, seller);
      const repo = await proposed(desk, seller, buyer, [all(holding)], {
        kind: RepoKind.Outright,
        lastDay: "2026-01-06",
      });
      await ready(desk, buyer, FACE);
      const [near, far] = await repos.preview(repo);
      for (const [a, b] of [
        [near - 1n, far],
        [near, far + 1n],
      ] as const) {
        await expect(byBuyer().accept(repo, a, b))
          .to.be.revertedWithCustomError(repos, "RepoPriceDiffers")
          .withArgs(repo, near, far);
      }
      await goTo("2026-01-06");
      await expect(byBuyer().accept(repo, near, far))
        .to.be.revertedWithCustomError(repos, "RepoPriceDiffers")
        .withArgs(repo, worth(FACE, 15_500n, "2026-01-06", "2026-06-30"), far);
    });

    it("reverts when the caller is not the buyer, or the last day is over", async () => {
      const holding = await discounted(desk, seller);
      const repo = await proposed(desk, seller, buyer, [all(holding)]);
      for (const actor of [seller, guanshan]) {
        await expect(repos.connect(actor.signer).accept(repo, 1n, 1n))
          .to.be.revertedWithCustomError(repos, "RepoNotYours")
          .withArgs(repo, actor.id, buyer.id);
      }
      await goTo("2026-01-05", "23:59:57");
      await repos.preview(repo);
      await goTo("2026-01-06", "00:00:00");
      for (const act of [() => byBuyer().accept(repo, 1n, 1n), () => repos.preview(repo)]) {
        await expect(act()).to.be.revertedWithCustomError(repos, "RepoLapsed").withArgs(repo, day("2026-01-05"));
      }
    });

    it("X-11 is done once, and never after it was refused or taken back", async () => {
      const holding = await discounted(desk, seller);
      const draft = { lastDay: "2026-01-30" };
      const [first, second, third] = [
        await proposed(desk, seller, buyer, [all(holding)], draft),
        await proposed(desk, seller, buyer, [all(holding)], draft),
        await proposed(desk, seller, buyer, [all(holding)], draft),
      ];
      await expect(byBuyer().refuse(first)).to.emit(repos, "RepoAnswered").withArgs(first, RepoStatus.Refused);
      await expect(bySeller().withdraw(second)).to.emit(repos, "RepoAnswered").withArgs(second, RepoStatus.Withdrawn);
      await ready(desk, buyer, FACE);
      const { near, far } = await agreed(desk, buyer, third);
      for (const [repo, found] of [
        [first, RepoStatus.Refused],
        [second, RepoStatus.Withdrawn],
        [third, RepoStatus.Open],
      ] as const) {
        for (const act of [
          () => byBuyer().accept(repo, near, far),
          () => byBuyer().refuse(repo),
          () => bySeller().withdraw(repo),
          () => repos.preview(repo),
        ]) {
          await expect(act())
            .to.be.revertedWithCustomError(repos, "RepoWrongStatus")
            .withArgs(repo, found, RepoStatus.Proposed);
        }
      }
      await expect(byBuyer().accept(9n, 1n, 1n))
        .to.be.revertedWithCustomError(repos, "RepoUnknown")
        .withArgs(9n);
    });

    it("refused by the buyer and taken back by the seller only", async () => {
      const repo = await proposed(desk, seller, buyer, [all(await discounted(desk, seller))]);
      await expect(bySeller().refuse(repo))
        .to.be.revertedWithCustomError(repos, "RepoNotYours")
        .withArgs(repo, seller.id, buyer.id);
      await expect(byBuyer().withdraw(repo))
        .to.be.revertedWithCustomError(repos, "RepoNotYours")
        .withArgs(repo, buyer.id, seller.id);
    });

    it("X-11 of two proposals on a bill the first that is accepted counts", async () => {
      const holding = await discounted(desk, seller);
      const first = await proposed(desk, seller, buyer, [all(holding)]);
      const second = await proposed(desk, seller, guanshan, [all(holding)]);
      await ready(desk, buyer, FACE);
      await ready(desk, guanshan, FACE);
      const [near, far] = await repos.preview(second);
      await agreed(desk, buyer, first);
      for (const act of [() => repos.connect(guanshan.signer).accept(second, near, far), () => repos.preview(second)]) {
        await expect(act()).to.be.revertedWithCustomError(registry, "BillWrongPair");
      }
    });

    it("B-4 checks all again: bills that have moved, parties that may trade no more", async () => {
      const holding = await discounted(desk, seller);
      const draft = { lastDay: "2026-01-30" };
      const repo = await proposed(desk, seller, buyer, [all(holding)], draft);
      await ready(desk, buyer, FACE);
      const [near] = await repos.preview(repo);
      const accept = () => byBuyer().accept(repo, near, near);
      await endorsed(desk, holding, seller, guanshan);
      await expect(accept())
        .to.be.revertedWithCustomError(registry, "BillNotHolder")
        .withArgs(holding, seller.id, guanshan.id);
      await endorsed(desk, holding, guanshan, seller);
      const licence = encodeBytes32String("BANK");
      await regulated([{ target: desk.suite.participants, name: "revokeQualification", args: [seller.id, licence] }]);
      for (const act of [accept, () => repos.preview(repo)]) {
        await expect(act())
          .to.be.revertedWithCustomError(desk.suite.billDiscount, "TitleBuyerUnqualified")
          .withArgs(seller.id, licence);
      }
    });

    it("X-26, K-11 reverts when the seller is frozen or the buyer suspended since", async () => {
      const repo = await proposed(desk, seller, buyer, [all(await discounted(desk, seller))], {
        lastDay: "2026-01-30",
      });
      const draft = { lastDay: "2026-01-30" };
      const other = await proposed(
        desk,
        guanshan,
        buyer,
        [all(await discounted(desk, guanshan, { acceptor: seller }))],
        draft,
      );
      await freeze(desk, seller);
      for (const act of [() => byBuyer().accept(repo, 1n, 1n), () => repos.preview(repo)]) {
        await expect(act()).to.be.revertedWithCustomError(desk.suite.participants, "ParticipantIsFrozen");
      }
      await suspend(desk, buyer);
      await expect(repos.preview(other)).to.be.revertedWithCustomError(
        desk.suite.participants,
        "ParticipantWrongStanding",
      );
      // What is only turned down is turned down by whoever may not trade.
      await byBuyer().refuse(other);
      await bySeller().withdraw(repo);
    });
  });

  it("B-4, K-4 nothing is agreed on a full chain; what was agreed before it goes back all the same", async () => {
    const holding = await discounted(desk, seller);
    await instructed(desk, guanshan, seller);
    await instructed(desk, seller, guanshan);
    const pass = async (from: Actor, to: Actor) => {
      await registry.connect(from.signer).endorse(holding, to.id, false, 0);
    };
    for (let place = 1; place < 499; place += 2) {
      await pass(seller, guanshan);
      await pass(guanshan, seller);
    }
    const repo = await proposed(desk, seller, buyer, [all(holding)], { kind: RepoKind.Outright });
    await ready(desk, buyer, FACE);
    const { far } = await agreed(desk, buyer, repo);
    await covered(desk, far);
    await goTo("2026-02-02");
    await bySeller().redeem(repo);
    expect(await holder(desk, holding)).to.equal(seller.id);
    expect((await registry.holdingInfo(holding)).chainLength).to.equal(501n);
    for (const kind of [RepoKind.Pledged, RepoKind.Outright]) {
      await expect(propose([all(holding)], { kind, lastDay: "2026-02-02", farDay: "2026-02-03" }))
        .to.be.revertedWithCustomError(registry, "BillChainFull")
        .withArgs(holding, 500n);
    }
  });

  describe("accounts", () => {
    /** Two keys that hold nothing. */
    let operator: Actor["signer"], other: Actor["signer"];
    beforeEach(async () => {
      [operator, other] = (await ethers.getSigners()).slice(15, 17) as [Actor["signer"], Actor["signer"]];
    });

    it("K-3 operators propose and accept up to their ceiling in face, and redeem up to it in money", async () => {
      const exceeded = [desk.suite.participants, "AccountCeilingExceeded"] as const;
      const holding = await discounted(desk, seller);
      const lots = [all(holding)];
      await bound(desk, seller, operator, { ceiling: FACE - 1n });
      await bound(desk, buyer, other, { ceiling: FACE - 1n });
      await expect(repos.connect(operator).propose(termsOf(buyer, lots, { cash: 1n })))
        .to.be.revertedWithCustomError(...exceeded)
        .withArgs(operator, FACE, FACE - 1n);
      const repo = await proposed(desk, seller, buyer, lots, { cash: FACE - 1n });
      await ready(desk, buyer, FACE);
      const [near, far] = await repos.preview(repo);
      await expect(repos.connect(other).accept(repo, near, far))
        .to.be.revertedWithCustomError(...exceeded)
        .withArgs(other, FACE, FACE - 1n);
      await byBuyer().accept(repo, near, far);
      await covered(desk, far);
      await goTo("2026-02-02");
      await expect(repos.connect(operator).redeem(repo))
        .to.be.revertedWithCustomError(...exceeded)
        .withArgs(operator, far, FACE - 1n);
      // Enforcing disposes of nothing.
      await repos.connect(other).enforce(repo);
      expect(await status(desk, repo)).to.equal(RepoStatus.Redeemed);
    });

    it("pays from and to the wallets of the day", async () => {
      const { repo, far } = await opened(desk);
      await rotated(desk, seller, operator);
      await deposited(desk, { ...seller, wallet: operator.address }, far);
      await rotated(desk, buyer, other);
      const { money } = desk.suite;
      await money.connect(operator).approve(repos, far);
      const had = await money.balanceOf(operator);
      await goTo("2026-02-02");
      await repos.connect(other).enforce(repo);
      expect([await money.balanceOf(operator), await money.balanceOf(other)]).to.deep.equal([had - far, far]);
    });
  });

  describe("gas", () => {
    /** Holdings of the seller, all parts of one bill. */
    async function holdings(count: number): Promise<bigint[]> {
      const holding = await discounted(desk, seller, { splittable: true });
      await instructed(desk, guanshan, seller);
      await instructed(desk, seller, guanshan);
      const parts = Array.from({ length: count }, (_, i) => part(holding, BigInt(i + 2)));
      for (const each of parts) {
        await registry.connect(seller.signer).endorsePart(holding, 1_000n, guanshan.id, false, 0);
        await registry.connect(guanshan.signer).endorse(each, seller.id, false, 0);
      }
      return parts;
    }

    for (const [name, kind] of KINDS) {
      it(`X-106 ${name}: each act on 50 lots, all parted, takes less than half of a transaction's gas`, async () => {
        const lots = (await holdings(50)).map((holding) => all(holding, 400n));
        await ready(desk, buyer, FACE);
        const gas: bigint[] = [];
        const spend = async (act: Promise<{ wait: () => Promise<{ gasUsed: bigint } | null> }>) => {
          gas.push((await (await act).wait())?.gasUsed ?? GAS_CAP);
        };
        await spend(propose(lots, { kind }));
        const [near, far] = await repos.preview(1n);
        await spend(byBuyer().accept(1n, near, far));
        await goTo("2026-02-03");
        const before = await networkHelpers.takeSnapshot();
        await desk.suite.money.connect(seller.signer).approve(repos, 0n);
        await spend(byBuyer().enforce(1n));
        await before.restore();
        await covered(desk, far);
        await spend(bySeller().redeem(1n));
        for (const each of gas) expect(each < GAS_CAP / 2n).to.be.true;
      });
    }
  });
});
