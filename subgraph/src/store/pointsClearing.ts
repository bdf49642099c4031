/** Clearing of points: cycles, positions, deposits, and claims of cycles that closed short. */
import { BigInt, Bytes, ethereum } from "@graphprotocol/graph-ts";
import {
  PointsClaim,
  PointsClearingTerms,
  PointsCycle,
  PointsDebt,
  PointsEvent,
  PointsPosition,
  PointsShortfall,
} from "../../generated/schema";
import { PositionCleared } from "../../generated/templates/PointsClearing/PointsClearing";
import { ofPoints, pointsId } from "./ids";
import { unknown } from "./notices";
import { newPointsEvent, pointsPurse } from "./points";
import { memberOf } from "./pointsAlliance";
import { dateOf, dayOf, int, long } from "./values";

/** What the clearing goes by, by its contract; it is there afterwards in any case. */
function clearingAt(contract: Bytes): PointsClearingTerms {
  const known = PointsClearingTerms.load(contract);
  if (known !== null) return known;
  const terms = new PointsClearingTerms(contract);
  terms.part = contract;
  terms.cycleNumber = 0;
  terms.lastDay = 0;
  terms.lastDate = dateOf(0);
  terms.cycleDays = 0;
  terms.minimumDeposit = BigInt.zero();
  return terms;
}

export function setCycleDays(contract: Bytes, cycleDays: i32): void {
  const terms = clearingAt(contract);
  terms.cycleDays = cycleDays;
  terms.save();
}

export function setMinimumDeposit(contract: Bytes, fen: BigInt): void {
  const terms = clearingAt(contract);
  terms.minimumDeposit = fen;
  terms.save();
}

/** A cycle runs. The first one begins before anybody knows the contract. */
export function setRunning(contract: Bytes, number: BigInt, lastDay: BigInt): void {
  const terms = clearingAt(contract);
  terms.cycleNumber = int(number);
  terms.lastDay = int(lastDay);
  terms.lastDate = dateOf(terms.lastDay);
  terms.save();
}

/** A cycle of the clearing that speaks, which is there afterwards in any case. */
export function cycleOf(event: ethereum.Event, number: BigInt): PointsCycle {
  const id = pointsId("cycle", number);
  const known = PointsCycle.load(id);
  if (known !== null) return known;
  const terms = clearingAt(event.address);
  const cycle = new PointsCycle(id);
  cycle.number = int(number);
  cycle.lastDay = terms.cycleNumber == cycle.number ? terms.lastDay : 0;
  cycle.lastDate = dateOf(cycle.lastDay);
  cycle.isRunning = true;
  cycle.gross = BigInt.zero();
  cycle.due = BigInt.zero();
  cycle.paid = BigInt.zero();
  cycle.shortPositions = [];
  cycle.save();
  return cycle;
}

function positionOf(cycle: PointsCycle, participant: Bytes): PointsPosition {
  const id = cycle.id.concat(participant);
  const known = PointsPosition.load(id);
  if (known !== null) return known;
  const position = new PointsPosition(id);
  position.cycle = cycle.id;
  position.member = memberOf(participant).id;
  position.participant = participant;
  position.owes = BigInt.zero();
  position.owed = BigInt.zero();
  position.net = BigInt.zero();
  position.fromReserve = BigInt.zero();
  position.fromDeposit = BigInt.zero();
  position.received = BigInt.zero();
  position.short = BigInt.zero();
  return position;
}

/** What one owes another has changed; both positions are as the contract says. */
export function changeDebt(
  cycle: PointsCycle,
  debtor: Bytes,
  creditor: Bytes,
  change: BigInt,
  debtorOwes: BigInt,
  creditorOwed: BigInt,
): void {
  const id = cycle.id.concat(debtor).concat(creditor);
  let debt = PointsDebt.load(id);
  if (debt === null) {
    debt = new PointsDebt(id);
    debt.cycle = cycle.id;
    debt.debtor = debtor;
    debt.creditor = creditor;
    debt.fen = BigInt.zero();
  }
  debt.fen = debt.fen.plus(change);
  debt.save();
  cycle.gross = cycle.gross.plus(change);
  cycle.save();
  const owing = positionOf(cycle, debtor);
  owing.owes = debtorOwes;
  owing.net = owing.owed.minus(owing.owes);
  owing.save();
  const owed = positionOf(cycle, creditor);
  owed.owed = creditorOwed;
  owed.net = owed.owed.minus(owed.owes);
  owed.save();
}

/** A member's deposit, as the contract says it is now. */
export function setDeposit(event: ethereum.Event, participant: Bytes, deposit: BigInt): void {
  const member = memberOf(participant);
  const purse = pointsPurse(event);
  purse.deposits = purse.deposits.plus(deposit).minus(member.deposit);
  purse.save();
  member.deposit = deposit;
  member.save();
}

