/**
 * What contracts say in their constructors, before the directory tells of them: read from any address, and kept under it. It
 * counts for something only once the address is a registered part, to which `part` then leads.
 */
import { PeriodsSet } from "../generated/BillFounding/BillIssuance";
import { CalendarYearSet } from "../generated/CalendarFounding/BusinessCalendar";
import { setPeriods } from "./store/bills";
import { setYear } from "./store/calendar";

export function handleFoundingYear(event: CalendarYearSet): void {
  const params = event.params;
  if (params.operator.isZero()) setYear(event, params.year, null, params.businessDays, params.evidence);
}

export function handleFoundingPeriods(event: PeriodsSet): void {
  const periods = event.params.periods;
  if (event.params.index != 0) return;
  setPeriods(event, 0, periods.tenorMonths, periods.acceptanceDays, periods.presentationDays);
}
