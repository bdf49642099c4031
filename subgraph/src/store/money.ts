/** Settlement money: who holds how much, and what moved. */
import { Address, BigInt, Bytes, ethereum } from "@graphprotocol/graph-ts";
import { Account, Balance, MoneyEvent, MoneyFlow, MoneyReference, SettlementToken } from "../../generated/schema";
import { stamp } from "./acts";
import { accountId, actId, logId } from "./ids";
import { notice } from "./notices";
import { textOf } from "./values";

export function loadToken(address: Bytes): SettlementToken {
  const known = SettlementToken.load(address);
  if (known !== null) return known;
  const token = new SettlementToken(address);
  token.supply = BigInt.zero();
  token.issued = BigInt.zero();
  token.redeemed = BigInt.zero();
  token.transfers = 0;
  return token;
}

/** The participant whose wallet the account is. */
export function holderOf(account: Bytes): Bytes | null {
  const known = Account.load(accountId(account));
  return known === null ? null : known.participant;
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
  balance.token = token;
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
