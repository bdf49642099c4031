/** QuoteMarket. */
import { BigInt } from "@graphprotocol/graph-ts";
import {
  AskOpened,
  AskWithdrawn,
  LineRemoved,
  LineSet,
  LineUsed,
  QuoteAccepted,
  QuoteBroken,
  QuoteOpened,
  QuoteSealed,
} from "../generated/templates/QuoteMarket/QuoteMarket";
import { senderOf } from "./store/acts";
import { nameOf, Shortfall } from "./store/enums";
import { logId } from "./store/ids";
import {
  addLot,
  addSale,
  askOf,
  call,
  endAsk,
  loadAsk,
  loadQuote,
  newAskEvent,
  newLineEvent,
  newQuote,
  openAsk,
  openQuote,
  setLine,
} from "./store/market";
import { party } from "./store/participants";
import { int } from "./store/values";

export function handleAskOpened(event: AskOpened): void {
  const terms = event.params.terms;
  const ask = openAsk(event);
  for (let i = 0; i < terms.lots.length; i++) addLot(event, ask, i, terms.lots[i].title, terms.lots[i].amount);
  ask.save();

  const act = newAskEvent(event, "AskOpened", ask.asker, ask, ask.buyers);
  act.amount = ask.amount;
  act.save();
}

export function handleAskWithdrawn(event: AskWithdrawn): void {
  const ask = loadAsk(event, event.params.ask);
  if (ask === null) return;
  endAsk(event, ask, "Withdrawn");
  newAskEvent(event, "AskWithdrawn", ask.asker, ask, []).save();
}

export function handleQuoteSealed(event: QuoteSealed): void {
  const ask = loadAsk(event, event.params.ask);
  if (ask === null) return;
  const quote = newQuote(event, event.params.quote, ask, party(event, event.params.buyer));
  quote.commitment = event.params.commitment;
  quote.save();

  const act = newAskEvent(event, "QuoteSealed", quote.buyer, ask, [quote.buyer]);
  act.quote = quote.id;
  act.save();
}

export function handleQuoteOpened(event: QuoteOpened): void {
  const params = event.params;
  const ask = loadAsk(event, params.ask);
  if (ask === null) return;
  const quote = openQuote(event, params.quote, ask, party(event, params.buyer), params.rate, params.lastDay);

  const act = newAskEvent(event, "QuoteOpened", quote.buyer, ask, [quote.buyer]);
  act.quote = quote.id;
  act.rate = int(params.rate);
  act.save();
}

export function handleQuoteAccepted(event: QuoteAccepted): void {
  const params = event.params;
  const quote = loadQuote(event, params.quote);
  if (quote === null) return;
  const ask = askOf(event, quote);
  if (ask === null) return;
  ask.accepted = quote.id;
  endAsk(event, ask, "Sold");
  call(event, quote, "Accepted", params.price);
  // Title first, money right after.
  quote.payment = logId(event, 1);
  quote.save();
  for (let i = 0; i < params.sales.length; i++) {
    addSale(event, ask, quote, i, params.sales[i], params.rate, params.valueDay);
  }

  const act = newAskEvent(event, "QuoteAccepted", ask.asker, ask, [quote.buyer]);
  act.quote = quote.id;
  act.amount = params.price;
  act.rate = int(params.rate);
  act.save();
}

export function handleQuoteBroken(event: QuoteBroken): void {
  const params = event.params;
  const quote = loadQuote(event, params.quote);
  if (quote === null) return;
  quote.shortfall = nameOf(Shortfall, params.shortfall, event);
  call(event, quote, "Broken", params.price);
  quote.save();
  const ask = askOf(event, quote);
  if (ask === null) return;

  const act = newAskEvent(event, "QuoteBroken", ask.asker, ask, [quote.buyer]);
  act.quote = quote.id;
  act.amount = params.price;
  act.shortfall = quote.shortfall;
  act.save();
}

export function handleLineSet(event: LineSet): void {
  const params = event.params;
  const line = setLine(event, params.buyer, params.debtor, params.limit, params.used);
  line.isSet = true;
  line.save();
  newLineEvent(event, "LineSet", line.buyer, line, params.limit).save();
}

export function handleLineRemoved(event: LineRemoved): void {
  const none = BigInt.zero();
  const line = setLine(event, event.params.buyer, event.params.debtor, none, none);
  line.isSet = false;
  line.save();
  newLineEvent(event, "LineRemoved", line.buyer, line, none).save();
}

export function handleLineUsed(event: LineUsed): void {
  const params = event.params;
  const line = setLine(event, params.buyer, params.debtor, params.limit, params.used);
  line.save();
  newLineEvent(event, "LineUsed", senderOf(event), line, params.used).save();
}
