/** Data assets: what is registered of them, what they were made from, and what was filed for them. */
import { BigInt, Bytes, ethereum } from "@graphprotocol/graph-ts";
import {
  DataAsset,
  DataDetails,
  DataEvent,
  DataFiling,
  DataFreeze,
  DataLineage,
  DataObjection,
  DataPurpose,
  DataShare,
  DataUser,
  DataVersion,
} from "../../generated/schema";
import { ObjectionRaised } from "../../generated/templates/DataCertification/DataCertification";
import { AssetRegistered } from "../../generated/templates/DataRegistry/DataRegistry";
import { distinct, joinOrder, orderOf, sequenceOf, stamp, those } from "./acts";
import { nameOf, RegistrationKind, Sensitivity, Sharing, Update, Volume } from "./enums";
import { actId, dataId, filingId, freezeId, ofParticipant, place, purposeId, registryOf, versionOn } from "./ids";
import { unknown } from "./notices";
import { party } from "./participants";
import { versionOf } from "./suite";
import { dateOf, dayOf, int, long, textOf } from "./values";

const PURPOSES = 64;

export function loadAsset(event: ethereum.Event, number: BigInt): DataAsset | null {
  const id = dataId("asset", number);
  const asset = DataAsset.load(id);
  if (asset === null) unknown(event, "Data asset", id);
  return asset;
}

export function loadFiling(event: ethereum.Event, number: BigInt): DataFiling | null {
  const id = filingId(number);
  const filing = DataFiling.load(id);
  if (filing === null) unknown(event, "Filing", id);
  return filing;
}

export function loadObjection(event: ethereum.Event, number: BigInt): DataObjection | null {
  const id = dataId("objection", number);
  const objection = DataObjection.load(id);
  if (objection === null) unknown(event, "Objection", id);
  return objection;
}

/** A purpose, which is there afterwards in any case. */
export function purposeOf(number: i32): Bytes {
  const id = purposeId(registryOf(), number);
  if (DataPurpose.load(id) === null) namePurpose(registryOf(), number, new Bytes(0));
  return id;
}

export function namePurpose(registry: Bytes, number: i32, name: Bytes): DataPurpose {
  const purpose = new DataPurpose(purposeId(registry, number));
  purpose.number = number;
  purpose.name = textOf(name);
  purpose.save();
  return purpose;
}

/** Those whose bits are set. */
export function purposesIn(bits: BigInt): Bytes[] {
  const purposes: Bytes[] = [];
  for (let i = 0; i < PURPOSES; i++) {
    if (
      !bits
        .rightShift(i as u8)
        .bitAnd(BigInt.fromI32(1))
        .isZero()
    )
      purposes.push(purposeOf(i));
  }
  return purposes;
}

/** A participant's record, which is there afterwards in any case. */
export function userOf(participant: Bytes): DataUser {
  const id = ofParticipant("user", participant);
  const known = DataUser.load(id);
  if (known !== null) return known;
  const user = new DataUser(id);
  user.participant = participant;
  user.licenceCount = 0;
  user.uses = BigInt.zero();
  user.misuseFound = 0;
  user.misuseDisputes = 0;
  user.misuseUpheld = 0;
  user.misuseDismissed = 0;
  user.forfeited = BigInt.zero();
  user.terminated = 0;
  user.serviceDisputes = 0;
  user.serviceUpheld = 0;
  user.claims = 0;
  user.claimsUpheld = 0;
  user.objectionsRaised = 0;
  user.objectionsRaisedUpheld = 0;
  user.objectionsAgainst = 0;
  user.objectionsAgainstUpheld = 0;
  user.save();
  return user;
}

/** What a participant did with data, or nobody; the others are those whom it concerns. What an order brings about is nobody's act. */
export function newDataEvent(
  event: ethereum.Event,
  kind: string,
  who: Bytes | null,
  subject: Bytes,
  others: Bytes[] = [],
): DataEvent {
  const act = new DataEvent(actId(event));
  const actor = orderOf(event) === null ? who : null;
  stamp(act, event, kind, actor, subject, those(actor).concat(others));
  joinOrder(act, event);
  return act;
}

/** An act about an asset. */
export function newAssetEvent(
  event: ethereum.Event,
  kind: string,
  who: Bytes | null,
  asset: DataAsset,
  others: Bytes[] = [],
): DataEvent {
  const act = newDataEvent(event, kind, who, asset.id, others);
  act.asset = asset.id;
  return act;
}

