/** Programmes, members and cycles as the chain has them, for tables and JSON documents. */
import type { Context } from "../shared/context.ts";
import { dateOf, monthAt, monthOf } from "../shared/format.ts";
import { each } from "../shared/logs.ts";
import { flagsIn, nameOf, stopsIn } from "../shared/terms.ts";
import { textOf } from "../shared/words.ts";
import { LOT, numbers } from "./things.ts";

/** Flags of a programme that decide what can be done with its points. */
const [TRANSFERABLE, EXCHANGEABLE, HONOUR] = [1n, 2n, 4n];

/** When points of a programme expire, in words. */
function expiryInWords(info: { expiry: bigint; fixedDay: bigint; expiryMonths: bigint }): string {
  const policy = nameOf("ExpiryPolicy", info.expiry);
  if (policy === "FixedDate") return dateOf(info.fixedDay);
  return policy === "MonthsFromGrant" ? `${info.expiryMonths} months` : "never";
}

/** With which month's end points expire that are granted on a day. */
export function monthOfGrant(info: { expiry: bigint; fixedDay: bigint; expiryMonths: bigint }, day: bigint): bigint {
  const policy = nameOf("ExpiryPolicy", info.expiry);
  if (policy === "FixedDate") return monthAt(info.fixedDay);
  return policy === "MonthsFromGrant" ? monthAt(day) + info.expiryMonths : 0n;
}

export async function programmeState(context: Context, programme: bigint) {
  const { suite, words } = context;
  const { pointsLedger: ledger } = suite;
  const [info, book, required, free, withdrawable, isStopped, name, today] = await Promise.all([
    ledger.programmeInfo(programme),
    ledger.bookOf(programme),
    ledger.required(programme),
    ledger.freeReserve(programme),
    ledger.withdrawableOf(programme),
    ledger.isStopped(programme),
    ledger.nameOf(programme),
    context.today(),
  ]);
  const is = nameOf("ProgrammeStatus", info.status);
  const isOver = is === "Closing" && info.closesAfter < today;
  // What was granted in an earlier month does not count against this one's cap.
  const isThisMonth = book.month === monthAt(today);
  return {
    programme,
    name: textOf(name) ?? "",
    issuer: info.issuer === 0n ? null : await words.participant(info.issuer),
    issuerId: info.issuer,
    status: isOver ? "Over" : is,
    closesAfter: info.closesAfter === 0n ? null : dateOf(info.closesAfter),
    isStopped,
    stops: stopsIn(info.stops),
    flags: flagsIn(info.flags),
    transferable: (info.flags & TRANSFERABLE) !== 0n,
    exchangeable: (info.flags & EXCHANGEABLE) !== 0n,
    honour: (info.flags & HONOUR) !== 0n,
    expires: expiryInWords(info),
    grantedNowExpire: is === "Open" ? monthOf(monthOfGrant(info, today)) : null,
    graceMonths: info.graceMonths,
    value: info.value,
    rate: info.rate,
    ratio: info.ratio,
    monthlyCap: book.monthlyCap === 0n ? null : book.monthlyCap,
    grantedThisMonth: isThisMonth ? book.grantedInMonth : 0n,
    outstanding: book.outstanding,
    reserve: book.reserve,
    required,
    free,
    withdrawable,
  };
}
export type ProgrammeState = Awaited<ReturnType<typeof programmeState>>;

export const programmeStates = async (context: Context): Promise<ProgrammeState[]> =>
  each(numbers(await context.suite.pointsLedger.programmeCount()), (id) => programmeState(context, id), 8);

/** Fen that a programme's outstanding points stand for at the settlement value, rounded down. */
export const worthOf = ({ outstanding, value }: ProgrammeState): bigint => (outstanding * value) / LOT;

/** What covers a programme's outstanding points, in 1/10,000 of their value; nothing where they have none. */
export function coverageOf({ outstanding, value, reserve }: ProgrammeState): bigint | null {
  const worth = outstanding * value;
  return worth === 0n ? null : (reserve * LOT * 10_000n) / worth;
}

/** Status, and why nothing is granted. */
export function standingOf({ status, isStopped, stops }: ProgrammeState): string {
  if (!isStopped) return status;
  return `${status}, stopped ${stops.length === 0 ? "with its issuer" : stops.join(" and ")}`;
}

