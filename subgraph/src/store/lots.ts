/**
 * Which fen of which lot have paid for which fen of a payout, and so for whom. The chain says how much of a lot a payout uses; which of its fen these are
 * the index says: the lowest that are free. What comes back is free again, at its old place.
 */
import { BigInt, Bytes, ethereum } from "@graphprotocol/graph-ts";
import { Fund, FundLot, LotLine, LotUse, Payout, PayoutLine } from "../../generated/schema";
import { LotRestored, LotUsed } from "../../generated/templates/ReliefFunds/ReliefFunds";
import { giverOf } from "./funds";
import { lotLineId, lotUseId, payoutLineId } from "./ids";
import { notice } from "./notices";
import { dateOf, dayOf, lesser, shareOf } from "./values";

/** Takes the lowest fen from a list of intervals; the rest of what is asked, where there is not enough, is beyond its end. */
function take(free: BigInt[], amount: BigInt, beyond: BigInt): BigInt[] {
  const taken: BigInt[] = [];
  let left = amount;
  while (free.length > 1 && left.gt(BigInt.zero())) {
    const end = lesser(free[0].plus(left), free[1]);
    taken.push(free[0]);
    taken.push(end);
    left = left.minus(end.minus(free[0]));
    if (end.lt(free[1])) {
      free[0] = end;
    } else {
      free.shift();
      free.shift();
    }
  }
  if (left.gt(BigInt.zero())) {
    taken.push(beyond);
    taken.push(beyond.plus(left));
  }
  return taken;
}

/** Puts [from, to) back into a list of intervals, joined to its neighbours. */
function putBack(free: BigInt[], from: BigInt, to: BigInt): BigInt[] {
  const result: BigInt[] = [];
  let first = from;
  let end = to;
  let i = 0;
  for (; i + 1 < free.length && free[i + 1].lt(first); i += 2) {
    result.push(free[i]);
    result.push(free[i + 1]);
  }
  for (; i + 1 < free.length && free[i].le(end); i += 2) {
    first = lesser(first, free[i]);
    if (free[i + 1].gt(end)) end = free[i + 1];
  }
  result.push(first);
  result.push(end);
  for (; i + 1 < free.length; i += 2) {
    result.push(free[i]);
    result.push(free[i + 1]);
  }
  return result;
}

/** What is left of a lot leaves its fund. The caller saves the lot. */
export function takeAll(lot: FundLot, amount: BigInt): void {
  const free = lot.free;
  take(free, amount, lot.amount);
  lot.free = free;
}

/** Fen of a lot come into use, or out of it. */
function spend(lot: FundLot, left: BigInt, change: BigInt): void {
  lot.spent = lot.spent.plus(change);
  lot.left = left;
  lot.confirmedShare = shareOf(lot.confirmed, lot.spent);
  lot.save();
  const giver = giverOf(lot);
  if (giver !== null) {
    giver.spent = giver.spent.plus(change);
    giver.save();
  }
  const fund = Fund.load(lot.fund);
  if (fund === null) return;
  fund.drawn = fund.drawn.plus(change);
  fund.save();
}

/** A payout uses fen of a lot, for its own from `start` on. */
export function useLot(event: LotUsed, lot: FundLot, payout: Payout): void {
  const params = event.params;
  const free = lot.free;
  const taken = take(free, params.amount, lot.amount);
  if (lot.left.lt(params.amount)) notice(event, "More of lot " + lot.number.toString() + " is used than is left.");
  lot.free = free;
  spend(lot, params.left, params.amount);
  let start = params.start;
  for (let i = 0; i + 1 < taken.length; i += 2) {
    const use = newUse(event, lot, payout, start, taken[i], taken[i + 1]);
    joinLines(payout, use);
    start = start.plus(use.amount);
  }
  payout.drawn = payout.drawn.plus(params.amount);
  payout.save();
}

function newUse(event: ethereum.Event, lot: FundLot, payout: Payout, start: BigInt, from: BigInt, to: BigInt): LotUse {
  const use = new LotUse(lotUseId(payout.id, payout.useCount));
  use.lot = lot.id;
  use.payout = payout.id;
  use.project = payout.project;
  use.index = payout.useCount;
  use.start = start;
  use.lotFrom = from;
  use.lotTo = to;
  use.amount = to.minus(from);
  use.restored = BigInt.zero();
  use.confirmed = BigInt.zero();
  use.day = dayOf(event.block.timestamp);
  use.date = dateOf(use.day);
  use.save();
  payout.useCount += 1;
  return use;
}

