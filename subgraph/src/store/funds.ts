/** Funds of relief and who has given money. */
import { BigInt, Bytes, ethereum } from "@graphprotocol/graph-ts";
import { Fund, FundLot, Giver, Programme, Project } from "../../generated/schema";
import { FundOpened, LotReceived } from "../../generated/templates/ReliefFunds/ReliefFunds";
import { FundKind, Leftover, nameOf } from "./enums";
import { fundId, giverId, lotId, word } from "./ids";
import { unknown } from "./notices";
import { participantOf } from "./money";
import { partyIfAny } from "./participants";
import { bookWhole } from "./reliefFigures";
import { dateOf, dayOf, int, long, numberIn, textOf, yearOf } from "./values";

/** A lot's number: its fund's × 2^32 + its place. */
const IN_FUND = BigInt.fromString("4294967296");

export function loadFund(event: ethereum.Event, number: BigInt): Fund | null {
  const id = fundId(number);
  const fund = Fund.load(id);
  if (fund === null) unknown(event, "Fund", id);
  return fund;
}

export function loadLot(event: ethereum.Event, number: BigInt): FundLot | null {
  const id = lotId(number);
  const lot = FundLot.load(id);
  if (lot === null) unknown(event, "Lot", id);
  return lot;
}

export function openFund(event: FundOpened, programme: Programme): Fund {
  const params = event.params;
  const fund = new Fund(fundId(params.fund));
  fund.number = int(params.fund);
  fund.programme = programme.id;
  fund.kind = nameOf(FundKind, params.kind, event);
  fund.purpose = textOf(params.purpose);
  fund.target = params.target;
  fund.platform = partyIfAny(event, params.platform);
  if (!params.from.isZero()) {
    fund.setI32("fromDay", int(params.from));
    fund.fromDate = dateOf(int(params.from));
  }
  if (!params.until.isZero()) {
    fund.setI32("untilDay", int(params.until));
    fund.untilDate = dateOf(int(params.until));
  }
  fund.leftover = nameOf(Leftover, params.leftover, event);
  if (!params.successor.isZero()) fund.successor = fundId(params.successor);
  fund.evidence = params.evidence;
  fund.received = BigInt.zero();
  fund.allocated = BigInt.zero();
  fund.free = BigInt.zero();
  fund.returned = BigInt.zero();
  fund.drawn = BigInt.zero();
  fund.confirmed = BigInt.zero();
  fund.lotCount = 0;
  fund.openedAt = long(event.block.timestamp);
  fund.save();
  return fund;
}

function loadGiver(event: ethereum.Event, holder: BigInt): Giver {
  const id = giverId(holder);
  const known = Giver.load(id);
  if (known !== null) return known;
  const giver = new Giver(id);
  giver.participant = participantOf(event, holder);
  if (giver.participant === null) giver.account = word(holder, 20);
  giver.amount = BigInt.zero();
  giver.spent = BigInt.zero();
  giver.returned = BigInt.zero();
  giver.confirmed = BigInt.zero();
  return giver;
}

/** Money has come in, from a giver or, carried over, from another fund. */
export function receiveLot(event: LotReceived, fund: Fund): FundLot {
  const params = event.params;
  const lot = new FundLot(lotId(params.lot));
  lot.number = params.lot;
  lot.fund = fund.id;
  lot.programme = fund.programme;
  lot.place = int(params.lot.mod(IN_FUND));
  lot.isAnonymous = params.isAnonymous;
  lot.donors = int(params.donors);
  // What was carried over has no reference, and names the lot that it was.
  if (params.businessRef == new Bytes(32)) lot.carriedFrom = lotId(numberIn(params.root, 24, 32));
  else if (params.root != new Bytes(32)) lot.root = params.root;
  lot.reference = textOf(params.businessRef);
  lot.amount = params.amount;
  lot.spent = BigInt.zero();
  lot.returned = BigInt.zero();
  lot.left = params.amount;
  lot.confirmed = BigInt.zero();
  lot.free = [BigInt.zero(), params.amount];
  lot.day = dayOf(event.block.timestamp);
  lot.date = dateOf(lot.day);
  lot.year = yearOf(lot.day);
  if (!params.isAnonymous) {
    const giver = loadGiver(event, params.giver);
    giver.amount = giver.amount.plus(params.amount);
    giver.save();
    lot.giver = giver.id;
  }
  lot.save();

  fund.received = params.received;
  fund.free = fund.free.plus(params.amount);
  fund.lotCount += 1;
  fund.save();
  const programme = Programme.load(fund.programme);
  if (programme === null) return lot;
  programme.received = programme.received.plus(params.amount);
  programme.free = programme.free.plus(params.amount);
  programme.save();
  bookWhole(event, programme.id, "Received", params.amount);
  return lot;
}

/** A lot's giver; nobody for an anonymous one. */
export function giverOf(lot: FundLot): Giver | null {
  const id = lot.giver;
  return id === null ? null : Giver.load(id);
}

/** The participant who gave a lot under its name. */
export function giverPartyOf(lot: FundLot): Bytes | null {
  const giver = giverOf(lot);
  return giver === null ? null : giver.participant;
}

/** What is left of a lot leaves its fund. */
export function giveUp(event: ethereum.Event, lot: FundLot, fund: Fund, amount: BigInt): void {
  lot.returned = lot.returned.plus(amount);
  lot.left = lot.left.minus(amount);
  lot.save();
  const giver = giverOf(lot);
  if (giver !== null) {
    giver.returned = giver.returned.plus(amount);
    giver.save();
  }
  fund.returned = fund.returned.plus(amount);
  fund.free = fund.free.minus(amount);
  fund.save();
  const programme = Programme.load(fund.programme);
  if (programme === null) return;
  programme.returned = programme.returned.plus(amount);
  programme.free = programme.free.minus(amount);
  programme.save();
  bookWhole(event, programme.id, "Returned", amount);
}

/** A project is allocated money of its fund; below zero: it is taken back. */
export function allocate(fund: Fund, project: Project, change: BigInt, allocated: BigInt, free: BigInt): void {
  project.allocated = allocated;
  freeProject(project);
  fund.allocated = fund.allocated.plus(change);
  fund.free = free;
  fund.save();
  const programme = Programme.load(fund.programme);
  if (programme === null) return;
  programme.allocated = programme.allocated.plus(change);
  programme.free = programme.free.minus(change);
  programme.save();
}

function freeProject(project: Project): void {
  project.free = project.allocated.minus(project.paid).minus(project.open);
  project.save();
}

/** What a project's payouts hold and have paid changes. */
export function moveProject(project: Project, open: BigInt, paid: BigInt): void {
  project.open = project.open.plus(open);
  project.paid = project.paid.plus(paid);
  freeProject(project);
  const programme = Programme.load(project.programme);
  if (programme === null) return;
  programme.open = programme.open.plus(open);
  programme.paid = programme.paid.plus(paid);
  programme.save();
}
