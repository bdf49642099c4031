import { writes } from "../shared/run.ts";
import { theOfficer } from "./steps.ts";

export default writes(async (context, actor) => {
  const officer = await theOfficer(context);
  return {
    contract: context.suite.reliefOfficers,
    method: "dismiss",
    args: [officer],
    sentence: `${actor.name} ends the service of officer ${officer}. What the officer did stands.`,
  };
});
