/**
 * ReceivableSettlement: rounds in full, and what is overdue. Partial payment, what is set aside, the confirming bank and early payment have
 * files of their own.
 */
import { expect } from "chai";
import { id, MaxUint256 } from "ethers";
import { Scopes } from "../../../../deploy/data/terms.ts";
import type { ReceivableRegistry, ReceivableSettlement } from "../../../../types/index.js";
import { day, deposited, fields, freeze, freezeMoney, goTo, halt, suspend } from "../../../utils/bills.ts";
import { admitted, bound, newcomer, stranger } from "../../../utils/orders.ts";
import {
  bankConfirmed,
  chained,
  DUE_DAY,
  FACE,
  fanned,
  Marks,
  noteOf,
  NoteStatus,
  opened,
  preSigned,
  proposed,
  PURSE,
  REASON,
  type ReceivableDesk,
  receivableDesk,
  RootStatus,
  TRADE,
  transferred,
} from "../../../utils/receivables.ts";
import { pledged } from "../../../utils/receivables-rights.ts";
import { ALL, checkConserved, daysBetween, HOLIDAY, interestOn } from "../../../utils/receivables-settlement.ts";
import { type Actor, ethers, networkHelpers } from "../../../utils/suite.ts";

const EVE = "2026-06-29";
/** The day after the usual payable day, and the one after that. */
const LATE = "2026-07-01";
const LATER = "2026-07-02";
/** Of a chained root everybody in the chain holds a quarter. */
const QUARTER = FACE / 4n;
/** ¥5.00 a day on ¥10,000.00, and on a quarter of it a quarter. */
const RATE = 180_000n;
const A_DAY = interestOn(QUARTER, RATE, 1n);

