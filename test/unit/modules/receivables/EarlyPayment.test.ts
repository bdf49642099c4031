/** ReceivableSettlement: payment before the due day at a discount (提前付款). */
import { expect } from "chai";
import { MaxUint256, toBeHex } from "ethers";
import { Scopes } from "../../../../deploy/data/terms.ts";
import type { ReceivableRegistry, ReceivableSettlement } from "../../../../types/index.js";
import { day, fields, freeze, goTo, halt, suspend } from "../../../utils/bills.ts";
import { bound, stranger } from "../../../utils/orders.ts";
import {
  chained,
  DUE_DAY,
  FACE,
  Marks,
  NoteStatus,
  opened,
  REASON,
  ReceivableAct,
  type ReceivableDesk,
  receivableDesk,
  RootStatus,
  TRADE,
  transferAsked,
  transferred,
} from "../../../utils/receivables.ts";
import { financed, offered } from "../../../utils/receivables-financing.ts";
import { frozen, pledged } from "../../../utils/receivables-rights.ts";
import { checkConserved, daysBetween, HOLIDAY, interestOn } from "../../../utils/receivables-settlement.ts";
import { type Actor, ethers } from "../../../utils/suite.ts";

const TODAY = "2026-01-05";
const EVE = "2026-06-29";
/** 4.5 % a year. */
const RATE = 45_000n;
const priceOf = (face: bigint, from: string, to: string): bigint =>
  face - interestOn(face, RATE, daysBetween(from, to));

