/**
 * What contracts say in their constructors, before the directory tells of them: read from any address, and kept under it. It
 * counts for something only once the address is a registered part, to which `part` then leads. An address that no compiler made can
 * also say numbers that their types do not hold, which are left out before anything reads them.
 */
import { ethereum } from "@graphprotocol/graph-ts";
import { PeriodsSet } from "../generated/BillFounding/BillIssuance";
import { CalendarYearSet } from "../generated/CalendarFounding/BusinessCalendar";
import { LoanPrimeRateSet } from "../generated/ReceivableFounding/ReceivableIssuance";
import { RecourseRateSet } from "../generated/RecourseFounding/BillRecourse";
import { setYear } from "./store/calendar";
import { hasSchedule, setRate } from "./store/rates";
import { lengthsOf, setPeriods } from "./store/terms";
import { fits } from "./store/values";

export function handleFoundingYear(event: CalendarYearSet): void {
  if (!fits(event.parameters[0].value, 2)) return;
  const params = event.params;
  if (params.operator.isZero()) setYear(event, params.year, null, params.businessDays, params.evidence);
}

export function handleFoundingPeriods(event: PeriodsSet): void {
  const said = event.parameters[1].value.toTuple();
  if (!fits(event.parameters[0].value, 1) || !said.every((value: ethereum.Value) => fits(value, 1))) return;
  if (event.params.index != 0) return;
  setPeriods(event, 0, lengthsOf(event));
}

/** The first rate is the constructor's; those that follow are read once the contract is a part. */
export function handleFoundingRate(event: RecourseRateSet): void {
  if (!hasSchedule(event.address)) setRate(event, event.params.rate, event.params.from);
}

/** As with the rate of recourse. */
export function handleFoundingPrimeRate(event: LoanPrimeRateSet): void {
  if (!hasSchedule(event.address)) setRate(event, event.params.rate, event.params.from);
}
