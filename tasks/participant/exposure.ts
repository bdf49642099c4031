import { owedOn, recourseOf, sumOf } from "../bill/recourse.ts";
import { allRepos } from "../bill/repos.ts";
import { allHoldings, type BillState, unitsOf } from "../bill/state.ts";
import { exposureOf as pointsOf } from "../points/exposure.ts";
import { exposureOf as receivablesOf } from "../receivable/exposure.ts";
import type { Context } from "../shared/context.ts";
import { dateOf, yuan } from "../shared/format.ts";
import { participant } from "../shared/resolve.ts";
import { reads } from "../shared/run.ts";
import { table } from "../shared/table.ts";
import { nameOf } from "../shared/terms.ts";

interface Sum {
  bills: number;
  amount: bigint;
  /** Of it past maturity and unpaid. */
  overdue: bigint;
  /** Of it refused payment. */
  dishonoured: bigint;
}

/** Sums of live holdings, by whatever they are grouped by. */
function sumsBy(states: readonly BillState[], today: bigint, groupOf: (state: BillState) => string): Map<string, Sum> {
  const sums = new Map<string, Sum>();
  for (const state of states) {
    const group = groupOf(state);
    const { bills, amount, overdue, dishonoured } = sums.get(group) ?? {
      bills: 0,
      amount: 0n,
      overdue: 0n,
      dishonoured: 0n,
    };
    const units = unitsOf(state.info);
    sums.set(group, {
      bills: bills + 1,
      amount: amount + units,
      overdue: overdue + (state.bill.maturity < today ? units : 0n),
      dishonoured: dishonoured + (state.info.dishonoured ? units : 0n),
    });
  }
  return sums;
}

/** Pledges that it has given or has, repos' among them. */
async function securityOf({ words }: Context, who: bigint, states: readonly BillState[]) {
  const found = states.flatMap(({ circulation, holding, info, pledge }) =>
    circulation !== "Closed" && pledge !== undefined && (pledge.pledgor === who || pledge.pledgee === who)
      ? [{ holding, amount: unitsOf(info), pledge }]
      : [],
  );
  return Promise.all(
    found.map(async ({ holding, amount, pledge }) => ({
      holding,
      amount,
      secured: pledge.secured,
      dueDay: dateOf(pledge.dueDay),
      pledgor: await words.participant(pledge.pledgor),
      pledgee: await words.participant(pledge.pledgee),
    })),
  );
}

/** What it guarantees, as far as it is not closed yet. */
async function guaranteesBy({ suite, words, events }: Context, who: bigint, states: readonly BillState[]) {
  const { billSecurity } = suite;
  const given = await events((first, last) =>
    billSecurity.queryFilter(billSecurity.filters.BillGuaranteed(undefined, who), first, last),
  );
  const all = await Promise.all(
    given.map(async ({ args: { bill, principal, capacity, lo, hi } }) => ({
      bill,
      amount: states
        .filter(
          ({ id, circulation, info }) => id === bill && circulation !== "Closed" && lo <= info.lo && info.hi <= hi,
        )
        .reduce((sum, { info }) => sum + unitsOf(info), 0n),
      principal: await words.participant(principal),
      capacity: nameOf("Capacity", capacity),
    })),
  );
  return all.filter(({ amount }) => amount > 0n);
}

/** Second legs that are still to come. */
async function reposOf(context: Context, who: bigint) {
  const open = (await allRepos(context)).filter(
    ({ status, repo }) => status === "Open" && (repo.seller === who || repo.buyer === who),
  );
  return Promise.all(
    open.map(async ({ id, repo }) => ({
      repo: id,
      receives: repo.buyer === who,
      amount: repo.far,
      day: dateOf(repo.farDay),
      counterparty: await context.words.participant(repo.buyer === who ? repo.seller : repo.buyer),
    })),
  );
}

/** What others claim from it. */
async function claimsOf(context: Context, who: bigint) {
  const { claimed } = await recourseOf(context, who);
  return Promise.all(
    claimed.map(async ({ holding, info }) => {
      const account = await owedOn(context, holding);
      return {
        holding,
        owed: account === undefined ? null : sumOf(account),
        holder: await context.words.participant(info.holder),
      };
    }),
  );
}

