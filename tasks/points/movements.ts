/** What the ledger's events tell: who has held points, and an account's movements. */
import type { Context } from "../shared/context.ts";
import { type AnyLog, timesOf } from "../shared/history.ts";
import { COMMON } from "./things.ts";

const inOrder = (a: AnyLog, b: AnyLog): number => a.blockNumber - b.blockNumber || a.index - b.index;

/** Accounts that have ever got points of a programme. */
export async function holdersOf({ suite, events }: Context, programme: bigint): Promise<string[]> {
  const { pointsLedger, pointsExchange } = suite;
  const found = await events(async (first, last) => {
    const [granted, passed, returned, exchanged] = await Promise.all([
      pointsLedger.queryFilter(pointsLedger.filters.PointsGranted(programme), first, last),
      pointsLedger.queryFilter(pointsLedger.filters.PointsTransferred(programme), first, last),
      pointsLedger.queryFilter(pointsLedger.filters.PointsReturned(programme), first, last),
      programme === COMMON ? pointsExchange.queryFilter(pointsExchange.filters.PointsExchanged(), first, last) : [],
    ]);
    return [
      ...[...granted, ...returned, ...exchanged].map(({ args }) => args.account),
      ...passed.map(({ args }) => args.to),
    ];
  });
  return [...new Set(found)];
}

/** A bucket, as events name it. */
interface Parcel {
  month: bigint;
  points: bigint;
}

/** One change of what an account holds of a programme. */
export interface Movement {
  second: number;
  programme: bigint;
  what: string;
  /** Above 0: got; below: given. */
  points: bigint;
  /** The other side: an account, a merchant; or nobody. */
  account?: string;
  participant?: bigint;
  fen?: bigint;
  redemption?: string;
  transaction: string;
}

type Drafted = Omit<Movement, "second" | "transaction">;

/** All that has changed what an account holds, oldest first; and the months that it has held points of, by programme. */
export async function movementsOf(context: Context, account: string) {
  const { suite, events } = context;
  const { pointsLedger: ledger, pointsExchange, pointsRedemption, pointsIssuance } = suite;
  const months = new Map<bigint, Set<bigint>>();
  const held = (programme: bigint, buckets: readonly Parcel[]): bigint => {
    const of = months.get(programme) ?? new Set();
    for (const { month } of buckets) of.add(month);
    months.set(programme, of);
    return buckets.reduce((sum, { points }) => sum + points, 0n);
  };
  const logs = await events(async (first, last) => {
    const [granted, reversed, out, into, exchanged, redeemed, refunded, returned, expired] = await Promise.all([
      ledger.queryFilter(ledger.filters.PointsGranted(undefined, account), first, last),
      pointsIssuance.queryFilter(pointsIssuance.filters.GrantReversed(undefined, account), first, last),
      ledger.queryFilter(ledger.filters.PointsTransferred(undefined, account), first, last),
      ledger.queryFilter(ledger.filters.PointsTransferred(undefined, undefined, account), first, last),
      pointsExchange.queryFilter(pointsExchange.filters.PointsExchanged(undefined, account), first, last),
      pointsRedemption.queryFilter(pointsRedemption.filters.PointsRedeemed(undefined, undefined, account), first, last),
      pointsRedemption.queryFilter(pointsRedemption.filters.PointsRefunded(undefined, undefined, account), first, last),
      ledger.queryFilter(ledger.filters.PointsReturned(undefined, account), first, last),
      ledger.queryFilter(ledger.filters.PointsExpired(undefined, account), first, last),
    ]);
    for (const { args } of returned) held(args.programme, args.buckets);
    return [
      ...granted.map((log): [AnyLog, Drafted[]] => {
        const { programme, points, month, granter, sequence } = log.args;
        held(programme, [{ month, points }]);
        return [log, [{ programme, what: `granted, number ${sequence}`, points, participant: granter }]];
      }),
      ...reversed.map((log): [AnyLog, Drafted[]] => {
        const { programme, points, sequence } = log.args;
        return [log, [{ programme, what: `grant ${sequence} reversed`, points: -points }]];
      }),
      ...out.map((log): [AnyLog, Drafted[]] => {
        const { programme, to, buckets } = log.args;
        return [log, [{ programme, what: "passed on", points: -held(programme, buckets), account: to }]];
      }),
      ...into.map((log): [AnyLog, Drafted[]] => {
        const { programme, from, buckets } = log.args;
        return [log, [{ programme, what: "received", points: held(programme, buckets), account: from }]];
      }),
      ...exchanged.map((log): [AnyLog, Drafted[]] => {
        const { programme, points, common } = log.args;
        held(COMMON, [{ month: 0n, points: common }]);
        return [
          log,
          [
            { programme, what: "exchanged", points: -points },
            { programme: COMMON, what: "from exchange", points: common },
          ],
        ];
      }),
      ...redeemed.map((log): [AnyLog, Drafted[]] => {
        const { programme, points, merchant, fen, redemption } = log.args;
        return [log, [{ programme, what: "redeemed", points: -points, participant: merchant, fen, redemption }]];
      }),
      ...refunded.map((log): [AnyLog, Drafted[]] => {
        const { programme, returned: back, expired: lost, merchant, redemption } = log.args;
        const what = lost === 0n ? "refunded" : `refunded (${lost} had expired)`;
        return [log, [{ programme, what, points: back, participant: merchant, redemption }]];
      }),
      ...expired.map((log): [AnyLog, Drafted[]] => {
        const { programme, points } = log.args;
        return [log, [{ programme, what: "expired, swept", points: -points }]];
      }),
    ];
  });
  logs.sort(([a], [b]) => inOrder(a, b));
  const times = await timesOf(
    context,
    logs.map(([{ blockNumber }]) => blockNumber),
  );
  const movements = logs.flatMap(([log, drafts]) =>
    drafts.map((draft) => ({
      ...draft,
      second: times.get(log.blockNumber) ?? 0,
      transaction: log.transactionHash,
    })),
  );
  return { movements, months };
}

/** A redemption as it was signed, and what else its event tells. */
export async function redeemedAs({ suite, events }: Context, redemption: string) {
  const { pointsRedemption } = suite;
  const [found] = await events((first, last) =>
    pointsRedemption.queryFilter(pointsRedemption.filters.PointsRedeemed(redemption), first, last),
  );
  if (found === undefined) return undefined;
  const { account, programme, merchant, points, order, nonce, deadline } = found.args;
  return { signed: { account, programme, merchant, points, order, nonce, deadline }, event: found.args };
}
