/** Projects, vouchers and orders of produce for tests: money in the purse, projects with milestones, and orders brought to where a test begins. */
import { expect } from "chai";
import { encodeBytes32String, id, MaxUint256, ZeroHash } from "ethers";
import type { IReliefProjects } from "../../types/contracts/modules/relief/ReliefProjects.js";
import { newReference } from "./relief-funds.ts";
import { GOODS, USE_VOUCHER } from "./relief-payouts.ts";
import { codeOf } from "../../deploy/data/officers.ts";
import {
  daysPass,
  DECISION,
  EVIDENCE,
  FARM_SUPPLIES,
  type Household,
  LIVING,
  type OfficerActor,
  programmed,
  registered,
  reliefDesk,
  RULES,
  signedByHousehold,
  Source,
  today,
} from "./relief.ts";
import { type Actor, networkHelpers } from "./suite.ts";

export const ProjectStatus = { None: 0n, Proposed: 1n, Approved: 2n, Refused: 3n, Closed: 4n } as const;
export const MilestoneStatus = { None: 0n, Planned: 1n, Submitted: 2n, Rejected: 3n, Released: 4n } as const;
export const PurchaseStatus = {
  None: 0n,
  Ordered: 1n,
  Delivered: 2n,
  Accepted: 3n,
  Disputed: 4n,
  Cancelled: 5n,
  Finished: 6n,
} as const;
/** As ReliefScores numbers the facts that it enters itself; FALSE_STATEMENT and what follows are an authority's. */
export const Fact = {
  ConfirmedInTime: 1n,
  EvidenceLate: 2n,
  ObjectionUpheld: 3n,
  KinshipUndeclared: 4n,
  ReceiptMissing: 5n,
  Diversion: 6n,
  DisputeDismissed: 7n,
  HelpConfirmed: 8n,
} as const;

export const NOBODY = 0n;
export const PLAN = id("plan of the project");
export const REPORT = id("report");
/** Kinds of evidence that the usual milestone asks. */
export const KINDS = ["ACCEPTANCE_REPORT", "PHOTOGRAPHS"].map(encodeBytes32String);
export const DIGESTS = [id("the acceptance report"), id("photographs of the greenhouse")];

/** ¥1,000,000.00: what a project may have, and has. */
export const PROJECT_BUDGET = 100_000_000n;
/** ¥40,000.00: a milestone. */
export const AMOUNT = 4_000_000n;

async function equipped() {
  const desk = await reliefDesk();
  const { clearing, rural, nanming, bianmin, guanshan, baiyunling, luban, suite } = desk;
  const { money, reliefFunds } = suite;
  for (const { signer } of [rural, nanming, bianmin, guanshan, baiyunling, luban]) {
    await money.connect(clearing.signer).issue(signer, 10n * PROJECT_BUDGET, newReference());
    await money.connect(signer).approve(reliefFunds, MaxUint256);
  }
  const social = await programmed(desk, { source: Source.Social });
  const authority = reliefFunds.connect(rural.signer);
  const opened = async (purpose: string) => {
    await authority.openBudget(desk.programme, purpose, 5n * PROJECT_BUDGET, DECISION);
    const fund = await reliefFunds.fundCount();
    await authority.appropriate(fund, 2n * PROJECT_BUDGET, newReference());
    return fund;
  };
  const living = await opened(LIVING);
  const supplies = await opened(FARM_SUPPLIES);
  await authority.openProduce(social, LIVING, 5n * PROJECT_BUDGET, DECISION);
  return { ...desk, social, living, supplies, produce: await reliefFunds.fundCount() };
}

export type ProjectDesk = Awaited<ReturnType<typeof equipped>>;

/** The desk with money: a budget line for living and one for farm supplies, and a social programme with a fund for produce. */
export const projectDesk = (): Promise<ProjectDesk> => networkHelpers.loadFixture(equipped);

/** A milestone that all three approve, due in two months. */
export async function planOf(draft: Partial<IReliefProjects.PlanStruct> = {}): Promise<IReliefProjects.PlanStruct> {
  return {
    amount: AMOUNT,
    dueDay: (await today()) + 60n,
    needsVillage: true,
    needsTownship: true,
    needsInspection: true,
    evidence: KINDS,
    ...draft,
  };
}

export interface ProjectDraft {
  fund?: bigint;
  implementer?: bigint;
  area?: bigint;
  budget?: bigint;
  plan?: string;
  milestones?: IReliefProjects.PlanStruct[];
  by?: OfficerActor;
}

/** A project of Longjing, by default luban's, with one milestone. */
export async function proposedProject(desk: ProjectDesk, draft: ProjectDraft = {}): Promise<bigint> {
  const { reliefProjects } = desk.suite;
  await reliefProjects
    .connect((draft.by ?? desk.officers.longjing1).signer)
    .proposeProject(
      draft.fund ?? desk.living,
      draft.implementer ?? desk.luban.id,
      draft.area ?? codeOf("longjing"),
      draft.budget ?? PROJECT_BUDGET,
      draft.plan ?? PLAN,
      draft.milestones ?? [await planOf()],
    );
  return reliefProjects.projectCount();
}

