/** ReceivableOrders. */
import {
  NoteFrozen,
  NoteTransferredByOrder,
  NoteUnfrozen,
} from "../../generated/templates/ReceivableOrders/ReceivableOrders";
import { executeOn, freezeNote, thawNote } from "../store/noteRights";
import { party } from "../store/participants";
import { loadNote, newNoteEvent } from "../store/receivables";

export function handleNoteFrozen(event: NoteFrozen): void {
  const note = loadNote(event, event.params.note);
  if (note === null) return;
  const freeze = freezeNote(event, note);
  const act = newNoteEvent(event, "NoteFrozen", null, note, freeze.against, freeze.against);
  act.freeze = freeze.id;
  act.amount = freeze.amount;
  act.save();
}

export function handleNoteUnfrozen(event: NoteUnfrozen): void {
  const note = loadNote(event, event.params.note);
  if (note === null) return;
  const freeze = thawNote(event, note);
  if (freeze === null) return;
  const act = newNoteEvent(event, "NoteUnfrozen", null, note, freeze.against, freeze.against);
  act.freeze = freeze.id;
  act.save();
}

export function handleNoteTransferredByOrder(event: NoteTransferredByOrder): void {
  const params = event.params;
  const note = loadNote(event, params.note);
  if (note === null) return;
  const from = party(event, params.from);
  const act = newNoteEvent(event, "NoteTransferredByOrder", null, note, from, party(event, params.to));
  act.freeze = executeOn(event, note, params.caseKey);
  act.save();
}
