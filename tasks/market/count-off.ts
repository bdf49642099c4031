import { writes } from "../shared/run.ts";
import { bills, notes } from "./titles.ts";

export default writes(async (context, actor) => {
  const { suite, args } = context;
  const titles = args.flag("note") ? notes(context) : bills(context);
  const title = await titles.named(args.required("title", "a bill, or with --note a note"), "The title");
  return {
    contract: suite.market,
    method: "countOff",
    args: [await titles.contract.getAddress(), title],
    sentence: `${actor.name} has what was sold on or paid of ${titles.name(title)} counted off its buyer's line.`,
    data: (_, happened) => ({
      [titles.column]: title,
      ...happened.find(({ event }) => event === "LineUsed")?.arguments,
    }),
  };
});
