/** BillPayment. */
import {
  BillDishonoured,
  BillPaid,
  BillPaidOffChain,
  BillPaidOffChainDeclared,
  BillPaymentConfirmed,
  BillPresentationReturned,
  BillPresented,
  StandingPresentationSet,
} from "../../generated/templates/BillPayment/BillPayment";
import { noteDishonoured, notePaid } from "../store/acceptors";
import { senderOf } from "../store/acts";
import {
  billOf,
  closePresentation,
  count,
  declareOffChain,
  loadBill,
  loadHolding,
  newBillEvent,
  newHoldingEvent,
  newPassing,
  present,
} from "../store/bills";
import { DishonourReason, nameOf } from "../store/enums";
import { logId } from "../store/ids";
import { party } from "../store/participants";
import { newDishonour, openAccount } from "../store/recourse";
import { dateOf, int } from "../store/values";

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
  // Delivery versus payment: the money moves right after, but what a pledge brought in is divided first.
  if (presentation !== null && !holding.isPledged) {
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
  noteDishonoured(holding, holding.refusals == 0);
  const dishonour = newDishonour(event, holding, params.amount, int(params.day));
  dishonour.reason = reason;
  dishonour.presentation = holding.presentation;
  dishonour.save();
  holding.refusals += 1;
  holding.isDishonoured = true;
  openAccount(event, holding, bill);

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

export function handleStandingPresentationSet(event: StandingPresentationSet): void {
  const holding = loadHolding(event, event.params.holding);
  if (holding === null) return;
  holding.standing = event.params.standing ? party(event, event.params.holder) : null;
  holding.save();
  const act = newHoldingEvent(event, "StandingPresentationSet", holding);
  if (act !== null) act.save();
}

export function handleBillPaidOffChainDeclared(event: BillPaidOffChainDeclared): void {
  const holding = loadHolding(event, event.params.holding);
  if (holding === null) return;
  declareOffChain(event, holding, event.params.evidence);
  const acceptor = party(event, event.params.acceptor);
  const act = newPassing(event, "BillPaidOffChainDeclared", acceptor, holding, acceptor, holding.holder);
  if (act === null) return;
  act.presentation = holding.presentation;
  act.evidence = event.params.evidence;
  act.save();
}

export function handleBillPaidOffChain(event: BillPaidOffChain): void {
  const holding = loadHolding(event, event.params.holding);
  if (holding === null) return;
  const bill = billOf(event, holding);
  if (bill === null) return;
  holding.isPaidOffChain = true;
  holding.save();
  bill.paidOffChain = bill.paidOffChain.plus(holding.amount);
  bill.save();
  notePaid(holding);
  closePresentation(event, holding, "PaidOffChain", "None", false);

  const acceptor = party(event, event.params.acceptor);
  const act = newBillEvent(event, "BillPaidOffChain", holding.holder, bill, acceptor, holding.holder);
  act.holding = holding.id;
  act.presentation = holding.presentation;
  act.amount = event.params.amount;
  act.status = bill.status;
  act.circulation = holding.circulation;
  act.evidence = event.params.evidence;
  act.save();
  count("PaidOffChain", bill, event.params.amount);
}

export function handleBillPaymentConfirmed(event: BillPaymentConfirmed): void {
  const bill = loadBill(event, event.params.bill);
  if (bill === null) return;
  bill.confirmedOn = int(event.params.day);
  bill.confirmedDate = dateOf(bill.confirmedOn);
  bill.confirmation = event.params.evidence;
  bill.save();

  const acceptor = party(event, event.params.acceptor);
  const act = newBillEvent(event, "BillPaymentConfirmed", acceptor, bill, acceptor, bill.drawer);
  act.amount = bill.face;
  act.evidence = event.params.evidence;
  act.save();
}
