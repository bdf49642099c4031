/** Payouts that one transaction can't draw whole, and whose payee may not be paid any more when another goes on (P-8). */
import { expect } from "chai";
import { id, ZeroHash } from "ethers";
import { codeOf } from "../../../../deploy/data/officers.ts";
import { order } from "../../../utils/orders.ts";
import { DECISION, daysPass, FARM_SUPPLIES, LIVING, registered, Role, today } from "../../../utils/relief.ts";
import { newReference } from "../../../utils/relief-funds.ts";
import { PayoutStatus } from "../../../utils/relief-payouts.ts";
import {
  cleared,
  DIGESTS,
  gains,
  MilestoneStatus,
  NOBODY,
  planOf,
  type ProjectDesk,
  projectDesk,
  REPORT,
  usedVoucher,
} from "../../../utils/relief-projects.ts";
import { networkHelpers } from "../../../utils/suite.ts";

/** ¥100.00: a lot. */
const LOT = 10_000n;
/** Lots that one transaction visits. */
const VISITED = 64n;
const LOTS = 140n;
const ALL = LOTS * LOT;
const PAGE = VISITED * LOT;

/** A budget line of 140 small lots, with a project of Longjing that has them. */
async function scattered(desk: ProjectDesk, purpose: string, milestones: Awaited<ReturnType<typeof planOf>>[]) {
  const { suite, rural, officers, programme, luban } = desk;
  const funds = suite.reliefFunds.connect(rural.signer);
  await funds.openBudget(programme, purpose, ALL, DECISION);
  const fund = await funds.fundCount();
  for (let lot = 0n; lot < LOTS; ++lot) await funds.appropriate(fund, LOT, newReference());
  const implementer = milestones.length === 0 ? NOBODY : luban.id;
  const projects = suite.reliefProjects;
  await projects
    .connect(officers.longjing1.signer)
    .proposeProject(fund, implementer, codeOf("longjing"), ALL, DECISION, milestones);
  const project = await projects.projectCount();
  await projects.connect(officers.wudang1.signer).approveProject(project, DECISION);
  await funds.allocate(project, ALL);
  return { fund, project };
}

/** A milestone of the whole budget that is released, and drawn as far as one transaction goes. */
async function releasedMilestone() {
  const desk = await projectDesk();
  const { suite, luban, officers } = desk;
  const { fund, project } = await scattered(desk, LIVING, [await planOf({ amount: ALL })]);
  await suite.reliefProjects.connect(luban.signer).submit(project, 1, DIGESTS);
  await cleared(desk, project);
  await suite.reliefProjects.connect(officers.songxi2.signer).release(project, 1);
  return { desk, fund, project, payout: await suite.reliefPayouts.payoutCount() };
}

/** A household's purchase of the whole budget, drawn as far. */
async function usedVoucherOfAll() {
  const desk = await projectDesk();
  const { suite, rural, officers, programme } = desk;
  const { fund, project } = await scattered(desk, FARM_SUPPLIES, []);
  const terms = { programme, kind: 2, category: 0, months: 1, amount: ALL, closed: false, purpose: FARM_SUPPLIES };
  await suite.reliefProgrammes.connect(rural.signer).defineBenefit(terms);
  const benefit = await suite.reliefProgrammes.benefitCount();
  const [household] = await registered(desk);
  if (household === undefined) throw new Error("No household.");
  const rounds = suite.reliefBenefits;
  const period = await suite.reliefProgrammes.periodOf(benefit, await today());
  await rounds
    .connect(officers.longjing1.signer)
    .proposeRound(benefit, project, codeOf("longjing"), period, ALL, ZeroHash, DECISION);
  const round = await rounds.roundCount();
  await daysPass(8n);
  await rounds.connect(officers.songxi1.signer).approveRound(round, ZeroHash, ALL, DECISION);
  await rounds.connect(officers.songxi2.signer).openVouchers(round);
  await usedVoucher(desk, round, household, ALL);
  return { desk, fund, project, benefit, period, round, household, payout: await suite.reliefPayouts.payoutCount() };
}

/** What a project has: given to it, set aside, free, and left in its fund's lots. */
async function booksOf({ suite: { reliefFunds } }: ProjectDesk, { fund, project }: { fund: bigint; project: bigint }) {
  const { allocated, open, paid } = await reliefFunds.accountInfo(project);
  const { drawn } = await reliefFunds.fundInfo(fund);
  return { allocated, open, paid, free: await reliefFunds.freeOfProject(project), drawn };
}

