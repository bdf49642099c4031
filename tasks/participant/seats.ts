import type { Suite } from "../../deploy/suite.ts";
import { choices, type Value, valueOf } from "../shared/terms.ts";

export type Seat = Exclude<Value<"VotingClass">, "None">;

/** The classes in which each participant has a seat. */
export async function seatHolders({ participants }: Suite): Promise<Map<bigint, Seat[]>> {
  const found = new Map<bigint, Seat[]>();
  for (const seat of choices("VotingClass")) {
    for (const holder of await participants.seatHolders(valueOf("VotingClass", seat))) {
      found.set(holder, [...(found.get(holder) ?? []), seat]);
    }
  }
  return found;
}
