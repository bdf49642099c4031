import { counted, yuan } from "../shared/format.ts";
import { writes } from "../shared/run.ts";
import { valueOf } from "../shared/terms.ts";
import { nextOfRoot } from "./next.ts";
import { pageSize } from "./paying.ts";
import { notesOf } from "./state.ts";
import { namedRoot } from "./steps.ts";

export default writes(async (context, actor) => {
  const { suite, words } = context;
  const of = await namedRoot(context);
  const { id, root, status } = of;
  if (status === "Cancelled") return { already: `Receivable ${id} is cancelled already.`, data: { receivable: id } };
  const total = (await notesOf(context, of)).filter((note) => note.status === "Live").length;
  const closed = (happened: readonly { event: string }[]) =>
    happened.filter(({ event }) => event === "NoteClosed").length;
  return {
    contract: suite.receivableIssuance,
    method: "cancel",
    args: [id, pageSize(context)],
    sentence: `${actor.name} has the notes of receivable ${id} over ${yuan(root.face)} closed, as all holders have agreed.`,
    changes: [{ what: words.receivable(id), from: status, to: "Cancelled" }],
    notes: ["With the last one its invoices and its facility are free again."],
    pages: {
      total,
      page: (happened) => ({
        steps: closed(happened),
        line: `${counted(closed(happened), "note")} closed`,
        isLast: happened.some(
          ({ event, arguments: { status: now } }) =>
            event === "RootStatusChanged" && now === valueOf("RootStatus", "Cancelled"),
        ),
      }),
      each: ["NoteClosed", "RootProgressed"],
    },
    data: (_, happened) => ({ receivable: id, notes: closed(happened) }),
    next: () => nextOfRoot(context, id),
  };
});
