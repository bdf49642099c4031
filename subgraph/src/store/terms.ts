/** What holds for bills to come: periods, who trades, and what participants have signed in advance. */
import { BigInt, Bytes, ethereum } from "@graphprotocol/graph-ts";
import { BillEvent, BillPeriods, Instruction, IssuanceTerms, Trader } from "../../generated/schema";
import { InstructionSet } from "../../generated/templates/BillRegistry/BillRegistry";
import { joinOrder, stamp } from "./acts";
import { BillAct, namesIn } from "./enums";
import { actId, idOf, instructionId } from "./ids";
import { unknown } from "./notices";
import { dateOf, int, long } from "./values";

/** The lengths that `PeriodsSet` says, in the contract's order; each is a byte. */
export function lengthsOf(event: ethereum.Event): i32[] {
  return event.parameters[1].value.toTuple().map<i32>((length) => int(length.toBigInt()));
}

/** @param lengths as `lengthsOf` gives them */
export function setPeriods(event: ethereum.Event, index: i32, lengths: i32[]): BillPeriods {
  const periods = new BillPeriods(idOf(event.address, BigInt.fromI32(index), 1));
  periods.issuance = event.address;
  periods.part = event.address;
  periods.index = index;
  periods.tenorMonths = lengths[0];
  periods.acceptanceDays = lengths[1];
  periods.presentationDays = lengths[2];
  periods.noticeDays = lengths[3];
  periods.principalMonths = lengths[4];
  periods.recourseMonths = lengths[5];
  periods.againMonths = lengths[6];
  periods.since = long(event.block.timestamp);
  periods.save();

  const terms = new IssuanceTerms(event.address);
  terms.periods = periods.id;
  terms.save();
  return periods;
}

/** The periods that bills are drawn under now. */
export function currentPeriods(issuance: Bytes): Bytes | null {
  const terms = IssuanceTerms.load(issuance);
  return terms === null ? null : terms.periods;
}

/** Admits a participant to buying discounted bills, or ends that. */
export function setTrader(event: ethereum.Event, participant: Bytes, isAdmitted: boolean): Trader {
  const trader = new Trader(event.address.concat(participant));
  trader.participant = participant;
  trader.isAdmitted = isAdmitted;
  trader.since = long(event.block.timestamp);
  trader.save();
  return trader;
}

export function newTraderEvent(event: ethereum.Event, trader: Trader): BillEvent {
  const act = new BillEvent(actId(event));
  stamp(act, event, "TraderSet", null, trader.id, [trader.participant]);
  joinOrder(act, event);
  return act;
}

export function newPeriodsEvent(event: ethereum.Event, periods: BillPeriods): BillEvent {
  const act = new BillEvent(actId(event));
  stamp(act, event, "PeriodsSet", null, periods.id, []);
  joinOrder(act, event);
  return act;
}

export function setInstruction(event: InstructionSet, by: Bytes, counterparty: Bytes): void {
  const params = event.params;
  const instruction = new Instruction(instructionId(by, counterparty));
  instruction.by = by;
  instruction.counterparty = counterparty;
  instruction.acts = namesIn(BillAct, params.acts);
  instruction.ceiling = params.ceiling;
  instruction.tenor = params.tenor;
  instruction.until = int(params.until);
  instruction.untilDate = dateOf(instruction.until);
  instruction.isCancelled = false;
  instruction.save();
}

export function cancelInstruction(event: ethereum.Event, by: Bytes, counterparty: Bytes): void {
  const id = instructionId(by, counterparty);
  const instruction = Instruction.load(id);
  if (instruction === null) return unknown(event, "Instruction", id);
  instruction.isCancelled = true;
  instruction.save();
}

/** What was signed in advance, or cancelled. */
export function newInstructionEvent(event: ethereum.Event, kind: string, by: Bytes, counterparty: Bytes): BillEvent {
  const act = new BillEvent(actId(event));
  stamp(act, event, kind, by, instructionId(by, counterparty), [by, counterparty]);
  act.from = by;
  act.to = counterparty;
  return act;
}
