/** DataValuation. */
import { DataCommission, DataValuation, DataValuationDispute } from "../../generated/schema";
import {
  DataValuationCommissioned,
  DataValuationCommissionEnded,
  DataValuationDisputeAnswered,
  DataValuationDisputed,
  DataValuationDisputeWithdrawn,
  DataValuationWithdrawn,
  DataValued,
} from "../../generated/templates/DataValuation/DataValuation";
import { loadAsset, newAssetEvent } from "../store/dataAssets";
import { endCommission, endValuationDispute, loadValuation, newValuationEvent } from "../store/dataSecurity";
import { nameOf, ValuationMethod } from "../store/enums";
import { dataId } from "../store/ids";
import { party } from "../store/participants";
import { dateOf, int, long, textOf } from "../store/values";

export function handleDataValuationCommissioned(event: DataValuationCommissioned): void {
  const params = event.params;
  const asset = loadAsset(event, params.asset);
  if (asset === null) return;
  const valuer = party(event, params.valuer);
  const commission = new DataCommission(asset.id.concat(valuer));
  commission.asset = asset.id;
  commission.valuer = valuer;
  commission.by = party(event, params.by);
  commission.isByPledgee = params.byPledgee;
  commission.purpose = textOf(params.purpose);
  commission.lastDay = int(params.lastDay);
  commission.lastDate = dateOf(commission.lastDay);
  commission.isOpen = true;
  commission.save();
  const act = newAssetEvent(event, "DataValuationCommissioned", commission.by, asset, [valuer]);
  act.to = valuer;
  act.save();
}

export function handleDataValuationCommissionEnded(event: DataValuationCommissionEnded): void {
  const params = event.params;
  const asset = loadAsset(event, params.asset);
  if (asset === null) return;
  const valuer = party(event, params.valuer);
  endCommission(asset, valuer);
  const act = newAssetEvent(event, "DataValuationCommissionEnded", party(event, params.by), asset, [valuer]);
  act.to = valuer;
  act.save();
}

export function handleDataValued(event: DataValued): void {
  const params = event.params;
  const asset = loadAsset(event, params.asset);
  if (asset === null) return;
  const valuation = new DataValuation(dataId("valuation", params.valuation));
  valuation.number = int(params.valuation);
  valuation.asset = asset.id;
  valuation.valuer = party(event, params.valuer);
  valuation.by = party(event, params.by);
  valuation.method = nameOf(ValuationMethod, params.method, event);
  valuation.purpose = textOf(params.purpose);
  valuation.baseDay = int(params.baseDay);
  valuation.baseDate = dateOf(valuation.baseDay);
  valuation.amount = params.amount;
  valuation.validThrough = int(params.validThrough);
  valuation.validThroughDate = dateOf(valuation.validThrough);
  valuation.digest = params.digest;
  valuation.status = "Stands";
  valuation.valuedAt = long(event.block.timestamp);
  valuation.contested = 0;
  valuation.save();
  endCommission(asset, valuation.valuer);
  const act = newValuationEvent(event, "DataValued", valuation.valuer, valuation);
  act.amount = valuation.amount;
  act.evidence = valuation.digest;
  act.save();
}

export function handleDataValuationWithdrawn(event: DataValuationWithdrawn): void {
  const valuation = loadValuation(event, event.params.valuation);
  if (valuation === null) return;
  valuation.status = "Withdrawn";
  valuation.save();
  const act = newValuationEvent(event, "DataValuationWithdrawn", valuation.valuer, valuation);
  act.evidence = event.params.digest;
  act.save();
}

export function handleDataValuationDisputed(event: DataValuationDisputed): void {
  const params = event.params;
  const valuation = loadValuation(event, params.valuation);
  if (valuation === null) return;
  const disputer = party(event, params.disputer);
  const dispute = new DataValuationDispute(valuation.id.concat(disputer));
  dispute.valuation = valuation.id;
  dispute.disputer = disputer;
  dispute.status = "Open";
  dispute.suspends = params.suspends;
  dispute.grounds = params.digest;
  dispute.raisedAt = long(event.block.timestamp);
  dispute.save();
  if (params.suspends) {
    valuation.contested += 1;
    valuation.save();
  }
  const act = newValuationEvent(event, "DataValuationDisputed", disputer, valuation);
  act.evidence = params.digest;
  act.save();
}

export function handleDataValuationDisputeAnswered(event: DataValuationDisputeAnswered): void {
  const params = event.params;
  const valuation = loadValuation(event, params.valuation);
  if (valuation === null) return;
  if (params.upheld) valuation.status = "Overturned";
  const disputer = party(event, params.disputer);
  const dispute = endValuationDispute(event, valuation, disputer, params.upheld ? "Upheld" : "Rejected");
  if (dispute === null) return;
  dispute.answer = params.digest;
  dispute.save();
  const act = newValuationEvent(event, "DataValuationDisputeAnswered", valuation.valuer, valuation);
  act.to = disputer;
  act.setBoolean("isUpheld", params.upheld);
  act.evidence = params.digest;
  act.save();
}

export function handleDataValuationDisputeWithdrawn(event: DataValuationDisputeWithdrawn): void {
  const valuation = loadValuation(event, event.params.valuation);
  if (valuation === null) return;
  const disputer = party(event, event.params.disputer);
  endValuationDispute(event, valuation, disputer, "Withdrawn");
  newValuationEvent(event, "DataValuationDisputeWithdrawn", disputer, valuation).save();
}
