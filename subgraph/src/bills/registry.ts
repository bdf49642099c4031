/** BillRegistry. BillCreated, ERC-721's Transfer and ERC-5192's Locked say nothing that the acts themselves do not. */
import {
  BillEndorsed,
  BillMarkLifted,
  BillStatusChanged,
  HoldingClosed,
  HoldingCollecting,
  HoldingOffered,
  HoldingOfferEnded,
  HoldingReturned,
  HoldingSplit,
  InstructionCancelled,
  InstructionSet,
  RequestAnswered,
  RequestOpened,
} from "../../generated/templates/BillRegistry/BillRegistry";
import {
  answer,
  billOf,
  cancelInstruction,
  count,
  endorse,
  liftMark,
  loadBill,
  loadHolding,
  loadRequest,
  newBillEvent,
  newHoldingEvent,
  newInstructionEvent,
  openRequest,
  requestBill,
  setInstruction,
  splitHolding,
} from "../store/bills";
import { BillStatus, Circulation, nameOf } from "../store/enums";
import { party } from "../store/participants";
import { long } from "../store/values";

export function handleBillStatusChanged(event: BillStatusChanged): void {
  const bill = loadBill(event, event.params.bill);
  if (bill === null) return;
  bill.status = nameOf(BillStatus, event.params.status, event);
  if (bill.status == "Settled" || bill.status == "Ended") bill.endedAt = long(event.block.timestamp);
  bill.save();
}

export function handleBillEndorsed(event: BillEndorsed): void {
  const holding = loadHolding(event, event.params.holding);
  if (holding === null) return;
  const bill = billOf(event, holding);
  if (bill === null) return;
  const endorsement = endorse(event, holding);

  const act = newBillEvent(event, "BillEndorsed", endorsement.from, bill, endorsement.from, endorsement.to);
  act.holding = holding.id;
  act.endorsement = endorsement.id;
  act.amount = endorsement.amount;
  act.circulation = holding.circulation;
  act.save();
  const isDiscount = endorsement.purpose == "Discount" || endorsement.purpose == "Rediscount";
  count(isDiscount ? endorsement.purpose + "ed" : "Endorsed", bill, endorsement.amount);
}

export function handleHoldingSplit(event: HoldingSplit): void {
  const holding = loadHolding(event, event.params.holding);
  if (holding === null) return;
  const part = splitHolding(event, holding);
  const act = newHoldingEvent(event, "HoldingSplit", part);
  if (act === null) return;
  act.amount = part.amount;
  act.save();
}

export function handleHoldingOffered(event: HoldingOffered): void {
  const holding = loadHolding(event, event.params.holding);
  if (holding === null) return;
  const act = newHoldingEvent(event, "HoldingOffered", holding);
  if (act === null) return;
  act.amount = event.params.amount;
  act.save();
}

export function handleHoldingOfferEnded(event: HoldingOfferEnded): void {
  const holding = loadHolding(event, event.params.holding);
  if (holding === null) return;
  holding.offer = null;
  holding.save();
  const act = newHoldingEvent(event, "HoldingOfferEnded", holding);
  if (act !== null) act.save();
}

export function handleBillMarkLifted(event: BillMarkLifted): void {
  const holding = loadHolding(event, event.params.holding);
  if (holding === null) return;
  const bill = billOf(event, holding);
  if (bill === null) return;
  holding.circulation = nameOf(Circulation, event.params.circulation, event);
  holding.save();

  const by = party(event, event.params.by);
  const act = newBillEvent(event, "BillMarkLifted", by, bill, by, holding.holder);
  act.holding = holding.id;
  act.endorsement = liftMark(event, holding, bill);
  act.circulation = holding.circulation;
  act.save();
}

export function handleHoldingCollecting(event: HoldingCollecting): void {
  const holding = loadHolding(event, event.params.holding);
  if (holding === null) return;
  holding.circulation = "InCollection";
  holding.save();
}

export function handleHoldingReturned(event: HoldingReturned): void {
  const holding = loadHolding(event, event.params.holding);
  if (holding === null) return;
  holding.circulation = nameOf(Circulation, event.params.circulation, event);
  if (event.params.dishonoured) holding.isDishonoured = true;
  holding.save();
}

export function handleHoldingClosed(event: HoldingClosed): void {
  const holding = loadHolding(event, event.params.holding);
  if (holding === null) return;
  holding.circulation = "Closed";
  holding.save();
  const bill = billOf(event, holding);
  if (bill === null) return;
  bill.closed = event.params.billClosed;
  bill.save();
}

export function handleRequestOpened(event: RequestOpened): void {
  const holding = loadHolding(event, event.params.subject);
  if (holding === null) return;
  const bill = billOf(event, holding);
  if (bill === null) return;
  const request = openRequest(event, holding);

  const act = newBillEvent(event, "RequestOpened", request.from, bill, request.from, request.to);
  act.holding = holding.id;
  act.request = request.id;
  act.requestStatus = "Open";
  act.amount = request.amount;
  act.save();
}

export function handleRequestAnswered(event: RequestAnswered): void {
  const request = loadRequest(event, event.params.request);
  if (request === null) return;
  const bill = requestBill(event, request);
  if (bill === null) return;
  answer(event, request, event.params.status);

  const actor = request.status == "Withdrawn" ? request.from : request.to;
  const act = newBillEvent(event, "RequestAnswered", actor, bill, request.from, request.to);
  act.holding = request.holding;
  act.request = request.id;
  act.requestStatus = request.status;
  act.amount = request.amount;
  act.save();
}

export function handleInstructionSet(event: InstructionSet): void {
  const by = party(event, event.params.by);
  const counterparty = party(event, event.params.counterparty);
  setInstruction(event, by, counterparty);
  newInstructionEvent(event, "InstructionSet", by, counterparty).save();
}

export function handleInstructionCancelled(event: InstructionCancelled): void {
  const by = party(event, event.params.by);
  const counterparty = party(event, event.params.counterparty);
  cancelInstruction(event, by, counterparty);
  newInstructionEvent(event, "InstructionCancelled", by, counterparty).save();
}
