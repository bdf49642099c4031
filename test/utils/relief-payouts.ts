/** Payouts for tests: a project with money, benefits, rounds released in pages, and what banks and households say of them. */
import { AbiCoder, encodeBytes32String, id, keccak256, MaxUint256, ZeroHash } from "ethers";
import { ACTS } from "../../tasks/relief/acts.ts";
import { codeOf } from "../../deploy/data/officers.ts";
import { leafOf } from "../../tasks/evidence/digests.ts";
import { merkle } from "../../tasks/shared/merkle.ts";
import type { IReliefPayouts } from "../../types/contracts/modules/relief/ReliefPayouts.js";
import type { Signing, Values } from "./passkeys.ts";
import {
  DECISION,
  daysPass,
  FARM_SUPPLIES,
  type Household,
  LIVING,
  numbersOf,
  type OfficerActor,
  registered,
  reliefDesk,
  type ReliefDesk,
  signedByHousehold,
  today,
} from "./relief.ts";
import { type Actor, ethers, networkHelpers } from "./suite.ts";

export const BenefitKind = { Transfer: 1n, Voucher: 2n } as const;
export const RoundStatus = { None: 0n, OnNotice: 1n, Approved: 2n, Refused: 3n, Closed: 4n } as const;
export const PayoutKind = { None: 0n, Bank: 1n, Milestone: 2n, Voucher: 3n, Share: 4n, Margin: 5n } as const;
export const PayoutStatus = {
  None: 0n,
  Drawing: 1n,
  Open: 2n,
  Settled: 3n,
  Paid: 4n,
  Returning: 5n,
  Returned: 6n,
} as const;
export const LineStatus = {
  None: 0n,
  Open: 1n,
  Paid: 2n,
  Returned: 3n,
  Confirmed: 4n,
  Disputed: 5n,
  GivenBack: 6n,
} as const;
/** Facts that scores know, as far as payouts bring them about. */
export const Fact = {
  ConfirmedInTime: 1n,
  ObjectionUpheld: 3n,
  ReceiptMissing: 5n,
  Diversion: 6n,
  DisputeDismissed: 7n,
} as const;

export const CONFIRM = ACTS.Confirm;
export const DISPUTE = ACTS.Dispute;
export const USE_VOUCHER = ACTS.UseVoucher;

/** ¥500.00 a household and month. */
export const EACH = 50_000n;
/** ¥1,000,000.00: what the project has. */
export const FUNDED = 100_000_000n;
/** ¥100,000.00: what a round may release. */
export const TOTAL = 10_000_000n;
export const RECEIPT_DAYS = 10n;

export const RECEIPT = id("the bank's receipt");
export const GROUNDS = id("what the household says");
export const ANSWER = id("what is answered");
export const GOODS = id("what was bought");

export interface BenefitDraft {
  programme?: bigint;
  kind?: bigint;
  category?: number;
  months?: number;
  /** 0: as a list says. */
  amount?: bigint;
  purpose?: string;
}

export async function benefitDefined(desk: ReliefDesk, draft: BenefitDraft = {}): Promise<bigint> {
  const { programme = desk.programme, kind = BenefitKind.Transfer, category = 1, months = 1 } = draft;
  const { amount = EACH, purpose = LIVING } = draft;
  const terms = { programme, kind, category, months, amount, closed: false, purpose };
  await desk.suite.reliefProgrammes.connect(desk.rural.signer).defineBenefit(terms);
  return desk.suite.reliefProgrammes.benefitCount();
}

export interface ProjectDraft {
  programme?: bigint;
  purpose?: string;
  area?: Parameters<typeof codeOf>[0];
  /** Fen that are appropriated to its fund, lot by lot, and allocated to it. */
  lots?: readonly bigint[];
}

let references = 0;
const newReference = (): string => id(`reference of the payouts' tests ${++references}`);

/** A budget line with lots of these amounts, and an approved project of benefits that has them. */
export async function projectFunded(desk: ReliefDesk, draft: ProjectDraft = {}): Promise<bigint> {
  const { reliefFunds: funds, reliefProjects: projects } = desk.suite;
  const { programme = desk.programme, purpose = LIVING, area = "wudang", lots = [FUNDED] } = draft;
  const sum = lots.reduce((all, lot) => all + lot, 0n);
  await funds.connect(desk.rural.signer).openBudget(programme, purpose, sum, DECISION);
  const fund = await funds.fundCount();
  for (const lot of lots) await funds.connect(desk.rural.signer).appropriate(fund, lot, newReference());
  const { wudang1, wudang2 } = desk.officers;
  await projects.connect(wudang1.signer).proposeProject(fund, 0, codeOf(area), sum, DECISION, []);
  const project = await projects.projectCount();
  await projects.connect(wudang2.signer).approveProject(project, DECISION);
  await funds.connect(desk.rural.signer).allocate(project, sum);
  return project;
}

