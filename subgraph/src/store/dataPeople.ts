/** Persons, what they consent to, and which uses were of their data. Nothing that is public leads here. */
import { BigInt, Bytes, ethereum } from "@graphprotocol/graph-ts";
import { DataConsent, DataPerson, DataPersonEvent, DataUse, DataUseOfPerson, Signer } from "../../generated/schema";
import { ConsentGiven, PersonEnrolled } from "../../generated/templates/DataConsents/DataConsents";
import { stamp } from "./acts";
import { purposeOf } from "./dataAssets";
import { nameOf, Sensitivity } from "./enums";
import { actId, consentId, dataId, personId, place } from "./ids";
import { unknown } from "./notices";
import { party } from "./participants";
import { dateOf, int, long } from "./values";

export function loadPerson(event: ethereum.Event, number: BigInt): DataPerson | null {
  const id = personId(number);
  const person = DataPerson.load(id);
  if (person === null) unknown(event, "Person", id);
  return person;
}

/** Who signs; there afterwards in any case. */
export function loadPersonSigner(number: BigInt): Signer {
  const id = personId(number);
  const known = Signer.load(id);
  if (known !== null) return known;
  const signer = new Signer(id);
  signer.nonce = 0;
  signer.save();
  return signer;
}

export function enrolPerson(event: PersonEnrolled): DataPerson {
  const params = event.params;
  const person = new DataPerson(personId(params.person));
  person.number = params.person;
  if (params.commitment != new Bytes(32)) {
    person.commitment = params.commitment;
    person.signer = loadPersonSigner(params.person).id;
  } else {
    person.account = params.account;
    person.payee = params.account;
  }
  person.enrolledAt = long(event.block.timestamp);
  person.standing = [];
  person.earned = BigInt.zero();
  person.owed = BigInt.zero();
  person.save();
  return person;
}

/** What a person did, or was paid; whoever has sent it only carried it. */
export function newPersonEvent(event: ethereum.Event, kind: string, person: Bytes): DataPersonEvent {
  const act = new DataPersonEvent(actId(event));
  // A person is no thing, so that this leads there for nobody; graph-node cannot tell the type of subjects that are all empty.
  stamp(act, event, kind, null, person, []);
  act.person = person;
  return act;
}

/** A consent that is given, or given for another term. */
export function giveConsent(event: ConsentGiven, person: DataPerson): DataConsent {
  const params = event.params;
  const id = consentId(person.id, params.asset, params.sensitivity, params.purpose, params.recipient);
  const consent = new DataConsent(id);
  consent.person = person.id;
  if (!params.asset.isZero()) consent.asset = dataId("asset", params.asset);
  consent.sensitivity = nameOf(Sensitivity, params.sensitivity, event);
  consent.purpose = purposeOf(params.purpose);
  consent.recipient = party(event, params.recipient);
  consent.until = int(params.until);
  consent.untilDate = dateOf(consent.until);
  consent.givenAt = long(event.block.timestamp);
  consent.save();
  if (person.standing.includes(id)) return consent;
  person.standing = person.standing.concat([id]);
  person.save();
  return consent;
}

/** A consent ends now, and for what is to come. */
export function endConsent(event: ethereum.Event, id: Bytes): void {
  const consent = DataConsent.load(id);
  if (consent === null) return unknown(event, "Consent", id);
  consent.withdrawnAt = long(event.block.timestamp);
  consent.save();
}

/** One of a person's consents stands no more. */
export function dropConsent(person: DataPerson, id: Bytes): void {
  const rest: Bytes[] = [];
  for (let i = 0; i < person.standing.length; i++) {
    if (person.standing[i] != id) rest.push(person.standing[i]);
  }
  person.standing = rest;
  person.save();
}

/** The use, or some of a batch, was of the person's data. */
export function usePerson(event: ethereum.Event, use: DataUse, index: i32, number: BigInt, count: BigInt): void {
  const person = loadPerson(event, number);
  if (person === null) return;
  const ofPerson = new DataUseOfPerson(use.id.concat(place(index)));
  ofPerson.person = person.id;
  ofPerson.use = use.id;
  ofPerson.count = count;
  ofPerson.save();
}
