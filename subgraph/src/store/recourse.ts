/** Recourse: what is owed on dishonoured holdings, by whom and to whom, and at which rate. */
import { BigInt, Bytes, ethereum, Value } from "@graphprotocol/graph-ts";
import {
  Bill,
  BillEvent,
  Dishonour,
  Endorsement,
  Holding,
  RateStep,
  RecourseAccount,
  RecoursePair,
  RecoursePayment,
} from "../../generated/schema";
import { RecourseClaimed, RecoursePaid } from "../../generated/templates/BillRecourse/BillRecourse";
import { noteDishonoured } from "./acceptors";
import { joinOrder, sequenceOf, stamp } from "./acts";
import { hasBusinessDay } from "./calendar";
import { accountOn, actId, logId, pairId } from "./ids";
import { liabilitiesOn } from "./liability";
import { RATE_YEAR, rateDays } from "./rates";
import { dateOf, dayOf, int, long, slice } from "./values";

/** Why there is right of recourse; the caller saves it. */
export function newDishonour(event: ethereum.Event, holding: Holding, amount: BigInt, day: i32): Dishonour {
  const dishonour = new Dishonour(actId(event));
  dishonour.bill = holding.bill;
  dishonour.holding = holding.id;
  dishonour.holder = holding.holder;
  dishonour.acceptorRecord = holding.acceptor;
  dishonour.amount = amount;
  dishonour.day = day;
  dishonour.date = dateOf(day);
  dishonour.reason = "None";
  dishonour.isEarly = false;
  return dishonour;
}

/** Payment was refused at or after maturity; the present holder has recourse. */
export function dishonour(
  event: ethereum.Event,
  holding: Holding,
  bill: Bill,
  amount: BigInt,
  day: BigInt,
  reason: string,
): void {
  noteDishonoured(holding, holding.refusals == 0);
  const refusal = newDishonour(event, holding, amount, int(day));
  refusal.reason = reason;
  refusal.presentation = holding.presentation;
  refusal.save();
  holding.refusals += 1;
  holding.isDishonoured = true;
  openAccount(event, holding, bill);
}

/** What a participant has on a holding: nothing yet, if nobody has said anything. */
export function accountOf(holding: Holding, participant: Bytes): RecourseAccount {
  const id = accountOn(holding.id, participant);
  const known = RecourseAccount.load(id);
  if (known !== null) return known;
  const account = new RecourseAccount(id);
  account.bill = holding.bill;
  account.holding = holding.id;
  account.participant = participant;
  account.principal = BigInt.zero();
  account.interest = BigInt.zero();
  account.costs = BigInt.zero();
  account.left = BigInt.zero();
  account.costsClaimed = BigInt.zero();
  account.advanced = BigInt.zero();
  account.recovered = BigInt.zero();
  account.liable = [];
  return account;
}

function saveAccount(account: RecourseAccount): void {
  account.left = account.principal.plus(account.interest).plus(account.costs);
  account.save();
}

/** The account of the present holder of a dishonoured holding, and who is liable to it. Who has advanced nothing is owed the face. */
export function openAccount(event: ethereum.Event, holding: Holding, bill: Bill): void {
  const account = accountOf(holding, holding.holder);
  if (account.from == 0 && account.lastPayment === null) account.principal = holding.amount;
  account.unset("settledAt");
  const liabilities = liabilitiesOn(bill, holding);
  const former = account.liable;
  for (let i = 0; i < former.length; i++) {
    const pair = pairOf(holding, account.participant, former[i]);
    pair.capacity = "None";
    pair.save();
  }
  const liable: Bytes[] = [];
  for (let i = 0; i < liabilities.length; i++) {
    const liability = liabilities[i];
    const pair = pairOf(holding, account.participant, liability.party);
    pair.account = account.id;
    pair.capacity = liability.capacity;
    pair.place = liability.place;
    pair.principal = liability.principal;
    pair.principalCapacity = liability.principalCapacity;
    pair.save();
    liable.push(liability.party);
  }
  account.liable = liable;
  saveAccount(account);
  holding.account = account.id;
  holding.save();
}

