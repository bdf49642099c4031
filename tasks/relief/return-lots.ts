import { counted, yuan } from "../shared/format.ts";
import { writes } from "../shared/run.ts";
import { leftLots } from "./left-lots.ts";

export default writes(async (context) => {
  const { fund, lots, left } = await leftLots(context);
  if (lots.length === 0) return { already: `nothing is left of fund ${fund}.` };
  return {
    contract: context.suite.reliefFunds,
    method: "returnLots",
    args: [lots],
    sentence: `${yuan(left)} of ${counted(lots.length, "lot")} of fund ${fund} go back to who gave them.`,
  };
});
