/** A note passed on to many receivers in one transaction. */
import { expect } from "chai";
import { ZeroHash } from "ethers";
import { day, suspend } from "../../../utils/bills.ts";
import { admitted, newcomer } from "../../../utils/orders.ts";
import { expectWhole, noteInfo, requestOn } from "../../../utils/receivables-registry.ts";
import {
  DUE_DAY,
  FACE,
  Ground,
  Marks,
  noteOf,
  opened,
  PRE_SIGNED,
  preSigned,
  receivableDesk,
  type ReceivableDesk,
  TRADE,
  transferAsked,
} from "../../../utils/receivables.ts";
import type { Actor } from "../../../utils/suite.ts";

/** The most that one transaction may use of a chain of the Osaka rules. */
const TRANSACTION_CAP = 16_777_216n;
const MAX = 50;

describe("ReceivableRegistry: transferMany", () => {
  let desk: ReceivableDesk;
  let registry: ReceivableDesk["suite"]["receivableRegistry"];
  let nanming: Actor;
  let huaxi: Actor;
  let wudang: Actor;
  let qingzhen: Actor;

  beforeEach(async () => {
    desk = await receivableDesk();
    registry = desk.suite.receivableRegistry;
    ({ nanming, huaxi, wudang, qingzhen } = desk);
  });

  const payment = (to: Actor | bigint, amount: bigint, trade = TRADE) => ({
    to: typeof to === "bigint" ? to : to.id,
    amount,
    trade,
  });
  const many = (note: bigint, payments: ReturnType<typeof payment>[], lastDay = 0n) =>
    registry.connect(nanming.signer).transferMany(note, payments, lastDay);

  it("parts the note from its low end in turn; who has signed in advance holds at once, the others are asked", async () => {
    const { root, note } = await opened(desk);
    await preSigned(desk, wudang, nanming);
    const payments = [payment(huaxi, 100n), payment(wudang, 200n), payment(qingzhen, 300n)];
    const requests = await registry.connect(nanming.signer).transferMany.staticCall(note, payments, 0);
    await expect(many(note, payments))
      .to.emit(registry, "NoteTransferred")
      .withArgs(noteOf(root, 3), nanming.id, wudang.id, Ground.Payment, 101n, 300n, 2n, TRADE);
    expect(await noteInfo(desk, noteOf(root, 2))).to.include({ lo: 1n, hi: 100n, holder: nanming.id, marks: 8n });
    expect(await noteInfo(desk, noteOf(root, 3))).to.include({ lo: 101n, hi: 300n, holder: wudang.id, marks: 0n });
    expect(await noteInfo(desk, noteOf(root, 4))).to.include({ lo: 301n, hi: 600n, holder: nanming.id, marks: 8n });
    expect(await noteInfo(desk, note)).to.include({ lo: 601n, hi: FACE, holder: nanming.id, marks: 0n });
    expect([...requests]).to.deep.equal([
      await requestOn(desk, noteOf(root, 2)),
      0n,
      await requestOn(desk, noteOf(root, 4)),
    ]);
    await expectWhole(desk, note);
  });

  it("passes all of the note on when the payments make it up: the last takes the note itself", async () => {
    const { note } = await opened(desk);
    await many(note, [payment(huaxi, 400_000n), payment(wudang, 600_000n)]);
    expect(await noteInfo(desk, note)).to.include({ lo: 400_001n, hi: FACE, holder: nanming.id, marks: Marks.Locked });
    await registry.connect(wudang.signer).sign(await requestOn(desk, note));
    expect(await noteInfo(desk, note)).to.include({ holder: wudang.id, tier: 2n });
    await expectWhole(desk, note);
  });

  it("pays one receiver more than once, for trades of their own", async () => {
    const { root, note } = await opened(desk);
    await preSigned(desk, huaxi, nanming);
    await many(note, [payment(huaxi, 10n), payment(huaxi, 20n)]);
    expect(await registry.balanceOf(huaxi.wallet)).to.equal(2n);
    expect(await noteInfo(desk, noteOf(root, 3))).to.include({ lo: 11n, hi: 30n });
  });

  it("gives all requests one last day", async () => {
    const { root, note } = await opened(desk);
    await many(note, [payment(huaxi, 10n), payment(wudang, 10n)], day("2026-02-01"));
    for (const number of [2, 3])
      expect((await registry.lockOf(noteOf(root, number))).lastDay).to.equal(day("2026-02-01"));
    await expect(many(note, [payment(huaxi, 1n)], day(DUE_DAY))).to.be.revertedWithCustomError(
      registry,
      "RequestLastDayOutOfRange",
    );
  });

  describe("all or none", () => {
    it("X-14: reverts when the payments are more than the note, or one is nothing", async () => {
      const { note } = await opened(desk);
      await expect(many(note, [payment(huaxi, FACE), payment(wudang, 1n)]))
        .to.be.revertedWithCustomError(registry, "NoteAmountOutOfRange")
        .withArgs(note, FACE + 1n, FACE);
      for (const payments of [
        [payment(huaxi, 0n), payment(wudang, 1n)],
        [payment(huaxi, FACE), payment(wudang, 0n)],
      ]) {
        await expect(many(note, payments)).to.be.revertedWithCustomError(registry, "NoteAmountOutOfRange");
      }
      const most = 2n ** 64n - 1n;
      await expect(many(note, [payment(huaxi, most), payment(wudang, most), payment(qingzhen, 3n)]))
        .to.be.revertedWithCustomError(registry, "NoteAmountOutOfRange")
        .withArgs(note, 2n * most + 3n, FACE);
    });

    it("R-6a, R-11, X-8: reverts when one of the receivers can't be paid so", async () => {
      const { note } = await opened(desk);
      const good = payment(huaxi, 10n);
      await suspend(desk, qingzhen);
      const { participants } = desk.suite;
      for (const [bad, source, error] of [
        [payment(desk.qianling, 10n), registry, "NoteReceiverIsObligor"],
        [payment(nanming, 10n), registry, "NoteReceiverIsHolder"],
        [payment(wudang, 10n, ZeroHash), registry, "NoteTradeMissing"],
        [payment(qingzhen, 10n), participants, "ParticipantWrongStanding"],
        [payment(0n, 10n), participants, "ParticipantUnknown"],
        [payment(999n, 10n), participants, "ParticipantUnknown"],
      ] as const) {
        await expect(many(note, [good, bad]), error).to.be.revertedWithCustomError(source, error);
        await expect(many(note, [bad, good]), error).to.be.revertedWithCustomError(source, error);
      }
      expect(await noteInfo(desk, note)).to.include({ lo: 1n, hi: FACE, holder: nanming.id, marks: 0n });
    });
  });

  it("R-4: reverts for all but the holder, and on a note that is not free", async () => {
    const { note } = await opened(desk);
    await expect(registry.connect(huaxi.signer).transferMany(note, [payment(wudang, 1n)], 0))
      .to.be.revertedWithCustomError(registry, "NoteNotHolder")
      .withArgs(note, huaxi.id, nanming.id);
    await transferAsked(desk, note, nanming, huaxi);
    await expect(many(note, [payment(wudang, 1n)]))
      .to.be.revertedWithCustomError(registry, "NoteNotFree")
      .withArgs(note, Marks.Locked, day(DUE_DAY));
    await expect(many(noteOf(99n), [payment(wudang, 1n)]))
      .to.be.revertedWithCustomError(registry, "NoteUnknown")
      .withArgs(noteOf(99n));
  });

  it("goes to 50 receivers in one transaction, below the cap; reverts for 51, and for none", async () => {
    const { note } = await opened(desk);
    const newcomers = Array.from({ length: MAX }, (_, index) => newcomer(index + 1));
    const receivers: bigint[] = [];
    for (const who of newcomers) receivers.push(await admitted(desk, who));
    const payments = receivers.map((receiver) => payment(receiver, 1_000n));

    for (const refused of [[], [...payments, payment(huaxi, 1n)]]) {
      await expect(many(note, refused))
        .to.be.revertedWithCustomError(registry, "NotePaymentsInvalid")
        .withArgs(note, refused.length, MAX);
    }
    const asked = await (await many(note, payments)).wait();
    expect(asked?.gasUsed).to.be.below(TRANSACTION_CAP);
    for (const { wallet } of newcomers) await registry.connect(wallet).instruct(nanming.id, PRE_SIGNED);
    const passed = await (await many(note, payments)).wait();
    expect(passed?.gasUsed).to.be.below(TRANSACTION_CAP);
    for (const { wallet } of newcomers) expect(await registry.balanceOf(wallet)).to.equal(1n);
    expect(await registry.balanceOf(nanming.wallet)).to.equal(BigInt(MAX) + 1n);
    await expectWhole(desk, note);
  });
});
