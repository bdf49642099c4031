/** Accounts of projects: what funds give them and take back, and which parts may speak. */
import { expect } from "chai";
import { id } from "ethers";
import {
  accounted,
  appropriated,
  BUDGET,
  budgetLine,
  campaign,
  day,
  donated,
  drawn,
  fields,
  FundKind,
  type FundsDesk,
  fundsDesk,
  goTo,
  NO_LOT,
  produceFund,
} from "../../../utils/relief-funds.ts";
import { freeze, halt } from "../../../utils/orders.ts";
import type { Actor } from "../../../utils/suite.ts";

describe("ReliefFunds: allocation", () => {
  let desk: FundsDesk;
  let funds: FundsDesk["funds"];
  let participants: FundsDesk["suite"]["participants"];
  let rural: Actor, county: Actor;
  let fund: bigint;

  beforeEach(async () => {
    desk = await fundsDesk();
    ({ funds, rural, county } = desk);
    ({ participants } = desk.suite);
    fund = await budgetLine(desk);
    await appropriated(desk, fund, 10_000n);
  });

  const allocate = (project: bigint, amount: bigint, by: Actor = rural) =>
    funds.connect(by.signer).allocate(project, amount);
  const deallocate = (project: bigint, amount: bigint, by: Actor = rural) =>
    funds.connect(by.signer).deallocate(project, amount);
  const projectsPart = () => funds.connect(desk.projects);

  it("P-1: what is allocated is no longer the fund's to give", async () => {
    const project = await accounted(desk, fund);
    await expect(allocate(project, 6_000n))
      .to.emit(funds, "FundAllocated")
      .withArgs(fund, project, 6_000n, 6_000n, 4_000n);
    expect(fields(await funds.accountInfo(project))).to.deep.equal({
      fund,
      closed: false,
      allocated: 6_000n,
      paid: 0n,
      open: 0n,
      budget: BUDGET,
    });
    expect(await funds.figuresOf(desk.fiscal)).to.deep.equal([10_000n, 6_000n, 4_000n, 0n]);
    expect([await funds.freeOf(fund), await funds.freeOfProject(project)]).to.deep.equal([4_000n, 6_000n]);
  });

  it("X-42: reverts above what the fund has free, whatever other funds have", async () => {
    await appropriated(desk, await budgetLine(desk), 10_000n);
    const [first, second] = [await accounted(desk, fund, 6_000n), await accounted(desk, fund)];
    await expect(allocate(second, 4_001n))
      .to.be.revertedWithCustomError(funds, "FundShort")
      .withArgs(fund, 4_001n, 4_000n);
    await allocate(second, 4_000n);
    expect((await funds.accountInfo(first)).allocated).to.equal(6_000n);
  });

  it("X-42: reverts above the project's budget", async () => {
    const project = await accounted(desk, fund, 2_000n, 3_000n);
    await expect(allocate(project, 1_001n))
      .to.be.revertedWithCustomError(funds, "ProjectBudgetExceeded")
      .withArgs(project, 3_001n, 3_000n);
    await allocate(project, 1_000n);
  });

  it("reverts for nothing", async () => {
    const project = await accounted(desk, fund, 2_000n);
    await expect(allocate(project, 0n)).to.be.revertedWithCustomError(funds, "FundAmountZero");
    await expect(deallocate(project, 0n)).to.be.revertedWithCustomError(funds, "FundAmountZero");
  });

  it("reverts when the project is unknown, or its account closed", async () => {
    await expect(allocate(999n, 1n)).to.be.revertedWithCustomError(funds, "ProjectNotAccounted").withArgs(999n);
    await expect(deallocate(999n, 1n)).to.be.revertedWithCustomError(funds, "ProjectNotAccounted").withArgs(999n);
    const project = await accounted(desk, fund, 2_000n);
    await projectsPart().closeAccount(project);
    await expect(allocate(project, 1n)).to.be.revertedWithCustomError(funds, "ProjectAccountClosed").withArgs(project);
    // What it has it can use and give back.
    await drawn(desk, project, 500n);
    await deallocate(project, 1_500n);
  });

  it("reverts when the caller is not the authority", async () => {
    const project = await accounted(desk, fund, 2_000n);
    for (const act of [allocate(project, 1n, county), deallocate(project, 1n, county)]) {
      await expect(act)
        .to.be.revertedWithCustomError(funds, "ProgrammeNotAuthority")
        .withArgs(desk.fiscal, county.id, rural.id);
    }
  });

  it("takes back what is free of a project", async () => {
    const project = await accounted(desk, fund, 6_000n);
    await drawn(desk, project, 2_500n);
    await expect(deallocate(project, 3_501n))
      .to.be.revertedWithCustomError(funds, "ProjectShort")
      .withArgs(project, 3_501n, 3_500n);
    await expect(deallocate(project, 1_000n))
      .to.emit(funds, "FundDeallocated")
      .withArgs(fund, project, 1_000n, 5_000n, 5_000n);
    expect(await funds.figuresOf(desk.fiscal)).to.deep.equal([10_000n, 5_000n, 5_000n, 0n]);
    expect(await funds.freeOfProject(project)).to.equal(2_500n);
  });

  it("anyone who takes part takes back once the programme has ended, and nothing is given any more", async () => {
    const project = await accounted(desk, fund, 6_000n);
    await goTo("2026-07-01", "00:00:00");
    await deallocate(project, 6_000n, county);
    await expect(allocate(project, 1n))
      .to.be.revertedWithCustomError(desk.programmes, "ProgrammeNotRunning")
      .withArgs(desk.fiscal, day("2026-01-05"), day("2026-06-30"), day("2026-07-01"));
  });

  it("K-12: money can be taken back while the module is halted, but not given", async () => {
    const project = await accounted(desk, fund, 6_000n);
    await halt(desk, "relief");
    await expect(allocate(project, 1n)).to.be.revertedWithCustomError(participants, "ParticipantModuleHalted");
    await deallocate(project, 6_000n);
  });

  it("reverts when the authority is frozen", async () => {
    const project = await accounted(desk, fund, 6_000n);
    await freeze(desk, rural.id);
    for (const act of [allocate(project, 1n), deallocate(project, 1n)]) {
      await expect(act).to.be.revertedWithCustomError(participants, "ParticipantIsFrozen");
    }
  });

  it("X-42: buyers' money is neither allocated nor taken back by the authority", async () => {
    const produce = await produceFund(desk);
    const project = await accounted(desk, produce);
    const lots = funds.connect(desk.purchases);
    await lots.receiveOrder(project, desk.nanming.wallet, 5_000n, id("order 1"));
    await expect(deallocate(project, 1n))
      .to.be.revertedWithCustomError(funds, "FundWrongKind")
      .withArgs(produce, FundKind.Produce, FundKind.Campaign);
    await expect(allocate(project, 1n)).to.be.revertedWithCustomError(funds, "FundShort").withArgs(produce, 1n, 0n);
  });

  it("reverts when an account is opened twice, or for a fund that there is not", async () => {
    const project = await accounted(desk, fund);
    await expect(projectsPart().openAccount(project, fund, 1n))
      .to.be.revertedWithCustomError(funds, "ProjectAlreadyAccounted")
      .withArgs(project);
    await expect(projectsPart().openAccount(998n, 77n, 1n))
      .to.be.revertedWithCustomError(funds, "FundUnknown")
      .withArgs(77n);
    await expect(projectsPart().closeAccount(998n))
      .to.be.revertedWithCustomError(funds, "ProjectNotAccounted")
      .withArgs(998n);
  });

  it("P-8: only parts of the module move money of projects", async () => {
    const gifts = await campaign(desk);
    await donated(desk, gifts, 500n);
    const project = await accounted(desk, fund, 6_000n);
    const { wallet, id: number } = rural;
    for (const caller of [rural.signer, desk.guanshan.signer, desk.li]) {
      const voice = funds.connect(caller);
      for (const act of [
        () => voice.openAccount(999n, fund, 1n),
        () => voice.closeAccount(project),
        () => voice.receiveOrder(project, wallet, 1n, id("order")),
        () => voice.returnOrder(project, 1n, 0n),
        () => voice.reserve(project, 1n),
        () => voice.draw(project, 1n, NO_LOT, 0n, 1n),
        () => voice.pay(project, 1n, number, wallet, 1n),
        () => voice.restore(project, 1n, 0n, 1n),
        () => voice.recover(project, 1n, number, wallet, 0n, 1n),
      ]) {
        await expect(act()).to.be.revertedWithCustomError(funds, "CallerNotPart").withArgs(caller.address);
      }
    }
  });
});
