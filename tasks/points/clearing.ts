/** Clearing (清分): deposits, cycles, and claims of cycles that closed short. */
import type { Actor } from "../shared/actor.ts";
import type { Context } from "../shared/context.ts";
import { WrongUsage } from "../shared/failures.ts";
import { counted, dateOf, yuan } from "../shared/format.ts";
import { each } from "../shared/logs.ts";
import { positiveAmount, whole } from "../shared/parse.ts";
import { participant } from "../shared/resolve.ts";
import { reads, writes } from "../shared/run.ts";
import { table } from "../shared/table.ts";
import { debtsOf, openClaims } from "./figures.ts";
import { fromEvent } from "./things.ts";

const fenIn = ({ args }: Context): bigint =>
  args.parsed("amount", "an amount in yuan, as in 10,000.00", positiveAmount);

const deposits = (method: "addDeposit" | "withdrawDeposit", says: string, sign: bigint) =>
  writes(async (context, actor) => {
    const { suite, words } = context;
    const fen = fenIn(context);
    const [{ deposit }, { minimumDeposit }] = await Promise.all([
      suite.pointsClearing.positionOf(actor.participant),
      suite.pointsClearing.currentCycle(),
    ]);
    const after = deposit + sign * fen;
    return {
      contract: suite.pointsClearing,
      method,
      args: [fen],
      sentence: `${actor.name} ${says} guarantee deposit: ${yuan(fen)}.`,
      changes: [{ what: "Deposit", from: yuan(deposit), to: yuan(after < 0n ? 0n : after) }],
      notes: [`Issuers of covered points keep ${yuan(minimumDeposit)}, or grant nothing.`],
      data: () => ({ member: actor.participant, amount: fen }),
      next: [words.command("points members")],
    };
  });

export const addDeposit = deposits("addDeposit", "adds to its", 1n);
export const withdrawDeposit = deposits("withdrawDeposit", "takes from its", -1n);

type Settlements = Awaited<ReturnType<Context["suite"]["pointsClearing"]["previewClose"]>>["settlements"];

const settled = (context: Context, settlements: Settlements) =>
  each([...settlements], async ({ member, owes, owed, fromReserve, fromDeposit, received, short }) => ({
    member,
    name: await context.words.participant(member),
    owes,
    owed,
    net: owed - owes,
    fromReserve,
    fromDeposit,
    received,
    short,
  }));
type Settled = Awaited<ReturnType<typeof settled>>[number];

const some = (fen: bigint): string => (fen === 0n ? "" : yuan(fen));

const positions = (rows: readonly Settled[]): string =>
  table(rows, [
    { head: "member", cell: (row) => row.name },
    { head: "owes", cell: (row) => some(row.owes), right: true },
    { head: "is owed", cell: (row) => some(row.owed), right: true },
    { head: "net", cell: (row) => yuan(row.net), right: true },
    { head: "from reserve", cell: (row) => some(row.fromReserve), right: true },
    { head: "from deposit", cell: (row) => some(row.fromDeposit), right: true },
    { head: "receives", cell: (row) => some(row.received), right: true },
    { head: "short", cell: (row) => some(row.short), right: true },
  ]);

export const closeCycle = writes(async (context, actor) => {
  const { suite, words } = context;
  const [{ id, lastDay }, { settlements, due, paid }, today] = await Promise.all([
    suite.pointsClearing.currentCycle(),
    suite.pointsClearing.previewClose(),
    context.today(),
  ]);
  if (today <= lastDay) {
    return {
      already: `the cycle before ${id} is closed; cycle ${id} runs until ${dateOf(lastDay)}.`,
      data: { cycle: id, lastDay: dateOf(lastDay) },
      next: [`After ${dateOf(lastDay)}: ${words.command("points close-cycle", actor.handle)}`],
    };
  }
  const members = await settled(context, settlements);
  const debtors = members.filter(({ net }) => net < 0n);
  const short = due - paid;
  return {
    contract: suite.pointsClearing,
    method: "closeCycle",
    args: [],
    sentence: `${actor.name} closes cycle ${id}: ${yuan(due)} net between ${counted(members.length, "member")}, ${yuan(paid)} of it paid now.`,
    changes: debtors.map(({ name, net, fromReserve, fromDeposit, short: left }) => ({
      what: name,
      from: `owes ${yuan(-net)}`,
      to: `${yuan(fromReserve)} from reserve, ${yuan(fromDeposit)} from deposit${left === 0n ? "" : `, ${yuan(left)} short`}`,
    })),
    ...(short > 0n ? { notes: [`${yuan(short)} are short: creditors bear them in proportion, as claims.`] } : {}),
    data: () => ({ cycle: id, due, paid, members }),
    next: [words.command(`points clearing --cycle ${id}`), ...(short > 0n ? [words.command("points claims")] : [])],
  };
});

/** Claims of a cycle on a debtor, which is the actor itself unless another is named. */
async function claimNamed(context: Context, actor: Actor) {
  const { words, args } = context;
  const cycle = args.parsed("cycle", "the cycle's number; points claims lists them", whole);
  const named = args.text("debtor");
  const debtor = named === undefined ? actor.participant : await participant(context, named, "--debtor");
  const claims = await openClaims(context);
  const claim = claims.find((each) => each.cycle === cycle && each.debtor === debtor);
  return { cycle, debtor, name: await words.participant(debtor), claim };
}

