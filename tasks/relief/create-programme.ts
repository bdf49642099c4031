import { dateOf, yuan } from "../shared/format.ts";
import { area, date, oneOf, parts, positiveAmount, purpose } from "../shared/parse.ts";
import { writes } from "../shared/run.ts";
import { choices, valueOf } from "../shared/terms.ts";
import { rulesIn } from "./rules.ts";
import { evidenceOf, fromEvent } from "./steps.ts";

export default writes(async (context, actor) => {
  const { suite, words, args } = context;
  const source = args.parsed("source", "fiscal, sector or social", oneOf(choices("Source")));
  const start = args.optional("from", date) ?? (await context.today());
  const end = args.parsed("until", "its last day, as in 2026-12-31", date);
  const budget = args.parsed("budget", "what may come in, in yuan", positiveAmount);
  const areas = parts(args.required("areas", "its divisions, as in 520112")).map((each) => area(each, "--areas"));
  const purposes = parts(args.required("purposes", "what its money is for, as in EDUCATION,HOUSING")).map((each) =>
    purpose(each, "--purposes"),
  );
  return {
    contract: suite.reliefProgrammes,
    method: "createProgramme",
    args: [valueOf("Source", source), start, end, budget, rulesIn(context), areas, purposes, evidenceOf(context)],
    sentence: `${actor.name} founds a ${source.toLowerCase()} programme of ${yuan(budget)}, from ${dateOf(start)} to ${dateOf(end)}.`,
    data: ([simulated], happened) => ({ programme: fromEvent(happened, "ProgrammeCreated", "programme") ?? simulated }),
    next: ({ happenings }) => {
      const programme = String(fromEvent(happenings, "ProgrammeCreated", "programme"));
      return [
        words.command(`relief set-role ${programme} --of songxi --role operator`, actor.handle),
        words.command(`relief show ${programme}`),
      ];
    },
  };
});
