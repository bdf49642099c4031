import { styleText } from "node:util";
import { Refused, WrongUsage } from "../shared/failures.ts";
import { dateOf } from "../shared/format.ts";
import { date } from "../shared/parse.ts";
import { reads } from "../shared/run.ts";
import { surroundings } from "../shared/surroundings.ts";

interface Day {
  date: string;
  isBusinessDay: boolean;
}

const weekday = (isoDate: string): number => (new Date(`${isoDate}T00:00:00Z`).getUTCDay() + 6) % 7;

/** A month in weeks: business days plain, days off in brackets, make-up workdays with a star. */
function drawMonth(month: string, days: readonly Day[]): string {
  const { isStyled } = surroundings();
  const cells = days.map(({ date: isoDate, isBusinessDay }) => {
    const number = String(Number(isoDate.slice(8)));
    const isMadeUp = isBusinessDay && weekday(isoDate) > 4;
    const isHoliday = !isBusinessDay && weekday(isoDate) < 5;
    const text = (isMadeUp ? `${number}*` : isHoliday ? `(${number})` : isBusinessDay ? number : `${number}·`).padStart(
      5,
    );
    return isStyled && !isBusinessDay ? styleText("dim", text) : text;
  });
  const first = days[0];
  const blank = Array.from({ length: first === undefined ? 0 : weekday(first.date) }, () => "     ");
  const all = [...blank, ...cells];
  const weeks = Array.from({ length: Math.ceil(all.length / 7) }, (_, week) =>
    all.slice(week * 7, week * 7 + 7).join(""),
  );
  return [`${month}`, "   Mo   Tu   We   Th   Fr   Sa   Su", ...weeks].join("\n");
}

const LEGEND = "Plain: business day. · weekend. (n) holiday. n* workday made up on a weekend.";

export default reads(async (context) => {
  const { suite, args } = context;
  const period = args.text("period") ?? dateOf(await context.today()).slice(0, 7);
  const match = /^(\d{4})(?:-(\d{2}))?$/.exec(period);
  if (match === null)
    throw new WrongUsage(
      `The period is ${JSON.stringify(period)}.`,
      "Give a month as in 2026-10, or a year as in 2026.",
    );
  const [, year = "", month] = match;
  if (month !== undefined) date(`${year}-${month}-01`, "The month");
  const [low, high] = await suite.calendar.businessDays(year);
  if (low === 0n) {
    const remedy = context.words.command(`calendar set-year --file <notice of ${year}>`, "<calendar operator>");
    throw new Refused("CalendarYearMissing", `The calendar has no data for ${year}.`, remedy);
  }
  const bits = low | (high << 256n);
  const first = date(`${year}-01-01`);
  const length = Number(date(`${year}-12-31`) - first) + 1;
  const days = Array.from({ length }, (_, index): Day => ({
    date: dateOf(first + BigInt(index)),
    isBusinessDay: ((bits >> BigInt(index)) & 1n) === 1n,
  })).filter((day) => month === undefined || day.date.startsWith(period));
  const months = [...new Set(days.map((day) => day.date.slice(0, 7)))];
  const drawn = months.map((each) =>
    drawMonth(
      each,
      days.filter((day) => day.date.startsWith(each)),
    ),
  );
  return { json: { period, days }, text: `${drawn.join("\n\n")}\n\n${LEGEND}` };
});
