/** Rounds of payment: what they cost, and the long work of paying every note (T-6). */
import type { Context } from "../shared/context.ts";
import type { Happening } from "../shared/events.ts";
import { WrongUsage } from "../shared/failures.ts";
import { counted, yuan } from "../shared/format.ts";
import { whole } from "../shared/parse.ts";
import { valueOf } from "../shared/terms.ts";
import { noteHandle, splitNote } from "../shared/words.ts";
import type { Act, Already, Change, Pages } from "../shared/write.ts";
import { nextOfRoot } from "./next.ts";
import { has, noteOn, notesOf, type NoteState, type RootState } from "./state.ts";

/** Notes of one transaction: some 15 are paid with a million gas. */
const USUAL_PAGE = 100n;
const MOST = 500n;

export function pageSize({ args }: Context): bigint {
  const size = args.optional("page", whole) ?? USUAL_PAGE;
  if (size > 0n && size <= MOST) return size;
  throw new WrongUsage(`--page is ${size} notes.`, `Give 1 to ${MOST}; usual are ${USUAL_PAGE}.`);
}

/** What a payer has, and lets a part of the module take. */
export async function meansOf(
  { suite, words }: Context,
  payer: bigint,
  part: "receivableSettlement" | "receivableIssuance" = "receivableSettlement",
) {
  const { wallet } = await words.facts(payer);
  const [spendable, allowance] = await Promise.all([
    suite.money.spendable(wallet),
    suite.money.allowance(wallet, suite[part]),
  ]);
  return { spendable, allowance };
}

/** What bringing every note to `paidTo` of the face takes today. */
export async function neededFor({ suite }: Context, root: bigint, paidTo: bigint) {
  const [principal, interest] = await suite.receivableSettlement.needed(root, paidTo);
  return { principal, interest, sum: principal + interest };
}

/** What a page has come to; it goes through notes by their numbers. */
function pageOf(root: bigint, last: bigint, size: bigint, happened: readonly Happening[]) {
  const paged = happened.find(({ event }) => event === "SettlementPaged")?.arguments;
  // Settled: what comes after was paid early, or merged.
  const isSettled = happened.some(
    ({ event, arguments: { status } }) => event === "RootStatusChanged" && status === valueOf("RootStatus", "Settled"),
  );
  const next = isSettled ? 0n : ((paged?.next ?? 0n) as bigint);
  const notesIn = (event: string): number =>
    new Set(happened.filter((each) => each.event === event).map(({ arguments: { note } }) => note)).size;
  const aside = notesIn("NoteSetAside");
  const told = [`${counted(notesIn("NotePaid"), "note")} paid`, ...(aside === 0 ? [] : [`${aside} set aside`])];
  const where = next === 0n ? "the last one is done" : `goes on at ${noteHandle(noteOn(root, next))}`;
  return {
    steps: Number(next === 0n ? last : size),
    isLast: next === 0n,
    line: `${told.join(", ")}, ${yuan((paged?.amount ?? 0n) as bigint)}; ${where}`,
  };
}

/** The notes that a payer has yet to come to. What the bank holds is paid by the obligor alone, unless others have a part in it; what is frozen and set aside waits. */
async function notesAhead(context: Context, of: RootState, cursor: bigint, payer: bigint): Promise<number> {
  const isBank = payer !== of.root.obligor;
  const isOwn = (state: NoteState): boolean =>
    state.info.holder === payer && !has(state, "pledged") && !has(state, "contested");
  const waits = (state: NoteState): boolean =>
    has(state, "frozen") && (isBank ? (state.progress?.payer ?? 0n) !== 0n : has(state, "set aside"));
  return (await notesOf(context, of)).filter(
    (state) => state.status === "Live" && splitNote(state.id).number >= cursor && !isOwn(state) && !waits(state),
  ).length;
}

export interface RoundCall {
  payer: bigint;
  /** Fen of the face up to which every note is paid. */
  paidTo: bigint;
  method: string;
  /** But for the size of a page, which comes last. */
  args: readonly unknown[];
  sentence: string;
}

/** Starts a payer's round, or goes on with it, page after page to its end. */
export async function roundAct(context: Context, of: RootState, call: RoundCall): Promise<Act | Already> {
  const { suite, words } = context;
  const { id, root, status } = of;
  const size = pageSize(context);
  const { payer, paidTo, method, args, sentence } = call;
  const { cursor } = await suite.receivableSettlement.roundOf(id, payer);
  const isRunning = cursor !== 0n;
  const [total, { spendable }, name] = await Promise.all([
    notesAhead(context, of, cursor, payer),
    meansOf(context, payer),
    words.participant(payer),
  ]);
  const isPayer = payer === root.obligor || payer === root.confirmer;
  if (isPayer && root.seq > 0n && total === 0) {
    return {
      already: `${name} has nothing more to pay on receivable ${id}.`,
      data: { receivable: id, status },
      next: await nextOfRoot(context, id),
    };
  }
  const needed = isRunning ? undefined : await neededFor(context, id, paidTo).catch(() => undefined);
  const changes: Change[] = [
    payer === root.obligor
      ? {
          what: words.receivable(id),
          from: `${yuan(root.paid)} paid`,
          to: `${yuan(paidTo)} of ${yuan(root.face)} paid`,
        }
      : { what: `Its notes (${total})`, from: "their holders", to: name },
    ...(needed === undefined
      ? []
      : [{ what: `Balance of ${name}`, from: yuan(spendable), to: `at least ${yuan(spendable - needed.sum)}` }]),
  ];
  const numbers = root.seq - (isRunning ? cursor : 1n) + 1n;
  const pages: Pages = {
    total: Number(numbers),
    page: (happened) => pageOf(id, numbers, size, happened),
    each: [
      "NotePaid",
      "NoteDivided",
      "NoteSetAside",
      "NoteClosed",
      "RootProgressed",
      "SettlementPaged",
      "FacilityChanged",
      "NotePledgeCollected",
      "NotePledgeEnded",
      "FinancingCollected",
      "FinancingEnded",
      "AssignmentPaid",
      "AssignmentEnded",
      "NoteMarked",
      "NoteTransferred",
    ],
  };
  return {
    contract: suite.receivableSettlement,
    method,
    args: [...args, size],
    sentence: isRunning ? `${sentence} It goes on at ${words.note(noteOn(id, cursor))}.` : sentence,
    changes,
    notes: [
      ...(needed === undefined || needed.interest === 0n
        ? []
        : [`Interest on what is overdue: about ${yuan(needed.interest)}.`]),
      `${counted(total, "note")} to be paid, each holder directly.`,
    ],
    pages,
    data: (_, happened) => ({
      receivable: id,
      payer,
      paidTo,
      notes: total,
      paid: happened.filter(({ event }) => event === "NotePaid").length,
      setAside: happened.filter(({ event }) => event === "NoteSetAside").length,
    }),
    next: () => nextOfRoot(context, id),
  };
}
