import { sharesByWeights } from "./shares.js";

/** Somebody to whom one receivable was assigned (Civil Code 768). */
export interface Rung {
  who: number | bigint;
  /** Second of its registration (登记); 0: none. */
  registeredAt: number | bigint;
  /** Second in which its notice (通知) reached the obligor; 0: none. */
  notifiedAt: number | bigint;
  /** Fen financed, above 0: between equals it counts in proportion. */
  weight: bigint;
  /** Fen that it takes at most. */
  most: bigint;
  /** It holds the note. */
  holds: boolean;
}

export interface LadderShares {
  /** Places in the list, highest rank first. */
  order: number[];
  /** Fen of each, as the list has them. */
  shares: bigint[];
}

/**
 * Who gets what of money on a receivable that was assigned more than once: registered before unregistered, then by time of registration;
 * else by time of notice; else, and between those of one rank and one second, in proportion to what each has financed. Each takes at most
 * what it claims, and what is left goes down.
 */
export function ladder(amount: bigint, rungs: readonly Rung[]): LadderShares {
  if (amount < 0n) throw new RangeError(`${amount} fen cannot be divided. Give an amount from 0 on.`);
  const missing = rungs.findIndex(({ weight }) => weight <= 0n);
  if (missing >= 0) throw new RangeError(`Rung ${missing} has financed nothing. Give its weight, above 0.`);
  const keys = rungs.map(keyOf);
  const order = rungs.map((_, place) => place).sort((a, b) => compared(keys[a] ?? [], keys[b] ?? []));
  const shares = rungs.map(() => 0n);
  const ranks = new Map<string, number[]>();
  for (const place of order) {
    const rank = (keys[place] ?? []).slice(0, RANK).join(" ");
    ranks.set(rank, [...(ranks.get(rank) ?? []), place]);
  }
  let left = amount;
  for (const equals of ranks.values()) left = shareAmong(left, equals, rungs, shares);
  return { order, shares };
}

/** How many parts of a key make up its rank and time. */
const RANK = 2;

/** Rank and time; then the holder before others, the greater before the smaller, and whatever else tells them apart. */
function keyOf({ who, registeredAt, notifiedAt, weight, most, holds }: Rung, place: number): bigint[] {
  const [registered, notified] = [BigInt(registeredAt), BigInt(notifiedAt)];
  const rank = registered !== 0n ? [0n, registered] : notified !== 0n ? [1n, notified] : [2n, 0n];
  return [...rank, holds ? 0n : 1n, -weight, BigInt(who), most, BigInt(place)];
}

function compared(a: readonly bigint[], b: readonly bigint[]): number {
  const at = a.findIndex((part, index) => part !== b[index]);
  const [one = 0n, other = 0n] = [a[at], b[at]];
  return one < other ? -1 : one > other ? 1 : 0;
}

/** Divides among equals; whoever would get more than it claims gets that, and the others share what is left anew. Returns what is left. */
function shareAmong(amount: bigint, equals: readonly number[], rungs: readonly Rung[], shares: bigint[]): bigint {
  let left = amount;
  while (left !== 0n) {
    const open = equals.flatMap((place) => {
      const rung = rungs[place];
      return rung !== undefined && (shares[place] ?? 0n) < rung.most ? [{ place, ...rung }] : [];
    });
    if (open.length === 0) break;
    const portions = sharesByWeights(
      left,
      open.map(({ weight }) => weight),
    );
    const over = open.filter(({ most }, index) => (portions[index] ?? 0n) > most);
    for (const { place, most } of over) {
      shares[place] = most;
      left -= most;
    }
    if (over.length > 0) continue;
    for (const [index, { place }] of open.entries()) shares[place] = portions[index] ?? 0n;
    return 0n;
  }
  return left;
}
