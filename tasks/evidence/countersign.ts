import { ZeroHash } from "ethers";
import { Refused, WrongUsage } from "../shared/failures.ts";
import { digest, fileDigest } from "../shared/parse.ts";
import { writes } from "../shared/run.ts";
import { evidenceIn } from "./digests.ts";

export default writes(async (context, actor) => {
  const { suite, words, args } = context;
  const evidence = await evidenceIn(context);
  const show = words.command(`evidence show ${evidence.evidence}`);
  const [file, given] = [args.text("file"), args.optional("digest", digest)];
  if (evidence.batch && file !== undefined) {
    throw new WrongUsage(`Evidence ${evidence.evidence} is a batch.`, "Give its root with --digest, or neither.");
  }
  const meant = file === undefined ? given : fileDigest(file, "--file", evidence.algorithm);
  if (meant !== undefined && meant !== evidence.digest) {
    throw new Refused(
      "AnotherDocument",
      `${file ?? meant} is not what evidence ${evidence.evidence} stands for: its digest is ${evidence.digest}.`,
      show,
    );
  }
  const data = { evidence: evidence.evidence, digest: evidence.digest };
  if (await suite.evidence.hasCountersigned(evidence.evidence, actor.participant)) {
    return { already: `${actor.name} has signed for evidence ${evidence.evidence} already.`, data, next: [show] };
  }
  const statement = args.optional("statement", fileDigest) ?? args.optional("statementDigest", digest) ?? ZeroHash;
  return {
    contract: suite.evidence,
    method: "countersign",
    args: [evidence.evidence, evidence.digest, statement],
    sentence: `${actor.name} signs for the ${evidence.category} that ${evidence.name} anchored on ${evidence.time} (UTC+8).`,
    notes: [
      `Its digest: ${evidence.digest}${meant === undefined ? ", not compared with a document" : ""}`,
      ...(statement === ZeroHash ? [] : [`What it has issued about it: ${statement}`]),
    ],
    data: () => ({ ...data, statement }),
    next: [show],
  };
});