/** As before there was a payout. */
const UNTOUCHED = { allocated: ALL, open: 0n, paid: 0n, free: ALL, drawn: 0n };

describe("ReliefPayouts: payouts that go back", () => {
  describe("a milestone", () => {
    let drawn: Awaited<ReturnType<typeof releasedMilestone>>;
    let payouts: ProjectDesk["suite"]["reliefPayouts"];

    beforeEach(async () => {
      drawn = await networkHelpers.loadFixture(releasedMilestone);
      payouts = drawn.desk.suite.reliefPayouts;
    });

    const admit = (admitted: boolean) =>
      drawn.desk.suite.reliefProgrammes
        .connect(drawn.desk.rural.signer)
        .setRole(drawn.desk.programme, drawn.desk.luban.id, Role.Implementer, ZeroHash, admitted);
    const bar = (barred: boolean, officer = 0n) =>
      order(drawn.desk, payouts, "findDiversion", [drawn.payout, officer, barred, id("findings")]);
    const goOn = () => payouts.continueDrawing(drawn.payout);
    const statusNow = async () => (await payouts.payoutInfo(drawn.payout)).status;
    const milestone = () => drawn.desk.suite.reliefProjects.milestoneInfo(drawn.project, 1);
    const release = () =>
      drawn.desk.suite.reliefProjects.connect(drawn.desk.officers.songxi2.signer).release(drawn.project, 1);

    it("is paid by the transaction that draws the last lot, and no earlier", async () => {
      const { luban } = drawn.desk;
      expect(await gains(drawn.desk, goOn, luban)).to.deep.equal([0n]);
      expect(await gains(drawn.desk, goOn, luban)).to.deep.equal([ALL]);
      expect(await statusNow()).to.equal(PayoutStatus.Paid);
    });

    it("P-8: is not paid to an implementer whom the programme admits no longer, and goes back to its lots", async () => {
      const { desk, project, payout } = drawn;
      await admit(false);
      const before = await desk.suite.money.balanceOf(desk.luban.wallet);
      await expect(goOn())
        .to.emit(payouts, "PayoutReturned")
        .withArgs(payout, desk.luban.id, 0n, 0n, PAGE, PayoutStatus.Returned)
        .and.to.emit(desk.suite.reliefProjects, "MilestoneReopened")
        .withArgs(project, 1n, payout);
      expect(await desk.suite.money.balanceOf(desk.luban.wallet)).to.equal(before);
      expect(await booksOf(desk, drawn)).to.deep.equal(UNTOUCHED);
      const { status, paid, returned } = await payouts.payoutInfo(payout);
      expect([status, paid, returned]).to.deep.equal([PayoutStatus.Returned, 0n, PAGE]);
      expect(await payouts.openItems()).to.equal(0n);
    });

    it("P-8: nor to one that is barred meanwhile", async () => {
      await bar(true);
      expect(await gains(drawn.desk, goOn, drawn.desk.luban)).to.deep.equal([0n]);
      expect(await statusNow()).to.equal(PayoutStatus.Returned);
      expect(await booksOf(drawn.desk, drawn)).to.deep.equal(UNTOUCHED);
    });

    it("P-8: the last transaction asks, too, and it goes back in as many as were needed to draw it", async () => {
      const { desk, payout } = drawn;
      await goOn();
      await admit(false);
      await expect(goOn())
        .to.emit(payouts, "PayoutReturned")
        .withArgs(payout, desk.luban.id, 0n, 0n, PAGE, PayoutStatus.Returning);
      const { open, free, drawn: used } = await booksOf(desk, drawn);
      expect([open, free, used]).to.deep.equal([PAGE, ALL - PAGE, PAGE]);
      expect(await payouts.openItems()).to.equal(1n);
      await goOn();
      expect(await booksOf(desk, drawn)).to.deep.equal(UNTOUCHED);
      await expect(goOn())
        .to.be.revertedWithCustomError(payouts, "PayoutWrongStatus")
        .withArgs(payout, PayoutStatus.Returned, PayoutStatus.Drawing);
    });

    it("goes back to the end, also when its implementer is admitted again on the way", async () => {
      await goOn();
      await admit(false);
      await goOn();
      await admit(true);
      expect(await gains(drawn.desk, goOn, drawn.desk.luban)).to.deep.equal([0n]);
      expect(await statusNow()).to.equal(PayoutStatus.Returned);
    });

    it("may be released anew when the implementer is admitted again, as it was approved", async () => {
      const { desk, payout } = drawn;
      await admit(false);
      await goOn();
      const reopened = await milestone();
      expect([reopened.status, reopened.payout, reopened.releasedBy]).to.deep.equal([
        MilestoneStatus.Submitted,
        0n,
        0n,
      ]);
      expect(reopened.inspectedBy).to.equal(desk.inspector.id);
      expect(await desk.suite.reliefProjects.openItems()).to.equal(1n);
      await expect(release()).to.be.revertedWithCustomError(desk.suite.reliefProgrammes, "ProgrammeRoleMissing");
      await admit(true);
      await release();
      await payouts.continueDrawing(payout + 1n);
      expect(await gains(desk, () => payouts.continueDrawing(payout + 1n), desk.luban)).to.deep.equal([ALL]);
      expect((await milestone()).payout).to.equal(payout + 1n);
      expect(await desk.suite.reliefProjects.openItems()).to.equal(0n);
    });

    it("may be rejected instead, and its money given to others", async () => {
      const { desk, project } = drawn;
      await bar(true);
      await goOn();
      await desk.suite.reliefProjects.connect(desk.officers.songxi2.signer).reject(project, 1, REPORT);
      await desk.suite.reliefFunds.connect(desk.rural.signer).deallocate(project, ALL);
      expect((await milestone()).status).to.equal(MilestoneStatus.Rejected);
    });

    it("a bar that an order has lifted stops nothing", async () => {
      const { desk, payout } = drawn;
      await bar(true);
      await expect(bar(false))
        .to.emit(payouts, "DiversionFound")
        .withArgs(payout, 0n, desk.luban.id, false, id("findings"));
      expect(await payouts.isBarred(desk.programme, desk.luban.id)).to.equal(false);
      await goOn();
      expect(await gains(desk, goOn, desk.luban)).to.deep.equal([ALL]);
    });

    it("parts alone take a release back, and free what is set aside", async () => {
      const { suite, rural } = drawn.desk;
      await expect(suite.reliefProjects.connect(rural.signer).reopen(drawn.project, 1))
        .to.be.revertedWithCustomError(suite.reliefProjects, "CallerNotPart")
        .withArgs(rural.wallet);
      await expect(suite.reliefFunds.connect(rural.signer).unreserve(drawn.project, 1n))
        .to.be.revertedWithCustomError(suite.reliefFunds, "CallerNotPart")
        .withArgs(rural.wallet);
    });
  });

  describe("a voucher", () => {
    let drawn: Awaited<ReturnType<typeof usedVoucherOfAll>>;
    let payouts: ProjectDesk["suite"]["reliefPayouts"];

    beforeEach(async () => {
      drawn = await networkHelpers.loadFixture(usedVoucherOfAll);
      payouts = drawn.desk.suite.reliefPayouts;
    });

    const admit = (who: { id: bigint }, purpose: string, admitted: boolean) =>
      drawn.desk.suite.reliefProgrammes
        .connect(drawn.desk.rural.signer)
        .setRole(drawn.desk.programme, who.id, Role.Merchant, purpose, admitted);

    it("P-8: is not paid to a merchant that is no longer one for its purpose; the household may use it elsewhere", async () => {
      const { desk, payout, household, benefit, period, round } = drawn;
      await admit(desk.bianmin, FARM_SUPPLIES, false);
      await admit(desk.bianmin, LIVING, true);
      expect(await gains(desk, () => payouts.continueDrawing(payout), desk.bianmin)).to.deep.equal([0n]);
      expect(await booksOf(desk, drawn)).to.deep.equal(UNTOUCHED);
      expect((await payouts.payoutInfo(payout)).status).to.equal(PayoutStatus.Returned);
      expect(await payouts.voucherUsed(benefit, period, household.id)).to.equal(0n);
      expect(await payouts.releasedOf(round)).to.equal(0n);
      await admit(desk.nanming, FARM_SUPPLIES, true);
      await usedVoucher(desk, round, household, ALL, desk.nanming);
      await payouts.continueDrawing(payout + 1n);
      expect(await gains(desk, () => payouts.continueDrawing(payout + 1n), desk.nanming)).to.deep.equal([ALL]);
    });

    it("is paid to a merchant that still is", async () => {
      const { desk, payout } = drawn;
      await payouts.continueDrawing(payout);
      expect(await gains(desk, () => payouts.continueDrawing(payout), desk.bianmin)).to.deep.equal([ALL]);
    });
  });
});
