/** Repos as they are now, and what can be done with them next. */
import type { Suite } from "../../deploy/suite.ts";
import { bills, type Lot, lotsInWords } from "../market/titles.ts";
import type { Context } from "../shared/context.ts";
import { dateOf, percent, yuan } from "../shared/format.ts";
import { each } from "../shared/logs.ts";
import { repo as repoOf } from "../shared/resolve.ts";
import { nameOf, type Value } from "../shared/terms.ts";

export interface RepoState {
  id: bigint;
  repo: Awaited<ReturnType<Suite["billRepo"]["repoInfo"]>>;
  kind: Value<"RepoKind">;
  status: Value<"RepoStatus">;
  /** The proposal's last day has passed. */
  isOver: boolean;
  lots: Lot[];
}

export async function repoState(context: Context, id: bigint): Promise<RepoState> {
  const { billRepo } = context.suite;
  const [repo, lots, today] = await Promise.all([billRepo.repoInfo(id), billRepo.lotsOf(id), context.today()]);
  const status = nameOf("RepoStatus", repo.status);
  return {
    id,
    repo,
    kind: nameOf("RepoKind", repo.kind),
    status,
    isOver: status === "Proposed" && repo.lastDay < today,
    lots: lots.map(({ holding, amount }) => ({ title: holding, amount })),
  };
}

/** The repo that a command names. */
export const namedRepo = async (context: Context): Promise<RepoState> =>
  repoState(context, await repoOf(context, context.args.required("repo", "a repo's number")));

/** All repos, newest first. */
export async function allRepos(context: Context): Promise<RepoState[]> {
  const count = Number(await context.suite.billRepo.repoCount());
  const ids = Array.from({ length: count }, (_, index) => BigInt(count - index));
  return each(ids, (id) => repoState(context, id));
}

/** The legs: what was agreed, or what accepting today would make of it. */
export async function legsOf({ suite }: Context, { id, repo, status, isOver }: RepoState) {
  if (status !== "Proposed")
    return repo.near === 0n && repo.far === 0n ? undefined : { near: repo.near, far: repo.far };
  if (isOver) return undefined;
  return suite.billRepo.preview(id).then(
    ({ near, far }) => ({ near, far }),
    () => undefined,
  );
}

export const repoLots = async (context: Context, lots: readonly Lot[]): Promise<string[]> =>
  lotsInWords(context, await bills(context).contract.getAddress(), lots);

/** Its rates, as people read them. */
export const ratesOf = ({ repo, kind }: Pick<RepoState, "repo" | "kind">): string =>
  kind === "Pledged" ? percent(repo.rate) : `${percent(repo.rate)}, back at ${percent(repo.farRate)}`;

/** A repo's standing in words. */
export const standingOf = ({ status, isOver }: RepoState): string => (isOver ? "Proposed, lapsed" : status);

/** Commands for what may come next, the likeliest first. */
export async function repoSteps(context: Context, { id, repo, status, isOver, lots }: RepoState): Promise<string[]> {
  const { words, suite } = context;
  const [seller, buyer] = await Promise.all([words.handle(repo.seller), words.handle(repo.buyer)]);
  const approve = (amount: bigint, as: string) =>
    words.command(`money approve BillRepo --amount ${yuan(amount).slice(1)}`, as);
  if (status === "Proposed" && !isOver) {
    return [words.command(`bill repo-accept ${id}`, buyer), words.command(`bill repo-refuse ${id}`, buyer)];
  }
  if (status === "Open") {
    const today = await context.today();
    const from = today < repo.farDay ? `from ${dateOf(repo.farDay)}: ` : "";
    const { wallet } = await words.facts(repo.seller);
    const allowance = await suite.money.allowance(wallet, suite.billRepo);
    return [
      ...(allowance < repo.far ? [approve(repo.far, seller)] : []),
      `${from}${words.command(`bill repo-redeem ${id}`, seller)}`,
      ...(today > repo.farDay ? [words.command(`bill repo-enforce ${id}`, buyer)] : []),
    ];
  }
  if (status === "Defaulted") {
    return lots.slice(0, 1).map(({ title }) => words.command(`bill show ${words.holdingHandle(title)}`));
  }
  return [];
}

/** What can be done with a repo once an act is done. */
export const nextOfRepo = async (context: Context, id: bigint): Promise<string[]> =>
  repoSteps(context, await repoState(context, id));
