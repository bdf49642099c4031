import { expect } from "chai";
import { encodeBytes32String, ZeroAddress } from "ethers";
import {
  accepted,
  billDesk,
  BillAct,
  Circulation,
  day,
  delivered,
  type Desk,
  DishonourReason,
  drawn,
  endorsed,
  endorsementOf,
  FACE,
  fields,
  freeze,
  funded,
  goTo,
  holdingOf,
  instructed,
  MATURITY,
  NO_DIGEST,
  order,
  pairOf,
  Purpose,
  requestOn,
  RequestStatus,
  suspend,
} from "../../../utils/bills.ts";
import type { Actor } from "../../../utils/suite.ts";

const MARK = `0x${"0".repeat(63)}1`;

describe("BillRegistry", () => {
  let desk: Desk;
  let registry: Desk["suite"]["billRegistry"];
  let nanming: Actor;
  let huaxi: Actor;
  let baiyunling: Actor;

  beforeEach(async () => {
    desk = await billDesk();
    registry = desk.suite.billRegistry;
    ({ nanming, huaxi, baiyunling } = desk);
  });

  const endorse = (holding: bigint, from: Actor, to: Actor, mark = false, lastDay = 0n) =>
    registry.connect(from.signer).endorse(holding, to.id, mark, lastDay);

  describe("endorse", () => {
    it("opens a request that locks the holding and moves nothing", async () => {
      const { holding } = await delivered(desk);
      await expect(endorse(holding, nanming, huaxi))
        .to.emit(registry, "RequestOpened")
        .withArgs(3n, nanming.id, huaxi.id, holding, BillAct.Endorsement, 1n, FACE, day("2026-06-29"), NO_DIGEST)
        .and.not.to.emit(registry, "BillEndorsed");
      expect(await registry.ownerOf(holding)).to.equal(nanming.wallet);
      expect(await registry.pairOf(holding)).to.deep.equal(pairOf("Delivered, Locked"));
    });

    it("returns the request's number, or 0 when the endorsee has signed in advance", async () => {
      const { holding } = await delivered(desk);
      const ask = () => registry.connect(nanming.signer).endorse.staticCall(holding, huaxi.id, false, 0);
      expect(await ask()).to.equal(3n);
      await instructed(desk, huaxi, nanming);
      expect(await ask()).to.equal(0n);
    });

    it("takes a last day from today to the day before maturity", async () => {
      await goTo("2026-01-20");
      const { holding } = await delivered(desk);
      for (const date of ["2026-01-19", MATURITY]) {
        await expect(endorse(holding, nanming, huaxi, false, day(date)))
          .to.be.revertedWithCustomError(registry, "RequestLastDayOutOfRange")
          .withArgs(day(date), day("2026-01-20"), day("2026-06-29"));
      }
      for (const date of ["2026-01-20", "2026-06-29"]) {
        await endorse(holding, nanming, huaxi, false, day(date));
        const request = await requestOn(desk, holding);
        expect((await registry.requestInfo(request)).lastDay).to.equal(day(date));
        await registry.connect(nanming.signer).withdrawRequest(request);
      }
    });

    it("B-4 reverts for all but the holder: drawer, acceptor, earlier holder, stranger", async () => {
      const { holding } = await delivered(desk);
      await endorsed(desk, holding, nanming, huaxi);
      for (const actor of [desk.qianling, desk.guanshan, nanming, baiyunling]) {
        await expect(endorse(holding, actor, desk.auditor))
          .to.be.revertedWithCustomError(registry, "BillNotHolder")
          .withArgs(holding, actor.id, huaxi.id);
      }
    });

    it("B-4 X-8 reverts to oneself, to nobody, to an unknown, suspended, expelled or frozen participant", async () => {
      const { holding } = await delivered(desk);
      const { participants } = desk.suite;
      const to = (id: bigint) => registry.connect(nanming.signer).endorse(holding, id, false, 0);
      for (const id of [nanming.id, 0n]) {
        await expect(to(id))
          .to.be.revertedWithCustomError(registry, "BillEndorseeIsHolder")
          .withArgs(holding, nanming.id);
      }
      await expect(to(999n)).to.be.revertedWithCustomError(participants, "ParticipantUnknown").withArgs(999n);
      await suspend(desk, huaxi);
      await expect(to(huaxi.id))
        .to.be.revertedWithCustomError(participants, "ParticipantWrongStanding")
        .withArgs(huaxi.id, 4n, 3n);
      await order(desk, "expel", [huaxi.id]);
      await expect(to(huaxi.id))
        .to.be.revertedWithCustomError(participants, "ParticipantWrongStanding")
        .withArgs(huaxi.id, 5n, 3n);
      await freeze(desk, baiyunling);
      await expect(to(baiyunling.id)).to.be.revertedWithCustomError(participants, "ParticipantIsFrozen");
      expect(await registry.pairOf(holding)).to.deep.equal(pairOf("Delivered, Circulating"));
    });

    it("B-4 X-8 a standing instruction changes nothing of that", async () => {
      const { holding } = await delivered(desk);
      await instructed(desk, huaxi, nanming);
      await freeze(desk, huaxi);
      await expect(endorse(holding, nanming, huaxi)).to.be.revertedWithCustomError(
        desk.suite.participants,
        "ParticipantIsFrozen",
      );
      expect(await registry.ownerOf(holding)).to.equal(nanming.wallet);
    });

    it("B-4 reverts for a frozen or suspended holder", async () => {
      const { holding } = await delivered(desk);
      await suspend(desk, nanming);
      await expect(endorse(holding, nanming, huaxi)).to.be.revertedWithCustomError(
        desk.suite.participants,
        "ParticipantWrongStanding",
      );
      const other = await delivered(desk, { payee: huaxi });
      await freeze(desk, huaxi);
      await expect(endorse(other.holding, huaxi, baiyunling)).to.be.revertedWithCustomError(
        desk.suite.participants,
        "ParticipantIsFrozen",
      );
    });

    it("B-4 X-7 goes on the day before maturity to its last second, not on maturity and after", async () => {
      await instructed(desk, huaxi, nanming);
      const { holding } = await delivered(desk, { maturity: "2026-02-10" });
      const late = await delivered(desk, { maturity: "2026-02-10" });
      await goTo("2026-02-09", "23:59:58");
      await expect(endorse(holding, nanming, huaxi)).to.emit(registry, "BillEndorsed");
      for (const [date, clock] of [
        ["2026-02-10", "00:00:00"],
        ["2026-02-11", "09:00:00"],
      ] as const) {
        await goTo(date, clock);
        await expect(endorse(late.holding, nanming, huaxi))
          .to.be.revertedWithCustomError(registry, "BillWrongPair")
          .withArgs(late.holding, ...pairOf("Matured, Circulating"), 1n << 50n);
      }
    });

    it("B-4 reverts after dishonour, however it stands", async () => {
      const { holding } = await delivered(desk, { maturity: "2026-02-10" });
      await goTo("2026-02-10");
      await desk.suite.billPayment.connect(nanming.signer).present(holding, NO_DIGEST);
      await desk.suite.billPayment.connect(desk.guanshan.signer).dishonour(holding, DishonourReason.BadFaith);
      expect((await registry.holdingInfo(holding)).dishonoured).to.be.true;
      await expect(endorse(holding, nanming, huaxi)).to.be.revertedWithCustomError(registry, "BillWrongPair");
    });

    it("reverts for an unknown holding", async () => {
      const { bill } = await delivered(desk);
      for (const holding of [(bill << 32n) | 2n, holdingOf(99n), 0n]) {
        await expect(endorse(holding, nanming, huaxi))
          .to.be.revertedWithCustomError(registry, "HoldingUnknown")
          .withArgs(holding);
      }
    });

    it("B-6 moves the whole interval, and says so", async () => {
      const { holding } = await delivered(desk);
      await instructed(desk, huaxi, nanming);
      const id = endorsementOf(holding, 1n);
      await expect(endorse(holding, nanming, huaxi))
        .to.emit(registry, "BillEndorsed")
        .withArgs(
          holding,
          nanming.id,
          huaxi.id,
          id,
          Purpose.Transfer,
          1n,
          FACE,
          day("2026-01-05"),
          false,
          1n,
          Circulation.Circulating,
        )
        .and.to.emit(registry, "Transfer")
        .withArgs(nanming.wallet, huaxi.wallet, holding);
      expect(fields(await registry.endorsementInfo(id))).to.deep.equal({
        lo: 1n,
        hi: FACE,
        from: nanming.id,
        to: huaxi.id,
        day: day("2026-01-05"),
        previousHolding: 0n,
        purpose: Purpose.Transfer,
        notTransferable: false,
      });
      expect(fields(await registry.holdingInfo(holding))).to.deep.include({
        lo: 1n,
        hi: FACE,
        holder: huaxi.id,
        endorsedAs: 1n,
        chainLength: 1n,
        circulation: Circulation.Circulating,
      });
    });
  });

  describe("sign, refuse, withdrawRequest", () => {
    const asked = async (mark = false) => {
      const paper = await delivered(desk);
      await endorse(paper.holding, nanming, huaxi, mark);
      return { ...paper, request: await requestOn(desk, paper.holding) };
    };

    it("the endorsee signs: title passes", async () => {
      const { holding, request } = await asked();
      await expect(registry.connect(huaxi.signer).sign(request))
        .to.emit(registry, "RequestAnswered")
        .withArgs(request, holding, RequestStatus.Signed)
        .and.to.emit(registry, "BillEndorsed")
        .withArgs(
          holding,
          nanming.id,
          huaxi.id,
          endorsementOf(holding, 1n),
          Purpose.Transfer,
          1n,
          FACE,
          day("2026-01-05"),
          false,
          1n,
          Circulation.Circulating,
        )
        .and.to.emit(registry, "Transfer")
        .withArgs(nanming.wallet, huaxi.wallet, holding);
      expect(await registry.balanceOf(nanming.wallet)).to.equal(0n);
      expect(await registry.balanceOf(huaxi.wallet)).to.equal(1n);
    });

    it("the mark is in the request's terms, and comes with the signature", async () => {
      const { holding, request } = await asked(true);
      expect((await registry.requestInfo(request)).terms).to.equal(MARK);
      await registry.connect(huaxi.signer).sign(request);
      expect((await registry.holdingInfo(holding)).circulation).to.equal(Circulation.NotTransferable);
    });

    it("each answer is for one party: sign and refuse for the endorsee, withdraw for the endorser", async () => {
      const { holding, request } = await asked();
      for (const actor of [nanming, desk.qianling, baiyunling]) {
        await expect(registry.connect(actor.signer).sign(request))
          .to.be.revertedWithCustomError(registry, "RequestNotForCaller")
          .withArgs(request, actor.id, huaxi.id);
        await expect(registry.connect(actor.signer).refuse(request))
          .to.be.revertedWithCustomError(registry, "RequestNotForCaller")
          .withArgs(request, actor.id, huaxi.id);
      }
      for (const actor of [huaxi, desk.qianling, baiyunling]) {
        await expect(registry.connect(actor.signer).withdrawRequest(request))
          .to.be.revertedWithCustomError(registry, "RequestNotForCaller")
          .withArgs(request, actor.id, nanming.id);
      }
      expect(await registry.pairOf(holding)).to.deep.equal(pairOf("Delivered, Locked"));
      await expect(registry.connect(huaxi.signer).refuse(request))
        .to.emit(registry, "RequestAnswered")
        .withArgs(request, holding, RequestStatus.Refused);
    });

    it("an answered request takes no second answer", async () => {
      const answers = [
        ["sign", huaxi, RequestStatus.Signed],
        ["refuse", huaxi, RequestStatus.Refused],
        ["withdrawRequest", nanming, RequestStatus.Withdrawn],
      ] as const;
      for (const [answer, actor, status] of answers) {
        const { request } = await asked();
        await registry.connect(actor.signer)[answer](request);
        for (const [again, by] of answers) {
          await expect(registry.connect(by.signer)[again](request))
            .to.be.revertedWithCustomError(registry, "RequestNotOpen")
            .withArgs(request, status);
        }
      }
    });

    it("reverts for an unknown request", async () => {
      for (const answer of ["sign", "refuse", "withdrawRequest"] as const) {
        for (const request of [0, 77]) {
          await expect(registry.connect(huaxi.signer)[answer](request))
            .to.be.revertedWithCustomError(registry, "RequestUnknown")
            .withArgs(request);
        }
      }
    });

    it("X-11 a request that was withdrawn, refused, lapsed or superseded cannot be signed", async () => {
      const { holding, request } = await asked();
      await registry.connect(nanming.signer).withdrawRequest(request);
      await endorse(holding, nanming, baiyunling, false, day("2026-01-06"));
      await expect(registry.connect(huaxi.signer).sign(request))
        .to.be.revertedWithCustomError(registry, "RequestNotOpen")
        .withArgs(request, RequestStatus.Withdrawn);
      const second = await requestOn(desk, holding);
      expect(second).to.equal(request + 1n);
      await goTo("2026-01-07", "00:00:00");
      await expect(registry.connect(baiyunling.signer).sign(second))
        .to.be.revertedWithCustomError(registry, "RequestLapsed")
        .withArgs(second, day("2026-01-06"));
      await endorse(holding, nanming, huaxi);
      await expect(registry.connect(baiyunling.signer).sign(second)).to.be.revertedWithCustomError(
        registry,
        "RequestLapsed",
      );
      await registry.connect(huaxi.signer).sign(second + 1n);
      await expect(registry.connect(baiyunling.signer).sign(second)).to.be.revertedWithCustomError(
        registry,
        "RequestLapsed",
      );
      expect(await registry.ownerOf(holding)).to.equal(huaxi.wallet);
    });

    it("X-11 at most one request is open on a holding", async () => {
      const { holding } = await asked();
      await expect(endorse(holding, nanming, baiyunling))
        .to.be.revertedWithCustomError(registry, "BillWrongPair")
        .withArgs(holding, ...pairOf("Delivered, Locked"), 1n << 50n);
    });

    it("the preconditions hold again at signing: a party suspended, expelled or frozen in between stops it", async () => {
      const { participants } = desk.suite;
      for (const [stop, error] of [
        [suspend, "ParticipantWrongStanding"],
        [freeze, "ParticipantIsFrozen"],
      ] as const) {
        for (const who of ["nanming", "huaxi"] as const) {
          desk = await billDesk();
          const { holding, request } = await asked();
          await stop(desk, desk[who]);
          await expect(registry.connect(huaxi.signer).sign(request)).to.be.revertedWithCustomError(participants, error);
          expect(await registry.pairOf(holding)).to.deep.equal(pairOf("Delivered, Locked"));
          // What is asked can still be refused and taken back.
          if (who === "huaxi") await registry.connect(huaxi.signer).refuse(request);
          else await registry.connect(nanming.signer).withdrawRequest(request);
          expect(await registry.pairOf(holding)).to.deep.equal(pairOf("Delivered, Circulating"));
        }
      }
    });
  });

  describe("the marks", () => {
    it("B-5 the drawer's mark: the payee cannot endorse until the drawer lifts it", async () => {
      const { bill, holding } = await delivered(desk, { notTransferable: true });
      await expect(endorse(holding, nanming, huaxi)).to.be.revertedWithCustomError(registry, "BillWrongPair");
      for (const actor of [nanming, desk.guanshan, huaxi]) {
        await expect(registry.connect(actor.signer).liftMark(holding))
          .to.be.revertedWithCustomError(registry, "BillMarkNotYours")
          .withArgs(holding, actor.id, desk.qianling.id);
      }
      await expect(registry.connect(desk.qianling.signer).liftMark(holding))
        .to.emit(registry, "BillMarkLifted")
        .withArgs(holding, desk.qianling.id, Circulation.Circulating);
      expect((await registry.billInfo(bill)).notTransferable).to.be.false;
      await endorsed(desk, holding, nanming, huaxi);
      expect(await registry.pairOf(holding)).to.deep.equal(pairOf("Delivered, Circulating"));
    });

    it("B-5 an endorser's mark: that endorser lifts it, not the drawer nor the endorsee", async () => {
      const { holding } = await delivered(desk);
      await endorsed(desk, holding, nanming, huaxi);
      await endorsed(desk, holding, huaxi, baiyunling, true);
      const mark = endorsementOf(holding, 2n);
      expect((await registry.endorsementInfo(mark)).notTransferable).to.be.true;
      for (const actor of [desk.qianling, nanming, baiyunling]) {
        await expect(registry.connect(actor.signer).liftMark(holding))
          .to.be.revertedWithCustomError(registry, "BillMarkNotYours")
          .withArgs(holding, actor.id, huaxi.id);
      }
      await registry.connect(huaxi.signer).liftMark(holding);
      expect((await registry.endorsementInfo(mark)).notTransferable).to.be.false;
      await endorsed(desk, holding, baiyunling, nanming);
      expect(await registry.ownerOf(holding)).to.equal(nanming.wallet);
    });

    it("B-5 the endorser's mark is not the drawer's: lifting one leaves the other", async () => {
      const { bill, holding } = await delivered(desk, { notTransferable: true });
      await registry.connect(desk.qianling.signer).liftMark(holding);
      await endorsed(desk, holding, nanming, huaxi, true);
      await registry.connect(nanming.signer).liftMark(holding);
      expect((await registry.billInfo(bill)).notTransferable).to.be.false;
      expect(await registry.pairOf(holding)).to.deep.equal(pairOf("Delivered, Circulating"));
    });

    it("B-5 a mark stands while it is presented and given back, and cannot be lifted then", async () => {
      const { holding } = await delivered(desk);
      await endorsed(desk, holding, nanming, huaxi, true);
      await desk.suite.billPayment.connect(huaxi.signer).present(holding, NO_DIGEST);
      await expect(registry.connect(nanming.signer).liftMark(holding)).to.be.revertedWithCustomError(
        registry,
        "BillWrongPair",
      );
      await expect(desk.suite.billPayment.connect(desk.guanshan.signer).dishonour(holding, DishonourReason.NotDue))
        .to.emit(registry, "HoldingCirculationChanged")
        .withArgs(holding, huaxi.id, Circulation.NotTransferable, false, false);
    });

    it("B-5 a frozen or suspended setter does not lift it, nor is it lifted for a holder that is", async () => {
      const { participants } = desk.suite;
      const { holding } = await delivered(desk, { notTransferable: true });
      await freeze(desk, nanming);
      await expect(registry.connect(desk.qianling.signer).liftMark(holding)).to.be.revertedWithCustomError(
        participants,
        "ParticipantIsFrozen",
      );
      const other = await delivered(desk, { notTransferable: true, payee: huaxi });
      await freeze(desk, desk.qianling);
      await expect(registry.connect(desk.qianling.signer).liftMark(other.holding)).to.be.revertedWithCustomError(
        participants,
        "ParticipantIsFrozen",
      );
    });

    it("reverts for an unknown holding", async () => {
      await expect(registry.connect(nanming.signer).liftMark(holdingOf(9n)))
        .to.be.revertedWithCustomError(registry, "HoldingUnknown")
        .withArgs(holdingOf(9n));
    });
  });

  describe("instruct, cancelInstruction", () => {
    const BOTH = (1n << BillAct.Delivery) | (1n << BillAct.Endorsement);
    const usual = { acts: BOTH, ceiling: FACE, tenor: 176n, until: day("2026-03-01") };

    it("B-5 covers no endorsement with a mark: the endorsee is asked", async () => {
      const { holding } = await delivered(desk);
      await instructed(desk, huaxi, nanming);
      await endorse(holding, nanming, huaxi, true);
      expect(await registry.pairOf(holding)).to.deep.equal(pairOf("Delivered, Locked"));
      await registry.connect(huaxi.signer).refuse(await requestOn(desk, holding));
      await endorse(holding, nanming, huaxi);
      expect(await registry.ownerOf(holding)).to.equal(huaxi.wallet);
    });

    it("is recorded, replaced, listed in pages and cancelled", async () => {
      for (const actor of [nanming, baiyunling, desk.guanshan]) {
        await expect(registry.connect(huaxi.signer).instruct(actor.id, usual))
          .to.emit(registry, "InstructionSet")
          .withArgs(huaxi.id, actor.id, BOTH, FACE, 176n, day("2026-03-01"));
      }
      await registry.connect(huaxi.signer).instruct(nanming.id, { ...usual, ceiling: 5n });
      const [all, terms] = await registry.instructionsOf(huaxi.id, 0, 10);
      expect(all).to.have.members([nanming.id, baiyunling.id, desk.guanshan.id]);
      expect(fields(terms[all.indexOf(nanming.id)] ?? {})).to.deep.equal({ ...usual, ceiling: 5n });
      expect((await registry.instructionsOf(huaxi.id, 2, 10))[0]).to.have.length(1);
      expect((await registry.instructionsOf(huaxi.id, 1, 1))[0]).to.have.length(1);
      expect((await registry.instructionsOf(huaxi.id, 3, 1))[0]).to.have.length(0);
      await expect(registry.connect(huaxi.signer).cancelInstruction(nanming.id))
        .to.emit(registry, "InstructionCancelled")
        .withArgs(huaxi.id, nanming.id);
      const [kept, left] = await registry.instructionsOf(huaxi.id, 0, 10);
      expect(kept).to.deep.equal(all);
      expect(left.map(({ acts }) => acts)).to.deep.equal(
        terms.map(({ acts }, n) => (kept[n] === nanming.id ? 0n : acts)),
      );
      await expect(registry.connect(huaxi.signer).cancelInstruction(nanming.id))
        .to.be.revertedWithCustomError(registry, "InstructionUnknown")
        .withArgs(huaxi.id, nanming.id);
    });

    it("acceptance cannot be instructed, nor what is no act", async () => {
      for (const acts of [1n << BillAct.Acceptance, 1n, 1n << 4n, BOTH | 2n, 1n << 31n]) {
        await expect(registry.connect(huaxi.signer).instruct(nanming.id, { ...usual, acts }))
          .to.be.revertedWithCustomError(registry, "InstructionActsNotAllowed")
          .withArgs(acts, BOTH);
      }
    });

    it("reverts when it covers nothing, is over, or for an unknown counterparty", async () => {
      for (const nothing of [{ acts: 0n }, { ceiling: 0n }, { tenor: 0n }]) {
        await expect(
          registry.connect(huaxi.signer).instruct(nanming.id, { ...usual, ...nothing }),
        ).to.be.revertedWithCustomError(registry, "InstructionEmpty");
      }
      await expect(registry.connect(huaxi.signer).instruct(nanming.id, { ...usual, until: day("2026-01-04") }))
        .to.be.revertedWithCustomError(registry, "InstructionOver")
        .withArgs(day("2026-01-04"), day("2026-01-05"));
      await registry.connect(huaxi.signer).instruct(nanming.id, { ...usual, until: day("2026-01-05") });
      await expect(registry.connect(huaxi.signer).instruct(0, usual)).to.be.revertedWithCustomError(
        registry,
        "InstructionEmpty",
      );
      await expect(registry.connect(huaxi.signer).instruct(999, usual)).to.be.revertedWithCustomError(
        desk.suite.participants,
        "ParticipantUnknown",
      );
    });

    for (const [what, change, covered] of [
      ["its acts", {}, true],
      ["no other act", { acts: 1n << BillAct.Delivery }, false],
      ["an amount at its ceiling", { ceiling: FACE }, true],
      ["no amount above it", { ceiling: FACE - 1n }, false],
      ["a tenor at its limit", { tenor: 176n }, true],
      ["no longer tenor", { tenor: 175n }, false],
      ["its last day", { until: day("2026-01-05") }, true],
    ] as const) {
      it(`covers ${what}`, async () => {
        const { holding } = await delivered(desk);
        await instructed(desk, huaxi, nanming, { ...usual, ...change });
        expect(await registry.isInstructed(holding, BillAct.Endorsement, nanming.id, huaxi.id)).to.equal(covered);
        await endorse(holding, nanming, huaxi);
        expect(await registry.ownerOf(holding)).to.equal((covered ? huaxi : nanming).wallet);
      });
    }

    it("covers nothing from the day after its last one on", async () => {
      const { holding } = await delivered(desk);
      await instructed(desk, huaxi, nanming, { until: day("2026-01-05") });
      await goTo("2026-01-06", "00:00:00");
      await endorse(holding, nanming, huaxi);
      expect(await registry.pairOf(holding)).to.deep.equal(pairOf("Delivered, Locked"));
    });

    it("covers one counterparty, in one direction, until it is cancelled", async () => {
      const { holding } = await delivered(desk);
      await instructed(desk, nanming, huaxi);
      await instructed(desk, huaxi, baiyunling);
      await endorse(holding, nanming, huaxi);
      expect(await registry.pairOf(holding)).to.deep.equal(pairOf("Delivered, Locked"));
      await registry.connect(huaxi.signer).refuse(await requestOn(desk, holding));
      await instructed(desk, huaxi, nanming);
      await registry.connect(huaxi.signer).cancelInstruction(nanming.id);
      await endorse(holding, nanming, huaxi);
      expect(await registry.pairOf(holding)).to.deep.equal(pairOf("Delivered, Locked"));
    });

    it("a delivery's instruction covers no endorsement, and an endorsement's no delivery", async () => {
      await instructed(desk, nanming, desk.qianling, { acts: 1n << BillAct.Endorsement });
      const { bill, holding } = await accepted(desk);
      await desk.suite.billIssuance.connect(desk.qianling.signer).deliver(bill, 0);
      expect(await registry.pairOf(holding)).to.deep.equal(pairOf("Accepted, Locked"));
    });
  });

  describe("BillDescriptor.chainOf", () => {
    it("B-4 pages the chain from the newest endorsement back, each one's from the former one's to", async () => {
      const { holding } = await delivered(desk);
      const circle = [nanming, huaxi, baiyunling];
      for (const [index, to] of circle.entries()) {
        await instructed(desk, to, circle[(index + 2) % 3] ?? nanming);
      }
      for (let n = 0; n < 7; n++) await endorse(holding, circle[n % 3] ?? nanming, circle[(n + 1) % 3] ?? nanming);

      const ids: bigint[] = [];
      const chain: { from: bigint; to: bigint }[] = [];
      let cursor = 0n;
      do {
        const [pageIds, page, next] = await desk.suite.billDescriptor.chainOf(registry, holding, cursor, 3);
        expect(pageIds).to.have.length(Math.min(3, 7 - ids.length));
        ids.push(...pageIds);
        chain.push(...page);
        cursor = next;
      } while (cursor !== 0n);
      expect(ids).to.deep.equal([7n, 6n, 5n, 4n, 3n, 2n, 1n].map((place) => endorsementOf(holding, place)));
      const parties = chain.toReversed().map(({ from, to }) => [from, to]);
      expect(parties).to.deep.equal(Array.from({ length: 7 }, (_, n) => [circle[n % 3]?.id, circle[(n + 1) % 3]?.id]));
      expect((await registry.holdingInfo(holding)).chainLength).to.equal(7n);
    });

    it("is empty before the first endorsement, and for a limit of 0", async () => {
      const { holding } = await delivered(desk);
      expect(await desk.suite.billDescriptor.chainOf(registry, holding, 0, 10)).to.deep.equal([[], [], 0n]);
      await endorsed(desk, holding, nanming, huaxi);
      expect(await desk.suite.billDescriptor.chainOf(registry, holding, 0, 0)).to.deep.equal([
        [],
        [],
        endorsementOf(holding, 1n),
      ]);
    });

    it("starts anywhere in the chain", async () => {
      const { holding } = await delivered(desk);
      await endorsed(desk, holding, nanming, huaxi);
      await endorsed(desk, holding, huaxi, baiyunling);
      const [ids, page, next] = await desk.suite.billDescriptor.chainOf(
        registry,
        holding,
        endorsementOf(holding, 1n),
        10,
      );
      expect([ids, page.map(({ to }) => to), next]).to.deep.equal([[endorsementOf(holding, 1n)], [huaxi.id], 0n]);
    });

    it("reverts for an unknown holding", async () => {
      await expect(desk.suite.billDescriptor.chainOf(registry, holdingOf(3n), 0, 10)).to.be.revertedWithCustomError(
        registry,
        "HoldingUnknown",
      );
    });
  });

  describe("views", () => {
    it("revert for what is unknown", async () => {
      await expect(registry.billInfo(1)).to.be.revertedWithCustomError(registry, "BillUnknown").withArgs(1n);
      await expect(registry.holdingInfo(holdingOf(1n))).to.be.revertedWithCustomError(registry, "HoldingUnknown");
      await expect(registry.pairOf(holdingOf(1n))).to.be.revertedWithCustomError(registry, "HoldingUnknown");
      await expect(registry.requirePair(holdingOf(1n), 0)).to.be.revertedWithCustomError(registry, "HoldingUnknown");
      await expect(registry.isInstructed(holdingOf(1n), 3, 1, 2)).to.be.revertedWithCustomError(
        registry,
        "HoldingUnknown",
      );
      await expect(registry.requestDay(1, 0)).to.be.revertedWithCustomError(registry, "BillUnknown");
    });
  });

  describe("as ERC-721 tokens", () => {
    it("X-5 X-9 no transfer or approval function moves anything", async () => {
      const { holding } = await delivered(desk);
      const mine = registry.connect(nanming.signer);
      const [from, to] = [nanming.wallet, huaxi.wallet];
      for (const act of [
        mine.transferFrom(from, to, holding),
        mine["safeTransferFrom(address,address,uint256)"](from, to, holding),
        mine["safeTransferFrom(address,address,uint256,bytes)"](from, to, holding, "0x00"),
        mine.approve(to, holding),
        mine.setApprovalForAll(to, true),
      ]) {
        await expect(act).to.be.revertedWithCustomError(registry, "TitleMovesByItsActs").withArgs();
      }
      expect(await registry.ownerOf(holding)).to.equal(nanming.wallet);
      expect(await registry.getApproved(holding)).to.equal(ZeroAddress);
      expect(await registry.isApprovedForAll(nanming.wallet, huaxi.wallet)).to.be.false;
    });

    it("X-5 the ABI has no other function that a transfer could come through", () => {
      const names = registry.interface.fragments.flatMap((fragment) =>
        fragment.type === "function" &&
        /transfer|approv|mint|burn|move|permit|multicall/i.test(fragment.format("sighash"))
          ? [fragment.format("sighash").replace("function ", "")]
          : [],
      );
      expect(names).to.have.members([
        "approve(address,uint256)",
        "getApproved(uint256)",
        "isApprovedForAll(address,address)",
        "safeTransferFrom(address,address,uint256)",
        "safeTransferFrom(address,address,uint256,bytes)",
        "setApprovalForAll(address,bool)",
        "transferFrom(address,address,uint256)",
      ]);
    });

    it("the owner is the holder's wallet, and a balance counts what it holds", async () => {
      const first = await delivered(desk);
      const second = await delivered(desk);
      await drawn(desk);
      expect(await registry.ownerOf(first.holding)).to.equal(nanming.wallet);
      expect(await registry.balanceOf(nanming.wallet)).to.equal(2n);
      expect(await registry.balanceOf(desk.qianling.wallet)).to.equal(1n);
      await endorsed(desk, second.holding, nanming, huaxi);
      expect(await registry.balanceOf(nanming.wallet)).to.equal(1n);
      expect(await registry.balanceOf(huaxi.wallet)).to.equal(1n);
      expect(await registry.balanceOf(await registry.getAddress())).to.equal(0n);
    });

    it("nobody owns what is closed or does not exist, nor does the zero address own anything", async () => {
      const { holding } = await delivered(desk);
      const unknown = [0n, holding + 1n, holdingOf(2n), (1n << 64n) | holding, 2n ** 256n - 1n];
      for (const token of unknown) {
        for (const view of ["ownerOf", "getApproved", "locked", "tokenURI"] as const) {
          await expect(registry[view](token))
            .to.be.revertedWithCustomError(registry, "ERC721NonexistentToken")
            .withArgs(token);
        }
      }
      await expect(registry.balanceOf(ZeroAddress))
        .to.be.revertedWithCustomError(registry, "ERC721InvalidOwner")
        .withArgs(ZeroAddress);
    });

    it("is locked for ever (ERC-5192)", async () => {
      const { holding } = await delivered(desk);
      expect(await registry.locked(holding)).to.be.true;
    });

    it("says which interfaces it supports", async () => {
      for (const [id, supported] of [
        ["0x01ffc9a7", true], // ERC-165
        ["0x80ac58cd", true], // ERC-721
        ["0x5b5e139f", true], // its metadata
        ["0xb45a3c0e", true], // ERC-5192
        ["0x780e9d63", false], // ERC-721's enumeration
        ["0xffffffff", false],
      ] as const) {
        expect(await registry.supportsInterface(id), id).to.equal(supported);
      }
      expect([await registry.name(), await registry.symbol()]).to.deep.equal(["RopeNet Bills", "BILL"]);
    });

    it("X-9 the Transfer events are the moves: from birth over every holder to the end", async () => {
      const { holding } = await delivered(desk);
      await endorsed(desk, holding, nanming, huaxi);
      await instructed(desk, baiyunling, huaxi);
      await endorse(holding, huaxi, baiyunling);
      await goTo(MATURITY);
      await desk.suite.billPayment.connect(baiyunling.signer).present(holding, NO_DIGEST);
      await funded(desk, desk.guanshan, FACE);
      await desk.suite.billPayment.connect(desk.guanshan.signer).pay(holding);
      const events = await registry.queryFilter(registry.filters.Transfer);
      const moves = events.map(({ args }) => [args.from, args.to, args.tokenId]);
      const hands = [ZeroAddress, desk.qianling.wallet, nanming.wallet, huaxi.wallet, baiyunling.wallet, ZeroAddress];
      expect(moves).to.deep.equal(hands.slice(1).map((to, index) => [hands[index], to, holding]));
    });
  });

  describe("part functions", () => {
    const ALL_PAIRS = 2n ** 256n - 1n;

    it("K-3 revert for everybody that is no sibling part", async () => {
      const { holding, bill } = await delivered(desk);
      const info = await registry.billInfo(bill);
      const outsiders = [nanming, desk.guanshan, desk.regulator, desk.court];
      for (const actor of outsiders) {
        const mine = registry.connect(actor.signer);
        for (const act of [
          mine.create({ ...fields(info) } as never, actor.wallet),
          mine.markAccepted(bill),
          mine.handOver(bill, actor.wallet, actor.wallet),
          mine.end(bill, actor.wallet),
          mine.openRequest(holding, 1, BillAct.Endorsement, nanming.id, actor.id, day(MATURITY), MARK),
          mine.signRequest(1, actor.id),
          mine.offer(holding, nanming.id, 1, 1, day("2026-06-29")),
          mine.endOffer(holding, 1),
          mine.conveyOffered(holding, 1, actor.id, nanming.wallet, actor.wallet),
          mine.split(holding, 1),
          mine.setCirculation(holding, ALL_PAIRS, Circulation.Pledged),
          mine.restore(holding, ALL_PAIRS, true, false),
          mine.convey(holding, ALL_PAIRS, actor.id, Purpose.ByOrder, Circulation.Circulating),
          mine.close(holding, ALL_PAIRS),
          mine.seize(holding),
        ]) {
          await expect(act).to.be.revertedWithCustomError(registry, "CallerNotPart").withArgs(actor.wallet);
        }
      }
    });

    it("the parts trust each other and nobody else, for good", async () => {
      const { billRegistry, billDescriptor, billIssuance, billPayment, trade } = desk.suite;
      const { billSecurity, billDiscount, billRepo, billRecourse, billOrders } = desk.suite;
      const parts = [billRegistry, billIssuance, billSecurity, billPayment, billDiscount, billRepo, billRecourse];
      const all = [...parts, billOrders];
      for (const part of all) {
        expect(await part.isWired()).to.be.true;
        for (const other of all) {
          expect(await part.isPart(other)).to.equal(part !== other);
        }
        for (const other of [billDescriptor, trade, nanming.wallet]) expect(await part.isPart(other)).to.be.false;
        await expect(part.connect(nanming.signer).wire([nanming.wallet])).to.be.revertedWithCustomError(
          part,
          "AccessManagedUnauthorized",
        );
      }
      expect(encodeBytes32String("bills")).to.equal((await desk.suite.directory.partOf(billPayment)).module);
    });

    it("K-3 the part that knows the orders' cases is named once, by the wiring alone", async () => {
      expect(await registry.orders()).to.equal(await desk.suite.billOrders.getAddress());
      for (const actor of [nanming, desk.regulator, desk.court]) {
        await expect(registry.connect(actor.signer).setOrders(actor.wallet)).to.be.revertedWithCustomError(
          registry,
          "AccessManagedUnauthorized",
        );
      }
    });
  });
});