export async function approvedProject(desk: ProjectDesk, draft: ProjectDraft = {}): Promise<bigint> {
  const project = await proposedProject(desk, draft);
  await desk.suite.reliefProjects.connect(desk.officers.wudang1.signer).approveProject(project, DECISION);
  return project;
}

/** An approved project with its whole budget. */
export async function fundedProject(desk: ProjectDesk, draft: ProjectDraft = {}): Promise<bigint> {
  const project = await approvedProject(desk, draft);
  await desk.suite.reliefFunds.connect(desk.rural.signer).allocate(project, draft.budget ?? PROJECT_BUDGET);
  return project;
}

export async function submittedMilestone(desk: ProjectDesk, draft: ProjectDraft = {}): Promise<bigint> {
  const project = await fundedProject(desk, draft);
  await desk.suite.reliefProjects.connect(desk.luban.signer).submit(project, 1, DIGESTS);
  return project;
}

/** All that the usual milestone asks. */
export async function cleared(desk: ProjectDesk, project: bigint, milestone = 1): Promise<void> {
  const { suite, officers, inspector } = desk;
  for (const { signer } of [officers.longjing2, officers.songxi1]) {
    await suite.reliefProjects.connect(signer).approve(project, milestone, REPORT);
  }
  await suite.reliefProjects.connect(inspector.signer).inspect(project, milestone, REPORT);
}

/** A milestone that waits for its payment alone. */
export async function clearedMilestone(desk: ProjectDesk, draft: ProjectDraft = {}): Promise<bigint> {
  const project = await submittedMilestone(desk, draft);
  await cleared(desk, project);
  return project;
}

export interface RoundDraft {
  /** Fen that a household's vouchers of the period are worth. */
  cap?: bigint;
  total?: bigint;
  months?: number;
  category?: number;
}

/** ¥500.00: what a household's vouchers of a month are worth. */
export const CAP = 50_000n;

/** A round of vouchers for farm supplies in Longjing, this month's, opened by a third officer. */
export async function openedVouchers(desk: ProjectDesk, draft: RoundDraft = {}) {
  const { suite, officers, rural, programme, supplies } = desk;
  const { cap = CAP, total = PROJECT_BUDGET, months = 1, category = 0 } = draft;
  const project = await fundedProject(desk, { fund: supplies, implementer: NOBODY, milestones: [] });
  const terms = { programme, kind: 2, category, months, amount: cap, closed: false, purpose: FARM_SUPPLIES };
  await suite.reliefProgrammes.connect(rural.signer).defineBenefit(terms);
  const benefit = await suite.reliefProgrammes.benefitCount();
  const period = await suite.reliefProgrammes.periodOf(benefit, await today());
  const rounds = suite.reliefBenefits;
  await rounds
    .connect(officers.longjing1.signer)
    .proposeRound(benefit, project, codeOf("longjing"), period, total, encodeBytes32String(""), EVIDENCE);
  const round = await rounds.roundCount();
  await daysPass(8);
  await rounds.connect(officers.songxi1.signer).approveRound(round, encodeBytes32String(""), total, DECISION);
  await rounds.connect(officers.songxi2.signer).openVouchers(round);
  return { project, benefit, period, round };
}

/** A household lets a merchant have some of its voucher. */
export async function usedVoucher(
  desk: ProjectDesk,
  round: bigint,
  household: Household,
  amount: bigint,
  merchant: Actor = desk.bianmin,
) {
  const values = { round, merchant: merchant.id, amount, goods: GOODS };
  const signed = await signedByHousehold(desk, household, USE_VOUCHER, values);
  return desk.suite.reliefPurchases.connect(merchant.signer).useVoucher(round, household.id, amount, GOODS, signed);
}

export interface OrderDraft {
  project?: bigint;
  households?: Household[];
  /** Fen of each household. */
  shares?: bigint[];
  margin?: bigint;
  cooperative?: bigint;
  deliverBy?: bigint;
  goods?: string;
  reference?: string;
  buyer?: Actor;
}

/** ¥300.00 and the following, and the cooperative's ¥50.00. */
export const SHARE = 30_000n;
export const MARGIN = 5_000n;
/** Of the usual order: three shares and the margin. */
export const SHARES = [SHARE, SHARE + 1n, SHARE + 2n] as const;
export const TOTAL = SHARES[0] + SHARES[1] + SHARES[2] + MARGIN;
/** Days until the usual order must be delivered. */
export const DELIVERY_DAYS = 20n;

export const setRole = (
  { suite, rural }: ProjectDesk,
  programme: bigint,
  participant: Actor,
  role: bigint,
  admitted: boolean,
  of = ZeroHash,
) => suite.reliefProgrammes.connect(rural.signer).setRole(programme, participant.id, role, of, admitted);

