/** SettlementToken. */
import {
  Approval,
  MoneyForced,
  MoneyFrozen,
  MoneyIssued,
  MoneyRedeemed,
  MoneyUnfrozen,
  Transfer,
  TransferReferenced,
} from "../generated/templates/SettlementToken/SettlementToken";
import {
  announcedReference,
  announceReference,
  count,
  credit,
  debit,
  endMoneyCase,
  executeMoneyCase,
  holderOf,
  isFollowing,
  isNobody,
  loadToken,
  newMoneyEvent,
  openMoneyCase,
  participantOf,
  passOn,
} from "./store/money";
import { orderOf } from "./store/acts";
import { party } from "./store/participants";
import { payOut } from "./store/awaited";
import { long, textOf } from "./store/values";

/** Issue and redemption have events of their own, which come first and tell more. */
export function handleTransfer(event: Transfer): void {
  const params = event.params;
  if (isNobody(params.from) || isNobody(params.to)) return;
  if (isFollowing(params.from, params.to)) {
    passOn(event.address, params.from, params.to);
  } else {
    const token = loadToken(event.address);
    token.transfers += 1;
    token.save();
    count("Transfer", params.value);
  }
  const payer = holderOf(params.from);
  // What an order takes is no act of the payer's.
  const actor = orderOf(event) === null ? payer : null;
  const act = newMoneyEvent(event, "Transfer", actor, payer, holderOf(params.to), params.value);
  act.fromAccount = params.from;
  act.toAccount = params.to;
  act.fromBalance = debit(event, params.from, params.value);
  act.toBalance = credit(event.address, params.to, params.value);
  act.reference = announcedReference(event);
  act.save();
  payOut(event, act.to, act.id);
}

export function handleTransferReferenced(event: TransferReferenced): void {
  announceReference(event, event.params.businessRef);
}

export function handleMoneyIssued(event: MoneyIssued): void {
  const params = event.params;
  const token = loadToken(event.address);
  token.issued = token.issued.plus(params.amount);
  token.supply = params.supply;
  token.save();

  const institution = party(event, params.institution);
  const act = newMoneyEvent(event, "MoneyIssued", institution, null, holderOf(params.to), params.amount);
  act.toAccount = params.to;
  act.toBalance = credit(event.address, params.to, params.amount);
  act.reference = textOf(params.businessRef);
  act.supply = params.supply;
  act.save();
  count("Issue", params.amount);
}

export function handleMoneyRedeemed(event: MoneyRedeemed): void {
  const params = event.params;
  const token = loadToken(event.address);
  token.redeemed = token.redeemed.plus(params.amount);
  token.supply = params.supply;
  token.save();

  const institution = party(event, params.institution);
  const act = newMoneyEvent(event, "MoneyRedeemed", institution, holderOf(params.from), null, params.amount);
  act.fromAccount = params.from;
  act.fromBalance = debit(event, params.from, params.amount);
  act.reference = textOf(params.businessRef);
  act.supply = params.supply;
  act.save();
  count("Redemption", params.amount);
}

export function handleMoneyFrozen(event: MoneyFrozen): void {
  const params = event.params;
  const act = newMoneyEvent(event, "MoneyFrozen", null, participantOf(event, params.holder), null, params.amount);
  act.moneyCase = openMoneyCase(event, params.holder, params.caseKey, params.amount, params.until);
  act.until = long(params.until);
  act.asked = params.asked;
  act.save();
}

export function handleMoneyUnfrozen(event: MoneyUnfrozen): void {
  const params = event.params;
  const ended = endMoneyCase(event, params.holder, params.caseKey);
  const act = newMoneyEvent(event, "MoneyUnfrozen", null, participantOf(event, params.holder), null, ended.amount);
  act.moneyCase = ended.id;
  act.asked = params.asked;
  act.save();
}

/** The transfer follows, as an act of its own. */
export function handleMoneyForced(event: MoneyForced): void {
  const params = event.params;
  const from = participantOf(event, params.from);
  const act = newMoneyEvent(event, "MoneyForced", null, from, participantOf(event, params.to), params.amount);
  act.moneyCase = executeMoneyCase(event, params.from, params.caseKey, params.caseLeft);
  act.reference = textOf(params.businessRef);
  act.save();
}

export function handleApproval(event: Approval): void {
  const params = event.params;
  const owner = holderOf(params.owner);
  const act = newMoneyEvent(event, "Approval", owner, owner, null, params.value);
  act.fromAccount = params.owner;
  act.toAccount = params.spender;
  act.save();
}
