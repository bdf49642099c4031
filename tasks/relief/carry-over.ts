import { counted, yuan } from "../shared/format.ts";
import { writes } from "../shared/run.ts";
import { leftLots } from "./left-lots.ts";

export default writes(async (context) => {
  const { suite } = context;
  const { fund, lots, left } = await leftLots(context);
  if (lots.length === 0) return { already: `nothing is left of fund ${fund}.` };
  const { successor } = await suite.reliefFunds.fundInfo(fund);
  return {
    contract: suite.reliefFunds,
    method: "carryOver",
    args: [lots],
    sentence: `${yuan(left)} of ${counted(lots.length, "lot")} of fund ${fund} are carried over to fund ${successor}.`,
  };
});