export default reads(async (context) => {
  const { words, args } = context;
  const who = await participant(context, args.required("participant", "a participant"), "The participant");
  const [name, today, states] = await Promise.all([words.participant(who), context.today(), allHoldings(context)]);
  const accepted = states.filter(({ circulation, status }) => circulation !== "Closed" && status !== "Drawn");
  const owes = accepted.filter(({ bill }) => bill.acceptor === who);
  const holds = accepted.filter(({ info }) => info.holder === who);

  const rowsOf = (sums: Map<string, Sum>) =>
    [...sums].sort(([a], [b]) => a.localeCompare(b)).map(([group, sum]) => ({ group, ...sum }));
  const byMonth = rowsOf(sumsBy(owes, today, ({ bill }) => dateOf(bill.maturity).slice(0, 7)));
  const byAcceptor = await Promise.all(
    rowsOf(sumsBy(holds, today, ({ bill }) => bill.acceptor.toString())).map(async (row) => ({
      ...row,
      acceptor: BigInt(row.group),
      group: await words.participant(BigInt(row.group)),
    })),
  );

  const secured = await securityOf(context, who, states);
  const open = await reposOf(context, who);
  const guaranteed = await guaranteesBy(context, who, states);
  const claims = await claimsOf(context, who);
  const receivables = await receivablesOf(context, who);
  const points = await pointsOf(context, who);
  const security = table(secured, [
    { head: "bill", cell: ({ holding }) => words.holdingHandle(holding) },
    { head: "amount", cell: (row) => yuan(row.amount), right: true },
    { head: "secures", cell: (row) => yuan(row.secured), right: true },
    { head: "due", cell: (row) => row.dueDay },
    { head: "pledged by", cell: (row) => row.pledgor },
    { head: "to", cell: (row) => row.pledgee },
  ]);
  const guarantees = table(guaranteed, [
    { head: "bill", cell: ({ bill }) => String(bill), right: true },
    { head: "amount", cell: (row) => yuan(row.amount), right: true },
    { head: "for", cell: (row) => row.principal },
    { head: "as", cell: (row) => row.capacity.toLowerCase() },
  ]);
  const legs = table(open, [
    { head: "repo", cell: (row) => row.repo.toString(), right: true },
    { head: "receives", cell: (row) => (row.receives ? yuan(row.amount) : ""), right: true },
    { head: "pays", cell: (row) => (row.receives ? "" : yuan(row.amount)), right: true },
    { head: "on", cell: (row) => row.day },
    { head: "from / to", cell: (row) => row.counterparty },
  ]);
  const recourse = table(claims, [
    { head: "bill", cell: ({ holding }) => words.holdingHandle(holding) },
    { head: "owed today", cell: ({ owed }) => (owed === null ? "" : yuan(owed)), right: true },
    { head: "claimed by", cell: (row) => row.holder },
  ]);

  const shown = (head: string, rows: readonly (Sum & { group: string })[]): string =>
    table(rows, [
      { head, cell: (row) => row.group },
      { head: "bills", cell: (row) => String(row.bills), right: true },
      { head: "amount", cell: (row) => yuan(row.amount), right: true },
      { head: "overdue", cell: (row) => yuan(row.overdue), right: true },
      { head: "dishonoured", cell: (row) => yuan(row.dishonoured), right: true },
    ]);
  const total = (rows: readonly Sum[]): bigint => rows.reduce((sum, { amount }) => sum + amount, 0n);
  const text = [
    `${name} owes ${yuan(total(byMonth))} on bills that it has accepted${byMonth.length === 0 ? "." : ":"}`,
    ...(byMonth.length === 0 ? [] : ["", shown("matures in", byMonth)]),
    "",
    `${name} holds ${yuan(total(byAcceptor))} of accepted bills${byAcceptor.length === 0 ? "." : ":"}`,
    ...(byAcceptor.length === 0 ? [] : ["", shown("acceptor", byAcceptor)]),
    ...(secured.length === 0 ? [] : ["", "Pledged by it, or to it:", "", security]),
    ...(guaranteed.length === 0 ? [] : ["", "Guaranteed by it:", "", guarantees]),
    ...(open.length === 0 ? [] : ["", "Second legs of repos:", "", legs]),
    ...(claims.length === 0 ? [] : ["", "Claims of recourse on it:", "", recourse]),
    ...receivables.text,
    ...points.text,
  ].join("\n");
  const owed = byMonth.map(({ group, ...sum }) => ({ month: group, ...sum }));
  const held = byAcceptor.map(({ group, ...sum }) => ({ ...sum, name: group }));
  const sums = { owes: total(byMonth), holds: total(byAcceptor), owed, held };
  return {
    json: {
      participant: who,
      name,
      ...sums,
      pledges: secured,
      guarantees: guaranteed,
      repos: open,
      claims,
      receivables: receivables.json,
      points: points.json,
    },
    text,
  };
});
