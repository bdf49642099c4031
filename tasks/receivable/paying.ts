/** Rounds of payment: what they cost, and the long work of paying every note (T-6). */
import type { Context } from "../shared/context.ts";
import type { Happening } from "../shared/events.ts";
import { WrongUsage } from "../shared/failures.ts";
import { counted, yuan } from "../shared/format.ts";
import { whole } from "../shared/parse.ts";
import { noteHandle } from "../shared/words.ts";
import type { Act, Change, Pages } from "../shared/write.ts";
import { nextOfRoot } from "./next.ts";
import { noteOn, notesOf, type RootState } from "./state.ts";

/** Notes of one transaction: some 15 are paid with a million gas. */
const USUAL_PAGE = 100n;
const MOST = 500n;

export function pageSize({ args }: Context): bigint {
  const size = args.optional("page", whole) ?? USUAL_PAGE;
  if (size > 0n && size <= MOST) return size;
  throw new WrongUsage(`--page is ${size} notes.`, `Give 1 to ${MOST}; usual are ${USUAL_PAGE}.`);
}

/** What a payer has, and lets the module take. */
export async function meansOf({ suite, words }: Context, payer: bigint) {
  const { wallet } = await words.facts(payer);
  const [spendable, allowance] = await Promise.all([
    suite.money.spendable(wallet),
    suite.money.allowance(wallet, suite.receivableSettlement),
  ]);
  return { spendable, allowance };
}

/** What bringing every note to `paidTo` of the face takes today. */
export async function neededFor({ suite }: Context, root: bigint, paidTo: bigint) {
  const [principal, interest] = await suite.receivableSettlement.needed(root, paidTo);
  return { principal, interest, sum: principal + interest };
}

/** What a page has come to. */
function pageOf(root: bigint, happened: readonly Happening[]) {
  const paged = happened.filter(({ event }) => event === "SettlementPaged").at(-1)?.arguments;
  const next = (paged?.next ?? 0n) as bigint;
  const paid = happened.filter(({ event }) => event === "NotePaid").length;
  const aside = happened.filter(({ event }) => event === "NoteSetAside").length;
  const told = [`${counted(paid, "note")} paid`, ...(aside === 0 ? [] : [`${aside} set aside`])].join(", ");
  const where = next === 0n ? "the last one is done" : `goes on at ${noteHandle(noteOn(root, next))}`;
  return { steps: paid + aside, isLast: next === 0n, line: `${told}, ${yuan((paged?.amount ?? 0n) as bigint)}; ${where}` };
}

/** The notes that a round has yet to come to. */
async function notesAhead(context: Context, of: RootState, cursor: bigint, payer: bigint): Promise<number> {
  const isPaidByHolder = payer !== of.root.obligor;
  return (await notesOf(context, of)).filter(
    ({ id, status, info }) =>
      status === "Live" && (id & 0xffff_ffffn) >= cursor && !(isPaidByHolder && info.holder === payer),
  ).length;
}

export interface RoundCall {
  payer: bigint;
  /** Fen of the face up to which every note is paid. */
  paidTo: bigint;
  method: string;
  args: readonly unknown[];
  sentence: string;
}

/** Starts a payer's round, or goes on with it, page after page to its end. */
export async function roundAct(context: Context, of: RootState, call: RoundCall): Promise<Act> {
  const { suite, words } = context;
  const { id, root } = of;
  const { payer, paidTo, method, args, sentence } = call;
  const { cursor } = await suite.receivableSettlement.roundOf(id, payer);
  const isRunning = cursor !== 0n;
  const [total, { spendable }, name] = await Promise.all([
    notesAhead(context, of, cursor, payer),
    meansOf(context, payer),
    words.participant(payer),
  ]);
  const needed = isRunning ? undefined : await neededFor(context, id, paidTo).catch(() => undefined);
  const changes: Change[] = [
    payer === root.obligor
      ? { what: words.receivable(id), from: `${yuan(root.paid)} paid`, to: `${yuan(paidTo)} of ${yuan(root.face)} paid` }
      : { what: `Its notes (${total})`, from: "their holders", to: name },
    ...(needed === undefined
      ? []
      : [{ what: `Balance of ${name}`, from: yuan(spendable), to: `at least ${yuan(spendable - needed.sum)}` }]),
  ];
  const pages: Pages = {
    total,
    page: (happened) => pageOf(id, happened),
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
    args,
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
