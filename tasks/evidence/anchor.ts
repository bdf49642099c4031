import { writes } from "../shared/run.ts";
import { text32 } from "../shared/parse.ts";
import { anchoredAs, digestOf } from "./digests.ts";

export default writes(async (context, actor) => {
  const { suite, words, args } = context;
  const document = digestOf(args);
  const category = args.text("category") ?? "DOCUMENT";
  const before = await anchoredAs(context, document);
  if (before !== undefined) {
    return {
      already: `${before.name} has anchored ${document.name} already, as evidence ${before.evidence} at ${before.time}.`,
      data: { evidence: before.evidence, digest: document.digest },
      next: [words.command(`evidence show ${before.evidence}`)],
    };
  }
  return {
    contract: suite.evidence,
    method: "anchor",
    args: [document.digest, document.algorithm, text32(category, "--category"), args.text("uri") ?? ""],
    sentence: `${actor.name} anchors ${document.name} as ${category}.`,
    notes: [`Digest ${document.digest}; the document itself goes nowhere.`],
    data: ([evidence]) => ({ evidence: evidence as bigint, digest: document.digest }),
    next: [words.command(`evidence verify --digest ${document.digest}`)],
  };
});
