/** Asks, quotes and lines of the market, and what was sold. */
import { BigInt, Bytes, ethereum, Value } from "@graphprotocol/graph-ts";
import {
  Ask,
  Bill,
  DiscountFlow,
  Endorsement,
  Financing,
  Holding,
  Line,
  Lot,
  MarketEvent,
  Note,
  NoteTransfer,
  Part,
  Quote,
  Sale,
} from "../../generated/schema";
import { AskOpened, QuoteAcceptedSalesStruct } from "../../generated/templates/QuoteMarket/QuoteMarket";
import { stamp } from "./acts";
import { actId, askId, holdingId, noteId, place, quoteId } from "./ids";
import { unknown } from "./notices";
import { party } from "./participants";
import { dateOf, dayOf, int, long } from "./values";

/** The last 32 bits of a quote's number count it on its ask. */
const ON_ASK = BigInt.fromString("4294967296");

export function loadAsk(event: ethereum.Event, number: BigInt): Ask | null {
  const id = askId(event.address, number);
  const ask = Ask.load(id);
  if (ask === null) unknown(event, "Ask", id);
  return ask;
}

export function loadQuote(event: ethereum.Event, number: BigInt): Quote | null {
  const id = quoteId(event.address, number);
  const quote = Quote.load(id);
  if (quote === null) unknown(event, "Quote", id);
  return quote;
}

/** The ask of a quote, which is there when the quote is. */
export function askOf(event: ethereum.Event, quote: Quote): Ask | null {
  const ask = Ask.load(quote.ask);
  if (ask === null) unknown(event, "Ask", quote.ask);
  return ask;
}

/** The ask as made, with no lots yet; the caller saves it. */
export function openAsk(event: AskOpened): Ask {
  const params = event.params;
  const terms = params.terms;
  const ask = new Ask(askId(event.address, params.ask));
  ask.number = int(params.ask);
  ask.title = terms.title;
  ask.part = terms.title;
  ask.asker = party(event, params.asker);
  ask.status = "Open";
  ask.firstDay = int(terms.firstDay);
  ask.firstDate = dateOf(ask.firstDay);
  ask.lastDay = int(terms.lastDay);
  ask.lastDate = dateOf(ask.lastDay);
  ask.isSealed = !terms.closesAt.isZero();
  ask.closesAt = long(terms.closesAt);
  const buyers: Bytes[] = [];
  for (let i = 0; i < terms.buyers.length; i++) buyers.push(party(event, terms.buyers[i]));
  ask.buyers = buyers;
  ask.terms = terms.terms;
  ask.amount = BigInt.zero();
  ask.openedAt = long(event.block.timestamp);
  return ask;
}

/** The holding that a title is, when its contract is a part of a module of bills. */
function holdingOf(title: Bytes, number: BigInt): Holding | null {
  const part = Part.load(title);
  return part === null ? null : Holding.load(holdingId(part.first, number));
}

/** The note that a title is, when its contract is a part of a module of receivables. */
function noteOf(title: Bytes, number: BigInt): Note | null {
  const part = Part.load(title);
  return part === null ? null : Note.load(noteId(part.first, number));
}

/** Adds a title to an ask, which locks it. */
export function addLot(event: ethereum.Event, ask: Ask, index: i32, title: BigInt, amount: BigInt): void {
  const lot = new Lot(ask.id.concat(place(index)));
  lot.ask = ask.id;
  lot.place = index;
  lot.title = title;
  lot.amount = amount;
  ask.amount = ask.amount.plus(amount);
  const holding = holdingOf(ask.title, title);
  const note = noteOf(ask.title, title);
  if (holding !== null) {
    lot.holding = holding.id;
    holding.offer = lot.id;
    holding.save();
  } else if (note !== null) {
    lot.note = note.id;
    note.offer = lot.id;
    note.save();
  } else {
    unknown(event, "Title", holdingId(ask.title, title));
  }
  lot.save();
}

export function endAsk(event: ethereum.Event, ask: Ask, status: string): void {
  ask.status = status;
  ask.endedAt = long(event.block.timestamp);
  ask.save();
}

export function newQuote(event: ethereum.Event, number: BigInt, ask: Ask, buyer: Bytes): Quote {
  const quote = new Quote(quoteId(event.address, number));
  quote.number = int(number.mod(ON_ASK));
  quote.ask = ask.id;
  quote.buyer = buyer;
  quote.status = "Sealed";
  quote.madeAt = long(event.block.timestamp);
  quote.shortfall = "None";
  return quote;
}

/** A quote of which the rate is known: sealed before, or open from the beginning. */
export function openQuote(
  event: ethereum.Event,
  number: BigInt,
  ask: Ask,
  buyer: Bytes,
  rate: BigInt,
  lastDay: BigInt,
): Quote {
  let quote = Quote.load(quoteId(event.address, number));
  if (quote === null) quote = newQuote(event, number, ask, buyer);
  const day = int(lastDay);
  quote.status = "Open";
  // The generated setters would take 0 for none.
  quote.set("rate", Value.fromI32(int(rate)));
  quote.set("lastDay", Value.fromI32(day));
  quote.lastDate = dateOf(day);
  quote.openedAt = long(event.block.timestamp);
  quote.save();
  return quote;
}

/** A quote was called, and honoured or not; the caller saves it. */
export function call(event: ethereum.Event, quote: Quote, status: string, price: BigInt): void {
  quote.status = status;
  quote.calledAt = long(event.block.timestamp);
  quote.calledDate = dateOf(dayOf(event.block.timestamp));
  quote.price = price;
}

