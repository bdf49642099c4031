/** What all history entities have in common. */
import { Bytes, Entity, ethereum, Value } from "@graphprotocol/graph-ts";
import { Account, Execution } from "../../generated/schema";
import { accountId } from "./ids";
import { dateOf, dayOf, int, long } from "./values";

/** Sorts what happened: number of the block × 2^20 + place of the event in the block. */
export function sequenceOf(event: ethereum.Event): i64 {
  return (long(event.block.number) << 20) + long(event.logIndex);
}

/** Fills in what `Act` asks for. The caller adds the fields of its own kind and saves. */
export function stamp(
  act: Entity,
  event: ethereum.Event,
  kind: string,
  actor: Bytes | null,
  subject: Bytes | null,
  parties: Bytes[],
): void {
  act.set("kind", Value.fromString(kind));
  act.set("transaction", Value.fromBytes(event.transaction.hash));
  act.set("block", Value.fromI32(int(event.block.number)));
  act.set("sequence", Value.fromI64(sequenceOf(event)));
  act.set("time", Value.fromI64(long(event.block.timestamp)));
  act.set("date", Value.fromString(dateOf(dayOf(event.block.timestamp))));
  act.set("sender", Value.fromBytes(event.transaction.from));
  if (actor !== null) act.set("actor", Value.fromBytes(actor));
  if (subject !== null) act.set("subject", Value.fromBytes(subject));
  act.set("parties", Value.fromBytesArray(distinct(parties)));
}

export function distinct(ids: Bytes[]): Bytes[] {
  const result: Bytes[] = [];
  for (let i = 0; i < ids.length; i++) {
    if (!result.includes(ids[i])) result.push(ids[i]);
  }
  return result;
}

/** The order that the event's transaction is carrying out or undoing; for events that only orders bring about. */
export function orderOf(event: ethereum.Event): Bytes | null {
  const execution = Execution.loadInBlock(event.transaction.hash);
  return execution === null ? null : execution.order;
}

export function joinOrder(act: Entity, event: ethereum.Event): void {
  const order = orderOf(event);
  if (order !== null) act.set("order", Value.fromBytes(order));
}

/** The participant that the sender of the transaction serves; for what anyone may do. */
export function senderOf(event: ethereum.Event): Bytes | null {
  const account = Account.load(accountId(event.transaction.from));
  return account !== null && account.isBound ? account.participant : null;
}

/** Those of two parties that there are. */
export function those(a: Bytes | null, b: Bytes | null = null): Bytes[] {
  const parties: Bytes[] = [];
  if (a !== null) parties.push(a);
  if (b !== null) parties.push(b);
  return parties;
}