export const changeRules = ({ suite, rural }: ProjectDesk, programme: bigint, rules: Partial<typeof RULES>) =>
  suite.reliefProgrammes.connect(rural.signer).changeRules(programme, { ...RULES, ...rules }, DECISION);

/** A project's account: what it was allocated, what of it was paid, and what is open. */
export async function balanced(
  { suite }: ProjectDesk,
  project: bigint,
  allocated: bigint,
  paid: bigint,
  open: bigint,
): Promise<void> {
  const account = await suite.reliefFunds.accountInfo(project);
  expect([account.allocated, account.paid, account.open]).to.deep.equal([allocated, paid, open]);
}

/** Three households of the social programme, and an approved project for their produce. */
export async function producers(desk: ProjectDesk) {
  const households = await registered(desk, { programme: desk.social, count: 2 });
  households.push(...(await registered(desk, { programme: desk.social, bank: desk.baiyunling })));
  const project = await approvedProject(desk, { fund: desk.produce, implementer: NOBODY, milestones: [] });
  return { households, project };
}

/** What `order` takes, in its order. */
export async function orderOf(desk: ProjectDesk, draft: OrderDraft & { project: bigint; households: Household[] }) {
  const shares = draft.shares ?? draft.households.map((_, index) => SHARE + BigInt(index));
  return [
    draft.project,
    draft.cooperative ?? desk.cooperative.id,
    draft.margin ?? MARGIN,
    draft.deliverBy ?? (await today()) + DELIVERY_DAYS,
    draft.goods ?? GOODS,
    draft.households.map((household) => household.number),
    shares,
    draft.reference ?? newReference(),
  ] as const;
}

/** An order of nanming's. */
export async function ordered(desk: ProjectDesk, draft: OrderDraft = {}) {
  const { households, project } =
    draft.households === undefined || draft.project === undefined
      ? await producers(desk)
      : { households: draft.households, project: draft.project };
  const { reliefPurchases } = desk.suite;
  await reliefPurchases
    .connect((draft.buyer ?? desk.nanming).signer)
    .order(...(await orderOf(desk, { ...draft, project, households })));
  return { households, project, purchase: await reliefPurchases.purchaseCount() };
}

export async function delivered(desk: ProjectDesk, draft: OrderDraft = {}) {
  const placed = await ordered(desk, draft);
  await desk.suite.reliefPurchases.connect(desk.cooperative.signer).deliver(placed.purchase, EVIDENCE);
  return placed;
}

export async function acceptedOrder(desk: ProjectDesk, draft: OrderDraft = {}) {
  const placed = await delivered(desk, draft);
  await desk.suite.reliefPurchases.connect((draft.buyer ?? desk.nanming).signer).accept(placed.purchase);
  return placed;
}

export async function disputedOrder(desk: ProjectDesk, draft: OrderDraft = {}) {
  const placed = await delivered(desk, draft);
  await desk.suite.reliefPurchases.connect(desk.nanming.signer).complain(placed.purchase, REPORT);
  return placed;
}

/** A bank answers for all lines of a payout; some could not be paid. */
export async function answered(desk: ProjectDesk, payout: bigint, bank: Actor, failed: number[] = []) {
  const { lines } = await desk.suite.reliefPayouts.payoutInfo(payout);
  return desk.suite.reliefPayouts.connect(bank.signer).answer(payout, lines, REPORT, failed);
}

/** The shares of one bank's households go out and are paid. */
export async function sharesPaid(desk: ProjectDesk, purchase: bigint, bank: Actor, failed: number[] = []) {
  await desk.suite.reliefPurchases.payShares(purchase, bank.id);
  const payout = await desk.suite.reliefPayouts.payoutCount();
  await answered(desk, payout, bank, failed);
  return payout;
}

/** All shares paid, the cooperative too. */
export async function finishedOrder(desk: ProjectDesk, draft: OrderDraft = {}) {
  const placed = await acceptedOrder(desk, draft);
  for (const bank of [desk.guanshan, desk.baiyunling]) await sharesPaid(desk, placed.purchase, bank);
  await desk.suite.reliefPurchases.finish(placed.purchase);
  return placed;
}

/** What each holds more after an act than before. */
export async function gains(
  { suite: { money } }: ProjectDesk,
  act: () => Promise<unknown>,
  ...actors: { wallet: string }[]
): Promise<bigint[]> {
  const balances = () => Promise.all(actors.map(({ wallet }) => money.balanceOf(wallet)));
  const before = await balances();
  await act();
  return (await balances()).map((balance, index) => balance - (before[index] ?? 0n));
}

/** A day's last and next first second in UTC+8. */
export const lastSecondOf = (of: bigint): bigint => (of + 1n) * 86_400n - 28_800n - 1n;
