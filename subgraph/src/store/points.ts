/** Programmes of points, who holds them, and the movements between; by programme, by expiry month, by calendar month and by account. */
import { BigDecimal, BigInt, Bytes, crypto, Entity, ethereum, Value } from "@graphprotocol/graph-ts";
import {
  PointsBalance,
  PointsBucket,
  PointsEvent,
  PointsFlow,
  PointsFreeze,
  PointsGrant,
  PointsGrantSheet,
  PointsHolder,
  PointsMonth,
  PointsProgramme,
  PointsPurse,
  PointsStop,
} from "../../generated/schema";
import { PointsGranted } from "../../generated/templates/PointsLedger/PointsLedger";
import { joinOrder, orderOf, sequenceOf, stamp, those } from "./acts";
import { actId, bucketId, namedPointsId, ofParticipant, ofPoints, place, pointsId, word } from "./ids";
import { notice, unknown } from "./notices";
import { party } from "./participants";
import { versionOf } from "./suite";
import { dateOf, dayOf, int, lastDayOf, long, monthNumberOf, monthOf, shareOf, slice } from "./values";

/** The common point's number and settlement value, as the ledger's constructor gives them. */
const COMMON = 1;
const COMMON_VALUE = BigInt.fromI32(1000);

const LOT = BigInt.fromI32(1000);
const WHOLE = BigInt.fromI32(10000);
const NO_MONTH = 0;
/** An issuer's numbers that prove each other have the same upper bits; so many have the same hash. */
const SHEET_BITS: u8 = 5;
/** The chain keeps these of a sheet's hash, and the bits of used numbers in place of the rest. */
const HASH_BYTES = 28;

function blank(number: BigInt): PointsProgramme {
  const programme = new PointsProgramme(pointsId("programme", number));
  programme.number = int(number);
  programme.name = "";
  programme.status = "None";
  programme.flags = [];
  programme.expiry = "None";
  programme.expiryMonths = 0;
  programme.graceMonths = 0;
  programme.value = BigInt.zero();
  programme.ratio = 0;
  programme.rate = BigInt.zero();
  programme.monthlyCap = BigInt.zero();
  programme.stops = [];
  programme.stoppedUntil = 0;
  programme.isClosedByOrder = false;
  programme.voided = BigInt.zero();
  programme.granted = BigInt.zero();
  programme.exchangedIn = BigInt.zero();
  programme.redeemed = BigInt.zero();
  programme.exchanged = BigInt.zero();
  programme.refunded = BigInt.zero();
  programme.lapsed = BigInt.zero();
  programme.expired = BigInt.zero();
  programme.reversed = BigInt.zero();
  programme.outstanding = BigInt.zero();
  programme.liability = BigInt.zero();
  programme.reserve = BigInt.zero();
  programme.required = BigInt.zero();
  programme.redeemedFen = BigInt.zero();
  programme.exchangedFen = BigInt.zero();
  return programme;
}

/** Older than the index: no event tells of it. */
function common(number: BigInt): PointsProgramme {
  const programme = blank(number);
  programme.name = "Common points";
  programme.status = "Open";
  programme.flags = ["Transferable"];
  programme.expiry = "Never";
  programme.value = COMMON_VALUE;
  programme.ratio = int(WHOLE);
  return programme;
}

/** A programme, which is there afterwards in any case; what is stopped or opened may be new. */
export function programmeOrNew(event: ethereum.Event, number: BigInt): PointsProgramme {
  const known = PointsProgramme.load(pointsId("programme", number));
  if (known !== null) return known;
  const programme = int(number) == COMMON ? common(number) : blank(number);
  programme.version = versionOf(event.address);
  programme.save();
  return programme;
}

export function programmeOf(event: ethereum.Event, number: BigInt): PointsProgramme {
  const programme = programmeOrNew(event, number);
  if (programme.status == "None") {
    notice(event, "Programme of points " + number.toString() + " was never opened; the index made a blank one.");
  }
  return programme;
}

export function commonPoints(event: ethereum.Event): PointsProgramme {
  return programmeOrNew(event, BigInt.fromI32(COMMON));
}

export function holderOf(account: Bytes): PointsHolder {
  const id = namedPointsId("holder", account);
  const known = PointsHolder.load(id);
  if (known !== null) return known;
  const holder = new PointsHolder(id);
  holder.account = account;
  holder.frozenUntil = 0;
  holder.save();
  return holder;
}

function add(entity: Entity, field: string, amount: BigInt): void {
  const value = entity.get(field);
  entity.set(field, Value.fromBigInt(value === null ? amount : value.toBigInt().plus(amount)));
}

