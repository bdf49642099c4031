/** ReceivableOrders. */
import {
  NoteFrozen,
  NoteTransferredByOrder,
  NoteUnfrozen,
} from "../../generated/templates/ReceivableOrders/ReceivableOrders";
import { Bytes } from "@graphprotocol/graph-ts";
import { freezeNote, loadNoteFreeze } from "../store/noteRights";
import { party } from "../store/participants";
import { loadNote, newNoteEvent } from "../store/receivables";
import { long } from "../store/values";

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
  const freeze = loadNoteFreeze(event, note, event.params.caseKey);
  if (freeze === null) return;
  freeze.liftedAt = long(event.block.timestamp);
  freeze.save();
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
  if (params.caseKey != new Bytes(32)) {
    const freeze = loadNoteFreeze(event, note, params.caseKey);
    if (freeze !== null) {
      freeze.executedAt = long(event.block.timestamp);
      freeze.save();
      act.freeze = freeze.id;
    }
  }
  act.save();
}
