/** Notices of the unexpected: the index goes on, and a person can look. */
import { Bytes, ethereum } from "@graphprotocol/graph-ts";
import { Notice } from "../../generated/schema";
import { actId, place } from "./ids";
import { int, long } from "./values";

export function notice(event: ethereum.Event, message: string): void {
  let number = 0;
  while (Notice.loadInBlock(actId(event).concat(place(number))) !== null) number++;
  const note = new Notice(actId(event).concat(place(number)));
  note.transaction = event.transaction.hash;
  note.block = int(event.block.number);
  note.time = long(event.block.timestamp);
  note.contract = event.address;
  note.message = message;
  note.save();
}

/** For an event about something that no earlier event has told of. */
export function unknown(event: ethereum.Event, what: string, id: Bytes): void {
  notice(event, what + " " + id.toHexString() + " is not in the index: this event was left out.");
}
