/** Merkle trees as the contracts prove them: Keccak-256, sorted pairs, leaves hashed twice so that no inner node can pass for one. */
import { AbiCoder, concat, keccak256 } from "ethers";

const pair = (a: string, b: string): string => keccak256(a < b ? concat([a, b]) : concat([b, a]));

/** The leaf of some values. */
export const leaf = (types: readonly string[], values: readonly unknown[]): string =>
  keccak256(keccak256(AbiCoder.defaultAbiCoder().encode(types, values)));

/** The Merkle root over leaves (sorted pairs), and each one's proof. */
export function merkle(leaves: readonly string[]): { root: string; proofs: string[][] } {
  const proofs: string[][] = leaves.map(() => []);
  // Each node with the leaves below it.
  let level = leaves.map((hash, index) => ({ hash, leaves: [index] }));
  while (level.length > 1) {
    const next = [];
    for (let index = 0; index < level.length; index += 2) {
      const [left, right] = [level[index], level[index + 1]];
      if (left === undefined) continue;
      if (right === undefined) {
        next.push(left);
        continue;
      }
      for (const place of left.leaves) proofs[place]?.push(right.hash);
      for (const place of right.leaves) proofs[place]?.push(left.hash);
      next.push({ hash: pair(left.hash, right.hash), leaves: [...left.leaves, ...right.leaves] });
    }
    level = next;
  }
  return { root: level[0]?.hash ?? "", proofs };
}
