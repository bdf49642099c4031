import type { Context } from "../shared/context.ts";
import { dateOf, percent, yuan } from "../shared/format.ts";
import { each } from "../shared/logs.ts";
import { reads } from "../shared/run.ts";
import { table } from "../shared/table.ts";
import { nameOf, type Value } from "../shared/terms.ts";
import { noteHandle } from "../shared/words.ts";
import { type Hand, type Moves, movesOf } from "./moves.ts";
import { firstNote, noteOn, notesOf, type NoteState, rootStanding, standing, unitsOf } from "./state.ts";
import { namedRoot } from "./steps.ts";

/** How a note has come into a hand. */
const GROUNDS: Record<Value<"Ground">, string> = {
  None: "",
  Payment: "",
  Financing: " (financed)",
  Recourse: " (recourse)",
  Pledge: " (to collect)",
  Confirmation: " (has paid)",
  ByOrder: " (by order)",
};

/** Notes in the order of a tree, each with the lines that lead to it. */
function ordered(notes: readonly NoteState[], root: bigint): { state: NoteState; branch: string }[] {
  const below = new Map<bigint, NoteState[]>();
  for (const state of notes.slice(1)) {
    const parent = noteOn(root, state.info.parent);
    below.set(parent, [...(below.get(parent) ?? []), state]);
  }
  const rows: { state: NoteState; branch: string }[] = [];
  // Not by recursion: a receivable may be as deep as its holders have made it.
  const open = notes.slice(0, 1).map((state) => ({ state, branch: "", under: "" }));
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    const { state, branch, under } = next;
    rows.push({ state, branch });
    const children = below.get(state.id) ?? [];
    const last = children.length - 1;
    for (const [index, child] of [...children.entries()].reverse()) {
      const isLast = index === last;
      open.push({
        state: child,
        branch: `${under}${isLast ? "└─ " : "├─ "}`,
        under: `${under}${isLast ? "   " : "│  "}`,
      });
    }
  }
  return rows;
}

/** What a note has brought in, or what it was sold for. */
function moneyOf({ id, financing }: NoteState, { paid }: Moves): string {
  const { early = 0n, byObligor = 0n, byBank = 0n } = paid.get(id) ?? {};
  return [
    ...(financing === undefined ? [] : [`sold for ${yuan(financing.price)} at ${percent(financing.rate)}`]),
    ...(early === 0n ? [] : [`${yuan(early)} early`]),
    ...(byBank === 0n ? [] : [`${yuan(byBank)} from the bank`]),
    ...(byObligor === 0n ? [] : [`paid ${yuan(byObligor)}`]),
  ].join(", ");
}

/** Through whose hands a note has gone since it was split off. */
async function wayOf({ words }: Context, hands: readonly Hand[]): Promise<string> {
  const [first] = hands;
  if (first === undefined) return "";
  const names = await Promise.all(
    hands.map(async ({ to, ground }) => `${await words.participant(to)}${GROUNDS[ground]}`),
  );
  return [await words.participant(first.from), ...names].join(" → ");
}

export default reads(async (context) => {
  const { words } = context;
  const of = await namedRoot(context);
  const { id, root } = of;
  const [notes, moves, obligor, supplier] = await Promise.all([
    notesOf(context, of),
    movesOf(context, id, root.obligor),
    words.participant(root.obligor),
    words.participant(root.supplier),
  ]);
  const handsOf = Map.groupBy(moves.hands, ({ note }) => note);
  const rows = await each(ordered(notes, id), async ({ state, branch }) => {
    const { info, status, marks } = state;
    const hands = handsOf.get(state.id) ?? [];
    const merged = moves.into.get(state.id);
    return {
      branch,
      note: state.id,
      handle: noteHandle(state.id),
      parent: info.parent === 0n ? null : noteOn(id, info.parent),
      lo: info.lo,
      hi: info.hi,
      amount: unitsOf(info),
      tier: info.tier,
      holder: { participant: info.holder, name: await words.participant(info.holder) },
      status,
      marks,
      stands: merged === undefined ? standing(state) : `merged into ${noteHandle(merged)}`,
      hands: hands.map(({ from, to, ground, tier, trade }) => ({ from, to, ground, tier, trade })),
      way: await wayOf(context, hands),
      financing:
        state.financing === undefined
          ? null
          : {
              factor: state.financing.factor,
              seller: state.financing.seller,
              price: state.financing.price,
              rate: percent(state.financing.rate),
              recourse: state.financing.recourse,
              status: nameOf("FinancingStatus", state.financing.status),
            },
      received: moves.paid.get(state.id) ?? null,
      money: moneyOf(state, moves),
    };
  });
  const live = rows.filter(({ status }) => status === "Live");
  const tiers = live.reduce((deepest, { tier }) => (tier > deepest ? tier : deepest), 0n);
  const holders = new Set(live.map(({ holder }) => holder.participant)).size;
  const lines = table(rows, [
    { head: "note", cell: ({ branch, handle }) => `${branch}${handle}` },
    { head: "amount", cell: (row) => yuan(row.amount), right: true },
    { head: "tier", cell: (row) => row.tier.toString(), right: true },
    { head: "holder", cell: (row) => row.holder.name },
    { head: "stands", cell: (row) => row.stands },
    { head: "money", cell: (row) => row.money },
    { head: "hands", cell: (row) => row.way },
  ]);
  const head = `Receivable ${id}, ${rootStanding(of)}: ${obligor} owes ${yuan(root.face)}, due on ${dateOf(root.dueDay)}, first to ${supplier}`;
  const none = "It is not open: it has no notes yet.";
  const reach =
    live.length === 0
      ? []
      : ["", `It is in ${holders === 1 ? "one hand" : `${holders} hands`}, down to tier ${tiers}.`];
  return {
    json: {
      receivable: id,
      status: of.status,
      face: root.face,
      paid: root.paid,
      obligor: { participant: root.obligor, name: obligor },
      supplier: { participant: root.supplier, name: supplier },
      dueDay: dateOf(root.dueDay),
      first: root.seq === 0n ? null : firstNote(id),
      tiers,
      holders,
      notes: rows.map(({ branch: _, way: __, money: ___, stands: ____, ...row }) => row),
    },
    text: [head, "", rows.length === 0 ? none : lines, ...reach].join("\n"),
  };
});
