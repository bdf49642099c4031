/** DataRegistry. ERC-721's Transfer and ERC-5192's Locked say nothing that the acts themselves do not. */
import { BigInt } from "@graphprotocol/graph-ts";
import {
  AssetFrozenUntil,
  AssetMarked,
  AssetRegistered,
  AssetSealed,
  AssetStatusChanged,
  AssetVersionPublished,
  DetailsEntered,
  PurposeNamed,
  RegistrationEntered,
  RightTransferred,
} from "../../generated/templates/DataRegistry/DataRegistry";
import {
  addVersion,
  dropFiling,
  enterDetails,
  loadAsset,
  namePurpose,
  newAssetEvent,
  newDataEvent,
  registerAsset,
} from "../store/dataAssets";
import { AssetMark, AssetStatus, nameOf, namesIn, RegistrationKind, Right } from "../store/enums";
import { party, partyIfAny } from "../store/participants";
import { dateOf, int, long } from "../store/values";

export function handleAssetSealed(event: AssetSealed): void {
  const participant = party(event, event.params.participant);
  const act = newDataEvent(event, "AssetSealed", participant, participant);
  act.evidence = event.params.sealed_;
  act.save();
}

export function handleDataAssetRegistered(event: AssetRegistered): void {
  const asset = registerAsset(event);
  const act = newAssetEvent(event, "AssetRegistered", asset.registrant, asset);
  act.filing = asset.openFiling;
  act.registration = "Initial";
  act.assetStatus = asset.status;
  act.evidence = event.params.commitment;
  act.save();
}

/** Why it changed, the acts say: of certification, of the holder, and of orders. */
export function handleAssetStatusChanged(event: AssetStatusChanged): void {
  const params = event.params;
  const asset = loadAsset(event, params.asset);
  if (asset === null) return;
  asset.status = nameOf(AssetStatus, params.status, event);
  asset.certifier = partyIfAny(event, params.certifier);
  if (!params.validThrough.isZero()) {
    asset.validThrough = int(params.validThrough);
    asset.validThroughDate = dateOf(asset.validThrough);
  }
  if (asset.status == "Certified" && asset.certifiedAt == 0) {
    asset.certifiedAt = long(event.block.timestamp);
    asset.secondsToCertify = asset.certifiedAt - asset.registeredAt;
  }
  asset.save();
  if (asset.status == "Refused" || asset.status == "Withdrawn") dropFiling(event, asset);
}

export function handleAssetVersionPublished(event: AssetVersionPublished): void {
  const params = event.params;
  const asset = loadAsset(event, params.asset);
  if (asset === null) return;
  addVersion(event, asset, params.version, params.commitment, params.digest);
  asset.latest = params.version;
  asset.save();
  const act = newAssetEvent(event, "AssetVersionPublished", asset.holder, asset);
  act.evidence = params.digest;
  act.save();
}

export function handleDetailsEntered(event: DetailsEntered): void {
  const asset = loadAsset(event, event.params.asset);
  if (asset === null) return;
  asset.details = enterDetails(event, asset.id, event.params.details).id;
  asset.save();
}

export function handleRightTransferred(event: RightTransferred): void {
  const params = event.params;
  const asset = loadAsset(event, params.asset);
  if (asset === null) return;
  const to = party(event, params.to);
  const right = nameOf(Right, params.right, event);
  if (right == "Holding") asset.holder = to;
  else if (right == "Processing") asset.processor = to;
  else if (right == "Operation") asset.operator = to;
  asset.save();

  const from = party(event, params.from);
  const act = newAssetEvent(event, "RightTransferred", to, asset, [from, to]);
  act.right = right;
  act.from = from;
  act.to = to;
  act.amount = params.price;
  act.evidence = params.ground;
  act.save();
}

export function handleRegistrationEntered(event: RegistrationEntered): void {
  const params = event.params;
  const asset = loadAsset(event, params.asset);
  if (asset === null) return;
  const act = newAssetEvent(event, "RegistrationEntered", partyIfAny(event, params.by), asset);
  act.registration = nameOf(RegistrationKind, params.kind, event);
  act.assetStatus = asset.status;
  act.evidence = params.digest;
  act.save();
}

export function handleAssetMarked(event: AssetMarked): void {
  const asset = loadAsset(event, event.params.asset);
  if (asset === null) return;
  asset.marks = namesIn(AssetMark, BigInt.fromI32(event.params.marks));
  asset.save();
}

export function handleAssetFrozenUntil(event: AssetFrozenUntil): void {
  const params = event.params;
  const asset = loadAsset(event, params.asset);
  if (asset === null) return;
  asset.frozenUntil = long(params.frozenUntil);
  asset.usesStoppedUntil = long(params.usesStoppedUntil);
  asset.save();
}

export function handlePurposeNamed(event: PurposeNamed): void {
  const purpose = namePurpose(event.address, event.params.purpose, event.params.name);
  const act = newDataEvent(event, "PurposeNamed", null, event.address);
  act.purpose = purpose.id;
  act.save();
}
