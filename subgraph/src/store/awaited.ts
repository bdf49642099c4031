/** Which transfer of money pays what: contracts say first what they pay, and send a receiver's money once for all of it. */
import { Bytes, ethereum } from "@graphprotocol/graph-ts";
import { NotePayment, PaymentShare, AwaitedMoney } from "../../generated/schema";

function awaitedId(event: ethereum.Event, receiver: Bytes): Bytes {
  return event.transaction.hash.concat(receiver);
}

function loadAwaited(event: ethereum.Event, receiver: Bytes): AwaitedMoney {
  const id = awaitedId(event, receiver);
  const known = AwaitedMoney.loadInBlock(id);
  if (known !== null) return known;
  const awaited = new AwaitedMoney(id);
  awaited.payments = [];
  awaited.shares = [];
  return awaited;
}

/** The holder's money is to follow. */
export function awaitPayment(event: ethereum.Event, payment: NotePayment): void {
  const awaited = loadAwaited(event, payment.holder);
  awaited.payments = awaited.payments.concat([payment.id]);
  awaited.save();
}

/** All of it was others'. */
export function expectNothing(event: ethereum.Event, payment: NotePayment): void {
  const awaited = loadAwaited(event, payment.holder);
  const rest: Bytes[] = [];
  for (let i = 0; i < awaited.payments.length; i++) {
    if (awaited.payments[i] != payment.id) rest.push(awaited.payments[i]);
  }
  awaited.payments = rest;
  awaited.save();
}

export function awaitShare(event: ethereum.Event, share: PaymentShare): void {
  const awaited = loadAwaited(event, share.to);
  awaited.shares = awaited.shares.concat([share.id]);
  awaited.save();
}

/** Money has reached a participant: it pays what the transaction has told of so far. */
export function payOut(event: ethereum.Event, receiver: Bytes | null, money: Bytes): void {
  if (receiver === null) return;
  const awaited = AwaitedMoney.loadInBlock(awaitedId(event, receiver));
  if (awaited === null) return;
  for (let i = 0; i < awaited.payments.length; i++) {
    const payment = NotePayment.load(awaited.payments[i]);
    if (payment === null) continue;
    payment.money = money;
    payment.save();
  }
  for (let i = 0; i < awaited.shares.length; i++) {
    const share = PaymentShare.load(awaited.shares[i]);
    if (share === null) continue;
    share.money = money;
    share.save();
  }
  awaited.payments = [];
  awaited.shares = [];
  awaited.save();
}
