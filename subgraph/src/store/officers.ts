/** Officers of relief, their kin, and what persons sign with. */
import { BigInt, Bytes, crypto, ethereum } from "@graphprotocol/graph-ts";
import { Household, Kindred, Kinship, Officer, Origin, Passkey, Signer } from "../../generated/schema";
import { OriginSet } from "../../generated/templates/ReliefKeys/ReliefKeys";
import { areaOf } from "./areas";
import { householdId, kindredId, officerId, originId, place } from "./ids";
import { unknown } from "./notices";
import { party } from "./participants";
import { int, long } from "./values";

const INITIAL_SCORE = 600;
/** Greater than any officer's number. */
const HOUSEHOLDS_BEGIN = BigInt.fromString("4294967296");

export function loadOfficer(event: ethereum.Event, number: BigInt): Officer | null {
  const id = officerId(number);
  const officer = Officer.load(id);
  if (officer === null) unknown(event, "Officer", id);
  return officer;
}

/** The officer; none, without a notice, for none. */
export function officerIfAny(event: ethereum.Event, number: BigInt): Officer | null {
  return number.isZero() ? null : loadOfficer(event, number);
}

export function isHousehold(person: BigInt): boolean {
  return person.ge(HOUSEHOLDS_BEGIN);
}

export function appointOfficer(
  event: ethereum.Event,
  number: BigInt,
  participant: BigInt,
  area: BigInt,
  account: Bytes,
  identity: Bytes,
): Officer {
  const officer = new Officer(officerId(number));
  officer.number = int(number);
  officer.identity = identity;
  officer.account = account;
  officer.participant = party(event, participant);
  officer.area = areaOf(area);
  officer.isActive = true;
  officer.appointedAt = long(event.block.timestamp);
  officer.score = INITIAL_SCORE;
  officer.save();
  return officer;
}

/** Who signs; there afterwards in any case, for a person signs before it is told of. */
export function loadSigner(person: BigInt): Signer {
  const isOne = isHousehold(person);
  const id = isOne ? householdId(person) : officerId(person);
  const known = Signer.load(id);
  if (known !== null) return known;
  const signer = new Signer(id);
  if (isOne) signer.household = id;
  else signer.officer = id;
  signer.nonce = 0;
  signer.save();
  return signer;
}

export function bindKey(event: ethereum.Event, signer: Signer, slot: i32): void {
  const id = signer.id.concat(place(slot));
  let key = Passkey.load(id);
  if (key === null) key = new Passkey(id);
  key.signer = signer.id;
  key.place = slot;
  key.isBound = true;
  key.boundAt = long(event.block.timestamp);
  key.save();
}

export function removeKey(event: ethereum.Event, signer: Signer, slot: i32): void {
  const id = signer.id.concat(place(slot));
  const key = Passkey.load(id);
  if (key === null) return unknown(event, "Passkey", id);
  key.isBound = false;
  key.removedAt = long(event.block.timestamp);
  key.save();
}

/** An origin is admitted, or no longer. */
export function setOrigin(event: OriginSet): void {
  const params = event.params;
  const named = params.rpIdHash.concat(Bytes.fromUTF8(params.origin));
  const id = originId(event.address, Bytes.fromByteArray(crypto.keccak256(named)));
  let origin = Origin.load(id);
  if (origin === null) origin = new Origin(id);
  origin.part = event.address;
  origin.rpId = params.rpId;
  origin.origin = params.origin;
  origin.isAdmitted = params.admitted;
  origin.since = long(event.block.timestamp);
  origin.save();
}

function loadKindred(commitment: Bytes): Kindred {
  const known = Kindred.load(kindredId(commitment));
  if (known !== null) return known;
  const kindred = new Kindred(kindredId(commitment));
  kindred.kinships = [];
  return kindred;
}

/** The officer's kinship to whoever has the commitment, or gets it. */
export function enterKinship(
  event: ethereum.Event,
  officer: Officer,
  commitment: Bytes,
  isFound: boolean,
  evidence: Bytes,
): Kinship {
  const id = officer.id.concat(commitment);
  const kindred = loadKindred(commitment);
  let kinship = Kinship.load(id);
  if (kinship === null) {
    kinship = new Kinship(id);
    kindred.kinships = kindred.kinships.concat([id]);
  }
  kinship.officer = officer.id;
  kinship.commitment = commitment;
  kinship.household = kindred.household;
  kinship.isFound = isFound;
  kinship.hasVoided = false;
  if (isFound) kinship.evidence = evidence;
  kinship.since = long(event.block.timestamp);
  kinship.save();
  kindred.save();
  return kinship;
}

/** Joins a household to the kinships that were declared to its commitment. */
export function joinKindred(household: Household): void {
  const kindred = loadKindred(household.commitment);
  kindred.household = household.id;
  kindred.save();
  for (let i = 0; i < kindred.kinships.length; i++) {
    const kinship = Kinship.load(kindred.kinships[i]);
    if (kinship === null) continue;
    kinship.household = household.id;
    kinship.save();
  }
}
