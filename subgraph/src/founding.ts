/**
 * What contracts say in their constructors, before the directory tells of them: read from any address, and kept under it. It
 * counts for something only once the address is a registered part, to which `part` then leads. An address that no compiler made can
 * also say numbers that their types do not hold, which are left out before anything reads them.
 */
import { BigInt, ethereum } from "@graphprotocol/graph-ts";
import { PeriodsSet } from "../generated/BillFounding/BillIssuance";
import { CalendarYearSet } from "../generated/CalendarFounding/BusinessCalendar";
import { LoanPrimeRateSet } from "../generated/ReceivableFounding/ReceivableIssuance";
import { RecourseRateSet } from "../generated/RecourseFounding/BillRecourse";
import { Part } from "../generated/schema";
import { FactorSet } from "../generated/templates/ReliefScores/ReliefScores";
import { PurposeNamed } from "../generated/templates/DataRegistry/DataRegistry";
import { CycleBegan, CycleDaysSet, MinimumDepositSet } from "../generated/templates/PointsClearing/PointsClearing";
import {
  ExchangeBandSet,
  ExchangeFeeSet,
  MinimumRatioSet,
} from "../generated/templates/PointsProgrammes/PointsProgrammes";
import { OriginSet } from "../generated/templates/ReliefKeys/ReliefKeys";
import { namePurpose } from "./store/dataAssets";
import { setYear } from "./store/calendar";
import { setOrigin } from "./store/officers";
import { setBand, setFee, setMinimumRatio } from "./store/pointsAlliance";
import { setCycleDays, setMinimumDeposit, setRunning } from "./store/pointsClearing";
import { hasSchedule, setRate } from "./store/rates";
import { setFactor } from "./store/scores";
import { lengthsOf, setPeriods } from "./store/terms";
import { fits } from "./store/values";

/** Points of a factor. */
const LEAST_POINTS = BigInt.fromI32(-1000);
const MOST_POINTS = BigInt.fromI32(1000);

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

/** Whether the directory does not know the contract yet: what a part says is read as the part's. */
function isUnknown(event: ethereum.Event): boolean {
  return Part.load(event.address) === null;
}

/** Factors and origins are set while the suite is deployed, before its modules are registered. */
export function handleFoundingFactor(event: FactorSet): void {
  const said = event.parameters;
  if (!fits(said[0].value, 2) || !fits(said[2].value, 1) || !fits(said[3].value, 2)) return;
  const points = said[1].value.toBigInt();
  if (points.lt(LEAST_POINTS) || points.gt(MOST_POINTS)) return;
  if (isUnknown(event)) setFactor(event);
}

/** Purposes of data are named in the same way. */
export function handleFoundingPurpose(event: PurposeNamed): void {
  if (!fits(event.parameters[0].value, 1)) return;
  if (isUnknown(event)) namePurpose(event.address, event.params.purpose, event.params.name);
}

export function handleFoundingOrigin(event: OriginSet): void {
  if (isUnknown(event)) setOrigin(event);
}

/** As with the rate of recourse. */
export function handleFoundingPrimeRate(event: LoanPrimeRateSet): void {
  if (!hasSchedule(event.address)) setRate(event, event.params.rate, event.params.from);
}

/** First terms of the alliance of points. */
export function handleFoundingBand(event: ExchangeBandSet): void {
  if (!fits(event.parameters[0].value, 2) || !fits(event.parameters[1].value, 2)) return;
  if (isUnknown(event)) setBand(event.address, event.params.lowest, event.params.highest);
}

export function handleFoundingFee(event: ExchangeFeeSet): void {
  if (!fits(event.parameters[0].value, 2)) return;
  if (isUnknown(event)) setFee(event.address, event.params.fee);
}

export function handleFoundingRatio(event: MinimumRatioSet): void {
  if (!fits(event.parameters[0].value, 2)) return;
  if (isUnknown(event)) setMinimumRatio(event.address, event.params.ratio);
}

/** The first cycle of clearing, and what it goes by. */
export function handleFoundingCycle(event: CycleBegan): void {
  if (isUnknown(event)) setRunning(event.address, event.params.cycle, event.params.lastDay);
}

export function handleFoundingCycleDays(event: CycleDaysSet): void {
  if (!fits(event.parameters[0].value, 1)) return;
  if (isUnknown(event)) setCycleDays(event.address, event.params.cycleDays);
}

export function handleFoundingDeposit(event: MinimumDepositSet): void {
  if (isUnknown(event)) setMinimumDeposit(event.address, event.params.fen);
}
