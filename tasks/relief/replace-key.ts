import { writes } from "../shared/run.ts";
import { publicKeyIn } from "./signing.ts";
import { theOfficer } from "./steps.ts";

export default writes(async (context, actor) => {
  const officer = await theOfficer(context);
  return {
    contract: context.suite.reliefOfficers,
    method: "replaceKey",
    args: [officer, publicKeyIn(context)],
    sentence: `${actor.name} gives officer ${officer} another passkey; those before are worth nothing any more.`,
  };
});