export const payClaims = writes(async (context, actor) => {
  const { words, suite, args } = context;
  const { cycle, debtor, name, claim } = await claimNamed(context, actor);
  if (claim === undefined) {
    return { already: `nothing is to be paid for ${name} of cycle ${cycle}.`, data: { cycle, debtor } };
  }
  const fen = args.optional("amount", positiveAmount) ?? claim.left;
  const left = claim.left - fen;
  return {
    contract: suite.pointsClearing,
    method: "payClaims",
    args: [cycle, debtor, fen],
    sentence: `${actor.name} pays ${yuan(fen)} of what ${debtor === actor.participant ? "it" : name} owes of cycle ${cycle} to ${counted(claim.creditors.length, "creditor")}.`,
    changes: [{ what: "Left to pay", from: yuan(claim.left), to: yuan(left < 0n ? 0n : left) }],
    data: (_, happened) => ({ cycle, debtor, amount: fen, left: fromEvent(happened, "ClaimsPaid", "left") ?? left }),
    next: [words.command("points claims")],
  };
});

export const collectClaims = writes(async (context, actor) => {
  const { words, suite } = context;
  const { cycle, debtor, name, claim } = await claimNamed(context, actor);
  if (claim === undefined) {
    return { already: `nothing is to be paid for ${name} of cycle ${cycle}.`, data: { cycle, debtor } };
  }
  return {
    contract: suite.pointsClearing,
    method: "payClaimsFromReserve",
    args: [cycle, debtor],
    sentence: `${actor.name} has what is free of ${name}'s reserve paid on ${yuan(claim.left)} that it owes of cycle ${cycle}.`,
    data: (_, happened) => ({ cycle, debtor, left: fromEvent(happened, "ClaimsPaid", "left") ?? claim.left }),
    next: [words.command("points claims")],
  };
});

/** A closed cycle, as its events tell. */
async function closedCycle(context: Context, cycle: bigint) {
  const { suite, events } = context;
  const { pointsClearing } = suite;
  const { filters } = pointsClearing;
  const [[closed], cleared] = await Promise.all([
    events((first, last) => pointsClearing.queryFilter(filters.CycleClosed(cycle), first, last)),
    events((first, last) => pointsClearing.queryFilter(filters.PositionCleared(cycle), first, last)),
  ]);
  if (closed === undefined)
    throw new WrongUsage(`There is no closed cycle ${cycle}.`, "Leave --cycle out for this one.");
  const { due, paid } = closed.args;
  const rows = cleared.map(({ args }) => args) as unknown as Settlements;
  return { due, paid, members: await settled(context, rows) };
}

export const clearing = reads(async (context) => {
  const { suite, words, args } = context;
  const { id, lastDay } = await suite.pointsClearing.currentCycle();
  const cycle = args.optional("cycle", whole) ?? id;
  const isRunning = cycle === id;
  const [{ due, paid, members }, owed] = await Promise.all([
    isRunning
      ? suite.pointsClearing.previewClose().then(async ({ due: all, paid: now, settlements }) => ({
          due: all,
          paid: now,
          members: await settled(context, settlements),
        }))
      : closedCycle(context, cycle),
    debtsOf(context, cycle),
  ]);
  const debts = await each(owed, async ({ debtor, creditor, fen }) => ({
    debtor,
    debtorName: await words.participant(debtor),
    creditor,
    creditorName: await words.participant(creditor),
    fen,
  }));
  const title = isRunning
    ? `Cycle ${cycle}, running until ${dateOf(lastDay)}; if it were closed now:`
    : `Cycle ${cycle}, closed:`;
  const sums = `${yuan(due)} net, ${yuan(paid)} paid, ${yuan(due - paid)} short.`;
  const text =
    members.length === 0
      ? `Cycle ${cycle}${isRunning ? `, running until ${dateOf(lastDay)}` : ""}: nobody owes anything.`
      : [
          table(debts, [
            { head: "debtor", cell: (row) => row.debtorName },
            { head: "creditor", cell: (row) => row.creditorName },
            { head: "owes", cell: (row) => yuan(row.fen), right: true },
          ]),
          title,
          positions(members),
          sums,
        ].join("\n\n");
  return { json: { cycle, isRunning, lastDay: isRunning ? dateOf(lastDay) : null, due, paid, debts, members }, text };
});

export const claims = reads(async (context) => {
  const open = await openClaims(context);
  const rows = open.flatMap(({ cycle, name, left, creditors }) =>
    creditors.map((creditor, index) => ({ cycle, name, left, creditor, isFirst: index === 0 })),
  );
  const text =
    rows.length === 0
      ? "No claims are unpaid."
      : table(rows, [
          { head: "cycle", cell: (row) => (row.isFirst ? row.cycle.toString() : ""), right: true },
          { head: "debtor", cell: (row) => (row.isFirst ? row.name : "") },
          { head: "left to pay", cell: (row) => (row.isFirst ? yuan(row.left) : ""), right: true },
          { head: "creditor", cell: (row) => row.creditor.name },
          { head: "claim", cell: (row) => yuan(row.creditor.claim), right: true },
          { head: "received", cell: (row) => some(row.creditor.received), right: true },
        ]);
  return { json: { claims: open }, text };
});
