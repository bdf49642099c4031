/** The level of a division, by how many of its twelve digits say something: as the contracts' `levelOf`. */
export function levelOf(area: bigint): bigint {
  if (area % 1_000n !== 0n) return 5n;
  if (area % 1_000_000n !== 0n) return 4n;
  if (area % 100_000_000n !== 0n) return 3n;
  return area % 10_000_000_000n === 0n ? 1n : 2n;
}

const UNITS = [1n, 10_000_000_000n, 100_000_000n, 1_000_000n, 1_000n, 1n];

/** Whether a division lies in another, or is it. */
export const covers = (outer: bigint, inner: bigint): boolean =>
  inner - (inner % (UNITS[Number(levelOf(outer))] ?? 1n)) === outer;
