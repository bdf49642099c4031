/** ReceivableSecurity. */
import {
  NotePledgeCollected,
  NotePledged,
  NotePledgeEnded,
  NotePledgeRealised,
  NotePledgeReleased,
} from "../../generated/templates/ReceivableSecurity/ReceivableSecurity";
import { senderOf } from "../store/acts";
import { endNotePledge, pledgeNote, pledgeOn } from "../store/noteRights";
import { party } from "../store/participants";
import { countReceivable, loadNote, newNoteEvent } from "../store/receivables";
import { long } from "../store/values";

export function handleNotePledged(event: NotePledged): void {
  const note = loadNote(event, event.params.note);
  if (note === null) return;
  const pledge = pledgeNote(event, note);
  countReceivable("Pledged", note.amount);
  // The pledgee signs for it.
  const act = newNoteEvent(event, "NotePledged", pledge.pledgee, note, pledge.pledgor, pledge.pledgee);
  act.pledge = pledge.id;
  act.save();
}

export function handleNotePledgeReleased(event: NotePledgeReleased): void {
  const note = loadNote(event, event.params.note);
  if (note === null) return;
  const pledge = pledgeOn(event, note);
  if (pledge === null) return;
  endNotePledge(event, pledge);
  const to = party(event, event.params.pledgor);
  const act = newNoteEvent(event, "NotePledgeReleased", pledge.pledgee, note, pledge.pledgee, to);
  act.pledge = pledge.id;
  act.save();
}

export function handleNotePledgeRealised(event: NotePledgeRealised): void {
  const note = loadNote(event, event.params.note);
  if (note === null) return;
  const pledge = pledgeOn(event, note);
  if (pledge === null) return;
  // An order may have given the note to another holder since.
  pledge.pledgor = party(event, event.params.pledgor);
  pledge.status = "Realised";
  pledge.realisedAt = long(event.block.timestamp);
  pledge.save();
  const act = newNoteEvent(event, "NotePledgeRealised", pledge.pledgee, note, pledge.pledgor, pledge.pledgee);
  act.pledge = pledge.id;
  act.save();
}

export function handleNotePledgeCollected(event: NotePledgeCollected): void {
  const params = event.params;
  const note = loadNote(event, params.note);
  if (note === null) return;
  const pledge = pledgeOn(event, note);
  if (pledge === null) return;
  pledge.toPledgee = pledge.toPledgee.plus(params.toPledgee);
  pledge.toPledgor = pledge.toPledgor.plus(params.toPledgor);
  pledge.left = params.securedLeft;
  pledge.save();
  const to = party(event, params.pledgor);
  const act = newNoteEvent(event, "NotePledgeCollected", senderOf(event), note, to, pledge.pledgee);
  act.pledge = pledge.id;
  act.amount = params.toPledgee.plus(params.toPledgor);
  act.save();
}

export function handleNotePledgeEnded(event: NotePledgeEnded): void {
  const note = loadNote(event, event.params.note);
  if (note === null) return;
  const pledge = pledgeOn(event, note);
  if (pledge === null) return;
  endNotePledge(event, pledge);
  const to = party(event, event.params.pledgor);
  const act = newNoteEvent(event, "NotePledgeEnded", senderOf(event), note, pledge.pledgee, to);
  act.pledge = pledge.id;
  act.save();
}
