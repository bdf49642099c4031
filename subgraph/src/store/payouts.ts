/** Which transfer of money pays what: contracts say first what they pay, and send a receiver's money once for all of it. */
import { Bytes, ethereum } from "@graphprotocol/graph-ts";
import { NotePayment, PaymentShare, Payout } from "../../generated/schema";

function payoutId(event: ethereum.Event, receiver: Bytes): Bytes {
  return event.transaction.hash.concat(receiver);
}

function loadPayout(event: ethereum.Event, receiver: Bytes): Payout {
  const id = payoutId(event, receiver);
  const known = Payout.loadInBlock(id);
  if (known !== null) return known;
  const payout = new Payout(id);
  payout.payments = [];
  payout.shares = [];
  return payout;
}

/** The holder's money is to follow. */
export function awaitPayment(event: ethereum.Event, payment: NotePayment): void {
  const payout = loadPayout(event, payment.holder);
  payout.payments = payout.payments.concat([payment.id]);
  payout.save();
}

/** All of it was others'. */
export function expectNothing(event: ethereum.Event, payment: NotePayment): void {
  const payout = loadPayout(event, payment.holder);
  const rest: Bytes[] = [];
  for (let i = 0; i < payout.payments.length; i++) {
    if (payout.payments[i] != payment.id) rest.push(payout.payments[i]);
  }
  payout.payments = rest;
  payout.save();
}

export function awaitShare(event: ethereum.Event, share: PaymentShare): void {
  const payout = loadPayout(event, share.to);
  payout.shares = payout.shares.concat([share.id]);
  payout.save();
}

/** Money has reached a participant: it pays what the transaction has told of so far. */
export function payOut(event: ethereum.Event, receiver: Bytes | null, money: Bytes): void {
  if (receiver === null) return;
  const payout = Payout.loadInBlock(payoutId(event, receiver));
  if (payout === null) return;
  for (let i = 0; i < payout.payments.length; i++) {
    const payment = NotePayment.load(payout.payments[i]);
    if (payment === null) continue;
    payment.money = money;
    payment.save();
  }
  for (let i = 0; i < payout.shares.length; i++) {
    const share = PaymentShare.load(payout.shares[i]);
    if (share === null) continue;
    share.money = money;
    share.save();
  }
  payout.payments = [];
  payout.shares = [];
  payout.save();
}
