/** Digests of documents, and trees of them. */
import { AbiCoder, concat, keccak256, toUtf8String } from "ethers";
import type { Args } from "../shared/args.ts";
import type { Context } from "../shared/context.ts";
import { WrongUsage } from "../shared/failures.ts";
import { timeOf } from "../shared/format.ts";
import { digest, fileDigest, oneOf, whole } from "../shared/parse.ts";
import { choices, nameOf, type Value, valueOf } from "../shared/terms.ts";

export interface Digest {
  digest: string;
  algorithm: bigint;
  /** What a person calls the document. */
  name: string;
}

/** The algorithm that was chosen. */
export const algorithmIn = (args: Args, usual: Value<"Algorithm"> = "Sha256"): Value<"Algorithm"> =>
  args.optional("algorithm", oneOf(choices("Algorithm"))) ?? usual;

/** The digest that --file or --digest stand for. */
export function digestOf(args: Args, usual?: Value<"Algorithm">): Digest {
  const file = args.text("file");
  const given = args.optional("digest", digest);
  if (file !== undefined && given !== undefined)
    throw new WrongUsage("--file and --digest are both there.", "Give one.");
  const algorithm = algorithmIn(args, usual);
  if (file !== undefined) {
    const made = fileDigest(file, "--file", algorithm);
    return { digest: made, algorithm: valueOf("Algorithm", algorithm), name: file };
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

/** The evidence that was named. */
export async function evidenceIn(context: Context) {
  const { suite, words, args } = context;
  const id = whole(args.required("evidence", "its number"), "The evidence");
  const count = await suite.evidence.evidenceCount();
  if (id > 0n && id <= count) return evidenceOf(context, id);
  throw new WrongUsage(`There is no evidence ${id}.`, `See ${words.command("evidence list")}.`);
}

/** Anchored before, by whomever. */
export async function anchoredAs({ suite, words }: Context, { digest: hash, algorithm }: Digest) {
  const [evidence, anchorer, anchoredAt] = await suite.evidence.verify(hash, algorithm);
  if (anchoredAt === 0n) return undefined;
  return { evidence, anchorer, name: await words.participant(anchorer), anchoredAt, time: timeOf(anchoredAt) };
}
