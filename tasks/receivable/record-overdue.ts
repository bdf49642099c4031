import { dateOf, yuan } from "../shared/format.ts";
import { writes } from "../shared/run.ts";
import { nextOfRoot } from "./next.ts";
import { namedRoot } from "./steps.ts";

export default writes(async (context, actor) => {
  const { suite, words } = context;
  const { receivableSettlement } = suite;
  const { id, root, payableDay } = await namedRoot(context);
  const recorded = await context.events((first, last) =>
    receivableSettlement.queryFilter(receivableSettlement.filters.ReceivableOverdue(id), first, last),
  );
  if (recorded.length > 0) {
    return {
      already: `It is recorded already that receivable ${id} is overdue.`,
      data: { receivable: id },
      next: await nextOfRoot(context, id),
    };
  }
  const obligor = await words.participant(root.obligor);
  return {
    contract: receivableSettlement,
    method: "recordOverdue",
    args: [id],
    sentence: `${actor.name} has it recorded that ${obligor} has not paid receivable ${id} over ${yuan(root.face)}, payable on ${dateOf(payableDay ?? root.dueDay)}.`,
    data: () => ({ receivable: id }),
    next: () => nextOfRoot(context, id),
  };
});
