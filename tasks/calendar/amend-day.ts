import { WrongUsage } from "../shared/failures.ts";
import { dateOf } from "../shared/format.ts";
import { date } from "../shared/parse.ts";
import { writes } from "../shared/run.ts";
import { noticeIn } from "./notice.ts";

const WORDS = { true: "business day", false: "holiday" } as const;
const wordOf = (isBusinessDay: boolean): string => WORDS[`${isBusinessDay}`];

export default writes(async (context, actor) => {
  const { suite, words, args } = context;
  const day = date(args.required("day", "a day, as in 2026-09-20"), "The day");
  const toBusinessDay = args.flag("workday");
  if (toBusinessDay === args.flag("holiday")) {
    throw new WrongUsage("What is the day to become?", "Give --workday or --holiday.");
  }
  const evidence = noticeIn(args);
  const isBusinessDay = await suite.calendar.isBusinessDay(day).catch(() => undefined);
  if (isBusinessDay === toBusinessDay) {
    return { already: `${dateOf(day)} is a ${wordOf(toBusinessDay)} already.`, data: { day: dateOf(day) } };
  }
  return {
    contract: suite.calendar,
    method: "amendDay",
    args: [day, toBusinessDay, evidence],
    sentence: `${actor.name} makes ${dateOf(day)} a ${wordOf(toBusinessDay)}.`,
    changes: [{ what: dateOf(day), from: wordOf(!toBusinessDay), to: wordOf(toBusinessDay) }],
    notes: ["Payable days and periods follow the calendar in force on the day itself."],
    data: () => ({ day: dateOf(day), isBusinessDay: toBusinessDay }),
    next: [words.command(`calendar show ${dateOf(day).slice(0, 7)}`)],
  };
});
