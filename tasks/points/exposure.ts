/** What a participant owes and is owed in points, and what stands for it: for `participant exposure`. */
import type { Context } from "../shared/context.ts";
import { dateOf, grouped, yuan } from "../shared/format.ts";
import { each } from "../shared/logs.ts";
import { table } from "../shared/table.ts";
import { debtsOf, openClaims, programmeStates, standingOf, worthOf } from "./figures.ts";

/** Programmes that it has issued and that have not ended. Honour points are worth nothing and need no cover. */
async function issuedBy(context: Context, who: bigint) {
  const own = (await programmeStates(context)).filter(
    ({ issuerId, status }) => issuerId === who && status !== "Closed",
  );
  return own.map((state) => ({
    programme: state.programme,
    name: state.name,
    status: state.status,
    standing: standingOf(state),
    honour: state.honour,
    outstanding: state.outstanding,
    worth: worthOf(state),
    required: state.required,
    reserve: state.reserve,
    free: state.free,
  }));
}

/** What it owes, and is owed, in the running cycle, with the other side of each debt. */
async function cycleOf(context: Context, who: bigint) {
  const { suite, words } = context;
  const { id: cycle, lastDay, minimumDeposit } = await suite.pointsClearing.currentCycle();
  const [{ owes, owed, deposit, shortfall }, { covered }, debts] = await Promise.all([
    suite.pointsClearing.positionOf(who),
    suite.pointsProgrammes.memberInfo(who),
    debtsOf(context, cycle),
  ]);
  const own = debts.filter(({ debtor, creditor }) => debtor === who || creditor === who);
  return {
    cycle,
    lastDay: dateOf(lastDay),
    owes,
    owed,
    deposit,
    // Only issuers of covered points keep it.
    minimumDeposit: covered === 0n ? 0n : minimumDeposit,
    // Of closed cycles. Claims on it may come to a few fen more: what it has paid and is nobody's whole fen yet waits in the purse (S-5).
    shortfall,
    debts: await each(own, async ({ debtor, creditor, fen }) => ({
      debtor,
      debtorName: await words.participant(debtor),
      creditor,
      creditorName: await words.participant(creditor),
      fen,
    })),
  };
}

/** Claims of cycles that closed short, as far as they are not paid: on it, and its own on others. */
async function claimsOf(context: Context, who: bigint) {
  const open = (await openClaims(context)).flatMap(({ cycle, debtor, name: debtorName, creditors }) =>
    creditors.map(({ creditor, name: creditorName, claim, received }) => ({
      cycle,
      debtor,
      debtorName,
      creditor,
      creditorName,
      left: claim - received,
    })),
  );
  const unpaid = open.filter(({ left }) => left > 0n);
  return {
    onIt: unpaid.filter(({ debtor }) => debtor === who),
    held: unpaid.filter(({ creditor }) => creditor === who),
  };
}

const total = (rows: readonly { left: bigint }[]): bigint => rows.reduce((sum, { left }) => sum + left, 0n);

export async function exposureOf(context: Context, who: bigint) {
  const name = await context.words.participant(who);
  const [programmes, running, claims] = await Promise.all([
    issuedBy(context, who),
    cycleOf(context, who),
    claimsOf(context, who),
  ]);
  const { cycle, lastDay, owes, owed, deposit, minimumDeposit, shortfall, debts } = running;
  const issued = table(programmes, [
    { head: "programme", cell: (row) => row.programme.toString(), right: true },
    { head: "name", cell: (row) => row.name },
    { head: "status", cell: (row) => row.standing },
    { head: "outstanding", cell: (row) => grouped(row.outstanding), right: true },
    { head: "worth", cell: (row) => (row.honour ? "honour" : yuan(row.worth)), right: true },
    { head: "must hold", cell: (row) => (row.honour ? "" : yuan(row.required)), right: true },
    { head: "reserve", cell: (row) => (row.honour ? "" : yuan(row.reserve)), right: true },
    { head: "free", cell: (row) => (row.honour ? "" : yuan(row.free)), right: true },
  ]);
  const sides = table(debts, [
    { head: "debtor", cell: (row) => row.debtorName },
    { head: "creditor", cell: (row) => row.creditorName },
    { head: "owes", cell: (row) => yuan(row.fen), right: true },
  ]);
  const unpaid = (head: string, rows: typeof claims.held, other: (row: (typeof claims.held)[number]) => string) =>
    table(rows, [
      { head: "cycle", cell: (row) => row.cycle.toString(), right: true },
      { head, cell: other },
      { head: "claims", cell: (row) => yuan(row.left), right: true },
    ]);
  const section = (title: string, text: string, isEmpty: boolean): string[] => (isEmpty ? [] : ["", title, "", text]);
  const kept = minimumDeposit === 0n ? "" : ` of the ${yuan(minimumDeposit)} that an issuer keeps`;
  const text = [
    ...section(`${name} has issued points:`, issued, programmes.length === 0),
    ...(deposit === 0n && minimumDeposit === 0n
      ? []
      : ["", `${name}'s guarantee deposit in the points alliance is ${yuan(deposit)}${kept}.`]),
    ...section(
      `${name} owes ${yuan(owes)} and is owed ${yuan(owed)} for points in cycle ${cycle}, which runs until ${lastDay}:`,
      sides,
      debts.length === 0,
    ),
    ...section(
      `${name} left ${yuan(shortfall)} unpaid for points in cycles that are closed:`,
      unpaid("creditor", claims.onIt, (row) => row.creditorName),
      claims.onIt.length === 0,
    ),
    ...section(
      `${name} claims ${yuan(total(claims.held))} for points of cycles that are closed:`,
      unpaid("debtor", claims.held, (row) => row.debtorName),
      claims.held.length === 0,
    ),
  ];
  return { json: { programmes, ...running, claimsOnIt: claims.onIt, claims: claims.held }, text };
}