/** Gives a persona money, which the purse may take. */
export async function moneyed({ suite, clearing }: ReliefDesk, who: Actor, amount: bigint): Promise<void> {
  await suite.money.connect(clearing.signer).issue(who.wallet, amount, newReference());
  await suite.money.connect(who.signer).approve(suite.reliefFunds, MaxUint256);
}

async function equipped() {
  const desk = await reliefDesk();
  await moneyed(desk, desk.rural, 10n * FUNDED);
  const project = await projectFunded(desk);
  const benefit = await benefitDefined(desk);
  const households = await registered(desk, { count: 5 });
  const others = await registered(desk, { count: 2, bank: desk.baiyunling });
  return { ...desk, project, benefit, households, others };
}

/** A relief desk with a project that has money, a monthly benefit, and households of Longjing: five of guanshan's, two of baiyunling's. */
export type PayingDesk = Awaited<ReturnType<typeof equipped>>;

/** Each call starts from the equipped desk anew. */
export const payingDesk = (): Promise<PayingDesk> => networkHelpers.loadFixture(equipped);

/** The three officers of usual rounds in Longjing. */
export const roundTeam = ({ officers }: ReliefDesk) => ({
  proposer: officers.longjing1,
  approver: officers.songxi2,
  releaser: officers.wudang1,
});

export interface RoundDraft {
  benefit?: bigint;
  project?: bigint;
  area?: Parameters<typeof codeOf>[0];
  period?: bigint;
  total?: bigint;
  root?: string;
  by?: OfficerActor;
}

export async function roundProposed(desk: PayingDesk, draft: RoundDraft = {}): Promise<bigint> {
  const { benefit = desk.benefit, project = desk.project, area = "longjing", period = 0n } = draft;
  const { total = TOTAL, root = ZeroHash, by = roundTeam(desk).proposer } = draft;
  const { reliefBenefits } = desk.suite;
  await reliefBenefits.connect(by.signer).proposeRound(benefit, project, codeOf(area), period, total, root, DECISION);
  return reliefBenefits.roundCount();
}

/** Lets a round's days of notice pass. */
export async function roundNoticePasses({ suite }: ReliefDesk, round: bigint): Promise<void> {
  const { noticeEnd } = await suite.reliefBenefits.roundInfo(round);
  const left = noticeEnd - (await today());
  if (left >= 0n) await daysPass(left + 1n);
}

export async function roundApproved(desk: PayingDesk, draft: RoundDraft = {}): Promise<bigint> {
  const round = await roundProposed(desk, draft);
  await roundNoticePasses(desk, round);
  const { root, total } = await desk.suite.reliefBenefits.roundInfo(round);
  await desk.suite.reliefBenefits.connect(roundTeam(desk).approver.signer).approveRound(round, root, total, DECISION);
  return round;
}

export interface PageDraft {
  bank?: Actor;
  amounts?: bigint[];
  skipped?: bigint;
  proof?: string[];
  by?: OfficerActor;
}

/** The third officer releases a page, by default of the first household's bank. */
export function release(desk: PayingDesk, round: bigint, households: Household[], draft: PageDraft = {}) {
  const { bank = households[0]?.bank ?? desk.guanshan, amounts = [], skipped = 0n, proof = [] } = draft;
  const { by = roundTeam(desk).releaser } = draft;
  const benefits = desk.suite.reliefBenefits.connect(by.signer);
  return benefits.releasePage(round, bank.id, numbersOf(households), amounts, skipped, proof);
}

/** A page that has become a payout. */
export async function released(...[desk, ...page]: Parameters<typeof release>): Promise<bigint> {
  await release(desk, ...page);
  return desk.suite.reliefPayouts.payoutCount();
}

/** An open payout with a line for each of guanshan's households. */
export async function opened(desk: PayingDesk): Promise<bigint> {
  return released(desk, await roundApproved(desk), desk.households);
}

/** The bank answers for lines up to `to`, by default all. */
export async function answer(
  desk: PayingDesk,
  payout: bigint,
  { to, failed = [], by = desk.guanshan }: { to?: number; failed?: number[]; by?: Actor } = {},
) {
  const { lines } = await desk.suite.reliefPayouts.payoutInfo(payout);
  return desk.suite.reliefPayouts.connect(by.signer).answer(payout, to ?? lines, RECEIPT, failed);
}

/** A payout whose lines are all paid. */
export async function paid(desk: PayingDesk): Promise<bigint> {
  const payout = await opened(desk);
  await answer(desk, payout);
  return payout;
}

/** Lets the bank's last day pass. */
export async function bankIsSilent({ suite }: ReliefDesk, payout: bigint): Promise<void> {
  const { dueDay } = await suite.reliefPayouts.payoutInfo(payout);
  await daysPass(dueDay - (await today()) + 1n);
}

/** What a household signs of a line. */
export async function lineOf({ suite }: ReliefDesk, payout: bigint, line: number) {
  const { amount } = await suite.reliefPayouts.lineInfo(payout, line);
  return { payout, line, amount };
}

