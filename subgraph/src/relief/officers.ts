/** ReliefOfficers. */
import {
  AreaAdded,
  KinshipDeclared,
  OfficerAppointed,
  OfficerChanged,
} from "../../generated/templates/ReliefOfficers/ReliefOfficers";
import { senderOf } from "../store/acts";
import { areaOf, nameArea } from "../store/areas";
import { appointOfficer, enterKinship, loadOfficer } from "../store/officers";
import { party } from "../store/participants";
import { newOfficerEvent, newReliefEvent } from "../store/relief";
import { long } from "../store/values";

export function handleAreaAdded(event: AreaAdded): void {
  const area = nameArea(event, event.params.area, event.params.name, long(event.block.timestamp));
  const act = newReliefEvent(event, "AreaAdded", senderOf(event), area.id);
  act.area = area.id;
  act.save();
}

export function handleOfficerAppointed(event: OfficerAppointed): void {
  const params = event.params;
  const officer = appointOfficer(
    event,
    params.officer,
    params.participant,
    params.area,
    params.account,
    params.identity,
  );
  const act = newReliefEvent(event, "OfficerAppointed", officer.participant, officer.id);
  act.other = officer.id;
  act.area = officer.area;
  act.save();
}

export function handleOfficerChanged(event: OfficerChanged): void {
  const params = event.params;
  const officer = loadOfficer(event, params.officer);
  if (officer === null) return;
  const former = officer.participant;
  officer.participant = party(event, params.participant);
  officer.area = areaOf(params.area);
  officer.account = params.account;
  officer.isActive = params.active;
  officer.save();
  const act = newReliefEvent(event, "OfficerChanged", officer.participant, officer.id, [former]);
  act.other = officer.id;
  act.area = officer.area;
  act.save();
}

export function handleKinshipDeclared(event: KinshipDeclared): void {
  const params = event.params;
  const officer = loadOfficer(event, params.officer);
  if (officer === null) return;
  const kinship = enterKinship(event, officer, params.household, params.found, params.evidence);
  // What was found another enters, in KinshipFound.
  const act = params.found
    ? newReliefEvent(event, "KinshipDeclared", senderOf(event), officer.id, [officer.participant])
    : newOfficerEvent(event, "KinshipDeclared", officer, officer.id);
  act.household = kinship.household;
  act.other = officer.id;
  act.evidence = kinship.evidence;
  act.save();
}
