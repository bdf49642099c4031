/** A note passed on in payment, whole or in part. */
import { expect } from "chai";
import { id, ZeroAddress, ZeroHash } from "ethers";
import { day, freeze, goTo, order, suspend } from "../../../utils/bills.ts";
import { expectWhole, noteInfo } from "../../../utils/receivables-registry.ts";
import {
  bankConfirmed,
  DUE_DAY,
  FACE,
  Ground,
  Marks,
  noteOf,
  NoteStatus,
  opened,
  preSigned,
  proposed,
  ReceivableAct,
  receivableDesk,
  type ReceivableDesk,
  TRADE,
  transferred,
  unitsOf,
} from "../../../utils/receivables.ts";
import type { Actor } from "../../../utils/suite.ts";

const LAST_DAY = day("2026-06-29");
const PART = 300_000n;

describe("ReceivableRegistry: transfer", () => {
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

  const transfer = (note: bigint, from: Actor, to: Actor, amount = FACE, trade = TRADE, lastDay = 0n) =>
    registry.connect(from.signer).transfer(note, amount, to.id, trade, lastDay);

  describe("whole", () => {
    it("opens a request that locks the note and moves nothing", async () => {
      const { note } = await opened(desk);
      const [part, request] = await registry
        .connect(nanming.signer)
        .transfer.staticCall(note, FACE, huaxi.id, TRADE, 0);
      expect(part).to.equal(note);
      await expect(transfer(note, nanming, huaxi))
        .to.emit(registry, "RequestOpened")
        .withArgs(request, nanming.id, huaxi.id, note, ReceivableAct.Transfer, 1n, FACE, LAST_DAY, TRADE)
        .and.not.to.emit(registry, "NoteTransferred");
      expect(await registry.ownerOf(note)).to.equal(nanming.wallet);
      expect(await registry.marksOf(note)).to.equal(Marks.Locked);
      expect([...(await registry.lockOf(note))]).to.deep.equal([request, 0n, 0n, LAST_DAY]);
    });

    it("passes at once to a receiver that has signed in advance, one tier on", async () => {
      const { note } = await opened(desk);
      await preSigned(desk, huaxi, nanming);
      const result = await registry.connect(nanming.signer).transfer.staticCall(note, FACE, huaxi.id, TRADE, 0);
      expect([...result]).to.deep.equal([note, 0n]);
      await expect(transfer(note, nanming, huaxi))
        .to.emit(registry, "NoteTransferred")
        .withArgs(note, nanming.id, huaxi.id, Ground.Payment, 1n, FACE, 2n, TRADE)
        .and.to.emit(registry, "Transfer")
        .withArgs(nanming.wallet, huaxi.wallet, note)
        .and.not.to.emit(registry, "RequestOpened");
      expect(await noteInfo(desk, note)).to.deep.equal({
        note,
        lo: 1n,
        hi: FACE,
        holder: huaxi.id,
        parent: 0n,
        obligor: desk.qianling.id,
        dueDay: day(DUE_DAY),
        tier: 2n,
        status: NoteStatus.Live,
        marks: 0n,
      });
    });

    it("takes a last day from today to the day before the due day", async () => {
      await goTo("2026-01-20");
      const { note } = await opened(desk);
      for (const date of ["2026-01-19", DUE_DAY]) {
        await expect(transfer(note, nanming, huaxi, FACE, TRADE, day(date)))
          .to.be.revertedWithCustomError(registry, "RequestLastDayOutOfRange")
          .withArgs(day(date), day("2026-01-20"), LAST_DAY);
      }
      for (const date of ["2026-01-20", "2026-06-29"]) {
        await transfer(note, nanming, huaxi, FACE, TRADE, day(date));
        const { request, lastDay } = await registry.lockOf(note);
        expect(lastDay).to.equal(day(date));
        await registry.connect(nanming.signer).withdrawRequest(request);
      }
    });

    it("needs an instruction that covers amount, term and day; else it is asked for", async () => {
      const { note } = await opened(desk);
      const isAsked = async () => {
        const { request } = await registry.connect(nanming.signer).transfer.staticCall(note, FACE, huaxi.id, TRADE, 0);
        return request !== 0n;
      };
      const term = day(DUE_DAY) - day("2026-01-05");
      for (const [change, asked] of [
        [{ ceiling: FACE }, false],
        [{ ceiling: FACE - 1n }, true],
        [{ tenor: term }, false],
        [{ tenor: term - 1n }, true],
        [{ acts: 1n << ReceivableAct.Transfer }, false],
        [{ acts: 1n << ReceivableAct.Opening }, true],
      ] as const) {
        await preSigned(desk, huaxi, nanming, change);
        expect(
          await isAsked(),
          JSON.stringify(change, (_, value: unknown) => String(value)),
        ).to.equal(asked);
      }
      await preSigned(desk, huaxi, nanming, { until: day("2026-01-06") });
      await goTo("2026-01-06", "23:59:00");
      expect(await isAsked()).to.be.false;
      await goTo("2026-01-07", "00:00:00");
      expect(await isAsked()).to.be.true;
    });
  });

  describe("of a part", () => {
    it("is split off the low end at once and alone waits: the rest keeps its id and stays usable", async () => {
      const { root, note } = await opened(desk);
      const part = noteOf(root, 2);
      const [id, request] = await registry.connect(nanming.signer).transfer.staticCall(note, PART, huaxi.id, TRADE, 0);
      expect(id).to.equal(part);
      await expect(transfer(note, nanming, huaxi, PART))
        .to.emit(registry, "NoteSplit")
        .withArgs(note, part, nanming.id, 1n, PART)
        .and.to.emit(registry, "Transfer")
        .withArgs(ZeroAddress, nanming.wallet, part)
        .and.to.emit(registry, "RequestOpened")
        .withArgs(request, nanming.id, huaxi.id, part, ReceivableAct.Transfer, 1n, PART, LAST_DAY, TRADE);
      expect(await registry.marksOf(part)).to.equal(Marks.Locked);
      expect(await registry.marksOf(note)).to.equal(0n);
      expect(await registry.balanceOf(nanming.wallet)).to.equal(2n);
      await expect(transfer(note, nanming, wudang, FACE - PART)).to.emit(registry, "RequestOpened");
      await expectWhole(desk, note);
    });

    it("passes at once to a receiver that has signed in advance; the rest is as it was", async () => {
      const { root, note } = await opened(desk);
      await preSigned(desk, huaxi, nanming);
      const part = noteOf(root, 2);
      await expect(transfer(note, nanming, huaxi, PART))
        .to.emit(registry, "NoteTransferred")
        .withArgs(part, nanming.id, huaxi.id, Ground.Payment, 1n, PART, 2n, TRADE)
        .and.to.emit(registry, "Transfer")
        .withArgs(nanming.wallet, huaxi.wallet, part);
      expect(await noteInfo(desk, part)).to.deep.include({ lo: 1n, hi: PART, holder: huaxi.id, parent: 1n, tier: 2n });
      expect(await noteInfo(desk, note)).to.deep.include({ lo: PART + 1n, hi: FACE, holder: nanming.id, tier: 1n });
      await expectWhole(desk, note);
    });

    it("X-14: takes one fen, or all but one; not none, nor more than there is", async () => {
      const { root, note } = await opened(desk);
      await transferred(desk, note, nanming, huaxi, 1n);
      await transferred(desk, note, nanming, huaxi, FACE - 2n);
      expect(await noteInfo(desk, noteOf(root, 2))).to.deep.include({ lo: 1n, hi: 1n });
      expect(await noteInfo(desk, noteOf(root, 3))).to.deep.include({ lo: 2n, hi: FACE - 1n });
      expect(await unitsOf(desk, note)).to.equal(1n);
      for (const amount of [0n, 2n, FACE, 2n ** 40n + 1n, 2n ** 64n - 1n]) {
        await expect(transfer(note, nanming, huaxi, amount))
          .to.be.revertedWithCustomError(registry, "NoteAmountOutOfRange")
          .withArgs(note, amount, 1n);
      }
      await expectWhole(desk, note);
    });

    it("X-30: at no depth can more be taken than the note has, and the parts make up the root exactly", async () => {
      const { note: first } = await opened(desk);
      const chain = [nanming, huaxi, wudang, desk.qingzhen, desk.baiyunling];
      let [note, left] = [first, FACE];
      for (const [tier, holder] of chain.entries()) {
        const next = chain[(tier + 1) % chain.length] ?? nanming;
        await expect(transfer(note, holder, next, left + 1n))
          .to.be.revertedWithCustomError(registry, "NoteAmountOutOfRange")
          .withArgs(note, left + 1n, left);
        left -= 7n * BigInt(tier + 1);
        note = await transferred(desk, note, holder, next, left);
        await expectWhole(desk, first);
      }
      expect(await noteInfo(desk, note)).to.deep.include({ holder: nanming.id, tier: 6n, parent: 5n });
    });
  });

  it("R-4: reverts for all but the holder: obligor, bank, earlier holder, stranger", async () => {
    const { note } = await bankConfirmed(desk);
    await transferred(desk, note, nanming, huaxi);
    for (const actor of [desk.qianling, desk.guanshan, desk.baiyunling, nanming, desk.auditor]) {
      await expect(transfer(note, actor, wudang))
        .to.be.revertedWithCustomError(registry, "NoteNotHolder")
        .withArgs(note, actor.id, huaxi.id);
    }
  });

  it("X-8: reverts to oneself, to nobody, to an unknown, suspended, expelled or frozen participant", async () => {
    const { note } = await opened(desk);
    const { participants } = desk.suite;
    const to = (receiver: bigint) => registry.connect(nanming.signer).transfer(note, FACE, receiver, TRADE, 0);
    for (const receiver of [nanming.id, 0n]) {
      await expect(to(receiver))
        .to.be.revertedWithCustomError(registry, "NoteReceiverIsHolder")
        .withArgs(note, nanming.id);
    }
    await expect(to(999n)).to.be.revertedWithCustomError(participants, "ParticipantUnknown").withArgs(999n);
    await preSigned(desk, huaxi, nanming);
    await suspend(desk, huaxi);
    await expect(to(huaxi.id)).to.be.revertedWithCustomError(participants, "ParticipantWrongStanding");
    await order(desk, "expel", [huaxi.id]);
    await expect(to(huaxi.id)).to.be.revertedWithCustomError(participants, "ParticipantWrongStanding");
    await freeze(desk, wudang);
    await expect(to(wudang.id)).to.be.revertedWithCustomError(participants, "ParticipantIsFrozen");
    expect(await noteInfo(desk, note)).to.deep.include({ holder: nanming.id, marks: 0n });
  });

  it("R-11: reverts to the obligor, though it has signed in advance, from any tier", async () => {
    const { note } = await opened(desk);
    for (const holder of [nanming, huaxi]) {
      await preSigned(desk, desk.qianling, holder);
      await expect(transfer(note, holder, desk.qianling))
        .to.be.revertedWithCustomError(registry, "NoteReceiverIsObligor")
        .withArgs(note, desk.qianling.id);
      if (holder === nanming) await transferred(desk, note, nanming, huaxi);
    }
  });

  it("R-11: a note of another's debt goes to whoever is an obligor elsewhere", async () => {
    const { note } = await opened(desk, { obligor: desk.guanshan, supplier: nanming });
    await transferred(desk, note, nanming, desk.qianling);
    expect(await registry.ownerOf(note)).to.equal(desk.qianling.wallet);
  });

  it("R-6a: reverts when no trade is named, and names it to the receiver and in what is told", async () => {
    const { note } = await opened(desk);
    await expect(transfer(note, nanming, huaxi, FACE, ZeroHash))
      .to.be.revertedWithCustomError(registry, "NoteTradeMissing")
      .withArgs(note);
    const trade = id("another invoice");
    await transfer(note, nanming, huaxi, FACE, trade);
    const { request } = await registry.lockOf(note);
    expect((await registry.requestInfo(request)).terms).to.equal(trade);
    await expect(registry.connect(huaxi.signer).sign(request))
      .to.emit(registry, "NoteTransferred")
      .withArgs(note, nanming.id, huaxi.id, Ground.Payment, 1n, FACE, 2n, trade);
  });

  it("R-4: goes on the day before the due day to its last second, not on the due day and after", async () => {
    await preSigned(desk, huaxi, nanming);
    const { note } = await opened(desk);
    await goTo("2026-06-29", "23:59:58");
    await expect(transfer(note, nanming, huaxi, PART)).to.emit(registry, "NoteTransferred");
    for (const [date, clock] of [
      [DUE_DAY, "00:00:00"],
      ["2026-07-15", "09:00:00"],
    ] as const) {
      await goTo(date, clock);
      await expect(transfer(note, nanming, huaxi, FACE - PART))
        .to.be.revertedWithCustomError(registry, "NoteNotFree")
        .withArgs(note, 0n, day(DUE_DAY));
    }
  });

  it("reverts for a note that is unknown, or of a root that is only proposed", async () => {
    const { root } = await opened(desk);
    const { note: proposal } = await proposed(desk);
    for (const note of [noteOf(root, 2), proposal, noteOf(root + 2n), 0n]) {
      await expect(transfer(note, nanming, huaxi, 1n))
        .to.be.revertedWithCustomError(registry, "NoteUnknown")
        .withArgs(note);
    }
  });

  describe("R-9: no act costs more for a deeper note", () => {
    const gasOf = async (sent: ReturnType<typeof transfer>): Promise<bigint> =>
      (await (await sent).wait())?.gasUsed ?? 0n;

    it("passed on whole, 200 hands deep", async () => {
      const { note } = await opened(desk);
      await preSigned(desk, huaxi, nanming);
      await preSigned(desk, nanming, huaxi);
      const hands = [nanming, huaxi] as const;
      const gas: bigint[] = [];
      for (let tier = 1; tier <= 201; tier++) {
        const [from, to] = tier % 2 === 1 ? hands : ([huaxi, nanming] as const);
        gas.push(await gasOf(transfer(note, from, to)));
      }
      expect((await noteInfo(desk, note)).tier).to.equal(202n);
      // The first finds the receiver without any note, and leaves the giver without one, as all after it do.
      expect(gas[200]).to.equal(gas[2]);
      expect(gas[199]).to.equal(gas[1]);
    });

    it("split and passed on in part, 200 splits deep", async () => {
      const { root, note } = await opened(desk);
      await preSigned(desk, huaxi, nanming);
      await preSigned(desk, nanming, huaxi);
      const [gas, deep]: [Record<number, bigint>, number] = [{}, 200];
      let current = note;
      for (let depth = 1; depth <= deep; depth++) {
        const [from, to] = depth % 2 === 1 ? [nanming, huaxi] : [huaxi, nanming];
        if (depth === 2 || depth === deep) gas[depth] = await gasOf(transfer(current, from, to, 1n));
        await transfer(current, from, to, (await unitsOf(desk, current)) - 1n);
        const { seq } = await registry.rootInfo(root);
        current = noteOf(root, seq);
      }
      expect((await noteInfo(desk, current)).tier).to.equal(BigInt(deep) + 1n);
      expect(gas[deep]).to.equal(gas[2]);
      await expectWhole(desk, note);
    });
  });
});