/** What closing its cycle has done to a member. */
export function clearPosition(event: PositionCleared, cycle: PointsCycle, participant: Bytes): PointsPosition {
  const params = event.params;
  const position = positionOf(cycle, participant);
  position.owes = params.owes;
  position.owed = params.owed;
  position.net = params.owed.minus(params.owes);
  position.fromReserve = params.fromReserve;
  position.fromDeposit = params.fromDeposit;
  position.received = params.received;
  position.short = params.short;
  position.save();
  setDeposit(event, participant, params.deposit);
  if (params.short.isZero()) return position;
  cycle.shortPositions = cycle.shortPositions.concat([position.id]);
  cycle.save();
  const member = memberOf(participant);
  if (position.net.lt(BigInt.zero())) member.shortfall = member.shortfall.plus(params.short);
  else member.claimable = member.claimable.plus(params.short);
  member.save();
  return position;
}

/** As {Netting-portion}: what a part that is `size` long, and has `before` before it, has of `amount` of a whole. */
function portion(before: BigInt, size: BigInt, amount: BigInt, whole: BigInt): BigInt {
  if (size.isZero() || whole.isZero()) return BigInt.zero();
  const end = before.plus(size).times(amount).div(whole);
  return end.minus(before.times(amount).div(whole));
}

/** The creditors' claims on each debtor, as {Netting-claimsOn} has them: no event tells. */
function keepClaims(cycle: PointsCycle): void {
  const debtors: PointsPosition[] = [];
  const creditors: Bytes[] = [];
  const left: BigInt[] = [];
  let total = BigInt.zero();
  for (let i = 0; i < cycle.shortPositions.length; i++) {
    const position = PointsPosition.load(cycle.shortPositions[i]);
    if (position === null) continue;
    if (position.net.lt(BigInt.zero())) {
      debtors.push(position);
      continue;
    }
    creditors.push(position.participant);
    left.push(position.short);
    total = total.plus(position.short);
  }
  for (let j = 0; j < debtors.length; j++) {
    const shortfall = new PointsShortfall(shortfallId(cycle, debtors[j].participant));
    shortfall.cycle = cycle.id;
    shortfall.debtor = debtors[j].participant;
    shortfall.short = debtors[j].short;
    shortfall.paid = BigInt.zero();
    shortfall.left = shortfall.short;
    shortfall.save();
    let before = BigInt.zero();
    for (let i = 0; i < creditors.length; i++) {
      const amount = portion(before, left[i], shortfall.short, total);
      before = before.plus(left[i]);
      left[i] = left[i].minus(amount);
      if (!amount.isZero()) newClaim(shortfall, creditors[i], amount);
    }
    total = total.minus(shortfall.short);
  }
}

function shortfallId(cycle: PointsCycle, debtor: Bytes): Bytes {
  return ofPoints(cycle.id, "short", debtor);
}

function newClaim(shortfall: PointsShortfall, creditor: Bytes, amount: BigInt): void {
  const claim = new PointsClaim(shortfall.id.concat(creditor));
  claim.shortfall = shortfall.id;
  claim.cycle = shortfall.cycle;
  claim.debtor = shortfall.debtor;
  claim.creditor = creditor;
  claim.amount = amount;
  claim.received = BigInt.zero();
  claim.left = amount;
  claim.save();
}

/** All members' positions in it have been told of. */
export function closeCycle(event: ethereum.Event, cycle: PointsCycle, due: BigInt, paid: BigInt): void {
  cycle.isRunning = false;
  cycle.due = due;
  cycle.paid = paid;
  cycle.closedAt = long(event.block.timestamp);
  cycle.closedDate = dateOf(dayOf(event.block.timestamp));
  cycle.save();
  if (due != paid) keepClaims(cycle);
}

export function loadShortfall(event: ethereum.Event, cycle: PointsCycle, debtor: Bytes): PointsShortfall | null {
  const id = shortfallId(cycle, debtor);
  const shortfall = PointsShortfall.load(id);
  if (shortfall === null) unknown(event, "Shortfall", id);
  return shortfall;
}

/** A debtor, or somebody for it, pays what it left unpaid. */
export function payShortfall(event: ethereum.Event, shortfall: PointsShortfall, fen: BigInt, left: BigInt): void {
  shortfall.paid = shortfall.paid.plus(fen);
  shortfall.left = left;
  shortfall.save();
  const member = memberOf(shortfall.debtor);
  member.shortfall = member.shortfall.minus(fen);
  member.save();
  const purse = pointsPurse(event);
  purse.unassigned = purse.unassigned.plus(fen);
  purse.save();
}

/** Of that, a creditor gets its part. */
export function receiveClaim(event: ethereum.Event, shortfall: PointsShortfall, creditor: Bytes, fen: BigInt): void {
  const purse = pointsPurse(event);
  purse.unassigned = purse.unassigned.minus(fen);
  purse.save();
  const member = memberOf(creditor);
  member.claimable = member.claimable.minus(fen);
  member.save();
  const id = shortfall.id.concat(creditor);
  const claim = PointsClaim.load(id);
  if (claim === null) return unknown(event, "Claim", id);
  claim.received = claim.received.plus(fen);
  claim.left = claim.left.minus(fen);
  claim.save();
}

/** An act about a cycle. */
export function newCycleEvent(
  event: ethereum.Event,
  kind: string,
  who: Bytes | null,
  cycle: PointsCycle,
  others: Bytes[] = [],
): PointsEvent {
  const act = newPointsEvent(event, kind, who, cycle.id, others);
  act.cycle = cycle.id;
  return act;
}
