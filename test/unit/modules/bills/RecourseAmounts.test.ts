import { expect } from "chai";
import { MaxUint256 } from "ethers";
import {
  billDesk,
  BillStatus,
  Circulation,
  day,
  delivered,
  type Desk,
  FACE,
  fields,
  freezeMoney,
  goTo,
  MATURITY,
  order,
  pairOf,
  Purpose,
} from "../../../utils/bills.ts";
import {
  claim,
  COSTS,
  dishonoured,
  dishonouredAfter,
  insolvency,
  passed,
  PROOF,
  settle,
  settled,
  solvent,
  total,
} from "../../../utils/recourse.ts";
import { pledged, PledgeStatus } from "../../../utils/security.ts";
import { type Actor, ethers } from "../../../utils/suite.ts";

/** ¥10,000.00 at 3 % over 360 days: 83⅓ fen a day. */
const interestOf = (days: bigint, principal = FACE, rate = 30_000n) =>
  (principal * rate * days + 180_000_000n) / 360_000_000n;

describe("BillRecourse: what is owed", () => {
  let desk: Desk;
  let recourse: Desk["suite"]["billRecourse"];
  let registry: Desk["suite"]["billRegistry"];
  let money: Desk["suite"]["money"];
  let qianling: Actor;
  let nanming: Actor;
  let huaxi: Actor;
  let guanshan: Actor;
  let baiyunling: Actor;
  let market: Actor;

  beforeEach(async () => {
    desk = await billDesk();
    ({ billRecourse: recourse, billRegistry: registry, money } = desk.suite);
    ({ qianling, nanming, huaxi, guanshan, baiyunling, market } = desk);
  });

  const owed = async (holding: bigint) => fields(await recourse.owed(holding));
  const accountOf = async (holding: bigint, actor: Actor) => fields(await recourse.accountOf(holding, actor.id));

  describe("B-11 interest", () => {
    it("B-11 costs of a claim are no more than the face, so that none can be too much to pay", async () => {
      const holding = await dishonouredAfter(desk, [huaxi]);
      await expect(claim(desk, holding, huaxi, nanming, FACE + 1n))
        .to.be.revertedWithCustomError(recourse, "RecourseCostsOutOfRange")
        .withArgs(holding, FACE + 1n, FACE);
      await claim(desk, holding, huaxi, nanming, FACE);
    });

    it("B-11 NIL 70: the face, with interest from the payable day", async () => {
      const holding = await dishonouredAfter(desk, [huaxi]);
      expect(await owed(holding)).to.deep.equal({ principal: FACE, interest: 0n, costs: 0n, from: 0n });
      await goTo("2026-07-10");
      expect(await owed(holding)).to.deep.equal({
        principal: FACE,
        interest: 833n,
        costs: 0n,
        from: day("2026-07-10"),
      });
    });

    it("B-11 the payable day is a business day: due in a holiday, it bears interest from the end of it", async () => {
      await goTo("2026-08-03");
      const holding = (await delivered(desk, { maturity: "2026-10-01" })).holding;
      await dishonoured(desk, holding, nanming, "2026-10-01");
      await goTo("2026-10-08", "23:59:00");
      expect((await owed(holding))["interest"]).to.equal(0n);
      await goTo("2026-10-09", "00:00:00");
      expect((await owed(holding))["interest"]).to.equal(83n);
    });

    it("B-11 X-104 until the payable day has come it follows the calendar, whatever was paid before", async () => {
      await goTo("2026-08-03");
      const { holding } = await delivered(desk, { maturity: "2026-10-01" });
      await dishonoured(desk, holding, nanming);
      await claim(desk, holding, nanming, qianling);
      await solvent(desk, qianling, FACE);
      await goTo("2026-10-03");
      await settle(desk, holding, qianling, 400_000n);
      await desk.suite.calendar.connect(desk.clearing.signer).amendDay(day("2026-10-08"), false, PROOF);
      await goTo("2026-10-21");
      expect((await owed(holding))["interest"]).to.equal(interestOf(12n, 600_000n));
    });

    it("B-11 half a fen is rounded up", async () => {
      const { holding } = await delivered(desk, { face: 6_000n });
      await dishonoured(desk, holding, nanming);
      await goTo("2026-07-01", "00:00:00");
      expect((await owed(holding))["interest"]).to.equal(1n);
    });

    it("B-11 the rate is a dated schedule: a period that spans a change is the sum of its parts, rounded once", async () => {
      const holding = await dishonouredAfter(desk, [huaxi]);
      expect(await recourse.rateOn(day(MATURITY))).to.equal(30_000n);
      await goTo("2026-07-01");
      await order(desk, "setRate", [31_000n, day("2026-07-05")], recourse);
      expect([await recourse.rateOn(day("2026-07-04")), await recourse.rateOn(day("2026-07-05"))]).to.deep.equal([
        30_000n,
        31_000n,
      ]);
      await goTo("2026-07-10");
      // 5 days at 3.0 % and 5 at 3.1 %: 416⅔ and 430.55… fen.
      expect((await owed(holding))["interest"]).to.equal(847n);
    });

    it("B-11 a rate is set by order, says so, and never for a day that has passed", async () => {
      await expect(order(desk, "setRate", [25_000n, day("2026-02-01")], recourse))
        .to.emit(recourse, "RecourseRateSet")
        .withArgs(25_000n, day("2026-02-01"));
      await expect(recourse.connect(desk.regulator.signer).setRate(1n, day("2026-03-01")))
        .to.be.revertedWithCustomError(recourse, "AccessManagedUnauthorized")
        .withArgs(desk.regulator.wallet);
      await expect(order(desk, "setRate", [25_000n, day("2026-01-04")], recourse)).to.be.revertedWithCustomError(
        recourse,
        "RateScheduleDayPassed",
      );
    });
  });

  describe("settle", () => {
    it("B-11 to costs, then to interest, then to principal", async () => {
      const holding = await dishonouredAfter(desk, [huaxi]);
      await claim(desk, holding, huaxi, nanming, 5_000n);
      await solvent(desk, nanming, 2_000_000n);
      await goTo("2026-07-10");
      await expect(settle(desk, holding, nanming, 4_000n))
        .to.emit(recourse, "RecoursePaid")
        .withArgs(holding, nanming.id, huaxi.id, 4_000n, 0n, 0n, 1_001_833n, day("2026-07-10"));
      await expect(settle(desk, holding, nanming, 1_500n))
        .to.emit(recourse, "RecoursePaid")
        .withArgs(holding, nanming.id, huaxi.id, 1_000n, 500n, 0n, 1_000_333n, day("2026-07-10"));
      await expect(settle(desk, holding, nanming, 400_333n))
        .to.emit(recourse, "RecoursePaid")
        .withArgs(holding, nanming.id, huaxi.id, 0n, 333n, 400_000n, 600_000n, day("2026-07-10"));
      await goTo("2026-07-22");
      expect(await owed(holding)).to.deep.equal({
        principal: 600_000n,
        interest: interestOf(12n, 600_000n),
        costs: 0n,
        from: day("2026-07-22"),
      });
    });

    it("B-11 with the last fen the holding is the payer's: by an endorsement of settlement, in recourse", async () => {
      const holding = await dishonouredAfter(desk, [huaxi]);
      await claim(desk, holding, huaxi, nanming);
      await solvent(desk, nanming, FACE);
      await settle(desk, holding, nanming, FACE - 1n);
      expect((await registry.holdingInfo(holding)).holder).to.equal(huaxi.id);
      const paying = settle(desk, holding, nanming, 1n);
      await expect(paying)
        .to.emit(recourse, "RecourseSettled")
        .withArgs(holding, nanming.id, huaxi.id, FACE, false, day(MATURITY));
      await expect(paying).to.emit(registry, "BillEndorsed");
      await expect(paying).to.changeTokenBalances(ethers, money, [nanming.wallet, huaxi.wallet], [-1n, 1n]);
      const { holder, chainLength } = await registry.holdingInfo(holding);
      expect([holder, chainLength]).to.deep.equal([nanming.id, 2n]);
      expect(await registry.pairOf(holding)).to.deep.equal(pairOf("Matured, InRecourse"));
      expect((await registry.endorsementInfo((holding << 16n) | 2n)).purpose).to.equal(Purpose.RecourseSettlement);
    });

    it("B-11 when the acceptor pays the last fen the units are closed", async () => {
      const { holding, bill } = await delivered(desk);
      await dishonoured(desk, holding, nanming);
      await claim(desk, holding, nanming, guanshan);
      await solvent(desk, guanshan, FACE);
      const paying = settle(desk, holding, guanshan, FACE);
      await expect(paying)
        .to.emit(recourse, "RecourseSettled")
        .withArgs(holding, guanshan.id, nanming.id, FACE, true, day(MATURITY));
      await expect(paying).to.emit(registry, "HoldingClosed").withArgs(holding, nanming.id, FACE, FACE);
      expect(await registry.pairOf(holding)).to.deep.equal([BillStatus.Settled, Circulation.Closed]);
      expect((await registry.billInfo(bill)).closed).to.equal(FACE);
      expect(await accountOf(holding, nanming)).to.deep.include({ principal: 0n, interest: 0n, costs: 0n });
      await expect(settle(desk, holding, guanshan, 1n)).to.be.revertedWithCustomError(registry, "BillWrongPair");
    });

    it("X-22 no more is taken than is owed today", async () => {
      const holding = await dishonouredAfter(desk, [huaxi]);
      await claim(desk, holding, huaxi, nanming, 700n);
      await goTo("2026-07-10");
      await solvent(desk, nanming, MaxUint256 >> 200n);
      const due = FACE + 700n + 833n;
      await expect(settle(desk, holding, nanming, (1n << 64n) - 1n)).to.changeTokenBalances(
        ethers,
        money,
        [nanming.wallet, huaxi.wallet],
        [-due, due],
      );
    });

    it("B-10 X-22 NIL 68: what one pays discharges the others by so much, and the claimant recovers once", async () => {
      const holding = await dishonouredAfter(desk, [huaxi, market]);
      for (const party of [guanshan, qianling, nanming, huaxi]) await claim(desk, holding, market, party, 100n);
      for (const party of [guanshan, qianling, nanming]) {
        await solvent(desk, party, 300_000n);
        await settle(desk, holding, party, 300_000n);
      }
      await solvent(desk, huaxi, FACE);
      expect(await total(desk, holding)).to.equal(100_400n);
      await settle(desk, holding, huaxi, FACE);
      expect(await money.balanceOf(market.wallet)).to.equal(FACE + 400n);
      expect((await registry.holdingInfo(holding)).holder).to.equal(huaxi.id);
      // What it has paid itself is what it is owed; the shares of others stay between them.
      expect(await owed(holding)).to.deep.include({ principal: 100_400n, costs: 0n });
      for (const party of [guanshan, qianling, nanming]) {
        await expect(settle(desk, holding, party, 1n)).to.be.revertedWithCustomError(recourse, "RecourseNotClaimed");
      }
    });

    it("B-11 NIL 71: again-recourse is for all that was paid, with interest from each day of paying, and own costs", async () => {
      const holding = await dishonouredAfter(desk, [huaxi]);
      await claim(desk, holding, huaxi, nanming, 5_000n);
      await solvent(desk, nanming, 2_000_000n);
      await goTo("2026-07-10");
      await settle(desk, holding, nanming, 605_833n);
      expect(await accountOf(holding, nanming)).to.deep.equal({
        principal: 605_833n,
        interest: 0n,
        costs: 0n,
        from: day("2026-07-10"),
      });
      await goTo("2026-07-22");
      const rest = 400_000n + interestOf(12n, 400_000n);
      await settle(desk, holding, nanming, FACE);
      const interest = interestOf(12n, 605_833n);
      expect(await owed(holding)).to.deep.equal({
        principal: 605_833n + rest,
        interest,
        costs: 0n,
        from: day("2026-07-22"),
      });
      await claim(desk, holding, nanming, qianling, 77n);
      await goTo("2026-08-01");
      expect(await owed(holding)).to.deep.equal({
        principal: 605_833n + rest,
        interest: interest + interestOf(10n, 605_833n + rest),
        costs: 77n,
        from: day("2026-08-01"),
      });
    });

    it("B-11 what one has paid in part is in its account when it pays a later claimant all", async () => {
      const holding = await dishonouredAfter(desk, [huaxi, market]);
      await claim(desk, holding, market, qianling);
      await claim(desk, holding, market, huaxi);
      await solvent(desk, qianling, FACE);
      await solvent(desk, huaxi, FACE);
      await settle(desk, holding, qianling, 300_000n);
      await settle(desk, holding, huaxi, FACE);
      await claim(desk, holding, huaxi, qianling);
      await settle(desk, holding, qianling, FACE);
      expect(await owed(holding)).to.deep.include({ principal: FACE });
    });

    it("X-22 along the whole chain nobody gains: the acceptor's payment covers what the last one paid", async () => {
      const holding = await dishonouredAfter(desk, [huaxi, market]);
      await settled(desk, holding, market, huaxi);
      await goTo("2026-07-10");
      await settled(desk, holding, huaxi, nanming);
      await goTo("2026-07-20");
      await settled(desk, holding, nanming, qianling);
      await goTo("2026-07-30");
      await settled(desk, holding, qianling, guanshan);
      const first = FACE + interestOf(10n);
      const second = first + interestOf(10n, first);
      const third = second + interestOf(10n, second);
      const balances = [market, huaxi, nanming, qianling].map(({ wallet }) => money.balanceOf(wallet));
      // Each had in its wallet what it paid, and has what it was paid.
      expect(await Promise.all(balances)).to.deep.equal([FACE, first, second, third]);
    });

    it("reverts on nothing, from who was not claimed on, and outside of recourse", async () => {
      const holding = await dishonouredAfter(desk, [huaxi]);
      await expect(settle(desk, holding, nanming, 1n)).to.be.revertedWithCustomError(registry, "BillWrongPair");
      await claim(desk, holding, huaxi, nanming);
      await expect(settle(desk, holding, nanming, 0n)).to.be.revertedWithCustomError(recourse, "RecourseAmountZero");
      for (const actor of [qianling, huaxi, desk.court]) {
        await expect(settle(desk, holding, actor, 1n))
          .to.be.revertedWithCustomError(recourse, "RecourseNotClaimed")
          .withArgs(holding, actor.id);
      }
      await expect(settle(desk, holding + 1n, nanming, 1n)).to.be.revertedWithCustomError(registry, "HoldingUnknown");
    });

    it("reverts when money or allowance is short, and names both", async () => {
      const holding = await dishonouredAfter(desk, [huaxi]);
      await claim(desk, holding, huaxi, nanming);
      await expect(settle(desk, holding, nanming, 500n))
        .to.be.revertedWithCustomError(recourse, "RecourseMoneyShort")
        .withArgs(holding, nanming.id, 500n, 0n, 0n);
      await solvent(desk, nanming, 500n);
      await money.connect(nanming.signer).approve(recourse, 499n);
      await expect(settle(desk, holding, nanming, 500n))
        .to.be.revertedWithCustomError(recourse, "RecourseMoneyShort")
        .withArgs(holding, nanming.id, 500n, 500n, 499n);
      await money.connect(nanming.signer).approve(recourse, 500n);
      await freezeMoney(desk, nanming, 1n);
      await expect(settle(desk, holding, nanming, 500n))
        .to.be.revertedWithCustomError(recourse, "RecourseMoneyShort")
        .withArgs(holding, nanming.id, 500n, 499n, 500n);
      await settle(desk, holding, nanming, 499n);
    });

    it("K-6 holds no money", async () => {
      const holding = await dishonouredAfter(desk, [huaxi]);
      await settled(desk, holding, huaxi, nanming);
      expect(await money.balanceOf(recourse)).to.equal(0n);
      expect(await recourse.openItems()).to.equal(0n);
    });
  });

  describe("B-17 a realised pledge", () => {
    /** huaxi's bill, pledged to baiyunling for ¥6,000.00, realised and dishonoured. */
    async function realised() {
      const { holding } = await delivered(desk);
      await passed(desk, holding, nanming, huaxi);
      await pledged(desk, holding, huaxi, baiyunling);
      await goTo("2026-05-15");
      await desk.suite.billSecurity.connect(baiyunling.signer).realise(holding);
      await dishonoured(desk, holding, baiyunling);
      return holding;
    }

    it("B-17 what comes in is the pledgee's up to what is secured, the rest the pledgor's, in one transaction", async () => {
      const holding = await realised();
      await claim(desk, holding, baiyunling, nanming);
      await solvent(desk, nanming, FACE);
      const wallets = [nanming.wallet, baiyunling.wallet, huaxi.wallet];
      await expect(settle(desk, holding, nanming, 500_000n)).to.changeTokenBalances(ethers, money, wallets, [
        -500_000n,
        500_000n,
        0n,
      ]);
      expect((await desk.suite.billSecurity.pledgeOf(holding)).status).to.equal(PledgeStatus.Realised);
      await expect(settle(desk, holding, nanming, 300_000n)).to.changeTokenBalances(ethers, money, wallets, [
        -300_000n,
        100_000n,
        200_000n,
      ]);
      await expect(settle(desk, holding, nanming, FACE)).to.changeTokenBalances(ethers, money, wallets, [
        -200_000n,
        0n,
        200_000n,
      ]);
      expect((await desk.suite.billSecurity.pledgeOf(holding)).status).to.equal(PledgeStatus.Ended);
      const { holder, pledged: isPledged } = await registry.holdingInfo(holding);
      expect([holder, isPledged]).to.deep.equal([nanming.id, false]);
    });

    it("B-17 a pledgor that pays keeps its own surplus, and claims on its priors for the whole", async () => {
      const holding = await realised();
      await claim(desk, holding, baiyunling, huaxi);
      await solvent(desk, huaxi, 600_000n);
      await expect(settle(desk, holding, huaxi, FACE)).to.changeTokenBalances(
        ethers,
        money,
        [huaxi.wallet, baiyunling.wallet],
        [-600_000n, 600_000n],
      );
      expect((await registry.holdingInfo(holding)).holder).to.equal(huaxi.id);
      expect(await owed(holding)).to.deep.include({ principal: FACE });
    });

    it("B-17 a pledgor redeems it unclaimed for what its pledgee is due, all at once, and claims on its priors", async () => {
      const holding = await realised();
      await solvent(desk, huaxi, FACE);
      await expect(settle(desk, holding, huaxi, FACE - 1n)).to.be.revertedWithCustomError(registry, "BillWrongPair");
      await expect(settle(desk, holding, nanming, FACE)).to.be.revertedWithCustomError(registry, "BillWrongPair");
      await expect(settle(desk, holding, huaxi, FACE)).to.changeTokenBalances(
        ethers,
        money,
        [huaxi.wallet, baiyunling.wallet],
        [-600_000n, 600_000n],
      );
      const { holder, circulation, pledged: isPledged } = await registry.holdingInfo(holding);
      expect([holder, circulation, isPledged]).to.deep.equal([huaxi.id, Circulation.InRecourse, false]);
      expect((await desk.suite.billSecurity.pledgeOf(holding)).status).to.equal(PledgeStatus.Ended);
      await settled(desk, holding, huaxi, nanming);
      expect((await registry.holdingInfo(holding)).holder).to.equal(nanming.id);
    });

    it("B-17 a pledgee that is the acceptor and refuses itself payment does not keep what is over", async () => {
      const { holding } = await delivered(desk);
      await pledged(desk, holding, nanming, guanshan);
      await goTo("2026-05-15");
      await desk.suite.billSecurity.connect(guanshan.signer).realise(holding);
      await dishonoured(desk, holding, guanshan);
      await expect(claim(desk, holding, guanshan, nanming)).to.be.revertedWithCustomError(
        recourse,
        "RecourseNotLiable",
      );
      await solvent(desk, nanming, 600_000n);
      await settle(desk, holding, nanming, FACE);
      await settled(desk, holding, nanming, guanshan);
      expect((await registry.holdingInfo(holding)).circulation).to.equal(Circulation.Closed);
    });

    it("B-17 what was not dishonoured is not redeemed", async () => {
      const { holding } = await delivered(desk);
      await pledged(desk, holding, nanming, baiyunling);
      await goTo("2026-05-15");
      await desk.suite.billSecurity.connect(baiyunling.signer).realise(holding);
      await solvent(desk, nanming, FACE);
      await expect(settle(desk, holding, nanming, FACE)).to.be.revertedWithCustomError(registry, "BillWrongPair");
    });

    it("B-17 the acceptor's payment of a pledged holding closes it and ends the pledge", async () => {
      const holding = await realised();
      await claim(desk, holding, baiyunling, guanshan);
      await solvent(desk, guanshan, FACE);
      await settle(desk, holding, guanshan, FACE);
      expect((await desk.suite.billSecurity.pledgeOf(holding)).status).to.equal(PledgeStatus.Ended);
      expect((await registry.holdingInfo(holding)).circulation).to.equal(Circulation.Closed);
    });
  });

  describe("B-13 before the payable day", () => {
    it("B-13 no interest runs, however it is paid; from the payable day on it runs on what is left", async () => {
      const { holding } = await delivered(desk);
      await passed(desk, holding, nanming, huaxi);
      await goTo("2026-05-11");
      await recourse.connect(huaxi.signer).openEarly(holding, await insolvency(desk, desk.court, guanshan));
      await claim(desk, holding, huaxi, nanming, 200n);
      await solvent(desk, nanming, 2n * FACE);
      await settle(desk, holding, nanming, 400_200n);
      await goTo("2026-06-30");
      expect(await owed(holding)).to.deep.equal({ principal: 600_000n, interest: 0n, costs: 0n, from: 0n });
      await goTo("2026-07-12");
      expect(await owed(holding)).to.deep.equal({
        principal: 600_000n,
        interest: interestOf(12n, 600_000n),
        costs: 0n,
        from: day("2026-07-12"),
      });
      // Who pays is owed interest from the day of paying, whenever that is.
      expect(await accountOf(holding, nanming)).to.deep.include({ interest: interestOf(62n, 400_200n) });
    });
  });

  it("costs need a digest of what proves them", async () => {
    const holding = await dishonouredAfter(desk, [huaxi]);
    const signed = recourse.connect(huaxi.signer);
    await expect(signed.claim(holding, nanming.id, 1n, `0x${"0".repeat(64)}`))
      .to.be.revertedWithCustomError(recourse, "RecourseCostsUnproven")
      .withArgs(holding, 1n);
    await expect(signed.claim(holding, nanming.id, 1n, COSTS))
      .to.emit(recourse, "RecourseClaimed")
      .withArgs(holding, huaxi.id, nanming.id, 3n, FACE, 1n, COSTS, day(MATURITY), day("2026-12-30"));
    await expect(signed.claim(holding, qianling.id, 0n, PROOF)).to.emit(recourse, "RecourseClaimed");
    expect((await owed(holding))["costs"]).to.equal(1n);
    expect(await accountOf(holding, market)).to.deep.include({ principal: 0n, interest: 0n, costs: 0n });
  });
});
