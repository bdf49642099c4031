import { writes } from "../shared/run.ts";
import { actingOfficer, ACTS, signed } from "./signing.ts";
import { evidenceOf, theHousehold } from "./steps.ts";

export default writes(async (context, actor) => {
  const { suite, words } = context;
  const household = await theHousehold(context);
  const evidence = evidenceOf(context);
  const officer = await actingOfficer(context, actor);
  const fields = { household, evidence };
  return {
    contract: suite.reliefReviews,
    method: "proposeExit",
    args: [
      household,
      evidence,
      await signed(context, ACTS.Exit, household, fields),
      await signed(context, ACTS.Exit, officer, fields, "officer"),
    ],
    sentence: `${actor.name} and ${words.household(household)} propose its exit.`,
    next: [words.command(`relief publish ${context.args.text("household") ?? ""}`, "<officer>")],
  };
});
