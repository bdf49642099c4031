/** Digests of documents, and trees of them. */
import { AbiCoder, concat, keccak256, toUtf8String } from "ethers";
import type { Args } from "../shared/args.ts";
import type { Context } from "../shared/context.ts";
import { WrongUsage } from "../shared/failures.ts";
import { timeOf } from "../shared/format.ts";
import { digest, fileDigest, oneOf } from "../shared/parse.ts";
import { choices, nameOf, valueOf } from "../shared/terms.ts";

export interface Digest {
  digest: string;
  algorithm: bigint;
  /** What a person calls the document. */
  name: string;
}

/** The digest that --file or --digest stand for. */
export function digestOf(args: Args): Digest {
  const file = args.text("file");
  const given = args.optional("digest", digest);
  if (file !== undefined && given !== undefined)
    throw new WrongUsage("--file and --digest are both there.", "Give one.");
  const algorithm = args.optional("algorithm", oneOf(choices("Algorithm"))) ?? "Sha256";
  if (file !== undefined) {
    if (algorithm !== "Sha256") {
      throw new WrongUsage(`Of a file only SHA-256 is taken here, not ${algorithm}.`, "Give the digest with --digest.");
    }
    return { digest: fileDigest(file), algorithm: valueOf("Algorithm", algorithm), name: file };
  }
  if (given === undefined) throw new WrongUsage("Which document?", "Give --file, or --digest.");
  return { digest: given, algorithm: valueOf("Algorithm", algorithm), name: `the document ${given}` };
}

const pair = (a: string, b: string): string => keccak256(a < b ? concat([a, b]) : concat([b, a]));

/** A batch's leaf: hashed twice, so that no inner node can pass for one. */
export const leafOf = (digest: string): string =>
  keccak256(keccak256(AbiCoder.defaultAbiCoder().encode(["bytes32"], [digest])));

/** The Merkle root over digests (sorted pairs), and each one's proof. */
export function merkle(digests: readonly string[]): { root: string; proofs: string[][] } {
  const proofs: string[][] = digests.map(() => []);
  // Each node with the leaves below it.
  let level = digests.map((each, index) => ({ hash: leafOf(each), leaves: [index] }));
  while (level.length > 1) {
    const next = [];
    for (let place = 0; place < level.length; place += 2) {
      const [left, right] = [level[place], level[place + 1]];
      if (left === undefined) continue;
      if (right === undefined) {
        next.push(left);
        continue;
      }
      for (const leaf of left.leaves) proofs[leaf]?.push(right.hash);
      for (const leaf of right.leaves) proofs[leaf]?.push(left.hash);
      next.push({ hash: pair(left.hash, right.hash), leaves: [...left.leaves, ...right.leaves] });
    }
    level = next;
  }
  return { root: level[0]?.hash ?? "", proofs };
}

/** One piece of evidence, with names. */
export async function evidenceOf({ suite, words }: Context, id: bigint) {
  const { anchorer, algorithm, batch, anchoredAt, digest: hash, category } = await suite.evidence.evidenceInfo(id);
  return {
    evidence: id,
    anchorer,
    name: await words.participant(anchorer),
    algorithm: nameOf("Algorithm", algorithm),
    batch,
    anchoredAt,
    time: timeOf(anchoredAt),
    digest: hash,
    category: toUtf8String(category).replaceAll("\0", ""),
  };
}

/** Anchored before, by whomever. */
export async function anchoredAs({ suite, words }: Context, { digest: hash, algorithm }: Digest) {
  const [evidence, anchorer, anchoredAt] = await suite.evidence.verify(hash, algorithm);
  if (anchoredAt === 0n) return undefined;
  return { evidence, anchorer, name: await words.participant(anchorer), anchoredAt, time: timeOf(anchoredAt) };
}
