/** Repos for tests: bills that a bank has discounted, and what seller and buyer agree on them. */
import { MaxUint256 } from "ethers";
import type { IBillRepo } from "../../types/contracts/modules/bills/BillRepo.js";
import { day, delivered, deposited, type Desk, type Draft, FACE, order } from "./bills.ts";
import { able, accepted, asked, quoted, RATE } from "./market.ts";
import type { Actor } from "./suite.ts";

export const RepoKind = { None: 0n, Pledged: 1n, Outright: 2n } as const;
export const RepoStatus = {
  None: 0n,
  Proposed: 1n,
  Open: 2n,
  Redeemed: 3n,
  Defaulted: 4n,
  Refused: 5n,
  Withdrawn: 6n,
} as const;

export const KINDS = [
  ["pledged", RepoKind.Pledged],
  ["outright", RepoKind.Outright],
] as const;
/** Last second of a freeze that outlasts a test. */
export const UNTIL = Date.parse("2026-12-31T00:00:00+08:00") / 1000;

/** Half up to the fen, as the specification has it; the contracts' library is not asked. */
export const interest = (amount: bigint, rate: bigint, days: bigint, year: bigint): bigint =>
  (2n * amount * rate * days + 1_000_000n * year) / (2_000_000n * year);
export const worth = (face: bigint, rate: bigint, from: string, payable: string): bigint =>
  face - interest(face, rate, day(payable) - day(from), 360n);

/** A bill of a later payee that the bank has discounted today and holds. */
export async function discounted(desk: Desk, bank: Actor, draft: Draft = {}, today = "2026-01-05"): Promise<bigint> {
  const { holding, payee, face } = await delivered(desk, draft);
  await able(desk, bank, face);
  const ask = await asked(desk, payee, [{ title: holding, amount: face }], { firstDay: today, lastDay: today });
  await accepted(desk, payee, await quoted(desk, bank, ask, RATE, today));
  return holding;
}

/** Money in an actor's wallet, and its leave for repos to be paid with it. */
export async function ready(desk: Desk, actor: Actor, amount: bigint): Promise<void> {
  if (amount > 0n) await deposited(desk, actor, amount);
  await desk.suite.money.connect(actor.signer).approve(desk.suite.billRepo, MaxUint256);
}

/** What a test says of a repo; the rest is usual: a pledged one of all lots' face at 1.55 % until Monday, 2026-02-02, open for today. */
export interface RepoDraft {
  kind?: bigint;
  rate?: bigint;
  farRate?: bigint;
  cash?: bigint;
  farDay?: string;
  lastDay?: string;
}

export interface Lot {
  holding: bigint;
  amount: bigint;
}

export function termsOf(buyer: Actor, lots: Lot[], draft: RepoDraft = {}): IBillRepo.RepoTermsStruct {
  const kind = draft.kind ?? RepoKind.Pledged;
  const face = lots.reduce((sum, { amount }) => sum + amount, 0n);
  return {
    kind,
    buyer: buyer.id,
    rate: draft.rate ?? 15_500n,
    farRate: draft.farRate ?? (kind === RepoKind.Outright ? 17_000n : 0n),
    cash: draft.cash ?? (kind === RepoKind.Outright ? 0n : face),
    farDay: day(draft.farDay ?? "2026-02-02"),
    lastDay: day(draft.lastDay ?? "2026-01-05"),
    lots,
  };
}

/** Proposes, and gives the repo's number. */
export async function proposed(desk: Desk, seller: Actor, buyer: Actor, lots: Lot[], draft: RepoDraft = {}) {
  const { billRepo } = desk.suite;
  await billRepo.connect(seller.signer).propose(termsOf(buyer, lots, draft));
  return billRepo.repoCount();
}

/** Accepts at the figures that the preview shows. */
export async function agreed(desk: Desk, buyer: Actor, repo: bigint): Promise<{ near: bigint; far: bigint }> {
  const { billRepo } = desk.suite;
  const [near, far] = await billRepo.preview(repo);
  await billRepo.connect(buyer.signer).accept(repo, near, far);
  return { near, far };
}

/** All of a holding, or so much of it. */
export const all = (holding: bigint, amount = FACE): Lot => ({ holding, amount });
export const pair = async ({ suite }: Desk, holding: bigint) => Array.from(await suite.billRegistry.pairOf(holding));
export const holder = async ({ suite }: Desk, holding: bigint) =>
  (await suite.billRegistry.holdingInfo(holding)).holder;
export const status = async ({ suite }: Desk, repo: bigint) => (await suite.billRepo.repoInfo(repo)).status;
export const balance = ({ suite }: Desk, actor: Actor) => suite.money.balanceOf(actor.wallet);
/** The newest endorsement of a holding. */
export async function last({ suite }: Desk, holding: bigint) {
  const [, endorsements] = await suite.billDescriptor.chainOf(suite.billRegistry, holding, 0, 1);
  return endorsements[0];
}
export const ordered = (desk: Desk, name: string, args: unknown[]) => order(desk, name, args, desk.suite.billOrders);

/** An open repo of one bill of the usual face, with the money that its buyer needs and no more. */
export async function opened(desk: Desk, draft: RepoDraft = {}, paper: Draft = {}, on = "2026-01-05") {
  const { baiyunling: seller, financeCompany: buyer } = desk;
  const holding = await discounted(desk, seller, paper, on);
  const lots = [all(holding, paper.face ?? FACE)];
  const repo = await proposed(desk, seller, buyer, lots, { lastDay: on, ...draft });
  const [price] = await desk.suite.billRepo.preview(repo);
  await ready(desk, buyer, price);
  return { holding, repo, ...(await agreed(desk, buyer, repo)) };
}

/** An open repo of three bills. */
export async function basket(desk: Desk, draft: RepoDraft = {}) {
  const { baiyunling: seller, financeCompany: buyer } = desk;
  const lots: Lot[] = [];
  for (let i = 0; i < 3; i++) lots.push(all(await discounted(desk, seller)));
  const repo = await proposed(desk, seller, buyer, lots, draft);
  await ready(desk, buyer, (await desk.suite.billRepo.preview(repo)).near);
  return { lots, repo, ...(await agreed(desk, buyer, repo)) };
}

/** Gives the seller exactly what it lacks for the second leg. */
export async function covered(desk: Desk, far: bigint): Promise<void> {
  const has = await balance(desk, desk.baiyunling);
  await ready(desk, desk.baiyunling, far > has ? far - has : 0n);
}
