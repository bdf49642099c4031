/** SettlementToken. */
import {
  Approval,
  MoneyIssued,
  MoneyRedeemed,
  Transfer,
  TransferReferenced,
} from "../generated/templates/SettlementToken/SettlementToken";
import {
  announcedReference,
  announceReference,
  count,
  credit,
  debit,
  holderOf,
  isFollowing,
  isNobody,
  loadToken,
  newMoneyEvent,
  passOn,
} from "./store/money";
import { party } from "./store/participants";
import { textOf } from "./store/values";

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
  const act = newMoneyEvent(event, "Transfer", payer, payer, holderOf(params.to), params.value);
  act.fromAccount = params.from;
  act.toAccount = params.to;
  act.fromBalance = debit(event, params.from, params.value);
  act.toBalance = credit(event.address, params.to, params.value);
  act.reference = announcedReference(event);
  act.save();
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

export function handleApproval(event: Approval): void {
  const params = event.params;
  const owner = holderOf(params.owner);
  const act = newMoneyEvent(event, "Approval", owner, owner, null, params.value);
  act.fromAccount = params.owner;
  act.toAccount = params.spender;
  act.save();
}