/** An asset as it is registered, with its first version and filing. */
export function registerAsset(event: AssetRegistered): DataAsset {
  const params = event.params;
  const holder = party(event, params.holder);
  const asset = new DataAsset(dataId("asset", params.asset));
  asset.number = int(params.asset);
  asset.version = versionOf(event.address);
  asset.reference = params.number;
  asset.status = "Submitted";
  asset.marks = [];
  asset.registrant = holder;
  asset.holder = holder;
  asset.processor = holder;
  asset.operator = holder;
  asset.update = nameOf(Update, params.update, event);
  asset.latest = 1;
  asset.details = enterDetails(event, asset.id, params.details).id;
  asset.ancestors = [];
  asset.registeredAt = long(event.block.timestamp);
  asset.registeredDate = dateOf(dayOf(event.block.timestamp));
  asset.frozenUntil = 0;
  asset.usesStoppedUntil = 0;
  asset.uses = BigInt.zero();
  asset.revenue = BigInt.zero();
  asset.waiting = BigInt.zero();
  asset.answered = 0;
  asset.misses = 0;
  for (let i = 0; i < params.parents.length; i++) {
    descend(event, asset, i, params.parents[i].asset, params.parents[i].licence);
  }
  addVersion(event, asset, 1, params.commitment, null);

  const filing = newFiling(event, params.asset.leftShift(32), asset, "Initial", holder);
  filing.details = asset.details;
  filing.save();
  asset.openFiling = filing.id;
  asset.save();
  return asset;
}

/** The asset was made from another. */
function descend(event: ethereum.Event, asset: DataAsset, index: i32, parent: BigInt, licence: BigInt): void {
  const from = loadAsset(event, parent);
  if (from === null) return;
  const lineage = new DataLineage(asset.id.concat(place(index)));
  lineage.child = asset.id;
  lineage.parent = from.id;
  if (!licence.isZero()) lineage.licence = dataId("licence", licence);
  lineage.save();
  asset.ancestors = distinct(asset.ancestors.concat([from.id]).concat(from.ancestors));
}

/** @param digest of what has changed; of the first version none */
export function addVersion(
  event: ethereum.Event,
  asset: DataAsset,
  number: i32,
  commitment: Bytes,
  digest: Bytes | null,
): void {
  const version = new DataVersion(versionOn(asset.id, number));
  version.asset = asset.id;
  version.number = number;
  version.commitment = commitment;
  version.digest = digest;
  version.publishedAt = long(event.block.timestamp);
  version.date = dateOf(dayOf(event.block.timestamp));
  version.save();
}

/** @param said {Details}, as several events have it */
export function enterDetails(event: ethereum.Event, asset: Bytes, said: ethereum.Tuple): DataDetails {
  const shares = said[5].toTuple();
  const details = new DataDetails(actId(event));
  details.asset = asset;
  details.schema = said[0].toBytes();
  details.source = said[1].toBytes();
  details.volume = nameOf(Volume, int(said[2].toBigInt()), event);
  details.sensitivity = nameOf(Sensitivity, int(said[3].toBigInt()), event);
  details.sharing = nameOf(Sharing, int(said[4].toBigInt()), event);
  details.holdingShare = int(shares[0].toBigInt());
  details.processingShare = int(shares[1].toBigInt());
  details.operationShare = int(shares[2].toBigInt());
  details.save();

  const contributors = shares[3].toArray();
  for (let i = 0; i < contributors.length; i++) {
    const contributor = contributors[i].toTuple();
    const share = new DataShare(details.id.concat(place(i)));
    share.details = details.id;
    share.participant = party(event, contributor[0].toBigInt());
    share.share = int(contributor[1].toBigInt());
    share.save();
  }
  return details;
}

/** A filing with what is known of any. */
export function newFiling(
  event: ethereum.Event,
  number: BigInt,
  asset: DataAsset,
  kind: string,
  applicant: Bytes,
): DataFiling {
  const filing = new DataFiling(filingId(number));
  filing.number = number;
  filing.asset = asset.id;
  filing.kind = kind;
  filing.status = "Submitted";
  filing.applicant = applicant;
  filing.filedAt = long(event.block.timestamp);
  filing.filedDate = dateOf(dayOf(event.block.timestamp));
  return filing;
}

