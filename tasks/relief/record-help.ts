import { date, oneOf } from "../shared/parse.ts";
import { dateOf } from "../shared/format.ts";
import { project as projectOf } from "../shared/resolve.ts";
import { writes } from "../shared/run.ts";
import { choices, valueOf } from "../shared/terms.ts";
import { evidenceOf, fromEvent, theHousehold } from "./steps.ts";

export default writes(async (context, actor) => {
  const { suite, words, args } = context;
  const household = await theHousehold(context);
  const kind = args.parsed("kind", "visit, training, goods, job, housing …", oneOf(choices("HelpKind")));
  const text = args.text("project");
  const project = text === undefined ? 0n : await projectOf(context, text, "--project");
  const day = args.optional("day", date) ?? (await context.today());
  return {
    contract: suite.reliefLedger,
    method: "recordHelp",
    args: [household, project, valueOf("HelpKind", kind), day, evidenceOf(context)],
    sentence: `${actor.name} has helped ${words.household(household)} on ${dateOf(day)}: ${kind.toLowerCase()}.`,
    data: ([simulated], happened) => ({ help: fromEvent(happened, "HelpRecorded", "help") ?? simulated }),
    next: ({ happenings }) => [
      words.command(`relief confirm-help ${String(fromEvent(happenings, "HelpRecorded", "help"))}`, actor.handle),
    ],
  };
});
