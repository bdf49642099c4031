import { holding as holdingOf } from "../shared/resolve.ts";
import { writes } from "../shared/run.ts";
import { titleContract } from "./titles.ts";

export default writes(async (context, actor) => {
  const { suite, words, args } = context;
  const holding = await holdingOf(context, args.required("holding", "a bill"));
  return {
    contract: suite.market,
    method: "countOff",
    args: [await titleContract(context).getAddress(), holding],
    sentence: `${actor.name} has what was sold on or paid of ${words.holding(holding)} counted off its buyer's line.`,
    data: (_, happened) => ({ holding, ...happened.find(({ event }) => event === "LineUsed")?.arguments }),
  };
});
