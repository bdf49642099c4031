/** Digests of documents, and trees of them. */
import { toUtf8String } from "ethers";
import type { Args } from "../shared/args.ts";
import type { Context } from "../shared/context.ts";
import { WrongUsage } from "../shared/failures.ts";
import { timeOf } from "../shared/format.ts";
import { leaf } from "../shared/merkle.ts";
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

/** A document's leaf in a batch. */
export const leafOf = (digest: string): string => leaf(["bytes32"], [digest]);

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
