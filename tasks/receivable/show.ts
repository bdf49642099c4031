import { reads } from "../shared/run.ts";
import { showNote } from "./show-note.ts";
import { showReceivable } from "./show-receivable.ts";

export default reads((context) =>
  context.args.required("receivable", "a receivable, as in 7, or one of its notes, as in 7/3").includes("/")
    ? showNote(context)
    : showReceivable(context),
);
