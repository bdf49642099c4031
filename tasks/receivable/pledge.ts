import { dateOf, yuan } from "../shared/format.ts";
import { date, positiveAmount } from "../shared/parse.ts";
import { participant } from "../shared/resolve.ts";
import { writes } from "../shared/run.ts";
import { pledgeTerms } from "./asked.ts";
import { alreadyAsked, amountAsked, amountOf, dataOf, namedNote, nextAfter, noteChanges } from "./steps.ts";

export default writes(async (context, actor) => {
  const { suite, words, args } = context;
  const state = await namedNote(context);
  const { id, of } = state;
  const pledgee = await participant(context, args.required("pledgee", "who has the security"), "--pledgee");
  const secured = args.parsed("secured", "the debt that it secures, in yuan", positiveAmount);
  const dueDay = args.parsed("due", "the day on which that debt is due, as in 2026-05-29", date);
  const amount = amountAsked(context, state);
  const lastDay = args.optional("until", date) ?? 0n;
  const already = await alreadyAsked(context, actor, {
    act: "Pledge",
    to: pledgee,
    root: of.id,
    amount,
    terms: (packed) => {
      const terms = pledgeTerms(packed);
      return terms.secured === secured && terms.dueDay === dueDay;
    },
  });
  if (already !== undefined) return already;
  const name = await words.participant(pledgee);
  return {
    contract: suite.receivableSecurity,
    method: "pledge",
    args: [id, amount, pledgee, secured, dueDay, lastDay],
    sentence: `${actor.name} pledges ${amountOf(context, state, amount)} to ${name} for ${yuan(secured)}, due on ${dateOf(dueDay)}.`,
    changes: noteChanges(context, state, amount, `locked until ${name} signs`),
    notes: [`What comes in on it goes to ${name} up to what is secured, and the rest to ${actor.name}.`],
    data: dataOf(id),
    next: nextAfter(context, id),
  };
});
