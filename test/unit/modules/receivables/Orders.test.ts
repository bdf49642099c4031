/** ReceivableOrders: freezing and forced transfer of notes, through the Docket as courts and regulators use it. */
import { expect } from "chai";
import { ZeroHash } from "ethers";
import type {
  ReceivableFinancing,
  ReceivableIssuance,
  ReceivableOrders,
  ReceivableRegistry,
  ReceivableSecurity,
  ReceivableSettlement,
} from "../../../../types/index.js";
import {
  day,
  deposited,
  fields,
  freeze,
  freezeMoney,
  goTo,
  order,
  RequestStatus,
  suspend,
} from "../../../utils/bills.ts";
import { accepted, quoted } from "../../../utils/market.ts";
import { applied, at, DAY, HOUR, newCase, newcomer, now } from "../../../utils/orders.ts";
import {
  DUE_DAY,
  FACE,
  Ground,
  Marks,
  noteOf,
  NoteStatus,
  opened,
  preSigned,
  proposed,
  REASON,
  type ReceivableDesk,
  receivableDesk,
  RootStatus,
  TRADE,
  transferAsked,
  transferred,
} from "../../../utils/receivables.ts";
import { financed, FinancingStatus, offered } from "../../../utils/receivables-financing.ts";
import {
  admitted,
  asPart,
  DEBT_DUE,
  EVIDENCE,
  forced,
  freezing,
  frozen,
  pledged,
  pledgeAsked,
  PledgeStatus,
  renewed,
  RESOLUTION,
  SECURED,
  transfer,
  unfrozen,
  urgent,
} from "../../../utils/receivables-rights.ts";
import { type Actor, approvedOrder, carryOut, networkHelpers } from "../../../utils/suite.ts";
import { both, court } from "../../../utils/title-orders.ts";

