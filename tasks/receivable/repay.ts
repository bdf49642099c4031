import { yuan } from "../shared/format.ts";
import { positiveAmount } from "../shared/parse.ts";
import { writes } from "../shared/run.ts";
import { nameOf } from "../shared/terms.ts";
import { nextOf } from "./next.ts";
import { dueOn } from "./recourse.ts";
import { namedNote } from "./steps.ts";

export default writes(async (context, actor) => {
  const { suite, words, args } = context;
  const { id, of, info, financing } = await namedNote(context);
  const given = args.optional("amount", positiveAmount);
  const isRepaid = financing !== undefined && nameOf("FinancingStatus", financing.status) === "Repaid";
  if (isRepaid && financing.seller === actor.participant) {
    return {
      already: `${actor.name} has paid all that was due on ${words.note(id)} already.`,
      data: { receivable: of.id, note: id },
      next: await nextOf(context, id),
    };
  }
  const { sum } = await dueOn(context, id);
  const amount = given === undefined || given > sum ? sum : given;
  const factor = financing === undefined ? "the factor" : await words.participant(financing.factor);
  const isAll = amount === sum;
  return {
    contract: suite.receivableFinancing,
    method: "repay",
    // All of it is left to the contract: interest may run on until then.
    args: [id, isAll ? 0n : amount],
    sentence: `${actor.name} pays ${factor} ${yuan(amount)} of the ${yuan(sum)} that it is due on ${words.note(id)}.`,
    changes: [
      { what: "Still due", from: yuan(sum), to: yuan(sum - amount) },
      ...(isAll && info.holder !== actor.participant ? [{ what: "Holder", from: factor, to: actor.name }] : []),
    ],
    notes: ["It counts for costs first, then interest, then principal."],
    data: () => ({ receivable: of.id, note: id, amount }),
    next: () => nextOf(context, id),
  };
});
