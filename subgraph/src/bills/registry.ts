/** BillRegistry. ERC-721's Transfer and ERC-5192's Locked say nothing that the acts themselves do not. */
import {
  BillEndorsed,
  BillMarkLifted,
  BillStatusChanged,
  HoldingCirculationChanged,
  HoldingClosed,
  HoldingOffered,
  HoldingOfferEnded,
  HoldingSplit,
  InstructionCancelled,
  InstructionSet,
  RequestAnswered,
  RequestOpened,
} from "../../generated/templates/BillRegistry/BillRegistry";
import {
  answer,
  billOf,
  countEndorsement,
  endorse,
  liftMark,
  loadBill,
  loadHolding,
  loadRequest,
  newBillEvent,
  newHoldingEvent,
  openRequest,
  requestBill,
  splitHolding,
} from "../store/bills";
import { BillStatus, Circulation, nameOf } from "../store/enums";
import { party } from "../store/participants";
import { closeAccount, openAccount } from "../store/recourse";
import { joinPledge } from "../store/security";
import { cancelInstruction, newInstructionEvent, setInstruction } from "../store/terms";
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
  if (endorsement.purpose == "Pledge") joinPledge(holding, endorsement);
  if (holding.isDishonoured) openAccount(event, holding, bill);

  // To realise a pledge, and to get what one has paid for, needs nobody's giving.
  const isTaken = endorsement.purpose == "Pledge" || endorsement.purpose == "RecourseSettlement";
  const actor = isTaken ? endorsement.to : endorsement.from;
  const act = newBillEvent(event, "BillEndorsed", actor, bill, endorsement.from, endorsement.to);
  act.holding = holding.id;
  act.endorsement = endorsement.id;
  act.amount = endorsement.amount;
  act.circulation = holding.circulation;
  act.save();
  countEndorsement(endorsement, holding, bill);
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

export function handleHoldingCirculationChanged(event: HoldingCirculationChanged): void {
  const holding = loadHolding(event, event.params.holding);
  if (holding === null) return;
  holding.circulation = nameOf(Circulation, event.params.circulation, event);
  holding.isDishonoured = event.params.dishonoured;
  holding.isPledged = event.params.pledged;
  holding.save();
}

export function handleHoldingClosed(event: HoldingClosed): void {
  const holding = loadHolding(event, event.params.holding);
  if (holding === null) return;
  holding.circulation = "Closed";
  holding.save();
  closeAccount(event, holding);
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
