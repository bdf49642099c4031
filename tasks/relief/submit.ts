import { digest, fileDigest, parts } from "../shared/parse.ts";
import { WrongUsage } from "../shared/failures.ts";
import { counted, listed } from "../shared/format.ts";
import { writes } from "../shared/run.ts";
import { textOf } from "../shared/words.ts";
import { theMilestone } from "./steps.ts";

export default writes(async (context, actor) => {
  const { suite, words, args } = context;
  const { project, milestone } = await theMilestone(context);
  const { evidence: kinds } = await suite.reliefProjects.milestoneInfo(project, milestone);
  const files = args.text("files");
  const digests =
    files === undefined
      ? parts(args.required("evidence", "digests, one for each kind of evidence, or --files")).map((each) =>
          digest(each),
        )
      : parts(files).map((each) => fileDigest(each, "--files"));
  if (digests.length !== kinds.length) {
    throw new WrongUsage(
      `${counted(kinds.length, "kind")} of evidence ${kinds.length === 1 ? "is" : "are"} asked, and ${digests.length} given.`,
      `In this order: ${listed(kinds.map((kind) => textOf(kind) ?? kind))}.`,
    );
  }
  return {
    contract: suite.reliefProjects,
    method: "submit",
    args: [project, milestone, digests],
    sentence: `${actor.name} submits the evidence of milestone ${project}/${milestone}.`,
    next: [words.command(`relief show-project ${project}`)],
  };
});
