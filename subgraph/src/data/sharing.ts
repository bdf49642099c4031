/** DataSharing. */
import { BigInt } from "@graphprotocol/graph-ts";
import {
  SharingAnswerDaysSet,
  SharingAnswerLate,
  SharingExtended,
  SharingGranted,
  SharingRefused,
  SharingRequested,
  SharingWithdrawn,
} from "../../generated/templates/DataSharing/DataSharing";
import { senderOf } from "../store/acts";
import { newDataEvent } from "../store/dataAssets";
import {
  answerSharing,
  loadLicence,
  loadSharing,
  newSharingEvent,
  requestSharing,
  setTerm,
} from "../store/dataLicences";
import { party } from "../store/participants";
import { long } from "../store/values";

export function handleSharingRequested(event: SharingRequested): void {
  const sharing = requestSharing(event);
  if (sharing === null) return;
  const act = newSharingEvent(event, "SharingRequested", sharing.requester, sharing);
  act.evidence = sharing.legalBasis;
  act.save();
}

export function handleSharingExtended(event: SharingExtended): void {
  const params = event.params;
  const sharing = loadSharing(event, params.sharing);
  if (sharing === null) return;
  sharing.holder = party(event, params.holder);
  sharing.isExtended = true;
  setTerm(sharing, params.dueDay);
  sharing.save();
  const act = newSharingEvent(event, "SharingExtended", sharing.holder, sharing);
  act.evidence = params.digest;
  act.save();
}

/** Of data that are shared with every department nobody is asked: the requester's own act grants it. */
export function handleSharingGranted(event: SharingGranted): void {
  const params = event.params;
  const sharing = loadSharing(event, params.sharing);
  const licence = loadLicence(event, params.licence);
  if (sharing === null || licence === null) return;
  answerSharing(event, sharing, party(event, params.holder), "Granted");
  sharing.answer = params.digest;
  sharing.daysGranted = params.daysValid;
  sharing.usesGranted = params.uses;
  sharing.licence = licence.id;
  sharing.save();
  licence.sharing = sharing.id;
  licence.save();
  const act = newSharingEvent(event, "SharingGranted", senderOf(event), sharing);
  act.evidence = params.digest;
  act.save();
}

export function handleSharingRefused(event: SharingRefused): void {
  const params = event.params;
  const sharing = loadSharing(event, params.sharing);
  if (sharing === null) return;
  answerSharing(event, sharing, party(event, params.holder), "Refused");
  sharing.answer = params.reason;
  sharing.save();
  const act = newSharingEvent(event, "SharingRefused", sharing.holder, sharing);
  act.evidence = params.reason;
  act.save();
}

export function handleSharingWithdrawn(event: SharingWithdrawn): void {
  const sharing = loadSharing(event, event.params.sharing);
  if (sharing === null) return;
  sharing.status = "Withdrawn";
  sharing.save();
  newSharingEvent(event, "SharingWithdrawn", sharing.requester, sharing).save();
}

export function handleSharingAnswerLate(event: SharingAnswerLate): void {
  const sharing = loadSharing(event, event.params.sharing);
  if (sharing === null) return;
  sharing.holder = party(event, event.params.holder);
  sharing.silenceReportedAt = long(event.block.timestamp);
  sharing.save();
  newSharingEvent(event, "SharingAnswerLate", senderOf(event), sharing).save();
}

export function handleSharingAnswerDaysSet(event: SharingAnswerDaysSet): void {
  const act = newDataEvent(event, "SharingAnswerDaysSet", null, event.address);
  act.amount = BigInt.fromI32(event.params.answerDays);
  act.save();
}
