import { existsSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Args } from "../shared/args.ts";
import { WrongUsage } from "../shared/failures.ts";
import { counted, toJson } from "../shared/format.ts";
import { merkle } from "../shared/merkle.ts";
import { digest, fileDigest, text32 } from "../shared/parse.ts";
import { writes } from "../shared/run.ts";
import { valueOf } from "../shared/terms.ts";
import { algorithmIn, anchoredAs, leafOf } from "./digests.ts";

/** The root, and what is written down so that each document can be verified later. */
function treeOf(args: Args) {
  const root = args.optional("root", digest);
  const folder = args.text("folder")?.replace(/\/+$/, "");
  if ((root === undefined) === (folder === undefined))
    throw new WrongUsage("Which documents?", "Give --folder or --root.");
  if (folder === undefined) return { root: root ?? "", count: 0 };
  if (!existsSync(folder)) throw new WrongUsage(`There is no folder ${folder}.`, "Give the folder with the documents.");
  const files = readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map(({ name }) => name)
    .sort();
  if (files.length === 0) throw new WrongUsage(`${folder} has no files.`, "Give the folder with the documents.");
  const digests = files.map((file) => fileDigest(join(folder, file), undefined, algorithmIn(args)));
  const { root: made, proofs } = merkle(digests.map(leafOf));
  const documents = files.map((file, index) => ({ file, digest: digests[index], proof: proofs[index] }));
  return { root: made, count: files.length, proofFile: args.text("proofs") ?? `${folder}.proofs.json`, documents };
}

export default writes(async (context, actor) => {
  const { suite, words, args } = context;
  const { root, count, proofFile, documents } = treeOf(args);
  const category = args.text("category") ?? "DOCUMENT";
  const algorithm = valueOf("Algorithm", algorithmIn(args));
  const keepProofs = (evidence: bigint): void => {
    if (proofFile !== undefined)
      writeFileSync(proofFile, `${toJson({ evidence, root, algorithm: algorithmIn(args), documents })}\n`);
  };
  const before = await anchoredAs(context, { digest: root, algorithm, name: "the batch" });
  if (before !== undefined) {
    if (!args.flag("dryRun")) keepProofs(before.evidence);
    return {
      already: `${before.name} has anchored this batch already, as evidence ${before.evidence} at ${before.time}.`,
      data: { evidence: before.evidence, root },
      next: [words.command(`evidence show ${before.evidence}`)],
    };
  }
  const what = count === 0 ? "a batch" : counted(count, "document");
  return {
    contract: suite.evidence,
    method: "anchorBatch",
    args: [root, algorithm, text32(category, "--category"), args.text("uri") ?? ""],
    sentence: `${actor.name} anchors ${what} by the root ${root} as ${category}.`,
    notes: proofFile === undefined ? [] : [`The proofs are written to ${proofFile}; keep it with the documents.`],
    data: ([evidence], happened) => {
      if (happened.length > 0) keepProofs(evidence as bigint);
      return { evidence: evidence as bigint, root, proofs: proofFile ?? null };
    },
    next: proofFile === undefined ? [] : [words.command(`evidence verify --file <document> --proofs ${proofFile}`)],
  };
});