/** Nothing is owed any more to whoever held it last. */
export function closeAccount(event: ethereum.Event, holding: Holding): void {
  const id = holding.account;
  if (id === null) return;
  const account = RecourseAccount.load(id);
  if (account === null) return;
  account.principal = BigInt.zero();
  account.interest = BigInt.zero();
  account.costs = BigInt.zero();
  account.settledAt = long(event.block.timestamp);
  saveAccount(account);
}

/** What there is between a claimant and a party; nothing yet, if nobody has said anything. The caller saves it. */
export function pairOf(holding: Holding, claimant: Bytes, party: Bytes): RecoursePair {
  const id = pairId(holding.id, claimant, party);
  const known = RecoursePair.load(id);
  if (known !== null) return known;
  const pair = new RecoursePair(id);
  pair.holding = holding.id;
  const account = RecourseAccount.load(accountOn(holding.id, claimant));
  if (account !== null) pair.account = account.id;
  pair.claimant = claimant;
  pair.party = party;
  pair.capacity = "None";
  pair.place = 0;
  pair.principalCapacity = "None";
  pair.isNotifiedLate = false;
  pair.paid = BigInt.zero();
  return pair;
}

/** The last day of a pair's time limit; none while no period runs. */
export function setLimit(pair: RecoursePair, limit: BigInt): void {
  if (limit.isZero()) {
    pair.unset("limit");
    pair.limitDate = null;
    return;
  }
  pair.limit = int(limit);
  pair.limitDate = dateOf(int(limit));
}

/** Claims on a party, with costs that are added to what the claimant is owed. */
export function claimOn(event: RecourseClaimed, holding: Holding, account: RecourseAccount, pair: RecoursePair): void {
  const params = event.params;
  account.principal = params.principal;
  account.costs = account.costs.plus(params.costs);
  account.costsClaimed = account.costsClaimed.plus(params.costs);
  if (!params.costs.isZero()) account.costsDigest = params.costsDigest;
  saveAccount(account);
  pair.account = account.id;
  pair.claimedOn = int(params.day);
  pair.claimedDate = dateOf(pair.claimedOn);
  // The generated setter would take 0, a payee's chain, for none.
  pair.set("claimedAt", Value.fromI32(holding.chainLength));
  pair.save();
}

/** Tells a party of the dishonour. */
export function tell(pair: RecoursePair, day: i32, isLate: boolean): void {
  pair.notifiedOn = day;
  pair.notifiedDate = dateOf(day);
  pair.isNotifiedLate = isLate;
  pair.save();
}

/** Starts a pair's time limit anew. Of suits the holder's first counts: it is there from then on. */
export function interrupt(event: ethereum.Event, holding: Holding, pair: RecoursePair, kind: string): void {
  const day = dayOf(event.block.timestamp);
  pair.interruptedOn = day;
  pair.interruptedDate = dateOf(day);
  if (kind == "Suit" && pair.claimant.equals(holding.holder) && pair.suedOn == 0) {
    pair.suedOn = day;
    pair.suedDate = dateOf(day);
  }
  pair.save();
}

/** Takes a payment off what the claimant is owed, and adds it to what the payer has advanced. */
export function pay(event: RecoursePaid, holding: Holding, claimant: Bytes, payer: Bytes): RecoursePayment {
  const params = event.params;
  const account = accountOf(holding, claimant);
  const payment = newPayment(event, holding, account, payer);
  // Of a last payment, and of one under a pledge, the money moves after what else happens.
  if (!params.left.isZero()) payment.payment = logId(event, 1);
  payment.save();

  account.principal = account.principal.minus(params.toPrincipal);
  account.costs = account.costs.minus(params.toCosts);
  account.interest = params.left.minus(account.principal).minus(account.costs);
  if (account.from != 0 || hasBusinessDay(holding.maturity, payment.day)) setFrom(account, payment.day);
  account.recovered = account.recovered.plus(payment.amount);
  account.lastPayment = payment.id;
  if (params.left.isZero()) account.settledAt = long(event.block.timestamp);
  saveAccount(account);
  const pair = pairOf(holding, claimant, payer);
  pair.paid = pair.paid.plus(payment.amount);
  pair.save();
  advance(event, accountOf(holding, payer), payment.amount, payment.day);
  return payment;
}

