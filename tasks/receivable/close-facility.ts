import { yuan } from "../shared/format.ts";
import { writes } from "../shared/run.ts";
import { namedFacility } from "./lines.ts";

export default writes(async (context, actor) => {
  const { suite, words } = context;
  const { id, grantor, obligor, used, closed } = await namedFacility(context);
  if (closed && grantor === actor.participant) {
    return { already: `Facility ${id} is closed already.`, data: { facility: id } };
  }
  return {
    contract: suite.receivableIssuance,
    method: "closeFacility",
    args: [id],
    sentence: `${actor.name} closes its facility ${id} for ${await words.participant(obligor)}: nothing more is opened under it.`,
    changes: [{ what: `Facility ${id}`, from: "open", to: "closed" }],
    notes: used === 0n ? [] : [`${yuan(used)} is open under it, and stays so.`],
    data: () => ({ facility: id, used }),
  };
});
