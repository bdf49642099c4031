import { ZeroHash } from "ethers";
import { digestOrNone } from "../shared/digests.ts";
import { whole } from "../shared/parse.ts";
import { household as householdOf } from "../shared/resolve.ts";
import { writes } from "../shared/run.ts";
import { ACTS, signed } from "./signing.ts";
import { theProject } from "./steps.ts";

export default writes(async (context) => {
  const { suite, words, args } = context;
  const project = await theProject(context);
  const household = await householdOf(context, args.required("household", "who says it, as in 1/17"), "--household");
  const rating = args.parsed("rating", "1 to 5", whole);
  const evidence = digestOrNone(context) ?? ZeroHash;
  const assertion = await signed(context, ACTS.Feedback, household, { project, rating, evidence });
  return {
    contract: suite.reliefLedger,
    method: "giveFeedback",
    args: [project, household, rating, evidence, assertion],
    sentence: `${words.household(household)} rates project ${project}: ${rating} of 5.`,
  };
});
