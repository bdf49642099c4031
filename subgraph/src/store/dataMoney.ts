/** The purse of data assets: what is paid for licences, and whose it becomes. */
import { BigInt, Bytes, ethereum } from "@graphprotocol/graph-ts";
import {
  DataAsset,
  DataEarner,
  DataFlow,
  DataIncome,
  DataLicence,
  DataPurse,
  DataSplit,
  DataSplitPart,
} from "../../generated/schema";
import { RevenueSplit } from "../../generated/templates/DataRevenue/DataRevenue";
import { loadAsset } from "./dataAssets";
import { actId, dataId, ofParticipant, place } from "./ids";
import { party } from "./participants";
import { dateOf, dayOf, long } from "./values";

/** The purse that speaks, which is there afterwards in any case. */
export function purseOf(event: ethereum.Event): DataPurse {
  const known = DataPurse.load(event.address);
  if (known !== null) return known;
  const purse = new DataPurse(event.address);
  purse.part = event.address;
  purse.paid = BigInt.zero();
  purse.released = BigInt.zero();
  purse.refunded = BigInt.zero();
  purse.claimed = BigInt.zero();
  purse.order = BigInt.zero();
  purse.prepaid = BigInt.zero();
  purse.deposit = BigInt.zero();
  purse.owed = BigInt.zero();
  purse.owedToPersons = BigInt.zero();
  purse.waiting = BigInt.zero();
  return purse;
}

/** What comes to the parts of a licence's account, or goes from them. The caller saves both. */
export function book(purse: DataPurse, licence: DataLicence, order: BigInt, prepaid: BigInt, deposit: BigInt): void {
  licence.order = licence.order.plus(order);
  licence.prepaid = licence.prepaid.plus(prepaid);
  licence.deposit = licence.deposit.plus(deposit);
  purse.order = purse.order.plus(order);
  purse.prepaid = purse.prepaid.plus(prepaid);
  purse.deposit = purse.deposit.plus(deposit);
}

export function flow(kind: string, amount: BigInt): void {
  const point = new DataFlow(0);
  point.kind = kind;
  point.amount = amount;
  point.save();
}

/** A participant's earnings, which are there afterwards in any case. */
export function earnerOf(participant: Bytes): DataEarner {
  const id = ofParticipant("earner", participant);
  const known = DataEarner.load(id);
  if (known !== null) return known;
  const earner = new DataEarner(id);
  earner.participant = participant;
  earner.earned = BigInt.zero();
  earner.owed = BigInt.zero();
  earner.claimed = BigInt.zero();
  return earner;
}

/** Money of an asset becomes its parents' and participants'. */
export function splitRevenue(event: RevenueSplit, asset: DataAsset): DataSplit {
  const params = event.params;
  const purse = purseOf(event);
  const isPassedOn = params.licence.isZero();
  const split = new DataSplit(actId(event));
  split.asset = asset.id;
  if (!isPassedOn) split.licence = dataId("licence", params.licence);
  split.gross = params.gross;
  split.time = long(event.block.timestamp);
  split.date = dateOf(dayOf(event.block.timestamp));
  split.save();
  asset.revenue = asset.revenue.plus(params.gross);
  if (isPassedOn) {
    asset.waiting = asset.waiting.minus(params.gross);
    purse.waiting = purse.waiting.minus(params.gross);
  }
  asset.save();

  const parents = params.parents.length;
  for (let i = 0; i < parents && i < params.royalties.length; i++) {
    const parent = loadAsset(event, params.parents[i]);
    if (parent === null) continue;
    const part = newPart(split, i, params.royalties[i]);
    part.parent = parent.id;
    part.save();
    parent.waiting = parent.waiting.plus(part.amount);
    parent.save();
    purse.waiting = purse.waiting.plus(part.amount);
  }
  for (let i = 0; i < params.receivers.length && i < params.amounts.length; i++) {
    const part = newPart(split, parents + i, params.amounts[i]);
    const receiver = party(event, params.receivers[i]);
    part.participant = receiver;
    part.save();
    earn(split, receiver, part.amount);
    purse.owed = purse.owed.plus(part.amount);
  }
  purse.save();
  return split;
}

function newPart(split: DataSplit, index: i32, amount: BigInt): DataSplitPart {
  const part = new DataSplitPart(split.id.concat(place(index)));
  part.split = split.id;
  part.amount = amount;
  return part;
}

/** A receiver earns a part. One that is holder and contributor earns several in one split. */
function earn(split: DataSplit, participant: Bytes, amount: BigInt): void {
  const earner = earnerOf(participant);
  earner.earned = earner.earned.plus(amount);
  earner.owed = earner.owed.plus(amount);
  earner.save();

  const id = split.asset.concat(participant);
  let income = DataIncome.load(id);
  if (income === null) {
    income = new DataIncome(id);
    income.asset = split.asset;
    income.earner = earner.id;
    income.participant = participant;
    income.amount = BigInt.zero();
    income.times = 0;
  }
  income.amount = income.amount.plus(amount);
  income.times += 1;
  income.lastDate = split.date;
  income.save();
}
