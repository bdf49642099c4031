/** A receivable and its notes as they are now. */
import type { Suite } from "../../deploy/suite.ts";
import type { Context } from "../shared/context.ts";
import { each } from "../shared/logs.ts";
import { type Mark, marksIn, nameOf, type Value } from "../shared/terms.ts";
import { splitNote } from "../shared/words.ts";

export type Root = Awaited<ReturnType<Suite["receivableRegistry"]["rootInfo"]>>;
export type Note = Awaited<ReturnType<Suite["receivableRegistry"]["noteInfo"]>>;
export type Request = Awaited<ReturnType<Suite["receivableRegistry"]["requestInfo"]>>;
export type Financing = Awaited<ReturnType<Suite["receivableFinancing"]["financingOf"]>>;
export type Progress = Awaited<ReturnType<Suite["receivableSettlement"]["progressOf"]>>;
export type Pledge = Awaited<ReturnType<Suite["receivableSecurity"]["pledgeOf"]>>;

export interface RootState {
  id: bigint;
  root: Root;
  status: Value<"RootStatus">;
  /** The due day has come. */
  isDue: boolean;
  /** Its payable day has passed, and it is not paid. */
  isOverdue: boolean;
  /** Nothing, while the calendar lacks its year. */
  payableDay: bigint | undefined;
}

export interface NoteState {
  id: bigint;
  of: RootState;
  info: Note;
  status: Value<"NoteStatus">;
  /** What stands on it today. */
  marks: Mark[];
  /** The request that locks it. */
  request?: { id: bigint; info: Request };
  /** What of it is offered on the market. */
  offer?: { ask: bigint; amount: bigint; lastDay: bigint };
  /** Its last financing; over, when it is not marked as financed. */
  financing?: Financing;
  pledge?: Pledge;
  /** What was paid of it, and what waits for its holder. */
  progress?: Progress;
}

export const noteOn = (root: bigint, number: bigint | number): bigint => (root << 32n) | BigInt(number);
export const firstNote = (root: bigint): bigint => noteOn(root, 1n);

/** Fen of a note, or of what a request is about. */
export const unitsOf = ({ lo, hi }: { lo: bigint; hi: bigint }): bigint => hi - lo + 1n;

export const has = ({ marks }: Pick<NoteState, "marks">, mark: Mark): boolean => marks.includes(mark);

export async function rootState({ suite, today }: Context, id: bigint): Promise<RootState> {
  const { receivableRegistry, calendar } = suite;
  const root = await receivableRegistry.rootInfo(id);
  const status = nameOf("RootStatus", root.status);
  const [payableDay, now] = await Promise.all([calendar.nextBusinessDay(root.dueDay).catch(() => undefined), today()]);
  const isOwed = status === "Open";
  return {
    id,
    root,
    status,
    isDue: isOwed && now >= root.dueDay,
    isOverdue: isOwed && payableDay !== undefined && now > payableDay,
    payableDay,
  };
}

const lapses = new Set<Mark>(["locked", "frozen"]);

async function noteFrom({ suite, today }: Context, of: RootState, id: bigint, info: Note): Promise<NoteState> {
  const { receivableRegistry, receivableFinancing, receivableSecurity, receivableSettlement } = suite;
  const status = nameOf("NoteStatus", info.status);
  const written = status === "Live" ? marksIn(info.marks) : [];
  const marks = written.some((each) => lapses.has(each)) ? marksIn(await receivableRegistry.marksOf(id)) : written;
  const isPaying = marks.includes("part paid") || marks.includes("set aside");
  const [lock, financing, pledge, progress, now] = await Promise.all([
    marks.includes("locked") ? receivableRegistry.lockOf(id) : undefined,
    of.root.financed ? receivableFinancing.financingOf(id) : undefined,
    marks.includes("pledged") ? receivableSecurity.pledgeOf(id) : undefined,
    isPaying ? receivableSettlement.progressOf(id) : undefined,
    today(),
  ]);
  const state: NoteState = { id, of, info, status, marks };
  if (financing !== undefined && financing.status !== 0n) state.financing = financing;
  if (pledge !== undefined) state.pledge = pledge;
  if (progress !== undefined) state.progress = progress;
  if (lock === undefined || lock.lastDay < now) return state;
  const { request, ask, amount, lastDay } = lock;
  if (ask !== 0n) return { ...state, offer: { ask, amount, lastDay } };
  return { ...state, request: { id: request, info: await receivableRegistry.requestInfo(request) } };
}

export async function noteState(context: Context, id: bigint): Promise<NoteState> {
  const [of, info] = await Promise.all([
    rootState(context, splitNote(id).root),
    context.suite.receivableRegistry.noteInfo(id),
  ]);
  return noteFrom(context, of, id, info);
}

const PAGE = 200n;

/** All notes of a receivable by number, the closed ones too. */
export async function notesOf(context: Context, of: RootState): Promise<NoteState[]> {
  const { receivableRegistry } = context.suite;
  const found: Note[] = [];
  for (let start = 1n; start <= of.root.seq; start += PAGE) {
    found.push(...(await receivableRegistry.notesOf(of.id, start, PAGE)));
  }
  return each([...found.entries()], ([index, info]) => noteFrom(context, of, noteOn(of.id, index + 1), info));
}

/** All receivables, newest first. */
export async function allRoots(context: Context): Promise<RootState[]> {
  const count = Number(await context.suite.receivableRegistry.rootCount());
  const ids = Array.from({ length: count }, (_, index) => BigInt(count - index));
  return each(ids, (id) => rootState(context, id));
}

/** All live notes of open receivables. */
export async function liveNotes(context: Context): Promise<NoteState[]> {
  const open = (await allRoots(context)).filter(({ root }) => root.seq > 0n && root.paid + root.cancelled < root.face);
  const notes = await each(open.reverse(), (of) => notesOf(context, of), 4);
  return notes.flat().filter(({ status }) => status === "Live");
}

/** A note's status, with what stands on it. */
export function standing({ status, marks, offer, of }: NoteState): string {
  if (status !== "Live") return { EarlyPaid: "paid early", Merged: "merged" }[status as string] ?? status.toLowerCase();
  const others = marks.map((mark) => (mark === "locked" && offer !== undefined ? `ask ${offer.ask}` : mark));
  const all = [...others, ...(of.isOverdue ? ["overdue"] : of.isDue ? ["due"] : [])];
  return all.length === 0 ? "free" : all.join(", ");
}

/** A receivable's status in words. */
export const rootStanding = ({ status, isDue, isOverdue }: RootState): string =>
  isOverdue ? `${status}, overdue` : isDue ? `${status}, due` : status;
