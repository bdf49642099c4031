/** What waits for a participant in bills, beyond what is asked by a request: for the inbox. */
import type { Context } from "../shared/context.ts";
import { dateOf, yuan } from "../shared/format.ts";
import { each } from "../shared/logs.ts";
import { liableParties, owedOn, recourseOf, sumOf } from "./recourse.ts";
import { allRepos, legsOf, repoLots, repoSteps } from "./repos.ts";
import { billState, isRealised, unitsOf } from "./state.ts";

export interface Item {
  what: string;
  from: string;
  /** Last day or second of the answer; empty when there is none. */
  deadline: string;
  answer: string[];
}

/** Payments beside the chain that the holder is to confirm. */
export async function declarations(context: Context, who: bigint, as: string): Promise<Item[]> {
  const { suite, words } = context;
  const { billPayment } = suite;
  const declared = await context.events((first, last) =>
    billPayment.queryFilter(billPayment.filters.BillPaidOffChainDeclared(undefined, undefined, who), first, last),
  );
  const holdings = [...new Set(declared.map(({ args }) => args.holding))];
  const items = await each(holdings, async (holding): Promise<Item | undefined> => {
    const { bill, info, circulation, presentation } = await billState(context, holding);
    if (circulation !== "InCollection" || info.holder !== who || BigInt(presentation.evidence) === 0n) return undefined;
    return {
      what: `Payment of ${words.holding(holding)} beside the chain, ${yuan(unitsOf(info))}: to be confirmed`,
      from: await words.participant(bill.acceptor),
      deadline: dateOf(presentation.answerBy),
      answer: [words.command(`bill confirm-paid-off-chain ${words.holdingHandle(holding)}`, as)],
    };
  });
  return items.filter((item) => item !== undefined);
}

/** Pledges whose debt, or whose bill, is due. */
export async function pledges(context: Context, who: bigint, as: string): Promise<Item[]> {
  const { suite, words } = context;
  const { billSecurity } = suite;
  const pledged = await context.events((first, last) =>
    billSecurity.queryFilter(billSecurity.filters.BillPledged(undefined, undefined, who), first, last),
  );
  const holdings = [...new Set(pledged.map(({ args }) => args.holding))];
  const today = await context.today();
  const items = await each(holdings, async (holding): Promise<Item | undefined> => {
    const { bill, circulation, pledge } = await billState(context, holding);
    if (circulation !== "Pledged" || pledge === undefined || pledge.pledgee !== who) return undefined;
    if (pledge.byRepo || isRealised(pledge) || (today < pledge.dueDay && today < bill.maturity)) return undefined;
    const it = words.holdingHandle(holding);
    return {
      what: `Pledge of ${words.holding(holding)}: ${yuan(pledge.secured)} secured, due on ${dateOf(pledge.dueDay)}`,
      from: await words.participant(pledge.pledgor),
      deadline: "",
      answer: [words.command(`bill realise-pledge ${it}`, as), words.command(`bill release-pledge ${it}`, as)],
    };
  });
  return items.filter((item) => item !== undefined);
}

/** Repos that are proposed to the participant, and second legs that it pays or can enforce. */
export async function repos(context: Context, who: bigint): Promise<Item[]> {
  const { words } = context;
  const today = await context.today();
  const mine = (await allRepos(context)).filter(({ repo }) => repo.seller === who || repo.buyer === who);
  const items = await each(mine, async (state): Promise<Item | undefined> => {
    const { id, repo, status, isOver, lots } = state;
    const other = await words.participant(repo.buyer === who ? repo.seller : repo.buyer);
    const bills = (await repoLots(context, lots)).join(", ");
    if (status === "Proposed" && !isOver && repo.buyer === who) {
      const legs = await legsOf(context, state);
      const price = legs === undefined ? "" : `: ${yuan(legs.near)} today, ${yuan(legs.far)} back`;
      return {
        what: `Repo ${id} of ${bills}${price}`,
        from: other,
        deadline: dateOf(repo.lastDay),
        answer: await repoSteps(context, state),
      };
    }
    const isMine = repo.seller === who || today > repo.farDay;
    if (status !== "Open" || !isMine) return undefined;
    const steps = await repoSteps(context, state);
    return {
      what: `Second leg of repo ${id} of ${bills}, ${yuan(repo.far)}`,
      from: other,
      deadline: dateOf(repo.farDay),
      answer: repo.seller === who ? steps : steps.slice(-1),
    };
  });
  return items.filter((item) => item !== undefined);
}

/** Claims of recourse on the participant, and what it can still claim itself before its time is over. */
export async function recourse(context: Context, who: bigint, as: string): Promise<Item[]> {
  const { words } = context;
  const today = await context.today();
  const { held, claimed } = await recourseOf(context, who);
  const on = await each(claimed, async ({ holding, info }): Promise<Item> => {
    const account = await owedOn(context, holding);
    return {
      what: `Claim of recourse on ${words.holding(holding)}${account === undefined ? "" : `, ${yuan(sumOf(account))} today`}`,
      from: await words.participant(info.holder),
      deadline: "",
      answer: [
        words.command(`bill settle ${words.holdingHandle(holding)}`, as),
        words.command(`bill liable ${words.holdingHandle(holding)}`),
      ],
    };
  });
  const by = await each(held, async (state): Promise<Item[]> => {
    const it = words.holdingHandle(state.holding);
    const open = (await liableParties(context, state)).filter(
      ({ claimedOn, limit }) => claimedOn === 0n && limit !== undefined && limit >= today,
    );
    const [nearest] = open.sort((a, b) => Number((a.limit ?? 0n) - (b.limit ?? 0n)));
    if (nearest?.limit === undefined) return [];
    return [
      {
        what: `Recourse on ${words.holding(state.holding)}: the last day to claim on ${nearest.name}`,
        from: "",
        deadline: dateOf(nearest.limit),
        answer: [
          words.command(`bill claim ${it} --party ${await words.handle(nearest.party)}`, as),
          words.command(`bill liable ${it}`),
        ],
      },
    ];
  });
  return [...on, ...by.flat()];
}
