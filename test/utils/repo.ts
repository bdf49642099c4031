/** Repos for tests: bills that a bank has discounted, and what seller and buyer agree on them. */
import { MaxUint256 } from "ethers";
import type { IBillRepo } from "../../types/contracts/modules/bills/BillRepo.js";
import { day, delivered, deposited, type Desk, type Draft } from "./bills.ts";
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
