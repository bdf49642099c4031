/** What covers points, and what frees it: reserves, fees, and points that have expired. */
import type { Context } from "../shared/context.ts";
import { WrongUsage } from "../shared/failures.ts";
import { counted, grouped, monthOf, yuan } from "../shared/format.ts";
import { each } from "../shared/logs.ts";
import { parts, positiveAmount } from "../shared/parse.ts";
import { accountOf } from "../shared/actor.ts";
import { writes } from "../shared/run.ts";
import { holdersOf } from "./movements.ts";
import { COMMON, fromEvent, month, theProgramme } from "./things.ts";

const fenIn = ({ args }: Context): bigint =>
  args.parsed("amount", "an amount in yuan, as in 10,000.00", positiveAmount);

export const addReserve = writes(async (context, actor) => {
  const { suite, words } = context;
  const id = await theProgramme(context);
  const fen = fenIn(context);
  const [{ reserve }, of] = await Promise.all([suite.pointsLedger.bookOf(id), words.points(id)]);
  return {
    contract: suite.pointsLedger,
    method: "addReserve",
    args: [id, fen],
    sentence: `${actor.name} adds ${yuan(fen)} to the reserve of ${of}.`,
    changes: [{ what: "Reserve", from: yuan(reserve), to: yuan(reserve + fen) }],
    ...(id === COMMON ? { notes: ["Who adds to the reserve of the common points has no claim for it."] } : {}),
    data: () => ({ programme: id, amount: fen }),
    next: [words.command(`points show ${id}`)],
  };
});

export const withdrawReserve = writes(async (context, actor) => {
  const { suite, words } = context;
  const id = await theProgramme(context);
  const fen = fenIn(context);
  const [{ reserve }, free, of] = await Promise.all([
    suite.pointsLedger.bookOf(id),
    suite.pointsLedger.withdrawableOf(id),
    words.points(id),
  ]);
  return {
    contract: suite.pointsLedger,
    method: "withdrawReserve",
    args: [id, fen],
    sentence: `${actor.name} takes ${yuan(fen)} out of the reserve of ${of}.`,
    changes: [
      { what: "Reserve", from: yuan(reserve), to: yuan(reserve - fen) },
      { what: "Can be withdrawn", from: yuan(free), to: yuan(free > fen ? free - fen : 0n) },
    ],
    data: () => ({ programme: id, amount: fen }),
  };
});

export const claimFees = writes(async (context, actor) => {
  const { suite, words } = context;
  const [fees, { feeReceiver }] = await Promise.all([suite.pointsLedger.fees(), suite.pointsProgrammes.terms()]);
  if (fees === 0n) return { already: "no fees wait.", data: { amount: 0n } };
  return {
    contract: suite.pointsProgrammes,
    method: "claimFees",
    args: [],
    sentence: `${actor.name} has the alliance's fees paid out: ${yuan(fees)} to ${await words.participant(feeReceiver)}.`,
    changes: [{ what: "Fees that wait", from: yuan(fees), to: yuan(0n) }],
    data: () => ({ receiver: feeReceiver, amount: fees }),
  };
});

/** Accounts whose buckets of a month are not empty. */
async function holding({ suite }: Context, id: bigint, of: bigint, accounts: readonly string[]) {
  const held = await each(accounts, (account) => suite.pointsLedger.bucketOf(id, account, of));
  return accounts.filter((_, index) => (held[index] ?? 0n) > 0n);
}

/** A page keeps well below what a transaction may cost. */
const PAGE = 250;

export const sweep = writes(async (context, actor) => {
  const { suite, words, args } = context;
  const id = await theProgramme(context);
  const of = args.parsed("month", "the month whose points have expired, as in 2026-09", month);
  const named = args.text("accounts");
  const accounts =
    named === undefined
      ? await holdersOf(context, id)
      : await Promise.all(parts(named).map((account) => accountOf(context, account, "--accounts")));
  const left = await holding(context, id, of, [...new Set(accounts)]);
  const name = await words.points(id);
  const until = of === 0n ? "" : ` of ${monthOf(of)}`;
  if (left.length === 0)
    return { already: `nobody holds points${until} of ${name}.`, data: { programme: id, accounts: 0 } };
  if (await suite.pointsLedger.isAlive(id, of)) {
    throw new WrongUsage(
      of === 0n ? `${name} never expire.` : `Points of ${monthOf(of)} have not expired: ${name}.`,
      "Sweep a month that is over, or a programme that is closed.",
    );
  }
  const pages: string[][] = [];
  for (let start = 0; start < left.length; start += PAGE) pages.push(left.slice(start, start + PAGE));
  const [first = [], ...following] = pages;
  return {
    contract: suite.pointsLedger,
    method: "sweep",
    args: [id, of, first],
    sentence: `${actor.name} sweeps the expired points${until} of ${name}: ${counted(left.length, "account")}.`,
    notes: ["What covered them goes back to the issuer, as far as it owes nothing."],
    pages: {
      total: left.length,
      page: (happened) => {
        const swept = happened.filter(({ event }) => event === "PointsExpired");
        const sum = swept.reduce((all, { arguments: { points } }) => all + (points as bigint), 0n);
        return {
          steps: swept.length,
          line: `${counted(swept.length, "account")}, ${grouped(sum)} points`,
          isLast: following.length === 0,
        };
      },
      following: () => {
        const next = following.shift();
        return Promise.resolve(next === undefined ? undefined : [id, of, next]);
      },
      each: ["PointsExpired", "TransferSingle"],
    },
    data: (_, happened) => ({
      programme: id,
      month: monthOf(of),
      accounts: left.length,
      swept: happened
        .filter(({ event }) => event === "PointsExpired")
        .reduce((all, { arguments: { points } }) => all + (points as bigint), 0n),
      released: happened
        .filter(({ event }) => event === "ReserveWithdrawn")
        .reduce((all, { arguments: { fen } }) => all + (fen as bigint), 0n),
    }),
    next: ({ happenings }) => [
      fromEvent(happenings, "PointsExpired", "points") === undefined
        ? words.command(`points show ${id}`)
        : words.command("points coverage"),
    ],
  };
});