describe("ReceivableSettlement: early payment", () => {
  let desk: ReceivableDesk;
  let settlement: ReceivableSettlement;
  let registry: ReceivableRegistry;
  let money: ReceivableDesk["suite"]["money"];
  let qianling: Actor, nanming: Actor, huaxi: Actor, wudang: Actor, guanshan: Actor, baiyunling: Actor;

  beforeEach(async () => {
    desk = await receivableDesk();
    ({ receivableSettlement: settlement, receivableRegistry: registry, money } = desk.suite);
    ({ qianling, nanming, huaxi, wudang, guanshan, baiyunling } = desk);
  });

  afterEach(() => checkConserved(desk));

  const ask = (note: bigint, amount = FACE, by = nanming, rate = RATE, lastDay = 0n) =>
    settlement.connect(by.signer).requestEarlyPayment(note, amount, rate, lastDay);
  const asked = async (...[note, amount = FACE, by = nanming, rate = RATE]: Parameters<typeof ask>) => {
    const answer = await settlement.connect(by.signer).requestEarlyPayment.staticCall(note, amount, rate, 0n);
    await ask(note, amount, by, rate);
    return answer;
  };
  const sign = (request: bigint, by = qianling) => settlement.connect(by.signer).sign(request);
  const info = async (note: bigint) => fields(await registry.noteInfo(note));
  const moved = (act: Promise<unknown>, changes: [Actor, bigint][]) =>
    expect(act).to.changeTokenBalances(
      ethers,
      money,
      changes.map(([{ wallet }]) => wallet),
      changes.map(([, change]) => change),
    );

  describe("requestEarlyPayment", () => {
    it("asks the obligor, and locks the note until it answers", async () => {
      const { note } = await opened(desk);
      const asking = ask(note);
      await asking;
      const { request, lastDay } = await registry.lockOf(note);
      await expect(asking).to.emit(settlement, "EarlyPaymentRequested").withArgs(note, request, nanming.id, FACE, RATE);
      expect(lastDay).to.equal(day(EVE));
      expect(fields(await registry.requestInfo(request))).to.deep.include({
        from: nanming.id,
        to: qianling.id,
        act: ReceivableAct.EarlyPayment,
        terms: toBeHex(RATE, 32),
      });
      expect(await info(note)).to.deep.include({ marks: Marks.Locked });
    });

    it("splits a part off at once, so that the rest stays free", async () => {
      const { note } = await opened(desk);
      const { part, request } = await asked(note, 300_000n);
      expect(await info(part)).to.deep.include({ lo: 1n, hi: 300_000n, marks: Marks.Locked });
      await transferred(desk, note, nanming, huaxi, 100_000n);
      await registry.connect(qianling.signer).refuse(request);
      expect(await info(part)).to.deep.include({ holder: nanming.id, marks: Marks.None });
    });

    it("reverts for anybody but the holder, and out of the note's fen", async () => {
      const { note } = await opened(desk);
      await expect(ask(note, FACE, huaxi))
        .to.be.revertedWithCustomError(registry, "NoteNotHolder")
        .withArgs(note, huaxi.id, nanming.id);
      for (const amount of [0n, FACE + 1n]) {
        await expect(ask(note, amount))
          .to.be.revertedWithCustomError(registry, "NoteAmountOutOfRange")
          .withArgs(note, amount, FACE);
      }
      await expect(ask(99n)).to.be.revertedWithCustomError(registry, "NoteUnknown");
    });

    it("X-13 reverts for a rate that is a mistake, or that leaves nothing", async () => {
      const { note } = await opened(desk, { dueDay: "2026-12-31", reason: REASON });
      const interest = await ethers.getContractFactory("InterestHarness");
      await expect(ask(note, FACE, nanming, 1_000_001n))
        .to.be.revertedWithCustomError(interest, "InterestRateAbsurd")
        .withArgs(1_000_001n, 1_000_000n);
      // 360 days at 100 % a year.
      await expect(ask(note, FACE, nanming, 1_000_000n))
        .to.be.revertedWithCustomError(interest, "InterestConsumesFace")
        .withArgs(FACE, FACE);
      await expect(settlement.earlyPrice(note, FACE, 1_000_000n)).to.be.revertedWithCustomError(
        interest,
        "InterestConsumesFace",
      );
    });

    it("R-4 reverts while something stands on the note", async () => {
      const { notes } = await chained(desk);
      await pledged(desk, notes.nanming, nanming, guanshan);
      await financed(desk, notes.huaxi, huaxi, baiyunling);
      await offered(desk, wudang, [{ title: notes.wudang, amount: FACE / 4n }]);
      await frozen(desk, notes.qingzhen);
      const cases = [
        [notes.nanming, nanming, Marks.Pledged],
        [notes.huaxi, baiyunling, Marks.Financed],
        [notes.wudang, wudang, Marks.Locked],
        [notes.qingzhen, desk.qingzhen, Marks.Frozen],
      ] as const;
      for (const [note, holder, marks] of cases) {
        await expect(ask(note, FACE / 4n, holder))
          .to.be.revertedWithCustomError(registry, "NoteNotFree")
          .withArgs(note, marks, day(DUE_DAY));
      }
    });

    it("R-4, X-7 reverts from the due day on", async () => {
      const { note } = await opened(desk);
      await goTo(EVE, "23:59:50");
      await ask(note);
      await goTo(DUE_DAY, "00:00:00");
      await expect(ask(note)).to.be.revertedWithCustomError(registry, "NoteNotFree");
    });

    it("reverts in a halted module, for the frozen and the suspended, and from or to them", async () => {
      const { note } = await opened(desk);
      const { participants } = desk.suite;
      await suspend(desk, qianling);
      await expect(ask(note)).to.be.revertedWithCustomError(participants, "ParticipantWrongStanding");
      await freeze(desk, nanming);
      await expect(ask(note)).to.be.revertedWithCustomError(participants, "ParticipantIsFrozen");
      await halt(desk, "receivables");
      await expect(ask(note)).to.be.revertedWithCustomError(participants, "ParticipantModuleHalted");
    });
  });

  describe("sign", () => {
    it("closes the note against its price, at once, and frees the facility of its face", async () => {
      const { root, note, facility } = await opened(desk);
      const { part, request } = await asked(note, 300_000n);
      await goTo("2026-03-02");
      const price = priceOf(300_000n, "2026-03-02", DUE_DAY);
      expect(await settlement.earlyPrice(part, 300_000n, RATE)).to.equal(price);
      const signing = sign(request);
      await moved(signing, [
        [qianling, -price],
        [nanming, price],
      ]);
      await expect(signing)
        .to.emit(settlement, "NotePaidEarly")
        .withArgs(part, qianling.id, nanming.id, 300_000n, RATE, price)
        .and.to.emit(registry, "NoteClosed")
        .withArgs(part, nanming.id, NoteStatus.EarlyPaid, 300_000n);
      expect(await info(part)).to.deep.include({ status: NoteStatus.EarlyPaid });
      expect(fields(await registry.rootInfo(root))).to.deep.include({ paid: 300_000n, status: RootStatus.Open });
      expect((await desk.suite.receivableIssuance.facilityInfo(facility)).used).to.equal(FACE - 300_000n);
    });

    it("settles the root with its last note", async () => {
      const { root, note } = await opened(desk);
      const { request } = await asked(note);
      await sign(request);
      expect(fields(await registry.rootInfo(root))).to.deep.include({ paid: FACE, status: RootStatus.Settled });
      expect(await registry.openItems()).to.equal(0n);
    });

    it("X-13 reckons to the day on which the due day rolls, and pays the face at no rate", async () => {
      const { note } = await opened(desk, { dueDay: HOLIDAY.due });
      const { request } = await asked(note, 400_000n);
      const price = priceOf(400_000n, TODAY, HOLIDAY.payable);
      await moved(sign(request), [[nanming, price]]);
      const rest = await asked(note, 600_000n, nanming, 0n);
      await moved(sign(rest.request), [[nanming, 600_000n]]);
    });

    it("reverts for anybody but the obligor, and twice", async () => {
      const { note } = await opened(desk);
      const { request } = await asked(note);
      await expect(sign(request, guanshan)).to.be.revertedWithCustomError(registry, "RequestNotForCaller");
      await sign(request);
      await expect(sign(request)).to.be.revertedWithCustomError(registry, "RequestNotOpen");
    });

    it("reverts for a request that is none, or about something else", async () => {
      await expect(sign(99n)).to.be.revertedWithCustomError(registry, "RequestUnknown").withArgs(99n);
      const { note } = await opened(desk);
      const { request } = await transferAsked(desk, note, nanming, huaxi);
      await expect(sign(request, huaxi))
        .to.be.revertedWithCustomError(registry, "ReceivableActElsewhere")
        .withArgs(request, ReceivableAct.Transfer);
      // And the other way round.
      await registry.connect(huaxi.signer).refuse(request);
      const early = await asked(note);
      await expect(registry.connect(qianling.signer).sign(early.request))
        .to.be.revertedWithCustomError(registry, "ReceivableActElsewhere")
        .withArgs(early.request, ReceivableAct.EarlyPayment);
    });

    it("reverts when the request has lapsed, was taken back, or was ended by an order", async () => {
      const { notes } = await chained(desk);
      const first = await asked(notes.nanming, FACE / 4n);
      const second = await asked(notes.huaxi, FACE / 4n, huaxi);
      const third = await asked(notes.wudang, FACE / 4n, wudang);
      await registry.connect(nanming.signer).withdrawRequest(first.request);
      await frozen(desk, notes.huaxi);
      for (const { request } of [first, second]) {
        await expect(sign(request)).to.be.revertedWithCustomError(registry, "RequestNotOpen");
      }
      await goTo(DUE_DAY);
      await expect(sign(third.request)).to.be.revertedWithCustomError(registry, "RequestLapsed");
    });

    it("reverts without the money", async () => {
      const { root, note } = await opened(desk);
      const { request } = await asked(note);
      const price = priceOf(FACE, TODAY, DUE_DAY);
      await money.connect(qianling.signer).approve(settlement, price - 1n);
      await expect(sign(request))
        .to.be.revertedWithCustomError(settlement, "SettlementMoneyShort")
        .withArgs(root, qianling.id, price, await money.balanceOf(qianling.wallet), price - 1n);
      await money.connect(qianling.signer).approve(settlement, MaxUint256);
      await sign(request);
    });

    it("holds an account's ceiling against the face", async () => {
      const { note } = await opened(desk);
      const { request } = await asked(note);
      const trader = stranger("a trading key");
      await bound(desk, qianling, trader, { scopes: BigInt(Scopes.ACTS), ceiling: FACE - 1n });
      await expect(settlement.connect(trader).sign(request)).to.be.revertedWithCustomError(
        desk.suite.participants,
        "AccountCeilingExceeded",
      );
    });

    it("stops with a halted module, a frozen or suspended side", async () => {
      const { note } = await opened(desk);
      const { request } = await asked(note);
      const { participants } = desk.suite;
      await suspend(desk, nanming);
      await expect(sign(request)).to.be.revertedWithCustomError(participants, "ParticipantWrongStanding");
      await freeze(desk, qianling);
      await expect(sign(request)).to.be.revertedWithCustomError(participants, "ParticipantIsFrozen");
      await halt(desk, "receivables");
      await expect(sign(request)).to.be.revertedWithCustomError(participants, "ParticipantModuleHalted");
    });
  });

  it("R-11 below its face the obligor gets a note in no other way", async () => {
    const { note } = await opened(desk);
    await expect(
      registry.connect(nanming.signer).transfer(note, FACE, qianling.id, TRADE, 0n),
    ).to.be.revertedWithCustomError(registry, "NoteReceiverIsObligor");
  });
});