function set(entity: Entity, field: string, share: BigDecimal | null): void {
  if (share === null) entity.unset(field);
  else entity.set(field, Value.fromBigDecimal(share));
}

function ceilDiv(a: BigInt, b: BigInt): BigInt {
  return a.plus(b.minus(BigInt.fromI32(1))).div(b);
}

/** Fen for points at the settlement value, rounded up. */
function worthOf(programme: PointsProgramme, points: BigInt): BigInt {
  return ceilDiv(points.times(programme.value), LOT);
}

function bucketOf(programme: PointsProgramme, month: i32): PointsBucket {
  const id = bucketId(programme.id, month);
  const known = PointsBucket.load(id);
  if (known !== null) return known;
  const bucket = new PointsBucket(id);
  bucket.programme = programme.id;
  bucket.month = month;
  if (month != NO_MONTH) {
    bucket.lastDay = programme.expiry == "FixedDate" ? programme.fixedDay : lastDayOf(month);
    bucket.lastDate = dateOf(bucket.lastDay);
    bucket.expires = monthOf(bucket.lastDay);
  }
  bucket.granted = BigInt.zero();
  bucket.exchangedIn = BigInt.zero();
  bucket.redeemed = BigInt.zero();
  bucket.exchanged = BigInt.zero();
  bucket.refunded = BigInt.zero();
  bucket.expired = BigInt.zero();
  bucket.reversed = BigInt.zero();
  bucket.outstanding = BigInt.zero();
  bucket.liability = BigInt.zero();
  bucket.save();
  return bucket;
}

function monthRow(event: ethereum.Event, programme: PointsProgramme): PointsMonth {
  const day = dayOf(event.block.timestamp);
  const id = ofPoints(programme.id, "month", place(monthNumberOf(day)));
  const known = PointsMonth.load(id);
  if (known !== null) return known;
  const row = new PointsMonth(id);
  row.programme = programme.id;
  row.month = monthOf(day);
  row.granted = BigInt.zero();
  row.exchangedIn = BigInt.zero();
  row.redeemed = BigInt.zero();
  row.exchanged = BigInt.zero();
  row.refunded = BigInt.zero();
  row.lapsed = BigInt.zero();
  row.expired = BigInt.zero();
  row.reversed = BigInt.zero();
  row.redeemedFen = BigInt.zero();
  row.exchangedFen = BigInt.zero();
  return row;
}

/** What comes to an account's points of a month, or goes from them. */
function book(programme: PointsProgramme, account: Bytes, month: i32, points: BigInt): void {
  const bucket = bucketOf(programme, month);
  const id = bucket.id.concat(account);
  let balance = PointsBalance.load(id);
  if (balance === null) {
    balance = new PointsBalance(id);
    balance.programme = programme.id;
    balance.bucket = bucket.id;
    balance.holder = holderOf(account).id;
    balance.account = account;
    balance.month = month;
    if (month != NO_MONTH) {
      balance.lastDay = bucket.lastDay;
      balance.lastDate = bucket.lastDate;
    }
    balance.points = BigInt.zero();
  }
  balance.points = balance.points.plus(points);
  balance.save();
}

/** Share of all points that came into being which expired unused. */
function breakageOf(entity: Entity): BigDecimal | null {
  const granted = entity.get("granted");
  const exchangedIn = entity.get("exchangedIn");
  const expired = entity.get("expired");
  if (granted === null || exchangedIn === null || expired === null) return null;
  return shareOf(expired.toBigInt(), granted.toBigInt().plus(exchangedIn.toBigInt()));
}

/** Puts in order what follows from a programme's book, and saves it with the month's row. */
function settle(programme: PointsProgramme, row: PointsMonth): void {
  const due = programme.status == "Closed" ? BigInt.zero() : programme.outstanding;
  programme.liability = worthOf(programme, due);
  programme.required = ceilDiv(due.times(programme.value).times(BigInt.fromI32(programme.ratio)), LOT.times(WHOLE));
  set(programme, "coverage", shareOf(programme.reserve, programme.liability));
  set(programme, "breakage", breakageOf(programme));
  programme.save();
  row.outstanding = programme.outstanding;
  row.liability = programme.liability;
  row.reserve = programme.reserve;
  row.required = programme.required;
  row.rate = programme.rate;
  set(row, "coverage", shareOf(programme.reserve, programme.liability));
  set(row, "breakage", breakageOf(programme));
  row.save();
}