/** Number of the line that a payout's fen is of; the last of those that begin at it or before. */
function lineAt(payout: Payout, fen: BigInt): i32 {
  let low = 0;
  let high = payout.lineCount;
  while (high - low > 1) {
    const middle = (low + high) / 2;
    const line = PayoutLine.load(payoutLineId(payout.id, middle));
    if (line !== null && line.start.le(fen)) low = middle;
    else high = middle;
  }
  return low;
}

/** Number of the use that has paid for a payout's fen, in the same way. */
function useAt(payout: Payout, fen: BigInt): i32 {
  let low = 0;
  let high = payout.useCount;
  while (high - low > 1) {
    const middle = (low + high) / 2;
    const use = LotUse.load(lotUseId(payout.id, middle));
    if (use !== null && use.start.le(fen)) low = middle;
    else high = middle;
  }
  return low;
}

/** Says of each household's line whose fen it is. */
function joinLines(payout: Payout, use: LotUse): void {
  const end = use.start.plus(use.amount);
  for (let i = lineAt(payout, use.start); i < payout.lineCount; i++) {
    const line = PayoutLine.load(payoutLineId(payout.id, i));
    if (line === null) continue;
    if (line.start.ge(end)) break;
    const first = line.start.gt(use.start) ? line.start : use.start;
    const last = lesser(line.start.plus(line.amount), end);
    if (last.le(first)) continue;
    const part = new LotLine(lotLineId(line.id, line.lotCount));
    part.use = use.id;
    part.lot = use.lot;
    part.line = line.id;
    part.payout = payout.id;
    part.household = line.household;
    part.lotFrom = use.lotFrom.plus(first.minus(use.start));
    part.amount = last.minus(first);
    part.lotTo = part.lotFrom.plus(part.amount);
    part.save();
    line.lotCount += 1;
    line.save();
  }
}

/** Fen of a payout go back to the lot. What was confirmed of a payout without lines for a bank is confirmed no more. */
export function restoreLot(event: LotRestored, lot: FundLot, payout: Payout): void {
  const params = event.params;
  const end = params.start.plus(params.amount);
  let free = lot.free;
  let unconfirmed = BigInt.zero();
  for (let i = useAt(payout, params.start); i < payout.useCount; i++) {
    const use = LotUse.load(lotUseId(payout.id, i));
    if (use === null || use.start.ge(end)) break;
    const first = use.start.gt(params.start) ? use.start : params.start;
    const last = lesser(use.start.plus(use.amount), end);
    if (use.lot != lot.id || last.le(first)) continue;
    const from = use.lotFrom.plus(first.minus(use.start));
    const amount = last.minus(first);
    free = putBack(free, from, from.plus(amount));
    use.restored = use.restored.plus(amount);
    if (payout.kind == "Voucher") {
      const rest = lesser(amount, use.confirmed);
      use.confirmed = use.confirmed.minus(rest);
      unconfirmed = unconfirmed.plus(rest);
    }
    use.save();
  }
  lot.free = free;
  spend(lot, params.left, params.amount.neg());
  if (!unconfirmed.isZero()) confirm(lot, unconfirmed.neg());
}

function confirm(lot: FundLot, change: BigInt): void {
  lot.confirmed = lot.confirmed.plus(change);
  lot.confirmedShare = shareOf(lot.confirmed, lot.spent);
  lot.save();
  const giver = giverOf(lot);
  if (giver !== null) {
    giver.confirmed = giver.confirmed.plus(change);
    giver.save();
  }
  const fund = Fund.load(lot.fund);
  if (fund === null) return;
  fund.confirmed = fund.confirmed.plus(change);
  fund.save();
}

/** A household has confirmed its line, and so every giver's part of it; or the confirmation falls. */
export function confirmLots(line: PayoutLine, isConfirmed: boolean): void {
  for (let i = 0; i < line.lotCount; i++) {
    const part = LotLine.load(lotLineId(line.id, i));
    if (part === null) continue;
    const change = isConfirmed ? part.amount : part.amount.neg();
    confirmUse(part.use, change);
    const lot = FundLot.load(part.lot);
    if (lot !== null) confirm(lot, change);
  }
}

function confirmUse(id: Bytes, change: BigInt): void {
  const use = LotUse.load(id);
  if (use === null) return;
  use.confirmed = use.confirmed.plus(change);
  use.save();
}
