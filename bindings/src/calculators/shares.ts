/** Units of a title, each a fen of its face, from 1: both ends are included. */
export interface Interval {
  lo: number | bigint;
  hi: number | bigint;
}

/**
 * What an interval has received once `paid` of `face` is paid in all, in fen. The shares of intervals that make up the face sum to what is
 * paid; one share may be a fen less after a further payment, when the fen has gone to its neighbours.
 */
export function shareOfInterval(interval: Interval, paid: bigint, face: bigint): bigint {
  const [lo, hi] = [BigInt(interval.lo), BigInt(interval.hi)];
  if (lo < 1n || lo > hi || hi > face) throw new RangeError(`[${lo}, ${hi}] is no interval of a face of ${face} fen.`);
  if (paid < 0n || paid > face) throw new RangeError(`${paid} fen cannot be paid of a face of ${face} fen.`);
  return (hi * paid) / face - ((lo - 1n) * paid) / face;
}

/** An amount divided in proportion to weights: each share is rounded down, and the first has what is left over. */
export function sharesByWeights(amount: bigint, weights: readonly bigint[]): bigint[] {
  if (amount < 0n) throw new RangeError(`${amount} fen cannot be divided. Give an amount from 0 on.`);
  if (weights.length === 0) throw new RangeError("Nobody shares: give a weight for each who does.");
  const missing = weights.findIndex((weight) => weight <= 0n);
  if (missing >= 0) throw new RangeError(`Weight ${missing} is ${weights[missing]}. Leave out who has no share.`);
  const total = weights.reduce((sum, weight) => sum + weight);
  const down = weights.map((weight) => (amount * weight) / total);
  const left = down.reduce((rest, share) => rest - share, amount);
  return down.map((share, i) => (i === 0 ? share + left : share));
}
