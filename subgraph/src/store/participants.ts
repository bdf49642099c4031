/** Participants and what belongs to them. */
import { BigInt, Bytes, ethereum } from "@graphprotocol/graph-ts";
import {
  Account,
  Attestation,
  FreezingCase,
  Participant,
  ParticipantEvent,
  Qualification,
  Seat,
  VotingBody,
  Warning,
} from "../../generated/schema";
import { joinOrder, orderOf, sequenceOf, stamp } from "./acts";
import { nameOf, VotingClass } from "./enums";
import { accountId, actId, participantId, place } from "./ids";
import { notice } from "./notices";
import { int, long, textOf } from "./values";

/** Bits of what an account may do. */
const ACTS = 1;
const ORDERS = 2;
const ADMINISTRATION = 4;

/** A participant with what nobody has said of it yet left blank. */
export function newParticipant(number: BigInt): Participant {
  const participant = new Participant(participantId(number));
  participant.number = int(number);
  participant.uscc = "";
  participant.name = "";
  participant.wallet = new Bytes(0);
  participant.standing = "None";
  participant.size = "None";
  participant.evidence = new Bytes(0);
  participant.appliedAt = 0;
  participant.frozenUntil = 0;
  return participant;
}

export function loadParticipant(event: ethereum.Event, number: BigInt): Participant {
  const known = Participant.load(participantId(number));
  if (known !== null) return known;
  notice(event, "Participant " + number.toString() + " has never applied; the index made a blank one.");
  const blank = newParticipant(number);
  blank.save();
  return blank;
}

/** Id of a participant, which is there afterwards in any case. */
export function party(event: ethereum.Event, number: BigInt): Bytes {
  return loadParticipant(event, number).id;
}

/** The same; none for nobody. */
export function partyIfAny(event: ethereum.Event, number: BigInt): Bytes | null {
  return number.isZero() ? null : party(event, number);
}

export function newParticipantEvent(
  event: ethereum.Event,
  kind: string,
  actor: Bytes | null,
  participant: Bytes,
  parties: Bytes[],
): ParticipantEvent {
  const act = new ParticipantEvent(actId(event));
  stamp(act, event, kind, actor, participant, parties);
  act.participant = participant;
  return act;
}

/** An act of the participant's own. */
export function ownEvent(event: ethereum.Event, kind: string, participant: Bytes): ParticipantEvent {
  return newParticipantEvent(event, kind, participant, participant, [participant]);
}

/** An act that an order brought about. */
export function orderedEvent(event: ethereum.Event, kind: string, participant: Bytes): ParticipantEvent {
  const act = newParticipantEvent(event, kind, null, participant, [participant]);
  joinOrder(act, event);
  return act;
}

/** What a participant does itself, unless an order does it for it. */
export function ownOrOrderedEvent(event: ethereum.Event, kind: string, participant: Bytes): ParticipantEvent {
  return orderOf(event) === null ? ownEvent(event, kind, participant) : orderedEvent(event, kind, participant);
}

export function bindAccount(
  event: ethereum.Event,
  participant: Bytes,
  address: Bytes,
  scopes: i32,
  ceiling: BigInt,
  modules: Bytes[],
): Bytes {
  const account = new Account(accountId(address));
  account.address = address;
  account.participant = participant;
  account.isBound = true;
  account.mayAct = (scopes & ACTS) != 0;
  account.mayVote = (scopes & ORDERS) != 0;
  account.mayAdminister = (scopes & ADMINISTRATION) != 0;
  account.ceiling = ceiling;
  account.modules = modules.map<string>((name) => textOf(name));
  account.boundAt = long(event.block.timestamp);
  account.unset("releasedAt");
  account.save();
  return account.id;
}

export function releaseAccount(event: ethereum.Event, address: Bytes): Bytes {
  const account = Account.load(accountId(address));
  if (account === null) {
    notice(event, "Account " + address.toHexString() + " was released and had never been bound.");
    return accountId(address);
  }
  account.isBound = false;
  account.releasedAt = long(event.block.timestamp);
  account.save();
  return account.id;
}

