import type { ErrorTexts, EventTexts } from "../shared/told.ts";

export const events: EventTexts = {
  CalendarYearSet: ({ raw }) => `The calendar has the year ${String(raw.year)}, entered by {operator}.`,
  CalendarDayAmended: ({ raw }) => `{day} is ${raw.isBusinessDay === true ? "a business day" : "a holiday"} now.`,
};

const year = ({ raw }: { raw: Record<string, unknown> }): string => String(raw.year);

export const errors: ErrorTexts = {
  CalendarYearMissing: [
    "The calendar has no data for {year}.",
    (told) =>
      `A calendar operator enters the year's notice: [calendar set-year --file ${year(told)}.json --notice ${year(told)}.pdf --as clearing]`,
  ],
  CalendarYearAlreadySet: [
    "The calendar has {year} already.",
    "Single days to come can be changed: [calendar amend-day]",
  ],
  CalendarYearMalformed: ["The data for {year} is not that of a year.", "Look at the file again."],
  CalendarEvidenceMissing: [
    ({ raw }) => `No notice is given for what is to change in ${String(raw.year)}.`,
    "Give --notice with its file, or --evidence with its digest.",
  ],
  CalendarDayPassed: ["{day} can't be changed: today is {today}.", "Only days after today can be changed."],
  CalendarDayUnchanged: [
    ({ raw }) => `{day} is ${raw.isBusinessDay === true ? "a business day" : "a holiday"} already.`,
    "[calendar show {#day}]",
  ],
  CivilDateInvalid: ["There is no {year}-{month}-{dayOfMonth}.", "Give a date, as in 2026-06-30."],
  CalendarCountOutOfRange: ["{count} business days are too many or none.", "Give 1 to {max}."],
};
