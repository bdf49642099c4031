/** Trade documents and the claims on them. */
import { BigInt, Bytes, ethereum } from "@graphprotocol/graph-ts";
import {
  Claim,
  Part,
  TradeEvent,
  TradeFile,
  TradeProposal,
  TradeReduction,
  TradeSubject,
} from "../../generated/schema";
import { stamp } from "./acts";
import { actId, idOf, word } from "./ids";
import { notice } from "./notices";
import { party } from "./participants";
import { int, long } from "./values";

export function subjectId(registry: Bytes, key: Bytes): Bytes {
  return registry.concat(key);
}

export function claimId(subject: Bytes, part: Bytes, number: BigInt): Bytes {
  return subject.concat(part).concat(word(number, 32));
}

export function newSubject(registry: Bytes, key: Bytes): TradeSubject {
  const subject = new TradeSubject(subjectId(registry, key));
  subject.key = key;
  subject.kind = "None";
  subject.issuer = "";
  subject.number = "";
  subject.isConfirmed = false;
  subject.face = BigInt.zero();
  subject.original = BigInt.zero();
  subject.claimed = BigInt.zero();
  subject.free = BigInt.zero();
  return subject;
}

/** The subject, made blank with a notice where nobody has put it forward. */
export function loadSubject(event: ethereum.Event, key: Bytes): TradeSubject {
  const known = TradeSubject.load(subjectId(event.address, key));
  if (known !== null) return known;
  notice(event, "Trade subject " + key.toHexString() + " was never put forward; the index made a blank one.");
  return newSubject(event.address, key);
}

/** What one side puts forward; replaces what it had put forward before. */
export function newProposal(
  event: ethereum.Event,
  subject: TradeSubject,
  proposer: BigInt,
  seller: BigInt,
  buyer: BigInt,
): TradeProposal {
  const by = party(event, proposer);
  const proposal = new TradeProposal(subject.id.concat(by));
  proposal.subject = subject.id;
  proposal.proposer = by;
  proposal.seller = party(event, seller);
  proposal.buyer = party(event, buyer);
  proposal.counterparty = proposal.seller == by ? proposal.buyer : proposal.seller;
  proposal.status = "Open";
  proposal.proposedAt = long(event.block.timestamp);
  return proposal;
}

/** The proposal that the other side has just confirmed; the other one, if there is one, is out. */
export function settleProposals(
  event: ethereum.Event,
  subject: TradeSubject,
  proposer: Bytes,
  other: Bytes,
): TradeProposal | null {
  const rival = TradeProposal.load(subject.id.concat(other));
  if (rival !== null) {
    rival.status = "Superseded";
    rival.save();
  }
  const proposal = TradeProposal.load(subject.id.concat(proposer));
  if (proposal === null) {
    notice(event, "What was confirmed was never put forward.");
    return null;
  }
  proposal.status = "Confirmed";
  proposal.save();
  return proposal;
}

/** Sets what the claims on a subject sum up to. */
export function setClaimed(subject: TradeSubject, face: BigInt, claimed: BigInt): void {
  subject.face = face;
  subject.claimed = claimed;
  subject.free = face.minus(claimed);
  subject.save();
}

export function reductionId(registry: Bytes, key: Bytes, proposer: BigInt): Bytes {
  return registry.concat(key).concat(word(proposer, 4));
}

/** The reduction that both sides have sent; the confirmer's own one under the same key, if there is one, is out. */
export function settleReductions(
  event: ethereum.Event,
  key: Bytes,
  proposer: BigInt,
  confirmer: BigInt,
): TradeReduction | null {
  const rival = TradeReduction.load(reductionId(event.address, key, confirmer));
  if (rival !== null) {
    rival.status = "Superseded";
    rival.save();
  }
  const reduction = TradeReduction.load(reductionId(event.address, key, proposer));
  if (reduction === null) {
    notice(event, "A reduction was agreed on that was never put forward.");
    return null;
  }
  reduction.status = "Confirmed";
  reduction.save();
  return reduction;
}

export function fileId(registry: Bytes, number: BigInt): Bytes {
  return idOf(registry, number, 8);
}

export function newFile(event: ethereum.Event, number: BigInt, seller: BigInt, buyer: BigInt, by: BigInt): TradeFile {
  const file = new TradeFile(fileId(event.address, number));
  file.number = int(number);
  file.seller = party(event, seller);
  file.buyer = party(event, buyer);
  file.openedBy = party(event, by);
  file.openedAt = long(event.block.timestamp);
  file.invoiced = BigInt.zero();
  file.contracted = BigInt.zero();
  file.delivered = BigInt.zero();
  file.paid = BigInt.zero();
  weigh(file);
  return file;
}

/** Adds to what a file shows of a kind of document, or takes from it. */
export function changeFile(file: TradeFile, kind: string, change: BigInt): void {
  if (kind == "Invoice") file.invoiced = file.invoiced.plus(change);
  if (kind == "Contract") file.contracted = file.contracted.plus(change);
  if (kind == "Delivery") file.delivered = file.delivered.plus(change);
  if (kind == "Payment") file.paid = file.paid.plus(change);
  weigh(file);
}

/** Takes what a document has lost from the file that it is in. */
export function reduceInFile(subject: TradeSubject, amount: BigInt): void {
  const id = subject.file;
  if (id === null) return;
  const file = TradeFile.load(id);
  if (file !== null) changeFile(file, subject.kind, amount.neg());
}

/** Says whether all flows are there, and whether those that are there agree. */
function weigh(file: TradeFile): void {
  const amounts = [file.invoiced, file.contracted, file.delivered, file.paid];
  let present = 0;
  let common = BigInt.zero();
  file.agrees = true;
  for (let i = 0; i < amounts.length; i++) {
    if (amounts[i].isZero()) continue;
    present++;
    if (common.isZero()) common = amounts[i];
    if (amounts[i].notEqual(common)) file.agrees = false;
  }
  file.isComplete = present == amounts.length;
  file.save();
}

/** Adds to a claim, or takes from it. */
export function changeClaim(
  event: ethereum.Event,
  subject: TradeSubject,
  part: Bytes,
  number: BigInt,
  change: BigInt,
): Bytes {
  const id = claimId(subject.id, part, number);
  let claim = Claim.load(id);
  if (claim === null) {
    claim = new Claim(id);
    claim.subject = subject.id;
    claim.part = part;
    claim.number = number;
    claim.amount = BigInt.zero();
    claim.since = long(event.block.timestamp);
    if (Part.load(part) === null) notice(event, "Part " + part.toHexString() + " claims and is not registered.");
  }
  claim.amount = claim.amount.plus(change);
  claim.save();
  if (claim.amount.lt(BigInt.zero())) notice(event, "Claim " + id.toHexString() + " is below zero.");
  return id;
}

export function newTradeEvent(
  event: ethereum.Event,
  kind: string,
  actor: Bytes | null,
  subject: TradeSubject,
  parties: Bytes[],
  amount: BigInt,
): TradeEvent {
  const act = new TradeEvent(actId(event));
  stamp(act, event, kind, actor, subject.id, parties);
  act.document = subject.id;
  act.amount = amount;
  act.claimed = subject.claimed;
  return act;
}

export function partiesOf(subject: TradeSubject): Bytes[] {
  const seller = subject.seller;
  const buyer = subject.buyer;
  return seller === null || buyer === null ? [] : [seller, buyer];
}
