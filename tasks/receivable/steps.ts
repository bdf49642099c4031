/** What several verbs on notes have in common. */
import type { Actor } from "../shared/actor.ts";
import type { Context } from "../shared/context.ts";
import type { Happening } from "../shared/events.ts";
import { WrongUsage } from "../shared/failures.ts";
import { dateOf, yuan } from "../shared/format.ts";
import { each } from "../shared/logs.ts";
import { positiveAmount } from "../shared/parse.ts";
import { note as noteOf, receivable as receivableOf } from "../shared/resolve.ts";
import { nameOf, type Value } from "../shared/terms.ts";
import { noteHandle, splitNote } from "../shared/words.ts";
import type { Already, Change } from "../shared/write.ts";
import { nextOf } from "./next.ts";
import { noteOn, noteState, type NoteState, rootState, type RootState, standing, unitsOf } from "./state.ts";

/** The note that a command names. */
export const namedNote = async (context: Context): Promise<NoteState> =>
  noteState(context, await noteOf(context, context.args.required("note", "a note, as in 7/3")));

/** The receivable that a command names. */
export const namedRoot = async (context: Context): Promise<RootState> =>
  rootState(context, await receivableOf(context, context.args.required("receivable", "a receivable's number")));

/** How much of a note an act is about; a part is taken from its low end and becomes a note of its own. */
export function amountAsked({ args, words }: Context, { id, info }: NoteState): bigint {
  const units = unitsOf(info);
  const amount = args.optional("amount", positiveAmount) ?? units;
  if (amount <= units) return amount;
  throw new WrongUsage(
    `${args.label("amount")} is ${yuan(amount)}; ${words.note(id)} is over ${yuan(units)}.`,
    "Give less, or leave it out for all of it.",
  );
}

/** "note 7/3 over ¥5.00", or "¥2.00 of note 7/3". */
export const amountOf = ({ words }: Context, { id, info }: NoteState, amount: bigint): string =>
  amount === unitsOf(info) ? `${words.note(id)} over ${yuan(amount)}` : `${yuan(amount)} of ${words.note(id)}`;

/** What an act does to a note, or to a part of it that is split off. */
export function noteChanges({ words }: Context, state: NoteState, amount: bigint, to: string): Change[] {
  const { id, of, info } = state;
  const units = unitsOf(info);
  if (amount === units) return [{ what: words.note(id), from: standing(state), to }];
  return [
    { what: words.note(id), from: yuan(units), to: yuan(units - amount) },
    { what: words.note(noteOn(of.id, of.root.seq + 1n)), from: "–", to: `${yuan(amount)}, ${to}` },
  ];
}

/** The note that an act has split off. */
export const partIn = (happened: readonly Happening[]): bigint | undefined =>
  happened.find(({ event }) => event === "NoteSplit")?.arguments.part as bigint | undefined;

/** The request that an act has opened. */
export const requestIn = (happened: readonly Happening[]): unknown =>
  happened.find(({ event }) => event === "RequestOpened")?.arguments.request;

/** What somebody may have asked before. */
export interface Wanted {
  act: Value<"ReceivableAct">;
  to: bigint;
  root: bigint;
  amount: bigint;
  terms?: (terms: string) => boolean;
}

/** The same that the actor has asked before and that waits for its answer. A part is split off at once, so it is not found by its note. */
export async function asked(context: Context, actor: Actor, { act, to, root, amount, terms }: Wanted) {
  const { receivableRegistry } = context.suite;
  const today = await context.today();
  const opened = await context.events((first, last) =>
    receivableRegistry.queryFilter(
      receivableRegistry.filters.RequestOpened(undefined, actor.participant, to),
      first,
      last,
    ),
  );
  const same = opened.filter(
    ({ args }) =>
      nameOf("ReceivableAct", args.act) === act &&
      splitNote(args.subject).root === root &&
      unitsOf(args) === amount &&
      args.lastDay >= today &&
      (terms === undefined || terms(args.terms)),
  );
  const found = await each(same, async ({ args: { request } }) => ({
    id: request,
    info: await receivableRegistry.requestInfo(request),
  }));
  return found.find(({ info }) => nameOf("RequestStatus", info.status) === "Open");
}

export async function alreadyAsked(context: Context, actor: Actor, wanted: Wanted): Promise<Already | undefined> {
  const found = await asked(context, actor, wanted);
  if (found === undefined) return undefined;
  const { id, info } = found;
  return {
    already: `Request ${id} asks ${await context.words.participant(info.to)} for this already; it can answer until ${dateOf(info.lastDay)}.`,
    data: { request: id, note: info.subject },
    next: [context.words.command(`receivable sign ${id}`, await context.words.handle(info.to))],
  };
}

/** The data of an act that may have split a note and asked for something. */
export const dataOf =
  (note: bigint) =>
  ([, simulated]: readonly unknown[], happened: Happening[]): Record<string, unknown> => ({
    receivable: splitNote(note).root,
    note: partIn(happened) ?? note,
    request: requestIn(happened) ?? simulated,
  });

/** What comes next of an act that may have split a note. */
export const nextAfter =
  (context: Context, note: bigint) =>
  ({ happenings }: { happenings: readonly Happening[] }): Promise<string[]> =>
    nextOf(context, partIn(happenings) ?? note);

/** "note 7/3" as it is typed. */
export const typed = ({ id }: NoteState): string => noteHandle(id);
