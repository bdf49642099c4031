/** Clearing: positions of a cycle, what closing it pays, what is left to claim, and that all of it adds up whoever is insolvent or frozen. */
import { expect } from "chai";
import fc from "fast-check";
import type * as Calculators from "../../../../bindings/src/calculators/index.ts";
import { bindingsKit } from "../../../utils/bindings.ts";
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
  programmeOf,
  RESERVE,
  Stops,
  unaccounted,
} from "../../../utils/points-clearing.ts";
import { DAY, decree, freeze, halt, order } from "../../../utils/orders.ts";
import { networkHelpers } from "../../../utils/suite.ts";

describe("PointsClearing", () => {
  let desk: ClearingDesk;
  let clearing: ClearingDesk["suite"]["pointsClearing"];
  let money: ClearingDesk["suite"]["money"];

  beforeEach(async () => {
    desk = await clearingDesk();
    ({ pointsClearing: clearing, money } = desk.suite);
  });

  afterEach("K-6: the purse holds the deposits", async () => {
    expect(await unaccounted(desk, waiting), "K-6").to.equal(0n);
    waiting = 0n;
  });

  /** Fen of claims that are nobody's whole fen, when a test leaves some in the purse. */
  let waiting = 0n;

  const stops = async (ally: Ally) => (await desk.suite.pointsLedger.programmeInfo(programmeOf(desk, ally))).stops;
  const reserveOf = async (ally: Ally) => (await desk.suite.pointsLedger.bookOf(programmeOf(desk, ally))).reserve;
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
      expect(await stops(baihuo)).to.equal(Stops.CLEARING);
      expect(await stops(desk.qianyi)).to.equal(0n);
      expect(await clearing.isGuaranteed(baihuo.id)).to.equal(false);
      await mine.addDeposit(1n);
      expect(await stops(baihuo)).to.equal(0n);
      expect(await clearing.isGuaranteed(baihuo.id)).to.equal(true);
      expect((await suite.pointsClearing.currentCycle()).minimumDeposit).to.equal(MINIMUM + 1n);
    });

    it("S-7: a lower minimum lets issuers grant again", async () => {
      await order(desk, clearing, "setMinimumDeposit", [DEPOSIT + 1n]);
      expect(await stops(desk.qianyi)).to.equal(Stops.CLEARING);
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
      await expect(order(desk, pointsProgrammes, "removeMember", [zhixing.id])).to.be.revert(desk.ethers);
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
});
