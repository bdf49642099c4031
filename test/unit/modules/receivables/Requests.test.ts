/** What is asked of another and how it is answered; what is signed in advance. */
import { expect } from "chai";
import { day, fields, freeze, goTo, RequestStatus, suspend } from "../../../utils/bills.ts";
import { noteInfo, requestOn } from "../../../utils/receivables-registry.ts";
import {
  DUE_DAY,
  FACE,
  Ground,
  Marks,
  noteOf,
  opened,
  PRE_SIGNED,
  preSigned,
  proposed,
  ReceivableAct,
  receivableDesk,
  type ReceivableDesk,
  TRADE,
  transferAsked,
} from "../../../utils/receivables.ts";
import type { Actor } from "../../../utils/suite.ts";

const PART = 300_000n;

describe("ReceivableRegistry: requests", () => {
  let desk: ReceivableDesk;
  let registry: ReceivableDesk["suite"]["receivableRegistry"];
  let nanming: Actor;
  let huaxi: Actor;
  let wudang: Actor;

  beforeEach(async () => {
    desk = await receivableDesk();
    registry = desk.suite.receivableRegistry;
    ({ nanming, huaxi, wudang } = desk);
  });

  const transfer = (note: bigint, to: Actor, lastDay = 0n) =>
    registry.connect(nanming.signer).transfer(note, FACE, to.id, TRADE, lastDay);

  async function asked(amount?: bigint) {
    const { note: whole } = await opened(desk);
    const { part, request } = await transferAsked(desk, whole, nanming, huaxi, amount);
    return { whole, note: part, request };
  }

  /** qianling has asked baiyunling to confirm a root. */
  async function confirmationAsked(root?: bigint): Promise<bigint> {
    const subject = root ?? (await opened(desk)).root;
    const issuance = desk.suite.receivableIssuance.connect(desk.qianling.signer);
    const request = await issuance.requestConfirmation.staticCall(subject, desk.baiyunling.id, 0n, 0);
    await issuance.requestConfirmation(subject, desk.baiyunling.id, 0n, 0);
    return request;
  }

  describe("sign", () => {
    it("the receiver signs: title passes, one tier on, and what locked the note is gone", async () => {
      const { note, request } = await asked(PART);
      await expect(registry.connect(huaxi.signer).sign(request))
        .to.emit(registry, "RequestAnswered")
        .withArgs(request, note, RequestStatus.Signed)
        .and.to.emit(registry, "NoteTransferred")
        .withArgs(note, nanming.id, huaxi.id, Ground.Payment, 1n, PART, 2n, TRADE)
        .and.to.emit(registry, "Transfer")
        .withArgs(nanming.wallet, huaxi.wallet, note);
      expect(await noteInfo(desk, note)).to.include({ holder: huaxi.id, tier: 2n, marks: 0n });
      expect([...(await registry.lockOf(note))]).to.deep.equal([0n, 0n, 0n, 0n]);
      expect(await registry.balanceOf(nanming.wallet)).to.equal(1n);
      expect(await registry.balanceOf(huaxi.wallet)).to.equal(1n);
    });

    it("reverts for all but the receiver", async () => {
      const { request } = await asked();
      for (const actor of [nanming, desk.qianling, wudang]) {
        await expect(registry.connect(actor.signer).sign(request))
          .to.be.revertedWithCustomError(registry, "RequestNotForCaller")
          .withArgs(request, actor.id, huaxi.id);
      }
    });

    it("reverts for what is signed at another part", async () => {
      const { request } = await proposed(desk);
      await expect(registry.connect(nanming.signer).sign(request))
        .to.be.revertedWithCustomError(registry, "ReceivableActElsewhere")
        .withArgs(request, ReceivableAct.Opening);
      const confirmation = await confirmationAsked();
      await expect(registry.connect(desk.baiyunling.signer).sign(confirmation))
        .to.be.revertedWithCustomError(registry, "ReceivableActElsewhere")
        .withArgs(confirmation, ReceivableAct.Confirmation);
    });

    it("the preconditions hold again at signing: a party suspended or frozen in between stops it", async () => {
      const { participants } = desk.suite;
      for (const [stop, error] of [
        [suspend, "ParticipantWrongStanding"],
        [freeze, "ParticipantIsFrozen"],
      ] as const) {
        for (const who of ["nanming", "huaxi"] as const) {
          desk = await receivableDesk();
          const { note, request } = await asked();
          await stop(desk, desk[who]);
          await expect(registry.connect(huaxi.signer).sign(request)).to.be.revertedWithCustomError(participants, error);
          expect(await registry.marksOf(note)).to.equal(Marks.Locked);
          // What is asked can still be refused and taken back.
          if (who === "huaxi") await registry.connect(huaxi.signer).refuse(request);
          else await registry.connect(nanming.signer).withdrawRequest(request);
          expect(await registry.marksOf(note)).to.equal(0n);
        }
      }
    });

    it("can be done to the end of its last day", async () => {
      const { note } = await opened(desk);
      await transfer(note, huaxi, day("2026-02-01"));
      await goTo("2026-02-01", "23:59:58");
      await registry.connect(huaxi.signer).sign(await requestOn(desk, note));
      expect(await registry.ownerOf(note)).to.equal(huaxi.wallet);
    });
  });

  describe("refuse, withdrawRequest, lapse", () => {
    it("R-8: a receiver refuses without consequence: its answer is all that is recorded, of it and of the note", async () => {
      const { note, request } = await asked(PART);
      const { participants } = desk.suite;
      const before = [await participants.participantInfo(huaxi.id), await registry.instructionsOf(huaxi.id, 0, 9)];
      const receipt = await (await registry.connect(huaxi.signer).refuse(request)).wait();
      expect(receipt?.logs).to.have.length(1);
      const answered = registry.interface.parseLog(receipt?.logs[0] ?? { topics: [], data: "0x" });
      expect(answered?.name).to.equal("RequestAnswered");
      expect([...(answered?.args ?? [])]).to.deep.equal([request, note, RequestStatus.Refused]);
      expect([
        await participants.participantInfo(huaxi.id),
        await registry.instructionsOf(huaxi.id, 0, 9),
      ]).to.deep.equal(before);
      expect(await noteInfo(desk, note)).to.include({ lo: 1n, hi: PART, holder: nanming.id, tier: 1n, marks: 0n });
      // It can be asked again, and take it then.
      const again = await transferAsked(desk, note, nanming, huaxi);
      await registry.connect(huaxi.signer).sign(again.request);
      expect(await registry.ownerOf(note)).to.equal(huaxi.wallet);
    });

    it("what was refused, taken back or has lapsed is the holder's to use again", async () => {
      for (const end of [
        (request: bigint) => registry.connect(huaxi.signer).refuse(request),
        (request: bigint) => registry.connect(nanming.signer).withdrawRequest(request),
        () => goTo("2026-06-01", "00:00:00"),
      ]) {
        desk = await receivableDesk();
        const { note } = await opened(desk);
        await transfer(note, huaxi, day("2026-05-31"));
        await expect(transfer(note, wudang))
          .to.be.revertedWithCustomError(registry, "NoteNotFree")
          .withArgs(note, Marks.Locked, day(DUE_DAY));
        await end(await requestOn(desk, note));
        expect(await registry.marksOf(note)).to.equal(0n);
        await registry.requireFree(note, nanming.id);
        await preSigned(desk, wudang, nanming);
        await transfer(note, wudang);
        expect(await registry.ownerOf(note)).to.equal(wudang.wallet);
      }
    });

    it("refuses whoever was asked, whatever the act; takes back whoever asked", async () => {
      const proposal = await proposed(desk);
      await expect(registry.connect(desk.qianling.signer).refuse(proposal.request))
        .to.be.revertedWithCustomError(registry, "RequestNotForCaller")
        .withArgs(proposal.request, desk.qianling.id, nanming.id);
      await expect(registry.connect(nanming.signer).withdrawRequest(proposal.request))
        .to.be.revertedWithCustomError(registry, "RequestNotForCaller")
        .withArgs(proposal.request, nanming.id, desk.qianling.id);
      await expect(registry.connect(nanming.signer).refuse(proposal.request))
        .to.emit(registry, "RequestAnswered")
        .withArgs(proposal.request, proposal.note, RequestStatus.Refused);
      const other = await proposed(desk);
      await expect(registry.connect(desk.qianling.signer).withdrawRequest(other.request))
        .to.emit(registry, "RequestAnswered")
        .withArgs(other.request, other.note, RequestStatus.Withdrawn);
    });

    it("the answer to a request about the whole root unlocks no note of it", async () => {
      const { root, note } = await opened(desk);
      const confirmation = await confirmationAsked(root);
      expect(await registry.marksOf(note)).to.equal(0n);
      await transferAsked(desk, note, nanming, huaxi);
      await registry.connect(desk.baiyunling.signer).refuse(confirmation);
      expect(await registry.marksOf(note)).to.equal(Marks.Locked);
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
  });

  describe("X-11: at most one is open on a note, and only that one can be signed", () => {
    it("not one that was taken back, refused or signed", async () => {
      const { note, request } = await asked();
      await registry.connect(nanming.signer).withdrawRequest(request);
      const second = await transferAsked(desk, note, nanming, wudang);
      await expect(registry.connect(huaxi.signer).sign(request))
        .to.be.revertedWithCustomError(registry, "RequestNotOpen")
        .withArgs(request, RequestStatus.Withdrawn);
      await registry.connect(wudang.signer).refuse(second.request);
      await expect(registry.connect(wudang.signer).sign(second.request))
        .to.be.revertedWithCustomError(registry, "RequestNotOpen")
        .withArgs(second.request, RequestStatus.Refused);
      const third = await transferAsked(desk, note, nanming, huaxi);
      await registry.connect(huaxi.signer).sign(third.request);
      for (const answer of ["sign", "refuse"] as const) {
        await expect(registry.connect(huaxi.signer)[answer](third.request))
          .to.be.revertedWithCustomError(registry, "RequestNotOpen")
          .withArgs(third.request, RequestStatus.Signed);
      }
      expect(await registry.ownerOf(note)).to.equal(huaxi.wallet);
    });

    it("not one that has lapsed, also when a newer one is open, nor can it unlock that", async () => {
      const { note } = await opened(desk);
      await transfer(note, wudang, day("2026-01-06"));
      const lapsed = await requestOn(desk, note);
      await goTo("2026-01-07", "00:00:00");
      await transfer(note, huaxi);
      for (const [actor, answer] of [
        [wudang, "sign"],
        [wudang, "refuse"],
        [nanming, "withdrawRequest"],
      ] as const) {
        await expect(registry.connect(actor.signer)[answer](lapsed))
          .to.be.revertedWithCustomError(registry, "RequestLapsed")
          .withArgs(lapsed, day("2026-01-06"));
      }
      expect(await registry.marksOf(note)).to.equal(Marks.Locked);
      await registry.connect(huaxi.signer).sign(await requestOn(desk, note));
      expect(await registry.ownerOf(note)).to.equal(huaxi.wallet);
    });

    it("not one of a part after the parts were joined again", async () => {
      const { whole, note, request } = await asked(PART);
      await registry.connect(nanming.signer).withdrawRequest(request);
      await registry.connect(nanming.signer).merge(note, whole);
      await expect(registry.connect(huaxi.signer).sign(request)).to.be.revertedWithCustomError(
        registry,
        "RequestNotOpen",
      );
    });
  });

  describe("instruct, cancelInstruction", () => {
    const BOTH = (1n << ReceivableAct.Opening) | (1n << ReceivableAct.Transfer);

    it("is recorded, replaced, listed in pages and cancelled", async () => {
      for (const actor of [nanming, wudang, desk.qingzhen]) {
        await expect(registry.connect(huaxi.signer).instruct(actor.id, PRE_SIGNED))
          .to.emit(registry, "InstructionSet")
          .withArgs(huaxi.id, actor.id, BOTH, PRE_SIGNED.ceiling, PRE_SIGNED.tenor, PRE_SIGNED.until);
      }
      await preSigned(desk, huaxi, nanming, { ceiling: 5n });
      const [all, terms] = await registry.instructionsOf(huaxi.id, 0, 10);
      expect(all).to.deep.equal([nanming.id, wudang.id, desk.qingzhen.id]);
      expect(fields(terms[0] ?? {})).to.deep.equal({ ...PRE_SIGNED, ceiling: 5n });
      for (const [start, limit, length] of [
        [2, 10, 1],
        [1, 1, 1],
        [3, 1, 0],
        [9, 9, 0],
      ] as const) {
        expect((await registry.instructionsOf(huaxi.id, start, limit))[0]).to.have.length(length);
      }
      await expect(registry.connect(huaxi.signer).cancelInstruction(nanming.id))
        .to.emit(registry, "InstructionCancelled")
        .withArgs(huaxi.id, nanming.id);
      expect((await registry.instructionsOf(huaxi.id, 0, 1))[1][0]?.acts).to.equal(0n);
      await expect(registry.connect(huaxi.signer).cancelInstruction(nanming.id))
        .to.be.revertedWithCustomError(registry, "InstructionUnknown")
        .withArgs(huaxi.id, nanming.id);
    });

    it("a cancelled one signs for nothing, and what is asked already is still to be signed", async () => {
      const { note } = await opened(desk);
      await preSigned(desk, huaxi, nanming);
      await registry.connect(huaxi.signer).cancelInstruction(nanming.id);
      await transfer(note, huaxi);
      await preSigned(desk, huaxi, nanming);
      expect(await registry.ownerOf(note)).to.equal(nanming.wallet);
      await registry.connect(huaxi.signer).sign(await requestOn(desk, note));
      expect(await registry.ownerOf(note)).to.equal(huaxi.wallet);
    });

    it("confirming a debt, paying early and pledging can't be signed in advance, nor what is no act", async () => {
      const others = Object.values(ReceivableAct)
        .map((act) => 1n << act)
        .filter((act) => (act & BOTH) === 0n);
      for (const acts of [...others, BOTH | (1n << ReceivableAct.Application), 1n << 31n]) {
        await expect(registry.connect(huaxi.signer).instruct(nanming.id, { ...PRE_SIGNED, acts }))
          .to.be.revertedWithCustomError(registry, "InstructionActsNotAllowed")
          .withArgs(acts, BOTH);
      }
    });

    it("reverts when it covers nothing, is over, or for an unknown counterparty", async () => {
      const mine = registry.connect(huaxi.signer);
      for (const nothing of [{ acts: 0n }, { ceiling: 0n }, { tenor: 0n }]) {
        await expect(mine.instruct(nanming.id, { ...PRE_SIGNED, ...nothing })).to.be.revertedWithCustomError(
          registry,
          "InstructionEmpty",
        );
      }
      await expect(mine.instruct(0, PRE_SIGNED)).to.be.revertedWithCustomError(registry, "InstructionEmpty");
      await expect(mine.instruct(nanming.id, { ...PRE_SIGNED, until: day("2026-01-04") }))
        .to.be.revertedWithCustomError(registry, "InstructionOver")
        .withArgs(day("2026-01-04"), day("2026-01-05"));
      await expect(mine.instruct(999, PRE_SIGNED)).to.be.revertedWithCustomError(
        desk.suite.participants,
        "ParticipantUnknown",
      );
    });

    it("is for one giver: what another passes on, or to another, is asked for", async () => {
      const { note } = await opened(desk);
      await preSigned(desk, huaxi, wudang);
      await preSigned(desk, wudang, huaxi);
      await transfer(note, huaxi);
      expect(await registry.marksOf(note)).to.equal(Marks.Locked);
      expect(await registry.isInstructed(day(DUE_DAY), FACE, ReceivableAct.Transfer, wudang.id, huaxi.id)).to.be.true;
      expect(await registry.isInstructed(day(DUE_DAY), FACE, ReceivableAct.Transfer, nanming.id, huaxi.id)).to.be.false;
      expect(await registry.isInstructed(day(DUE_DAY), FACE, ReceivableAct.Pledge, wudang.id, huaxi.id)).to.be.false;
    });
  });

  it("keeps what it was told of a request, and knows none that is not", async () => {
    const { note, request } = await asked(PART);
    expect(fields(await registry.requestInfo(request))).to.deep.equal({
      from: nanming.id,
      to: huaxi.id,
      subject: note,
      lo: 1n,
      hi: PART,
      act: ReceivableAct.Transfer,
      status: RequestStatus.Open,
      lastDay: day("2026-06-29"),
      terms: TRADE,
    });
    expect((await registry.requestInfo(99)).status).to.equal(RequestStatus.None);
    expect((await registry.lockOf(noteOf(7n))).request).to.equal(0n);
  });
});
