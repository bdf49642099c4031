import json5 from "json5";
import { bitmapOf, type HolidayNotice } from "../../deploy/data/holidays.ts";
import { WrongUsage } from "../shared/failures.ts";
import { counted } from "../shared/format.ts";
import { content } from "../shared/parse.ts";
import { writes } from "../shared/run.ts";
import { noticeIn } from "./notice.ts";

const RIGHT = 'As in {year: 2027, off: [["2027-01-01", "2027-01-03"]], work: ["2027-01-09"]}.';

const isDates = (value: unknown): value is string[] =>
  Array.isArray(value) && value.every((each) => typeof each === "string");

function daysIn(path: string): HolidayNotice {
  let parsed: unknown;
  try {
    parsed = json5.parse(content(path, "--file").toString("utf8"));
  } catch (error) {
    if (error instanceof WrongUsage) throw error;
    throw new WrongUsage(`${path} can't be read as JSON5: ${(error as Error).message}.`, RIGHT);
  }
  const { year, off, work = [], issued = "" } = (parsed ?? {}) as Record<string, unknown>;
  if (!Number.isInteger(year)) throw new WrongUsage(`${path} names no year.`, RIGHT);
  const isSpans = Array.isArray(off) && off.every((span) => isDates(span) && span.length === 2);
  if (!isSpans) throw new WrongUsage(`${path}: off is to be a list of first and last days.`, RIGHT);
  if (!isDates(work)) throw new WrongUsage(`${path}: work is to be a list of days.`, RIGHT);
  return { year: year as number, issued: String(issued), off: off as [string, string][], work };
}

function bits(notice: HolidayNotice, path: string): [bigint, bigint] {
  try {
    return bitmapOf(notice);
  } catch (error) {
    throw new WrongUsage(`${path}: ${(error as Error).message}`, "Compare it with the notice.");
  }
}

const count = (word: bigint): number => word.toString(2).replaceAll("0", "").length;

export default writes(async (context, actor) => {
  const { suite, words, args } = context;
  const path = args.required("file", "the file of the notice");
  const notice = daysIn(path);
  const evidence = noticeIn(args);
  const [low, high] = bits(notice, path);
  const { year } = notice;
  const before = await suite.calendar.businessDays(year);
  if (before[0] === low && before[1] === high) {
    return { already: `The calendar has ${year} already, day by day as in ${path}.`, data: { year } };
  }
  const businessDays = count(low) + count(high);
  return {
    contract: suite.calendar,
    method: "setYear",
    args: [year, [low, high], evidence],
    sentence: `${actor.name} enters the year ${year}, with ${counted(businessDays, "business day")}.`,
    changes: [{ what: `Year ${year}`, from: "missing", to: `${businessDays} business days` }],
    notes: [
      `By the notice with the digest ${evidence}.`,
      "It can't be entered again; single days to come can be changed.",
    ],
    data: () => ({ year, businessDays }),
    next: [words.command(`calendar show ${year}`)],
  };
});
