/** BillPayment. */
import { Bytes, ethereum } from "@graphprotocol/graph-ts";
import { BillEvent, Holding } from "../../generated/schema";
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
import { notePaid } from "../store/acceptors";
import { senderOf } from "../store/acts";
import { billOf, countOn, loadBill, loadHolding, newBillEvent, newHoldingEvent, newPassing } from "../store/bills";
import { DishonourReason, nameOf } from "../store/enums";
import { party } from "../store/participants";
import {
  answerPresentation,
  confirmBill,
  declareOffChain,
  joinPayment,
  markOffChain,
  present,
} from "../store/presentations";
import { dishonour } from "../store/recourse";

/** A step of a holding's last presentation, between acceptor and holder. */
function newAnswer(
  event: ethereum.Event,
  kind: string,
  actor: Bytes | null,
  holding: Holding,
  acceptor: Bytes,
): BillEvent | null {
  const act = newPassing(event, kind, actor, holding, acceptor, holding.holder);
  if (act !== null) act.presentation = holding.presentation;
  return act;
}

export function handleBillPresented(event: BillPresented): void {
  const holding = loadHolding(event, event.params.holding);
  if (holding === null) return;
  const presentation = present(event, holding);
  const from = presentation.holder;
  const act = newPassing(event, "BillPresented", from, holding, from, presentation.acceptor);
  if (act === null) return;
  act.presentation = presentation.id;
  act.amount = presentation.amount;
  act.save();
  countOn("Presented", holding, presentation.amount);
}

export function handleBillPaid(event: BillPaid): void {
  const params = event.params;
  const holding = loadHolding(event, params.holding);
  if (holding === null) return;
  notePaid(holding);
  answerPresentation(event, holding, "Paid", "None", params.bySilence);
  joinPayment(event, holding);
  const payer = party(event, params.acceptor);
  const act = newAnswer(event, "BillPaid", params.bySilence ? senderOf(event) : payer, holding, payer);
  if (act === null) return;
  act.amount = params.amount;
  act.save();
  countOn("Paid", holding, params.amount);
}

export function handleBillDishonoured(event: BillDishonoured): void {
  const params = event.params;
  const holding = loadHolding(event, params.holding);
  if (holding === null) return;
  const bill = billOf(event, holding);
  if (bill === null) return;
  const reason = nameOf(DishonourReason, params.reason, event);
  answerPresentation(event, holding, "Dishonoured", reason, reason == "Silence");
  dishonour(event, holding, bill, params.amount, params.day, reason);
  const acceptor = party(event, params.acceptor);
  const act = newAnswer(event, "BillDishonoured", reason == "Silence" ? senderOf(event) : acceptor, holding, acceptor);
  if (act === null) return;
  act.reason = reason;
  act.save();
  countOn("Dishonoured", holding, params.amount);
}

export function handleBillPresentationReturned(event: BillPresentationReturned): void {
  const holding = loadHolding(event, event.params.holding);
  if (holding === null) return;
  const reason = nameOf(DishonourReason, event.params.reason, event);
  const isBySilence = reason == "Silence";
  answerPresentation(event, holding, "Returned", reason, isBySilence);
  const acceptor = party(event, event.params.acceptor);
  const actor = isBySilence ? senderOf(event) : acceptor;
  const act = newAnswer(event, "BillPresentationReturned", actor, holding, acceptor);
  if (act === null) return;
  act.reason = reason;
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
  const act = newAnswer(event, "BillPaidOffChainDeclared", acceptor, holding, acceptor);
  if (act === null) return;
  act.evidence = event.params.evidence;
  act.save();
}

export function handleBillPaidOffChain(event: BillPaidOffChain): void {
  const holding = loadHolding(event, event.params.holding);
  if (holding === null) return;
  const bill = billOf(event, holding);
  if (bill === null) return;
  markOffChain(holding, bill);
  notePaid(holding);
  answerPresentation(event, holding, "PaidOffChain", "None", false);
  const acceptor = party(event, event.params.acceptor);
  const act = newAnswer(event, "BillPaidOffChain", holding.holder, holding, acceptor);
  if (act === null) return;
  act.evidence = event.params.evidence;
  act.save();
  countOn("PaidOffChain", holding, event.params.amount);
}

export function handleBillPaymentConfirmed(event: BillPaymentConfirmed): void {
  const bill = loadBill(event, event.params.bill);
  if (bill === null) return;
  confirmBill(event, bill);
  const acceptor = party(event, event.params.acceptor);
  const act = newBillEvent(event, "BillPaymentConfirmed", acceptor, bill, acceptor, bill.drawer);
  act.amount = bill.face;
  act.evidence = event.params.evidence;
  act.save();
}
