/** DataLicences. ERC-721's Transfer and ERC-5192's Locked say nothing that the acts themselves do not. */
import {
  LicenceActivated,
  LicenceEnded,
  LicenceIssued,
  LicencePrepaid,
  LicenceSettled,
  LicenceTransferred,
  MeterTakenOver,
  UseRecorded,
  UsesCounted,
  UsesRecorded,
  UsesStruck,
} from "../../generated/templates/DataLicences/DataLicences";
import { BigInt } from "@graphprotocol/graph-ts";
import { senderOf } from "../store/acts";
import { userOf } from "../store/dataAssets";
import {
  beginLicence,
  countLicence,
  issueLicence,
  loadLicence,
  newLicenceEvent,
  recordUses,
} from "../store/dataLicences";
import { usePerson } from "../store/dataPeople";
import { LicenceStatus, nameOf } from "../store/enums";
import { party } from "../store/participants";
import { dateOf, int, long } from "../store/values";

export function handleLicenceIssued(event: LicenceIssued): void {
  const licence = issueLicence(event);
  if (licence === null) return;
  const act = newLicenceEvent(event, "LicenceIssued", senderOf(event), licence);
  act.offer = licence.offer;
  act.licenceStatus = licence.status;
  act.save();
}

export function handleLicenceActivated(event: LicenceActivated): void {
  const params = event.params;
  const licence = loadLicence(event, params.licence);
  if (licence === null) return;
  beginLicence(licence, params.firstDay, params.lastDay);
  licence.save();
  const act = newLicenceEvent(event, "LicenceActivated", senderOf(event), licence);
  act.licenceStatus = licence.status;
  act.save();
}

export function handleLicenceEnded(event: LicenceEnded): void {
  const params = event.params;
  const licence = loadLicence(event, params.licence);
  if (licence === null) return;
  const now = long(event.block.timestamp);
  licence.status = nameOf(LicenceStatus, params.status, event);
  if (licence.status == "Closed") licence.closedAt = now;
  else licence.endedAt = now;
  if (licence.status == "Terminated") {
    licence.ground = params.ground;
    const user = userOf(licence.licensee);
    user.terminated += 1;
    user.save();
  }
  licence.save();
  const act = newLicenceEvent(event, "LicenceEnded", senderOf(event), licence);
  act.licenceStatus = licence.status;
  act.evidence = params.ground;
  act.save();
}

export function handleLicenceTransferred(event: LicenceTransferred): void {
  const params = event.params;
  const licence = loadLicence(event, params.licence);
  if (licence === null) return;
  const from = party(event, params.from);
  const to = party(event, params.to);
  licence.licensee = to;
  licence.user = userOf(to).id;
  licence.transfers += 1;
  licence.save();
  countLicence(to);
  const act = newLicenceEvent(event, "LicenceTransferred", to, licence, [from]);
  act.from = from;
  act.save();
}

export function handleUseRecorded(event: UseRecorded): void {
  const params = event.params;
  const licence = loadLicence(event, params.licence);
  if (licence === null) return;
  const one = BigInt.fromI32(1);
  const use = recordUses(event, licence, params.purpose, params.number, one, false, params.digest);
  if (!params.person.isZero()) usePerson(event, use, 0, params.person, one);

  const act = newLicenceEvent(event, "UseRecorded", licence.meter, licence);
  act.use = use.id;
  act.purpose = use.purpose;
  act.uses = one;
  act.evidence = params.digest;
  act.save();
}

export function handleUsesRecorded(event: UsesRecorded): void {
  const params = event.params;
  const licence = loadLicence(event, params.licence);
  if (licence === null) return;
  const use = recordUses(event, licence, params.purpose, params.first, params.count, true, params.root);
  for (let i = 0; i < params.persons.length && i < params.counts.length; i++) {
    usePerson(event, use, i, params.persons[i], params.counts[i]);
  }

  const act = newLicenceEvent(event, "UsesRecorded", licence.meter, licence);
  act.use = use.id;
  act.purpose = use.purpose;
  act.uses = params.count;
  act.evidence = params.root;
  act.save();
}

export function handleLicencePrepaid(event: LicencePrepaid): void {
  const params = event.params;
  const licence = loadLicence(event, params.licence);
  if (licence === null) return;
  licence.allowed = params.allowed;
  licence.save();
  const act = newLicenceEvent(event, "LicencePrepaid", licence.licensee, licence);
  act.amount = params.amount;
  act.save();
}

export function handleLicenceSettled(event: LicenceSettled): void {
  const params = event.params;
  const licence = loadLicence(event, params.licence);
  if (licence === null) return;
  licence.settled = params.through;
  licence.save();
  const act = newLicenceEvent(event, "LicenceSettled", senderOf(event), licence);
  act.uses = params.uses;
  act.amount = params.amount;
  act.save();
}

export function handleUsesCounted(event: UsesCounted): void {
  const params = event.params;
  const licence = loadLicence(event, params.licence);
  if (licence === null) return;
  licence.counted = params.through;
  licence.countedDate = dateOf(int(params.countedOn));
  licence.save();
  const act = newLicenceEvent(event, "UsesCounted", senderOf(event), licence);
  act.uses = params.through.minus(licence.settled);
  act.save();
}

export function handleUsesStruck(event: UsesStruck): void {
  const params = event.params;
  const licence = loadLicence(event, params.licence);
  if (licence === null) return;
  licence.struck = licence.struck.plus(params.uses);
  licence.allowed = params.allowed;
  licence.save();
  const act = newLicenceEvent(event, "UsesStruck", senderOf(event), licence);
  act.uses = params.uses;
  act.save();
}

export function handleMeterTakenOver(event: MeterTakenOver): void {
  const params = event.params;
  const licence = loadLicence(event, params.licence);
  if (licence === null) return;
  const from = party(event, params.from);
  const to = party(event, params.to);
  licence.meter = to;
  licence.save();
  const act = newLicenceEvent(event, "MeterTakenOver", to, licence, [from]);
  act.from = from;
  act.to = to;
  act.save();
}