/** The household signs that it has received a line; anybody sends it. */
export async function confirm(
  desk: PayingDesk,
  payout: bigint,
  line: number,
  household: Household,
  signing: Signing & { values?: Values } = {},
) {
  const values = { ...(await lineOf(desk, payout, line)), ...signing.values };
  const signed = await signedByHousehold(desk, household, CONFIRM, values, signing);
  return desk.suite.reliefPayouts.confirm(payout, line, household.id, signed);
}

export async function dispute(
  desk: PayingDesk,
  payout: bigint,
  line: number,
  household: Household,
  signing: Signing & { values?: Values } = {},
) {
  const values = { ...(await lineOf(desk, payout, line)), evidence: GROUNDS, ...signing.values };
  const signed = await signedByHousehold(desk, household, DISPUTE, values, signing);
  return desk.suite.reliefPayouts.dispute(payout, line, household.id, GROUNDS, signed);
}

/** An officer who did not release it decides on a dispute. */
export const decideDispute = (
  { suite, officers }: PayingDesk,
  payout: bigint,
  line: number,
  upheld: boolean,
  by: OfficerActor = officers.songxi3,
) => suite.reliefPayouts.connect(by.signer).answerDispute(payout, line, upheld, ANSWER);

export const giveBack = (
  { suite, guanshan }: PayingDesk,
  payout: bigint,
  line: number,
  amount = EACH,
  by: Actor = guanshan,
) => suite.reliefPayouts.connect(by.signer).giveBack(payout, line, amount, GROUNDS);

export const statusOfLine = async ({ suite }: ReliefDesk, payout: bigint, line: number): Promise<bigint> =>
  (await suite.reliefPayouts.lineInfo(payout, line)).status;

/** The payout book, as a sibling part calls it. */
export async function bookForParts({ suite }: ReliefDesk) {
  return suite.reliefPayouts.connect(await ethers.getImpersonatedSigner(await suite.reliefPurchases.getAddress()));
}

/** What a part says of a payout; a milestone's by default. */
export const draftOf = (
  desk: PayingDesk,
  draft: Partial<IReliefPayouts.DraftStruct> = {},
): IReliefPayouts.DraftStruct => ({
  kind: PayoutKind.Milestone,
  programme: desk.programme,
  project: desk.project,
  payee: desk.luban.id,
  officer: desk.officers.wudang1.id,
  lot: 0n,
  origin: 1n,
  benefit: 0n,
  period: 0n,
  cap: 0n,
  ...draft,
});

/** A payout that a sibling part has made. */
export async function created(
  desk: PayingDesk,
  draft: Partial<IReliefPayouts.DraftStruct> = {},
  households: Household[] = [],
  amounts: bigint[] = [EACH],
): Promise<bigint> {
  await (await bookForParts(desk)).create(draftOf(desk, draft), numbersOf(households), amounts);
  return desk.suite.reliefPayouts.payoutCount();
}

/** A list's page: its digest, of which the round's root is made. */
export const pageDigest = (numbers: number[], amounts: bigint[]): string =>
  keccak256(AbiCoder.defaultAbiCoder().encode(["uint32[]", "uint64[]"], [numbers, amounts]));

/** A list in pages: its root, and each page's proof. */
export function listOf(pages: { households: Household[]; amounts: bigint[] }[]) {
  return merkle(pages.map(({ households, amounts }) => leafOf(pageDigest(numbersOf(households), amounts))));
}

/** A round of vouchers that is open, with its benefit and project. */
export async function vouchersOpen(desk: PayingDesk, amount = EACH) {
  const purpose = FARM_SUPPLIES;
  const benefit = await benefitDefined(desk, { kind: BenefitKind.Voucher, amount, purpose });
  const project = await projectFunded(desk, { purpose });
  const round = await roundApproved(desk, { benefit, project });
  await desk.suite.reliefBenefits.connect(roundTeam(desk).releaser.signer).openVouchers(round);
  return { benefit, project, round };
}

/** A household buys at the merchant's. */
export async function useVoucher(desk: PayingDesk, round: bigint, household: Household, amount: bigint) {
  const values = { round, merchant: desk.bianmin.id, amount, goods: GOODS };
  const signed = await signedByHousehold(desk, household, USE_VOUCHER, values);
  return desk.suite.reliefPurchases.connect(desk.bianmin.signer).useVoucher(round, household.id, amount, GOODS, signed);
}

/** All that a programme's money must add up to (P-1), of one project. */
export async function expectedBooks({ suite, programme, project }: PayingDesk) {
  const { allocated, paid: paidOut, open } = await suite.reliefFunds.accountInfo(project);
  const free = await suite.reliefFunds.freeOfProject(project);
  const figures = await suite.reliefFunds.figuresOf(programme);
  const purse = await suite.money.balanceOf(suite.reliefFunds);
  return { allocated, paid: paidOut, open, free, received: figures.received, returned: figures.returned, purse };
}

/** Name of a status in its enum's table. */
export const nameOf = (names: Record<string, bigint>, value: bigint): string =>
  Object.entries(names).find(([, each]) => each === value)?.[0] ?? `${value}`;

export const text = encodeBytes32String;
