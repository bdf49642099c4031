/** Cases that freeze units of bills. */
import { Bytes, ethereum } from "@graphprotocol/graph-ts";
import { Bill, BillFreeze, Holding } from "../../generated/schema";
import { HoldingFrozen } from "../../generated/templates/BillOrders/BillOrders";
import { orderOf, sequenceOf } from "./acts";
import { freezeId } from "./ids";
import { unknown } from "./notices";
import { party } from "./participants";
import { long, unitsOf } from "./values";

/** Opens a case, or takes note that it was prolonged. */
export function openFreeze(event: HoldingFrozen, holding: Holding): BillFreeze {
  const params = event.params;
  const id = freezeId(holding.bill, params.caseKey);
  let freeze = BillFreeze.load(id);
  if (freeze === null) {
    freeze = new BillFreeze(id);
    freeze.bill = holding.bill;
    freeze.holding = holding.id;
    freeze.against = party(event, params.against);
    freeze.key = params.caseKey;
    freeze.since = long(event.block.timestamp);
    freeze.sequence = sequenceOf(event);
    freeze.renewals = 0;
    freeze.order = orderOf(event);
  } else {
    freeze.renewals = freeze.renewals + 1;
  }
  freeze.lo = params.lo;
  freeze.hi = params.hi;
  freeze.amount = unitsOf(freeze.lo, freeze.hi);
  freeze.until = long(params.until);
  freeze.save();
  return freeze;
}

/** By order, or because all its units were conveyed under it. */
export function endFreeze(event: ethereum.Event, bill: Bill, key: Bytes): Bytes {
  const id = freezeId(bill.id, key);
  const freeze = BillFreeze.load(id);
  if (freeze === null) {
    unknown(event, "Case", id);
    return id;
  }
  freeze.liftedAt = long(event.block.timestamp);
  freeze.save();
  return id;
}

/** A case was carried out on a holding, and freezes those units no more, unless it froze others on both sides of them. */
export function carryOut(event: ethereum.Event, holding: Holding, key: Bytes): Bytes | null {
  if (key == new Bytes(32)) return null;
  const id = freezeId(holding.bill, key);
  const freeze = BillFreeze.load(id);
  if (freeze === null) {
    unknown(event, "Case", id);
    return id;
  }
  freeze.executedAt = long(event.block.timestamp);
  const one = unitsOf(freeze.lo, freeze.lo);
  // A case that was done with all its units ended before, and keeps them.
  if (freeze.liftedAt == 0 && holding.lo == freeze.lo) freeze.lo = holding.hi.plus(one);
  else if (freeze.liftedAt == 0 && holding.hi == freeze.hi) freeze.hi = holding.lo.minus(one);
  freeze.amount = unitsOf(freeze.lo, freeze.hi);
  freeze.save();
  return id;
}
