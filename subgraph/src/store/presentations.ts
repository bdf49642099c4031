/** Presentations for payment, their answers, and payment beside the chain. */
import { Bytes, ethereum } from "@graphprotocol/graph-ts";
import { Bill, Holding, Presentation } from "../../generated/schema";
import { BillPaymentConfirmed, BillPresented } from "../../generated/templates/BillPayment/BillPayment";
import { actId, logId } from "./ids";
import { unknown } from "./notices";
import { party } from "./participants";
import { dateOf, int, long } from "./values";

/** A presentation as made; the holding's last. */
export function present(event: BillPresented, holding: Holding): Presentation {
  const params = event.params;
  const presentation = new Presentation(actId(event));
  presentation.bill = holding.bill;
  presentation.holding = holding.id;
  presentation.holder = party(event, params.holder);
  presentation.acceptor = party(event, params.acceptor);
  presentation.amount = params.amount;
  presentation.day = int(params.day);
  presentation.date = dateOf(presentation.day);
  presentation.answerBy = int(params.answerBy);
  presentation.answerByDate = dateOf(presentation.answerBy);
  presentation.isEarly = params.early;
  presentation.isLate = params.late;
  presentation.explanation = params.explanation;
  presentation.outcome = "Open";
  presentation.reason = "None";
  presentation.isBySilence = false;
  presentation.save();

  holding.presentation = presentation.id;
  if (!params.early && !params.late) holding.isTimely = true;
  // A first presentation from maturity on is what a standing one asked for.
  if (!params.early) holding.standing = null;
  holding.save();
  return presentation;
}

/** The holding's last presentation. */
function presentationOf(event: ethereum.Event, holding: Holding): Presentation | null {
  const last = holding.presentation;
  let presentation: Presentation | null = null;
  if (last !== null) presentation = Presentation.load(last);
  if (presentation === null) unknown(event, "The presentation of holding", holding.id);
  return presentation;
}

/** The acceptor says how it has paid; the presentation stays open until the holder confirms. */
export function declareOffChain(event: ethereum.Event, holding: Holding, evidence: Bytes): void {
  const presentation = presentationOf(event, holding);
  if (presentation === null) return;
  presentation.offChainEvidence = evidence;
  presentation.save();
}

/** Marks for ever that a holding was paid beside the chain. */
export function markOffChain(holding: Holding, bill: Bill): void {
  holding.isPaidOffChain = true;
  holding.save();
  bill.paidOffChain = bill.paidOffChain.plus(holding.amount);
  bill.save();
}

export function confirmBill(event: BillPaymentConfirmed, bill: Bill): void {
  bill.confirmedOn = int(event.params.day);
  bill.confirmedDate = dateOf(bill.confirmedOn);
  bill.confirmation = event.params.evidence;
  bill.save();
}

/** Ends the holding's last presentation. */
export function answerPresentation(
  event: ethereum.Event,
  holding: Holding,
  outcome: string,
  reason: string,
  isBySilence: boolean,
): void {
  const presentation = presentationOf(event, holding);
  if (presentation === null) return;
  presentation.outcome = outcome;
  presentation.reason = reason;
  presentation.isBySilence = isBySilence;
  presentation.answeredAt = long(event.block.timestamp);
  presentation.save();
}

/** Delivery versus payment: the money moves right after, but what a pledge brought in is divided first. */
export function joinPayment(event: ethereum.Event, holding: Holding): void {
  const last = holding.presentation;
  if (last === null || holding.isPledged) return;
  const presentation = Presentation.load(last);
  if (presentation === null) return;
  presentation.payment = logId(event, 1);
  presentation.save();
}
