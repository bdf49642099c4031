import { grouped, monthOf, timeOf, yuan } from "../shared/format.ts";
import { each } from "../shared/logs.ts";
import { whole } from "../shared/parse.ts";
import { reads } from "../shared/run.ts";
import { table } from "../shared/table.ts";
import { movementsOf } from "./movements.ts";
import { accountIn } from "./things.ts";

const USUAL_LINES = 20n;

/** An account's points of all programmes: what can be spent, by the month with whose end it expires, and what has moved. */
export default reads(async (context) => {
  const { suite, words, args } = context;
  const { pointsLedger: ledger } = suite;
  const account = await accountIn(context, "account");
  const limit = Number(args.optional("limit", whole) ?? USUAL_LINES);
  const [{ movements, months }, frozenUntil, now] = await Promise.all([
    movementsOf(context, account),
    ledger.frozenUntil(account),
    context.now(),
  ]);
  const programmes = [...months.keys()].sort((a, b) => Number(a - b));
  const held = await each(programmes, async (programme) => {
    const alive = (await ledger.bucketsOf(programme, account)).map(({ month, points }) => ({ month, points }));
    const over = [...(months.get(programme) ?? [])].filter((month) => !alive.some((bucket) => bucket.month === month));
    const left = await each(over, async (month) => ({
      month,
      points: await ledger.bucketOf(programme, account, month),
    }));
    const spendable = alive.reduce((sum, { points }) => sum + points, 0n);
    const inWords = (buckets: typeof alive) => buckets.map(({ month, points }) => ({ month: monthOf(month), points }));
    return {
      programme,
      name: await words.points(programme),
      spendable,
      value: await ledger.worthOf(programme, spendable),
      buckets: inWords(alive),
      expired: inWords(left.filter(({ points }) => points > 0n)),
    };
  });
  const lines = held.flatMap(({ name, spendable, value, buckets, expired }) =>
    [
      ...buckets.map((bucket) => ({ ...bucket, isExpired: false })),
      ...expired.map((bucket) => ({ ...bucket, isExpired: true })),
    ].map((bucket, index) => ({ ...bucket, name: index === 0 ? name : "", spendable, value, isFirst: index === 0 })),
  );
  const recent = await each(movements.slice(-limit), async (movement) => ({
    time: timeOf(movement.second),
    programme: movement.programme,
    name: await words.points(movement.programme),
    what: movement.what,
    points: movement.points,
    with:
      movement.participant !== undefined
        ? await words.participant(movement.participant)
        : movement.account === undefined
          ? ""
          : await words.account(movement.account),
    fen: movement.fen ?? null,
    redemption: movement.redemption ?? null,
    transaction: movement.transaction,
  }));
  const isFrozen = frozenUntil >= now;
  const text = [
    `${await words.account(account)}${isFrozen ? `, frozen until ${timeOf(frozenUntil)}` : ""}`,
    lines.length === 0
      ? "It holds no points."
      : table(lines, [
          { head: "points", cell: (row) => row.name },
          { head: "can be spent", cell: (row) => (row.isFirst ? grouped(row.spendable) : ""), right: true },
          { head: "worth", cell: (row) => (row.isFirst && row.value > 0n ? yuan(row.value) : ""), right: true },
          { head: "of them", cell: (row) => grouped(row.points), right: true },
          {
            head: "good until the end of",
            cell: (row) =>
              row.isExpired ? `${row.month}: expired, not swept` : row.month === "never" ? "–" : row.month,
          },
        ]),
    recent.length === 0
      ? "Nothing has moved."
      : table(recent, [
          { head: "time (UTC+8)", cell: (row) => row.time },
          { head: "points", cell: (row) => row.name },
          { head: "what", cell: (row) => row.what },
          { head: "with", cell: (row) => row.with },
          { head: "in", cell: (row) => (row.points > 0n ? grouped(row.points) : ""), right: true },
          { head: "out", cell: (row) => (row.points < 0n ? grouped(-row.points) : ""), right: true },
          { head: "redemption", cell: (row) => (row.redemption === null ? "" : row.redemption.slice(0, 12)) },
        ]),
  ];
  return { json: { account, isFrozen, programmes: held, movements: recent }, text: text.join("\n\n") };
});
