/** DataOrders. */
import { BigInt, Bytes, ethereum } from "@graphprotocol/graph-ts";
import { DataMisuse } from "../../generated/schema";
import {
  AssetCancelledByOrder,
  AssetFrozen,
  AssetReinstatedByOrder,
  AssetSuspendedByOrder,
  AssetUnfrozen,
  LicenceTerminatedByOrder,
  MisuseFound,
} from "../../generated/templates/DataOrders/DataOrders";
import { orderOf } from "../store/acts";
import { freezeAsset, loadAsset, newAssetEvent, thawAsset, userOf } from "../store/dataAssets";
import { loadLicence, newLicenceEvent } from "../store/dataLicences";
import { actId } from "../store/ids";
import { party } from "../store/participants";
import { dateOf, dayOf, long } from "../store/values";

export function handleAssetFrozen(event: AssetFrozen): void {
  const params = event.params;
  const asset = loadAsset(event, params.asset);
  if (asset === null) return;
  const freeze = freezeAsset(event, asset, params.caseKey, params.until, params.uses);
  const act = newAssetEvent(event, "AssetFrozen", null, asset, [asset.holder]);
  act.freeze = freeze.id;
  act.evidence = params.caseKey;
  act.save();
}

export function handleAssetUnfrozen(event: AssetUnfrozen): void {
  const params = event.params;
  const asset = loadAsset(event, params.asset);
  if (asset === null) return;
  const freeze = thawAsset(event, asset, params.caseKey);
  if (freeze === null) return;
  const act = newAssetEvent(event, "AssetUnfrozen", null, asset, [asset.holder]);
  act.freeze = freeze.id;
  act.evidence = params.caseKey;
  act.save();
}

/** What an order does to an asset; the registry says its status. */
function ordered(event: ethereum.Event, kind: string, number: BigInt, status: string, digest: Bytes): void {
  const asset = loadAsset(event, number);
  if (asset === null) return;
  const act = newAssetEvent(event, kind, null, asset, [asset.holder]);
  act.assetStatus = status;
  act.evidence = digest;
  act.save();
}

export function handleAssetCancelledByOrder(event: AssetCancelledByOrder): void {
  ordered(event, "AssetCancelledByOrder", event.params.asset, "Withdrawn", event.params.digest);
}

export function handleAssetSuspendedByOrder(event: AssetSuspendedByOrder): void {
  ordered(event, "AssetSuspendedByOrder", event.params.asset, "Suspended", event.params.digest);
}

export function handleAssetReinstatedByOrder(event: AssetReinstatedByOrder): void {
  ordered(event, "AssetReinstatedByOrder", event.params.asset, "Certified", event.params.digest);
}

export function handleLicenceTerminatedByOrder(event: LicenceTerminatedByOrder): void {
  const licence = loadLicence(event, event.params.licence);
  if (licence === null) return;
  const act = newLicenceEvent(event, "LicenceTerminatedByOrder", null, licence);
  act.licenceStatus = "Terminated";
  act.evidence = event.params.digest;
  act.save();
}

export function handleMisuseFound(event: MisuseFound): void {
  const params = event.params;
  const licence = loadLicence(event, params.licence);
  if (licence === null) return;
  const licensee = party(event, params.licensee);
  const user = userOf(licensee);
  user.misuseFound += 1;
  user.save();

  const misuse = new DataMisuse(actId(event));
  misuse.licence = licence.id;
  misuse.asset = licence.asset;
  misuse.user = user.id;
  misuse.digest = params.digest;
  misuse.time = long(event.block.timestamp);
  misuse.date = dateOf(dayOf(event.block.timestamp));
  misuse.order = orderOf(event);
  misuse.save();

  const act = newLicenceEvent(event, "MisuseFound", null, licence, [licensee]);
  act.to = licensee;
  act.evidence = params.digest;
  act.save();
}
