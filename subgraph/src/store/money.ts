/** Settlement money: who holds how much, and what moved. */
import { Address, BigInt, Bytes, ethereum } from "@graphprotocol/graph-ts";
import {
  Account,
  Balance,
  MoneyCase,
  MoneyEvent,
  MoneyFlow,
  MoneyReference,
  SettlementToken,
} from "../../generated/schema";
import { joinOrder, orderOf, sequenceOf, stamp } from "./acts";
import { accountId, actId, logId, word } from "./ids";
import { notice } from "./notices";
import { party } from "./participants";
import { long, textOf } from "./values";

const ADDRESS_SIZE = 20;

export function loadToken(address: Bytes): SettlementToken {
  const known = SettlementToken.load(address);
  if (known !== null) return known;
  const token = new SettlementToken(address);
  token.supply = BigInt.zero();
  token.issued = BigInt.zero();
  token.redeemed = BigInt.zero();
  token.transfers = 0;
  token.save();
  return token;
}

/** The participant whose wallet the account is. */
export function holderOf(account: Bytes): Bytes | null {
  const known = Account.load(accountId(account));
  return known === null ? null : known.participant;
}

/** A holder is a participant by its number, or a person by its account, which no number reaches. */
function isPerson(holder: BigInt): boolean {
  return holder.gt(BigInt.fromU32(u32.MAX_VALUE));
}

/** The participant that a holder is, which is there afterwards in any case; nobody for a person. */
export function participantOf(event: ethereum.Event, holder: BigInt): Bytes | null {
  return isPerson(holder) ? null : party(event, holder);
}

function moneyCaseId(token: Bytes, holder: BigInt, key: Bytes): Bytes {
  return token.concat(word(holder, ADDRESS_SIZE)).concat(key);
}

/** The case; a blank one, with a notice, where nobody has told of it. */
function loadMoneyCase(event: ethereum.Event, holder: BigInt, key: Bytes): MoneyCase {
  const known = MoneyCase.load(moneyCaseId(event.address, holder, key));
  if (known !== null) return known;
  notice(event, "Case " + key.toHexString() + " on money had never been opened; the index made a blank one.");
  return newMoneyCase(event, holder, key);
}

function newMoneyCase(event: ethereum.Event, holder: BigInt, key: Bytes): MoneyCase {
  const opened = new MoneyCase(moneyCaseId(event.address, holder, key));
  opened.token = loadToken(event.address).id;
  opened.participant = participantOf(event, holder);
  if (isPerson(holder)) opened.account = word(holder, ADDRESS_SIZE);
  opened.key = key;
  opened.amount = BigInt.zero();
  opened.since = long(event.block.timestamp);
  opened.sequence = sequenceOf(event);
  opened.until = 0;
  opened.renewals = 0;
  opened.order = orderOf(event);
  return opened;
}

/** Opens a case, or renews it. */
export function openMoneyCase(event: ethereum.Event, holder: BigInt, key: Bytes, amount: BigInt, until: BigInt): Bytes {
  let frozen = MoneyCase.load(moneyCaseId(event.address, holder, key));
  if (frozen === null) frozen = newMoneyCase(event, holder, key);
  else frozen.renewals += 1;
  frozen.amount = amount;
  frozen.until = long(until);
  frozen.save();
  return frozen.id;
}

export function endMoneyCase(event: ethereum.Event, holder: BigInt, key: Bytes): MoneyCase {
  const ended = loadMoneyCase(event, holder, key);
  ended.endedAt = long(event.block.timestamp);
  ended.save();
  return ended;
}

/** Money was taken under a case, which asks so much less from then on; no case where the key is empty. */
export function executeMoneyCase(event: ethereum.Event, holder: BigInt, key: Bytes, left: BigInt): Bytes | null {
  if (key == new Bytes(32)) return null;
  const executed = loadMoneyCase(event, holder, key);
  executed.amount = left;
  executed.save();
  return executed.id;
}

/** Whether money only follows its holder, from an old wallet to a new one: nothing changes hands. */
export function isFollowing(from: Bytes, to: Bytes): boolean {
  const payer = Account.load(accountId(from));
  const payee = Account.load(accountId(to));
  return payer !== null && payee !== null && payer.participant == payee.participant && from != to;
}

function loadBalance(token: Bytes, account: Bytes): Balance {
  const known = Balance.load(token.concat(account));
  if (known !== null) return known;
  const balance = new Balance(token.concat(account));
  balance.token = loadToken(token).id;
  balance.account = account;
  balance.participant = holderOf(account);
  balance.amount = BigInt.zero();
  balance.received = BigInt.zero();
  balance.sent = BigInt.zero();
  return balance;
}

/** A wallet's place is taken by another; the old one is nobody's. */
export function passOn(token: Bytes, from: Bytes, to: Bytes): void {
  const former = loadBalance(token, from);
  const present = loadBalance(token, to);
  present.participant = former.participant;
  present.save();
  former.participant = null;
  former.save();
}

/** Adds to a balance; what is left afterwards. */
export function credit(token: Bytes, account: Bytes, amount: BigInt): BigInt {
  const balance = loadBalance(token, account);
  balance.amount = balance.amount.plus(amount);
  balance.received = balance.received.plus(amount);
  balance.save();
  return balance.amount;
}

/** Takes from a balance; what is left afterwards. */
export function debit(event: ethereum.Event, account: Bytes, amount: BigInt): BigInt {
  const balance = loadBalance(event.address, account);
  balance.amount = balance.amount.minus(amount);
  balance.sent = balance.sent.plus(amount);
  balance.save();
  if (balance.amount.lt(BigInt.zero())) notice(event, "The balance of " + account.toHexString() + " is below zero.");
  return balance.amount;
}

export function newMoneyEvent(
  event: ethereum.Event,
  kind: string,
  actor: Bytes | null,
  from: Bytes | null,
  to: Bytes | null,
  amount: BigInt,
): MoneyEvent {
  const parties: Bytes[] = [];
  if (actor !== null) parties.push(actor);
  if (from !== null) parties.push(from);
  if (to !== null) parties.push(to);
  const act = new MoneyEvent(actId(event));
  stamp(act, event, kind, actor, event.address, parties);
  joinOrder(act, event);
  act.from = from;
  act.to = to;
  act.amount = amount;
  act.reference = "";
  return act;
}

export function count(kind: string, amount: BigInt): void {
  const flow = new MoneyFlow(0);
  flow.kind = kind;
  flow.amount = amount;
  flow.save();
}

/** The token announces a reference right before the transfer that it is for. */
export function announceReference(event: ethereum.Event, reference: Bytes): void {
  const announced = new MoneyReference(logId(event, 1));
  announced.reference = textOf(reference);
  announced.save();
}

export function announcedReference(event: ethereum.Event): string {
  const announced = MoneyReference.loadInBlock(actId(event));
  return announced === null ? "" : announced.reference;
}

export function isNobody(account: Address): boolean {
  return account == Address.zero();
}
