/** Buyers' money for produce: each order has a lot of its own, which nothing else uses. */
import { expect } from "chai";
import { id, ZeroHash } from "ethers";
import {
  accounted,
  BUDGET,
  campaign,
  day,
  drawn,
  fields,
  FIRST_DAY,
  FundKind,
  type FundsDesk,
  fundsDesk,
  goTo,
  leftOf,
  lotOf,
  newReference,
  produceFund,
  usesOf,
} from "../../../utils/relief-funds.ts";
import { freeze, halt, stranger } from "../../../utils/orders.ts";
import { type Actor, ethers } from "../../../utils/suite.ts";

const ORDER = id("order 1");

describe("ReliefFunds: orders of produce", () => {
  let desk: FundsDesk;
  let funds: FundsDesk["funds"];
  let money: FundsDesk["money"];
  let nanming: Actor, huaxi: Actor;
  let fund: bigint;
  let project: bigint;

  beforeEach(async () => {
    desk = await fundsDesk();
    ({ funds, money, nanming, huaxi } = desk);
    fund = await produceFund(desk);
    project = await accounted(desk, fund, 0n, 20_000n);
  });

  const part = () => funds.connect(desk.purchases);
  const receive = (amount: bigint, buyer: Actor = nanming, reference = newReference(), on = project) =>
    part().receiveOrder(on, buyer.wallet, amount, reference);

  it("P-1: takes the buyer's money in and gives it to the project", async () => {
    const act = receive(5_000n, nanming, ORDER);
    const lot = lotOf(fund, 1n);
    await expect(act)
      .to.emit(funds, "LotReceived")
      .withArgs(lot, fund, nanming.id, 5_000n, false, 0n, ZeroHash, ORDER, 5_000n)
      .and.to.emit(funds, "FundAllocated")
      .withArgs(fund, project, 5_000n, 5_000n, 0n);
    await expect(act).to.changeTokenBalances(ethers, money, [nanming.wallet, funds], [-5_000n, 5_000n]);
    expect(fields(await funds.lotInfo(lot))).to.deep.equal({
      giver: nanming.id,
      day: day(FIRST_DAY),
      isAnonymous: false,
      donors: 0n,
      amount: 5_000n,
      spent: 0n,
      returned: 0n,
      project,
      root: ZeroHash,
    });
    expect(await funds.figuresOf(desk.social)).to.deep.equal([5_000n, 5_000n, 0n, 0n]);
  });

  it("takes less than the programme's minimum for lots, but not nothing", async () => {
    await receive(1n);
    await expect(receive(0n)).to.be.revertedWithCustomError(funds, "LotTooSmall").withArgs(0n, 1n);
  });

  it("P-6: an order's payouts use its own lot, whichever was there first", async () => {
    await receive(5_000n);
    await receive(3_000n, huaxi);
    const [first, second] = [lotOf(fund, 1n), lotOf(fund, 2n)];
    const { payout } = await drawn(desk, project, 2_000n, second);
    expect(await usesOf(desk, payout)).to.deep.equal([[2n, 0n, 2_000n, 0n]]);
    expect(await leftOf(desk, [first, second])).to.deep.equal([5_000n, 1_000n]);
    await expect(drawn(desk, project, 1_001n, second))
      .to.be.revertedWithCustomError(funds, "FundShort")
      .withArgs(fund, 1_001n, 1_000n);
    await funds.connect(desk.payouts).restore(project, payout, 500n, 1_500n);
    expect(await leftOf(desk, [first, second])).to.deep.equal([5_000n, 2_500n]);
  });

  it("P-6: another project of the fund does not use it", async () => {
    await receive(5_000n);
    const other = await accounted(desk, fund);
    await receive(5_000n, huaxi, newReference(), other);
    await expect(drawn(desk, other, 100n, lotOf(fund, 1n)))
      .to.be.revertedWithCustomError(funds, "LotNotOfProject")
      .withArgs(lotOf(fund, 1n), other);
    await expect(part().returnOrder(other, lotOf(fund, 1n), 0n))
      .to.be.revertedWithCustomError(funds, "LotNotOfProject")
      .withArgs(lotOf(fund, 1n), other);
  });

  it("P-1: gives the buyer back what is left, and again when a bank has sent money back", async () => {
    await receive(5_000n);
    const lot = lotOf(fund, 1n);
    const { payout } = await drawn(desk, project, 2_000n, lot);
    expect(await part().returnOrder.staticCall(project, lot, 0n)).to.equal(3_000n);
    const act = part().returnOrder(project, lot, 0n);
    await expect(act)
      .to.emit(funds, "FundDeallocated")
      .withArgs(fund, project, 3_000n, 2_000n, 3_000n)
      .and.to.emit(funds, "LotReturned")
      .withArgs(lot, fund, nanming.id, 3_000n);
    await expect(act).to.changeTokenBalances(ethers, money, [nanming.wallet, funds], [3_000n, -3_000n]);
    expect(await funds.figuresOf(desk.social)).to.deep.equal([5_000n, 2_000n, 0n, 3_000n]);
    expect(await part().returnOrder.staticCall(project, lot, 0n)).to.equal(0n);
    await expect(part().returnOrder(project, lot, 0n)).not.to.emit(funds, "LotReturned");
    await funds.connect(desk.payouts).restore(project, payout, 0n, 2_000n);
    await expect(part().returnOrder(project, lot, 0n)).to.changeTokenBalances(
      ethers,
      money,
      [nanming.wallet],
      [2_000n],
    );
    expect(await money.balanceOf(funds)).to.equal(0n);
  });

  it("P-1, P-6: keeps what is for shares that wait, in the lot and with the project", async () => {
    await receive(5_000n);
    const lot = lotOf(fund, 1n);
    const act = part().returnOrder(project, lot, 2_000n);
    await expect(act).to.changeTokenBalances(ethers, money, [nanming.wallet, funds], [3_000n, -3_000n]);
    expect(await funds.figuresOf(desk.social)).to.deep.equal([5_000n, 2_000n, 0n, 3_000n]);
    expect(await leftOf(desk, [lot])).to.deep.equal([2_000n]);
    await drawn(desk, project, 2_000n, lot);
    expect(await leftOf(desk, [lot])).to.deep.equal([0n]);
    await expect(part().returnOrder(project, lot, 1n)).to.be.revertedWithPanic(0x11);
  });

  it("reverts when the fund is not for produce, or the project unknown or closed", async () => {
    const gifts = await campaign(desk);
    const other = await accounted(desk, gifts);
    await expect(receive(500n, nanming, ORDER, other))
      .to.be.revertedWithCustomError(funds, "FundWrongKind")
      .withArgs(gifts, FundKind.Campaign, FundKind.Produce);
    await expect(receive(500n, nanming, ORDER, 999n)).to.be.revertedWithCustomError(funds, "ProjectNotAccounted");
    await funds.connect(desk.projects).closeAccount(project);
    await expect(receive(500n)).to.be.revertedWithCustomError(funds, "ProjectAccountClosed").withArgs(project);
  });

  it("X-42: reverts above the project's budget, the fund's target and the programme's budget", async () => {
    await expect(receive(20_001n))
      .to.be.revertedWithCustomError(funds, "ProjectBudgetExceeded")
      .withArgs(project, 20_001n, 20_000n);
    const small = await accounted(desk, await produceFund(desk, 1_000n));
    await expect(receive(1_001n, nanming, ORDER, small)).to.be.revertedWithCustomError(funds, "FundTargetExceeded");
    const large = await accounted(desk, await produceFund(desk));
    await receive(BUDGET, nanming, ORDER, large);
    await expect(receive(1n, huaxi))
      .to.be.revertedWithCustomError(funds, "FundBudgetExceeded")
      .withArgs(desk.social, BUDGET + 1n, BUDGET);
  });

  it("reverts when the buyer's reference was used, or the buyer is frozen or nobody", async () => {
    await receive(500n, nanming, ORDER);
    await expect(receive(500n, nanming, ORDER))
      .to.be.revertedWithCustomError(funds, "LotReferenceUsed")
      .withArgs(nanming.id, ORDER);
    await freeze(desk, huaxi.id);
    await expect(receive(500n, huaxi)).to.be.revertedWithCustomError(desk.suite.participants, "ParticipantIsFrozen");
    await expect(
      part().receiveOrder(project, stranger("nobody").address, 500n, newReference()),
    ).to.be.revertedWithCustomError(desk.suite.participants, "AccountUnknown");
  });

  it("reverts when the programme has ended; what there is goes back all the same, also while halted (K-12)", async () => {
    await receive(500n);
    await goTo("2026-07-01", "00:00:00");
    await expect(receive(500n)).to.be.revertedWithCustomError(desk.programmes, "ProgrammeNotRunning");
    await halt(desk, "relief");
    await expect(part().returnOrder(project, lotOf(fund, 1n), 0n)).to.changeTokenBalances(
      ethers,
      money,
      [nanming.wallet],
      [500n],
    );
  });
});
