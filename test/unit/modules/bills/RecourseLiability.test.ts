import { expect } from "chai";
import { ZeroHash } from "ethers";
import {
  accepted,
  billDesk,
  delivered,
  type Desk,
  drawn,
  endorsed,
  FACE,
  fields,
  funded,
  goTo,
  MATURITY,
  order,
} from "../../../utils/bills.ts";
import { claim, dishonoured, dishonouredAfter, liable, passed, settled, sold } from "../../../utils/recourse.ts";
import { Capacity, guaranteed, pledged } from "../../../utils/security.ts";
import type { Actor } from "../../../utils/suite.ts";

const ALWAYS = { guanshan: "acceptor", qianling: "drawer" };

describe("BillRecourse: who is liable", () => {
  let desk: Desk;
  let recourse: Desk["suite"]["billRecourse"];
  let registry: Desk["suite"]["billRegistry"];
  let qianling: Actor;
  let nanming: Actor;
  let huaxi: Actor;
  let guanshan: Actor;
  let baiyunling: Actor;
  let market: Actor;
  let court: Actor;
  let clearing: Actor;

  beforeEach(async () => {
    desk = await billDesk();
    ({ billRecourse: recourse, billRegistry: registry } = desk.suite);
    ({ qianling, nanming, huaxi, guanshan, baiyunling, market, court, clearing } = desk);
  });

  /** Delivered to nanming, with these guarantors of acceptor and drawer. */
  async function guaranteedBill(who: { acceptor?: Actor | Actor[]; drawer?: Actor | Actor[] }) {
    const { bill, holding } = await drawn(desk);
    const { billIssuance } = desk.suite;
    for (const guarantor of [who.drawer ?? []].flat()) await guaranteed(desk, holding, qianling, guarantor);
    await billIssuance.connect(qianling.signer).presentForAcceptance(bill);
    await billIssuance.connect(guanshan.signer).sign((await registry.holdingInfo(holding)).request);
    for (const guarantor of [who.acceptor ?? []].flat()) await guaranteed(desk, holding, guanshan, guarantor);
    await billIssuance.connect(qianling.signer).deliver(bill, 0);
    await billIssuance.connect(nanming.signer).sign((await registry.holdingInfo(holding)).request);
    return holding;
  }

  /** Nobody but these can be claimed on. */
  async function expectClaimable(holding: bigint, claimant: Actor, parties: Record<string, string>) {
    expect(await liable(desk, holding)).to.deep.equal(parties);
    for (const key of [
      "qianling",
      "nanming",
      "huaxi",
      "guanshan",
      "baiyunling",
      "market",
      "court",
      "auditor",
    ] as const) {
      const attempt = claim(desk, holding, claimant, desk[key]);
      if (key in parties) await attempt;
      else {
        await expect(attempt)
          .to.be.revertedWithCustomError(recourse, "RecourseNotLiable")
          .withArgs(holding, claimant.id, desk[key].id);
      }
    }
  }

  describe("B-10 X-20", () => {
    it("B-10 X-20 acceptor, drawer and every endorser before it are liable to the holder, in any order, and nobody else", async () => {
      const holding = await dishonouredAfter(desk, [huaxi, market, court]);
      await expectClaimable(holding, court, {
        ...ALWAYS,
        nanming: "endorser 1",
        huaxi: "endorser 2",
        market: "endorser 3",
      });
    });

    it("B-10 X-20 NIL 69: none after an earlier endorsement of the holder's own", async () => {
      const holding = await dishonouredAfter(desk, [huaxi, market, court, huaxi]);
      await expectClaimable(holding, huaxi, { ...ALWAYS, nanming: "endorser 1" });
    });

    it("B-10 NIL 69: its first endorsement counts, however often it has had the bill", async () => {
      const holding = await dishonouredAfter(desk, [huaxi, market, huaxi, court, huaxi]);
      await expectClaimable(holding, huaxi, { ...ALWAYS, nanming: "endorser 1" });
    });

    it("B-10 an endorser is liable by its first endorsement that binds", async () => {
      const holding = await dishonouredAfter(desk, [huaxi, nanming, market, court]);
      expect(fields(await recourse.liabilityOf(holding, nanming.id))).to.deep.equal({
        capacity: Capacity.Endorser,
        place: 1n,
        principal: 0n,
      });
    });

    it("B-10 NIL 69: to a holder that is the drawer the acceptor and its guarantor alone", async () => {
      const holding = await guaranteedBill({ acceptor: baiyunling, drawer: market });
      await passed(desk, holding, nanming, huaxi, qianling);
      await dishonoured(desk, holding, qianling);
      await expectClaimable(holding, qianling, { guanshan: "acceptor", baiyunling: "guarantor of acceptor" });
    });

    it("B-10 to a holder that is the acceptor nobody", async () => {
      const holding = await dishonouredAfter(desk, [huaxi, guanshan]);
      await expectClaimable(holding, guanshan, {});
    });

    it("B-10 after an endorser has paid, its own priors, the drawer and the acceptor", async () => {
      const holding = await dishonouredAfter(desk, [huaxi, market, court]);
      await settled(desk, holding, court, huaxi);
      await expectClaimable(holding, huaxi, { ...ALWAYS, nanming: "endorser 1" });
    });

    it("B-10 after the drawer has paid, the acceptor alone", async () => {
      const holding = await dishonouredAfter(desk, [huaxi, market]);
      await settled(desk, holding, market, qianling);
      await expectClaimable(holding, qianling, { guanshan: "acceptor" });
    });

    it("says who would be liable before anything is due, and of nobody before delivery and after the end", async () => {
      const early = await accepted(desk);
      expect(await liable(desk, early.holding)).to.deep.equal({});
      const { holding } = await delivered(desk);
      await passed(desk, holding, nanming, huaxi);
      expect(await liable(desk, holding)).to.deep.equal({ ...ALWAYS, nanming: "endorser 1" });
      await funded(desk, guanshan, FACE);
      await goTo(MATURITY);
      await desk.suite.billPayment.connect(huaxi.signer).present(holding, ZeroHash);
      await desk.suite.billPayment.connect(guanshan.signer).pay(holding);
      expect(await liable(desk, holding)).to.deep.equal({});
    });
  });

  describe("B-5 the endorser's mark", () => {
    it("B-5 X-20 NIL 34: a marked endorsement binds to its direct endorsee", async () => {
      const { holding } = await delivered(desk);
      await passed(desk, holding, nanming, huaxi);
      await endorsed(desk, holding, huaxi, market, true);
      await dishonoured(desk, holding, market);
      await expectClaimable(holding, market, { ...ALWAYS, nanming: "endorser 1", huaxi: "endorser 2" });
    });

    it("B-5 X-20 NIL 34: to nobody after it", async () => {
      const { holding } = await delivered(desk);
      await passed(desk, holding, nanming, huaxi);
      await endorsed(desk, holding, huaxi, market, true);
      await order(desk, "transferByOrder", [holding, ZeroHash, market.id, 1, FACE, court.id], desk.suite.billOrders);
      await dishonoured(desk, holding, court);
      await expectClaimable(holding, court, { ...ALWAYS, nanming: "endorser 1" });
    });

    it("B-5 lifted, it binds to all again", async () => {
      const { holding } = await delivered(desk);
      await endorsed(desk, holding, nanming, huaxi, true);
      await registry.connect(nanming.signer).liftMark(holding);
      await passed(desk, holding, huaxi, market);
      await dishonoured(desk, holding, market);
      expect(await liable(desk, holding)).to.deep.equal({ ...ALWAYS, nanming: "endorser 1", huaxi: "endorser 2" });
    });
  });

  describe("B-7 guarantors", () => {
    it("B-7 NIL 50: acceptor's, drawer's and endorser's guarantor are liable as their principals are", async () => {
      const holding = await guaranteedBill({ acceptor: baiyunling, drawer: market });
      await guaranteed(desk, holding, nanming, desk.auditor);
      await passed(desk, holding, nanming, huaxi, court);
      await dishonoured(desk, holding, court);
      await expectClaimable(holding, court, {
        ...ALWAYS,
        nanming: "endorser 1",
        huaxi: "endorser 2",
        baiyunling: "guarantor of acceptor",
        market: "guarantor of drawer",
        auditor: "guarantor of endorser 1",
      });
    });

    it("B-7 X-20 NIL 69: none whose principal is not liable to this holder, nor before its principal has endorsed", async () => {
      const { holding } = await delivered(desk);
      await passed(desk, holding, nanming, huaxi, market);
      await guaranteed(desk, holding, market, desk.auditor);
      await passed(desk, holding, market, huaxi);
      await guaranteed(desk, holding, huaxi, court);
      await dishonoured(desk, holding, huaxi);
      await expectClaimable(holding, huaxi, { ...ALWAYS, nanming: "endorser 1" });
    });

    it("B-7 X-20 an endorser's guarantor is not liable to that endorser, once it has paid", async () => {
      const { holding } = await delivered(desk);
      await passed(desk, holding, nanming, huaxi);
      await guaranteed(desk, holding, huaxi, desk.auditor);
      await passed(desk, holding, huaxi, market);
      await dishonoured(desk, holding, market);
      expect(await liable(desk, holding)).to.have.property("auditor", "guarantor of endorser 2");
      await settled(desk, holding, market, huaxi);
      await expectClaimable(holding, huaxi, { ...ALWAYS, nanming: "endorser 1" });
    });

    it("B-7 a guarantor answers for the units that it has signed for", async () => {
      const { holding, bill } = await delivered(desk, { splittable: true });
      await registry.connect(nanming.signer).endorsePart(holding, 400_000n, huaxi.id, false, 0);
      const part = (bill << 32n) | 2n;
      await registry.connect(huaxi.signer).sign((await registry.holdingInfo(holding)).request);
      await guaranteed(desk, holding, nanming, baiyunling);
      await passed(desk, holding, nanming, market);
      await passed(desk, part, huaxi, court);
      expect((await liable(desk, holding))["baiyunling"]).to.equal("guarantor of endorser 1");
      expect(await liable(desk, part)).to.deep.equal({ ...ALWAYS, nanming: "endorser 1", huaxi: "endorser 2" });
    });

    it("B-7 NIL 51 52: who has paid for an endorser claims on it and on its priors, not on who guaranteed it too", async () => {
      const { holding } = await delivered(desk);
      await passed(desk, holding, nanming, huaxi);
      await guaranteed(desk, holding, huaxi, baiyunling);
      await guaranteed(desk, holding, huaxi, desk.auditor);
      await passed(desk, holding, huaxi, market, court);
      await dishonoured(desk, holding, court);
      expect(await liable(desk, holding)).to.deep.equal({
        ...ALWAYS,
        nanming: "endorser 1",
        huaxi: "endorser 2",
        market: "endorser 3",
        baiyunling: "guarantor of endorser 2",
        auditor: "guarantor of endorser 2",
      });
      await settled(desk, holding, court, baiyunling);
      await expectClaimable(holding, baiyunling, { ...ALWAYS, nanming: "endorser 1", huaxi: "endorser 2" });
    });

    it("B-7 NIL 34 52: in the place of the marked endorser's endorsee it claims on that endorser", async () => {
      const { holding } = await delivered(desk);
      await guaranteed(desk, holding, nanming, baiyunling);
      await endorsed(desk, holding, nanming, huaxi, true);
      await dishonoured(desk, holding, huaxi);
      expect((await liable(desk, holding))["baiyunling"]).to.equal("guarantor of endorser 1");
      await settled(desk, holding, huaxi, baiyunling);
      await expectClaimable(holding, baiyunling, { ...ALWAYS, nanming: "endorser 1" });
    });

    it("B-7 NIL 52: who has paid for the acceptor claims on it alone, not on who guaranteed it too", async () => {
      const holding = await guaranteedBill({ acceptor: [baiyunling, court], drawer: market });
      await passed(desk, holding, nanming, huaxi);
      await dishonoured(desk, holding, huaxi);
      await settled(desk, holding, huaxi, baiyunling);
      await expectClaimable(holding, baiyunling, { guanshan: "acceptor" });
    });

    it("B-7 NIL 52: who has paid for the drawer claims on it, the acceptor and who guarantees the acceptor", async () => {
      const holding = await guaranteedBill({ acceptor: baiyunling, drawer: [market, court] });
      await passed(desk, holding, nanming, huaxi);
      await dishonoured(desk, holding, huaxi);
      await settled(desk, holding, huaxi, market);
      await expectClaimable(holding, market, { ...ALWAYS, baiyunling: "guarantor of acceptor" });
    });

    it("B-7 a guarantor that holds by endorsement claims as any holder", async () => {
      const { holding } = await delivered(desk);
      await guaranteed(desk, holding, nanming, baiyunling);
      await passed(desk, holding, nanming, huaxi, baiyunling);
      expect(await liable(desk, holding)).to.deep.equal({ ...ALWAYS, nanming: "endorser 1", huaxi: "endorser 2" });
    });

    it("B-7 X-20 NIL 52: a guarantor that endorsed later and paid claims on nobody to whom it answers itself", async () => {
      const { holding } = await delivered(desk);
      await guaranteed(desk, holding, nanming, baiyunling);
      await passed(desk, holding, nanming, huaxi, baiyunling, market);
      await dishonoured(desk, holding, market);
      expect((await liable(desk, holding))["baiyunling"]).to.equal("endorser 3");
      await settled(desk, holding, market, baiyunling);
      // huaxi, having paid, would claim on the guarantor of its prior again, and so on for ever.
      await expectClaimable(holding, baiyunling, { ...ALWAYS, nanming: "endorser 1" });
    });

    it("B-7 X-20 NIL 52: the acceptor's guarantor that endorsed later and paid claims on the acceptor alone", async () => {
      const holding = await guaranteedBill({ acceptor: baiyunling });
      await passed(desk, holding, nanming, baiyunling, market);
      await dishonoured(desk, holding, market);
      await settled(desk, holding, market, baiyunling);
      await expectClaimable(holding, baiyunling, { guanshan: "acceptor" });
    });

    it("B-7 B-16 a guarantee for an endorsement that its principal never made moves nobody's place", async () => {
      const { holding } = await delivered(desk);
      await guaranteed(desk, holding, nanming, baiyunling);
      await order(desk, "transferByOrder", [holding, ZeroHash, nanming.id, 1, FACE, huaxi.id], desk.suite.billOrders);
      await passed(desk, holding, huaxi, baiyunling, market);
      await dishonoured(desk, holding, market);
      await settled(desk, holding, market, baiyunling);
      await expectClaimable(holding, baiyunling, { ...ALWAYS, huaxi: "endorser 2" });
    });
  });

  describe("B-8 a late first presentation", () => {
    it("B-8 NIL 53: leaves acceptor, drawer and their guarantors", async () => {
      const holding = await guaranteedBill({ acceptor: baiyunling, drawer: market });
      await guaranteed(desk, holding, nanming, desk.auditor);
      await passed(desk, holding, nanming, huaxi, court);
      await dishonoured(desk, holding, court, "2026-07-13");
      await expectClaimable(holding, court, {
        ...ALWAYS,
        baiyunling: "guarantor of acceptor",
        market: "guarantor of drawer",
      });
    });

    it("B-8 on the last day of the period nobody is lost", async () => {
      const { holding } = await delivered(desk);
      await passed(desk, holding, nanming, huaxi);
      await dishonoured(desk, holding, huaxi, "2026-07-10");
      expect(await liable(desk, holding)).to.deep.equal({ ...ALWAYS, nanming: "endorser 1" });
    });

    it("B-8 presented in time, what is presented again later loses nobody", async () => {
      const { holding } = await delivered(desk);
      await passed(desk, holding, nanming, huaxi);
      await dishonoured(desk, holding, huaxi);
      await dishonoured(desk, holding, huaxi, "2026-08-03");
      expect(await liable(desk, holding)).to.deep.equal({ ...ALWAYS, nanming: "endorser 1" });
    });
  });

  describe("B-16 B-17 conveyed by order or to collect", () => {
    it("B-17 the pledgor is liable to who has realised its pledge", async () => {
      const { holding } = await delivered(desk);
      await passed(desk, holding, nanming, huaxi);
      await pledged(desk, holding, huaxi, baiyunling);
      await goTo("2026-05-15");
      await desk.suite.billSecurity.connect(baiyunling.signer).realise(holding);
      await dishonoured(desk, holding, baiyunling);
      await expectClaimable(holding, baiyunling, { ...ALWAYS, nanming: "endorser 1", huaxi: "endorser 2" });
    });

    it("B-16 who lost the bill by order has endorsed nothing", async () => {
      const { holding } = await delivered(desk);
      await passed(desk, holding, nanming, huaxi);
      await order(desk, "transferByOrder", [holding, ZeroHash, huaxi.id, 1, FACE, market.id], desk.suite.billOrders);
      await passed(desk, holding, market, court);
      await dishonoured(desk, holding, court);
      await expectClaimable(holding, court, { ...ALWAYS, nanming: "endorser 1", market: "endorser 3" });
    });
  });

  describe("B-15 between banks", () => {
    /** nanming → huaxi, discounted by baiyunling, rediscounted by clearing and then by guanshan's rival, the market. */
    async function rediscounted(enhancer?: Actor) {
      await order(desk, "setTrader", [market.id, true], desk.suite.billDiscount);
      const { holding } = await delivered(desk);
      await passed(desk, holding, nanming, huaxi);
      await sold(desk, holding, huaxi, baiyunling);
      if (enhancer) await guaranteed(desk, holding, baiyunling, enhancer);
      await sold(desk, holding, baiyunling, clearing);
      await sold(desk, holding, clearing, market);
      return holding;
    }

    it("B-15 X-20 who sold a rediscount is released; the discounting bank is not", async () => {
      const holding = await rediscounted();
      await dishonoured(desk, holding, market);
      expect(await liable(desk, holding)).to.deep.equal({
        ...ALWAYS,
        nanming: "endorser 1",
        huaxi: "endorser 2",
        baiyunling: "endorser 3",
      });
      await expect(claim(desk, holding, market, clearing)).to.be.revertedWithCustomError(recourse, "RecourseNotLiable");
    });

    it("B-15 the acceptor at any time; then the discounting bank; the others on a later day", async () => {
      const holding = await rediscounted();
      await dishonoured(desk, holding, market);
      for (const party of [huaxi, nanming, qianling]) {
        await expect(claim(desk, holding, market, party))
          .to.be.revertedWithCustomError(recourse, "RecourseOutOfTurn")
          .withArgs(holding, party.id, baiyunling.id);
      }
      await claim(desk, holding, market, baiyunling);
      await expect(claim(desk, holding, market, huaxi))
        .to.be.revertedWithCustomError(recourse, "RecourseOutOfTurn")
        .withArgs(holding, huaxi.id, baiyunling.id);
      await claim(desk, holding, market, guanshan);
      await goTo("2026-07-01", "00:00:00");
      await claim(desk, holding, market, huaxi);
      await claim(desk, holding, market, qianling);
    });

    it("B-15 the credit enhancer before the discounting bank", async () => {
      const holding = await rediscounted(desk.auditor);
      await dishonoured(desk, holding, market);
      for (const party of [baiyunling, huaxi]) {
        await expect(claim(desk, holding, market, party))
          .to.be.revertedWithCustomError(recourse, "RecourseOutOfTurn")
          .withArgs(holding, party.id, desk.auditor.id);
      }
      await claim(desk, holding, market, desk.auditor);
      await goTo("2026-07-01", "00:00:00");
      await expect(claim(desk, holding, market, huaxi))
        .to.be.revertedWithCustomError(recourse, "RecourseOutOfTurn")
        .withArgs(holding, huaxi.id, baiyunling.id);
      await claim(desk, holding, market, baiyunling);
      await goTo("2026-07-02", "00:00:00");
      await claim(desk, holding, market, huaxi);
    });

    it("B-15 the acceptor's guarantor waits for nobody, an endorser's from before the discount for all", async () => {
      await order(desk, "setTrader", [market.id, true], desk.suite.billDiscount);
      const holding = await guaranteedBill({ acceptor: court });
      await guaranteed(desk, holding, nanming, desk.auditor);
      await sold(desk, holding, nanming, baiyunling);
      await sold(desk, holding, baiyunling, market);
      await dishonoured(desk, holding, market);
      await claim(desk, holding, market, court);
      await expect(claim(desk, holding, market, desk.auditor))
        .to.be.revertedWithCustomError(recourse, "RecourseOutOfTurn")
        .withArgs(holding, desk.auditor.id, baiyunling.id);
    });

    it("B-15 the discounting bank that has paid claims on its priors at once", async () => {
      const holding = await rediscounted();
      await dishonoured(desk, holding, market);
      await settled(desk, holding, market, baiyunling);
      await expectClaimable(holding, baiyunling, { ...ALWAYS, nanming: "endorser 1", huaxi: "endorser 2" });
    });

    it("B-15 the enhancer that has paid claims on the bank first", async () => {
      const holding = await rediscounted(desk.auditor);
      await dishonoured(desk, holding, market);
      await settled(desk, holding, market, desk.auditor);
      await expect(claim(desk, holding, desk.auditor, huaxi))
        .to.be.revertedWithCustomError(recourse, "RecourseOutOfTurn")
        .withArgs(holding, huaxi.id, baiyunling.id);
      await claim(desk, holding, desk.auditor, baiyunling);
      await goTo("2026-07-01", "00:00:00");
      await claim(desk, holding, desk.auditor, huaxi);
    });

    it("B-15 who is first and can be claimed on no more is waited for no more", async () => {
      const holding = await rediscounted(desk.auditor);
      await dishonoured(desk, holding, market);
      await goTo("2026-12-30", "23:59:57");
      await expect(claim(desk, holding, market, qianling)).to.be.revertedWithCustomError(recourse, "RecourseOutOfTurn");
      await goTo("2026-12-31", "00:00:00");
      await claim(desk, holding, market, qianling);
    });

    it("B-15 one that has not sold on claims freely", async () => {
      const { holding } = await delivered(desk);
      await passed(desk, holding, nanming, huaxi);
      await sold(desk, holding, huaxi, baiyunling);
      await dishonoured(desk, holding, baiyunling);
      await expectClaimable(holding, baiyunling, { ...ALWAYS, nanming: "endorser 1", huaxi: "endorser 2" });
    });
  });
});
