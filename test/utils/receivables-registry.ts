/** What the registry of receivables holds, as tests compare it. */
import { expect } from "chai";
import { fields } from "./bills.ts";
import { noteOf, NoteStatus, type ReceivableDesk, rootOf } from "./receivables.ts";

type NoteFields = Record<
  "lo" | "hi" | "holder" | "parent" | "obligor" | "dueDay" | "tier" | "status" | "marks",
  bigint
>;

/** A note's fields, with its id. */
export async function noteInfo({ suite }: Pick<ReceivableDesk, "suite">, note: bigint) {
  return { ...(fields(await suite.receivableRegistry.noteInfo(note)) as NoteFields), note };
}

/** The live notes of a root, from the low end to the high. */
export async function liveNotes({ suite }: Pick<ReceivableDesk, "suite">, root: bigint) {
  const all = await suite.receivableRegistry.notesOf(root, 1, 10_000);
  return all
    .map((each, index) => ({ ...(fields(each) as NoteFields), note: noteOf(root, index + 1) }))
    .filter(({ status }) => status === NoteStatus.Live)
    .sort((a, b) => Number(a.lo - b.lo));
}

/** live notes lie apart, and with what is paid and cancelled they make up the face. Of an untouched root they cover it all. */
export async function expectWhole(desk: Pick<ReceivableDesk, "suite">, note: bigint): Promise<void> {
  const root = rootOf(note);
  const { face, paid, cancelled } = await desk.suite.receivableRegistry.rootInfo(root);
  const notes = await liveNotes(desk, root);
  let [end, sum] = [0n, 0n];
  for (const { lo, hi } of notes) {
    expect(lo, "R-2 notes overlap").to.be.above(end);
    expect(hi, "R-2 a note is empty").to.be.at.least(lo);
    [end, sum] = [hi, sum + hi - lo + 1n];
  }
  expect(end, "R-2 a note reaches beyond its root").to.be.at.most(face);
  expect(sum + paid + cancelled, "R-2 the sum").to.equal(face);
}

/** The request that locks a note. */
export const requestOn = async ({ suite }: Pick<ReceivableDesk, "suite">, note: bigint): Promise<bigint> =>
  (await suite.receivableRegistry.lockOf(note)).request;