/** The programme's figures after a change of its terms. */
export function refresh(event: ethereum.Event, programme: PointsProgramme): void {
  settle(programme, monthRow(event, programme));
}

/**
 * Points come into being or go, in every count that they belong to.
 * @param field the movement's, as the schema has it
 */
export function move(
  event: ethereum.Event,
  programme: PointsProgramme,
  field: string,
  account: Bytes,
  month: i32,
  points: BigInt,
): void {
  const isIn = field == "granted" || field == "exchangedIn" || field == "refunded";
  const change = isIn ? points : points.neg();
  book(programme, account, month, change);
  const bucket = bucketOf(programme, month);
  add(bucket, field, points);
  bucket.outstanding = bucket.outstanding.plus(change);
  bucket.liability = worthOf(programme, bucket.outstanding);
  set(bucket, "breakage", breakageOf(bucket));
  bucket.save();
  const row = monthRow(event, programme);
  add(row, field, points);
  add(programme, field, points);
  programme.outstanding = programme.outstanding.plus(change);
  settle(programme, row);

  const flow = new PointsFlow(0);
  flow.programme = programme.id;
  flow.kind = field.charAt(0).toUpperCase() + field.slice(1);
  flow.points = points;
  flow.save();
}

/** Points pass from one account to another and keep their month. */
export function passOn(programme: PointsProgramme, from: Bytes, to: Bytes, month: i32, points: BigInt): void {
  book(programme, from, month, points.neg());
  book(programme, to, month, points);
}

/** Fen that redeemed points have brought, or that a refund gives back; `lapsed` are points of a refund that had expired. */
export function bookRedeemed(event: ethereum.Event, programme: PointsProgramme, fen: BigInt, lapsed: BigInt): void {
  const row = monthRow(event, programme);
  row.redeemedFen = row.redeemedFen.plus(fen);
  row.lapsed = row.lapsed.plus(lapsed);
  programme.redeemedFen = programme.redeemedFen.plus(fen);
  programme.lapsed = programme.lapsed.plus(lapsed);
  settle(programme, row);
}

export function bookExchanged(event: ethereum.Event, programme: PointsProgramme, fen: BigInt): void {
  const row = monthRow(event, programme);
  row.exchangedFen = row.exchangedFen.plus(fen);
  programme.exchangedFen = programme.exchangedFen.plus(fen);
  settle(programme, row);
}

/** The purse that speaks, which is there afterwards in any case. */
export function pointsPurse(event: ethereum.Event): PointsPurse {
  const known = PointsPurse.load(event.address);
  if (known !== null) return known;
  const purse = new PointsPurse(event.address);
  purse.part = event.address;
  purse.reserves = BigInt.zero();
  purse.fees = BigInt.zero();
  purse.feesPaid = BigInt.zero();
  purse.deposits = BigInt.zero();
  purse.unassigned = BigInt.zero();
  return purse;
}

/** A programme's reserve, as the ledger says it is now. */
export function setReserve(event: ethereum.Event, programme: PointsProgramme, reserve: BigInt): void {
  const purse = pointsPurse(event);
  purse.reserves = purse.reserves.plus(reserve).minus(programme.reserve);
  purse.save();
  programme.reserve = reserve;
  refresh(event, programme);
}

/** What a participant did, or nobody; the parties are all others whom it concerns. What an order brings about is nobody's act. */
export function newPointsEvent(
  event: ethereum.Event,
  kind: string,
  who: Bytes | null,
  subject: Bytes | null,
  others: Bytes[] = [],
): PointsEvent {
  const act = new PointsEvent(actId(event));
  const actor = orderOf(event) === null ? who : null;
  stamp(act, event, kind, actor, subject, those(actor).concat(others));
  joinOrder(act, event);
  return act;
}

/** An act about a programme; its issuer is concerned. */
export function newProgrammeEvent(
  event: ethereum.Event,
  kind: string,
  who: Bytes | null,
  programme: PointsProgramme,
  others: Bytes[] = [],
): PointsEvent {
  const act = newPointsEvent(event, kind, who, programme.id, those(programme.issuer).concat(others));
  act.programme = programme.id;
  return act;
}

/** An expiry month, of which 0 is one, too. */
export function setMonth(act: PointsEvent, month: i32): void {
  // What is set to 0 by its name would be empty.
  act.set("month", Value.fromI32(month));
}

/** Of what an issuer has by its own numbers. */
function numberedId(programme: PointsProgramme, kind: string, number: BigInt): Bytes {
  const issuer = programme.issuer;
  return ofParticipant(kind, issuer === null ? programme.id : issuer).concat(word(number, 5));
}

