/** BusinessCalendar. The years given at its construction come before it is registered, and are read in founding.ts. */
import { Value } from "@graphprotocol/graph-ts";
import { CalendarDayAmended, CalendarYearSet } from "../generated/templates/BusinessCalendar/BusinessCalendar";
import { loadYear, newCalendarEvent, refreshDueDays, setYear, turnOver } from "./store/calendar";
import { party } from "./store/participants";
import { dateOf, firstDayOf, int, yearOf } from "./store/values";

export function handleCalendarYearSet(event: CalendarYearSet): void {
  const params = event.params;
  if (params.operator.isZero()) return;
  const operator = party(event, params.operator);
  const year = setYear(event, params.year, operator, params.businessDays, params.evidence);
  refreshDueDays(event.address, firstDayOf(params.year), firstDayOf(params.year + 1) - 1);
  const act = newCalendarEvent(event, "CalendarYearSet", operator, year);
  act.evidence = params.evidence;
  act.save();
}

export function handleCalendarDayAmended(event: CalendarDayAmended): void {
  const day = int(event.params.day);
  const number = yearOf(day);
  const year = loadYear(event, number);
  if (year === null) return;
  turnOver(year, day - firstDayOf(number));
  refreshDueDays(event.address, day, day);

  const act = newCalendarEvent(event, "CalendarDayAmended", party(event, event.params.operator), year);
  act.changedDay = day;
  act.changedDate = dateOf(day);
  act.set("isBusinessDay", Value.fromBoolean(event.params.isBusinessDay));
  act.evidence = event.params.evidence;
  act.save();
}