/** Opens a case, or takes note of its renewal. */
export function openCase(event: ethereum.Event, participant: Bytes, key: Bytes, until: BigInt): Bytes {
  const id = participant.concat(key);
  let freezing = FreezingCase.load(id);
  if (freezing === null) {
    freezing = new FreezingCase(id);
    freezing.participant = participant;
    freezing.key = key;
    freezing.since = long(event.block.timestamp);
    freezing.sequence = sequenceOf(event);
    freezing.renewals = 0;
    freezing.order = orderOf(event);
  } else {
    freezing.renewals = freezing.renewals + 1;
  }
  freezing.until = long(until);
  freezing.save();
  return id;
}

export function endCase(event: ethereum.Event, participant: Bytes, key: Bytes): Bytes {
  const id = participant.concat(key);
  const freezing = FreezingCase.load(id);
  if (freezing === null) {
    notice(event, "Case " + key.toHexString() + " was ended and had never been opened.");
    return id;
  }
  freezing.liftedAt = long(event.block.timestamp);
  freezing.save();
  return id;
}

/** Attests a person's account, or sets another term. */
export function attest(event: ethereum.Event, attester: Bytes, account: Bytes, until: BigInt): Bytes {
  const id = attester.concat(account);
  let attestation = Attestation.load(id);
  if (attestation === null) {
    attestation = new Attestation(id);
    attestation.attester = attester;
    attestation.account = account;
    attestation.since = long(event.block.timestamp);
  }
  attestation.until = long(until);
  attestation.unset("withdrawnAt");
  attestation.save();
  return id;
}

export function endAttestation(event: ethereum.Event, attester: Bytes, account: Bytes): Bytes {
  const id = attester.concat(account);
  const attestation = Attestation.load(id);
  if (attestation === null) {
    notice(event, "The attestation of " + account.toHexString() + " was taken back and had never been given.");
    return id;
  }
  attestation.withdrawnAt = long(event.block.timestamp);
  attestation.save();
  return id;
}

export function newWarning(event: ethereum.Event, participant: Bytes, digest: Bytes, until: BigInt): Bytes {
  const warning = new Warning(participant.concat(digest));
  warning.participant = participant;
  warning.digest = digest;
  warning.since = long(event.block.timestamp);
  warning.until = long(until);
  warning.order = orderOf(event);
  warning.save();
  return warning.id;
}

export function endWarning(event: ethereum.Event, participant: Bytes, digest: Bytes): Bytes {
  const id = participant.concat(digest);
  const warning = Warning.load(id);
  if (warning === null) {
    notice(event, "Warning " + digest.toHexString() + " was taken back and had never been published.");
    return id;
  }
  warning.withdrawnAt = long(event.block.timestamp);
  warning.save();
  return id;
}

export function setFrozenUntil(participant: Participant, until: BigInt): void {
  participant.frozenUntil = long(until);
  participant.save();
}

export function grantQualification(
  event: ethereum.Event,
  participant: Bytes,
  key: Bytes,
  issuer: Bytes,
  until: BigInt,
  code: BigInt,
  evidence: Bytes,
): Bytes {
  const qualification = new Qualification(participant.concat(key));
  qualification.participant = participant;
  qualification.key = textOf(key);
  qualification.issuer = issuer;
  qualification.until = long(until);
  qualification.code = code;
  qualification.evidence = evidence;
  qualification.grantedAt = long(event.block.timestamp);
  qualification.isRevoked = false;
  qualification.save();
  return qualification.id;
}

export function revokeQualification(event: ethereum.Event, participant: Bytes, key: Bytes): Bytes {
  const id = participant.concat(key);
  const qualification = Qualification.load(id);
  if (qualification === null) {
    notice(event, "Qualification " + textOf(key) + " was revoked and had never been granted.");
    return id;
  }
  qualification.isRevoked = true;
  qualification.save();
  return id;
}

/** Gives or takes a seat, and notes how many the class has now. */
export function setSeat(
  event: ethereum.Event,
  participant: Bytes,
  votingClass: i32,
  isHeld: boolean,
  seats: BigInt,
): Bytes {
  const name = nameOf(VotingClass, votingClass, event);
  const id = participant.concat(place(votingClass));
  let seat = Seat.load(id);
  if (seat === null || isHeld) {
    seat = new Seat(id);
    seat.participant = participant;
    seat.votingClass = name;
    seat.since = long(event.block.timestamp);
    seat.unset("until");
  }
  if (!isHeld) seat.until = long(event.block.timestamp);
  seat.isHeld = isHeld;
  seat.save();

  const body = new VotingBody(event.address.concat(place(votingClass)));
  body.votingClass = name;
  body.seats = int(seats);
  body.save();
  return id;
}
