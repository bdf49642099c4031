import { digest, parts } from "../shared/parse.ts";
import { counted } from "../shared/format.ts";
import { writes } from "../shared/run.ts";

export default writes(async (context, actor) => {
  const { suite, args } = context;
  const text = args.required("commitments", "commitments of households (relief make-commitments)");
  const households = parts(text).map((each) => digest(each, "The commitment"));
  return {
    contract: suite.reliefOfficers,
    method: "declareKinship",
    args: [households],
    sentence: `${actor.name} declares ${counted(households.length, "household")} to be kin, and will not act on them.`,
  };
});
