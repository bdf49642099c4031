/** Clearing: positions of a cycle, what closing it pays, what is left to claim, and that all of it adds up whoever is insolvent or frozen. */
import { expect } from "chai";
import fc from "fast-check";
import type * as Calculators from "../../../../bindings/src/calculators/index.ts";
import { bindingsKit } from "../../../utils/bindings.ts";
import { DAY, decree, freeze, halt, order } from "../../../utils/orders.ts";
import { Stops, today } from "../../../utils/points.ts";
import {
  type Ally,
  clearedIn,
  type ClearingDesk,
  clearingDesk,
  closed,
  CYCLE_DAYS,
  cycleOver,
  DEPOSIT,
  joined,
  MINIMUM,
  owed,
  RESERVE,
  waitingFen,
} from "../../../utils/points-clearing.ts";
import { ethers, networkHelpers } from "../../../utils/suite.ts";

describe("PointsClearing", () => {
  let desk: ClearingDesk;
  let clearing: ClearingDesk["suite"]["pointsClearing"];
  let money: ClearingDesk["suite"]["money"];

  beforeEach(async () => {
    desk = await clearingDesk();
    ({ pointsClearing: clearing, money } = desk.suite);
  });

  afterEach("K-6: the purse holds the deposits, and what waits of claims", async () => {
    expect(await waitingFen(desk), "K-6").to.equal(waiting);
    waiting = 0n;
  });

  /** Fen that a test leaves waiting in the purse. */
  let waiting = 0n;

  const programmeOf = (ally: Ally) => desk.suite.pointsProgrammes.coveredOf(ally.id);
  const stops = async (ally: Ally) => (await desk.suite.pointsLedger.programmeInfo(await programmeOf(ally))).stops;
  const reserveOf = async (ally: Ally) => (await desk.suite.pointsLedger.bookOf(await programmeOf(ally))).reserve;
  const depositOf = async (ally: Ally) => (await clearing.positionOf(ally.id)).deposit;
  const walletsOf = (...allies: Ally[]) => Promise.all(allies.map(({ wallet }) => money.balanceOf(wallet)));

  describe("guarantee deposits", () => {
    it("are added from the wallet and given back into it", async () => {
      const { zhixing } = desk;
      const mine = clearing.connect(zhixing.signer);
      const [before = 0n] = await walletsOf(zhixing);
      await expect(mine.addDeposit(300n)).to.emit(clearing, "GuaranteeAdded").withArgs(zhixing.id, 300n, 300n);
      await expect(mine.addDeposit(200n)).to.emit(clearing, "GuaranteeAdded").withArgs(zhixing.id, 200n, 500n);
      expect((await clearing.positionOf(zhixing.id)).deposit).to.equal(500n);
      expect(await walletsOf(zhixing)).to.deep.equal([before - 500n]);
      // It issues nothing, so nothing is asked of it.
      await expect(mine.withdrawDeposit(500n)).to.emit(clearing, "GuaranteeWithdrawn").withArgs(zhixing.id, 500n, 0n);
      expect(await walletsOf(zhixing)).to.deep.equal([before]);
    });

    it("reverts when nothing is moved, when more is withdrawn than there is, and for who is no member", async () => {
      const { zhixing, yunlu, suite } = desk;
      const mine = clearing.connect(zhixing.signer);
      await expect(mine.addDeposit(0n)).to.be.revertedWithCustomError(clearing, "PointsClearingAmountZero");
      await expect(mine.withdrawDeposit(0n)).to.be.revertedWithCustomError(clearing, "PointsClearingAmountZero");
      await expect(mine.withdrawDeposit(1n))
        .to.be.revertedWithCustomError(clearing, "PointsDepositShort")
        .withArgs(zhixing.id, 1n, 0n);
      await expect(clearing.connect(yunlu.signer).addDeposit(1n)).to.be.revertedWithCustomError(
        suite.pointsProgrammes,
        "PointsMemberUnknown",
      );
    });

    it("S-7: an issuer keeps the minimum; below it, it is stopped until it has added", async () => {
      const { baihuo, suite } = desk;
      const mine = clearing.connect(baihuo.signer);
      await mine.withdrawDeposit(DEPOSIT - MINIMUM);
      await expect(mine.withdrawDeposit(1n))
        .to.be.revertedWithCustomError(clearing, "PointsDepositNeeded")
        .withArgs(baihuo.id, MINIMUM - 1n, MINIMUM);
      expect(await stops(baihuo)).to.equal(0n);

      await order(desk, clearing, "setMinimumDeposit", [MINIMUM + 1n]);
      expect(await stops(baihuo)).to.equal(Stops.Clearing);
      expect(await stops(desk.qianyi)).to.equal(0n);
      expect(await clearing.isGuaranteed(baihuo.id)).to.equal(false);
      await mine.addDeposit(1n);
      expect(await stops(baihuo)).to.equal(0n);
      expect(await clearing.isGuaranteed(baihuo.id)).to.equal(true);
      expect((await suite.pointsClearing.currentCycle()).minimumDeposit).to.equal(MINIMUM + 1n);
    });

    it("S-7: a lower minimum lets issuers grant again", async () => {
      await order(desk, clearing, "setMinimumDeposit", [DEPOSIT + 1n]);
      expect(await stops(desk.qianyi)).to.equal(Stops.Clearing);
      await expect(order(desk, clearing, "setMinimumDeposit", [0n]))
        .to.emit(clearing, "MinimumDepositSet")
        .withArgs(0n);
      expect(await stops(desk.qianyi)).to.equal(0n);
    });

    it("S-5: stand for what is owed in the running cycle, also by who is owed more", async () => {
      const { baihuo, qianyi } = desk;
      await owed(desk, [baihuo, qianyi, 10n], [qianyi, baihuo, 50n]);
      await expect(clearing.connect(baihuo.signer).withdrawDeposit(1n))
        .to.be.revertedWithCustomError(clearing, "PointsDepositLiable")
        .withArgs(baihuo.id, 10n, 0n);
      await closed(desk);
      await clearing.connect(baihuo.signer).withdrawDeposit(1n);
    });

    it("X-65: a frozen member gets none back; one that is suspended does", async () => {
      const { zhixing, suite } = desk;
      const mine = clearing.connect(zhixing.signer);
      await mine.addDeposit(100n);
      await decree(desk, "suspend", zhixing.id);
      await mine.withdrawDeposit(40n);
      await freeze(desk, zhixing.id);
      await expect(mine.withdrawDeposit(1n)).to.be.revertedWithCustomError(suite.participants, "ParticipantIsFrozen");
    });
  });

  describe("debts of the running cycle", () => {
    it("add up on both sides, and are undone on both", async () => {
      const { baihuo, qianyi, zhixing, parts } = desk;
      await owed(desk, [baihuo, zhixing, 70n]);
      await expect(parts.owe(baihuo.id, qianyi.id, 30n))
        .to.emit(clearing, "CycleDebtAdded")
        .withArgs(1n, baihuo.id, qianyi.id, 30n, 100n, 30n);
      expect(await clearing.owedBy(baihuo.id)).to.equal(100n);
      await expect(parts.unowe(baihuo.id, zhixing.id, 20n))
        .to.emit(clearing, "CycleDebtUndone")
        .withArgs(1n, baihuo.id, zhixing.id, 20n, 80n, 50n);
      const { cycle, owes, owed: due, shortfall } = await clearing.positionOf(baihuo.id);
      expect([cycle, owes, due, shortfall]).to.deep.equal([1n, 80n, 0n, 0n]);
      expect((await clearing.positionOf(zhixing.id)).owed).to.equal(50n);
    });

    it("a debt of nothing is none", async () => {
      const { baihuo, qianyi, parts } = desk;
      await expect(parts.owe(baihuo.id, qianyi.id, 0n)).not.to.emit(clearing, "CycleDebtAdded");
      await expect(parts.unowe(baihuo.id, qianyi.id, 0n)).not.to.emit(clearing, "CycleDebtUndone");
      expect(await clearing.isClear(baihuo.id)).to.equal(true);
    });

    it("reverts when anybody but a part of the module adds or undoes one", async () => {
      const { baihuo, qianyi } = desk;
      for (const act of ["owe", "unowe"] as const) {
        await expect(clearing.connect(qianyi.signer)[act](baihuo.id, qianyi.id, 1n))
          .to.be.revertedWithCustomError(clearing, "CallerNotPart")
          .withArgs(qianyi.wallet);
      }
    });

    it("S-5: reverts when a side is no member, which closing would not see", async () => {
      const { baihuo, yunlu, parts, suite } = desk;
      for (const [debtor, creditor] of [
        [yunlu, baihuo],
        [baihuo, yunlu],
      ] as const) {
        await expect(parts.owe(debtor.id, creditor.id, 1n))
          .to.be.revertedWithCustomError(suite.pointsProgrammes, "PointsMemberUnknown")
          .withArgs(yunlu.id);
      }
    });

    it("S-5: a member leaves the alliance only without a position, and comes back only as a member", async () => {
      const { baihuo, zhixing, parts, suite } = desk;
      const { pointsProgrammes } = suite;
      await owed(desk, [baihuo, zhixing, 5n]);
      await expect(order(desk, pointsProgrammes, "removeMember", [zhixing.id])).to.be.revertedWithCustomError(
        pointsProgrammes,
        "PointsMemberInClearing",
      );
      await parts.unowe(baihuo.id, zhixing.id, 5n);
      await order(desk, pointsProgrammes, "removeMember", [zhixing.id]);
      await expect(parts.owe(baihuo.id, zhixing.id, 1n)).to.be.revertedWithCustomError(
        pointsProgrammes,
        "PointsMemberUnknown",
      );
    });

    it("reverts when more is undone than two have open, or what another cycle has settled", async () => {
      const { baihuo, qianyi, zhixing, parts } = desk;
      await owed(desk, [baihuo, qianyi, 10n], [zhixing, qianyi, 10n]);
      const missing = (fen: bigint, creditor = qianyi) =>
        expect(parts.unowe(baihuo.id, creditor.id, fen))
          .to.be.revertedWithCustomError(clearing, "PointsCycleDebtMissing")
          .withArgs(baihuo.id, creditor.id, fen);
      await missing(11n);
      await missing(1n, zhixing);
      await parts.unowe(zhixing.id, qianyi.id, 10n);
      await closed(desk);
      await missing(1n);
    });
  });

  describe("closing a cycle", () => {
    it("S-5: debts in a circle cancel out, and nobody pays", async () => {
      const { baihuo, qianyi, linxun } = desk;
      await owed(desk, [baihuo, qianyi, 500n], [qianyi, linxun, 500n], [linxun, baihuo, 500n]);
      const before = await walletsOf(baihuo, qianyi, linxun);
      await expect(closed(desk)).to.emit(clearing, "CycleClosed").withArgs(1n, 0n, 0n);
      expect(await walletsOf(baihuo, qianyi, linxun)).to.deep.equal(before);
      expect(await reserveOf(baihuo)).to.equal(RESERVE);
      const none = { owes: 500n, owed: 500n, fromReserve: 0n, fromDeposit: 0n, received: 0n, short: 0n };
      expect(await clearedIn(desk)).to.deep.equal(
        [baihuo, qianyi, linxun]
          .sort((a, b) => Number(a.id - b.id))
          .map(({ id }) => ({ member: id, ...none, deposit: DEPOSIT })),
      );
    });

    it("S-5: a net debtor pays from its reserve, then from its deposit, and is stopped when that is too little", async () => {
      const { baihuo, zhixing, dianli } = desk;
      const debt = RESERVE + DEPOSIT - MINIMUM + 1n;
      await owed(desk, [baihuo, zhixing, debt - 400n], [baihuo, dianli, 400n]);
      const before = await walletsOf(zhixing, dianli);
      await expect(closed(desk)).to.emit(clearing, "CycleClosed").withArgs(1n, debt, debt);
      expect(await reserveOf(baihuo)).to.equal(0n);
      expect(await depositOf(baihuo)).to.equal(MINIMUM - 1n);
      expect(await walletsOf(zhixing, dianli)).to.deep.equal([
        (before[0] ?? 0n) + debt - 400n,
        (before[1] ?? 0n) + 400n,
      ]);
      expect(await stops(baihuo)).to.equal(Stops.Clearing);
      expect(await clearing.shortfallOf(baihuo.id)).to.equal(0n);
      await clearing.connect(baihuo.signer).addDeposit(1n);
      expect(await stops(baihuo)).to.equal(0n);
    });

    it("S-5, X-70: what an insolvent member leaves unpaid is borne by the cycle's creditors in proportion, to the fen", async () => {
      const { baihuo, qianyi, zhixing, dianli, qianling } = desk;
      // Three shares of a cycle in which 4,000,003 of 5,000,003 fen are paid: qianyi is sound and pays all of its own.
      await owed(desk, [baihuo, zhixing, 2_000_001n], [baihuo, dianli, 1_999_999n], [baihuo, qianling, 3n]);
      await owed(desk, [qianyi, qianling, 1_000_000n]);
      const before = await walletsOf(qianling, zhixing, dianli);
      await expect(closed(desk)).to.emit(clearing, "CycleClosed").withArgs(1n, 5_000_003n, 4_000_000n);
      const rows = await clearedIn(desk);
      const of = ({ id }: Ally) => rows.find(({ member }) => member === id);
      expect(of(baihuo)).to.include({ fromReserve: RESERVE, fromDeposit: DEPOSIT, short: 1_000_003n, deposit: 0n });
      expect(of(qianyi)).to.include({ fromReserve: 1_000_000n, fromDeposit: 0n, short: 0n, deposit: DEPOSIT });
      const creditors = rows.filter(({ owed, owes }) => owed > owes);
      expect(creditors.reduce((sum, { received }) => sum + received, 0n)).to.equal(4_000_000n);
      expect(creditors.reduce((sum, { short }) => sum + short, 0n)).to.equal(1_000_003n);
      for (const { owed: due, received } of creditors) {
        expect(received - (due * 4_000_000n) / 5_000_003n, "less than a fen off").to.be.within(0n, 1n);
      }
      const after = await walletsOf(qianling, zhixing, dianli);
      expect(after.map((fen, i) => fen - (before[i] ?? 0n))).to.deep.equal(
        [qianling, zhixing, dianli].map((ally) => of(ally)?.received),
      );
      expect(await stops(baihuo)).to.equal(Stops.Clearing);
      expect(await stops(qianyi)).to.equal(0n);
      const { debtors, shorts, losses } = await clearing.lossesOf(1n);
      expect([debtors, shorts]).to.deep.equal([[baihuo.id], [1_000_003n]]);
      expect(losses).to.deep.equal(creditors.map(({ short }) => short));
    });

    it("X-70: who is frozen, suspended or expelled pays and is paid like others", async () => {
      const { baihuo, qianyi, zhixing, suite } = desk;
      await owed(desk, [baihuo, zhixing, 1_500_000n], [qianyi, zhixing, 10n], [zhixing, qianyi, 4n]);
      await freeze(desk, baihuo.id, 60n * DAY);
      await freeze(desk, zhixing.id, 60n * DAY);
      await decree(desk, "suspend", qianyi.id);
      await decree(desk, "expel", qianyi.id);
      const [before = 0n] = await walletsOf(zhixing);
      await closed(desk);
      expect(await walletsOf(zhixing)).to.deep.equal([before + 1_500_006n]);
      expect([await reserveOf(baihuo), await depositOf(baihuo)]).to.deep.equal([0n, DEPOSIT - 500_000n]);
      expect(await reserveOf(qianyi)).to.equal(RESERVE - 6n);
      await expect(
        suite.money.connect(zhixing.signer).transfer(baihuo.wallet, 1n),
        "X-65: what a frozen creditor is paid stays",
      ).to.be.revertedWithCustomError(suite.participants, "ParticipantIsFrozen");
    });

    it("X-70: what is outstanding stays covered: a cycle draws on what is free of a reserve only", async () => {
      const { baihuo, qianyi, zhixing, suite } = desk;
      const programme = await programmeOf(qianyi);
      // Worth 5 fen each, covered in full.
      await suite.pointsIssuance.connect(qianyi.signer).grant(programme, desk.alice.address, 150_000n, 1n);
      await owed(desk, [qianyi, zhixing, 300_000n], [baihuo, zhixing, 1n]);
      await closed(desk);
      expect(await reserveOf(qianyi)).to.equal(750_000n);
      expect(await depositOf(qianyi)).to.equal(DEPOSIT - 50_000n);
    });

    it("X-70, K-12: closes while the module is halted, and anybody may close it", async () => {
      const { baihuo, zhixing } = desk;
      await owed(desk, [baihuo, zhixing, 7n]);
      await halt(desk, "points");
      await cycleOver(desk);
      await expect(clearing.connect((await ethers.getSigners())[0] ?? null).closeCycle()).to.emit(
        clearing,
        "PositionCleared",
      );
    });

    it("reverts before the last day is over; then the next begins, in which nothing is owed", async () => {
      const { baihuo, zhixing, parts } = desk;
      const { id, lastDay } = await clearing.currentCycle();
      expect(id).to.equal(1n);
      await owed(desk, [baihuo, zhixing, 7n]);
      await networkHelpers.time.increaseTo((lastDay + 1n) * DAY - 8n * 3_600n - 2n);
      await expect(clearing.closeCycle())
        .to.be.revertedWithCustomError(clearing, "PointsCycleRunning")
        .withArgs(1n, lastDay, lastDay);
      await networkHelpers.time.setNextBlockTimestamp((lastDay + 1n) * DAY - 8n * 3_600n);
      await expect(clearing.closeCycle())
        .to.emit(clearing, "CycleBegan")
        .withArgs(2n, lastDay + CYCLE_DAYS);
      expect(await clearing.isClear(baihuo.id)).to.equal(true);
      await parts.owe(baihuo.id, zhixing.id, 1n);
      expect((await clearing.positionOf(baihuo.id)).owes).to.equal(1n);
      await expect(clearing.closeCycle()).to.be.revertedWithCustomError(clearing, "PointsCycleRunning");
    });

    it("keeps its rhythm when it is closed late, and closes with nothing owed", async () => {
      const { lastDay } = await clearing.currentCycle();
      await cycleOver(desk, 2n * CYCLE_DAYS - 1n);
      await expect(clearing.closeCycle())
        .to.emit(clearing, "CycleBegan")
        .withArgs(2n, lastDay + 2n * CYCLE_DAYS);
      await cycleOver(desk, CYCLE_DAYS);
      await expect(clearing.closeCycle())
        .to.emit(clearing, "CycleClosed")
        .withArgs(2n, 0n, 0n)
        .and.to.emit(clearing, "CycleBegan")
        .withArgs(3n, lastDay + 4n * CYCLE_DAYS);
    });

    it("takes another length from the next cycle on", async () => {
      const { lastDay } = await clearing.currentCycle();
      await expect(order(desk, clearing, "setCycleDays", [1n]))
        .to.emit(clearing, "CycleDaysSet")
        .withArgs(1n);
      expect((await clearing.currentCycle()).lastDay).to.equal(lastDay);
      await cycleOver(desk, 3n);
      await clearing.closeCycle();
      expect((await clearing.currentCycle()).lastDay).to.equal(await today());
      for (const days of [0n, 93n]) {
        await expect(order(desk, clearing, "setCycleDays", [days]))
          .to.be.revertedWithCustomError(clearing, "PointsCycleDaysOutOfRange")
          .withArgs(days, 92n);
      }
    });

    it("reverts when anybody but the alliance, by order, sets its terms", async () => {
      const stranger = clearing.connect(desk.baihuo.signer);
      for (const act of [stranger.setCycleDays(1n), stranger.setMinimumDeposit(0n)]) {
        await expect(act).to.be.revertedWithCustomError(clearing, "AccessManagedUnauthorized");
      }
    });

    it("is previewed as it is then done", async () => {
      const { baihuo, linxun, zhixing, dianli } = desk;
      await owed(desk, [baihuo, zhixing, 4_000_000n], [linxun, dianli, 500_000n], [dianli, zhixing, 100_000n]);
      const { settlements, due, paid } = await clearing.previewClose();
      await expect(closed(desk)).to.emit(clearing, "CycleClosed").withArgs(1n, due, paid);
      const done = (await clearedIn(desk)).map(({ deposit: _, ...row }) => Object.values(row));
      expect(settlements.map((row) => Array.from(row))).to.deep.equal(done);
      expect((await clearing.previewClose()).settlements).to.deep.equal([]);
    });

    it("says what is open of it: what is owed, and deposits", async () => {
      const { baihuo, zhixing } = desk;
      const deposits = await money.balanceOf(clearing);
      expect(await clearing.openItems()).to.equal(deposits);
      await owed(desk, [baihuo, zhixing, 4_000_000n]);
      expect(await clearing.openItems()).to.equal(deposits + 4_000_000n);
      await closed(desk);
      // Its deposit is used up, and one million is left to claim.
      expect(await clearing.openItems()).to.equal(deposits - DEPOSIT + 1_000_000n);
    });
  });

  describe("whatever the debts", () => {
    let calculators: typeof Calculators;

    before(async function () {
      this.timeout(300_000);
      calculators = (await (await bindingsKit()).load("calculators")) as typeof Calculators;
    });

    const debts = fc.array(
      fc.record({
        debtor: fc.nat({ max: 2 }),
        creditor: fc.nat({ max: 5 }),
        fen: fc.oneof(fc.bigInt(1n, 100n), fc.bigInt(1n, 4_000_000n)),
        rank: fc.nat(),
      }),
      { minLength: 1, maxLength: 8 },
    );

    it("S-5, N-2: closes as the bindings calculate, in whatever order they came, and to the fen", async function () {
      this.timeout(600_000);
      const { members, suite } = desk;
      const issuers = members.filter(({ key }) => ["baihuo", "qianyi", "linxun"].includes(key));
      const inOrder = members.toSorted((a, b) => Number(a.id - b.id));
      await fc.assert(
        fc.asyncProperty(debts, async (drawn) => {
          const list = drawn.flatMap(({ debtor, creditor, ...each }) => {
            const [from, to] = [issuers[debtor], members[creditor]];
            return from === undefined || to === undefined || from === to ? [] : [{ from, to, ...each }];
          });
          const inOther = list.toSorted((a, b) => a.rank - b.rank);
          const start = await networkHelpers.takeSnapshot();
          const results: unknown[] = [];
          for (const sequence of [list, inOther]) {
            await owed(desk, ...sequence.map(({ from, to, fen }) => [from, to, fen] as const));
            const before = await walletsOf(...inOrder);
            await closed(desk);
            expect(await waitingFen(desk), "K-6").to.equal(0n);
            const after = await walletsOf(...inOrder);
            results.push([await clearedIn(desk), after.map((fen, i) => fen - (before[i] ?? 0n))]);
            await start.restore();
          }
          expect(results[0], "S-5: the order of acts").to.deep.equal(results[1]);

          const sumOf = (of: (debt: (typeof list)[number]) => boolean) =>
            list.filter(of).reduce((sum, { fen }) => sum + fen, 0n);
          const positions = await Promise.all(
            inOrder.map(async (member) => {
              const { deposit } = await suite.pointsClearing.positionOf(member.id);
              const reserve = issuers.includes(member) ? RESERVE : 0n;
              return {
                owes: sumOf(({ from }) => from === member),
                owed: sumOf(({ to }) => to === member),
                reserve,
                deposit,
              };
            }),
          );
          const outcome = calculators.closeCycle(positions);
          const [rows, paid] = results[0] as [Awaited<ReturnType<typeof clearedIn>>, bigint[]];
          expect(paid).to.deep.equal(outcome.members.map(({ received }) => received));
          for (const [i, member] of inOrder.entries()) {
            const row = rows.find((each) => each.member === member.id);
            if (row !== undefined) expect(row).to.include(outcome.members[i]);
          }
        }),
        { numRuns: 25 },
      );
    });
  });

  describe("claims", () => {
    /** Two debtors short, by 1,000,000 and 500,001 fen; three creditors. */
    async function shortCycle() {
      const { baihuo, linxun, zhixing, dianli, qianling } = desk;
      const all = RESERVE + DEPOSIT;
      await owed(desk, [baihuo, zhixing, all], [baihuo, dianli, 1_000_000n]);
      await owed(desk, [linxun, qianling, all], [linxun, dianli, 500_001n]);
      await closed(desk);
    }

    it("S-5: are the shortfalls of debtors and the losses of creditors, both to the fen", async () => {
      const { baihuo, linxun, zhixing } = desk;
      await shortCycle();
      const { debtors, creditors, losses } = await clearing.lossesOf(1n);
      const sums = losses.map(() => 0n);
      for (const debtor of debtors) {
        const { creditors: who, claims, received } = await clearing.claimsOn(1n, debtor);
        expect(who).to.deep.equal(creditors);
        expect(received).to.deep.equal(claims.map(() => 0n));
        expect(claims.reduce((sum, claim) => sum + claim)).to.equal(await clearing.shortfallOf(debtor));
        for (const [i, claim] of claims.entries()) sums[i] = (sums[i] ?? 0n) + claim;
      }
      expect(sums).to.deep.equal(losses);
      expect(await clearing.shortfallOf(baihuo.id)).to.equal(1_000_000n);
      expect(await clearing.shortfallOf(linxun.id)).to.equal(500_001n);
      expect(await clearing.claimsOn(1n, zhixing.id)).to.deep.equal([[], [], []]);
      expect((await clearing.lossesOf(2n)).debtors).to.deep.equal([]);
    });

    it("S-5: are paid in parts, each creditor its own; what is nobody's whole fen waits; the last fen pays all", async () => {
      const { baihuo, members } = desk;
      await shortCycle();
      const { creditors, claims } = await clearing.claimsOn(1n, baihuo.id);
      const owners = creditors.flatMap((creditor) => members.filter(({ id }) => id === creditor));
      const before = await walletsOf(...owners);
      const mine = clearing.connect(baihuo.signer);
      await expect(mine.payClaims(1n, baihuo.id, 1n))
        .to.emit(clearing, "ClaimsPaid")
        .withArgs(1n, baihuo.id, baihuo.id, 1n, 999_999n);
      expect(await waitingFen(desk)).to.equal(1n);
      let paid = 1n;
      for (const fen of [333n, 7n, 499_999n]) {
        await mine.payClaims(1n, baihuo.id, fen);
        paid += fen;
        const { received } = await clearing.claimsOn(1n, baihuo.id);
        expect(received).to.deep.equal(claims.map((claim) => (claim * paid) / 1_000_000n));
        expect(await waitingFen(desk)).to.equal(paid - received.reduce((sum, each) => sum + each));
      }
      expect(await clearing.paidOf(1n, baihuo.id)).to.equal(paid);
      expect(await stops(baihuo)).to.equal(Stops.Clearing);
      await mine.payClaims(1n, baihuo.id, 1_000_000n - paid);
      const after = await walletsOf(...owners);
      expect(after.map((fen, i) => fen - (before[i] ?? 0n))).to.deep.equal(claims);
      expect(await clearing.shortfallOf(baihuo.id)).to.equal(0n);
      // Its deposit is still to be made up.
      expect(await stops(baihuo)).to.equal(Stops.Clearing);
      await mine.addDeposit(MINIMUM);
      expect(await stops(baihuo)).to.equal(0n);
    });

    it("S-7: keep an issuer stopped, whatever it deposits, and its deposit where it is", async () => {
      const { baihuo } = desk;
      await shortCycle();
      const mine = clearing.connect(baihuo.signer);
      await mine.addDeposit(2n * MINIMUM);
      expect(await stops(baihuo)).to.equal(Stops.Clearing);
      await expect(mine.withdrawDeposit(MINIMUM))
        .to.be.revertedWithCustomError(clearing, "PointsDepositLiable")
        .withArgs(baihuo.id, 0n, 1_000_000n);
      await mine.payClaims(1n, baihuo.id, 1_000_000n);
      expect(await stops(baihuo)).to.equal(0n);
      await mine.withdrawDeposit(MINIMUM);
    });

    it("are paid by anybody for the debtor, and not by who is frozen", async () => {
      const { baihuo, qianyi, suite } = desk;
      await shortCycle();
      await freeze(desk, baihuo.id, 30n * DAY);
      await expect(clearing.connect(baihuo.signer).payClaims(1n, baihuo.id, 1n)).to.be.revertedWithCustomError(
        suite.participants,
        "ParticipantIsFrozen",
      );
      await expect(clearing.connect(qianyi.signer).payClaims(1n, baihuo.id, 1_000_000n))
        .to.emit(clearing, "ClaimsPaid")
        .withArgs(1n, baihuo.id, qianyi.id, 1_000_000n, 0n);
    });

    it("X-70: are paid from what becomes free of the debtor's reserve, by anybody, whoever is frozen", async () => {
      const { baihuo, zhixing, suite } = desk;
      await shortCycle();
      const anybody = clearing.connect((await ethers.getSigners())[0] ?? null);
      const collect = () => anybody.payClaimsFromReserve(1n, baihuo.id);
      const nothingFree = () =>
        expect(collect()).to.be.revertedWithCustomError(clearing, "PointsClaimNothingFree").withArgs(1n, baihuo.id);
      await nothingFree();
      await suite.pointsLedger.connect(baihuo.signer).addReserve(await programmeOf(baihuo), 300_000n);
      await owed(desk, [baihuo, zhixing, 100_000n]);
      await freeze(desk, baihuo.id, 3n * DAY);
      // What it owes in the running cycle stays.
      await expect(collect()).to.emit(clearing, "ClaimsPaid").withArgs(1n, baihuo.id, baihuo.id, 200_000n, 800_000n);
      expect(await reserveOf(baihuo)).to.equal(100_000n);
      await nothingFree();
      await closed(desk);
      await suite.pointsLedger.connect(baihuo.signer).addReserve(await programmeOf(baihuo), RESERVE);
      await expect(collect()).to.emit(clearing, "ClaimsPaid").withArgs(1n, baihuo.id, baihuo.id, 800_000n, 0n);
      const { claims, received } = await clearing.claimsOn(1n, baihuo.id);
      expect(received).to.deep.equal(claims);
      expect(await reserveOf(baihuo)).to.equal(RESERVE - 800_000n);
      await nothingFree();
      await expect(anybody.payClaimsFromReserve(1n, zhixing.id)).to.be.revertedWithCustomError(
        clearing,
        "PointsClaimUnknown",
      );
    });

    it("reverts when there is none, when nothing is paid, and when more is paid than is left", async () => {
      const { baihuo, zhixing } = desk;
      await shortCycle();
      const mine = clearing.connect(baihuo.signer);
      for (const [cycle, debtor] of [
        [1n, zhixing],
        [2n, baihuo],
      ] as const) {
        await expect(mine.payClaims(cycle, debtor.id, 1n))
          .to.be.revertedWithCustomError(clearing, "PointsClaimUnknown")
          .withArgs(cycle, debtor.id);
      }
      await expect(mine.payClaims(1n, baihuo.id, 0n)).to.be.revertedWithCustomError(
        clearing,
        "PointsClearingAmountZero",
      );
      await mine.payClaims(1n, baihuo.id, 999_999n);
      await expect(mine.payClaims(1n, baihuo.id, 2n))
        .to.be.revertedWithCustomError(clearing, "PointsClaimExceeded")
        .withArgs(1n, baihuo.id, 2n, 1n);
      waiting = await waitingFen(desk);
      expect(waiting).to.be.within(0n, 2n);
    });

    it("S-5: of several cycles stand side by side", async () => {
      const { baihuo, zhixing } = desk;
      await shortCycle();
      await owed(desk, [baihuo, zhixing, 40n]);
      await closed(desk);
      expect(await clearing.shortfallOf(baihuo.id)).to.equal(1_000_040n);
      const mine = clearing.connect(baihuo.signer);
      await mine.payClaims(2n, baihuo.id, 40n);
      expect(await clearing.shortfallOf(baihuo.id)).to.equal(1_000_000n);
      expect(await stops(baihuo)).to.equal(Stops.Clearing);
    });
  });

  describe("fifty members", () => {
    /** Fifty issuers that all owe to three others. */
    async function fifty(reserve: bigint, deposit: bigint) {
      const { members } = desk;
      const allies = [...members, ...(await joined(desk, 50 - members.length, reserve, deposit))];
      const debtors = allies.slice(members.length);
      for (const [i, debtor] of debtors.entries()) {
        for (const step of [1, 8, 20]) {
          const creditor = allies[(i + step) % allies.length];
          if (creditor !== undefined && creditor !== debtor) {
            await owed(desk, [debtor, creditor, 10_000n * BigInt(i + 1) * BigInt(step)]);
          }
        }
      }
      const tx = await closed(desk);
      return (await tx.wait())?.gasUsed ?? 0n;
    }

    it("S-5: a cycle of fifty is closed within 2,500,000 gas", async function () {
      this.timeout(300_000);
      const gas = await fifty(20_000_000n, DEPOSIT);
      expect((await clearedIn(desk)).length).to.equal(50);
      expect((await clearing.lossesOf(1n)).debtors).to.deep.equal([]);
      expect(gas).to.be.at.most(2_500_000n);
    });

    it("S-5: also one in which every debtor is short", async function () {
      this.timeout(300_000);
      const gas = await fifty(1n, MINIMUM);
      const { debtors } = await clearing.lossesOf(1n);
      expect(debtors.length).to.be.above(15);
      expect(gas).to.be.at.most(2_500_000n);
      const last = debtors.at(-1) ?? 0n;
      const pay = await clearing.connect(desk.baihuo.signer).payClaims(1n, last, await clearing.shortfallOf(last));
      expect((await pay.wait())?.gasUsed).to.be.at.most(2_500_000n);
    });
  });
});
