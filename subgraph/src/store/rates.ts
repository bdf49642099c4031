/** Yearly rates that contracts hold, each from its first day until the next one's. */
import { BigInt, Bytes, ethereum } from "@graphprotocol/graph-ts";
import { RateSchedule, RateStep } from "../../generated/schema";
import { rateId } from "./ids";
import { dateOf, int, long } from "./values";

/** Rates are in 1/1,000,000 of a year of 360 days. */
export const RATE_YEAR = BigInt.fromI32(360_000_000);

/** Sets the rate from a day on. Changes that had been announced for that day or later give way. */
export function setRate(event: ethereum.Event, rate: BigInt, from: BigInt): RateStep {
  const schedule = loadSchedule(event.address);
  const first = int(from);
  const steps: Bytes[] = [];
  for (let i = 0; i < schedule.steps.length; i++) {
    const step = RateStep.load(schedule.steps[i]);
    if (step === null) continue;
    if (step.from < first) {
      steps.push(step.id);
      continue;
    }
    step.isInForce = false;
    step.save();
  }
  const set = new RateStep(rateId(event.address, from));
  set.schedule = schedule.id;
  set.rate = int(rate);
  set.from = first;
  set.fromDate = dateOf(first);
  set.isInForce = true;
  set.setAt = long(event.block.timestamp);
  set.save();
  steps.push(set.id);
  schedule.steps = steps;
  schedule.save();
  return set;
}

function loadSchedule(contract: Bytes): RateSchedule {
  const known = RateSchedule.load(contract);
  if (known !== null) return known;
  const schedule = new RateSchedule(contract);
  schedule.part = contract;
  schedule.steps = [];
  return schedule;
}

export function hasSchedule(contract: Bytes): boolean {
  return RateSchedule.load(contract) !== null;
}

/** The sum of the rates of all days from one up to another, which does not count. */
export function rateDays(contract: Bytes, from: i32, to: i32): BigInt {
  let sum = BigInt.zero();
  const schedule = RateSchedule.load(contract);
  if (schedule === null) return sum;
  let end = to;
  for (let i = schedule.steps.length - 1; i >= 0 && end > from; i--) {
    const step = RateStep.load(schedule.steps[i]);
    if (step === null || step.from >= end) continue;
    const start = step.from > from ? step.from : from;
    sum = sum.plus(BigInt.fromI32(step.rate).times(BigInt.fromI32(end - start)));
    end = start;
  }
  return sum;
}