function sheetOf(programme: PointsProgramme, sequence: BigInt): PointsGrantSheet {
  const number = sequence.rightShift(SHEET_BITS);
  const id = numberedId(programme, "sheet", number);
  const known = PointsGrantSheet.load(id);
  if (known !== null) return known;
  const sheet = new PointsGrantSheet(id);
  sheet.issuer = programme.issuer;
  sheet.firstSequence = number.leftShift(SHEET_BITS);
  sheet.hash = new Bytes(32);
  sheet.grantCount = 0;
  return sheet;
}

/** The hash over a sheet's grants with one more: Solidity's abi.encode has each field in a word of its own. */
function hashWith(hash: Bytes, event: PointsGranted): Bytes {
  const params = event.params;
  const encoded = hash
    .concat(word(params.programme, 32))
    .concat(word(BigInt.fromI32(params.month), 32))
    .concat(new Bytes(12).concat(params.account))
    .concat(word(params.points, 32))
    .concat(word(params.sequence, 32));
  const whole = Bytes.fromByteArray(crypto.keccak256(encoded));
  return slice(whole, 0, HASH_BYTES).concat(new Bytes(32 - HASH_BYTES));
}

export function addGrant(event: PointsGranted, programme: PointsProgramme): PointsGrant {
  const params = event.params;
  const sheet = sheetOf(programme, params.sequence);
  const grant = new PointsGrant(numberedId(programme, "grant", params.sequence));
  grant.programme = programme.id;
  grant.sheet = sheet.id;
  grant.place = sheet.grantCount;
  grant.sequence = params.sequence;
  grant.granter = party(event, params.granter);
  grant.holder = holderOf(params.account).id;
  grant.points = params.points;
  grant.month = params.month;
  grant.time = long(event.block.timestamp);
  grant.date = dateOf(dayOf(event.block.timestamp));
  grant.save();
  sheet.hash = hashWith(sheet.hash, event);
  sheet.grantCount += 1;
  sheet.save();
  return grant;
}

export function loadGrant(event: ethereum.Event, programme: PointsProgramme, sequence: BigInt): PointsGrant | null {
  const id = numberedId(programme, "grant", sequence);
  const grant = PointsGrant.load(id);
  if (grant === null) unknown(event, "Grant", id);
  return grant;
}

/** Opens a case on an account, or takes note that it was prolonged. */
export function freezePoints(event: ethereum.Event, holder: PointsHolder, key: Bytes, until: BigInt): PointsFreeze {
  const id = holder.id.concat(key);
  let freeze = PointsFreeze.load(id);
  if (freeze === null) {
    freeze = new PointsFreeze(id);
    freeze.holder = holder.id;
    freeze.key = key;
    freeze.since = long(event.block.timestamp);
    freeze.sequence = sequenceOf(event);
    freeze.renewals = 0;
    freeze.order = orderOf(event);
  } else {
    freeze.renewals += 1;
  }
  freeze.until = long(until);
  freeze.save();
  return freeze;
}

export function thawPoints(event: ethereum.Event, holder: PointsHolder, key: Bytes): PointsFreeze | null {
  const id = holder.id.concat(key);
  const freeze = PointsFreeze.load(id);
  if (freeze === null) {
    unknown(event, "Case", id);
    return null;
  }
  freeze.liftedAt = long(event.block.timestamp);
  freeze.save();
  return freeze;
}

/** Opens a case on a programme, or takes note that it was prolonged. */
export function stopProgramme(
  event: ethereum.Event,
  programme: PointsProgramme,
  key: Bytes,
  until: BigInt,
): PointsStop {
  const id = programme.id.concat(key);
  let stop = PointsStop.load(id);
  if (stop === null) {
    stop = new PointsStop(id);
    stop.programme = programme.id;
    stop.key = key;
    stop.since = long(event.block.timestamp);
    stop.sequence = sequenceOf(event);
    stop.renewals = 0;
    stop.order = orderOf(event);
  } else {
    stop.renewals += 1;
  }
  stop.until = long(until);
  stop.save();
  return stop;
}

export function resumeProgramme(event: ethereum.Event, programme: PointsProgramme, key: Bytes): PointsStop | null {
  const id = programme.id.concat(key);
  const stop = PointsStop.load(id);
  if (stop === null) {
    unknown(event, "Case", id);
    return null;
  }
  stop.liftedAt = long(event.block.timestamp);
  stop.save();
  return stop;
}
