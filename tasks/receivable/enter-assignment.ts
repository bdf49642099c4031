import { digestGiven } from "../shared/digests.ts";
import { timeOf, yuan } from "../shared/format.ts";
import { positiveAmount, until } from "../shared/parse.ts";
import { writes } from "../shared/run.ts";
import { noteHandle } from "../shared/words.ts";
import { entriesOn } from "./disputes.ts";
import { namedNote } from "./steps.ts";

export default writes(async (context, actor) => {
  const { suite, words, args } = context;
  const { id, of, info } = await namedNote(context);
  const amount = args.parsed("amount", "what was financed, in yuan", positiveAmount);
  const registeredAt = args.optional("registered", until) ?? 0n;
  const notifiedAt = args.optional("notified", until) ?? 0n;
  const proof = digestGiven(context, "What proves it", "proof");
  const holder = await words.participant(info.holder);
  const as = await words.handle(info.holder);
  const admit = (entry: unknown) => [
    words.command(`receivable admit-assignment ${noteHandle(id)} --entry ${String(entry)}`, as),
  ];
  const same = (await entriesOn(context, id)).find(
    (each) => each.claimant === actor.participant && each.proof === proof && each.status !== "Ended",
  );
  if (same !== undefined) {
    return {
      already: `This assignment is entry ${same.entry} on ${words.note(id)} already.`,
      data: { receivable: of.id, note: id, entry: same.entry },
      next: same.status === "Entered" ? admit(same.entry) : [words.command(`receivable ladder ${noteHandle(id)}`)],
    };
  }
  const rank = [
    registeredAt === 0n ? "not registered" : `registered at ${timeOf(registeredAt)}`,
    notifiedAt === 0n ? "no notice to the obligor" : `notice to the obligor at ${timeOf(notifiedAt)}`,
  ];
  return {
    contract: suite.receivableDisputes,
    method: "enter",
    args: [id, amount, registeredAt, notifiedAt, proof],
    sentence: `${actor.name} enters an assignment of ${words.note(id)} made off chain before: ${yuan(amount)}, ${rank.join(", ")}.`,
    notes: [`It counts for nothing until ${holder}, or a court, admits it.`, `Digest of the proof: ${proof}`],
    data: ([simulated], happened) => ({
      receivable: of.id,
      note: id,
      entry: happened.find(({ event }) => event === "AssignmentEntered")?.arguments.entry ?? simulated,
    }),
    next: ({ happenings }) => admit(happenings.find(({ event }) => event === "AssignmentEntered")?.arguments.entry),
  };
});
