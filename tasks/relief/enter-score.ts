import { WrongUsage } from "../shared/failures.ts";
import { whole } from "../shared/parse.ts";
import { writes } from "../shared/run.ts";
import { personIn, personInWords } from "./signing.ts";
import { evidenceOf, fromEvent, theProgramme } from "./steps.ts";

export default writes(async (context, actor) => {
  const { suite, words, args } = context;
  const programme = await theProgramme(context);
  const person = await personIn(context);
  const factor = args.parsed("factor", "an authority's factor, from 16 on", whole);
  if (factor < 16n) throw new WrongUsage(`Factor ${factor} is entered by the module itself.`, "Give one from 16 on.");
  return {
    contract: suite.reliefScores,
    method: "enter",
    args: [person, programme, factor, evidenceOf(context)],
    sentence: `${actor.name} enters factor ${factor} for ${personInWords(context, person)}, who may appeal within 30 days.`,
    data: ([simulated], happened) => ({ entry: fromEvent(happened, "ScoreEntered", "entry") ?? simulated }),
    next: ({ happenings }) => [
      words.command(`relief appeal ${String(fromEvent(happenings, "ScoreEntered", "entry"))}`, "<officer>"),
    ],
  };
});
