import { digestGiven } from "../shared/digests.ts";
import { oneOf } from "../shared/parse.ts";
import { holding as holdingOf, participant } from "../shared/resolve.ts";
import { writes } from "../shared/run.ts";
import { choices, valueOf } from "../shared/terms.ts";
import { splitHolding } from "../shared/words.ts";

export default writes(async (context, actor) => {
  const { suite, words, args } = context;
  const holding = await holdingOf(context, args.required("holding", "a bill"));
  const party = await participant(context, args.required("party", "whose time limit it is"), "--party");
  const kind = args.parsed("kind", "demand or suit", oneOf(choices("Interruption")));
  const evidence = digestGiven(context, "What proves it");
  const name = await words.participant(party);
  const what = kind === "Suit" ? `has sued ${name}` : `has asked ${name} to pay`;
  return {
    contract: suite.billRecourse,
    method: "interrupt",
    args: [holding, party, valueOf("Interruption", kind), evidence],
    sentence: `${actor.name} ${what} for ${words.holding(holding)}: its time to claim starts anew.`,
    data: (_, happened) => ({
      bill: splitHolding(holding).bill,
      holding,
      party,
      limit: happened.find(({ event }) => event === "RecourseInterrupted")?.arguments.limit,
    }),
    next: [words.command(`bill liable ${words.holdingHandle(holding)}`)],
  };
});