/** A title that was sold, and is offered no more; its endorsement is the last of its chain. */
export function addSale(
  event: ethereum.Event,
  ask: Ask,
  quote: Quote,
  index: i32,
  sold: QuoteAcceptedSalesStruct,
  rate: BigInt,
  valueDay: BigInt,
): void {
  const lot = Lot.load(ask.id.concat(place(index)));
  if (lot === null) return unknown(event, "Lot", ask.id.concat(place(index)));
  const sale = new Sale(quote.id.concat(place(index)));
  sale.quote = quote.id;
  sale.lot = lot.id;
  sale.title = sold.title;
  sale.purpose = "None";
  sale.seller = ask.asker;
  sale.buyer = quote.buyer;
  sale.debtor = party(event, sold.debtor);
  sale.face = sold.face;
  sale.price = sold.price;
  sale.interest = sold.face.minus(sold.price);
  sale.rate = int(rate);
  sale.day = int(valueDay);
  sale.date = dateOf(sale.day);
  sellLot(lot, sale.id);
  const holding = holdingOf(ask.title, sold.title);
  const note = noteOf(ask.title, sold.title);
  if (holding !== null) noteDiscount(sale, holding, quote.payment);
  else if (note !== null) noteFactoring(sale, note, quote.payment);
  else unknown(event, "Title", holdingId(ask.title, sold.title));
  sale.save();
}

/** What was offered is so no more; a part of it may be another holding now. */
function sellLot(lot: Lot, sale: Bytes): void {
  lot.sale = sale;
  lot.save();
  const holding = holdingIn(lot);
  if (holding !== null) {
    holding.offer = null;
    holding.save();
  }
  const note = noteIn(lot);
  if (note !== null) {
    note.offer = null;
    note.save();
  }
}

function holdingIn(lot: Lot): Holding | null {
  const id = lot.holding;
  return id === null ? null : Holding.load(id);
}

function noteIn(lot: Lot): Note | null {
  const id = lot.note;
  return id === null ? null : Note.load(id);
}

/** A note has passed by factoring, of which its own contract has told. */
function noteFactoring(sale: Sale, note: Note, payment: Bytes | null): void {
  sale.note = note.id;
  sale.financing = note.financing;
  joinFinancing(sale, note.financing);
  const last = note.lastTransfer;
  if (last === null) return;
  const transfer = NoteTransfer.load(last);
  if (transfer === null) return;
  transfer.sale = sale.id;
  transfer.price = sale.price;
  transfer.payment = payment;
  transfer.save();
}

function joinFinancing(sale: Sale, last: Bytes | null): void {
  if (last === null) return;
  const financing = Financing.load(last);
  if (financing === null) return;
  financing.sale = sale.id;
  financing.save();
}

/** A bill's holding has passed by discount or rediscount. */
function noteDiscount(sale: Sale, holding: Holding, payment: Bytes | null): void {
  sale.holding = holding.id;
  sale.endorsement = holding.lastEndorsement;
  const bill = Bill.load(holding.bill);
  const last = holding.lastEndorsement;
  let endorsement: Endorsement | null = null;
  if (last !== null) endorsement = Endorsement.load(last);
  if (endorsement === null || bill === null) return;
  sale.purpose = endorsement.purpose;
  endorsement.sale = sale.id;
  endorsement.price = sale.price;
  endorsement.payment = payment;
  endorsement.save();

  const flow = new DiscountFlow(0);
  flow.purpose = sale.purpose;
  flow.billKind = bill.kind;
  flow.tenor = tenorOf(holding.maturity - sale.day);
  flow.buyer = sale.buyer;
  flow.rate = sale.rate;
  flow.face = sale.face;
  flow.interest = sale.interest;
  flow.weighted = sale.face.times(BigInt.fromI32(sale.rate));
  flow.save();
}

function tenorOf(days: i32): string {
  if (days <= 31) return "UpToOneMonth";
  return days <= 92 ? "UpToThreeMonths" : "UpToSixMonths";
}

/** A line with its limit and what is used of it; the caller saves it. */
export function setLine(event: ethereum.Event, buyer: BigInt, debtor: BigInt, limit: BigInt, used: BigInt): Line {
  const limiting = party(event, buyer);
  const limited = party(event, debtor);
  const id = event.address.concat(limiting).concat(limited);
  let line = Line.load(id);
  if (line === null) {
    line = new Line(id);
    line.buyer = limiting;
    line.debtor = limited;
    line.isSet = false;
  }
  line.limit = limit;
  line.used = used;
  return line;
}

/** A step of an ask or of a quote on it. */
export function newAskEvent(event: ethereum.Event, kind: string, actor: Bytes, ask: Ask, others: Bytes[]): MarketEvent {
  const act = new MarketEvent(actId(event));
  stamp(act, event, kind, actor, ask.id, [ask.asker].concat(others));
  act.ask = ask.id;
  return act;
}

export function newLineEvent(
  event: ethereum.Event,
  kind: string,
  actor: Bytes | null,
  line: Line,
  amount: BigInt,
): MarketEvent {
  const act = new MarketEvent(actId(event));
  stamp(
    act,
    event,
    kind,
    actor,
    line.id,
    actor === null ? [line.buyer, line.debtor] : [line.buyer, line.debtor, actor],
  );
  act.line = line.id;
  act.amount = amount;
  return act;
}
