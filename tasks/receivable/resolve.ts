import { digestGiven } from "../shared/digests.ts";
import { writes } from "../shared/run.ts";
import { disputeOn } from "./disputes.ts";
import { nextOf } from "./next.ts";
import { namedNote } from "./steps.ts";

export default writes(async (context, actor) => {
  const { suite, words } = context;
  const { id, of } = await namedNote(context);
  const resolution = digestGiven(context, "What was agreed", "resolution");
  const dispute = await disputeOn(context, id);
  const data = { receivable: of.id, note: id, resolution };
  if (dispute.open && dispute.agreedBy === actor.participant && dispute.resolution === resolution) {
    return {
      already: `${actor.name} has agreed to this resolution already; the other side has not yet.`,
      data,
      next: await nextOf(context, id),
    };
  }
  const isSecond = dispute.agreedBy !== 0n && dispute.agreedBy !== actor.participant;
  return {
    contract: suite.receivableDisputes,
    method: "resolve",
    args: [id, resolution],
    sentence: `${actor.name} agrees to a resolution of the dispute over ${words.note(id)}.`,
    changes: [{ what: words.note(id), from: "disputed", to: isSecond ? "resolved" : "disputed, one side agrees" }],
    notes: [`Digest of what was agreed: ${resolution}`],
    data: () => data,
    next: () => nextOf(context, id),
  };
});
