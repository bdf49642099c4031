import { dateOf } from "../shared/format.ts";
import { holding as holdingOf, participant } from "../shared/resolve.ts";
import { writes } from "../shared/run.ts";
import { splitHolding } from "../shared/words.ts";

export default writes(async (context, actor) => {
  const { suite, words, args } = context;
  const { billRecourse } = suite;
  const holding = await holdingOf(context, args.required("holding", "a bill"));
  const party = await participant(context, args.required("party", "who is told"), "--party");
  const [name, { notifiedOn }] = await Promise.all([
    words.participant(party),
    billRecourse.pairOf(holding, actor.participant, party),
  ]);
  const data = { bill: splitHolding(holding).bill, holding, party };
  if (notifiedOn !== 0n) {
    return { already: `${actor.name} has told ${name} on ${dateOf(notifiedOn)} already.`, data };
  }
  return {
    contract: billRecourse,
    method: "notify",
    args: [holding, party],
    sentence: `${actor.name} tells ${name} that ${words.holding(holding)} was dishonoured.`,
    data: () => data,
    next: [words.command(`bill liable ${words.holdingHandle(holding)}`)],
  };
});
