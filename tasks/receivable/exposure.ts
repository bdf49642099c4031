/** What a participant owes, holds and answers for in receivables: for `participant exposure`. */
import type { Context } from "../shared/context.ts";
import { dateOf, yuan } from "../shared/format.ts";
import { table } from "../shared/table.ts";
import { noteHandle } from "../shared/words.ts";
import { facilities } from "./lines.ts";
import { dueOn } from "./recourse.ts";
import { allRoots, has, liveNotes, type NoteState, unitsOf } from "./state.ts";

interface Sum {
  group: string;
  notes: number;
  amount: bigint;
  /** Of it on receivables that are overdue. */
  overdue: bigint;
}

const total = (rows: readonly { amount: bigint }[]): bigint => rows.reduce((sum, { amount }) => sum + amount, 0n);

/** Sums of notes, by whatever they are grouped by. */
const sumsBy = (notes: readonly NoteState[], groupOf: (note: NoteState) => string): Sum[] =>
  [...Map.groupBy(notes, groupOf)]
    .map(([group, states]) => {
      const units = states.map((state) => ({ amount: unitsOf(state.info), isOverdue: state.of.isOverdue }));
      return {
        group,
        notes: states.length,
        amount: total(units),
        overdue: total(units.filter((each) => each.isOverdue)),
      };
    })
    .sort((a, b) => a.group.localeCompare(b.group));

const shown = (head: string, rows: readonly Sum[]): string =>
  table(rows, [
    { head, cell: (row) => row.group },
    { head: "notes", cell: (row) => String(row.notes), right: true },
    { head: "amount", cell: (row) => yuan(row.amount), right: true },
    { head: "overdue", cell: (row) => yuan(row.overdue), right: true },
  ]);

/** Notes that it has sold with recourse, or factored so; and what is due on them today. */
async function recourseOf(context: Context, notes: readonly NoteState[], who: bigint) {
  const { words } = context;
  const found = notes.flatMap((state) =>
    has(state, "financed") && state.financing?.recourse === true ? [{ state, financing: state.financing }] : [],
  );
  const own = found.filter(({ financing: { seller, factor } }) => seller === who || factor === who);
  return Promise.all(
    own.map(async ({ state, financing }) => ({
      note: state.id,
      amount: (await dueOn(context, state.id)).sum,
      claimed: financing.claimed,
      seller: await words.participant(financing.seller),
      factor: await words.participant(financing.factor),
    })),
  );
}

export async function exposureOf(context: Context, who: bigint) {
  const { words } = context;
  const [notes, roots, lines] = await Promise.all([liveNotes(context), allRoots(context), facilities(context)]);
  const owed = sumsBy(
    notes.filter(({ info }) => info.obligor === who),
    ({ info }) => dateOf(info.dueDay).slice(0, 7),
  );
  const held = await Promise.all(
    sumsBy(
      notes.filter(({ info }) => info.holder === who),
      ({ info }) => info.obligor.toString(),
    ).map(async ({ group, ...sum }) => ({
      ...sum,
      obligor: BigInt(group),
      name: await words.participant(BigInt(group)),
    })),
  );
  const confirmed = await Promise.all(
    roots
      .filter(({ root, status }) => root.confirmer === who && status === "Open")
      .map(async ({ id, root, isOverdue }) => ({
        receivable: id,
        amount: root.face - root.paid - root.cancelled,
        isOverdue,
        obligor: await words.participant(root.obligor),
      })),
  );
  const given = await Promise.all(
    lines
      .filter(({ grantor, obligor, closed, used }) => (grantor === who || obligor === who) && (!closed || used > 0n))
      .map(async ({ id, grantor, obligor, limit, used }) => ({
        facility: id,
        limit,
        used,
        grantor: await words.participant(grantor),
        obligor: await words.participant(obligor),
      })),
  );
  const recourse = await recourseOf(context, notes, who);
  const name = await words.participant(who);
  const section = (title: string, text: string, isEmpty: boolean): string[] => (isEmpty ? [] : ["", title, "", text]);
  const text = [
    ...section(`${name} owes ${yuan(total(owed))} on receivables:`, shown("due in", owed), owed.length === 0),
    ...section(
      `${name} holds ${yuan(total(held))} of receivables:`,
      shown(
        "obligor",
        held.map((row) => ({ ...row, group: row.name })),
      ),
      held.length === 0,
    ),
    ...section(
      "Confirmed by it:",
      table(confirmed, [
        { head: "receivable", cell: ({ receivable }) => String(receivable), right: true },
        { head: "amount", cell: (row) => yuan(row.amount), right: true },
        { head: "for", cell: (row) => row.obligor },
        { head: "", cell: ({ isOverdue }) => (isOverdue ? "overdue" : "") },
      ]),
      confirmed.length === 0,
    ),
    ...section(
      "Facilities:",
      table(given, [
        { head: "facility", cell: ({ facility }) => String(facility), right: true },
        { head: "given by", cell: (row) => row.grantor },
        { head: "to", cell: (row) => row.obligor },
        { head: "limit", cell: (row) => yuan(row.limit), right: true },
        { head: "used", cell: (row) => yuan(row.used), right: true },
      ]),
      given.length === 0,
    ),
    ...section(
      "Sold with recourse:",
      table(recourse, [
        { head: "note", cell: ({ note }) => noteHandle(note) },
        { head: "due today", cell: (row) => yuan(row.amount), right: true },
        { head: "by", cell: (row) => row.seller },
        { head: "to", cell: (row) => row.factor },
        { head: "", cell: ({ claimed }) => (claimed ? "claimed" : "") },
      ]),
      recourse.length === 0,
    ),
  ];
  const json = {
    owes: total(owed),
    holds: total(held),
    owed: owed.map(({ group, ...sum }) => ({ month: group, ...sum })),
    held,
    confirmed,
    facilities: given,
    recourse,
  };
  return { json, text };
}
