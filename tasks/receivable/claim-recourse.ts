import { ZeroHash } from "ethers";
import { digestOrNone } from "../shared/digests.ts";
import { WrongUsage } from "../shared/failures.ts";
import { yuan } from "../shared/format.ts";
import { amount } from "../shared/parse.ts";
import { writes } from "../shared/run.ts";
import { noteHandle } from "../shared/words.ts";
import { dueOn } from "./recourse.ts";
import { namedNote } from "./steps.ts";

export default writes(async (context, actor) => {
  const { suite, words, args } = context;
  const { id, of, financing } = await namedNote(context);
  const costs = args.optional("costs", amount) ?? 0n;
  const evidence = digestOrNone(context) ?? ZeroHash;
  if (costs > 0n && evidence === ZeroHash) {
    throw new WrongUsage("What proves the costs is missing.", "Give --evidence-file with it, or --evidence.");
  }
  const seller = financing === undefined ? "the seller" : await words.participant(financing.seller);
  const repay = async () =>
    financing === undefined
      ? []
      : [words.command(`receivable repay ${noteHandle(id)}`, await words.handle(financing.seller))];
  const { sum } = await dueOn(context, id);
  if (financing?.claimed === true && financing.factor === actor.participant && costs === 0n) {
    return {
      already: `${actor.name} has claimed on ${seller} for ${words.note(id)} already; ${yuan(sum)} is due today.`,
      data: { receivable: of.id, note: id, due: sum },
      next: await repay(),
    };
  }
  return {
    contract: suite.receivableFinancing,
    method: "claim",
    args: [id, costs, evidence],
    sentence: `${actor.name} claims ${yuan(sum + costs)} on ${words.note(id)} from ${seller}${costs === 0n ? "" : `, ${yuan(costs)} of it costs`}.`,
    changes: [{ what: "Due", from: yuan(sum), to: yuan(sum + costs) }],
    notes: [`With all of it paid the note is ${seller}'s again.`],
    data: () => ({ receivable: of.id, note: id, costs, due: sum + costs }),
    next: repay,
  };
});
