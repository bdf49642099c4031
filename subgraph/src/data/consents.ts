/** DataConsents. The keys themselves stay out of the index. */
import { BigInt } from "@graphprotocol/graph-ts";
import {
  ActAsserted,
  AllConsentsWithdrawn,
  ConsentGiven,
  ConsentWithdrawn,
  KeyBound,
  KeyRemoved,
  PayeeSet,
  PersonEnrolled,
} from "../../generated/templates/DataConsents/DataConsents";
import { OriginSet } from "../../generated/templates/ReliefKeys/ReliefKeys";
import { newDataEvent } from "../store/dataAssets";
import {
  dropConsent,
  endConsent,
  enrolPerson,
  giveConsent,
  loadPerson,
  loadPersonSigner,
  newPersonEvent,
} from "../store/dataPeople";
import { consentId } from "../store/ids";
import { bindKey, removeKey, setOrigin } from "../store/officers";
import { int, long } from "../store/values";

export function handlePersonEnrolled(event: PersonEnrolled): void {
  const person = enrolPerson(event);
  const act = newPersonEvent(event, "PersonEnrolled", person.id);
  act.account = person.account;
  act.save();
}

export function handleConsentGiven(event: ConsentGiven): void {
  const person = loadPerson(event, event.params.person);
  if (person === null) return;
  const consent = giveConsent(event, person);
  const act = newPersonEvent(event, "ConsentGiven", person.id);
  act.consent = consent.id;
  act.until = consent.until;
  act.untilDate = consent.untilDate;
  act.save();
}

export function handleConsentWithdrawn(event: ConsentWithdrawn): void {
  const params = event.params;
  const person = loadPerson(event, params.person);
  if (person === null) return;
  const id = consentId(person.id, params.asset, params.sensitivity, params.purpose, params.recipient);
  endConsent(event, id);
  dropConsent(person, id);
  const act = newPersonEvent(event, "ConsentWithdrawn", person.id);
  act.consent = id;
  act.save();
}

export function handleAllConsentsWithdrawn(event: AllConsentsWithdrawn): void {
  const person = loadPerson(event, event.params.person);
  if (person === null) return;
  for (let i = 0; i < person.standing.length; i++) endConsent(event, person.standing[i]);
  person.standing = [];
  person.withdrawnAllAt = long(event.block.timestamp);
  person.save();
  newPersonEvent(event, "AllConsentsWithdrawn", person.id).save();
}

export function handlePayeeSet(event: PayeeSet): void {
  const person = loadPerson(event, event.params.person);
  if (person === null) return;
  person.payee = event.params.account;
  person.save();
  const act = newPersonEvent(event, "PayeeSet", person.id);
  act.account = event.params.account;
  act.save();
}

export function handlePersonKeyBound(event: KeyBound): void {
  const signer = loadPersonSigner(event.params.person);
  bindKey(event, signer, event.params.key);
  newPersonEvent(event, "KeyBound", signer.id).save();
}

export function handlePersonKeyRemoved(event: KeyRemoved): void {
  const signer = loadPersonSigner(event.params.person);
  removeKey(event, signer, event.params.key);
  newPersonEvent(event, "KeyRemoved", signer.id).save();
}

/** The act itself has an event of its own. */
export function handlePersonActAsserted(event: ActAsserted): void {
  const signer = loadPersonSigner(event.params.person);
  signer.nonce = int(event.params.nonce.plus(BigInt.fromI32(1)));
  signer.signedAt = long(event.block.timestamp);
  signer.save();
}

export function handleDataOriginSet(event: OriginSet): void {
  setOrigin(event);
  newDataEvent(event, "OriginSet", null, event.address).save();
}
