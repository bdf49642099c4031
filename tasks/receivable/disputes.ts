/** Disputes over notes, and assignments that compete with their holder, as they are now. */
import type { Context } from "../shared/context.ts";
import { WrongUsage } from "../shared/failures.ts";
import { whole } from "../shared/parse.ts";
import { nameOf, type Value } from "../shared/terms.ts";
import type { NoteState } from "./state.ts";

export async function disputeOn({ suite }: Context, note: bigint) {
  const [{ raisedBy, against, agreedBy, open }, resolution] = await suite.receivableDisputes.disputeOf(note);
  return { raisedBy, against, agreedBy, open, resolution };
}

export interface Entry {
  /** Its number on the note, from 1. */
  entry: bigint;
  claimant: bigint;
  amount: bigint;
  paid: bigint;
  registeredAt: bigint;
  notifiedAt: bigint;
  status: Value<"EntryStatus">;
  proof: string;
}

const PAGE = 50n;

/** All entries on a note, the ended ones too. */
export async function entriesOn({ suite }: Context, note: bigint): Promise<Entry[]> {
  const entries: Entry[] = [];
  for (let start = 1n; ; start += PAGE) {
    const page = await suite.receivableDisputes.entriesOf(note, start, PAGE);
    for (const { claimant, amount, paid, registeredAt, notifiedAt, status, proof } of page) {
      const entry = BigInt(entries.length + 1);
      const known = nameOf("EntryStatus", status);
      entries.push({ entry, claimant, amount, paid, registeredAt, notifiedAt, status: known, proof });
    }
    if (BigInt(page.length) < PAGE) return entries;
  }
}

/** The entry that --entry names; without it, the only one in that status. */
export async function namedEntry(
  context: Context,
  { id }: NoteState,
  status: readonly Value<"EntryStatus">[],
): Promise<Entry> {
  const { args, words } = context;
  const entries = await entriesOn(context, id);
  const number = args.optional("entry", whole);
  const fitting = entries.filter((each) =>
    number === undefined ? status.includes(each.status) : each.entry === number,
  );
  const [only, ...others] = fitting;
  if (only !== undefined && others.length === 0) return only;
  const count = entries.length;
  const known = count === 0 ? "Nobody has entered any." : `They are numbered 1 to ${count}.`;
  if (number !== undefined) {
    throw new WrongUsage(`--entry: there is no entry ${number} on ${words.note(id)}.`, known);
  }
  const why = only === undefined ? "None waits" : "Several could be meant";
  throw new WrongUsage(`Which entry on ${words.note(id)}? ${why}.`, `Give --entry. ${known}`);
}
