import type { Actor } from "../shared/actor.ts";
import type { Context } from "../shared/context.ts";
import { yuan } from "../shared/format.ts";
import { note as noteOf } from "../shared/resolve.ts";
import { noteHandle } from "../shared/words.ts";
import type { Act, Already } from "../shared/write.ts";
import { nextOf } from "./next.ts";
import { noteState, standing, unitsOf } from "./state.ts";
import { namedNote } from "./steps.ts";

/** Makes one note of two; which of them comes first on the receivable is found here. */
export async function mergeAct(
  context: Context,
  actor: Actor,
  part: "receivableRegistry" | "receivableFinancing",
  method: string,
): Promise<Act | Already> {
  const { suite, words, args } = context;
  const one = await namedNote(context);
  const other = await noteState(context, await noteOf(context, args.required("next", "the note to join it with")));
  const [first, second] = one.info.lo <= other.info.lo ? [one, other] : [other, one];
  const merged = [one, other].find(({ status }) => status === "Merged");
  if (merged !== undefined && merged.info.holder === actor.participant) {
    return {
      already: `${words.note(merged.id)} has become part of another note already.`,
      data: { receivable: merged.of.id, note: merged.id },
      next: [words.command(`receivable tree ${merged.of.id}`)],
    };
  }
  const sum = unitsOf(first.info) + unitsOf(second.info);
  return {
    contract: suite[part],
    method,
    args: [first.id, second.id],
    sentence: `${actor.name} joins ${words.note(first.id)} and ${words.note(second.id)} to one note over ${yuan(sum)}.`,
    changes: [
      { what: words.note(first.id), from: yuan(unitsOf(first.info)), to: yuan(sum) },
      { what: words.note(second.id), from: `${yuan(unitsOf(second.info))}, ${standing(second)}`, to: "merged" },
    ],
    data: () => ({ receivable: first.of.id, note: first.id, merged: noteHandle(second.id) }),
    next: () => nextOf(context, first.id),
  };
}