export async function acceptancesOf(context: Context, programme: bigint) {
  const { suite, words } = context;
  const members = await suite.pointsProgrammes.members();
  const found = await each(members, async (member) => ({
    member,
    ...(await suite.pointsProgrammes.acceptanceOf(programme, member).then(([accepted, rate]) => ({ accepted, rate }))),
  }));
  return each(
    found.filter(({ accepted }) => accepted),
    async ({ member, rate }) => ({ merchant: member, name: await words.participant(member), rate }),
  );
}

export async function memberStates(context: Context) {
  const { suite, words } = context;
  const [members, { minimumDeposit }] = await Promise.all([
    suite.pointsProgrammes.members(),
    suite.pointsClearing.currentCycle(),
  ]);
  return each(members, async (member) => {
    const [name, { covered, programmes }, position, isGuaranteed, refundDays] = await Promise.all([
      words.participant(member),
      suite.pointsProgrammes.memberInfo(member),
      suite.pointsClearing.positionOf(member),
      suite.pointsClearing.isGuaranteed(member),
      suite.pointsRedemption.refundDaysOf(member),
    ]);
    const { owes, owed, deposit, shortfall } = position;
    return {
      member,
      name,
      covered: covered === 0n ? null : covered,
      programmes,
      owes,
      owed,
      deposit,
      minimumDeposit: covered === 0n ? 0n : minimumDeposit,
      shortfall,
      isGuaranteed,
      refundDays,
    };
  });
}

/** Who owes whom in a cycle, as its events tell. */
export async function debtsOf({ suite, events }: Context, cycle: bigint) {
  const { pointsClearing } = suite;
  const { filters } = pointsClearing;
  const found = await events(async (first, last) => {
    const [added, undone] = await Promise.all([
      pointsClearing.queryFilter(filters.CycleDebtAdded(cycle), first, last),
      pointsClearing.queryFilter(filters.CycleDebtUndone(cycle), first, last),
    ]);
    return [
      ...added.map(({ args }) => ({ args, fen: args.fen })),
      ...undone.map(({ args }) => ({ args, fen: -args.fen })),
    ];
  });
  const sums = new Map<string, { debtor: bigint; creditor: bigint; fen: bigint }>();
  for (const { args, fen } of found) {
    const key = `${args.debtor} ${args.creditor}`;
    const before = sums.get(key) ?? { debtor: args.debtor, creditor: args.creditor, fen: 0n };
    sums.set(key, { ...before, fen: before.fen + fen });
  }
  return [...sums.values()]
    .filter(({ fen }) => fen !== 0n)
    .sort((a, b) => Number(a.debtor - b.debtor || a.creditor - b.creditor));
}

/** Claims of closed cycles that are not paid yet. */
export async function openClaims({ suite, events, words }: Context) {
  const { pointsClearing } = suite;
  const closed = await events((first, last) =>
    pointsClearing.queryFilter(pointsClearing.filters.CycleClosed(), first, last),
  );
  const short = closed.filter(({ args }) => args.paid < args.due).map(({ args }) => args.cycle);
  const found = await each(short, async (cycle) => {
    const { debtors, shorts } = await pointsClearing.lossesOf(cycle);
    return each(
      [...debtors].map((debtor, index) => ({ debtor, amount: shorts[index] ?? 0n })),
      async ({ debtor, amount }) => {
        const [paid, [creditors, claims, received]] = await Promise.all([
          pointsClearing.paidOf(cycle, debtor),
          pointsClearing.claimsOn(cycle, debtor),
        ]);
        return {
          cycle,
          debtor,
          name: await words.participant(debtor),
          short: amount,
          paid,
          left: amount - paid,
          creditors: await each(
            [...creditors].map((creditor, place) => ({
              creditor,
              claim: claims[place] ?? 0n,
              received: received[place] ?? 0n,
            })),
            async ({ creditor, claim, received: had }) => ({
              creditor,
              name: await words.participant(creditor),
              claim,
              received: had,
            }),
          ),
        };
      },
    );
  });
  return found.flat().filter(({ left }) => left > 0n);
}
