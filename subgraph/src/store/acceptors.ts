/** What acceptors have accepted, paid and left unpaid, in all and by month of maturity. */
import { BigDecimal, BigInt, Bytes } from "@graphprotocol/graph-ts";
import { Acceptor, AcceptorMonth, Bill, Holding } from "../../generated/schema";

function loadAcceptor(participant: Bytes): Acceptor {
  const known = Acceptor.load(participant);
  if (known !== null) return known;
  const acceptor = new Acceptor(participant);
  acceptor.participant = participant;
  acceptor.accepted = BigInt.zero();
  acceptor.acceptedCount = 0;
  acceptor.balance = BigInt.zero();
  acceptor.paid = BigInt.zero();
  acceptor.overdue = BigInt.zero();
  acceptor.overdueBalance = BigInt.zero();
  acceptor.overdueCount = 0;
  acceptor.overdueHoldings = 0;
  acceptor.overdueUnpaid = 0;
  acceptor.paidOffChain = BigInt.zero();
  return acceptor;
}

/** Sees to it that an acceptor has a record, with nothing in it if it has accepted nothing. */
export function touchAcceptor(participant: Bytes): void {
  loadAcceptor(participant).save();
}

/** The month of a date: 2026-07 of 2026-07-01. */
function loadMonth(participant: Bytes, maturityDate: string): AcceptorMonth {
  const name = maturityDate.slice(0, maturityDate.length - 3);
  const id = participant.concat(Bytes.fromUTF8(name));
  const known = AcceptorMonth.load(id);
  if (known !== null) return known;
  const month = new AcceptorMonth(id);
  month.acceptor = participant;
  month.month = name;
  month.accepted = BigInt.zero();
  month.outstanding = BigInt.zero();
  month.paid = BigInt.zero();
  month.dishonoured = BigInt.zero();
  return month;
}

function save(month: AcceptorMonth): void {
  month.dishonouredShare = month.accepted.isZero()
    ? BigDecimal.zero()
    : month.dishonoured.divDecimal(month.accepted.toBigDecimal());
  month.save();
}

export function noteAccepted(bill: Bill): void {
  const acceptor = loadAcceptor(bill.acceptor);
  acceptor.accepted = acceptor.accepted.plus(bill.face);
  acceptor.acceptedCount += 1;
  acceptor.balance = acceptor.balance.plus(bill.face);
  acceptor.save();

  const month = loadMonth(bill.acceptor, bill.maturityDate);
  month.accepted = month.accepted.plus(bill.face);
  month.outstanding = month.outstanding.plus(bill.face);
  save(month);
}

/** An accepted bill was withdrawn before delivery: its acceptor owes nothing any more. */
export function noteWithdrawn(bill: Bill): void {
  const acceptor = loadAcceptor(bill.acceptor);
  acceptor.balance = acceptor.balance.minus(bill.face);
  acceptor.save();

  const month = loadMonth(bill.acceptor, bill.maturityDate);
  month.accepted = month.accepted.minus(bill.face);
  month.outstanding = month.outstanding.minus(bill.face);
  save(month);
}

export function notePaid(holding: Holding): void {
  const acceptor = loadAcceptor(holding.acceptor);
  acceptor.balance = acceptor.balance.minus(holding.amount);
  acceptor.paid = acceptor.paid.plus(holding.amount);
  if (holding.isPaidOffChain) acceptor.paidOffChain = acceptor.paidOffChain.plus(holding.amount);
  if (holding.refusals > 0) {
    acceptor.overdueBalance = acceptor.overdueBalance.minus(holding.amount);
    acceptor.overdueUnpaid -= 1;
  }
  acceptor.save();

  const month = loadMonth(holding.acceptor, holding.maturityDate);
  month.outstanding = month.outstanding.minus(holding.amount);
  month.paid = month.paid.plus(holding.amount);
  save(month);
}

/** @param isFirst whether the holding had not been refused before */
export function noteDishonoured(holding: Holding, isFirst: boolean): void {
  const acceptor = loadAcceptor(holding.acceptor);
  acceptor.overdueCount += 1;
  if (isFirst) {
    acceptor.overdue = acceptor.overdue.plus(holding.amount);
    acceptor.overdueBalance = acceptor.overdueBalance.plus(holding.amount);
    acceptor.overdueHoldings += 1;
    acceptor.overdueUnpaid += 1;
  }
  acceptor.save();
  if (!isFirst) return;

  const month = loadMonth(holding.acceptor, holding.maturityDate);
  month.dishonoured = month.dishonoured.plus(holding.amount);
  save(month);
}
