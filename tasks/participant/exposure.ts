import { allHoldings, type BillState, unitsOf } from "../bill/state.ts";
import { dateOf, yuan } from "../shared/format.ts";
import { participant } from "../shared/resolve.ts";
import { reads } from "../shared/run.ts";
import { table } from "../shared/table.ts";

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
  ].join("\n");
  const owed = byMonth.map(({ group, ...sum }) => ({ month: group, ...sum }));
  const held = byAcceptor.map(({ group, ...sum }) => ({ ...sum, name: group }));
  return { json: { participant: who, name, owes: total(byMonth), holds: total(byAcceptor), owed, held }, text };
});
