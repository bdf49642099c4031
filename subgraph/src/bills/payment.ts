/** BillPayment. */
import {
  BillDishonoured,
  BillPaid,
  BillPresentationReturned,
  BillPresented,
} from "../../generated/templates/BillPayment/BillPayment";
import { noteDishonoured, notePaid } from "../store/acceptors";
import { senderOf } from "../store/acts";
import { billOf, closePresentation, count, loadHolding, newBillEvent, present } from "../store/bills";
import { DishonourReason, nameOf } from "../store/enums";
import { logId } from "../store/ids";
import { party } from "../store/participants";

export function handleBillPresented(event: BillPresented): void {
  const holding = loadHolding(event, event.params.holding);
  if (holding === null) return;
  const bill = billOf(event, holding);
  if (bill === null) return;
  const presentation = present(event, holding);

  const from = presentation.holder;
  const act = newBillEvent(event, "BillPresented", from, bill, from, presentation.acceptor);
  act.holding = holding.id;
  act.presentation = presentation.id;
  act.amount = presentation.amount;
  act.circulation = holding.circulation;
  act.save();
  count("Presented", bill, presentation.amount);
}

export function handleBillPaid(event: BillPaid): void {
  const params = event.params;
  const holding = loadHolding(event, params.holding);
  if (holding === null) return;
  const bill = billOf(event, holding);
  if (bill === null) return;
  notePaid(holding);
  const presentation = closePresentation(event, holding, "Paid", "None", params.bySilence);
  if (presentation !== null) {
    // Delivery versus payment: the money moves right after.
    presentation.payment = logId(event, 1);
    presentation.save();
  }

  const payer = party(event, params.acceptor);
  const act = newBillEvent(event, "BillPaid", params.bySilence ? senderOf(event) : payer, bill, payer, holding.holder);
  act.holding = holding.id;
  act.presentation = holding.presentation;
  act.amount = params.amount;
  act.status = bill.status;
  act.circulation = holding.circulation;
  act.save();
  count("Paid", bill, params.amount);
}

export function handleBillDishonoured(event: BillDishonoured): void {
  const params = event.params;
  const holding = loadHolding(event, params.holding);
  if (holding === null) return;
  const bill = billOf(event, holding);
  if (bill === null) return;
  const reason = nameOf(DishonourReason, params.reason, event);
  const isBySilence = reason == "Silence";
  closePresentation(event, holding, "Dishonoured", reason, isBySilence);
  noteDishonoured(holding, holding.dishonours == 0);
  holding.dishonours += 1;
  holding.save();

  const acceptor = party(event, params.acceptor);
  const actor = isBySilence ? senderOf(event) : acceptor;
  const act = newBillEvent(event, "BillDishonoured", actor, bill, acceptor, holding.holder);
  act.holding = holding.id;
  act.presentation = holding.presentation;
  act.amount = params.amount;
  act.reason = reason;
  act.circulation = holding.circulation;
  act.save();
  count("Dishonoured", bill, params.amount);
}

export function handleBillPresentationReturned(event: BillPresentationReturned): void {
  const holding = loadHolding(event, event.params.holding);
  if (holding === null) return;
  const bill = billOf(event, holding);
  if (bill === null) return;
  const reason = nameOf(DishonourReason, event.params.reason, event);
  const isBySilence = reason == "Silence";
  closePresentation(event, holding, "Returned", reason, isBySilence);

  const acceptor = party(event, event.params.acceptor);
  const actor = isBySilence ? senderOf(event) : acceptor;
  const act = newBillEvent(event, "BillPresentationReturned", actor, bill, acceptor, holding.holder);
  act.holding = holding.id;
  act.presentation = holding.presentation;
  act.amount = holding.amount;
  act.reason = reason;
  act.circulation = holding.circulation;
  act.save();
}
