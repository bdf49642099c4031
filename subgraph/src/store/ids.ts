/** Ids of all entities are made here. State: contract ++ the chain's own id, big endian. History: transaction hash ++ log index. */
import { Address, BigInt, Bytes, dataSource, ethereum } from "@graphprotocol/graph-ts";

/** An unsigned number as `size` bytes, big endian, so that ids sort as the numbers do. */
export function word(value: BigInt, size: i32): Bytes {
  const bytes = new Bytes(size);
  for (let i = 0; i < value.length && i < size; i++) bytes[size - 1 - i] = value[i];
  return bytes;
}

export function idOf(contract: Bytes, value: BigInt, size: i32): Bytes {
  return contract.concat(word(value, size));
}

/** A small number, such as a place in a list, as two bytes. */
export function place(index: i32): Bytes {
  return word(BigInt.fromI32(index), 2);
}

/** A contract of the suite, as the data source's context names it. */
export function suiteAddress(name: string): Bytes {
  const value = dataSource.context().get(name);
  return value === null ? Address.zero() : value.toBytes();
}

/** The registry of the module's version; also for events of its other parts. */
export function registryOf(): Bytes {
  return suiteAddress("registry");
}

export function actId(event: ethereum.Event): Bytes {
  return logId(event, 0);
}

/** The act whose event is `offset` logs after this one. */
export function logId(event: ethereum.Event, offset: i32): Bytes {
  return event.transaction.hash.concat(word(event.logIndex.plus(BigInt.fromI32(offset)), 4));
}

export function participantId(number: BigInt): Bytes {
  return idOf(suiteAddress("participants"), number, 4);
}

export function accountId(account: Bytes): Bytes {
  return suiteAddress("participants").concat(account);
}

export function moduleId(name: Bytes): Bytes {
  return suiteAddress("directory").concat(name);
}

export function orderId(number: BigInt): Bytes {
  return idOf(suiteAddress("docket"), number, 8);
}

export function billId(registry: Bytes, number: BigInt): Bytes {
  return idOf(registry, number, 4);
}

export function holdingId(registry: Bytes, number: BigInt): Bytes {
  return idOf(registry, number, 8);
}

export function requestId(registry: Bytes, number: BigInt): Bytes {
  return idOf(registry, number, 4);
}

export function askId(market: Bytes, number: BigInt): Bytes {
  return idOf(market, number, 4);
}

export function quoteId(market: Bytes, number: BigInt): Bytes {
  return idOf(market, number, 8);
}

/** Of what a participant has signed in advance for another, with one module. */
export function instructionId(by: Bytes, counterparty: Bytes): Bytes {
  return registryOf().concat(by).concat(counterparty);
}

export function receivableId(registry: Bytes, number: BigInt): Bytes {
  return idOf(registry, number, 4);
}

export function noteId(registry: Bytes, number: BigInt): Bytes {
  return idOf(registry, number, 8);
}

export function facilityId(issuance: Bytes, number: BigInt): Bytes {
  return idOf(issuance, number, 4);
}

export function assignmentId(note: Bytes, entry: BigInt): Bytes {
  return note.concat(word(entry, 4));
}

export function guaranteeId(bill: Bytes, guarantor: Bytes): Bytes {
  return bill.concat(guarantor);
}

export function debtId(security: Bytes, number: BigInt): Bytes {
  return idOf(security, number, 4);
}

export function pledgeId(holding: Bytes, debt: BigInt): Bytes {
  return holding.concat(word(debt, 4));
}

export function repoId(contract: Bytes, number: BigInt): Bytes {
  return idOf(contract, number, 4);
}

/** @param subject the bill, or the note */
export function freezeId(subject: Bytes, key: Bytes): Bytes {
  return subject.concat(key);
}

/** What a participant has in recourse on a holding. */
export function accountOn(holding: Bytes, participant: Bytes): Bytes {
  return holding.concat(participant);
}

export function pairId(holding: Bytes, claimant: Bytes, party: Bytes): Bytes {
  return holding.concat(claimant).concat(party);
}

/** One byte longer than numbers of things, for constructors say rates under any address. */
export function rateId(contract: Bytes, from: BigInt): Bytes {
  return idOf(contract, from, 5);
}

/**
 * Of a thing of the relief module: the first part of its version, the kind in letters, and the thing's own number. No kind's letters begin with
 * another's.
 */
function reliefId(kind: string, number: BigInt, size: i32): Bytes {
  return registryOf().concat(Bytes.fromUTF8(kind)).concat(word(number, size));
}

export function programmeId(number: BigInt): Bytes {
  return reliefId("programme", number, 4);
}

export function benefitId(number: BigInt): Bytes {
  return reliefId("benefit", number, 4);
}

export function areaId(code: BigInt): Bytes {
  return reliefId("area", code, 5);
}

export function officerId(number: BigInt): Bytes {
  return reliefId("officer", number, 4);
}

