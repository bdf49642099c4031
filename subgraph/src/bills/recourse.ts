/** BillRecourse. The rate given at its construction comes before it is registered, and is read in founding.ts. */
import { ethereum } from "@graphprotocol/graph-ts";
import { BillEvent, Holding, RecoursePair } from "../../generated/schema";
import {
  DishonourNotified,
  RecourseClaimed,
  RecourseInterrupted,
  RecourseOpenedEarly,
  RecoursePaid,
  RecourseRateSet,
  RecourseSettled,
} from "../../generated/templates/BillRecourse/BillRecourse";
import { notePaid, touchAcceptor } from "../store/acceptors";
import { billOf, countOn, loadHolding, newPassing } from "../store/bills";
import { currentPart } from "../store/directory";
import { Capacity, Interruption, nameOf } from "../store/enums";
import { idOf } from "../store/ids";
import { party } from "../store/participants";
import { setRate } from "../store/rates";
import {
  accountOf,
  claimOn,
  finish,
  interrupt,
  newDishonour,
  newRateEvent,
  openAccount,
  pairOf,
  pay,
  setLimit,
  tell,
} from "../store/recourse";
import { int } from "../store/values";

export function handleRecourseRateSet(event: RecourseRateSet): void {
  const rate = setRate(event, event.params.rate, event.params.from);
  newRateEvent(event, rate).save();
}

export function handleRecourseOpenedEarly(event: RecourseOpenedEarly): void {
  const holding = loadHolding(event, event.params.holding);
  if (holding === null) return;
  const bill = billOf(event, holding);
  if (bill === null) return;
  touchAcceptor(holding.acceptor);
  const dishonour = newDishonour(event, holding, holding.amount, int(event.params.day));
  dishonour.isEarly = true;
  dishonour.evidence = idOf(currentPart("evidence"), event.params.evidence, 8);
  dishonour.save();
  holding.isDishonoured = true;
  holding.openedEarlyOn = dishonour.day;
  openAccount(event, holding, bill);

  const act = newPassing(event, "RecourseOpenedEarly", holding.holder, holding, holding.holder, holding.acceptor);
  if (act !== null) act.save();
}

/** A step between a claimant and a party. */
function newPairEvent(event: ethereum.Event, kind: string, holding: Holding, pair: RecoursePair): BillEvent | null {
  const act = newPassing(event, kind, pair.claimant, holding, pair.claimant, pair.party);
  if (act !== null) act.pair = pair.id;
  return act;
}

export function handleRecourseClaimed(event: RecourseClaimed): void {
  const params = event.params;
  const holding = loadHolding(event, params.holding);
  if (holding === null) return;
  const account = accountOf(holding, party(event, params.claimant));
  const pair = pairOf(holding, account.participant, party(event, params.party));
  pair.capacity = nameOf(Capacity, params.capacity, event);
  setLimit(pair, params.limit);
  claimOn(event, holding, account, pair);

  const act = newPairEvent(event, "RecourseClaimed", holding, pair);
  if (act === null) return;
  act.amount = params.principal;
  act.evidence = params.costsDigest;
  act.save();
}

export function handleDishonourNotified(event: DishonourNotified): void {
  const params = event.params;
  const holding = loadHolding(event, params.holding);
  if (holding === null) return;
  const pair = pairOf(holding, party(event, params.from), party(event, params.to));
  tell(pair, int(params.day), params.late);
  const act = newPairEvent(event, "DishonourNotified", holding, pair);
  if (act !== null) act.save();
}

export function handleRecourseInterrupted(event: RecourseInterrupted): void {
  const params = event.params;
  const holding = loadHolding(event, params.holding);
  if (holding === null) return;
  const pair = pairOf(holding, party(event, params.claimant), party(event, params.party));
  setLimit(pair, params.limit);
  pair.interruption = params.evidence;
  interrupt(event, holding, pair, nameOf(Interruption, params.kind, event));
  const act = newPairEvent(event, "RecourseInterrupted", holding, pair);
  if (act === null) return;
  act.evidence = params.evidence;
  act.save();
}

export function handleRecoursePaid(event: RecoursePaid): void {
  const params = event.params;
  const holding = loadHolding(event, params.holding);
  if (holding === null) return;
  const payment = pay(event, holding, party(event, params.claimant), party(event, params.payer));
  const act = newPassing(event, "RecoursePaid", payment.payer, holding, payment.payer, payment.claimant);
  if (act === null) return;
  act.recoursePayment = payment.id;
  act.amount = payment.amount;
  act.save();
  countOn("RecoursePaid", holding, payment.amount);
}

export function handleRecourseSettled(event: RecourseSettled): void {
  const params = event.params;
  const holding = loadHolding(event, params.holding);
  if (holding === null) return;
  const payer = party(event, params.payer);
  const claimant = party(event, params.claimant);
  const payment = finish(event, holding, claimant);
  if (params.closed) notePaid(holding);

  const act = newPassing(event, "RecourseSettled", payer, holding, payer, claimant);
  if (act === null) return;
  act.recoursePayment = payment;
  act.amount = params.advanced;
  act.save();
}
