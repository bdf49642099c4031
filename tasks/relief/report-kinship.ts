import { officer as officerOf } from "../shared/resolve.ts";
import { writes } from "../shared/run.ts";
import { evidenceOf, theHousehold } from "./steps.ts";

export default writes(async (context, actor) => {
  const { suite, words, args } = context;
  const household = await theHousehold(context);
  const officer = await officerOf(context, args.required("officer", "the officer who is kin"), "--officer");
  return {
    contract: suite.reliefReviews,
    method: "reportKinship",
    args: [household, officer, evidenceOf(context)],
    sentence: `${actor.name} reports that officer ${officer} is kin of ${words.household(household)}.`,
    notes: ["If the officer took a step for it, the household's steps are void: it is under review."],
  };
});
