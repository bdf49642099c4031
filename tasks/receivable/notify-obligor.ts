import { writes } from "../shared/run.ts";
import { nextOf } from "./next.ts";
import { namedNote } from "./steps.ts";

export default writes(async (context, actor) => {
  const { suite, words } = context;
  const { id, of, info, financing } = await namedNote(context);
  const obligor = await words.participant(info.obligor);
  const data = { receivable: of.id, note: id };
  if (financing?.notified === true && financing.factor === actor.participant) {
    return { already: `${obligor} knows that ${words.note(id)} is factored.`, data, next: await nextOf(context, id) };
  }
  return {
    contract: suite.receivableFinancing,
    method: "notifyObligor",
    args: [id],
    sentence: `${actor.name} tells ${obligor} that ${words.note(id)} is factored: from now on only ${actor.name} is paid.`,
    changes: [
      {
        what: "Collected by",
        from: financing === undefined ? "–" : await words.participant(financing.seller),
        to: actor.name,
      },
    ],
    data: () => data,
    next: () => nextOf(context, id),
  };
});