describe("ReceivableSettlement: rounds", () => {
  let desk: ReceivableDesk;
  let settlement: ReceivableSettlement;
  let registry: ReceivableRegistry;
  let money: ReceivableDesk["suite"]["money"];
  let qianling: Actor, nanming: Actor, huaxi: Actor, wudang: Actor, qingzhen: Actor, baiyunling: Actor;

  beforeEach(async () => {
    desk = await receivableDesk();
    ({ receivableSettlement: settlement, receivableRegistry: registry, money } = desk.suite);
    ({ qianling, nanming, huaxi, wudang, qingzhen, baiyunling } = desk);
  });

  afterEach(() => checkConserved(desk));

  const settle = (root: bigint, limit = ALL, payer = qianling) => settlement.connect(payer.signer).settle(root, limit);
  const settlePartly = (root: bigint, paidTo: bigint, limit = ALL) =>
    settlement.connect(qianling.signer).settlePartly(root, paidTo, limit);
  const collect = (root: bigint, payer = qianling, limit = ALL) =>
    settlement.connect(qingzhen.signer).collect(root, payer.id, limit);
  const allow = (amount: bigint, payer = qianling) => money.connect(payer.signer).approve(settlement, amount);
  const statusOf = async (root: bigint) => (await registry.rootInfo(root)).status;
  const roundOf = async (root: bigint, payer = qianling) => fields(await settlement.roundOf(root, payer.id));
  const chain = () => [nanming, huaxi, wudang, qingzhen];
  const moved = (act: Promise<unknown>, payer: bigint, ...holders: bigint[]) =>
    expect(act).to.changeTokenBalances(
      ethers,
      money,
      [qianling, ...chain()].map(({ wallet }) => wallet),
      [payer, ...holders],
    );

  describe("settle", () => {
    it("R-7 pays each holder from the obligor's wallet, closes the notes, settles the root and frees the facility", async () => {
      const { root, notes, facility } = await chained(desk);
      await goTo(DUE_DAY);
      const settling = settle(root);
      await moved(settling, -FACE, QUARTER, QUARTER, QUARTER, QUARTER);
      await expect(settling)
        .to.emit(settlement, "SettlementStarted")
        .withArgs(root, qianling.id, FACE, FACE, day(DUE_DAY))
        .and.to.emit(settlement, "NotePaid")
        .withArgs(notes.qingzhen, qianling.id, qingzhen.id, QUARTER, 0n)
        .and.to.emit(settlement, "SettlementPaged")
        .withArgs(root, qianling.id, 0n, FACE)
        .and.to.emit(registry, "RootStatusChanged")
        .withArgs(root, RootStatus.Open, RootStatus.Settled);
      for (const note of Object.values(notes)) expect((await registry.noteInfo(note)).status).to.equal(NoteStatus.Paid);
      expect(fields(await registry.rootInfo(root))).to.deep.include({ paid: FACE, status: RootStatus.Settled });
      expect((await desk.suite.receivableIssuance.facilityInfo(facility)).used).to.equal(0n);
      expect(await registry.openItems()).to.equal(0n);
      expect(await settlement.paidTo(root)).to.equal(FACE);
    });

    it("goes on page by page, keeps its place, and closes what it has paid", async () => {
      const { root } = await chained(desk);
      await goTo(DUE_DAY);
      expect(await settlement.connect(qianling.signer).settle.staticCall(root, 3n)).to.equal(4n);
      await expect(settle(root, 3n))
        .to.emit(settlement, "SettlementPaged")
        .withArgs(root, qianling.id, 4n, 3n * QUARTER);
      expect(await roundOf(root)).to.deep.equal({ paidTo: FACE, cursor: 4n, day: day(DUE_DAY) });
      expect(fields(await registry.rootInfo(root))).to.deep.include({ paid: 3n * QUARTER, status: RootStatus.Open });
      await checkConserved(desk);

      await expect(settle(root, 3n)).not.to.emit(settlement, "SettlementStarted");
      expect(await roundOf(root)).to.deep.equal({ paidTo: 0n, cursor: 0n, day: 0n });
      expect(await statusOf(root)).to.equal(RootStatus.Settled);
    });

    it("R-2, X-106 pays 120 notes in pages that cost no more for being later, whoever carries them on", async () => {
      const { root, note } = await opened(desk);
      await fanned(desk, note, nanming, huaxi, 120);
      await goTo(DUE_DAY);
      const gas: bigint[] = [];
      for (let page = 0; page < 4; ++page) {
        const sent = page === 0 ? await settle(root, 30n) : await collect(root, qianling, 30n);
        gas.push((await sent.wait())?.gasUsed ?? 0n);
        await checkConserved(desk);
      }
      expect(await statusOf(root)).to.equal(RootStatus.Settled);
      // The first one starts the round, the last one ends it.
      expect(gas[2]).to.be.at.most((gas[1] ?? 0n) + 100n);
      expect(await money.balanceOf(huaxi.wallet)).to.equal((FACE / 120n) * 119n);
    });

    it("sends a receiver one transfer for all its notes of a page", async () => {
      const { root, note } = await opened(desk);
      await fanned(desk, note, nanming, huaxi, 12);
      await goTo(DUE_DAY);
      const receipt = await (await settle(root)).wait();
      const from = await money.getAddress();
      expect(receipt?.logs.filter(({ address }) => address === from)).to.have.length(2);
    });

    it("sends more payments of a page than it has room for, to receivers that share a place", async () => {
      const { root, note } = await opened(desk);
      const parts = await fanned(desk, note, nanming, huaxi, 12);
      const firm = newcomer(1);
      let id = await admitted(desk, firm);
      for (let next = 2; id % 16n !== huaxi.id % 16n; ++next)
        id = await admitted(desk, Object.assign(firm, newcomer(next)));
      const pledgee = { ...huaxi, id, wallet: firm.wallet.address, signer: firm.wallet } as unknown as Actor;
      for (const part of parts) await pledged(desk, part, huaxi, pledgee, { secured: 1_000n });
      const share = FACE / 12n;
      const count = BigInt(parts.length);
      await goTo(DUE_DAY);
      const settling = settle(root);
      await expect(settling).to.changeTokenBalances(
        ethers,
        money,
        [qianling.wallet, pledgee.wallet, huaxi.wallet, nanming.wallet],
        [-FACE, count * 1_000n, count * (share - 1_000n), FACE - count * share],
      );
      const from = await money.getAddress();
      const sent = (await (await settling).wait())?.logs.filter(({ address }) => address === from);
      expect(sent).to.have.length(2 * parts.length + 1);
      expect(await statusOf(root)).to.equal(RootStatus.Settled);
    });

    it("sends to more receivers than it has places for", async () => {
      const firms = Array.from({ length: 20 }, (_, index) => newcomer(index + 1));
      const { root, note } = await opened(desk);
      const amounts = new Map<string, bigint>();
      const ids: bigint[] = [];
      for (const firm of firms) ids.push(await admitted(desk, firm));
      for (const extra of [0n, 1n]) {
        const payments = ids.map((to, index) => ({ to, amount: 100n + BigInt(index) + extra, trade: TRADE }));
        await registry.connect(nanming.signer).transferMany(note, payments, 0n);
        for (const [index, firm] of firms.entries()) {
          amounts.set(firm.wallet.address, (amounts.get(firm.wallet.address) ?? 0n) + (payments[index]?.amount ?? 0n));
        }
      }
      for (const [index, firm] of [...firms, ...firms].entries()) {
        const { request } = await registry.lockOf(noteOf(root, index + 2));
        await registry.connect(firm.wallet).sign(request);
      }
      await goTo(DUE_DAY);
      await expect(settle(root)).to.changeTokenBalances(ethers, money, [...amounts.keys()], [...amounts.values()]);
      expect(await statusOf(root)).to.equal(RootStatus.Settled);
    });

    it("pays interest on what is overdue, from the payable day on, to the fen of each note", async () => {
      const { root, note } = await opened(desk);
      await preSigned(desk, huaxi, nanming);
      await preSigned(desk, wudang, nanming);
      // A day's interest on ¥10.00 is half a fen, on a fen less it is none.
      const [half, none] = [
        await transferred(desk, note, nanming, huaxi, 1_000n),
        await transferred(desk, note, nanming, wudang, 999n),
      ];
      await goTo(LATE);
      const settling = settle(root);
      await moved(settling, -FACE - 500n, FACE - 1_999n + 499n, 1_001n, 999n, 0n);
      await expect(settling)
        .to.emit(settlement, "NotePaid")
        .withArgs(half, qianling.id, huaxi.id, 1_000n, 1n)
        .and.to.emit(settlement, "NotePaid")
        .withArgs(none, qianling.id, wudang.id, 999n, 0n)
        .and.to.emit(settlement, "NotePaid")
        .withArgs(note, qianling.id, nanming.id, FACE - 1_999n, 499n);
    });

    it("takes the day from which interest runs from the calendar: the due day rolls", async () => {
      const { root, note } = await opened(desk, { dueDay: HOLIDAY.due });
      const other = await opened(desk, { dueDay: HOLIDAY.due });
      await goTo(HOLIDAY.payable, "23:59:58");
      await moved(settle(root), -FACE, FACE, 0n, 0n, 0n);
      await goTo("2026-05-09");
      const days = daysBetween(HOLIDAY.payable, "2026-05-09");
      expect(await settlement.dueOn(note)).to.deep.equal([0n, 0n]);
      await moved(settle(other.root), -FACE - days * 500n, FACE + days * 500n, 0n, 0n, 0n);
    });

    it("pays interest through the day of each page, when a round goes on later", async () => {
      const { root } = await chained(desk);
      await goTo(DUE_DAY);
      await settle(root, 2n);
      await goTo(LATE);
      await moved(settle(root, 1n), -QUARTER - A_DAY, 0n, 0n, QUARTER + A_DAY, 0n);
      await goTo(LATER);
      await moved(settle(root, 1n), -QUARTER - 2n * A_DAY, 0n, 0n, 0n, QUARTER + 2n * A_DAY);
      expect(await statusOf(root)).to.equal(RootStatus.Settled);
    });

    it("needs the payer's account to have the scope, and a ceiling that reaches to all that is due", async () => {
      const { root } = await chained(desk);
      await goTo(DUE_DAY);
      const trader = stranger("a trading key");
      await bound(desk, qianling, trader, { scopes: BigInt(Scopes.ACTS), ceiling: FACE - 1n });
      await expect(settlement.connect(trader).settle(root, 1n))
        .to.be.revertedWithCustomError(desk.suite.participants, "AccountCeilingExceeded")
        .withArgs(trader.address, FACE, FACE - 1n);
      const voter = stranger("a voting key");
      await bound(desk, qianling, voter, { scopes: BigInt(Scopes.ORDERS) });
      await expect(settlement.connect(voter).settle(root, 1n)).to.be.revertedWithCustomError(
        desk.suite.participants,
        "AccountScopeMissing",
      );
    });

    it("K-12 goes on in a halted module, and by a suspended obligor", async () => {
      const { root } = await chained(desk);
      await goTo(DUE_DAY);
      await halt(desk, "receivables");
      await suspend(desk, qianling);
      await settle(root, 2n);
      await collect(root);
      expect(await statusOf(root)).to.equal(RootStatus.Settled);
    });

    it("reverts before the due day", async () => {
      const { root } = await opened(desk);
      await goTo(EVE, "23:59:58");
      await expect(settle(root))
        .to.be.revertedWithCustomError(settlement, "SettlementTooEarly")
        .withArgs(root, day(DUE_DAY), day(EVE));
      await goTo(DUE_DAY, "00:00:00");
      await settle(root);
    });

    it("reverts when somebody else than a payer calls", async () => {
      const { root } = await opened(desk);
      await goTo(DUE_DAY);
      await expect(settle(root, ALL, nanming))
        .to.be.revertedWithCustomError(settlement, "SettlementNotPayer")
        .withArgs(root, nanming.id, qianling.id, 0n);
      await expect(settlement.connect(stranger("nobody")).settle(root, ALL)).to.be.revertedWithCustomError(
        desk.suite.participants,
        "AccountUnknown",
      );
    });

    it("reverts when the root is unknown, not opened yet, being cancelled or cancelled", async () => {
      await expect(settle(9n)).to.be.revertedWithCustomError(registry, "RootUnknown").withArgs(9n);
      const waiting = await proposed(desk);
      const doomed = await opened(desk);
      const { receivableIssuance } = desk.suite;
      await receivableIssuance.connect(qianling.signer).proposeCancellation(doomed.root, TRADE);
      await receivableIssuance.connect(nanming.signer).agreeToCancel(doomed.note);
      await goTo(DUE_DAY);
      for (const [root, status] of [
        [waiting.root, RootStatus.Proposed],
        [doomed.root, RootStatus.Cancelling],
      ] as const) {
        await expect(collect(root))
          .to.be.revertedWithCustomError(registry, "RootWrongStatus")
          .withArgs(root, status, RootStatus.Open);
      }
      await receivableIssuance.cancel(doomed.root, ALL);
      await expect(settle(doomed.root))
        .to.be.revertedWithCustomError(registry, "RootWrongStatus")
        .withArgs(doomed.root, RootStatus.Cancelled, RootStatus.Open);
    });

    it("X-19 reverts when all is paid", async () => {
      const { root } = await opened(desk);
      await goTo(DUE_DAY);
      await settle(root);
      for (const again of [() => settle(root), () => collect(root), () => settlePartly(root, 1n)]) {
        await expect(again()).to.be.revertedWithCustomError(settlement, "SettlementNothingDue").withArgs(root);
      }
    });

    it("reverts for a page of no notes", async () => {
      const { root } = await opened(desk);
      await goTo(DUE_DAY);
      await expect(settle(root, 0n)).to.be.revertedWithCustomError(settlement, "SettlementLimitZero");
    });

    it("starts only when balance and allowance cover all notes, and interest with half a fen more for each", async () => {
      const { root } = await chained(desk);
      await goTo(LATE);
      const due = FACE + 500n + 2n;
      expect(await settlement.needed(root, FACE)).to.deep.equal([FACE, 502n]);
      await allow(due - 1n);
      await expect(settle(root, 1n))
        .to.be.revertedWithCustomError(settlement, "SettlementMoneyShort")
        .withArgs(root, qianling.id, due, PURSE, due - 1n);
      await allow(MaxUint256);
      // Frozen money is not there.
      await freezeMoney(desk, qianling, PURSE - due + 1n);
      await expect(settle(root, 1n))
        .to.be.revertedWithCustomError(settlement, "SettlementMoneyShort")
        .withArgs(root, qianling.id, due, due - 1n, MaxUint256);
      await deposited(desk, qianling, 1n);
      await settle(root);
      expect(await statusOf(root)).to.equal(RootStatus.Settled);
    });

    it("K-4 reverts when the payer is frozen, started or not", async () => {
      const { root } = await chained(desk);
      await goTo(DUE_DAY);
      await settle(root, 1n);
      await freeze(desk, qianling);
      for (const act of [() => settle(root), () => collect(root)]) {
        await expect(act()).to.be.revertedWithCustomError(desk.suite.participants, "ParticipantIsFrozen");
      }
    });

    it("loses nothing when the payer takes its allowance or its money back, and goes on when it is there again", async () => {
      const { root } = await bankConfirmed(desk);
      await fanned(desk, noteOf(root), nanming, huaxi, 4);
      await goTo(LATE);
      await settle(root, 2n);
      await allow(QUARTER);
      await expect(collect(root))
        .to.be.revertedWithCustomError(settlement, "SettlementMoneyShort")
        .withArgs(root, qianling.id, 2n * (QUARTER + A_DAY), await money.balanceOf(qianling.wallet), QUARTER);
      expect(await roundOf(root)).to.deep.include({ cursor: 3n });

      // The other payer's round is its own affair.
      await collect(root, baiyunling);
      expect(await statusOf(root)).to.equal(RootStatus.Open);
      await allow(MaxUint256);
      await collect(root);
      expect(await statusOf(root)).to.equal(RootStatus.Settled);
    });

    it("R-9, X-109 costs too little gas its whole page and never a note its payment", async () => {
      const { root, notes } = await chained(desk);
      await goTo(DUE_DAY);
      const enough = await settlement.connect(qianling.signer).settle.estimateGas(root, ALL);
      const page = settlement.connect(qianling.signer);
      let refused = 0;
      for (let gasLimit = 60_000n; (await statusOf(root)) === RootStatus.Open; gasLimit += 2_003n) {
        expect(gasLimit).to.be.at.most(enough + 100_000n);
        await page.settle(root, ALL, { gasLimit }).catch(() => ++refused);
      }
      expect(refused).to.be.at.least(50);
      for (const note of Object.values(notes)) {
        expect(fields(await registry.noteInfo(note))).to.deep.include({ status: NoteStatus.Paid, marks: Marks.None });
      }
    });
  });

  describe("collect", () => {
    it("lets anyone have an obligor's receivable pay itself, from the payable day on", async () => {
      const { root } = await opened(desk, { dueDay: HOLIDAY.due });
      await goTo("2026-05-05", "23:59:58");
      await expect(collect(root))
        .to.be.revertedWithCustomError(settlement, "SettlementTooEarly")
        .withArgs(root, day(HOLIDAY.payable), day("2026-05-05"));
      await goTo(HOLIDAY.payable, "00:00:00");
      await networkHelpers.setBalance(stranger("anyone").address, 10n ** 18n);
      const collecting = settlement.connect(stranger("anyone")).collect(root, qianling.id, ALL);
      await moved(collecting, -FACE, FACE, 0n, 0n, 0n);
    });

    it("goes on with a round on any day, also one in part", async () => {
      const { root } = await chained(desk, { dueDay: HOLIDAY.due });
      await goTo(HOLIDAY.due);
      await settlePartly(root, FACE / 2n, 1n);
      await collect(root, qianling, 2n);
      expect(await roundOf(root)).to.deep.equal({ paidTo: FACE / 2n, cursor: 4n, day: day(HOLIDAY.due) });
      await collect(root);
      expect(await settlement.paidTo(root)).to.equal(FACE / 2n);
      await settle(root, 1n);
      await collect(root);
      expect(await statusOf(root)).to.equal(RootStatus.Settled);
    });

    it("reverts for who is no payer of the root, and without its money", async () => {
      const { root } = await opened(desk);
      await goTo(LATE);
      for (const payer of [0n, nanming.id, baiyunling.id]) {
        await expect(settlement.collect(root, payer, ALL))
          .to.be.revertedWithCustomError(settlement, "SettlementNotPayer")
          .withArgs(root, payer, qianling.id, 0n);
      }
      await allow(0n);
      await expect(collect(root)).to.be.revertedWithCustomError(settlement, "SettlementMoneyShort");
    });
  });

  describe("two payers at once", () => {
    it("R-2, X-19 never pay a note twice; what the bank has paid the obligor owes the bank", async () => {
      const { root, note } = await bankConfirmed(desk);
      const parts = await fanned(desk, note, nanming, huaxi, 4);
      await goTo(LATE);
      const both = [qianling.wallet, baiyunling.wallet, huaxi.wallet, nanming.wallet];
      const turn = (act: Promise<unknown>, ...changes: bigint[]) =>
        expect(act).to.changeTokenBalances(ethers, money, both, changes);
      // Number 1 is what nanming has kept, 2 to 4 are huaxi's.
      const due = QUARTER + A_DAY;
      await turn(settle(root, 1n), -due, 0n, 0n, due);
      await turn(settle(root, 3n, baiyunling), 0n, -2n * due, 2n * due, 0n);
      expect((await registry.noteInfo(parts[0] ?? 0n)).holder).to.equal(baiyunling.id);
      await checkConserved(desk);
      await turn(settle(root, 2n), -2n * due, 2n * due, 0n, 0n);
      await turn(settle(root, ALL, baiyunling), 0n, -due, due, 0n);
      await turn(collect(root), -due, due, 0n, 0n);
      expect(await statusOf(root)).to.equal(RootStatus.Settled);
    });

    it("leave the bank nothing to go on with, once the obligor has paid all", async () => {
      const { root, note } = await bankConfirmed(desk);
      await fanned(desk, note, nanming, huaxi, 4);
      await goTo(LATE);
      await collect(root, baiyunling, 1n);
      await collect(root);
      expect(await statusOf(root)).to.equal(RootStatus.Settled);
      await expect(collect(root, baiyunling)).to.be.revertedWithCustomError(settlement, "SettlementNothingDue");
    });
  });

  describe("what is due", () => {
    it("is told of a note and of a root, on each day", async () => {
      const { root, notes } = await chained(desk, { dueDay: HOLIDAY.due });
      expect(await settlement.payableDay(root)).to.equal(day(HOLIDAY.payable));
      for (const date of [HOLIDAY.due, HOLIDAY.payable]) {
        await goTo(date);
        expect(await settlement.dueOn(notes.wudang)).to.deep.equal([QUARTER, 0n]);
        expect(await settlement.needed(root, FACE)).to.deep.equal([FACE, 0n]);
        expect(await settlement.isOverdue(root)).to.equal(false);
      }
      await goTo("2026-05-09");
      expect(await settlement.dueOn(notes.wudang)).to.deep.equal([QUARTER, 3n * A_DAY]);
      expect(await settlement.needed(root, FACE)).to.deep.equal([FACE, 1_502n]);
      expect(await settlement.isOverdue(root)).to.equal(true);
      await settle(root);
      expect(await settlement.dueOn(notes.wudang)).to.deep.equal([0n, 0n]);
      expect(await settlement.isOverdue(root)).to.equal(false);
    });

    it("bears the agreed rate", async () => {
      const { root, note } = await opened(desk, { overdueRate: 36_000n });
      await goTo("2026-07-10");
      expect(await settlement.dueOn(note)).to.deep.equal([FACE, 1_000n]);
      await moved(settle(root), -FACE - 1_000n, FACE + 1_000n, 0n, 0n, 0n);
    });

    it("reverts for unknown roots and notes", async () => {
      await expect(settlement.needed(9n, 1n)).to.be.revertedWithCustomError(registry, "RootUnknown");
      await expect(settlement.paidTo(9n)).to.be.revertedWithCustomError(registry, "RootUnknown");
      await expect(settlement.payableDay(9n)).to.be.revertedWithCustomError(registry, "RootUnknown");
      await expect(settlement.isOverdue(9n)).to.be.revertedWithCustomError(registry, "RootUnknown");
      await expect(settlement.dueOn(noteOf(9n))).to.be.revertedWithCustomError(registry, "NoteUnknown");
    });
  });

  describe("recordOverdue", () => {
    it("records once, by anyone, that a root is overdue, and what of it is unpaid", async () => {
      const { root } = await chained(desk, { dueDay: HOLIDAY.due });
      await goTo(HOLIDAY.payable);
      await expect(settlement.recordOverdue(root))
        .to.be.revertedWithCustomError(settlement, "ReceivableNotOverdue")
        .withArgs(root, day(HOLIDAY.payable), day(HOLIDAY.payable));
      await settlePartly(root, 400_000n);
      await settle(root, 1n);
      await goTo("2026-05-07");
      await networkHelpers.setBalance(stranger("anyone").address, 10n ** 18n);
      await expect(settlement.connect(stranger("anyone")).recordOverdue(root))
        .to.emit(settlement, "ReceivableOverdue")
        .withArgs(root, qianling.id, 450_000n, day(HOLIDAY.payable));
      await expect(settlement.recordOverdue(root))
        .to.be.revertedWithCustomError(settlement, "ReceivableOverdueRecorded")
        .withArgs(root);
    });

    it("reverts when the root is settled, was never opened, or is being cancelled", async () => {
      const { root } = await opened(desk);
      const waiting = await proposed(desk);
      await goTo(DUE_DAY);
      await settle(root);
      await goTo(LATE);
      for (const each of [root, waiting.root]) {
        await expect(settlement.recordOverdue(each)).to.be.revertedWithCustomError(settlement, "ReceivableNotOverdue");
      }
    });
  });
});

describe("ReceivableSettlement: without a calendar", () => {
  it("X-104 takes no day for granted: nothing is paid before the year's data are there", async () => {
    const desk = await receivableDesk();
    const { receivableSettlement: settlement, calendar } = desk.suite;
    const dueDay = "2027-01-02";
    const { root, note } = await opened(desk, { dueDay, reason: REASON });
    for (const asked of [
      settlement.payableDay(root),
      settlement.dueOn(note),
      settlement.earlyPrice(note, 1_000n, RATE),
    ]) {
      await expect(asked).to.be.revertedWithCustomError(calendar, "CalendarYearMissing").withArgs(2027n);
    }
    await goTo(dueDay);
    const paying = () => settlement.connect(desk.qianling.signer).settle(root, ALL);
    await expect(paying()).to.be.revertedWithCustomError(calendar, "CalendarYearMissing").withArgs(2027n);
    // A Monday is the first business day.
    const bitmap: [bigint, bigint] = [1n << 3n, 1n];
    await calendar.connect(desk.clearing.signer).setYear(2027, bitmap, id("the State Council's notice"));
    expect(await settlement.payableDay(root)).to.equal(day("2027-01-04"));
    await paying();
    await checkConserved(desk);
  });
});