describe("ReceivableOrders", () => {
  let desk: ReceivableDesk;
  let orders: ReceivableOrders;
  let registry: ReceivableRegistry;
  let security: ReceivableSecurity;
  let settlement: ReceivableSettlement;
  let financing: ReceivableFinancing;
  let issuance: ReceivableIssuance;
  let money: ReceivableDesk["suite"]["money"];
  let disputes: ReceivableDesk["suite"]["receivableDisputes"];
  let qianling: Actor, nanming: Actor, huaxi: Actor, wudang: Actor, guanshan: Actor, baiyunling: Actor;

  beforeEach(async () => {
    desk = await receivableDesk();
    const { suite } = desk;
    ({ receivableOrders: orders, receivableRegistry: registry, receivableSecurity: security, money } = suite);
    ({ receivableSettlement: settlement, receivableFinancing: financing, receivableIssuance: issuance } = suite);
    disputes = suite.receivableDisputes;
    ({ qianling, nanming, huaxi, wudang, guanshan, baiyunling } = desk);
  });

  const note = async (each: bigint) => fields(await registry.noteInfo(each));
  const holderOf = async (each: bigint) => (await registry.noteInfo(each)).holder;
  const isFrozen = (each: bigint) => orders.isFrozen(each);
  const keysOf = async (each: bigint) => (await orders.casesOf(each)).map(({ key }) => key);
  const settle = (root: bigint) => settlement.connect(qianling.signer).settle(root, 50);
  const claim = (each: bigint, by: Actor) => settlement.connect(by.signer).claim(each);
  const dispute = (each: bigint) => disputes.connect(qianling.signer).dispute(each, EVIDENCE);
  const isNotFree = (attempt: Promise<unknown>, each: bigint, marks: bigint) =>
    expect(attempt).to.be.revertedWithCustomError(registry, "NoteNotFree").withArgs(each, marks, day(DUE_DAY));
  /** Long enough for the note's due day to come. */
  const long = async () => ({ until: (await now()) + 365n * DAY });

  /** nanming has agreed to cancel its part of the root; huaxi, which has a fen of it, not yet. */
  async function agreed() {
    const certificate = await opened(desk);
    const other = await transferred(desk, certificate.note, nanming, huaxi, 1n);
    await issuance.connect(qianling.signer).proposeCancellation(certificate.root, REASON);
    await issuance.connect(nanming.signer).agreeToCancel(certificate.note);
    return { ...certificate, other };
  }

  /** Frozen, due, and its money set aside, owed to nanming. */
  async function setAside() {
    const certificate = await opened(desk);
    const key = await frozen(desk, certificate.note, await long());
    await goTo(DUE_DAY);
    await settle(certificate.root);
    return { ...certificate, key };
  }

  describe("freeze", () => {
    it("freezes a whole note in its holder's hand, until a second", async () => {
      const { note: whole } = await opened(desk);
      const key = newCase();
      const until = (await now()) + 30n * DAY;
      await expect(carryOut(desk.suite, [await freezing(desk, whole, { key, until })], court(desk)))
        .to.emit(orders, "NoteFrozen")
        .withArgs(whole, nanming.id, key, FACE, until)
        .and.not.to.emit(registry, "NoteSplit");
      expect(await isFrozen(whole)).to.be.true;
      expect(await registry.marksOf(whole)).to.equal(Marks.Frozen);
      expect((await orders.casesOf(whole)).map(fields)).to.deep.equal([{ key, since: await now(), until }]);
      expect(fields(await orders.freezeOf(whole, key))).to.deep.equal({
        lo: 1n,
        hi: FACE,
        against: nanming.id,
        note: whole,
      });
      expect(await note(whole)).to.include({ holder: nanming.id, lo: 1n, hi: FACE, status: NoteStatus.Live });
    });

    it("X-14: so much as the case asks is parted off the low end; the rest is passed on as ever", async () => {
      const { root, note: rest } = await opened(desk);
      const key = newCase();
      const call = await freezing(desk, rest, { key, amount: 300_000n });
      const part = noteOf(root, 2n);
      await expect(carryOut(desk.suite, [call], court(desk)))
        .to.emit(registry, "NoteSplit")
        .withArgs(rest, part, nanming.id, 1n, 300_000n)
        .and.to.emit(orders, "NoteFrozen")
        .withArgs(part, nanming.id, key, 300_000n, call.args[4]);
      expect(await isFrozen(part)).to.be.true;
      expect(await isFrozen(rest)).to.be.false;
      // Nor does the rest ask after cases from now on.
      expect(await note(rest)).to.include({ lo: 300_001n, hi: FACE, marks: Marks.None });
      await isNotFree(registry.connect(nanming.signer).transfer(part, 1n, huaxi.id, TRADE, 0), part, Marks.Frozen);
      await transferred(desk, rest, nanming, huaxi);
    });

    describe("what can't be parted is frozen as a whole", () => {
      const states: [string, (each: bigint) => Promise<unknown>, holder: "nanming" | "baiyunling"][] = [
        ["pledged", (each) => pledged(desk, each, nanming, baiyunling), "nanming"],
        ["financed", (each) => financed(desk, each, nanming, baiyunling), "baiyunling"],
        ["disputed", dispute, "nanming"],
        ["contested", (each) => admitted(desk, each, nanming, guanshan), "nanming"],
        ["due", () => goTo(DUE_DAY, "00:00:00"), "nanming"],
      ];
      for (const [state, reach, holder] of states) {
        it(`a ${state} note`, async () => {
          const { root, note: whole } = await opened(desk);
          await reach(whole);
          const call = await freezing(desk, whole, { amount: 1n });
          await expect(carryOut(desk.suite, [call], court(desk)))
            .to.emit(orders, "NoteFrozen")
            .withArgs(whole, desk[holder].id, call.args[1], FACE, call.args[4]);
          expect((await registry.rootInfo(root)).seq).to.equal(1n);
          expect(await isFrozen(whole)).to.be.true;
        });
      }
    });

    it("reverts for a note that does not exist or is closed, and for fen that it does not have", async () => {
      const { note: absent } = await proposed(desk);
      await expect(frozen(desk, absent, { from: nanming, amount: 1n }))
        .to.be.revertedWithCustomError(registry, "NoteUnknown")
        .withArgs(absent);
      const { root, note: whole } = await opened(desk);
      for (const amount of [0n, FACE + 1n]) {
        await expect(frozen(desk, whole, { amount }))
          .to.be.revertedWithCustomError(registry, "NoteAmountOutOfRange")
          .withArgs(whole, amount, FACE);
      }
      await goTo(DUE_DAY);
      await settle(root);
      for (const act of [() => frozen(desk, whole), () => forced(desk, whole, huaxi)]) {
        await expect(act()).to.be.revertedWithCustomError(registry, "NoteNotLive").withArgs(whole, NoteStatus.Paid);
      }
    });

    it("X-80: an order names the holder: one that comes after a lawful transfer hits nobody", async () => {
      const { note: whole } = await opened(desk);
      await transferred(desk, whole, nanming, huaxi);
      for (const call of [
        await freezing(desk, whole, { from: nanming }),
        await transfer(desk, whole, baiyunling, { from: nanming }),
      ]) {
        await expect(carryOut(desk.suite, [call], both(desk)), call.name)
          .to.be.revertedWithCustomError(registry, "NoteNotHolder")
          .withArgs(whole, nanming.id, huaxi.id);
      }
      expect(await registry.marksOf(whole)).to.equal(Marks.None);
    });

    it("reverts without a key, and with one that served on the note or its parts before", async () => {
      const { root, note: whole } = await opened(desk);
      await expect(frozen(desk, whole, { key: ZeroHash }))
        .to.be.revertedWithCustomError(orders, "NoteCaseKeyMissing")
        .withArgs(whole);
      const key = await frozen(desk, whole, { amount: 400_000n });
      const part = noteOf(root, 2n);
      for (const each of [whole, part]) {
        await expect(frozen(desk, each, { key }))
          .to.be.revertedWithCustomError(orders, "CasesKeyUsed")
          .withArgs(key);
      }
      await unfrozen(desk, whole, key);
      await expect(frozen(desk, whole, { key })).to.be.revertedWithCustomError(orders, "CasesKeyUsed");
      const other = await opened(desk);
      await frozen(desk, other.note, { key });
    });

    it("lasts at most three years, and at least a second", async () => {
      const { note: whole } = await opened(desk);
      const term = 3n * 365n * DAY;
      const begin = (await now()) + 100n;
      for (const [until, valid] of [
        [begin, false],
        [begin + 1n, true],
        [begin + term, true],
        [begin + term + 1n, false],
      ] as const) {
        const call = await freezing(desk, whole, { until });
        const snapshot = await networkHelpers.takeSnapshot();
        const { order: number, calls } = await approvedOrder(desk.suite, [call], court(desk));
        await at(begin);
        const executed = desk.suite.docket.execute(number, calls);
        if (valid) await executed;
        else await expect(executed).to.be.revertedWithCustomError(orders, "CasesTermOutOfRange");
        await snapshot.restore();
      }
    });

    it("X-80: ends what waits on the note: a request is cancelled, an offer taken back, and it is parted then", async () => {
      const [requested, sold] = [await opened(desk), await opened(desk)];
      const { request } = await transferAsked(desk, requested.note, nanming, huaxi);
      const ask = await offered(desk, nanming, [{ title: sold.note, amount: FACE }]);
      const quote = await quoted(desk, baiyunling, ask);
      const calls = [
        await freezing(desk, requested.note, { amount: 1n }),
        await freezing(desk, sold.note, { amount: 1n }),
      ];
      await expect(carryOut(desk.suite, calls, court(desk)))
        .to.emit(registry, "RequestAnswered")
        .withArgs(request, requested.note, RequestStatus.Cancelled)
        .and.to.emit(registry, "NoteOfferEnded")
        .withArgs(sold.note, ask);
      for (const { root, note: rest } of [requested, sold]) {
        expect(await registry.marksOf(rest)).to.equal(Marks.None);
        expect(await registry.marksOf(noteOf(root, 2n))).to.equal(Marks.Frozen);
      }
      await expect(registry.connect(huaxi.signer).sign(request))
        .to.be.revertedWithCustomError(registry, "RequestNotOpen")
        .withArgs(request, RequestStatus.Cancelled);
      await expect(accepted(desk, nanming, quote)).to.be.revertedWithCustomError(registry, "NoteNotOffered");
    });

    it("K-4: overrules an agreement to cancel: the claim is not cancelled away under a case", async () => {
      const { root, note: mine, other } = await agreed();
      const key = await frozen(desk, mine, { amount: 400_000n });
      expect(await orders.ordersOn(root)).to.equal(1n);
      const part = noteOf(root, 3n);
      expect([await registry.marksOf(part), await registry.marksOf(mine)]).to.deep.equal([Marks.Frozen, Marks.None]);
      await expect(issuance.connect(huaxi.signer).agreeToCancel(other))
        .to.be.revertedWithCustomError(issuance, "CancellationOverruled")
        .withArgs(root);
      // Proposed anew all can agree, once the note is free, and the count is right.
      await unfrozen(desk, mine, key);
      await issuance.connect(qianling.signer).withdrawCancellation(root);
      await issuance.connect(qianling.signer).proposeCancellation(root, REASON);
      await issuance.connect(nanming.signer).agreeToCancel(part);
      await issuance.connect(huaxi.signer).agreeToCancel(other);
      expect((await issuance.cancellationOf(root)).agreedUnits).to.equal(400_001n);
      await issuance.connect(nanming.signer).agreeToCancel(mine);
      expect((await registry.rootInfo(root)).status).to.equal(RootStatus.Cancelling);
    });

    it("comes too late once all holders have agreed to cancel", async () => {
      const { root, note: mine, other } = await agreed();
      await issuance.connect(huaxi.signer).agreeToCancel(other);
      for (const act of [() => frozen(desk, mine), () => forced(desk, mine, wudang)]) {
        await expect(act())
          .to.be.revertedWithCustomError(registry, "RootWrongStatus")
          .withArgs(root, RootStatus.Cancelling, RootStatus.Open);
      }
      await issuance.cancel(root, 9);
      expect((await registry.rootInfo(root)).status).to.equal(RootStatus.Cancelled);
    });

    it("under a realised pledge it is against the pledgor, whose is what is over, and not against the pledgee", async () => {
      const { note: whole } = await opened(desk);
      await pledged(desk, whole, nanming, baiyunling);
      await goTo(DEBT_DUE);
      await security.connect(baiyunling.signer).realise(whole);
      await expect(frozen(desk, whole))
        .to.be.revertedWithCustomError(orders, "NoteHeldUnderPledge")
        .withArgs(whole, baiyunling.id);
      await expect(frozen(desk, whole, { from: huaxi }))
        .to.be.revertedWithCustomError(registry, "NoteNotHolder")
        .withArgs(whole, huaxi.id, nanming.id);
      await frozen(desk, whole, { from: nanming });
      expect(await isFrozen(whole)).to.be.true;
    });
  });

  describe("what a freeze stops", () => {
    it("K-4, K-11, X-5: no path moves, burdens, parts, merges or cancels a frozen note", async () => {
      const { root, note: rest } = await opened(desk);
      await frozen(desk, rest, { amount: 400_000n });
      const part = noteOf(root, 2n);
      await issuance.connect(qianling.signer).proposeCancellation(root, REASON);
      await preSigned(desk, huaxi, nanming);
      const mine = registry.connect(nanming.signer);
      const debt = [SECURED, day(DEBT_DUE), 0] as const;
      for (const [path, act] of [
        ["transfer", () => mine.transfer(part, 400_000n, wudang.id, TRADE, 0)],
        ["transfer of a part", () => mine.transfer(part, 1n, wudang.id, TRADE, 0)],
        ["transfer, signed for in advance", () => mine.transfer(part, 400_000n, huaxi.id, TRADE, 0)],
        ["transferMany", () => mine.transferMany(part, [{ to: huaxi.id, amount: 1n, trade: TRADE }], 0)],
        ["merge", () => mine.merge(part, rest)],
        ["pledge", () => security.connect(nanming.signer).pledge(part, 1n, baiyunling.id, ...debt)],
        ["early payment", () => settlement.connect(nanming.signer).requestEarlyPayment(part, 1n, 10_000n, 0)],
        ["an offer", () => offered(desk, nanming, [{ title: part, amount: 1n }])],
        [
          "an offer in a basket",
          () =>
            offered(
              desk,
              nanming,
              [rest, part].map((title) => ({ title, amount: 1n })),
            ),
        ],
        ["an agreement to cancel", () => issuance.connect(nanming.signer).agreeToCancel(part)],
      ] as const) {
        await expect(act(), path)
          .to.be.revertedWithCustomError(registry, "NoteNotFree")
          .withArgs(part, Marks.Frozen, day(DUE_DAY));
      }
      await expect(mine.transferFrom(nanming.wallet, huaxi.wallet, part)).to.be.revertedWithCustomError(
        registry,
        "TitleMovesByItsActs",
      );
      expect(await holderOf(part)).to.equal(nanming.id);
      expect(await desk.suite.market.askCount()).to.equal(0n);
    });

    it("X-5: merging, when the frozen note is the one that would be merged", async () => {
      const { root, note: rest } = await opened(desk);
      const part = noteOf(root, 2n);
      const { request } = await transferAsked(desk, rest, nanming, huaxi, 1n);
      await registry.connect(nanming.signer).withdrawRequest(request);
      await frozen(desk, rest);
      await isNotFree(registry.connect(nanming.signer).merge(part, rest), rest, Marks.Frozen);
    });

    it("R-10: a frozen claim is not paid out to its creditor: set aside, and paid when the case has ended", async () => {
      const { root, note: whole, key } = await setAside();
      expect(await registry.marksOf(whole)).to.equal(Marks.Frozen | Marks.SetAside);
      expect((await registry.rootInfo(root)).status).to.equal(RootStatus.Settled);
      expect(await money.balanceOf(nanming.wallet)).to.equal(0n);
      await expect(claim(whole, nanming)).to.be.revertedWithCustomError(settlement, "NoteStillFrozen");
      await unfrozen(desk, whole, key);
      await claim(whole, nanming);
      expect(await money.balanceOf(nanming.wallet)).to.equal(FACE);
    });

    it("R-10: what is set aside can be frozen, and frozen again by the next case before the first ends", async () => {
      const { note: whole, key } = await setAside();
      const second = await frozen(desk, whole, await long());
      await unfrozen(desk, whole, key);
      await expect(claim(whole, nanming)).to.be.revertedWithCustomError(settlement, "NoteStillFrozen");
      await unfrozen(desk, whole, second);
      await frozen(desk, whole, { until: (await now()) + DAY });
      await expect(claim(whole, nanming)).to.be.revertedWithCustomError(settlement, "NoteStillFrozen");
      await networkHelpers.time.increase(2n * DAY);
      await claim(whole, nanming);
    });

    it("K-4: security that is older is realised; the case stays on what is over", async () => {
      const { note: whole } = await opened(desk);
      await pledged(desk, whole, nanming, baiyunling);
      const key = await frozen(desk, whole, await long());
      await goTo(DEBT_DUE);
      await security.connect(baiyunling.signer).realise(whole);
      expect(await keysOf(whole)).to.deep.equal([key]);
      expect(await isFrozen(whole)).to.be.true;
    });

    it("K-4: a note frozen in the factor's hand is bought back by its seller, in whose hand it is free", async () => {
      const { root, note: whole } = await opened(desk);
      await financed(desk, whole, nanming, baiyunling, { recourse: true, disclosed: true });
      const key = await frozen(desk, whole, await long());
      await goTo("2026-07-02");
      await financing.connect(baiyunling.signer).claim(whole, 0n, ZeroHash);
      await deposited(desk, nanming, FACE);
      await financing.connect(nanming.signer).repay(whole, 0n);
      expect(await holderOf(whole)).to.equal(nanming.id);
      expect([await isFrozen(whole), await keysOf(whole)]).to.deep.equal([false, []]);
      await settle(root);
      expect(await note(whole)).to.include({ status: NoteStatus.Paid });
      await expect(unfrozen(desk, whole, key))
        .to.emit(orders, "NoteUnfrozen")
        .withArgs(whole, key);
    });

    it("a note of a frozen participant is not frozen itself; a note that is frozen leaves its holder's others free", async () => {
      const [one, other] = [await opened(desk), await opened(desk)];
      await frozen(desk, one.note);
      await transferred(desk, other.note, nanming, huaxi);
      await freeze(desk, huaxi);
      await freezeMoney(desk, qianling, 1n);
      expect(await isFrozen(other.note)).to.be.false;
    });
  });

  describe("cases", () => {
    it("several wait in their rank; ending one, whichever, leaves the other", async () => {
      const { note: whole } = await opened(desk);
      const [first, second] = [await frozen(desk, whole), await frozen(desk, whole)];
      expect(await keysOf(whole)).to.deep.equal([first, second]);
      const snapshot = await networkHelpers.takeSnapshot();
      for (const [ended, left] of [
        [first, second],
        [second, first],
      ] as const) {
        await expect(unfrozen(desk, whole, ended))
          .to.emit(orders, "NoteUnfrozen")
          .withArgs(whole, ended);
        expect(await keysOf(whole)).to.deep.equal([left]);
        expect(await isFrozen(whole)).to.be.true;
        await unfrozen(desk, whole, left);
        expect(await note(whole)).to.include({ marks: Marks.None });
        await transferred(desk, whole, nanming, huaxi);
        await snapshot.restore();
      }
      await expect(unfrozen(desk, whole, newCase())).to.be.revertedWithCustomError(orders, "CasesUnknown");
    });

    it("K-4: no freeze is shaken off by parting: a case stays on all that it froze, and ends on all of it", async () => {
      const { root, note: rest } = await opened(desk);
      const first = await frozen(desk, rest);
      const second = await frozen(desk, rest, { amount: 300_000n });
      const part = noteOf(root, 2n);
      const third = await frozen(desk, part, { amount: 100_000n });
      const least = noteOf(root, 3n);
      const cases = async () => Promise.all([least, part, rest].map(keysOf));
      expect(await cases()).to.deep.equal([[first, second, third], [first, second], [first]]);
      const snapshot = await networkHelpers.takeSnapshot();
      // By whichever of the notes the order names it.
      for (const named of [least, part, rest]) {
        await unfrozen(desk, named, first);
        expect(await cases()).to.deep.equal([[second, third], [second], []]);
        await transferred(desk, rest, nanming, huaxi);
        await isNotFree(registry.connect(nanming.signer).transfer(part, 1n, huaxi.id, TRADE, 0), part, Marks.Frozen);
        await snapshot.restore();
      }
      await unfrozen(desk, rest, second);
      expect(await cases()).to.deep.equal([[first, third], [first], [first]]);
    });

    it("each ends by itself after its last second", async () => {
      const { note: whole } = await opened(desk);
      const until = (await now()) + 2n * DAY;
      const [short, longer] = [await frozen(desk, whole, { until }), await frozen(desk, whole, { until: until + DAY })];
      const pass = () => registry.connect(nanming.signer).transfer.staticCall(whole, FACE, huaxi.id, TRADE, 0);
      for (const [second, left] of [
        [until, [short, longer]],
        [until + 1n, [longer]],
        [until + DAY, [longer]],
        [until + DAY + 1n, []],
      ] as const) {
        await networkHelpers.time.increaseTo(second);
        expect(await keysOf(whole), String(second)).to.deep.equal(left);
        expect(await registry.marksOf(whole)).to.equal(left.length > 0 ? Marks.Frozen : Marks.None);
        if (left.length > 0) await isNotFree(pass(), whole, Marks.Frozen);
        else await pass();
      }
      for (const key of [short, longer]) {
        await expect(unfrozen(desk, whole, key)).to.be.revertedWithCustomError(orders, "CasesUnknown");
      }
    });

    it("a case is prolonged while it is live, and keeps its rank", async () => {
      const { root, note: rest } = await opened(desk);
      const until = (await now()) + 2n * DAY;
      const first = await frozen(desk, rest, { until, amount: 400_000n });
      const part = noteOf(root, 2n);
      const second = await frozen(desk, part, { until });
      await expect(renewed(desk, rest, first, until)).to.be.revertedWithCustomError(orders, "CasesTermOutOfRange");
      await expect(renewed(desk, rest, first, until + 3n * 365n * DAY)).to.be.revertedWithCustomError(
        orders,
        "CasesTermOutOfRange",
      );
      await expect(renewed(desk, rest, first, until + 50n * DAY))
        .to.emit(orders, "NoteFrozen")
        .withArgs(part, nanming.id, first, 400_000n, until + 50n * DAY);
      expect(await keysOf(part)).to.deep.equal([first, second]);
      await networkHelpers.time.increaseTo(until + 50n * DAY);
      expect(await keysOf(part)).to.deep.equal([first]);
      await networkHelpers.time.increaseTo(until + 50n * DAY + 1n);
      expect(await isFrozen(part)).to.be.false;
      await expect(renewed(desk, rest, first, until + 60n * DAY)).to.be.revertedWithCustomError(orders, "CasesUnknown");
    });

    it("X-106: at most 16 live ones stand on a note and its parts, and those that have ended make room", async () => {
      const { note: whole } = await opened(desk);
      const until = (await now()) + 2n * DAY;
      const calls = await Promise.all(
        Array.from({ length: 16 }, async (_, index) => freezing(desk, whole, { until, amount: index === 0 ? 2n : 1n })),
      );
      await carryOut(desk.suite, calls, court(desk));
      await expect(frozen(desk, whole)).to.be.revertedWithCustomError(orders, "CasesTooMany");
      await networkHelpers.time.increaseTo(until);
      await frozen(desk, whole);
    });

    it("K-2: a regulator's freeze lapses after 48 hours through the Docket; it ends its own case and no other", async () => {
      const { root, note: rest } = await opened(desk);
      const before = await frozen(desk, rest);
      const emergency = await urgent(desk, rest, { amount: 600_000n });
      const part = noteOf(root, 2n);
      // The part that it froze is parted again before it lapses.
      const after = await frozen(desk, part, { amount: 100_000n });
      const least = noteOf(root, 3n);
      await unfrozen(desk, rest, before);
      expect(await keysOf(part)).to.have.lengthOf(1);
      await networkHelpers.time.increase(48n * HOUR);
      await expect(desk.suite.docket.lapse(emergency.order, emergency.calls))
        .to.emit(orders, "NoteUnfrozen")
        .withArgs(part, emergency.calls[0]?.data.slice(0, 2).concat(emergency.calls[0].data.slice(74, 138)))
        .and.not.to.emit(desk.suite.docket, "OrderInverseFailed");
      expect(await Promise.all([rest, part, least].map(keysOf))).to.deep.equal([[], [], [after]]);
      await transferred(desk, part, nanming, huaxi);
    });

    it("a court's confirmation keeps a regulator's freeze; nobody but a court ends one", async () => {
      const { note: whole } = await opened(desk);
      const key = newCase();
      const { order: number, calls } = await urgent(desk, whole, { key });
      await desk.suite.docket.connect(desk.court.signer).approve(number, 3n, calls);
      await desk.suite.docket.ratify(number, calls);
      await networkHelpers.time.increase(49n * HOUR);
      await expect(desk.suite.docket.lapse(number, calls)).to.be.revertedWithCustomError(
        desk.suite.docket,
        "DocketWrongStatus",
      );
      expect(await isFrozen(whole)).to.be.true;
      const undo = [{ target: orders, name: "unfreeze", args: [whole, key] }];
      await expect(carryOut(desk.suite, undo, [[desk.regulator, "Regulator"]])).to.be.revertedWithCustomError(
        desk.suite.docket,
        "DocketApprovalsShort",
      );
    });
  });

  describe("transferByOrder", () => {
    it("conveys a note, and says so; its tier stays", async () => {
      const { root, note: whole } = await opened(desk);
      await expect(forced(desk, whole, huaxi))
        .to.emit(orders, "NoteTransferredByOrder")
        .withArgs(whole, nanming.id, huaxi.id, ZeroHash)
        .and.to.emit(registry, "NoteTransferred")
        .withArgs(whole, nanming.id, huaxi.id, Ground.ByOrder, 1n, FACE, 1n, ZeroHash)
        .and.to.emit(registry, "Transfer")
        .withArgs(nanming.wallet, huaxi.wallet, whole);
      expect(await note(whole)).to.include({ holder: huaxi.id, tier: 1n, marks: Marks.None });
      expect(await orders.ordersOn(root)).to.equal(1n);
      await transferred(desk, whole, huaxi, wudang);
    });

    it("X-86: neither a court nor a regulator alone", async () => {
      const { note: whole } = await opened(desk);
      const calls = [await transfer(desk, whole, huaxi)];
      for (const [actor, seat] of both(desk)) {
        await expect(carryOut(desk.suite, calls, [[actor, seat]]), seat).to.be.revertedWithCustomError(
          desk.suite.docket,
          "DocketApprovalsShort",
        );
      }
    });

    it("executes the case that is first, which ends with it; others were against the former holder", async () => {
      const { note: whole } = await opened(desk);
      const [first, second] = [await frozen(desk, whole), await frozen(desk, whole)];
      for (const key of [ZeroHash, second, newCase()]) {
        await expect(forced(desk, whole, huaxi, { key }))
          .to.be.revertedWithCustomError(orders, "NoteCaseOutranked")
          .withArgs(whole, key, first);
      }
      await expect(forced(desk, whole, huaxi, { key: first }))
        .to.emit(orders, "NoteTransferredByOrder")
        .withArgs(whole, nanming.id, huaxi.id, first)
        .and.to.emit(orders, "NoteUnfrozen")
        .withArgs(whole, first);
      expect(await keysOf(whole)).to.deep.equal([]);
      await transferred(desk, whole, huaxi, wudang);
      // Should it come back to the one that the second is against, that one holds it again.
      await transferred(desk, whole, wudang, nanming);
      expect(await keysOf(whole)).to.deep.equal([second]);
    });

    it("leaves no mark of cases that are over: the new holder's acts ask after none", async () => {
      const { note: whole } = await opened(desk);
      const until = (await now()) + DAY;
      await frozen(desk, whole, { until });
      await networkHelpers.time.increaseTo(until);
      await forced(desk, whole, huaxi);
      expect(await note(whole)).to.include({ holder: huaxi.id, marks: Marks.None });
    });

    it("a case that another was executed before is ended all the same, be the note paid to its new holder by then", async () => {
      const { root, note: whole } = await opened(desk);
      const [first, second] = [await frozen(desk, whole), await frozen(desk, whole, await long())];
      await forced(desk, whole, huaxi, { key: first });
      await goTo(DUE_DAY);
      await settle(root);
      expect(await money.balanceOf(huaxi.wallet)).to.equal(FACE);
      await expect(unfrozen(desk, whole, second))
        .to.emit(orders, "NoteUnfrozen")
        .withArgs(whole, second);
    });

    it("reverts for a case that is not live on the note: unknown, ended, over, or of other fen", async () => {
      const { root, note: whole } = await opened(desk);
      const isUnknown = (key: string) =>
        expect(forced(desk, whole, huaxi, { key }))
          .to.be.revertedWithCustomError(orders, "CasesUnknown")
          .withArgs(key);
      await isUnknown(newCase());
      const ended = await frozen(desk, whole);
      await unfrozen(desk, whole, ended);
      await isUnknown(ended);
      const until = (await now()) + DAY;
      const over = await frozen(desk, whole, { until });
      await networkHelpers.time.increaseTo(until);
      await isUnknown(over);
      const elsewhere = await frozen(desk, whole, { amount: 400_000n });
      await isUnknown(elsewhere);
      await forced(desk, noteOf(root, 2n), huaxi, { key: elsewhere });
    });

    it("a case that is executed in steps keeps the rest, and ends with it", async () => {
      const { root, note: rest } = await opened(desk);
      const key = await frozen(desk, rest);
      await frozen(desk, rest, { amount: 100_000n });
      await frozen(desk, rest, { amount: 200_000n });
      await frozen(desk, rest, { amount: 300_000n });
      const [low, middle, high] = [noteOf(root, 2n), noteOf(root, 3n), noteOf(root, 4n)];
      const left = async () => {
        const { lo, hi } = await orders.freezeOf(rest, key);
        return [lo, hi];
      };
      await forced(desk, low, huaxi, { key });
      expect(await left()).to.deep.equal([100_001n, FACE]);
      await forced(desk, rest, huaxi, { key });
      expect(await left()).to.deep.equal([100_001n, 600_000n]);
      expect(await Promise.all([low, middle, high, rest].map(isFrozen))).to.deep.equal([false, true, true, false]);
      await forced(desk, middle, huaxi, { key });
      await expect(forced(desk, high, huaxi, { key }))
        .to.emit(orders, "NoteUnfrozen")
        .withArgs(rest, key);
      expect(await registry.balanceOf(nanming.wallet)).to.equal(0n);
    });

    it("from its midst a case keeps what lies on both sides", async () => {
      const { root, note: rest } = await opened(desk);
      const key = await frozen(desk, rest);
      await frozen(desk, rest, { amount: 100_000n });
      await frozen(desk, rest, { amount: 200_000n });
      const [low, middle] = [noteOf(root, 2n), noteOf(root, 3n)];
      await forced(desk, middle, huaxi, { key });
      expect(await Promise.all([low, middle, rest].map(isFrozen))).to.deep.equal([true, false, true]);
    });

    it("X-8: never to its own holder, never to the obligor, only to who was admitted once", async () => {
      const { note: whole } = await opened(desk);
      const key = await frozen(desk, whole);
      await expect(forced(desk, whole, nanming, { key }))
        .to.be.revertedWithCustomError(orders, "NoteForcedToHolder")
        .withArgs(whole, nanming.id);
      await expect(forced(desk, whole, qianling, { key }))
        .to.be.revertedWithCustomError(registry, "NoteReceiverIsObligor")
        .withArgs(whole, qianling.id);
      expect(await keysOf(whole)).to.deep.equal([key]);
      const { participants } = desk.suite;
      const pending = await applied(desk, newcomer(1));
      for (const [number, error] of [
        [0n, "ParticipantUnknown"],
        [pending, "ParticipantWrongStanding"],
        [pending + 1n, "ParticipantUnknown"],
      ] as const) {
        await expect(forced(desk, whole, { id: number }, { key })).to.be.revertedWithCustomError(participants, error);
      }
      await suspend(desk, huaxi);
      await order(desk, "expel", [huaxi.id]);
      await forced(desk, whole, huaxi, { key });
      expect(await holderOf(whole)).to.equal(huaxi.id);
    });

    it("X-77: a batch that names a note twice fails, and nothing changes", async () => {
      const { note: whole } = await opened(desk);
      const key = await frozen(desk, whole);
      const [toHuaxi, toWudang] = [
        await transfer(desk, whole, huaxi, { key }),
        await transfer(desk, whole, wudang, { key }),
      ];
      for (const batch of [
        [toHuaxi, toHuaxi],
        [toHuaxi, toWudang],
      ]) {
        await expect(carryOut(desk.suite, batch, both(desk))).to.be.revertedWithCustomError(registry, "NoteNotHolder");
      }
      expect(await holderOf(whole)).to.equal(nanming.id);
      expect(await keysOf(whole)).to.deep.equal([key]);
    });

    describe("whatever stands on it", () => {
      it("a request or an offer ends with it", async () => {
        const [requested, sold] = [await opened(desk), await opened(desk)];
        const { request } = await pledgeAsked(desk, requested.note, nanming, baiyunling);
        const ask = await offered(desk, nanming, [{ title: sold.note, amount: 1n }]);
        await forced(desk, requested.note, huaxi);
        await expect(forced(desk, sold.note, huaxi))
          .to.emit(registry, "NoteOfferEnded")
          .withArgs(sold.note, ask);
        await expect(security.connect(baiyunling.signer).sign(request)).to.be.revertedWithCustomError(
          registry,
          "RequestNotOpen",
        );
        for (const each of [requested.note, sold.note]) expect(await registry.marksOf(each)).to.equal(Marks.None);
      });

      it("a live pledge stays on it", async () => {
        const { note: whole } = await opened(desk);
        await pledged(desk, whole, nanming, baiyunling);
        await forced(desk, whole, huaxi);
        expect(await note(whole)).to.include({ holder: huaxi.id, marks: Marks.Pledged });
        await expect(security.connect(baiyunling.signer).release(whole))
          .to.emit(security, "NotePledgeReleased")
          .withArgs(whole, huaxi.id, baiyunling.id);
        await transferred(desk, whole, huaxi, wudang);
      });

      it("a live pledge ends when its pledgee gets the note: nobody is security to itself", async () => {
        const { note: whole } = await opened(desk);
        await pledged(desk, whole, nanming, baiyunling);
        await expect(forced(desk, whole, baiyunling))
          .to.emit(security, "NotePledgeEnded")
          .withArgs(whole, nanming.id, baiyunling.id);
        expect((await security.pledgeOf(whole)).status).to.equal(PledgeStatus.Ended);
        expect(await note(whole)).to.include({ holder: baiyunling.id, marks: Marks.None });
        await transferred(desk, whole, baiyunling, wudang);
      });

      it("under a realised pledge it stays with the pledgee, whomever the order names", async () => {
        const { note: whole } = await opened(desk);
        await pledged(desk, whole, nanming, baiyunling);
        await goTo(DEBT_DUE);
        await security.connect(baiyunling.signer).realise(whole);
        for (const from of [nanming, baiyunling]) {
          await expect(forced(desk, whole, huaxi, { from }))
            .to.be.revertedWithCustomError(orders, "NoteHeldUnderPledge")
            .withArgs(whole, baiyunling.id);
        }
      });

      it("a financing ends, and with it the factor's right: the obligor pays the new holder alone", async () => {
        const { root, note: whole } = await opened(desk);
        await financed(desk, whole, nanming, baiyunling, { recourse: true });
        await expect(forced(desk, whole, huaxi))
          .to.emit(financing, "FinancingEnded")
          .withArgs(whole, baiyunling.id, FinancingStatus.Ended);
        expect(await note(whole)).to.include({ holder: huaxi.id, marks: Marks.None });
        await expect(financing.connect(baiyunling.signer).notifyObligor(whole)).to.be.revertedWithCustomError(
          financing,
          "FinancingMissing",
        );
        await transferred(desk, whole, huaxi, wudang);
        await goTo(DUE_DAY);
        const before = await Promise.all([nanming, baiyunling].map(({ wallet }) => money.balanceOf(wallet)));
        await settle(root);
        expect(await money.balanceOf(wudang.wallet)).to.equal(FACE);
        expect(await Promise.all([nanming, baiyunling].map(({ wallet }) => money.balanceOf(wallet)))).to.deep.equal(
          before,
        );
      });

      it("a dispute stays, the new holder's now, and the former's word counts for nothing any more", async () => {
        const { note: whole } = await opened(desk);
        await dispute(whole);
        await disputes.connect(nanming.signer).resolve(whole, RESOLUTION);
        await forced(desk, whole, huaxi);
        expect(await registry.marksOf(whole)).to.equal(Marks.Disputed);
        await expect(disputes.connect(nanming.signer).resolve(whole, RESOLUTION)).to.be.revertedWithCustomError(
          disputes,
          "DisputeNotParty",
        );
        await disputes.connect(qianling.signer).resolve(whole, RESOLUTION);
        expect(await registry.marksOf(whole)).to.equal(Marks.Disputed);
        await disputes.connect(huaxi.signer).resolve(whole, RESOLUTION);
        expect(await registry.marksOf(whole)).to.equal(Marks.None);
      });

      it("R-6: a competing assignment stays, and ranks before the new holder as it did before the former", async () => {
        const { root, note: whole } = await opened(desk);
        await admitted(desk, whole, nanming, baiyunling, { amount: 300_000n, registeredAt: 1n });
        await forced(desk, whole, huaxi);
        expect(await registry.marksOf(whole)).to.equal(Marks.Contested);
        const before = await money.balanceOf(baiyunling.wallet);
        await goTo(DUE_DAY);
        await settle(root);
        expect((await money.balanceOf(baiyunling.wallet)) - before).to.equal(300_000n);
        expect(await money.balanceOf(huaxi.wallet)).to.equal(FACE - 300_000n);
      });

      it("an agreement to cancel is overruled; the new holder is asked anew", async () => {
        const { root, note: mine, other } = await agreed();
        await forced(desk, mine, wudang);
        expect(await note(mine)).to.include({ holder: wudang.id, marks: Marks.None });
        await expect(issuance.connect(huaxi.signer).agreeToCancel(other))
          .to.be.revertedWithCustomError(issuance, "CancellationOverruled")
          .withArgs(root);
        await expect(issuance.connect(wudang.signer).withdrawAgreement(mine)).to.be.revertedWithCustomError(
          issuance,
          "CancellationNotAgreed",
        );
        await issuance.connect(qianling.signer).withdrawCancellation(root);
        await issuance.connect(qianling.signer).proposeCancellation(root, REASON);
        await issuance.connect(huaxi.signer).agreeToCancel(other);
        await issuance.connect(wudang.signer).agreeToCancel(mine);
        expect((await registry.rootInfo(root)).status).to.equal(RootStatus.Cancelling);
      });

      it("R-10: what was set aside for the former holder is claimed by the new one", async () => {
        const { note: whole, key } = await setAside();
        await forced(desk, whole, huaxi, { key });
        expect(await note(whole)).to.include({ holder: huaxi.id, marks: Marks.SetAside });
        await expect(claim(whole, nanming))
          .to.be.revertedWithCustomError(registry, "NoteNotHolder")
          .withArgs(whole, nanming.id, huaxi.id);
        await claim(whole, huaxi);
        expect(await money.balanceOf(huaxi.wallet)).to.equal(FACE);
        expect(await note(whole)).to.include({ status: NoteStatus.Paid });
      });

      it("paid in part: the new holder gets what is left, and no more", async () => {
        const { root, note: whole } = await opened(desk);
        await goTo(DUE_DAY);
        await settlement.connect(qianling.signer).settlePartly(root, 400_000n, 9);
        await forced(desk, whole, huaxi);
        await settle(root);
        const balances = [nanming, huaxi].map(({ wallet }) => money.balanceOf(wallet));
        expect(await Promise.all(balances)).to.deep.equal([400_000n, 600_000n]);
      });
    });
  });

  it("K-3: nobody calls it but the Docket, and the module's parts what is theirs", async () => {
    const { root, note: whole } = await opened(desk);
    const until = (await now()) + DAY;
    for (const { signer, wallet } of [desk.court, desk.regulator, nanming]) {
      const mine = orders.connect(signer);
      for (const call of [
        () => mine.freeze(whole, newCase(), nanming.id, 1n, until),
        () => mine.renewFreeze(whole, newCase(), until),
        () => mine.unfreeze(whole, newCase()),
        () => mine.transferByOrder(whole, ZeroHash, nanming.id, huaxi.id),
      ]) {
        await expect(call()).to.be.revertedWithCustomError(orders, "AccessManagedUnauthorized").withArgs(wallet);
      }
      await expect(mine.countOrder(root)).to.be.revertedWithCustomError(orders, "CallerNotPart").withArgs(wallet);
    }
    await orders.connect(await asPart(disputes)).countOrder(root);
    expect(await orders.ordersOn(root)).to.equal(1n);
    // A case belongs to a root that stays open until its notes are closed: nothing here keeps a version from being closed.
    expect(await orders.openItems()).to.equal(0n);
  });
});
