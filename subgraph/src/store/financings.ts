/** Factoring of notes, and its account. */
import { BigInt, ethereum } from "@graphprotocol/graph-ts";
import { Financing, FinancingEntry, Note, Receivable } from "../../generated/schema";
import { FinancingsMerged, NoteFinanced } from "../../generated/templates/ReceivableFinancing/ReceivableFinancing";
import { sequenceOf } from "./acts";
import { addFinancing, yearly } from "./credit";
import { confirmationOf } from "./facilities";
import { actId } from "./ids";
import { unknown } from "./notices";
import { party } from "./participants";
import { dateOf, dayOf, int, long } from "./values";

/** The note's last financing. */
export function financingOf(event: ethereum.Event, note: Note): Financing | null {
  const last = note.financing;
  let financing: Financing | null = null;
  if (last !== null) financing = Financing.load(last);
  if (financing === null) unknown(event, "The financing of note", note.id);
  return financing;
}

export function finance(event: NoteFinanced, note: Note, receivable: Receivable): Financing {
  const params = event.params;
  const financing = new Financing(actId(event));
  financing.note = note.id;
  financing.receivable = receivable.id;
  financing.obligor = note.obligor;
  financing.seller = party(event, params.seller);
  financing.factor = party(event, params.factor);
  financing.tier = note.tier;
  financing.amount = params.amount;
  financing.price = params.price;
  financing.discount = params.amount.minus(params.price);
  financing.rate = int(params.rate);
  financing.valueDay = int(params.valueDay);
  financing.valueDate = dateOf(financing.valueDay);
  financing.payableDay = int(params.payableDay);
  financing.payableDate = dateOf(financing.payableDay);
  financing.days = financing.payableDay - financing.valueDay;
  financing.fee = shareOfFee(receivable, params.amount);
  setCost(financing);
  financing.isWithRecourse = params.recourse;
  financing.isDisclosed = params.disclosed;
  if (params.disclosed) financing.notifiedAt = long(event.block.timestamp);
  financing.status = "Live";
  financing.due = BigInt.zero();
  financing.costs = BigInt.zero();
  financing.collected = BigInt.zero();
  financing.returned = BigInt.zero();
  financing.held = BigInt.zero();
  financing.remitted = BigInt.zero();
  financing.repaid = BigInt.zero();
  financing.save();

  note.financing = financing.id;
  note.save();
  receivable.isFinanced = true;
  receivable.save();
  addFinancing(financing);
  return financing;
}

/** What of the confirming bank's fee falls to an amount of the root's face. */
function shareOfFee(receivable: Receivable, amount: BigInt): BigInt {
  const confirmation = confirmationOf(receivable);
  if (confirmation === null || receivable.face.isZero()) return BigInt.zero();
  return confirmation.fee.times(amount).div(receivable.face);
}

function setCost(financing: Financing): void {
  const faceDays = financing.amount.times(BigInt.fromI32(financing.days));
  financing.set("allInRate", yearly(financing.discount.plus(financing.fee), faceDays));
}

/** Two financings alike are one. Neither gains rank by it: the later time of notice and of registration holds. */
export function mergeFinancings(event: FinancingsMerged, financing: Financing, other: Financing): void {
  financing.amount = financing.amount.plus(other.amount);
  financing.price = event.params.price;
  financing.discount = financing.amount.minus(financing.price);
  financing.fee = financing.fee.plus(other.fee);
  setCost(financing);
  if (other.registeredAt > financing.registeredAt) financing.registeredAt = other.registeredAt;
  if (other.notifiedAt > financing.notifiedAt) financing.notifiedAt = other.notifiedAt;
  financing.save();
  other.status = "None";
  other.mergedInto = financing.id;
  other.endedAt = long(event.block.timestamp);
  other.save();
}

export function endFinancing(event: ethereum.Event, financing: Financing, status: string): void {
  financing.status = status;
  financing.endedAt = long(event.block.timestamp);
  financing.save();
}

/** An entry in a financing's account with what it says of the account after it; the caller adds who got what, and saves. */
export function newEntry(
  event: ethereum.Event,
  financing: Financing,
  kind: string,
  held: BigInt,
  due: BigInt,
): FinancingEntry {
  const entry = new FinancingEntry(actId(event));
  entry.financing = financing.id;
  entry.kind = kind;
  entry.sequence = sequenceOf(event);
  entry.day = dayOf(event.block.timestamp);
  entry.date = dateOf(entry.day);
  entry.toFactor = BigInt.zero();
  entry.toSeller = BigInt.zero();
  entry.costs = BigInt.zero();
  entry.held = held;
  entry.due = due;
  financing.held = held;
  financing.due = due;
  return entry;
}
