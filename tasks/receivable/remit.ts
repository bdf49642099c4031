import { yuan } from "../shared/format.ts";
import { writes } from "../shared/run.ts";
import { nextOf } from "./next.ts";
import { namedNote } from "./steps.ts";

export default writes(async (context, actor) => {
  const { suite, words } = context;
  const { receivableFinancing } = suite;
  const { id, of, financing } = await namedNote(context);
  const held = financing?.held ?? 0n;
  const remitted =
    held > 0n
      ? []
      : await context.events((first, last) =>
          receivableFinancing.queryFilter(
            receivableFinancing.filters.FinancingRemitted(id, actor.participant),
            first,
            last,
          ),
        );
  if (remitted.length > 0) {
    return {
      already: `${actor.name} has remitted what it had collected on ${words.note(id)} already.`,
      data: { receivable: of.id, note: id },
      next: await nextOf(context, id),
    };
  }
  const factor = financing === undefined ? "the factor" : await words.participant(financing.factor);
  return {
    contract: receivableFinancing,
    method: "remit",
    args: [id],
    sentence: `${actor.name} pays ${factor} what it has collected on ${words.note(id)}, ${yuan(held)}.`,
    changes: [{ what: "Held for the factor", from: yuan(held), to: yuan(0n) }],
    notes: financing?.recourse === true ? [`With recourse ${factor} gets no more than it is due.`] : [],
    data: (_, happened) => ({
      receivable: of.id,
      note: id,
      amount: happened.find(({ event }) => event === "FinancingRemitted")?.arguments.amount ?? held,
    }),
    next: () => nextOf(context, id),
  };
});
