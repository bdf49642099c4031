import { expect } from "chai";
import { ZeroHash } from "ethers";
import { billDesk, day, delivered, type Desk, fields, goTo, order } from "../../../utils/bills.ts";
import {
  claim,
  dishonoured,
  dishonouredAfter,
  insolvency,
  Interruption,
  passed,
  PROOF,
  settle,
  settled,
  solvent,
  total,
} from "../../../utils/recourse.ts";
import { guaranteed } from "../../../utils/security.ts";
import type { Actor } from "../../../utils/suite.ts";

describe("BillRecourse: time limits and notice", () => {
  let desk: Desk;
  let recourse: Desk["suite"]["billRecourse"];
  let qianling: Actor;
  let nanming: Actor;
  let huaxi: Actor;
  let guanshan: Actor;
  let market: Actor;
  let court: Actor;

  beforeEach(async () => {
    desk = await billDesk();
    ({ billRecourse: recourse } = desk.suite);
    ({ qianling, nanming, huaxi, guanshan, market, court } = desk);
  });

  const interrupt = (holding: bigint, by: Actor, party: Actor, kind: bigint = Interruption.Demand, evidence = PROOF) =>
    recourse.connect(by.signer).interrupt(holding, party.id, kind, evidence);
  const notify = (holding: bigint, by: Actor, party: Actor) => recourse.connect(by.signer).notify(holding, party.id);
  const limit = (holding: bigint, party: Actor) => recourse.limitOf(holding, party.id);

  /** Changes the periods for bills drawn from then on, so that a limit lies within the calendar's years. */
  const setPeriods = async (change: Record<string, bigint>) => {
    const usual = fields(await desk.suite.billIssuance.currentPeriods());
    await order(desk, "setPeriods", [{ ...usual, ...change }], desk.suite.billIssuance);
  };

  /** nanming → huaxi → market, due on 2026-02-27, a Friday, and dishonoured that day. */
  async function early(change: Record<string, bigint> = {}) {
    if (Object.keys(change).length > 0) await setPeriods(change);
    const { holding } = await delivered(desk, { maturity: "2026-02-27" });
    await guaranteed(desk, holding, nanming, court);
    await passed(desk, holding, nanming, huaxi, market);
    await dishonoured(desk, holding, market);
    return holding;
  }

  /** Pays all on a claim that was made. */
  const paid = async (holding: bigint, by: Actor) => {
    const amount = await total(desk, holding);
    await solvent(desk, by, amount);
    await settle(desk, holding, by, amount);
  };

  const expectLapsed = (holding: bigint, claimant: Actor, party: Actor, last: string) =>
    expect(claim(desk, holding, claimant, party))
      .to.be.revertedWithCustomError(recourse, "RecourseLapsed")
      .withArgs(holding, claimant.id, party.id, day(last));

  describe("B-12 the first claimant", () => {
    it("B-12 NIL 17: six months from the dishonour against priors and their guarantors, to the end of the last day", async () => {
      const holding = await early();
      expect(await limit(holding, huaxi)).to.equal(day("2026-08-27"));
      await goTo("2026-08-27", "23:59:57");
      await claim(desk, holding, market, huaxi);
      await goTo("2026-08-28", "00:00:00");
      await expectLapsed(holding, market, nanming, "2026-08-27");
      await expectLapsed(holding, market, court, "2026-08-27");
      await claim(desk, holding, market, guanshan);
      await claim(desk, holding, market, qianling);
    });

    it("B-12 the last day rolls to a business day", async () => {
      await setPeriods({ recourseMonths: 3n });
      const holding = await dishonouredAfter(desk, [huaxi], { maturity: "2026-07-03" });
      // 2026-10-03 is in a holiday that ends on the 7th.
      expect(await limit(holding, nanming)).to.equal(day("2026-10-08"));
      await goTo("2026-10-08", "23:59:57");
      await claim(desk, holding, huaxi, nanming);
    });

    it("B-12 against acceptor, drawer and their guarantors from maturity", async () => {
      const holding = await early({ principalMonths: 4n });
      expect([await limit(holding, guanshan), await limit(holding, qianling)]).to.deep.equal([
        // 2026-06-27 is a Saturday.
        day("2026-06-29"),
        day("2026-06-29"),
      ]);
      await goTo("2026-06-29", "23:59:57");
      await claim(desk, holding, market, guanshan);
      await goTo("2026-06-30", "00:00:00");
      await expectLapsed(holding, market, qianling, "2026-06-29");
      await claim(desk, holding, market, huaxi);
    });

    it("B-12 a claim in time needs no calendar of the year in which the limit lies; asking for the day does", async () => {
      const holding = await early();
      await claim(desk, holding, market, guanshan);
      await expect(limit(holding, guanshan))
        .to.be.revertedWithCustomError(desk.suite.calendar, "CalendarYearMissing")
        .withArgs(2028n);
    });

    it("B-13 opened early, from that day; dishonoured after all, from the dishonour", async () => {
      const { holding } = await delivered(desk);
      await passed(desk, holding, nanming, huaxi);
      await goTo("2026-04-14");
      await recourse.connect(huaxi.signer).openEarly(holding, await insolvency(desk, court, guanshan));
      expect(await limit(holding, nanming)).to.equal(day("2026-10-14"));
      await dishonoured(desk, holding, huaxi);
      expect(await limit(holding, nanming)).to.equal(day("2026-12-30"));
    });
  });

  describe("B-12 who has paid", () => {
    it("B-12 NIL 17: three months from paying all", async () => {
      const holding = await early();
      await goTo("2026-03-10");
      await settled(desk, holding, market, huaxi);
      expect(await limit(holding, nanming)).to.equal(day("2026-06-10"));
      await goTo("2026-06-11", "00:00:00");
      await expectLapsed(holding, huaxi, nanming, "2026-06-10");
      await expectLapsed(holding, huaxi, court, "2026-06-10");
      await claim(desk, holding, huaxi, qianling);
    });

    it("B-12 NIL 17: from the day on which it was sued, when that is earlier", async () => {
      const holding = await early();
      await claim(desk, holding, market, huaxi);
      await goTo("2026-03-10");
      await interrupt(holding, market, huaxi, Interruption.Suit);
      await goTo("2026-04-01");
      await interrupt(holding, market, huaxi, Interruption.Suit);
      expect(fields(await recourse.pairOf(holding, market.id, huaxi.id))).to.include({
        suedOn: day("2026-03-10"),
        interruptedOn: day("2026-04-01"),
      });
      await goTo("2026-05-06");
      await paid(holding, huaxi);
      expect(await limit(holding, nanming)).to.equal(day("2026-06-10"));
    });

    it("B-12 who was sued restarts the limit against its own priors before it has paid", async () => {
      const holding = await early();
      await claim(desk, holding, market, huaxi);
      await goTo("2026-03-10");
      await interrupt(holding, market, huaxi, Interruption.Suit);
      await goTo("2026-06-10", "23:59:57");
      await expect(interrupt(holding, huaxi, nanming))
        .to.emit(recourse, "RecourseInterrupted")
        .withArgs(holding, huaxi.id, nanming.id, Interruption.Demand, PROOF, day("2026-09-10"));
      await goTo("2026-06-11", "00:00:00");
      await expect(interrupt(holding, huaxi, court))
        .to.be.revertedWithCustomError(recourse, "RecourseLapsed")
        .withArgs(holding, huaxi.id, court.id, day("2026-06-10"));
      await paid(holding, huaxi);
      expect(await limit(holding, nanming)).to.equal(day("2026-09-10"));
      await expectLapsed(holding, huaxi, court, "2026-06-10");
      await claim(desk, holding, huaxi, nanming);
    });

    it("B-12 who was sued and not claimed on yet, whose limit runs all the same, restarts it too", async () => {
      const holding = await early();
      await goTo("2026-03-10");
      await interrupt(holding, market, huaxi, Interruption.Suit);
      await goTo("2026-06-10");
      await interrupt(holding, huaxi, nanming);
      await goTo("2026-06-11");
      await settled(desk, holding, market, huaxi);
      expect(await limit(holding, nanming)).to.equal(day("2026-09-10"));
      await claim(desk, holding, huaxi, nanming);
    });

    it("B-12 a suit of one that does not hold yet starts no limit of who can pay it nothing yet", async () => {
      const { holding } = await delivered(desk, { maturity: "2026-02-27" });
      await passed(desk, holding, nanming, huaxi, market, court);
      await dishonoured(desk, holding, court);
      await claim(desk, holding, court, market);
      await goTo("2026-03-10");
      await interrupt(holding, market, huaxi, Interruption.Suit);
      expect(fields(await recourse.pairOf(holding, market.id, huaxi.id))).to.include({
        suedOn: 0n,
        interruptedOn: day("2026-03-10"),
      });
      await goTo("2026-05-06");
      await paid(holding, market);
      await goTo("2026-06-15");
      await settled(desk, holding, market, huaxi);
      expect(await limit(holding, nanming)).to.equal(day("2026-09-15"));
    });

    it("B-12 an interruption before anything runs does not shorten what runs from paying", async () => {
      const holding = await early();
      await claim(desk, holding, market, huaxi);
      await interrupt(holding, huaxi, nanming);
      await goTo("2026-04-08");
      await paid(holding, huaxi);
      expect(await limit(holding, nanming)).to.equal(day("2026-07-08"));
    });
  });

  describe("interrupt", () => {
    it("B-12 starts that pair's period anew, with the same length, and no other's", async () => {
      const holding = await early();
      await goTo("2026-05-06");
      await expect(interrupt(holding, market, huaxi))
        .to.emit(recourse, "RecourseInterrupted")
        .withArgs(holding, market.id, huaxi.id, Interruption.Demand, PROOF, day("2026-11-06"));
      expect(await limit(holding, huaxi)).to.equal(day("2026-11-06"));
      expect(await limit(holding, nanming)).to.equal(day("2026-08-27"));
      await goTo("2026-08-28");
      await expectLapsed(holding, market, nanming, "2026-08-27");
      await claim(desk, holding, market, huaxi);
    });

    it("B-12 against acceptor and drawer too", async () => {
      const holding = await early({ principalMonths: 4n });
      await goTo("2026-05-06");
      await interrupt(holding, market, guanshan);
      expect(await limit(holding, guanshan)).to.equal(day("2026-09-07"));
      expect(await limit(holding, qianling)).to.equal(day("2026-06-29"));
    });

    it("B-12 not after it has lapsed", async () => {
      const holding = await early();
      await goTo("2026-08-28");
      await expect(interrupt(holding, market, huaxi))
        .to.be.revertedWithCustomError(recourse, "RecourseLapsed")
        .withArgs(holding, market.id, huaxi.id, day("2026-08-27"));
    });

    it("reverts without kind or evidence, before dishonour, by others, and against who is not liable", async () => {
      const { holding: open } = await delivered(desk);
      await expect(interrupt(open, nanming, qianling)).to.be.revertedWithCustomError(
        recourse,
        "RecourseNotDishonoured",
      );
      const holding = await early();
      await expect(interrupt(holding, market, huaxi, Interruption.None)).to.be.revertedWithCustomError(
        recourse,
        "RecourseInterruptionMissing",
      );
      await expect(interrupt(holding, market, huaxi, Interruption.Suit, ZeroHash)).to.be.revertedWithCustomError(
        recourse,
        "RecourseEvidenceMissing",
      );
      await expect(interrupt(holding, huaxi, nanming))
        .to.be.revertedWithCustomError(recourse, "RecourseNotHolder")
        .withArgs(holding, huaxi.id, market.id);
      await expect(interrupt(holding, market, desk.auditor)).to.be.revertedWithCustomError(
        recourse,
        "RecourseNotLiable",
      );
      await claim(desk, holding, market, huaxi);
      for (const party of [market, huaxi, desk.auditor]) {
        await expect(interrupt(holding, huaxi, party))
          .to.be.revertedWithCustomError(recourse, "RecourseNotLiable")
          .withArgs(holding, huaxi.id, party.id);
      }
    });
  });

  describe("B-14 notice", () => {
    it("B-14 NIL 66: the holder within three days of the dishonour, who was told within three days of that", async () => {
      const holding = await dishonouredAfter(desk, [huaxi, market]);
      await goTo("2026-07-03", "23:59:57");
      await expect(notify(holding, market, huaxi))
        .to.emit(recourse, "DishonourNotified")
        .withArgs(holding, market.id, huaxi.id, day("2026-07-03"), false);
      // 2026-07-06 is a Monday.
      await goTo("2026-07-06", "23:59:57");
      await expect(notify(holding, huaxi, nanming))
        .to.emit(recourse, "DishonourNotified")
        .withArgs(holding, huaxi.id, nanming.id, day("2026-07-06"), false);
      expect(fields(await recourse.pairOf(holding, huaxi.id, nanming.id))).to.deep.equal({
        claimedOn: 0n,
        interruptedOn: 0n,
        suedOn: 0n,
        notifiedOn: day("2026-07-06"),
        notifiedLate: false,
        claimedAt: 0n,
      });
    });

    it("B-14 later it is recorded as late, and nobody is lost by it", async () => {
      const holding = await dishonouredAfter(desk, [huaxi, market]);
      await goTo("2026-07-04", "00:00:00");
      await expect(notify(holding, market, huaxi))
        .to.emit(recourse, "DishonourNotified")
        .withArgs(holding, market.id, huaxi.id, day("2026-07-04"), true);
      expect((await recourse.pairOf(holding, market.id, huaxi.id)).notifiedLate).to.equal(true);
      // From 2026-07-04 three days end on Tuesday, the 7th.
      await goTo("2026-07-08", "00:00:00");
      await expect(notify(holding, huaxi, nanming))
        .to.emit(recourse, "DishonourNotified")
        .withArgs(holding, huaxi.id, nanming.id, day("2026-07-08"), true);
      await claim(desk, holding, market, huaxi);
      await claim(desk, holding, market, nanming);
    });

    it("B-14 the last day rolls to a business day", async () => {
      const holding = await dishonouredAfter(desk, [huaxi], { maturity: "2026-06-16" });
      // 2026-06-19 to 21 are a holiday.
      await goTo("2026-06-22", "23:59:57");
      await expect(notify(holding, huaxi, nanming))
        .to.emit(recourse, "DishonourNotified")
        .withArgs(holding, huaxi.id, nanming.id, day("2026-06-22"), false);
    });

    it("B-14 a claim tells too: who was claimed on passes it on within three days of that", async () => {
      const holding = await dishonouredAfter(desk, [huaxi, market]);
      await goTo("2026-08-03");
      await claim(desk, holding, market, huaxi);
      await goTo("2026-08-06", "18:00:00");
      await expect(notify(holding, huaxi, nanming))
        .to.emit(recourse, "DishonourNotified")
        .withArgs(holding, huaxi.id, nanming.id, day("2026-08-06"), false);
      // Having paid, it is judged by the day on which it was told, not by the dishonour's.
      await paid(holding, huaxi);
      await expect(notify(holding, huaxi, qianling))
        .to.emit(recourse, "DishonourNotified")
        .withArgs(holding, huaxi.id, qianling.id, day("2026-08-06"), false);
    });

    it("reverts before dishonour, by who was not told, to who is not liable, and the second time", async () => {
      const { holding: open } = await delivered(desk);
      await expect(notify(open, nanming, qianling)).to.be.revertedWithCustomError(recourse, "RecourseNotDishonoured");
      const holding = await dishonouredAfter(desk, [huaxi, market]);
      await expect(notify(holding, huaxi, nanming))
        .to.be.revertedWithCustomError(recourse, "RecourseNotHolder")
        .withArgs(holding, huaxi.id, market.id);
      await expect(notify(holding, market, court)).to.be.revertedWithCustomError(recourse, "RecourseNotLiable");
      await notify(holding, market, huaxi);
      await expect(notify(holding, huaxi, market)).to.be.revertedWithCustomError(recourse, "RecourseNotLiable");
      await expect(notify(holding, market, huaxi))
        .to.be.revertedWithCustomError(recourse, "RecourseAlreadyNotified")
        .withArgs(holding, huaxi.id, day("2026-06-30"));
      await notify(holding, huaxi, nanming);
      await notify(holding, market, nanming);
    });
  });
});