function newPayment(event: RecoursePaid, holding: Holding, account: RecourseAccount, payer: Bytes): RecoursePayment {
  const params = event.params;
  const payment = new RecoursePayment(actId(event));
  payment.bill = holding.bill;
  payment.holding = holding.id;
  payment.account = account.id;
  payment.payer = payer;
  payment.claimant = account.participant;
  payment.amount = params.toCosts.plus(params.toInterest).plus(params.toPrincipal);
  payment.toCosts = params.toCosts;
  payment.toInterest = params.toInterest;
  payment.toPrincipal = params.toPrincipal;
  payment.surplus = BigInt.zero();
  payment.left = params.left;
  payment.day = int(params.day);
  payment.date = dateOf(payment.day);
  payment.sequence = sequenceOf(event);
  return payment;
}

function advance(event: ethereum.Event, payer: RecourseAccount, amount: BigInt, day: i32): void {
  if (payer.from != 0) payer.interest = payer.interest.plus(interestOf(event.address, payer, day));
  payer.principal = payer.principal.plus(amount);
  payer.advanced = payer.advanced.plus(amount);
  setFrom(payer, day);
  saveAccount(payer);
}

function setFrom(account: RecourseAccount, day: i32): void {
  account.from = day;
  account.fromDate = dateOf(day);
}

/** Interest on an account from its day up to another, at the rates of each day, rounded half up to the fen. */
function interestOf(recourse: Bytes, account: RecourseAccount, to: i32): BigInt {
  const half = RATE_YEAR.div(BigInt.fromI32(2));
  return account.principal
    .times(rateDays(recourse, account.from, to))
    .plus(half)
    .div(RATE_YEAR);
}

/** Of a payment of this transaction, that a realised pledge brought in: what was over for the pledgor. Both are paid later. */
export function sharePayment(event: ethereum.Event, holding: Holding, surplus: BigInt, pledgor: Bytes): void {
  const payment = paymentTo(holding, holding.holder);
  if (payment === null || slice(payment.id, 0, 32) != event.transaction.hash) return;
  payment.surplus = surplus;
  payment.pledgor = pledgor;
  if (!payment.left.isZero()) joinMoney(event, payment);
  payment.save();
}

/** The claimant's money follows this event; before it the pledgor's, unless the pledgor itself pays. */
function joinMoney(event: ethereum.Event, payment: RecoursePayment): void {
  const pledgor = payment.pledgor;
  let place = 1;
  if (pledgor !== null && !payment.surplus.isZero() && payment.payer != pledgor) place = 2;
  payment.payment = payment.amount.gt(payment.surplus) ? logId(event, place) : null;
}

function paymentTo(holding: Holding, claimant: Bytes): RecoursePayment | null {
  const account = RecourseAccount.load(accountOn(holding.id, claimant));
  if (account === null) return null;
  const last = account.lastPayment;
  return last === null ? null : RecoursePayment.load(last);
}

/** All was paid to the claimant; its last payment's money follows. Who holds by it has paid for the endorsement. */
export function finish(event: ethereum.Event, holding: Holding, claimant: Bytes): Bytes | null {
  const payment = paymentTo(holding, claimant);
  if (payment === null) return null;
  joinMoney(event, payment);
  payment.save();
  const last = holding.lastEndorsement;
  if (last === null || holding.circulation == "Closed") return payment.id;
  const endorsement = Endorsement.load(last);
  if (endorsement === null) return payment.id;
  endorsement.price = payment.amount;
  endorsement.payment = payment.payment;
  endorsement.save();
  return payment.id;
}

export function newRateEvent(event: ethereum.Event, rate: RateStep): BillEvent {
  const act = new BillEvent(actId(event));
  stamp(act, event, "RecourseRateSet", null, rate.id, []);
  joinOrder(act, event);
  return act;
}
