import { EXIT, Refused, WrongUsage } from "../shared/failures.ts";
import { content } from "../shared/parse.ts";
import { nameOf, type Value } from "../shared/terms.ts";
import type { Context } from "../shared/context.ts";
import { reads, type View } from "../shared/run.ts";
import { anchoredAs, type Digest, digestOf, evidenceOf } from "./digests.ts";

interface Proofs {
  evidence: string;
  algorithm: Value<"Algorithm">;
  documents: { digest: string; proof: string[] }[];
}

function proofsIn(path: string): Proofs {
  try {
    return JSON.parse(content(path, "--proofs").toString("utf8")) as Proofs;
  } catch (error) {
    if (error instanceof WrongUsage) throw error;
    throw new WrongUsage(`${path} is no file of proofs.`, "Give the one that evidence anchor-batch has written.");
  }
}

async function inBatch(context: Context, path: string): Promise<View> {
  const { evidence, algorithm, documents } = proofsIn(path);
  const document = digestOf(context.args, algorithm);
  const found = documents.find((each) => each.digest === document.digest);
  const isIn =
    found !== undefined && (await context.suite.evidence.verifyInBatch(evidence, document.digest, found.proof));
  if (!isIn) {
    const text = `✘ ${document.name} is not in the batch of ${path}: it is another document, or was changed.`;
    return { json: { isAnchored: false, digest: document.digest }, text, exitCode: EXIT.refused };
  }
  const batch = await evidenceOf(context, BigInt(evidence));
  return {
    json: {
      isAnchored: true,
      digest: document.digest,
      evidence: batch.evidence,
      anchorer: batch.anchorer,
      time: batch.time,
    },
    text: `✔ ${document.name} is as it was on ${batch.time} (UTC+8), when ${batch.name} anchored it in a batch (evidence ${evidence}).`,
  };
}

/** Lets the chain take the digest as well, for who would rather not trust the program at hand. */
async function requireSameOnChain({ suite, args }: Context, { digest, algorithm }: Digest): Promise<void> {
  const file = args.text("file");
  if (file === undefined) throw new WrongUsage("The chain can't hash what it does not have.", "Give --file.");
  const found = await suite.evidence.digestOf(algorithm, content(file, "--file"));
  if (found === digest) return;
  throw new Refused(
    "DigestsDiffer",
    `Here ${nameOf("Algorithm", algorithm)} of ${file} is ${digest}, on the chain ${found}.`,
    "One of the two programs is wrong; compare with a third.",
  );
}

export default reads(async (context) => {
  const { args } = context;
  const proofs = args.text("proofs");
  if (proofs !== undefined) return inBatch(context, proofs);
  const document = digestOf(args);
  if (args.flag("onChain")) await requireSameOnChain(context, document);
  const anchored = await anchoredAs(context, document);
  if (anchored === undefined) {
    const text = `✘ Nobody has anchored ${document.name} (${document.digest}): not at all, or it was changed since.`;
    return { json: { isAnchored: false, digest: document.digest }, text, exitCode: EXIT.refused };
  }
  const { evidence, anchorer, name, time } = anchored;
  return {
    json: { isAnchored: true, digest: document.digest, evidence, anchorer, time },
    text: `✔ ${document.name} is as it was on ${time} (UTC+8), when ${name} anchored it (evidence ${evidence}).`,
  };
});
