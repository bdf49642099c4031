import { yuan } from "../shared/format.ts";
import { writes } from "../shared/run.ts";
import { nextOfRoot } from "./next.ts";
import { namedRoot } from "./steps.ts";

export default writes(async (context, actor) => {
  const { suite } = context;
  const { id, root } = await namedRoot(context);
  const { agreedUnits } = await suite.receivableIssuance.cancellationOf(id);
  return {
    contract: suite.receivableIssuance,
    method: "withdrawCancellation",
    args: [id],
    sentence: `${actor.name} no longer asks to cancel receivable ${id} over ${yuan(root.face)}.`,
    notes:
      agreedUnits === 0n
        ? []
        : [`Holders of ${yuan(agreedUnits)} had agreed; each takes that back for its own note to be free again.`],
    data: () => ({ receivable: id }),
    next: () => nextOfRoot(context, id),
  };
});
