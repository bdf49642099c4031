/** DataPledges. */
import { BigInt } from "@graphprotocol/graph-ts";
import { DataPledge } from "../../generated/schema";
import {
  DataPledged,
  DataPledgeRealised,
  DataPledgeReleased,
  DataPledgeRepaid,
} from "../../generated/templates/DataPledges/DataPledges";
import { loadAsset } from "../store/dataAssets";
import { endPledge, loadDataPledge, newPledgeEvent } from "../store/dataSecurity";
import { dataId } from "../store/ids";
import { party } from "../store/participants";
import { dateOf, int, long } from "../store/values";

export function handleDataPledged(event: DataPledged): void {
  const params = event.params;
  const asset = loadAsset(event, params.asset);
  if (asset === null) return;
  const pledge = new DataPledge(dataId("pledge", params.pledge));
  pledge.number = int(params.pledge);
  pledge.asset = asset.id;
  pledge.pledgor = party(event, params.pledgor);
  pledge.pledgee = party(event, params.pledgee);
  pledge.secured = params.secured;
  pledge.original = params.secured;
  pledge.repaid = BigInt.zero();
  pledge.dueDay = int(params.dueDay);
  pledge.dueDate = dateOf(pledge.dueDay);
  pledge.status = "Live";
  pledge.valuation = dataId("valuation", params.valuation);
  pledge.pledgedAt = long(event.block.timestamp);
  pledge.save();
  const act = newPledgeEvent(event, "DataPledged", pledge.pledgee, pledge);
  act.valuation = pledge.valuation;
  act.amount = params.secured;
  act.save();
}

export function handleDataPledgeReleased(event: DataPledgeReleased): void {
  const pledge = loadDataPledge(event, event.params.pledge);
  if (pledge === null) return;
  endPledge(event, pledge, "Released", event.params.secured);
  pledge.save();
  newPledgeEvent(event, "DataPledgeReleased", pledge.pledgee, pledge).save();
}

export function handleDataPledgeRepaid(event: DataPledgeRepaid): void {
  const params = event.params;
  const pledge = loadDataPledge(event, params.pledge);
  if (pledge === null) return;
  pledge.repaid = pledge.repaid.plus(params.amount);
  pledge.secured = params.securedLeft;
  if (params.securedLeft.isZero()) endPledge(event, pledge, "Repaid", params.securedLeft);
  pledge.save();
  const by = party(event, params.by);
  const act = newPledgeEvent(event, "DataPledgeRepaid", by, pledge);
  act.from = by;
  act.amount = params.amount;
  act.save();
}

export function handleDataPledgeRealised(event: DataPledgeRealised): void {
  const params = event.params;
  const pledge = loadDataPledge(event, params.pledge);
  if (pledge === null) return;
  endPledge(event, pledge, "Realised", params.securedLeft);
  const holder = party(event, params.holder);
  const buyer = party(event, params.buyer);
  pledge.buyer = buyer;
  pledge.price = params.price;
  pledge.toPledgee = params.toPledgee;
  pledge.toHolder = params.toHolder;
  pledge.save();
  const act = newPledgeEvent(event, "DataPledgeRealised", buyer, pledge, [holder]);
  act.valuation = dataId("valuation", params.valuation);
  act.from = holder;
  act.to = buyer;
  act.amount = params.price;
  act.save();
}
