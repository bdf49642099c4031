/** BillOrders. */
import {
  HoldingFrozen,
  HoldingInvalidated,
  HoldingTransferredByOrder,
  HoldingUnfrozen,
} from "../../generated/templates/BillOrders/BillOrders";
import { loadBill, loadHolding, newBillEvent, newPassing } from "../store/bills";
import { carryOut, endFreeze, openFreeze } from "../store/orders";
import { party } from "../store/participants";

export function handleHoldingFrozen(event: HoldingFrozen): void {
  const holding = loadHolding(event, event.params.holding);
  if (holding === null) return;
  const freeze = openFreeze(event, holding);
  const act = newPassing(event, "HoldingFrozen", null, holding, freeze.against, freeze.against);
  if (act === null) return;
  act.freeze = freeze.id;
  act.amount = freeze.amount;
  act.save();
}

export function handleHoldingUnfrozen(event: HoldingUnfrozen): void {
  const bill = loadBill(event, event.params.bill);
  if (bill === null) return;
  const against = party(event, event.params.against);
  const act = newBillEvent(event, "HoldingUnfrozen", null, bill, against, against);
  act.freeze = endFreeze(event, bill, event.params.caseKey);
  act.save();
}

export function handleHoldingTransferredByOrder(event: HoldingTransferredByOrder): void {
  const params = event.params;
  const holding = loadHolding(event, params.holding);
  if (holding === null) return;
  const from = party(event, params.from);
  const act = newPassing(event, "HoldingTransferredByOrder", null, holding, from, party(event, params.to));
  if (act === null) return;
  act.freeze = carryOut(event, holding, params.caseKey);
  act.save();
}

export function handleHoldingInvalidated(event: HoldingInvalidated): void {
  const params = event.params;
  const holding = loadHolding(event, params.holding);
  if (holding === null) return;
  const from = party(event, params.from);
  const act = newPassing(event, "HoldingInvalidated", null, holding, from, party(event, params.applicant));
  if (act === null) return;
  act.freeze = carryOut(event, holding, params.caseKey);
  act.save();
}
