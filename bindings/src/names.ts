/** Names by the numbers, or the 32 bytes, that the contracts hold for them. */
export type Words = Readonly<Record<string, number | bigint | string>>;

/**
 * The name of a value: `nameOf(BillStatus, 3n)` is "Delivered".
 * @param value as ethers (bigint) or viem (number) gives it
 */
export function nameOf<W extends Words>(words: W, value: number | bigint | string): keyof W & string {
  const wanted = String(value).toLowerCase();
  const found = Object.keys(words).find((name) => String(words[name]).toLowerCase() === wanted);
  if (found === undefined) {
    throw new RangeError(`There is no word for ${String(value)}. There are: ${Object.keys(words).join(", ")}.`);
  }
  return found;
}

/** The names of a set of bits: `namesIn(Scopes, 3)` is ["ACTS", "ORDERS"]. */
export function namesIn<W extends Readonly<Record<string, number>>>(
  bits: W,
  value: number | bigint,
): (keyof W & string)[] {
  const isSingle = (bit: number) => bit > 0 && (bit & (bit - 1)) === 0;
  return Object.keys(bits).filter((name) => {
    const bit = bits[name] ?? 0;
    return isSingle(bit) && (BigInt(value) & BigInt(bit)) !== 0n;
  });
}

/** A set of acts as an instruction holds it, a bit an act: `actsOf(BillAct.Delivery, BillAct.Endorsement)`. */
export function actsOf(...acts: readonly number[]): number {
  return acts.reduce((set, act) => set | (1 << act), 0);
}
