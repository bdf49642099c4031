/** DataRevenue. What was paid for, purchases and licences say; money that is given back when a licence closes is told here. */
import { Bytes } from "@graphprotocol/graph-ts";
import {
  MoneyGivenBack,
  MoneyReleased,
  MoneyTaken,
  PersonCredited,
  PersonPaid,
  RevenueClaimed,
  RevenueSplit,
} from "../../generated/templates/DataRevenue/DataRevenue";
import { senderOf } from "../store/acts";
import { loadAsset, newAssetEvent, newDataEvent } from "../store/dataAssets";
import { loadLicence, newLicenceEvent } from "../store/dataLicences";
import { book, earnerOf, flow, purseOf, splitRevenue } from "../store/dataMoney";
import { loadPerson, newPersonEvent } from "../store/dataPeople";
import { party } from "../store/participants";

export function handleMoneyTaken(event: MoneyTaken): void {
  const params = event.params;
  const licence = loadLicence(event, params.licence);
  if (licence === null) return;
  const purse = purseOf(event);
  const amount = params.order.plus(params.prepaid).plus(params.deposit);
  book(purse, licence, params.order, params.prepaid, params.deposit);
  purse.paid = purse.paid.plus(amount);
  licence.paid = licence.paid.plus(amount);
  purse.save();
  licence.save();
  flow("Paid", amount);
}

export function handleMoneyGivenBack(event: MoneyGivenBack): void {
  const params = event.params;
  const licence = loadLicence(event, params.licence);
  if (licence === null) return;
  const purse = purseOf(event);
  const amount = params.order.plus(params.prepaid).plus(params.deposit);
  book(purse, licence, params.order.neg(), params.prepaid.neg(), params.deposit.neg());
  purse.refunded = purse.refunded.plus(amount);
  licence.refunded = licence.refunded.plus(amount);
  purse.save();
  licence.save();
  flow("Refunded", amount);

  const payee = party(event, params.payee);
  const act = newLicenceEvent(event, "MoneyGivenBack", senderOf(event), licence, [payee]);
  act.to = payee;
  act.amount = amount;
  act.save();
}

/** `RevenueSplit` follows, and says whose it becomes. */
export function handleMoneyReleased(event: MoneyReleased): void {
  const params = event.params;
  const licence = loadLicence(event, params.licence);
  if (licence === null) return;
  const purse = purseOf(event);
  const amount = params.order.plus(params.prepaid).plus(params.deposit);
  book(purse, licence, params.order.neg(), params.prepaid.neg(), params.deposit.neg());
  purse.released = purse.released.plus(amount);
  licence.released = licence.released.plus(amount);
  purse.save();
  licence.save();
  flow("Released", amount);
}

export function handleRevenueSplit(event: RevenueSplit): void {
  const params = event.params;
  const asset = loadAsset(event, params.asset);
  if (asset === null) return;
  const split = splitRevenue(event, asset);
  const receivers: Bytes[] = [];
  for (let i = 0; i < params.receivers.length; i++) receivers.push(party(event, params.receivers[i]));
  const act = newAssetEvent(event, "RevenueSplit", senderOf(event), asset, receivers);
  act.licence = split.licence;
  act.split = split.id;
  act.amount = split.gross;
  act.save();
}

/** Each use of a person's data that is paid; the use has an act of its own. */
export function handlePersonCredited(event: PersonCredited): void {
  const params = event.params;
  const licence = loadLicence(event, params.licence);
  const person = loadPerson(event, params.person);
  if (licence === null || person === null) return;
  const purse = purseOf(event);
  licence.prepaid = licence.prepaid.minus(params.amount);
  licence.released = licence.released.plus(params.amount);
  licence.toPersons = licence.toPersons.plus(params.amount);
  licence.save();
  purse.prepaid = purse.prepaid.minus(params.amount);
  purse.released = purse.released.plus(params.amount);
  purse.owedToPersons = purse.owedToPersons.plus(params.amount);
  purse.save();
  person.earned = person.earned.plus(params.amount);
  person.owed = params.owed;
  person.save();
  flow("Released", params.amount);
}

export function handleRevenueClaimed(event: RevenueClaimed): void {
  const params = event.params;
  const participant = party(event, params.participant);
  const earner = earnerOf(participant);
  earner.owed = earner.owed.minus(params.amount);
  earner.claimed = earner.claimed.plus(params.amount);
  earner.save();
  const purse = purseOf(event);
  purse.owed = purse.owed.minus(params.amount);
  purse.claimed = purse.claimed.plus(params.amount);
  purse.save();
  flow("Claimed", params.amount);

  const act = newDataEvent(event, "RevenueClaimed", senderOf(event), participant, [participant]);
  act.to = participant;
  act.amount = params.amount;
  act.save();
}

export function handlePersonPaid(event: PersonPaid): void {
  const params = event.params;
  const person = loadPerson(event, params.person);
  if (person === null) return;
  person.owed = person.owed.minus(params.amount);
  person.save();
  const purse = purseOf(event);
  purse.owedToPersons = purse.owedToPersons.minus(params.amount);
  purse.claimed = purse.claimed.plus(params.amount);
  purse.save();
  flow("Claimed", params.amount);

  const act = newPersonEvent(event, "PersonPaid", person.id);
  act.account = params.account;
  act.amount = params.amount;
  act.save();
}