export function householdId(number: BigInt): Bytes {
  return reliefId("household", number, 8);
}

export function fileId(household: Bytes): Bytes {
  return household.concat(Bytes.fromUTF8("file"));
}

export function changeId(number: BigInt): Bytes {
  return reliefId("change", number, 4);
}

export function objectionId(number: BigInt): Bytes {
  return reliefId("objection", number, 4);
}

export function lineObjectionId(number: BigInt): Bytes {
  return reliefId("lineobjection", number, 4);
}

/** @param scores the contract, which says the first ones before it is a registered part */
export function factorId(scores: Bytes, code: i32): Bytes {
  return scores.concat(Bytes.fromUTF8("factor")).concat(place(code));
}

export function entryId(number: BigInt): Bytes {
  return reliefId("entry", number, 8);
}

export function fundId(number: BigInt): Bytes {
  return reliefId("fund", number, 4);
}

export function giverId(holder: BigInt): Bytes {
  return reliefId("giver", holder, 20);
}

export function lotId(number: BigInt): Bytes {
  return reliefId("lot", number, 8);
}

export function projectId(number: BigInt): Bytes {
  return reliefId("project", number, 4);
}

export function milestoneId(project: Bytes, number: i32): Bytes {
  return project.concat(place(number));
}

export function roundId(number: BigInt): Bytes {
  return reliefId("round", number, 4);
}

export function payoutId(number: BigInt): Bytes {
  return reliefId("payout", number, 4);
}

export function payoutLineId(payout: Bytes, index: i32): Bytes {
  return payout.concat(place(index));
}

/** Longer than a line's of the same payout. */
export function lotUseId(payout: Bytes, index: i32): Bytes {
  return payout.concat(word(BigInt.fromI32(index), 4));
}

export function lotLineId(line: Bytes, index: i32): Bytes {
  return line.concat(word(BigInt.fromI32(index), 4));
}

export function benefitUseId(benefit: Bytes, period: i32, household: BigInt): Bytes {
  return benefit.concat(place(period)).concat(word(household, 8));
}

export function purchaseId(number: BigInt): Bytes {
  return reliefId("purchase", number, 4);
}

export function purchaseShareId(purchase: Bytes, index: i32): Bytes {
  return purchase.concat(place(index));
}

export function helpId(number: BigInt): Bytes {
  return reliefId("help", number, 4);
}

export function kindredId(commitment: Bytes): Bytes {
  return registryOf().concat(Bytes.fromUTF8("kindred")).concat(commitment);
}

/**
 * @param keys the contract, which admits the first ones before it is a registered part
 * @param key hash of relying party and origin
 */
export function originId(keys: Bytes, key: Bytes): Bytes {
  return keys.concat(Bytes.fromUTF8("origin")).concat(key);
}

/**
 * Of a thing of the module of data assets: the registry of its version, the kind in letters, and the thing's own number. No kind's letters begin
 * with another's.
 */
export function dataId(kind: string, number: BigInt, size: i32 = 4): Bytes {
  return registryOf().concat(Bytes.fromUTF8(kind)).concat(word(number, size));
}

/** @param registry the contract, which names the first ones before it is a registered part */
export function purposeId(registry: Bytes, number: i32): Bytes {
  return registry.concat(Bytes.fromUTF8("purpose")).concat(place(number));
}

/** Filings have an asset's number and their own. */
export function filingId(number: BigInt): Bytes {
  return dataId("filing", number, 8);
}

export function versionOn(asset: Bytes, number: i32): Bytes {
  return asset.concat(word(BigInt.fromI32(number), 3));
}

export function termsId(hash: Bytes): Bytes {
  return registryOf().concat(Bytes.fromUTF8("terms")).concat(hash);
}

export function personId(number: BigInt): Bytes {
  return dataId("person", number, 8);
}

export function consentId(person: Bytes, asset: BigInt, sensitivity: i32, purpose: i32, recipient: BigInt): Bytes {
  return person.concat(word(asset, 4)).concat(place(sensitivity)).concat(place(purpose)).concat(word(recipient, 4));
}

/** What the module keeps of a participant. */
export function ofParticipant(kind: string, participant: Bytes): Bytes {
  return registryOf().concat(Bytes.fromUTF8(kind)).concat(participant);
}

/** Of a thing of the module of points: the ledger of its version, the kind in letters, and the thing's own number. As with data. */
export function pointsId(kind: string, number: BigInt): Bytes {
  return dataId(kind, number);
}

/** @param own address, or digest */
export function namedPointsId(kind: string, own: Bytes): Bytes {
  return registryOf().concat(Bytes.fromUTF8(kind)).concat(own);
}

/** What a programme of points has of a kind. */
export function ofPoints(programme: Bytes, kind: string, own: Bytes): Bytes {
  return programme.concat(Bytes.fromUTF8(kind)).concat(own);
}

export function bucketId(programme: Bytes, month: i32): Bytes {
  return programme.concat(place(month));
}