export function fileOn(
  event: ethereum.Event,
  number: BigInt,
  asset: DataAsset,
  kind: i32,
  applicant: BigInt,
): DataFiling {
  const filing = newFiling(event, number, asset, nameOf(RegistrationKind, kind, event), party(event, applicant));
  asset.openFiling = filing.id;
  asset.save();
  return filing;
}

/** A filing is certified, refused or taken back. */
export function endFiling(event: ethereum.Event, asset: DataAsset, filing: DataFiling, status: string): void {
  filing.status = status;
  filing.endedAt = long(event.block.timestamp);
  filing.endedDate = dateOf(dayOf(event.block.timestamp));
  if (status == "Certified") filing.secondsToCertify = filing.endedAt - filing.filedAt;
  filing.save();
  asset.openFiling = null;
  asset.save();
}

/** An asset that is no more has nothing filed for it. */
export function dropFiling(event: ethereum.Event, asset: DataAsset): void {
  const open = asset.openFiling;
  if (open === null) return;
  const filing = DataFiling.load(open);
  if (filing !== null) endFiling(event, asset, filing, "Withdrawn");
}

/** An act about a filing. */
export function newFilingEvent(
  event: ethereum.Event,
  kind: string,
  who: Bytes | null,
  asset: DataAsset,
  filing: DataFiling,
): DataEvent {
  const act = newDataEvent(event, kind, who, filing.id, [filing.applicant]);
  act.asset = asset.id;
  act.filing = filing.id;
  act.filingStatus = filing.status;
  act.registration = filing.kind;
  return act;
}

export function raiseObjection(event: ObjectionRaised, asset: DataAsset, by: Bytes, opposed: Bytes): DataObjection {
  const params = event.params;
  const objector = userOf(by);
  objector.objectionsRaised += 1;
  objector.save();
  const against = userOf(opposed);
  against.objectionsAgainst += 1;
  against.save();
  const objection = new DataObjection(dataId("objection", params.objection));
  objection.number = int(params.objection);
  objection.asset = asset.id;
  if (params.toFiling) objection.filing = filingId(params.filing);
  objection.objector = objector.id;
  objection.against = against.id;
  objection.status = "Open";
  objection.grounds = params.digest;
  objection.raisedAt = long(event.block.timestamp);
  objection.raisedDate = dateOf(dayOf(event.block.timestamp));
  objection.save();
  return objection;
}

/** Counts it in both sides' records. */
export function objectionUpheld(objection: DataObjection): void {
  const objector = DataUser.load(objection.objector);
  if (objector !== null) {
    objector.objectionsRaisedUpheld += 1;
    objector.save();
  }
  const against = DataUser.load(objection.against);
  if (against === null) return;
  against.objectionsAgainstUpheld += 1;
  against.save();
}

/** An act about an objection; of its two sides the other is concerned, too. */
export function newObjectionEvent(
  event: ethereum.Event,
  kind: string,
  who: Bytes | null,
  asset: DataAsset,
  objection: DataObjection,
): DataEvent {
  const others: Bytes[] = [];
  const objector = DataUser.load(objection.objector);
  if (objector !== null) others.push(objector.participant);
  const against = DataUser.load(objection.against);
  if (against !== null) others.push(against.participant);
  const act = newDataEvent(event, kind, who, objection.id, others);
  act.asset = asset.id;
  act.filing = objection.filing;
  act.objection = objection.id;
  return act;
}

/** Opens a case, or takes note that it was prolonged. */
export function freezeAsset(
  event: ethereum.Event,
  asset: DataAsset,
  key: Bytes,
  until: BigInt,
  stopsUses: boolean,
): DataFreeze {
  const id = freezeId(asset.id, key);
  let freeze = DataFreeze.load(id);
  if (freeze === null) {
    freeze = new DataFreeze(id);
    freeze.asset = asset.id;
    freeze.key = key;
    freeze.since = long(event.block.timestamp);
    freeze.sequence = sequenceOf(event);
    freeze.renewals = 0;
    freeze.order = orderOf(event);
  } else {
    freeze.renewals += 1;
  }
  freeze.until = long(until);
  freeze.stopsUses = stopsUses;
  freeze.save();
  return freeze;
}

export function thawAsset(event: ethereum.Event, asset: DataAsset, key: Bytes): DataFreeze | null {
  const id = freezeId(asset.id, key);
  const freeze = DataFreeze.load(id);
  if (freeze === null) {
    unknown(event, "Case", id);
    return null;
  }
  freeze.liftedAt = long(event.block.timestamp);
  freeze.save();
  return freeze;
}
