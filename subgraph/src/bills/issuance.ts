/** BillIssuance. The periods given at its construction come before it is registered, and are read in founding.ts. */
import {
  BillAccepted,
  BillDelivered,
  BillDrawn,
  BillWithdrawn,
  PeriodsSet,
} from "../../generated/templates/BillIssuance/BillIssuance";
import { noteAccepted, noteWithdrawn } from "../store/acceptors";
import { distinct } from "../store/acts";
import { count, drawBill, loadBill, loadHolding, newBillEvent, newHolding, pass } from "../store/bills";
import { BillStatus, Circulation, nameOf } from "../store/enums";
import { lengthsOf, newPeriodsEvent, setPeriods } from "../store/terms";
import { long } from "../store/values";

export function handleBillDrawn(event: BillDrawn): void {
  const bill = drawBill(event);
  const holding = newHolding(event, event.params.holding, bill);

  const act = newBillEvent(event, "BillDrawn", bill.drawer, bill, bill.drawer, bill.payee);
  act.parties = distinct([bill.drawer, bill.acceptor, bill.payee, bill.institution]);
  act.holding = holding.id;
  act.amount = bill.face;
  act.status = bill.status;
  act.circulation = holding.circulation;
  act.save();
  count("Drawn", bill, bill.face);
}

export function handleBillAccepted(event: BillAccepted): void {
  const bill = loadBill(event, event.params.bill);
  if (bill === null) return;
  bill.acceptedAt = long(event.block.timestamp);
  bill.save();
  noteAccepted(bill);

  const act = newBillEvent(event, "BillAccepted", bill.acceptor, bill, bill.drawer, bill.acceptor);
  act.amount = bill.face;
  act.status = bill.status;
  act.save();
  count("Accepted", bill, bill.face);
}

export function handleBillDelivered(event: BillDelivered): void {
  const bill = loadBill(event, event.params.bill);
  const holding = loadHolding(event, event.params.holding);
  if (bill === null || holding === null) return;
  bill.deliveredAt = long(event.block.timestamp);
  bill.save();
  holding.circulation = nameOf(Circulation, event.params.circulation, event);
  pass(event, holding, bill.payee);

  const act = newBillEvent(event, "BillDelivered", bill.payee, bill, bill.drawer, bill.payee);
  act.holding = holding.id;
  act.amount = bill.face;
  act.status = bill.status;
  act.circulation = holding.circulation;
  act.save();
  count("Delivered", bill, bill.face);
}

export function handleBillWithdrawn(event: BillWithdrawn): void {
  const bill = loadBill(event, event.params.bill);
  const holding = loadHolding(event, event.params.holding);
  if (bill === null || holding === null) return;
  holding.circulation = "Closed";
  holding.save();
  if (nameOf(BillStatus, event.params.previous, event) == "Accepted") noteWithdrawn(bill);

  const act = newBillEvent(event, "BillWithdrawn", bill.drawer, bill, bill.drawer, bill.acceptor);
  act.holding = holding.id;
  act.amount = bill.face;
  act.status = bill.status;
  act.circulation = holding.circulation;
  act.save();
  count("Withdrawn", bill, bill.face);
}

export function handlePeriodsSet(event: PeriodsSet): void {
  if (event.params.index == 0) return;
  const set = setPeriods(event, event.params.index, lengthsOf(event));
  newPeriodsEvent(event, set).save();
}
